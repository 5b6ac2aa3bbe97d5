//! What is asked on the screen of templates: a path, what to do with unsaved work, whether something is to go.

use super::{Ask, TemplatesAction, editor, name_of_draft};
use crate::catalogue::{StoredDraft, TemplateOrigin};
use crate::i18n::{tr, tr_args};
use crate::model::CardTemplate;
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui::{Button, Context, Id, Key, Modal, Modifiers, Ui};
use std::path::PathBuf;

/// Width of the dialog in points.
const WIDTH_PT: f32 = 560.0;

/// A question that is open.
#[derive(Debug)]
pub(super) struct Asking {
    pub(super) ask: Ask,
    path: String,
    /// The desktop has no dialog: said once, in words.
    pub(super) without_desktop: bool,
    /// Why what was chosen did not do.
    pub(super) failed: Option<String>,
    /// Something was sent off and is not answered yet.
    pub(super) waits: bool,
    fresh: bool,
    no: u64,
}

impl Asking {
    /// Asks, beginning in a folder when it is a path.
    pub(super) fn new(no: u64, ask: Ask, folder: &std::path::Path) -> Self {
        let path = match &ask {
            Ask::Export(id) => folder.join(format!("{id}.toml")).display().to_string(),
            Ask::Import | Ask::Picture => format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR),
            Ask::Remove(_) | Ask::Leave | Ask::GoOn(_) | Ask::Replace(_) => String::new(),
        };
        Self { ask, path, without_desktop: false, failed: None, waits: false, fresh: true, no }
    }

    /// The path as it stands.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(self.path.trim())
    }

    /// A path chosen in the desktop's dialog.
    pub(super) fn take_path(&mut self, path: &std::path::Path) {
        self.path = path.display().to_string();
        self.failed = None;
    }
}

/// Draws the question.
pub(super) fn ask_ui(
    ctx: &Context,
    asking: &mut Asking,
    (templates, drafts): (&[CardTemplate], &[StoredDraft]),
    (can_save, can_write): (bool, bool),
    actions: &mut Vec<Action>,
) {
    let shown = Modal::new(Id::unique(("templates ask", asking.no))).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(WIDTH_PT.min(ctx.content_rect().width() - 80.0));
        let name = |id: &String| {
            templates.iter().find(|template| template.id == *id).map_or_else(|| id.clone(), |found| found.name.clone())
        };
        match &asking.ask {
            Ask::Leave => leave_ui(ui, can_save, actions),
            Ask::Remove(id) => {
                let is_changed = templates
                    .iter()
                    .any(|template| template.id == *id && TemplateOrigin::of(template) == TemplateOrigin::Changed);
                let key = if is_changed { "templates-revert" } else { "templates-remove" };
                heading(ui, &tr_args(&format!("{key}-heading"), &[("name", name(id).into())]));
                ui.label(tr(&format!("{key}-what")));
                buttons(ui, (&tr(key), can_write), TemplatesAction::Remove(id.clone()), actions);
            }
            Ask::GoOn(slot) => {
                if let Some(draft) = drafts.iter().find(|draft| draft.slot == *slot) {
                    heading(ui, &tr_args("templates-behind-heading", &[("name", name_of_draft(draft).into())]));
                    let is_there = templates.iter().any(|template| template.id == editor::id_of_slot(slot));
                    let key = if is_there { "templates-behind-what" } else { "templates-behind-gone" };
                    ui.label(tr_args(key, &[("when", draft.at.local_minute().into())]));
                }
                let go_on = TemplatesAction::GoOnAnyway(slot.clone());
                buttons(ui, (&tr("templates-draft-go-on"), true), go_on, actions);
            }
            Ask::Replace(template) => {
                heading(ui, &tr_args("templates-replace-heading", &[("name", template.name.clone().into())]));
                ui.label(tr_args("templates-replace-what", &[("id", template.id.clone().into())]));
                buttons(ui, (&tr("templates-replace"), can_write), TemplatesAction::Take(template.clone()), actions);
            }
            Ask::Import | Ask::Export(_) | Ask::Picture => path_ui(ui, asking, actions),
        }
    });
    if shown.should_close() {
        actions.push(Action::Templates(TemplatesAction::CloseAsk));
    }
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(theme::dialog_title(words));
    ui.add_space(theme::SMALL_GAP);
}

/// The doing button at the right edge, beside it Cancel. Enter does it, unless another button has the keyboard.
fn buttons(ui: &mut Ui, (doing, can_do): (&str, bool), action: TemplatesAction, actions: &mut Vec<Action>) {
    ui.add_space(theme::GAP);
    let (mut done, mut left) = (false, false);
    row_from_right(ui, |ui| {
        done = ui.add_enabled(can_do, theme::primary_button(ui, doing)).clicked();
        left = ui.button(tr("cancel")).clicked();
    });
    let enter = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if left {
        actions.push(Action::Templates(TemplatesAction::CloseAsk));
    } else if done || (can_do && enter()) {
        actions.push(Action::Templates(action));
    }
}

fn leave_ui(ui: &mut Ui, can_save: bool, actions: &mut Vec<Action>) {
    heading(ui, &tr("templates-leave-heading"));
    ui.label(tr(if can_save { "templates-leave-what" } else { "templates-leave-cannot" }));
    ui.add_space(theme::GAP);
    let mut wish = None;
    row_from_right(ui, |ui| {
        let save = ui.add_enabled(can_save, theme::primary_button(ui, &tr("templates-save")));
        if save.clicked() {
            wish = Some(TemplatesAction::SaveAndLeave);
        }
        if ui.button(tr("templates-stay")).clicked() {
            wish = Some(TemplatesAction::CloseAsk);
        }
        if ui.add(Button::new(tr("templates-discard"))).on_hover_text(tr("templates-discard-hint")).clicked() {
            wish = Some(TemplatesAction::Discard);
        }
    });
    let entered = wish.is_none() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if entered {
        wish = Some(if can_save { TemplatesAction::SaveAndLeave } else { TemplatesAction::CloseAsk });
    }
    actions.extend(wish.map(Action::Templates));
}

fn path_ui(ui: &mut Ui, asking: &mut Asking, actions: &mut Vec<Action>) {
    let name = match asking.ask {
        Ask::Import => "templates-import",
        Ask::Export(_) => "templates-export",
        _ => "templates-picture",
    };
    heading(ui, &tr(&format!("{name}-heading")));
    ui.label(theme::weak(ui, tr(&format!("{name}-what"))));
    ui.add_space(theme::SMALL_GAP);
    let words = ui.label(theme::small(ui, tr("folder-file")));
    let mut browsed = false;
    ui.horizontal(|ui| {
        let browse = tr("browse");
        let room = ui.available_width() - field::button_room(ui, &browse);
        let look = field::Look { width: Some(room), ..field::Look::default() };
        let typed = field::bare(ui, ("templates path", asking.no), &mut asking.path, look).labelled_by(words.id);
        if typed.changed() {
            asking.failed = None;
        }
        if std::mem::take(&mut asking.fresh) {
            typed.request_focus();
        }
        browsed = ui.button(browse).clicked();
    });
    if asking.without_desktop {
        ui.label(theme::small(ui, tr("folder-without-desktop")));
    }
    if let Some(why) = &asking.failed {
        ui.add(eframe::egui::Label::new(theme::strong(why)).wrap().selectable(true));
    }
    if browsed {
        return actions.push(Action::Templates(TemplatesAction::Browse));
    }
    let action = match &asking.ask {
        Ask::Export(id) => TemplatesAction::Export { id: id.clone(), file: asking.path() },
        Ask::Import => TemplatesAction::Import(asking.path()),
        _ => TemplatesAction::PictureFile(asking.path()),
    };
    let can_do = !asking.path.trim().is_empty() && !asking.waits;
    buttons(ui, (&tr(&format!("{name}-do")), can_do), action, actions);
}
