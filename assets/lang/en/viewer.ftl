# Kartoteka, English: looking at a picture. Keys are viewer-THING; viewer-do-NAME is a deed of the table of keys.

viewer-place = { $at } of { $count }
viewer-page = Page { $page } of { $pages }
viewer-percent = { $percent } %
viewer-percent-hint = Pixels of the screen for a pixel of the picture
viewer-size = { $width } × { $height } pixels
viewer-ppi = { $ppi } ppi
viewer-no-ppi = no resolution stated
viewer-mm = { $mm } mm
viewer-one = Picture
viewer-other = Beside it
viewer-divider = Divider between two pictures
viewer-part-missing = A part of it cannot be shown sharply: { $why }

## What can be done
viewer-do-before = Picture before
viewer-do-before-hint = The picture before this one.
viewer-do-after = Picture after
viewer-do-after-hint = The picture after this one.
viewer-do-first = First picture
viewer-do-first-hint = The first picture of these.
viewer-do-last = Last picture
viewer-do-last-hint = The last picture of these.
viewer-do-page-before = Page before
viewer-do-page-before-hint = In a file of several pages.
viewer-do-page-after = Page after
viewer-do-page-after-hint = In a file of several pages.
viewer-do-other-side = Other side
viewer-do-other-side-hint = Front or back of the same card.
viewer-do-fit = Fit
viewer-do-fit-hint = All of the picture at once.
viewer-do-width = Width
viewer-do-width-hint = All of its width.
viewer-do-pixels = 1:1
viewer-do-pixels-hint = A pixel of the picture is a pixel of the screen.
viewer-do-life-size = Life size
viewer-do-life-size-hint = As large as the original, when its file says how fine it was scanned. Measure the screen once, so that a millimetre is one.
viewer-do-larger = Larger
viewer-do-larger-hint = Larger, as the wheel does at the pointer.
viewer-do-smaller = Smaller
viewer-do-smaller-hint = Smaller, as the wheel does at the pointer.
viewer-do-turn-left = Turn left
viewer-do-turn-left-hint = A quarter turn to the left. The stored picture stays as it is.
viewer-do-turn-right = Turn right
viewer-do-turn-right-hint = A quarter turn to the right. The stored picture stays as it is.
viewer-do-mirror = Mirror
viewer-do-mirror-hint = Left and right change places. The stored picture stays as it is.
viewer-do-tones = Tones
viewer-do-tones-hint = Brightness, contrast, colours, beside the picture.
viewer-do-invert = Light and dark
viewer-do-invert-hint = Light and dark change places, as for a negative.
viewer-do-channel = Next channel
viewer-do-channel-hint = All colours, red, green, blue, grey, and round again: faded ink may stand out in one.
viewer-do-plain = As it is
viewer-do-plain-hint = Neither turned nor changed.
viewer-do-compare = Compare
viewer-do-compare-hint = Another picture beside this one: the other side of the card, or any other.
viewer-do-other-pane = Other picture
viewer-do-other-pane-hint = Keys and tools are for the other of two pictures.
viewer-do-lock = Together
viewer-do-lock-hint = Two pictures are moved and enlarged together.
viewer-do-lens = Lens
viewer-do-lens-hint = Three times as large around the pointer. Hold the key, or press it once.
viewer-do-close = Back
viewer-do-close-hint = Back to the page.

## Tones
viewer-tones = Tones
viewer-brightness = Brightness
viewer-contrast = Contrast
viewer-gamma = Middle tones (gamma)
viewer-inverted = Light and dark exchanged
viewer-channel = Colours
viewer-kept = Remembered with the picture. The stored scan stays as it is.
channel-all = All
channel-red = Red alone
channel-green = Green alone
channel-blue = Blue alone
channel-grey = Grey

## In the place of a picture
viewer-not-shown = This picture cannot be shown
viewer-original-kept = The original is kept as it is.
viewer-where = Where is the file?
viewer-open-folder = Open its folder

## Life size
viewer-measure = Measure the screen…
viewer-measure-hint = Hold a ruler against the screen once; then life size is right.
viewer-ruler = How fine is this screen?
viewer-ruler-what = Hold a ruler against the screen and move the slider until this line measures { $mm } mm.
viewer-ruler-line = A line of { $mm } mm
viewer-ruler-pixels = Pixels of the screen for a millimetre
viewer-ruler-usual = As usual
viewer-ruler-usual-hint = What the system takes every screen for.
viewer-ruler-take = It agrees

## Keys
viewer-keys = Looking at a picture
viewer-keys-pan = Move the picture
viewer-keys-drag = Move the picture by the pointer
viewer-keys-wheel = Enlarge at the pointer
