//! Words of the papers in a wording: shown as a quotation, underlined, with what they mean under it.

use super::model::ClaimModel;
use super::{Desk, layout};
use crate::background::study::glossary::{GlossaryNews, GlossaryWish};
use crate::background::{Answer, Request, Store, StudyNews, StudyWish};
use crate::i18n::tr_args;
use crate::model::{EntryKind, Gloss, Glossary};
use crate::ui::theme;
use eframe::egui;
use egui::text::LayoutJob;
use egui::{FontSelection, RichText, Stroke, Ui, WidgetText};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Texts whose glosses are remembered; a page has fewer.
const MOST_KNOWN: usize = 2000;

/// The glossary, and what it says of the texts of the page.
#[derive(Debug, Default)]
pub(super) struct GlossState {
    glossary: Arc<Glossary>,
    known: BTreeMap<String, Arc<[Gloss]>>,
}

impl GlossState {
    /// Takes an answer of the catalogue's thread; asks for the glossary where it may be another one.
    pub(super) fn answer(&mut self, answer: &Answer, store: &Store) {
        let is_another = match answer {
            Answer::Opened(_) => true,
            Answer::Written(written) => {
                written.applied.touched.iter().any(|touched| touched.kind == EntryKind::GlossaryTerm)
            }
            Answer::Study(StudyNews::Glossary(GlossaryNews::Terms(glossary))) => {
                *self = Self { glossary: Arc::clone(glossary), known: BTreeMap::new() };
                false
            }
            _ => false,
        };
        if is_another {
            store.send(Request::Study(StudyWish::Glossary(GlossaryWish::Terms)));
        }
    }

    /// What the glossary says of a text; looked up once.
    fn of(&mut self, text: &str) -> Arc<[Gloss]> {
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        let glosses: Arc<[Gloss]> = self.glossary.glosses(text).into();
        self.known.insert(text.to_owned(), Arc::clone(&glosses));
        glosses
    }
}

/// Draws a wording in the look of `words`: a word in it that needs a gloss is underlined, and one that may stand only as
/// a quotation makes it one.
pub(super) fn wording_ui(ui: &mut Ui, as_written: &str, words: RichText, desk: &mut Desk<'_>) {
    let glosses = desk.state.gloss.of(as_written);
    // an absence stands in the place of the wording
    if glosses.is_empty() || words.text() != as_written {
        ui.label(words);
        return;
    }
    let job = WidgetText::from(words).into_layout_job(ui.style(), FontSelection::Default, egui::Align::Center);
    let ranges: Vec<Range<usize>> = glosses.iter().map(|gloss| gloss.range.clone()).collect();
    let line = Stroke::new(1.0, theme::palette(ui).weak);
    let is_quotation = glosses.iter().any(|gloss| gloss.caution);
    let drawn = ui.label(lined(&job, as_written, &ranges, line, is_quotation));
    drawn.on_hover_ui(|ui| {
        for gloss in glosses.iter() {
            ui.label(said(gloss));
            if !gloss.basis.is_empty() {
                ui.label(theme::small(ui, basis(gloss)));
            }
        }
    });
}

/// The text with a line under these parts of it, in quotation marks where it is a quotation.
fn lined(job: &LayoutJob, text: &str, ranges: &[Range<usize>], line: Stroke, is_quotation: bool) -> LayoutJob {
    let Some(format) = job.sections.first().map(|section| section.format.clone()) else {
        return job.clone();
    };
    let mut lined = LayoutJob { text: String::new(), sections: Vec::new(), ..job.clone() };
    let mut add = |part: &str, is_glossed: bool| {
        let mut format = format.clone();
        if is_glossed {
            format.underline = line;
        }
        lined.append(part, 0.0, format);
    };
    if is_quotation {
        add("\u{201c}", false);
    }
    let mut at = 0;
    for range in ranges {
        // a word with a gloss of two languages is underlined once
        let (Some(before), Some(word)) = (text.get(at..range.start), text.get(range.clone())) else { continue };
        add(before, false);
        add(word, true);
        at = range.end;
    }
    add(text.get(at..).unwrap_or_default(), false);
    if is_quotation {
        add("\u{201d}", false);
    }
    lined
}

/// `Abgang: departure: left the list; says nothing of a death`.
fn said(gloss: &Gloss) -> String {
    tr_args("gloss-said", &[("term", gloss.term.clone().into()), ("gloss", gloss.gloss.clone().into())])
}

fn basis(gloss: &Gloss) -> String {
    tr_args("gloss-basis", &[("basis", gloss.basis.clone().into())])
}

/// What stands under a wording: what words in it and in the sentence of the source mean.
pub(super) fn under_ui(ui: &mut Ui, claim: &ClaimModel, desk: &mut Desk<'_>) {
    let quotation = desk.state.claim(claim.id).map(|claim| claim.quotation.clone()).unwrap_or_default();
    words_ui(ui, &[&claim.as_written, &quotation], desk);
}

/// What the words of texts mean, each once, in small words: read by who has no pointer.
pub(super) fn words_ui(ui: &mut Ui, texts: &[&str], desk: &mut Desk<'_>) {
    let mut drawn: Vec<(String, String)> = Vec::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        for gloss in desk.state.gloss.of(text).iter() {
            let name = (gloss.term.clone(), gloss.language.clone());
            if drawn.contains(&name) {
                continue;
            }
            drawn.push(name);
            layout::small_line(ui, |ui| {
                let line = ui.label(theme::small(ui, said(gloss)).italics());
                if !gloss.basis.is_empty() {
                    line.on_hover_text(basis(gloss));
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glossed_word_is_underlined_inside_quotation_marks() {
        let text = "10.1.42 Abgang, entlassen";
        let ranges: Vec<_> = Glossary::default().glosses(text).into_iter().map(|gloss| gloss.range).collect();
        let job = LayoutJob::simple_singleline(text.to_owned(), egui::FontId::default(), egui::Color32::BLACK);
        let quoted = lined(&job, text, &ranges, Stroke::new(1.0, egui::Color32::BLACK), true);
        assert_eq!(quoted.text, "“10.1.42 Abgang, entlassen”");
        let lined: Vec<&str> = quoted
            .sections
            .iter()
            .filter(|section| section.format.underline.width > 0.0)
            .map(|section| &quoted.text[section.byte_range.start.0..section.byte_range.end.0])
            .collect();
        assert_eq!(lined, ["Abgang", "entlassen"]);
        let plain = super::lined(&job, text, &ranges, Stroke::NONE, false);
        assert_eq!(plain.text, text, "an abbreviation makes no quotation");
    }
}
