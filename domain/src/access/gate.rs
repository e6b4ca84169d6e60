//! The gate: casbin's answers for every role and action, asked once at start.

use super::{ALL_ACTIONS, Action, Actor, Audience, Caller, Permit, Role, SeeDrafts, StaffRole};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::tenants::Tenant;
use crate::{people, tenants};
use casbin::{CoreApi, DefaultModel, Enforcer, StringAdapter};
use std::collections::HashSet;
use std::marker::PhantomData;
use std::sync::Arc;

const CITY: &str = "city";
const PLATFORM: &str = "platform";

type Right = (&'static str, &'static str, &'static str);

/// Decides. Immutable: what a role may do changes with a release, who has it with each request.
#[derive(Clone, Debug)]
pub struct Gate(Arc<HashSet<Right>>);

/// A caller in one city: her roles there, read for this request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The city.
    pub tenant: Tenant,
    /// Who is here.
    pub caller: Caller,
    /// Her roles in this city; none for most callers.
    pub roles: Vec<Role>,
    /// Whether she is a reviewer to whom this city is given.
    reviews: bool,
    gate: Gate,
}

impl Gate {
    /// Reads model and policy, and asks for every role and every action.
    ///
    /// One `enforce` scans the whole policy and takes 0.1 to 0.4 ms; the set answers at once.
    ///
    /// # Errors
    /// When the embedded policy does not parse.
    pub async fn load() -> Result<Self> {
        let model = DefaultModel::from_str(include_str!("model.conf"))
            .await
            .map_err(Error::internal)?;
        let policy = include_str!("policy.csv");
        let enforcer = Enforcer::new(model, StringAdapter::new(policy))
            .await
            .map_err(Error::internal)?;
        let mut rights = HashSet::new();
        let city = Role::ALL.iter().map(|role| (role.code(), CITY));
        let platform = StaffRole::ALL.iter().map(|role| (role.code(), PLATFORM));
        for (role, domain) in city.chain(platform) {
            for (object, verb, ..) in ALL_ACTIONS {
                if enforcer
                    .enforce((role, domain, *object, *verb))
                    .map_err(Error::internal)?
                {
                    rights.insert((role, *object, *verb));
                }
            }
        }
        Ok(Self(Arc::new(rights)))
    }

    /// Whether a role carries the right to an action, by their codes.
    pub fn allows(&self, role: &str, object: &str, verb: &str) -> bool {
        self.0.contains(&(role, object, verb))
    }

    /// Opens a city to a caller.
    ///
    /// # Errors
    /// `NotFound("city")` when there is no such city.
    pub async fn visit(&self, db: &Db, caller: Caller, slug: &str) -> Result<Visit> {
        let tenant = tenants::by_slug(db, slug).await?;
        let (roles, reviews) = match caller {
            Caller::Nobody => (Vec::new(), false),
            Caller::Person(account) => (
                independent(people::roles(db, tenant.id, account).await?),
                people::reviews(db, tenant.id, account).await?,
            ),
        };
        Ok(Visit {
            tenant,
            caller,
            roles,
            reviews,
            gate: self.clone(),
        })
    }

    /// The right to one action in one city, for callers that need nothing else of it.
    ///
    /// # Errors
    /// `Unauthorized` when nobody is signed in, before anything is looked up; otherwise as
    /// [`Visit::permit`].
    pub async fn permit<A: Action>(&self, db: &Db, caller: Caller, slug: &str) -> Result<(Tenant, Permit<A>)> {
        if caller == Caller::Nobody && !A::PUBLIC {
            return Err(Error::Unauthorized);
        }
        let visit = self.visit(db, caller, slug).await?;
        let permit = visit.permit()?;
        Ok((visit.tenant, permit))
    }

    /// The right to one action of the platform.
    ///
    /// # Errors
    /// `Unauthorized` when nobody is signed in, `Forbidden` when no staff role carries the right.
    pub async fn platform_permit<A: Action>(&self, db: &Db, caller: Caller) -> Result<Permit<A>> {
        let Caller::Person(account) = caller else {
            return Err(Error::Unauthorized);
        };
        let roles = people::staff_roles(db, account).await?;
        if roles.iter().any(|role| self.allows(role.code(), A::OBJECT, A::VERB)) {
            return Ok(Permit {
                actor: Actor::Person(account),
                tenant: TenantId::PLATFORM,
                audience: Audience::Member,
                assigned_only: false,
                action: PhantomData,
            });
        }
        Err(Error::Forbidden)
    }
}

/// Who works for the city is no independent monitoring body, whatever role she was given: nobody in
/// the city opens the body's drafts by a role given to herself.
fn independent(mut roles: Vec<Role>) -> Vec<Role> {
    let works = |role: &Role| matches!(role, Role::Admin | Role::Coordinator | Role::Implementer);
    if roles.iter().any(works) {
        roles.retain(|role| *role != Role::Monitor);
    }
    roles
}

impl Visit {
    /// The right to do `A` here.
    ///
    /// # Errors
    /// `Unauthorized` when nobody is signed in; `NotFound` for a person who has no role here (she
    /// is not told what the city holds); `Forbidden` when her roles do not carry the right.
    pub fn permit<A: Action>(&self) -> Result<Permit<A>> {
        let carrying: Vec<Role> = self
            .roles
            .iter()
            .copied()
            .filter(|role| self.carries::<A>(*role))
            .collect();
        if carrying.is_empty() && !self.carries_review::<A>() && !A::PUBLIC {
            return Err(match self.caller {
                Caller::Nobody => Error::Unauthorized,
                Caller::Person(_) if self.roles.is_empty() => Error::NotFound("city"),
                Caller::Person(_) => Error::Forbidden,
            });
        }
        Ok(Permit {
            actor: match self.caller {
                Caller::Nobody => Actor::Anyone,
                Caller::Person(account) => Actor::Person(account),
            },
            tenant: self.tenant.id,
            audience: if self.may::<SeeDrafts>() {
                Audience::Member
            } else {
                Audience::Public
            },
            assigned_only: !carrying.is_empty() && carrying.iter().all(|role| *role == Role::Implementer),
            action: PhantomData,
        })
    }

    /// Whether she may, for showing or leaving out a button.
    pub fn may<A: Action>(&self) -> bool {
        self.roles.iter().any(|role| self.carries::<A>(*role)) || self.carries_review::<A>()
    }

    /// Whether she has any role here.
    pub fn is_member(&self) -> bool {
        !self.roles.is_empty()
    }

    fn carries<A: Action>(&self, role: Role) -> bool {
        self.gate.allows(role.code(), A::OBJECT, A::VERB)
    }

    /// What a reviewer may do across cities she may do in each that is given to her.
    fn carries_review<A: Action>(&self) -> bool {
        self.reviews && self.gate.allows(StaffRole::Reviewer.code(), A::OBJECT, A::VERB)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_works_for_the_city_does_not_monitor_it() {
        let both = vec![Role::Admin, Role::Monitor];
        assert_eq!(independent(both), [Role::Admin]);
        let outside = vec![Role::Cocreator, Role::Monitor];
        assert_eq!(independent(outside.clone()), outside);
    }
}
