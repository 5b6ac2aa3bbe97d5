# Words of the papers with their gloss; what a source is cited for.
# gloss- stands beside a wording, words- are the screen of the glossary, cited- stands on the page of a source.

gloss-said = { $term }: { $gloss }
gloss-basis = Basis: { $basis }

page-field-quotation = Quotation
page-field-stated-on = Said on
page-field-term = Word
page-field-language = Language
page-field-gloss = What it means
page-field-caution = To be quoted with care
claim-stated-on-explained = When somebody said it. The date of the source stands on the page of the source; the date of the event is a claim of its own.
claim-not-found-needs-source = Name the source that was searched.

cited-heading = What cites this source
cited-reading = Looking for what cites it …
cited-nothing = Nothing cites it yet.
cited-not-found = Searched here and not found
cited-not-found-none = No search that found nothing is noted. It is noted on the page of whom it was searched for: a claim with this source, “Searched, not found” in the menu of the wording.
cited-more = And { $count } more, which the search finds.

words-back = Back
words-back-hint = Back to the lists and the page (Esc)
words-what = Abbreviations, terms of the perpetrators, and words that say less than they seem to. Where one stands in a wording, its gloss is shown beside it; the wording itself never changes.
words-filter = Word, language or meaning
words-add = New term …
words-waiting = Reading the glossary …
words-count = { $shown ->
    [one] { $shown } term
   *[other] { $shown } terms
 } of { $all }
words-none = No term has these words.
words-more = And { $count } more: type more of the word.
words-read-only = The catalogue can only be read now; the glossary can be looked at and not changed.
words-caution = with care
words-caution-explained = A term of the perpetrators, or a word that says less than it seems to: shown only as a quotation.
words-origin-changed = changed here
words-origin-changed-explained = The program brings this word; this catalogue says it otherwise.
words-origin-catalogue = of this catalogue
words-origin-catalogue-explained = Only this catalogue has this word.
words-origin-silenced = silenced
words-origin-silenced-explained = The program brings this word; in this catalogue nothing is said of it.
words-edit = Edit
words-edit-of = Edit { $term } ({ $language })
words-silence = Silence
words-silence-of = Say nothing of { $term } ({ $language }) any more
words-bring-back = Bring back
words-bring-back-of = Say of { $term } ({ $language }) again what the program says
words-remove = Remove
words-remove-of = Remove { $term } ({ $language })
words-basis = Basis: { $basis }
words-no-basis = It is not said where the gloss comes from.
words-dialog-new = New term
words-dialog-edit = Edit a term
words-language-hint = de, pl, ru, en …
words-basis-hint = a book, a page, “general knowledge”
words-save = Save
words-cancel = Cancel
words-needs = A term needs the word and what it means.
words-not-saved = Not saved: { $why }

report-words-of-papers = Words of the papers
report-words-of-papers-what = Abbreviations, terms of the perpetrators and words that say less than they seem to, as far as they stand in the wordings above. What must not be taken at its face is quoted there; what it means is said here in our words.
report-words-of-papers-list = What they mean
report-word = { $term } ({ $language })
report-stated-on = { " " }Said on { $date }.

language-de = German
language-en = English
language-pl = Polish
language-ru = Russian
language-uk = Ukrainian
language-be = Belarusian
language-fr = French
language-cs = Czech
language-nl = Dutch
language-yi = Yiddish
language-he = Hebrew

failed-glossary = The glossary, or what cites this source, could not be read
