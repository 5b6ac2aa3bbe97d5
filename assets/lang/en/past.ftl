# History and how it was.

job-verify = Verifying the history
failed-verify = The history could not be verified

## The screen
past-back = Back
past-back-hint = Back to the lists and the page (Esc)
past-heading = History
past-verify = Verify the history
past-verify-hint = Recomputes the chain of all acts and the hash of every page, and compares them with what was saved.
past-whole = Whole catalogue
past-this-page = This page: { $name }
past-only = Only { $name }
past-author = Who
past-everybody = Everybody
past-sort = What
past-all-sorts = All sorts of acts
past-from = From
past-until = Until
past-day-hint = any day
past-no-day = “{ $typed }” is not read as a day. Write it as 2026-11-20 or 20 November 2026.
past-no-moment = Type a day first, such as 2026-11-20.
past-days-turned = The last day lies before the first one.
past-widen = Show all acts
past-at = As it was on
past-at-show = Show
past-at-hint = A day, such as 2026-11-20, means its end. A minute, such as 2026-11-20 14:30, or an act, such as #17, can be named as well.
past-list = Acts, newest first
past-waiting = Reading…
past-unread = The history could not be read.
past-none = No act is as is asked for.
past-empty = Nothing was done in this catalogue yet.

## An act
past-signed = { $by }, { $at }
past-row = { $seq } · { $signed }
past-act = Act { $seq } · { $signed }
past-because = Reason: { $reason }
past-takes-back = Takes back act { $seq }
past-taken-back-by = Taken back by act { $seq }
past-take-back = Take back this act
past-take-back-hint = Nothing is erased: taking back is an act of its own. If later acts changed the same, you are asked first.
past-open-page = Open the page
past-open-page-hint = Shows the page as it is today.
past-everything-then = Everything as it was then
past-everything-then-hint = A list of all entries as they were after this act.
past-was-before = As it was before this act
past-was-after = As it was after this act
past-value-history = History of this value
past-more-lines = { $count ->
    [one] One more line is not shown.
   *[other] { $count } more lines are not shown.
}
past-made-today = This act made entries on many pages. On those that were not read as they were then, what it made is told as it is today.
past-no-lines = This act changed nothing that can be told line by line.
past-told-undone = Act { $undone } was taken back; that is act { $seq }. Nothing was erased.
past-told-redone = What act { $undone } took back was done again; that is act { $seq }.

## What became of a field: before and after
past-line-changed = { $what }: changed
past-course-made = new
past-course-made-as = new: “{ $now }”
past-course-restored = brought back
past-course-restored-as = brought back: “{ $now }”
past-course-removed = removed
past-course-removed-was = removed: “{ $was }”
past-course-now = was empty, became “{ $now }”
past-course-was = “{ $was }” became empty
past-course-was-now = “{ $was }” became “{ $now }”
past-course-changed = changed

## Values and fields that have words nowhere else
past-value-gone = an entry that is gone
past-value-claim = { $what }: { $value }
past-value-marked = marked
past-value-withdrawn = { $by }: { $reason }
past-value-turned = turned by { $degrees }°
past-value-mirrored = mirrored
past-value-tones = tones changed
past-value-unturned = as it was scanned
past-field-attachment-alignment = Corners of the card on the scan
past-field-attachment-master = Stored file
past-field-attachment-extension = Format
past-field-attachment-size-bytes = Size in bytes
past-field-attachment-width-px = Width in pixels
past-field-attachment-height-px = Height in pixels
past-field-attachment-ppi = Pixels per inch
past-field-region-attachment = Picture
past-field-region-x = Place on the picture
past-field-region-y = Place on the picture
past-field-region-width = Place on the picture
past-field-region-height = Place on the picture
past-field-region-outline = Place on the picture
past-field-claim-read-by = Reading kept by
past-field-claim-quotation = Sentence of the source
past-field-claim-stated-on = Said on
past-field-claim-keyed-by = Keyed by
past-field-conclusion-kind = Sort of difference
past-field-conclusion-withdrawn = Withdrawn
past-field-identity-entry = Who is looked at
past-field-identity-evidence = Rests on
past-field-own-template-template = Printed form
past-field-saved-search-label = Name
past-field-saved-search-query = What is searched
past-field-closure-rule-code = Code
past-field-closure-rule-jurisdiction = Jurisdiction
past-field-closure-rule-years-after-death = Years after death
past-field-closure-rule-years-after-birth = Years after birth
past-field-closure-rule-years-after-creation = Years after creation
past-field-closure-rule-in-force = In force
past-field-glossary-term-term = Word
past-field-glossary-term-language = Language
past-field-glossary-term-gloss = Gloss
past-field-glossary-term-caution = Says less than it seems to

## As it was
past-band-after = As it was on { $day } after act { $seq } ({ $author }).
past-band-before = As it was on { $day } before act { $seq } ({ $author }).
past-band-at = As it was on { $day }, after act { $seq } ({ $author }), the last one by then.
past-read-only = Nothing here can be changed.
past-present = Back to the acts
past-present-hint = Leaves the past (Esc).
past-was-all = All entries then
past-was-all-hint = A list of everything that was in the catalogue at this moment.
past-was-choose = Choose an entry from the list to see its page as it was.
past-was-not-there = This entry was not in the catalogue then.
past-was-gone = This entry is not in the catalogue any more.
past-filter = Filter
past-filter-hint = Words of the name or the reference
past-stood = { $count ->
    [one] One entry
   *[other] { $count } entries
} of { $all }
past-stood-first = These are the first { $read } of { $total } that stood then. The filter looks among these only.
past-stood-more = List more
past-was-claims = What is claimed
past-was-conclusions = Judgements
past-was-identities = Judgements on identity
past-was-mentions = Said of it elsewhere
past-was-notes = Provenance notes
past-was-pictures = Pictures
past-was-of = { $what } of { $entry }
past-was-detail = { $field }: { $value }
past-since-changed = Changed since: { $changes }
past-since-gone = Gone since
past-since-added = Added since: it was not there then
past-since-now = now “{ $now }”
past-since-now-empty = now empty
past-since-field = { $field } { $now }

## Verifying
past-verified = The history is whole: { $acts ->
    [one] one act
   *[other] { $acts } acts
} and { $pages ->
    [one] 1 page
   *[other] { $pages } pages
} were verified.
past-wrong = { $count ->
    [one] One thing is
   *[other] { $count } things are
} not as it was saved, of { $acts } acts and { $pages } pages.
past-wrong-act = Act { $about }: { $message }
past-wrong-page = The page { $about }: { $message }
past-wrong-other = { $about }: { $message }
past-wrong-what-now = Keep a copy of the folder as it is now before anything else is done, and compare it with an older copy.
past-hash = Last hash: { $hash }… Written down elsewhere, it tells later whether this history is still the same.
past-copy-hash = Copy the hash
past-copy-hash-hint = Copies all 64 letters of it.

## From a page
past-walk = Walk it
past-walk-hint = Opens the history of the catalogue, narrowed to this page.

## Who is working
author-not-accounts = These are names on this computer, not accounts: there is no password, and nobody is asked to prove anything.
author-used-before = Used on this computer before

## Later acts in the way
clash-by = Changed later by act { $seq }: { $by }, { $at }
clash-by-hint = Opens the history on this act
clash-then = That act wrote “{ $value }”
clash-nothing-left = Nothing of act { $seq } can be taken back as long as the later acts stand. Take those back first.

failed-past = What was done, and how it was, could not be read
clash-needed-by = It is needed by: { $what }
