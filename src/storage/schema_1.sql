-- Kartoteka catalogue, format 1. Identifiers are UUIDs of 16 bytes; moments are milliseconds since 1970-01-01 UTC;
-- made_in is the number of the act (change_set.seq) that made the row; lists and readings are JSON.

CREATE TABLE catalogue (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE holding_unit (
    id BLOB PRIMARY KEY, parent BLOB, reference_code TEXT, level TEXT, title TEXT, dates TEXT, extent TEXT,
    creator TEXT, repository TEXT, scope_and_content TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE file_card (
    id BLOB PRIMARY KEY, reference_code TEXT, template TEXT, unit BLOB, specimen INTEGER, stage TEXT, access TEXT,
    made_in INTEGER NOT NULL) STRICT;
CREATE TABLE person (
    id BLOB PRIMARY KEY, reference_code TEXT, label TEXT, access TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE place (
    id BLOB PRIMARY KEY, reference_code TEXT, kind TEXT, label TEXT, name_de TEXT, name_local TEXT, country TEXT,
    latitude REAL, longitude REAL, since TEXT, until TEXT, wikidata TEXT, basis TEXT,
    made_in INTEGER NOT NULL) STRICT;
CREATE TABLE event (
    id BLOB PRIMARY KEY, reference_code TEXT, kind TEXT, label TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE prisoner_group (
    id BLOB PRIMARY KEY, reference_code TEXT, kind TEXT, label TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE source (
    id BLOB PRIMARY KEY, reference_code TEXT, kind TEXT, title TEXT, author TEXT, date TEXT, repository TEXT,
    description TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE attachment (
    id BLOB PRIMARY KEY, entry BLOB, ord INTEGER, reference_code TEXT, master TEXT, extension TEXT,
    original_name TEXT, size_bytes INTEGER, width_px INTEGER, height_px INTEGER, ppi REAL, role TEXT, caption TEXT,
    caption_source BLOB, caption_locator TEXT, date TEXT, date_absence TEXT, depicted TEXT, content_note TEXT,
    drawn INTEGER, alignment TEXT, access TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE region (
    id BLOB PRIMARY KEY, attachment BLOB, x REAL, y REAL, width REAL, height REAL, outline TEXT,
    made_in INTEGER NOT NULL) STRICT;
CREATE TABLE claim (
    id BLOB PRIMARY KEY, subject BLOB, property TEXT, field TEXT, ord INTEGER, as_written TEXT, reading TEXT, read_by TEXT,
    absence TEXT, scope TEXT, source BLOB, locator TEXT, region BLOB, certainty TEXT, keyed_by TEXT,
    keyed_at INTEGER, pass INTEGER, status TEXT, status_reason TEXT, remark TEXT, access TEXT,
    made_in INTEGER NOT NULL, meant BLOB) STRICT;
CREATE TABLE conclusion (
    id BLOB PRIMARY KEY, reference_code TEXT, subject BLOB, property TEXT, kind TEXT, weighed TEXT, decision TEXT,
    chosen TEXT, reason TEXT, by TEXT, at INTEGER, made_in INTEGER NOT NULL) STRICT;
CREATE TABLE provenance_note (
    id BLOB PRIMARY KEY, subject BLOB, kind TEXT, text TEXT, date TEXT, author TEXT, access TEXT,
    made_in INTEGER NOT NULL) STRICT;
CREATE TABLE identity (
    id BLOB PRIMARY KEY, entry BLOB, person BLOB, verdict TEXT, reason TEXT, by TEXT, at INTEGER,
    made_in INTEGER NOT NULL) STRICT;
CREATE TABLE own_template (id BLOB PRIMARY KEY, template TEXT, made_in INTEGER NOT NULL) STRICT;

CREATE INDEX holding_unit_reference ON holding_unit (reference_code);
CREATE INDEX file_card_reference ON file_card (reference_code);
CREATE INDEX person_reference ON person (reference_code);
CREATE INDEX place_reference ON place (reference_code);
CREATE INDEX event_reference ON event (reference_code);
CREATE INDEX prisoner_group_reference ON prisoner_group (reference_code);
CREATE INDEX source_reference ON source (reference_code);
CREATE INDEX attachment_reference ON attachment (reference_code) WHERE reference_code <> '';
CREATE INDEX conclusion_reference ON conclusion (reference_code) WHERE reference_code <> '';

CREATE INDEX holding_unit_parent ON holding_unit (parent) WHERE parent IS NOT NULL;
CREATE INDEX file_card_unit ON file_card (unit) WHERE unit IS NOT NULL;
CREATE INDEX attachment_caption_source ON attachment (caption_source) WHERE caption_source IS NOT NULL;
CREATE INDEX claim_region ON claim (region) WHERE region IS NOT NULL;
CREATE INDEX file_card_stage ON file_card (stage);
CREATE INDEX attachment_aligned ON attachment (role, id) WHERE alignment IS NOT NULL;
CREATE INDEX attachment_entry ON attachment (entry);
CREATE INDEX attachment_master ON attachment (master);
CREATE INDEX region_attachment ON region (attachment);
CREATE INDEX claim_subject ON claim (subject);
CREATE INDEX claim_source ON claim (source) WHERE source IS NOT NULL;
CREATE INDEX claim_meant ON claim (meant) WHERE meant IS NOT NULL;
CREATE INDEX conclusion_subject ON conclusion (subject);
CREATE INDEX provenance_note_subject ON provenance_note (subject);
CREATE INDEX identity_entry ON identity (entry);
CREATE INDEX identity_person ON identity (person);

CREATE INDEX holding_unit_made_in ON holding_unit (made_in);
CREATE INDEX file_card_made_in ON file_card (made_in);
CREATE INDEX person_made_in ON person (made_in);
CREATE INDEX place_made_in ON place (made_in);
CREATE INDEX event_made_in ON event (made_in);
CREATE INDEX prisoner_group_made_in ON prisoner_group (made_in);
CREATE INDEX source_made_in ON source (made_in);
CREATE INDEX attachment_made_in ON attachment (made_in);
CREATE INDEX region_made_in ON region (made_in);
CREATE INDEX claim_made_in ON claim (made_in);
CREATE INDEX conclusion_made_in ON conclusion (made_in);
CREATE INDEX provenance_note_made_in ON provenance_note (made_in);
CREATE INDEX identity_made_in ON identity (made_in);
CREATE INDEX own_template_made_in ON own_template (made_in);

-- The journal. What an act made is not copied here: the rows it made carry its number in made_in, and `made` is the
-- SHA-256 over them as they were made. `hash` covers the act, its lines, `made` and the hash of the act before.
CREATE TABLE change_set (
    seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, act TEXT NOT NULL, about TEXT NOT NULL, author TEXT NOT NULL,
    reason TEXT NOT NULL, at INTEGER NOT NULL, undoes INTEGER, undone_by INTEGER, made BLOB NOT NULL,
    hash BLOB NOT NULL) STRICT;
-- One line a changed field. A removed entry has one line without field, with the whole entry as JSON in before and
-- the act that had made it in made_in.
CREATE TABLE change (
    seq INTEGER NOT NULL, ord INTEGER NOT NULL, entry BLOB NOT NULL, kind TEXT NOT NULL, owner BLOB NOT NULL,
    op TEXT NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT, made_in INTEGER, PRIMARY KEY (seq, ord)) STRICT,
    WITHOUT ROWID;
CREATE INDEX change_entry ON change (entry, seq);
CREATE INDEX change_owner ON change (owner, seq);
CREATE INDEX change_made_in ON change (made_in) WHERE made_in IS NOT NULL;

-- SHA-256 over each page: an entry and everything that hangs on it. SQLite itself does not notice a flipped bit.
CREATE TABLE seal (owner BLOB PRIMARY KEY, hash BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- What is typed and not yet said to be so: no part of the catalogue, of its history or of its seals. The row goes when
-- the value is written or taken back; after a crash it brings the typing back.
CREATE TABLE draft (
    entry BLOB NOT NULL, slot TEXT NOT NULL, text TEXT NOT NULL, base TEXT NOT NULL, author TEXT NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY (entry, slot)) STRICT, WITHOUT ROWID;
