-- Format 4: what a judgement rests on and when it was taken back; what a source says in its own sentence and when it
-- was said; rules by which papers are closed; words that need a gloss.

ALTER TABLE claim ADD COLUMN quotation TEXT;
ALTER TABLE claim ADD COLUMN stated_on TEXT;
-- {"reason", "by", "at"} as JSON, while it is withdrawn
ALTER TABLE conclusion ADD COLUMN withdrawn TEXT;
ALTER TABLE identity ADD COLUMN evidence TEXT;

-- Papers are closed for so many years after a death, else after a birth, else after they were made.
CREATE TABLE closure_rule (
    id BLOB PRIMARY KEY, code TEXT, jurisdiction TEXT, label TEXT, years_after_death INTEGER,
    years_after_birth INTEGER, years_after_creation INTEGER, basis TEXT, in_force INTEGER,
    made_in INTEGER NOT NULL) STRICT;
CREATE INDEX closure_rule_made_in ON closure_rule (made_in);
CREATE TABLE glossary_term (
    id BLOB PRIMARY KEY, term TEXT, language TEXT, gloss TEXT, caution INTEGER, basis TEXT,
    made_in INTEGER NOT NULL) STRICT;
CREATE INDEX glossary_term_made_in ON glossary_term (made_in);

-- Acts of a day, what once hung on another page or named it, and what was removed, without reading the whole journal.
CREATE INDEX change_set_at ON change_set (at);
CREATE INDEX change_moved ON change (before)
    WHERE op = 'edit' AND field IN ('subject', 'entry', 'attachment', 'reading', 'person', 'reference_code');
CREATE INDEX change_whole ON change (kind, seq) WHERE field IN ('', 'depicted');
