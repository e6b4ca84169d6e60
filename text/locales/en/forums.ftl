### Forums: standing bodies, their seats and meetings, on public pages and in the workspace.

## On public pages

forum-title = Forums and meetings
# $city (String) - name of the city
forum-lede = Who makes and follows the plan of { $city } with the municipality, when they meet, and what they decide.
forum-none = No standing body is entered yet
forum-none-text = The forum of the plan appears here once the municipality has entered it.
forum-bodies = Standing bodies
forum-coming = Coming meetings
forum-coming-none = No meeting is planned.
forum-earlier = Earlier meetings
forum-earlier-none = No meeting has been held yet.
forum-remit = What it is for
forum-rules = How it works
forum-rules-link = Read the rules
# $date (String) - the day
forum-founded = Set up { $date }
forum-members = Who sits in it
forum-no-seats = No seats are entered yet.
# $all (Number) - seats that are held now
# $outside (Number) - of these, seats that are not the government's
forum-balance = { $all ->
    [one] { $outside } of one seat is held outside government.
   *[other] { $outside } of { $all } seats are held outside government.
}
forum-vacant = Not filled
forum-column-seat = Seat
forum-column-side = Side
forum-column-holder = Held by
forum-column-term = Term
forum-add-calendar = Add its meetings to your calendar
calendar-cancelled = Cancelled
# $name (String) - name of the body
forum-calendar-name = Meetings of { $name }

## A meeting

meeting-kicker = Meeting
meeting-when = When
meeting-place = Where
meeting-link = Join from afar
meeting-state = State
meeting-add-calendar = Add to calendar
meeting-notice = Invitation
# $days (Number) - days before the meeting
# $date (String) - the day
meeting-announced-before = { $days ->
    [one] Announced { $date }, one day before
   *[other] Announced { $date }, { $days } days before
}
# $date (String) - the day
meeting-announced = Announced { $date }
meeting-agenda = Agenda
meeting-agenda-none = No agenda yet.
meeting-papers = Papers
meeting-papers-none = No papers were shared.
# $days (Number) - days before the meeting
# $date (String) - the day
meeting-shared-before = { $days ->
    [one] Shared { $date }, one day before
   *[other] Shared { $date }, { $days } days before
}
# $date (String) - the day
meeting-shared-same-day = Shared { $date }, the day of the meeting
# $days (Number) - days after the meeting
# $date (String) - the day
meeting-shared-after = { $days ->
    [one] Shared { $date }, one day after
   *[other] Shared { $date }, { $days } days after
}
meeting-decisions = Decisions
meeting-decisions-none = Nothing was decided.
meeting-column-decision = Decision
meeting-column-owner = Carried out by
meeting-column-due = Due
# $date (String) - the day
meeting-done = Done { $date }
meeting-attended = Who was there
meeting-attended-none = No attendance is entered.
meeting-minutes = Minutes
meeting-minutes-none = No minutes yet.
# $reason (String) - why
meeting-off = This meeting was called off: { $reason }

## Words for codes

forum-kind-multi-stakeholder = Multi-stakeholder forum
forum-kind-public-safety = Public safety council
forum-kind-other = Other council or committee
forum-side-government = Government
forum-side-civil-society = Civil society
forum-side-academia = Universities and institutes
forum-side-private-sector = Business
forum-side-residents = Residents
forum-side-other = Others
forum-state-planned = Planned
forum-state-held = Held
forum-state-cancelled = Called off

## In the workspace

forum-public-at-once = What you save here is public at once.
forum-new = Add a standing body
forum-edit = Change the details
forum-field-name = Name
forum-field-kind = Kind
forum-field-remit = What it is for
forum-field-rules = How it works
forum-hint-rules = Who calls it, how it decides, how seats are filled
forum-field-rules-link = Address of the rules
forum-field-founded = Set up on
forum-choose-kind = Choose a kind
seat-new = Add a seat
# $title (String) - what the seat is for
seat-edit = Change the seat “{ $title }”
seat-field-title = What the seat is for
seat-hint-title = An office, not a person: seats are public
seat-field-side = Side
seat-choose-side = Choose a side
seat-field-holder = Held by
seat-nobody = Nobody yet
seat-field-starts = First day of the term
seat-field-ends = Last day of the term
meeting-new = Call a meeting
meeting-edit = Change the meeting
meeting-field-title = Title
meeting-field-day = Day
meeting-field-begins = Begins at
meeting-hint-begins = The city’s time, for example 16:00
meeting-field-ends = Ends at
meeting-field-place = Where
meeting-field-link = Address to join from afar
meeting-field-notice = Invitation
meeting-field-noticed = Invitation went out on
meeting-field-agenda = Agenda
meeting-hint-agenda = One item a line
meeting-field-state = State
meeting-field-reason = Why it was called off
meeting-hint-reason = Residents read it
meeting-part-after = After the meeting
meeting-field-attended = Organisations that were there
meeting-field-minutes = Minutes
meeting-hint-minutes = What was said. Leave out what identifies people who did not agree to it.
paper-new = Add a paper
paper-edit = Change the paper
paper-field-title = Title
paper-field-link = Address
paper-field-shared = Shared on
paper-hint-shared = The day on which those who come could read it
decision-new = Add a decision
decision-edit = Change the decision
decision-field-text = What was decided
decision-field-owner = Carried out by
decision-field-due = Due
decision-field-done = Done on
