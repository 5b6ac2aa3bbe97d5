# Access and closure: who may see what, until when not, and who may still live.

closing-what = Who may see cards and persons, the day each opens by the rule in force, and who may still live. What is not exactly known is read as late as it may be: of rival claims the latest counts, and a year to its end.
closing-kinds = Cards, persons, pictures, notes and single values have an access of their own. Holding units, groups, events, places and sources have none: of them, close the single values.
closing-back = Back
closing-back-hint = Back to lists and page (Esc)
closing-waiting = Reading …
closing-failed = It could not be read: { $why }

## The rule
closing-rule = In force: { $rule }
closing-rule-none = No rule of closure is in force: no end is computed.
closing-rule-choose = Choose a rule …
closing-rule-name = { $label } ({ $where })
closing-rule-closed = Closed { $terms }.
closing-rule-death = { $years } years after the year of death
closing-rule-birth = { $years } years after the year of birth
closing-rule-creation = { $years } years after the year the papers were made
closing-rule-else = , else 
closing-rules-title = The rule of closure
closing-rules-what = A catalogue goes by one rule at most. A rule computes ends; it changes nobody's access until it is applied.
closing-rules-in-force = in force
closing-rules-none = No rule
closing-rules-use = Go by it
closing-rules-change = Change it …
closing-rules-remove = Remove it
closing-rules-own = A rule of our own …
closing-rules-keep = Keep it and go by it
closing-own-code = Short name, without spaces
closing-own-label = Name
closing-own-jurisdiction = Where it holds
closing-own-death = Years after the death
closing-own-birth = Years after the birth
closing-own-creation = Years after the making of the papers
closing-own-basis = The law or decision it follows
closing-own-years = { $field }: write a whole number of years up to { $most }, or leave it empty.
closing-own-needs = A rule needs a short name, a name, and at least one term in years.

## The list
closing-query = Narrow by a query
closing-filter-all = All
closing-filter-closed = Closed now
closing-filter-opens-this-year = Opens this year
closing-filter-possibly-living = Possibly living
closing-filter-differs = Not as the rule says
closing-filter-review = Pending review
closing-column-name = Card or person
closing-column-opens = By the rule
closing-column-access = Access now
closing-column-living = May still live?
closing-nothing = Nothing of the kind.
closing-looked = { $looked ->
    [one] { $looked } entry looked through
   *[other] { $looked } entries looked through
}, { $found } shown
closing-more = Show more
closing-opened = open since { $day }
closing-opens = closed until { $day }
closing-end-unknown = no end can be computed
closing-counted = { $by } { $day } at the latest
closing-by-death = death
closing-by-birth = birth
closing-by-creation = papers
closing-by-unknown = unknown
closing-living-possibly = possibly living
closing-living-unknown = not known
closing-ground-possibly = No death is known for certain, and no date on the pages held to be this person’s is old enough to rule it out.
closing-ground-unknown = No date stands on the pages held to be this person’s. The dates of events and groups are not counted here: look at the timeline.
closing-living-died = no: a death is known
closing-living-born-long-ago = no: born 110 years ago or more
closing-living-papers-old = no: papers 110 years old or more
closing-differs = not as the rule says
closing-choose = Choose { $name }
closing-choose-all = Choose all that are shown
closing-chosen = { $count } chosen

## Saying who may see something
closing-set = Set access …
closing-set-title = { $count ->
    [one] Who may see it
   *[other] Who may see these { $count }
}
closing-set-do = Set it
closing-apply = Apply the rule …
closing-apply-title = { $count ->
    [one] Apply the rule to one
   *[other] Apply the rule to { $count }
}
closing-apply-what = Each gets what the rule in force computes: open, or closed until its day.
closing-apply-unknown = { $count ->
    [one] Of one no end can be computed: it stays as it is.
   *[other] Of { $count } no end can be computed: they stay as they are.
}
closing-apply-living = { $count ->
    [one] One would open although the person may still live: it stays as it is. Set its access by hand when that is cleared up.
   *[other] { $count } would open although the person may still live: they stay as they are. Set their access by hand when that is cleared up.
}
closing-apply-by-hand = { $count ->
    [one] One was set to staff or to pending review by somebody: it stays as it is. Open it by hand when that is meant.
   *[other] { $count } were set to staff or to pending review by somebody: they stay as they are. Open them by hand when that is meant.
}
closing-apply-opens = { $count ->
    [one] One opens to everybody, or does so sooner than is said now: { $names }
   *[other] { $count } open to everybody, or do so sooner than is said now: { $names }
}
closing-apply-do = Apply it
closing-reason = Why
closing-reason-needed = Say why first: it stands in the history.
closing-day = Until which day
closing-day-hint = 2045-01-01
closing-day-needed = Write a day such as 2045-01-01, of the years 1900 to 2300: from it on everybody may see it.
closing-cancel = Cancel
closing-still-named = What was closed is still named openly in these labels and captions:
closing-still-named-in = { $name }, { $field }: { $text }
closing-still-named-hide = Hide this list

## On the page
closing-page-closed = Not open: { $access }
closing-page-value = Who may see this value
closing-page-of = Who may see { $name }
closing-page-explained = Left out of everything made for the public. Staff see it.

failed-closing = Who may see what could not be read
