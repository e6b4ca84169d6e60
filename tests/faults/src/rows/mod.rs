//! The faults, by the part that fails.

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

/// Causes a fault and ends it again. Returns why the row failed, if it did.
pub(crate) type Run = for<'w, 'a> fn(&'w mut World<'a>) -> LocalBoxFuture<'w, Held>;

/// One fault injection test.
pub(crate) struct Row {
    /// Its number, such as `F-22`, used in docs/SECURITY.md.
    pub(crate) id: &'static str,
    /// The fault, in a few words.
    pub(crate) name: &'static str,
    /// The engines on which it runs.
    pub(crate) engines: &'static [Engine],
    /// The engines on which the short form runs it.
    pub(crate) short: &'static [Engine],
    /// The function that runs it.
    pub(crate) run: Run,
}

const BOTH: &[Engine] = &[Engine::Sqlite, Engine::Postgres];
const SQLITE: &[Engine] = &[Engine::Sqlite];
const POSTGRES: &[Engine] = &[Engine::Postgres];

/// Creates a row that is not in the short form.
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
    /// Adds the row to the short form.
    fn short(self) -> Self {
        let engines = self.engines;
        self.short_on(engines)
    }

    /// Adds the row to the short form on these engines.
    fn short_on(self, engines: &'static [Engine]) -> Self {
        Self { short: engines, ..self }
    }
}

/// Returns every row, sorted by number.
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

/// Fails with the reason `otherwise` unless `is_so`.
fn must(is_so: bool, otherwise: impl Into<String>) -> Held {
    if is_so { Ok(()) } else { Err(otherwise.into()) }
}
