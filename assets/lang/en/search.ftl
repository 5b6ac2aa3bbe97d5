# Searching: the box, the chips under it, what narrows a list, the searches that are kept.

search-label = Search
search-palette-fields = Fields that can be asked for
search-palette-values = Values of { $field }
search-palette-keys = Down marks, Tab or Enter takes, Esc closes
search-spelling = Spelling
search-spelling-exact = Exact spelling
search-spelling-near = Near spelling
search-spelling-wide = Wide spelling
search-spelling-exact-hint = As it is typed; only case, accents and script do not matter.
search-spelling-near-hint = Also what sounds alike and is spelled nearly so, and other forms of a given name.
search-spelling-wide-hint = Also what a clerk may have misheard, what a reader may have misread, and slips of the keyboard.
search-spelling-hint = How far a name may be from what is typed
search-guide = How to search
search-guide-hint = How to search: every field with an example
search-chip-not = not
search-chip-or = or
search-chips-more = and { $count } more
search-chip-go = Go to { $chip }
search-chip-go-hint = Change it in the box
search-chip-remove = Remove { $chip }
search-chip-remove-hint = Search without it
command-save-search = Save this search…
command-save-search-hint = Keeps what is sought under a name, for everybody who works in this catalogue.
command-search-guide = How to search
command-search-guide-hint = Every field that can be asked for, with an example.
keys-search-take = Take what the search box offers

## States that can be asked for
search-is-conflict = its sources disagree
search-is-uncertain = somebody was not sure
search-is-illegible = something cannot be read
search-is-proposed = a reading nobody has kept
search-is-withdrawn = a value was withdrawn
search-is-closed = not for the public
search-is-specimen = drawn, no paper of an archive
search-is-unattached = a picture of no entry

## What was found
found-in-issuer = Camp of a number
found-best = Best first
found-best-hint = As written first, then by sound, other names and likely misreadings; then by name. A heading gives another order.
found-nothing-here = Nothing among { $list } answers to “{ $words }”.
found-wider = Also look for names that may be misheard or misread
found-without = Search without: { $chip }
found-everywhere = { $count ->
    [one] Look in all lists: { $count } entry
   *[other] Look in all lists: { $count } entries
}
found-everywhere-unknown = Look in all lists

## Narrowing
side-narrow = Narrow by
facet-camp = Camp
facet-series = Number series
facet-year = Year
facet-template = Template
facet-status = Status
facet-role = Role
facet-completeness = Completeness
facet-complete-0 = almost nothing known
facet-complete-25 = a quarter known
facet-complete-50 = half known
facet-complete-75 = three quarters known
facet-complete-100 = complete
facet-take = Only these
facet-leave = No longer only these
facet-more = { $count } more…
facet-fewer = Fewer

## Searches that are kept
side-saved = Saved searches
saved-name = Name of the search
saved-more = More about { $name }
saved-rename = Rename
saved-replace = Replace by what is sought now
saved-remove = Remove
saved-read-only = This catalogue can only be read here, so nothing can be kept in it.
saved-nothing-sought = Search for something first; then it can be kept under a name.
saved-already = This search is kept already.

## How to search
search-guide-what = Words are looked for everywhere: in names of any spelling, numbers, dates, places. A field with a colon looks in one place. What is typed stands under the box as chips, which can be removed one by one.
search-guide-signs = Words and signs
search-guide-fields = Fields
search-guide-try = Search for this
search-guide-tiers = Why it was found
search-guide-tiers-what = Each line says by which words an entry was found and how near they are: as written; the same but for case, accents or script; begins so; sounds alike; another form of the given name; may be misread (only with wide spelling).
search-sign-words = All of these words, in any order; a word may go on, and names may be spelled otherwise.
search-sign-words-example = Pogoschew 1941
search-sign-phrase = Exactly these words, one after the other.
search-sign-phrase-example = "Andrei Pogozhev"
search-sign-star = A word that begins so, and nothing that sounds alike.
search-sign-star-example = Pogo*
search-sign-figures = A figure that cannot be read.
search-sign-figures-example = number:16?258
search-sign-not = Without this.
search-sign-not-example = Nowak -camp:Stutthof
search-sign-or = One or the other; brackets hold together.
search-sign-or-example = (Nowak OR Kowalski) has:portrait
search-sign-range = From the one to the other; either end may be left open.
search-sign-range-example = born:1915..1920
search-sign-property = Any other field of a card or person by its name.
search-sign-property-example = occupation:Schlosser
