//! Groups and events: their members, and stated counts beside those who can be named.

use crate::catalogue::{Applied, Catalogue, NewMember};
use crate::error::Result;
use crate::model::{Act, EntryId, MemberPage, Tally};

/// So many members stand on a page of the table.
pub const MEMBERS_AT_ONCE: usize = 50;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum TallyWish {
    /// What is stated of a group, event or unit, and what is here; and whether a claim is in the catalogue.
    Of {
        /// The group, event or unit.
        entry: EntryId,
        /// The claim.
        written: Option<EntryId>,
    },
    /// Members from one place on.
    Members {
        /// The group or event.
        entry: EntryId,
        /// The place of the first.
        from: usize,
    },
}

/// What is answered.
#[derive(Debug)]
pub enum TallyNews {
    /// A tally, its members no more than stand on a page of the table.
    Of {
        /// It.
        tally: Box<Tally>,
        /// The claim that was asked for, when it is there.
        written: Option<EntryId>,
    },
    /// Members.
    Members {
        /// The group or event.
        entry: EntryId,
        /// They.
        page: Box<MemberPage>,
    },
}

/// What is to be written.
#[derive(Debug)]
pub enum TallyDeed {
    /// Somebody belongs to a group or took part in an event, as a source says.
    Add(Box<NewMember>),
}

/// Reads.
pub(super) fn answer(catalogue: &Catalogue, wish: TallyWish) -> Result<TallyNews> {
    match wish {
        TallyWish::Of { entry, written } => {
            let written = match written {
                Some(claim) => catalogue.get(claim)?.map(|_| claim),
                None => None,
            };
            let mut tally = catalogue.tally(entry)?;
            if tally.members.members.len() > MEMBERS_AT_ONCE {
                tally.members.members.truncate(MEMBERS_AT_ONCE);
                tally.members.next = Some(MEMBERS_AT_ONCE);
            }
            Ok(TallyNews::Of { tally: Box::new(tally), written })
        }
        TallyWish::Members { entry, from } => {
            let page = Box::new(catalogue.members(entry, from, MEMBERS_AT_ONCE)?);
            Ok(TallyNews::Members { entry, page })
        }
    }
}

/// Writes, and says what sort of act it was.
pub(super) fn perform(catalogue: &mut Catalogue, deed: TallyDeed) -> Result<(Applied, Act)> {
    match deed {
        TallyDeed::Add(member) => Ok((catalogue.add_member(&member)?, Act::Edit)),
    }
}
