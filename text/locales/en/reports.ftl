### Reports: written in the workspace, read and commented on in public.

## In public

reports-lede = Reports by the municipality, and reports by the independent body that monitors it. The two are kept apart.
reports-none-text = A report is here as soon as it is open for comment.
# $plan (String) - years or title of the plan
reports-self-assessment = Self-assessment { $plan }
# $plan (String) - title of the plan
reports-about = Report on “{ $plan }”
# $date (String) - last day
reports-open-until = Open for comment until { $date }
# $date (String) - last day
reports-closed-on = Consultation closed on { $date }
# $date (String) - day its files were built
reports-final-since = Final since { $date }
reports-final = Final
reports-open-text = This is a draft. Read it and say what is missing or wrong: the municipality answers, and the final report lists every comment with its answer.
reports-comment = Comment on this draft
reports-comments-closed = Comments are taken while the consultation is open.
# $hash (String) - SHA-256 of the content
reports-hash = Fingerprint of the frozen content (SHA-256): { $hash }
reports-downloads = Take it with you

## Writing

reports-work-lede = Write the sections, ask the public, make it final. Figures and tables come from the records.
reports-work-none-text = Begin the self-assessment when the plan has milestones.
reports-new = Begin a report
reports-new-lede = The government self-assessment: what was promised, what was done, and what proves it.
reports-language-hint = OGP asks for the language of administration and for English: write one of each.
reports-begin = Begin the self-assessment
reports-begun = Begun. Nobody outside the team sees the draft.
# $date (String) - day it was begun
reports-begun-on = Begun { $date }
reports-state-draft = Draft
reports-state-consultation = In consultation
reports-state-consulted = Consultation over
reports-state-waiting = Final, files being made
reports-state-built = Final
reports-state-failed = Final, files not made
reports-waiting-text = The files of a report are being made.
reports-outline = Sections of the report
reports-preview = Preview of the report
reports-section-written = Written
reports-section-open = To be written
reports-section-optional = Optional
reports-chapter-records = From the records
reports-section-conclusion-lessons = Conclusion: lessons learned
reports-section-conclusion-initiatives = Conclusion: other initiatives
reports-section-conclusion-next = Conclusion: next steps
reports-hint-introduction = How the city came to open government, and what the plan is about.
reports-hint-development = Was a timeline published before? Through which channels were people asked, how broadly, and which forum took part?
reports-hint-implementation = Meetings, publications and other ways in which people followed the work.
reports-hint-consultation = How the draft was made known. The comments and answers are added from the record.
reports-hint-recommendations = What the independent monitoring body recommended, and what was done about each. If there was none yet, say so.
reports-hint-exchange = What was learned from other cities and countries, and what they learned here.
reports-hint-lessons = What helped, what hindered, and what you would do otherwise.
reports-hint-initiatives = Work for open government outside the plan.
reports-hint-next = What comes next, and when.
reports-hint-markdown = Markdown: a blank line between paragraphs, a hyphen before each item of a list.
reports-prefilled = This is what the plan says. Nothing of it is in the report until you save.
reports-save-next = Save and continue
reports-save-last = Save
reports-locked = The draft is open for comment and stays as it is until the consultation closes.
reports-consult-title = Ask the public
# $days (Number) - least number of days
reports-consult-text = { $days ->
    [one] Everybody can read the draft and comment on it, for at least one day.
   *[other] Everybody can read the draft and comment on it, for at least { $days } days. Meanwhile it cannot be changed.
}
reports-consult-until = Last day
reports-consult-button = Open the consultation
reports-consult-unpublished = The plan is not published yet. Publish it first: a report on it can only be read with it.
reports-opened = The consultation is open. The draft is public now.
reports-stop = Stop the consultation
reports-stop-text = Residents no longer see the draft. Their comments are kept, and shown again when you open it again. The public log shows the reason.
reports-stopped = The consultation is stopped. The draft is no longer public.
reports-finish-title = Make it final
reports-finish-text = What the report says is frozen, with its figures of today. Later changes of the plan change nothing in it.
reports-finish-button = Make the report final
reports-final-done = The report is final. Its files are being made.
reports-public = Read it in public
reports-assessment = Read it question by question

reports-title = Reports
reports-by-municipality = Written by the municipality
reports-by-monitor = Written by the monitoring body
reports-none = No reports yet
reports-work-none = No reports yet
reports-language = Language of the report
reports-reload = Look again
reports-read = Read
