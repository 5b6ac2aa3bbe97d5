# The neighbourhood of a number, and who may be the same man.
#   alike-  ReasonKind      strength-  Strength

failed-near = Near numbers and look-alikes could not be looked for
near-title = Near this number
near-count = { $count ->
    [0] none
    [one] one number
   *[other] { $count } numbers
}
near-none = No number on this page has others beside it: it needs figures that can be read.
near-alone = Nobody else here has a number in this register.
near-in = { $number } in { $register }
near-register-unknown = a register nobody has stated
near-register = { $issuer }, { $series }
near-find = Find these
near-find-hint = Puts { $query } into the search box.
near-gap-one = { $number } · nobody here
near-gap = { $from } to { $to } · { $count } numbers nobody here has
near-came = came { $date }
near-transport = { $count } numbers here, this one among them, came on { $date } ({ $from } to { $to }): likely the same transport.
near-transport-inferred = The nearest dated numbers on both sides came on { $date } ({ $from } to { $to }): likely the same transport.
near-shared-same = { $count } have this number: judged to be the same man
near-shared-perhaps = { $count } have this number: perhaps the same man
near-shared-re-issued = { $count } have this number: it was given a second time
near-shared-unclear = { $count } have this number: two men, a second issue or a slip
near-before = came before { $number } ({ $date }), though the number is higher
near-after = came after { $number } ({ $date }), though the number is lower
near-same-day = came the same day
near-issuer-unstated = camp not stated
near-series-unstated = series not stated

alike-title = May be the same
alike-count = { $count ->
    [0] nobody
    [one] one candidate
   *[other] { $count } candidates
}
alike-none = Nobody here looks like the same man.
alike-more = There may be more: the best { $count } are shown.
alike-wait = Looking …
alike-against = Against it: { $reasons }
alike-here-there = { $here } / { $there }
strength-explained = How much the reasons say together. Nothing is merged: somebody has to look and judge.
strength-strong = strong
strength-likely = likely
strength-possible = possible
alike-judged-same = judged to be the same man
alike-judged-not-same = judged not to be the same man
alike-number-same = same number { $both }
alike-number-maybe = same number { $both }, register not certain
alike-number-illegible = the number may be this one: { $both }
alike-number-misread = number one slip off: { $both }
alike-tag-same = same tag { $both }
alike-surname-same = same surname: { $both }
alike-surname-sound = surname sounds so: { $both }
alike-surname-misread = surname misheard or misread: { $both }
alike-names-swapped = surname and given name swapped: { $both }
alike-given-same = same given name: { $both }
alike-given-form = another form of the given name: { $both }
alike-given-misread = given name misheard or misread: { $both }
alike-given-initial = first letter of the given name: { $both }
alike-patronymic-same = patronymic: { $both }
alike-father-fits = father fits the patronymic: { $both }
alike-birth-same = same day of birth: { $both }
alike-birth-swapped = day and month of birth swapped: { $both }
alike-birth-misread = one figure of the birth misread: { $both }
alike-birth-old-style = birth in old and new style: { $both }
alike-birth-month = month of birth fits: { $both }
alike-birth-year = year of birth fits: { $both }
alike-birth-place = place of birth: { $both }
alike-spouse = wife or husband: { $both }
alike-transport = same transport
alike-group = members of one group
alike-arrival-day = came the same day: { $both }
alike-surname-other = another surname: { $both }
alike-given-other = another given name: { $both }
alike-patronymic-other = another patronymic: { $both }
alike-father-other = father does not fit the patronymic: { $both }
alike-birth-other = born years apart: { $both }
alike-number-other = another number in the same register: { $both }
alike-tag-other = another tag: { $both }
