# Groups and events: members and counts.

tally-thousands = ,
tally-title = Stated and named
tally-title-unit = Stated and here
tally-wait = Counting …
tally-stated = { $sources ->
    [0] { $values } stated
    [1] { $values } stated
    [2] { $values } stated in two sources
    [3] { $values } stated in three sources
   *[other] { $values } stated in { $sources } sources
}
tally-or = { $one } or { $other }
tally-cards = { $count ->
    [1] { $values } card
   *[other] { $values } cards
}
tally-specimens = { $count ->
    [1] { $values } specimen card
   *[other] { $values } specimen cards
}
tally-quoted = “{ $words }”
tally-parts = only parts are stated
tally-nothing = no number stated
tally-nothing-looked = { $sources ->
    [1] no number stated (looked for in one source)
   *[other] no number stated (looked for in { $sources } sources)
}
tally-people-here = { $count ->
    [0] none named
    [1] one named
   *[other] { $number } named
}
tally-cards-here = { $count ->
    [0] none of them here
    [1] one here
   *[other] { $number } here
}
tally-cards-only = { $count ->
    [0] no card here
    [1] one card here
   *[other] { $number } cards here
}
tally-people-all = as many named
tally-cards-all = as many here
tally-keyed = { $count ->
    [0] none of them keyed yet
    [1] one of them keyed
   *[other] { $number } of them keyed
}
tally-keyed-all = all keyed
tally-keyed-one = and keyed
tally-unkeyed-one = not keyed yet
tally-people-short = { $number } not named
tally-cards-short = { $number } not here
tally-over = { $number } more than stated
tally-got-away = got away: { $values }; who of those named did is not recorded
tally-other = stated: { $values }; not cards, so held against nothing here
tally-besides = also stated: { $values }
tally-of = { $value } ({ $scope })
tally-specimens-beside = { $count ->
    [1] one specimen lies with them and is counted apart
   *[other] { $number } specimens lie with them and are counted apart
}
tally-specimens-elsewhere = { $count ->
    [1] the one specimen card in this catalogue is drawn and is none of them
   *[other] the { $number } specimen cards in this catalogue are drawn and are none of them
}
tally-specimens-drawn = drawn by this program, of nobody who lived

tally-members = Members
tally-people = People named
tally-members-count = { $heading } · { $count ->
    [0] nobody named
   *[other] { $number }
}
tally-members-none = No statement on a person or card says that it belongs here.
tally-members-range = { $from } to { $to } of { $total }
tally-members-before = Earlier ones
tally-members-after = Later ones
tally-column-name = Name
tally-column-number = Number
tally-column-role = As the source says
tally-column-when = When
tally-column-source = Source
tally-not-of-each = What is said of all together is not said of each.
tally-when-where = When and where
tally-find = Find these
tally-find-hint = Puts { $query } into the search box.
tally-doubted = { $words } ({ $certainty })
tally-specimen = specimen: names nobody
tally-add = Add a member…
tally-add-to-event = Add a person…
tally-add-heading = A statement on one person or card
tally-add-who = Who
tally-add-person = A person
tally-add-card = A card
tally-add-role = As the source says it (your own words in [square brackets])
tally-add-scope = Covers, when that is less than everything: a time, a part
tally-add-locator = Place in the source
tally-add-do = Add
tally-add-needs = Choose who it is and write what the source says.
tally-add-cancel = Cancel

failed-tally = The counts and members could not be read
