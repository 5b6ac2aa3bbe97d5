//! What the index knows of words: which words of names are near one, which places have a name, what lies where.

use super::plan::Lexicon;
use super::warm::Warm;
use crate::model::{Day, EntryId};
use crate::storage::columns::Column;
use crate::storage::index::tokens;
use crate::text::{self, Asked, FoldedPattern, Nearness, Ring};
use rusqlite::{Connection, OptionalExtension};
use std::cell::RefCell;

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

    fn holding(&self, letters: &str) -> rusqlite::Result<Vec<i64>> {
        if let Some(known) = self.warm.borrow().holding.get(letters) {
            return Ok(known.clone());
        }
        let found = self.search_holding(letters)?;
        self.warm.borrow_mut().remember_holding(letters, &found);
        Ok(found)
    }

    fn spelled(&self, word: &str) -> rusqlite::Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT word FROM idx.name_word WHERE raw = ?")?
            .query_row([word], |row| row.get(0))
            .optional()
    }

    fn meant(&self, matching: &str) -> rusqlite::Result<Vec<EntryId>> {
        if let Some(known) = self.warm.borrow().meant.get(matching) {
            return Ok(known.clone());
        }
        let found = self.search_meant(matching)?;
        self.warm.borrow_mut().remember_meant(matching, &found);
        Ok(found)
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
    fn search_meant(&self, matching: &str) -> rusqlite::Result<Vec<EntryId>> {
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

    fn search_near(&self, word: &str, ring: Ring) -> rusqlite::Result<Vec<(Nearness, i64)>> {
        let asked = Asked::new(word);
        let keys = serde_json::to_string(&text::near_keys(word, ring)).unwrap_or_default();
        let mut found = match ring {
            Ring::Near => self.search_written(&asked, &keys)?,
            Ring::Wide => self.search_vocabulary(&asked, word, &keys)?,
        };
        // the same once folded is found by the folded word
        found.retain(|(near, _)| *near != Nearness::Same);
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The words that share a key of the near ring: they are few, and read as they are met.
    fn search_written(&self, asked: &Asked, keys: &str) -> rusqlite::Result<Vec<(Nearness, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name_word.word, name_word.raw FROM json_each(?) AS asked
             CROSS JOIN idx.name_key ON name_key.key = asked.value AND is_wide = 0
             CROSS JOIN idx.name_word USING (word)",
        )?;
        let mut rows = statement.query([keys])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(near) = asked.nearness(row.get_ref(1)?.as_str()?, Ring::Near) {
                found.push((near, row.get(0)?));
            }
        }
        Ok(found)
    }

    /// The words that share a key of the wide ring, and those with keys struck wrong, which share none: every word there
    /// is is looked at for them. They are many, and read from memory.
    fn search_vocabulary(&self, asked: &Asked, word: &str, keys: &str) -> rusqlite::Result<Vec<(Nearness, i64)>> {
        let mut warm = self.warm.borrow_mut();
        let vocabulary = warm.vocabulary(self.connection)?;
        let mut numbers = vocabulary.typing_errors(&text::fold(word));
        let mut statement = self.connection.prepare_cached(
            "SELECT word FROM json_each(?) AS asked CROSS JOIN idx.name_key ON name_key.key = asked.value",
        )?;
        let mut rows = statement.query([keys])?;
        while let Some(row) = rows.next()? {
            numbers.push(row.get(0)?);
        }
        numbers.sort_unstable();
        numbers.dedup();
        let near = |number: i64| Some((asked.nearness(vocabulary.raw(number)?, Ring::Wide)?, number));
        Ok(numbers.into_iter().filter_map(near).collect())
    }

    /// The words of names that hold these folded letters: those that hold every three of them, looked at.
    fn search_holding(&self, letters: &str) -> rusqlite::Result<Vec<i64>> {
        let three = |at: usize| letters.get(at..at + 3).map(|three| format!("\"{three}\""));
        let parts: Vec<String> = (0..letters.len()).filter_map(three).collect();
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT written.word FROM idx.name_part CROSS JOIN idx.name_word AS one ON one.word = name_part.rowid
             CROSS JOIN idx.name_word AS written ON written.folded = one.folded
             WHERE name_part MATCH ? AND instr(one.folded, ?) > 0",
        )?;
        statement.query_map((parts.join(" AND "), letters), |row| row.get(0))?.collect()
    }
}

/// The words of names in memory, as spelled and folded, one after the other.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    raw: String,
    folded: String,
    words: Vec<Word>,
    last: i64,
}

/// Where a word ends, and its number.
#[derive(Clone, Copy, Debug)]
struct Word {
    number: u32,
    raw_end: u32,
    folded_end: u32,
    /// The letters it has, one bit each.
    letters: u32,
}

/// More keys than these are never struck wrong.
const MOST_ERRORS: u32 = 2;

impl Vocabulary {
    /// Reads what was added since.
    pub fn read_on(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement =
            connection.prepare_cached("SELECT word, raw, folded FROM idx.name_word WHERE word > ? ORDER BY word")?;
        let mut rows = statement.query([self.last])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let folded = row.get_ref(2)?.as_str()?;
            self.raw.push_str(row.get_ref(1)?.as_str()?);
            self.folded.push_str(folded);
            let (Ok(raw_end), Ok(folded_end), Ok(short)) =
                (u32::try_from(self.raw.len()), u32::try_from(self.folded.len()), u32::try_from(number))
            else {
                break;
            };
            self.words.push(Word { number: short, raw_end, folded_end, letters: letters_of(folded) });
            self.last = number;
        }
        Ok(())
    }

    /// A word as it is spelled.
    fn raw(&self, number: i64) -> Option<&str> {
        let number = u32::try_from(number).ok()?;
        let at = self.words.binary_search_by_key(&number, |word| word.number).ok()?;
        let begin = at.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.raw_end);
        self.raw.get(begin as usize..self.words.get(at)?.raw_end as usize)
    }

    fn typing_errors(&self, asked: &str) -> Vec<i64> {
        let pattern = FoldedPattern::new(asked);
        let letters = letters_of(asked);
        let mut begin = 0;
        let mut found = Vec::new();
        for word in &self.words {
            let end = word.folded_end as usize;
            // a letter that only one of them has takes an error; most words are known by that
            let is_close = (letters & !word.letters).count_ones() <= MOST_ERRORS
                && (word.letters & !letters).count_ones() <= MOST_ERRORS;
            if is_close
                && let Some(folded) = self.folded.get(begin..end)
                && text::is_typing_error(&pattern, folded)
            {
                found.push(i64::from(word.number));
            }
            begin = end;
        }
        found
    }
}

/// The letters a folded word has, one bit each.
fn letters_of(folded: &str) -> u32 {
    folded.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_key_struck_wrong_is_passed_over(words in proptest::collection::vec("[a-f]{0,9}|[0-9a-c]{1,6}", 0..60), asked in "[a-f]{1,9}") {
            let connection = Connection::open_in_memory().expect("a database");
            let table = "ATTACH ':memory:' AS idx; CREATE TABLE idx.name_word (word INTEGER PRIMARY KEY, raw, folded)";
            connection.execute_batch(table).expect("a table");
            for word in &words {
                let raw = word.to_uppercase();
                connection.execute("INSERT INTO idx.name_word (raw, folded) VALUES (?, ?)", (raw, word)).expect("a row");
            }
            let mut vocabulary = Vocabulary::default();
            vocabulary.read_on(&connection).expect("read");
            let pattern = FoldedPattern::new(&asked);
            let is_error = |(word, number): (&String, i64)| text::is_typing_error(&pattern, word).then_some(number);
            let plain: Vec<i64> = words.iter().zip(1..).filter_map(is_error).collect();
            prop_assert_eq!(vocabulary.typing_errors(&asked), plain);
            for (word, number) in words.iter().zip(1..) {
                let raw = word.to_uppercase();
                prop_assert_eq!(vocabulary.raw(number), Some(raw.as_str()));
            }
            prop_assert_eq!(vocabulary.raw(0), None);
        }
    }
}
