//! WHAT THE ARCHIVE HOLDS: plain data, one file a noun; no files, no clock, no SQL, no screen.
//!
//! Invariant: nothing a person typed is normalised away. Wording (`as_written`) and reading stand side by side, and
//! a missing value says why it is missing.

mod alignment;
mod attachment;
mod card_template;
mod change;
mod claim;
mod conclusion;
mod date;
mod disagreement;
mod entry;
mod event;
mod fault;
mod file_card;
mod group;
mod holding_unit;
mod holdings;
mod id;
mod naming_rule;
mod neighbourhood;
mod number;
mod person;
mod place;
mod problem;
mod property;
mod provenance_note;
mod reading;
mod register;
mod resemblance;
mod rights;
mod saved_search;
mod source;
mod stored_file;
mod terms;
pub(crate) use terms::terms;

pub use alignment::{Alignment, Plane, Point};
pub use attachment::{Appearance, Attachment, Channel, Region, Role, Shown};
pub use card_template::{CardField, CardTemplate, Datatype, OwnTemplate, PrintedText, RectMm, Side};
pub use change::{Act, ActLine, Change, ChangeLine, ChangeSet, Clash, ClashCause, Op};
pub use claim::{Absence, Certainty, Claim, ClaimStatus, Count, Reading};
pub use conclusion::{Conclusion, Decision, DifferenceKind, Identity, Verdict};
pub use date::{Calendar, Day, Edtf, HistoricalDate};
pub use disagreement::{disagreements, is_disputed};
pub use entry::{Entry, EntryKind};
pub use event::{Event, EventKind};
pub use fault::{Fault, FaultKind, TemplatePart, is_plain_id};
pub use file_card::{FileCard, Stage};
pub use group::{Group, GroupKind};
pub use holding_unit::{HoldingUnit, Level};
pub use holdings::{Access, Audience, Disagreement, Dossier, Holdings, Label};
pub use id::{Checksum, EntryId, Timestamp};
pub use naming_rule::{Named, NamingRule, RuleFault, name_without_rule, role_of_name};
pub use neighbourhood::{Arrival, Holder, Near, Neighbourhood, Remark, SharedBy, Transport, neighbourhood};
pub use number::{NumberSeries, NumberState, PrisonerNumber};
pub use person::{Person, PersonName};
pub use place::Place;
pub use problem::{Problem, ProblemKind, problems};
pub use property::{PROPERTIES, Property, property_of};
pub use provenance_note::{NoteKind, ProvenanceNote};
pub use reading::read;
pub use register::{Register, is_same_camp};
pub use resemblance::{Birth, OwnNumber, OwnPlace, Reason, ReasonKind, Strength, Traits, compare, points};
pub use rights::{RIGHTS_STATEMENTS, rights_code};
pub use saved_search::SavedSearch;
pub use source::{Source, SourceKind};
pub use stored_file::{FileEvent, FileEventKind, FileState, Outcome, StoredFile};

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
