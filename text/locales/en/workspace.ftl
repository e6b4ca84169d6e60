### The workspace: this week, the plan, commitments, milestones, evidence, stakeholders.

## Shell

# $city (String) - name of the city
workspace-title = Workspace – { $city }
workspace-name = Coordinator workspace
workspace-name-plain = Workspace
workspace-nav-label = Workspace menu
workspace-group-plan = Plan
workspace-group-people = People
workspace-group-account = Account for it
workspace-nav-week = This week
workspace-nav-plan = The plan
workspace-nav-commitments = Commitments
workspace-nav-evidence = Evidence
workspace-nav-comments = Comments
workspace-nav-proposals = Proposals
workspace-nav-forum = Forum and meetings
workspace-nav-standards = Participation standards
workspace-nav-stakeholders = Stakeholders
workspace-nav-people = People and roles
workspace-nav-import = Import
workspace-nav-reports = Reports
workspace-nav-log = Public log
workspace-nav-settings = Settings
workspace-nav-public = View the public site
# $count (Number) - things that need attention
workspace-attention = { $count ->
    [one] 1 needs attention
   *[other] { $count } need attention
}

## This week

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
# $count (Number) - milestones without a reported status
week-not-reported = { $count ->
    [one] One milestone has no reported status.
   *[other] { $count } milestones have no reported status.
}
week-on-schedule = Everything else is on schedule.
week-all-on-schedule = Everything is on schedule.
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
week-give-reason = Give a reason
week-update = Update
week-soon-title = Due in the next 30 days
week-soon-none = No milestone is due in the next 30 days.
# $number (String) - number of the commitment
# $lead (String) - lead institution
week-where = Commitment { $number }, { $lead }
week-unreported-title = No status reported
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

## Plan form

plan-form-title = Edit the plan
plan-form-new-title = New plan
plan-field-title = Title
plan-field-start = Plan starts
plan-field-end = Plan ends
plan-field-term-end = Term of office ends
plan-hint-term-end = The plan may end before the term, not after it.
plan-field-adopted = Adopted on
plan-field-submitted = Submitted to OGP on
plan-field-state = State
plan-field-foreword = Foreword
plan-field-vision = Long-term vision for open government
plan-field-lead = Lead institutions
plan-hint-lead = One on each line
plan-publish = Publish the plan
plan-publish-hint = The plan, its commitments and its milestones become public at once.

## Commitments: list and form

commitments-title = Commitments
commitments-new = New commitment
commitments-none = No commitments yet
commitments-none-text = Add the first one, or import the plan.
commitments-column-number = No.
commitments-column-title = Commitment
commitments-column-lead = Lead
commitments-column-progress = Milestones complete
commitments-column-next = Next due date
commitment-form-new = New commitment
# $number (String) - number of the commitment
commitment-form-edit = Edit commitment { $number }
commitment-field-number = Number in the plan
commitment-field-title = Title
commitment-hint-title = What residents get, in one line
commitment-field-short-title = Short title
commitment-hint-short-title = Two to four words, for menus and charts
commitment-field-summary = One-line result
commitment-field-policy-area = Policy area
commitment-hint-policy-area = Choose the one that fits best.
commitment-field-sector = Sector
commitment-field-values = Open government values
commitment-hint-values = Tick each one that fits and say why.
# $value (String) - name of the value
commitment-field-value-why = Why is it about “{ $value }”?
commitment-warning-only-technology = Technology alone does not make a commitment relevant to open government.
commitment-field-problem = Problem
commitment-hint-problem = What is wrong today, and for whom? Give figures if you have them.
commitment-field-status-quo = Situation now
commitment-hint-status-quo = How are things before this starts?
commitment-field-action = What will be done
commitment-hint-action = The steps, and what will be there at the end
commitment-field-solution = How it solves the problem
commitment-field-goal = Long-term goal it serves
commitment-field-lead = Lead institution
commitment-hint-lead = One only. It answers for the whole commitment.
commitment-field-partners = Partners
commitment-hint-partners = Who else takes part, and as what?
commitment-field-resources = Resources
commitment-hint-resources = Budget, staff, time
commitment-field-start = Starts
commitment-field-end = Ends
commitment-hint-month = Month and year are enough.
commitment-field-more = More information
commitment-field-identifier = OGP number
commitment-hint-identifier = As on the OGP site, for example ALBSN0001
commitment-withdraw-title = Withdraw this commitment
commitment-withdraw-text = It stays public, marked as withdrawn, with your reason.
commitment-add-milestone = Add a milestone

## Milestone form

milestone-form-new = New milestone
# $number (String) - number such as 2.3
milestone-form-edit = Edit milestone { $number }
milestone-field-title = Title
milestone-hint-title = One thing that can be seen to be done
milestone-field-output = Output
milestone-hint-output = What will exist at the end?
milestone-field-outcome = Outcome
milestone-hint-outcome = What will be different for people?
milestone-field-start = Starts
milestone-field-due = Due
milestone-field-responsible = Responsible institution
milestone-field-responsible-person = Responsible person
milestone-hint-responsible-person = Gets the reminders. The public sees the institution and the role, never the person.
milestone-field-responsible-role = Role of the person
milestone-withdraw-title = Withdraw this milestone
milestone-withdraw-text = It stays public, marked as withdrawn, with your reason.
milestone-reason = Reason

## Milestone update

# $number (String) - number such as 2.3
update-title = Update milestone { $number }
update-choose-title = Which milestone?
# $number (String) - number such as 2.3
# $date (String) - due date
update-lede = Milestone { $number }, due { $date }. What you save is public at once and is kept in the history.
# $number (String) - number such as 2.3
update-lede-no-date = Milestone { $number }, no due date. What you save is public at once and is kept in the history.
update-field-state = Where does this milestone stand?
update-hint-state = Choose what a resident would agree with today.
update-field-completed-on = When was it completed?
update-field-percent = How far is it, in percent?
update-hint-percent = 0 to 100. Your own estimate, shown as reported progress.
update-field-next-step = What is the next step?
update-field-stuck-reason = What blocks it?
update-field-unblock = Who can unblock it?
update-field-reason-late = Why is it late?
update-field-done = What was done?
update-hint-done = Two to five sentences in plain words. What can people do now that they could not do before?
update-field-challenges = What was difficult?
update-evidence = Evidence
update-hint-evidence = Add files or a link that lets anyone check. Remove personal data first.
update-field-link = Link
update-hint-link = Optional. A page that anyone can open.
update-personal-data = I checked that the files contain no personal data that should stay private
update-panel-title = This milestone
update-panel-status = Status now
update-panel-promised = Promised result
update-panel-lead = Lead
update-panel-next = What happens next
update-panel-next-text = The public pages change at once, and the change is listed in the public log.
# $number (String) - number such as 2.3
update-saved = Milestone { $number } is updated. The change is public now.

## Reschedule

# $number (String) - number such as 2.3
reschedule-title = Move the due date of milestone { $number }
# $date (String) - the due date now
reschedule-lede = The date now is { $date }. It stays visible with your reason.
reschedule-field-date = New due date
reschedule-field-reason = Reason
reschedule-hint-reason = Public. Say what changed and what was learned.
reschedule-field-decided-by = Decided by
reschedule-field-meeting = At which meeting
reschedule-button = Move the date
# $date (String) - new due date
reschedule-saved = The due date is now { $date }.

## Evidence

evidence-list-title = Evidence
evidence-list-none = No evidence yet
evidence-list-none-text = Add a file or a link to the first milestone that can be checked.
evidence-add = Add evidence
evidence-form-title = Add evidence
evidence-column-title = Evidence
evidence-column-for = For
evidence-column-added = Added
evidence-missing-title = Complete, but without evidence
evidence-field-file = File
evidence-upload-button = Upload files
# $limit (String) - largest size, such as 20 MB
evidence-hint-file = PDF, image, CSV, XLSX or ODS, up to { $limit } each. Place, time and device are removed from JPEG, PNG and WebP pictures before they are stored.
evidence-field-link = Or a link
evidence-field-title = Title
evidence-hint-title = What does it show?
evidence-field-kind = Kind
evidence-field-date = Date of the document
evidence-field-language = Language
evidence-field-source = Source
evidence-field-licence = Licence
evidence-field-alt = What the picture shows
evidence-hint-alt = One sentence for people who cannot see it
evidence-field-for = Which milestone or commitment?
# $size (String) - size, such as 212 KB
evidence-uploaded = { $size }, uploaded
evidence-withdraw-text = The entry stays in the history with your reason. The file can no longer be opened.

## Stakeholders

stakeholders-title = Stakeholders
stakeholders-new = Add an organisation
# $name (String) - name of the organisation
stakeholders-edit = Edit { $name }
stakeholders-none = No organisations yet
stakeholders-none-text = Add those who lead, help or check the commitments.
stakeholders-column-name = Organisation
stakeholders-column-kind = Kind
stakeholders-column-commitments = Commitments
stakeholder-field-name = Name of the organisation
stakeholder-field-kind = Kind
stakeholder-field-areas = Policy areas
stakeholder-field-website = Website
stakeholder-field-contact = Contact person
stakeholder-hint-contact = Private. Only your team sees it.
stakeholder-field-email = Email address of the contact
stakeholder-field-consent = The person agreed to be contacted on
stakeholder-field-language = Language for mails
stakeholder-part-title = Part in commitments

## More of the pages above

workspace-acts = What can be done
workspace-kept = Saved. Only your team sees it.
week-stuck-title = Stuck
# $number (String) - number of the commitment
week-where-only = Commitment { $number }
# $date (String) - day of completion
week-completed = Completed { $date }
# $count (Number) - answers that are the same in both versions
conflict-same = { $count ->
    [one] One more answer is the same in both versions.
   *[other] { $count } more answers are the same in both versions.
}
evidence-stands = Evidence that stands
evidence-choose = Choose a milestone or a commitment
# $number (String) - number of the commitment
evidence-for-commitment = The whole of commitment { $number }
evidence-withdraw-title = Withdraw this evidence
evidence-kept = Files that came before
evidence-drop-files = Drop files here, or choose them.
evidence-drop-file = Drop a file here, or choose it.
evidence-keep = Keep
stakeholders-column-people = People
stakeholder-choose-kind = Choose a kind
organisation-people = People
organisation-no-people = Nobody is noted here yet.
contact-new = Add a person
contact-edit = Edit the person
contact-field-name = Name of the person
contact-field-position = Position
contact-hint-email = Reminders about milestones go here.
contact-language-city = The city’s own

## Reports

reports-work-none = No reports yet
reports-language = Language of the report
reports-reload = Look again
reports-read = Read
