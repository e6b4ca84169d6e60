### Import of a plan: the pages, and the reasons for doubtful cells: what was found, what Besa did with it.
### Long because each reason of a note, and each field of a column, has a text.

## Pages

import-title = Import a plan
import-lede = Upload the plan you have. You see what would be made before anything is saved.
import-workbook = Download the empty workbook (XLSX)
import-field-file = File
# $limit (String) - largest size, such as 20 MB
import-hint-file = A spreadsheet (XLSX, XLS, ODS, CSV), a document (DOCX, ODT) or Besa’s own JSON, up to { $limit }
import-check = Check the file
import-review-title = Check before importing
# $file (String) - name of the file
import-review-lede = Nothing of “{ $file }” is saved yet.
import-would-make = What will be made
# $count (Number) - plans
import-count-plans = { $count ->
    [one] 1 plan
   *[other] { $count } plans
}
# $count (Number) - commitments
import-count-commitments = { $count ->
    [one] 1 commitment
   *[other] { $count } commitments
}
# $count (Number) - milestones
import-count-milestones = { $count ->
    [one] 1 milestone
   *[other] { $count } milestones
}
# $count (Number) - organisations
import-count-stakeholders = { $count ->
    [one] 1 organisation
   *[other] { $count } organisations
}
# $count (Number) - records that exist already
import-count-unchanged = { $count ->
    [one] 1 record is already there and stays as it is
   *[other] { $count } records are already there and stay as they are
}
# $count (Number) - doubtful cells
import-doubts-title = { $count ->
    [0] No doubtful cells
    [one] One doubtful cell
   *[other] { $count } doubtful cells
}
import-doubts-text = Each can be put right after the import. The text of the file is kept.
# $count (Number) - rows left out
import-refused-title = { $count ->
    [one] One row is left out
   *[other] { $count } rows are left out
}
import-unusable-title = This file cannot be imported
import-column-where = Where
import-column-found = Found
import-column-reason = Reason
# $sheet (String) - name of the sheet
# $row (String) - row number
# $column (String) - name of the column
import-where = { $sheet }, row { $row }, { $column }
# $row (String) - row number
# $column (String) - name of the column
import-where-row = Row { $row }, { $column }
import-member = Which city’s plan?
import-confirm = Import the plan
import-discard = Discard
# $commitments (Number) - commitments made
# $milestones (Number) - milestones made
import-done = Imported. Commitments: { $commitments }. Milestones: { $milestones }.
import-nothing-new = Everything in this file is already here. Nothing was changed.
import-earlier-title = Earlier imports
# $file (String) - name of the file
# $place (String) - place in the file
import-source-cell = From { $file }, { $place }

## Dates

# $given (String) - text of the cell
import-note-date-not-understood = “{ $given }” is not a date we understand. The text is kept and the date stays empty.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-month-only = “{ $given }” gives only a month. The month’s last day is used: { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-quarter-only = “{ $given }” gives only a quarter. Its last day is used: { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-half-only = “{ $given }” gives only a half-year. Its last day is used: { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-months-only = “{ $given }” gives only months. The last day of the last month is used: { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-season-only = “{ $given }” gives only a season. Its last day is used: { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-year-only = “{ $given }” gives only a year. Its last day is used: { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-date-order-guessed = “{ $given }” can be read with day or month first. It was read as { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-short-year = “{ $given }” has a year of two digits. It was read as { $used }.
# $given (String) - text of the cell
# $used (String) - date that was used
import-note-spreadsheet-day = “{ $given }” is a spreadsheet’s day number. It was read as { $used }.
# $given (String) - text of the cell
import-note-open-ended = “{ $given }” names no end. The due date stays empty.
# $given (String) - text of the cell
import-note-repeating = “{ $given }” repeats. The text is kept and the due date stays empty.
# $given (String) - text of the cell
import-note-end-before-start = “{ $given }” comes before the start. The start is left out, only its text is kept: check both dates.
# $given (String) - text of the cell
import-note-outside-plan = “{ $given }” lies outside the plan. It is kept: check it.
import-note-date-missing = There is no due date. The milestone is kept without one.

## Values

# $given (String) - text of the cell
import-note-unknown-policy-area = “{ $given }” is not a policy area we know. The text is kept: choose an area afterwards.
# $given (String) - text of the cell
import-note-unknown-sector = “{ $given }” is not a sector we know. The text is kept.
# $given (String) - text of the cell
import-note-unknown-value = “{ $given }” is not an open government value. It is left out.
import-note-only-technology = Technology alone does not make a commitment relevant. Add access, participation or accountability if it fits.
# $given (String) - text of the cell
import-note-unknown-state = “{ $given }” is not a status we know. The milestone is not reported, neither done nor late.
# $given (String) - text of the cell
# $used (String) - state that was used
import-note-state-understood = “{ $given }” is read as “{ $used }”.
# $given (String) - state as the cell words it
# $used (String) - percentage in the file
import-note-state-contradicts-percent = “{ $given }” does not fit { $used }%. Both are kept: check them.
# $given (String) - the text of the cell
import-note-commitment-state-not-used = “{ $given }” is not a status of a commitment, or its reason is missing. The commitment is accepted.
import-note-report-not-possible = The status cannot be reported: its reason is missing, or its day is in the future. Correct the row, or report it on the milestone.
import-note-no-state = No status is given. The milestone is not reported, neither done nor late.
# $given (String) - text of the cell
import-note-completion-kept-as-finding = The completion “{ $given }” is kept as the monitoring finding. It is not the city’s own status.
# $given (String) - text of the cell
import-note-unknown-completion = “{ $given }” is not on the completion scale. The text is kept as the monitoring finding.
# $given (String) - text of the cell
import-note-number-not-understood = “{ $given }” is not a number we understand. It is not used.
# $given (String) - number in the file
# $used (String) - number that the record gets
import-note-number-taken = The number { $given } is taken. It gets { $used }.
# $given (String) - text of the cell
# $used (String) - whole number that was used
import-note-number-rounded = “{ $given }” is rounded to { $used }.
# $given (String) - text of the cell
# $used (String) - percentage
import-note-percent-of-fraction = “{ $given }” is read as { $used } %, because the column holds fractions of 1.
# $given (String) - text of the cell
import-note-unknown-kind = “{ $given }” is not a kind of organisation we know. “Other” is used.
# $given (String) - text of the cell
import-note-email-not-understood = “{ $given }” is not an email address. It is left out.
# $given (String) - start of the text
import-note-text-too-long = The text starting “{ $given }” is too long. It was cut: the whole text stays with the import.
import-note-title-missing = The title is empty. The row is left out.
# $given (String) - start of the text
import-note-title-cut = The text starting “{ $given }” is long for a title. Its first sentence is the title, the rest is the description.
# $given (String) - text of the cell
import-note-personal-data = “{ $given }” may hold personal data. It is kept private.
# $given (String) - name of the organisation
import-note-lead-is-person = “{ $given }” looks like a person. This name is public: name the organisation, and enter the person as a contact.

## Rows

# $given (String) - texts of the row
import-note-duplicate-row = This row repeats another one: “{ $given }”. It is left out.
# $used (String) - the value of the city
# $given (String) - the value of the file
import-note-already-imported = The city has “{ $used }”, the file has “{ $given }”. The city’s value stays.
# $used (String) - the value of the city
import-note-emptied = The city has “{ $used }”, the file has nothing here. The city’s value stays.
# $given (String) - value in the later row
# $used (String) - value that was used
import-note-row-differs = Another row of the record says “{ $given }”. The first value is used: “{ $used }”.
# $given (String) - name of the organisation
import-note-lead-is-supporter = Another row names “{ $given }” as the lead. It becomes a supporter.
# $given (String) - title
import-note-same-title = Another record has the title “{ $given }”. Both are kept.
import-note-no-commitment = The row has no commitment. It makes the plan alone.
# $given (String) - texts of the row, or number of the commitment
import-note-unknown-commitment = This row names a commitment that the file does not have: “{ $given }”. It is left out.
# $given (String) - name of the plan
import-note-unknown-plan = There is no plan “{ $given }” in this file. The row is left out.
# $given (String) - name of the member
import-note-unknown-member = There is no city for “{ $given }” on this platform. The row is left out.
# $given (String) - number of commitments
import-note-too-many-commitments = The plan has { $given } commitments at one time. OGP Local asks for five at most.
import-note-plan-after-term = The plan ends after the term of office. It is kept: check both dates.

## The file

# $given (String) - name of the sheet
import-note-missing-sheet = The sheet “{ $given }” is missing. It counts as empty.
# $given (String) - name of the column
import-note-missing-column = No column holds this: “{ $given }”. Say on the page of the columns which one does, or add it and upload the file again.
# $given (String) - name of the column
import-note-unknown-column = The column “{ $given }” is not known. Its cells are kept with the import and not used: say what it holds.
# $given (String) - name of the column
import-note-duplicate-column = The column “{ $given }” appears twice. The first one is used.
import-note-unreadable-file = The file cannot be read. Save it again as XLSX, ODS, CSV or DOCX and upload that.
import-note-locked-file = The file has a password. Save it without the password and upload that.
import-note-other-workbook = The spreadsheet has a format that cannot be read. Open it and save it as XLSX, then upload that.
import-note-other-document = The document has a format that cannot be read. Open it and save it as DOCX, then upload that.
import-note-pdf-file = A PDF cannot be imported. Upload the document it was made from, or copy its table into a spreadsheet and upload that.
# $given (String) - text of the cell
import-note-open-quote = “{ $given }” begins with a quotation mark that is never closed. The mark was read as text, and the rows below as rows.
# $given (String) - name of the sheet
import-note-chart-sheet = The sheet “{ $given }” holds a chart or a macro. It is not read.
# $given (String) - the text
import-note-text-not-read = “{ $given }” is in a text box, a footnote, a header or a footer, or hidden below a merged cell. It is not read.
# $given (String) - text of the paragraph
import-note-paragraph-not-read = “{ $given }” belongs to no field that is known. It is left out: copy it into its field after the import, if you need it.
# $given (String) - the text
import-note-text-guessed = “{ $given }” has no label that is known as a whole. It was read by what stands around it: check it.
import-note-no-commitment-in-text = No heading names a commitment, and no table of a plan was found. Write “Commitment 1: …” above each commitment and “Milestones” above its list, or copy the plan into our workbook, and upload that.
import-note-encoding = The text is not UTF-8. Save the file as “CSV UTF-8” and upload that.
import-note-empty-file = The file has no rows. Fill in the workbook and upload it again.
# $given (String) - largest size, such as 20 MB
import-note-file-too-large = The file is larger than { $given }. Split it and import the parts.
# $given (String) - last column that is read
import-note-too-many-columns = The table has more than { $given } columns. Remove the columns that are not part of the plan.
# $given (String) - largest number of cells
import-note-too-many-cells = The file has more than { $given } filled cells or values. Split it and import the parts.
# $given (String) - largest number of sheets
import-note-too-many-sheets = The workbook has more than { $given } sheets. Remove the sheets that are not part of the plan.
# $given (String) - largest number of characters
import-note-cell-too-long = The cell has more than { $given } characters. Shorten it. In a CSV file, check for a quotation mark that is never closed.
# $given (String) - largest size
import-note-too-much-text = The file has more than { $given } of text. Split it and import the parts.
# $given (String) - largest number of doubtful places
import-note-too-many-notes = The file has more than { $given } doubtful places. Check that it is the right file, or import it in parts.
# $given (String) - deepest level
import-note-nested-too-deep = The file is nested more than { $given } levels deep. A plan is not: check that it is the right file.
import-note-workbook-too-large = The workbook holds far more than a plan. Copy the filled cells into the empty workbook and upload that.
# $given (String) - largest number of rows
import-note-too-many-rows = The file has more than { $given } rows. Split it and import the parts.
# $given (String) - largest number of plans
import-note-too-many-plans = The file has more than { $given } plans. Split it and import the parts.
# $given (String) - text of the cell
import-note-formula-error = The cell shows the spreadsheet error “{ $given }”. It is read as empty.
# $given (String) - formula
import-note-formula-without-value = The cell holds the formula “{ $given }” without a result. It is read as empty.
# $given (String) - version named in the file
import-note-version-unknown = The file was written by version “{ $given }”, which this one does not know. Export it again.
import-note-several-members = The file holds plans of several cities. Choose one of them, or import it from the command line.

## More of the pages

import-member-hint = The file holds plans of several cities. Choose one, and choose the file again.
# $count (Number) - people in organisations
import-count-people = { $count ->
    [one] 1 contact person, private
   *[other] { $count } contact people, private
}
# $count (Number) - indicators
import-count-indicators = { $count ->
    [one] 1 indicator
   *[other] { $count } indicators
}
# $count (Number) - findings
import-count-findings = { $count ->
    [one] 1 finding of the monitoring body
   *[other] { $count } findings of the monitoring body
}
import-made = What was made
import-open-plan = Open the plan
import-whole-file = The whole file
import-done-flash = Imported. The plan is there, as a draft.
import-dropped = Discarded. Nothing was saved.
import-state-waiting = Being compared
import-state-reviewing = Waits for your decision
import-state-making = Being imported
import-state-confirmed = Imported
import-state-cancelled = Discarded

## Rows and columns of any sheet

# $given (String) - text of the cell
import-note-column-guessed = The column “{ $given }” is not known as a whole. It was read by a part of its heading: check it.
# $given (String) - text of the cell
import-note-column-left-out = You left the column “{ $given }” out.
# $given (String) - text of the cell
import-note-hidden-column = The column “{ $given }” is hidden in the file. It was read.
import-note-hidden-row = The row is hidden in the file. It was read.
import-note-hidden-sheet = The sheet is hidden in the file. It was not read.
import-note-sheet-not-read = The sheet has no table of a plan. It was not read.
import-note-no-table = No table with headings was found. The first row of the table must name its columns.
import-note-row-above-table = The line stands above the table. It is not a record.
import-note-row-below-table = The line stands below the table, like a signature or a footnote. It is not a record.
import-note-total-row = The row is a total. It is not a record.
import-note-repeated-heading = The row repeats the headings. It is not a record.
import-note-row-left-out = The row holds nothing of a plan, a commitment or a milestone. It is left out.
# $given (String) - text of the cell
import-note-cell-not-read = “{ $given }” belongs to no record. It is left out.
# $used (String) - what was used
import-note-list-split = The cell holds a list. Each of its { $used } entries became a milestone.
# $used (String) - how many indicators
import-note-indicators-split = The cell holds a list. Each of its { $used } entries became an indicator.
# $used (String) - what was used
import-note-plan-title-guessed = No row names the plan. Its title is “{ $used }”: change it if it is another.
# $given (String) - text of the cell
import-note-left-out = You left “{ $given }” out, with all that belongs to it.
# $used (String) - what was used
import-note-taken-as-same = It is like “{ $used }”, which the city has, and is taken to be the same. Say so if it is another.
# $used (String) - what was used
import-note-taken-as-new = It is like “{ $used }”, which the city has, and is taken to be another. Say so if it is the same.
# $given (String) - text of the cell
# $used (String) - what was used
import-note-organisation-alike = “{ $given }” is like “{ $used }”. Both stay: say so if they are the same.
# $used (String) - the day
import-note-completed-today = The file gives no day of completion. { $used } is used: correct the row if it was another day.
# $given (String) - text of the cell
import-note-import-failed = Nothing was imported: the city’s records changed since “{ $given }” was compared with them, for example because a plan was closed. Check the records and confirm again, or discard the file.
# $given (String) its title
import-note-stays-after-undo = “{ $given }” stays: it was published, or somebody worked on it or on what belongs to it since it was imported.

## Review of a file

# $read (Number) - rows of the file
# $noted (Number) - rows that are no records
import-rows = { $read } rows were read. { $noted } of them are no records, or were left out.
import-table-title = What the file holds
import-show-all = All
# $count (Number) - records
import-show-doubtful = To check ({ $count })
import-column-record = Record
import-column-dates = Dates
import-column-state = Status
import-column-lead = Lead
import-column-outcome = What happens
import-fate-new = Is made
import-fate-known = Already there
import-fate-left-out = Left out
import-level-plan = Plan
import-level-commitment = Commitment
import-level-milestone = Milestone
import-level-indicator = Indicator
# $said (String) - text of the file
import-said = In the file: “{ $said }”
import-edit = Correct
# $title (String) - title of the record
import-edit-of = Correct “{ $title }”
import-leave-out = Leave out
import-take-in = Take in after all
import-save = Save
# $title (String) - title of the city's record
import-like-question = Is it “{ $title }”?
import-like-same = The same
import-like-other = Another one
import-organisations-title = Organisations that may be the same
# $name (String) - name in the file
# $other (String) - name of the city's organisation
import-organisations-line = Is “{ $name }” in the file “{ $other }”?
# $from (String) - status so far
# $to (String) - status in the file
import-report-question = The plan says “{ $from }”, the file “{ $to }”.
import-report-yes = Report the file’s status
import-report-no = Keep the plan’s status
# $count (Number) - milestones
import-report-all = Report the status of all { $count } milestones
import-reported = Will be reported
import-columns-title = Columns of the file
import-columns-lede = Say what each column holds. When the file is imported, your choices are remembered for later files of your city.
import-columns-needed = No column holds the titles of commitments. Choose the column that does, then go on.
# $count (Number) - columns that are not known
import-columns-open = { $count ->
    [0] Columns
    [one] Columns: one is not known
   *[other] Columns: { $count } are not known
}
import-columns-heading = Heading
import-columns-values = First values
import-columns-field = Holds
import-columns-guess = Guessed from its values: check it.
import-columns-none = Nothing we need
import-columns-no-heading = No heading
import-columns-save = Read the file this way
import-undo = Take the import back
import-undo-text = Removes what this import made, as far as nobody worked on it since. What somebody changed stays and is named.
import-undone = Taken back.
import-state-undone = Taken back
# $count (Number) the number of records in the file
import-work-waiting = { $count ->
    [one] The record of this large file is being compared with those of the city. Then you check what would be imported.
   *[other] The { $count } records of this large file are being compared with those of the city. Then you check what would be imported.
}
# $count (Number) the number of records in the file
import-work-making = { $count ->
    [one] The record of this large file is being imported.
   *[other] The { $count } records of this large file are being imported: all of them or, if something goes wrong, none.
}
import-work-queued = The work has not begun. It waits for its turn.
# $done (Number) milestones that are done
# $total (Number) all milestones
import-work-progress = { $done } of { $total } milestones done
import-work-leave = You can leave this page and come back.
import-notes-next = Next notes
import-notes-previous = Previous notes
import-nothing-made = Nothing new is made from this file.
import-nothing-differs = What differs from your records, or was left out, is listed below.
import-nothing-reports = The file has new states. Say below which are reported.
import-undone-made = What it had made
import-cancelled-made = What it would have made
# $count (Number) - things that stay
import-stays-title = { $count ->
    [0] Nothing of it stays
    [one] What stays
   *[other] What stays: { $count } things
}
# $count (Number) - states
import-count-reports = { $count ->
    [one] 1 new state, reported
   *[other] { $count } new states, reported
}
# $number (String) - number of the paragraph
import-place-paragraph = Paragraph { $number }
# $number (String) - number of the row
# $field (String) - what the cell holds
import-place-row = Row { $number }, { $field }
import-busy-file = Nothing can be imported before the columns are chosen.
import-next = Next records
import-previous = Previous records

# $given (String) - text of the cell
import-note-second-email = “{ $given }” is a second address. The first one is kept.

## Fields of columns

import-field-of-member = City
import-field-of-country = Country
import-field-of-plan-title = Plan: title
import-field-of-plan-reference = Plan: reference
import-field-of-plan-ogp-id = Plan: OGP identifier
import-field-of-plan-language = Plan: language
import-field-of-plan-start = Plan: start
import-field-of-plan-end = Plan: end
import-field-of-plan-end-of-current-administration = Plan: end of current administration
import-field-of-plan-date-submitted = Plan: date submitted
import-field-of-plan-date-adopted = Plan: date adopted
import-field-of-plan-lead-institutions = Plan: lead institutions
import-field-of-plan-foreword = Plan: foreword
import-field-of-plan-vision = Plan: vision
import-field-of-plan-achievements = Plan: achievements
import-field-of-plan-challenges = Plan: challenges
import-field-of-plan-medium-term-goals = Plan: medium term goals
import-field-of-plan-contribution-to-vision = Plan: contribution to vision
import-field-of-plan-wider-policy-goals = Plan: wider policy goals
import-field-of-plan-institutional-arrangements = Plan: institutional arrangements
import-field-of-plan-collaboration-spaces = Plan: collaboration spaces
import-field-of-plan-diversity-measures = Plan: diversity measures
import-field-of-plan-participants = Plan: participants
import-field-of-plan-groups = Plan: groups
import-field-of-plan-public-meetings = Plan: public meetings
import-field-of-plan-continued-collaboration = Plan: continued collaboration
import-field-of-plan-conflict-resolution = Plan: conflict resolution
import-field-of-plan-monitoring-body = Plan: monitoring body
import-field-of-plan-monitoring-body-description = Plan: monitoring body description
import-field-of-plan-monitoring-contact = Plan: monitoring contact
import-field-of-plan-monitoring-email = Plan: monitoring email
import-field-of-plan-progress-discussions = Plan: progress discussions
import-field-of-plan-progress-checks = Plan: progress checks
import-field-of-plan-publication-of-results = Plan: publication of results
import-field-of-plan-source = Plan: source
import-field-of-commitment-number = Commitment: number
import-field-of-commitment-ogp-id = Commitment: OGP identifier
import-field-of-commitment-title = Commitment: title
import-field-of-commitment-short-title = Commitment: short title
import-field-of-commitment-state = Commitment: status
import-field-of-commitment-state-reason = Commitment: why withdrawn or carried forward
import-field-of-commitment-start = Commitment: start
import-field-of-commitment-end = Commitment: end
import-field-of-commitment-dates = Commitment: start and end in one cell
import-field-of-commitment-lead-institution = Commitment: lead institution
import-field-of-commitment-institutions = Commitment: institutions
import-field-of-commitment-others = Commitment: organisations in another part
import-field-of-commitment-problem = Commitment: problem
import-field-of-commitment-status-quo = Commitment: status quo
import-field-of-commitment-action = Commitment: action
import-field-of-commitment-solution = Commitment: solution
import-field-of-commitment-long-term-goal = Commitment: long term goal
import-field-of-commitment-policy-area = Commitment: policy area
import-field-of-commitment-sector = Commitment: sector
import-field-of-commitment-ogp-values = Commitment: OGP values
import-field-of-commitment-why-relevant = Commitment: why relevant
import-field-of-commitment-why-access-to-information = Commitment: why access to information
import-field-of-commitment-why-civic-participation = Commitment: why civic participation
import-field-of-commitment-why-public-accountability = Commitment: why public accountability
import-field-of-commitment-why-technology = Commitment: why technology
import-field-of-commitment-resources = Commitment: resources
import-field-of-commitment-additional-information = Commitment: additional information
import-field-of-commitment-sdg-targets = Commitment: SDG targets
import-field-of-commitment-source = Commitment: source
import-field-of-commitment-besa-id = Commitment: Besa ID
import-field-of-irm-verifiable = Monitoring: verifiable
import-field-of-irm-potential-impact = Monitoring: potential impact
import-field-of-irm-completion-end = Monitoring: completion
import-field-of-irm-diog = Monitoring: did it open government
import-field-of-milestone-number = Milestone: number
import-field-of-milestone-title = Milestone: title
import-field-of-milestone-output = Milestone: output
import-field-of-milestone-outcome = Milestone: outcome
import-field-of-milestone-start = Milestone: start
import-field-of-milestone-due = Milestone: due date
import-field-of-milestone-dates = Milestone: start and due date in one cell
import-field-of-milestone-responsible-institution = Milestone: responsible institution
import-field-of-milestone-supporters = Milestone: supporting organisations
import-field-of-milestone-others = Milestone: organisations in another part
import-field-of-milestone-responsible-person = Milestone: responsible person
import-field-of-milestone-responsible-title = Milestone: responsible title
import-field-of-milestone-responsible-email = Milestone: responsible email
import-field-of-milestone-role = Milestone: role
import-field-of-milestone-state = Milestone: state
import-field-of-milestone-percent = Milestone: percent
import-field-of-milestone-completed-on = Milestone: completed on
import-field-of-milestone-reason = Milestone: reason
import-field-of-milestone-evaluation-link = Milestone: evaluation link
import-field-of-milestone-new-or-ongoing = Milestone: new or ongoing
import-field-of-milestone-besa-id = Milestone: Besa ID
import-field-of-indicator-number = Indicator: number
import-field-of-indicator-title = Indicator: title
import-field-of-indicator-title-en = Indicator: title in English
import-field-of-indicator-title-sq = Indicator: title in Albanian
import-field-of-indicator-title-es = Indicator: title in Spanish
import-field-of-indicator-title-fr = Indicator: title in French
import-field-of-indicator-title-mk = Indicator: title in Macedonian
import-field-of-indicator-title-sr = Indicator: title in Serbian
import-field-of-indicator-unit = Indicator: unit
import-field-of-indicator-direction = Indicator: whether higher or lower is better
import-field-of-indicator-baseline = Indicator: baseline
import-field-of-indicator-baseline-on = Indicator: day of the baseline
import-field-of-indicator-target = Indicator: target
import-field-of-indicator-due = Indicator: deadline
import-field-of-indicator-deadline-en = Indicator: deadline in English words
import-field-of-indicator-deadline-sq = Indicator: deadline in Albanian words
import-field-of-indicator-deadline-es = Indicator: deadline in Spanish words
import-field-of-indicator-deadline-fr = Indicator: deadline in French words
import-field-of-indicator-deadline-mk = Indicator: deadline in Macedonian words
import-field-of-indicator-deadline-sr = Indicator: deadline in Serbian words
import-field-of-stakeholder-organisation = Organisation: name
import-field-of-stakeholder-kind = Organisation: kind
import-field-of-stakeholder-person = Organisation: person
import-field-of-stakeholder-person-title = Organisation: person title
import-field-of-stakeholder-email = Organisation: email
import-field-of-stakeholder-website = Organisation: website
import-field-of-stakeholder-part = Organisation: part
import-field-of-stakeholder-besa-id = Organisation: Besa ID

## OGP’s dataset

import-note-ogp-id-missing = The row has no commitment id of OGP. It is left out.
# $given (String) - value in the file
import-note-unknown-country = “{ $given }” is not the code of a country. The row is left out.
# $given (String) - what is wrong
import-note-row-damaged = The row cannot be read: { $given }. It is left out.
# $given (String) - code of the error
import-note-value-not-accepted = A value cannot be stored: { $given }. The row is left out.
# $given (String) - OGP id of the commitment
import-note-plan-is-closed = The plan is closed. The commitment { $given } is left out.
# $given (String) - value in the file
import-note-unknown-coding = “{ $given }” is not a value of this column. It is kept as it is.
# $given (String) - value in the file
# $used (String) - value that was used
import-note-figure-differs = OGP gives “{ $given }” here. Computed from the findings it is “{ $used }”.
# $given (String) - value in the file
import-note-scored-not-reviewed = The score is { $given }, and the commitment was not reviewed. Both are kept.
# $given (String) - value in the file
# $used (String) - value that was used
import-note-coding-updated = OGP now gives “{ $given }” in place of “{ $used }”. The newer value is used.
# $given (String) - value in the file
import-note-title-in-capitals = The title “{ $given }” is written in capitals. It is kept as it is.
# $used (String) - value that was used
import-note-title-from-short = There is no title. The short title “{ $used }” is used.
# $given (String) - value in the file
import-note-misread-sign = “{ $given }” has a sign that was misread when the document was scanned. It is read as an email address.
# $given (String) - value in the file
# $used (String) - value that was used
import-note-address-differs = The address “{ $given }” does not end with the id { $used }. It is kept.
# $given (String) - value in the file
import-note-not-a-name = “{ $given }” is a sentence and not the name of an organisation. It stays with the import.
