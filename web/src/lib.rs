//! Pages for people.

pub mod assets;
pub mod compress;
pub mod icon;
pub mod theme;
pub mod wall;
