### The overview of a city.

overview-title = Overview
# $years (String) - years of the plan
overview-eyebrow = Action plan { $years }
# The headline rule: the fact first, then lateness, which is never left out.
# $done (Number) - complete milestones
# $all (Number) - all milestones
overview-headline-done =
    { $done ->
        [0] { $all ->
            [one] The one milestone is not done yet.
           *[other] None of the { $all } milestones is done yet.
        }
        [one] { $all ->
            [one] The one milestone is done.
           *[other] 1 of { $all } milestones is done.
        }
       *[other] { $done } of { $all } milestones are done.
    }
# $all (Number) - all milestones, every one complete
overview-headline-all-done = { $all ->
    [one] The one milestone is done.
   *[other] All { $all } milestones are done.
}
# $late (Number) - overdue milestones
overview-headline-late = { $late ->
    [one] One is late.
    [2] Two are late.
    [3] Three are late.
    [4] Four are late.
    [5] Five are late.
    [6] Six are late.
    [7] Seven are late.
    [8] Eight are late.
    [9] Nine are late.
   *[other] { $late } are late.
}
# $stuck (Number) - stuck milestones
overview-headline-stuck = { $stuck ->
    [one] One is stuck.
    [2] Two are stuck.
    [3] Three are stuck.
    [4] Four are stuck.
    [5] Five are stuck.
    [6] Six are stuck.
    [7] Seven are stuck.
    [8] Eight are stuck.
    [9] Nine are stuck.
   *[other] { $stuck } are stuck.
}
overview-headline-on-schedule = All on schedule.
# $months (Number) - months until the plan ends
overview-headline-ends = { $months ->
    [0] The plan ends this month.
    [one] The plan ends in one month.
   *[other] The plan ends in { $months } months.
}
overview-headline-ended = The plan has ended.
# $count (Number) - milestones without a reported status
# $all (Number) - all milestones
overview-headline-not-reported =
    { $count ->
        [one] { $all ->
            [one] No status was reported for the one milestone.
           *[other] No status was reported for 1 of { $all } milestones.
        }
       *[other] No status was reported for { $count } of { $all } milestones.
    }
# $count (Number) - milestones past their due date without a reported status
overview-headline-unknown = { $count ->
    [one] One of them is past its due date.
   *[other] { $count } of them are past their due dates.
}
overview-headline-no-milestones = The plan has no milestones yet.
# $commitments (Number) - commitments in the plan
# $city (String) - name of the city
overview-lede = { $commitments ->
    [one] { $city } made one commitment together with its residents. Follow it from promise to proof.
   *[other] { $city } made { $commitments } commitments together with its residents. Follow each one from promise to proof.
}
overview-see-plan = See the plan
overview-get-mail = Get email updates
overview-counts-label = Milestones by status
overview-count-complete = complete
overview-count-in-progress = in progress
overview-count-late = overdue
overview-count-not-started = not started
overview-count-stuck = stuck
overview-count-not-reported = not reported
overview-count-withdrawn = withdrawn
overview-wall-title = The plan so far, milestone by milestone
overview-table-open = View as a table
# $count (Number) - all milestones
overview-table-title = { $count ->
    [one] The one milestone
   *[other] All { $count } milestones
}
overview-coming-title = Coming up
overview-coming-all = Full timeline
overview-coming-none = No due dates lie ahead in this plan.
overview-activity-title = Latest activity
overview-activity-none = Nothing has changed yet. Every change will be listed here.
overview-say-title = Have your say
# $city (String) - name of the city
overview-forming-title = { $city } is writing its first plan
overview-forming-text = The plan will be here once it is published: each commitment, its milestones and the proof.
# $date (String) - last day for comments
overview-draft-until = This is a draft for comment until { $date }
overview-draft = This is a draft. It is not in force yet.
