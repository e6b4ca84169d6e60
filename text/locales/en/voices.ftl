### Comments and proposals: forms, the list of what waits, the inbox, mails about them.

## On public pages

voices-title = What residents say
# $city (String) - name of the city
voices-lede = Comments and proposals on the plan of { $city }, and what the municipality answered.
voices-asked = Asking for an answer
voices-answered = Answered
voices-rate = Answer rate
voices-in-time = Answered in time
voices-waiting = Waiting
voices-overdue = Overdue
voices-median = Days to an answer, half are faster
voices-median-none = No answer yet
voices-waiting-title = Waiting for an answer
voices-waiting-none = Nothing waits for an answer
voices-waiting-none-text = Every comment and proposal that asked for one has its answer.
voices-answered-title = Answered last
voices-answered-none = No answers yet
# $date (String) - day by which the municipality answers
voices-due = Answer due { $date }
# $days (Number) - days since the answer was due
# $date (String) - day by which the municipality promised to answer
voices-late = { $days ->
    [one] 1 day late, due { $date }
   *[other] { $days } days late, due { $date }
}
# $title (String) - title of the commitment, milestone or plan
voices-about = On “{ $title }”
voices-someone = Name removed
# $rule (String) - the rule it was hidden by
# $words (String) - why, as the municipality wrote it
voices-hidden = Hidden by moderation. Rule: { $rule }. { $words }
voices-reply = Reply
# $name (String) - who wrote the comment
voices-reply-to = Reply to { $name }
voices-earlier = Earlier comments
# $unit (String) - office that answered
# $date (String) - day of the answer
voices-reply-same-day = { $unit }, { $date }, on the same day
voices-reply-office = Municipality
voices-changed-in = See what it is about:
voices-closed = This plan is closed and takes no more comments.
voices-proposals-title = Proposals
voices-proposals-lede = Ideas of residents for the plan. Each gets a written answer.
voices-proposals-none = No proposals yet
# $days (Number) - working days within which the city replies
voices-proposals-none-text = { $days ->
    [one] Make the first. The municipality answers within one working day.
   *[other] Make the first. The municipality answers within { $days } working days.
}
voices-proposals-all = All proposals
voices-proposal = Proposal
voices-became = This proposal became a commitment:
voices-came-from = This commitment came from a proposal:

## Forms

voices-comment-title = Add a comment
# $title (String) - title of the commitment, milestone or plan
voices-comment-lede = Your comment is about “{ $title }”. It will be public under the name you give.
voices-proposal-title = Make a proposal
voices-proposal-lede = Say what should be done and why. It will be public under the name you give.
voices-field-title = Title
voices-field-body = Your comment
voices-field-idea = Your proposal
# $count (String) - most links
voices-hint-body = Leave out what identifies other people. At most { $count } links.
voices-field-name = Name to show
voices-hint-name = A first name and an initial will do.
voices-field-email = Email address
voices-hint-email = It is not shown. We send a link there to confirm, the receipt, and the answer.
voices-field-asks = I would like an answer from the municipality
voices-honeypot = Leave this empty
voices-send = Send
voices-check-title = Check your mail
# $days (Number) - how long the link works
voices-check-text = If the address is right, a mail with a link is on its way, unless one was sent to it today. Your words are shown after you open the link and press the button there. { $days ->
    [one] The link works for one day.
   *[other] The link works for { $days } days.
}
voices-check-missing = No mail after some minutes? Look among the unwanted mail, or write again tomorrow.
voices-back = Back to the plan
voices-confirm-title = Did you write this?
voices-confirm-lede = Press the button to have it published. Take the tick from anything you did not write: it will never be shown.
voices-confirm-button = Yes, I wrote this
voices-confirmed-title = Thank you, we have it
voices-confirmed-text = It is public now. A mail with the receipt is on its way.
voices-confirmed-held = It will be shown after the municipality has looked at it. A mail with the receipt is on its way.
voices-confirmed-mixed = What has no link below will be shown after the municipality has looked at it.
voices-received = Your comment is published. A mail with the receipt is on its way.
voices-held = We have your comment. It will be shown after the municipality has looked at it.

## Rules

voices-rule-personal-data = Personal data
voices-rule-insult = Insult or threat
voices-rule-spam = Advertising
voices-rule-off-topic = Off topic
voices-rule-unlawful = Against the law

## Inbox

voices-nav = Comments
voices-inbox-title = Comments and proposals
voices-shelf-waiting = Waiting
voices-shelf-overdue = Overdue
voices-shelf-answered = Answered
voices-shelf-held = To look at
voices-shelf-hidden = Hidden
voices-shelf-label = Show
voices-inbox-none = Nothing here
voices-inbox-none-text = What residents write appears here as soon as they confirm it.
# $shown (Number) - how many are shown
# $all (Number) - how many there are
voices-inbox-shown = The first { $shown } of { $all }.
voices-choose = Choose
# $name (String) - who wrote it
voices-choose-one = Choose what { $name } wrote
voices-answer-chosen = Answer those chosen
voices-answer = Answer
voices-publish = Publish
voices-hide = Hide
voices-correct = Correct the answer
voices-rules = Rules for comments
# $count (Number) - how many get the answer
voices-answer-title = { $count ->
    [one] Answer
   *[other] One answer to { $count }
}
# $count (Number) - how many get the answer
voices-answer-lede = { $count ->
    [one] The answer is public and goes to its author by mail.
   *[other] The answer is public. Each of the { $count } authors gets it by mail.
}
voices-answer-panel = What they wrote
voices-field-outcome = Decision
voices-field-reason = Reasons
voices-hint-reason = Agree or not in the first sentence, then the reason. Only an accepted one can go without.
voices-field-changed = What changed
voices-hint-changed = In one sentence. Leave it empty when nothing did.
voices-field-where = Where
voices-hint-where = A proposal that is taken up: the commitment it became.
voices-where-none = Nowhere in particular
voices-field-office = Office that answers
voices-publish-answer = Publish the answer
voices-hide-title = Hide this
voices-hide-lede = Residents see the rule and your words in its place. The log keeps both.
voices-field-rule = Rule
voices-field-words = Why, in words
voices-rules-title = Rules for comments
voices-field-pre-moderation = Look at comments and proposals before they are shown
voices-hint-pre-moderation = Those of the city’s own people are always shown at once.
voices-field-reply-days = Working days to answer
voices-hint-reply-days = Days that were promised already stay as they are.
voices-field-weekend = Days off each week
voices-holidays-title = Holidays
voices-holidays-lede = Days on which nobody answers. The working days until an answer is due pass over them.
voices-holidays-see = See and add holidays
voices-holidays-none = No holidays yet
voices-holidays-none-text = Until you add them, every day of the working week counts.
voices-holidays-new = Add a holiday
voices-holidays-new-lede = Comments that come from now on are due later for it. Days that were promised already stay.
voices-field-holiday = Day
voices-field-holiday-name = Name
voices-hint-holiday-name = Such as Independence Day. It can stay empty.
voices-done-holiday = Added. Deadlines pass over it from now on.
voices-done-answered = The answer is published. Its mail is on its way.
voices-done-published = It is published.
voices-done-hidden = It is hidden. The rule is shown in its place.
voices-done-rules = The rules are saved.
# $count (Number) - comments and proposals without an answer
voices-week-waiting = { $count ->
    [one] One waits for an answer
   *[other] { $count } wait for an answer
}

## Days of the week

voices-day-monday = Monday
voices-day-tuesday = Tuesday
voices-day-wednesday = Wednesday
voices-day-thursday = Thursday
voices-day-friday = Friday
voices-day-saturday = Saturday
voices-day-sunday = Sunday

## Mails

# $city (String) - name of the city
voices-mail-confirm-subject = Confirm what you wrote to { $city }
# $city (String) - name of the city
voices-mail-confirm-text = Someone, likely you, wrote a comment or a proposal on the open government plan of { $city } and gave this address. Nothing is shown before you confirm it.
# $date (String) - last day of the link
voices-mail-confirm-until = The link works until { $date }.
voices-mail-confirm-button = See it and confirm
voices-mail-confirm-ignore = If you did not write to us, do nothing. Nothing will be shown, and the address will be removed.
# $city (String) - name of the city
voices-mail-why-asked = You get this because someone gave this address on the site of { $city }.
# $city (String) - name of the city
voices-mail-why-author = You get this because you wrote to { $city } and gave this address.
voices-mail-receipt-subject = We have what you wrote
# $date (String) - day by which the municipality answers
voices-mail-receipt-subject-due = We have what you wrote: answer by { $date }
# $date (String) - day by which the municipality answers
voices-mail-receipt-due = You will get an answer by { $date }.
voices-mail-receipt-none = You did not ask for an answer.
voices-mail-receipt-held = It will be shown after the municipality has looked at it.
voices-mail-receipt-shown = It is public now.
voices-mail-see = See it on the page
voices-mail-hidden-subject = What you wrote is not shown
# $city (String) - name of the city
voices-mail-hidden-text = { $city } does not show what you wrote. On the page, the rule and the reason stand in its place.
# $rule (String) - the rule by which it was hidden
voices-mail-hidden-rule = The rule: { $rule }
# $reason (String) - what the city says
voices-mail-hidden-reason = The reason: { $reason }
voices-mail-hidden-asked = You asked for an answer. It still counts as not answered.
# $email (String) - the city's address
voices-mail-ask = If you think that this is wrong, or have questions, write to { $email } or reply to this mail.
voices-mail-ask-reply = If you think that this is wrong, or have questions, reply to this mail. The coordinators of the plan read it.
voices-mail-published-subject = What you wrote is public now
# $city (String) - name of the city
voices-mail-published-text = { $city } has looked at what you wrote, and shows it now.
# $decision (String) - how the city decided
voices-mail-answer-subject = The answer to what you wrote: { $decision }
# $decision (String) - how the city decided
voices-mail-answer-changed-subject = The answer to what you wrote was corrected: { $decision }
# $office (String) - office that answered
# $date (String) - day of the answer
voices-mail-answer-by = { $office }, { $date }
voices-mail-you-wrote = You wrote:
voices-mail-answer = The answer:
