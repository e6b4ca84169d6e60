//! The whole app in a test: real routes, real worker, mail in memory, a fixed clock, counted ids
//! and a database of its own, on the engine that `BESA_TEST_DATABASE_URL` picks.
//!
//! This crate panics on anything unexpected, which fails the test.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in tests a panic is the answer")]

mod app;
mod database;
mod door;
mod links;
mod people;
mod process;
mod samples;
mod sink;

pub use app::{NOW, TestApp, copy, today};
pub use database::TestDb;
pub use door::{Door, Way};
pub use people::{Answer, Nobody, Person};
pub use process::{Installation, Process, free_port};
pub use samples::{City, Sample};
pub use sink::{Act, Sink};
