//! On which days reminders of a milestone are sent, and to whom. Pure functions.

use crate::calendar::days_between;
use crate::commitments::CommitmentState;
use crate::input;
use crate::jobs::Recipient;
use crate::plans::{Plan, PlanState};
use std::collections::HashSet;
use time::Date;

/// The steps on which reminders are sent, in days from the due date; after the last, they are weekly.
/// Besa's default; OGP has no such rule (docs/RULES.md, `reminder-days`).
pub const LADDER: [i32; 6] = [-30, -14, -7, -1, 0, 7];

/// From this step on, coordinators get a copy.
pub const COPIES_FROM: i32 = 7;

/// How many days late a step may still be sent: a retry may come after midnight.
pub const GRACE: i64 = 1;

/// After the last step, how many days are between reminders.
pub(crate) const WEEK: i32 = 7;

/// Returns the step that falls on `today`, in days from `due`; `None` when there is none. Missed steps are
/// not made up for.
pub fn step_today(due: Date, today: Date) -> Option<i32> {
    let days = i32::try_from(days_between(due, today)).ok()?;
    let weekly = days > COPIES_FROM && days % WEEK == 0;
    (weekly || LADDER.contains(&days)).then_some(days)
}

/// Checks whether a planned step may still be sent.
pub(super) fn still_due(due: Date, step: i32, today: Date) -> bool {
    let since = days_between(due, today) - i64::from(step);
    (0..=GRACE).contains(&since)
}

/// Checks whether a commitment still belongs to its plan, neither withdrawn nor carried forward.
pub(super) fn is_kept(state: CommitmentState) -> bool {
    match state {
        CommitmentState::Proposed
        | CommitmentState::Accepted
        | CommitmentState::Active
        | CommitmentState::Completed => true,
        CommitmentState::Withdrawn | CommitmentState::CarriedForward => false,
    }
}

/// Checks whether a plan is running on `today`. Its last day is included.
pub(super) fn is_running(plan: &Plan, today: Date) -> bool {
    let state = match plan.state {
        PlanState::Consultation | PlanState::Submitted | PlanState::Implementing => true,
        PlanState::Draft | PlanState::Ended | PlanState::Closed => false,
    };
    state && plan.ends_on.is_none_or(|end| end >= today)
}

/// Why a recipient gets a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They are responsible for the milestone.
    Responsible,
    /// They coordinate the plan, and the milestone is at least [`COPIES_FROM`] days overdue.
    Copy,
    /// They coordinate the plan, and no responsible person has an e-mail address.
    InPlace,
}

/// Returns the recipients of a step, each with the reason. An address that occurs twice gets one mail.
pub(super) fn recipients(step: i32, responsible: &[Recipient], coordinators: &[Recipient]) -> Vec<(Recipient, Why)> {
    let others = if responsible.is_empty() {
        Some(Why::InPlace)
    } else {
        (step >= COPIES_FROM).then_some(Why::Copy)
    };
    let first = responsible.iter().map(|person| (person, Why::Responsible));
    let then = others
        .into_iter()
        .flat_map(|why| coordinators.iter().map(move |person| (person, why)));
    let mut heard = HashSet::new();
    first
        .chain(then)
        .filter(|(person, _)| heard.insert(input::key(&person.email)))
        .map(|(person, why)| (person.clone(), why))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::days_after;
    use time::macros::date;

    const DUE: Date = date!(2026 - 11 - 30);

    fn named(email: &str) -> Recipient {
        Recipient {
            email: email.to_owned(),
            name: None,
            language: "en".to_owned(),
        }
    }

    fn who(step: i32, responsible: &[&str], coordinators: &[&str]) -> Vec<(String, Why)> {
        let list = |emails: &[&str]| emails.iter().map(|email| named(email)).collect::<Vec<_>>();
        recipients(step, &list(responsible), &list(coordinators))
            .into_iter()
            .map(|(person, why)| (person.email, why))
            .collect()
    }

    #[test]
    fn only_the_days_of_the_ladder_count() {
        let days: Vec<i32> = (-40..=36)
            .filter(|days| step_today(DUE, days_after(DUE, *days)).is_some())
            .collect();
        assert_eq!(days, [-30, -14, -7, -1, 0, 7, 14, 21, 28, 35]);
        assert_eq!(step_today(DUE, days_after(DUE, -7)), Some(-7));
        assert_eq!(step_today(Date::MAX, Date::MIN), None);
    }

    #[test]
    fn a_planned_step_outlives_one_midnight() {
        assert!(still_due(DUE, -7, days_after(DUE, -7)));
        assert!(still_due(DUE, -7, days_after(DUE, -6)));
        assert!(!still_due(DUE, -7, days_after(DUE, -5)));
        assert!(!still_due(DUE, -7, days_after(DUE, -8)));
    }

    #[test]
    fn coordinators_hear_when_it_is_late_or_nobody_else_does() {
        use Why::{Copy, InPlace, Responsible};
        let one = |email: &str, why| (email.to_owned(), why);
        assert_eq!(who(-7, &["a@x.org"], &["c@x.org"]), [one("a@x.org", Responsible)]);
        assert_eq!(
            who(7, &["a@x.org"], &["c@x.org"]),
            [one("a@x.org", Responsible), one("c@x.org", Copy)]
        );
        assert_eq!(who(-30, &[], &["c@x.org"]), [one("c@x.org", InPlace)]);
        assert_eq!(who(0, &[], &[]), []);
    }

    #[test]
    fn one_address_hears_once() {
        assert_eq!(
            who(14, &["A@x.org", "a@X.org "], &["a@x.org"]),
            [("A@x.org".to_owned(), Why::Responsible)]
        );
    }
}
