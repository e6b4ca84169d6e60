//! How far a token goes: never further than its owner, and no further than it was made for.

use super::{AccountId, Action, TokenScope};
use crate::ids::TenantId;

/// What a token that reports may change, by object and verb.
const REPORTS: [(&str, &str); 2] = [("milestone", "report"), ("evidence", "add")];

/// A program that acts for a person, by a token, with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// For whom.
    pub account: AccountId,
    /// What the token is for.
    pub scope: TokenScope,
    /// The one city it works in; `None` where it works in all.
    pub city: Option<TenantId>,
    /// Whether it carries the roles across cities too.
    pub platform: bool,
    /// Whether the request may change something.
    pub changes: bool,
}

impl Program {
    /// Whether the token works in this city.
    pub(crate) fn reaches(&self, city: TenantId) -> bool {
        self.city.is_none_or(|only| only == city)
    }

    /// Whether the token's scope covers a request for this action.
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
