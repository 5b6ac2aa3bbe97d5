//! Kartoteka: a desktop catalogue for archivists who digitise prisoner file cards. Offline, one folder a catalogue.
//!
//! This page is the map. The same noun stands in every layer: what [`model::Place`] is, `storage` keeps, `ui` shows.
//!
//! # Layers
//! | Layer | What it is | What it never does |
//! |---|---|---|
//! | [`error`] | errors by cause | know a domain type |
//! | [`i18n`] | words on screen and on paper, Fluent files | know a domain type |
//! | [`settings`] | what this computer remembers between sessions | hold anything of a catalogue |
//! | [`text`] | words: folding, sort keys, transliteration, phonetics, forms of a letter | know where they stand |
//! | [`media`] | bytes in, pixels out: probe, metadata, decode in a process of its own, tiles, edges of a card | know an entry |
//! | [`model`] | what the archive holds: plain data | files, clock, SQL, screen |
//! | [`search`] | query text to query, found rows with the reason of each hit (pure) | read a catalogue |
//! | [`exchange`] | other people's formats, one file each: sheets of cards in | know a catalogue |
//! | [`reports`] | holdings to document to PDF, HTML, CSV | see more than its audience may |
//! | [`storage`] | where it lives: schema, journal, search index, masters | decide anything |
//! | [`catalogue`] | what an archivist can do: the public door of the core | draw, print |
//! | [`sample`] | the sample catalogue, written through that door | pass a drawn picture off as a photograph |
//! | [`background`] | off the UI thread: the connection's thread, jobs, progress | draw |
//! | `ui` | what it looks like (feature `gui`) | SQL, files, sleeping |
//! | [`cli`] | one file a command, straight on `catalogue` | know the window |
//!
//! # Arrows, one way only
//! Every layer may use [`error`]. `A <- B` reads "B uses A":
//! ```text
//! error, i18n, text, media, settings      leaves
//! text <- model <- search, exchange       model, i18n <- reports
//! model, text, search, media <- storage   storage, media, exchange, search, model, text <- catalogue
//! catalogue, model, media, text <- sample
//! catalogue, media, model, reports, sample, i18n, settings <- background
//! background, catalogue (its data, never a `Catalogue`), reports, model, text, i18n, settings <- ui
//! catalogue, exchange, model, reports, sample, i18n, settings <- cli
//! ```
//! `tests/architecture.rs` reads the sources and fails on any other arrow, on egui outside `ui`, on rusqlite outside
//! `storage`, on clap outside `cli`, on a file over 600 lines and on a file without a head comment.
//!
//! # Invariants
//! - **One door.** [`catalogue::Catalogue::apply`] is the only way to write: one transaction, one named act of one
//!   person, one line of history, one step of undo. Undo is a new act, never an erasure.
//! - **A change is `(before, after)` of one entry** ([`model::Change`]). The row, the line of history, the search index
//!   and the refresh of a list all come from that pair.
//! - **`(subject, property)` is never unique.** What a paper says is a [`model::Claim`]; rival claims stand side by side,
//!   and a [`model::Conclusion`] says what we hold and why, or leaves it open.
//! - **Nothing typed is normalised away.** Wording and reading are two fields; a missing value says why it is missing
//!   ([`model::Absence`], six different things).
//! - **A judgement erases nothing.** A claim that was withdrawn or is held to be false stays with the reason, so does a
//!   conclusion that was taken back; before it is done the program lists what rested on it ([`model::Dependent`]).
//! - **To merge is to judge.** Two pages held to be one man ([`model::Identity`]) keep their own claims; what is gathered
//!   from both is worked out when it is shown. So a split is exact, whatever was keyed meanwhile.
//! - **What is said of a group is not said of its members.** Counts, dates and places of a group stay on the group; a
//!   stated count stands beside those who can be named and never becomes one of them.
//! - **A word of the papers stays a word.** "Abgang" says that somebody left a list: nothing reads a death in it.
//! - **The past is the present with later lines taken back**: every page as it was is read out of the journal
//!   (`storage/study/past.rs`), nothing is kept twice for it.
//! - **What is closed is closed until its day** ([`model::Access`]), for an entry, a picture or a single value; a report
//!   for everybody is built only from what is open on the day it is made.
//! - **Incomplete or contradictory is not an error.** Saving never refuses what an archivist typed.
//! - **A master is written once** and known by its checksum. Thumbnails and the search index are caches: delete them and
//!   they come back.
//! - **A picture is decoded in a second process** with limits; whatever the file, it ends in pixels or in a reason. Nothing
//!   of how it is looked at touches the master.
//! - **What happens to a stored file is written beside the acts** ([`model::FileEvent`]) and never taken back: how it came,
//!   every look at its bytes. A check that could not be made is never a pass.
//! - **A reading is a proposal** until somebody keeps it and signs it ([`model::Claim::read_by`]); problems are said and
//!   block nothing ([`model::problems`]).
//! - **A value keeps the region it was read from.** It is taken from the form only on a scan somebody has aligned
//!   ([`model::Alignment`]), or the next of its batch, and no later change of corners or template moves it.
//! - **What is typed is on the disk within a second** as a draft, which is no part of the catalogue: in no history, no
//!   seal, no search. An act is written when a field is left.
//! - **One thread holds the connection**, and one program at a time writes a catalogue; a second one reads it and is told
//!   who has it.
//!
//! # Where is …?
//! - the undo of a claim: `catalogue`, [`catalogue::Catalogue::undo`]; the journal behind it: `storage`
//! - a box of a printed card: `assets/templates/*.toml`, no Rust needed; one drawn by an archivist:
//!   [`model::OwnTemplate`]
//! - what a key does: the one table in `ui/command.rs`; in a field: `ui/page/commands.rs`
//! - the way from a box of the form to the scan: [`model::Plane`]; how it is drawn: `ui/page/sheet.rs`
//! - the one way from a file to pixels: `media/picture.rs`; the process around it: `media/decoding`
//! - how a folder is taken in: `catalogue/take_in`; how a name is read: [`model::NamingRule`]
//! - when a stored file is read again: `catalogue/watch`; in idle time: `background/watch.rs`
//! - a draft after a crash: `ui/page/kept.rs` sends it, `ui/page/brought.rs` brings it back
//! - whether two claims disagree, and how: [`model::Disagreement`]; what is decided: `catalogue/judge.rs`
//! - the screens where sources are weighed: `ui/study`, one folder each; what they ask: [`background::study`]
//! - a word on screen: `assets/lang/*/*.ftl`
//! - the names of the fields of `--json`: the file of the command in [`cli`], pinned by `tests/cli.rs`

pub mod background;
pub mod catalogue;
pub mod cli;
pub mod error;
pub mod exchange;
pub mod i18n;
pub mod media;
pub mod model;
pub mod reports;
pub mod sample;
pub mod search;
pub mod settings;
pub mod storage;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
