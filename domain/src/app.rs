//! What every role of the program is handed.

use crate::access::Gate;
use crate::clock::Clock;
use crate::db::Db;
use crate::ids::Ids;
use crate::log::{Checks, LogKey};
use crate::ports::{Limiter, SharedFiles};
use std::sync::Arc;

/// The product, ready to be put behind an API, pages or a worker.
#[derive(Clone, Debug)]
pub struct App {
    /// The database, behind permits.
    pub db: Db,
    /// Who may do what.
    pub gate: Gate,
    /// Where files are kept.
    pub files: SharedFiles,
    /// Counts tries.
    pub limiter: Arc<dyn Limiter>,
    /// Signs the heads of the logs; without it they are not signed.
    pub log_key: Option<LogKey>,
    /// What the last checks of logs said.
    pub log_checks: Arc<Checks>,
    /// The address people reach this at, without a slash at the end.
    pub base_url: Arc<str>,
}

impl App {
    /// The clock.
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// The ids.
    pub fn ids(&self) -> &Ids {
        self.db.ids()
    }
}
