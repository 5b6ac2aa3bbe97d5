# Kartoteka, English: reports. Every key begins with report-.

report-kind-catalogue = Catalogue report
report-kind-dossier = Dossiers
report-kind-conflicts = What the sources say differently

report-format-pdf = PDF
report-format-html = HTML
report-format-csv = CSV

## Title page
report-for = Made for
report-audience-public = the public: only what is open
report-audience-staff = the archive’s staff: everything
report-selection = Selection
report-everything = the whole catalogue
report-gathered = Gathered
report-state = State of the catalogue
report-act = after act { $seq }
report-act-and-hash = after act { $seq }, journal hash { $hash }
report-counts = What it holds
report-count-of = { $what }: { $count }
report-nothing = nothing has been entered yet
report-untitled = Untitled catalogue

## How to read it
report-how-to-read = Every statement is given with the place where it is written. What a source says is quoted as it stands; what the archivist reads in it stands beside it. Where sources differ, all of them are printed, and a judgement, where there is one, is given with its reason in the appendix.
report-how-absence = A missing value says why it is missing: “blank on the card”, “illegible”, “the source says: unknown”, “not stated”, “known, not shown here” and “searched for, not found” are different things.
report-how-drawn = Pictures marked as drawn are not historical documents. They stand in place of pictures that are not held here, or are specimens of printed forms with invented values.
report-how-public = What is reserved for the archive’s staff is left out.
report-undrawable = Some characters cannot be shown here, or would turn the direction of writing. They stand as their number in Unicode: { $characters }.

report-characters = Characters
report-characters-replaced = Characters shown by their number

## Parts
report-contents = Contents
report-appendix = Appendix: what the sources say differently
report-disagreements = Disagreements
report-disagreements-intro = Each entry gives the rival statements side by side with their sources, then what was decided and why. Nothing is dropped: a statement that is not held stays printed.
report-no-disagreements = The sources gathered here do not disagree.
report-no-dossier = the selection holds no person and no card; choose another selection, or a catalogue report
report-no-claims = Nothing has been keyed yet.
report-notes = Notes
report-back-to-text = back to the text
report-page = Page
report-sensitive = Show the picture

## Entries
report-isad = { $number } { $name }
report-isad-reference = Reference code
report-isad-title = Title
report-isad-dates = Dates
report-isad-level = Level of description
report-isad-extent = Extent and medium
report-isad-creator = Name of creator
report-isad-scope = Scope and content
report-repository = Kept by
report-part-of = Part of
report-held-in = Kept in
report-other-claims = Not from a box of the form
report-not-keyed = Nothing keyed in:
report-specimen-card = SPECIMEN. This card was drawn by the program from a printed form; its values are invented.
report-mentions = Spoken of in
report-who = Who or what
report-identity = Identity
report-written-as = { " " }as written “{ $wording }”
report-see = · see
report-proposed = { " " }(reading proposed by the program)
report-covers = { " " }[covers: { $scope }]
report-place-kind = Kind
report-name-de = German name of the time
report-name-local = Local name
report-country = Country today
report-years = Existed
report-where = Position
report-position = { $latitude } north, { $longitude } east (WGS 84)
report-wikidata = Wikidata
report-basis = Where this comes from

## Pictures
report-picture-date = { " " }Date: { $date }.
report-picture-credit = { " " }{ $credit }.
report-picture-photographer = { " " }Photograph: { $name }.
report-picture-copy = { " " }Copy of { $what }.
report-picture-rights = { " " }Rights: { $rights }.
report-depicted = { " " }Shown: { $names }.
report-content-note = { " " }Content: { $note }.
report-drawn-placeholder = Drawn placeholder: the photograph is not held here.
report-drawn-specimen = Drawn specimen, not a historical document.
report-cut = Part of the scan: { $wording }
report-picture-missing = The picture cannot be shown: { $why }.
report-picture-not-prepared = no picture file was given for it
report-picture-unreadable = the picture file cannot be read

## Disagreements
report-about = About
report-difference = Kind of difference
report-decision = Decision
report-reason = Reason
report-weighed-elsewhere = { $count ->
    [one] One more statement was weighed that is not in this selection, or not for this audience.
   *[other] { $count } more statements were weighed that are not in this selection, or not for this audience.
  }
report-not-judged = Not judged yet
report-judge-again = To be judged again
report-judged-before = judged before: { $decision }
report-taken-back = Withdrawn
report-not-weighed = not weighed
report-held = Held:
report-also = { $value } (also { $others })

## Sources
report-author = Author
report-published = Date
report-description = Description

## When it cannot be made
report-without-pdf = this Kartoteka was built without PDF; choose HTML, or install the full program
report-child-silent = the program that prints it ended without a word ({ $status }); the computer may be short of memory, so try a smaller selection
report-child-not-started = the program that prints it could not be started: { $why }
report-typeset = it could not be typeset: { $why }
