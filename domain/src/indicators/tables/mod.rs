//! The tables of this feature, one file each. A model is also the record that use cases return.

pub(crate) mod indicator;
pub(crate) mod reading;
