//! Making and opening a catalogue folder, in the order that trusts nothing before it is known to be ours.
//!
//! Order: the folder, the header of the file, the format number, the lock, the tables, and only then the content.

use super::{Storage, database_error, index, lock, schema, verify};
use crate::error::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const DATABASE: &str = "catalogue.db";

/// How long a program waits for another that is about to finish.
const PATIENCE: Duration = Duration::from_secs(3);

impl Storage {
    /// Makes an empty catalogue in a folder that is not there or empty.
    pub fn create(folder: &Path, title: &str) -> Result<Self> {
        if folder.exists() {
            let mut inside =
                std::fs::read_dir(folder).map_err(|error| Error::file("cannot read", folder, error))?.peekable();
            let interrupted = !folder.join(DATABASE).exists() && new_file(folder).exists();
            if inside.peek().is_some() && !interrupted {
                return Err(Error::AlreadyThere(folder.to_owned()));
            }
        }
        std::fs::create_dir_all(folder).map_err(|error| Error::file("cannot make the folder", folder, error))?;
        let beside = new_file(folder);
        if beside.exists() {
            std::fs::remove_file(&beside).map_err(|error| Error::file("cannot remove", &beside, error))?;
        }
        // made under another name, so that an interruption never leaves half a catalogue
        let database = |error: rusqlite::Error| database_error(folder, &error);
        {
            let mut connection = Connection::open(&beside).map_err(database)?;
            connection.pragma_update(None, "application_id", schema::APPLICATION_ID).map_err(database)?;
            schema::migrate(&mut connection, folder)?;
            connection
                .execute(
                    "INSERT INTO catalogue (key, value) VALUES ('title', ?), ('made_by', ?)",
                    [title, concat!("Kartoteka ", env!("CARGO_PKG_VERSION"))],
                )
                .map_err(database)?;
        }
        sync(&beside).map_err(|error| Error::file("cannot write", &beside, error))?;
        for name in ["masters", "cache"] {
            let inside = folder.join(name);
            std::fs::create_dir_all(&inside).map_err(|error| Error::file("cannot make the folder", &inside, error))?;
        }
        let readme = folder.join("README.txt");
        std::fs::write(&readme, include_str!("catalogue_readme.txt"))
            .map_err(|error| Error::file("cannot write", &readme, error))?;
        let target = folder.join(DATABASE);
        std::fs::rename(&beside, &target).map_err(|error| Error::file("cannot write", &target, error))?;
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        for named_in in [Some(folder), parent].into_iter().flatten() {
            sync(named_in).map_err(|error| Error::file("cannot write", named_in, error))?;
        }
        Self::open_to_write(folder)
    }

    /// Opens a catalogue for writing.
    pub fn open_to_write(folder: &Path) -> Result<Self> {
        let storage = Self::open_patiently(folder, PATIENCE)?;
        match &storage.read_only {
            None => Ok(storage),
            Some(why) => Err(match why.strip_prefix(HELD_BY) {
                Some(holder) => Error::InUse { path: folder.to_owned(), holder: holder.to_owned() },
                None => Error::ReadOnly { path: folder.to_owned(), why: why.clone() },
            }),
        }
    }

    /// Opens a catalogue; only for reading when somebody else writes in it or the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self> {
        Self::open_patiently(folder, Duration::ZERO)
    }

    /// Opens a catalogue only for reading, whoever has it.
    pub fn open_to_read(folder: &Path) -> Result<Self> {
        inspect(folder)?;
        Self::open_read_only(folder, "it was opened for reading".to_owned())
    }

    fn open_patiently(folder: &Path, patience: Duration) -> Result<Self> {
        inspect(folder)?;
        let begun = Instant::now();
        loop {
            match lock::take(folder) {
                Ok(Ok(lock)) => return Self::open_writable(folder, lock),
                Ok(Err(_)) if begun.elapsed() < patience => std::thread::sleep(Duration::from_millis(20)),
                Ok(Err(holder)) => return Self::open_read_only(folder, format!("{HELD_BY}{holder}")),
                Err(error) if is_no_right(&error) || error.kind() == std::io::ErrorKind::Unsupported => {
                    return Self::open_read_only(folder, "the folder or the disk cannot be written".to_owned());
                }
                Err(error) => return Err(Error::file("cannot lock", folder, error)),
            }
        }
    }

    fn open_writable(folder: &Path, lock: lock::Lock) -> Result<Self> {
        let database = |error: rusqlite::Error| database_error(folder, &error);
        let path = folder.join(DATABASE);
        // looked at before SQLite opens the file: closing it again would drop SQLite's own locks
        if no_right_to_write(&path) {
            drop(lock);
            return Self::open_read_only(folder, "catalogue.db cannot be written".to_owned());
        }
        let unclean = std::fs::metadata(folder.join("catalogue.db-wal")).is_ok_and(|log| log.len() > 0);
        // the file is there, as was looked at; that it may be created is for the index, which inherits the flags
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if unclean {
            assert_log_fits(folder)?;
        }
        let mut connection = Connection::open_with_flags(&path, flags).map_err(database)?;
        harden(&connection).map_err(database)?;
        // nothing of the log is folded into the file before it is known to be ours and sound
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(database)?;
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(database)?;
        if !mode.eq_ignore_ascii_case("wal") {
            tracing::warn!(mode, "no write-ahead log on this disk; writing more slowly");
        }
        connection.pragma_update(None, "synchronous", "FULL").map_err(database)?;
        assert_ours(&connection, folder)?;
        if unclean {
            assert_sound(&connection, folder)?;
        }
        if schema::version(&connection).map_err(database)? < schema::VERSION {
            keep_copy(&connection, folder)?;
            schema::migrate(&mut connection, folder)?;
            assert_ours(&connection, folder)?;
        }
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false).map_err(database)?;
        index::attach(&mut connection, folder, true).map_err(database)?;
        Self::opened(connection, folder, Ok(lock), None)
    }

    fn open_read_only(folder: &Path, why: String) -> Result<Self> {
        let database = |error: rusqlite::Error| database_error(folder, &error);
        let path = folder.join(DATABASE);
        let open = |immutable: bool| -> rusqlite::Result<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(uri(&path, immutable), flags)?;
            harden(&connection)?;
            // the first read shows whether the log can be used here
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
            Ok(connection)
        };
        // a write-ahead log needs a file beside it; where none can be made, the file alone is read if the log is empty
        let log_is_empty = !std::fs::metadata(folder.join("catalogue.db-wal")).is_ok_and(|log| log.len() > 0);
        let mut connection = match open(false) {
            Ok(connection) => connection,
            Err(error) if log_is_empty && cannot_make_files(&error) => open(true).map_err(database)?,
            Err(error) => return Err(database(error)),
        };
        assert_ours(&connection, folder)?;
        let copy = if schema::version(&connection).map_err(database)? < schema::VERSION {
            let (copied, copy) = newer_copy(&connection, folder)?;
            connection = copied;
            Some(copy)
        } else {
            None
        };
        index::attach(&mut connection, folder, false).map_err(database)?;
        Self::opened(connection, folder, Err(why), copy)
    }

    fn opened(
        connection: Connection,
        folder: &Path,
        lock: std::result::Result<lock::Lock, String>,
        copy: Option<tempfile::TempDir>,
    ) -> Result<Self> {
        let (lock, read_only) = match lock {
            Ok(lock) => (Some(lock), None),
            Err(why) => (None, Some(why)),
        };
        let title = connection
            .query_row("SELECT value FROM catalogue WHERE key = 'title'", [], |row| row.get(0))
            .map_err(|error| database_error(folder, &error))?;
        let folder = folder.to_owned();
        let open_here = OpenHere::new(&folder.join(DATABASE));
        Ok(Self {
            connection,
            folder,
            title,
            lock,
            read_only,
            write_failed: false,
            _open_here: open_here,
            warm: std::cell::RefCell::default(),
            _copy: copy,
        })
    }
}

/// How the reason begins when another program has the catalogue.
const HELD_BY: &str = "it is being edited by ";

/// Remembers which databases this program has open: on Unix, closing any handle of a file drops every lock the program
/// has on it, so a database that is open is never touched past SQLite.
#[derive(Debug)]
pub(super) struct OpenHere(PathBuf);

static OPEN_HERE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

impl OpenHere {
    fn new(database: &Path) -> Self {
        let path = Self::name(database);
        if let Ok(mut open) = OPEN_HERE.lock() {
            open.push(path.clone());
        }
        Self(path)
    }

    fn is_open(database: &Path) -> bool {
        let path = Self::name(database);
        OPEN_HERE.lock().is_ok_and(|open| open.contains(&path))
    }

    fn name(database: &Path) -> PathBuf {
        std::fs::canonicalize(database).unwrap_or_else(|_| database.to_owned())
    }
}

impl Drop for OpenHere {
    fn drop(&mut self) {
        if let Ok(mut open) = OPEN_HERE.lock()
            && let Some(position) = open.iter().position(|path| *path == self.0)
        {
            open.swap_remove(position);
        }
    }
}

fn new_file(folder: &Path) -> PathBuf {
    folder.join("catalogue.db.new")
}

/// Looks at the folder and the first hundred bytes, without SQLite.
fn inspect(folder: &Path) -> Result<()> {
    let not_ours = |why: &str| Error::NotACatalogue { path: folder.to_owned(), why: why.to_owned() };
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoFolder(folder.to_owned())),
        Err(error) => return Err(Error::file("cannot read", folder, error)),
        Ok(found) if !found.is_dir() => return Err(not_ours("it is a file, and a catalogue is a folder")),
        Ok(_) => {}
    }
    let path = folder.join(DATABASE);
    if OpenHere::is_open(&path) {
        // looked at when it was opened; opening and closing the file would drop the locks of that connection
        return Ok(());
    }
    assert_plain(folder)?;
    let mut header = [0_u8; 100];
    let file = match std::fs::File::open(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(if new_file(folder).exists() {
                not_ours("making it was interrupted; make it anew with `kartoteka new`")
            } else {
                not_ours("there is no catalogue.db in it")
            });
        }
        other => other.map_err(|error| Error::file("cannot read", &path, error))?,
    };
    let mut file = file;
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Err(not_ours("catalogue.db is not a database"));
    }
    let number =
        |at: usize| header.get(at..at + 4).map_or(0, |bytes| bytes.iter().fold(0_i64, |n, b| n << 8 | i64::from(*b)));
    if number(68) != i64::from(schema::APPLICATION_ID) {
        return Err(not_ours("catalogue.db belongs to another program"));
    }
    let found = number(60);
    match found {
        0 => Err(not_ours("catalogue.db says that it was never finished")),
        _ if found > schema::VERSION => {
            Err(Error::NewerVersion { path: folder.to_owned(), found, known: schema::VERSION })
        }
        _ => Ok(()),
    }
}

/// Nothing in the folder that will be opened may be a pipe, a device or a link to something else: reading a pipe never
/// ends, and writing through a link changes what is not ours.
fn assert_plain(folder: &Path) -> Result<()> {
    const FILES: &[&str] =
        &[DATABASE, "catalogue.db-wal", "catalogue.db-shm", "catalogue.db-journal", lock::LOCK, lock::NOTE];
    const FOLDERS: &[&str] = &["cache", "masters"];
    for (names, is_folder) in [(FILES, false), (FOLDERS, true)] {
        for name in names {
            let Ok(found) = std::fs::symlink_metadata(folder.join(name)) else { continue };
            if !(if is_folder { found.is_dir() } else { found.is_file() }) {
                let wanted = if is_folder { "folder" } else { "file" };
                let why = format!("{name} in it is not a plain {wanted}");
                return Err(Error::NotACatalogue { path: folder.to_owned(), why });
            }
        }
    }
    Ok(())
}

/// Settings that hold off code and surprises hidden in a file somebody sent.
fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.execute_batch(
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;",
    )?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Looks through the log of a catalogue that was not closed properly, without writing anything. A log of another file,
/// or of an older copy of this one, is put aside when the file without it is whole.
fn assert_log_fits(folder: &Path) -> Result<()> {
    let path = folder.join(DATABASE);
    let look = |uri: String| -> Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(uri, flags).map_err(|error| database_error(folder, &error))?;
        harden(&connection).map_err(|error| database_error(folder, &error))?;
        assert_ours(&connection, folder)?;
        assert_sound(&connection, folder)?;
        let newest = super::journal::head(&connection).map_err(|error| database_error(folder, &error))?.0;
        match verify::fits(&connection, newest) {
            Ok(true) => Ok(()),
            _ => Err(Error::Damaged("the last act does not follow from the one before".to_owned())),
        }
    };
    let Err(with_log) = look(uri(&path, false)) else { return Ok(()) };
    if look(uri(&path, true)).is_err() {
        return Err(with_log);
    }
    let log = folder.join("catalogue.db-wal");
    let aside = (1..1000)
        .map(|number| folder.join(format!("catalogue.db-wal.foreign-{number}")))
        .find(|aside| !aside.exists())
        .unwrap_or_else(|| folder.join("catalogue.db-wal.foreign"));
    tracing::warn!(
        aside = %aside.display(),
        "beside the catalogue lay a log of another one; it was put aside and the catalogue opened without it"
    );
    std::fs::rename(&log, &aside).map_err(|error| Error::file("cannot put aside", &log, error))?;
    let _ = std::fs::remove_file(folder.join("catalogue.db-shm"));
    Ok(())
}

fn assert_ours(connection: &Connection, folder: &Path) -> Result<()> {
    let database = |error: rusqlite::Error| database_error(folder, &error);
    let version = schema::version(connection).map_err(database)?;
    let found = schema::fingerprint(connection).map_err(database)?;
    if found == schema::expected_fingerprint(version).map_err(database)? {
        return Ok(());
    }
    let why = "its tables are not those a Kartoteka makes; it is damaged or somebody changed it".to_owned();
    Err(Error::NotACatalogue { path: folder.to_owned(), why })
}

/// Before a catalogue is brought to a newer format, what it was is kept as a file of its own. Without it nothing is
/// changed.
fn keep_copy(connection: &Connection, folder: &Path) -> Result<()> {
    let version = schema::version(connection).map_err(|error| database_error(folder, &error))?;
    let backups = folder.join("backups");
    std::fs::create_dir_all(&backups).map_err(|error| Error::file("cannot make the folder", &backups, error))?;
    let name = |number: u32| match number {
        1 => format!("before-format-{}.db", version + 1),
        later => format!("before-format-{}-{later}.db", version + 1),
    };
    // an older copy may be of another state, and is never replaced
    let kept = (1..1000).map(|number| backups.join(name(number))).find(|kept| !kept.exists());
    let Some(kept) = kept else {
        return Err(Error::AlreadyThere(backups));
    };
    let unfinished = backups.join(format!("before-format-{}.db.part", version + 1));
    let _ = std::fs::remove_file(&unfinished);
    let cannot = |why: String| Error::Database {
        path: folder.to_owned(),
        why: format!("it is of an older format, and no copy of it could be kept in {}: {why}", backups.display()),
    };
    vacuum_into(connection, &unfinished).map_err(|error| cannot(error.to_string()))?;
    {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let copy = Connection::open_with_flags(&unfinished, flags).map_err(|error| cannot(error.to_string()))?;
        assert_ours(&copy, folder)?;
        assert_sound(&copy, folder)?;
    }
    sync(&unfinished).map_err(|error| cannot(error.to_string()))?;
    std::fs::rename(&unfinished, &kept).map_err(|error| cannot(error.to_string()))?;
    sync(&backups).map_err(|error| cannot(error.to_string()))
}

/// A catalogue of an older format that can only be read is read from a copy brought to the present one.
fn newer_copy(connection: &Connection, folder: &Path) -> Result<(Connection, tempfile::TempDir)> {
    let database = |error: rusqlite::Error| database_error(folder, &error);
    let place =
        tempfile::tempdir().map_err(|error| Error::file("cannot make a folder in", std::env::temp_dir(), error))?;
    let path = place.path().join(DATABASE);
    vacuum_into(connection, &path).map_err(database)?;
    let mut copy = Connection::open(&path).map_err(database)?;
    harden(&copy).map_err(database)?;
    schema::migrate(&mut copy, folder)?;
    assert_ours(&copy, folder)?;
    Ok((copy, place))
}

fn vacuum_into(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    connection.execute("VACUUM main INTO ?", [path.to_string_lossy()]).map(drop)
}

fn assert_sound(connection: &Connection, folder: &Path) -> Result<()> {
    let verdict: String = connection
        .query_row("PRAGMA main.quick_check(1)", [], |row| row.get(0))
        .map_err(|error| database_error(folder, &error))?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(Error::Database {
        path: folder.to_owned(),
        why: format!("it was not closed properly and is damaged ({verdict}); keep a copy of the folder"),
    })
}

fn is_no_right(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem)
}

fn no_right_to_write(path: &Path) -> bool {
    std::fs::OpenOptions::new().write(true).open(path).is_err_and(|error| is_no_right(&error))
}

fn cannot_make_files(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, DiskFull, PermissionDenied, ReadOnly, SystemIoFailure};
    matches!(error.sqlite_error_code(), Some(CannotOpen | DiskFull | PermissionDenied | ReadOnly | SystemIoFailure))
}

fn uri(path: &Path, immutable: bool) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    // a drive letter and a network share need the form with an empty authority
    let begin = if path.starts_with("//") {
        "file://"
    } else if path.get(1..2) == Some(":") {
        "file:///"
    } else {
        "file:"
    };
    let mut escaped = String::from(begin);
    for character in path.chars() {
        match character {
            '%' => escaped.push_str("%25"),
            '?' => escaped.push_str("%3f"),
            '#' => escaped.push_str("%23"),
            plain => escaped.push(plain),
        }
    }
    escaped.push_str(if immutable { "?immutable=1" } else { "?mode=ro" });
    escaped
}

/// Makes sure that a file, or the names in a folder, are on the disk. Windows syncs no folders, and files only when
/// they are open for writing.
fn sync(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        return if cfg!(windows) { Ok(()) } else { std::fs::File::open(path)?.sync_all() };
    }
    std::fs::OpenOptions::new().write(true).open(path)?.sync_all()
}
