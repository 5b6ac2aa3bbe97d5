# Disagreements: rival claims, conclusions, what rests on a claim.

judging-back = Back
judging-back-hint = Back to the lists and the page (Esc)
judging-what = Where sources say different things of one matter. Every statement stays as it is written; what we hold of it is a judgement with a reason, and it can be taken back.
judging-waiting = Reading …

# The queue.
judging-open = Open
judging-open-hint = What nobody has judged, and what was left open
judging-judged = Judged
judging-judged-hint = What somebody has judged
judging-all = All
judging-all-hint = Open and judged
judging-narrow = Only on these pages
judging-narrow-hint = words or a query: kind:event
judging-count = { $count ->
    [0] None
    [one] { $shown } on one page
   *[other] { $shown } on { $count } pages
}
judging-count-more = { $shown } read so far, of { $count } pages
judging-none-here = Nothing here.
judging-unjudged = Nobody has judged
judging-again = to be judged again
judging-decided-again = { $decision }, { judging-again }

# Nothing to show.
judging-empty-open = Nothing is waiting for a judgement
judging-empty-judged = Nothing has been judged yet
judging-empty-all = Nowhere do sources disagree
judging-empty-narrowed = No disagreement on the pages this finds
judging-empty-what = A disagreement is two statements about one matter that cannot both be true as they stand: 92 and 96 men at one roll call, two days of arrival for one man. Another spelling of a name, the same day written in another way, or a more exact date is none; it is found under “All” when somebody has judged it.
judging-empty-how = Key what each source says, each as a statement of its own with its source. Where they differ, they appear here by themselves.

# One disagreement.
judging-question = Where sources disagree on { $property } of { $entry }
judging-question-differ = Where sources differ on { $property } of { $entry }
judging-question-one = What is said of { $property } of { $entry }
judging-seen = From the statements alone the program sees: { $kind }.
judging-open-page = Open the page
judging-nobody = Nobody has judged this yet.
judging-begun = A judgement was begun here and is not written yet.
judging-new-since = A statement was added after this judgement, which did not weigh it.
judging-ground-fell = A statement that this judgement weighed does not stand any more.
judging-withdrawn = Withdrawn judgements ({ $count })
judging-withdrawn-by = Withdrawn by { $by }: { $reason }
judging-what-contradiction = Both cannot be true.
judging-what-estimate = Two estimates of one thing.
judging-what-different-scope = They speak of different things or times; each holds for its own.
judging-what-name-variant = Two forms of one name; both are kept.
judging-what-wording = One fact in two wordings.
judging-what-format-only = One value, written in two ways.
judging-what-precision = One is more exact, and the other contains it.
judging-what-compatible = Both may be true at once.
judging-what-absence = One says “unknown”, another says nothing or gives a value.
judging-what-ambiguous = It is not clear what is spoken of.
judging-what-gap = Something should be there and is not.
judging-what-chronology = The order in time looks wrong.

# A claim beside its rivals.
judging-held = held
judging-new = added since
judging-fallen-withdrawn = withdrawn
judging-fallen-false = held to be false
judging-part-reading = Read as
judging-part-proposed = Read by the program as
judging-part-other = Said of
judging-part-scope = Covers
judging-part-source = Source
judging-part-own-paper = The paper itself
judging-part-quotation = Quotation
judging-part-stated-on = Said on
judging-part-certainty = Certainty
judging-part-remark = Remark
judging-part-keyed = Keyed
judging-crop-of = Part of the scan: { $claim }
judging-crop-whole = Show the whole picture
judging-menu = What may become of this statement
judging-menu-of = What may become of { $claim }
judging-menu-prefer = Prefer this one…
judging-menu-withdraw = Withdraw… (we mis-read)
judging-menu-false = Hold to be false… (the paper says so, and it is not)
judging-menu-stand = Stands again…

# Saying what we hold.
judging-judge = Judge…
judging-judge-hint = Say what we hold, and why (Enter in the list)
judging-change = Change…
judging-withdraw = Withdraw…
judging-form = What do we hold?
judging-form-change = What do we hold now?
judging-decide-preferred = Prefer one
judging-decide-combined = Combine several
judging-decide-open = Leave open
judging-decide-no-conflict = No conflict
judging-kind = Sort of difference
judging-reason = Reason
judging-reason-hint = Why, in words that somebody else can follow
judging-needs-decision = Say first what we hold.
judging-needs-one = Choose the one that is preferred.
judging-needs-several = Choose the two or more that hold together.
judging-needs-reason = A reason is needed.
judging-write = Write the judgement
judging-write-change = Write the change
judging-write-hint = Ctrl+Enter
judging-reason-keys = Enter in the reason, or Ctrl+Enter
judging-leave = Not now
judging-leave-hint = What is typed stays until the catalogue is closed (Esc)
judging-withdraw-title = Take this judgement back?
judging-withdraw-what = It stays to be read, with the reason, and the question is open again. No statement is touched.
judging-withdraw-do = Take it back

# What becomes of a claim.
judging-status-title-withdrawn = Withdraw this statement?
judging-status-title-considered-false = Hold this statement to be false?
judging-status-title-stands = Let this statement stand again?
judging-status-stands-what = It counts again as it is written. Judgements stay as they are.
judging-status-do-withdrawn = Withdraw
judging-status-do-considered-false = Hold to be false
judging-status-do-stands = Let it stand
judging-rests-heading = What rests on it
judging-rests-waiting = Looking up what rests on it …
judging-rests-unknown = What rests on it could not be looked up.
judging-rests-nothing = Nothing else rests on it.
judging-rests-open = Show the page
judging-rests-chosen = A judgement holds to this statement. It stays until somebody changes it.
judging-rests-conclusion = Judgement on “{ $property }” of { $entry }
judging-rests-conclusion-held = Judgement on “{ $property }” of { $entry }, which holds to it
judging-rests-identity = Judgement on who { $entry } is
judging-rests-count = Number: “{ $property }” of { $entry }
judging-rests-closure = The day from which the papers of { $entry } are open, by “{ $property }”
judging-rests-report-line = In reports: the line “{ $property }” on the page of { $entry }
judging-rests-report-judgement = In reports: the disagreement on “{ $property }” of { $entry }

# On the page.
judging-page-disagree = sources disagree
judging-page-decided-open = left open
judging-page-decided-preferred = concluded: one is preferred
judging-page-decided-combined = concluded: held together
judging-page-decided-no-conflict = concluded: no contradiction
judging-page-mark-of = { $property }: { $words }
judging-page-stated-on = said { $date }
judging-page-rivals = Show the rival statements side by side
judging-page-judge = Judge…

failed-judging = Where sources disagree could not be read
