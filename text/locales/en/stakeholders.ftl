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
