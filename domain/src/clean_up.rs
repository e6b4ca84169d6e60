//! The nightly clean-up removes data that is no longer needed: files of forms that were never saved and
//! of aborted uploads, stored responses of idempotent requests, ended sessions, used links and old mail
//! counters. It never removes records or anything that the event log names.

use crate::access::{CleanUp, Permit};
use crate::db::Db;
use crate::error::Result;
use crate::ids::TenantId;
use crate::ports::Files;
use crate::{evidence, mail_budget, once, people};

/// The numbers of removed items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Files to which no record refers.
    pub files: u64,
    /// Stored responses of idempotent requests.
    pub answers: u64,
    /// Ended sessions, sign-in links, and known browsers that were not used for long.
    pub sessions: u64,
    /// Counters of the mail budget.
    pub counters: u64,
}

/// Removes data of a city or of the platform that is no longer needed. It may run again, or several
/// times at once.
///
/// # Errors
/// Errors of the database and of the file store.
pub async fn clean_up(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<Removed> {
    let mut gone = Removed {
        files: evidence::forget_abandoned(db, files, permit).await?,
        answers: once::forget(db, permit).await?,
        ..Removed::default()
    };
    if permit.tenant() == TenantId::PLATFORM {
        gone.sessions = people::forget_ended(db, permit).await? + people::forget_unused(db, permit).await?;
        gone.counters = mail_budget::forget(db, permit).await?;
    }
    Ok(gone)
}
