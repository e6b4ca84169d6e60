//! The whole app in a test: real routes, real worker, mail in memory, a fixed clock, sequential ids and a
//! database per test, on the engine of `BESA_TEST_DATABASE_URL` (default: SQLite).
//!
//! This crate panics on anything unexpected, which fails the test.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in tests a panic is the answer")]

mod app;
mod database;
mod links;
mod people;
mod process;
mod proxy;
mod samples;
mod sink;

pub use app::{NOW, TestApp, copy, today};
pub use besa_services::free_port;
pub use database::TestDb;
pub use people::{Answer, Nobody, Person};
pub use process::{Installation, Process};
pub use proxy::{Proxy, ProxyMode};
pub use samples::{City, Sample, evidence};
pub use sink::{Act, Sink};
