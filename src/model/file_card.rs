//! One physical prisoner card. What is written on it is kept as claims about it.

use super::terms::terms;
use super::{Access, EntryId};
use serde::{Deserialize, Serialize};

/// One physical prisoner card: which form it is, which unit holds it, its signature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileCard {
    /// Names this card.
    pub id: EntryId,
    /// The archive's own reference code (ISAD(G) 3.1.1); it may repeat, and then `check` says so.
    pub reference_code: String,
    /// The id of the card template: `auschwitz-pow-record`.
    pub template: String,
    /// The fonds, series or file it lies in.
    #[serde(default)]
    pub unit: Option<EntryId>,
    /// Whether it is a specimen drawn by this program, not a paper.
    #[serde(default)]
    pub specimen: bool,
    /// How far the keying of it is.
    #[serde(default)]
    pub stage: Stage,
    /// Who may see it.
    #[serde(default)]
    pub access: Access,
}

terms! {
    /// How far the keying of a card is: the queues of the desk.
    Stage {
        /// Nobody has keyed it, or not to the end.
        #[default] ToKey = "to-key",
        /// It was keyed to the end.
        Keyed = "keyed",
        /// Somebody else should look at it.
        ToCheck = "to-check",
        /// Somebody looked at it and found it right.
        Checked = "checked",
    }
}
