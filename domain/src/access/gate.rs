//! The gate: decides which role may do what. casbin is asked for every role and action once, at start.

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

/// Decides which role may do what. Immutable: the rights of a role change only with a release, while
/// the roles of a caller are read with each request.
#[derive(Clone, Debug)]
pub struct Gate(Arc<HashSet<Right>>);

/// A caller in one city, with the roles that were read for this request.
#[derive(Debug, Clone)]
pub struct CallerInCity {
    /// The city.
    tenant: TenantId,
    /// Who sends the request.
    pub caller: Caller,
    /// Their roles in this city; empty for most callers.
    pub roles: Vec<Role>,
    /// Their platform roles that apply to this city.
    staff: Vec<StaffRole>,
    gate: Gate,
}

impl Gate {
    /// Reads the model and the policy, and asks casbin for every role and action.
    ///
    /// One `enforce` scans the whole policy and takes 0.1 to 0.4 ms, so the results are kept in a set.
    ///
    /// # Errors
    /// `Internal` when the embedded model or policy does not parse.
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

    /// Checks whether a role has the right to an action; all three are codes.
    pub fn allows(&self, role: &str, object: &str, verb: &str) -> bool {
        self.0.contains(&(role, object, verb))
    }

    /// Returns the account whose roles count for a caller in a city, and whether its platform roles
    /// count too. `None` when no roles count.
    pub(crate) fn counts(caller: Caller, city: TenantId) -> Option<(AccountId, bool)> {
        match caller {
            Caller::Nobody => None,
            Caller::Person(account) => Some((account, true)),
            // A token for another city has no rights here.
            Caller::Program(program) if !program.reaches(city) => None,
            Caller::Program(program) => Some((program.account, program.platform)),
        }
    }

    /// Returns the standing of a caller in a city, given the roles that were read for this request.
    pub(crate) fn standing(
        &self,
        tenant: TenantId,
        caller: Caller,
        mut roles: Vec<Role>,
        mut staff: Vec<StaffRole>,
    ) -> CallerInCity {
        keep_apart(&mut roles, &mut staff);
        if Self::counts(caller, tenant).is_none_or(|(_, platform)| !platform) {
            staff.clear();
        }
        CallerInCity {
            tenant,
            caller,
            roles,
            staff,
            gate: self.clone(),
        }
    }

    /// Returns the permit for an action on the platform, for an account with these platform roles.
    ///
    /// # Errors
    /// `Forbidden` when none of the roles has the right.
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

/// Removes roles that one person must not hold together, however they came to hold both: `Monitor` next
/// to another role in the city, because the monitoring body must be independent, and `Reviewer` next to
/// any role in the city.
fn keep_apart(roles: &mut Vec<Role>, staff: &mut Vec<StaffRole>) {
    if roles.iter().any(|role| *role != Role::Monitor) {
        roles.retain(|role| *role != Role::Monitor);
    }
    if !roles.is_empty() {
        staff.retain(|role| *role != StaffRole::Reviewer);
    }
}

impl CallerInCity {
    /// Returns the permit to do `A` in this city.
    ///
    /// # Errors
    /// `Unauthorized` when nobody is signed in; `NotFound` for a person without a role here, who must
    /// not learn what the city holds, and for a change with a token for another city; `Forbidden` when
    /// the roles do not have the right or the token's scope does not cover it.
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
            // A token for another city reads public records as an anonymous caller.
            Caller::Program(program) if program.changes => return Err(Error::NotFound("city")),
            Caller::Program(_) => Actor::Anyone,
        };
        // A request within the scope of the token may also read whatever it needs.
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

    /// Checks whether the person may do `A` and only the scope of the token forbids it.
    pub fn is_outside_scope<A: Action>(&self) -> bool {
        !self.covers::<A>() && (A::PUBLIC || self.may::<A>())
    }

    /// Checks whether the scope of the token covers a request for `A`. Always true without a token.
    pub(crate) fn covers<A: Action>(&self) -> bool {
        match self.caller {
            Caller::Nobody | Caller::Person(_) => true,
            Caller::Program(program) => program.covers::<A>(),
        }
    }

    /// Checks whether the caller may do `A`, for showing or hiding a button.
    pub fn may<A: Action>(&self) -> bool {
        self.roles.iter().any(|role| self.carries::<A>(*role)) || self.carries_for_staff::<A>()
    }

    /// Checks whether the caller has a role in this city.
    pub fn is_member(&self) -> bool {
        !self.roles.is_empty()
    }

    fn carries<A: Action>(&self, role: Role) -> bool {
        self.gate.allows(role.code(), A::OBJECT, A::VERB)
    }

    /// Checks whether a platform role has the right. It then has it in every city that the role applies to.
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
