//! What nobody needs any more goes, each night: files of forms that were never saved and of
//! uploads that were cut off, answers kept for requests that come again, sessions that ended, links
//! that were used. Records never go, nor what the log names.

use crate::access::{CleanUp, Permit};
use crate::db::Db;
use crate::error::Result;
use crate::ids::TenantId;
use crate::ports::Files;
use crate::{evidence, mail_budget, once, people};

/// What went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gone {
    /// Files that no record points at.
    pub files: u64,
    /// Answers kept for requests that come again.
    pub answers: u64,
    /// Sessions, links and browsers that are no longer used.
    pub sessions: u64,
    /// Counters of mails.
    pub counters: u64,
}

/// Removes what nobody needs any more, of a city or of the platform. Running it again, or at the
/// same time, does no harm.
///
/// # Errors
/// The database's own, and the file store's.
pub async fn clean_up(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<Gone> {
    let mut gone = Gone {
        files: evidence::forget_abandoned(db, files, permit).await?,
        answers: once::forget(db, permit).await?,
        ..Gone::default()
    };
    if permit.tenant() == TenantId::PLATFORM {
        gone.sessions = people::forget_ended(db, permit).await? + people::forget_unused(db, permit).await?;
        gone.counters = mail_budget::forget(db, permit).await?;
    }
    Ok(gone)
}
