//! Bytes in, pixels out.
