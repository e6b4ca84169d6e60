//! What the public pages of a city depend on, besides their URLs.

use super::tables::tenant;
use crate::db::{Db, head, joined};
use crate::error::Result;
use crate::ids::TenantId;
use crate::known_cities::KnownCity;
use crate::tenants::Tenant;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, QueryFilter};
use time::Date;

/// What a public page of a city depends on, besides its URL. While it stays the same, so does the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicState {
    /// The city.
    pub tenant: TenantId,
    /// The public revision, which each change that public pages may show increments.
    pub revision: i64,
    /// The city's day: lateness is computed from it.
    pub day: Date,
}

/// Returns the public state of the city with this slug; `None` when there is none. Everything that is read
/// afterwards is as new as this state, or newer.
///
/// It needs no query when this process knows the city's revision and hears of every change, and one otherwise.
///
/// # Errors
/// Database errors.
pub async fn public_state(db: &Db, slug: &str) -> Result<Option<PublicState>> {
    let known = db.doorbell().known_cities();
    if let Some(city) = known.get(slug).filter(|_| db.hears_of_changes()) {
        return Ok(Some(state(db, &city)));
    }
    let turn = known.turn();
    let platform = db.platform();
    let select = platform.find::<tenant::Entity>().filter(tenant::Column::Slug.eq(slug));
    let of_city = Expr::col(head::Column::TenantId.as_column_ref()).equals(tenant::Column::Id.as_column_ref());
    let rows = platform.rows(joined::<head::Entity, _>(select, of_city)).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let (tenant, head) = (row.own::<tenant::Entity>()?, row.other::<head::Entity>()?);
    let city = KnownCity {
        tenant: tenant.id,
        zone: tenant.zone(),
        public_revision: head.map_or(0, |head| head.public_revision),
    };
    let state = state(db, &city);
    known.put(slug, city, turn);
    Ok(Some(state))
}

/// Returns the public state of a city that is already read.
///
/// # Errors
/// Database errors.
pub async fn public_state_of(db: &Db, city: &Tenant) -> Result<PublicState> {
    Ok(PublicState {
        tenant: city.id,
        revision: super::public_revision(db, city.id).await?,
        day: city.zone().day(db.clock().now()),
    })
}

fn state(db: &Db, city: &KnownCity) -> PublicState {
    PublicState {
        tenant: city.tenant,
        revision: city.public_revision,
        day: city.zone.day(db.clock().now()),
    }
}
