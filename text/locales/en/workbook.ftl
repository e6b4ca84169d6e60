### The workbook that can be downloaded: its guide and a note on each heading.

workbook-sheet-of-plan = Plan
workbook-sheet-of-commitments = Commitments
workbook-sheet-of-milestones = Milestones
workbook-sheet-of-stakeholders = Organisations
workbook-sheet-of-guide = How to fill
workbook-sheet-of-lists = Lists
workbook-title = How to fill this workbook
workbook-line-rows = Write one row for each commitment, milestone and organisation. The sheet Plan has one row.
workbook-line-headings = Keep the headings and the names of the sheets as they are: the import finds the cells by them.
workbook-line-choices = Choose from the list in a cell that has one. The codes of the API, such as in_progress, are read too.
workbook-line-empty = Leave a cell empty when you do not know. Nothing is saved before you have seen what would be made.
workbook-line-back = This file holds the plan as it is in Besa. Change cells or add rows, then import the file: you see each difference first, and can report new statuses.
workbook-line-cleared = A cell that you empty changes nothing. A row that you delete stays in Besa.
workbook-line-people = People are not in this file. Their names and email addresses stay in Besa.
workbook-column-sheet = Sheet
workbook-column-heading = Heading
workbook-column-needed = Needed
workbook-column-about = What to write
workbook-column-example = Example
workbook-needed = needed
# $example (String) - a value as it may stand in the cell
workbook-example = Example: { $example }
workbook-choose = Choose a word from the list or leave the cell empty.

workbook-holds-key = Besa finds the record by it. Do not change it; leave it empty in a new row.

## Kinds of cells

workbook-holds-text = A short text
workbook-holds-prose = Sentences or paragraphs
workbook-holds-day = A day (2026-10-31) or a month (2026-10, which means its last day)
workbook-holds-number = A whole number
workbook-holds-list = Several texts with semicolons between them
workbook-holds-choice = One of these words:
workbook-holds-choices = Any of these words with semicolons between them:

## Sheet Plan

workbook-plan-reference = Years that name the plan in addresses: letters, digits and hyphens
workbook-plan-ogp-id = Number of the plan on the OGP site
workbook-plan-language = Language of the texts: sq or en
workbook-plan-achievements = What was achieved in open government so far
workbook-plan-challenges = What is still to be improved
workbook-plan-medium-term-goals = What open government should reach in the next years
workbook-plan-contribution-to-vision = How the plan serves the long-term vision
workbook-plan-wider-policy-goals = How the vision serves the wider policy of the municipality
workbook-plan-institutional-arrangements = How the institutions work together on the plan
workbook-plan-collaboration-spaces = Where government and civil society meet, online and offline
workbook-plan-diversity-measures = What was done so that many kinds of people take part
workbook-plan-participants = Who took part
workbook-plan-groups = How many groups took part
workbook-plan-public-meetings = How many public meetings were held
workbook-plan-continued-collaboration = How the work together goes on while the plan is carried out
workbook-plan-conflict-resolution = Who decides when there is no agreement
workbook-plan-monitoring-body = The independent monitoring body
workbook-plan-monitoring-body-description = What the monitoring body does for this plan
workbook-plan-monitoring-contact = Contact of the monitoring body. Stays private.
workbook-plan-monitoring-email = Email of that contact. Stays private.
workbook-plan-progress-discussions = How progress is discussed with those involved
workbook-plan-progress-checks = How progress is checked with the institutions
workbook-plan-publication-of-results = How the results of monitoring are made public

## Sheet Commitments

workbook-commitment-state = Status of the commitment. Empty means accepted.
workbook-commitment-state-reason = Needed if it was withdrawn or carried forward
workbook-commitment-others = Organisations that neither lead nor support
workbook-commitment-source = Where these data come from
workbook-commitment-institutions = All institutions involved
workbook-commitment-why-relevant = Why the commitment is about these values
workbook-commitment-sdg-targets = Targets of the Sustainable Development Goals

## Sheet Milestones

workbook-milestone-commitment-number = Number of the commitment the milestone belongs to, as on the sheet of commitments
workbook-milestone-dates = Start and due date in one text, as the plan words them. Read where the columns of the dates are empty.
workbook-milestone-supporters = Organisations that support the work
workbook-milestone-others = Organisations that neither lead nor support
workbook-milestone-number = Number of the milestone
workbook-milestone-responsible-title = Title and department of that person
workbook-milestone-responsible-email = Email for reminders. Stays private.
workbook-milestone-reason = Why it is stuck or was withdrawn
workbook-milestone-evaluation-link = Address of a report about it

## Sheet Stakeholders

workbook-stakeholder-organisation = Name of the organisation
workbook-stakeholder-kind = Kind of organisation
workbook-stakeholder-person = Name of a person. Stays private.
workbook-stakeholder-person-title = That person’s title
workbook-stakeholder-email = That person’s email. Stays private.
workbook-stakeholder-website = Website of the organisation
workbook-stakeholder-commitment-number = Number of the commitment. Empty means the whole plan.
workbook-stakeholder-part = What the organisation does there
