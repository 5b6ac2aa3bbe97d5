//! What the page does with the catalogue's answers.

use super::drafts::{Key, Slot};
use super::write::Awaited;
use super::{PageState, model};
use crate::background::{Answer, Request, Store, Token, Written};
use crate::catalogue::KeyingAids;
use crate::error::Error;
use crate::model::{Dossier, EntryId};
use crate::ui::action::Action;
use eframe::egui;
use std::sync::Arc;

impl PageState {
    /// Asks for the shown entry and its history once more.
    pub(super) fn read_again(&self, store: &Store) {
        if let Some(id) = self.shown {
            store.send(Request::Dossier { id });
            store.send(Request::History { owner: Some(id), before: None });
        }
    }

    /// Takes an answer in.
    pub fn answer(&mut self, ctx: &egui::Context, answer: &Answer, store: &Store) {
        self.claims.asking.answer(answer);
        match answer {
            Answer::Opened(opened) => {
                self.clear();
                self.templates = Arc::clone(&opened.templates);
                self.take_drafts(opened, store);
            }
            Answer::Closed => self.clear(),
            Answer::Templates(templates) => self.templates = Arc::clone(templates),
            Answer::Dossier(dossier, aids) if self.shown == Some(dossier.entry.id()) => {
                self.take_dossier(dossier, aids);
                self.go_on();
                self.ask_previous(store);
                self.open_brought();
            }
            Answer::NoEntry(id) if self.shown == Some(*id) => {
                self.gone = true;
                self.dossier = None;
                self.model = None;
            }
            Answer::History { owner, before, acts } if owner.is_some() && *owner == self.shown => {
                self.history.take(*before, acts, self.dossier.as_deref());
            }
            Answer::Neighbours { entry, found } if self.shown == Some(*entry) => self.near.take_numbers(found),
            Answer::LookAlikes { entry, found, has_more } if self.shown == Some(*entry) => {
                self.near.take_alike(found, *has_more);
            }
            Answer::Study(news) => {
                self.identity.take(self.shown, news);
                self.life.take(self.shown, news);
                self.tally.take(self.shown, news);
                self.cited.take(self.shown, news);
            }
            Answer::Failed { request: "near", .. } => self.near.give_up(),
            Answer::Failed { request: "identity", .. } => self.identity.give_up(),
            Answer::Failed { request: "life", .. } => self.life.give_up(),
            Answer::Failed { request: "tally", .. } => self.tally.give_up(),
            Answer::Failed { request: "glossary", .. } => self.cited.give_up(),
            Answer::Written(written) => self.take_written(written, store),
            Answer::Failed { token: Some(token), error, .. } => {
                let now = ctx.input(|input| input.time);
                if !self.kept.refused(*token, &error.to_string(), now) {
                    self.take_failure(*token, error);
                }
            }
            Answer::Thumbnail { attachment, pixels } => self.pictures.take_thumbnail(ctx, *attachment, pixels),
            Answer::Picture { attachment, pixels } => {
                self.scan.take(ctx, *attachment, pixels);
            }
            Answer::CardEdges { attachment, edges } => self.scan.take_edges(*attachment, *edges),
            Answer::Places { token, found } => self.fields.take_places(*token, found),
            Answer::Previous { card, previous } => self.take_previous(*card, previous.as_ref()),
            Answer::Wordings { token, found } => self.completion.take(*token, found),
            Answer::DraftsKept { token } => self.kept.kept(*token),
            Answer::Found { token, hits } => self.picker.take_hits(*token, hits),
            Answer::List { token, rows } => self.picker.take_list(*token, rows, store),
            Answer::Rows { token, rows, .. } => {
                if !self.picker.take_rows(*token, rows)
                    && let Some(dialog) = &mut self.dialog
                {
                    dialog.take_codes(*token, rows, self.last_code.as_deref());
                }
            }
            _ => {}
        }
        match answer {
            Answer::Dossier(dossier, _) => self.resolve_drafts(dossier.entry.id(), Some(dossier), store),
            Answer::NoEntry(id) => self.resolve_drafts(*id, None, store),
            Answer::Failed { request: "read", .. } => self.kept.give_up(),
            _ => {}
        }
        self.gloss.answer(answer, store);
        if let Answer::List { token, rows } = answer
            && let Some(dialog) = &mut self.dialog
        {
            dialog.take_list(*token, rows, store);
        }
    }

    fn take_dossier(&mut self, dossier: &Arc<Dossier>, aids: &Arc<KeyingAids>) {
        self.gone = false;
        self.aids = Arc::clone(aids);
        let model = Arc::new(model::derive(dossier, aids));
        self.begin_on(&model);
        self.model = Some(model);
        self.dossier = Some(Arc::clone(dossier));
        self.history.name(dossier);
        self.near.fall_behind();
        self.identity.fall_behind();
        self.life.fall_behind();
        self.tally.fall_behind();
        self.cited.fall_behind();
        self.drafts.refreshed();
        self.settle_regions();
    }

    fn take_written(&mut self, written: &Written, store: &Store) {
        if let Some((old, new)) = written.made.and_then(|made| self.drafts.renamed(written.token, made)) {
            self.rename(&old, &new);
        }
        self.drafts.answered(written.token, Ok(()));
        if let Some(awaited) = self.awaited_by(written.token) {
            self.trouble = None;
            match awaited {
                Awaited::Quiet => {}
                Awaited::Made => {
                    let dialog = self.dialog.take();
                    if let Some(code) = dialog.as_ref().and_then(|dialog| dialog.code_of_card()) {
                        self.last_code = Some(code.to_owned());
                        self.last_template = dialog.as_ref().and_then(|dialog| dialog.template().map(str::to_owned));
                    }
                    self.editors.begin_in = written.made;
                    if let Some(made) = written.made {
                        self.wishes.push(Action::Show(made));
                    }
                }
                Awaited::Note(subject) => self.notes.written(subject),
                Awaited::Claim(subject) => self.claims.written(subject),
                Awaited::Identity => self.identity.written(written.token),
                Awaited::Pictures(_) => {
                    self.pictures.attached(&written.refused);
                    self.back_to_form();
                }
            }
        }
        // what is written needs no draft any more, and the program may end before the next frame
        self.keep(store);
        self.read_again(store);
    }

    /// A place has another name from now on: the keyboard goes there.
    fn rename(&mut self, old: &Key, new: &Key) {
        if let (Slot::Further(_, old), Slot::Further(_, new)) = (&old.slot, &new.slot) {
            for (.., claim) in self.fields.further.iter_mut().filter(|(.., claim)| claim == old) {
                *claim = *new;
            }
        }
        if self.editors.focused.take_if(|focused| focused.key == *old).is_some() {
            self.editors.wanted = Some(new.clone());
        }
    }

    fn take_failure(&mut self, token: Token, error: &Error) {
        let why = error.to_string();
        self.drafts.answered(token, Err(&why));
        self.mind_illegible();
        match self.awaited_by(token) {
            Some(Awaited::Made) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.failed(why);
                }
            }
            Some(Awaited::Pictures(_)) => self.pictures.failed(why),
            Some(Awaited::Note(subject)) => self.notes.failed(subject, why),
            Some(Awaited::Claim(subject)) => self.claims.failed(subject, why),
            Some(Awaited::Identity) => self.trouble = self.identity.failed(token, why),
            Some(Awaited::Quiet) => self.trouble = Some(why),
            None => {}
        }
    }

    fn awaited_by(&mut self, token: Token) -> Option<Awaited> {
        let at = self.awaited.iter().position(|(known, _)| *known == token)?;
        Some(self.awaited.swap_remove(at).1)
    }

    /// The claims that stand in a box of the shown card, in order.
    pub(super) fn standing_in_box(&self, field: &str) -> Vec<EntryId> {
        self.dossier
            .iter()
            .flat_map(|dossier| &dossier.claims)
            .filter(|claim| claim.field == field && claim.stands())
            .map(|claim| claim.id)
            .collect()
    }
}
