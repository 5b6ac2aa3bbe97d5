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
page-yes = yes
page-no = no
page-signed = { $by }, { $at }
page-edit = Edit
page-edit-of = Edit: { $name }, { $wording }
page-done = Done
page-done-of = Done with { $name }, { $wording }
page-cancel = Cancel

## Saving
page-editing = editing…
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
page-absence-none = Not so: there is a value, or nothing was looked at yet
page-legible-part = The part that can be read
page-legible-hint = 16?258
page-row = row { $row }
page-second-reading = Another reading of this box…
page-second-reading-of = Another reading of { $name }
page-particulars = Source, certainty, remark…

## Claims
page-claims = What is said
page-claims-beside = What is said besides the form
page-sources-disagree = sources disagree
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
page-withdraw-do = Withdraw
page-let-stand = Let it stand again
page-add-claim = Add a statement…
page-add-claim-heading = New statement
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
page-view-whole = 1:1
page-view-larger = Larger
page-view-smaller = Smaller
page-view-turn = Turn
page-view-close = Close
page-view-reading = Reading the picture…
page-view-size = { $width } × { $height } pixels
page-view-reduced = shown from a copy of { $side } pixels

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
