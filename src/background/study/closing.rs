//! Who may see what, and until when not.

use crate::background::Token;
use crate::catalogue::{Applied, Catalogue, ClosurePage, ClosureQuery, StillNamed, built_in_closure_rules};
use crate::error::Result;
use crate::model::{Access, Act, ClosureRule, EntryId};

/// What is asked.
#[derive(Debug)]
pub enum ClosingWish {
    /// Cards and persons with the day they open.
    Closures(ClosureQuery, Token),
    /// The rules there are.
    Rules,
    /// Where the names and numbers of these, as far as they are closed, still stand openly.
    StillNamed(Vec<EntryId>, Token),
}

/// What is answered.
#[derive(Debug)]
pub enum ClosingNews {
    /// Some of them.
    Closures(Token, Box<ClosurePage>),
    /// The rules.
    Rules {
        /// Those kept in the catalogue.
        kept: Vec<ClosureRule>,
        /// Those that come with the program.
        built_in: Vec<ClosureRule>,
    },
    /// Labels and captions that hold a closed name or number.
    StillNamed(Token, Vec<StillNamed>),
}

/// What is to be written.
#[derive(Debug)]
pub enum ClosingDeed {
    /// Say who may see these.
    SetAccess {
        /// Which.
        ids: Vec<EntryId>,
        /// Who may see them.
        access: Access,
        /// Why.
        reason: String,
    },
    /// Set what the rule in force computes for these.
    ApplyRule {
        /// Which.
        ids: Vec<EntryId>,
        /// Why.
        reason: String,
    },
    /// Go by this rule from now on.
    UseRule(Box<ClosureRule>),
    /// Go by none.
    UseNoRule,
    /// Remove a rule.
    RemoveRule(EntryId),
}

/// Reads.
pub(super) fn answer(catalogue: &Catalogue, wish: ClosingWish) -> Result<ClosingNews> {
    Ok(match wish {
        ClosingWish::Closures(query, token) => ClosingNews::Closures(token, Box::new(catalogue.closures(&query)?)),
        ClosingWish::Rules => {
            ClosingNews::Rules { kept: catalogue.closure_rules()?, built_in: built_in_closure_rules()? }
        }
        ClosingWish::StillNamed(ids, token) => ClosingNews::StillNamed(token, catalogue.still_named(&ids)?),
    })
}

/// Writes, and says what sort of act it was.
pub(super) fn perform(catalogue: &mut Catalogue, deed: ClosingDeed) -> Result<(Applied, Act)> {
    Ok(match deed {
        ClosingDeed::SetAccess { ids, access, reason } => (catalogue.set_access(&ids, access, &reason)?, Act::Restrict),
        ClosingDeed::ApplyRule { ids, reason } => (catalogue.apply_rule(&ids, &reason)?.0, Act::Restrict),
        ClosingDeed::UseRule(rule) => (catalogue.use_rule(&rule)?, Act::Edit),
        ClosingDeed::UseNoRule => (catalogue.use_no_rule()?, Act::Edit),
        ClosingDeed::RemoveRule(id) => (catalogue.remove_rule(id)?, Act::Remove),
    })
}
