//! Queries over rows where sources are weighed, one file an area.

pub mod closing;
pub mod glossary;
pub mod identity;
pub mod judging;
pub mod life;
pub mod past;
pub mod tally;
