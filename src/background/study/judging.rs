//! Rival claims: what is asked of them, and what is decided.

use crate::background::Token;
use crate::catalogue::{Applied, Catalogue, Dispute, DisputePage, DisputeQuery, Judgement};
use crate::error::Result;
use crate::model::{Act, ClaimStatus, Dependent, EntryId};

/// What is asked.
#[derive(Clone, Debug)]
pub enum JudgingWish {
    /// The disagreements of the catalogue.
    Disputes(DisputeQuery, Token),
    /// Those on the page of an entry.
    Of(EntryId),
    /// What rests on a claim.
    RestsOn(EntryId),
}

/// What is answered.
#[derive(Debug)]
pub enum JudgingNews {
    /// Disagreements of the catalogue.
    Disputes(Token, Box<DisputePage>),
    /// Those on the page of this entry.
    Of(EntryId, Vec<Dispute>),
    /// What rests on this claim.
    RestsOn(EntryId, Vec<Dependent>),
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum JudgingDeed {
    /// A new conclusion.
    Conclude(Judgement),
    /// A standing conclusion is judged anew.
    Reconsider(EntryId, Judgement),
    /// A conclusion is taken back, and why.
    WithdrawConclusion(EntryId, String),
    /// A claim is withdrawn, held to be false, or stands again.
    ClaimStatus {
        /// The claim.
        claim: EntryId,
        /// Whether it counts.
        status: ClaimStatus,
        /// Why.
        reason: String,
    },
}

/// Reads.
pub(super) fn answer(catalogue: &Catalogue, wish: JudgingWish) -> Result<JudgingNews> {
    Ok(match wish {
        JudgingWish::Disputes(query, token) => JudgingNews::Disputes(token, Box::new(catalogue.disputes(&query)?)),
        JudgingWish::Of(subject) => JudgingNews::Of(subject, catalogue.disputes_of(subject)?),
        JudgingWish::RestsOn(claim) => JudgingNews::RestsOn(claim, catalogue.rests_on(claim)?),
    })
}

/// Writes, and says what sort of act it was.
pub(super) fn perform(catalogue: &mut Catalogue, deed: JudgingDeed) -> Result<(Applied, Act)> {
    Ok(match deed {
        JudgingDeed::Conclude(judgement) => (catalogue.conclude(&judgement)?.0, Act::Conclude),
        JudgingDeed::Reconsider(conclusion, judgement) => {
            (catalogue.reconsider(conclusion, &judgement)?, Act::Conclude)
        }
        JudgingDeed::WithdrawConclusion(conclusion, reason) => {
            (catalogue.withdraw_conclusion(conclusion, &reason)?, Act::Withdraw)
        }
        JudgingDeed::ClaimStatus { claim, status, reason } => {
            let act = if status == ClaimStatus::Stands { Act::StandAgain } else { Act::Withdraw };
            (catalogue.set_claim_status(claim, status, &reason)?, act)
        }
    })
}
