//! Before a folder is taken in: which one, how its names are read, and what its first files would become.

use super::{Screen, TakeInAction, TakeInView, Watched};
use crate::catalogue::take_in::{FirstFile, Goes, Interrupted};
use crate::i18n::{size_words, tr, tr_args};
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui;
use egui::{ComboBox, Grid, RichText, ScrollArea, TextEdit, Ui};

/// Naming rules that are offered; the archive's own is typed.
const RULES: &[&str] = &[
    "<archive>_<series>_<item>_<side>.*",
    "<series>_<item>_<side>.*",
    "<item>_<side>.*",
    "<series>/<item>_<side>.*",
    "<series>/<item>/<side>.*",
];
/// Width of the words before a field.
const LABEL_PT: f32 = 150.0;

/// Draws the choices, the first files and the button.
pub(super) fn setting_ui(
    ui: &mut Ui,
    view: &TakeInView<'_>,
    screen: &mut Screen,
    (watched, interrupted): (Option<&Watched>, Option<&Interrupted>),
    actions: &mut Vec<Action>,
) {
    if let Some(interrupted) = interrupted {
        interrupted_ui(ui, view, interrupted, actions);
    }
    folder_ui(ui, screen, actions);
    if screen.folder.trim().is_empty() {
        ui.add_space(theme::GAP);
        ui.label(theme::weak(ui, tr("take-in-begin")));
        return;
    }
    names_ui(ui, screen);
    new_cards_ui(ui, view, screen);
    ui.add_space(theme::SMALL_GAP);
    if let Some(fault) = &screen.fault {
        ui.label(theme::warning(ui, fault));
    }
    if let Some(failed) = &screen.failed {
        ui.label(theme::warning(ui, failed));
    }
    let room = ui.available_height() - 96.0;
    first_files_ui(ui, screen, room.max(120.0));
    begin_ui(ui, view, screen, watched, actions);
}

/// What was begun and not ended can be gone on with.
fn interrupted_ui(ui: &mut Ui, view: &TakeInView<'_>, interrupted: &Interrupted, actions: &mut Vec<Action>) {
    let band = egui::Frame::new().fill(theme::palette(ui).notice).corner_radius(theme::CORNER).inner_margin(10);
    band.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(super::words_of(interrupted));
            if view.read_only.is_none() {
                if ui.button(tr("take-in-interrupted-go-on")).clicked() {
                    actions.push(Action::TakeIn(TakeInAction::GoOn));
                }
                if ui.button(tr("take-in-interrupted-forget")).clicked() {
                    actions.push(Action::TakeIn(TakeInAction::Forget));
                }
            }
        });
    });
    ui.add_space(theme::SMALL_GAP);
}

fn labelled(ui: &mut Ui, key: &str, content: impl FnOnce(&mut Ui, egui::Id)) {
    ui.horizontal(|ui| {
        let (rect, _) =
            ui.allocate_exact_size(egui::vec2(LABEL_PT, ui.spacing().interact_size.y), egui::Sense::hover());
        let mut words = ui
            .new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
        let label = words.label(tr(key)).id;
        content(ui, label);
    });
}

fn folder_ui(ui: &mut Ui, screen: &mut Screen, actions: &mut Vec<Action>) {
    labelled(ui, "take-in-folder", |ui, label| {
        let choose = tr("take-in-choose");
        let width = (ui.available_width() - field::button_room(ui, &choose) - theme::GAP).min(640.0);
        let folder = TextEdit::singleline(&mut screen.folder).id_salt("take-in folder").desired_width(width);
        let folder = ui.add(folder).labelled_by(label);
        if std::mem::take(&mut screen.fresh) {
            folder.request_focus();
        }
        if ui.button(choose).clicked() {
            actions.push(Action::TakeIn(TakeInAction::Browse));
        }
    });
    if screen.without_desktop {
        ui.label(theme::small(ui, tr("take-in-no-dialog")));
    }
}

fn names_ui(ui: &mut Ui, screen: &mut Screen) {
    labelled(ui, "take-in-names", |ui, _| {
        ui.radio_value(&mut screen.by_rule, false, tr("take-in-by-name")).on_hover_text(tr("take-in-by-name-hint"));
        ui.add_space(theme::GAP);
        ui.radio_value(&mut screen.by_rule, true, tr("take-in-by-rule")).on_hover_text(tr("take-in-by-rule-hint"));
    });
    if !screen.by_rule {
        return;
    }
    if screen.options.pattern.is_empty() {
        RULES.first().copied().unwrap_or_default().clone_into(&mut screen.options.pattern);
    }
    labelled(ui, "take-in-rule", |ui, label| {
        let rule = &mut screen.options.pattern;
        ui.add(
            TextEdit::singleline(rule).id_salt("take-in rule").font(egui::TextStyle::Monospace).desired_width(380.0),
        )
        .labelled_by(label);
        let offered = ComboBox::from_id_salt("take-in rules").selected_text(tr("take-in-rules")).width(110.0);
        offered.show_ui(ui, |ui| {
            for offered in RULES {
                if ui.selectable_label(rule == offered, RichText::new(*offered).monospace()).clicked() {
                    (*offered).clone_into(rule);
                }
            }
        });
    });
    labelled(ui, "take-in-code", |ui, label| {
        let code = TextEdit::singleline(&mut screen.options.reference_template)
            .id_salt("take-in code")
            .font(egui::TextStyle::Monospace)
            .hint_text(tr("take-in-code-as-it-stands"))
            .desired_width(380.0);
        ui.add(code).labelled_by(label).on_hover_text(tr("take-in-code-hint"));
    });
}

fn new_cards_ui(ui: &mut Ui, view: &TakeInView<'_>, screen: &mut Screen) {
    labelled(ui, "take-in-nobody-has", |ui, _| {
        ui.radio_value(&mut screen.new_cards, false, tr("take-in-leave-loose"));
        ui.add_space(theme::GAP);
        ui.radio_value(&mut screen.new_cards, true, tr("take-in-make-cards"));
        if screen.new_cards {
            let name_of = |id: &str| view.templates.iter().find(|known| known.id == id).map(|known| known.name.clone());
            let chosen = name_of(&screen.template).unwrap_or_else(|| tr("take-in-no-form"));
            let menu = ComboBox::from_id_salt("take-in form").selected_text(chosen).width(260.0).truncate();
            let drawn = menu.show_ui(ui, |ui| {
                for template in view.templates {
                    ui.selectable_value(&mut screen.template, template.id.clone(), &template.name);
                }
            });
            drawn.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, tr("take-in-form")));
        }
    });
    if screen.new_cards && !view.units.is_empty() {
        labelled(ui, "take-in-unit", |ui, _| {
            let chosen = view.units.iter().find(|unit| Some(unit.id) == screen.options.unit);
            let words =
                chosen.map_or_else(|| tr("take-in-no-unit"), |unit| format!("{} {}", unit.reference_code, unit.title));
            let menu = ComboBox::from_id_salt("take-in unit").selected_text(words).width(380.0).truncate();
            let drawn = menu.show_ui(ui, |ui| {
                ui.selectable_value(&mut screen.options.unit, None, tr("take-in-no-unit"));
                for unit in view.units {
                    let words = format!("{} {}", unit.reference_code, unit.title);
                    ui.selectable_value(&mut screen.options.unit, Some(unit.id), words);
                }
            });
            drawn.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, tr("take-in-unit")));
        });
    }
}

/// The first files as they would become.
fn first_files_ui(ui: &mut Ui, screen: &Screen, height: f32) {
    let Some(planned) = &screen.planned else {
        if screen.fault.is_none() {
            ui.label(theme::weak(ui, tr("take-in-looking")));
        }
        return;
    };
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::section(tr("take-in-first")));
    let colours = theme::palette(ui);
    egui::Frame::new().fill(colours.ground).corner_radius(theme::CORNER).inner_margin(10).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().interact_size.y = 22.0;
        ScrollArea::both().id_salt("take-in first").max_height(height - 70.0).auto_shrink([false, true]).show(
            ui,
            |ui| {
                if planned.first.is_empty() {
                    ui.label(theme::weak(ui, tr("take-in-empty-folder")));
                    return;
                }
                Grid::new("take-in first files").num_columns(4).spacing([24.0, 6.0]).show(ui, |ui| {
                    for heading in
                        ["take-in-column-file", "take-in-column-format", "take-in-column-side", "take-in-column-goes"]
                    {
                        ui.label(theme::small(ui, tr(heading)));
                    }
                    ui.end_row();
                    for file in &planned.first {
                        file_ui(ui, file);
                        ui.end_row();
                    }
                });
            },
        );
    });
}

fn file_ui(ui: &mut Ui, file: &FirstFile) {
    ui.label(&file.file);
    match (&file.format, &file.refused) {
        (_, Some(why)) => {
            ui.label(theme::warning(ui, tr("take-in-refused"))).on_hover_text(why);
            ui.label("");
            ui.label(theme::warning(ui, why));
            return;
        }
        (Some(format), None) => ui.label(*format),
        (None, None) => ui.label(""),
    };
    let side = tr(&format!("role-{}", file.role.term()));
    match &file.unknown_side {
        Some(word) => ui.label(theme::warning(ui, tr_args("take-in-unknown-side", &[("word", word.clone().into())]))),
        None => ui.label(side),
    };
    match &file.goes {
        Goes::To { reference_code, .. } => ui.label(reference_code),
        Goes::NewCard { reference_code } => {
            ui.label(tr_args("take-in-goes-new", &[("code", reference_code.clone().into())]))
        }
        Goes::Nowhere { why, .. } => ui.label(theme::weak(ui, tr("take-in-goes-nowhere"))).on_hover_text(why),
    };
}

fn begin_ui(ui: &mut Ui, view: &TakeInView<'_>, screen: &Screen, watched: Option<&Watched>, actions: &mut Vec<Action>) {
    let Some(planned) = &screen.planned else { return };
    let counts = planned.counts;
    ui.add_space(theme::SMALL_GAP);
    ui.label(tr_args(
        "take-in-summary",
        &[
            ("files", counts.files.into()),
            ("size", size_words(counts.bytes).into()),
            ("entries", counts.to_entries.into()),
            ("new", counts.to_new_cards.into()),
            ("cards", counts.new_cards.into()),
            ("loose", counts.unattached.into()),
            ("skipped", counts.skipped.into()),
        ],
    ));
    ui.horizontal(|ui| {
        let words = tr_args("take-in-begin-button", &[("files", counts.files.into())]);
        let can = view.read_only.is_none() && counts.files > 0 && screen.asked.is_none();
        if ui.add_enabled(can, theme::primary_button(ui, &words)).clicked() {
            actions.push(Action::TakeIn(TakeInAction::Begin));
        }
        if let Some(watched) = watched {
            let folder = watched.folder.display().to_string();
            let words = [("folder", folder.into()), ("count", watched.came.into())];
            ui.label(tr_args("take-in-watching", &words));
            if ui.button(tr("take-in-unwatch")).clicked() {
                actions.push(Action::TakeIn(TakeInAction::Watch(false)));
            }
        } else {
            let watch = ui.add_enabled(view.read_only.is_none(), egui::Button::new(tr("take-in-watch")));
            if watch.on_hover_text(tr("take-in-watch-hint")).clicked() {
                actions.push(Action::TakeIn(TakeInAction::Watch(true)));
            }
        }
    });
    if let Some(refused) = watched.map(|watched| watched.refused).filter(|refused| *refused > 0) {
        ui.label(theme::warning(ui, tr_args("take-in-watch-refused", &[("count", refused.into())])));
    }
    for why in watched.and_then(|watched| watched.trouble.as_deref()).into_iter().chain(view.read_only) {
        ui.label(theme::warning(ui, why));
    }
}
