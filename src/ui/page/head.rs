//! The head of a page: what it is, what it is called, and the fields of the entry itself.

use super::drafts::{Key, Slot};
use super::editor::{Editor, editor_ui, saving_ui};
use super::model::PageModel;
use super::own::{OwnField, Shape, Vocabulary, own_fields, value};
use super::picker::{self, Choice, Purpose};
use super::{Desk, PageAction, access, layout, words};
use crate::i18n::{tr, tr_args};
use crate::model::{Dossier, EntryId, EntryKind};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::theme;
use eframe::egui;
use egui::{ComboBox, Id, Ui};
use std::fmt::Debug;
use std::hash::Hash;

/// Width of one field of the entry in points, at least.
const FIELD_PT: f32 = 230.0;

/// Draws the head.
pub(super) fn head_ui(ui: &mut Ui, model: &PageModel, desk: &mut Desk<'_>) {
    let head = &model.head;
    let title = [&head.label, &head.reference_code].into_iter().find(|text| !text.trim().is_empty()).cloned();
    if desk.view.desk {
        // its reference stands in the bar above; what is keyed begins as high as it can
        ui.horizontal(|ui| {
            ui.label(theme::section(title.unwrap_or_default()));
            ui.add(egui::Label::new(theme::small(ui, &head.template)).truncate());
        });
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::small(ui, &head.kind_words));
            if !head.reference_code.is_empty() {
                ui.label(theme::small(ui, &head.reference_code));
            }
        });
        ui.label(theme::title(title.unwrap_or_else(|| tr("page-untitled"))));
        if !head.template.is_empty() {
            ui.label(theme::weak(ui, &head.template));
        }
    }
    ui.horizontal_wrapped(|ui| {
        if head.specimen {
            mark_ui(ui, &tr("page-specimen"), &tr("page-specimen-explained"));
        }
        access::entry_mark_ui(ui, desk);
        if head.disputed > 0 {
            let words = tr_args("page-disputed", &[("count", head.disputed.into())]);
            if ui.add(egui::Link::new(theme::disputed(ui, words))).clicked() {
                desk.state.claims.find_dispute = true;
            }
        }
        if head.left_open > 0 {
            let words = tr_args("page-left-open", &[("count", head.left_open.into())]);
            if ui.add(egui::Link::new(theme::weak(ui, words))).clicked() {
                desk.state.claims.find_open = true;
            }
        }
    });
    if let Some((card, stage, _)) = desk.state.card()
        && !desk.view.desk
    {
        // on the desk these stand in its bar
        ui.horizontal_wrapped(|ui| {
            if let Some(stage) = crate::ui::desk::stage_ui(ui, card, stage, desk.can_write()) {
                desk.want(crate::ui::desk::set_stage(card, stage));
            }
            let button = crate::ui::bars::hinted(ui.button(tr("command-desk")), Command::Desk);
            if button.clicked() {
                desk.actions.push(Action::Command(Command::Desk));
            }
        });
    }
    if head.problems > 0 {
        let words = tr_args("page-problems", &[("count", head.problems.into())]);
        if ui.add(egui::Link::new(theme::warning(ui, words))).clicked() {
            desk.state.claims.find_problem = true;
        }
    }
    if let Some(why) = desk.view.read_only {
        ui.label(theme::weak(ui, why));
    }
    if let Some(why) = desk.state.scan.told.clone() {
        ui.label(theme::warning(ui, why));
    }
    if let Some(why) = desk.state.trouble.clone() {
        ui.label(theme::strong(tr_args("page-not-saved", &[("why", why.into())])));
    }
}

/// A word in a thin frame: one piece that goes to the next line whole.
pub(super) fn mark_ui(ui: &mut Ui, words: &str, explained: &str) {
    let colours = theme::palette(ui);
    let font = egui::FontId::proportional(13.0);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font, colours.ink);
    let (rect, drawn) = ui.allocate_exact_size(galley.size() + egui::vec2(12.0, 2.0), egui::Sense::hover());
    ui.painter().rect_stroke(rect, theme::CORNER, egui::Stroke::new(1.0, colours.edge), egui::StrokeKind::Inside);
    ui.painter().galley(rect.min + egui::vec2(6.0, 1.0), galley, colours.ink);
    super::editor::name(&drawn, egui::Role::Label, words);
    drawn.on_hover_text(explained);
}

/// Draws the fields of the entry itself, as many beside each other as there is room for.
pub(super) fn own_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    let entry = &dossier.entry;
    let fields = own_fields(entry.kind());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number of columns")]
    let columns = ((ui.available_width() / FIELD_PT).max(1.0) as usize).min(3);
    ui.add_space(theme::SMALL_GAP);
    let is_wide = |field: &OwnField| field.shape == Shape::Words || matches!(field.name, "label" | "title");
    let (wide, lines): (Vec<OwnField>, Vec<OwnField>) = fields.iter().copied().partition(is_wide);
    let (names, words): (Vec<OwnField>, Vec<OwnField>) = wide.into_iter().partition(|field| field.shape == Shape::Line);
    for field in names {
        own_field_ui(ui, entry.id(), field, &value(entry, field.name), desk);
    }
    layout::grid(ui, columns, &lines, |ui, field| {
        own_field_ui(ui, entry.id(), *field, &value(entry, field.name), desk);
    });
    for field in words {
        own_field_ui(ui, entry.id(), field, &value(entry, field.name), desk);
    }
}

/// Draws one field of an entry with its label above it.
pub(super) fn own_field_ui(ui: &mut Ui, entry: EntryId, field: OwnField, current: &str, desk: &mut Desk<'_>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    if field.shape == Shape::Source {
        source_ui(ui, entry, field, current, desk);
        return;
    }
    let label = ui.label(theme::small(ui, words::history_field(field.name))).id;
    match field.shape {
        Shape::Term(vocabulary) => term_ui(ui, entry, field, (vocabulary, current), label, desk),
        Shape::Access => access::field_ui(ui, entry, current, label, desk),
        Shape::Unit => unit_ui(ui, entry, field, current, label, desk),
        Shape::Line | Shape::Words | Shape::Date | Shape::Edtf | Shape::Degrees | Shape::Source => {
            let key = Key { entry, slot: Slot::Own(field.name) };
            let rows = if field.shape == Shape::Words { 3 } else { 1 };
            let width = Some(ui.available_width().max(60.0));
            let editor = Editor { key: &key, current, hint: "", rows, width, label };
            editor_ui(ui, &editor, desk);
            layout::state_line(ui, |ui| {
                saving_ui(ui, &key, desk);
                if field.shape == Shape::Date {
                    let words = words::date_reading(current);
                    if !words.is_empty() {
                        ui.label(theme::small(ui, words));
                    }
                }
            });
        }
    }
    ui.add_space(4.0);
}

fn source_ui(ui: &mut Ui, entry: EntryId, field: OwnField, current: &str, desk: &mut Desk<'_>) {
    let source = EntryId::parse(current)
        .and_then(|id| desk.state.dossier.as_ref().map(|dossier| super::model::link(id, dossier)));
    if !desk.can_write() {
        if let Some(source) = &source {
            super::claims::link_ui(ui, source, desk);
        }
        return;
    }
    let typed = match picker::picker_ui(ui, EntryKind::Source, Purpose::CaptionSource(entry), source.as_ref(), desk) {
        Choice::Nothing => return,
        Choice::None => String::new(),
        Choice::Entry(link) => link.id.to_string(),
    };
    desk.want(PageAction::Choose { entry, field, typed });
}

/// A menu of a closed vocabulary that writes what is chosen.
pub(super) fn term_ui(
    ui: &mut Ui,
    entry: EntryId,
    field: OwnField,
    (vocabulary, current): (Vocabulary, &str),
    label: Id,
    desk: &mut Desk<'_>,
) {
    let mut chosen = None;
    if desk.can_write() {
        terms_menu(ui, (entry, field.name), vocabulary, current, label, |term| chosen = Some(term.to_owned()));
    } else {
        ui.label(vocabulary.words(current));
    }
    if let Some(typed) = chosen {
        desk.want(PageAction::Choose { entry, field, typed });
    }
}

/// A menu of a closed vocabulary.
pub(super) fn terms_menu(
    ui: &mut Ui,
    salt: impl Hash + Debug,
    vocabulary: Vocabulary,
    current: &str,
    label: Id,
    mut choose: impl FnMut(&str),
) {
    ComboBox::from_id_salt(salt)
        .width((ui.available_width() - 8.0).clamp(80.0, 260.0))
        .selected_text(vocabulary.words(current))
        .show_ui(ui, |ui| {
            for term in vocabulary.terms() {
                if ui.selectable_label(term == current, vocabulary.words(term)).clicked() && term != current {
                    choose(term);
                }
            }
        })
        .response
        .labelled_by(label);
}

fn unit_ui(ui: &mut Ui, entry: EntryId, field: OwnField, current: &str, label: Id, desk: &mut Desk<'_>) {
    let units = desk.view.units;
    let name = |id: &str| {
        units
            .iter()
            .find(|unit| unit.id.to_string() == id)
            .map_or_else(|| tr("page-no-unit"), |unit| format!("{} \u{b7} {}", unit.reference_code, unit.title))
    };
    if !desk.can_write() {
        ui.label(name(current));
        return;
    }
    let mut chosen = None;
    ComboBox::from_id_salt((entry, field.name))
        .width((ui.available_width() - 8.0).clamp(80.0, 260.0))
        .truncate()
        .selected_text(name(current))
        .show_ui(ui, |ui| {
            if ui.selectable_label(current.is_empty(), tr("page-no-unit")).clicked() {
                chosen = Some(String::new());
            }
            for unit in units.iter().filter(|unit| unit.id != entry) {
                let id = unit.id.to_string();
                if ui.selectable_label(id == current, name(&id)).clicked() {
                    chosen = Some(id);
                }
            }
        })
        .response
        .labelled_by(label);
    if let Some(typed) = chosen.filter(|typed| typed != current) {
        desk.want(PageAction::Choose { entry, field, typed });
    }
}
