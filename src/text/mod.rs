//! WORDS: folding for search, sort keys, sounds. No domain types.
