//! What is claimed: each claim with its wording, reading and source, rivals side by side with the judgement on them.

use super::claim_edit::{self, NewClaim};
use super::model::{ClaimModel, ConclusionModel, Link, Mark, PageModel, Section};
use super::withdraw::Asking;
use super::{Desk, gloss, head, layout, withdraw};
use crate::i18n::{tr, tr_args};
use crate::model::{Certainty, ClaimStatus, EntryId, NumberState};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::study::judging::JudgingAction;
use crate::ui::study::{Screen, StudyAction};
use crate::ui::{shapes, theme};
use eframe::egui;
use egui::{Frame, Margin, RichText, Stroke, Ui};
use std::collections::BTreeMap;

/// Width below which rivals stand under each other.
const RIVAL_PT: f32 = 210.0;

/// Which claims are being worked on.
#[derive(Debug, Default)]
pub(super) struct ClaimsState {
    /// The claim whose particulars are open.
    pub open: Option<EntryId>,
    /// The claim whose open particulars were brought into view.
    pub revealed: Option<EntryId>,
    /// Whether the first disagreement is to be brought into view.
    pub find_dispute: bool,
    /// Whether the first question that is left open, and no disagreement, is to be brought into view.
    pub find_open: bool,
    /// Whether the first value to look at is to be brought into view.
    pub find_problem: bool,
    /// What is to become of a claim, while that is asked.
    pub asking: Asking,
    /// New claims that were begun, by the entry they are about.
    pub adding: BTreeMap<EntryId, NewClaim>,
}

impl ClaimsState {
    /// Opens the particulars of a claim.
    pub(super) fn open(&mut self, claim: EntryId) {
        self.open = Some(claim);
        self.revealed = None;
    }

    /// Asks why a claim is withdrawn.
    pub(super) fn begin_withdrawing(&mut self, claim: EntryId) {
        self.asking.begin(claim, ClaimStatus::Withdrawn);
    }

    /// Begins a claim that was begun before the program ended.
    pub(super) fn begin_in_box(&mut self, card: EntryId, field: &str, property: &str) {
        let new = NewClaim { field: field.to_owned(), property: property.to_owned(), ..NewClaim::default() };
        self.adding.insert(card, new);
    }

    /// Another page is shown; claims that were begun stay.
    pub(super) fn leave(&mut self) {
        self.open = None;
        self.asking.leave();
    }

    /// Whether words were typed for a claim that is not written yet.
    pub(super) fn is_begun(&self) -> bool {
        self.adding.values().any(|new| !new.as_written.trim().is_empty())
    }

    /// The claim begun about `subject` was written.
    pub(super) fn written(&mut self, subject: EntryId) {
        self.adding.remove(&subject);
    }

    /// The claim begun about `subject` was not written; its words stay.
    pub(super) fn failed(&mut self, subject: EntryId, why: String) {
        if let Some(new) = self.adding.get_mut(&subject) {
            new.failed = Some(why);
            new.sent = false;
        }
    }
}

/// Draws what is claimed beside the form, and the place to add to it.
pub(super) fn sections_ui(ui: &mut Ui, model: &PageModel, desk: &mut Desk<'_>) {
    if model.properties.is_empty() && model.sections.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    let heading = if model.sides.is_empty() { "page-claims" } else { "page-claims-beside" };
    if model.sides.is_empty() || !model.sections.is_empty() {
        ui.label(theme::section(tr(heading)));
    }
    for section in &model.sections {
        section_ui(ui, section, desk);
    }
    adding_ui(ui, model.head.id, &model.properties, desk);
}

fn section_ui(ui: &mut Ui, section: &Section, desk: &mut Desk<'_>) {
    ui.add_space(theme::SMALL_GAP);
    let colours = theme::palette(ui);
    let edge = if section.disputed { colours.disputed } else { colours.line };
    let margin = if section.rivals { Margin { left: 10, ..Margin::ZERO } } else { Margin::ZERO };
    let drawn = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::strong(&section.label));
            mark_ui(ui, &section.mark, (&section.property, &section.label), MarkPlace::Page, desk);
        });
        let beside = if section.rivals { columns(ui.available_width(), section.claims.len()) } else { 1 };
        if beside > 1 {
            layout::grid(ui, beside, &section.claims, |ui, claim| claim_ui(ui, claim, &section.label, desk));
        } else {
            for claim in &section.claims {
                claim_ui(ui, claim, &section.label, desk);
            }
        }
        for conclusion in &section.conclusions {
            conclusion_ui(ui, conclusion);
        }
    });
    let is_dispute = section.disputed && std::mem::take(&mut desk.state.claims.find_dispute);
    let is_open = section.left_open && std::mem::take(&mut desk.state.claims.find_open);
    if is_dispute || is_open {
        drawn.response.scroll_to_me(Some(egui::Align::Min));
    }
    if section.rivals {
        let rect = drawn.response.rect;
        ui.painter().vline(rect.left() + 1.5, rect.y_range(), Stroke::new(3.0, edge));
    }
}

/// Where a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkPlace {
    /// Beside what is read.
    Page,
    /// Between boxes that are keyed: Tab goes on to the next box, and passes it by.
    Form,
}

/// That sources disagree, or what was concluded, and the way to the rivals side by side, for a property and what it is
/// called here.
pub(super) fn mark_ui(ui: &mut Ui, mark: &Mark, (property, name): (&str, &str), place: MarkPlace, desk: &mut Desk<'_>) {
    let words = match (mark.words.is_empty(), mark.can_judge && desk.can_write()) {
        (false, _) => mark.words.clone(),
        (true, true) => tr("judging-page-judge"),
        (true, false) => return,
    };
    if mark.disagree {
        shapes::disputed_mark(ui);
    }
    let text = RichText::new(&words).size(13.0);
    let text = if mark.disagree { text.color(theme::palette(ui).disputed) } else { text };
    let link = match place {
        MarkPlace::Page => ui.add(egui::Link::new(text)),
        MarkPlace::Form => {
            let text = if mark.disagree { text } else { text.color(theme::palette(ui).focus) };
            ui.add(egui::Label::new(text).sense(egui::Sense::CLICK)).on_hover_cursor(egui::CursorIcon::PointingHand)
        }
    };
    let label = tr_args("judging-page-mark-of", &[("property", name.into()), ("words", words.into())]);
    super::editor::name(&link, egui::Role::Link, &label);
    if link.on_hover_text(tr("judging-page-rivals")).clicked()
        && let Some(subject) = desk.state.shown
    {
        desk.actions.push(Action::Study(StudyAction::Open(Screen::Judging)));
        let show = JudgingAction::Show(subject, property.to_owned());
        desk.actions.push(Action::Study(StudyAction::Judging(show)));
    }
}

/// How many rivals stand beside each other.
fn columns(width: f32, claims: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number of columns")]
    let fit = (width / RIVAL_PT).max(1.0) as usize;
    claims.clamp(1, fit.min(4))
}

/// Draws one claim; `name` says what of.
pub(super) fn claim_ui(ui: &mut Ui, claim: &ClaimModel, name: &str, desk: &mut Desk<'_>) {
    let colours = theme::palette(ui);
    let frame = Frame::new()
        .fill(colours.sheet)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(theme::CORNER)
        .inner_margin(Margin::symmetric(10, 6));
    ui.push_id(claim.id, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            if claim.number.is_some() {
                ui.horizontal_wrapped(|ui| {
                    wording_ui(ui, claim, desk);
                    number_ui(ui, claim);
                });
            } else {
                wording_ui(ui, claim, desk);
            }
            gloss::under_ui(ui, claim, desk);
            if claim.has_reading() && (claim.status == ClaimStatus::Stands || !claim.read_by.is_empty()) {
                layout::small_line(ui, |ui| reading_ui(ui, claim, desk));
            }
            status_ui(ui, claim);
            layout::small_line(ui, |ui| {
                remarks_ui(ui, claim, desk);
                if !desk.can_write() || desk.state.claims.open != Some(claim.id) {
                    // one that does not stand can stand again first
                    if desk.can_write() && claim.status == ClaimStatus::Stands {
                        let open = ui.link(RichText::new(tr("page-edit")).size(13.0));
                        claim_edit::name(&open, "page-edit-of", name, &claim.as_written);
                        if open.clicked() {
                            desk.state.claims.open(claim.id);
                        }
                    }
                    withdraw::menu_ui(ui, claim, name, desk);
                }
            });
            claim_edit::wording_ui(ui, claim, desk);
            particulars_ui(ui, claim.id, name, desk);
        });
    });
}

fn wording_ui(ui: &mut Ui, claim: &ClaimModel, desk: &mut Desk<'_>) {
    let colours = theme::palette(ui);
    let words = match &claim.absence {
        Some(absence) => RichText::new(reports::absence_text(absence)).italics(),
        None => RichText::new(&claim.as_written),
    };
    let is_struck = claim.number == Some(NumberState::Struck);
    let words = if claim.status == ClaimStatus::Stands && is_struck { words.strikethrough() } else { words };
    let words = if claim.status == ClaimStatus::Stands { words } else { words.strikethrough().color(colours.weak) };
    gloss::wording_ui(ui, &claim.as_written, words.size(16.0), desk);
}

/// What became of a number, as a mark beside it.
pub(super) fn number_ui(ui: &mut Ui, claim: &ClaimModel) {
    if let Some(state) = claim.number {
        let words = tr(&format!("number-state-{}", state.term()));
        head::mark_ui(ui, &words, &words);
    }
}

fn status_ui(ui: &mut Ui, claim: &ClaimModel) {
    if claim.chosen {
        tag_ui(ui, &tr("page-chosen"));
    }
    if claim.status != ClaimStatus::Stands {
        let status = tr(&format!("status-{}", claim.status.term()));
        let line = if claim.status_reason.is_empty() {
            status
        } else {
            tr_args("page-status-because", &[("status", status.into()), ("reason", claim.status_reason.clone().into())])
        };
        ui.label(theme::strong(line).small());
    }
}

/// A word on a filled ground without an edge, so that nobody takes it for a button.
pub(super) fn tag_ui(ui: &mut Ui, words: &str) {
    let colours = theme::palette(ui);
    let ground = Frame::new().fill(colours.chosen).corner_radius(theme::CORNER);
    ground.inner_margin(Margin::symmetric(6, 1)).show(ui, |ui| {
        ui.label(RichText::new(words).size(13.0).color(colours.strong));
    });
}

/// How a claim is read, when that says more than its wording, with a link to the entry meant.
fn reading_ui(ui: &mut Ui, claim: &ClaimModel, desk: &mut Desk<'_>) {
    for problem in &claim.problems {
        ui.label(theme::warning(ui, problem).size(13.0));
    }
    if claim.unread_date {
        ui.label(theme::small(ui, tr("page-not-a-date")));
    }
    if !claim.reading.is_empty() || claim.points_to.is_some() {
        if claim.read_by.is_empty() {
            shapes::proposed_mark(ui).on_hover_text(tr("page-proposed-explained"));
        } else {
            let by = tr_args("page-reading-kept-by", &[("by", claim.read_by.clone().into())]);
            shapes::kept_mark(ui).on_hover_text(by);
        }
    }
    match &claim.points_to {
        Some(link) if claim.reading.is_empty() || claim.reading == link.text => {
            ui.label(theme::small(ui, tr("page-meant")));
            link_ui(ui, link, desk);
        }
        other => {
            if !claim.reading.is_empty() {
                let key = if claim.read_by.is_empty() { "page-proposed" } else { "page-read-as" };
                let words = theme::small(ui, tr_args(key, &[("reading", claim.reading.clone().into())]));
                ui.label(if claim.read_by.is_empty() { words.italics() } else { words });
            }
            if let Some(link) = other {
                link_ui(ui, link, desk);
            }
        }
    }
}

/// Where a claim is written, what it covers, how sure it is.
fn remarks_ui(ui: &mut Ui, claim: &ClaimModel, desk: &mut Desk<'_>) {
    let is_certain = claim.certainty == Certainty::Certain;
    let certainty = if is_certain { String::new() } else { tr(&format!("certainty-{}", claim.certainty.term())) };
    origin_ui(ui, claim, &certainty, desk);
}

/// Whether there is a source, a scope or a remark.
pub(super) fn has_origin(claim: &ClaimModel) -> bool {
    let said = [&claim.locator, &claim.quotation, &claim.stated_on, &claim.scope, &claim.remark];
    claim.source.is_some() || said.iter().any(|words| !words.is_empty())
}

/// Where a claim is written, what it covers, and the remark on it.
pub(super) fn origin_ui(ui: &mut Ui, claim: &ClaimModel, certainty: &str, desk: &mut Desk<'_>) {
    if let Some(source) = &claim.source {
        link_ui(ui, source, desk);
    }
    let mut words = Vec::new();
    for said in [&claim.locator, &claim.quotation, &claim.stated_on] {
        if !said.is_empty() {
            words.push(said.clone());
        }
    }
    if !claim.scope.is_empty() {
        words.push(tr_args("page-covers", &[("scope", claim.scope.clone().into())]));
    }
    if !certainty.is_empty() {
        words.push(certainty.to_owned());
    }
    if !claim.remark.is_empty() {
        words.push(claim.remark.clone());
    }
    if !words.is_empty() {
        let line = ui.label(theme::small(ui, words.join(" \u{b7} ")));
        if !claim.keyed.is_empty() {
            line.on_hover_text(tr_args("page-keyed", &[("signed", claim.keyed.clone().into())]));
        }
    }
}

/// The open particulars of a claim.
pub(super) fn particulars_ui(ui: &mut Ui, claim: EntryId, name: &str, desk: &mut Desk<'_>) {
    super::access::value_ui(ui, claim, name, desk);
    if desk.state.claims.open == Some(claim) && desk.can_write() {
        let drawn = ui.vertical(|ui| claim_edit::particulars_ui(ui, claim, name, desk));
        if desk.state.claims.revealed.replace(claim) != Some(claim) {
            desk.state.editors.reveal(&drawn.response);
        }
    }
}

/// A judgement.
pub(super) fn conclusion_ui(ui: &mut Ui, conclusion: &ConclusionModel) {
    let colours = theme::palette(ui);
    Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(Margin::symmetric(10, 6)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal_wrapped(|ui| {
                let head = if conclusion.reference_code.is_empty() {
                    tr("kind-conclusion")
                } else {
                    conclusion.reference_code.clone()
                };
                ui.label(theme::strong(head));
                ui.label(theme::small(ui, &conclusion.kind));
                let decision = RichText::new(&conclusion.decision).size(13.0);
                let stands = conclusion.withdrawn.is_empty();
                let decision = if stands { decision } else { decision.strikethrough().color(colours.weak) };
                ui.label(if conclusion.open { decision.color(colours.disputed) } else { decision });
            });
            if !conclusion.withdrawn.is_empty() {
                ui.label(theme::strong(&conclusion.withdrawn).small());
            }
            // what was taken back is never shown as held
            if !conclusion.chosen.is_empty() && conclusion.withdrawn.is_empty() {
                let chosen = conclusion.chosen.join("; ");
                ui.label(tr_args("page-held", &[("chosen", chosen.into())]));
            }
            if !conclusion.reason.is_empty() {
                ui.label(&conclusion.reason);
            }
            if !conclusion.signed.is_empty() {
                ui.label(theme::small(ui, &conclusion.signed));
            }
        },
    );
}

/// The place to add a claim of any property of the page.
fn adding_ui(ui: &mut Ui, subject: EntryId, properties: &[(&'static str, String)], desk: &mut Desk<'_>) {
    if !desk.can_write() {
        return;
    }
    if desk.state.claims.adding.contains_key(&subject) {
        return claim_edit::new_claim_ui(ui, subject, properties, desk);
    }
    let Some((only, _)) = properties.first() else { return };
    ui.add_space(theme::SMALL_GAP);
    if ui.button(tr("page-add-claim")).clicked() {
        // what it says is chosen by who types it, unless there is nothing to choose
        let property = if properties.len() == 1 { (*only).to_owned() } else { String::new() };
        desk.state.claims.adding.insert(subject, NewClaim { property, ..NewClaim::default() });
    }
}

/// Draws the claims of other entries that point here.
pub(super) fn mentions_ui(ui: &mut Ui, model: &PageModel, desk: &mut Desk<'_>) {
    if model.mentions.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    ui.label(theme::section(tr("page-mentions")));
    for mentions in &model.mentions {
        ui.add_space(theme::SMALL_GAP);
        ui.label(theme::strong(&mentions.label));
        for (at, (link, claim)) in mentions.lines.iter().enumerate() {
            ui.push_id((at, claim.id), |ui| {
                layout::small_line(ui, |ui| {
                    link_ui(ui, link, desk);
                    if !claim.as_written.is_empty() {
                        let quoted = tr_args("page-quoted", &[("words", claim.as_written.clone().into())]);
                        ui.label(theme::weak(ui, quoted));
                    }
                    if claim.status != ClaimStatus::Stands {
                        status_ui(ui, claim);
                    }
                    remarks_ui(ui, claim, desk);
                });
            });
        }
    }
}

/// A link to another entry.
pub(super) fn link_ui(ui: &mut Ui, link: &Link, desk: &mut Desk<'_>) {
    let drawn = ui.add(egui::Link::new(RichText::new(&link.text).size(14.0)));
    let kind = tr(&format!("kind-{}", link.kind.term()));
    if drawn.on_hover_text(kind).clicked() {
        desk.actions.push(Action::Show(link.id));
    }
}
