//! What the chosen box is: its label, its meaning in four languages, what is written in it, and where it is.

use super::TemplatesView;
use super::editor::Editor;
use super::texts::{read_lines, told};
use crate::i18n::{has, tr, tr_args};
use crate::model::{CardTemplate, Datatype, EntryKind, FaultKind, NumberSeries, PROPERTIES, Side, TemplatePart};
use crate::ui::{field, theme};
use eframe::egui::{self, ComboBox, Ui};

/// Height of a list of one thing a line.
const LINES: usize = 4;
/// Where a box begins that had no place, in millimetres.
const BEGINNING: [f64; 4] = [5.0, 5.0, 40.0, 8.0];

/// The words of a fault.
pub(super) fn fault_words(kind: FaultKind, about: &str) -> String {
    let key = format!("template-fault-{}", kind.term());
    tr_args(&key, &[("about", about.into())])
}

/// Says what is wrong with a part, when it is one of these.
pub(super) fn faults_ui(ui: &mut Ui, editor: &Editor, part: TemplatePart, kinds: &[FaultKind]) {
    for fault in editor.faults_of(part, kinds) {
        told(ui, &fault_words(fault.kind, &fault.about));
    }
}

/// Draws what the chosen box is.
pub(super) fn field_ui(ui: &mut Ui, view: &TemplatesView<'_>, editor: &mut Editor, templates: &[CardTemplate]) {
    let Some(chosen) = editor.chosen.filter(|chosen| *chosen < editor.template.fields.len()) else {
        ui.label(theme::section(tr("templates-field")));
        ui.label(theme::weak(ui, tr("templates-field-none")));
        return;
    };
    let locked = view.read_only.is_some();
    let part = TemplatePart::Field(chosen);
    ui.label(theme::section(tr_args(
        "templates-field-of",
        &[("number", (chosen + 1).into()), ("count", editor.template.fields.len().into())],
    )));
    words_ui(ui, editor, (chosen, locked), templates);
    kind_ui(ui, editor, (chosen, locked));
    faults_ui(ui, editor, part, &[FaultKind::NoProperty]);
    lists_ui(ui, editor, (chosen, locked));
    faults_ui(ui, editor, part, &[FaultKind::NoTerms, FaultKind::NoColumns, FaultKind::BadWidths]);
    number_ui(ui, editor, (chosen, locked));
    let (no, locked_look) = (editor.no, field::Look { read_only: locked, ..field::Look::default() });
    if let Some(field) = editor.chosen_field_mut() {
        let label = tr("templates-example");
        field::labelled(ui, (no, chosen, "example"), &label, &mut field.example, locked_look);
    }
    faults_ui(ui, editor, part, &[FaultKind::NoTermIsExample]);
    if let Some(field) = editor.chosen_field_mut() {
        let look = field::Look { rows: 3, ..locked_look };
        field::labelled(ui, (no, chosen, "help"), &tr("templates-help"), &mut field.help, look);
        ui.add_space(theme::SMALL_GAP);
        ui.add_enabled_ui(!locked, |ui| {
            ui.checkbox(&mut field.sticky, tr("templates-sticky")).on_hover_text(tr("templates-sticky-hint"));
            ui.checkbox(&mut field.unchecked, tr("templates-unchecked")).on_hover_text(tr("templates-unchecked-hint"));
        });
    }
    place_ui(ui, editor, (chosen, locked));
    let id = editor.chosen_field().map(|field| field.id.clone()).unwrap_or_default();
    ui.label(theme::small(ui, tr_args("templates-field-id", &[("id", id.into())])));
    faults_ui(ui, editor, part, &[FaultKind::NoFieldId, FaultKind::BadFieldId, FaultKind::TwiceFieldId]);
}

/// The label as printed and what it means.
fn words_ui(ui: &mut Ui, editor: &mut Editor, (chosen, locked): (usize, bool), templates: &[CardTemplate]) {
    let (no, take_focus) = (editor.no, std::mem::take(&mut editor.focus_label));
    let look = field::Look { read_only: locked, ..field::Look::default() };
    if let Some(field) = editor.chosen_field_mut() {
        let label = field::labelled(ui, (no, chosen, "label"), &tr("templates-label"), &mut field.label, look);
        if take_focus {
            label.request_focus();
        }
    }
    faults_ui(ui, editor, TemplatePart::Field(chosen), &[FaultKind::NoLabel]);
    if !locked && let Some(other) = editor.like(templates).cloned() {
        let words = tr_args("templates-like", &[("meaning", property_words(&other.property).into())]);
        if ui.button(words).on_hover_text(tr("templates-like-hint")).clicked() {
            editor.take_over(&other);
        }
    }
    if let Some(field) = editor.chosen_field_mut() {
        meanings_ui(ui, (no, chosen + 1), &mut field.labels, locked);
    }
}

/// Meanings in the four languages of the program, two beside each other.
pub(super) fn meanings_ui(
    ui: &mut Ui,
    of: (u64, usize),
    labels: &mut std::collections::BTreeMap<String, String>,
    locked: bool,
) {
    let width = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
    for pair in [["en", "de"], ["pl", "ru"]] {
        ui.horizontal_top(|ui| {
            for code in pair {
                let mut words = labels.get(code).cloned().unwrap_or_default();
                let look = field::Look { width: Some(width - 16.0), read_only: locked, ..field::Look::default() };
                let label = tr(&format!("templates-meaning-{code}"));
                let typed = ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
                    ui.set_width(width);
                    field::labelled(ui, (of, "meaning", code), &label, &mut words, look)
                });
                if typed.inner.changed() {
                    if words.is_empty() {
                        labels.remove(code);
                    } else {
                        labels.insert(code.to_owned(), words);
                    }
                }
            }
        });
    }
}

/// A property in words.
fn property_words(id: &str) -> String {
    let key = format!("property-{id}");
    if has(&key) { tr(&key) } else { id.to_owned() }
}

/// What a value speaks of and how it is written.
fn kind_ui(ui: &mut Ui, editor: &mut Editor, (chosen, locked): (usize, bool)) {
    let no = editor.no;
    let Some(field) = editor.chosen_field() else { return };
    let (property, datatype) = (field.property.clone(), field.datatype);
    let is_known = PROPERTIES.iter().any(|known| known.id == property);
    let shown = if is_known { property_words(&property) } else { tr("templates-property-other") };
    let mut picked = None;
    ui.add_space(theme::SMALL_GAP);
    ui.add_enabled_ui(!locked, |ui| {
        let label = ui.label(theme::small(ui, tr("templates-property"))).id;
        let width = ui.available_width();
        ComboBox::from_id_salt(("template-property", no, chosen))
            .width(width)
            .selected_text(shown)
            .show_ui(ui, |ui| {
                if ui.selectable_label(!is_known, tr("templates-property-other")).clicked() && is_known {
                    picked = Some(String::new());
                }
                for known in PROPERTIES.iter().filter(|known| known.of.contains(&EntryKind::FileCard)) {
                    if ui.selectable_label(known.id == property, property_words(known.id)).clicked() {
                        picked = Some(known.id.to_owned());
                    }
                }
            })
            .response
            .labelled_by(label);
    });
    match picked {
        // its own id is a property nobody else has
        Some(id) if id.is_empty() => {
            let own = editor.chosen_field().map(|field| field.id.clone()).unwrap_or_default();
            editor.set_property(&own);
        }
        Some(id) => editor.set_property(&id),
        None => {}
    }
    let Some(field) = editor.chosen_field_mut() else { return };
    if !is_known {
        let look = field::Look { read_only: locked, ..field::Look::default() };
        let label = tr("templates-property-free");
        field::labelled(ui, (no, chosen, "property"), &label, &mut field.property, look);
    }
    ui.add_enabled_ui(!locked, |ui| {
        let label = ui.label(theme::small(ui, tr("templates-datatype"))).id;
        let width = ui.available_width();
        ComboBox::from_id_salt(("template-datatype", no, chosen))
            .width(width)
            .selected_text(tr(&format!("datatype-{}", datatype.term())))
            .show_ui(ui, |ui| {
                for kind in Datatype::ALL {
                    ui.selectable_value(&mut field.datatype, *kind, tr(&format!("datatype-{}", kind.term())));
                }
            })
            .response
            .labelled_by(label);
    });
}

/// The terms of a list, the columns of a table.
fn lists_ui(ui: &mut Ui, editor: &mut Editor, (chosen, locked): (usize, bool)) {
    let (no, texts) = (editor.no, &mut editor.texts);
    let Some(field) = editor.template.fields.get_mut(chosen) else { return };
    let look = field::Look { rows: LINES, read_only: locked, ..field::Look::default() };
    let lines = (|lines: &Vec<String>| lines.join("\n"), |text: &str| Some(read_lines(text)));
    // a kind that was changed by mistake must not hide what was typed
    if field.datatype == Datatype::Enum || !field.terms.is_empty() {
        texts.field(ui, ((no, chosen), "terms", &tr("templates-terms")), &mut field.terms, lines, look);
    }
    if field.datatype == Datatype::Rows || !field.columns.is_empty() {
        let before = field.columns.len();
        texts.field(ui, ((no, chosen), "columns", &tr("templates-columns")), &mut field.columns, lines, look);
        if field.columns.len() != before {
            field.column_widths.clear();
        }
    }
}

/// The register of a number.
fn number_ui(ui: &mut Ui, editor: &mut Editor, (chosen, locked): (usize, bool)) {
    let (no, texts) = (editor.no, &mut editor.texts);
    let Some(field) = editor.template.fields.get_mut(chosen) else { return };
    if field.datatype != Datatype::Number {
        return;
    }
    ui.add_enabled_ui(!locked, |ui| {
        let label = ui.label(theme::small(ui, tr("templates-series"))).id;
        let width = ui.available_width();
        ComboBox::from_id_salt(("template-series", no, chosen))
            .width(width)
            .selected_text(tr(&format!("series-{}", field.series.term())))
            .show_ui(ui, |ui| {
                for series in NumberSeries::ALL {
                    ui.selectable_value(&mut field.series, *series, tr(&format!("series-{}", series.term())));
                }
            })
            .response
            .labelled_by(label);
    });
    let look = field::Look { read_only: locked, ..field::Look::default() };
    field::labelled(ui, (no, chosen, "issuer"), &tr("templates-issuer"), &mut field.issuer, look);
    let write = |last: &Option<u64>| last.map(|last| last.to_string()).unwrap_or_default();
    let read = |text: &str| match text.trim() {
        "" => Some(None),
        digits => digits.parse::<u64>().ok().map(Some),
    };
    let name = ((no, chosen), "last number", &*tr("templates-last-number"));
    let (_, wrong) = texts.field(ui, name, &mut field.last_number, (write, read), look);
    if wrong {
        told(ui, &tr("templates-no-number"));
    }
}

/// The side, the place in millimetres and the place in printed order.
fn place_ui(ui: &mut Ui, editor: &mut Editor, (chosen, locked): (usize, bool)) {
    ui.add_space(theme::SMALL_GAP);
    let mut side = editor.side;
    ui.add_enabled_ui(!locked, |ui| {
        ui.horizontal(|ui| {
            ui.label(theme::small(ui, tr("templates-field-side")));
            for face in Side::ALL {
                ui.radio_value(&mut side, *face, tr(&format!("side-{}", face.term())));
            }
        });
    });
    if side != editor.side
        && let Some(field) = editor.chosen_field_mut()
    {
        field.side = side;
        editor.show_side(side);
    }
    rect_ui(ui, editor, (chosen, locked));
    let kinds = [FaultKind::BadRect, FaultKind::Outside, FaultKind::Overlap, FaultKind::NoRect];
    faults_ui(ui, editor, TemplatePart::Field(chosen), &kinds);
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        let count = editor.template.fields.len();
        let up = ui.add_enabled(!locked && chosen > 0, egui::Button::new(tr("templates-up")));
        if up.on_hover_text(tr("templates-up-hint")).clicked() {
            wish = Some(Wish::Move(false));
        }
        let down = ui.add_enabled(!locked && chosen + 1 < count, egui::Button::new(tr("templates-down")));
        if down.on_hover_text(tr("templates-down-hint")).clicked() {
            wish = Some(Wish::Move(true));
        }
        let remove = ui.add_enabled(!locked, egui::Button::new(tr("templates-field-remove")));
        if remove.on_hover_text(tr("templates-field-remove-hint")).clicked() {
            wish = Some(Wish::Remove);
        }
    });
    match wish {
        Some(Wish::Move(down)) => editor.reorder(down),
        Some(Wish::Remove) => editor.remove_chosen(),
        None => {}
    }
}

enum Wish {
    Move(bool),
    Remove,
}

fn rect_ui(ui: &mut Ui, editor: &mut Editor, (chosen, locked): (usize, bool)) {
    let (no, texts) = (editor.no, &mut editor.texts);
    let Some(field) = editor.template.fields.get_mut(chosen) else { return };
    let mut numbers = field.rect.map(<[f64; 4]>::from);
    let width = (ui.available_width() - 3.0 * ui.spacing().item_spacing.x) / 4.0;
    let mut is_wrong = false;
    ui.horizontal_top(|ui| {
        for (at, name) in ["left", "top", "width", "height"].into_iter().enumerate() {
            let mut value = numbers.and_then(|numbers| numbers.get(at).copied());
            let before = value;
            let label = tr(&format!("templates-rect-{name}"));
            let look = field::Look { width: Some(width - 16.0), read_only: locked, ..field::Look::default() };
            ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
                ui.set_width(width);
                let name = ((no, chosen), name, label.as_str());
                let (_, wrong) =
                    texts.field(ui, name, &mut value, (super::texts::write_mm, super::texts::read_mm), look);
                is_wrong |= wrong;
            });
            // a box loses its place only as a whole
            if value != before
                && let Some(mm) = value
            {
                let all = numbers.get_or_insert(BEGINNING);
                if let Some(number) = all.get_mut(at) {
                    *number = mm;
                }
            }
        }
    });
    field.rect = numbers.map(Into::into);
    if is_wrong {
        told(ui, &tr("templates-no-measure"));
    }
}
