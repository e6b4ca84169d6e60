//! The monitoring bodies of a city: who assesses its plans, since when and until when. What a body writes belongs to
//! it: no other body sees its drafts, and the city can neither name it nor end it without a public reason.
//!
//! A monitoring body is a person, group or organisation that is independent of the city (OGP Local Handbook;
//! docs/RULES.md). At most one monitors a city at a time.

mod change;
pub(crate) mod tables;

pub use change::rename;
pub(crate) use change::{changed, invited, joined, left, members};

use crate::access::{Actor, InviteMonitor, Permit, SeeAssessments};
use crate::bodies::tables::{body, body_member};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Result};
use crate::ids::{AccountId, BodyId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// A monitoring body.
pub type Body = body::Model;

/// Whose drafts a caller may see and change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Own {
    /// Those of every body: Besa itself.
    All,
    /// Those of the body that the person belongs to.
    Of(BodyId),
    /// None.
    Nothing,
}

impl Own {
    /// Returns whether these drafts are among them.
    pub(crate) fn includes(self, of: BodyId) -> bool {
        match self {
            Self::All => true,
            Self::Of(own) => own == of,
            Self::Nothing => false,
        }
    }
}

/// Returns whose drafts an actor may see.
pub(crate) async fn own(city: &Scoped, actor: Actor) -> Result<Own> {
    let Some(account) = actor.account() else {
        return Ok(if actor == Actor::System { Own::All } else { Own::Nothing });
    };
    Ok(member(city, account)
        .await?
        .map_or(Own::Nothing, |row| Own::Of(row.body_id)))
}

async fn member(city: &Scoped, account: AccountId) -> Result<Option<body_member::Model>> {
    city.find::<body_member::Entity>()
        .filter(body_member::Column::AccountId.eq(account))
        .one()
        .await
}

/// Returns the body for which the actor of a change writes: the person's own; for Besa itself the current one.
///
/// # Errors
/// `Forbidden` for a person without a body.
pub(crate) async fn author(tx: &Tx) -> Result<Body> {
    match own_body(tx).await? {
        Some(own) => Ok(own),
        None if tx.actor() == Actor::System => invited(tx, None).await,
        None => Err(Error::Forbidden),
    }
}

/// Returns the body that the actor of a change belongs to.
async fn own_body(tx: &Tx) -> Result<Option<Body>> {
    let Some(account) = tx.actor().account() else {
        return Ok(None);
    };
    match member(tx, account).await? {
        Some(own) => Ok(Some(tx.get::<body::Entity>(own.body_id, "body").await?)),
        None => Ok(None),
    }
}

async fn all(city: &Scoped) -> Result<Vec<Body>> {
    city.find::<body::Entity>().order_by_asc(body::Column::Id).all().await
}

/// Returns the body that monitors the city now.
fn current_of(all: &[Body]) -> Option<&Body> {
    all.iter()
        .find(|body| body.began_on.is_some() && body.ended_on.is_none())
}

/// Returns the body that monitors the city now; `None` without one.
///
/// # Errors
/// Database errors.
pub async fn current(db: &Db, permit: &Permit<SeeAssessments>) -> Result<Option<Body>> {
    let city = db.read(permit).await?;
    Ok(current_of(&all(&city).await?).cloned())
}

/// Returns whether a person belongs to a monitoring body of the city.
///
/// # Errors
/// Database errors.
pub async fn belongs(db: &Db, permit: &Permit<InviteMonitor>) -> Result<bool> {
    let city = db.read(permit).await?;
    Ok(matches!(own(&city, permit.actor()).await?, Own::Of(_)))
}

/// Lists the bodies that monitor the city or did, in the order in which they were invited.
///
/// # Errors
/// Database errors.
pub async fn list(db: &Db, permit: &Permit<SeeAssessments>) -> Result<Vec<Body>> {
    let city = db.read(permit).await?;
    let mut begun = all(&city).await?;
    begun.retain(|body| body.began_on.is_some());
    Ok(begun)
}
