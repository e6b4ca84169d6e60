### Endorsements of a plan by organisations, and who acts for which.

endorsements-title = What organisations say of this plan
endorsements-none = No organisation has said yet whether it stands behind the plan.
endorsement-endorses = Endorses the plan
endorsement-declines = Does not endorse it
# $name (String) - who signed
# $position (String) - the position
# $date (String) - day
endorsement-signed-as = Signed by { $name }, { $position }, { $date }
# $name (String) - who signed
# $date (String) - day
endorsement-signed = Signed by { $name }, { $date }
endorsement-letter = The letter

endorse-title = Endorse the plan
# $organisation (String) - name of the organisation
endorse-lede = You speak for { $organisation }. What you say here is public, and nobody in the municipality can change it. You can change it yourself until the plan is closed.
endorse-field-stance = What does the organisation say?
endorse-endorses = It endorses the plan
endorse-endorses-hint = Its name stands under the plan.
endorse-declines = It does not endorse the plan
endorse-declines-hint = The reason stands under the plan, in its own words.
endorse-field-reason = Why
endorse-hint-reason = Needed when the organisation does not endorse the plan.
endorse-field-name = Who signs
endorse-field-position = Position
endorse-field-letter = Link to the letter
endorse-button = Publish it
endorse-done = It is published under the plan.

appoint-title = Organisation
appoint-label = The organisation this person acts for
appoint-hint = Comments, proposals and endorsements by this person stand under its name. Add it among the stakeholders first.
appoint-none = None
