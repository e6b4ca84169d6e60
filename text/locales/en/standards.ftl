### OGP’s requirements checked against the records, and what is due by its calendar.

standards-nav = Standards
standards-title = OGP’s requirements
standards-lede = What the records of the city show. The monitoring body’s own findings are in its assessments.
standards-minimum = Minimum requirements
standards-practices = Recommended practices
standards-used = Records that show it
standards-missing = What is missing
# $date (String) - day
standards-by = by { $date }
# $rules (String) - version of the rule set
standards-rules = Judged by the rule set { $rules }.
# $met (Number) - requirements that are met
# $all (Number) - all of them
standards-count = { $met } of { $all } are met.
standards-no-plan = There is no plan yet. Requirements are checked against the present plan.
standards-comment = A contribution from a resident

status-requirement-in-progress = In progress
status-requirement-not-checkable = Cannot be told from the records

requirement-forum = A forum exists and meets regularly
requirement-multi-stakeholder = The forum is multi-stakeholder
requirement-meeting = A meeting with civil society during co-creation
requirement-endorsed = The forum endorsed the plan
requirement-website = The website is refreshed every four months
requirement-papers-before = Papers are shared before meetings
requirement-open-input = Anybody can give input and see decisions
requirement-reported-back = Contributions are answered
requirement-dialogue = A dialogue with shared decisions
requirement-inclusive = The forum is inclusive and diverse

lack-forum = Set up a multi-stakeholder forum
lack-remit = Say what the forum is for
lack-rules = Publish how the forum works
lack-seats = Say who sits in the forum
lack-regular-meeting = Hold a meeting: there must be one every six months
lack-government-seat = Give the municipality a seat
lack-other-seat = Give civil society or others a seat
lack-meeting = Hold a meeting with civil society while the plan is written
lack-endorsement = Ask an organisation of the forum to endorse the plan
lack-publication = Publish the plan
lack-refreshment = Report progress or add evidence: nothing new came for four months
lack-papers = Share papers at least a day before the meeting
lack-contribution = Invite residents to comment: no contribution came yet
lack-minutes = Publish minutes or decisions
lack-answers = Answer a contribution whose day has passed
lack-meetings = Hold meetings with others than government, with an agenda
lack-shared-decision = Agree on a decision that somebody outside government carries out
lack-sides = Give seats to at least three sides

## What is due

obligation-title = Due by OGP’s calendar
obligation-none = Nothing is due by OGP’s calendar.
obligation-inception = Inception assessment
obligation-end-of-commitment = End-of-commitment assessment
obligation-website = Something new on the city’s pages
obligation-self-assessment = Self-assessment of the municipality
obligation-reply = Reply to an assessment
obligation-of-monitor = Monitoring body
obligation-of-city = Municipality
# $days (Number) - days that are left
obligation-days = { $days ->
    [0] Due today
    [one] Due in one day
   *[other] Due in { $days } days
}
# $days (Number) - days since it was due
obligation-late = { $days ->
    [one] One day late
   *[other] { $days } days late
}
