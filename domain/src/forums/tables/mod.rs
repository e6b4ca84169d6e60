//! The tables of this feature, one file each. A model is also the record that use cases return.

pub(crate) mod attendance;
pub(crate) mod decision;
pub(crate) mod forum;
pub(crate) mod meeting;
pub(crate) mod paper;
pub(crate) mod seat;
