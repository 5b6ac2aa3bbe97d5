//! A number of people or papers spoken of together. Members, counts and dates are claims.

use super::{EntryId, terms::terms};
use serde::{Deserialize, Serialize};

/// A number of people or papers spoken of together. What is said of the group is not said of each member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Names this group.
    pub id: EntryId,
    /// The reference in this catalogue: `G3`.
    pub reference_code: String,
    /// What holds it together.
    pub kind: GroupKind,
    /// The name we print.
    pub label: String,
}

terms! {
    /// What holds a group together.
    GroupKind {
        /// They were moved together.
        Transport = "transport",
        /// They acted together.
        Organisation = "organisation",
        /// They are of one category in the camp's registers.
        Category = "category",
        /// Papers kept together.
        Papers = "papers",
        /// Anything else.
        #[default] Other = "other",
    }
}
