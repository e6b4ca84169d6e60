### Milestones: the page, the form, updates, due dates that move.

# $number (String) - number such as 2.3
milestone-eyebrow = Milestone { $number }
milestone-promise-title = The promise
milestone-output = Promised result
milestone-outcome = Expected change
milestone-starts = Starts
milestone-due = Due
milestone-completed-on = Completed
milestone-responsible = Responsible
milestone-updates-title = Updates
milestone-no-updates = No updates yet
milestone-no-updates-text = The municipality has not reported on this milestone.
milestone-evidence-title = Evidence
milestone-dates-title = Earlier due dates
# $was (String) - the due date before
# $moved (String) - the day it was moved
# $reason (String) - reason as the city wrote it
milestone-moved = Was { $was }, moved on { $moved }. Reason: { $reason }
# $was (String) - the due date before
# $moved (String) - the day it was moved
milestone-moved-no-reason = Was { $was }, moved on { $moved }. No reason was given.
# $reason (String) - reason as the city wrote it
milestone-stuck-reason = Stuck. Reason: { $reason }
milestone-late-no-reason = The municipality has not published a reason yet.
# $text (String) - the date as the source wrote it
milestone-date-as-written = The source gives the date as “{ $text }”.
milestone-done-what = What was done
milestone-challenges = Challenges
milestone-next-step = Next step
milestone-about = About this milestone
# $role (String) - role of the person
# $date (String) - day of the report
milestone-reported-by = { $role }, { $date }
milestone-form-new = New milestone
# $number (String) - number such as 2.3
milestone-form-edit = Edit milestone { $number }
milestone-field-title = Title
milestone-hint-title = One thing that can be seen to be done
milestone-field-output = Output
milestone-hint-output = What will exist at the end?
milestone-field-outcome = Outcome
milestone-hint-outcome = What will be different for people?
milestone-field-start = Starts
milestone-field-due = Due
milestone-field-responsible = Responsible institution
milestone-field-responsible-person = Responsible person
milestone-hint-responsible-person = Gets the reminders. The public sees the institution and the role, never the person.
milestone-field-responsible-role = Role of the person
milestone-withdraw-title = Withdraw this milestone
milestone-withdraw-text = It stays public, marked as withdrawn, with your reason.
milestone-reason = Reason
# $number (String) - number such as 2.3
update-title = Update milestone { $number }
update-choose-title = Which milestone?
# $number (String) - number such as 2.3
# $date (String) - due date
update-lede = Milestone { $number }, due { $date }. What you save is public at once and is kept in the history.
# $number (String) - number such as 2.3
update-lede-no-date = Milestone { $number }, no due date. What you save is public at once and is kept in the history.
update-field-state = Where does this milestone stand?
update-hint-state = Choose what a resident would agree with today.
update-field-completed-on = When was it completed?
update-field-percent = How far is it, in percent?
update-hint-percent = 0 to 100. Your own estimate, shown as reported progress.
update-field-next-step = What is the next step?
update-field-stuck-reason = What blocks it?
update-field-unblock = Who can unblock it?
update-field-reason-late = Why is it late?
update-field-done = What was done?
update-hint-done = Two to five sentences in plain words. What can people do now that they could not do before?
update-field-challenges = What was difficult?
update-evidence = Evidence
update-hint-evidence = Add files or a link that lets anyone check. Remove personal data first.
update-field-link = Link
update-hint-link = Optional. A page that anyone can open.
update-personal-data = I checked that the files contain no personal data that should stay private
update-panel-title = This milestone
update-panel-status = Status now
update-panel-promised = Promised result
update-panel-lead = Lead
update-panel-next = What happens next
update-panel-next-text = The public pages change at once, and the change is listed in the public log.
# $number (String) - number such as 2.3
update-saved = Milestone { $number } is updated. The change is public now.
# $number (String) - number such as 2.3
reschedule-title = Move the due date of milestone { $number }
# $date (String) - the due date now
reschedule-lede = The date now is { $date }. It stays visible with your reason.
reschedule-field-date = New due date
reschedule-field-reason = Reason
reschedule-hint-reason = Public. Say what changed and what was learned.
reschedule-field-decided-by = Decided by
reschedule-field-meeting = At which meeting
reschedule-button = Move the date
# $date (String) - new due date
reschedule-saved = The due date is now { $date }.
