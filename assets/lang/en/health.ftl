# Kartoteka, English: how the stored files are. Keys are SCREEN-THING.

command-health = Catalogue health
command-health-hint = Whether every stored scan is still as it was, what is lost, and where to look for it.
job-check-files = Reading the stored files
job-relink = Looking for lost files
failed-health = How the stored files are could not be found out
failed-check-files = The stored files were not all read
failed-relink = The search for lost files was not finished

health-back = Back
health-back-hint = To the lists and the page (Esc).
health-what = Every stored scan is known by the checksum of its bytes. Each is read again at least every 90 days, while nobody works; here is what was found.
health-waiting = Looking …
health-thousands = ,
health-and = ,{" "}
size-bytes =
    { $count ->
        [one] 1 byte
       *[other] { $count } bytes
    }
health-ago =
    { $days ->
        [0] today
        [1] yesterday
       *[other] { $days } days ago
    }

## The sentences at the top
health-empty = No pictures are stored yet.
health-empty-how = Drop scans on a card, or attach pictures to the entry that is shown with Ctrl+I. From then on each file is watched over, and this page says how they are.
health-good =
    { $count ->
        [one] The one stored file was as it should be when it was read last.
       *[other] All { $files } stored files were as they should be when each was read last.
    }
health-never-looked =
    { $count ->
        [one] The one stored file has not been read again yet since it was taken in.
       *[other] None of the { $files } stored files has been read again yet since they were taken in.
    }
health-wrong =
    { $all ->
        [one] The one stored file is not as it was.
       *[other] { $count ->
            [one] 1 of { $files } stored files is not as it was.
           *[other] { $wrong } of { $files } stored files are not as they were.
        }
    }
health-wrong-how = { $how }. All others are as they were when they were looked at last.
health-wrong-missing =
    { $count ->
        [one] 1 is missing
       *[other] { $files } are missing
    }
health-wrong-bad =
    { $count ->
        [one] 1 has changed
       *[other] { $files } have changed
    }
health-wrong-unreadable =
    { $count ->
        [one] 1 could not be read
       *[other] { $files } could not be read
    }
health-never =
    { $count ->
        [one] 1 of them has not been read again yet since it was taken in.
       *[other] { $files } of them have not been read again yet since they were taken in.
    }
health-looked = The one looked at longest ago was looked at { $oldest }, the latest { $newest }.
health-looked-all = All of them were looked at { $newest }.
health-looked-one = It was looked at last { $newest }.
health-next = The next check is due on { $day }.
health-next-unknown = The next check is made while nobody works.
health-next-read-only = This catalogue can only be read here, so nothing is checked by itself and nothing found is written down.
health-due =
    { $count ->
        [one] 1 file is due to be read; that is done while nobody works.
       *[other] { $files } files are due to be read; that is done while nobody works.
    }
health-size = { $size } in all.

## What can be done
health-check = Read all files now
health-check-hint = Every stored scan from the first byte to the last. What is found is written down as it is known; it can be stopped and gone on with.
health-relink = Look for lost files …
health-relink-hint = In a folder you name, and those in it: by checksum, moved or renamed or not.
health-check-everything = Check everything
health-check-everything-hint = Also the database, the chain of acts and the hash of every page.

## What came of it
health-checked-good =
    { $count ->
        [one] 1 file was read: every byte is as it was stored.
       *[other] { $files } files were read: every byte is as it was stored.
    }
health-checked-wrong =
    { $count ->
        [one] 1 file was read
       *[other] { $files } files were read
    }: { $how }.
health-relinked =
    { $wanted ->
        [one] 1 file was looked for
       *[other] { $wanted } files were looked for
    } among { $among }: { $found } found and put back, { $missing } still missing.
health-relinked-none = Nothing is lost, so nothing was looked for.
health-relinked-already =
    { $count ->
        [one] 1 file was back in its place already.
       *[other] { $count } files were back in their place already.
    }
health-relinked-found = { $file }: found in { $from }
health-relinked-aside = What stood in its place is kept beside it as { $path }
health-relinked-other = { $path } is there but is another file: its checksum is { $checksum }. It was not taken.
health-relinked-missed = Not read: { $path } ({ $why })
health-more =
    { $count ->
        [one] … and 1 more
       *[other] … and { $count } more
    }

## Files that are not as they should be
health-troubles = What is wrong
health-trouble-of = { $role } of { $entry }
health-trouble-unattached = { $role }, belongs to nothing yet
health-trouble-nobody = no picture refers to it any more
health-since = since { $day }
health-advice-missing = Look for it in a copy: a backup, the scanner’s computer, a stick. Its name does not matter.
health-advice-bad = The file is not altered further. Look for a sound copy; the damaged one is then kept beside it.
health-advice-unreadable = See whether the disk is connected and you may read the file, then read all files again; or look for it in a copy.
health-show-place = Show its folder
file-state-good = as it was
file-state-bad = has changed
file-state-missing = missing
file-state-unreadable = could not be read

## Kept beside
health-beside = Also in the folder
health-orphans-none = Every file in the folder of stored scans belongs to a picture.
health-orphans =
    { $count ->
        [one] 1 file in the folder of stored scans belongs to no picture
       *[other] { $files } files in the folder of stored scans belong to no picture
    } ({ $size }). That does no harm: they are left by something that was interrupted, or were put there by hand. The program never deletes them.
health-orphans-aside =
    { $count ->
        [one] 1 of them is a damaged file that was put aside when a sound copy was found.
       *[other] { $count } of them are damaged files that were put aside when sound copies were found.
    }
health-orphans-unknown = The folder of stored scans could not be looked through: { $why }
health-copies =
    { $count ->
        [one] 1 copy of the database is kept
       *[other] { $count } copies of the database are kept
    } from before a newer program changed its format ({ $size }, in the folder backups).
health-copies-none = No copy of the database is kept: its format was never changed by a newer program.

## What happened
health-events = What happened last
health-events-none = Nothing was written down yet.
health-column-when = When
health-column-what = What
health-column-file = File
health-column-outcome = Outcome
health-column-detail = Particulars
file-event-ingestion = Taken in
file-event-message-digest-calculation = Checksum computed
file-event-format-identification = Format found out
file-event-fixity-check = Read and compared
file-event-recovery = Put back
file-outcome-pass = well
file-outcome-fail = not well
file-outcome-could-not-run = not possible

## Looking for lost files
health-folder-heading = Look for lost files
health-folder-what = Every lost or damaged file is looked for in this folder and those in it, by its checksum. The folder is only read. A file that has the name of a lost one but other bytes is told and not taken.
health-folder-do = Look for them
health-folder-without-desktop = This desktop offers no dialog for files: type the path.

## The foot of the window
health-band =
    { $count ->
        [one] 1 stored file is not as it was: health
       *[other] { $files } stored files are not as they were: health
    }
health-band-missing =
    { $count ->
        [one] 1 stored file is missing: health
       *[other] { $files } stored files are missing: health
    }
health-band-bad =
    { $count ->
        [one] 1 stored file has changed: health
       *[other] { $files } stored files have changed: health
    }
