//! The end of a monitoring body.

use super::members;
use crate::access::{InviteMonitor, Permit, Role};
use crate::bodies::{self, Body};
use crate::db::{Db, Tx};
use crate::error::{Result, fresh};
use crate::once::Once;

/// Ends the body that a person belongs to, or for an operator the current one: the role is taken from each of its
/// members.
///
/// # Errors
/// `NotFound("body")`; `StaleVersion`; the field errors of `reason`, which is public.
pub async fn end_body(
    db: &Db,
    permit: &Permit<InviteMonitor>,
    once: Option<&Once>,
    version: i32,
    reason: &str,
) -> Result<Body> {
    let find = async |tx: &Tx| bodies::changed(tx).await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        for account in bodies::members(tx, old.id).await? {
            members::dismiss(tx, (account, Role::Monitor), Some(reason)).await?;
        }
        Ok(old)
    })
    .await
}
