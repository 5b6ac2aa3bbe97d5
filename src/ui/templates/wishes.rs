//! What a person wants of the screen of templates, by key or by button, becomes requests.

use super::ask::Asking;
use super::editor::{self, Editor, SLOT};
use super::scan::{MAX_SIDE_PX, Origin};
use super::{After, Ask, TemplatesAction, TemplatesState, canvas, naming};
use crate::background::{Request, Store, Write};
use crate::catalogue::StoredDraft;
use crate::i18n::{tr, tr_args};
use crate::model::CardTemplate;
use crate::ui::action::Action;
use crate::ui::outside::Ask as OutsideAsk;
use eframe::egui::{Context, Key, Modifiers, Popup};
use std::path::Path;

impl TemplatesState {
    /// Keys of the screen, before the window's own: inside a text field undo is the field's.
    pub fn keys(&mut self, ctx: &Context) -> Vec<Action> {
        let typing = ctx.text_edit_focused();
        let Some(screen) = &mut self.screen else { return Vec::new() };
        let was_typing = std::mem::replace(&mut screen.was_typing, typing);
        if screen.asking.is_some() || Popup::is_any_open(ctx) {
            return Vec::new();
        }
        let mut wanted = Vec::new();
        let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        if let Some(editor) = &mut screen.editor {
            if pressed(Modifiers::COMMAND, Key::S) {
                wanted.push(TemplatesAction::Save);
            }
            // the longer combination first
            if !typing && pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) {
                editor.step(true);
            } else if !typing && pressed(Modifiers::COMMAND, Key::Z) {
                editor.step(false);
            }
            for (key, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
                if pressed(Modifiers::ALT, key) {
                    editor.reorder(down);
                    editor.focus_label |= typing;
                }
            }
        }
        // the first Esc leaves the text field
        if !typing && !was_typing && pressed(Modifiers::NONE, Key::Escape) {
            wanted.push(TemplatesAction::Back);
        }
        wanted.into_iter().map(Action::Templates).collect()
    }

    /// Does what the screen wants.
    pub fn dispatch(&mut self, ctx: &Context, action: TemplatesAction, store: &Store) {
        match action {
            TemplatesAction::Back => self.leave_for(After::List),
            TemplatesAction::New => self.edit(Editor::begin, CardTemplate::default()),
            TemplatesAction::Copy(id) => {
                if let Some(template) = self.template(&id) {
                    let copy = self.copy_of(template);
                    self.edit(Editor::begin, copy);
                }
            }
            TemplatesAction::Change(id) if self.asks_first(&format!("{SLOT}{id}")) => {}
            TemplatesAction::Change(id) => {
                if let Some(template) = self.template(&id) {
                    self.edit(Editor::change, template);
                }
            }
            TemplatesAction::GoOn(slot) if self.asks_first(&slot) => {}
            TemplatesAction::GoOn(slot) | TemplatesAction::GoOnAnyway(slot) => self.go_on(&slot),
            TemplatesAction::DropDraft(slot) => {
                self.drafts.retain(|draft| draft.slot != slot);
                self.keep(store, Vec::new(), vec![editor::gone(slot)]);
            }
            TemplatesAction::Save => self.save(store),
            TemplatesAction::SaveAndLeave => {
                if let Some(screen) = &mut self.screen {
                    screen.asking = None;
                    screen.leaves = true;
                }
                self.save(store);
            }
            TemplatesAction::Discard => self.discard(store),
            TemplatesAction::Remove(id) => {
                let name = self.template(&id).map_or_else(|| id.clone(), |template| template.name);
                if let Some(screen) = &mut self.screen {
                    screen.asking = None;
                    let token = store.write(Write::RemoveTemplate { id });
                    screen.awaited = Some((token, tr_args("templates-removed", &[("name", name.into())]), None));
                }
            }
            TemplatesAction::Import(file) => {
                self.wait_for(&file);
                self.outside.read_template(ctx, file);
            }
            TemplatesAction::Take(template) => self.take(template, store),
            TemplatesAction::Export { id, file } => {
                if let Some(template) = self.template(&id) {
                    self.wait_for(&file);
                    self.outside.write_template(ctx, file, template);
                }
            }
            TemplatesAction::ReadScan => self.read_scan(store),
            TemplatesAction::PictureFile(file) => {
                self.wait_for(&file);
                if let Some(screen) = &mut self.screen {
                    screen.asking = None;
                    if let Some(editor) = &mut screen.editor {
                        editor.draw_on(Origin::File(file));
                    }
                }
                self.read_scan(store);
            }
            TemplatesAction::Browse => self.browse(ctx),
            TemplatesAction::CloseAsk => {
                if let Some(screen) = &mut self.screen {
                    screen.asking = None;
                }
            }
        }
    }

    fn template(&self, id: &str) -> Option<CardTemplate> {
        self.templates.iter().find(|template| template.id == id).cloned()
    }

    fn copy_of(&self, mut template: CardTemplate) -> CardTemplate {
        template.name = tr_args("templates-copy-name", &[("name", template.name.into())]);
        for words in template.labels.values_mut() {
            *words = tr_args("templates-copy-name", &[("name", words.clone().into())]);
        }
        template.id =
            naming::free_id(&template.name, &template.id, |id| self.templates.iter().any(|known| known.id == id));
        template
    }

    /// Opens an editor; what was typed in it before the program ended is back.
    fn edit(&mut self, make: fn(u64, CardTemplate) -> Editor, template: CardTemplate) {
        let mut editor = make(self.number(), template);
        let is_begun = editor.saved.is_some();
        if let Some(draft) = self.drafts.iter().find(|draft| is_begun && draft.slot == editor.slot()) {
            editor.resume(draft);
        }
        if let Some(screen) = &mut self.screen {
            screen.told = None;
            screen.editor = Some(editor);
        }
    }

    /// Asks before a draft is taken up whose form was changed since it was begun. Returns whether it does.
    fn asks_first(&mut self, slot: &str) -> bool {
        let now = self.template(editor::id_of_slot(slot));
        let is_behind = |draft: &StoredDraft| draft.slot == slot && editor::is_behind(draft, now.as_ref());
        if !self.drafts.iter().any(is_behind) {
            return false;
        }
        let no = self.number();
        if let Some(screen) = &mut self.screen {
            screen.asking = Some(Asking::new(no, Ask::GoOn(slot.to_owned()), Path::new("")));
        }
        true
    }

    /// Goes on with what was drawn when the program ended.
    fn go_on(&mut self, slot: &str) {
        let Some(draft) = self.drafts.iter().find(|draft| draft.slot == slot).cloned() else { return };
        if let Some(screen) = &mut self.screen {
            screen.asking = None;
        }
        if let Some(template) = self.template(editor::id_of_slot(slot)) {
            return self.edit(Editor::change, template);
        }
        let mut editor = Editor::begin(self.number(), CardTemplate::default());
        editor.resume(&draft);
        if let Some(screen) = &mut self.screen {
            screen.editor = Some(editor);
        }
    }

    fn save(&mut self, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        let Some(editor) = &mut screen.editor else { return };
        if editor.can_save(&self.templates) {
            let token = store.write(Write::SaveTemplate(Box::new(editor.template.clone())));
            editor.sent(token);
        } else {
            screen.leaves = false;
        }
    }

    fn discard(&mut self, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        screen.asking = None;
        if let Some(editor) = screen.editor.take() {
            let slot = editor.slot();
            self.drafts.retain(|draft| draft.slot != slot);
            self.keep(store, Vec::new(), vec![editor::gone(slot)]);
        }
        if self.screen.as_ref().is_some_and(|screen| screen.after == After::Page) {
            self.screen = None;
        }
    }

    /// Asks for the scan that is drawn on, and where the card seems to lie on it.
    fn read_scan(&mut self, store: &Store) {
        let Some(editor) = self.screen.as_mut().and_then(|screen| screen.editor.as_mut()) else { return };
        let template = &editor.template;
        // nobody has measured a new form yet: then only the edges tell
        let size_mm = match template.width_mm.zip(template.height_mm) {
            Some(_) => canvas::size_of(template),
            None => (f64::NAN, f64::NAN),
        };
        let side = editor.side;
        let Some(scan) = editor.scans.of(side) else { return };
        match &scan.origin {
            Origin::Attached(picture) => {
                store.send(Request::Picture { attachment: picture.clone(), max_side_px: MAX_SIDE_PX });
                if !scan.placed {
                    store.send(Request::CardEdges { attachment: picture.clone(), size_mm });
                }
            }
            Origin::File(file) => {
                let token = store.token();
                scan.token = Some(token);
                store.send(Request::PictureFile { file: file.clone(), max_side_px: MAX_SIDE_PX, token });
            }
        }
    }

    /// Something was sent off with this file: it is remembered where it lies.
    fn wait_for(&mut self, file: &Path) {
        let Some(screen) = &mut self.screen else { return };
        if let Some(folder) = file.parent() {
            folder.clone_into(&mut screen.folder);
        }
        if let Some(asking) = &mut screen.asking {
            asking.waits = true;
            asking.failed = None;
        }
    }

    pub(super) fn browse(&self, ctx: &Context) {
        let Some(screen) = &self.screen else { return };
        let Some(asking) = &screen.asking else { return };
        let start = screen.folder.clone();
        self.outside.ask(
            ctx,
            match asking.ask {
                Ask::Import => OutsideAsk::Template { start, title: tr("templates-import-heading") },
                Ask::Picture => OutsideAsk::Pictures { start, title: tr("templates-picture-heading") },
                Ask::Export(_) => OutsideAsk::Save { file: asking.path(), title: tr("templates-export-heading") },
                Ask::Leave | Ask::Remove(_) | Ask::GoOn(_) | Ask::Replace(_) => return,
            },
        );
    }
}
