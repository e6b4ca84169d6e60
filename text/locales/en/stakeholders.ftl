### Stakeholders: organisations and the people in them.

stakeholders-title = Stakeholders
stakeholders-new = Add an organisation
# $name (String) - name of the organisation
stakeholders-edit = Edit { $name }
stakeholders-none = No organisations yet
stakeholders-none-text = Add those who lead, help or check the commitments.
stakeholders-column-name = Organisation
stakeholders-column-kind = Kind
stakeholders-column-commitments = Commitments
stakeholder-field-name = Name of the organisation
stakeholder-field-kind = Kind
stakeholder-field-areas = Policy areas
stakeholder-field-website = Website
stakeholder-field-contact = Contact person
stakeholder-hint-contact = Private. Only your team sees it.
stakeholder-field-email = Email address of the contact
stakeholder-field-consent = The person agreed to be contacted on
stakeholder-field-language = Language for mails
stakeholder-part-title = Part in commitments
stakeholders-column-people = People
stakeholder-choose-kind = Choose a kind
organisation-people = People
organisation-no-people = Nobody is noted here yet.
contact-new = Add a person
contact-edit = Edit the person
contact-field-name = Name of the person
contact-field-position = Position
contact-hint-email = Reminders about milestones go here.
contact-language-city = The city’s own

## Merging two organisations

merge-title = Merge with another organisation
merge-done = The two are one organisation now.
merge-offer = These may be the same
merge-offer-text = Their names differ only in signs, accents or the legal form. Merge them if they are one organisation.
merge-compare = Compare and merge
merge-similar = Similar names
merge-next = Continue
merge-field-into = The organisation that stays
# $name (String) - name of the organisation
merge-lede = Everything that names { $name } moves to the organisation that you choose.
# $goes (String) - name of the organisation that goes
# $stays (String) - name of the organisation that stays
merge-means = Everything that names “{ $goes }” will name “{ $stays }”. “{ $goes }” stays as a former name, and the log keeps both. Where both have the same part, it becomes one; where both endorsed a plan, the later answer counts. This cannot be undone.
merge-moves = What moves
# $name (String) - name of the organisation that would go
merge-swap = Keep “{ $name }” instead
merge-seats = Seats in forums
merge-meetings = Meetings attended
merge-decisions = Decisions to carry out
merge-voices = Comments and proposals
merge-delegates = People who act for it
merge-former = Former names
