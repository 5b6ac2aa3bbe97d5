//! Every template a card can have: which there are, where they come from, how they look.

use super::canvas::{self, View};
use super::{Ask, Screen, TemplatesAction, TemplatesView};
use crate::catalogue::{StoredDraft, TemplateOrigin};
use crate::i18n::{language, tr, tr_args};
use crate::model::{CardTemplate, Side};
use crate::ui::action::Action;
use crate::ui::theme;
use eframe::egui::{self, Button, CentralPanel, Frame, Margin, Panel, RichText, ScrollArea, Sense, Ui};

/// Width of the list in points.
const LIST_PT: f32 = 400.0;

/// Draws the list and the chosen form; returns what is to be asked.
pub(super) fn list_ui(
    ui: &mut Ui,
    view: &TemplatesView<'_>,
    screen: &mut Screen,
    (templates, drafts): (&[CardTemplate], &[StoredDraft]),
    actions: &mut Vec<Action>,
) -> Option<Ask> {
    let colours = theme::palette(ui);
    let mut ask = None;
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("templates bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            if ui.button(tr("templates-back")).on_hover_text(tr("templates-back-hint")).clicked() {
                actions.push(Action::Templates(TemplatesAction::Back));
            }
            ui.label(theme::section(tr("command-templates")));
        });
        ui.label(theme::weak(ui, tr("templates-what")));
        if let Some(told) = &screen.told {
            ui.add(egui::Label::new(theme::strong(told)).wrap().selectable(true));
        }
        for draft in drafts {
            draft_ui(ui, view, draft, actions);
        }
    });
    let chosen = templates.iter().find(|template| Some(&template.id) == screen.chosen.as_ref());
    let shelf = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(10, theme::PANEL_MARGIN));
    let mut picked = None;
    Panel::left("templates list").exact_size(LIST_PT).resizable(false).frame(shelf).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            for template in templates {
                if line_ui(ui, template, chosen.is_some_and(|chosen| chosen.id == template.id)) {
                    picked = Some(template.id.clone());
                }
            }
        });
    });
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::same(theme::PANEL_MARGIN));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        ask = buttons_ui(ui, view, chosen, actions);
        if let Some(chosen) = chosen {
            ui.add_space(theme::SMALL_GAP);
            preview_ui(ui, chosen, &mut screen.side);
        }
    });
    if picked.is_some() {
        screen.chosen = picked;
        screen.side = Side::Front;
    }
    ask
}

/// A template of the list: its name, what it means, how large and whose it is.
fn line_ui(ui: &mut Ui, template: &CardTemplate, is_chosen: bool) -> bool {
    let origin = tr(&format!("templates-origin-{}", TemplateOrigin::of(template).term()));
    let count = tr_args("templates-count", &[("count", template.fields.len().into())]);
    let meaning = template.label(language());
    let second = if meaning == template.name {
        format!("{count} \u{b7} {origin}")
    } else {
        format!("{meaning} \u{b7} {count} \u{b7} {origin}")
    };
    let mut words = egui::text::LayoutJob::default();
    let style = ui.style();
    let name = RichText::new(&template.name).font(egui::FontId::new(theme::BODY_PT, theme::strong_family()));
    name.append_to(&mut words, style, egui::FontSelection::Default, egui::Align::Min);
    let second = theme::small(ui, format!("\n{second}"));
    second.append_to(&mut words, style, egui::FontSelection::Default, egui::Align::Min);
    words.wrap.max_width = LIST_PT - 60.0;
    let width = ui.available_width() - 10.0;
    ui.add(Button::selectable(is_chosen, words).wrap().min_size(egui::vec2(width, 0.0))).clicked()
}

/// What was being drawn when the program ended.
fn draft_ui(ui: &mut Ui, view: &TemplatesView<'_>, draft: &StoredDraft, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let name = super::name_of_draft(draft);
        let when = draft.at.local_minute();
        ui.label(theme::strong(tr_args("templates-draft", &[("name", name.clone().into()), ("when", when.into())])));
        if view.read_only.is_none() {
            if ui.button(tr("templates-draft-go-on")).clicked() {
                actions.push(Action::Templates(TemplatesAction::GoOn(draft.slot.clone())));
            }
            if ui.button(tr("templates-draft-discard")).clicked() {
                actions.push(Action::Templates(TemplatesAction::DropDraft(draft.slot.clone())));
            }
        }
    });
}

/// What can be done with the chosen template, and without one.
fn buttons_ui(
    ui: &mut Ui,
    view: &TemplatesView<'_>,
    chosen: Option<&CardTemplate>,
    actions: &mut Vec<Action>,
) -> Option<Ask> {
    let mut ask = None;
    let can_edit = view.read_only.is_none();
    let mut want = |action| actions.push(Action::Templates(action));
    ui.horizontal_wrapped(|ui| {
        if ui.add_enabled(can_edit, Button::new(tr("templates-new"))).clicked() {
            want(TemplatesAction::New);
        }
        if ui
            .add_enabled(can_edit, Button::new(tr("templates-import")))
            .on_hover_text(tr("templates-import-hint"))
            .clicked()
        {
            ask = Some(Ask::Import);
        }
        let Some(chosen) = chosen else { return };
        ui.add_space(theme::GAP);
        let change = if can_edit { "templates-change" } else { "templates-look" };
        if ui.button(tr(change)).on_hover_text(tr("templates-change-hint")).clicked() {
            want(TemplatesAction::Change(chosen.id.clone()));
        }
        let copy = ui.add_enabled(can_edit, Button::new(tr("templates-copy")));
        if copy.on_hover_text(tr("templates-copy-hint")).clicked() {
            want(TemplatesAction::Copy(chosen.id.clone()));
        }
        if ui.button(tr("templates-export")).on_hover_text(tr("templates-export-hint")).clicked() {
            ask = Some(Ask::Export(chosen.id.clone()));
        }
        let words = match TemplateOrigin::of(chosen) {
            TemplateOrigin::Program => return,
            TemplateOrigin::Changed => "templates-revert",
            TemplateOrigin::Catalogue => "templates-remove",
        };
        if ui.add_enabled(can_edit, Button::new(tr(words))).clicked() {
            ask = Some(Ask::Remove(chosen.id.clone()));
        }
    });
    ask
}

/// How the chosen form looks.
fn preview_ui(ui: &mut Ui, template: &CardTemplate, side: &mut Side) {
    ui.label(theme::title(&template.name));
    let measures = match (template.width_mm, template.height_mm) {
        (Some(width), Some(height)) => format!("{width} \u{d7} {height} mm"),
        _ => tr("templates-no-size"),
    };
    let origin = TemplateOrigin::of(template).term();
    ui.label(theme::weak(
        ui,
        format!("{} \u{b7} {measures} \u{b7} {}", template.id, tr(&format!("templates-origin-{origin}"))),
    ));
    if origin == TemplateOrigin::Program.term() {
        ui.label(theme::small(ui, tr("templates-program-hint")));
    }
    if template.has_side(Side::Back) {
        ui.horizontal(|ui| {
            for face in Side::ALL {
                ui.radio_value(side, *face, tr(&format!("side-{}", face.term())));
            }
        });
    }
    let basis = template.basis.trim();
    let room = ui.available_size() - egui::vec2(0.0, if basis.is_empty() { 0.0 } else { 84.0 });
    let (rect, response) = ui.allocate_exact_size(room.max(egui::vec2(80.0, 80.0)), Sense::hover());
    let name = tr_args("templates-preview", &[("name", template.name.clone().into())]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let painter = ui.painter_at(rect);
    let view = View::fitted(rect, canvas::size_of(template));
    canvas::paint_form(ui, &painter, view, (template, *side), false);
    if !basis.is_empty() {
        ScrollArea::vertical().id_salt("template basis").show(ui, |ui| {
            ui.add(egui::Label::new(theme::small(ui, basis)).wrap());
        });
    }
}
