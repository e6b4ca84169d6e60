//! The gate: casbin's answers for every role and action, asked once at start.

use super::{ALL_ACTIONS, Action, Actor, Audience, Caller, Permit, Role, SeeDrafts, StaffRole};
use crate::error::{Error, Result};
use crate::ids::{AccountId, TenantId};
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

/// A caller in one city, with the roles that were read for this request.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The city.
    tenant: TenantId,
    /// Who is here.
    pub caller: Caller,
    /// Their roles in this city; none for most callers.
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

    /// Whose roles count for a caller: nobody's, or an account's with or without its roles across cities.
    pub(crate) fn counts(caller: Caller, city: TenantId) -> Option<(AccountId, bool)> {
        match caller {
            Caller::Nobody => None,
            Caller::Person(account) => Some((account, true)),
            // A token of another city carries nothing here.
            Caller::Program(program) if !program.reaches(city) => None,
            Caller::Program(program) => Some((program.account, program.platform)),
        }
    }

    /// Where a caller stands in a city, with the roles that were read for this request.
    pub(crate) fn standing(
        &self,
        tenant: TenantId,
        caller: Caller,
        mut roles: Vec<Role>,
        mut staff: Vec<StaffRole>,
    ) -> Standing {
        keep_apart(&mut roles, &mut staff);
        if Self::counts(caller, tenant).is_none_or(|(_, platform)| !platform) {
            staff.clear();
        }
        Standing {
            tenant,
            caller,
            roles,
            staff,
            gate: self.clone(),
        }
    }

    /// The right to one action of the platform, for an account with these roles across cities.
    ///
    /// # Errors
    /// `Forbidden` when none of them carries the right.
    pub(crate) fn platform<A: Action>(&self, account: AccountId, roles: &[StaffRole]) -> Result<Permit<A>> {
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

impl Standing {
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
            Caller::Program(program) if program.reaches(self.tenant) => Actor::Person(program.account),
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
            tenant: self.tenant,
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
    pub(crate) fn covers<A: Action>(&self) -> bool {
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
