//! Which implementer reports on which commitment.

use crate::access::{Action, Actor, EditCommitment, Permit, ReportProgress};
use crate::commitments::tables::{assignment, commitment};
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommitmentId};
use crate::log::Event;
use crate::once::Once;
use sea_orm::{ColumnTrait, QueryFilter};

/// The assignment of a commitment to an implementer, who reports on it.
pub type Assignment = assignment::Model;

/// Sets the commitments that an implementer reports on. It replaces the earlier list.
///
/// # Errors
/// `NotFound` for a commitment that the city does not have.
pub async fn assign(
    db: &Db,
    permit: &Permit<EditCommitment>,
    once: Option<&Once>,
    account: AccountId,
    to: &[CommitmentId],
) -> Result<()> {
    db.change(permit, once, async |tx| {
        let held = of_account(tx, account).await?;
        for id in to.iter().copied() {
            tx.get::<commitment::Entity>(id, "commitment").await?;
            if held.iter().any(|one| one.commitment_id == id) {
                continue;
            }
            let row = Assignment {
                tenant_id: tx.tenant(),
                id: tx.id(),
                commitment_id: id,
                account_id: account,
            };
            tx.add(row).await?;
            tx.record(Event::CommitmentAssign {}.about(id).private()).await?;
        }
        for gone in held.iter().filter(|one| !to.contains(&one.commitment_id)) {
            tx.remove::<assignment::Entity>(assignment::Column::Id, gone.id).await?;
            tx.record(Event::CommitmentUnassign {}.about(gone.commitment_id).private())
                .await?;
        }
        Ok(())
    })
    .await
}

/// Lists all assignments of the city.
///
/// # Errors
/// Database errors.
pub async fn assignments(db: &Db, permit: &Permit<EditCommitment>) -> Result<Vec<Assignment>> {
    let city = db.read(permit).await?;
    city.find::<assignment::Entity>().all().await
}

/// Returns the commitments to which the caller's reports are limited; `None` when they may report on all.
///
/// # Errors
/// Database errors.
pub async fn scope(db: &Db, permit: &Permit<ReportProgress>) -> Result<Option<Vec<CommitmentId>>> {
    let (true, Actor::Person(account)) = (permit.assigned_only(), permit.actor()) else {
        return Ok(None);
    };
    let city = db.read(permit).await?;
    let rows = of_account(&city, account).await?;
    Ok(Some(rows.into_iter().map(|row| row.commitment_id).collect()))
}

/// Checks that the permit covers a commitment.
///
/// # Errors
/// `Forbidden` when the permit is limited to assigned commitments and this is not one of them.
pub(crate) async fn within_assignment<A: Action>(city: &Scoped, permit: &Permit<A>, id: CommitmentId) -> Result<()> {
    if !permit.assigned_only() {
        return Ok(());
    }
    match permit.actor() {
        Actor::Person(account) if find(city, id, account).await?.is_some() => Ok(()),
        Actor::Person(_) | Actor::Anyone | Actor::System => Err(Error::Forbidden),
    }
}

async fn of_account(city: &Scoped, account: AccountId) -> Result<Vec<Assignment>> {
    city.find::<assignment::Entity>()
        .filter(assignment::Column::AccountId.eq(account))
        .all()
        .await
}

async fn find(city: &Scoped, id: CommitmentId, account: AccountId) -> Result<Option<Assignment>> {
    city.find::<assignment::Entity>()
        .filter(assignment::Column::CommitmentId.eq(id))
        .filter(assignment::Column::AccountId.eq(account))
        .one()
        .await
}
