//! The vocabulary of names: every word of a name as it is spelled, with the keys of what is worth comparing with it.

use crate::text::{self, Ring};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// So many words are remembered while drawing.
const REMEMBERED: usize = 400_000;

/// Notes words down, and remembers those it has noted.
#[derive(Default)]
pub(super) struct Writer {
    known: HashMap<String, i64>,
}

impl Writer {
    /// The number of a word, given as spelled in small letters and folded. One that is new is noted.
    pub fn number(&mut self, connection: &Connection, raw: &str, folded: &str) -> rusqlite::Result<i64> {
        if let Some(number) = self.known.get(raw) {
            return Ok(*number);
        }
        let known: Option<i64> = connection
            .prepare_cached("SELECT word FROM idx.name_word WHERE raw = ?")?
            .query_row([raw], |row| row.get(0))
            .optional()?;
        let number = match known {
            Some(number) => number,
            None => add(connection, raw, folded)?,
        };
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(raw.to_owned(), number);
        Ok(number)
    }
}

fn add(connection: &Connection, raw: &str, folded: &str) -> rusqlite::Result<i64> {
    let is_known: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM idx.name_word WHERE folded = ?)")?
        .query_row([folded], |row| row.get(0))?;
    let number: i64 = connection
        .prepare_cached("INSERT INTO idx.name_word (raw, folded) VALUES (?, ?) RETURNING word")?
        .query_row([raw, folded], |row| row.get(0))?;
    if !is_known {
        connection
            .prepare_cached("INSERT INTO idx.name_part (rowid, folded) VALUES (?, ?)")?
            .execute(params![number, folded])?;
    }
    // figures have no sound
    if raw.contains(|c: char| c.is_numeric()) {
        return Ok(number);
    }
    let near = text::near_keys(raw, Ring::Near);
    let wide = text::near_keys(raw, Ring::Wide);
    let wide = wide.iter().filter(|key| !near.contains(key)).map(|key| (key, true));
    for (key, is_wide) in near.iter().map(|key| (key, false)).chain(wide) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO idx.name_key (key, is_wide, word) VALUES (?, ?, ?)")?
            .execute(params![key, is_wide, number])?;
    }
    Ok(number)
}
