//! The API over a database of its own: what a coordinator, an implementer, a viewer, a stranger and
//! a passer-by get.

mod evidence;
mod milestones;
mod posts;
mod privacy;
mod problems;
mod sessions;
mod world;
