//! Plans that come in as files.

pub mod table;
