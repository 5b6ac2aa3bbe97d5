//! Pictures with captions that say what they are: scan, drawn specimen or placeholder, of whom, when, from where.

use super::Composer;
use crate::i18n::{tr, tr_args};
use crate::model::{Attachment, Claim, Dossier, Entry, Role};
use crate::reports::dates::historical_date_text;
use crate::reports::document::{Article, Block, Picture, Run, Text, plain, quiet, strong};
use crate::reports::wording::{absence_text, entry_text, rights_text, words};

/// The part of a scan a value was read from, unless the scan should not be shown unasked.
pub(super) fn crop(claim: &Claim, dossier: &Dossier) -> Option<Run> {
    let region = dossier.regions.iter().find(|region| Some(region.id) == claim.region)?;
    let scan = dossier.pictures.iter().find(|picture| picture.id == region.attachment)?;
    scan.content_note.trim().is_empty().then(|| Run::Crop {
        key: format!("{}-{}", scan.master, region.id),
        of: scan.master.0.clone(),
        area: [region.x, region.y, region.width, region.height],
        alt: tr_args("report-cut", &[("wording", claim.as_written.trim().into())]),
        aspect: 0.0,
    })
}

impl<'a> Composer<'a> {
    pub(super) fn pictures_of(&mut self, dossier: &'a Dossier, article: &mut Article) {
        if dossier.pictures.is_empty() {
            return;
        }
        let mut shown = dossier.pictures.iter().collect::<Vec<_>>();
        shown.sort_by_key(|picture| match picture.role {
            Role::Front => (0, picture.ord),
            Role::Back => (1, picture.ord),
            _ => (2, picture.ord),
        });
        let pictures = shown.into_iter().map(|picture| self.picture(picture, dossier)).collect();
        article.blocks.push(Block::Pictures { pictures });
    }

    fn picture(&mut self, picture: &'a Attachment, dossier: &'a Dossier) -> Picture {
        let specimen = matches!(&dossier.entry, Entry::FileCard(card) if card.specimen);
        let drawn = match (picture.drawn, specimen || matches!(picture.role, Role::Front | Role::Back)) {
            (false, _) => String::new(),
            (true, true) => tr("report-drawn-specimen"),
            (true, false) => tr("report-drawn-placeholder"),
        };
        let alt = [
            picture.reference_code.trim(),
            &dossier.label.reference_code,
            &words("role", picture.role.term()),
            picture.caption.trim(),
            &drawn,
        ];
        let alt = alt.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        Picture {
            key: picture.master.0.clone(),
            alt,
            caption: self.caption(picture, &drawn, dossier),
            content_note: picture.content_note.trim().to_owned(),
            missing: String::new(),
            aspect: 0.0,
        }
    }

    fn caption(&mut self, picture: &'a Attachment, drawn: &str, dossier: &'a Dossier) -> Text {
        let mut caption: Text = Vec::new();
        if !picture.reference_code.trim().is_empty() {
            caption.push(strong(format!("{} ", picture.reference_code.trim())));
        }
        caption.push(plain(words("role", picture.role.term())));
        if !picture.caption.trim().is_empty() {
            caption.push(plain(format!(": {}", picture.caption.trim())));
        }
        if let Some(source) = picture.caption_source {
            let mut citation = self.place_of(source, &picture.caption_locator);
            citation.push(plain("."));
            caption.push(self.note(citation));
        }
        let date = historical_date_text(&picture.date);
        let absent = picture.date_absence.as_ref().map(absence_text).unwrap_or_default();
        let date = if date.is_empty() { absent } else { date };
        if !date.is_empty() {
            caption.push(quiet(tr_args("report-picture-date", &[("date", date.into())])));
        }
        caption.extend(self.depicted(picture, dossier));
        if !picture.caption_ours.trim().is_empty() {
            caption.push(Run::Voice { text: format!(" {}", picture.caption_ours.trim()) });
        }
        for (key, name, said) in [
            ("report-picture-photographer", "name", picture.photographer.trim()),
            ("report-picture-copy", "what", picture.copy_of.trim()),
            ("report-picture-credit", "credit", picture.credit.trim()),
        ] {
            if !said.is_empty() {
                caption.push(quiet(tr_args(key, &[(name, said.trim_end_matches('.').into())])));
            }
        }
        if !picture.rights.trim().is_empty() {
            let rights = rights_text(&picture.rights);
            caption.push(quiet(tr_args("report-picture-rights", &[("rights", rights.into())])));
        }
        if !drawn.is_empty() {
            caption.push(Run::Voice { text: format!(" {drawn}") });
        }
        if !picture.content_note.trim().is_empty() {
            let note = picture.content_note.trim();
            caption.push(quiet(tr_args("report-content-note", &[("note", note.into())])));
        }
        caption
    }

    /// The persons a picture shows, unless it is only the one whose page this is.
    fn depicted(&self, picture: &Attachment, dossier: &Dossier) -> Option<Run> {
        let others = picture.depicted.iter().filter(|person| **person != dossier.entry.id()).count();
        let names = picture.depicted.iter().map(|person| entry_text(*person, &self.holdings.labels));
        let names = names.collect::<Vec<_>>().join("; ");
        (others > 0).then(|| quiet(tr_args("report-depicted", &[("names", names.into())])))
    }
}
