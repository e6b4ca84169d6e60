//! What every role of the program is handed.

use crate::access::Gate;
use crate::clock::Clock;
use crate::db::Db;
use crate::ids::Ids;
use crate::log::{Checks, LogKey};
use crate::ports::{Limiter, SharedFiles};
use std::borrow::Cow;
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

    /// The same for one page, which reads in one transaction.
    pub fn page(&self) -> Self {
        Self {
            db: self.db.page(),
            ..self.clone()
        }
    }

    /// Whether people reach this by https.
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https:")
    }

    /// The name of one of our cookies on this install; by https a browser binds it to this host
    /// (`__Host-`, RFC 6265bis).
    pub fn cookie(&self, plain: &'static str) -> Cow<'static, str> {
        if self.is_secure() {
            format!("__Host-{plain}").into()
        } else {
            plain.into()
        }
    }

    /// The ids.
    pub fn ids(&self) -> &Ids {
        self.db.ids()
    }
}
