### The municipality's other plans, and past rounds of participatory budgeting.

## On public pages

strategy-title = Other plans of the municipality
# $city (String) - name of the city
strategy-lede = Plans, strategies and regulations of { $city } beside the action plan, and what they have in common with it.
strategy-none = No other plan is entered yet
strategy-none-text = Plans appear here once the municipality has entered them.
# $year (String) - the first year
strategy-since = since { $year }
# $year (String) - the last year
strategy-until = until { $year }
strategy-years = Years
# $source (String) - where the facts were taken from
strategy-source = Source: { $source }
strategy-documents = Documents
strategy-documents-none = No document is entered.
strategy-commitments = Shared commitments
strategy-commitments-none = It is not linked to any commitment yet.
strategy-rounds = Rounds of participatory budgeting
strategy-rounds-none = No round is entered.
strategy-part-of = Part of:
strategy-kind-plan = Sector plan
strategy-kind-strategy = Strategy
strategy-kind-regulation = Regulation
strategy-kind-participatory-budgeting = Participatory budgeting

## In the workspace

strategy-nav = Other plans
strategy-new = Add a plan
strategy-edit = Change the plan
strategy-field-title = Title
strategy-field-kind = Kind
strategy-choose-kind = Choose a kind
strategy-field-first = First year
strategy-field-last = Last year
strategy-hint-last = Leave it empty while the plan goes on
strategy-field-summary = What it is about
strategy-field-source = Where this was taken from
strategy-hint-documents = One a line: a title, then an address
strategy-field-areas = Policy areas
strategy-field-targets = SDG targets
strategy-hint-targets = For example 11.6, 16.7
round-new = Add a round
round-edit = Change the round
round-field-year = Year
round-field-amount = Amount
round-hint-amount = How much residents decided on, in whole units
round-field-currency = Currency
round-hint-currency = Three letters, for example ALL
round-field-source = Source
round-hint-source = The decision, report or page that says so
round-field-note = Note
