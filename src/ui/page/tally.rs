//! Of a group, an event or a unit: what sources state beside who can be named, or beside the cards that are here.
//!
//! Invariant: what is drawn is derived once, when the tally arrives. What is claimed of a group stands under the group
//! and beside no member.

mod adding;
mod derive;
mod members;

use super::asked::Asked;
use super::{Desk, PageAction, claims, layout};
use crate::background::study::tally::{TallyNews, TallyWish};
use crate::background::{StudyNews, StudyWish};
use crate::i18n::{tr, tr_args};
use crate::model::{Dossier, EntryId, EntryKind};
use crate::ui::action::Action;
use crate::ui::list::ListAction;
use crate::ui::theme;
use adding::Adding;
use derive::{ComparisonModel, MembersModel, TallyModel};
use eframe::egui;
use egui::{RichText, Ui, vec2};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Height of the bar that shows how many of the stated number are here.
const BAR_PT: f32 = 6.0;
/// The shortest a part of the bar becomes that is not nothing.
const LEAST_PT: f32 = 3.0;

/// What is kept between frames.
#[derive(Debug, Default)]
pub(super) struct TallyState {
    asked: Asked,
    found: Option<Arc<TallyModel>>,
    /// The page of members that is shown.
    members: Option<Arc<MembersModel>>,
    /// The place of its first.
    from: usize,
    /// How far those are known, when somebody turned to them.
    turned: Option<Asked>,
    /// Members that were begun to be added, by the group or event.
    adding: BTreeMap<EntryId, Adding>,
}

impl TallyState {
    /// Another entry is shown; members that were begun stay.
    pub(super) fn leave(&mut self) {
        let adding = std::mem::take(&mut self.adding);
        *self = Self { adding, ..Self::default() };
    }

    /// Something on the page changed.
    pub(super) fn fall_behind(&mut self) {
        self.asked = Asked::Wanted;
    }

    /// Something of it could not be read.
    pub(super) fn give_up(&mut self) {
        self.asked.give_up();
        if let Some(turned) = &mut self.turned {
            turned.give_up();
        }
    }

    /// Whether words were typed that are not written yet.
    pub(super) fn is_begun(&self) -> bool {
        self.adding.values().any(Adding::is_begun)
    }

    /// Takes what was asked for.
    pub(super) fn take(&mut self, shown: Option<EntryId>, news: &StudyNews) {
        match news {
            StudyNews::Tally(TallyNews::Of { tally, written }) => {
                self.adding.retain(|_, adding| written.is_none_or(|claim| claim != adding.claim));
                if shown == Some(tally.entry) {
                    self.asked.answered();
                    let model = derive::tally(tally);
                    if self.from == 0 || self.from >= model.members.total {
                        self.from = 0;
                        self.members = Some(Arc::clone(&model.members));
                    } else {
                        self.turned = Some(Asked::Wanted);
                    }
                    self.found = Some(Arc::new(model));
                }
            }
            StudyNews::Tally(TallyNews::Members { entry, page }) if shown == Some(*entry) && page.from == self.from => {
                self.members = Some(Arc::new(derive::members(page)));
                self.turned = None;
            }
            _ => {}
        }
    }

    fn turn(&mut self, from: usize) {
        self.from = from;
        self.turned = Some(Asked::Wanted);
    }
}

/// Draws it.
pub(super) fn tally_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    let (entry, kind) = (dossier.entry.id(), dossier.entry.kind());
    if !matches!(kind, EntryKind::Group | EntryKind::Event | EntryKind::HoldingUnit) {
        return;
    }
    ask(entry, desk);
    ui.add_space(theme::GAP);
    let is_unit = kind == EntryKind::HoldingUnit;
    ui.label(theme::section(if is_unit { tr("tally-title-unit") } else { tr("tally-title") }));
    let is_unread = desk.state.tally.asked.unread_ui(ui, "failed-tally");
    let Some(found) = desk.state.tally.found.clone() else {
        if !is_unread {
            ui.label(theme::small(ui, tr("tally-wait")));
        }
        return;
    };
    for comparison in &found.comparisons {
        comparison_ui(ui, comparison, desk);
    }
    if is_unit {
        find_ui(ui, &found.query, desk);
        return;
    }
    said_ui(ui, &found, desk);
    members::members_ui(ui, kind, &found.query, desk);
    adding::adding_ui(ui, (entry, kind), desk);
}

fn ask(entry: EntryId, desk: &mut Desk<'_>) {
    if desk.state.tally.asked.wants() {
        let written = desk.state.tally.adding.get(&entry).filter(|adding| adding.sent).map(|adding| adding.claim);
        desk.want(PageAction::Study(StudyWish::Tally(TallyWish::Of { entry, written })));
    }
    if desk.state.tally.turned.as_mut().is_some_and(Asked::wants) {
        let from = desk.state.tally.from;
        desk.want(PageAction::Study(StudyWish::Tally(TallyWish::Members { entry, from })));
    }
}

/// One number beside another, in words, with a bar where both are numbers, and who states it.
fn comparison_ui(ui: &mut Ui, comparison: &ComparisonModel, desk: &mut Desk<'_>) {
    ui.add_space(theme::SMALL_GAP);
    let words = RichText::new(&comparison.words);
    ui.label(if comparison.is_disputed { words.color(theme::palette(ui).disputed) } else { words });
    if let Some(share) = comparison.share {
        bar_ui(ui, share);
    }
    for saying in &comparison.sayings {
        layout::small_line(ui, |ui| {
            ui.label(theme::weak(ui, &saying.words).size(14.0));
            if let Some(source) = &saying.source {
                claims::link_ui(ui, source, desk);
            }
            if !saying.rest.is_empty() {
                ui.label(theme::small(ui, &saying.rest));
            }
        });
    }
}

/// How many of those stated are here; the words above say it.
fn bar_ui(ui: &mut Ui, share: f32) {
    let colours = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width().min(420.0), BAR_PT), egui::Sense::hover());
    // the track is an outline, so that nothing looks like nothing
    ui.painter().rect_stroke(rect, BAR_PT / 2.0, (1.0, colours.edge), egui::StrokeKind::Inside);
    if share > 0.0 {
        let width = (rect.width() * share).clamp(LEAST_PT, rect.width());
        let part = egui::Rect::from_min_size(rect.min, vec2(width, rect.height()));
        ui.painter().rect_filled(part, BAR_PT / 2.0, colours.weak);
    }
}

/// When and where, as claimed of all together.
fn said_ui(ui: &mut Ui, found: &TallyModel, desk: &mut Desk<'_>) {
    if found.said.is_empty() {
        return;
    }
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::strong(tr("tally-when-where")));
    for said in &found.said {
        layout::small_line(ui, |ui| {
            ui.label(theme::small(ui, &said.property));
            ui.label(RichText::new(&said.words).size(14.0));
            if let Some(place) = &said.meant {
                claims::link_ui(ui, place, desk);
            }
            if !said.rest.is_empty() {
                ui.label(theme::small(ui, &said.rest));
            }
            if let Some(source) = &said.source {
                claims::link_ui(ui, source, desk);
            }
        });
    }
}

/// Finds the members, or the cards, in the list.
fn find_ui(ui: &mut Ui, query: &str, desk: &mut Desk<'_>) {
    if query.is_empty() {
        return;
    }
    let link = ui.link(RichText::new(tr("tally-find")).size(13.0));
    if link.on_hover_text(tr_args("tally-find-hint", &[("query", query.to_owned().into())])).clicked() {
        desk.actions.push(Action::List(ListAction::Words(query.to_owned())));
    }
}
