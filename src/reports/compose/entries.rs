//! One entry as an article: what it is, its pictures, its claims, its notes.

use super::Composer;
use super::claims::fact;
use crate::i18n::{tr, tr_args};
use crate::model::{Access, Audience, Dossier, Entry, HoldingUnit, NoteKind, Place, ProvenanceNote};
use crate::reports::dates::{date_text, historical_date_text};
use crate::reports::document::{Article, Block, Fact, Text, plain, quiet, strong};
use crate::reports::wording::{access_text, words};

impl<'a> Composer<'a> {
    pub(super) fn entry(&mut self, dossier: &'a Dossier, article: &mut Article) {
        article.sort = words("kind", dossier.entry.kind().term());
        match &dossier.entry {
            Entry::HoldingUnit(unit) => {
                article.sort = words("level", unit.level.term());
                article.title.clone_from(&unit.title);
                article.blocks.push(Block::Facts { rows: self.unit_facts(unit) });
                self.pictures_of(dossier, article);
            }
            Entry::FileCard(card) => self.card(card, dossier, article),
            Entry::Person(_) => {
                self.pictures_of(dossier, article);
                self.claims_of(dossier, article);
            }
            Entry::Place(place) => {
                article.blocks.push(Block::Facts { rows: place_facts(place) });
                self.pictures_of(dossier, article);
                self.claims_of(dossier, article);
            }
            Entry::Event(event) => {
                article.sort = words("event", event.kind.term());
                self.claims_of(dossier, article);
                self.pictures_of(dossier, article);
            }
            Entry::Group(group) => {
                article.sort = words("group", group.kind.term());
                self.claims_of(dossier, article);
                self.pictures_of(dossier, article);
            }
            Entry::Source(_)
            | Entry::Attachment(_)
            | Entry::Region(_)
            | Entry::Claim(_)
            | Entry::Conclusion(_)
            | Entry::ProvenanceNote(_)
            | Entry::Identity(_)
            | Entry::OwnTemplate(_)
            | Entry::SavedSearch(_)
            | Entry::ClosureRule(_)
            | Entry::GlossaryTerm(_) => {}
        }
        self.identities_of(dossier, article);
        if let Some(table) = self.mentions(dossier) {
            article.blocks.push(Block::Heading { text: tr("report-mentions") });
            article.blocks.push(table);
        }
        // those of a card stand with its scans
        if !matches!(dossier.entry, Entry::FileCard(_)) {
            self.notes_of(dossier, article);
        }
    }

    fn claims_of(&mut self, dossier: &'a Dossier, article: &mut Article) {
        let rows = self.claim_lines(&dossier.claims);
        if rows.is_empty() && article.blocks.is_empty() {
            let text = vec![quiet(tr("report-no-claims"))];
            article.blocks.push(Block::Paragraph { text });
        } else if !rows.is_empty() {
            article.blocks.push(Block::Facts { rows });
        }
    }

    fn identities_of(&mut self, dossier: &'a Dossier, article: &mut Article) {
        let rows = self.identities(dossier);
        if !rows.is_empty() {
            article.blocks.push(Block::Heading { text: tr("report-identity") });
            article.blocks.push(Block::Facts { rows });
        }
    }

    pub(super) fn notes_of(&self, dossier: &'a Dossier, article: &mut Article) {
        if dossier.notes.is_empty() {
            return;
        }
        article.blocks.push(Block::Heading { text: words("kinds", "provenance-note") });
        let rows = dossier.notes.iter().map(|note| self.provenance_note(note)).collect();
        article.blocks.push(Block::Facts { rows });
    }

    fn provenance_note(&self, note: &ProvenanceNote) -> Fact {
        let mut value: Text = vec![plain(note.text.trim())];
        let date = historical_date_text(&note.date);
        let signed = [note.author.trim(), date.as_str()].into_iter().filter(|part| !part.is_empty());
        let signed = signed.collect::<Vec<_>>().join(", ");
        if !signed.is_empty() {
            value.push(quiet(format!(" ({signed})")));
        }
        if note.access != Access::Open && self.holdings.audience == Audience::Staff {
            value.push(quiet(format!(" [{}]", access_text(note.access))));
        }
        let label = words("note", note.kind.term());
        let label = match note.kind {
            NoteKind::CustodialHistory => tr_args("report-isad", &[("number", "3.2.3".into()), ("name", label.into())]),
            NoteKind::Acquisition => tr_args("report-isad", &[("number", "3.2.4".into()), ("name", label.into())]),
            NoteKind::Condition | NoteKind::Digitisation | NoteKind::Source | NoteKind::Editorial => label,
        };
        Fact { label, value }
    }

    /// The elements of ISAD(G), 2nd ed., with their numbers.
    fn unit_facts(&self, unit: &'a HoldingUnit) -> Vec<Fact> {
        let dates = historical_date_text(&unit.dates);
        let level = words("level", unit.level.term());
        let elements = [
            ("3.1.1", "report-isad-reference", unit.reference_code.as_str()),
            ("3.1.2", "report-isad-title", unit.title.as_str()),
            ("3.1.3", "report-isad-dates", dates.as_str()),
            ("3.1.4", "report-isad-level", level.as_str()),
            ("3.1.5", "report-isad-extent", unit.extent.as_str()),
            ("3.2.1", "report-isad-creator", unit.creator.as_str()),
            ("", "report-repository", unit.repository.as_str()),
            ("3.3.1", "report-isad-scope", unit.scope_and_content.as_str()),
        ];
        let mut rows = elements
            .into_iter()
            .filter_map(|(number, key, value)| {
                let name = tr(key);
                let label = if number.is_empty() {
                    name
                } else {
                    tr_args("report-isad", &[("number", number.into()), ("name", name.into())])
                };
                fact(label, value)
            })
            .collect::<Vec<_>>();
        if let Some(parent) = unit.parent {
            rows.insert(0, Fact { label: tr("report-part-of"), value: vec![self.mention(parent)] });
        }
        rows
    }
}

fn place_facts(place: &Place) -> Vec<Fact> {
    let since = place.since.as_ref().map(|edtf| date_text(edtf, crate::model::Calendar::Gregorian));
    let until = place.until.as_ref().map(|edtf| date_text(edtf, crate::model::Calendar::Gregorian));
    let years = match (since, until) {
        (Some(since), Some(until)) => tr_args("date-between", &[("from", since.into()), ("until", until.into())]),
        (Some(since), None) => tr_args("date-since", &[("date", since.into())]),
        (None, Some(until)) => tr_args("date-until", &[("date", until.into())]),
        (None, None) => String::new(),
    };
    let position = match (place.latitude, place.longitude) {
        (Some(latitude), Some(longitude)) => tr_args(
            "report-position",
            &[("latitude", format!("{latitude:.4}").into()), ("longitude", format!("{longitude:.4}").into())],
        ),
        _ => String::new(),
    };
    [
        ("report-place-kind", place.kind.as_str()),
        ("report-name-de", place.name_de.as_str()),
        ("report-name-local", place.name_local.as_str()),
        ("report-country", place.country.as_str()),
        ("report-years", years.as_str()),
        ("report-where", position.as_str()),
        ("report-wikidata", place.wikidata.as_str()),
        ("report-basis", place.basis.as_str()),
    ]
    .into_iter()
    .filter_map(|(key, value)| fact(tr(key), value))
    .collect()
}

/// A stressed label before plain words.
pub(super) fn labelled(label: String, value: &str) -> Text {
    vec![strong(label), plain(format!(" {}", value.trim()))]
}
