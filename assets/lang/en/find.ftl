# The language of queries: what each field is, an example of it, and what is said of what cannot be understood.
#
#   find-field-     a field by its name        find-example-   a query that uses it
#   find-hint-      a HintKind: what is the matter and what to do; with -instead behind it when something near is known
#   Variables of a hint: text (what stands there), field (by name), instead (what may be meant).

## Fields
find-field-name = Any name of the person or entry itself: surname, forename, patronymic
find-field-number = Prisoner number or number of an identity tag
find-field-born = Date of birth
find-field-place = Any place named on it, camps too
find-field-camp = Camp of the card, or the camp that gave a number
find-field-transport = Group or transport, by its words or by the date it came
find-field-arrived = Date of arrival
find-field-departed = Date of departure or release
find-field-died = Date of death
find-field-date = Date of an event, a group, a picture, a source
find-field-role = Role, rank or occupation; what a picture shows
find-field-series = Register of a number
find-field-has = Something it has
find-field-missing = Something it does not have
find-field-is = A state it is in
find-field-status = How far the keying of a card is
find-field-template = Printed form of a card, by its id or title
find-field-kind = What sort of entry it is
find-field-complete = How much of what identifies somebody is there, in per cent
find-field-in = Fonds, series or file it lies in, by its reference code
find-field-ref = Reference code
find-field-note = Provenance notes and remarks
find-field-by = Who keyed, read, judged or noted something on it
find-field-changed = When it was last changed
find-field-spelling = How far names may be from what is typed

## Examples
find-example-name = name:Pogozhev
find-example-number = number:16?258
find-example-born = born:1915..1920
find-example-place = place:Minsk
find-example-camp = camp:Auschwitz
find-example-transport = transport:1944-07
find-example-arrived = arrived:"July 1944"
find-example-departed = departed:1945
find-example-died = died:..1942
find-example-date = date:1942-11-06
find-example-role = role:Schlosser
find-example-series = series:rkg
find-example-has = has:portrait
find-example-missing = missing:number
find-example-is = is:conflict
find-example-status = status:to-check
find-example-template = template:"Personalkarte I"
find-example-kind = kind:person
find-example-complete = complete:50
find-example-in = in:"1.1.6"
find-example-ref = ref:1.1.6.2/123
find-example-note = note:auction
find-example-by = by:Nowak
find-example-changed = changed:week
find-example-spelling = spelling:wide

## What cannot be understood
find-hint-unknown-field = There is no field “{ $text }”, so the words are looked for as they stand. Type the beginning of a field to see which there are.
find-hint-unknown-field-instead = There is no field “{ $text }”, so the words are looked for as they stand. Did you mean “{ $instead }:”?
find-hint-unknown-value = “{ $field }:” does not know “{ $text }” and is left out. Choose one of the words it offers.
find-hint-unknown-value-instead = “{ $field }:” does not know “{ $text }” and is left out. Did you mean “{ $instead }”?
find-hint-unknown-template = No card template has the id or title “{ $text }”. Type the beginning of its title.
find-hint-unreadable-date = “{ $text }” cannot be read as a date and is left out. Write 1915, 1944-07, 28.7.1944 or 1915..1920.
find-hint-unreadable-number = “{ $text }” cannot be read as numbers from one to another and is left out. Write 164250..164260.
find-hint-no-value = “{ $field }:” has nothing behind it and is left out. Write what to look for right after the colon.
find-hint-open-bracket = A bracket is not closed; it is taken to go on to the end. Add a “)”.
find-hint-stray-bracket = A bracket is closed that was never opened; it is left out.
find-hint-open-quote = A quotation mark is not closed; the phrase is taken to go on to the end. Add a “"”.
find-hint-dangling = “{ $text }” stands alone and is left out: it needs words beside it.
find-hint-star-inside = A star in “{ $text }” stands where it does not work. It works behind a word (Pogo* finds what begins with Pogo) and, in names, before three letters or more (*ozhe* finds Pogozhev).
find-hint-too-deep = Brackets lie too deep in one another; the innermost are left out.
find-hint-too-long = This is more than can be looked for at once; the last words are left out.
find-hint-nothing = There is no letter and no figure to look for in “{ $text }”.

## Why something was found
found-by-given-name = other form of the same name
found-by-inside = inside a word
found-by-misreading = may be misheard or misread
found-by-condition = as asked
found-by-span = within what was asked
