//! What we hold, and why, where claims differ; and whether two entries are the same man.

use super::{EntryId, Timestamp, terms::terms};
use serde::{Deserialize, Serialize};

/// A judgement on claims that differ, seem to differ, or say the same in other words. It erases none of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conclusion {
    /// Names this conclusion.
    pub id: EntryId,
    /// The reference in this catalogue: `C1`; may be empty.
    #[serde(default)]
    pub reference_code: String,
    /// The entry the claims are about.
    pub subject: EntryId,
    /// The property they speak of.
    pub property: String,
    /// What sort of difference it is.
    pub kind: DifferenceKind,
    /// Every claim that was weighed, in the order in which they are shown.
    pub weighed: Vec<EntryId>,
    /// What we decided.
    pub decision: Decision,
    /// The claims we hold to, none while it is left open.
    #[serde(default)]
    pub chosen: Vec<EntryId>,
    /// Why.
    pub reason: String,
    /// Who decided.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(default)]
    pub at: Timestamp,
    /// Who took it back and why; the claims are then open to judgement again.
    #[serde(default)]
    pub withdrawn: Option<Withdrawal>,
}

impl Conclusion {
    /// Whether it was not taken back.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Whether it weighs one of these claims.
    pub fn shares_claims_with(&self, claims: &[EntryId]) -> bool {
        self.weighed.iter().any(|id| claims.contains(id))
    }
}

/// That somebody no longer stands by a judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

terms! {
    /// Sorts of differences between claims.
    DifferenceKind {
        /// Both cannot be true.
        #[default] Contradiction = "contradiction",
        /// Two estimates of one thing.
        Estimate = "estimate",
        /// They speak of different things or times.
        Scope = "different-scope",
        /// Two forms of one name.
        NameVariant = "name-variant",
        /// Two renderings of one sentence.
        Wording = "wording",
        /// Two ways of writing one value.
        Format = "format-only",
        /// One is more exact than the other.
        Precision = "precision",
        /// Both may be true at once.
        Compatible = "compatible",
        /// One says "unknown", another says nothing.
        Absence = "absence",
        /// It is not clear what is spoken of.
        Ambiguous = "ambiguous",
        /// Something should be there and is not.
        Gap = "gap",
        /// Order of time looks wrong.
        Chronology = "chronology",
    }
}

impl DifferenceKind {
    /// Whether it means that sources disagree: not everything they say can be true.
    pub const fn is_dispute(self) -> bool {
        matches!(self, Self::Contradiction | Self::Estimate | Self::Chronology)
    }
}

terms! {
    /// What was decided.
    Decision {
        /// Nothing yet.
        #[default] Open = "open",
        /// One claim is preferred.
        Preferred = "preferred",
        /// Several hold together.
        Combined = "combined",
        /// They do not contradict each other.
        NoConflict = "no-conflict",
    }
}

/// Whether two entries (a card and a person, or two persons) are the same man.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Names this judgement.
    pub id: EntryId,
    /// The card or person that is looked at.
    pub entry: EntryId,
    /// The person it is held against.
    pub person: EntryId,
    /// What was decided.
    pub verdict: Verdict,
    /// On what grounds.
    #[serde(default)]
    pub reason: String,
    /// The claims it rests on.
    #[serde(default)]
    pub evidence: Vec<EntryId>,
    /// Who decided.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(default)]
    pub at: Timestamp,
}

terms! {
    /// Same man or not.
    Verdict {
        /// The same.
        Same = "same",
        /// Not the same; it is not asked again.
        NotSame = "not-the-same",
        /// Not decided.
        #[default] Undecided = "undecided",
    }
}
