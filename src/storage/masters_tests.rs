//! Tests of the stored scans.
