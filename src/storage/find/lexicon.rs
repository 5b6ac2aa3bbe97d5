//! What the index knows of words: which words of names are near one, which places have a name, what lies where.

use super::plan::Lexicon;
use super::warm::Warm;
use crate::model::{Day, EntryId};
use crate::storage::columns::Column;
use crate::storage::index::tokens;
use crate::text::{self, FoldedPattern, Nearness, Ring};
use rusqlite::{Connection, OptionalExtension};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// So many places and groups are looked for by name.
const MOST_MEANT: usize = 20_000;

/// What the index knows of words.
pub(super) struct Known<'a> {
    pub connection: &'a Connection,
    pub warm: &'a RefCell<Warm>,
    /// The ids of the card templates with this id or these words in their title.
    pub templates: &'a dyn Fn(&str) -> Vec<String>,
}

impl Lexicon for Known<'_> {
    fn near(&self, word: &str, ring: Ring) -> rusqlite::Result<Vec<(Nearness, i64)>> {
        let key = (word.to_owned(), ring);
        if let Some(known) = self.warm.borrow().near.get(&key) {
            return Ok(known.clone());
        }
        let found = self.search_near(word, ring)?;
        self.warm.borrow_mut().remember_near(key, &found);
        Ok(found)
    }

    fn spelled(&self, word: &str) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT word FROM idx.name_word WHERE raw = ?")?
            .query_row([word], |row| row.get(0))
            .optional()
    }

    fn meant(&self, matching: &str) -> rusqlite::Result<Vec<EntryId>> {
        use crate::model::EntryKind::{Group, Place};
        let (place, group) = (tokens::kind(Place), tokens::kind(Group));
        let matching = format!("{matching} AND (\"{place}\" OR \"{group}\")");
        let mut statement = self.connection.prepare_cached(
            "SELECT listing.id FROM idx.words CROSS JOIN idx.listing ON listing.row = words.rowid
             WHERE words MATCH ? LIMIT ?",
        )?;
        let most = i64::try_from(MOST_MEANT).unwrap_or(i64::MAX);
        let found = statement.query_map((matching, most), |row| row.get::<_, [u8; 16]>(0))?;
        found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
    }

    fn templates(&self, words: &str) -> rusqlite::Result<Vec<String>> {
        Ok((self.templates)(words))
    }

    fn units(&self, code: &str) -> rusqlite::Result<Vec<EntryId>> {
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE under (id) AS (
                 SELECT id FROM idx.listing WHERE reference_code = ? COLLATE NOCASE AND kind = 'holding-unit'
                     AND reference_code <> ''
                 UNION SELECT holding_unit.id FROM main.holding_unit JOIN under ON holding_unit.parent = under.id)
             SELECT id FROM under",
        )?;
        let found = statement.query_map([code.trim()], |row| row.get::<_, [u8; 16]>(0))?;
        found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
    }

    fn unclear(&self) -> rusqlite::Result<Vec<(i64, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT row, number FROM idx.number INDEXED BY number_unclear WHERE instr(number, '?') > 0",
        )?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    fn begin_of(&self, day: Day) -> i64 {
        crate::model::Timestamp::beginning_of(day).0
    }
}

/// The unit and all under it.
pub(super) fn under(connection: &Connection, unit: EntryId) -> rusqlite::Result<Vec<EntryId>> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE under (id) AS (SELECT ? UNION
             SELECT holding_unit.id FROM main.holding_unit JOIN under ON holding_unit.parent = under.id)
         SELECT id FROM under",
    )?;
    let found = statement.query_map([unit.to_value()], |row| row.get::<_, [u8; 16]>(0))?;
    found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
}

impl Known<'_> {
    fn search_near(&self, word: &str, ring: Ring) -> rusqlite::Result<Vec<(Nearness, i64)>> {
        let mut found: BTreeMap<i64, Nearness> = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT name_word.word, name_word.raw FROM idx.name_key CROSS JOIN idx.name_word USING (word)
             WHERE key = ? AND is_wide <= ?",
        )?;
        for key in text::near_keys(word, ring) {
            let mut rows = statement.query((key, ring == Ring::Wide))?;
            while let Some(row) = rows.next()? {
                if let Entry::Vacant(place) = found.entry(row.get(0)?)
                    && let Some(near) = text::nearness(word, row.get_ref(1)?.as_str()?, ring)
                {
                    place.insert(near);
                }
            }
        }
        if ring == Ring::Wide {
            self.add_typing_errors(word, &mut found)?;
        }
        // the same once folded is found by the folded word
        found.retain(|_, near| *near != Nearness::Same);
        Ok(found.into_iter().map(|(number, near)| (near, number)).collect())
    }

    /// Words with keys struck wrong share no key: every word there is is looked at.
    fn add_typing_errors(&self, word: &str, found: &mut BTreeMap<i64, Nearness>) -> rusqlite::Result<()> {
        let pattern = FoldedPattern::new(&text::fold(word));
        let mut warm = self.warm.borrow_mut();
        let vocabulary = warm.vocabulary(self.connection)?;
        let mut statement = self.connection.prepare_cached("SELECT raw FROM idx.name_word WHERE word = ?")?;
        for number in vocabulary.typing_errors(&pattern) {
            if let Entry::Vacant(place) = found.entry(number) {
                let mut rows = statement.query([number])?;
                if let Some(row) = rows.next()?
                    && let Some(near) = text::nearness(word, row.get_ref(0)?.as_str()?, Ring::Wide)
                {
                    place.insert(near);
                }
            }
        }
        Ok(())
    }
}

/// The folded words of names, one after the other in memory.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    letters: String,
    /// Where each word ends, and its number.
    words: Vec<(u32, u32)>,
    last: i64,
}

impl Vocabulary {
    /// Reads what was added since.
    pub fn read_on(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement =
            connection.prepare_cached("SELECT word, folded FROM idx.name_word WHERE word > ? ORDER BY word")?;
        let mut rows = statement.query([self.last])?;
        while let Some(row) = rows.next()? {
            self.last = row.get(0)?;
            self.letters.push_str(row.get_ref(1)?.as_str()?);
            let (Ok(end), Ok(number)) = (u32::try_from(self.letters.len()), u32::try_from(self.last)) else { break };
            self.words.push((end, number));
        }
        Ok(())
    }

    fn typing_errors(&self, pattern: &FoldedPattern) -> Vec<i64> {
        let mut begin = 0;
        let mut found = Vec::new();
        for (end, number) in &self.words {
            let end = *end as usize;
            if let Some(word) = self.letters.get(begin..end)
                && text::is_typing_error(pattern, word)
            {
                found.push(i64::from(*number));
            }
            begin = end;
        }
        found
    }
}
