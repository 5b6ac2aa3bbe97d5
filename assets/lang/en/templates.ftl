# Kartoteka, English: the screen of card templates. Keys are templates-THING; template-fault-TERM a FaultKind.

## The list
templates-what = The forms cards are keyed by. A change to a form never changes what was keyed with it.
templates-back = Back
templates-back-hint = Esc
templates-new = New form
templates-copy = Copy
templates-copy-hint = A form of its own that begins like this one.
templates-copy-name = { $name } (copy)
templates-change = Change
templates-change-hint = Labels, boxes, sizes. A form of the program is changed in this catalogue only, and keeps its cards.
templates-look = Look at it
templates-import = Import…
templates-import-hint = A form from a file, drawn in another catalogue.
templates-export = Export…
templates-export-hint = This form as a file, for another catalogue.
templates-remove = Remove…
templates-revert = As the program has it…
templates-origin-program = of the program
templates-origin-changed = changed here
templates-origin-catalogue = of this catalogue
templates-count = { $count ->
    [one] one field
   *[other] { $count } fields
}
templates-no-size = size not known
templates-program-hint = A change is kept in this catalogue, under the same id; the program’s own form can be had back.
templates-preview = Drawing of { $name }
templates-draft = Not saved: { $name } ({ $when })
templates-draft-go-on = Go on with it
templates-draft-discard = Discard it
templates-exported = Written: { $file }
templates-imported = Imported: { $name }
templates-removed = Removed: { $name }. Undo brings it back.

## Questions
templates-import-heading = Import a form
templates-import-what = A template file (.toml), from this program or written by hand.
templates-import-do = Import it
templates-export-heading = Export a form
templates-export-what = A text file that another catalogue can import. A file that is there is replaced.
templates-export-do = Write the file
templates-picture-heading = Draw on a picture
templates-picture-what = A scan of a card of this form. It is only looked at; it is not taken into the catalogue.
templates-picture-do = Draw on it
templates-remove-heading = Remove { $name }?
templates-remove-what = It goes from this catalogue. While cards are keyed by it, it cannot be removed. Undo brings it back.
templates-revert-heading = { $name } as the program has it?
templates-revert-what = What was changed here goes; cards keep what was keyed. It can be undone.
templates-behind-heading = Go on with { $name }?
templates-behind-what = This was drawn on { $when } and not saved. The form was changed since then: if you go on and save, your drawing takes the place of that change. The form as it is now can be seen in the list, and “Discard it” there drops the drawing.
templates-behind-gone = This was drawn on { $when } and not saved. The form was removed since then: if you go on and save, it is in the catalogue again.
templates-replace = Replace it
templates-replace-heading = Replace { $name }?
templates-replace-what = There is a form with the id “{ $id }” already. The one of the file takes its place; what was keyed stays as it is. It can be undone.
templates-leave-heading = Save the form?
templates-leave-what = Something was drawn or changed and is not saved.
templates-leave-cannot = Something was drawn or changed, and it cannot be saved yet: an id is missing or taken. The form says where.
templates-stay = Stay
templates-discard = Discard
templates-discard-hint = What was drawn since the last saving is forgotten.

## The form
templates-form = The form
templates-unnamed = Form without a name
templates-save = Save
templates-save-hint = Ctrl+S. Cards that were keyed with it stay as they are.
templates-not-saved = not saved: { $why }
templates-read-only = can only be read
templates-resumed = What was drawn before the program ended is here again ({ $when }). Undo takes it back.
templates-name = Name as printed
templates-meaning-en = English
templates-meaning-de = German
templates-meaning-pl = Polish
templates-meaning-ru = Russian
templates-id = Id (cards name the form by it)
templates-id-is = Id: { $id }
templates-id-taken = Another form has this id.
templates-width-mm = Width in mm
templates-height-mm = Height in mm
templates-size-guessed = This size is a guess by the proportions: measure the card.
templates-basis = Where it comes from

## The canvas
templates-canvas = { $side } of the form. Chosen: { $chosen }.
templates-canvas-none = nothing
templates-scan = Draw on a scan
templates-scan-of = { $side }: { $file }
templates-scan-file = A picture file…
templates-scan-none = Without a scan
templates-corners = Where is the card?
templates-corners-hint = Put 1 on the upper left corner of the card as it is read, then clockwise. Tab goes to the next corner, arrows move it, R turns, Enter accepts.
templates-corners-again = Corners of the card
templates-corners-turn = Turn
templates-corners-accept = Here it is
templates-corners-crossed = The four corners must go round the card, clockwise.
templates-new-field = New box
templates-new-field-hint = Or draw it on the form.
templates-fit-hint = The whole side. Ctrl+wheel enlarges, the wheel moves.

## The boxes
templates-boxes = Boxes
templates-boxes-none = Draw the first one on the form.
templates-box-faulty = { $label } – look at it
templates-field = Box
templates-field-of = Box { $number } of { $count }
templates-field-none = Choose a box on the form or in the list.
templates-label = Label as printed
templates-like = As on other forms: { $meaning }
templates-like-hint = Meanings, kind and help from another form that has this label.
templates-property = Speaks of
templates-property-other = Something else
templates-property-free = Name of it
templates-datatype = What is written in it
templates-terms = Terms as printed, one a line
templates-columns = Columns as printed, one a line
templates-series = Series of numbers
templates-issuer = Camp that gave the numbers
templates-last-number = Last number of the series
templates-no-number = That is no whole number.
templates-no-measure = That is no measure in millimetres.
templates-example = Invented example
templates-help = What a keyer should know
templates-sticky = Offer the value of the card before
templates-sticky-hint = For what stays the same in a batch: camp, transport, date of arrival.
templates-unchecked = Check against a scan
templates-unchecked-hint = Wording or place of the label is not certain yet.
templates-field-side = Side
templates-rect-left = Left
templates-rect-top = Top
templates-rect-width = Width
templates-rect-height = Height
templates-up = Up
templates-up-hint = Earlier in printed order: Alt+Up
templates-down = Down
templates-down-hint = Later in printed order: Alt+Down
templates-field-remove = Remove the box
templates-field-remove-hint = Or the Delete key, while the drawing has the keyboard. What was keyed in it stays on its cards.
templates-field-id = Id: { $id }

## Faults
template-fault-no-id = It needs an id.
template-fault-bad-id = An id has small letters, digits and hyphens only.
template-fault-no-name = It needs a name.
template-fault-bad-size = A side is 10 to 2000 mm wide and high.
template-fault-no-size = The boxes need a side of known size.
template-fault-no-fields = There are no boxes yet.
template-fault-no-field-id = It needs an id: write a label.
template-fault-bad-field-id = The id “{ $about }” has other characters than small letters, digits and hyphens.
template-fault-twice-field-id = Another box has the id “{ $about }”.
template-fault-no-label = No label yet.
template-fault-no-property = Say what it speaks of.
template-fault-no-terms = A list needs its terms.
template-fault-no-term-is-example = The example “{ $about }” is none of the terms.
template-fault-no-columns = A table needs its columns.
template-fault-bad-widths = The widths do not fit the columns.
template-fault-bad-rect = Left and top are at least 0, width and height more than 0.
template-fault-outside = It reaches beyond the side.
template-fault-overlap = It lies on “{ $about }”.
template-fault-no-rect = It has no place on the form yet.
