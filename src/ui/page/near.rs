//! Beside a card or person: the numbers next to his, and who may be the same man. Both are looked for only when they are
//! opened, or when the page is wide and nobody turns to another.

use super::model::{Head, Link};
use super::{Desk, PageAction, claims, head, identity, layout};
use crate::background::{Request, Store};
use crate::catalogue::Candidate;
use crate::i18n::{tr, tr_args};
use crate::model::{EntryId, EntryKind, Holder, Near, Neighbourhood, Reason, Remark, SharedBy, Verdict};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::list::ListAction;
use crate::ui::theme;
use eframe::egui;
use egui::{CollapsingHeader, Ui};
use std::time::Duration;

/// A page that was shown for so long is looked at, and not only passed by.
const LOOKED_AT_SECONDS: f64 = 0.4;
/// Width of the column of numbers, in points.
const NUMBER_PT: f32 = 78.0;
/// "Find these" takes numbers so far on both sides.
const REACH: u64 = 10;
/// Numbers farther away than this are no neighbours to be found together.
const FAR: u64 = 1_000;

/// What is known of the shown entry.
#[derive(Debug, Default)]
pub(super) struct NearState {
    numbers: Part<Vec<Neighbourhood>>,
    alike: Part<(Vec<Candidate>, bool)>,
    /// When the page was drawn first since it was read.
    since: Option<f64>,
    is_wide: bool,
}

/// One of the two.
#[derive(Debug)]
struct Part<T> {
    found: Option<T>,
    /// Whether it is being looked for.
    is_asked: bool,
    /// Whether what is found may have changed since.
    is_behind: bool,
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self { found: None, is_asked: false, is_behind: true }
    }
}

impl<T> Part<T> {
    const fn is_wanted(&self) -> bool {
        self.is_behind && !self.is_asked
    }

    fn ask(&mut self) {
        self.is_asked = true;
        self.is_behind = false;
    }

    fn take(&mut self, found: T) {
        self.found = Some(found);
        self.is_asked = false;
    }

    /// It could not be looked for; that is told elsewhere, and not tried again until something changes.
    fn give_up(&mut self) {
        self.is_asked = false;
    }
}

impl NearState {
    /// A frame begins.
    pub(super) fn begin(&mut self, is_wide: bool) {
        self.is_wide = is_wide;
    }

    /// Something on the page changed.
    pub(super) fn fall_behind(&mut self) {
        self.numbers.is_behind = true;
        self.alike.is_behind = true;
        self.since = None;
    }

    pub(super) fn ask_numbers(&mut self, shown: Option<EntryId>, store: &Store) {
        if let Some(entry) = shown
            && self.numbers.is_wanted()
        {
            self.numbers.ask();
            store.send(Request::Neighbours { entry });
        }
    }

    pub(super) fn ask_alike(&mut self, shown: Option<EntryId>, store: &Store) {
        if let Some(entry) = shown
            && self.alike.is_wanted()
        {
            self.alike.ask();
            store.send(Request::LookAlikes { entry });
        }
    }

    pub(super) fn take_numbers(&mut self, found: &[Neighbourhood]) {
        self.numbers.take(found.to_vec());
    }

    pub(super) fn take_alike(&mut self, found: &[Candidate], has_more: bool) {
        self.alike.take((found.to_vec(), has_more));
    }

    pub(super) fn give_up(&mut self) {
        self.numbers.give_up();
        self.alike.give_up();
    }

    /// Whether the page is wide and was looked at for a while; until then it is drawn again when it will have been.
    fn is_looked_at(&mut self, ui: &Ui) -> bool {
        let now = ui.input(|input| input.time);
        let since = *self.since.get_or_insert(now);
        if !self.is_wide || !(self.numbers.is_wanted() || self.alike.is_wanted()) {
            return false;
        }
        let left = LOOKED_AT_SECONDS - (now - since);
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        }
        left <= 0.0
    }
}

/// Draws both, folded away until they are opened.
pub(super) fn near_ui(ui: &mut Ui, page: &Head, desk: &mut Desk<'_>) {
    if !matches!(page.kind, EntryKind::FileCard | EntryKind::Person) {
        return;
    }
    let is_looked_at = desk.state.near.is_looked_at(ui);
    ui.add_space(theme::GAP);
    let numbers = desk.state.near.numbers.found.take();
    let count = numbers.as_deref().map(count_of);
    let is_open = section_ui(ui, page.id, "near-title", count.map(|count| ("near-count", count)), |ui| {
        match numbers.as_deref() {
            None => waiting_ui(ui, desk.state.near.numbers.is_asked),
            Some(found) => numbers_ui(ui, page.id, found, desk),
        }
    });
    if desk.state.near.numbers.found.is_none() {
        desk.state.near.numbers.found = numbers;
    }
    if (is_open || is_looked_at) && desk.state.near.numbers.is_wanted() {
        desk.want(PageAction::Neighbours);
    }
    let alike = desk.state.near.alike.found.take();
    let count = alike.as_ref().map(|(found, _)| offered(found));
    let is_open =
        section_ui(ui, page.id, "alike-title", count.map(|count| ("alike-count", count)), |ui| match &alike {
            None => waiting_ui(ui, desk.state.near.alike.is_asked),
            Some((found, has_more)) => alike_ui(ui, (page.id, page.kind), found, *has_more, desk),
        });
    if desk.state.near.alike.found.is_none() {
        desk.state.near.alike.found = alike;
    }
    if (is_open || is_looked_at) && desk.state.near.alike.is_wanted() {
        desk.want(PageAction::LookAlikes);
    }
}

/// A section under its heading, with how many there are; whether it is open.
fn section_ui(
    ui: &mut Ui,
    of: EntryId,
    title: &str,
    count: Option<(&str, usize)>,
    contents: impl FnOnce(&mut Ui),
) -> bool {
    let mut heading = tr(title);
    if let Some((key, count)) = count {
        heading = format!("{heading} \u{b7} {}", tr_args(key, &[("count", count.into())]));
    }
    let drawn = CollapsingHeader::new(theme::section(heading)).id_salt((title, of)).show_unindented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        contents(ui);
        ui.add_space(theme::SMALL_GAP);
    });
    drawn.body_returned.is_some()
}

fn waiting_ui(ui: &mut Ui, is_asked: bool) {
    // what failed is told in the banner
    ui.label(theme::small(ui, if is_asked { tr("alike-wait") } else { String::new() }));
}

/// How many others have numbers near those of the page.
fn count_of(found: &[Neighbourhood]) -> usize {
    let mut others: Vec<(EntryId, u64)> = Vec::new();
    for near in found.iter().flat_map(|found| &found.lines) {
        if let Near::Held { holder, is_asked: false, .. } = near {
            others.push((holder.entry, holder.value));
        }
    }
    others.sort_unstable();
    others.dedup();
    others.len()
}

/// How many may be the same man: those nobody judged not to be.
fn offered(found: &[Candidate]) -> usize {
    found.iter().filter(|candidate| candidate.verdict != Some(Verdict::NotSame)).count()
}

fn numbers_ui(ui: &mut Ui, page: EntryId, found: &[Neighbourhood], desk: &mut Desk<'_>) {
    if found.is_empty() {
        ui.label(theme::small(ui, tr("near-none")));
    }
    for (at, near) in found.iter().enumerate() {
        ui.push_id(("near", at), |ui| {
            layout::small_line(ui, |ui| {
                let number = near.number.clone().into();
                let register = reports::register_text(&near.register).into();
                ui.label(theme::small(ui, tr_args("near-in", &[("number", number), ("register", register)])));
                find_ui(ui, near, desk);
            });
            for (at, line) in near.lines.iter().enumerate() {
                ui.push_id(at, |ui| line_ui(ui, page, line, desk));
            }
            if near.lines.len() < 2 {
                ui.label(theme::small(ui, tr("near-alone")));
            }
            if let Some(transport) = &near.transport {
                ui.label(theme::small(ui, reports::transport_text(transport)));
            }
            ui.add_space(theme::SMALL_GAP);
        });
    }
}

/// Finds the same numbers in the list.
fn find_ui(ui: &mut Ui, near: &Neighbourhood, desk: &mut Desk<'_>) {
    let (low, high) = reach(near);
    let query = format!("number:{low}..{high}");
    let link = ui.link(egui::RichText::new(tr("near-find")).size(13.0));
    if link.on_hover_text(tr_args("near-find-hint", &[("query", query.clone().into())])).clicked() {
        desk.actions.push(Action::List(ListAction::Words(query)));
    }
}

/// The numbers to be found: those shown, unless they lie so far away that others would be meant.
fn reach(near: &Neighbourhood) -> (u64, u64) {
    let held = near.lines.iter().filter_map(|line| match line {
        Near::Held { holder, .. } if holder.value.abs_diff(near.value) <= FAR => Some(holder.value),
        _ => None,
    });
    held.fold((near.value.saturating_sub(REACH), near.value.saturating_add(REACH)), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

fn line_ui(ui: &mut Ui, page: EntryId, line: &Near, desk: &mut Desk<'_>) {
    ui.spacing_mut().interact_size.y = 0.0;
    ui.horizontal_top(|ui| {
        let number = match line {
            Near::Held { holder, .. } => holder.number.as_str(),
            Near::Gap { .. } => "",
        };
        number_ui(ui, number, matches!(line, Near::Held { is_asked: true, .. }));
        // what wraps stays beside the column of numbers
        ui.vertical(|ui| {
            layout::small_line(ui, |ui| match line {
                Near::Gap { from, to, .. } => {
                    ui.label(theme::small(ui, reports::gap_text(*from, *to)).italics());
                }
                Near::Held { holder, remarks, .. } => {
                    holder_ui(ui, page, holder, desk);
                    remarks_ui(ui, remarks);
                }
            });
        });
    });
}

fn number_ui(ui: &mut Ui, number: &str, is_asked: bool) {
    let words = if is_asked { theme::strong(number).size(14.0) } else { egui::RichText::new(number).size(14.0) };
    // names stand under each other, whatever the numbers
    ui.vertical(|ui| {
        ui.set_min_width(NUMBER_PT);
        if !number.is_empty() {
            ui.label(words);
        }
    });
}

fn holder_ui(ui: &mut Ui, page: EntryId, holder: &Holder, desk: &mut Desk<'_>) {
    let text = called(&holder.label, &holder.reference_code);
    if holder.entry == page {
        ui.label(theme::strong(text).size(14.0));
    } else {
        claims::link_ui(ui, &Link { id: holder.entry, kind: holder.kind, text }, desk);
    }
    if !holder.label.trim().is_empty() {
        ui.label(theme::small(ui, &holder.reference_code));
    }
    if let Some(arrived) = &holder.arrived {
        ui.label(theme::small(ui, tr_args("near-came", &[("date", arrived.written.clone().into())])));
    }
}

/// What to call somebody: the name, else the reference, else that there is none.
fn called(label: &str, reference_code: &str) -> String {
    let names = [label.trim(), reference_code.trim()];
    names.into_iter().find(|name| !name.is_empty()).map_or_else(|| tr("page-untitled"), str::to_owned)
}

fn remarks_ui(ui: &mut Ui, remarks: &[Remark]) {
    for remark in remarks {
        let words = reports::remark_text(remark);
        let is_odd = matches!(remark, Remark::OutOfOrder { .. } | Remark::Shared { how: SharedBy::Unclear, .. });
        ui.label(if is_odd { theme::warning(ui, words).size(13.0) } else { theme::small(ui, words) });
    }
}

fn alike_ui(ui: &mut Ui, page: (EntryId, EntryKind), found: &[Candidate], has_more: bool, desk: &mut Desk<'_>) {
    if found.is_empty() {
        ui.label(theme::small(ui, tr("alike-none")));
    }
    for candidate in found {
        ui.push_id(candidate.entry, |ui| candidate_ui(ui, page, candidate, desk));
    }
    if has_more {
        ui.label(theme::small(ui, tr_args("alike-more", &[("count", found.len().into())])));
    }
}

fn candidate_ui(ui: &mut Ui, page: (EntryId, EntryKind), candidate: &Candidate, desk: &mut Desk<'_>) {
    let label = &candidate.label;
    layout::small_line(ui, |ui| {
        if candidate.verdict != Some(Verdict::NotSame) {
            let strength = reports::words("strength", candidate.strength.term());
            head::mark_ui(ui, &strength, &tr("strength-explained"));
        }
        let text = called(&label.label, &label.reference_code);
        claims::link_ui(ui, &Link { id: candidate.entry, kind: label.kind, text }, desk);
        if !label.label.trim().is_empty() {
            ui.label(theme::small(ui, &label.reference_code));
        }
    });
    let (against, for_it): (Vec<&Reason>, Vec<&Reason>) =
        candidate.reasons.iter().partition(|reason| reason.kind.is_against());
    let told = |reasons: &[&Reason]| {
        reasons.iter().map(|reason| reports::reason_text(reason)).collect::<Vec<_>>().join(" \u{b7} ")
    };
    if !for_it.is_empty() {
        ui.label(theme::small(ui, told(&for_it)));
    }
    if !against.is_empty() {
        ui.label(theme::warning(ui, tr_args("alike-against", &[("reasons", told(&against).into())])).size(13.0));
    }
    identity::offer_ui(ui, page, candidate, desk);
    ui.add_space(theme::SMALL_GAP);
}
