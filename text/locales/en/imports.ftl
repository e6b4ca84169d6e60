### Import of a plan: the pages, and the reasons for doubtful cells: what was found, what Besa did with it.

## Pages

import-title = Import a plan
import-lede = Upload the plan you have. You see what would be made before anything is saved.
import-workbook = Download the empty workbook (XLSX)
import-field-file = File
# $limit (String) - largest size, such as 20 MB
import-hint-file = Besa’s workbook (XLSX), CSV or Besa’s own JSON, up to { $limit }
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
import-note-end-before-start = “{ $given }” comes before the start. Both dates are kept as written: check them.
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
import-note-no-state = No status is given. The milestone is not reported, neither done nor late.
# $given (String) - text of the cell
import-note-completion-kept-as-finding = The completion “{ $given }” is kept as the monitoring finding. It is not the city’s own status.
# $given (String) - text of the cell
import-note-unknown-completion = “{ $given }” is not on the completion scale. The text is kept as the monitoring finding.
# $given (String) - text of the cell
import-note-number-not-understood = “{ $given }” is not a number we understand. The field stays empty.
# $given (String) - text of the cell
# $used (String) - whole number that was used
import-note-number-rounded = “{ $given }” is rounded to { $used }.
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

# $given (String) - row it repeats
import-note-duplicate-row = This row repeats row { $given }. It is left out.
import-note-already-imported = This record is already in the plan. Nothing changes.
# $given (String) - title
import-note-same-title = Another record has the title “{ $given }”. Both are kept.
import-note-no-commitment = The row has no commitment. It makes the plan alone.
# $given (String) - number or title of the commitment
import-note-unknown-commitment = There is no commitment “{ $given }” in this file. The milestone is left out.
# $given (String) - name of the plan
import-note-unknown-plan = There is no plan “{ $given }” in this file. The row is left out.
# $given (String) - name of the member
import-note-unknown-member = There is no city for “{ $given }” on this platform. The row is left out.
# $given (String) - number of commitments
import-note-too-many-commitments = The plan has { $given } commitments at one time. OGP Local asks for five at most.
import-note-plan-after-term = The plan ends after the term of office. It is kept: check both dates.

## The file

# $given (String) - name of the sheet
import-note-missing-sheet = The sheet “{ $given }” is missing. Add it, even if it is empty.
# $given (String) - name of the column
import-note-missing-column = The column “{ $given }” is missing. Add it and upload the file again.
# $given (String) - name of the column
import-note-unknown-column = The column “{ $given }” is not known. It is left out.
# $given (String) - name of the column
import-note-duplicate-column = The column “{ $given }” appears twice. The first one is used.
import-note-unreadable-file = The file cannot be read. Save it again as XLSX, CSV or JSON and upload that.
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
import-note-nested-too-deep = The JSON is nested more than { $given } levels deep. A plan is not: check that it is the right file.
import-note-workbook-too-large = The workbook holds far more than a plan. Copy the filled cells into the empty workbook and upload that.
# $given (String) - largest number of rows
import-note-too-many-rows = The file has more than { $given } rows. Split it and import the parts.
# $given (String) - largest number of plans
import-note-too-many-plans = The file has more than { $given } plans. Split it and import the parts.
# $given (String) - text of the cell
import-note-formula-error = The cell shows the spreadsheet error “{ $given }”. It is read as empty.
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
import-state-reviewing = Waits for your decision
import-state-confirmed = Imported
import-state-cancelled = Discarded
