//! The tables of this feature, one file each. A model is also the record that use-cases give out.

pub(crate) mod account;
