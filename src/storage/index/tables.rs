//! The tables of the search index.

/// The tables.
///
/// `listing` is the line of a list. The columns that end in `key` sort as a reader expects; its indices hold an order
/// whole, so that a page of a list is read off one of them.
///
/// `gone` names the lines that were taken away of late, so that orders in memory can let go of just these.
///
/// `words` holds what entries are found by: a column a [`crate::search::findable::Zone`] with folded words, then
/// `facts` and `tagged`. Folded words are letters and figures; every other token begins with a `_`, so that nothing
/// somebody types is mistaken for one: see [`super::tokens`].
///
/// `name_word` is the vocabulary of names as they are spelled, small letters; `name_key` says which of them are worth
/// comparing with a name that has the same key; `name_part` finds those that hold some letters.
///
/// `number` holds every number that stands, of cards, persons and whoever has one: `number` in capitals, with `?` for
/// what is illegible; `value` its figures when it has nothing else but a series letter; `series` the term of its
/// register; `issuer` the id of the camp that gave it and `issuer_name` the camp as the source names it, folded;
/// `arrived` the first day its holder may have arrived.
///
/// `day` holds the dates: `is_long` parts those that span more than [`super::draw::LONG_DAYS`] days from the others, so
/// that what overlaps a span is found without looking at every date before it.
pub(in crate::storage) const TABLES: &str = "
CREATE TABLE idx.state (
    one INTEGER PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL, head BLOB NOT NULL, made INTEGER NOT NULL)
    STRICT;
CREATE TABLE idx.gone (seq INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (seq, row)) STRICT, WITHOUT ROWID;
CREATE TABLE idx.listing (
    row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, unit BLOB, reference_code TEXT NOT NULL,
    reference_key BLOB NOT NULL, label TEXT NOT NULL, label_key BLOB NOT NULL, sort_of TEXT NOT NULL,
    number TEXT NOT NULL, number_key TEXT NOT NULL, date TEXT NOT NULL, day INTEGER, pictures INTEGER NOT NULL,
    disputed INTEGER NOT NULL, changed_seq INTEGER NOT NULL, changed_at INTEGER NOT NULL, stage TEXT NOT NULL,
    facets BLOB NOT NULL) STRICT;
CREATE INDEX idx.listing_reference ON listing (kind, reference_key);
CREATE INDEX idx.listing_stage ON listing (kind, stage, reference_key);
CREATE INDEX idx.listing_unit ON listing (unit, kind, reference_key) WHERE unit IS NOT NULL;
CREATE INDEX idx.listing_label ON listing (kind, label_key, reference_key);
CREATE INDEX idx.listing_number ON listing (kind, number_key, reference_key);
CREATE INDEX idx.listing_day ON listing (kind, day, reference_key);
CREATE INDEX idx.listing_changed ON listing (kind, changed_seq);
CREATE INDEX idx.listing_changed_at ON listing (changed_at);
CREATE INDEX idx.listing_code ON listing (reference_code COLLATE NOCASE) WHERE reference_code <> '';
CREATE TABLE idx.number (
    one INTEGER PRIMARY KEY, property TEXT NOT NULL, number TEXT NOT NULL, value INTEGER, series TEXT NOT NULL,
    issuer BLOB, issuer_name TEXT NOT NULL, arrived INTEGER, entry BLOB NOT NULL, kind TEXT NOT NULL,
    row INTEGER NOT NULL) STRICT;
CREATE INDEX idx.number_number ON number (number, property);
CREATE INDEX idx.number_value ON number (value, series) WHERE value IS NOT NULL;
CREATE INDEX idx.number_unclear ON number (number) WHERE instr(number, '?') > 0;
CREATE INDEX idx.number_row ON number (row);
CREATE TABLE idx.day (
    field INTEGER NOT NULL, is_long INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    row INTEGER NOT NULL, PRIMARY KEY (field, is_long, first, last, row)) STRICT, WITHOUT ROWID;
CREATE INDEX idx.day_row ON day (row);
CREATE TABLE idx.depiction (person BLOB NOT NULL, attachment BLOB NOT NULL, PRIMARY KEY (person, attachment))
    STRICT, WITHOUT ROWID;
CREATE INDEX idx.depiction_attachment ON depiction (attachment);
CREATE TABLE idx.name_word (word INTEGER PRIMARY KEY, raw TEXT NOT NULL UNIQUE, folded TEXT NOT NULL) STRICT;
CREATE INDEX idx.name_word_folded ON name_word (folded);
CREATE TABLE idx.name_key (
    key TEXT NOT NULL, is_wide INTEGER NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (key, is_wide, word))
    STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE idx.name_part USING fts5(folded, content='', detail=none, tokenize='trigram');
CREATE TABLE idx.facet_value (
    value INTEGER PRIMARY KEY, field TEXT NOT NULL, term TEXT NOT NULL, label TEXT NOT NULL, UNIQUE (field, term))
    STRICT;
CREATE TABLE idx.facet (value INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (value, row)) STRICT, WITHOUT ROWID;
CREATE TABLE idx.facet_count (
    kind TEXT NOT NULL, value INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE idx.words USING fts5(
    name, kin, camp, place, number, transport, role, note, by, code, text, facts, tagged,
    content='', contentless_delete=1, prefix='1 2 3', tokenize=\"ascii tokenchars '_'\");
";

/// Takes them away, before they are made anew.
pub(super) const DROP: &str = "
DROP TABLE IF EXISTS idx.gone; DROP TABLE IF EXISTS idx.words; DROP TABLE IF EXISTS idx.name_part; DROP TABLE IF EXISTS idx.facet_count;
DROP TABLE IF EXISTS idx.facet; DROP TABLE IF EXISTS idx.facet_value; DROP TABLE IF EXISTS idx.name_key;
DROP TABLE IF EXISTS idx.name_word; DROP TABLE IF EXISTS idx.depiction; DROP TABLE IF EXISTS idx.day;
DROP TABLE IF EXISTS idx.number; DROP TABLE IF EXISTS idx.listing; DROP TABLE IF EXISTS idx.state;
DROP TABLE IF EXISTS idx.wording;
";
