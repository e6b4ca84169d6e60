### Mails: the frame around each one, reminders, invitation, password. Subjects are made of the facts.

## Frame

mail-open-government = Open government
# $city (String) - name of the city
mail-frame-title = { $city }, open government
# $name (String) - name of the person
mail-greeting = Hello { $name },
mail-greeting-plain = Hello,
# $city (String) - name of the city
mail-why-responsible = You get this because you are responsible for the milestone in { $city }.
# $city (String) - name of the city
mail-why-coordinator = You get this because you coordinate the plan of { $city }.
mail-why-account = You get this because someone used your email address on this site.
# $city (String) - name of the city
mail-why-invited = You get this because the team of { $city } invited you.
# $date (String) - day of the subscription
mail-why-subscribed-weekly = You asked for this weekly email on { $date }.
mail-change-how-often = Change how often
mail-unsubscribe = Unsubscribe in one click
mail-no-tracking = No tracking pixels.
# $city (String) - name of the city
# $place (String) - town and country
mail-footer = { $city }, { $place }. No tracking pixels.
mail-button-fallback = If the button does not work, open this address:
mail-automatic = This mail was sent by the system. Replies go to the coordinator.
mail-legend = ✓ complete, ◑ in progress, ! overdue, dashed: not started
# $done (Number) - complete milestones
# $all (Number) - all milestones
mail-plan-state = The plan: { $done } of { $all } complete

## Reminder: before, on and after the due date

# $days (Number) - days until the due date
# $title (String) - title of the milestone
# $date (String) - due date
mail-reminder-ahead-subject = { $days ->
    [one] Due tomorrow: { $title } ({ $date })
   *[other] Due in { $days } days: { $title } ({ $date })
}
# $title (String) - title of the milestone
# $date (String) - due date
mail-reminder-today-subject = Due today: { $title } ({ $date })
# $days (Number) - days past the due date
# $title (String) - title of the milestone
# $date (String) - due date
mail-reminder-late-subject = { $days ->
    [one] 1 day late: { $title } (due { $date })
   *[other] { $days } days late: { $title } (due { $date })
}
# $days (Number) - days until the due date
mail-reminder-ahead = { $days ->
    [one] This milestone is due tomorrow.
   *[other] This milestone is due in { $days } days.
}
mail-reminder-today = This milestone is due today.
# $days (Number) - days past the due date
mail-reminder-late = { $days ->
    [one] This milestone is 1 day late. Residents see this on the public page.
   *[other] This milestone is { $days } days late. Residents see this on the public page.
}
# $title (String) - title of the milestone
# $date (String) - due date
mail-reminder-unknown-subject = No status reported: { $title } (due { $date })
# $days (Number) - days since the due date
mail-reminder-unknown = { $days ->
    [one] This milestone was due 1 day ago, and its status was never reported. Residents see this on the public page.
   *[other] This milestone was due { $days } days ago, and its status was never reported. Residents see this on the public page.
}
mail-reminder-unknown-ask = Report the status. If the milestone is not complete, move the date and give the reason.
mail-reminder-ahead-ask = If the date cannot be kept, say so now: move it and give the reason.
mail-reminder-today-ask = Report that it is complete and add the evidence, or say what is missing.
mail-reminder-late-ask = Update the status, or move the date and give the reason.
mail-reminder-late-weekly = This mail comes each week until the status or the date changes. The coordinator gets a copy.
mail-reminder-nobody = Nobody with an email address is named as responsible, so this mail goes to the coordinator. Name someone on the milestone.
# $name (String) - institution responsible
mail-reminder-copy = Copy for the coordinator. Responsible: { $name }.
# $number (String) - number such as 2.3
# $title (String) - title of the milestone
mail-reminder-milestone = Milestone { $number }: { $title }
# $number (String) - number of the commitment
# $title (String) - title of the commitment
mail-reminder-commitment = Commitment { $number }: { $title }
# $date (String) - due date
mail-reminder-due = Due: { $date }
# $status (String) - status word
mail-reminder-status = Status: { $status }
mail-reminder-update = Update the milestone
mail-reminder-reschedule = Move the date
mail-reminder-see = See the public page

## Invitation

# $city (String) - name of the city
# $role (String) - role word
mail-invite-subject = Invitation to { $city }: { $role }
# $city (String) - name of the city
# $role (String) - role word
mail-invite-text = The team of { $city } invites you to work on its open government plan. Your role: { $role }.
# $date (String) - last day of the link
mail-invite-until = The link works until { $date }, once.
mail-invite-button = Accept the invitation
mail-invite-ignore = If you do not expect this, do nothing. No account is made.

## Password and sign-in

mail-password-subject = Choose a new password
mail-password-text = Someone, likely you, asked for a new password. The link works for one hour, once.
mail-password-button = Choose a password
mail-password-ignore = If it was not you, do nothing. Your password stays as it is.
mail-password-set-subject = Your password was set
# $date (String) - day
# $time (String) - time of day
mail-password-set-text = Your password was set on { $date } at { $time }. If it was not you, choose a new one now.
mail-sign-in-subject = Your sign-in link
mail-sign-in-text = Open this link to sign in. It works once.
mail-sign-in-button = Sign in

## Role changed, report ready

# $city (String) - name of the city
# $role (String) - role word
mail-role-given-subject = Your role in { $city }: { $role }
# $city (String) - name of the city
# $role (String) - role word
mail-role-given-text = In { $city } you now have the role { $role }.
# $title (String) - title of the report
mail-report-ready-subject = Ready: { $title }
# $done (Number) - complete milestones
# $all (Number) - all milestones
mail-report-ready-text = The report is built. It counts { $done } of { $all } milestones as complete.
mail-report-ready-button = Read the report

## A reviewer’s question, and the city’s answer

# $city (String) - name of the city
mail-query-subject = OGP asks { $city }
# $city (String) - name of the city
mail-query-about = A reviewer of the Open Government Partnership asks about the plan of { $city }:
# $number (String) - number of the commitment
# $title (String) - title of the commitment
mail-query-commitment = About commitment { $number }: { $title }
# $date (String) - day by which an answer is hoped for
mail-query-due = An answer is hoped for by { $date }.
mail-query-private = Residents see neither the question nor your answer.
mail-query-button = Answer
# $city (String) - name of the city
mail-answer-subject = { $city } answered your question
# $date (String) - day on which it was asked
mail-answer-asked = You asked on { $date }:
mail-answer-says = The answer:
mail-answer-button = See the city’s record
# $city (String) - name of the city
mail-why-asked = You get this because you asked { $city } a question.

## Something that OGP’s calendar asks for

# $what (String) - what is due, such as Inception assessment
# $date (String) - the due day
mail-obligation-subject = { $what } is due on { $date }
# $what (String) - what is due
# $date (String) - the due day
mail-obligation-late-subject = { $what } was due on { $date }
# $days (Number) - days that are left
mail-obligation-ahead = { $days ->
    [0] It is due today.
    [one] It is due in one day.
   *[other] It is due in { $days } days.
}
# $days (Number) - days since it was due
mail-obligation-late = { $days ->
    [one] It is one day late.
   *[other] It is { $days } days late.
}
mail-obligation-stop = These reminders stop when it is done.
mail-obligation-open = Open it
# $city (String) - name of the city
mail-why-monitor = You get this because you are the monitoring body of { $city }.
