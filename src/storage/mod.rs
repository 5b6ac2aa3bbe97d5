//! WHERE IT LIVES.
pub mod masters;
