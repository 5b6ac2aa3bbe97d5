//! What is typed and not yet written: on the disk within a second, so that a crash brings it back.
//!
//! Invariant: a draft is no part of the catalogue. It is in no history, no seal and no search, and it goes when its
//! value is written or taken back.

use super::Storage;
use super::columns::Column;
use crate::error::Result;
use crate::model::{EntryId, Timestamp};
use rusqlite::params;

/// A text typed in one place of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    /// The entry.
    pub entry: EntryId,
    /// Where in it, as the window names the place.
    pub slot: String,
    /// What is typed.
    pub text: String,
    /// What the catalogue had there when the typing began.
    pub base: String,
    /// Who typed it.
    pub author: String,
    /// When it was typed.
    pub at: Timestamp,
}

impl Storage {
    /// Every draft that can be read, oldest first. One that cannot does not keep anybody out of the catalogue.
    pub fn drafts(&self) -> Result<Vec<StoredDraft>> {
        self.told((|| {
            let mut statement =
                self.connection.prepare_cached("SELECT entry, slot, text, base, author, at FROM draft ORDER BY at")?;
            let found = statement.query_map([], |row| {
                Ok(StoredDraft {
                    entry: EntryId(uuid::Uuid::from_bytes(row.get(0)?)),
                    slot: row.get(1)?,
                    text: row.get(2)?,
                    base: row.get(3)?,
                    author: row.get(4)?,
                    at: Timestamp(row.get(5)?),
                })
            })?;
            let unread = |error: &rusqlite::Error| tracing::warn!(%error, "a draft cannot be read");
            Ok(found.filter_map(|draft| draft.inspect_err(unread).ok()).collect())
        })())
    }

    /// Keeps some drafts and lets others go, in one step.
    pub fn keep_drafts(&mut self, kept: &[StoredDraft], gone: &[(EntryId, String)]) -> Result<()> {
        self.assert_writable()?;
        let folder = self.folder.clone();
        let written = (|| {
            let transaction = self.connection.transaction()?;
            for draft in kept {
                let StoredDraft { entry, slot, text, base, author, at } = draft;
                transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO draft (entry, slot, text, base, author, at) VALUES (?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![entry.to_value(), slot, text, base, author, at.0])?;
            }
            for (entry, slot) in gone {
                transaction
                    .prepare_cached("DELETE FROM draft WHERE entry = ? AND slot = ?")?
                    .execute(params![entry.to_value(), slot])?;
            }
            transaction.commit()
        })();
        written.map_err(|error| super::database_error(&folder, &error))
    }
}
