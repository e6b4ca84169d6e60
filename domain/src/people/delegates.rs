//! Which civil-society members act for which organisation: what they say and sign counts for it.

use crate::access::{Actor, ManagePeople, Permit, Role};
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::ids::{AccountId, OrganisationId};
use crate::log::Event;
use crate::once::Once;
use crate::people::tables::{delegate, membership};
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use sea_orm::{ColumnTrait, QueryFilter};

/// A person of civil society, and the organisation they act for.
pub type Delegate = delegate::Model;

/// Lists everybody who acts for an organisation.
///
/// # Errors
/// Database errors.
pub async fn delegates(db: &Db, permit: &Permit<ManagePeople>) -> Result<Vec<Delegate>> {
    let city = db.read(permit).await?;
    city.find::<delegate::Entity>().all().await
}

/// Sets the organisation that a person acts for; `None` removes it. What they said for an earlier
/// organisation stays with that organisation.
///
/// # Errors
/// `NotFound` for a person who is not a co-creator in this city, and for an organisation that is not in
/// it.
pub async fn appoint(
    db: &Db,
    permit: &Permit<ManagePeople>,
    once: Option<&Once>,
    account: AccountId,
    organisation: Option<OrganisationId>,
) -> Result<()> {
    db.change(permit, once, async |tx| {
        let select = tx
            .platform()
            .find::<membership::Entity>()
            .filter(membership::Column::TenantId.eq(tx.tenant()))
            .filter(membership::Column::AccountId.eq(account))
            .filter(membership::Column::Role.eq(Role::Cocreator));
        let member = tx.platform().one(select).await?.ok_or(Error::NotFound("member"))?;
        let of = match organisation {
            Some(id) => Some(tx.get::<organisation::Entity>(id, "organisation").await?),
            None => None,
        };
        tx.sweep::<delegate::Entity>(delegate::Column::AccountId.eq(account))
            .await?;
        if let Some(of) = &of {
            let row = Delegate {
                tenant_id: tx.tenant(),
                id: tx.id(),
                account_id: account,
                organisation_id: of.id,
                created_at: tx.now(),
            };
            tx.add(row).await?;
        }
        let name = of.map(|of| of.name);
        tx.record(Event::PeopleAppoint { title: name }.about(member.id).private())
            .await?;
        Ok(())
    })
    .await
}

/// Returns the organisation that somebody acts for.
pub(crate) async fn represented(city: &Scoped, actor: Actor) -> Result<Option<Organisation>> {
    let Some(account) = actor.account() else {
        return Ok(None);
    };
    let found = city
        .find::<delegate::Entity>()
        .filter(delegate::Column::AccountId.eq(account))
        .with::<organisation::Entity>(organisation::Column::Id, delegate::Column::OrganisationId)
        .each(|row| row.other::<organisation::Entity>())
        .await?;
    Ok(found.into_iter().next().flatten())
}
