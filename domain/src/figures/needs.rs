//! Why a city needs a reviewer's attention, from its figures alone. Pure functions.

use super::CityFigures;
use crate::calendar::{days_after, days_between, months_after};
use crate::coded::coded;
use crate::plans::PlanState;
use time::Date;

/// The number of days from which on a milestone counts as long overdue. Besa's default; no OGP source
/// (docs/RULES.md, `long-overdue-days`).
pub const LONG_LATE: i64 = 30;
/// After how many months without a publication a city counts as silent: as often as OGP Local wants the
/// website refreshed (docs/RULES.md, `silent-months`).
pub const SILENT_MONTHS: i32 = 4;
/// How many months after its due date an assessment of a plan that has ended is no longer expected.
pub const ASSESSMENT_EXPIRY_MONTHS: i32 = 12;
/// The number of days ahead within which a milestone is due soon, a plan ends soon or an assessment is due.
pub const SOON: i32 = 30;

coded! {
    /// Kinds of reasons why a city needs attention, the most urgent first.
    NeedKind {
        /// Milestones are overdue.
        Late = "late",
        /// Nothing was published for months, or ever.
        Silent = "silent",
        /// The monitoring body's assessment is due or overdue.
        Assessment = "assessment",
        /// The plan ends soon, or its last day has passed while its state is still `implementing`.
        Ending = "ending",
        /// No plan is published.
        NoPlan = "no_plan",
        /// A milestone is due soon.
        Due = "due",
    }
}

/// A reason why a city needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Milestones are overdue.
    Late {
        /// How many.
        milestones: i32,
        /// How many days the one that is overdue longest is overdue.
        days: i64,
    },
    /// Nothing was published for months.
    Silent {
        /// The day of the last publication; `None` when nothing was ever published.
        since: Option<Date>,
    },
    /// An assessment is due soon or overdue.
    Assessment {
        /// Its due date.
        on: Date,
        /// Whether it has passed.
        passed: bool,
    },
    /// The plan ends soon or should have ended.
    Ending {
        /// The plan's last day.
        on: Date,
        /// Whether it has passed.
        passed: bool,
    },
    /// No plan is published.
    NoPlan,
    /// A milestone is due soon.
    Due {
        /// The due date of the next one.
        on: Date,
    },
}

/// The urgency of a reason: what is there before what comes soon, then by its kind and its extent. The smallest is the
/// most urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Whether it only comes soon, and needs nobody yet.
    soon: bool,
    kind: NeedKind,
    /// The extent within the kind: the smaller, the more urgent. It is a day where the extent is one, so that
    /// it is the same whatever day it is computed on.
    extent: i32,
}

impl Need {
    /// Returns the kind of reason.
    pub fn kind(self) -> NeedKind {
        self.kind
    }

    /// Returns whether it only comes soon, and needs nobody yet.
    pub fn is_soon(self) -> bool {
        self.soon
    }

    /// Returns the extent within the kind: the smaller, the more urgent.
    pub fn extent(self) -> i32 {
        self.extent
    }
}

impl Reason {
    /// Returns its kind.
    pub fn kind(self) -> NeedKind {
        match self {
            Self::Late { .. } => NeedKind::Late,
            Self::Silent { .. } => NeedKind::Silent,
            Self::Assessment { .. } => NeedKind::Assessment,
            Self::Ending { .. } => NeedKind::Ending,
            Self::NoPlan => NeedKind::NoPlan,
            Self::Due { .. } => NeedKind::Due,
        }
    }

    /// Returns whether it only comes soon, and needs nobody yet.
    pub fn is_soon(self) -> bool {
        match self {
            Self::Assessment { passed, .. } | Self::Ending { passed, .. } => !passed,
            Self::Due { .. } => true,
            Self::Late { .. } | Self::Silent { .. } | Self::NoPlan => false,
        }
    }

    /// Returns its urgency on `today`.
    pub fn need(self, today: Date) -> Need {
        let extent = match self {
            // The day since when.
            Self::Late { days, .. } => i32::try_from(i64::from(today.to_julian_day()) - days).unwrap_or(i32::MIN),
            Self::Silent { since } => since.map_or(i32::MIN, Date::to_julian_day),
            Self::Assessment { on, .. } | Self::Ending { on, .. } | Self::Due { on } => on.to_julian_day(),
            Self::NoPlan => 0,
        };
        Need {
            soon: self.is_soon(),
            kind: self.kind(),
            extent,
        }
    }
}

/// Returns the reasons why a city needs attention on `today`, the most urgent first; empty when there are
/// none. `figures` is `None` when no plan is published.
pub fn needs(figures: Option<&CityFigures>, today: Date) -> Vec<Reason> {
    let Some(figures) = figures else {
        return vec![Reason::NoPlan];
    };
    let mut reasons = Vec::new();
    if let Some(since) = figures.late_since {
        reasons.push(Reason::Late {
            milestones: figures.late,
            days: days_between(since, today),
        });
    }
    if figures.plan_state == PlanState::Implementing {
        let told = figures.active_on.or(figures.starts_on);
        if told.is_none_or(|told| months_after(told, SILENT_MONTHS) <= today) {
            reasons.push(Reason::Silent {
                since: figures.active_on,
            });
        }
        if let Some(on) = figures.ends_on.filter(|on| *on <= days_after(today, SOON)) {
            reasons.push(Reason::Ending { on, passed: on < today });
        }
        if let Some(on) = figures
            .next_due
            .filter(|on| (today..=days_after(today, SOON)).contains(on))
        {
            reasons.push(Reason::Due { on });
        }
    }
    // An assessment of a plan that has ended is no longer expected when it was due long ago.
    let asked = |on: &Date| {
        figures.plan_state == PlanState::Implementing || months_after(*on, ASSESSMENT_EXPIRY_MONTHS) > today
    };
    let assess_by = figures.assess_by.filter(asked);
    if let Some(on) = assess_by.filter(|on| *on <= days_after(today, SOON)) {
        reasons.push(Reason::Assessment { on, passed: on < today });
    }
    reasons.sort_by_key(|reason| reason.need(today));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Ids;
    use crate::records::Texts;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 23);

    fn figures() -> CityFigures {
        CityFigures {
            tenant_id: Ids::counted().next(),
            reference: "2025-2027".into(),
            title: "Plan".into(),
            plan_state: PlanState::Implementing,
            starts_on: Some(date!(2025 - 09 - 01)),
            ends_on: Some(date!(2027 - 08 - 31)),
            commitments: 1,
            milestones: 4,
            done: 1,
            in_progress: 1,
            late: 0,
            stuck: 0,
            not_started: 2,
            not_reported: 0,
            proven: 1,
            late_since: None,
            next_due: None,
            active_on: Some(date!(2026 - 11 - 20)),
            asked: 0,
            answered: 0,
            unanswered_late: 0,
            answer_days: None,
            meetings: 0,
            policy_areas: Texts::default(),
            assess_by: None,
            requirements_met: None,
            minimum_met: None,
            as_of: TODAY,
            holds_until: TODAY,
        }
    }

    #[test]
    fn a_city_that_keeps_its_days_needs_nobody() {
        assert_eq!(needs(Some(&figures()), TODAY), []);
        assert_eq!(needs(None, TODAY), [Reason::NoPlan]);
    }

    #[test]
    fn silence_begins_after_four_months_and_not_a_day_before() {
        let told = |on| CityFigures {
            active_on: Some(on),
            ..figures()
        };
        assert_eq!(needs(Some(&told(date!(2026 - 07 - 24))), TODAY), []);
        let since = Some(date!(2026 - 07 - 23));
        assert_eq!(
            needs(Some(&told(date!(2026 - 07 - 23))), TODAY),
            [Reason::Silent { since }]
        );
        let never = CityFigures {
            active_on: None,
            ..figures()
        };
        assert_eq!(needs(Some(&never), TODAY), [Reason::Silent { since: None }]);
        let ended = CityFigures {
            plan_state: PlanState::Ended,
            ..never
        };
        assert_eq!(needs(Some(&ended), TODAY), [], "nobody reports on a plan that ended");
    }

    #[test]
    fn an_assessment_is_asked_for_in_its_last_month() {
        let due = |on| CityFigures {
            assess_by: Some(on),
            ..figures()
        };
        assert_eq!(needs(Some(&due(date!(2026 - 12 - 24))), TODAY), []);
        for (on, passed) in [(date!(2026 - 12 - 23), false), (date!(2026 - 11 - 22), true)] {
            assert_eq!(needs(Some(&due(on)), TODAY), [Reason::Assessment { on, passed }]);
        }
        let ended = |on| CityFigures {
            plan_state: PlanState::Ended,
            ..due(on)
        };
        let (last, gone) = (date!(2025 - 11 - 24), date!(2025 - 11 - 23));
        assert_eq!(
            needs(Some(&ended(last)), TODAY),
            [Reason::Assessment { on: last, passed: true }]
        );
        assert_eq!(needs(Some(&ended(gone)), TODAY), []);
        assert_eq!(needs(Some(&due(gone)), TODAY).len(), 1, "the plan still runs");
    }

    #[test]
    fn public_lateness_comes_first_and_the_longest_before_the_rest() {
        let late = |since| CityFigures {
            late: 2,
            late_since: Some(since),
            next_due: Some(TODAY),
            ends_on: Some(date!(2026 - 11 - 22)),
            ..figures()
        };
        let reasons = needs(Some(&late(date!(2026 - 10 - 24))), TODAY);
        assert_eq!(
            reasons,
            [
                Reason::Late {
                    milestones: 2,
                    days: LONG_LATE
                },
                Reason::Ending {
                    on: date!(2026 - 11 - 22),
                    passed: true
                },
                Reason::Due { on: TODAY },
            ]
        );
        let longer = needs(Some(&late(date!(2026 - 01 - 01))), TODAY);
        assert!(longer[0].need(TODAY) < reasons[0].need(TODAY));
        assert!(Reason::Silent { since: None }.need(TODAY) < Reason::NoPlan.need(TODAY));
        assert!(reasons[0].need(TODAY) < Reason::Silent { since: None }.need(TODAY));
    }
}
