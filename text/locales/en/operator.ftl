### What operators see: the queue.

## The queue

operator-jobs-title = Queue
operator-jobs-lede = What waits, what runs and what failed, in all cities. What a job holds is not shown: it may be an address.
operator-jobs-states = Jobs by state
# $time (String) - day and time
operator-jobs-oldest = The job that is due for longest waits since { $time }.
operator-jobs-none-due = Nothing waits that is due.
operator-jobs-failed = What did not work
operator-jobs-no-failures = Nothing failed.
operator-jobs-kind = Job
operator-jobs-city = City
operator-jobs-state = State
operator-jobs-attempts = Tries
operator-jobs-since = Since
operator-jobs-why = Why
operator-jobs-retry = Try again
operator-jobs-retry-all = Try all again
operator-jobs-retried = It is tried again now.
operator-jobs-platform = Platform
operator-jobs-unknown-hint = Unknown: the mail was handed over and no answer came. Trying again may send it twice.
# $count (Number) - mails
# $time (String) - day and time
operator-mail-stuck = { $count ->
    [one] Mail is not going out. One email waits, since { $time }.
   *[other] Mail is not going out. { $count } emails wait, the first since { $time }.
}
# $why (String) - what the mail server said
operator-mail-why = The mail server: { $why }
# $time (String) - day and time
operator-mail-stuck-city = Mail is not going out since { $time }. Reminders and other emails of this city wait; nothing is lost. The operator sees this too.

## States and kinds of jobs

operator-state-planned = Planned
operator-state-waiting = Due
operator-state-running = Running
operator-state-sending = Being sent
operator-state-retrying = Tried again later
operator-state-failed = Given up
operator-state-unknown = Unknown
operator-kind-plan-reminders = Look for reminders
operator-kind-refresh-figures = Refresh figures
operator-kind-send-reminder = Reminder
operator-kind-send-invitation = Invitation
operator-kind-build-report = Build a report
operator-kind-confirm-subscription = Confirm a subscription
operator-kind-plan-digests = Look for digests
operator-kind-send-digest = Digest
operator-kind-clean-up = Clean up
operator-kind-send-confirmation = Ask a speaker’s address
operator-kind-send-receipt = Receipt
operator-kind-send-moderation = Moderation of a comment
operator-kind-send-response = Answer to a voice
operator-kind-send-query = Reviewer’s question
operator-kind-send-answer = Answer to a reviewer
operator-kind-send-obligation = Reminder of OGP’s calendar
