### Status words, one vocabulary for pages, mails and reports. `src/codes` maps the program's codes to them.

## Milestone

status-milestone-complete = Complete
status-milestone-in-progress = In progress
status-milestone-not-started = Not started
status-milestone-late = Overdue
status-milestone-stuck = Stuck
status-milestone-rescheduled = Rescheduled
status-milestone-not-reported = Not reported
# $days (Number) - days since its due date
status-milestone-not-reported-due = { $days ->
    [one] Not reported, due 1 day ago
   *[other] Not reported, due { $days } days ago
}
status-milestone-withdrawn = Withdrawn
# $percent (String) - reported progress, such as 60%
status-milestone-in-progress-percent = In progress, { $percent }
status-milestone-complete-hint = Done, with at least one piece of public evidence
status-milestone-in-progress-hint = Work is under way
status-milestone-not-started-hint = No work yet
status-milestone-stuck-hint = Something outside your team blocks it. Say what.

## Plan

status-plan-draft = Draft
status-plan-consultation = In consultation
status-plan-submitted = Submitted
status-plan-implementing = Under way
status-plan-ended = Ended
status-plan-closed = Closed

## Commitment

status-commitment-proposed = Proposed
status-commitment-accepted = Accepted
status-commitment-active = Active
status-commitment-completed = Completed
status-commitment-withdrawn = Withdrawn
status-commitment-carried-forward = Carried forward

## Evidence

status-evidence-added = Added
status-evidence-verified = Verified
status-evidence-questioned = Questioned
status-evidence-link-broken = Link broken
status-evidence-withdrawn = Withdrawn
status-kind-document = Document
status-kind-data = Data
status-kind-photo = Photo
status-kind-minutes = Minutes
status-kind-law = Law or decision
status-kind-web-page = Web page
status-kind-other = Other

## Comment, response, consultation

status-comment-waiting = Waiting for a reply
status-comment-answered = Answered
status-comment-hidden = Hidden by moderation
status-response-accepted = Accepted
status-response-partly-accepted = Partly accepted
status-response-not-accepted = Not accepted
status-response-already-done = Already done
status-response-outside-our-power = Outside our power
status-consultation-coming = Not open yet
status-consultation-open = Open
status-consultation-closed = Closed
status-consultation-answered = Answered

## Assessment: completion

status-completion-no-evidence = No evidence available
status-completion-not-started = Not started
status-completion-limited = Limited
status-completion-substantial = Substantial
status-completion-complete = Complete
status-completion-withdrawn = Withdrawn

## Assessment: degree

status-degree-worsened = Worsened
status-degree-did-not-change = Did not change
status-degree-marginal = Marginal
status-degree-major = Major
status-degree-outstanding = Outstanding
status-degree-not-applicable = Not applicable
status-degree-marginal-hint = Positive, but small in scale
status-degree-major-hint = A clear step forward that is likely to last
status-degree-outstanding-hint = A new norm that others can follow

## Requirement

status-requirement-met = Met
status-requirement-not-met = Not met

## Missing, which is three things

status-missing-no-data = No data
status-missing-not-reviewed = Not reviewed
status-missing-not-applicable = Not applicable

## OGP values

status-value-access-to-information = Access to information
status-value-civic-participation = Civic participation
status-value-public-accountability = Public accountability
status-value-technology = Technology and innovation for transparency and accountability

## Roles

status-role-admin = Administrator
status-role-coordinator = Coordinator
status-role-implementer = Implementer
status-role-cocreator = Co-creator
status-role-monitor = Monitoring body
status-role-viewer = Viewer
status-role-reviewer = OGP reviewer
status-role-operator = Platform operator
status-role-admin-hint = Runs the city’s site: people, roles, identity and settings
status-role-coordinator-hint = The OGP point of contact. Edits the plan and everything in it.
status-role-implementer-hint = Updates the commitments that were given to this person
status-role-cocreator-hint = Civil society partner: comments, endorses and proposes evidence
status-role-monitor-hint = Independent. Verifies evidence and writes assessments. Cannot edit the plan.
status-role-viewer-hint = Reads drafts. Changes nothing.
status-role-reviewer-hint = OGP Support Unit: reads and annotates across cities
status-role-operator-hint = Looks after the platform. Cannot see or edit content.

## Kinds of organisation

status-organisation-municipality = Municipality
status-organisation-government = State institution
status-organisation-civil-society = Civil society organisation
status-organisation-academia = University or research
status-organisation-media = Media
status-organisation-private-sector = Business
status-organisation-multilateral = International organisation
status-organisation-residents = Community group
status-organisation-other = Other

## Part of an organisation in a commitment

status-part-lead = Lead
status-part-supporter = Supporter
status-part-other = Other stakeholder

## How exactly a date is known

status-precision-day = Exact day
status-precision-month = Month only
status-precision-quarter = Quarter only
status-precision-year = Year only
status-precision-unknown = Not known

## What a monitoring body assessed

status-scheme-completion = Completion
status-scheme-verifiable = Verifiable
status-scheme-potential-impact = Potential impact
status-scheme-did-it-open-government = Did it open government?
status-scheme-completion-progress = Completion at mid-term
status-scheme-specificity = Specificity
status-scheme-value-access-to-information = Value: access to information
status-scheme-value-civic-participation = Value: civic participation
status-scheme-value-public-accountability = Value: public accountability
status-scheme-value-technology = Value: technology and innovation
status-scheme-relevant = Relevant to open government
status-scheme-potential-for-results = Potential for results
status-scheme-early-results = Early results
status-scheme-opened-access-to-information = Did it open government: access to information
status-scheme-opened-civic-participation = Did it open government: civic participation
status-scheme-opened-public-accountability = Did it open government: public accountability
status-scheme-carried-forward = Carried forward to the next plan

status-found-yes = Yes
status-found-no = No
status-found-none = None
status-found-low = Low
status-found-medium = Medium
status-found-high = High
status-found-minor = Minor
status-found-moderate = Moderate
status-found-transformative = Transformative
status-found-unclear = Unclear
status-found-modest = Modest
status-found-substantial = Substantial
status-found-no-notable-results = No notable results
status-found-significant = Significant
status-found-worsens = Worsened
status-found-did-not-change = Did not change
status-found-no-early-results-to-report-yet = No early results to report yet
status-found-marginal = Marginal
status-found-major = Major
status-found-outstanding = Outstanding
status-found-not-applicable = Not applicable
status-found-withdrawn = Withdrawn
status-found-not-started = Not started
status-found-limited = Limited
status-found-complete = Complete
status-found-not-reviewed = Not reviewed
