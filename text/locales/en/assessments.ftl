### Assessments of the monitoring body, and what it says of evidence.

## Lists and pages

assessment-nav = Assessments
assessment-title = Assessments
assessment-lede = What the independent monitoring body found, with the municipality’s reply beside it.
assessment-invite = Invite a person to the monitoring body
assessment-invite-lede = They will see the drafts of the body. The city cannot invite anyone to it. A mail with a link goes out; the link works for 14 days.
assessment-field-body = Name of the monitoring body
assessment-hint-body = Leave it empty for the body that monitors the city now. Another one can begin only after that one ended.
assessment-body-rename = Change the name of the body
assessment-body-rename-text = The public log shows the old and the new name with the reason.
assessment-body-end = End the monitoring body
assessment-body-end-text = Every member loses the role. What was published stays; drafts stay with the body, and nobody else sees them. The public log shows the reason.
assessment-lede-own = Drafts are yours alone: nobody in the city sees that they are there.
assessment-none = No assessment yet
assessment-none-text = The monitoring body assesses the plan when it was submitted, and each commitment when it is complete.
assessment-new = Begin an assessment
assessment-begin = Begin
assessment-field-what = What is assessed
# $commitment (String) - number and title of the commitment
assessment-of-commitment = End of commitment { $commitment }
# $plan (String) - title of the plan
assessment-of-plan = Inception of { $plan }
assessment-kind-inception = Inception assessment
assessment-kind-end-of-commitment = End-of-commitment assessment
assessment-state-draft = Draft
assessment-state-submitted = Waiting for the reply
assessment-state-answered = Replied
assessment-state-published = Published
# $number (String) - number of the edition
assessment-edition = Edition { $number }
# $date (String) - day
assessment-submitted-on = Handed in on { $date }
# $date (String) - day
assessment-reply-by = The municipality can reply until { $date }
# $date (String) - day
assessment-replied-on = Replied on { $date }
# $date (String) - day
assessment-published-on = Published on { $date }
assessment-column-what = Assessment
assessment-column-state = State
assessment-column-day = Day
assessment-by = Independent monitoring body
assessment-by-text = Written by the monitoring body. The municipality cannot change it.
assessment-earlier = There is a newer edition of this assessment.
assessment-newer = Read the newer edition

## Writing

assessment-section-about = Who assesses
assessment-section-co-creation = Requirements of co-creation
assessment-section-practices = Recommended practices
assessment-section-commitments = Each commitment
assessment-section-implementation = Implementation
assessment-section-opening = Did it open government?
assessment-section-lessons = Lessons
# $open (Number) - questions without an answer
assessment-open = { $open ->
    [0] Complete
    [one] One answer is missing
   *[other] { $open } answers are missing
}
assessment-outline = Sections
# $number (String) - place of the evaluator
assessment-field-name = Evaluator { $number }: name
# $number (String) - place of the evaluator
assessment-field-email = Evaluator { $number }: email
assessment-hint-email = It is never published.
assessment-field-interests = Conflicts of interest
assessment-hint-interests = Say of each evaluator what ties them to the municipality or to the plan. If nothing does, say so.
assessment-evaluators = Evaluators
assessment-words = Explanation
assessment-reference = Evidence or reference
# $question (String) - the question
assessment-words-of = Explanation: { $question }
# $question (String) - the question
assessment-reference-of = Evidence or reference: { $question }
assessment-not-answered = Not answered
assessment-choose = Not answered yet
assessment-save = Save and continue
assessment-submit = Hand it in
assessment-submit-text = After that nobody can change it. The municipality sees it and has two weeks to reply; then you publish it with the reply.
assessment-submitted = The assessment was handed in. The municipality can reply now.
assessment-not-whole = It cannot be handed in yet: answers are missing.
assessment-publish = Publish with the reply
assessment-publish-text = Anybody can read it from then on.
assessment-publish-wait = You can publish it when the municipality replied, or when its term is over.
assessment-published = The assessment is published.
assessment-renew = Begin a new edition
assessment-renew-text = What was handed in stays as it is. A new edition starts as a draft with the same answers.
assessment-renewed = A new edition was begun. It is a draft.
assessment-discard = Throw the draft away
assessment-discard-text = The answers and the files of this draft are removed for good. Nobody in the city learns that it was there.
assessment-discarded = The draft was thrown away.
assessment-kept = Saved. Nobody in the city sees it.
assessment-files = Files
# $most (Number) - most files
# $kinds (String) - the kinds of files that are taken
assessment-files-hint = At most { $most } files of 10 MB each: { $kinds }. They are published with the assessment. Place, time and device are removed from JPEG, PNG, WebP, HEIC and TIFF pictures and from M4A and MP4 recordings before they are stored.
assessment-file-add = Add a file
assessment-file-missing = No file
assessment-file-remove = Remove

## The municipality’s reply

assessment-reply = Reply of the municipality
assessment-reply-none = The municipality did not reply.
assessment-reply-write = Reply to the assessment
assessment-reply-hint = It is published beside the findings. You can reply once.
assessment-reply-button = Send the reply
assessment-replied = The reply was sent.

## Questions

question-forum = Does a forum exist?
question-multi-stakeholder = Is the forum multi-stakeholder?
question-meeting = Was there at least one meeting with civil society and other non-governmental stakeholders during co-creation?
question-endorsed = Has the forum or steering group endorsed the plan?
question-website = Is there a local OGP website that anybody can open, refreshed at least every four months?
question-papers-before = Was information shared with stakeholders before meetings?
question-open-input = Could any member of the public give input and see what was decided?
question-reported-back = Was it reported back how contributions were considered?
question-dialogue = Was there an iterative dialogue with shared ownership of decisions?
question-inclusive = Is the forum inclusive and diverse?
question-verifiable = Is the commitment verifiable?
question-relevant = Is it clearly relevant to open government values?
question-ambition = How ambitious is it?
question-redesign = Recommended changes to its design
question-progress = How far was it implemented?
question-factors = Which factors helped or hindered, and how were they handled?
question-as-planned = Was it implemented as originally planned?
question-information = Is more or better information disclosed?
question-participation = Are there better opportunities to participate?
question-accountability = Are there better ways to hold officials accountable?
question-other-results = Were there other results?
question-problem = Did it address the public problem of the plan?
question-lessons = What was learned?

## Answers

choice-yes = Yes
choice-no = No
choice-unclear = Unclear
choice-continuation = Continues ongoing practice
choice-positive-change = A positive change that is not binding
choice-change-of-rules = A change of rules or practice that is institutionalised
choice-most = Most milestones
choice-some = Some milestones

## Evidence

verdict-title = Monitoring body
# $date (String) - day
verdict-on = by the monitoring body on { $date }
verdict-give = Verify or question
verdict-form-title = Does this evidence hold?
verdict-form-text = What you say is public at once, beside the municipality’s own word.
verdict-field-finding = What you found
verdict-verified-hint = It shows what it says.
verdict-questioned-hint = It does not, or not enough. Say why.
verdict-field-note = Why
verdict-given = What you found is public.
verdict-answer = Answer the monitoring body
verdict-answer-title = Answer where evidence was questioned
verdict-answer-text = Residents read the answer beside the question.
verdict-field-answer = Answer
verdict-field-proof = New evidence
verdict-proof-none = None
verdict-answered = The answer is public.
verdict-answer-of = The municipality answers
verdict-column = Monitoring body

## The printed report

# $met (Number) - minimum requirements that are met
# $all (Number) - all of them
assessment-print-minimum = Minimum requirements that are met: { $met } of { $all }.
# $met (Number) - recommended practices that are met
# $all (Number) - all of them
assessment-print-practices = Recommended practices that are met: { $met } of { $all }.
# $plan (String) - title of the plan
assessment-print-title-plan = Inception report: { $plan }
# $number (String) - number of the commitment
# $title (String) - title of the commitment
assessment-print-title-commitment = End-of-commitment report: { $number }. { $title }
assessment-print-verdicts = The verdicts
assessment-conflict = Conflict of interest
# $body (String) - name of the monitoring body
# $part (String) - its part: lead, supporter
assessment-takes-part-here = { $body } is the monitoring body and takes part in this commitment itself ({ $part }).
# $body (String) - name of the monitoring body
# $commitment (String) - number and title of the commitment
# $part (String) - its part: lead, supporter
assessment-takes-part = { $body } takes part in commitment { $commitment } itself ({ $part }).
# $answer (String) - how far the commitment was implemented
assessment-print-progress = How far it was implemented: { $answer }.
# $part (String) - part of the form
assessment-print-tallies = { $part }: answers, counted
assessment-print-column-commitment = Commitment
assessment-print-column-question = Question
assessment-print-plan = Plan
# $year (String) - the year from which the forms are used
assessment-print-rules = The questions and scales are those of OGP Local’s forms of { $year }.
assessment-report = The report as it was frozen
