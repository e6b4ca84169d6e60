//! Pages for people.

pub mod theme;
