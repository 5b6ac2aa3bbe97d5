command-take-in = Take in a folder…
command-take-in-hint = Copy every scan of a folder into the catalogue, each to the card its name says.
take-in-title = Take in a folder of scans
take-in-back = Close
take-in-choose-title = The folder with the scans
take-in-folder = Folder
take-in-choose = Choose…
take-in-no-dialog = This desktop has no dialog for folders: type the folder's path.
take-in-begin = Choose the folder into which the scanner wrote, or drop it on this window. Nothing is changed until you have seen what each file becomes; the files themselves are only copied.
take-in-names = File names
take-in-by-name = say a known reference code
take-in-by-name-hint = A name that begins with the reference code of an entry goes to that entry; words like front, verso or VS say the side.
take-in-by-rule = follow a rule
take-in-by-rule-hint = Tell how the names are put together, and see it applied to the first files.
take-in-rule = Rule
take-in-rules = Examples
take-in-code = Reference code
take-in-code-as-it-stands = as it stands in the name
take-in-code-hint = How the code is put together of the parts of the name, for instance <archive>/<series>/<item>.
take-in-nobody-has = A code nobody has
take-in-leave-loose = stays without an entry for now
take-in-make-cards = becomes a new card
take-in-no-form = Choose the form
take-in-form = Form of the new cards
take-in-unit = Where it lies
take-in-no-unit = Nowhere yet
take-in-looking = Looking at the folder…
take-in-first = The first files
take-in-empty-folder = There is no file in this folder.
take-in-column-file = File
take-in-column-format = Is
take-in-column-side = Shows
take-in-column-goes = Goes to
take-in-refused = no picture
take-in-unknown-side = “{ $word }” is no side we know
take-in-goes-new = new card { $code }
take-in-goes-nowhere = no entry yet
take-in-summary =
    { $files ->
        [one] One file
       *[other] { $files } files
    }, { $size }: { $entries } to entries that are there, { $new } to { $cards ->
        [one] one new card
       *[other] { $cards } new cards
    }, { $loose } to no entry yet. { $skipped } are not taken.
take-in-begin-button =
    { $files ->
        [one] Take in one file
       *[other] Take in { $files } files
    }
take-in-watch = Watch this folder
take-in-watch-hint = What the scanner puts there from now on is taken in as it comes.
take-in-watching =
    { $count ->
        [0] Watching { $folder }: nothing came yet
        [one] Watching { $folder }: one picture came
       *[other] Watching { $folder }: { $count } pictures came
    }
take-in-watch-refused =
    { $count ->
        [one] One file that came is no picture and was left there.
       *[other] { $count } files that came are no pictures and were left there.
    }
take-in-interrupted = Taking in { $folder } was interrupted: { $done } of { $of } files were done. “Take in a folder” (Ctrl+Shift+I) goes on with it.
take-in-interrupted-go-on = Go on with it
take-in-interrupted-forget = Leave it
take-in-unwatch = Stop watching
take-in-running = Taking in { $folder }
take-in-progress = { $size } of { $all }
take-in-pause = Pause
take-in-go-on = Go on
take-in-stop = Stop
take-in-stopping = Stops after the present file…
take-in-safe = Each file is copied, read back and compared before the catalogue names it. You can go on working; whatever stops this, what was taken in stays, and a second run goes on where it stopped.
take-in-done =
    { $count ->
        [0] No picture was taken in
        [one] One picture was taken in
       *[other] { $count } pictures were taken in
    }
take-in-was-stopped = It was stopped. What was taken in stays; taking in the same folder again goes on there.
take-in-broke-off = It could not go on: { $why }. What was taken in stays; taking in the same folder again goes on there.
take-in-loose =
    { $count ->
        [one] One of them belongs to no entry yet: attach it in the gallery.
       *[other] { $count } of them belong to no entry yet: attach them in the gallery.
    }
take-in-on-new-cards =
    { $count ->
        [one] One new card was made.
       *[other] { $count } new cards were made.
    }
take-in-reused =
    { $count ->
        [one] One file was stored already; it is not stored twice.
       *[other] { $count } files were stored already; they are not stored twice.
    }
take-in-show = Show the pictures
take-in-again = Another folder
take-in-copy = Copy the list
take-in-copy-hint = Every file with what became of it, as a table for a spreadsheet.
take-in-refused-list = Not taken in ({ $count })
take-in-alike-list = Perhaps another scan of a sheet that is there ({ $count })
take-in-alike-hint = They look alike; nothing was changed. Look at both and decide.
take-in-alike = looks like
take-in-not-shown-list = Kept, but cannot be shown ({ $count })
take-in-there-list = There already ({ $count })
take-in-loose-list = Without an entry ({ $count })
take-in-skipped-list = Left out ({ $count })
take-in-more = … and { $count } more: copy the list to see them all.
