//! The tables of this feature, one file each. A model is also the record that use cases return.

pub(crate) mod due_change;
pub(crate) mod finding;
pub(crate) mod milestone;
pub(crate) mod progress;
pub(crate) mod responsible;
