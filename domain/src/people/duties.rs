//! Roles that one person must not hold together, and who may invite a monitor.
//!
//! The monitoring body is independent of the city whose plan it assesses (OGP glossary, "Local
//! Monitoring Body"), and a reviewer of OGP's Support Unit judges cities and works for none of them.
//! So a monitor has no other role in the same city, a reviewer has none in a city they review, and an
//! admin of the city alone cannot make somebody a monitor. If two changes at once create such a pair of
//! roles, the gate ignores one of them.

use super::members::{roles_within, staff_roles_within};
use super::reviewers::{reach_within, reviews_within};
use crate::access::{Role, StaffRole};
use crate::db::{Platform, Tx};
use crate::error::{Conflict, Error, Result};
use crate::ids::{AccountId, TenantId};
use crate::people::tables::membership;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

/// Returns whether a person who holds these roles in a city may be given one more there.
fn go_together(held: &[Role], new: Role) -> bool {
    let others = || held.iter().filter(|role| **role != new);
    others().count() == 0 || (new != Role::Monitor && others().all(|role| *role != Role::Monitor))
}

/// Checks that a person may be given a role in a city.
///
/// # Errors
/// `SeparateDuties` when they may not.
pub(super) async fn role_fits<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    tenant: TenantId,
    account: AccountId,
    role: Role,
) -> Result<()> {
    let held = roles_within(platform, tenant, account).await?;
    if go_together(&held, role) && !reviews_within(platform, tenant, account).await? {
        return Ok(());
    }
    Err(Conflict::SeparateDuties.into())
}

/// Checks that a person may review these cities; `None` means all cities.
///
/// # Errors
/// `SeparateDuties` when the person has a role in one of them.
pub(super) async fn review_fits<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    account: AccountId,
    cities: Option<&[TenantId]>,
) -> Result<()> {
    let mut select = platform
        .find::<membership::Entity>()
        .filter(membership::Column::AccountId.eq(account));
    if let Some(cities) = cities {
        select = select.filter(membership::Column::TenantId.is_in(cities.iter().copied()));
    }
    match platform.one(select).await? {
        Some(_) => Err(Conflict::SeparateDuties.into()),
        None => Ok(()),
    }
}

/// Checks that a person may become a reviewer of the cities chosen for them, or of all.
///
/// # Errors
/// `SeparateDuties`.
pub(super) async fn reviewer_fits<C: ConnectionTrait>(platform: &Platform<'_, C>, account: AccountId) -> Result<()> {
    let reach = reach_within(platform, account).await?;
    review_fits(platform, account, reach.as_deref()).await
}

/// Checks that the person who makes this change may invite somebody to a role. It runs inside the
/// change, so that a person who loses the right at this moment leaves no invitation behind.
///
/// # Errors
/// `MonitorsConsent` when a monitor is invited by anybody except the monitoring body or an operator
/// without a role in the city; `Forbidden` when another role is given by a person who is not an admin.
pub(super) async fn may_invite(tx: &Tx, role: Role) -> Result<()> {
    let Some(account) = tx.actor().account() else {
        // The operator, at the command line.
        return Ok(());
    };
    let platform = tx.platform();
    let held = roles_within(&platform, tx.tenant(), account).await?;
    if role != Role::Monitor {
        return if held.contains(&Role::Admin) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        };
    }
    // An operator who also works for the city counts as the city.
    let consents = match held.as_slice() {
        [] => staff_roles_within(&platform, account)
            .await?
            .contains(&StaffRole::Operator),
        [Role::Monitor] => true,
        _ => false,
    };
    if consents {
        return Ok(());
    }
    Err(Conflict::MonitorsConsent.into())
}

#[cfg(test)]
mod tests {
    use super::go_together;
    use crate::access::Role;

    #[test]
    fn a_monitor_has_no_other_role_in_the_city() {
        for role in Role::ALL.iter().copied() {
            assert!(go_together(&[], role));
            assert!(go_together(&[role], role), "the same role again is no other");
            assert_eq!(go_together(&[role], Role::Monitor), role == Role::Monitor);
            assert_eq!(go_together(&[Role::Monitor], role), role == Role::Monitor);
        }
        assert!(go_together(&[Role::Admin, Role::Implementer], Role::Coordinator));
    }
}
