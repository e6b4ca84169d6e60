### People and roles of a city, settings of a city, the operator’s pages.

## People and roles

people-title = People and roles
people-invite = Invite a person
people-none = Nobody else works here yet
people-none-text = Invite the people who lead commitments.
people-column-name = Name
people-column-email = Email address
people-column-role = Role
people-column-commitments = Commitments
people-column-since = Since
people-field-email = Email address
people-field-reason = Reason
people-hint-reason = Residents can read it in the public log.
people-field-role = Role
people-field-commitments = Commitments this person may update
people-field-language = Language of the invitation
people-send = Send the invitation
# $email (String) - email address
people-sent = The invitation to { $email } is on its way.
people-waiting = Invited, not accepted yet
# $date (String) - last day of the invitation
people-invited-until = The link works until { $date }
people-invite-again = Send again
people-invite-revoke = Revoke the invitation
people-change-role = Change the role
people-remove = Take away the role
# $name (String) - name of the person
people-removed = { $name } no longer has a role here. It works at once.
people-you = you

## Settings of a city

city-title = Settings
# $language (String) - name of the language
city-field-name = Name of the municipality in { $language }
city-field-slug = Address of the site
city-field-country = Country
city-field-languages = Languages
city-field-default-language = First language
city-field-time-zone = Time zone
city-hint-time-zone = Deadlines and mails follow it.
city-field-colour = Colour
city-hint-colour-light = Header text will be white on this colour.
city-hint-colour-dark = Header text will be black on this colour.
city-hint-colour-late = Your colour is close to the colour for late. A darker tone is easier to tell apart.
city-field-logo = Logo
# $most (String) - largest size, with its unit
city-hint-logo = PNG, JPEG or WebP, up to { $most }. It stands beside the city’s name on every page, so keep it small.
# $city (String) - name of the city
city-logo-alt = Logo of { $city }
city-logo-none = No logo yet. The sign of Besa stands in its place.
city-logo-choose = Choose a logo
city-logo-change = Change the logo
city-logo-remove = Remove the logo
city-logo-remove-text = The sign of Besa takes its place on every page.
city-logo-saved = The logo is on every page now.
city-logo-removed = The logo is removed.
city-field-contact = Public email address of the coordinator
city-saved = The settings are saved.

## Platform operators

operator-title = Cities on this platform
operator-new-city = New city

## More of people and settings

people-invited = The invitation is on its way.
people-uninvited = The invitation is revoked. Its link no longer works.
people-role-taken = The role is taken away. It works at once.
people-invite-lede = A mail with a link goes out. The link works for 14 days.
people-monitor-hint = The monitoring body invites its own people. Its first member is invited by the operator of this site.
# $name (String) - name of the person
# $role (String) - role word
people-remove-text = { $name } loses the role { $role } at once. What was written stays.
city-field-unit = Office in charge
city-hint-unit = As the foot of public pages names it
city-field-motif = Figure under the header
city-motif-battlements = Battlements
city-address-title = Address
