//! The pictures in the order of a gallery, in the search index: a few columns of each, so that a hundred thousand are
//! put in order, narrowed and counted without reading the entries themselves.
//!
//! A cache like the rest of the index. A line follows its picture, and the entry the picture belongs to.

use super::columns::Column;
use super::index;
use crate::model::{Attachment, Checksum, EntryId, EntryKind, Role, Stage};
use crate::text;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

/// The tables. `owner_key` puts pictures that belong to nothing first, then those of entries with a reference code,
/// then the others. `unshown` holds the files of which no small copy could be made.
pub const TABLES: &str = "
CREATE TABLE idx.picture (
    owner_key BLOB NOT NULL, owner BLOB NOT NULL, ord INTEGER NOT NULL, id BLOB NOT NULL, owner_kind TEXT NOT NULL,
    role TEXT NOT NULL, covered INTEGER NOT NULL, unit BLOB, stage TEXT NOT NULL, master TEXT NOT NULL,
    PRIMARY KEY (owner_key, owner, ord, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX idx.picture_id ON picture (id);
CREATE INDEX idx.picture_owner ON picture (owner);
CREATE TABLE idx.unshown (master TEXT PRIMARY KEY, why TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// Takes the tables away, before they are made anew.
pub const DROP: &str = "DROP TABLE IF EXISTS idx.picture; DROP TABLE IF EXISTS idx.unshown;";

/// The files that cannot be shown: no small copy could be made, or the file is not as it was stored.
const BROKEN: &str =
    "master IN (SELECT master FROM idx.unshown UNION ALL SELECT checksum FROM main.master WHERE state <> 'good')";

/// What an entry says of the place of its pictures.
struct Owner {
    kind: &'static str,
    key: Vec<u8>,
    unit: Option<EntryId>,
    stage: String,
}

fn key(rank: u8, words: Vec<u8>) -> Vec<u8> {
    std::iter::once(rank).chain(words).collect()
}

fn owner_key(reference_code: &str, label: &str) -> Vec<u8> {
    if reference_code.is_empty() {
        key(2, text::reference_sort_key(label))
    } else {
        key(1, text::reference_sort_key(reference_code))
    }
}

/// What the line of an entry says; an entry that is drawn later says it by [`follow_owner`].
fn owner(connection: &Connection, picture: &Attachment) -> rusqlite::Result<Owner> {
    if !picture.is_attached() {
        let key = key(0, text::reference_sort_key(&picture.original_name));
        return Ok(Owner { kind: "", key, unit: None, stage: String::new() });
    }
    let found = connection
        .prepare_cached("SELECT kind, reference_code, label, unit, stage FROM idx.listing WHERE id = ?")?
        .query_row([picture.entry.to_value()], |row| {
            let (kind, code, label): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let unit: Option<[u8; 16]> = row.get(3)?;
            Ok(Owner {
                kind: EntryKind::from_term(&kind).map_or("", EntryKind::term),
                key: owner_key(&code, &label),
                unit: unit.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes))),
                stage: row.get(4)?,
            })
        })
        .optional()?;
    let unknown =
        || Owner { kind: EntryKind::FileCard.term(), key: owner_key("", ""), unit: None, stage: String::new() };
    Ok(found.unwrap_or_else(unknown))
}

/// Draws the line of a picture.
pub fn draw(connection: &Connection, picture: &Attachment) -> rusqlite::Result<()> {
    erase(connection, picture.id)?;
    let Owner { kind, key, unit, stage } = owner(connection, picture)?;
    connection
        .prepare_cached(
            "INSERT INTO idx.picture (owner_key, owner, ord, id, owner_kind, role, covered, unit, stage, master)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            key,
            picture.entry.to_value(),
            picture.ord,
            picture.id.to_value(),
            kind,
            picture.role.term(),
            !picture.content_note.is_empty(),
            unit.to_value(),
            stage,
            picture.master.0
        ])?;
    Ok(())
}

/// Takes the line of a picture away.
pub fn erase(connection: &Connection, id: EntryId) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM idx.picture WHERE id = ?")?.execute([id.to_value()])?;
    Ok(())
}

/// An entry was drawn: its pictures stand where it stands.
pub fn follow_owner(
    connection: &Connection,
    (id, kind): (EntryId, EntryKind),
    (reference_code, label): (&str, &str),
    (unit, stage): (Option<EntryId>, &str),
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE idx.picture SET owner_key = ?2, owner_kind = ?3, unit = ?4, stage = ?5 WHERE owner = ?1
                AND (owner_key IS NOT ?2 OR owner_kind IS NOT ?3 OR unit IS NOT ?4 OR stage IS NOT ?5)",
        )?
        .execute(params![id.to_value(), owner_key(reference_code, label), kind.term(), unit.to_value(), stage])?;
    Ok(())
}

/// Notes that no small copy of a file can be made, and why; or that there is one after all.
pub fn note_unshown(connection: &Connection, master: &Checksum, why: Option<&str>) -> rusqlite::Result<()> {
    match why {
        Some(why) => connection
            .prepare_cached("INSERT OR REPLACE INTO idx.unshown (master, why) VALUES (?, ?)")?
            .execute(params![master.0, why])?,
        None => connection.prepare_cached("DELETE FROM idx.unshown WHERE master = ?")?.execute([&master.0])?,
    };
    Ok(())
}

/// What stands in a gallery, before it is narrowed by what can be counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// Pictures of what lies in this unit or under it.
    pub unit: Option<EntryId>,
    /// Pictures of cards that are so far.
    pub stage: Option<Stage>,
    /// Pictures that are, belong to or show one of these lines of the index.
    pub found: Option<&'a [i64]>,
}

/// What pictures belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Belonging {
    /// Whatever.
    #[default]
    Anywhere,
    /// Nothing yet.
    Nowhere,
    /// Entries of this kind.
    To(EntryKind),
}

impl Belonging {
    fn term(self) -> Option<&'static str> {
        match self {
            Self::Anywhere => None,
            Self::Nowhere => Some(""),
            Self::To(kind) => Some(kind.term()),
        }
    }
}

/// What of it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Showing {
    /// Pictures that belong here.
    pub belonging: Belonging,
    /// Pictures that show this.
    pub role: Option<Role>,
    /// Covered ones only.
    pub covered: bool,
    /// Only those that cannot be shown.
    pub broken: bool,
}

/// How many pictures of a scope are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// What they belong to; [`Belonging::Anywhere`] never.
    pub belonging: Belonging,
    /// What they show.
    pub role: Role,
    /// Whether they are covered until asked for.
    pub covered: bool,
    /// Whether they cannot be shown.
    pub broken: bool,
    /// How many.
    pub count: u64,
}

impl Showing {
    /// Whether such pictures are shown.
    pub fn shows(&self, alike: &Alike) -> bool {
        (self.belonging == Belonging::Anywhere || self.belonging == alike.belonging)
            && self.role.is_none_or(|role| role == alike.role)
            && (alike.covered || !self.covered)
            && (alike.broken || !self.broken)
    }
}

impl Scope<'_> {
    fn conditions(self) -> (Vec<String>, Vec<Value>) {
        let (mut conditions, mut values) = (Vec::new(), Vec::new());
        index::narrow(self.unit, self.stage, (&mut conditions, &mut values));
        if let Some(found) = self.found {
            let lines = "(SELECT listing.id FROM json_each(?) AS one JOIN idx.listing ON listing.row = one.value)";
            conditions.push(format!(
                "id IN (SELECT id FROM {lines} UNION SELECT picture.id FROM {lines} AS line JOIN idx.picture
                     ON picture.owner = line.id
                 UNION SELECT attachment FROM {lines} AS line JOIN idx.depiction ON depiction.person = line.id)"
            ));
            let rows = serde_json::to_string(found).unwrap_or_default();
            values.extend(std::iter::repeat_n(Value::Text(rows), 3));
        }
        (conditions, values)
    }
}

/// The pictures of a gallery in order: unattached ones first, then by entry and place; or the newest first.
pub fn order(
    connection: &Connection,
    scope: Scope<'_>,
    showing: Showing,
    newest_first: bool,
) -> rusqlite::Result<Vec<EntryId>> {
    let (mut conditions, mut values) = scope.conditions();
    if let Some(kind) = showing.belonging.term() {
        conditions.push("owner_kind = ?".to_owned());
        values.push(Value::Text(kind.to_owned()));
    }
    if let Some(role) = showing.role {
        conditions.push("role = ?".to_owned());
        values.push(role.to_value());
    }
    if showing.covered {
        conditions.push("covered = 1".to_owned());
    }
    if showing.broken {
        conditions.push(BROKEN.to_owned());
    }
    let among = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let order = if newest_first { "id DESC" } else { "owner_key, owner, ord, id" };
    let mut statement = connection.prepare_cached(&format!("SELECT id FROM idx.picture {among} ORDER BY {order}"))?;
    let found = statement.query_map(params_from_iter(values), |row| row.get::<_, [u8; 16]>(0))?;
    found.map(|id| id.map(|bytes| EntryId(uuid::Uuid::from_bytes(bytes)))).collect()
}

/// How many pictures of a scope are alike.
pub fn tally(connection: &Connection, scope: Scope<'_>) -> rusqlite::Result<Vec<Alike>> {
    let (conditions, values) = scope.conditions();
    let among = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT owner_kind, role, covered, {BROKEN} AS broken, count(*) FROM idx.picture {among} GROUP BY 1, 2, 3, 4"
    ))?;
    let found = statement.query_map(params_from_iter(values), |row| {
        let (kind, role): (String, String) = (row.get(0)?, row.get(1)?);
        Ok(Alike {
            belonging: EntryKind::from_term(&kind).map_or(Belonging::Nowhere, Belonging::To),
            role: Role::from_term(&role).unwrap_or_default(),
            covered: row.get(2)?,
            broken: row.get(3)?,
            count: row.get::<_, i64>(4)?.unsigned_abs(),
        })
    })?;
    found.collect()
}

/// How many lines there are.
pub fn count(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT count(*) FROM idx.picture", [], |row| row.get(0))
}

/// Why no small copy of a file could be made, when that was noted.
pub fn why_unshown(connection: &Connection, master: &Checksum) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT why FROM idx.unshown WHERE master = ?")?
        .query_row([&master.0], |row| row.get(0))
        .optional()
}
