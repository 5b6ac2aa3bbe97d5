//! How a command ends: its exit code, and the one line on standard error that says why.

use super::session::SoFar;
use crate::error::{Cause, Error};
use crate::reports::visible_line;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// How a command that could be carried out ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Well: exit code 0.
    Good,
    /// Well, and it found something a person should look at: exit code 1.
    Problems,
}

/// Wrong use of the command line that clap cannot see: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub(super) String);

/// The reader of our output is gone or its disk is full.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the answer: {0}")]
pub(super) struct Unheard(#[from] pub(super) std::io::Error);

/// The exit code of a command, after telling why it failed if it did.
pub(super) fn code(done: anyhow::Result<Outcome>, so_far: SoFar) -> ExitCode {
    match done {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) => {
            let unheard = error.downcast_ref::<Unheard>();
            // `kartoteka list … | head` has seen enough: the work is what counts
            if unheard.is_some_and(|Unheard(io)| io.kind() == ErrorKind::BrokenPipe) {
                return ExitCode::from(u8::from(so_far.problems));
            }
            match unheard {
                Some(Unheard(io)) if so_far.saved => {
                    tell(&format!("kartoteka: saved, but the answer could not be written: {io}; do not do it again"));
                }
                _ => tell(&format!("kartoteka: {error}")),
            }
            ExitCode::from(number(&error))
        }
    }
}

/// The answer to `--help`, `--version` and words clap does not know.
pub(super) fn of_usage(wish: &clap::Error) -> ExitCode {
    // a closed pipe is the reader's business
    let _ = wish.print();
    ExitCode::from(u8::try_from(wish.exit_code()).unwrap_or(2))
}

/// Says one line on standard error, whatever a value in it holds. Nothing can be done when nobody listens there.
pub(super) fn tell(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", visible_line(message));
}

fn number(error: &anyhow::Error) -> u8 {
    if error.is::<Usage>() {
        return 2;
    }
    match error.downcast_ref::<Error>() {
        // the work was looked at, and there is none or it does not fit
        Some(Error::NothingTo(_) | Error::NotAPicture { .. } | Error::Stale { .. }) => 1,
        // a wrong name in the command
        Some(Error::NoFolder(_) | Error::AlreadyThere(_)) => 2,
        Some(known) if known.cause() == Cause::Input => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_numbers_tell_usage_from_environment() {
        let numbered = |error: Error| number(&anyhow::Error::from(error));
        assert_eq!(numbered(Error::NoSuchEntry("RKG-1".into())), 2);
        assert_eq!(numbered(Error::NoFolder("x".into())), 2);
        assert_eq!(numbered(Error::InUse { path: "x".into(), holder: "y".into() }), 3);
        assert_eq!(numbered(Error::DiskFull { path: "x".into() }), 3);
        assert_eq!(numbered(Error::Damaged("x".into())), 3);
        assert_eq!(numbered(Error::NothingTo("undo")), 1);
        assert_eq!(number(&Usage("x".into()).into()), 2);
        assert_eq!(number(&anyhow::anyhow!("x")), 3);
    }
}
