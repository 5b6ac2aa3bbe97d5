//! What the screen of disagreements does with the catalogue's answers. What is shown stays shown, whatever is written.

use super::model::{Key, Line, Shown, from_page};
use super::{Asking, JudgingState};
use crate::background::study::judging::{JudgingNews, JudgingWish};
use crate::background::{Answer, Request, Store, StudyNews, StudyWish, Token};
use crate::catalogue::{Dispute, DisputePage};
use crate::model::{Dossier, EntryId};

impl JudgingState {
    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer, is_open: bool, store: &Store) {
        match answer {
            Answer::Study(StudyNews::Judging(news)) => self.take(news, store),
            Answer::Written(written) => {
                self.written(written.token);
                if is_open {
                    self.read(store);
                }
            }
            Answer::Failed { request: "deed", token: Some(token), error } => self.refused(*token, &error.to_string()),
            Answer::Failed { request: "judging", error, .. } => {
                if let Some(Asking::Status(asked)) = &mut self.asking {
                    asked.give_up();
                }
                if !self.is_quiet() {
                    self.failed = Some(error.to_string());
                    (self.asked, self.of_asked, self.wanted) = (None, None, None);
                }
            }
            Answer::Dossier(dossier, _) => {
                if let Some(key) = self.page_asked.take_if(|key| key.subject == dossier.entry.id()) {
                    self.take_page(&key, dossier, store);
                }
            }
            Answer::NoEntry(id) if self.page_asked.take_if(|key| key.subject == *id).is_some() => {
                self.gone(store);
            }
            Answer::Thumbnail { .. } | Answer::Picture { .. } => self.crops.take(answer),
            _ => {}
        }
    }

    fn take(&mut self, news: &JudgingNews, store: &Store) {
        match news {
            JudgingNews::Disputes(token, page) => {
                if let Some(asked) = self.asked.take_if(|asked| asked.token == *token) {
                    self.take_queue(asked.from, page, store);
                }
            }
            JudgingNews::Of(subject, found) => {
                if self.of_asked.take_if(|asked| asked == subject).is_some() {
                    self.take_of(*subject, found, store);
                }
            }
            JudgingNews::RestsOn(..) => {
                if let Some(Asking::Status(asked)) = &mut self.asking {
                    asked.take(news);
                }
            }
        }
    }

    fn take_queue(&mut self, from: usize, page: &DisputePage, store: &Store) {
        let lines = page.found.iter().map(Line::new);
        if from == 0 {
            self.lines = lines.collect();
        } else {
            self.lines.extend(lines);
        }
        (self.entries, self.next) = (page.entries, page.next);
        let was_there = self.at.is_some();
        self.mind_line();
        if !was_there {
            self.reveal = self.at.or(self.reveal);
        }
        if self.shown.is_none() && self.wanted.is_none() && self.page_asked.is_none() {
            self.choose(self.near, store);
        }
    }

    /// Finds the line of what is shown.
    fn mind_line(&mut self) {
        let at = self.shown.as_ref().and_then(|shown| shown.key.among(&self.lines, |line| line.key.clone()));
        self.at = at.map(|(at, _)| at);
        if let Some(at) = self.at {
            self.near = at;
        }
    }

    /// A line is chosen; the last one when there are not so many.
    pub(super) fn choose(&mut self, at: usize, store: &Store) {
        let at = at.min(self.lines.len().saturating_sub(1));
        let Some(line) = self.lines.get(at) else { return };
        (self.is_judging, self.wanted, self.page_asked, self.of_asked) = (false, None, None, None);
        let dispute = line.dispute.clone();
        (self.at, self.near) = (Some(at), at);
        self.show(dispute, store);
    }

    fn show(&mut self, dispute: Dispute, store: &Store) {
        let shown = Shown::new(dispute);
        // what was begun before somebody else judged, or took that back, belongs to the same question
        if let Some(before) = self.shown.take()
            && before.key != shown.key
            && before.key.subject == shown.key.subject
            && before.key.property == shown.key.property
            && before.key.conclusion.is_some() != shown.key.conclusion.is_some()
            && let Some(draft) = self.drafts.remove(&before.key)
        {
            self.drafts.entry(shown.key.clone()).or_insert(draft);
        }
        self.crops.show(&shown.rivals, store);
        self.shown = Some(shown);
    }

    /// The disagreements of an entry: the one that is wanted, or shown.
    fn take_of(&mut self, subject: EntryId, found: &[Dispute], store: &Store) {
        let is_wanted = self.wanted.as_ref().is_some_and(|wanted| wanted.subject == subject);
        let key = if is_wanted { self.wanted.take() } else { self.shown.as_ref().map(|shown| shown.key.clone()) };
        let Some(key) = key.filter(|key| key.subject == subject) else { return };
        if let Some((_, dispute)) = key.among(found, |dispute| Key::of(&dispute.disagreement)) {
            self.show(dispute.clone(), store);
            self.mind_line();
            self.reveal = self.at.filter(|_| is_wanted).or(self.reveal);
        } else {
            // nothing differs, or not any more: what the page says of it is shown
            self.page_asked = Some(key);
            store.send(Request::Dossier { id: subject });
        }
    }

    fn take_page(&mut self, key: &Key, dossier: &Dossier, store: &Store) {
        match from_page(dossier, &key.property) {
            Some(dispute) => {
                self.show(dispute, store);
                self.mind_line();
            }
            None => self.gone(store),
        }
    }

    /// What was shown is there no more.
    fn gone(&mut self, store: &Store) {
        (self.shown, self.at, self.is_judging) = (None, None, false);
        self.choose(self.near, store);
    }

    fn written(&mut self, token: Token) {
        let written: Vec<Key> =
            self.drafts.iter().filter(|(_, draft)| draft.sent == Some(token)).map(|(key, _)| key.clone()).collect();
        for key in written {
            self.drafts.remove(&key);
            if self.shown.as_ref().is_some_and(|shown| shown.key == key) {
                self.leave_form();
            }
        }
        if let Some((_, asking)) = self.sent.take_if(|(sent, _)| *sent == token) {
            self.reasons.remove(&asking.typed().0);
        }
    }

    /// It was not written: what was typed is there again, and why is said beside it.
    fn refused(&mut self, token: Token, why: &str) {
        for draft in self.drafts.values_mut().filter(|draft| draft.sent == Some(token)) {
            (draft.sent, draft.failed) = (None, Some(why.to_owned()));
        }
        if let Some((_, asking)) = self.sent.take_if(|(sent, _)| *sent == token) {
            let (of, reason) = asking.typed();
            self.reasons.insert(of, reason.to_owned());
            if self.asking.is_none() {
                self.asking = Some(asking);
            }
        }
    }

    /// Sends for the disagreements of an entry.
    pub(super) fn ask_of(&mut self, subject: EntryId, store: &Store) {
        self.of_asked = Some(subject);
        store.send(Request::Study(StudyWish::Judging(JudgingWish::Of(subject))));
    }
}
