//! Roles across cities, which operators give, list and remove.

use super::{Account, duties, invitations, members};
use crate::access::{CreateTenant, Permit, StaffRole};
use crate::accounts;
use crate::accounts::tables::account;
use crate::db::Db;
use crate::error::{Conflict, Error, Result};
use crate::ids::AccountId;
use crate::log::Event;
use crate::people::tables::{reviewer_city, staff};
use crate::tenants::tables::tenant;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::HashMap;

/// A person with a role across cities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The person.
    pub account: Account,
    /// The role.
    pub role: StaffRole,
    /// The slugs of the cities that were chosen for a reviewer; `None` when the role applies to all
    /// cities.
    pub cities: Option<Vec<String>>,
}

/// Lists everybody with a role across cities, by name.
///
/// # Errors
/// Database errors.
pub async fn staff(db: &Db, _permit: &Permit<CreateTenant>) -> Result<Vec<Staff>> {
    let platform = db.platform();
    let rows = platform.all(platform.find::<staff::Entity>()).await?;
    let people = platform
        .find::<account::Entity>()
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account_id)));
    let people: HashMap<AccountId, Account> = platform
        .all(people)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let chosen = platform.all(platform.find::<reviewer_city::Entity>()).await?;
    let cities = platform
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.is_in(chosen.iter().map(|row| row.tenant_id)));
    let cities = platform.all(cities).await?;
    let reach = |account: AccountId| {
        let own = chosen.iter().filter(|row| row.account_id == account);
        let slugs = own.filter_map(|row| cities.iter().find(|city| city.id == row.tenant_id));
        let mut slugs: Vec<String> = slugs.map(|city| city.slug.clone()).collect();
        slugs.sort();
        (!slugs.is_empty()).then_some(slugs)
    };
    let mut staff: Vec<Staff> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Staff {
                account: people.get(&row.account_id)?.clone(),
                role: row.role,
                cities: match row.role {
                    StaffRole::Reviewer => reach(row.account_id),
                    StaffRole::Operator => None,
                },
            })
        })
        .collect();
    staff.sort_by(|a, b| (&a.account.name, a.account.id, a.role).cmp(&(&b.account.name, b.account.id, b.role)));
    Ok(staff)
}

/// Gives a person a role across cities. For the demo and the command line.
///
/// # Errors
/// `SeparateDuties` for a reviewer who has a role in a city that they would review. No error when the
/// person has the role already.
pub async fn add_staff(db: &Db, permit: &Permit<CreateTenant>, account: &Account, role: StaffRole) -> Result<()> {
    db.change(permit, None, async |tx| {
        let held = members::staff_roles_within(&tx.platform(), account.id).await?;
        if held.contains(&role) {
            tx.discard();
            return Ok(());
        }
        if role == StaffRole::Reviewer {
            duties::reviewer_fits(&tx.platform(), account.id).await?;
        }
        let row = staff::Model {
            account_id: account.id,
            role,
        };
        tx.platform().add(row).await?;
        let (role, person) = (role.to_string(), accounts::digest(account.id, &account.salt));
        let event = Event::PeopleStaff { role, person };
        tx.record(event.about(tx.id::<uuid::Uuid>())).await
    })
    .await
}

/// Removes a role across cities. It takes effect with the next request. It also removes the cities that
/// were chosen for a reviewer, and withdraws the invitations to monitoring bodies that an operator sent.
///
/// # Errors
/// `NotFound("staff")` when the person does not have this role; `LastOperator` when nobody else could
/// run the platform.
pub async fn remove_staff(db: &Db, permit: &Permit<CreateTenant>, account: AccountId, role: StaffRole) -> Result<()> {
    db.change(permit, None, async |tx| {
        let platform = tx.platform();
        let same = platform.find::<staff::Entity>().filter(staff::Column::Role.eq(role));
        let all = platform.all(same).await?;
        if !all.iter().any(|row| row.account_id == account) {
            return Err(Error::NotFound("staff"));
        }
        if role == StaffRole::Operator && all.len() == 1 {
            return Err(Conflict::LastOperator.into());
        }
        let this = staff::Column::AccountId.eq(account).and(staff::Column::Role.eq(role));
        platform.remove::<staff::Entity>(this).await?;
        match role {
            StaffRole::Reviewer => {
                let chosen = reviewer_city::Column::AccountId.eq(account);
                platform.remove::<reviewer_city::Entity>(chosen).await?;
            }
            StaffRole::Operator => invitations::end_with_operator(&platform, tx.now(), account).await?,
        }
        let person = super::within(&platform, account).await?;
        let (role, person) = (role.to_string(), accounts::digest(account, &person.salt));
        let event = Event::PeopleStaffRemove { role, person };
        tx.record(event.about(tx.id::<uuid::Uuid>())).await
    })
    .await
}
