//! Reports that a plan's records are compiled into.

pub mod self_assessment;
