### The public log: the page, and one sentence for each kind of change.

## Public log

log-title = Public log
log-lede = Every change to the plan, newest first. Entries cannot be edited or removed.
log-filter-kind = Kind of change
log-filter-from = From
log-filter-to = To
log-empty = No change matches these filters
log-empty-text = Clear the filters to see every change.
log-feed = Subscribe to the feed
log-verify-title = Check the log yourself
log-verify-text = Each entry carries the fingerprint of the entry before it, so a later change to any of them shows.
# $entries (Number) - number of entries
# $hash (String) - start of the newest entry's fingerprint
log-head = { $entries ->
    [one] One entry, fingerprint { $hash }
   *[other] { $entries } entries, newest fingerprint { $hash }
}
log-fingerprint = Fingerprint
# $role (String) - role of who made the change
log-by = by { $role }
log-by-system = by the system
log-by-municipality = by the municipality
log-by-author = by its author
log-by-organisation = by the organisation
log-kind-plan = Plan
log-kind-commitment = Commitments
log-kind-milestone = Milestones
log-kind-evidence = Evidence
log-older = Older changes
log-newest = Newest changes

log-verify-entries = Every public entry (JSON)
log-verify-heads = Signed heads (JSON)
log-verify-page = Check both files offline

## Checking a log offline

log-check-title = Check a log offline
log-check-lede = This page computes every fingerprint of a log and compares the log with signed heads. It works without a connection: save it, and open it when you like. Nothing is sent anywhere.
log-check-how = Choose the entries of a city’s log (entries.json) and, if you have one, a file of signed heads (heads.json). Heads that you kept from earlier also show whether the log was rewritten since.
log-check-files = Files
log-check-result = Result
log-check-waiting = Choose the files to begin.
log-check-unreadable = This file cannot be read
log-check-entries-missing = Choose the entries of a log too.
log-check-sound = Every entry is as it was written. Number of entries
log-check-bad = The log is not sound. First bad entry
log-check-head-good = The log agrees with the signed head of entry
log-check-head-other = The log was rewritten. It does not agree with the signed head of entry
log-check-head-gone = The end of the log was removed. There is a signed head of entry
log-check-head-forged = The signature is wrong of the head of entry
log-check-head-none = No signed head of this log was given. The entries agree with each other; whether the newest are all there cannot be told.
log-check-key = Signed with the key
log-check-unsupported = This browser cannot check signatures (Ed25519). Use a current one.
log-heads-title = Signed heads of the logs
# $date (String) - a day
log-heads-of = Signed heads of { $date }

## What happened, one sentence a kind of change

# $subject (String) - name of the city
log-event-tenant-created = The site of { $subject } was opened.
# $subject (String) - name of the city
log-event-tenant-changed = The details of { $subject } were changed.
# $subject (String) - name of the city
log-event-tenant-logo = The logo of { $subject } was changed.
# $subject (String) - name of the city
log-event-tenant-logo-removed = The logo of { $subject } was removed.
# $subject (String) - title of the plan
log-event-plan-created = “{ $subject }” was drafted.
# $subject (String) - title of the plan
log-event-plan-changed = “{ $subject }” was edited.
# $subject (String) - title of the plan
log-event-plan-removed = The draft “{ $subject }” was deleted.
# $subject (String) - title of the plan
log-event-plan-published = “{ $subject }” was published.
# $subject (String) - title of the plan
# $from (String) - earlier state
# $to (String) - new state
log-event-plan-state-changed = “{ $subject }” went from { $from } to { $to }.
# $subject (String) - title of the commitment
log-event-commitment-created = The commitment “{ $subject }” was added.
# $subject (String) - title of the commitment
log-event-commitment-changed = The text of the commitment “{ $subject }” was changed.
# $subject (String) - title of the commitment
log-event-commitment-withdrawn = The commitment “{ $subject }” was withdrawn.
# $subject (String) - title of the commitment
log-event-commitment-removed = The commitment “{ $subject }” was deleted. It was never public.
# $subject (String) - title of the commitment
# $from (String) - earlier state
# $to (String) - new state
log-event-commitment-state-changed = The commitment “{ $subject }” went from { $from } to { $to }.
# $subject (String) - title of the milestone
log-event-milestone-created = The milestone “{ $subject }” was added.
# $subject (String) - title of the milestone
log-event-milestone-changed = The text of the milestone “{ $subject }” was changed.
# $subject (String) - title of the milestone
log-event-milestone-updated = The municipality reported on the milestone “{ $subject }”.
# $subject (String) - title of the milestone
# $from (String) - earlier status
# $to (String) - new status
log-event-milestone-state-changed = The milestone “{ $subject }” went from { $from } to { $to }.
# $subject (String) - title of the milestone
# $from (String) - earlier due date
# $to (String) - new due date
log-event-milestone-rescheduled = The due date of “{ $subject }” was moved from { $from } to { $to }.
# $subject (String) - title of the milestone
log-event-milestone-moved = The due date of “{ $subject }” was moved.
# $subject (String) - title of the milestone
# $to (String) - the due date
log-event-milestone-dated = “{ $subject }” was given a due date: { $to }.
# $subject (String) - title of the milestone
log-event-milestone-withdrawn = The milestone “{ $subject }” was withdrawn.
# $subject (String) - title of the milestone
log-event-milestone-removed = The milestone “{ $subject }” was deleted. It was never public.
# $subject (String) - title of the indicator
log-event-indicator-created = The indicator “{ $subject }” was added.
# $subject (String) - title of the indicator
log-event-indicator-changed = The indicator “{ $subject }” was changed.
# $subject (String) - title of the indicator
log-event-indicator-removed = The indicator “{ $subject }” was deleted. It was never public.
# $subject (String) - title of the indicator
# $value (String) - the value with its unit
# $date (String) - the day of the value
log-event-indicator-read = “{ $subject }”: { $value } on { $date }.
# $subject (String) - title of the indicator
# $was (String) - the value that was corrected
# $value (String) - the right value with its unit
# $date (String) - the day of the value
log-event-indicator-corrected = “{ $subject }”: { $was } was corrected to { $value } on { $date }.
# $subject (String) - title of the indicator
# $value (String) - the value with its unit
# $date (String) - the day of the value
log-event-indicator-withdrawn = “{ $subject }”: the value { $value } of { $date } was withdrawn.
# $subject (String) - title of the evidence
log-event-evidence-added = The evidence “{ $subject }” was added.
# $subject (String) - title of the evidence
log-event-evidence-withdrawn = The evidence “{ $subject }” was withdrawn.
# $subject (String) - title of the evidence
log-event-evidence-removed = The evidence “{ $subject }” was deleted. It was never public.
# $subject (String) - title of the evidence
log-event-evidence-verified = The monitoring body verified “{ $subject }”.
# $subject (String) - title of the evidence
log-event-evidence-questioned = The monitoring body questioned “{ $subject }”.
# $subject (String) - title of the evidence
log-event-evidence-answered = The municipality answered the monitoring body about “{ $subject }”.
# $subject (String) - title of the plan or commitment
log-event-assessment-submitted = The monitoring body handed in its assessment of “{ $subject }”.
# $subject (String) - title of the plan or commitment
log-event-assessment-replied = The municipality replied to the assessment of “{ $subject }”.
# $subject (String) - title of the plan or commitment
log-event-assessment-published = The monitoring body published its assessment of “{ $subject }”.
# $subject (String) - name of the organisation
log-event-stakeholder-added = { $subject } was added to the organisations.
# $subject (String) - name of the organisation
log-event-stakeholder-changed = The details of { $subject } were changed.
# $subject (String) - name of the organisation
log-event-stakeholder-removed = { $subject } was removed from the organisations.
# $merged (String) - name of the organisation that went
# $subject (String) - name of the organisation that stays
log-event-stakeholder-merged = { $merged } and { $subject } are now one organisation: { $subject }.
# $subject (String) - name of the imported file
log-event-import-confirmed = A plan was imported from “{ $subject }”.
# $subject (String) - title of the plan
log-event-report-started = The municipality began a report on “{ $subject }”.
# $subject (String) - title of the plan
log-event-report-written = The municipality changed its report on “{ $subject }”.
# $subject (String) - title of the plan
# $to (String) - last day
log-event-report-consulted = The report on “{ $subject }” is open for comment until { $to }.
# $subject (String) - title of the plan
log-event-report-stopped = The consultation on the report on “{ $subject }” was stopped.
# $subject (String) - title of the plan
log-event-report-finished = The report on “{ $subject }” is final.
# $subject (String) - title of the report
log-event-report-built = The report “{ $subject }” was built.
# $subject (String) - name of the organisation
log-event-plan-endorsed = { $subject } endorsed the plan.
# $subject (String) - name of the organisation
log-event-plan-declined = { $subject } did not endorse the plan.
# $subject (String) - name of the organisation; empty when it is none any more
log-event-person-appointed = It was said for whom a co-creator acts: { $subject }.
# $subject (String) - role the person was invited to
log-event-person-invited = A person was invited. Role: { $subject }.
# $subject (String) - role
log-event-role-given = A person was given a role: { $subject }.
# $subject (String) - role
log-event-role-taken = A role was taken from a person: { $subject }.
# $subject (String) - name of the body, or of the city
log-event-monitor-given = The role of the independent monitoring body was given: { $subject }.
# $subject (String) - name of the body, or of the city
log-event-monitor-joined = A person joined the independent monitoring body: { $subject }.
# $subject (String) - name of the body, or of the city
log-event-monitor-left = A person left the independent monitoring body: { $subject }.
# $subject (String) - name of the body, or of the city
log-event-monitor-taken = The role of the independent monitoring body was taken back: { $subject }.
# $subject (String) - new name of the body
log-event-monitor-renamed = The independent monitoring body is now named “{ $subject }”.
# $subject (String) - title of what the comment is about
log-event-comment-added = A comment was written on “{ $subject }”.
# $subject (String) - title of what the comment is about
log-event-comment-published = A comment on “{ $subject }” was published after moderation.
# $subject (String) - title of what the comment is about
log-event-comment-hidden = A comment on “{ $subject }” was hidden by moderation.
# $subject (String) - name of the city
log-event-proposal-added = A proposal was made to { $subject }.
# $subject (String) - name of the city
log-event-proposal-published = A proposal to { $subject } was published after moderation.
# $subject (String) - name of the city
log-event-proposal-hidden = A proposal to { $subject } was hidden by moderation.
# $subject (String) - title of what the comment is about
log-event-response-added = The municipality answered a comment on “{ $subject }”.
# $subject (String) - title of what the comment is about
log-event-response-corrected = The municipality corrected its answer to a comment on “{ $subject }”.
# $subject (String) - name of the city
log-event-proposal-answered = A proposal was answered by { $subject }.
# $subject (String) - name of the city
log-event-voice-rules-changed = The rules for comments to { $subject } were changed.
# $subject (String) - what is celebrated, or the city
# $date (String) - day on which the city does not work
log-event-holiday-added = { $subject }: { $date } is a holiday, and the municipality does not answer on it.
# $subject (String) - what is celebrated, or the city
# $date (String) - day on which the city works again
log-event-holiday-removed = { $subject }: { $date } is a working day again.
# $subject (String) - name of the city
log-event-review-read = OGP staff read the record of { $subject }.
# $subject (String) - name of the city
log-event-review-query = OGP staff asked { $subject } a question.
# $subject (String) - name of the city
log-event-review-answer = { $subject } answered a question from OGP.
# $subject (String) - name of the body
log-event-forum-created = The standing body “{ $subject }” was set up.
# $subject (String) - name of the body
log-event-forum-changed = The details of “{ $subject }” were changed.
# $subject (String) - name of the body
log-event-forum-seat-added = A seat was added to “{ $subject }”.
# $subject (String) - name of the body
log-event-forum-seat-changed = A seat in “{ $subject }” was changed.
# $subject (String) - title of the meeting
log-event-meeting-called = The meeting “{ $subject }” was called.
# $subject (String) - title of the meeting
log-event-meeting-changed = The meeting “{ $subject }” was changed.
# $subject (String) - title of the meeting
log-event-meeting-moved = The meeting “{ $subject }” was moved to another time.
# $subject (String) - title of the meeting
log-event-meeting-held = The meeting “{ $subject }” was held, and its minutes are public.
# $subject (String) - title of the meeting
log-event-meeting-cancelled = The meeting “{ $subject }” was called off.
# $subject (String) - title of the paper
log-event-paper-added = The paper “{ $subject }” was added to a meeting.
# $subject (String) - title of the paper
log-event-paper-changed = The paper “{ $subject }” of a meeting was changed.
# $subject (String) - title of the meeting
log-event-decision-added = A decision of the meeting “{ $subject }” was written down.
# $subject (String) - title of the meeting
log-event-decision-changed = A decision of the meeting “{ $subject }” was changed.
# $subject (String) - title of the plan
log-event-strategy-added = The plan “{ $subject }” was added to the other plans.
# $subject (String) - title of the plan
log-event-strategy-changed = What is said of the plan “{ $subject }” was changed.
# $subject (String) - title of the plan
log-event-round-added = A round was added to “{ $subject }”.
# $subject (String) - title of the plan
log-event-round-changed = A round of “{ $subject }” was changed.
log-event-commitment-assigned = A person was asked to report on a commitment.
log-event-commitment-unassigned = A person no longer reports on a commitment.
log-event-contact-added = A contact was added.
log-event-contact-changed = A contact was changed.
log-event-import-cancelled = An import was cancelled.
log-event-import-undone = An import was taken back.
log-event-invitation-withdrawn = An invitation was withdrawn.
log-event-reach-changed = The cities of a reviewer were changed.
log-event-person-signed-out = All sessions of a person were ended.
log-event-staff-role-given = A person was given a role across cities.
log-event-staff-role-taken = A role across cities was taken away.
log-event-token-made = An access token was made.
log-event-token-revoked = An access token was revoked.
