//! OFF THE UI THREAD: the catalogue's own thread, the picture thread, jobs with progress and a way to stop them.
//!
//! Invariant: the thread in [`Store`] alone writes. Jobs and pictures read through connections of their own, which
//! that thread opens for them while it holds the catalogue, so that nothing they do makes typing wait.

mod amend;
mod attach;
mod job;
mod pictures;
mod report;
mod request;
mod serve;
mod store;

pub use job::{JobId, Jobs, Progress};
pub use request::{Answer, JobKind, JobNews, Opened, Pixels, ReportAsked, Request, Token, Undoable, Write, Written};
pub use store::Store;
