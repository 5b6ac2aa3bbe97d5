//! One disagreement: the question, what is concluded, and the rival claims side by side, what is alike on one height.

use super::crops::Crops;
use super::model::{Judged, Rival, Shown};
use super::{JudgingAction, want};
use crate::i18n::{tr, tr_args};
use crate::model::{ClaimStatus, EntryId};
use crate::ui::action::Action;
use crate::ui::study::StudyAction;
use crate::ui::{shapes, theme};
use eframe::egui::{
    self, Align, Button, CollapsingHeader, Frame, Label, Layout, Link, Margin, Popup, Rect, RichText, Shape,
    StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// The narrowest and the widest a claim becomes, in points.
const NARROW_PT: f32 = 250.0;
const WIDE_PT: f32 = 420.0;
/// Space between two claims, and around what one says.
const BETWEEN_PT: f32 = 12.0;
const INSIDE_PT: f32 = 12.0;
/// Longest line of running text in points.
const TEXT_PT: f32 = 860.0;

/// What can be done with a disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// It is read.
    Reading,
    /// It can be judged.
    Writing,
    /// It is being judged: what is concluded stands in the form, and the claims are to be seen.
    Judging,
}

/// Draws a disagreement.
pub(super) fn shown_ui(ui: &mut Ui, shown: &Shown, crops: &mut Crops, doing: Doing, actions: &mut Vec<Action>) {
    let can_write = doing == Doing::Writing;
    text_ui(ui, theme::title(&shown.question).size(21.0));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        if shown.is_open {
            shapes::disputed_mark(ui);
        }
        let kind = RichText::new(&shown.kind.0).family(theme::strong_family());
        ui.label(if shown.is_open { kind.color(theme::palette(ui).disputed) } else { kind });
        ui.label(theme::weak(ui, &shown.kind.1));
        if ui.add(Link::new(tr("judging-open-page"))).clicked() {
            show(actions, shown.key.subject);
        }
    });
    if let Some(seen) = &shown.seen {
        text_ui(ui, theme::small(ui, seen));
    }
    ui.add_space(theme::SMALL_GAP);
    if doing != Doing::Judging {
        conclusion_ui(ui, shown, can_write, actions);
        ui.add_space(theme::GAP);
    }
    rivals_ui(ui, &shown.rivals, crops, can_write, actions);
    withdrawn_ui(ui, shown);
    ui.add_space(theme::GAP);
}

fn show(actions: &mut Vec<Action>, entry: EntryId) {
    actions.push(Action::Study(StudyAction::Show(entry)));
}

/// Text that wraps where it can still be read easily.
fn text_ui(ui: &mut Ui, words: impl Into<egui::WidgetText>) {
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(TEXT_PT));
        ui.add(Label::new(words).wrap().selectable(true));
    });
}

/// What is held and why, or that nobody has judged; and the ways to say so.
fn conclusion_ui(ui: &mut Ui, shown: &Shown, can_write: bool, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let band = Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(Margin::symmetric(14, 10));
    band.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        match &shown.judged {
            Some(judged) => judged_ui(ui, judged),
            None => text_ui(ui, theme::strong(tr("judging-nobody"))),
        }
        if shown.rivals.iter().any(|rival| rival.is_new) {
            text_ui(ui, theme::warning(ui, tr("judging-new-since")));
        }
        if shown.judged.is_some() && shown.rivals.iter().any(Rival::is_fallen_ground) {
            text_ui(ui, theme::warning(ui, tr("judging-ground-fell")));
        }
        if !can_write {
            return;
        }
        ui.add_space(2.0);
        ui.horizontal_wrapped(|ui| {
            let words = tr(if shown.judged.is_some() { "judging-change" } else { "judging-judge" });
            let stands_out = shown.judged.is_none() || shown.is_open;
            let button = if stands_out { theme::primary_button(ui, &words) } else { Button::new(words) };
            if ui.add(button).on_hover_text(tr("judging-judge-hint")).clicked() {
                want(actions, JudgingAction::Begin(None));
            }
            if shown.judged.is_some() && ui.button(tr("judging-withdraw")).clicked() {
                want(actions, JudgingAction::AskWithdraw);
            }
        });
    });
}

fn judged_ui(ui: &mut Ui, judged: &Judged) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        if !judged.code.is_empty() {
            ui.label(theme::strong(&judged.code));
        }
        ui.label(theme::strong(&judged.decision));
        if !judged.held.is_empty() {
            ui.label(tr_args("page-held", &[("chosen", judged.held.clone().into())]));
        }
    });
    if !judged.reason.is_empty() {
        text_ui(ui, &judged.reason);
    }
    if !judged.signed.is_empty() {
        ui.label(theme::small(ui, &judged.signed));
    }
    if !judged.withdrawn.is_empty() {
        text_ui(ui, theme::strong(&judged.withdrawn).size(13.0));
    }
}

/// The conclusions that were taken back, folded away.
fn withdrawn_ui(ui: &mut Ui, shown: &Shown) {
    if shown.withdrawn.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    let heading = tr_args("judging-withdrawn", &[("count", shown.withdrawn.len().into())]);
    CollapsingHeader::new(heading).id_salt(("withdrawn", &shown.key)).show_unindented(ui, |ui| {
        for judged in &shown.withdrawn {
            let colours = theme::palette(ui);
            let frame = Frame::new().stroke((1.0, colours.line)).corner_radius(theme::CORNER);
            frame.inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                judged_ui(ui, judged);
            });
        }
    });
}

/// Something a claim may say: whether it does, and how it is drawn.
type Part = (fn(&Rival) -> bool, fn(&mut Ui, &Rival, &mut Vec<Action>));

/// What claims say, in the order in which it is shown, each on one height for those beside each other.
const PARTS: [Part; 11] = [
    (|_| true, |ui, rival, _| wording_ui(ui, rival)),
    (
        |rival| !rival.fallen.is_empty(),
        |ui, rival, _| {
            ui.add(Label::new(theme::strong(&rival.fallen).size(13.0)).wrap());
        },
    ),
    (
        // what does not count is proposed to nobody
        |rival| !rival.reading.is_empty() && (rival.status == ClaimStatus::Stands || !rival.is_proposed),
        |ui, rival, _| {
            let key = if rival.is_proposed { "judging-part-proposed" } else { "judging-part-reading" };
            part_ui(ui, key, &rival.reading);
        },
    ),
    (
        |rival| rival.other.is_some(),
        |ui, rival, actions| {
            if let Some((entry, words)) = &rival.other {
                part_link_ui(ui, "judging-part-other", *entry, words, actions);
            }
        },
    ),
    (|rival| !rival.scope.is_empty(), |ui, rival, _| part_ui(ui, "judging-part-scope", &rival.scope)),
    (|_| true, source_ui),
    (|rival| !rival.quotation.is_empty(), |ui, rival, _| part_ui(ui, "judging-part-quotation", &rival.quotation)),
    (|rival| !rival.stated_on.is_empty(), |ui, rival, _| part_ui(ui, "judging-part-stated-on", &rival.stated_on)),
    (|rival| !rival.certainty.is_empty(), |ui, rival, _| part_ui(ui, "judging-part-certainty", &rival.certainty)),
    (|rival| !rival.remark.is_empty(), |ui, rival, _| part_ui(ui, "judging-part-remark", &rival.remark)),
    (|rival| !rival.keyed.is_empty(), |ui, rival, _| part_ui(ui, "judging-part-keyed", &rival.keyed)),
];

/// The claims beside each other, in as many rows as are needed.
fn rivals_ui(ui: &mut Ui, rivals: &[Rival], crops: &mut Crops, can_write: bool, actions: &mut Vec<Action>) {
    let room = ui.available_width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number of columns")]
    let fit = ((room + BETWEEN_PT) / (NARROW_PT + BETWEEN_PT)).max(1.0) as usize;
    let columns = rivals.len().clamp(1, fit);
    #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
    let width = ((room + BETWEEN_PT) / columns as f32 - BETWEEN_PT).min(WIDE_PT);
    for row in rivals.chunks(columns) {
        let colours = theme::palette(ui);
        let top = ui.cursor().top();
        let grounds: Vec<_> = row.iter().map(|_| ui.painter().add(Shape::Noop)).collect();
        ui.add_space(INSIDE_PT);
        ui.spacing_mut().item_spacing.y = 0.0;
        let head = |ui: &mut Ui, rival: &Rival, actions: &mut Vec<Action>| head_ui(ui, rival, can_write, actions);
        line_ui(ui, row, width, actions, head);
        if row.iter().any(|rival| rival.crop.is_some()) {
            let crop = |ui: &mut Ui, rival: &Rival, actions: &mut Vec<Action>| crops.crop_ui(ui, rival, actions);
            line_ui(ui, row, width, actions, crop);
        }
        for (is_said, draw) in PARTS {
            if row.iter().any(is_said) {
                line_ui(ui, row, width, actions, |ui, rival, actions| {
                    if is_said(rival) {
                        draw(ui, rival, actions);
                    }
                });
            }
        }
        ui.add_space(INSIDE_PT - 6.0);
        let bottom = ui.cursor().top();
        let left = ui.max_rect().left();
        let mut at = left;
        for (ground, rival) in grounds.into_iter().zip(row) {
            let rect = Rect::from_min_max(pos2(at, top), pos2(at + width, bottom));
            let edge = if rival.is_chosen { (2.0, colours.focus) } else { (1.0, colours.line) };
            let fill = if rival.status == ClaimStatus::Stands { colours.ground } else { colours.sheet };
            let shape = egui::epaint::RectShape::new(rect, theme::CORNER, fill, edge, StrokeKind::Inside);
            ui.painter().set(ground, shape);
            at += width + BETWEEN_PT;
        }
        ui.add_space(BETWEEN_PT);
    }
}

/// One part of each claim of a row, on one height.
fn line_ui(
    ui: &mut Ui,
    row: &[Rival],
    width: f32,
    actions: &mut Vec<Action>,
    mut draw: impl FnMut(&mut Ui, &Rival, &mut Vec<Action>),
) {
    let (left, top) = (ui.max_rect().left(), ui.cursor().top());
    let (mut at, mut bottom) = (left, top);
    for rival in row {
        let place = Rect::from_min_size(pos2(at + INSIDE_PT, top), vec2(width - 2.0 * INSIDE_PT, f32::INFINITY));
        let column = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::LEFT)).id_salt((rival.id, "part"));
        let mut inner = ui.new_child(column);
        inner.spacing_mut().item_spacing.y = 1.0;
        draw(&mut inner, rival, actions);
        if inner.min_rect().height() > 0.0 {
            bottom = bottom.max(inner.min_rect().bottom());
        }
        at += width + BETWEEN_PT;
    }
    if bottom > top {
        let drawn = Rect::from_min_max(pos2(left, top), pos2(at - BETWEEN_PT, bottom + 7.0));
        ui.allocate_rect(drawn, egui::Sense::hover());
    }
}

/// The letter, what holds of the claim, and what may become of it.
fn head_ui(ui: &mut Ui, rival: &Rival, can_write: bool, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 24.0;
        ui.label(theme::section(&rival.letter));
        let mut marks = Vec::new();
        if rival.is_chosen {
            marks.push(tr("judging-held"));
        }
        if rival.is_new {
            marks.push(tr("judging-new"));
        }
        match rival.status {
            ClaimStatus::Stands => {}
            ClaimStatus::Withdrawn => marks.push(tr("judging-fallen-withdrawn")),
            ClaimStatus::ConsideredFalse => marks.push(tr("judging-fallen-false")),
        }
        for mark in marks {
            mark_ui(ui, &mark);
        }
        if can_write {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| menu_ui(ui, rival, actions));
        }
    });
}

fn mark_ui(ui: &mut Ui, words: &str) {
    let colours = theme::palette(ui);
    // filled and without an edge, so that nobody takes it for a button
    let ground = Frame::new().fill(colours.chosen).corner_radius(theme::CORNER);
    let words = RichText::new(words).size(13.0).color(colours.strong);
    ground.inner_margin(Margin::symmetric(6, 1)).show(ui, |ui| ui.label(words));
}

/// What may become of a claim.
fn menu_ui(ui: &mut Ui, rival: &Rival, actions: &mut Vec<Action>) {
    let button = ui.add(Button::new("\u{2026}").min_size(vec2(34.0, 24.0)));
    let name = tr_args("judging-menu-of", &[("claim", rival.name.clone().into())]);
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    let button = button.on_hover_text(tr("judging-menu"));
    Popup::menu(&button).show(|ui| {
        let mut offer = |key: &str, action: JudgingAction| {
            if ui.button(tr(key)).clicked() {
                want(actions, action);
            }
        };
        if rival.status == ClaimStatus::Stands {
            offer("judging-menu-prefer", JudgingAction::Begin(Some(rival.id)));
            offer("judging-menu-withdraw", JudgingAction::AskStatus(rival.id, ClaimStatus::Withdrawn));
            offer("judging-menu-false", JudgingAction::AskStatus(rival.id, ClaimStatus::ConsideredFalse));
        } else {
            offer("judging-menu-stand", JudgingAction::AskStatus(rival.id, ClaimStatus::Stands));
        }
    });
}

fn wording_ui(ui: &mut Ui, rival: &Rival) {
    let words = RichText::new(&rival.wording).size(18.0);
    let words = if rival.is_absent { words.italics().size(16.0) } else { words };
    let counts = rival.status == ClaimStatus::Stands;
    let words = if counts { words } else { words.strikethrough().color(theme::palette(ui).weak) };
    ui.add(Label::new(words).wrap().selectable(true));
}

/// A part with its name above it.
fn part_ui(ui: &mut Ui, key: &str, words: &str) {
    ui.label(theme::small(ui, tr(key)));
    ui.add(Label::new(RichText::new(words).size(14.0)).wrap().selectable(true));
}

fn part_link_ui(ui: &mut Ui, key: &str, entry: EntryId, words: &str, actions: &mut Vec<Action>) {
    ui.label(theme::small(ui, tr(key)));
    let link = ui.scope(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Wrap);
        ui.add(Link::new(RichText::new(words).size(14.0)))
    });
    if link.inner.clicked() {
        show(actions, entry);
    }
}

/// Where it is written, with the place there.
fn source_ui(ui: &mut Ui, rival: &Rival, actions: &mut Vec<Action>) {
    match &rival.source {
        Some((entry, words)) => part_link_ui(ui, "judging-part-source", *entry, words, actions),
        None => part_ui(ui, "judging-part-source", &tr("judging-part-own-paper")),
    }
    if !rival.locator.is_empty() {
        ui.add(Label::new(RichText::new(&rival.locator).size(14.0)).wrap().selectable(true));
    }
}
