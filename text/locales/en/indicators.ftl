### Indicators: what commitments and milestones are measured by.

## On public pages

indicator-title = Indicators
# $count (Number) - indicators
indicator-count = { $count ->
    [one] 1 indicator
   *[other] { $count } indicators
}
indicator-direction-higher = Higher is better
indicator-direction-lower = Lower is better
# $milestone (String) - number and title of the milestone
indicator-measures = Measures milestone { $milestone }
# $value (String) - a value with its unit
# $date (String) - the day of the value
indicator-last = Last value: { $value } on { $date }.
indicator-no-reading = No value has been reported yet.
# $percent (String) - a percentage
indicator-reached = { $percent } of the way from the baseline to the target.
indicator-reached-target = The target is reached.
indicator-moved-away = Further from the target than the baseline was.
indicator-at-baseline = Still at the baseline.
indicator-way-unknown = How far it is cannot be said: the baseline or the target is not known.
# $title (String) - title of the indicator
indicator-values-of = Values of “{ $title }”
indicator-column-what = What
indicator-column-day = Day
indicator-column-value = Value
indicator-baseline = Baseline
indicator-reading = Reading
indicator-target = Target
indicator-nothing-known = No baseline and no target is known.
indicator-not-known = Not known
# $title (String) - title of the indicator
# $from (String) - first day shown
# $to (String) - last day shown
indicator-chart = “{ $title }” from { $from } to { $to }. The table below has every value.
# $value (String) - a value with its unit
# $date (String) - the day of the value
# $on (String) - the day of the correction
# $reason (String) - why, as the city wrote it
indicator-was-corrected = { $value } on { $date } was corrected on { $on }: { $reason }
# $value (String) - a value with its unit
# $date (String) - the day of the value
# $on (String) - the day of the withdrawal
# $reason (String) - why, as the city wrote it
indicator-was-withdrawn = { $value } on { $date } was withdrawn on { $on }: { $reason }
# $text (String) - the deadline as the source wrote it
indicator-deadline = Deadline in the source: “{ $text }”

## In the workspace

indicator-new = Add an indicator
# $number (String) - number of the indicator
indicator-edit = Edit indicator { $number }
indicator-lede = An indicator is one number that shows whether the promise is kept. Leave out what is not known.
indicator-whole = The commitment as a whole
indicator-field-milestone = What does it measure?
# $language (String) - name or code of a language
indicator-field-title = Title ({ $language })
indicator-hint-title = What is counted or measured, for example: contracts published as open data
indicator-field-unit = Unit
indicator-hint-unit = For example %, contracts, days
indicator-field-direction = Which values are better?
indicator-direction-open = Not said
indicator-field-baseline = Baseline
indicator-hint-baseline = The value before the work began, for example 12.5. Leave it empty if it is not known.
indicator-field-baseline-on = Day of the baseline
indicator-field-target = Target
indicator-hint-target = The value to be reached. Leave it empty if it is not known.
indicator-field-due = Reach the target by
# $language (String) - name or code of a language
indicator-field-deadline = Deadline as the plan words it ({ $language })
indicator-field-code = Number in the plan
indicator-hint-code = As the plan writes it, for example 1.2.3
indicator-field-number = Place in the list
indicator-public = The public sees it at once.
indicator-readings = Values
reading-new = Add a value
reading-correct = Correct the value
reading-withdraw = Withdraw the value
# $value (String) - a value with its unit
# $date (String) - the day of the value
reading-withdraw-lede = { $value } on { $date } stays public, marked as withdrawn, with your reason. It counts no more.
# $value (String) - a value with its unit
# $date (String) - the day of the value
reading-correct-lede = { $value } on { $date } stays public, marked as corrected, with your reason.
reading-field-day = Day of the value
reading-field-value = Value
# $unit (String) - unit of the indicator
reading-field-value-in = Value ({ $unit })
reading-hint-value = A number, for example 58.5
reading-field-note = Note
reading-hint-note = Where the value is from, and how it was measured
reading-field-reason = Why is it corrected?
