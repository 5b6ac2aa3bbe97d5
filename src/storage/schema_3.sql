-- Format 3: searches that are kept, by their name, for everybody who works in the catalogue.

CREATE TABLE saved_search (
    id BLOB PRIMARY KEY, label TEXT, query TEXT, made_in INTEGER NOT NULL) STRICT;
CREATE INDEX saved_search_made_in ON saved_search (made_in);
