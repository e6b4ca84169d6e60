### The home page of the platform.

home-title = Local promises, followed in the open
home-lede = Cities in the Open Government Partnership make commitments together with their residents. See what each city promised and what it has done so far.
# $count (Number) - number of published cities
home-cities = { $count ->
    [0] No city has published a plan yet
    [one] One city has published its plan
   *[other] { $count } cities have published their plans
}
home-list-title = Cities and their plans
home-search-label = Find a city by name
home-search-button = Find
# $count (Number) - how many cities match
# $query (String) - what was typed
home-search-found = { $count ->
    [one] One city matches “{ $query }”
   *[other] { $count } cities match “{ $query }”
}
# $query (String) - what was typed
home-search-none = No city matches “{ $query }”
home-search-none-text = Check the spelling, or look through the whole list.
home-search-all = Show all cities
home-column-city = City
home-column-country = Country
home-column-plan = Plan
home-column-state = State of the plan
home-column-milestones = Milestones complete
home-column-updated = Last updated
# $years (String) - years of the plan
home-city-plan = Action plan { $years }
home-city-no-plan = No plan published yet
# $done (Number) - complete milestones
# $all (Number) - all milestones
home-city-done = { $done } of { $all } milestones complete
# $late (Number) - overdue milestones
home-city-late = { $late ->
    [one] 1 overdue
   *[other] { $late } overdue
}
# $count (Number) - milestones without a reported status
# $all (Number) - all milestones
home-city-not-reported = No status reported for { $count } of { $all }
