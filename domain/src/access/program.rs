//! The limits of an API token: never more than its owner may do, and only within its scope and its city.

use super::{AccountId, Action, TokenScope};
use crate::ids::TenantId;

/// The actions with which a token of scope `report` may change something, as `(object, verb)`.
const REPORTS: [(&str, &str); 2] = [("milestone", "report"), ("evidence", "add")];

/// A program that acts for a person with an API token, in one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// The account it acts for.
    pub account: AccountId,
    /// The scope of the token.
    pub scope: TokenScope,
    /// The only city it works in; `None` when it works in all.
    pub city: Option<TenantId>,
    /// Whether the owner's platform roles count too.
    pub platform: bool,
    /// Whether the request may change something.
    pub changes: bool,
}

impl Program {
    /// Checks whether the token works in this city.
    pub(crate) fn reaches(&self, city: TenantId) -> bool {
        self.city.is_none_or(|only| only == city)
    }

    /// Checks whether the token's scope covers a request for this action.
    pub(crate) fn covers<A: Action>(&self) -> bool {
        match self.scope {
            TokenScope::Write => true,
            TokenScope::Report => !self.changes || REPORTS.contains(&(A::OBJECT, A::VERB)),
            TokenScope::Read => !self.changes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AddEvidence, EditPlan, ReportProgress, SeePlan, Speak};
    use super::*;

    fn program(scope: TokenScope, changes: bool) -> Program {
        Program {
            account: AccountId::from(uuid::Uuid::nil()),
            scope,
            city: None,
            platform: false,
            changes,
        }
    }

    #[test]
    fn a_scope_covers_reading_and_what_it_names() {
        for scope in TokenScope::ALL.iter().copied() {
            assert!(program(scope, false).covers::<SeePlan>() && program(scope, false).covers::<EditPlan>());
        }
        let reads = program(TokenScope::Read, true);
        assert!(!reads.covers::<SeePlan>() && !reads.covers::<ReportProgress>());
        let reports = program(TokenScope::Report, true);
        assert!(reports.covers::<ReportProgress>() && reports.covers::<AddEvidence>());
        assert!(!reports.covers::<EditPlan>() && !reports.covers::<Speak>() && !reports.covers::<SeePlan>());
        assert!(program(TokenScope::Write, true).covers::<EditPlan>());
    }
}
