### Writing a plan, its commitments and its milestones in the workspace.

## Plan

plan-hint-title = As it stands on the cover
plan-field-reference = Known by
plan-hint-reference = The years, for example 2025-2027. It is part of the address.
plan-field-language = Language of the plan’s texts
plan-hint-language = The language you write the plan in
plan-field-challenges = Challenges and areas to improve
plan-field-engagement = How people take part
plan-hint-engagement = Who is asked, where and when, while the plan is written and carried out
plan-field-monitoring = How progress is checked and shared
plan-hint-monitoring = Who looks at it, how often, and where residents can read it
plan-field-monitoring-body = Monitoring body
plan-hint-monitoring-body = Independent of the municipality
plan-field-source = Source
plan-hint-source = Where these facts were taken from, if not from you
plan-form-new-lede = It starts as a draft that only your team sees.
plan-facts = Facts
plan-others = Other plans
plan-no-texts = No texts yet. Foreword, vision and challenges appear here.
plan-state-title = Change the state
# $state (String) - state of the plan now
plan-state-lede = The plan is now: { $state }.
plan-state-question = What is its next state?
plan-state-button = Change the state
plan-state-draft-means = Only your team sees the plan. Residents do not.
plan-state-consultation-means = The plan, its commitments and its milestones are public, for comment.
plan-state-submitted-means = The plan is public, and marked as submitted to OGP.
plan-state-implementing-means = The plan is public. Due dates count, and responsible people are reminded by mail.
plan-state-ended-means = The plan stays public. Nobody is reminded any more.
plan-state-closed-means = The plan stays public, and nothing of it can be changed any more. There is no way back.

## Commitment

# $number (String) - number of the commitment
commitment-page = Commitment { $number }
commitment-field-state = State
commitment-part-promise = The promise
commitment-part-relevance = Why it matters
commitment-part-who = Who does it
commitment-part-when = When, and the rest
commitment-field-sdg = Sustainable Development Goals
commitment-hint-sdg = Goals or targets with commas between them, for example 16.6, 16.7
commitment-partner = Organisation
commitment-partner-part = Part
commitment-hint-number = Leave it as it is to keep the order.
commitment-facts = Facts
commitment-milestones = Milestones
commitment-public = Read it as residents do
commitment-not-public = This plan is not public yet. Only your team sees it.
commitment-end-title = Withdraw or carry forward
commitment-end-question = What happens to it?
commitment-carry-text = It stays public, marked as carried forward into the next plan, with your reason.
reason-hint = Public. Say what happened, and what follows from it.

## Milestone

milestone-no-due = No due date
# $date (String) - the earlier due date
# $moved (String) - the day it was moved
milestone-was-due = Was { $date }, moved on { $moved }
# $date (String) - the due date
milestone-due-fixed = Due { $date }. Residents know this date: to change it, move it and give the reason.
milestone-field-number = Number in the commitment
reschedule-act = Move the date
reschedule-hint-decided-by = Optional. For example, the council or the forum
reschedule-hint-meeting = Optional. Its name and its day
reschedule-lede-none = There is no due date yet. The new one becomes public with your reason.
reschedule-earlier = Earlier due dates
update-choose-none = There is no milestone that you can update.
update-field-link-title = What does the link show?
update-hint-stuck-reason = Public. Say what is missing, and who can unblock it.
# $number (String) - number such as 2.3
# $date (String) - due date
update-lede-draft = Milestone { $number }, due { $date }. The plan is a draft: only your team sees what you save.
# $number (String) - number such as 2.3
update-lede-draft-no-date = Milestone { $number }, no due date. The plan is a draft: only your team sees what you save.
update-panel-next-draft = Your team sees the change at once. Residents see it when the plan is published.

## Deleting what was never public

remove-plan = Delete the plan
remove-commitment = Delete the commitment
remove-milestone = Delete the milestone
remove-evidence = Delete the evidence
remove-indicator = Delete the indicator
remove-hint = Residents have not seen it, so it can be deleted. What residents have seen is withdrawn instead.
remove-lede = This cannot be undone. The log keeps the title for the team.
remove-goes = This is deleted
remove-updates = Updates
