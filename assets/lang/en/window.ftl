# Kartoteka, English: the window. Keys are SCREEN-THING.

app-name = Kartoteka
cancel = Cancel
close = Close
dismiss = Dismiss
browse = Browse

## Menus and commands
menu-file = File
menu-edit = Edit
menu-keying = Keying
menu-judging = Judging
menu-view = View
menu-help = Help
menu-in-use = in use
command-new-catalogue = New catalogue
command-new-catalogue-hint = An empty catalogue in a folder of its own.
command-open-catalogue = Open a catalogue
command-open-catalogue-hint = A folder whose name ends in .kartoteka.
command-make-sample = Make the sample catalogue
command-make-sample-hint = Soviet prisoners of war in Auschwitz: persons, sources that disagree, three specimen cards. Good to try everything on.
command-close-catalogue = Close the catalogue
command-close-catalogue-hint = Everything typed is written first.
command-report = Export a report
command-report-hint = The catalogue, a dossier or the disagreements, as PDF, HTML or CSV.
command-check = Check the catalogue
command-check-hint = Database, history and every stored scan, read from the first byte to the last.
command-quit = Quit
command-quit-hint = Everything typed is written first.
command-undo = Undo
command-undo-hint = Take back the last act. The history keeps both.
command-redo = Redo
command-redo-hint = Do again what was taken back.
command-new-card = New card
command-new-card-hint = A card of a printed type, with its reference code.
command-new-entry = New entry
command-new-entry-hint = A person, place, event, group, source or holding unit.
command-attach = Attach pictures
command-attach-hint = Scans or photographs for the entry that is shown.
command-add-note = New provenance note
command-add-note-hint = Custody, acquisition, condition, digitisation: for the entry that is shown.
command-author = Author’s name
command-author-hint = The name every act is signed with.
command-find = Search
command-find-hint = By name in any spelling, by number, date or place.
command-focus-list = Go to the list
command-focus-list-hint = Arrows move, Enter opens.
command-show-cards = Cards
command-show-cards-hint = The list of all cards.
command-show-people = People
command-show-people-hint = The list of all persons.
command-show-places = Places
command-show-places-hint = The list of all places and camps.
command-show-events = Events and groups
command-show-events-hint = The list of all events and groups.
command-show-sources = Sources
command-show-sources-hint = The list of all sources.
command-show-pictures = Pictures
command-show-pictures-hint = The list of all pictures.
command-disagreements = Disagreements
command-disagreements-hint = Where sources disagree: the claims side by side, what is concluded, and why.
command-access = Access and closure
command-access-hint = Who may see what, until when not, and who may still live.
command-glossary = Glossary
command-glossary-hint = Words of the papers that must not be taken at their face, with what they mean.
command-history = History of the catalogue
command-history-hint = Every act, newest first: who, when, before and after. Any of them can be taken back, and any day be seen as it was.
command-light = Light
command-light-hint = Ink on paper.
command-dark = Dark
command-dark-hint = For work by lamp.
command-system = As the desktop
command-system-hint = Light or dark, as the desktop is set.
command-look = Look at the pictures
command-look-hint = The pictures of the entry that is shown, large and sharp: turned, brighter, side by side.
command-full-screen = Full screen
command-full-screen-hint = The whole screen; of a picture, nothing but the picture.
command-larger = Larger type
command-larger-hint = Everything in the window grows.
command-smaller = Smaller type
command-smaller-hint = Everything in the window shrinks.
command-usual-size = Usual size
command-usual-size-hint = Type as it was made.
command-desk = Keying desk
command-desk-hint = The card alone: its scan beside its form. Again for the lists.
command-desk-turn = Scan above the form
command-desk-turn-hint = Scan and form above each other instead of beside each other.
command-save-and-next = Save and next card
command-save-and-next-hint = This card is done: on to the next of its queue.
command-next-card = Next card
command-next-card-hint = By reference code; this card stays in its queue.
command-previous-card = Card before
command-previous-card-hint = By reference code; this card stays in its queue.
command-other-side = Other side
command-other-side-hint = Front or back of the scan.
command-align = Align the scan
command-align-hint = Say where the corners of the card are; then every box has its place.
command-ditto = As on the card before
command-ditto-hint = The value of this box on the card that was keyed before.
command-other-letter = Other form of the letter
command-other-letter-hint = The letter before the cursor: s, ś, š, ß and round again.
command-keep-reading = Keep the reading
command-keep-reading-hint = The reading that is proposed is right.
command-certainty = Certain, probable, uncertain
command-certainty-hint = How sure you are of this value.
command-second-value = Another value in this box
command-second-value-hint = A number struck out and a new one above it: both, in order.
command-remark = Remark
command-remark-hint = A remark of yours on this value.
command-blank = Blank
command-blank-hint = The box on the card is empty.
command-illegible = Illegible
command-illegible-hint = Something is written that cannot be read; what can be read has a field of its own.
command-unknown = Unknown to the source
command-unknown-hint = The source itself says that it is unknown.
command-silent = The source is silent
command-silent-hint = The source says nothing about it.
command-withheld = Withheld
command-withheld-hint = The value is known and not shown.
command-templates = Card templates
command-templates-hint = Copy, change and draw the forms cards are keyed by.
command-pace = Show my pace
command-pace-hint = Cards keyed in this session, and how long one takes. Kept nowhere.
command-palette = All commands
command-palette-hint = Type a few letters of what you want.
command-keys = Keyboard
command-keys-hint = Every key in one table.
command-about = About Kartoteka
command-about-hint = Version, licence and fonts.

## Bars
bar-undo = Undo: { $act }
bar-redo = Redo: { $act }
bar-author = Signed: { $name }
bar-folder = The folder of this catalogue
search-hint = Names in any spelling, numbers, dates, camp: …
saved-pending = Not saved yet
saved-yes = Saved
saved-no = Not saved
read-only-heading = This catalogue can only be read here. Nothing can be changed.
read-only-again = Open again
read-only-again-hint = Shows what was written meanwhile, and can be changed if nobody else has it any more.

## Desk
desk-before = ‹ Card before
desk-next = Next card ›
desk-stage = Queue
desk-leave = Lists
desk-count = { $stage } { $count }
desk-empty-to-key = Nothing left to key here.
desk-empty-keyed = No other keyed card here.
desk-empty-to-check = Nothing left to check here.
desk-empty-checked = No other checked card here.
desk-no-other = There is no other card here.
desk-stays = Something typed on this card is not saved. The card stays in its queue.
pace-none = No card finished in this session yet
pace = { $count ->
    [one] { $count } card this session · { $time } a card (median)
   *[other] { $count } cards this session · { $time } a card (median)
}
pace-minutes = { $minutes } min { $seconds } s
pace-seconds = { $seconds } s

## All commands
palette-nothing = No command has these letters.
palette-not-now = Not possible now
palette-needs-catalogue = A catalogue must be open
palette-needs-entry = An entry must be shown, in a catalogue that can be changed
palette-needs-pictures = An entry with pictures must be shown
palette-needs-card = A card must be shown
palette-needs-field = A field of a card must have the keyboard

## Start
start-what = A card index for prisoner file cards, kept on this computer.
start-opening = Opening …
start-recent = Opened before

## Left panel
side-lists = Lists
side-found = Found
side-everything = Everything found
side-holdings = Holdings
side-no-holdings = No fonds, series or file yet.
side-queue = Only the cards of this queue
side-queue-leave = Again for all cards
side-fold = Fold
side-unfold = Unfold
list-cards = Cards
list-people = People
list-places = Places
list-events = Events and groups
list-sources = Sources
list-pictures = Pictures
list-units = Holding units
list-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
list-all-cards = All cards
list-table = List
page-area = Page

## Columns
column-reference = Reference
column-name = Name
column-title = Title
column-caption = Caption
column-template = Card type
column-role = Shows
column-level = Level
column-sort = Kind
column-number = Number
column-born = Born
column-date = Date
column-pictures = Pictures
cell-nameless = not named yet
cell-covered = Covered, because of what it shows. Its page shows it when asked.
cell-disputed = Sources disagree, and nothing is settled

## Empty lists
empty-cards = There are no cards yet. A new card is drawn after its printed type; type what is written, as it stands.
empty-people = There are no persons yet. A person gathers what any number of cards and sources say of one man or woman.
empty-places = There are no places yet.
empty-events = There are no events or groups yet.
empty-sources = There are no sources yet. A source is a book, a letter, a page, a register: where something is written.
empty-pictures = There are no pictures yet. Show a card or a person and drop scans on the window.
empty-units = There is no fonds, series or file yet.
empty-queue = No card is in this queue.
empty-unit = No card lies in this unit yet.

## Search
found-heading = Found
found-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
found-nothing = Nothing in this catalogue answers to “{ $words }”.
found-nothing-hint = Fewer words, another spelling or part of a number may help. Names are found in Latin and Cyrillic letters alike.
found-clear = Clear
found-by-reference = its reference
found-by-as-written = as written
found-by-folded = same but for accents or script
found-by-beginning = begins so
found-by-sound = sounds alike

## Asking for folders and files
folder-path = Folder
folder-file = File
folder-title = Title
folder-up = Folder above
folder-line = { $name } (folder)
folder-unnamed = catalogue
folder-where = Folder in which the catalogue is to lie
folder-new-title = New catalogue
folder-sample-title = Sample catalogue
folder-new-heading = New catalogue
folder-new-what = A catalogue is one folder: the database and the scans. Copy the whole folder while the program is closed, and you have everything.
folder-new-do = Make the catalogue
folder-sample-heading = Sample catalogue
folder-sample-what = It is made in a folder of its own. Change it as you like; it can be made again.
folder-sample-do = Make the sample
folder-open-heading = Open a catalogue
folder-open-what = Choose the folder whose name ends in .kartoteka.
folder-open-do = Open
folder-pictures-heading = Attach pictures
folder-pictures-what = The file is copied into the catalogue and never altered.
folder-pictures-do = Go on
folder-without-desktop = This desktop offers no dialog for files. Type the path, or choose it below.

## Author
author-heading = Who is working?
author-why = Every act is signed with a name and a time, so that colleagues can see who wrote what. You can change it later in the Edit menu.
author-name = Name
author-hint = First name and surname
author-take = Sign with this name
author-leave = Leave it as it is

## Report
export-heading = Export a report
export-kind = Report
export-kind-catalogue = Catalogue
export-kind-catalogue-hint = Holdings, cards with their pictures, persons with every claim and its source, disagreements at the end.
export-kind-dossier = Dossiers
export-kind-dossier-hint = The persons and cards that are found, each on pages of its own.
export-kind-conflicts = Disagreements
export-kind-conflicts-hint = What sources say differently, side by side, with the judgement if there is one.
export-format = Format
export-format-pdf = PDF
export-format-html = HTML
export-format-csv = CSV
export-audience = For whom
export-audience-public = Everybody: only what is open
export-audience-staff = Staff: everything
export-selection = Only what these words find
export-selection-hint = Empty for everything
export-file = File
export-nothing = nothing was found for these words
export-make = Make the report
reported-heading = The report is ready
reported-open = Open
reported-folder = Open folder
made-sample = The sample is ready
made-open = Open it

## Check
checked-well = Nothing is wrong
checked-problems = Something needs attention
checked-found = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
checked-show = Show
checked-counts = Looked at: { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}, { $acts ->
    [one] { $acts } act
   *[other] { $acts } acts
} of the history, { $masters ->
    [one] { $masters } stored scan
   *[other] { $masters } stored scans
} from the first byte to the last.
checked-orphans = { $count ->
    [one] { $count } file that nothing refers to was left by an interrupted step. It does no harm.
   *[other] { $count } files that nothing refers to were left by interrupted steps. They do no harm.
}
checked-drafts = { $count ->
    [one] { $count } text was typed and not saved. It is kept as a draft.
   *[other] { $count } texts were typed and not saved. They are kept as drafts.
}

## Undo
clash-heading = Later acts stand in the way
clash-what = { $count ->
    [one] Act { $seq } cannot be taken back whole: one thing was changed afterwards. Nothing was changed now.
   *[other] Act { $seq } cannot be taken back whole: { $count } things were changed afterwards. Nothing was changed now.
}
clash-field = { $field }: now “{ $now }”, before that act “{ $before }”
clash-empty = empty
clash-keep = Keep later values, take back the rest
clash-keep-hint = What later acts wrote stays as it is.
clash-leave = Leave everything as it is
clash-some-stay = What later entries depend on stays as well.

notice-undone = Undone: { $act }
notice-redone = Done again: { $act }

## Leaving
leave-heading = Something is not written yet
leave-what = A note or a value was begun and is not in the catalogue. If you go on, its words are kept as a draft and come back with the catalogue.
leave-anyway = Go on without it
leave-stay = Stay

## Keyboard and program
keys-heading = Keyboard
keys-places = Everywhere
keys-list-move = Move in the list
keys-list-open = Open the chosen line
keys-list-desk = Lay the chosen card on the desk
keys-next = Next field
keys-before = Field before
keys-press = Press the button in focus
keys-wordings = Choose among the wordings offered for a field
keys-field-menu = Menu of a field
keys-leave = Leave a field, a dialog, the desk
about-version = Version { $version }
about-what = A catalogue for archivists who digitise prisoner file cards. What a paper says is kept as it is written, beside our reading, with its source; sources that disagree stand side by side.
about-offline = Kartoteka works without a network and sends nothing anywhere.
about-licence = Free software under the MIT licence or the Apache licence 2.0, as you choose.
about-fonts = Set in Noto Sans, under the SIL Open Font Licence 1.1.

## Jobs
job-sample = Making the sample
job-attach = Taking in pictures
job-take-in = Taking in a folder of scans
job-report = Making the report
job-check = Checking the catalogue
job-progress = { $done } of { $total }
job-stopping = Stopping …

## What could not be done
failed-card = The next card could not be found
failed-previous = The card that was keyed before could not be read
failed-done = The card could not be put into its next queue
failed-draft = What is being drawn could not be kept as a draft
failed-template = The card template was not saved
failed-open = The catalogue was not opened
failed-create = The catalogue was not made
failed-sample = The sample was not made
failed-close = The catalogue was not closed
failed-author = The name was not taken
failed-list = The list could not be read
failed-find = The search could not be done
failed-read = The entry could not be read
failed-history = The history could not be read
failed-overview = The overview could not be read
failed-picture = The picture could not be shown
failed-report = The report was not made
failed-check = The check was not finished
failed-deed = What was decided was not written
failed-save = What was typed was not saved
failed-add-card = The card was not added
failed-attach = The pictures were not taken in
failed-take-in = The folder was not taken in
failed-note = The note was not saved
failed-undo = Nothing was taken back
failed-redo = Nothing was redone
banner-refused = { $count ->
    [one] One file was not taken in
   *[other] { $count } files were not taken in
}
banner-not-opened = This desktop has no program for it; here is its path
start-failed = The window could not be opened:
start-failed-library = a library of the system is missing
start-failed-hint = Everything can also be done without a window, on the command line: see `kartoteka --help`.
start-no-display = this session has no display (neither DISPLAY nor WAYLAND_DISPLAY is set)
start-silent-display = the display { $display } does not answer
start-library = the library { $library } is missing
start-no-opengl = no OpenGL was found
start-packages = On Debian and Ubuntu this installs what the window needs:
      sudo apt install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libegl1 libgl1-mesa-dri
