### The week: what needs a coordinator.

week-title = This week
# $count (Number) - things to do
week-headline = { $count ->
    [0] Nothing needs you this week
    [one] One thing needs you this week
    [2] Two things need you this week
    [3] Three things need you this week
    [4] Four things need you this week
    [5] Five things need you this week
    [6] Six things need you this week
    [7] Seven things need you this week
    [8] Eight things need you this week
    [9] Nine things need you this week
   *[other] { $count } things need you this week
}
# $count (Number) - milestones without a reported status, none of them due this week
week-headline-not-reported = { $count ->
    [one] One milestone has no reported status
   *[other] { $count } milestones have no reported status
}
# $late (Number) - overdue milestones
week-late = { $late ->
    [one] One milestone is overdue.
    [2] Two milestones are overdue.
    [3] Three milestones are overdue.
    [4] Four milestones are overdue.
    [5] Five milestones are overdue.
    [6] Six milestones are overdue.
    [7] Seven milestones are overdue.
    [8] Eight milestones are overdue.
    [9] Nine milestones are overdue.
   *[other] { $late } milestones are overdue.
}
# $due (Number) - milestones due this week
week-due = { $due ->
    [one] One milestone is due this week.
    [2] Two milestones are due this week.
    [3] Three milestones are due this week.
    [4] Four milestones are due this week.
    [5] Five milestones are due this week.
    [6] Six milestones are due this week.
    [7] Seven milestones are due this week.
    [8] Eight milestones are due this week.
    [9] Nine milestones are due this week.
   *[other] { $due } milestones are due this week.
}
# $count (Number) - milestones past their due date without a reported status
week-unknown = { $count ->
    [one] One milestone was due, and no status was reported.
   *[other] { $count } milestones were due, and no status was reported.
}
# $count (Number) - milestones without a reported status that are not past their due date
week-not-reported = { $count ->
    [one] The status of one milestone that is not yet overdue was never reported.
   *[other] The status of { $count } milestones that are not yet overdue was never reported.
}
week-on-schedule = Everything else is on schedule.
# $date (String) - the next due date
week-next-date = The next due date is { $date }.
week-no-next-date = No due date lies ahead.
week-action = Update a milestone
# $date (String) - first day of the week, without the year
week-strip-label = Week of { $date }
# $title (String) - title of the milestone
week-strip-due = Due: { $title }
# $count (Number) - milestones due that day
week-strip-due-count = { $count ->
    [one] 1 milestone due
   *[other] { $count } milestones due
}
week-overdue-title = Overdue
week-overdue-none = No milestone is overdue.
# $date (String) - day of publication
week-reason-published = Reason published { $date }
week-no-reason = No reason published yet. Residents see this.
week-no-reason-draft = No reason given yet. Residents do not see the plan.
week-give-reason = Give a reason
week-update = Update
week-soon-title = Due in the next 30 days
week-soon-none = No milestone is due in the next 30 days.
# $number (String) - number of the commitment
# $lead (String) - lead institution
week-where = Commitment { $number }, { $lead }
week-unknown-title = Due, and no status reported
week-report-status = Report the status
week-damaged-title = Stored files are damaged
week-damaged-text = These files are missing, or are no longer what was uploaded, so they are not given out. Add each again as new evidence and withdraw the damaged one. The people who run this site were told.
week-health-title = Plan health
week-health-open = Open the timeline
week-comments-title = Comments waiting for a reply
# $date (String) - day by which the reply is due
week-reply-due = Reply due { $date }
week-reply-due-tomorrow = Reply due tomorrow
week-reply = Reply
week-standards-title = Participation standards
# $met (Number) - standards met
# $all (Number) - all standards
week-standards-text = { $met } of { $all } met. The first four are minimum requirements of OGP Local.
week-mine-title = Your commitments
week-no-plan-title = There is no plan yet
week-no-plan-text = Import a plan you already have, or write one here.
week-no-plan-import = Import a plan
week-no-plan-write = Write a plan
week-stuck-title = Stuck
# $number (String) - number of the commitment
week-where-only = Commitment { $number }
# $date (String) - day of completion
week-completed = Completed { $date }
