### Public pages: platform home, overview, plan, commitment, milestone, evidence, footer.

## Header and footer

# $city (String) - name of the city
public-site = Open government in { $city }
public-open-government = Open government
public-nav-label = Main menu
public-nav-overview = Overview
public-nav-plan = The plan
public-nav-take-part = Take part
public-nav-meetings = Meetings
public-nav-reports = Reports
public-nav-data = Open data
public-nav-log = Public log
public-nav-workspace = Workspace
public-nav-all-cities = All cities
public-breadcrumbs-label = You are here
public-footer-label = About this site
public-footer-unit = Open Government Unit
public-footer-contact = Contact the coordinator
public-footer-site = This site
public-footer-accessibility = Accessibility statement
public-footer-privacy = Privacy
public-footer-log = Public log of changes
public-footer-reuse = Reuse
public-footer-download = Download the plan (CSV, JSON)
public-footer-download-csv = Commitments and milestones (CSV)
public-footer-download-json = The plan (JSON)
public-footer-api = API
public-footer-feeds = Feeds and calendar
public-footer-partnership = The partnership
public-footer-cities = Other cities in OGP Local
public-footer-ogp = Open Government Partnership
public-footer-how-made = How the plan was made
public-footer-licence = Text and data: CC BY 4.0
public-footer-illustrative = Example data. Not an official record.
# $product (String) - name of the software
public-footer-runs-on = This site runs on { $product }, which is free software.
# $source (String) - name of the source
public-footer-source = Source: { $source }

## Home of the platform

home-title = Local promises, followed in the open
home-lede = Cities in the Open Government Partnership make commitments together with their residents. See what each city promised and what it has done so far.
# $count (Number) - number of published cities
home-cities = { $count ->
    [0] No city has published a plan yet
    [one] One city has published its plan
   *[other] { $count } cities have published their plans
}
home-list-title = Cities and their plans
home-search-label = Find a city by name
home-search-button = Find
# $count (Number) - how many cities match
# $query (String) - what was typed
home-search-found = { $count ->
    [one] One city matches “{ $query }”
   *[other] { $count } cities match “{ $query }”
}
# $query (String) - what was typed
home-search-none = No city matches “{ $query }”
home-search-none-text = Check the spelling, or look through the whole list.
home-search-all = Show all cities
home-column-city = City
home-column-country = Country
home-column-plan = Plan
home-column-state = State of the plan
home-column-milestones = Milestones complete
home-column-updated = Last updated
# $years (String) - years of the plan
home-city-plan = Action plan { $years }
home-city-no-plan = No plan published yet
# $done (Number) - complete milestones
# $all (Number) - all milestones
home-city-done = { $done } of { $all } milestones complete
# $late (Number) - overdue milestones
home-city-late = { $late ->
    [one] 1 overdue
   *[other] { $late } overdue
}
# $count (Number) - milestones without a reported status
# $all (Number) - all milestones
home-city-not-reported = No status reported for { $count } of { $all }

## Overview

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

## Plan

plan-title = The plan
# $years (String) - years of the plan
plan-heading = Open government action plan { $years }
# $commitments (Number) - commitments in the plan
# $milestones (Number) - milestones in the plan
plan-lede =
    { $commitments ->
        [one] { $milestones ->
            [one] One commitment with one milestone.
           *[other] One commitment with { $milestones } milestones.
        }
       *[other] { $milestones ->
            [one] { $commitments } commitments with one milestone.
           *[other] { $commitments } commitments with { $milestones } milestones.
        }
    }
plan-fact-runs = Runs
plan-fact-time-used = Time used
plan-fact-milestones = Milestones complete
plan-fact-adopted = Adopted by the council
plan-fact-submitted = Submitted to OGP
plan-fact-updated = Last updated
plan-fact-term-ends = Term of office ends
plan-fact-plan-ends = Plan ends
plan-fact-state = State
plan-fact-lead = Lead institutions
plan-fact-source = Source
plan-views-label = Ways to see the plan
plan-view-timeline = Timeline
plan-view-list = List
plan-view-table = Table
plan-download = PDF, CSV or JSON
plan-today = Today
# $done (Number) - complete milestones
# $all (Number) - all milestones
plan-commitment-done = { $done } of { $all } complete
# $late (Number) - overdue milestones
plan-commitment-late = { $late ->
    [one] 1 milestone overdue
   *[other] { $late } milestones overdue
}
# $stuck (Number) - stuck milestones
plan-commitment-stuck = { $stuck ->
    [one] 1 milestone stuck
   *[other] { $stuck } milestones stuck
}
# $count (Number) - milestones without a reported status
# $all (Number) - all milestones
plan-commitment-not-reported = No status reported for { $count } of { $all }
# $title (String) - title of the milestone
# $status (String) - its status word
# $date (String) - its due date
plan-brick = { $title }: { $status }, due { $date }
# $title (String) - title of the milestone
# $status (String) - its status word
plan-brick-no-date = { $title }: { $status }, no due date
plan-other-areas = Other policy areas
plan-no-area = No policy area given
plan-key-title = What the marks mean
plan-key-in-progress = In progress, filled to reported progress
plan-key-late = Overdue, with days late marked
plan-key-not-reported = Not reported: neither done nor late
plan-table-open = View the whole timeline as a table
plan-table-caption = All milestones with dates and status
plan-column-commitment = Commitment
plan-column-milestone = Milestone
plan-column-starts = Starts
plan-column-due = Due
plan-column-status = Status
plan-column-lead = Lead
plan-foreword = Foreword
plan-vision = Vision
plan-challenges = Challenges
plan-engagement = Engagement and coordination
plan-monitoring = How progress is checked
plan-all = All plans
plan-present = Present plan
plan-earlier = Earlier plans
plan-no-commitments = This plan has no commitments yet
plan-no-commitments-text = The commitments will be listed here once they are published.

## Commitment

# $number (String) - number of the commitment in its plan
commitment-eyebrow = Commitment { $number }
# $done (Number) - complete milestones
# $all (Number) - all milestones
commitment-done-on-schedule = { $done } of { $all } milestones complete, on schedule
# $done (Number) - complete milestones
# $all (Number) - all milestones
# $late (Number) - overdue milestones
commitment-done-late = { $done } of { $all } milestones complete, { $late } overdue
commitment-promise-title = What was promised, and why
commitment-problem = Problem
commitment-status-quo = Situation now
commitment-action = What will be done
commitment-solution = How it solves the problem
commitment-results = Results we expect
commitment-goal = Long-term goal
commitment-milestones-title = Milestones and evidence
commitment-no-milestones = No milestones yet
commitment-no-milestones-text = The municipality has not split this commitment into milestones.
commitment-no-evidence = No public evidence yet
commitment-verified = Verified by the monitoring body
# $finding (String) - completion word of the monitoring body
commitment-finding = Finding of the monitoring body: { $finding }
# $text (String) - the words found in the imported file
commitment-finding-imported = The imported file says: { $text }
commitment-history-title = History
commitment-history-caption = Changes to this commitment
commitment-history-date = Date
commitment-history-change = Change
# $from (String) - earlier value
# $to (String) - new value
commitment-history-from-to = { $from } to { $to }
# $count (Number) - number of changes
commitment-history-all = { $count ->
    [one] The one change
   *[other] All { $count } changes
}
commitment-lead = Lead
commitment-partners = Working with
commitment-policy-area = Policy area
commitment-sector = Sector
commitment-values = Open government values
commitment-resources = Resources
commitment-budget = Budget
commitment-dates = Dates
commitment-more = More information
commitment-identifier = OGP number
commitment-follow = Follow this commitment
commitment-data-json = Data (JSON)
commitment-on-this-page = On this page
commitment-nav-promise = What was promised
commitment-about = About this commitment
# $title (String) - title of the commitment before
commitment-previous = Previous: { $title }
# $title (String) - title of the commitment after
commitment-next = Next: { $title }
# $reason (String) - reason as the city wrote it
commitment-withdrawn = This commitment was withdrawn. Reason: { $reason }

## Milestone

# $number (String) - number such as 2.3
milestone-eyebrow = Milestone { $number }
milestone-promise-title = The promise
milestone-output = Promised result
milestone-outcome = Expected change
milestone-starts = Starts
milestone-due = Due
milestone-completed-on = Completed
milestone-responsible = Responsible
milestone-updates-title = Updates
milestone-no-updates = No updates yet
milestone-no-updates-text = The municipality has not reported on this milestone.
milestone-evidence-title = Evidence
milestone-dates-title = Earlier due dates
# $was (String) - the due date before
# $moved (String) - the day it was moved
# $reason (String) - reason as the city wrote it
milestone-moved = Was { $was }, moved on { $moved }. Reason: { $reason }
# $was (String) - the due date before
# $moved (String) - the day it was moved
milestone-moved-no-reason = Was { $was }, moved on { $moved }. No reason was given.
# $reason (String) - reason as the city wrote it
milestone-stuck-reason = Stuck. Reason: { $reason }
milestone-late-no-reason = The municipality has not published a reason yet.
# $text (String) - the date as the source wrote it
milestone-date-as-written = The source gives the date as “{ $text }”.
milestone-done-what = What was done
milestone-challenges = Challenges
milestone-next-step = Next step
milestone-about = About this milestone
# $role (String) - role of the person
# $date (String) - day of the report
milestone-reported-by = { $role }, { $date }

## Evidence item

evidence-title = Evidence
evidence-size = Size
evidence-type = Type of file
evidence-fingerprint = Fingerprint (SHA-256)
evidence-added-on = Added
evidence-dated = Date of the document
evidence-source = Source
evidence-licence = Licence
evidence-language = Language
evidence-cited-in = Shows progress on
# $host (String) - host name of the link
evidence-visit = Open the page on { $host }

## Reports and data

reports-title = Reports
reports-by-municipality = Written by the municipality
reports-by-monitor = Written by the monitoring body
reports-none = No reports yet
