//! What is known of a person, gathered from all his papers, and those who were with him.

use crate::catalogue::Catalogue;
use crate::error::Result;
use crate::model::{Circle, EntryId, Life};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum LifeWish {
    /// What is known of a person.
    Life(EntryId),
    /// Who was with a person.
    Circle(EntryId),
}

/// What is answered.
#[derive(Debug)]
pub enum LifeNews {
    /// What is known of this person.
    Life(EntryId, Box<Life>),
    /// Who was with this person.
    Circle(EntryId, Box<Circle>),
}

/// Reads.
pub(super) fn answer(catalogue: &Catalogue, wish: LifeWish) -> Result<LifeNews> {
    Ok(match wish {
        LifeWish::Life(id) => LifeNews::Life(id, Box::new(catalogue.life(id)?)),
        LifeWish::Circle(id) => LifeNews::Circle(id, Box::new(catalogue.circle(id)?)),
    })
}
