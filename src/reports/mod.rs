//! Holdings to documents.
