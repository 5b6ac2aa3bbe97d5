//! Of a source: what cites it, and what was searched for in it and not found.

use super::asked::Asked;
use super::model::Link;
use super::{Desk, PageAction, claims, layout};
use crate::background::study::glossary::{GlossaryNews, GlossaryWish};
use crate::background::{StudyNews, StudyWish};
use crate::catalogue::CitedBy;
use crate::i18n::{tr, tr_args};
use crate::model::{Claim, ClaimStatus, Dossier, EntryId};
use crate::reports;
use crate::ui::theme;
use eframe::egui::Ui;

/// What names the shown source.
#[derive(Debug, Default)]
pub(super) struct CitedState {
    asked: Asked,
    cited: Option<Box<CitedBy>>,
}

impl CitedState {
    /// Another entry is shown.
    pub(super) fn leave(&mut self) {
        *self = Self::default();
    }

    /// Something on the page changed.
    pub(super) fn fall_behind(&mut self) {
        self.asked = Asked::Wanted;
    }

    /// It could not be read.
    pub(super) fn give_up(&mut self) {
        self.asked.give_up();
    }

    /// Takes what was asked for.
    pub(super) fn take(&mut self, shown: Option<EntryId>, news: &StudyNews) {
        if let StudyNews::Glossary(GlossaryNews::CitedBy(source, cited)) = news
            && shown == Some(*source)
        {
            self.cited = Some(cited.clone());
            self.asked.answered();
        }
    }
}

/// Draws both lists; asks for them first.
pub(super) fn cited_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    if desk.state.cited.asked.wants() {
        desk.want(PageAction::Study(StudyWish::Glossary(GlossaryWish::CitedBy(dossier.entry.id()))));
    }
    ui.add_space(theme::GAP);
    ui.label(theme::section(tr("cited-heading")));
    // drawn from while the lines may want something of the page
    let is_unread = desk.state.cited.asked.unread_ui(ui, "failed-glossary");
    let Some(cited) = desk.state.cited.cited.take() else {
        if !is_unread {
            ui.label(theme::weak(ui, tr("cited-reading")));
        }
        return;
    };
    if cited.found.is_empty() {
        ui.label(theme::weak(ui, tr("cited-nothing")));
    }
    lines_ui(ui, &cited, &cited.found, cited.count_found, desk);
    ui.add_space(theme::GAP);
    ui.label(theme::section(tr("cited-not-found")));
    if cited.not_found.is_empty() {
        ui.label(theme::weak(ui, tr("cited-not-found-none")));
    }
    lines_ui(ui, &cited, &cited.not_found, cited.count_not_found, desk);
    desk.state.cited.cited = Some(cited);
}

fn lines_ui(ui: &mut Ui, cited: &CitedBy, claims: &[Claim], count: u64, desk: &mut Desk<'_>) {
    for claim in claims {
        ui.push_id(claim.id, |ui| layout::small_line(ui, |ui| line_ui(ui, cited, claim, desk)));
    }
    let more = count.saturating_sub(claims.len() as u64);
    if more > 0 {
        ui.label(theme::weak(ui, tr_args("cited-more", &[("count", more.into())])));
    }
}

fn line_ui(ui: &mut Ui, cited: &CitedBy, claim: &Claim, desk: &mut Desk<'_>) {
    let label = cited.labels.get(&claim.subject).cloned().unwrap_or_default();
    let text = match (label.reference_code.is_empty(), label.label.is_empty()) {
        (false, false) => format!("{} \u{b7} {}", label.reference_code, label.label),
        _ => reports::label_text(&label),
    };
    claims::link_ui(ui, &Link { id: claim.subject, kind: label.kind, text }, desk);
    ui.label(theme::small(ui, reports::property_text(&claim.property)));
    if !claim.as_written.is_empty() {
        ui.label(theme::weak(ui, tr_args("page-quoted", &[("words", claim.as_written.clone().into())])));
    }
    let mut about = vec![claim.locator.clone(), claim.remark.clone()];
    if claim.status != ClaimStatus::Stands {
        about.push(tr(&format!("status-{}", claim.status.term())));
    }
    about.retain(|words| !words.is_empty());
    if !about.is_empty() {
        ui.label(theme::small(ui, about.join(" \u{b7} ")));
    }
}
