//! What the catalogue's thread and the desktop reply to the screen of templates.

use super::ask::Asking;
use super::editor::{self, SLOT};
use super::scan::{Origin, Scan};
use super::{After, Ask, TemplatesState};
use crate::background::{Answer, Request, Store, Token, Write};
use crate::catalogue::{Mode, StoredDraft};
use crate::i18n::tr_args;
use crate::model::{CardTemplate, EntryId};
use crate::ui::outside::News;
use eframe::egui::Context;
use std::path::Path;

impl TemplatesState {
    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, ctx: &Context, answer: &Answer, store: &Store) {
        match answer {
            Answer::Opened(opened) => {
                self.clear();
                self.templates = opened.templates.clone();
                // who may only read looks at the forms as they are
                let is_ours = opened.mode == Mode::Writable;
                let ours = opened.drafts.iter().filter(|draft| is_ours && draft.slot.starts_with(SLOT));
                self.drafts = ours.cloned().collect();
            }
            Answer::Closed => self.clear(),
            Answer::Templates(templates) => {
                self.templates = templates.clone();
                if let Some(editor) = self.screen.as_mut().and_then(|screen| screen.editor.as_mut())
                    && let Some(saved) = &editor.saved
                    && let Some(now) = templates.iter().find(|template| template.id == saved.id)
                {
                    let now = now.clone();
                    editor.refresh(&now);
                }
            }
            Answer::Written(written) => self.written(written.token, Ok(()), store),
            Answer::Failed { token: Some(token), .. } if self.keeps(*token) => {
                if let Some(editor) = self.screen.as_mut().and_then(|screen| screen.editor.as_mut()) {
                    editor.not_kept(ctx.input(|input| input.time));
                }
            }
            Answer::Failed { token: Some(token), error, .. } => {
                self.written(*token, Err(&error.to_string()), store);
            }
            Answer::Picture { attachment, pixels } => {
                self.each_scan(|scan| {
                    let is_ours = matches!(&scan.origin, Origin::Attached(picture) if picture.id == *attachment);
                    if is_ours && !scan.is_here() {
                        scan.take(ctx, pixels.as_ref().map_err(ToString::to_string));
                    }
                });
            }
            Answer::CardEdges { attachment, edges } => self.each_scan(|scan| {
                if matches!(&scan.origin, Origin::Attached(picture) if picture.id == *attachment) {
                    scan.propose(edges.as_ref());
                }
            }),
            Answer::PictureFile { token, read } => self.each_scan(|scan| {
                if scan.token == Some(*token) {
                    if let Ok(read) = read {
                        scan.measured(read.size_px, read.ppi);
                        scan.propose(read.edges.as_ref());
                    }
                    scan.take(ctx, read.as_ref().map(|read| &read.pixels).map_err(ToString::to_string));
                }
            }),
            _ => {}
        }
    }

    fn each_scan(&mut self, mut each: impl FnMut(&mut Scan)) {
        if let Some(editor) = self.screen.as_mut().and_then(|screen| screen.editor.as_mut()) {
            editor.scans.each().for_each(&mut each);
        }
    }

    /// A write was answered: ours is told at its place.
    fn written(&mut self, token: Token, outcome: Result<(), &str>, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        if let Some((_, told, chosen)) = screen.awaited.take_if(|(awaited, ..)| *awaited == token) {
            screen.told = Some(outcome.err().map_or(told, str::to_owned));
            screen.chosen = chosen.filter(|_| outcome.is_ok()).or(screen.chosen.take());
        }
        let Some(editor) = &mut screen.editor else { return };
        let done = editor.answered(token, outcome.map_err(str::to_owned));
        let id = editor.template.id.clone();
        let clean = !editor.is_unsaved();
        if let Some(slot) = done {
            self.drafts.retain(|draft| draft.slot != slot);
            if let Some(screen) = &mut self.screen {
                screen.chosen = Some(id);
            }
            self.keep(store, Vec::new(), vec![editor::gone(slot)]);
        }
        let Some(screen) = &mut self.screen else { return };
        if std::mem::take(&mut screen.leaves) && outcome.is_ok() && clean {
            let after = screen.after;
            screen.editor = None;
            if after == After::Page {
                self.screen = None;
            }
        }
    }

    /// Whether these are drafts of the screen.
    pub fn keeps(&self, token: Token) -> bool {
        self.keeping == Some(token)
    }

    pub(super) fn keep(&mut self, store: &Store, kept: Vec<StoredDraft>, gone: Vec<(EntryId, String)>) {
        let token = store.token();
        self.keeping = Some(token);
        store.send(Request::KeepDrafts { kept, gone, token });
    }

    /// Takes what the desktop brings; to be called before each frame.
    pub fn take_news(&mut self, store: &Store) {
        for news in self.outside.news() {
            let no = self.openings + 1;
            let Some(screen) = &mut self.screen else { continue };
            match (news, &mut screen.asking) {
                (News::Chosen(paths), Some(asking)) => {
                    if let Some(path) = paths.first() {
                        asking.take_path(path);
                    }
                }
                (News::NoDialog, Some(asking)) => asking.without_desktop = true,
                (News::TemplateRead(Ok(template)), Some(_)) => {
                    if self.templates.iter().any(|known| known.id == template.id) {
                        self.openings = no;
                        screen.asking = Some(Asking::new(no, Ask::Replace(template), Path::new("")));
                    } else {
                        self.take(template, store);
                    }
                }
                (News::TemplateWritten(file, Ok(())), _) => {
                    screen.asking = None;
                    let file = file.display().to_string();
                    screen.told = Some(tr_args("templates-exported", &[("file", file.into())]));
                }
                (News::TemplateRead(Err(why)) | News::TemplateWritten(_, Err(why)), Some(asking)) => {
                    asking.waits = false;
                    asking.failed = Some(why.to_string());
                }
                _ => {}
            }
        }
    }

    /// Writes the form of a file.
    pub(super) fn take(&mut self, template: Box<CardTemplate>, store: &Store) {
        let Some(screen) = &mut self.screen else { return };
        screen.asking = None;
        let told = tr_args("templates-imported", &[("name", template.name.clone().into())]);
        let id = template.id.clone();
        let token = store.write(Write::SaveTemplate(template));
        screen.awaited = Some((token, told, Some(id)));
    }
}
