# Kartoteka, English: the gallery.

command-gallery = Gallery
command-gallery-hint = Every picture, small, in rows; those that belong to nothing yet come first. Again for the lists.
command-gallery-of-list = Gallery of this list
command-gallery-of-list-hint = The pictures of what the list shows, small, in rows.
list-gallery = Gallery

gallery-back = ‹ Back
gallery-back-hint = To the lists and the page
gallery-title = Gallery
gallery-count = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
gallery-grid = Pictures
gallery-in-unit = Only in { $unit }
gallery-in-queue = Only cards in the queue “{ $queue }”
gallery-widen = Everywhere
gallery-words = Names, codes, captions, files
gallery-words-label = Search among the pictures
gallery-words-clear = Search for nothing
gallery-order = Order
gallery-by-entry = by entry
gallery-newest = newest first
gallery-size = Size
gallery-size-hint = How large the pictures are drawn; also Ctrl and the wheel
gallery-chip = { $words }, { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
gallery-all = All
gallery-unattached = Not attached
gallery-events = Events
gallery-groups = Groups
gallery-covered-ones = Covered
gallery-broken = Not shown

gallery-none = There are no pictures yet
gallery-none-begin = Show a card or a person and drop scans on its page, or take in a whole folder. They are copied into the catalogue, and the files themselves stay as they are.
gallery-nothing = No picture is like this
gallery-nothing-hint = No picture answers to these words and to what is chosen above.
gallery-show-all = Show all pictures

gallery-covered = Covered: { $why }
gallery-not-shown = Cannot be shown: { $why }
gallery-missing = the stored file is missing
gallery-open = Open { $name }
gallery-open-own = Open the page of this picture: { $name }

gallery-choose-hint = Click chooses a picture, Ctrl and Shift several. Enter or a double click shows it large.
gallery-chosen = { $count ->
    [one] { $count } chosen
   *[other] { $count } chosen
}
gallery-choose-none = Choose none
gallery-choose-none-hint = Esc does the same.
gallery-arranging = Writing …
gallery-attach = Attach to …
gallery-attach-hint = The chosen pictures belong to one card, person, event or group.
gallery-detach = Detach
gallery-detach-hint = They belong to nothing any more, and stay in the catalogue.
gallery-role = Shows
gallery-role-choose = choose
gallery-cover = Cover …
gallery-cover-hint = They are shown only when somebody asks for it: a body, a tattoo.

gallery-attach-title = { $count ->
    [one] Attach a picture
   *[other] Attach { $count } pictures
}
gallery-attach-words = Reference code, name or number
gallery-attach-type = Type a few letters of what the pictures belong to: a card, a person, an event or a group.
gallery-attach-looking = Looking …
gallery-attach-none = Nothing answers to these words.
gallery-cover-title = { $count ->
    [one] Cover a picture
   *[other] Cover { $count } pictures
}
gallery-cover-what = A covered picture is blurred until somebody asks to see it. The reason is shown in its place.
gallery-cover-example = Shows a dead body
gallery-cover-do = Cover
gallery-uncover-do = Do not cover

gallery-keys = In the gallery
gallery-keys-move = Move among the pictures
gallery-keys-stretch = Choose a stretch
gallery-keys-toggle = Choose one more, or one less
gallery-keys-all = Choose all
gallery-keys-large = See it large
gallery-keys-page = Open what it belongs to
gallery-keys-size = Size of the pictures
gallery-keys-leave = Choose none; leave the gallery
failed-arrange = The pictures were not changed
