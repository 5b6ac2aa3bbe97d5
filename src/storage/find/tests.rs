//! From a tree to what SQLite is asked, alone: a table.

use super::order::Bounds;
use super::plan::{Level, Lexicon, Plan, plan};
use super::{Asked, Finder, Warm};
use crate::model::{Day, EntryId, EntryKind};
use crate::search::query::Query;
use crate::storage::index::tables::TABLES;
use crate::storage::index::{Key, tokens};
use crate::text::{Nearness, Ring};
use rusqlite::{Connection, params};
use std::cell::RefCell;

/// A catalogue that knows a few words.
struct Small;

impl Lexicon for Small {
    fn near(&self, word: &str, ring: Ring) -> rusqlite::Result<Vec<(Nearness, i64)>> {
        Ok(match (word, ring) {
            ("pogozhev", Ring::Near) => vec![(Nearness::Sound, 7)],
            ("pogozhev", Ring::Wide) => vec![(Nearness::Sound, 7), (Nearness::Misread, 8)],
            ("andrej", _) => vec![(Nearness::GivenName, 9), (Nearness::Sound, 10)],
            _ => Vec::new(),
        })
    }
    fn holding(&self, letters: &str) -> rusqlite::Result<Vec<i64>> {
        Ok(if letters == "ozhe" { vec![6, 7] } else { Vec::new() })
    }
    fn spelled(&self, word: &str) -> rusqlite::Result<Option<i64>> {
        Ok((word == "pogozhev").then_some(6))
    }
    fn meant(&self, matching: &str) -> rusqlite::Result<Vec<EntryId>> {
        Ok(matching.contains("lager").then_some(EntryId(uuid::Uuid::nil())).into_iter().collect())
    }
    fn templates(&self, words: &str) -> rusqlite::Result<Vec<String>> {
        Ok(vec![words.to_owned()])
    }
    fn units(&self, code: &str) -> rusqlite::Result<Vec<EntryId>> {
        Ok((code == "F1").then_some(EntryId(uuid::Uuid::nil())).into_iter().collect())
    }
    fn unclear(&self) -> rusqlite::Result<Vec<(i64, String)>> {
        Ok(vec![(3, "16?258".to_owned()), (4, "99".to_owned())])
    }
    fn begin_of(&self, day: Day) -> i64 {
        i64::from(day.0) * 86_400_000
    }
}

/// A plan in a few letters: match expressions in curly quotes, statements by their table.
fn told(plan: &Plan) -> String {
    let list = |parts: &[Plan], by: &str| format!("[{}]", parts.iter().map(told).collect::<Vec<_>>().join(by));
    match plan {
        Plan::Everything => "everything".to_owned(),
        Plan::Nothing => "nothing".to_owned(),
        Plan::Match(expression) => format!("‹{expression}›"),
        Plan::Select(sql, values) => {
            let table = sql.split("FROM ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
            assert_eq!(sql.matches('?').count() - sql.matches("'?'").count(), values.len(), "{sql}");
            format!("{}{}", table.trim_start_matches("idx."), values.len())
        }
        Plan::Rows(rows) => format!("{rows:?}"),
        Plan::All(parts) => list(parts, " & "),
        Plan::Any(parts) => list(parts, " | "),
        Plan::Not(part) => format!("!{}", told(part)),
    }
}

fn planned(words: &str, level: Level) -> Plan {
    plan(&Query::read_at(words, Day(1000)).query, level, &Small).expect("nothing can fail")
}

#[test]
fn a_tree_becomes_as_few_questions_as_can_be() {
    for (words, expected) in [
        ("", "everything"),
        ("name:pogozhev", "‹({name} : (\"pogozhev\" * OR \"_w7\"))›"),
        ("name:pogozhev spelling:wide", "‹({name} : (\"pogozhev\" * OR \"_w7\" OR \"_w8\"))›"),
        ("name:pogozhev spelling:exact", "‹({name} : (\"pogozhev\" *))›"),
        ("name:\"pogozhev\"", "‹({name} : (\"pogozhev\"))›"),
        ("name:pogozhev*", "‹({name} : (\"pogozhev\" *))›"),
        ("name:*ozhe", "‹({name} : (\"ozhe\" * OR \"_w6\" OR \"_w7\"))›"),
        ("name:*zhe*", "‹({name} : (\"zhe\" *))›"),
        (
            "name:pogozhev-korsakov",
            "‹(({name} : (\"pogozhev korsakov\" *)) OR ({name} : (((\"pogozhev\" OR \"_w7\") AND (\"korsakov\")) OR \
             (\"pogozhevkorsakov\"))))›",
        ),
        ("name:pogozhev-korsakov spelling:exact", "‹({name} : (\"pogozhev korsakov\" *))›"),
        ("number:88349 spelling:wide", "[‹({number} : (\"88349\" *))› | number1]"),
        ("note:\"liegt bei\"", "‹({note} : (\"liegt bei\"))›"),
        ("note:a -role:b", "‹(({note} : (\"a\" *)) NOT (({role} : (\"b\" *))))›"),
        ("note:a OR role:b", "‹(({note} : (\"a\" *)) OR ({role} : (\"b\" *)))›"),
        ("-note:a", "!‹({note} : (\"a\" *))›"),
        ("by:anna", "‹({by} : (\"_yanna\" *))›"),
        ("occupation:schlosser", "‹(\"_poccupation_schlosser\" *)›"),
        ("surname:pogozhev", "‹(\"_psurname_pogozhev\" * OR \"_qsurname_7\")›"),
        ("camp:lager", "‹(({camp} : (\"lager\" *)) OR ({camp} : (\"_e00000000000000000000000000000000\")))›"),
        ("place:lis", "‹({camp place} : (\"lis\" *))›"),
        ("lis", "‹(\"lis\" *)›"),
        ("1.1.6.2/123", "‹(\"1 1 6 2 123\" *)›"),
        ("has:portrait", "‹\"_hr_portrait\"›"),
        (
            "has:portrait missing:birth-date note:a",
            "‹(\"_hr_portrait\" AND ((\"_kfile_2dcard\" OR \"_kperson\") NOT (\"_hp_birth_2ddate\")) AND ({note} : (\"a\" *)))›",
        ),
        ("is:conflict status:to-key", "‹(\"_iconflict\" AND \"_sto_2dkey\")›"),
        ("kind:card template:totenbuch", "‹(\"_kfile_2dcard\" AND \"_ttotenbuch\")›"),
        ("series:rkg complete:75", "‹(\"_crkg\" AND \"_u3\")›"),
        ("born:1915..1920", "day7"),
        ("transport:1944-07", "day7"),
        ("changed:today", "listing2"),
        ("number:16?258", "[number3 | [3]]"),
        ("number:164250..164260", "number2"),
        ("in:F1", "listing1"),
        ("in:F2", "nothing"),
        ("born:1915 note:a", "[‹({note} : (\"a\" *))› & day7]"),
        ("in:F2 note:a", "nothing"),
        ("in:F2 OR note:a", "‹({note} : (\"a\" *))›"),
        ("-in:F2", "everything"),
    ] {
        assert_eq!(told(&planned(words, Level::Misread)), expected, "{words}");
    }
}

#[test]
fn closer_levels_ask_for_less() {
    for (level, expected) in [
        (Level::Reference, "listing1"),
        (Level::AsWritten, "[‹(\"_w6\")› | listing1]"),
        (Level::Folded, "‹(\"pogozhev\")›"),
        (Level::Beginning, "‹(\"pogozhev\" *)›"),
        (Level::Inside, "‹(\"pogozhev\" *)›"),
        (Level::Sound, "‹(\"pogozhev\" * OR \"_w7\")›"),
        (Level::GivenName, "‹(\"pogozhev\" * OR \"_w7\")›"),
    ] {
        assert_eq!(told(&planned("pogozhev", level)), expected, "{level:?}");
    }
    let given = |level| told(&planned("name:andrej", level));
    assert_eq!(given(Level::Sound), "‹({name} : (\"andrej\" * OR \"_w10\"))›");
    assert_eq!(given(Level::GivenName), "‹({name} : (\"andrej\" * OR \"_w9\" OR \"_w10\"))›");
    // what must not be found is meant as far as it goes
    assert_eq!(told(&planned("-name:andrej", Level::Folded)), format!("!{}", given(Level::Misread)));
}

#[test]
fn whatever_is_asked_fts5_can_read() {
    let connection = Connection::open_in_memory().expect("a database");
    let columns = crate::search::Zone::ALL.iter().map(|zone| zone.term()).collect::<Vec<_>>().join(", ");
    connection
        .execute_batch(&format!("CREATE VIRTUAL TABLE words USING fts5({columns}, facts, tagged)"))
        .expect("a table");
    let deep = format!("{}note:x -role:y{}", "(-born:1915 OR (note:z ".repeat(30), "))".repeat(30));
    let alternatives = (0..2000).map(|number| format!("note:a{number}")).collect::<Vec<_>>().join(" OR ");
    let words = "note:x ".repeat(300);
    for words in ["a b \"c d\"* -e OR f", "a -b -c -\"d\"", deep.as_str(), alternatives.as_str(), words.as_str()] {
        each_match(&planned(words, Level::Misread), &mut |expression| {
            let found = connection
                .query_row("SELECT count(*) FROM words WHERE words MATCH ?", [expression], |row| row.get::<_, i64>(0));
            assert_eq!(found, Ok(0), "{}", expression.chars().take(200).collect::<String>());
        });
    }
}

fn each_match(plan: &Plan, look: &mut dyn FnMut(&str)) {
    match plan {
        Plan::Match(expression) => look(expression),
        Plan::All(parts) | Plan::Any(parts) => parts.iter().for_each(|part| each_match(part, look)),
        Plan::Not(part) => each_match(part, look),
        Plan::Everything | Plan::Nothing | Plan::Select(..) | Plan::Rows(_) => {}
    }
}

/// An index of lines without a catalogue: `names` in the column of names, `notes` in that of remarks, a kind in turn.
fn a_drawn_index(lines: u32) -> Connection {
    let connection = Connection::open_in_memory().expect("a database");
    connection.execute_batch("ATTACH ':memory:' AS idx").expect("an index");
    connection.execute_batch(TABLES).expect("tables");
    connection
        .execute("INSERT INTO idx.state (one, version, seq, head, made) VALUES (1, 1, 1, x'', 7)", [])
        .expect("a state");
    for row in 1..=lines {
        let name = format!("pogo{} liste", row % 3);
        let note = if row % 5 == 0 { "164256 gesehen" } else { "gesehen" };
        a_line(&connection, row, &name, note, 1);
    }
    connection
}

fn a_line(connection: &Connection, row: u32, name: &str, note: &str, seq: i64) {
    let kinds = [EntryKind::FileCard, EntryKind::Attachment, EntryKind::Person];
    let kind = kinds[row as usize % kinds.len()];
    let label = format!("{}", row * 7919 % 101);
    let number = if row == 61 { "164256" } else { "" };
    connection
        .execute(
            "INSERT OR REPLACE INTO idx.listing (row, id, kind, reference_code, reference_key, label, label_key, sort_of,
                 number, number_key, date, day, pictures, disputed, changed_seq, changed_at, stage, facets)
             VALUES (?1, ?2, ?3, '', x'', ?4, CAST(?4 AS BLOB), '', '', ?5, '', NULL, 0, 0, ?6, 0, '', x'')",
            params![row, row.to_be_bytes(), kind.term(), label, number, seq],
        )
        .expect("a line");
    connection
        .execute(
            "INSERT OR REPLACE INTO idx.words
                 (rowid, name, kin, camp, place, number, transport, role, note, by, code, text, facts, tagged)
             VALUES (?, ?, '', '', '', ?, '', '', ?, '', '', '', ?, '')",
            params![row, name, number, note, tokens::kind(kind)],
        )
        .expect("words");
}

fn warm_within(bounds: Bounds) -> RefCell<Warm> {
    let mut warm = Warm::default();
    warm.bounds = bounds;
    RefCell::new(warm)
}

/// Looks at lists of some words, of some kinds, in some orders.
fn each_list(mut look: impl FnMut(&Asked<'_>, &str)) {
    let kinds: [&[EntryKind]; 4] = [EntryKind::LISTED, &[EntryKind::FileCard], &[EntryKind::Person], &[]];
    for words in ["pogo", "pogo1", "po", "gesehen", "gesehen liste", "164256", "-note:164256", "name:pogo -note:164256"]
    {
        let query = Query::read_at(words, Day(1000)).query;
        for kinds in kinds {
            for key in [None, Some(Key::Label), Some(Key::Changed), Some(Key::Number)] {
                let templates = |_: &str| Vec::new();
                let (unit, stage, descending) = (None, None, key == Some(Key::Changed));
                let asked = Asked { kinds, unit, stage, query: &query, key, descending, templates: &templates };
                look(&asked, &format!("{words} {kinds:?} {key:?}"));
            }
        }
    }
}

#[test]
fn a_list_begins_as_the_whole_of_it_does_however_many_there_are() {
    let connection = a_drawn_index(300);
    let mut found = 0;
    each_list(|asked, named| {
        let warm = RefCell::new(Warm::default());
        let whole = Finder::new(&connection, &warm).and_then(|finder| finder.list(asked)).expect("a list");
        found += whole.len();
        for bounds in [Bounds::default(), Bounds { guessed_after: 5, dense: 10, sorted: 3 }] {
            for most in [1, 7, 400] {
                let warm = warm_within(bounds);
                let finder = Finder::new(&connection, &warm).expect("a finder");
                let begun = finder.first(asked, most).expect("its beginning");
                assert_eq!(begun.rows, whole[..most.min(whole.len())], "{named} {bounds:?} {most}");
                assert_eq!(begun.has_more, whole.len() > most, "{named} {bounds:?} {most}");
                assert_eq!(finder.list(asked).expect("the whole"), whole, "{named} {bounds:?}");
            }
        }
    });
    assert!(found > 3_000, "{found}");
}

#[test]
fn whose_number_it_is_comes_before_who_is_told_of_with_it() {
    let connection = a_drawn_index(90);
    each_list(|asked, named| {
        if named.starts_with("164256") && asked.key.is_none() && asked.kinds.len() > 1 {
            let warm = RefCell::new(Warm::default());
            let found = Finder::new(&connection, &warm).and_then(|finder| finder.list(asked)).expect("a list");
            let kinds: Vec<u32> = found.iter().skip(1).map(|row| [1, 2, 0][*row as usize % 3]).collect();
            assert_eq!(found.first(), Some(&61), "{found:?}");
            assert!(found.len() == 19 && kinds.is_sorted(), "persons, cards, pictures: {found:?}");
        }
    });
}

#[test]
fn what_changed_or_is_gone_is_put_right_in_the_orders_that_are_kept() {
    let connection = a_drawn_index(300);
    let warm = warm_within(Bounds { sorted: 3, ..Bounds::default() });
    for turn in 0..6_u32 {
        each_list(|asked, named| {
            let kept = Finder::new(&connection, &warm).and_then(|finder| finder.list(asked)).expect("a list");
            let anew = RefCell::new(Warm::default());
            let anew = Finder::new(&connection, &anew).and_then(|finder| finder.list(asked)).expect("a list");
            assert_eq!(kept, anew, "{named} {turn}");
        });
        let seq = i64::from(turn) + 2;
        for gone in [turn * 11 + 4, turn * 17 + 90] {
            connection.execute("DELETE FROM idx.listing WHERE row = ?", [gone]).expect("gone");
            connection.execute("DELETE FROM idx.words WHERE rowid = ?", [gone]).expect("gone");
            connection
                .execute("INSERT OR IGNORE INTO idx.gone SELECT seq + 1, ? FROM idx.state", [gone])
                .expect("named");
        }
        for changed in [turn * 23 + 5, turn * 17 + 90, 301 + turn, 61] {
            a_line(&connection, changed, "pogo4", "164256", seq);
        }
        connection.execute("UPDATE idx.state SET seq = ?", [seq]).expect("an act");
    }
}
