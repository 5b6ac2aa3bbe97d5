//! The border of the module: files in, words, pixels out.
