//! What the list of cities says of each. Reckoned by a job from published records, so that the
//! list reads one table of the platform and no records of any city.

use super::Tenant;
use crate::access::{Permit, SeePlan};
use crate::db::Db;
use crate::db::entity::{city_figures, tenant};
use crate::error::Result;
use crate::ids::TenantId;
use crate::input;
use crate::milestones::Tally;
use crate::plans;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// What the list of cities says of one.
pub type CityFigures = city_figures::Model;

/// Cities with a published plan whose name holds `search` in any language, by name in `language`.
///
/// # Errors
/// The database's own.
pub async fn listed(db: &Db, search: Option<&str>, language: &str) -> Result<Vec<(Tenant, CityFigures)>> {
    let platform = db.platform();
    let figures = platform.all(platform.find::<city_figures::Entity>()).await?;
    let select = platform
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.is_in(figures.iter().map(|row| row.tenant_id)))
        .order_by_asc(tenant::Column::Slug);
    let mut tenants: HashMap<TenantId, Tenant> = platform
        .all(select)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let wanted = search.map(input::slug).filter(|wanted| !wanted.is_empty());
    let mut cities: Vec<(Tenant, CityFigures)> = figures
        .into_iter()
        .filter_map(|row| Some((tenants.remove(&row.tenant_id)?, row)))
        .filter(|(city, _)| match &wanted {
            // Accents and case aside, so that "cordoba" finds Córdoba.
            Some(wanted) => city.names.0.values().any(|name| input::slug(name).contains(wanted)),
            None => true,
        })
        .collect();
    cities.sort_by_cached_key(|(city, _)| input::slug(city.name(language)));
    Ok(cities)
}

/// Reckons what the list says of one city, from its published records, as of its present day.
///
/// # Errors
/// The database's own.
pub async fn refresh(db: &Db, tenant: &Tenant) -> Result<()> {
    let permit = Permit::<SeePlan>::public(tenant.id);
    let today = tenant.zone().day(db.clock().now());
    let present = plans::present(db, &permit, today).await?;
    let transaction = db.begin_platform().await?;
    let platform = crate::db::within(&transaction);
    platform
        .remove::<city_figures::Entity>(city_figures::Column::TenantId.eq(tenant.id))
        .await?;
    if let Some(present) = present {
        let tally = Tally::of(present.milestones.iter(), today);
        platform
            .add(CityFigures {
                tenant_id: tenant.id,
                reference: present.plan.reference,
                title: present.plan.title,
                plan_state: present.plan.state,
                ends_on: present.plan.ends_on,
                commitments: count(present.commitments.len()),
                milestones: count(tally.all),
                done: count(tally.done),
                in_progress: count(tally.in_progress),
                late: count(tally.late),
                stuck: count(tally.stuck),
                not_started: count(tally.not_started),
                not_reported: count(tally.not_reported),
                as_of: today,
            })
            .await?;
    }
    crate::db::commit(transaction).await
}

fn count(of: usize) -> i32 {
    i32::try_from(of).unwrap_or(i32::MAX)
}
