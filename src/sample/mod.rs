//! The sample catalogue.
