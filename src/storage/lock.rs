//! One writer: a lock the system holds as long as the program lives, and a note that says who has it.
//!
//! Invariant: the lock decides, never the note, so a note left behind by a crash blocks nobody.

use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The file whose lock decides.
pub const LOCK: &str = "catalogue.lock";
/// The note that says who has it.
pub const NOTE: &str = "catalogue.holder";

/// The right to write a catalogue, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    note: PathBuf,
}

/// Who has a catalogue open for writing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The author's name.
    pub author: String,
    /// The computer's name.
    pub computer: String,
    /// The number of the process there.
    pub process: u32,
    /// Since when, as written by the holder's clock.
    pub since: String,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let author = if self.author.is_empty() { "somebody" } else { &self.author };
        write!(f, "{author}")?;
        if !self.computer.is_empty() {
            write!(f, " on {}", self.computer)?;
        }
        if self.process != 0 {
            write!(f, " (process {})", self.process)?;
        }
        if !self.since.is_empty() {
            write!(f, " since {}", self.since)?;
        }
        Ok(())
    }
}

/// Takes the lock, or tells who has it.
pub fn take(folder: &Path) -> std::io::Result<Result<Lock, Holder>> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => {
            // who had it before does not have it any more
            let note = folder.join(NOTE);
            let _ = std::fs::remove_file(&note);
            Ok(Ok(Lock { _file: file, note }))
        }
        Err(std::fs::TryLockError::WouldBlock) => Ok(Err(holder(folder))),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

impl Lock {
    /// Writes down who has it, for the message others see. It is only a note: a failure is logged.
    pub fn sign(&self, author: &str) {
        let holder = Holder {
            author: author.to_owned(),
            computer: computer(),
            process: std::process::id(),
            since: jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string(),
        };
        let written = serde_json::to_vec(&holder)
            .map_err(std::io::Error::other)
            .and_then(|json| File::create(&self.note)?.write_all(&json));
        if let Err(error) = written {
            tracing::warn!(%error, "the note on who has the catalogue was not written");
        }
    }
}

fn holder(folder: &Path) -> Holder {
    let mut note = Vec::new();
    let read = File::open(folder.join(NOTE)).and_then(|file| file.take(4096).read_to_end(&mut note));
    read.ok().and_then(|_| serde_json::from_slice(&note).ok()).unwrap_or_default()
}

fn computer() -> String {
    std::env::var("HOSTNAME")
        .or_else(|_| std::env::var("COMPUTERNAME"))
        .or_else(|_| std::fs::read_to_string("/etc/hostname"))
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}
