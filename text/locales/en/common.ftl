### Words that every page shares: product, languages, buttons, plain answers.

## Product and languages

language-name = English
common-product = Besa
common-product-line = Promises a city makes, and how it keeps them
# $page (String) - title of the page
# $site (String) - name of the site or city
common-title-page = { $page } – { $site }
# $page (String) - title of the page with a form that was refused
common-title-error = Error: { $page }
common-skip = Skip to main content
common-language-menu = Language
common-language-english = English
common-language-albanian = Albanian
common-language-spanish = Spanish
common-language-french = French
common-language-arabic = Arabic
# $language (String) - own name of the language the text is in
common-not-in-language = This text is only available in { $language }.
common-example-data = Example data
common-example-data-note = The people, figures and files of this city are made up to show how Besa works.

## Buttons and links

common-save = Save
common-save-publish = Save and publish
common-save-draft = Keep as draft
common-save-continue = Save and continue
common-cancel = Cancel
common-back = Back
common-continue = Continue
common-add = Add
common-edit = Edit
common-remove = Remove
common-delete = Delete
common-withdraw = Withdraw
common-search = Search
common-filter = Apply filters
common-filter-clear = Clear filters
common-download = Download
common-print = Print or save as PDF
common-close = Close
common-show-all = Show all
common-pages = Pages
common-next-page = Next page
common-previous-page = Previous page
# $page (Number) - number of this page
# $pages (Number) - number of pages
common-page-of = Page { $page } of { $pages }
common-opens-in-new-tab = opens in a new tab

## Plain answers

common-yes = Yes
common-no = No
common-none = None
common-not-given = Not given
common-not-applicable = Not applicable
common-optional = optional
common-required = required
common-all = All
common-other = Other
# $code (String) - a code that this version has no word for
common-unknown-code = Unknown value “{ $code }”
common-saved = Saved. The change is public now.
common-saved-draft = Saved as a draft. Only your team can see it.
common-removed = Removed.

## Dates and numbers in words

common-today = Today
common-yesterday = Yesterday
common-tomorrow = Tomorrow
common-day = Day
common-month = Month
common-year = Year
# $example (String) - a date typed in three boxes, such as 14 11 2026
common-date-hint = For example, { $example }
# $from (String) - first date
# $to (String) - last date
common-from-to = { $from } to { $to }
# $date (String) - a date
common-on-date = on { $date }
# $date (String) - a date
common-updated-on = Last updated { $date }
# $days (Number) - whole days past the due date
common-days-late = { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
# $days (Number) - whole days until the due date
common-days-left = { $days ->
    [0] Due today
    [one] Due tomorrow
   *[other] Due in { $days } days
}
# $date (String) - the due date
common-due = Due { $date }
# $date (String) - the earlier due date
# $moved (String) - the day it was moved
common-due-was = Due { $date } at first, moved on { $moved }
# $percent (String) - a percentage, already written for the language
common-percent-reported = Reported progress { $percent }
# $number (String) - a number, already written for the language
common-percent = { $number }%
# $number (String) - a number, already written for the language
common-size-bytes = { $number } bytes
# $number (String) - a number, already written for the language
common-size-kb = { $number } KB
# $number (String) - a number, already written for the language
common-size-mb = { $number } MB
# $number (String) - a number, already written for the language
common-size-gb = { $number } GB
# $done (Number) - how many are complete
# $all (Number) - how many there are
common-count-of = { $done } of { $all }
# $count (Number) - how many
common-milestones = { $count ->
    [one] 1 milestone
   *[other] { $count } milestones
}
# $count (Number) - how many
common-commitments = { $count ->
    [one] 1 commitment
   *[other] { $count } commitments
}
# $count (Number) - how many
common-evidence-count = { $count ->
    [0] No evidence
    [one] 1 piece of evidence
   *[other] { $count } pieces of evidence
}
# $count (Number) - how many
common-results = { $count ->
    [0] Nothing found
    [one] 1 result
   *[other] { $count } results
}
# $kind (String) - kind of file, such as PDF
# $size (String) - size, such as 340 KB
common-file-facts = { $kind }, { $size }
# $first (String) - all but the last item, already joined
# $last (String) - the last item
common-list = { $first } and { $last }
