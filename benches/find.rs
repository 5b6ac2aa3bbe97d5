//! Finding among synthetic cards, each workload beside plain SQLite full-text search over the same rows and beside the
//! way of a program that keeps every value in one table, sorts all it finds and reads it all, measured in the same run.
//!
//! `cargo bench --bench find` takes 10,000 cards; `KARTOTEKA_BENCH_CARDS=10000,100000,1000000` takes those one after the
//! other and says how each workload grows. `KARTOTEKA_BENCH_KEEP=FOLDER` keeps what was made there for the next run.
//!
//! What is sought is taken from the rows by rule, never by hand: of row `1 + k * 7919 mod N`, k from 0 to 59, its
//! surname, its longest and its first word of the note, its number and its code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement that cannot be made should stop loudly"
)]

mod measuring;

use kartoteka::catalogue::{Catalogue, ListQuery, Sort};
use kartoteka::model::EntryKind;
use kartoteka::sample::synthetic;
use measuring::quantile;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const QUERIES: u64 = 60;
const FIRST: usize = 50;

fn main() {
    // `cargo test --benches` only asks whether it starts
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let sizes = std::env::var("KARTOTEKA_BENCH_CARDS").unwrap_or_else(|_| "10000".to_owned());
    let sizes: Vec<u64> = sizes.split(',').map(|size| size.trim().parse().expect("a count of cards")).collect();
    let kept = std::env::var_os("KARTOTEKA_BENCH_KEEP").map(PathBuf::from);
    let passing = tempfile::tempdir().expect("a folder");
    let home = kept.as_deref().unwrap_or(passing.path());
    let mut growth: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for cards in sizes {
        let stand = Stand::make(home, cards);
        println!("\n{cards} cards, CPU of the thread in ms");
        println!(
            "{:<4}{:<58}{:>9}{:>9}{:>10}{:>10}{:>9}  bar",
            "id", "ours / beside", "p50", "max", "beside50", "max", "ratio"
        );
        for row in stand.rows() {
            row.print();
            growth.entry(row.id).or_default().push(quantile(&row.ours, 0.5));
        }
        stand.starts();
    }
    if growth.values().any(|sizes| sizes.len() > 1) {
        println!("\nS9, growth of the median from size to size (bar: twice a decade)");
        for (id, sizes) in growth {
            let steps: Vec<String> = sizes.windows(2).map(|pair| format!("×{:.2}", pair[1] / pair[0])).collect();
            println!("{id:<4}{}", steps.join("  "));
        }
    }
}

/// What is measured on: a catalogue, a plain table with full-text search, and a table of values.
struct Stand {
    folder: PathBuf,
    catalogue: Catalogue,
    plain: Connection,
    values: Connection,
    sought: Vec<Sought>,
    cards: u64,
}

/// What is sought, from one row.
struct Sought {
    surname: String,
    surname_other: Option<String>,
    longest: String,
    first: String,
    number: String,
    code: String,
}

/// One workload: ours beside another way, the same strings in the same order.
struct Row {
    id: &'static str,
    what: &'static str,
    ours: Vec<f64>,
    beside: Vec<f64>,
    bar: &'static str,
}

impl Row {
    fn print(&self) {
        let Self { id, what, ours, beside, bar } = self;
        let pairs: Vec<f64> = ours.iter().zip(beside).map(|(ours, beside)| beside / ours).collect();
        let (most, beside_most) = (quantile(ours, 1.0), quantile(beside, 1.0));
        println!(
            "{id:<4}{what:<58}{:>9.3}{most:>9.3}{:>10.3}{beside_most:>10.3}{:>8.1}×  {bar}",
            quantile(ours, 0.5),
            quantile(beside, 0.5),
            quantile(&pairs, 0.5),
        );
    }
}

impl Stand {
    fn make(home: &Path, cards: u64) -> Self {
        let folder = home.join(format!("{cards}.kartoteka"));
        if !folder.exists() {
            let begun = Instant::now();
            drop(synthetic::make(&folder, cards, synthetic::SEED, "Bench", |_| true).unwrap());
            println!("{cards} cards written through the one door in {:.1} s", begun.elapsed().as_secs_f64());
        }
        let (plain, values) = (home.join(format!("{cards}-plain.db")), home.join(format!("{cards}-values.db")));
        if !plain.exists() {
            make_plain(&plain, cards);
        }
        if !values.exists() {
            make_values(&values, cards);
        }
        let plain = Connection::open(plain).unwrap();
        let values = Connection::open(values).unwrap();
        let sought = (0..QUERIES).map(|turn| Sought::of(&plain, 1 + turn * 7919 % cards)).collect();
        let begun = Instant::now();
        let catalogue = Catalogue::open_to_read(&folder).unwrap();
        println!("opened in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
        Self { folder, catalogue, plain, values, sought, cards }
    }

    fn rows(&self) -> Vec<Row> {
        let words: Vec<String> =
            self.sought.iter().flat_map(|sought| [&sought.surname, &sought.longest, &sought.first]).cloned().collect();
        let typed: Vec<String> = words.iter().flat_map(|word| beginnings(word)).collect();
        let names: Vec<String> = self.sought.iter().map(|sought| sought.surname.clone()).collect();
        let others: Vec<String> = self.sought.iter().filter_map(|sought| sought.surname_other.clone()).collect();
        let prefixes: Vec<String> =
            names.iter().flat_map(|name| (1..=3).map(|letters| name.chars().take(letters).collect())).collect();
        let middles: Vec<String> = names
            .iter()
            .map(|name| name.chars().skip(1).take(4).collect())
            .filter(|part: &String| part.chars().count() == 4)
            .collect();
        let typos: Vec<String> =
            names.iter().filter(|name| name.chars().count() > 5).map(|name| mistyped(name)).collect();
        let numbers: Vec<String> = self.sought.iter().map(|sought| sought.number.clone()).collect();
        let codes: Vec<String> = self.sought.iter().map(|sought| sought.code.clone()).collect();
        let last: Vec<String> =
            (1..=20_u64).map(|part| (self.cards * part / 20).saturating_sub(FIRST as u64).to_string()).collect();
        vec![
            self.pair(
                "S1",
                "a word typed letter by letter, first 50 / FTS5",
                &typed,
                Self::first,
                Self::fts_first,
                "max ≤ 16.7",
            ),
            self.pair(
                "S2",
                "the same / all values in one table, all sorted",
                &names,
                Self::first,
                Self::values_all,
                "≥ 200×",
            ),
            self.pair(
                "S3",
                "total and order by name of all / FTS5, join, sort",
                &prefixes,
                Self::all_by_name,
                Self::fts_all_by_name,
                "≥ 5×",
            ),
            self.pair("S5", "four letters inside a name / LIKE", &middles, Self::inside, Self::like, "≥ 20×"),
            self.pair("S6", "a name in the other script / in its own", &others, Self::first, Self::first, "≥ 0.8×"),
            self.pair(
                "S7",
                "a name with a letter struck wrong / LIKE",
                &typos,
                Self::mistyped,
                Self::like,
                "max ≤ 16.7",
            ),
            self.pair("S8", "a number / b-tree", &numbers, Self::number, Self::plain_number, "≥ 0.5×"),
            self.pair("S8", "a reference code / b-tree", &codes, Self::code, Self::plain_code, "≥ 0.5×"),
            self.pair(
                "L1",
                "50 rows anywhere in a list by name / OFFSET",
                &last,
                Self::page,
                Self::offset,
                "≥ 20× at the end",
            ),
            self.pair(
                "L2",
                "one filter, another order, first 50 / scan",
                &numbers,
                Self::filtered,
                Self::plain_filtered,
                "≥ 5×",
            ),
            self.pair("F", "facets of all / one column counted", &numbers[..3], Self::facets, Self::plain_facet, ""),
        ]
    }

    fn pair(
        &self,
        id: &'static str,
        what: &'static str,
        strings: &[String],
        ours: fn(&Self, &str) -> usize,
        beside: fn(&Self, &str) -> usize,
        bar: &'static str,
    ) -> Row {
        let mut row = Row { id, what, ours: Vec::new(), beside: Vec::new(), bar };
        for string in strings {
            // the better of two: what else the computer does is not the query's
            let [mut own, mut other] = [f64::MAX; 2];
            for _ in 0..2 {
                own = own.min(cpu_millis(|| ours(self, string)));
                other = other.min(cpu_millis(|| beside(self, string)));
            }
            row.ours.push(own);
            row.beside.push(other);
        }
        row
    }

    fn query(words: &str, sort: Sort) -> ListQuery {
        ListQuery { kinds: vec![EntryKind::FileCard], words: words.to_owned(), sort, ..ListQuery::default() }
    }

    fn first(&self, words: &str) -> usize {
        let rows = self.catalogue.list_first(&Self::query(words, Sort::Relevance), FIRST).unwrap().rows;
        self.catalogue.rows(&rows).unwrap().len()
    }

    fn mistyped(&self, words: &str) -> usize {
        self.first(&format!("spelling:wide {words}"))
    }

    fn inside(&self, middle: &str) -> usize {
        self.first(&format!("name:*{middle}*"))
    }

    fn number(&self, number: &str) -> usize {
        self.first(&format!("number:{number}"))
    }

    fn code(&self, code: &str) -> usize {
        self.first(&format!("ref:\"{code}\""))
    }

    fn all_by_name(&self, words: &str) -> usize {
        let rows = self.catalogue.list(&Self::query(words, Sort::Label)).unwrap();
        self.catalogue.rows(&rows[..rows.len().min(FIRST)]).unwrap();
        rows.len()
    }

    fn page(&self, after: &str) -> usize {
        // the row is known: the window holds the rows of a list
        let row = after.parse().unwrap();
        let rows = self.catalogue.list_after(&Self::query("", Sort::Label), Some(row), FIRST).unwrap();
        self.catalogue.rows(&rows).unwrap().len()
    }

    fn filtered(&self, _: &str) -> usize {
        let rows = self.catalogue.list_first(&Self::query("template:totenbuch", Sort::Number), FIRST).unwrap().rows;
        self.catalogue.rows(&rows).unwrap().len()
    }

    fn facets(&self, _: &str) -> usize {
        self.catalogue.facets(&Self::query("", Sort::Label)).unwrap().len()
    }

    fn fts_first(&self, words: &str) -> usize {
        let sql = "SELECT c.id, c.surname, c.given, c.prisoner_no FROM words w JOIN card c ON c.id = w.rowid
                   WHERE words MATCH ? LIMIT 50";
        count(&self.plain, sql, &format!("\"{words}\"*"))
    }

    fn fts_all_by_name(&self, words: &str) -> usize {
        let sql = "SELECT c.id FROM words w JOIN card c ON c.id = w.rowid WHERE words MATCH ?
                   ORDER BY c.surname, c.given, c.id";
        count(&self.plain, sql, &format!("\"{words}\"*"))
    }

    fn like(&self, part: &str) -> usize {
        count(&self.plain, "SELECT id FROM card WHERE surname LIKE ? LIMIT 50", &format!("%{part}%"))
    }

    fn plain_number(&self, number: &str) -> usize {
        count(&self.plain, "SELECT id, surname, given FROM card WHERE prisoner_no = ? LIMIT 50", number)
    }

    fn plain_code(&self, code: &str) -> usize {
        count(&self.plain, "SELECT id, surname, given FROM card WHERE ref = ?", code)
    }

    fn offset(&self, from: &str) -> usize {
        let sql = "SELECT id, surname, given FROM card ORDER BY surname, given, id LIMIT 50 OFFSET CAST(? AS INTEGER)";
        count(&self.plain, sql, from)
    }

    fn plain_filtered(&self, _: &str) -> usize {
        let sql = "SELECT id, surname FROM card WHERE nationality = ? ORDER BY birth_place LIMIT 50";
        count(&self.plain, sql, "EST")
    }

    fn plain_facet(&self, _: &str) -> usize {
        count(&self.plain, "SELECT nationality, count(*) FROM card WHERE ? <> '' GROUP BY 1", "x")
    }

    /// Every item whose values or notes hold a word, each with the value it is sorted by, all sorted, all read.
    fn values_all(&self, words: &str) -> usize {
        let sql = "WITH titles AS (SELECT item, text FROM value JOIN text USING (text_id) WHERE property = 'surname')
                   SELECT item.item FROM item LEFT JOIN titles USING (item)
                   WHERE item.item IN (SELECT value.item FROM text_words JOIN value ON value.text_id = text_words.rowid
                                       WHERE text_words MATCH ?)
                   ORDER BY titles.text, item.item";
        count(&self.values, sql, &format!("\"{words}\"*"))
    }

    /// O1 and O2: the program started on this catalogue shows a card, beside the program started alone; and its memory.
    fn starts(&self) {
        let start = |arguments: &[&str]| {
            let begun = Instant::now();
            let program = Command::new(env!("CARGO_BIN_EXE_kartoteka")).args(arguments).stdout(Stdio::null()).status();
            assert!(program.unwrap().success(), "{arguments:?}");
            begun.elapsed().as_secs_f64() * 1e3
        };
        let folder = self.folder.to_str().expect("a plain name");
        let (mut ours, mut alone) = (Vec::new(), Vec::new());
        for _ in 0..15 {
            alone.push(start(&["--version"]));
            ours.push(start(&["show", folder, "KL-0000001"]));
        }
        println!(
            "O1  start and show one card {:.1} ms, start alone {:.1} ms (bar: 50 more)",
            quantile(&ours, 0.5),
            quantile(&alone, 0.5)
        );
        if let Some(memory) = resident_mib() {
            println!("M1  memory of this process after all that: {memory} MiB");
        }
    }
}

impl Sought {
    fn of(plain: &Connection, id: u64) -> Self {
        let sql = "SELECT surname, aliases, note, prisoner_no, ref FROM card WHERE id = ?";
        plain
            .query_row(sql, [i64::try_from(id).unwrap()], |row| {
                let (surname, aliases, note): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let is_cyrillic = |name: &str| !name.is_ascii();
                let other =
                    aliases.split("; ").find(|alias| !alias.is_empty() && is_cyrillic(alias) != is_cyrillic(&surname));
                Ok(Self {
                    surname_other: other.map(str::to_owned),
                    longest: note
                        .split_whitespace()
                        .max_by_key(|word| word.chars().count())
                        .unwrap_or_default()
                        .to_owned(),
                    first: note.split_whitespace().next().unwrap_or_default().to_owned(),
                    surname,
                    number: row.get::<_, String>(3)?,
                    code: row.get(4)?,
                })
            })
            .unwrap()
    }
}

fn make_plain(path: &Path, cards: u64) {
    let mut connection = Connection::open(path).unwrap();
    let columns = "id INTEGER PRIMARY KEY, ref TEXT, prisoner_no TEXT, surname TEXT, given TEXT, patronymic TEXT,
        aliases TEXT, birth_date TEXT, birth_place TEXT, nationality TEXT, occupation TEXT, arrest_date TEXT,
        arrival_date TEXT, camp TEXT, fate TEXT, fonds TEXT, box TEXT, folder TEXT, note TEXT, scan_front TEXT,
        scan_back TEXT";
    connection.execute_batch(&format!("PRAGMA journal_mode = OFF; CREATE TABLE card ({columns}) STRICT;")).unwrap();
    let transaction = connection.transaction().unwrap();
    {
        let places = vec!["?"; synthetic::COLUMNS.len()].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO card VALUES ({places})")).unwrap();
        for row in synthetic::Rows::new(cards, synthetic::SEED) {
            insert.execute(rusqlite::params_from_iter(row.cells.iter())).unwrap();
        }
    }
    transaction.commit().unwrap();
    let indexed = "surname, given, patronymic, aliases, birth_place, occupation, camp, note";
    connection
        .execute_batch(&format!(
            "CREATE INDEX card_name ON card (surname, given, id);
             CREATE UNIQUE INDEX card_ref ON card (ref);
             CREATE INDEX card_number ON card (prisoner_no);
             CREATE VIRTUAL TABLE words USING fts5({indexed}, content = 'card', content_rowid = 'id');
             INSERT INTO words (words) VALUES ('rebuild');
             ANALYZE;"
        ))
        .unwrap();
}

fn make_values(path: &Path, cards: u64) {
    let mut connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = OFF;
             CREATE TABLE item (item INTEGER PRIMARY KEY) STRICT;
             CREATE TABLE text (text_id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
             CREATE TABLE value (item INTEGER NOT NULL, property TEXT NOT NULL, text_id INTEGER NOT NULL,
                                 PRIMARY KEY (item, property)) STRICT, WITHOUT ROWID;",
        )
        .unwrap();
    let transaction = connection.transaction().unwrap();
    {
        let mut item = transaction.prepare("INSERT INTO item VALUES (?)").unwrap();
        let mut text = transaction
            .prepare("INSERT INTO text (text) VALUES (?) ON CONFLICT DO UPDATE SET text = text RETURNING text_id")
            .unwrap();
        let mut value = transaction.prepare("INSERT INTO value VALUES (?, ?, ?)").unwrap();
        for (row, number) in synthetic::Rows::new(cards, synthetic::SEED).zip(1_i64..) {
            item.execute([number]).unwrap();
            for (property, cell) in synthetic::COLUMNS.iter().zip(&row.cells).skip(1) {
                if !cell.is_empty() {
                    let id: i64 = text.query_row([cell], |row| row.get(0)).unwrap();
                    value.execute(params![number, property, id]).unwrap();
                }
            }
        }
    }
    transaction.commit().unwrap();
    connection
        .execute_batch(
            "CREATE INDEX value_text ON value (text_id);
             CREATE VIRTUAL TABLE text_words USING fts5(text, content = 'text', content_rowid = 'text_id');
             INSERT INTO text_words (text_words) VALUES ('rebuild');
             ANALYZE;",
        )
        .unwrap();
}

fn count(connection: &Connection, sql: &str, value: &str) -> usize {
    let mut statement = connection.prepare_cached(sql).unwrap();
    let mut rows = statement.query([value]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        std::hint::black_box(row.get_ref(0).unwrap());
        count += 1;
    }
    count
}

fn beginnings(word: &str) -> Vec<String> {
    (1..=word.chars().count()).map(|letters| word.chars().take(letters).collect()).collect()
}

/// The word with its third and fourth letters the other way round.
fn mistyped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().collect()
}

/// The processor time of this thread for some work.
fn cpu_millis(work: impl FnOnce() -> usize) -> f64 {
    let before = thread_millis();
    std::hint::black_box(work());
    thread_millis() - before
}

/// How long this thread has run.
#[cfg(unix)]
#[expect(clippy::cast_precision_loss, reason = "a bench does not run for so long")]
fn thread_millis() -> f64 {
    let ran = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    ran.tv_sec as f64 * 1e3 + ran.tv_nsec as f64 / 1e6
}

/// How late it is, where nobody tells how long a thread has run.
#[cfg(not(unix))]
fn thread_millis() -> f64 {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGUN.elapsed().as_secs_f64() * 1e3
}

fn resident_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}
