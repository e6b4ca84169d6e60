### Commitments: the list, the page, the form, ending one.

# $number (String) - number of the commitment in its plan
commitment-eyebrow = Commitment { $number }
# $done (Number) - complete milestones
# $all (Number) - all milestones
commitment-done-on-schedule = { $done } of { $all } milestones complete, on schedule
# $done (Number) - complete milestones
# $all (Number) - all milestones
# $late (Number) - overdue milestones
commitment-done-late = { $done } of { $all } milestones complete, { $late } overdue
commitment-promise-title = What was promised, and why
commitment-problem = Problem
commitment-status-quo = Situation now
commitment-action = What will be done
commitment-solution = How it solves the problem
commitment-results = Results we expect
commitment-goal = Long-term goal
commitment-milestones-title = Milestones and evidence
commitment-no-milestones = No milestones yet
commitment-no-milestones-text = The municipality has not split this commitment into milestones.
commitment-no-evidence = No public evidence yet
commitment-verified = Verified by the monitoring body
# $finding (String) - completion word of the monitoring body
commitment-finding = Finding of the monitoring body: { $finding }
# $text (String) - the words found in the imported file
commitment-finding-imported = The imported file says: { $text }
commitment-starred = Starred: specific, relevant, transformative and substantially complete, by OGP’s formula
# $schemes (String) - what was not reviewed
commitment-not-reviewed = Not reviewed: { $schemes }
commitment-history-title = History
commitment-history-caption = Changes to this commitment
commitment-history-date = Date
commitment-history-change = Change
# $from (String) - earlier value
# $to (String) - new value
commitment-history-from-to = { $from } to { $to }
# $count (Number) - number of changes
commitment-history-all = { $count ->
    [one] The one change
   *[other] All { $count } changes
}
commitment-lead = Lead
commitment-partners = Working with
commitment-policy-area = Policy area
commitment-sector = Sector
commitment-values = Open government values
commitment-resources = Resources
commitment-budget = Budget
commitment-dates = Dates
commitment-more = More information
commitment-identifier = OGP number
commitment-follow = Follow this commitment
commitment-data-json = Data (JSON)
commitment-on-this-page = On this page
commitment-nav-promise = What was promised
commitment-about = About this commitment
# $title (String) - title of the commitment before
commitment-previous = Previous: { $title }
# $title (String) - title of the commitment after
commitment-next = Next: { $title }
# $reason (String) - reason as the city wrote it
commitment-withdrawn = This commitment was withdrawn. Reason: { $reason }
commitments-title = Commitments
commitments-new = New commitment
commitments-none = No commitments yet
commitments-none-text = Add the first one, or import the plan.
commitments-column-number = No.
commitments-column-title = Commitment
commitments-column-lead = Lead
commitments-column-progress = Milestones complete
commitments-column-next = Next due date
commitment-form-new = New commitment
# $number (String) - number of the commitment
commitment-form-edit = Edit commitment { $number }
commitment-field-number = Number in the plan
commitment-field-title = Title
commitment-hint-title = What residents get, in one line
commitment-field-short-title = Short title
commitment-hint-short-title = Two to four words, for menus and charts
commitment-field-summary = One-line result
commitment-field-policy-area = Policy area
commitment-hint-policy-area = Choose the one that fits best.
commitment-field-sector = Sector
commitment-field-values = Open government values
commitment-hint-values = Tick each one that fits and say why.
# $value (String) - name of the value
commitment-field-value-why = Why is it about “{ $value }”?
commitment-warning-only-technology = Technology alone does not make a commitment relevant to open government.
commitment-field-problem = Problem
commitment-hint-problem = What is wrong today, and for whom? Give figures if you have them.
commitment-field-status-quo = Situation now
commitment-hint-status-quo = How are things before this starts?
commitment-field-action = What will be done
commitment-hint-action = The steps, and what will be there at the end
commitment-field-solution = How it solves the problem
commitment-field-goal = Long-term goal it serves
commitment-field-lead = Lead institution
commitment-hint-lead = One only. It answers for the whole commitment.
commitment-field-partners = Partners
commitment-hint-partners = Who else takes part, and as what?
commitment-field-resources = Resources
commitment-hint-resources = Budget, staff, time
commitment-field-start = Starts
commitment-field-end = Ends
commitment-hint-month = Month and year are enough.
commitment-field-more = More information
commitment-field-identifier = OGP number
commitment-hint-identifier = As on the OGP site, for example ALBSN0001
commitment-withdraw-title = Withdraw this commitment
commitment-withdraw-text = It stays public, marked as withdrawn, with your reason.
commitment-add-milestone = Add a milestone
