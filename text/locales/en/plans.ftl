### Plans: the page in three views, the list, the form, its states.

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
plan-form-title = Edit the plan
plan-form-new-title = New plan
plan-download-workbook = Download as workbook (XLSX)
plan-download-csv = Download as CSV
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
