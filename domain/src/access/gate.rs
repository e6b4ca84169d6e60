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
    /// The roles across cities that reach this one.
    staff: Vec<StaffRole>,
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
        let (account, platform) = match caller {
            Caller::Nobody => (None, false),
            Caller::Person(account) => (Some(account), true),
            // A token of another city carries nothing here.
            Caller::Program(program) if !program.reaches(tenant.id) => (None, false),
            Caller::Program(program) => (Some(program.account), program.platform),
        };
        let (mut roles, mut staff) = (Vec::new(), Vec::new());
        if let Some(account) = account {
            roles = people::roles(db, tenant.id, account).await?;
            staff = people::staff_in(db, tenant.id, account).await?;
            keep_apart(&mut roles, &mut staff);
        }
        if !platform {
            staff.clear();
        }
        Ok(Visit {
            tenant,
            caller,
            roles,
            staff,
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
        if !visit.covers::<A>() {
            return Err(Error::Forbidden);
        }
        Ok((visit.tenant, permit))
    }

    /// The right to one action of the platform.
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

/// Drops what one person must not hold together with another role, however both came to be: who has
/// another role in the city is no independent monitoring body, and who has any reviews it not.
fn keep_apart(roles: &mut Vec<Role>, staff: &mut Vec<StaffRole>) {
    if roles.iter().any(|role| *role != Role::Monitor) {
        roles.retain(|role| *role != Role::Monitor);
    }
    if !roles.is_empty() {
        staff.retain(|role| *role != StaffRole::Reviewer);
    }
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
        if carrying.is_empty() && !self.carries_for_staff::<A>() && !A::PUBLIC {
            return Err(match self.caller {
                Caller::Nobody => Error::Unauthorized,
                Caller::Person(_) | Caller::Program(_) if self.roles.is_empty() => Error::NotFound("city"),
                Caller::Person(_) | Caller::Program(_) => Error::Forbidden,
            });
        }
        let actor = match self.caller {
            Caller::Nobody => Actor::Anyone,
            Caller::Person(account) => Actor::Person(account),
            Caller::Program(program) if program.reaches(self.tenant.id) => Actor::Person(program.account),
            // What anybody may read it reads as anybody.
            Caller::Program(program) if program.changes => return Err(Error::NotFound("city")),
            Caller::Program(_) => Actor::Anyone,
        };
        // Beside what a request is for, it may read what it needs for that.
        if !self.covers::<A>() && A::VERB != "see" {
            return Err(Error::Forbidden);
        }
        Ok(Permit {
            actor,
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

    /// Whether the person may, and the scope of the program's token alone stands against it.
    pub fn is_outside_scope<A: Action>(&self) -> bool {
        !self.covers::<A>() && (A::PUBLIC || self.may::<A>())
    }

    /// Whether a program's token covers a request for `A`; always, where a person asks.
    fn covers<A: Action>(&self) -> bool {
        match self.caller {
            Caller::Nobody | Caller::Person(_) => true,
            Caller::Program(program) => program.covers::<A>(),
        }
    }

    /// Whether she may, for showing or leaving out a button.
    pub fn may<A: Action>(&self) -> bool {
        self.roles.iter().any(|role| self.carries::<A>(*role)) || self.carries_for_staff::<A>()
    }

    /// Whether she has any role here.
    pub fn is_member(&self) -> bool {
        !self.roles.is_empty()
    }

    fn carries<A: Action>(&self, role: Role) -> bool {
        self.gate.allows(role.code(), A::OBJECT, A::VERB)
    }

    /// What a role across cities carries it carries in each city that it reaches.
    fn carries_for_staff<A: Action>(&self) -> bool {
        self.staff
            .iter()
            .any(|role| self.gate.allows(role.code(), A::OBJECT, A::VERB))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_that_must_not_meet_carry_nothing_together() {
        let kept = |roles: &[Role], staff: &[StaffRole]| {
            let (mut roles, mut staff) = (roles.to_vec(), staff.to_vec());
            keep_apart(&mut roles, &mut staff);
            (roles, staff)
        };
        use Role::{Admin, Cocreator, Monitor};
        use StaffRole::{Operator, Reviewer};
        assert_eq!(kept(&[Admin, Monitor], &[]), (vec![Admin], vec![]));
        assert_eq!(kept(&[Cocreator, Monitor], &[]), (vec![Cocreator], vec![]));
        assert_eq!(kept(&[Monitor], &[Reviewer]), (vec![Monitor], vec![]));
        assert_eq!(kept(&[Admin], &[Operator, Reviewer]), (vec![Admin], vec![Operator]));
        assert_eq!(kept(&[], &[Reviewer]), (vec![], vec![Reviewer]));
    }
}
