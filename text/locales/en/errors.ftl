### Error pages, empty states of search, and sentences beside a refused field: what is wrong and the way out.

## Pages

error-401-title = Sign in to open this page
error-401-text = This page is for people who work on the plan. You may also have been signed out after a long pause.
error-401-action = Sign in
error-403-title = Your role cannot open this
error-403-text = Ask the coordinator of the city for the right role.
# $role (String) - role word that may open the page
error-403-needs = It needs the role { $role }. The coordinator of the city can give it to you.
error-403-action = Back to this week
error-404-title = We cannot find that page
error-404-text = The address may be misspelt, or the page has moved. Search, or start from the plan.
# $date (String) - day of the withdrawal
# $reason (String) - reason as the city wrote it
error-404-withdrawn = This record was withdrawn on { $date }. Reason: { $reason }
error-404-action = See all cities
error-404-plan = See the plan
error-404-log = See the public log
error-405-title = This address does not take that kind of request
error-405-text = Open the page again and use its buttons.
error-409-title = Someone saved this while you were writing
error-409-text = Nothing of yours was saved yet. Compare both versions and choose.
error-409-yours = Your version
error-409-theirs = Version saved meanwhile
error-409-keep-mine = Keep mine
error-409-keep-theirs = Keep theirs
error-409-combine = Combine
error-409-field = Field
error-409-same = Both versions are the same here
error-conflict-title = That is not possible now
error-import-finished = This import was confirmed or cancelled already. Start a new one.
error-import-at-work = This file is being worked on. Wait until that is finished, or discard it.
error-city-full-title = There is no room left
# $limit (String) - how much a city may store, such as 5 GB
error-city-full-text = The city’s files can take up to { $limit }, and they do. Nothing was saved. Add a link instead, or ask the people who run this site for more room.
error-platform-full-title = No files can be taken now
error-platform-full-text = The storage of this site is nearly full, and the people who run it must make room. Nothing was saved. Everything but files works.
error-damaged-title = This file is damaged
error-damaged-text = It is missing, or it is no longer the file that was uploaded, so it is not given out. The city and the people who run this site were told.
error-busy-title = This is taking too long
error-busy-text = Your change may not have been saved. Try again in a minute.
error-foreign-title = This form could not be checked
error-foreign-text = It did not come from an open page of this site, or you signed in or out since. Go back, reload the page and send it again.
error-413-title = That is too large
# $limit (String) - largest size, such as 20 MB
error-413-text = Files can be up to { $limit }. Nothing was saved. Make the file smaller, or add a link to it.
error-415-title = This kind of file is not accepted
error-415-text = Save it as PDF, an image, CSV, XLSX or ODS, or add a link instead.
error-422-title = This could not be read
error-422-text = Something in the form was missing or not understood. Go back, check it and send it again.
error-429-title = Too many tries
# $time (String) - time of day, such as 14:05
error-429-text = Try again at { $time }.
error-500-title = This did not work, and it is our fault
error-500-text = Nothing was saved. Try again in a few minutes.
# $reference (String) - number of the request
error-500-reference = If it happens again, tell us this number: { $reference }
error-503-title = Read-only for now
error-503-text = Public pages stay up. Saving works again soon.
# $time (String) - time of day
error-503-until = Read-only until { $time }

## Search

# $query (String) - what was typed
error-search-none-title = Nothing found for “{ $query }”
error-search-none-text = Check the spelling, try the other language, or browse by policy area.

## Error summary of a form

# $count (Number) - number of things to fix
form-errors-title = { $count ->
    [one] One thing to fix before this can be saved
    [2] Two things to fix before this can be saved
    [3] Three things to fix before this can be saved
    [4] Four things to fix before this can be saved
    [5] Five things to fix before this can be saved
    [6] Six things to fix before this can be saved
    [7] Seven things to fix before this can be saved
    [8] Eight things to fix before this can be saved
    [9] Nine things to fix before this can be saved
   *[other] { $count } things to fix before this can be saved
}

## Sentences beside a field. `$field` is the field's label.

# $field (String) - label of the field
form-error-required = “{ $field }” is empty. Fill it in.
# $field (String) - label of the question
form-error-not-chosen = Choose one answer for “{ $field }”.
# $field (String) - label of the field
# $limit (String) - largest number of characters
form-error-too-long = “{ $field }” is too long. Shorten it to { $limit } characters.
# $field (String) - label of the field
# $least (String) - least number of characters
form-error-too-short = “{ $field }” is too short. Write at least { $least } characters.
# $field (String) - label of the field
form-error-not-a-time = “{ $field }” is not a time. Write hours and minutes, for example 16:00.
# $field (String) - label of the field
form-error-not-a-date = “{ $field }” is not a date. Write day, month and year as numbers, for example 14 11 2026.
# $field (String) - label of the end date
form-error-date-order = “{ $field }” comes before the start. Choose a later date.
# $field (String) - label of the field
form-error-date-in-future = “{ $field }” must be today or earlier.
# $field (String) - label of the field
form-error-date-in-past = “{ $field }” must be today or later.
# $field (String) - label of the field
form-error-date-same = “{ $field }” is the date it already has. Choose another one.
# $field (String) - label of the field
form-error-not-a-number = “{ $field }” is not a number. Use digits, for example 60.
# $field (String) - the field's label
form-error-not-a-decimal = “{ $field }” is not a number. Use at most 18 digits and 9 after the decimal sign, for example 12.5.
# $field (String) - the field's label
form-error-against-target = “{ $field }” does not fit: from the baseline to the target the values go the other way.
# $field (String) - label of the field
# $least (String) - smallest value
# $limit (String) - largest value
form-error-out-of-range = “{ $field }” must be between { $least } and { $limit }.
# $field (String) - label of the field
form-error-not-an-email = “{ $field }” is not an email address. It looks like name@example.org.
# $field (String) - label of the field
form-error-several-emails = “{ $field }” holds several email addresses. Give one.
# $field (String) - label of the field
form-error-email-host = “{ $field }”: what stands after the @ is no domain on the internet, so no mail can be sent to it. It looks like name@example.org.
# $field (String) - label of the field
form-error-email-name = “{ $field }”: the name before the @ has quotation marks or letters such as ë, which many mail servers refuse. Give another address.
# $field (String) - label of the field
form-error-not-a-url = “{ $field }” is not a web address. It starts with https://.
# $field (String) - label of the field
form-error-not-a-colour = “{ $field }” is not a colour. Write it like #0b4f63.
# $field (String) - label of the field
form-error-not-a-slug = “{ $field }” can hold small letters a to z, digits and hyphens only.
# $given (String) - the word that is reserved
# $field (String) - label of the field
form-error-reserved = “{ $given }” is kept for the platform. Choose another value for “{ $field }”.
# $field (String) - label of the field
form-error-not-a-time-zone = “{ $field }” is not a known time zone. It looks like Europe/Tirane.
# $field (String) - label of the field
form-error-not-a-country = “{ $field }” is not a country code. It has two letters, such as AL or XK.
# $field (String) - label of the field
form-error-not-a-language = “{ $field }” is not a language this site speaks. Choose one from the list.
# $field (String) - label of the field
form-error-taken = “{ $field }” is already used. Choose another one.
# $field (String) - label of the field
form-error-unknown-choice = “{ $field }” has an answer that is not in the list. Choose one from the list.
# $field (String) - label of the field
form-error-not-found = What “{ $field }” points to is no longer there. Choose another one.
# $field (String) - label of the field
form-error-control-characters = “{ $field }” holds characters that cannot be read. Type it again by hand.
# $field (String) - label of the field
form-error-file-missing = No file came with “{ $field }”. Choose a file, or write a link.
# $given (String) - name of the file
form-error-file-empty = “{ $given }” is empty. Choose the file again.
# $given (String) - name of the file
# $limit (String) - largest size, such as 20 MB
form-error-file-too-large = “{ $given }” is too large. Files can be up to { $limit }. Save it at a lower resolution, or add a link.
# $given (String) - name of the file
# $limit (String) - how much a city may store, such as 5 GB
form-error-city-full = There is no room for “{ $given }”. The city’s files can take up to { $limit }. Add a link instead, or ask the people who run this site for more room.
# $given (String) - name of the file
form-error-platform-full = There is no room for “{ $given }”: the storage of this site is nearly full. Everything but files works. Add a link instead, or try again tomorrow.
# $given (String) - name of the file
# $kinds (String) - the kinds of files that are taken
form-error-file-type-refused = “{ $given }” is a kind of file that is not accepted. Save it as one of these: { $kinds }.
# $given (String) - name of the file
form-error-picture-refused = “{ $given }” is not a PNG, JPEG or WebP picture that can be read. Save it as one of these.
# $given (String) - name of the file
form-error-svg-refused = “{ $given }” is an SVG drawing, which can carry programs. Save it as PNG or WebP.
# $given (String) - name of the file
form-error-file-type-differs = The content of “{ $given }” does not fit its name. Save it again in the right format.
# $field (String) - label of the field
form-error-not-held = “{ $field }” is for meetings that were held. Choose “Held”, or leave it empty.
form-error-file-or-link = Add a file or a link, not both.
form-error-alt-text-missing = Say in one sentence what the picture shows, for people who cannot see it.
form-error-personal-data = Confirm that the files hold no personal data that should stay private.
form-error-evidence-missing = A complete milestone needs public evidence. Add a file or a link.
form-error-reason-missing = Give the reason. Residents will read it.
form-error-lead-missing = Name one lead institution.
form-error-stale-version = Someone saved this while you were writing. Compare both versions and choose.
form-error-already-sent = This form was already sent. Its effect is on the page below.
form-error-form-expired = This form was open for too long. Your text is still here: send it again.
form-error-wrong-password = The email address and the password do not belong together. Check both.
form-error-wrong-current-password = The current password is not right. Type it again.
# $least (String) - least number of characters
form-error-weak-password = This password is easy to guess. Use at least { $least } characters, for example a few words in a row.
form-error-passwords-differ = The two passwords differ. Type the same one twice.
form-error-expired-link = This link is too old. Ask for a new one.
form-error-used-link = This link was already used. Sign in, or ask for a new one.
form-error-no-organisation = You act for no organisation here yet. Ask who administers the city’s site to say which one.
form-error-unknown-link = This link is not complete. Open it again from the mail.
# $limit (String) - time of day at which it works again
form-error-too-many-tries = Too many tries. Try again at { $limit }.
form-error-last-admin = This is the last administrator. Give the role to someone else first.
form-error-last-operator = This is the last operator. Make someone else operator first.
form-error-monitor-implements = One of the two is the monitoring body of a plan that the other implements, so they cannot be one organisation. Correct the plan’s monitoring body or the organisations of its commitments first.
form-error-was-public = Residents could read this record, so it cannot be deleted. Withdraw it instead, with a reason.
form-error-in-use-comment = Somebody commented on this record, so it cannot be deleted. Withdraw it instead, with a reason.
form-error-in-use-proposal = Somebody made a proposal about this record, or it came from a proposal, so it cannot be deleted. Withdraw it instead, with a reason.
form-error-in-use-response = A response of the city names this record, so it cannot be deleted. Withdraw it instead, with a reason.
form-error-in-use-endorsement = An organisation endorsed this plan or declined to, so it cannot be deleted.
form-error-in-use-review = The monitoring body or a reviewer works with this record, so it cannot be deleted. Withdraw it instead, with a reason.
form-error-in-use-report = A report about this plan is public or final, so the plan cannot be deleted.
form-error-separate-duties = This person has another role that must stay apart from this one: a monitor has no other role in the same city, a reviewer none in a city they review, and nobody answers their own question.
form-error-body-not-ended = Another body monitors the city now. End it first, with a reason, or leave the name empty.
form-error-monitors-consent = The monitoring body is independent of the city. A member of the body, or the operator of this site, invites its people.
form-error-plan-closed = The plan is closed and cannot be changed.
form-error-state-change = That change of status is not possible from where it stands now. Choose another one.
# $field (String) - label of the field
form-error-other = “{ $field }” was not accepted. Check it and send it again.
# $field (String) - label of the field
# $limit (String) - most links
form-error-too-many-links = “{ $field }” has more than { $limit } links. Take some out.
form-error-answered = This was answered already. Correct the answer instead of giving another.

form-error-consultation-open = The consultation is still open. What people comment on stays as it is until it closes.
form-error-consultation-closed = Comments are taken while the consultation is open. It is not open now.
# $limit (String) - least number of days
form-error-too-few-days = Give people at least { $limit } days from today to comment.
