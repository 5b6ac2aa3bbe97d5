//! WHAT THE ARCHIVE HOLDS: plain data, one file a noun; no files, no clock, no SQL, no screen.
//!
//! Invariant: nothing a person typed is normalised away. Wording (`as_written`) and reading stand side by side, and
//! a missing value says why it is missing.

mod access;
mod alignment;
mod attachment;
mod card_template;
mod change;
mod circle;
mod claim;
mod closure;
mod conclusion;
mod date;
mod dependent;
mod disagreement;
mod entry;
mod event;
mod fault;
mod file_card;
mod glossary;
mod group;
mod holding_unit;
mod holdings;
mod id;
mod life;
mod naming_rule;
mod neighbourhood;
mod number;
mod one_man;
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
mod tally;
mod terms;
pub(crate) use terms::terms;

pub use access::{Access, Audience, may_be_meant};
pub use alignment::{Alignment, Plane, Point};
pub use attachment::{Appearance, Attachment, Channel, Region, Role, Shown};
pub use card_template::{CardField, CardTemplate, Datatype, OwnTemplate, PrintedText, RectMm, Side};
pub use change::{Act, ActLine, Change, ChangeLine, ChangeSet, Clash, ClashCause, Op};
pub use circle::{Circle, CircleKnown, Companion, MOST_COMPANIONS, Tie, TieKind, circle};
pub use claim::{Absence, Certainty, Claim, ClaimStatus, Count, Reading};
pub use closure::{
    ClosedBy, Closure, ClosureFacts, ClosureRule, LONGEST_LIFE_YEARS, Living, NotLiving, Told, closes_until,
    possibly_living,
};
pub use conclusion::{Conclusion, Decision, DifferenceKind, Identity, Verdict, Withdrawal};
pub use date::{Calendar, Day, Edtf, HistoricalDate};
pub use dependent::{Dependent, DependentKind};
pub use disagreement::{
    Disagreement, difference, disagreements, is_conflict, is_disputed, is_in_dispute, may_conflict,
};
pub use entry::{Entry, EntryKind};
pub use event::{Event, EventKind};
pub use fault::{Fault, FaultKind, TemplatePart, is_plain_id};
pub use file_card::{FileCard, Stage};
pub use glossary::{Gloss, Glossary, GlossaryLine, GlossaryTerm, TermOrigin};
pub use group::{Group, GroupKind};
pub use holding_unit::{HoldingUnit, Level};
pub use holdings::{Dossier, Holdings, Label};
pub use id::{Checksum, EntryId, Timestamp};
pub use life::{
    GroupSaid, Life, LifePapers, Moment, MomentKind, NameForm, NumberHeld, Relation, Said, Standing, Stop, StopKind,
    Visit, When, life,
};
pub use naming_rule::{Named, NamingRule, RuleFault, name_without_rule, role_of_name};
pub use neighbourhood::{Arrival, Holder, Near, Neighbourhood, Remark, SharedBy, Transport, neighbourhood};
pub use number::{NumberSeries, NumberState, PrisonerNumber};
pub use one_man::OneMan;
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
pub use tally::{
    Balance, COUNTED, Comparison, Counted, Here, Member, MemberPage, Saying, StatedCount, Tally, TallySummary,
    compare_counts, compare_extent, one_man_each,
};

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
