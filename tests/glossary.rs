//! Words of the papers with their gloss, kept by acts and shown as quotations; sources cited, and searched in vain; and
//! that no word of leaving ever becomes a death.

use crate::support::program::{Desk, names};
use kartoteka::catalogue::{Catalogue, Keyed, OnClash, Undone, built_in_templates};
use kartoteka::model::{
    Absence, Act, Change, Claim, EntryId, GlossaryTerm, HistoricalDate, Reading, Source, SourceKind, TermOrigin,
};
use serde_json::{Value, json};

fn bench() -> (Catalogue, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::create(&home.path().join("test.kartoteka"), "Test").unwrap();
    catalogue.set_author("Anna");
    (catalogue, home)
}

fn term(word: &str, language: &str, gloss: &str) -> GlossaryTerm {
    GlossaryTerm {
        term: word.to_owned(),
        language: language.to_owned(),
        gloss: gloss.to_owned(),
        ..GlossaryTerm::default()
    }
}

fn said(catalogue: &Catalogue, text: &str) -> Vec<String> {
    catalogue.glossary().unwrap().glosses(text).into_iter().map(|gloss| gloss.gloss).collect()
}

fn assert_sound(catalogue: &mut Catalogue) {
    let report = catalogue.check(&|_, _| true).unwrap();
    assert_eq!(report.problems, []);
}

#[test]
fn a_term_is_kept_changed_silenced_and_brought_back_each_as_an_act_that_can_be_undone() {
    let (mut catalogue, _home) = bench();
    let shipped = said(&catalogue, "Abgang");
    assert_eq!(shipped.len(), 1);

    catalogue.save_term(&term("Zählappell", "de", "roll call")).unwrap();
    assert_eq!(said(&catalogue, "beim ZÄHLAPPELL"), ["roll call"]);
    let mut changed = term("abgang", " DE ", "left this list");
    changed.caution = true;
    catalogue.save_term(&changed).unwrap();
    assert_eq!(said(&catalogue, "Abgang"), ["left this list"]);
    // the same word again edits the same entry
    catalogue.save_term(&term("Abgang", "de", "left the list of this camp")).unwrap();
    assert_eq!(catalogue.own_terms().unwrap().len(), 2);
    catalogue.save_term(&term("Abgang", "de", "")).unwrap();
    assert_eq!(said(&catalogue, "Abgang"), Vec::<String>::new());
    let line = |catalogue: &Catalogue| {
        let glossary = catalogue.glossary().unwrap();
        glossary.lines().iter().find(|line| line.term.term == "Abgang").cloned().unwrap()
    };
    assert_eq!((line(&catalogue).origin, &line(&catalogue).term.gloss), (TermOrigin::Silenced, &shipped[0]));

    let seq = catalogue.next_undo().unwrap().unwrap().seq;
    assert!(matches!(catalogue.undo(None, OnClash::Stop).unwrap(), Undone::Done(_)));
    assert_eq!(said(&catalogue, "Abgang"), ["left the list of this camp"]);
    assert!(matches!(catalogue.redo().unwrap(), Undone::Done(_)));
    let own = line(&catalogue).own.unwrap();
    catalogue.remove_term(own).unwrap();
    assert_eq!(said(&catalogue, "Abgang"), shipped, "the program's gloss is said again");
    assert!(matches!(catalogue.undo(Some(seq + 3), OnClash::Stop).unwrap(), Undone::Done(_)));
    assert_eq!(said(&catalogue, "Abgang"), Vec::<String>::new());
    assert_sound(&mut catalogue);
}

#[test]
fn a_term_that_cannot_be_meant_is_refused_in_words_and_nothing_is_written() {
    let (mut catalogue, _home) = bench();
    let before = catalogue.next_undo().unwrap().map(|act| act.seq);
    for (bad, why) in [(term(" . ", "de", "x"), "letters"), (term("Zählappell", "de", " "), "needs a gloss")] {
        let error = catalogue.save_term(&bad).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    assert!(catalogue.remove_term(EntryId::fresh()).is_err());
    catalogue.save_term(&term("Zählappell", "de", "roll call")).unwrap();
    catalogue.save_term(&term("Appell", "de", "roll call")).unwrap();
    let own = catalogue.own_terms().unwrap();
    let clashing = GlossaryTerm { term: "Appell".to_owned(), ..own[0].clone() };
    assert!(catalogue.save_term(&clashing).unwrap_err().to_string().contains("already"));
    assert_eq!(catalogue.own_terms().unwrap(), own);
    assert_ne!(catalogue.next_undo().unwrap().map(|act| act.seq), before);
}

#[test]
fn the_glossary_is_listed_and_edited_from_the_command_line() {
    let desk = Desk::with_catalogue();
    let listed = desk.json(&["glossary", "c.kartoteka", "list"]);
    assert_eq!(names(&listed), ["basis", "caution", "gloss", "id", "language", "origin", "term"]);
    assert!(listed.as_array().unwrap().len() > 80);
    let found = desk.json(&["glossary", "c.kartoteka", "list", "uberstellt"]);
    assert_eq!((&found[0]["term"], &found[0]["caution"]), (&json!("überstellt"), &json!(true)));
    assert!(desk.good(&["glossary", "c.kartoteka", "list", "выбыл"]).out.contains("says nothing of a death"));

    let save = ["glossary", "c.kartoteka", "save", "Zählappell", "--language", "de", "--gloss", "roll call"];
    let saved = desk.json(&[&save[..], &["--basis", "K. Muster 1999", "--caution"]].concat());
    assert_eq!((&saved["origin"], &saved["basis"]), (&json!("catalogue"), &json!("K. Muster 1999")));
    desk.good(&["glossary", "c.kartoteka", "silence", "Stalag", "--language", "de"]);
    let read = desk.json(&["glossary", "c.kartoteka", "read", "Zählappell im Stalag 308"]);
    assert_eq!(names(&read), ["basis", "caution", "gloss", "language", "term", "written"]);
    assert_eq!(read.as_array().unwrap().len(), 1);
    desk.good(&["glossary", "c.kartoteka", "remove", "Stalag", "--language", "de"]);
    let read = desk.json(&["glossary", "c.kartoteka", "read", "Zählappell im Stalag 308"]);
    assert_eq!(read.as_array().unwrap().len(), 2);
    desk.fails(2, &["glossary", "c.kartoteka", "remove", "Stalag", "--language", "de"], &["nothing to remove"]);
    desk.fails(2, &["glossary", "c.kartoteka", "silence", "Stalag", "--language", "german"], &["german"]);
    desk.fails(2, &["glossary", "c.kartoteka", "silence", "Zählung", "--language", "de"], &["needs a gloss"]);
}

/// A catalogue with a person, an event and a source.
fn desk_with_source() -> Desk {
    let desk = Desk::with_catalogue();
    let mut catalogue = Catalogue::open_to_write(&desk.path("c.kartoteka")).unwrap();
    catalogue.set_author("Anna");
    let source = Source {
        id: EntryId::fresh(),
        reference_code: "SRC1".to_owned(),
        kind: SourceKind::Letter,
        title: "Letter to the museum".to_owned(),
        author: "A. Muster".to_owned(),
        date: HistoricalDate::read("1962"),
        repository: "Archive".to_owned(),
        description: String::new(),
    };
    let person = kartoteka::model::Person {
        id: EntryId::fresh(),
        reference_code: "P1".to_owned(),
        label: "Musterow, Iwan".to_owned(),
        access: kartoteka::model::Access::Open,
    };
    catalogue.act(Act::Add, "", "", vec![Change::create(source), Change::create(person)]).unwrap();
    desk
}

#[test]
fn a_claim_is_keyed_with_all_that_is_cited_and_shown_so() {
    let desk = desk_with_source();
    let keyed = desk.json(&[
        "claim",
        "c.kartoteka",
        "P1",
        "remarks",
        "Abgang 10.1.42",
        "--source",
        "SRC1",
        "--locator",
        "p. 2",
        "--quotation",
        "Am 10.1.42 ist sein Abgang vermerkt.",
        "--stated-on",
        "2 May 1962",
        "--scope",
        "camp list",
        "--certainty",
        "probable",
        "--remark",
        "read by lamp",
    ]);
    assert_eq!((&keyed["stated_on"]["edtf"], &keyed["certainty"]), (&json!("1962-05-02"), &json!("probable")));
    assert_eq!(
        (&keyed["quotation"], &keyed["absence"]),
        (&json!("Am 10.1.42 ist sein Abgang vermerkt."), &Value::Null)
    );
    assert_eq!(keyed["glosses"].as_array().unwrap().len(), 1, "a word is explained once");
    assert_eq!(keyed["glosses"][0]["term"], "Abgang");

    let shown = desk.good(&["show", "c.kartoteka", "P1"]).out;
    for line in [
        "“Abgang 10.1.42”",
        "SRC1 Letter to the museum, p. 2, camp list",
        "    quotation: “Am 10.1.42 ist sein Abgang vermerkt.”",
        "    said on: 2 May 1962",
        "    gloss: Abgang = departure: left the list; says nothing of a death",
    ] {
        assert!(shown.contains(line), "no {line:?} in {shown}");
    }

    let searched = desk.json(&[
        "claim",
        "c.kartoteka",
        "P1",
        "prisoner-number",
        "--source",
        "SRC1",
        "--locator",
        "the whole letter",
        "--not-found",
    ]);
    assert_eq!(searched["absence"]["term"], "not-found");
    let source = desk.json(&["show", "c.kartoteka", "SRC1"]);
    assert_eq!(names(&source["cited_by"]), ["count_found", "count_not_found", "found", "not_found"]);
    assert_eq!(source["cited_by"]["found"][0]["as_written"], "Abgang 10.1.42");
    assert_eq!(source["cited_by"]["not_found"][0]["property"], "prisoner-number");
    assert_eq!(
        names(&source["cited_by"]["not_found"]),
        ["absence", "as_written", "claim", "entry", "locator", "property", "status"]
    );
    let shown = desk.good(&["show", "c.kartoteka", "SRC1"]).out;
    assert!(shown.contains("searched here, not found\n  P1 Musterow, Iwan"), "{shown}");
    let shown = desk.good(&["show", "c.kartoteka", "P1"]).out;
    assert!(shown.contains("(searched for, not found)"), "{shown}");

    // each is one act
    desk.good(&["undo", "c.kartoteka"]);
    desk.good(&["undo", "c.kartoteka"]);
    assert_eq!(desk.json(&["show", "c.kartoteka", "P1"])["claims"], json!([]));
}

#[test]
fn a_claim_that_cannot_be_meant_is_refused_and_nothing_is_written() {
    let desk = desk_with_source();
    let claim = |more: &[&str], code: i32, words: &[&str]| {
        desk.fails(code, &[&["claim", "c.kartoteka", "P1"], more].concat(), words);
    };
    claim(&["surnmae", "x"], 2, &["surnmae", "prisoner-number"]);
    claim(&["name"], 2, &["no value"]);
    claim(&["name", "x", "--not-found"], 2, &["--not-found"]);
    claim(&["name", "--not-found"], 2, &["--source"]);
    claim(&["name", "x", "--source", "P1"], 2, &["no source"]);
    claim(&["name", "x", "--source", "SRC9"], 2, &["SRC9"]);
    claim(&["name", "x", "--stated-on", "one fine day"], 2, &["one fine day"]);
    claim(&["name", "--absent", "gone"], 2, &["gone", "not-found"]);
    assert_eq!(desk.json(&["show", "c.kartoteka", "P1"])["claims"], json!([]));
    assert_eq!(desk.json(&["history", "c.kartoteka"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_search_in_vain_goes_through_table_and_report() {
    let desk = desk_with_source();
    let sheet = "reference_code,surname,religion,remarks\nK1,Muster,[not-found],[not found]\n";
    std::fs::write(desk.path("cards.csv"), sheet).unwrap();
    desk.good(&["import", "c.kartoteka", "cards.csv"]);
    let card = desk.json(&["show", "c.kartoteka", "K1"]);
    let absent = card["claims"].as_array().unwrap().iter().filter(|claim| claim["absence"]["term"] == "not-found");
    assert_eq!(absent.count(), 2);
    desk.json(&["claim", "c.kartoteka", "P1", "birth-date", "--source", "SRC1", "--not-found"]);
    let report = |format: &str, out: &str| {
        desk.good(&["report", "c.kartoteka", "--kind", "catalogue", "--format", format, "--out", out]);
        std::fs::read_to_string(desk.path(out)).unwrap()
    };
    assert_eq!(report("csv", "r.csv").matches(",not-found,").count(), 3);
    let html = report("html", "r.html");
    assert!(html.contains("searched for, not found") && html.contains("Letter to the museum"), "{html}");
    assert_eq!(
        Absence::NotFound.term(),
        desk.json(&["show", "c.kartoteka", "P1"])["claims"][0]["absence"]["term"].as_str().unwrap()
    );
}

#[test]
fn a_report_quotes_words_of_the_papers_and_explains_each_once() {
    let desk = desk_with_source();
    for value in ["Abgang 10.1.42", "Abgang; überstellt nach Stalag 308"] {
        desk.json(&["claim", "c.kartoteka", "P1", "remarks", value]);
    }
    desk.json(&["claim", "c.kartoteka", "P1", "occupation", "joiner"]);
    let report = |out: &str| {
        desk.good(&["report", "c.kartoteka", "--kind", "catalogue", "--format", "html", "--out", out]);
        std::fs::read_to_string(desk.path(out)).unwrap()
    };
    let html = report("a.html");
    assert!(html.contains("“Abgang 10.1.42”") && html.contains("Words of the papers"), "{html}");
    assert!(!html.contains("“joiner”"), "what needs no gloss is no quotation");
    assert_eq!(html.matches("departure: left the list; says nothing of a death").count(), 1);
    assert_eq!(html.matches("handed over to another camp or office").count(), 1);
    assert!(html.contains("Abgang (German)"));
    // the catalogue's own word is used in the same report
    desk.good(&[
        "glossary",
        "c.kartoteka",
        "save",
        "joiner",
        "--language",
        "en",
        "--gloss",
        "a trade of wood",
        "--caution",
    ]);
    assert!(report("b.html").contains("“joiner”"));
}

/// Fields of a form in which somebody's leaving is written.
fn is_of_leaving(field: &kartoteka::model::CardField) -> bool {
    let words = format!("{} {} {}", field.id, field.label, field.property).to_lowercase();
    let of_leaving = [
        "depart",
        "release",
        "discharge",
        "transfer",
        "leaving",
        "entlass",
        "überstell",
        "ueberstell",
        "abgang",
        "versetz",
        "выбыт",
        "fate",
        "судьба",
        "vermerk",
        "bemerk",
        "remarks",
        "verlegt",
    ];
    of_leaving.iter().any(|word| words.contains(word))
}

#[test]
fn no_word_of_leaving_becomes_a_death_in_any_field_of_any_form() {
    let (mut catalogue, home) = bench();
    let words =
        ["Abgang 10.1.42", "überstellt", "entlassen 10.1.42", "выбыл", "departed on 10.01.1942", "odpadł 10.1.42"];
    let mut fields_keyed = 0;
    for template in built_in_templates() {
        let fields: Vec<_> = template.fields.iter().filter(|field| is_of_leaving(field)).collect();
        for field in &fields {
            assert!(!field.property.contains("death"), "{}: {} is read as a death", template.id, field.label);
        }
        for (at, word) in words.iter().enumerate() {
            let keyed: Vec<Keyed> = fields
                .iter()
                .map(|field| Keyed { field: field.id.clone(), as_written: (*word).to_owned(), ..Keyed::default() })
                .collect();
            fields_keyed += keyed.len();
            let card = catalogue.add_card(&template.id, &format!("{}-{at}", template.id), None, &keyed).unwrap();
            for word in words {
                let claim = Claim::new(card.id, "departure-date", word);
                catalogue.add_claim(claim, None, "").unwrap();
            }
            let dossier = catalogue.dossier(card.id).unwrap();
            for claim in &dossier.claims {
                assert!(!claim.property.contains("death"), "{}: {}", template.id, claim.property);
                let reading = serde_json::to_string(&claim.reading).unwrap().to_lowercase();
                for told in ["death", "died", "dead", "gestorben", "tot", "умер", "погиб"] {
                    let is_wording = claim.as_written.to_lowercase().contains(told);
                    assert!(is_wording || !reading.contains(&format!("\"{told}")), "{}: {reading}", claim.as_written);
                }
                if claim.as_written == "departed on 10.01.1942" && claim.property == "departure-date" {
                    assert!(matches!(claim.reading, None | Some(Reading::Date { .. })), "{:?}", claim.reading);
                }
            }
            let aids = catalogue.keying_aids(&dossier).unwrap();
            let problems =
                serde_json::to_string(&aids.problems.iter().map(|problem| problem.kind.term()).collect::<Vec<_>>());
            assert!(!problems.unwrap().contains("death"));
        }
    }
    assert!(fields_keyed > 60, "only {fields_keyed} fields");

    let desk = Desk::new();
    drop(catalogue);
    let from = home.path().join("test.kartoteka");
    std::fs::rename(&from, desk.path("c.kartoteka")).unwrap();
    let shown = desk.good(&["show", "c.kartoteka", "haeftlings-personal-karte-0"]).out;
    assert!(shown.contains("gloss: Abgang = ") && !shown.to_lowercase().contains("died"), "{shown}");
    desk.good(&["report", "c.kartoteka", "--kind", "catalogue", "--format", "html", "--out", "r.html"]);
    let html = std::fs::read_to_string(desk.path("r.html")).unwrap().to_lowercase();
    assert!(html.contains("says nothing of a death") && !html.contains("died"), "a report makes no death of it");
    desk.good(&["report", "c.kartoteka", "--kind", "catalogue", "--format", "csv", "--out", "r.csv"]);
    let csv = std::fs::read_to_string(desk.path("r.csv")).unwrap().to_lowercase();
    assert!(!csv.contains("death") && !csv.contains("died"));
    let dead = desk.run(&["find", "c.kartoteka", "died:1942", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&dead.out).unwrap(), json!([]), "{dead:?}");
}
