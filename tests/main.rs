//! One binary for every test at a border, because linking is the slow part.

mod catalogue;
