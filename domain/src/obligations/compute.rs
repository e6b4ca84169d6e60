//! Computes the due dates of OGP's calendar. Pure functions.

use super::{Obligation, ObligationKind};
use crate::calendar::months_after;
use crate::rules::RuleSet;
use time::Date;
use uuid::Uuid;

/// A commitment that is completely implemented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// Its id.
    pub commitment: Uuid,
    /// Its title.
    pub title: String,
    /// The day on which its last milestone was completed.
    pub on: Date,
}

/// The city's reply to a submitted assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The id of the assessment.
    pub assessment: Uuid,
    /// The title of what it is about.
    pub title: String,
    /// The due date of the reply.
    pub due_on: Date,
    /// The day from which no reply is expected; `None` while one is.
    pub done_on: Option<Date>,
}

/// The facts from which due dates are computed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The current plan, if residents can see it: its id and title.
    pub plan: Option<(Uuid, String)>,
    /// The day it was submitted to OGP.
    pub submitted_on: Option<Date>,
    /// Its last day.
    pub ends_on: Option<Date>,
    /// The day on which something was last published.
    pub told_on: Option<Date>,
    /// The day on which its inception assessment was submitted.
    pub inception_on: Option<Date>,
    /// Commitments that are complete.
    pub completed: Vec<Completed>,
    /// Commitments whose assessment was submitted, and when.
    pub assessed: Vec<(Uuid, Date)>,
    /// The day on which a self-assessment became final after the plan's end.
    pub self_assessed_on: Option<Date>,
    /// The replies to submitted assessments.
    pub replies: Vec<Reply>,
}

/// Computes what is due and when, in no order. Obligations without a term in the rule set are left out.
pub fn compute(rules: &RuleSet, facts: &Facts) -> Vec<Obligation> {
    let mut due = Vec::new();
    let mut add = |kind: ObligationKind, subject: Uuid, title: &str, from: Option<Date>, done_on: Option<Date>| {
        if let (Some(months), Some(from)) = (rules.months(kind), from) {
            due.push(Obligation {
                kind,
                subject,
                title: title.to_owned(),
                due_on: months_after(from, months),
                done_on,
            });
        }
    };
    if let Some((plan, title)) = &facts.plan {
        add(
            ObligationKind::Inception,
            *plan,
            title,
            facts.submitted_on,
            facts.inception_on,
        );
        add(ObligationKind::Website, *plan, title, facts.told_on, None);
        add(
            ObligationKind::SelfAssessment,
            *plan,
            title,
            facts.ends_on,
            facts.self_assessed_on,
        );
    }
    for one in &facts.completed {
        let assessed = facts.assessed.iter().find(|(id, _)| *id == one.commitment);
        let done = assessed.map(|(_, on)| *on);
        add(
            ObligationKind::EndOfCommitment,
            one.commitment,
            &one.title,
            Some(one.on),
            done,
        );
    }
    for reply in &facts.replies {
        add(
            ObligationKind::Reply,
            reply.assessment,
            &reply.title,
            Some(reply.due_on),
            reply.done_on,
        );
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;
    use time::macros::date;

    const PLAN: Uuid = Uuid::from_u128(1);

    fn due(facts: &Facts) -> Vec<(ObligationKind, Date, bool)> {
        let all = compute(rules::on(date!(2026 - 01 - 01)), facts);
        all.into_iter()
            .map(|one| (one.kind, one.due_on, one.is_open()))
            .collect()
    }

    fn running() -> Facts {
        Facts {
            plan: Some((PLAN, "Plan".to_owned())),
            ..Facts::default()
        }
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let from = |day| Facts {
            submitted_on: Some(day),
            ..running()
        };
        for (submitted, inception) in [
            (date!(2025 - 06 - 24), date!(2025 - 08 - 24)),
            (date!(2025 - 12 - 31), date!(2026 - 02 - 28)),
            (date!(2027 - 12 - 30), date!(2028 - 02 - 29)),
            (date!(2026 - 12 - 15), date!(2027 - 02 - 15)),
        ] {
            assert_eq!(due(&from(submitted)), [(ObligationKind::Inception, inception, true)]);
        }
    }

    #[test]
    fn nothing_is_due_of_what_did_not_begin() {
        assert_eq!(due(&running()), []);
        assert_eq!(due(&Facts::default()), []);
    }

    #[test]
    fn each_is_counted_from_its_own_day_and_ends_when_it_is_done() {
        let facts = Facts {
            submitted_on: Some(date!(2025 - 06 - 24)),
            inception_on: Some(date!(2025 - 08 - 20)),
            told_on: Some(date!(2026 - 10 - 31)),
            ends_on: Some(date!(2027 - 11 - 30)),
            completed: vec![Completed {
                commitment: Uuid::from_u128(2),
                title: "Finished early".to_owned(),
                on: date!(2026 - 01 - 31),
            }],
            replies: vec![Reply {
                assessment: Uuid::from_u128(3),
                title: "Inception".to_owned(),
                due_on: date!(2025 - 09 - 03),
                done_on: None,
            }],
            ..running()
        };
        assert_eq!(
            due(&facts),
            [
                (ObligationKind::Inception, date!(2025 - 08 - 24), false),
                (ObligationKind::Website, date!(2027 - 02 - 28), true),
                (ObligationKind::SelfAssessment, date!(2028 - 02 - 29), true),
                (ObligationKind::EndOfCommitment, date!(2026 - 02 - 28), true),
                (ObligationKind::Reply, date!(2025 - 09 - 03), true),
            ]
        );
        let extended = Facts {
            ends_on: Some(date!(2028 - 05 - 31)),
            ..facts.clone()
        };
        assert!(due(&extended).contains(&(ObligationKind::SelfAssessment, date!(2028 - 08 - 31), true)));
        let assessed = Facts {
            assessed: vec![(Uuid::from_u128(2), date!(2026 - 02 - 10))],
            ..facts
        };
        assert!(due(&assessed).contains(&(ObligationKind::EndOfCommitment, date!(2026 - 02 - 28), false)));
    }
}
