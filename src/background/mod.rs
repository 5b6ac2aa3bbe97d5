//! OFF THE UI THREAD: the catalogue's own thread, the picture thread, jobs with progress and a way to stop them.
//!
//! Invariant: the thread in [`Store`] alone writes. Jobs and pictures read through connections of their own, which
//! that thread opens for them while it holds the catalogue, so that nothing they do makes typing wait.

mod amend;
mod answer;
mod attach;
mod job;
mod looking;
mod pictures;
mod report;
mod request;
mod serve;
mod small;
mod store;
pub mod study;
mod take_in;
mod tones;
mod watch;

pub use answer::{Answer, CardEdges, FilePicture, JobKind, JobNews, Opened, Pixels, Undoable, Written};
pub use job::{JobId, Jobs, Progress};
pub use looking::{LookWish, Looked, OVERVIEW_PX, Overview, Page, Piece, Seat, TILE_PX, TileAt};
pub use request::{ReportAsked, Request, Said, Token, ValueOf, Write};
pub use small::SmallWish;
pub use store::Store;
pub use study::{Deed, StudyNews, StudyWish};
pub use take_in::{TakeInPlanned, TakeInWish, WatchNews};
pub use tones::Tones;
