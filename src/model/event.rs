//! Something that happened: a transport, an escape, a roll call. Its date, place and counts are claims about it.

use super::{EntryId, terms::terms};
use serde::{Deserialize, Serialize};

/// Something that happened to people of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Names this event.
    pub id: EntryId,
    /// The reference in this catalogue: `E2`.
    pub reference_code: String,
    /// What sort of event it was.
    pub kind: EventKind,
    /// The name we print.
    pub label: String,
}

terms! {
    /// Sorts of events, in neutral words.
    EventKind {
        /// People were brought to a camp.
        Arrival = "arrival",
        /// People were taken from one camp to another.
        Transfer = "transfer",
        /// Many escaped together.
        MassEscape = "mass-escape",
        /// One or a few escaped.
        Escape = "escape",
        /// Prisoners were counted.
        RollCall = "roll-call",
        /// A group was founded.
        Founding = "founding",
        /// An uprising, or the plan of one.
        Uprising = "uprising",
        /// A picture was taken.
        Photograph = "photograph",
        /// Anything else.
        #[default] Other = "other",
    }
}
