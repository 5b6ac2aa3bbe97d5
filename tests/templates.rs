//! Card templates at the border of the catalogue: a change to one never changes what was keyed with it.

use kartoteka::catalogue::{Catalogue, Keyed, OnClash, TemplateOrigin, Undone, built_in_template};
use kartoteka::error::Error;
use kartoteka::model::{
    Act, CardField, CardTemplate, Change, Claim, EntryId, FileCard, NumberSeries, OwnTemplate, Reading, RectMm,
};
use std::path::PathBuf;
use tempfile::TempDir;

const RECORD: &str = "auschwitz-pow-record";

struct Bench {
    catalogue: Catalogue,
    folder: PathBuf,
    _home: TempDir,
}

fn bench() -> Bench {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("test.kartoteka");
    let mut catalogue = Catalogue::create(&folder, "Test").unwrap();
    catalogue.set_author("Anna");
    Bench { catalogue, folder, _home: home }
}

fn record() -> CardTemplate {
    built_in_template(RECORD).unwrap().clone()
}

impl Bench {
    fn card(&mut self, template: &str, reference: &str, keyed: &[(&str, &str)]) -> EntryId {
        let keyed: Vec<Keyed> = keyed
            .iter()
            .map(|(field, text)| Keyed {
                field: (*field).to_owned(),
                as_written: (*text).to_owned(),
                absence: None,
                at: None,
            })
            .collect();
        self.catalogue.add_card(template, reference, None, &keyed).unwrap().id
    }

    /// The claims of a card as they are stored, to the letter.
    fn claims(&self, card: EntryId) -> Vec<String> {
        let claims: Vec<Claim> = self.catalogue.dossier(card).unwrap().claims;
        claims.iter().map(|claim| serde_json::to_string(claim).unwrap()).collect()
    }

    fn check(&mut self) {
        let report = self.catalogue.check(&|_, _| true).unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
}

/// The record sheet without the name of the wife, with another label, another kind and another series.
fn changed() -> CardTemplate {
    let mut template = record();
    template.fields.retain(|field| field.id != "name-der-ehefrau");
    let field = |template: &mut CardTemplate, id: &str, change: fn(&mut CardField)| {
        change(template.fields.iter_mut().find(|field| field.id == id).unwrap());
    };
    field(&mut template, "vorname", |field| field.label = "Rufname".into());
    field(&mut template, "geb-am", |field| field.property = "death-date".into());
    field(&mut template, "gef-nr", |field| field.series = NumberSeries::GeneralMen);
    template
}

#[test]
fn what_was_keyed_stays_as_it_was_when_its_form_changes() {
    let mut bench = bench();
    let keyed =
        [("gef-nr", "1418"), ("Vorname", "Iwan"), ("geb-am", "1.1.1915"), ("name-der-ehefrau", "Anna Musterowa")];
    let before = bench.card(RECORD, "R-1", &keyed);
    let was = bench.claims(before);
    assert_eq!(was.len(), 4);

    bench.catalogue.save_template(changed()).unwrap();
    let template = bench.catalogue.template(RECORD).unwrap().into_owned();
    assert_eq!(TemplateOrigin::of(&template), TemplateOrigin::Changed);
    assert_eq!(bench.claims(before), was);
    let after = bench.card(RECORD, "R-2", &[("gef-nr", "1418"), ("Rufname", "Iwan"), ("geb-am", "1.1.1915")]);
    let dossier = bench.catalogue.dossier(after).unwrap();
    let property = |id: &str| dossier.claims.iter().find(|claim| claim.field == id).unwrap().clone();
    assert_eq!(property("geb-am").property, "death-date");
    assert!(
        matches!(property("gef-nr").reading, Some(Reading::Number(number)) if number.series == NumberSeries::GeneralMen)
    );
    assert!(bench.catalogue.add_card(RECORD, "R-3", None, &[]).is_ok());

    // what was keyed after the change stays when the form is that of the program again
    let now = bench.claims(after);
    bench.catalogue.remove_template(RECORD).unwrap();
    assert_eq!(*bench.catalogue.template(RECORD).unwrap(), record());
    assert_eq!((bench.claims(before), bench.claims(after)), (was, now));
    bench.check();
}

#[test]
fn a_change_of_a_form_is_one_act_that_is_taken_back_and_done_again() {
    let mut bench = bench();
    let card = bench.card(RECORD, "R-1", &[("Vorname", "Iwan")]);
    let was = bench.claims(card);
    bench.catalogue.save_template(record()).unwrap();
    let applied = bench.catalogue.save_template(changed()).unwrap();
    assert_eq!(applied.touched.len(), 1);
    assert_eq!(bench.catalogue.next_undo().unwrap().unwrap().seq, applied.seq);
    assert!(matches!(bench.catalogue.undo(None, OnClash::Stop).unwrap(), Undone::Done(_)));
    assert_eq!(*bench.catalogue.template(RECORD).unwrap(), record());
    assert!(matches!(bench.catalogue.redo().unwrap(), Undone::Done(_)));
    assert_eq!(*bench.catalogue.template(RECORD).unwrap(), changed());
    bench.catalogue.remove_template(RECORD).unwrap();
    assert!(matches!(bench.catalogue.undo(None, OnClash::Stop).unwrap(), Undone::Done(_)));
    assert_eq!(*bench.catalogue.template(RECORD).unwrap(), changed());
    assert_eq!(bench.claims(card), was);
    bench.check();
    drop(bench.catalogue);
    let again = Catalogue::open(&bench.folder).unwrap();
    assert_eq!(*again.template(RECORD).unwrap(), changed(), "it is on the disk");
}

#[test]
fn a_form_that_cards_have_stays() {
    let mut bench = bench();
    let own = CardTemplate { id: "own-record".into(), ..record() };
    bench.catalogue.save_template(own.clone()).unwrap();
    assert!(bench.catalogue.templates().unwrap().contains(&own));
    bench.card("own-record", "R-1", &[]);
    let refused = bench.catalogue.remove_template("own-record").unwrap_err();
    assert!(refused.to_string().contains("1 cards have the template own-record"), "{refused}");
    assert_eq!(bench.catalogue.cards_with_template("own-record").unwrap(), 1);
    bench.catalogue.undo(None, OnClash::Stop).unwrap();
    bench.catalogue.remove_template("own-record").unwrap();
    assert!(matches!(bench.catalogue.template("own-record"), Err(Error::NoSuchTemplate { .. })));
}

#[test]
fn a_card_whose_form_nobody_has_still_opens() {
    let mut bench = bench();
    let own = CardTemplate { id: "own-record".into(), ..record() };
    bench.catalogue.save_template(own).unwrap();
    let card = bench.card("own-record", "R-1", &[("Vorname", "Iwan")]);
    // as from another catalogue, whose forms did not come with the cards
    let Some(kartoteka::model::Entry::FileCard(before)) = bench.catalogue.get(card).unwrap() else { panic!("a card") };
    let after = FileCard { template: "gone".into(), ..before.clone() };
    bench.catalogue.act(Act::Edit, "R-1", "", vec![Change::edit(before, after)]).unwrap();
    let dossier = bench.catalogue.dossier(card).unwrap();
    assert_eq!(dossier.claims.len(), 1);
    assert_eq!(bench.catalogue.keying_aids(&dossier).unwrap().template, None);
    bench.catalogue.gather("", kartoteka::model::Audience::Staff).unwrap();
    bench.check();
}

#[test]
fn a_form_that_could_not_be_told_apart_or_brought_back_is_not_written() {
    let mut bench = bench();
    let acts = |bench: &Bench| bench.catalogue.history(None, None, 50).unwrap().len();
    let before = acts(&bench);
    let refused = |spoil: fn(&mut CardTemplate)| {
        let mut template = record();
        spoil(&mut template);
        template
    };
    for (template, words) in [
        (refused(|form| form.id = " ".into()), "needs an id"),
        (refused(|form| form.fields[1].id.clear()), "Kenn. Nr."),
        (refused(|form| form.fields[1].id = "gef-nr".into()), "nothing was written"),
        (refused(|form| form.width_mm = Some(f64::NAN)), "no number"),
        (refused(|form| form.fields[0].rect = Some(RectMm { left: f64::INFINITY, ..RectMm::default() })), "no number"),
        (refused(|form| form.fields[0].column_widths = vec![f64::NEG_INFINITY]), "no number"),
        (refused(|form| form.printed[0].rect.top = f64::NAN), "no number"),
    ] {
        let why = bench.catalogue.save_template(template.clone()).unwrap_err().to_string();
        assert!(why.contains(words), "{why}");
    }
    let mut bad = record();
    bad.height_mm = Some(f64::INFINITY);
    let own = OwnTemplate { id: EntryId::fresh(), template: bad };
    assert!(bench.catalogue.act(Act::Add, "x", "", vec![Change::create(own)]).is_err());
    assert_eq!(acts(&bench), before);
    // what is only unfinished is kept
    let unfinished = CardTemplate { id: "begun".into(), ..CardTemplate::default() };
    bench.catalogue.save_template(unfinished).unwrap();
    bench.check();
}

#[test]
fn the_record_sheet_knows_its_register() {
    let field = record().field("gef-nr").unwrap().clone();
    let Some(Reading::Number(number)) = field.read("88349") else { panic!("a number is read") };
    assert_eq!((number.series, number.issuer_name.as_str()), (NumberSeries::Rkg, "KL Auschwitz"));
    assert_eq!(field.last_number, Some(11_964));
    for template in kartoteka::catalogue::built_in_templates() {
        for field in template.fields.iter().filter(|field| field.property == "identity-tag") {
            assert_eq!(field.series, NumberSeries::IdentityTag, "{}/{}", template.id, field.id);
        }
    }
}
