//! The faults, by what breaks.

mod change;
mod compound;
mod hostile;
mod http;
mod postgres;
mod process;
mod redis;
mod smtp;
mod sqlite;
mod store;
mod time;

use crate::world::{Engine, Held, World};
use futures_util::future::LocalBoxFuture;

/// Breaks something, and mends it again.
pub(crate) type Run = for<'w, 'a> fn(&'w mut World<'a>) -> LocalBoxFuture<'w, Held>;

/// One fault.
pub(crate) struct Row {
    /// Its number, `F-22`, by which docs/SECURITY.md names it.
    pub(crate) id: &'static str,
    /// What breaks.
    pub(crate) name: &'static str,
    /// On which engines it means something.
    pub(crate) engines: &'static [Engine],
    /// On which engines the short form has it.
    pub(crate) short: &'static [Engine],
    /// The fault.
    pub(crate) run: Run,
}

const BOTH: &[Engine] = &[Engine::Sqlite, Engine::Postgres];
const SQLITE: &[Engine] = &[Engine::Sqlite];
const POSTGRES: &[Engine] = &[Engine::Postgres];

/// A row of the whole form.
fn row(id: &'static str, name: &'static str, engines: &'static [Engine], run: Run) -> Row {
    Row {
        id,
        name,
        engines,
        short: &[],
        run,
    }
}

impl Row {
    /// The same, in the short form too.
    fn short(self) -> Self {
        let engines = self.engines;
        self.short_on(engines)
    }

    /// The same, in the short form too, on these engines.
    fn short_on(self, engines: &'static [Engine]) -> Self {
        Self { short: engines, ..self }
    }
}

/// Every fault.
pub(crate) fn all() -> Vec<Row> {
    let mut all: Vec<Row> = [
        process::rows(),
        postgres::rows(),
        sqlite::rows(),
        redis::rows(),
        smtp::rows(),
        http::rows(),
        store::rows(),
        time::rows(),
        change::rows(),
        compound::rows(),
        hostile::rows(),
    ]
    .into_iter()
    .flatten()
    .collect();
    all.sort_by_key(|row| row.id);
    all
}

/// Fails a row unless something is so.
fn must(is_so: bool, otherwise: impl Into<String>) -> Held {
    if is_so { Ok(()) } else { Err(otherwise.into()) }
}
