//! Access to a city: the city by its slug, the caller's current roles there, and what the gate permits.

use super::{reviewers, staff_roles};
use crate::access::{Action, Caller, CallerInCity, Gate, Permit, Role, StaffRole};
use crate::accounts::tables::account;
use crate::db::{Db, joined};
use crate::error::{Error, Result};
use crate::ids::{AccountId, TenantId};
use crate::people::tables::{membership, staff};
use crate::tenants::{self, Tenant};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::BTreeSet;
use std::ops::Deref;

/// A caller in one city.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The city.
    pub tenant: Tenant,
    standing: CallerInCity,
}

impl Deref for Visit {
    type Target = CallerInCity;

    fn deref(&self) -> &CallerInCity {
        &self.standing
    }
}

impl Gate {
    /// Opens a city to a caller.
    ///
    /// # Errors
    /// `NotFound("city")` when there is no such city.
    pub async fn visit(&self, db: &Db, caller: Caller, slug: &str) -> Result<Visit> {
        let tenant = tenants::by_slug(db, slug).await?;
        let (here, across) = match Self::counts(caller, tenant.id) {
            None => (Vec::new(), Vec::new()),
            Some((account, _)) => all_roles(db, tenant.id, account).await?,
        };
        let standing = self.standing(tenant.id, caller, here, across);
        Ok(Visit { tenant, standing })
    }

    /// Returns a permit for one action in one city, for callers that need nothing else there.
    ///
    /// # Errors
    /// `Unauthorized` when nobody is signed in, before anything is looked up; otherwise as
    /// [`CallerInCity::permit`].
    pub async fn permit<A: Action>(&self, db: &Db, caller: Caller, slug: &str) -> Result<(Tenant, Permit<A>)> {
        if caller == Caller::Nobody && !A::PUBLIC {
            return Err(Error::Unauthorized);
        }
        let visit = self.visit(db, caller, slug).await?;
        let permit = visit.permit()?;
        if !visit.covers::<A>() {
            return Err(Error::Forbidden);
        }
        Ok((visit.tenant, permit))
    }

    /// Returns a permit for one action of the platform.
    ///
    /// # Errors
    /// `Unauthorized` when nobody is signed in, `Forbidden` when no staff role carries the right.
    pub async fn platform_permit<A: Action>(&self, db: &Db, caller: Caller) -> Result<Permit<A>> {
        let account = match caller {
            Caller::Nobody => return Err(Error::Unauthorized),
            Caller::Person(account) => account,
            Caller::Program(program) if program.platform && program.covers::<A>() => program.account,
            Caller::Program(_) => return Err(Error::Forbidden),
        };
        self.platform(account, &staff_roles(db, account).await?)
    }
}

/// Returns a person's roles in a city, and their roles across cities that apply to it.
async fn all_roles(db: &Db, tenant: TenantId, id: AccountId) -> Result<(Vec<Role>, Vec<StaffRole>)> {
    let platform = db.platform();
    let select = platform.find::<account::Entity>().filter(account::Column::Id.eq(id));
    let member = membership::Column::AccountId
        .eq(id)
        .and(membership::Column::TenantId.eq(tenant));
    let select = joined::<membership::Entity, _>(select, member);
    let select = joined::<staff::Entity, _>(select, staff::Column::AccountId.eq(id));
    let (mut here, mut across) = (BTreeSet::new(), BTreeSet::new());
    for row in platform.rows(select).await? {
        here.extend(row.other::<membership::Entity>()?.map(|row| row.role));
        across.extend(row.other::<staff::Entity>()?.map(|row| row.role));
    }
    let across = reviewers::applying(&platform, tenant, id, across.into_iter().collect()).await?;
    Ok((here.into_iter().collect(), across))
}
