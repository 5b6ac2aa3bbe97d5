//! What the catalogue's thread replies to the gallery.

use super::cell::Hung;
use super::{GalleryState, MOST_HUNG, Moving};
use crate::background::{Answer, Token};
use crate::catalogue::{Gallery, HungPicture};
use crate::model::{Attachment, EntryId, EntryKind};
use std::collections::BTreeSet;

impl GalleryState {
    /// Takes an answer of the catalogue's thread.
    pub fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Opened(_) | Answer::Closed => self.clear(),
            Answer::Gallery { token, gallery } if self.asked == Some(*token) => self.take_order(gallery),
            Answer::HungPictures { token, pictures } => self.take_hung(*token, pictures),
            Answer::Written(written) => {
                if self.arranging.remove(&written.token) == Some(Moving::Away) {
                    self.selection.go_on(&self.order());
                }
                let owners = |kind: EntryKind| EntryKind::LISTED.contains(&kind);
                self.is_behind |= written.applied.touched.iter().any(|touched| owners(touched.kind));
            }
            Answer::Failed { token: Some(token), .. } => self.failed(*token),
            Answer::Found { token, hits } => {
                if let Some(asking) = &mut self.asking {
                    asking.take_hits(*token, hits);
                }
            }
            _ => {}
        }
    }

    /// Takes a small picture in.
    pub fn take_small(&mut self, answer: Answer) {
        // that one cannot be shown is counted from now on
        self.is_behind |= self.small.take(answer);
    }

    /// The pictures that are to be looked at, and which of them first, once they are read.
    pub(super) fn take_looked_at(&mut self, answer: &Answer) -> Option<(Vec<Attachment>, usize)> {
        let Answer::HungPictures { token, pictures } = answer else { return None };
        let (_, first) = self.looking.take_if(|(looking, _)| looking == token)?;
        let at = pictures.iter().position(|hung| hung.picture.id == first)?;
        Some((pictures.iter().map(|hung| hung.picture.clone()).collect(), at))
    }

    /// The pictures somebody has asked to see although they are covered.
    pub(super) fn uncovered(&self) -> impl Iterator<Item = EntryId> {
        self.uncovered.iter().copied()
    }

    /// Forgets everything but the size of the cells, when another catalogue is opened.
    fn clear(&mut self) {
        let (size, questions, reading) = (self.view.size, self.questions, self.reading);
        *self = Self { questions, reading: reading + 1, ..Self::default() };
        self.view.size = size;
    }

    fn take_order(&mut self, gallery: &Gallery) {
        self.asked = None;
        let before = self.order();
        self.order = Some(gallery.pictures.clone());
        self.alike.clone_from(&gallery.alike);
        self.reading += 1;
        self.selection.keep_to(&before, &gallery.pictures);
        if std::mem::take(&mut self.is_new) {
            self.view.begin();
        }
    }

    fn take_hung(&mut self, token: Token, pictures: &[HungPicture]) {
        let Some((_, asked)) = self.asked_hung.take_if(|(asked, _)| *asked == token) else { return };
        let came: BTreeSet<EntryId> = pictures.iter().map(|hung| hung.picture.id).collect();
        // those that are gone meanwhile go with the next order
        for gone in asked.difference(&came) {
            self.hung.remove(gone);
        }
        self.is_behind |= came.len() < asked.len();
        for hung in pictures {
            self.hung.insert(hung.picture.id, Hung::new(hung.clone(), self.reading));
        }
        if self.hung.len() > MOST_HUNG {
            let order = self.order();
            let near: BTreeSet<EntryId> =
                order.get(self.near(order.len())).unwrap_or_default().iter().copied().collect();
            self.hung.retain(|id, _| near.contains(id));
        }
    }

    /// A request was not done; it is told in a band. What waits for it waits no longer.
    fn failed(&mut self, token: Token) {
        self.arranging.remove(&token);
        if let Some(asking) = &mut self.asking {
            asking.failed(token);
        }
        if self.asked == Some(token) {
            self.asked = None;
            self.order.get_or_insert_default();
        }
        // not to be asked for in every frame
        if let Some((_, asked)) = self.asked_hung.take_if(|(asked, _)| *asked == token) {
            self.asked_hung = None;
            self.order =
                self.order.take().map(|order| order.iter().copied().filter(|id| !asked.contains(id)).collect());
        }
        self.looking.take_if(|(looking, _)| *looking == token);
    }
}
