### The self-assessment report of the government: front matter, sections, tables, counts.

## Front matter

report-title = Self-assessment report
# $city (String) - name of the city
# $years (String) - years of the plan
report-title-of = Self-assessment report: { $city }, action plan { $years }
# $years (String) - years of the plan
report-subtitle = Open government action plan { $years }
# $city (String) - name of the city
report-author = Written by { $city }
report-author-note = This is the government’s own report. The independent monitoring body writes its reports separately.
# $date (String) - day of the report
report-date = As of { $date }
report-version-draft = Draft
report-draft = Consultation draft
report-final = Final version
report-contents = Contents
# $page (String) - number of this page
# $pages (String) - number of pages
report-page = Page { $page } of { $pages }
report-licence = Text and data: CC BY 4.0
report-example = Example data. Not an official record.
# $hash (String) - start of the fingerprint of the public log
report-check = Built from the public log with fingerprint { $hash }

## Sections

report-section-introduction = Introduction and background
report-section-process = The action plan process
report-section-process-development = Consultation while the plan was written
report-section-process-implementation = Consultation while the plan is carried out
report-section-process-report = Consultation on this report
report-section-recommendations = Recommendations of the monitoring body and what was done
report-section-implementation = Implementation of the commitments
report-section-exchange = Peer exchange and learning
report-section-conclusion = Conclusion: lessons, other initiatives, next steps
report-section-evidence = List of evidence
report-section-foreword = Foreword
report-section-vision = Vision
report-nothing-recorded = Nothing was recorded for this section.
# $commitments (Number) - commitments in the plan
# $city (String) - name of the city
# $start (String) - first month of the plan
# $end (String) - last month of the plan
report-introduction = { $commitments ->
    [one] The plan of { $city } runs from { $start } to { $end } and holds one commitment.
   *[other] The plan of { $city } runs from { $start } to { $end } and holds { $commitments } commitments.
}
# $date (String) - day of submission
report-introduction-submitted = It was submitted to the Open Government Partnership on { $date }.
report-consultation-none = No consultation was recorded.
report-recommendations-none = No recommendation of the monitoring body was recorded.

## Summary counts

report-summary-title = Summary
report-summary-caption = Commitments by completion
report-summary-milestones-caption = Milestones by status
# $complete (Number) - complete commitments
# $all (Number) - all commitments
report-summary-commitments = Complete commitments: { $complete } of { $all }.
report-count-fully = Fully implemented
report-count-partially = Partially implemented
report-count-in-process = In process
report-count-not-implemented = Not implemented
report-count-not-reported = Not reported
report-count-withdrawn = Withdrawn
report-count-total = Total
report-column-count = Count
report-column-completion = Completion

## Completion words of this report

report-completion-not-started = Not started
report-completion-limited = Limited
report-completion-substantial = Substantial
report-completion-completed = Completed
report-completion-not-reported = Not reported
report-completion-withdrawn = Withdrawn
# $word (String) - completion word
report-completion-suggested = { $word } (suggested from the milestones)

## Table of one commitment

# $number (String) - number of the commitment
# $title (String) - title of the commitment
report-commitment = Commitment { $number }: { $title }
# $number (String) - number of the commitment
report-commitment-caption = Commitment { $number } in detail
report-row-dates = Start and end date
report-row-lead = Lead implementing agency
report-row-problem = Public problem addressed
report-row-what = What the commitment is
report-row-how = How it solves the problem
report-row-why = Why it is relevant to open government
report-row-more = Additional information: budget, other programmes, sustainable development goals
report-row-completion = Completion level
report-row-results = Description of the results
report-row-contact = Contact
report-row-actors-state = State actors involved
report-row-actors-other = Other actors: civil society, private sector, working groups
report-row-next = Next steps
report-row-changes = Changes since the plan
report-row-finding = Finding of the monitoring body
report-no-changes = No due date was moved.

## Milestones and evidence

# $number (String) - number of the commitment
report-milestones-caption = Milestones of commitment { $number }
report-column-milestone = Milestone
report-column-start = Start
report-column-end = End
report-column-status = Status
report-evidence-caption = Evidence, numbered as cited
report-column-number = No.
report-column-evidence = Evidence
report-column-kind = Kind
report-column-date = Date
report-column-address = Address
report-evidence-none = No evidence was added to this plan.
report-no-milestones = This commitment has no milestones.
# $done (Number) - complete milestones
# $all (Number) - all milestones
# $late (Number) - overdue milestones
report-wall-alt = Chart of the plan: { $done } of { $all } milestones are complete, { $late } overdue. The tables below hold the same facts.

## Building reports in the workspace

report-list-title = Reports
report-build = Build the self-assessment report
report-build-text = The report is put together from the plan, its updates and the evidence. It can take a minute.
report-building = The report is being built. Reload this page to see it.
# $date (String) - day it was built
report-built = Built { $date }
report-failed = The report could not be built. Try again; if it fails again, ask the operator.
report-none = No reports yet
report-none-text = Build the first one when the plan has updates.
report-field-plan = Plan
report-field-language = Language
