//! Who is the same man: what is asked, and what is decided.

use crate::catalogue::{Applied, Catalogue, NamedMan, SideBySide};
use crate::error::Result;
use crate::model::{Act, EntryId, Verdict};

/// What is asked.
#[derive(Debug)]
pub enum IdentityWish {
    /// Who is held to be the same man as this card or person.
    Man(EntryId),
    /// The first held beside the second.
    Compare(EntryId, EntryId),
}

/// What is answered.
#[derive(Debug)]
pub enum IdentityNews {
    /// Who is held to be the same man as this card or person.
    Man(EntryId, Box<NamedMan>),
    /// Two held beside each other.
    Compared(Box<SideBySide>),
}

/// What is to be written.
#[derive(Debug)]
pub enum IdentityDeed {
    /// A judgement on the two; there is one between them.
    Judge {
        /// The card or person that is looked at.
        entry: EntryId,
        /// The person it is held against.
        person: EntryId,
        /// The same or not.
        verdict: Verdict,
        /// On what grounds.
        reason: String,
        /// The claims it rests on.
        evidence: Vec<EntryId>,
    },
    /// The two are no longer held to be one man.
    Split {
        /// One of them.
        one: EntryId,
        /// The other.
        other: EntryId,
        /// Why.
        reason: String,
    },
    /// A judgement is taken back altogether.
    Withdraw {
        /// The judgement.
        identity: EntryId,
        /// Why.
        reason: String,
    },
}

/// Reads.
#[expect(clippy::needless_pass_by_value, reason = "a wish is handed over, as in every area")]
pub(super) fn answer(catalogue: &Catalogue, wish: IdentityWish) -> Result<IdentityNews> {
    Ok(match wish {
        IdentityWish::Man(entry) => IdentityNews::Man(entry, Box::new(catalogue.named_man(entry)?)),
        IdentityWish::Compare(one, other) => IdentityNews::Compared(Box::new(catalogue.held_beside(one, other)?)),
    })
}

/// Writes, and says what sort of act it was.
pub(super) fn perform(catalogue: &mut Catalogue, deed: IdentityDeed) -> Result<(Applied, Act)> {
    match deed {
        IdentityDeed::Judge { entry, person, verdict, reason, evidence } => {
            let applied = catalogue.judge_identity(entry, person, verdict, &reason, &evidence)?;
            let act = if verdict == Verdict::Same { Act::Merge } else { Act::Conclude };
            Ok((applied, act))
        }
        IdentityDeed::Split { one, other, reason } => Ok((catalogue.split(one, other, &reason)?, Act::Split)),
        IdentityDeed::Withdraw { identity, reason } => {
            Ok((catalogue.withdraw_identity(identity, &reason)?, Act::Withdraw))
        }
    }
}
