### Review: what OGP’s reviewers see across cities, note and ask; what the city reads of it.

## Around the pages

review-name = OGP reviewers
review-nav-label = Review menu
review-group = Review
review-nav-queue = What needs you
review-nav-compare = Compare cities
review-nav-queries = Questions to cities
review-nav-cities = All public pages

## What needs a reviewer

# $cities (Number) - cities that need somebody
review-queue-title = { $cities ->
    [0] No city needs you
    [one] One city needs you
   *[other] { $cities } cities need you
}
review-queue-lede = What is late, silent or due, the most urgent first. Figures come from each city’s public record.
review-queue-none = No city matches these filters
review-queue-none-text = Clear the filters to see every city.
review-calm-title = Nothing to do now
review-filter-country = Country
review-filter-area = Policy area
review-filter-state = State of the plan
review-filter-need = Reason
review-need-late = Milestones are late
review-need-silent = Silent for four months
review-need-assessment = An assessment is due
review-need-ending = The plan ends
review-need-no-plan = No plan published
review-need-due = Due soon
# $milestones (Number) - late milestones
# $longest (String) - how late the longest is, such as 45 days late
review-reason-late = { $milestones ->
    [one] One milestone is late
   *[other] { $milestones } milestones are late
}. The longest: { $longest }.
# $date (String) - last day on which something was told
review-reason-silent = Nothing was reported since { $date }.
review-reason-never = Nothing was ever reported.
# $date (String) - last day of the plan
review-reason-ending = The plan ends on { $date }.
# $date (String) - last day of the plan
review-reason-ended = The plan’s last day was { $date }, and it is still open.
# $date (String) - due day
review-reason-assessment = The monitoring body’s assessment is due on { $date }.
# $date (String) - due day
review-reason-unassessed = The monitoring body’s assessment was due on { $date }.
review-reason-no-plan = No plan is published.
# $date (String) - due day
review-reason-due = The next milestone is due on { $date }.

## Cities side by side

review-compare-title = Who needs support, and who can share how it is done?
# $cities (Number) - cities that are compared
review-compare-lede = { $cities ->
    [one] One city
   *[other] { $cities } cities
} with a published plan. Figures come from each city’s public record.
review-compare-choose = Choose cities
review-compare-table = Cities and their figures
review-sort = Sort by
review-column-city = City
review-column-plan = Plan
review-column-milestones = Milestones
review-column-complete = Milestones complete
review-column-support = Needs support first
review-column-slug = Short name in addresses
review-column-minimum = Minimum requirements that records show (of 4)
review-column-practices = Recommended practices that records show (of 6)
review-column-ended = End of the plan
review-filter-all = All states
review-filter-examples = Show example data
review-cell-unknown = Not known
review-cell-none-late = None overdue
review-cell-no-meeting = No meeting
review-cell-all-reported = All reported
review-scale-unknown = Not known, or nothing to count
# $count (Number) - milestones that were never reported
review-cell-unreported = { $count } not reported
# $met (Number) - practices that are met
# $all (Number) - all of them
review-cell-practices = { $met } of { $all } practices
review-column-late = Overdue
review-column-late-since = Longest overdue since
review-column-evidence = Evidence for completed work
review-column-answer-days = Days to answer a comment
review-column-asked = Comments that ask for an answer
review-column-answered = Comments answered
review-column-answers-late = Answers overdue
review-column-meetings = Forum meetings, last 12 months
review-column-requirements = Minimum requirements that records show
review-column-not-reported = Not reported
review-column-activity = Last report or evidence
review-column-as-of = Figures of
review-cell-support = Offer support
# $late (Number) - answers that are late
review-cell-answers-late = { $late ->
    [one] One answer is late
   *[other] { $late } answers are late
}
review-cell-silent = Ask what happened
review-cell-never = Never
review-cell-nothing = Nothing to count
review-scale-lower = Lower
review-scale-better = Better
review-scale-talk = Needs a conversation
review-walls-title = Every plan on the same line of time
# $shown (Number) - cities shown
# $all (Number) - cities in the table
review-walls-some = { $shown } of { $all } cities, in the order of the table. Choose cities to see others.
# $done (Number) - complete milestones
# $all (Number) - all milestones
# $late (Number) - overdue milestones
review-mini = { $done } of { $all } complete, { $late ->
    [0] none overdue
   *[other] { $late } overdue
}
# $city (String) - name of the city
# $summary (String) - such as 13 of 23 complete, 2 overdue
review-mini-label = Milestones of { $city }: { $summary }
review-csv = Download as CSV

## What was asked in all cities

review-asked-title = Questions to cities
review-asked-lede = What OGP asked, newest first. Open a city to read its answer.
review-asked-none = Nothing was asked yet
review-asked-none-text = Open a city to ask it something.
review-asked-nothing = No question matches these filters
review-asked-nothing-text = Choose others to see more.
review-filter-answer = Answer
# $days (Number) - days since it was asked
review-asked-waits = { $days ->
    [0] Waits since today
    [one] Waits for 1 day
   *[other] Waits for { $days } days
}
# $date (String) - day of the answer
# $days (Number) - days from the question to the answer
review-asked-answered = Answered on { $date }, { $days ->
    [0] the same day
    [one] after 1 day
   *[other] after { $days } days
}

## One city

review-city-told = This city’s log says that OGP staff read its record today.
review-city-public = See the public pages
review-city-commitments = Commitments
review-note-title = Notes
review-note-lede = Reviewers read these notes. The city does not.
review-note-none = No notes yet.
review-note-new = Write a note
review-note-edit = Change the note
review-note-field-text = Note
# $name (String) - name of the reviewer
# $date (String) - day
review-note-by = { $name }, { $date }
review-note-kept = Saved. Only reviewers see it.
review-field-commitment = About
review-whole-city = The whole city
review-query-title = Questions to the city
review-query-none = Nothing was asked yet.
review-query-new = Ask the city
review-query-lede = A mail goes to the city’s coordinators. Their answer comes to you by mail and stands here.
review-query-field-question = Question
review-query-field-due = Answer hoped for by
review-query-button = Send the question
review-query-sent = Sent. The answer comes to you by mail.
# $date (String) - day on which it was asked
review-query-asked = Asked on { $date }
# $date (String) - day by which an answer is hoped for
review-query-due = Answer hoped for by { $date }
review-query-open = Waits for the city
review-query-answered = Answered
# $date (String) - day of the answer
review-query-answered-on = Answered on { $date }

## The city’s side

query-title = Questions from OGP
query-nav = OGP reviewers
query-lede = OGP’s reviewers ask here, and read your answer. Residents see neither.
query-none = No questions yet.
query-one = Question from OGP
# $count (Number) - questions that wait
query-waiting = { $count ->
    [one] A question from OGP waits for an answer.
   *[other] { $count } questions from OGP wait for an answer.
}
query-answer = Answer
query-field-answer = Your answer
query-hint-answer = It cannot be changed once it is sent.
query-sent = Answered. The reviewer gets a mail.
query-reads-title = When OGP staff read your record
query-reads-lede = One entry for each reviewer and day. They see what is published.
query-reads-none = Not yet.
