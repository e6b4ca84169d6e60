### Open data: the page, the tables, their columns, the schemes of codes.

## The page, the catalogue, feeds and calendars

data-title = Open data
# $city (String) - name of the city
data-lede = Everything { $city } publishes here, to take away, count and reuse. No account is needed.
data-download-all = Download all (ZIP)
data-tables = Tables
data-tables-caption = Tables to download, with the number of records
data-table = Table
data-records = Records
data-download = Download
data-description = Every operation, to try out
# $table (String) - title of the table
# $format (String) - CSV or JSON
data-download-of = { $table } as { $format }
data-tables-note = CSV is UTF-8 with a header; days are written 2026-11-23, moments in UTC. JSON holds the same columns. Each table has a description for programs (CSVW).
data-dictionary = Data dictionary
data-column = Column
data-meaning = Meaning
data-type = Type
data-kind-text = Words
data-kind-id = Id
data-kind-day = Day
data-kind-moment = Moment (UTC)
data-kind-number = Whole number
data-kind-decimal = Decimal number
data-kind-object = Words by language (JSON)
data-kind-flag = true or false
data-kind-link = Address
# $scheme (String) - name of the list of codes
data-kind-code = Code of { $scheme }
data-codes = Codes and scales
data-codes-text = Every code has an address and a name in each language (SKOS).
data-linked = Linked data
# $address (String) - how stable addresses begin
data-linked-text = Add .json, .jsonld or .ttl to the address of a plan, commitment, milestone, piece of evidence, proposal, body, meeting or other plan. Addresses that begin with { $address } never change.
data-catalogue = Catalogue (DCAT)
data-feeds = Feeds and calendars
data-feed-log = Every change, as a feed (Atom)
data-calendar-plan = Deadlines of the plan, as a calendar
data-feeds-text = Every commitment has a feed and a calendar of its own: add .atom or .ics to its address.
data-api = Programming interface (API)
data-api-text = The same records, one by one or in lists, as JSON.
data-licence = Licence
# $city (String) - name of the city
data-licence-text = You may copy, change and share all of it, also for profit, if you name { $city } as the source: Creative Commons Attribution 4.0.
data-licence-evidence = A file or page given as evidence keeps the terms of whoever published it.
data-privacy = No table names a resident or holds an e-mail address.
data-catalogue-title = Open data of local action plans
data-catalogue-text = Commitments, milestones, evidence, meetings, comments and the log of every city that publishes here.
# $city (String) - name of the city
data-city-title = Open data of { $city }
# $city (String) - name of the city
data-city-text = What { $city } promises in its action plans, what was done, and what residents said.
# $city (String) - name of the city
# $table (String) - title of the table
data-table-of = { $city }: { $table }
# $format (String) - CSV or JSON
# $table (String) - title of the table
data-file-of = { $format } file: { $table }
# $city (String) - name of the city
data-feed-title = Changes in { $city }
# $title (String) - title of the commitment
data-feed-of = Changes: { $title }
# $title (String) - title of the plan or commitment
data-calendar-of = Deadlines: { $title }

## Tables

data-table-commitments = Commitments
data-table-milestones = Milestones
data-table-indicators = Indicators
data-table-readings = Readings of indicators
data-table-progress = Progress updates
data-table-evidence = Evidence
data-table-meetings = Meetings
data-table-reports = Reports
data-table-assessments = Assessments
data-table-comments = Comments with answers
data-table-proposals = Proposals with answers
data-table-log = Log of changes
data-table-text-commitments = What each published plan promises, one commitment a row.
data-table-text-milestones = The steps of every commitment, with due days and how they stand today.
data-table-text-indicators = What commitments and milestones are measured by, with baseline, target and the last value.
data-table-text-readings = Every value of every indicator, also corrected and withdrawn ones, with the reason.
data-table-text-progress = Everything the municipality reported on its milestones, oldest first.
data-table-text-evidence = Files and links that prove something, with the fingerprint of each file.
data-table-text-meetings = Meetings of standing bodies: when, where, about what, and the minutes.
data-table-text-reports = Reports of the municipality and of the monitoring body, with the fingerprint of what they say.
data-table-text-assessments = Published assessments of the monitoring body; the answers are in each record.
data-table-text-comments = What residents said and what the city answered. Hidden words and names are left out.
data-table-text-proposals = Ideas of residents, the city’s answers, and the commitments they became. Names are left out.
data-table-text-log = Every public change, newest first, sealed by hashes. It does not say who made it.

## Columns

data-column-id = The id of the record; it never changes
data-column-plan = The plan it belongs to, by its id
data-column-number = Its place in the plan or the commitment
data-column-ogp-id = OGP’s own id, where it has one
data-column-title = The title
data-column-state = Where it stands, as the municipality last said
data-column-starts-on = The first day
data-column-ends-on = The last day
data-column-problem = The problem it answers
data-column-action = What will be done; in the log, what was done
data-column-policy-area = OGP’s policy area, by its code
data-column-ogp-values = The values of open government that it serves
data-column-sdg-targets = Goals and targets of the 2030 Agenda
data-column-resources = Budget, staff and time
data-column-source = Where this was taken from
data-column-updated-at = When the record was last changed
data-column-commitment = The commitment it belongs to, by its id
data-column-output = What will be there when it is done
data-column-due-on = The day by which it is promised
data-column-due-said = That day as the source wrote it
data-column-standing = How it stands today: the state, or late when its day has passed
data-column-days-late = Days since its day passed, when it is late
data-column-percent = Progress in percent, as reported
data-column-completed-on = The day it was completed
data-column-reason = Why, where a reason is needed
data-column-reported-at = When progress was last reported
data-column-milestone = The milestone it belongs to, by its id
data-column-done = What was done
data-column-challenges = What stood in the way
data-column-next-step = What comes next
data-column-code = Its number as the source wrote it
data-column-titles = The title, by language
data-column-deadlines = The deadline in the words of the source, by language
data-column-unit = The unit of its values
data-column-direction = Whether higher or lower values are better
data-column-baseline = The value at the start; empty when it is not known
data-column-baseline-on = The day of the baseline
data-column-target = The value that is to be reached; empty when it is not known
data-column-value = The value; of an indicator the one of the latest day
data-column-read-on = The day of the value
data-column-reached = How far the value is from baseline to target, in percent; empty when it cannot be said
data-column-indicator = The indicator it belongs to, by its id
data-column-note = Where the value is from, how it was measured
data-column-corrects = The reading that it corrects, by its id
data-column-withdrawn-at = When it was corrected or withdrawn
data-column-withdrawn-reason = Why it was corrected or withdrawn
data-column-at = When it happened
data-column-kind = What kind it is
data-column-link = Its address elsewhere
data-column-file-type = The media type of the file
data-column-file-size = The size of the file in bytes
data-column-sha256 = The fingerprint of the file (SHA-256)
data-column-language = The language it is in
data-column-licence = The terms under which it may be used
data-column-description = What it shows
data-column-dated-on = The day it is from
data-column-added-at = When it was added
data-column-forum = The body that meets, by its id
data-column-starts-at = When it begins
data-column-ends-at = When it ends
data-column-place = Where it is
data-column-notice = What the invitation says
data-column-noticed-on = The day the invitation went out
data-column-agenda = What is talked about, in order
data-column-minutes = What was said
data-column-parent = The comment it replies to, by its id
data-column-body = The words, in Markdown; empty when hidden
data-column-organisation = The organisation it speaks for
data-column-hidden-rule = The rule it was hidden by
data-column-asks = Whether it asks for an answer
data-column-received-at = When it was received
data-column-became = The commitment that a proposal became, by its id
data-column-answered-at = When the city answered
data-column-outcome = What the city decided
data-column-answer = The city’s reasons, in Markdown
data-column-answer-changed = What changed because of it
data-column-answer-office = The office that answered
data-column-working-days = Working days until the answer
data-column-sequence = The number of the entry
data-column-subject = What kind of record was changed
data-column-subject-id = Which record was changed, by its id
data-column-changed-from = The value before
data-column-changed-to = The value after
data-column-previous = The fingerprint of the entry before
data-column-hash = The fingerprint of this entry
data-column-author = Whose report it is: the municipality’s or the monitoring body’s
data-column-opens-on = The first day of the consultation on it
data-column-closes-on = The last day of the consultation on it
data-column-published-at = Since when anybody can read it
data-column-pdf-size = The size of the PDF in bytes
data-column-docx-size = The size of the DOCX in bytes
data-column-html-size = The size of the HTML page in bytes
data-column-built-at = When its files were made
data-column-edition = Which edition it is, from 1
data-column-replaces = The edition before, by its id
data-column-rules = The set of questions it answers
data-column-submitted-on = The day it was handed in
data-column-replied-on = The day the municipality replied
data-column-published-on = The day it was published

## Schemes of codes

data-scheme-plan-state = States of a plan
data-scheme-commitment-state = States of a commitment
data-scheme-milestone-state = States of a milestone
data-scheme-indicator-direction = Which values of an indicator are better
data-scheme-completion = Scale of completion
data-scheme-degree = Degree to which government was opened
data-scheme-ogp-value = Values of open government
data-scheme-policy-area = OGP’s policy areas
data-scheme-evidence-kind = Kinds of evidence
data-scheme-response = Outcomes of an answer
data-scheme-organisation-kind = Kinds of organisation
data-scheme-forum-kind = Kinds of standing bodies
data-scheme-seat-side = Sides of a seat
data-scheme-meeting-state = States of a meeting
data-scheme-strategy-kind = Kinds of other plans
data-scheme-assessment-kind = Kinds of assessment
data-scheme-assessment-question = Questions of an assessment
data-scheme-assessment-answer = Answers of an assessment
