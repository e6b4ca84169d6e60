### Following a plan by mail: the pages, and the mails that come of it.

## Asking for it

subscribe-lede = You need an email address and nothing else. An email comes when something changed, and none when nothing did.
# $plan (String) - the years of the plan
subscribe-over = The plan { $plan } is over. Little of it will change any more. You hear of the next plan when it is published.
subscribe-scope = What you hear of
subscribe-whole = The whole plan
subscribe-chosen = Chosen commitments
subscribe-commitments = Commitments
subscribe-commitments-hint = They count if you chose commitments above.
subscribe-language = Language
subscribe-daily = Daily
subscribe-hour = Hour
# $zone (String) - time zone such as Europe/Tirane
subscribe-hour-hint = By the clocks of { $zone }. Weekly email comes on Mondays, monthly email on the first day.
subscribe-consent = The address is used for this email alone and never shown. It is erased when you stop.
subscribe-email-hint = You get one email to confirm that it is yours.
subscribe-check-title = Check your email
subscribe-check-text = A link to confirm is on its way. Nothing else is sent before you open it. It works for 7 days.
subscribe-check-again = An address gets one such email a day. If you asked before, use the email you have.
subscribe-follow = Follow by email

## Confirming, changing, stopping

subscribe-confirm-title = Confirm the email
# $city (String) - name of the city
subscribe-confirm-text = { $city } will write to you when something changes in its plan.
subscribe-confirm-button = Confirm
# $city (String) - name of the city
subscribe-manage-title = Your email from { $city }
# $date (String) - day
# $time (String) - time of day
subscribe-next = The next email can come on { $date } at { $time }, if something changed by then.
subscribe-confirmed = Confirmed. An email comes when something changes.
subscribe-saved = Saved. It counts from the next email on.
subscribe-stop = Stop this email
subscribe-stop-button = Stop
subscribe-stop-title = Stop this email?
subscribe-stop-text = Nothing more goes to your address, and it is erased.
subscribe-stopped-title = It is stopped
subscribe-stopped-text = Nothing more goes to your address. It was erased.
subscribe-again = Subscribe again
# $title (String) - title of the commitment
subscribe-leave-title = Stop hearing of “{ $title }”?
subscribe-leave-text = The other commitments you chose stay. With the last one, the email stops.
# $title (String) - title of the commitment
subscribe-left-title = You no longer hear of “{ $title }”
subscribe-change = Change what you get
subscribe-expired-title = The link is too old
subscribe-expired-text = A link to confirm works for 7 days. Ask for it again.

## The mail that asks to confirm

# $city (String) - name of the city
confirm-subject = Confirm your email about the plan of { $city }
# $city (String) - name of the city
confirm-text = Someone, likely you, asked for email about the open government plan of { $city } at this address.
# $date (String) - last day of the link
confirm-until = The link works until { $date }. Nothing else is sent before you confirm.
confirm-button = Confirm the email
confirm-ignore = If it was not you, do nothing. The address is forgotten.
# $city (String) - name of the city
confirm-known-subject = You already get email about the plan of { $city }
# $city (String) - name of the city
confirm-known-text = Someone, likely you, asked again for email about the open government plan of { $city }. You get it already, and nothing was changed.
confirm-known-button = Change or stop it
# $city (String) - name of the city
confirm-why = You get this because someone entered this address on the site of { $city }.

## The digest

# $date (String) - day
digest-band-daily = Open government, { $date }
# $date (String) - last day of the week
digest-band-weekly = Open government, week to { $date }
# $date (String) - last day of the month
digest-band-monthly = Open government, month to { $date }
# $title (String) - title of the milestone
digest-fact-complete = “{ $title }” is complete.
# $title (String) - title of the milestone
digest-fact-stuck = “{ $title }” is stuck.
# $title (String) - title of the milestone
digest-fact-started = Work on “{ $title }” has begun.
# $title (String) - title of the milestone
# $percent (String) - how far it is
digest-fact-percent = “{ $title }” is at { $percent }.
# $title (String) - title of the milestone
# $date (String) - the new due date
digest-fact-moved = “{ $title }” is now due { $date }.
# $title (String) - title of the evidence
digest-fact-evidence = New evidence: “{ $title }”.
# $count (Number) - changes
digest-lede-whole = { $count ->
    [one] You follow the whole plan. One thing changed.
   *[other] You follow the whole plan. { $count } things changed.
}
# $count (Number) - changes
digest-lede-chosen = { $count ->
    [one] You follow the commitments you chose. One thing changed.
   *[other] You follow the commitments you chose. { $count } things changed.
}
# $number (String) - number of the commitment
# $date (String) - day
digest-item = Commitment { $number }, { $date }
# $number (String) - number of the commitment
digest-item-today = Commitment { $number }, today
# $date (String) - day
digest-item-plan = The plan, { $date }
digest-item-plan-today = The plan, today
digest-leave = Stop hearing of this commitment
# $count (Number) - changes that are not listed
digest-more = { $count ->
    [one] One more change is in the public log.
   *[other] { $count } more changes are in the public log.
}
# $count (Number) - updates that the line stands for, at least two
digest-updates = { $count ->
    [one] { $count } update.
   *[other] { $count } updates.
}
# $count (Number) - updates that the line stands for, at least two
# $state (String) - state of the milestone now
digest-updates-state = { $count ->
    [one] { $count } update. State now: { $state }.
   *[other] { $count } updates. State now: { $state }.
}
# $reason (String) - why something changed
digest-reason = Reason: { $reason }
# $date (String) - day of the meeting
# $time (String) - time of day
digest-meets = { $date }, { $time }
# $date (String) - day of the meeting
# $time (String) - time of day
# $place (String) - where it is
digest-meets-at = { $date }, { $time }. { $place }
# $date (String) - due date
digest-upcoming = Due next, { $date }
digest-button = Open the plan
# $date (String) - day of the subscription
digest-why-daily = You asked for this daily email on { $date }.
# $date (String) - day of the subscription
digest-why-monthly = You asked for this monthly email on { $date }.
