//! Where the keyboard goes on a card that was turned to: its first empty box.

use super::PageState;
use super::drafts::{Key, Slot};
use super::model::{ClaimModel, PageModel};
use crate::model::{ClaimStatus, Datatype};

impl PageModel {
    /// The first box with nothing in it, in printed order; on a full card the first box. A table is passed over: its
    /// rows have no box of their own.
    pub(super) fn first_empty_box(&self) -> Option<String> {
        let mut boxes = self.sides.iter().flat_map(|side| &side.boxes).filter(|a_box| a_box.datatype != Datatype::Rows);
        let is_empty = |claims: &[ClaimModel]| !claims.iter().any(|claim| claim.status == ClaimStatus::Stands);
        let first = boxes.clone().next();
        boxes.find(|a_box| is_empty(&a_box.claims)).or(first).map(|a_box| a_box.id.clone())
    }
}

impl PageState {
    /// Gives the keyboard to the first empty box of the card that was turned to, when this is it.
    pub(super) fn begin_on(&mut self, model: &PageModel) {
        let card = model.head.id;
        if self.editors.begin_in == Some(card) {
            self.editors.begin_in = None;
            self.editors.wanted = model.first_empty_box().map(|id| Key { entry: card, slot: Slot::Box(id) });
        }
    }
}
