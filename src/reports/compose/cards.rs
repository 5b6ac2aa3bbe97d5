//! A card as an article: the scans side by side, then every box as it is written and as it is read.

use super::Composer;
use super::claims::{column, fact};
use super::entries::labelled;
use super::pictures::crop;
use crate::i18n::{language, tr};
use crate::model::{Absence, CardField, CardTemplate, Claim, Dossier, FileCard, Side};
use crate::reports::document::{Article, Block, Fact, Text, plain, quiet, strong, voice};
use crate::reports::wording::{absence_text, property_text, reading_text, words};
use std::collections::BTreeSet;

impl<'a> Composer<'a> {
    pub(super) fn card(&mut self, card: &'a FileCard, dossier: &'a Dossier, article: &mut Article) {
        let template = self.templates.get(card.template.as_str()).copied();
        let type_name = template.map_or(card.template.as_str(), |template| template.label(language()));
        article.sort = type_name.to_owned();
        if article.title.trim().is_empty() || article.title == article.code {
            type_name.clone_into(&mut article.title);
        }
        if card.specimen {
            article.notice = tr("report-specimen-card");
        }
        let printed_name = template.map(|template| template.name.as_str()).unwrap_or_default();
        let mut rows = Vec::new();
        rows.extend(fact(tr("template"), if printed_name.is_empty() { &card.template } else { printed_name }));
        if let Some(unit) = card.unit {
            rows.push(Fact { label: tr("report-held-in"), value: vec![self.mention(unit)] });
        }
        if !rows.is_empty() {
            article.blocks.push(Block::Facts { rows });
        }
        self.pictures_of(dossier, article);
        self.notes_of(dossier, article);
        self.boxes(template, dossier, article);
    }

    fn boxes(&mut self, template: Option<&'a CardTemplate>, dossier: &'a Dossier, article: &mut Article) {
        let claims = dossier.claims.as_slice();
        let fields = template.map(|template| template.fields.as_slice()).unwrap_or_default();
        let mut keyed = BTreeSet::new();
        for side in Side::ALL {
            let mut rows = Vec::new();
            for field in fields.iter().filter(|field| field.side == *side) {
                for claim in claims.iter().filter(|claim| claim.field == field.id) {
                    keyed.insert(claim.id);
                    rows.push(self.box_row(Some(field), claim, dossier));
                }
            }
            if !rows.is_empty() {
                article.blocks.push(Block::Heading { text: words("side", side.term()) });
                article.blocks.push(box_table(rows));
            }
        }
        let others = claims.iter().filter(|claim| !keyed.contains(&claim.id));
        let rows = others.map(|claim| self.box_row(None, claim, dossier)).collect::<Vec<_>>();
        if !rows.is_empty() {
            if !fields.is_empty() {
                article.blocks.push(Block::Heading { text: tr("report-other-claims") });
            }
            article.blocks.push(box_table(rows));
        }
        let empty = fields.iter().filter(|field| !claims.iter().any(|claim| claim.field == field.id));
        let empty = empty.map(|field| field.label.as_str()).collect::<Vec<_>>().join(", ");
        if !empty.is_empty() {
            article.blocks.push(Block::Paragraph { text: labelled(tr("report-not-keyed"), &empty) });
        }
        if claims.is_empty() && fields.is_empty() {
            article.blocks.push(Block::Paragraph { text: vec![quiet(tr("report-no-claims"))] });
        }
    }

    fn box_row(&mut self, field: Option<&'a CardField>, claim: &'a Claim, dossier: &'a Dossier) -> Vec<Text> {
        let label = match field {
            Some(field) => {
                let meaning = field.meaning(language());
                let mut label = vec![strong(field.label.clone())];
                if meaning != field.label {
                    label.push(quiet(format!("\n{meaning}")));
                }
                label
            }
            None if claim.field.is_empty() => vec![strong(property_text(&claim.property))],
            None => vec![strong(claim.field.clone()), quiet(format!("\n{}", property_text(&claim.property)))],
        };
        let mut written = Vec::from_iter(crop(claim, dossier));
        let wording = claim.as_written.trim();
        let told = matches!(&claim.absence, Some(Absence::Illegible { legible }) if legible.trim() == wording);
        if !wording.is_empty() && !told {
            written.push(self.quoted(wording));
        }
        if let Some(absence) = &claim.absence {
            if !wording.is_empty() && !told {
                written.push(plain(" "));
            }
            written.push(voice(absence_text(absence)));
        }
        if let Some(source) = claim.source {
            let mut citation = self.place_of(source, &claim.locator);
            citation.push(plain("."));
            written.push(self.note(citation));
        }
        let mut read = Vec::new();
        if let Some(reading) = &claim.reading
            && !self.reads_as_written(claim)
        {
            read.push(match reading {
                crate::model::Reading::Entry(id) => self.mention(*id),
                reading => plain(reading_text(reading, &self.holdings.labels)),
            });
        }
        read.extend(self.limits(claim));
        vec![label, written, read]
    }
}

fn box_table(rows: Vec<Vec<Text>>) -> Block {
    Block::Table { columns: vec![column("field", 4), column("as-written", 5), column("reading", 5)], rows }
}
