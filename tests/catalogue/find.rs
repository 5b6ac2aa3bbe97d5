//! Finding, against the plain meaning of a query looked up in one entry after the other: what is found, in which order,
//! with which counts, page by page, and the same again after edits, undo and a new index.

mod varied;

use super::*;
use kartoteka::catalogue::{Facet, FacetField};
use kartoteka::search::query::Query;
use kartoteka::search::{Findable, Listing, Names, Zone};
use kartoteka::text;
use std::fmt::Write;
use varied::{Dice, SURNAMES, a_claim, a_varied_catalogue, queries};

fn asked(words: &str, sort: Sort) -> ListQuery {
    ListQuery { kinds: EntryKind::LISTED.to_vec(), words: words.to_owned(), sort, ..ListQuery::default() }
}

fn sorted(mut rows: Vec<i64>) -> Vec<i64> {
    rows.sort_unstable();
    rows
}

/// A catalogue as the plain meaning of a query sees it: one entry after the other.
struct Plain {
    rows: Vec<i64>,
    ids: Vec<EntryId>,
    found: Vec<Findable>,
    units: Vec<HoldingUnit>,
}

impl Plain {
    fn of(catalogue: &Catalogue) -> Self {
        let rows = sorted(catalogue.list(&asked("", Sort::Reference)).expect("all"));
        let ids: Vec<EntryId> = catalogue.rows(&rows).expect("lines").iter().map(|line| line.id).collect();
        let found = ids.iter().map(|id| catalogue.findable(*id).expect("read").expect("there")).collect();
        Self { rows, ids, found, units: catalogue.units().expect("units") }
    }
}

impl Names for Plain {
    fn names_of(&self, entry: EntryId) -> Vec<String> {
        let found = self.ids.iter().zip(&self.found).find(|(id, _)| **id == entry).map(|(_, found)| found);
        let named = found.filter(|found| matches!(found.kind, EntryKind::Place | EntryKind::Group));
        let forms = named.into_iter().flat_map(|found| &found.forms);
        forms.filter(|form| form.zone == Zone::Name).map(|form| form.text.clone()).collect()
    }

    fn template_titles(&self, id: &str) -> Vec<String> {
        let template = built_in_template(id);
        template
            .into_iter()
            .flat_map(|template| std::iter::once(&template.name).chain(template.labels.values()))
            .cloned()
            .collect()
    }

    fn lies_in(&self, unit: EntryId, code: &str) -> bool {
        let Some(unit) = self.units.iter().find(|known| known.id == unit) else { return false };
        unit.reference_code.eq_ignore_ascii_case(code) || unit.parent.is_some_and(|parent| self.lies_in(parent, code))
    }
}

#[test]
fn what_is_found_is_what_the_plain_meaning_finds() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    let plain = Plain::of(&catalogue);
    let all = &plain.rows;
    let mut found_any = 0;
    for words in queries(300) {
        let found = sorted(catalogue.list(&asked(&words, Sort::Reference)).expect("a list"));
        let query = Query::read(&words).query;
        let expected: Vec<i64> = all
            .iter()
            .zip(&plain.found)
            // signs alone ask for something, and nothing is it
            .filter(|(_, found)| query != Query::default() && query.why(found, &plain).is_some())
            .map(|(row, _)| *row)
            .collect();
        let named = |rows: &[i64], but: &[i64]| {
            let rows: Vec<i64> = rows.iter().copied().filter(|row| !but.contains(row)).take(3).collect();
            catalogue.rows(&rows).expect("lines")
        };
        let (beyond, missed) = (named(&found, &expected), named(&expected, &found));
        assert!(beyond.is_empty() && missed.is_empty(), "{words}: found beyond {beyond:?}, missed {missed:?}");
        found_any += usize::from(!found.is_empty() && found.len() < all.len());
        let by_relevance = catalogue.list(&asked(&words, Sort::Relevance)).expect("a list");
        assert_eq!(sorted(by_relevance), found, "{words}: by relevance");
    }
    assert!(found_any > 120, "queries that tell something: {found_any}");
}

#[test]
fn a_list_begins_and_goes_on_as_the_whole_of_it_does() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    let sorts = [Sort::Reference, Sort::Label, Sort::Number, Sort::Date, Sort::Changed, Sort::Relevance];
    for (turn, words) in queries(30).into_iter().chain(std::iter::once(String::new())).enumerate() {
        for sort in sorts {
            for kinds in
                [EntryKind::LISTED.to_vec(), vec![EntryKind::FileCard], vec![EntryKind::Person, EntryKind::Place]]
            {
                let descending = turn % 2 == 0;
                let query = ListQuery { kinds, descending, ..asked(&words, sort) };
                let whole = catalogue.list(&query).expect("a list");
                assert_eq!(catalogue.list_count(&query).expect("a count"), whole.len() as u64);
                for most in [1, 7, 1000] {
                    let begun = catalogue.list_first(&query, most).expect("its beginning");
                    assert_eq!(begun.rows, whole[..most.min(whole.len())], "{words} {sort:?} {most}");
                    assert_eq!(begun.has_more, whole.len() > most, "{words} {sort:?} {most}");
                }
                let mut pages: Vec<i64> = Vec::new();
                loop {
                    let page = catalogue.list_after(&query, pages.last().copied(), 23).expect("a page");
                    pages.extend(&page);
                    if page.len() < 23 || pages.len() > 500 {
                        break;
                    }
                }
                assert_eq!(pages, whole, "{words} {sort:?} page by page");
            }
        }
    }
}

#[test]
fn lists_stand_in_the_order_of_their_column() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    for words in ["", "p", "born:1915.. OR name:a", "-camp:auschwitz"] {
        for descending in [false, true] {
            let rows = |sort| {
                let query = ListQuery { kinds: vec![EntryKind::FileCard], descending, ..asked(words, sort) };
                catalogue.rows(&catalogue.list(&query).expect("a list")).expect("lines")
            };
            let in_order = |mut keys: Vec<(bool, Vec<u8>, Vec<u8>)>| {
                if descending {
                    // those without a value stand last all the same
                    for key in &mut keys {
                        key.0 = !key.0;
                    }
                    keys.reverse();
                }
                assert!(keys.is_sorted(), "{words} {descending}: {keys:?}");
            };
            let by_code = |code: &str| text::reference_sort_key(code);
            in_order(
                rows(Sort::Reference).iter().map(|row| (false, by_code(&row.reference_code), Vec::new())).collect(),
            );
            in_order(
                rows(Sort::Label)
                    .iter()
                    .map(|row| (false, text::sort_key(&row.label), by_code(&row.reference_code)))
                    .collect(),
            );
            in_order(
                rows(Sort::Number)
                    .iter()
                    .map(|row| {
                        let key = Listing { number: row.number.clone(), ..Listing::default() }.number_key();
                        (key.is_empty(), key.into_bytes(), by_code(&row.reference_code))
                    })
                    .collect(),
            );
        }
    }
}

#[test]
fn the_best_hits_come_first() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    for words in [
        "Погожев",
        "Pogozhev",
        "Жуков",
        "Andrzej",
        "1418",
        "rkg/0007",
        "Po",
        "name:*ozhe*",
        "*owal",
        "Rimsky-Korsakov",
        "Varlamov spelling:wide",
        "number:1418 spelling:wide",
    ] {
        let rows = catalogue.list(&asked(words, Sort::Relevance)).expect("a list");
        let tiers: Vec<_> = catalogue
            .why(words, &rows)
            .expect("reasons")
            .iter()
            .map(|hit| kartoteka::search::tier_of(&hit.why))
            .map(|tier| if tier.term() == "as-written" { "folded" } else { tier.term() })
            .collect();
        let place = |tier: &&str| {
            ["reference", "folded", "beginning", "inside", "sound", "given-name", "misreading"]
                .iter()
                .position(|known| known == tier)
        };
        assert!(tiers.iter().map(place).is_sorted(), "{words}: {tiers:?}");
        let found = catalogue.find(words, 20).expect("hits");
        let told: Vec<_> = found.iter().map(|hit| kartoteka::search::tier_of(&hit.why)).collect();
        assert!(told.is_sorted(), "{words}: {told:?}");
    }
}

#[test]
fn facets_count_what_their_conditions_find() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    for words in ["", "p", "born:1915..1920", "-is:specimen", "nothing-is-called-so"] {
        for kind in [EntryKind::FileCard, EntryKind::Person, EntryKind::Attachment] {
            let query = ListQuery { kinds: vec![kind], ..asked(words, Sort::Label) };
            for Facet { field, values } in catalogue.facets(&query).expect("facets") {
                for value in values {
                    let narrowed = ListQuery { words: format!("{words} {}", value.query), ..query.clone() };
                    let count = catalogue.list_count(&narrowed).expect("a count");
                    let is_exact = matches!(
                        field,
                        FacetField::Series | FacetField::Template | FacetField::Status | FacetField::Completeness
                    );
                    if is_exact {
                        assert_eq!(value.count, count, "{words} {kind} {value:?}");
                    } else {
                        // a word is found within longer ones too
                        assert!((1..=count).contains(&value.count), "{words} {kind} {value:?}: {count}");
                    }
                }
            }
        }
    }
}

/// All a search can tell, without row numbers.
fn told(catalogue: &Catalogue) -> String {
    let mut seen = String::new();
    for words in queries(40).iter().map(String::as_str).chain(["", "a", "changed:today"]) {
        for sort in [Sort::Reference, Sort::Label, Sort::Number, Sort::Date, Sort::Relevance] {
            let rows = catalogue.list(&asked(words, sort)).expect("a list");
            let mut lines = catalogue.rows(&rows).expect("lines");
            for line in &mut lines {
                line.changed_seq = 0;
            }
            let lines = serde_json::to_string(&lines).expect("json");
            writeln!(seen, "{words} {sort:?} {lines}").expect("written");
        }
        let facets = catalogue.facets(&asked(words, Sort::Label)).expect("facets");
        let mut counts: Vec<_> = facets
            .iter()
            .flat_map(|facet| facet.values.iter().map(|value| (facet.field.term(), value.term.as_str(), value.count)))
            .collect();
        counts.sort_unstable();
        writeln!(seen, "{counts:?}").expect("written");
    }
    seen
}

#[test]
fn edits_undo_and_a_new_index_tell_the_same() {
    let Bench { mut catalogue, folder, _home } = a_varied_catalogue();
    let begun = told(&catalogue);
    let mut dice = Dice(3);
    let rows = catalogue.list(&asked("kind:card OR kind:person", Sort::Reference)).expect("a list");
    let lines = catalogue.rows(&rows).expect("lines");
    for _ in 0..20 {
        let id = lines[dice.roll(lines.len())].id;
        let dossier = catalogue.dossier(id).expect("a page");
        let Some(claim) = dossier.claims.first() else { continue };
        let change = match dice.roll(3) {
            0 => Change::remove(claim.clone()),
            1 => Change::edit(
                claim.clone(),
                Claim { as_written: dice.one(SURNAMES).into(), reading: None, ..claim.clone() },
            ),
            _ => a_claim(&mut dice, id, "surname", "Schukow", Datatype::Name),
        };
        // what somebody judged by cannot go
        if catalogue.act(Act::Edit, "it", "", vec![change]).is_ok() {
            let _ = catalogue.list(&asked("p", Sort::Label)).expect("a list");
        }
    }
    let edited = told(&catalogue);
    assert_ne!(begun, edited);
    drop(catalogue);
    std::fs::remove_dir_all(folder.join("cache")).expect("the cache can be deleted");
    let mut catalogue = Catalogue::open_to_write(&folder).expect("opened");
    assert_eq!(told(&catalogue), edited, "made anew");
    while matches!(catalogue.history(None, None, 1).expect("acts").first(), Some(act) if act.act != Act::Add) {
        if !matches!(catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))) {
            break;
        }
        if catalogue.history(None, None, 100).expect("acts").iter().filter(|act| act.undoes.is_some()).count() >= 20 {
            break;
        }
    }
    let undone = told(&catalogue);
    let reader = Catalogue::open_to_read(&folder).expect("a reader");
    assert_eq!(told(&reader), undone, "a reader uses the same index");
    drop((catalogue, reader));
    std::fs::remove_dir_all(folder.join("cache")).expect("the cache can be deleted");
    assert_eq!(told(&Catalogue::open(&folder).expect("opened")), undone, "made anew after undo");
}

#[test]
fn any_text_finds_or_finds_nothing() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    let deep = format!("{}x{}", "(".repeat(3000), ")".repeat(3000));
    let long = "pogozhev ".repeat(2000);
    let alternatives = (0..600).map(|number| format!("name:a{number}")).collect::<Vec<_>>().join(" OR ");
    for words in [
        "1.1.6.2/123",
        "O'Brien",
        "(",
        "NEAR(",
        "\"",
        "a\" b",
        "-",
        "- -",
        "OR",
        "a OR",
        "NOT",
        "_w1",
        "words MATCH",
        "*",
        "\u{0}",
        "name:\"",
        "number:",
        "number:???",
        "number:*",
        "born:..",
        "{name} : x",
        "^a",
        "a + b",
        "'; DROP TABLE",
        "\u{202e}\u{1f600}",
        "in:",
        "template:",
        "changed:0000..9999",
        "number:99999999999999999999..",
        "-p -a -k",
        deep.as_str(),
        long.as_str(),
        alternatives.as_str(),
    ] {
        for sort in [Sort::Label, Sort::Relevance] {
            let whole = catalogue.list(&asked(words, sort));
            let shown: String = words.chars().take(40).collect();
            assert!(whole.is_ok(), "{shown}: {whole:?}");
            assert!(catalogue.list_first(&asked(words, sort), 5).is_ok(), "{shown}");
            assert!(catalogue.find(words, 5).is_ok(), "{shown}");
            assert!(catalogue.facets(&asked(words, sort)).is_ok(), "{shown}");
            assert!(catalogue.value_words("camp", words, 5).is_ok(), "{shown}");
        }
    }
}

#[test]
fn values_are_offered_as_they_are_typed() {
    let Bench { catalogue, .. } = a_varied_catalogue();
    let offered = |field: &str, begun: &str| catalogue.value_words(field, begun, 5).expect("values");
    assert_eq!(offered("camp", "buch"), ["Buchenwald"]);
    assert!(offered("camp", "").len() == 5);
    assert!(offered("template", "tot").contains(&"totenbuch".to_owned()));
    assert_eq!(offered("by", "an"), ["Anna"]);
    assert!(offered("in", "F").contains(&"F0".to_owned()));
    assert!(offered("surname", "по").contains(&"Погожев".to_owned()));
    assert!(offered("occupation", "schl").contains(&"Schlosser".to_owned()));
    assert!(offered("transport", "lams").contains(&"Transport aus Lamsdorf".to_owned()));
}
