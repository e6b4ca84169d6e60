//! The application, as every role of the program (API, pages, worker) receives it.

use crate::access::Gate;
use crate::clock::Clock;
use crate::db::Db;
use crate::ids::Ids;
use crate::log::{Checks, LogKey};
use crate::ports::{Limiter, SharedFiles};
use std::borrow::Cow;
use std::sync::Arc;

/// The application: the database, and the ports and settings that the API, the pages and the worker share.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Decides who may do what.
    pub gate: Gate,
    /// The file store.
    pub files: SharedFiles,
    /// Counts attempts for rate limits.
    pub limiter: Arc<dyn Limiter>,
    /// Signs the heads of the event logs; `None` when they are not signed.
    pub log_key: Option<LogKey>,
    /// The results of the last checks of event logs.
    pub log_checks: Arc<Checks>,
    /// The public base URL, without a trailing slash.
    pub base_url: Arc<str>,
}

impl App {
    /// Returns the clock.
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// Returns the application for one page, which reads in one transaction.
    pub fn page(&self) -> Self {
        Self {
            db: self.db.page(),
            ..self.clone()
        }
    }

    /// Returns whether the public base URL is HTTPS.
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https:")
    }

    /// Returns the name of a cookie on this installation. With HTTPS it gets the prefix `__Host-`, so
    /// that a browser binds it to this host (RFC 6265bis).
    pub fn cookie(&self, plain: &'static str) -> Cow<'static, str> {
        if self.is_secure() {
            format!("__Host-{plain}").into()
        } else {
            plain.into()
        }
    }

    /// Returns the generator of ids.
    pub fn ids(&self) -> &Ids {
        self.db.ids()
    }
}
