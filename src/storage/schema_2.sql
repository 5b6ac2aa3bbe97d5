-- Format 2: what is known of a picture beside its caption, how it is looked at, who is seen where on it; and what
-- happened to the files themselves, which is no part of the acts: it is written when it happens and never taken back.

ALTER TABLE attachment ADD COLUMN caption_ours TEXT;
ALTER TABLE attachment ADD COLUMN photographer TEXT;
ALTER TABLE attachment ADD COLUMN credit TEXT;
ALTER TABLE attachment ADD COLUMN rights TEXT;
ALTER TABLE attachment ADD COLUMN copy_of TEXT;
ALTER TABLE attachment ADD COLUMN appearance TEXT;
ALTER TABLE region ADD COLUMN shows TEXT;
CREATE INDEX region_shows ON region (attachment) WHERE shows IS NOT NULL;

-- A stored file, by its checksum: how it came, what it says of itself, and how it was when it was looked at last.
-- likeness is the picture boiled down, to find the same sheet scanned again. state is a word: good, bad, missing,
-- unreadable; checked_at is empty until it was looked at.
CREATE TABLE master (
    checksum TEXT PRIMARY KEY, extension TEXT NOT NULL, size_bytes INTEGER NOT NULL, original_name TEXT NOT NULL,
    original_folder TEXT NOT NULL, modified_at INTEGER, taken_in_at INTEGER NOT NULL, taken_in_by TEXT NOT NULL,
    metadata TEXT NOT NULL, likeness TEXT NOT NULL, state TEXT NOT NULL, checked_at INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX master_checked ON master (checked_at);
CREATE INDEX master_state ON master (state) WHERE state <> 'good';

-- What happened to a stored file, as PREMIS 3 has it (eventType of the Library of Congress's list).
CREATE TABLE preservation_event (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, master TEXT NOT NULL, type TEXT NOT NULL,
    at INTEGER NOT NULL, agent TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE INDEX preservation_event_master ON preservation_event (master);
