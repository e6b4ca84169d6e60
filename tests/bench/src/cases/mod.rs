//! What is measured. A round runs every case once, each beside its reference.

pub(crate) mod across;
pub(crate) mod bytes;
pub(crate) mod digests;
pub(crate) mod imports;
pub(crate) mod memory;
pub(crate) mod open;
pub(crate) mod pages;
pub(crate) mod writes;

/// Redmine's requests per CPU-second for a list and for one issue: 9 to 10 on this kind of machine.
const REDMINE: f64 = 9.5;
