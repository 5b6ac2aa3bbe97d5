# Kartoteka, English: the page of an entry. Keys are page-THING; page-field-NAME is a field of an entry, by its name in
# JSON with hyphens for underscores.

## The page
page-none = Choose an entry from the list to see its page.
page-gone = This entry is no longer there: it was removed, or its making was taken back.
page-reading = Reading…
page-untitled = Without a name
page-specimen = Specimen
page-specimen-explained = Drawn by this program with invented values, to show how the program works. It is not a paper.
page-disputed = { $count ->
    [one] Sources disagree about one thing here
   *[other] Sources disagree about { $count } things here
}
page-left-open = { $count ->
    [one] One question is left open here
   *[other] { $count } questions are left open here
}
page-yes = yes
page-no = no
page-signed = { $by }, { $at }
page-edit = Edit
page-edit-of = Edit: { $name }, { $wording }
page-done = Done
page-done-of = Done with { $name }, { $wording }
page-cancel = Cancel

## Saving
page-typed = typed
page-kept = kept as a draft
page-not-kept = typed, and not kept as a draft: { $why }
page-as-on = as on { $card }
page-saving = saving…
page-saved = saved
page-not-saved = not saved: { $why }
page-try-again = Try again
page-refused-value = this cannot be kept here
page-refused-edtf = a date in EDTF is needed here, such as 1941-11 or 1943/1944
page-refused-degrees = degrees between -180 and 180 are needed here
page-refused-empty = a statement needs its wording; if it was keyed by mistake, withdraw it

## The form of a card
page-label-unchecked = The printed label or its place still has to be checked against a scan.
page-unchecked = printed label not checked
page-meaning-unchecked = { $meaning } (printed label not checked)
page-read-as = read as { $reading }
page-not-a-date = not read as a date
page-meant = meant:
page-julian = { $date } (old style)
page-illegible-part = { $line }: { $legible }
page-count-about = about { $count }
page-count-at-least = at least { $count }
page-count-at-most = at most { $count }
page-menu-of = { $name }: terms, or why there is no value
page-menu-hint = Terms, or why there is no value (Alt and arrow down)
page-absence-none = Take this back
page-legible-part = The part that can be read
page-legible-hint = 16?258
page-row = row { $row }
page-particulars = Source, scope, certainty…

## Beside a field: how it is read, how sure it is, what looks wrong
page-proposed = proposed: { $reading }
page-proposed-keep = { $key } keeps it
page-proposed-more = { $count } more in the menu
page-proposed-explained = Only a proposal of the program, until somebody keeps it.
page-reading-edtf = { $date } · { $edtf }
page-as-it-stands = as it stands
page-reading-kept = kept as it stands
page-reading-kept-by = kept by { $by }
page-name-surname = family name { $name }
page-name-given = given name { $name }
page-name-patronymic = patronymic { $name }
page-name-by = { $name } ({ $scheme })
page-scheme-bgn-pcgn = BGN/PCGN
page-scheme-iso-9 = ISO 9
page-scheme-scientific = scientific
page-scheme-ala-lc = ALA-LC
page-scheme-icao = travel documents
page-scheme-german = German
page-scheme-polish = Polish
page-place-then = { $place } · was there then
page-place-not-then = { $place } · was not there then
page-readings = Read as
page-struck = struck out and replaced
page-further = { $name }, value { $number }
page-second-value = Another value in this box
page-remark = Remark…
page-remark-on = Remark on { $name }
page-take-away = Take this value away
page-refused-one = one of several values is taken away by its menu, not by emptying it
page-told-nothing = nothing is written here yet
page-told-text = something is written here: empty the field first
page-told-kept = the reading is kept already
page-told-no-reading = nothing more is read in this than what is written
page-told-first = type the first value before another one
page-told-typed = something is typed here and not saved: save it or empty the field first
page-told-brought = what came back here is not written: write it or let it go first
page-told-letter = no letter here has another form
page-told-row = not for a row of a table
page-told-table = the table has rows already
page-told-one-value = only a box of the card has several values
page-problems = { $count ->
    [one] One value to look at
   *[other] { $count } values to look at
}
problem-before-birth = before the birth ({ $other })
problem-after-death = after the death ({ $other })
problem-before-beginning = before { $of } ({ $other })
problem-unlikely-age = { $other } years old at that time
problem-perhaps-swapped = day and month may be swapped
problem-outside-series = outside this register (1 to { $other })
problem-used-twice = the same number is on { $other }
problem-unlikely-measure = hardly a person’s height

## Claims
page-claims = What is said
page-claims-beside = What is said besides the form
page-wording = As written
page-quoted = “{ $words }”
page-covers = covers { $scope }
page-keyed = keyed by { $signed }
page-chosen = held to
page-held = Held: { $chosen }
page-status-because = { $status }: { $reason }
page-withdraw = Withdraw…
page-withdraw-explained = It stays on the page, struck through, with the reason. Nothing is erased.
page-withdraw-as-withdrawn = We mis-read or mis-keyed it
page-withdraw-as-considered-false = The paper says so and we hold it to be false
page-withdraw-reason = Reason
page-withdraw-needs-reason = A reason is needed.
page-let-stand = Let it stand again
page-add-claim = Add a statement…
page-add-claim-heading = New statement
page-claim-what = What is said?
page-add-claim-needs-property = Choose first what is said.
page-add-claim-do = Add
page-add-claim-needs = The wording is needed, or why there is none.
page-mentions = Where it is mentioned
page-choose = Choose…
page-choose-of = { $what }: { $now }
page-choose-words = Find by a few letters
page-choose-none = None
page-choose-empty = Nothing found.

## Pictures
page-pictures = Pictures
page-pictures-none = No pictures yet. Attach some, or drop files here.
page-attach = Attach…
page-attach-hint = Choose picture files, or drop them on the page
page-attach-title = Attach pictures
page-attach-explained = Each file is copied unaltered into the catalogue and known by its checksum.
page-attach-remove = Leave out
page-attach-remove-of = Leave out { $name }
page-attach-do = { $count ->
    [one] Attach one picture
   *[other] Attach { $count } pictures
}
page-attaching = Taking in…
page-refused-read = I have read this
page-drawn = Drawn placeholder
page-drawn-explained = Drawn by this program in place of a picture it does not have, or as a specimen. It is not a photograph.
page-belongs-to = belongs to
page-caption-from = caption from
page-taken = taken: { $date }
page-depicted = shows
page-depicted-add = Add a person it shows…
page-depicted-remove = { $name } is not shown
page-picture-of = Picture: { $caption }
page-picture-not-shown = This picture cannot be shown: { $why }
page-enlarge = Look at it large
page-scan-hide = Hide the picture
page-scan-show = Show the picture
page-covered = Covered, because it may be hard to look at:
page-uncover = Show
page-uncover-of = Show { $name }
page-view-fit = Fit
page-view-reading = Reading the picture…

## Provenance notes
page-notes = Provenance notes
page-notes-none = No notes yet.
page-note-add = Add a note…
page-note-new = New note
page-note-date = Date, as written
page-note-signed = Signed { $author }
page-note-write = Write the note
page-note-needs = The words of the note are needed.

## History
page-history = History
page-history-none = Nothing yet.
page-history-more = Older
page-history-rest = { $count } more lines
page-history-undone = taken back
page-history-made = { $what }: made
page-history-made-as = { $what }: made, “{ $now }”
page-history-restored = { $what }: brought back
page-history-restored-as = { $what }: brought back, “{ $now }”
page-history-removed = { $what }: removed
page-history-removed-was = { $what }: removed, was “{ $was }”
page-history-now = { $what }: now “{ $now }”
page-history-was = { $what }: was “{ $was }”, now empty
page-history-was-now = { $what }: was “{ $was }”, now “{ $now }”
page-history-field = { $kind }, { $field }
page-take-back = Take back
page-take-back-of = Take back: { $act }, { $at }, act { $seq }
page-take-back-explained = Takes back this act. If later acts changed the same, you are asked first.

## New entries
page-new-card = New card
page-new-entry = New entry
page-new-kind = What it is
page-new-template = Printed form
page-new-make = Make it
page-new-needs = A name is needed; a card needs its form and a reference code.
page-no-unit = In no unit

## Fields, by their names in the catalogue
page-field-reference-code = Reference code
page-field-label = Name
page-field-title = Title
page-field-kind = Sort
page-field-level = Level
page-field-parent = Part of
page-field-unit = Lies in
page-field-access = Who may see it
page-field-template = Printed form
page-field-specimen = Specimen
page-field-stage = Queue
page-field-dates = Dates
page-field-date = Date
page-field-date-absence = Why there is no date
page-field-extent = Extent
page-field-creator = Creator
page-field-repository = Kept by
page-field-scope-and-content = Scope and content
page-field-author = Author
page-field-description = Description
page-field-name-de = German name of the time
page-field-name-local = Local name
page-field-country = Country today
page-field-latitude = Latitude
page-field-longitude = Longitude
page-field-since = Since
page-field-until = Until
page-field-wikidata = Wikidata
page-field-basis = Where this comes from
page-field-role = Shows
page-field-caption = Caption
page-field-caption-ours = What we say of it
page-field-photographer = Photographer
page-field-credit = Credit line
page-field-rights = Rights
page-field-copy-of = Copy of
page-field-appearance = How it is looked at
page-seen = Marked:
page-field-shows = Who or what is seen
page-field-entry = Belongs to
page-field-caption-source = Source of the caption
page-field-caption-locator = Place in that source
page-field-content-note = Why it should be covered
page-field-depicted = Persons shown
page-field-drawn = Drawn placeholder
page-field-original-name = File name
page-field-text = Words
page-field-property = About
page-field-as-written = As written
page-field-reading = Reading
page-field-absence = No value because
page-field-source = Source
page-field-locator = Place in the source
page-field-scope = Covers
page-field-region = Place on the scan
page-field-certainty = Certainty
page-field-status = Status
page-field-status-reason = Reason of the status
page-field-remark = Remark
page-field-weighed = Weighed
page-field-chosen = Held to
page-field-decision = Decision
page-field-reason = Reason
page-field-by = By
page-field-at = When
page-field-verdict = Verdict
page-field-person = Person

## The scan of a card
page-scan-whole = Whole
page-scan-whole-hint = All of the side at once. The wheel enlarges, the right button moves, the left button draws a region for the field that has the keyboard.
page-scan-large = Larger
page-scan-large-hint = The picture alone, with everything around the card.
page-own = The card itself
page-divider = Divider between scan and form
page-align = Corners…
page-align-hint = Say where the corners of the card are. Then every box has its place on the scan.
page-align-as-before = Placed as on { $card }.
page-align-found = The edges of the card were found. Do they fit?
page-align-none = Nobody has said where the card lies on this scan.
page-align-accept = Accept
page-align-accept-hint = The card lies as the lines show.
page-align-correct = Place the corners
page-align-done = Accept (Enter)
page-align-turn = Turn (R)
page-align-turn-hint = Which edge is the upper one when the card is read: the thick line.
page-align-unseen = Not seen (Del)
page-align-unseen-hint = The chosen corner is torn off or cut: three are enough.
page-align-leave = Leave it (Esc)
page-align-how = Drag the corners; or Tab chooses one and arrows move it, with Shift further.
page-align-cannot = No card can lie like this: the corners cross, or they are mirrored.
page-align-top = top

## What was typed and not saved
page-kept-band = { $count ->
    [one] One value was typed and not saved. It is kept.
   *[other] { $count } values were typed and not saved. They are kept.
}
page-kept-show = Show the first
page-kept-next = Show the next
page-kept-gone = “{ $text }” ({ $slot }) was typed for an entry that is no longer there. It is kept.
page-kept-no-field = “{ $text }” ({ $slot }) has no field on this page any more. It is kept.
page-kept-copy = Copy
page-kept-copy-of = Copy “{ $wording }”
page-kept-drop-of = Let go “{ $wording }”
page-brought-back = brought back, typed { $at }, not saved yet
page-brought-back-by = brought back, typed { $at } by { $by }, not saved yet
page-brought-other = the catalogue has “{ $has }” by now
page-brought-empty = the catalogue has nothing here by now
page-brought-write = write it
page-brought-drop = let it go
page-brought-drop-hint = Forget what was typed; the catalogue keeps what it has

## What a field offers
page-offers-of = Wordings for { $name }
page-offer-printed = printed on the form
page-offer-used = { $count ->
    [one] once here
   *[other] { $count } times here
}
page-offer-place = place of this catalogue
page-offer-given-name = given name
page-sticky-hint = { $value }, as on { $card }: { $key } takes it
page-ditto-no-card = No card of this form was keyed before this one.
page-ditto-nothing = { $card } has nothing here
page-align-no-scan = There is no scan of a side of this card to be placed: attach one as its front or back.
page-align-no-size = The form of this card says no size in millimetres: give it one under Card templates, then a scan can be placed.
