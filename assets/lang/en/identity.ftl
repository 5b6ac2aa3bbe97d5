# Who is the same man.

identity-title = Who it is
identity-count = { $count ->
    [one] one judgement
   *[other] { $count } judgements
}
identity-none = No judgement stands on who else this is.
identity-held = Held to be one man with
identity-held-more = { $count ->
    [0] and more that are not followed
    [one] and one more
   *[other] and { $count } more
}
identity-contradiction = { $one } and { $other } are held to be one man through others, and were judged not to be.
identity-verdict-explained = What somebody judged. Nothing was moved from one page to the other.
identity-and = and
identity-through = said on another page
identity-evidence = On the evidence of { $claims }
identity-evidence-line = { $property }: { $value } ({ $of })
identity-compare-person = Compare with a person…
identity-compare-card = Compare with a card…
identity-same = Same man…
identity-same-of = Same man: { $whom }…
identity-not-same = Not the same…
identity-not-same-of = Not the same: { $whom }…
identity-undecided = Undecided…
identity-undecided-of = Undecided: { $whom }…
identity-two-cards = Two cards: a card is held against a person. Make a person, and hold each of the cards against that person.
identity-change = Change…
identity-change-of = Change the judgement on { $whom }…
identity-split = Split…
identity-split-of = Split from { $whom }…
identity-withdraw = Withdraw…
identity-withdraw-of = Withdraw the judgement on { $whom }…

identity-judge-title = Is it the same man?
identity-judge-explained = Tick the claims the judgement rests on. Each page keeps what is on it: a judgement joins two pages and can be taken back at any time.
identity-for-it = For it: { $reasons }
identity-keep = Printed under the name of
identity-reason = On what grounds
identity-reason-free = Remark, may be left empty
identity-needs-reason = Say on what grounds.
identity-nothing-said = Nothing is said of either of them yet.
identity-do = Write the judgement
identity-writing = Writing …
identity-split-title = No longer one man
identity-split-explained = Takes back the judgement on { $whom }. What was keyed stays on the page it was keyed on; what was judged before stands again.
identity-do-split = Split
identity-withdraw-title = Withdraw the judgement
identity-withdraw-explained = Takes back the judgement on { $whom }: the two are open to judgement again.
identity-do-withdraw = Withdraw

failed-identity = Who is held to be the same man could not be read
