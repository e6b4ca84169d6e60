### Sign in, invitation, sign out, account.

## Sign in

account-sign-in = Sign in
account-sign-in-title = Sign in
account-sign-in-lede = For people who work on a plan. Reading needs no account.
account-email = Email address
account-password = Password
account-forgot = I do not know my password
account-sign-in-needed = Sign in to open that page. You will return to it afterwards.
account-signed-out = You are signed out.
account-sign-out = Sign out
# $name (String) - name of the person
account-signed-in-as = Signed in as { $name }
account-one-time-title = Sign in with this link
account-one-time-text = The link works once.
account-choose-city = Where do you want to work?
account-no-city = Your account has no role in any city. Ask a coordinator to invite you.

## Forgotten password

account-reset-title = Choose a new password
account-reset-lede = Write your email address. If it has an account, a link to choose a new password goes to it.
account-reset-send = Send the link
account-reset-sent = If that address has an account, a link is on its way. It works for one hour.

## Invitation

# $city (String) - name of the city
account-invite-title = Join the team of { $city }
account-invite-platform-title = Join the platform
# $role (String) - role word
account-invite-lede = You were invited with the role { $role }.
account-invite-known = You already have an account. Sign in to accept the invitation.
account-invite-accept = Accept the invitation
# $city (String) - name of the city
account-invite-accepted = You now have a role in { $city }.
account-name = Your name
account-name-hint = Colleagues see it. The public does not.
account-new-password = New password
# $least (String) - least number of characters
account-new-password-hint = At least { $least } characters. A few words in a row work well.
account-new-password-again = The same password again
account-set-password = Save the password
account-password-saved = The password is saved. Sign in with it.

## Account

account-title = Your account
account-profile = Profile
account-language = Language of pages and mails
account-roles = Your roles
account-sessions = Where you are signed in
account-session-here = This browser
# $date (String) - day of the sign-in
account-session-since = since { $date }
account-session-end = Sign out there
account-session-end-all = Sign out everywhere else
account-sessions-ended = You are signed out everywhere else.
account-change-password = Change the password
account-current-password = Current password
account-tokens = API tokens
account-tokens-hint = A token lets a program act for you. It is shown once.
account-token-name = What is it for?
account-token-create = Make a token
account-token-shown = Copy the token now. It is not shown again.
account-token-revoke = Revoke
account-token-name-hint = The name of the program, so that you know later which one it is.
account-token-scope = What may it do?
account-token-scope-hint = A token never does more than you may. It ends after 90 days.
account-token-scope-read = Read
account-token-scope-report = Read, report progress and add evidence
account-token-scope-write = Everything you may do
# $scope (String) - what it may do
# $date (String) - day on which it ends
account-token-reach = { $scope }. Ends on { $date }.
account-tokens-held = Your tokens
account-tokens-none = You have no tokens.
# $date (String) - day on which it was made
account-token-made = Made by you on { $date }.
# $date (String) - day on which it was made
account-token-issued = Made by the operator on { $date }.
# $date (String) - day on which it was last used
account-token-used = Last used on { $date }.
account-token-unused = Never used.
account-token-revoked = The token is revoked. The program that used it has no access any more.
