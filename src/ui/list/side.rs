//! The left panel: the lists with their counts, and the tree of the holdings.

use super::{ListAction, ListKind, ListState};
use crate::catalogue::Counts;
use crate::i18n::tr;
use crate::model::{EntryId, HoldingUnit, SavedSearch, Stage};
use crate::ui::action::Action;
use crate::ui::search::{self, FacetsView, SavedView, SearchState};
use crate::ui::{shapes, theme};
use eframe::egui::{self, Align, Color32, Layout, Sense, Ui, vec2};
use std::collections::{BTreeMap, BTreeSet};

/// What the panel may know.
#[derive(Debug)]
pub struct SideView<'a> {
    /// How many entries of each kind there are.
    pub counts: &'a Counts,
    /// Fonds, series and files.
    pub units: &'a [HoldingUnit],
    /// The lists.
    pub list: &'a ListState,
    /// The searches that are kept.
    pub saved: &'a [SavedSearch],
    /// Why nothing can be changed.
    pub read_only: Option<&'a str>,
    /// The conditions that say what is shown while no words are sought.
    pub place: &'a [String],
    /// Parts of the panel that are not as they are at first.
    pub parts: &'a BTreeMap<String, bool>,
}

/// Draws the panel. `closed` holds the units whose parts are not shown.
pub fn side_ui(
    ui: &mut Ui,
    view: &SideView<'_>,
    closed: &mut BTreeSet<EntryId>,
    search: &mut SearchState,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let SideView { counts, units, list, .. } = *view;
    let finding = list.is_finding();
    let is_old = finding && list.is_count_old();
    heading(ui, &tr(if finding { "side-found" } else { "side-lists" }));
    let all = (list.only.is_none(), is_old);
    if finding && line_ui(ui, (0, &tr("side-everything")), list.hits(), all).clicked() {
        actions.push(Action::List(ListAction::Everything));
    }
    for kind in ListKind::ALL {
        let count = if finding {
            list.hits_of(*kind)
        } else {
            Some(kind.kinds().iter().filter_map(|kind| counts.get(kind)).sum())
        };
        let chosen = if finding {
            list.only == Some(*kind)
        } else {
            list.kind == *kind && list.unit.is_none() && list.stage.is_none()
        };
        if line_ui(ui, (0, &tr(kind.key())), count, (chosen, is_old)).clicked() {
            actions.push(Action::List(ListAction::Kind(*kind)));
        }
        if *kind == ListKind::Cards && !finding && count.is_some_and(|count| count > 0) {
            queues_ui(ui, list, actions);
        }
    }
    let saved = SavedView { saved: view.saved, list, read_only: view.read_only };
    search::saved_ui(ui, saved, search, actions);
    let facets = FacetsView { list, templates: &list.templates, place: view.place, parts: view.parts };
    search::facets_ui(ui, &facets, search, actions);
    ui.add_space(theme::GAP + 4.0);
    heading(ui, &tr("side-holdings"));
    if units.is_empty() {
        ui.label(theme::small(ui, tr("side-no-holdings")));
    }
    branch(ui, units, (None, 0), list, closed, actions);
}

/// The queues of the cards of the unit, or of all; the one that is shown, chosen again, gives way to all cards.
fn queues_ui(ui: &mut Ui, list: &ListState, actions: &mut Vec<Action>) {
    for stage in Stage::ALL {
        let count = list.stages.get(stage).copied().unwrap_or_default();
        let chosen = list.kind == ListKind::Cards && list.stage == Some(*stage);
        let line = line_ui(ui, (1, &tr(&format!("stage-{stage}"))), Some(count), (chosen, false));
        let hint = if chosen { "side-queue-leave" } else { "side-queue" };
        if line.on_hover_text(tr(hint)).clicked() {
            actions.push(Action::List(ListAction::Stage(Some(*stage).filter(|_| !chosen))));
        }
    }
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(theme::small(ui, words).family(theme::strong_family()));
    ui.add_space(4.0);
}

fn branch(
    ui: &mut Ui,
    units: &[HoldingUnit],
    (parent, depth): (Option<EntryId>, usize),
    list: &ListState,
    closed: &mut BTreeSet<EntryId>,
    actions: &mut Vec<Action>,
) {
    // a ring of parents cannot be drawn to its end
    if depth > 12 {
        return;
    }
    let is_known = |id: EntryId| units.iter().any(|unit| unit.id == id);
    for unit in units {
        let at_home = match unit.parent {
            Some(above) if is_known(above) => parent == Some(above),
            _ => parent.is_none(),
        };
        if !at_home {
            continue;
        }
        let has_parts = units.iter().any(|part| part.parent == Some(unit.id));
        let chosen = list.unit == Some(unit.id) && !list.is_finding();
        let words = if unit.title.is_empty() { &unit.reference_code } else { &unit.title };
        let response = line_ui(ui, (depth + 1, words), None, (chosen, false));
        if has_parts {
            let open = !closed.contains(&unit.id);
            let place = egui::Rect::from_center_size(
                response.rect.left_center() + vec2(8.0 + 14.0 * depth as f32, 0.0),
                vec2(20.0, 24.0),
            );
            let fold = ui.interact(place, ui.scope_id().with(("fold", unit.id)), Sense::click());
            fold.widget_info(|| {
                let words = tr(if open { "side-fold" } else { "side-unfold" });
                egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{words} {}", unit.reference_code))
            });
            shapes::fold_mark(ui, place.center(), open, fold.hovered() || fold.has_focus());
            if fold.clicked() {
                if open {
                    closed.insert(unit.id);
                } else {
                    closed.remove(&unit.id);
                }
            }
        }
        let response = response.on_hover_text(format!("{} {}", unit.reference_code, unit.title));
        if response.clicked() {
            actions.push(Action::List(ListAction::Unit(Some(unit.id))));
        }
        if response.double_clicked() {
            actions.push(Action::Show(unit.id));
        }
        if has_parts && !closed.contains(&unit.id) {
            branch(ui, units, (Some(unit.id), depth + 1), list, closed, actions);
        }
    }
}

/// The heading of a part that can be folded. Returns whether it was clicked.
pub fn part_ui(ui: &mut Ui, words: &str, is_open: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    let colours = theme::palette(ui);
    let lively = response.hovered() || response.has_focus();
    response.widget_info(|| {
        let key = tr(if is_open { "side-fold" } else { "side-unfold" });
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{key} {words}"))
    });
    shapes::fold_mark(ui, rect.left_center() + vec2(8.0, 0.0), is_open, lively);
    let ink = if lively { colours.strong } else { colours.ink };
    let font = egui::FontId::proportional(13.0);
    ui.painter().text(rect.left_center() + vec2(18.0, 0.0), egui::Align2::LEFT_CENTER, words, font, ink);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, theme::CORNER, (2.0, colours.focus), egui::StrokeKind::Inside);
    }
    response.clicked()
}

/// A line of the panel, so deep: words on the left, a count on the right. It can be chosen, and dim while what it says
/// is old.
pub fn line_ui(
    ui: &mut Ui,
    (depth, words): (usize, &str),
    count: Option<u64>,
    (chosen, is_dim): (bool, bool),
) -> egui::Response {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, words));
    let fill = if chosen {
        colours.chosen
    } else if response.hovered() {
        colours.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, theme::CORNER, fill);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, theme::CORNER, (2.0, colours.focus), egui::StrokeKind::Inside);
    }
    let left = if depth == 0 { 10.0 } else { 6.0 + 14.0 * depth as f32 };
    let inner = rect.with_min_x(rect.left() + left).with_max_x(rect.right() - 10.0);
    let ink = match (chosen, is_dim) {
        (true, _) => colours.strong,
        (false, true) => colours.weak,
        (false, false) => colours.ink,
    };
    let mut is_cut = false;
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)).sense(Sense::empty()),
        |ui| {
            if let Some(count) = count {
                let count = theme::small(ui, count.to_string());
                let count = if is_dim { count.color(colours.weak.gamma_multiply(0.6)) } else { count };
                ui.add(egui::Label::new(count).selectable(false));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = egui::RichText::new(words).color(ink);
                let text = if chosen { text.family(theme::strong_family()) } else { text };
                let text = egui::WidgetText::from(text);
                let galley = text.into_galley(
                    ui,
                    Some(egui::TextWrapMode::Truncate),
                    ui.available_width(),
                    egui::TextStyle::Body,
                );
                is_cut = galley.elided;
                ui.add(egui::Label::new(galley).selectable(false).show_tooltip_when_elided(false));
            });
        },
    );
    if is_cut && depth == 0 { response.on_hover_text(words) } else { response }
}
