//! The template as a whole: bar, list of boxes, the side, and what the form says of itself.

use super::editor::{Editor, Saving};
use super::properties::{self, faults_ui, meanings_ui};
use super::scan::Origin;
use super::texts::{read_mm, told, write_mm};
use super::{Ask, TemplatesAction, TemplatesView, canvas};
use crate::i18n::{tr, tr_args};
use crate::model::{CardTemplate, FaultKind, Role, Side, TemplatePart};
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui::{self, Align, Button, CentralPanel, CollapsingHeader, Frame, Layout, Margin, Panel, ScrollArea, Ui};

/// Width of the list of boxes in points.
const LIST_PT: f32 = 210.0;
/// Width of the properties in points.
const PROPERTIES_PT: f32 = 390.0;

/// Draws the template that is worked on; returns what is to be asked.
pub(super) fn form_ui(
    ui: &mut Ui,
    view: &TemplatesView<'_>,
    editor: &mut Editor,
    templates: &[CardTemplate],
    actions: &mut Vec<Action>,
) -> Option<Ask> {
    let colours = theme::palette(ui);
    let mut ask = None;
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("template bar").frame(bar).show(ui, |ui| {
        bar_ui(ui, view, editor, templates, actions);
        ask = tools_ui(ui, view, editor, actions);
    });
    let shelf = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(10, theme::PANEL_MARGIN));
    Panel::left("template boxes").exact_size(LIST_PT).resizable(false).frame(shelf).show(ui, |ui| {
        boxes_ui(ui, view, editor);
    });
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::same(theme::PANEL_MARGIN));
    let wide = ui.available_width() > 1200.0;
    let width = if wide { PROPERTIES_PT + 90.0 } else { PROPERTIES_PT };
    Panel::right("template properties").exact_size(width).resizable(false).frame(sheet).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 10.0);
            // what is worked on is to be seen: the form while nothing is chosen, then the box
            let opens = editor.opens_head.take();
            CollapsingHeader::new(theme::section(tr("templates-form")))
                .id_salt(("template form", editor.no))
                .open(opens)
                .show(ui, |ui| head_ui(ui, view, editor, templates));
            ui.add_space(theme::GAP);
            properties::field_ui(ui, view, editor, templates);
        });
    });
    let ground = Frame::new().fill(colours.ground).inner_margin(Margin::same(8));
    CentralPanel::default().frame(ground).show(ui, |ui| {
        canvas::canvas_ui(ui, editor, view.read_only.is_none());
    });
    ask
}

/// Back, the name, how far it is on its way to the disk, Save.
fn bar_ui(
    ui: &mut Ui,
    view: &TemplatesView<'_>,
    editor: &Editor,
    templates: &[CardTemplate],
    actions: &mut Vec<Action>,
) {
    let mut want = |action| actions.push(Action::Templates(action));
    row_from_right(ui, |ui| {
        if view.read_only.is_none() {
            let can = editor.can_save(templates);
            let save = ui.add_enabled(can, theme::primary_button(ui, &tr("templates-save")));
            if save.on_hover_text(tr("templates-save-hint")).clicked() {
                want(TemplatesAction::Save);
            }
        }
        let state = match editor.saving() {
            _ if view.read_only.is_some() => tr("templates-read-only"),
            Saving::Untouched => String::new(),
            Saving::Unsaved | Saving::Sent => tr("saved-pending"),
            Saving::Saved => tr("saved-yes"),
            Saving::Failed(why) => tr_args("templates-not-saved", &[("why", why.into())]),
        };
        ui.label(theme::small(ui, state));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if ui.button(tr("templates-back")).on_hover_text(tr("templates-back-hint")).clicked() {
                want(TemplatesAction::Back);
            }
            let name =
                if editor.template.name.is_empty() { tr("templates-unnamed") } else { editor.template.name.clone() };
            ui.add(egui::Label::new(theme::section(name)).truncate());
        });
    });
    if let Some(typed) = editor.resumed {
        let words = tr_args("templates-resumed", &[("when", typed.local_minute().into())]);
        ui.label(theme::strong(words));
    }
}

/// The side, the scan, new boxes, steps back.
fn tools_ui(ui: &mut Ui, view: &TemplatesView<'_>, editor: &mut Editor, actions: &mut Vec<Action>) -> Option<Ask> {
    let can_edit = view.read_only.is_none();
    let mut ask = None;
    ui.horizontal_wrapped(|ui| {
        let mut side = editor.side;
        for face in Side::ALL {
            ui.radio_value(&mut side, *face, tr(&format!("side-{}", face.term())));
        }
        if side != editor.side {
            editor.show_side(side);
        }
        ui.add_space(theme::GAP);
        ask = scan_menu_ui(ui, view, editor, actions);
        corners_tools_ui(ui, editor);
        if let Some(why) = editor.scans.get(editor.side).and_then(|scan| scan.failed.clone()) {
            ui.label(theme::strong(why));
        }
        ui.add_space(theme::GAP);
        if can_edit {
            if ui.button(tr("templates-new-field")).on_hover_text(tr("templates-new-field-hint")).clicked() {
                editor.add_field_somewhere();
            }
            let (back, forth) = editor.steps.can();
            if ui.add_enabled(back, Button::new(tr("command-undo"))).on_hover_text("Ctrl+Z").clicked() {
                editor.step(false);
            }
            if ui.add_enabled(forth, Button::new(tr("command-redo"))).on_hover_text("Ctrl+Shift+Z").clicked() {
                editor.step(true);
            }
        }
        if ui.button(tr("page-view-fit")).on_hover_text(tr("templates-fit-hint")).clicked() {
            editor.canvas.fit();
        }
    });
    ask
}

/// Saying where the card is on the scan, and saying it again.
fn corners_tools_ui(ui: &mut Ui, editor: &mut Editor) {
    let Some(scan) = editor.scans.of(editor.side).as_mut().filter(|scan| scan.failed.is_none()) else { return };
    if scan.placed {
        if ui.button(tr("templates-corners-again")).on_hover_text(tr("templates-corners-hint")).clicked() {
            scan.placed = false;
            editor.canvas.take_focus = true;
        }
        return;
    }
    ui.label(theme::strong(tr("templates-corners"))).on_hover_text(tr("templates-corners-hint"));
    if ui.button(tr("templates-corners-turn")).on_hover_text("R").clicked() {
        scan.turn();
    }
    let usable = scan.is_here() && scan.alignment.is_usable();
    let accept = ui.add_enabled(usable, theme::primary_button(ui, &tr("templates-corners-accept")));
    if accept.on_disabled_hover_text(tr("templates-corners-crossed")).clicked() {
        editor.accept_corners();
    }
}

/// What is under the boxes: a scan of the card that was shown, a picture file, or the paper.
fn scan_menu_ui(ui: &mut Ui, view: &TemplatesView<'_>, editor: &mut Editor, actions: &mut Vec<Action>) -> Option<Ask> {
    let mut ask = None;
    ui.menu_button(tr("templates-scan"), |ui| {
        for picture in view.scans {
            let side = if picture.role == Role::Back { Side::Back } else { Side::Front };
            let file = if picture.original_name.is_empty() { &picture.reference_code } else { &picture.original_name };
            let side = tr(&format!("side-{}", side.term()));
            let words = tr_args("templates-scan-of", &[("side", side.into()), ("file", file.into())]);
            let hint = if picture.content_note.is_empty() { String::new() } else { picture.content_note.clone() };
            let line = ui.button(words);
            let line = if hint.is_empty() { line } else { line.on_hover_text(hint) };
            if line.clicked() {
                editor.draw_on(Origin::Attached(Box::new(picture.clone())));
                actions.push(Action::Templates(TemplatesAction::ReadScan));
                ui.close();
            }
        }
        if ui.button(tr("templates-scan-file")).clicked() {
            ask = Some(Ask::Picture);
            ui.close();
        }
        let has_scan = editor.scans.get(editor.side).is_some();
        if ui.add_enabled(has_scan, Button::new(tr("templates-scan-none"))).clicked() {
            *editor.scans.of(editor.side) = None;
            ui.close();
        }
    });
    ask
}

/// Every box in printed order.
fn boxes_ui(ui: &mut Ui, view: &TemplatesView<'_>, editor: &mut Editor) {
    ui.label(theme::section(tr("templates-boxes")));
    if editor.template.fields.is_empty() {
        let words = if view.read_only.is_none() { "templates-boxes-none" } else { "templates-field-none" };
        ui.label(theme::weak(ui, tr(words)));
    }
    let mut chosen = None;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut side = None;
        for (at, field) in editor.template.fields.iter().enumerate() {
            if side != Some(field.side) {
                side = Some(field.side);
                ui.label(theme::small(ui, tr(&format!("side-{}", field.side.term()))));
            }
            let mut faults = editor.faults.iter().filter(|fault| fault.part == TemplatePart::Field(at));
            let words = if faults.next().is_some() {
                tr_args("templates-box-faulty", &[("label", field.name().into())])
            } else {
                field.name().to_owned()
            };
            let line = Button::selectable(editor.chosen == Some(at), words).truncate();
            let width = ui.available_width();
            if ui.add(line.min_size(egui::vec2(width, 0.0))).clicked() {
                chosen = Some(at);
            }
        }
    });
    if chosen.is_some() {
        editor.choose(chosen);
    }
}

/// What the form says of itself.
fn head_ui(ui: &mut Ui, view: &TemplatesView<'_>, editor: &mut Editor, templates: &[CardTemplate]) {
    let (no, locked) = (editor.no, view.read_only.is_some());
    let look = field::Look { read_only: locked, ..field::Look::default() };
    let take_focus = std::mem::take(&mut editor.focus_name);
    let name = field::labelled(ui, (no, "name"), &tr("templates-name"), &mut editor.template.name, look);
    if take_focus {
        name.request_focus();
    }
    if name.changed() {
        editor.follow_name(templates);
    }
    faults_ui(ui, editor, TemplatePart::Head, &[FaultKind::NoName]);
    meanings_ui(ui, (no, 0), &mut editor.template.labels, locked);
    if editor.saved.is_none() {
        let id = field::labelled(ui, (no, "id"), &tr("templates-id"), &mut editor.template.id, look);
        editor.id_typed |= id.changed();
        faults_ui(ui, editor, TemplatePart::Head, &[FaultKind::NoId, FaultKind::BadId]);
        if editor.id_is_taken(templates) {
            told(ui, &tr("templates-id-taken"));
        }
    } else {
        let id = editor.template.id.clone();
        ui.label(theme::small(ui, tr_args("templates-id-is", &[("id", id.into())])));
    }
    size_ui(ui, editor, locked);
    let look = field::Look { rows: 4, ..look };
    field::labelled(ui, (no, "basis"), &tr("templates-basis"), &mut editor.template.basis, look);
}

fn size_ui(ui: &mut Ui, editor: &mut Editor, locked: bool) {
    let no = editor.no;
    let width = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
    let look = field::Look { width: Some(width - 16.0), read_only: locked, ..field::Look::default() };
    let mut wrong = false;
    ui.horizontal_top(|ui| {
        for name in ["width_mm", "height_mm"] {
            let label = tr(&format!("templates-{}", name.replace('_', "-")));
            let before = canvas::size_of(&editor.template);
            let template = &mut editor.template;
            let mm = if name == "width_mm" { &mut template.width_mm } else { &mut template.height_mm };
            let texts = &mut editor.texts;
            let typed = ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
                ui.set_width(width);
                texts.field(ui, (no, name, label.as_str()), mm, (write_mm, read_mm), look)
            });
            let (typed, is_wrong) = typed.inner;
            wrong |= is_wrong;
            if typed.changed() {
                editor.size_before.get_or_insert(before);
                (editor.size_is_guessed, editor.size_follows) = (false, false);
            }
            // only the whole number says how large the side is
            if typed.lost_focus()
                && let Some(before) = editor.size_before.take()
            {
                editor.resize(before);
            }
        }
    });
    if wrong {
        told(ui, &tr("templates-no-measure"));
    }
    if editor.size_is_guessed {
        told(ui, &tr("templates-size-guessed"));
    }
    faults_ui(ui, editor, TemplatePart::Head, &[FaultKind::BadSize, FaultKind::NoSize]);
}
