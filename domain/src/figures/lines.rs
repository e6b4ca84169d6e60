//! What the directory of cities stores of the figures of a city: its place in each order, the reasons why
//! it needs attention, and when its figures change next although no record does.

use super::needs::{ASSESSMENT_EXPIRY_MONTHS, NeedKind, Reason, SILENT_MONTHS, SOON, needs};
use super::{CityFigures, CityQuestion};
use crate::calendar::{days_after, days_between, months_after};
use crate::directory::{self, CALM, LAST, Line};
use crate::plans::PlanState;
use crate::queries::QueryState;
use crate::reminders::{LADDER, WEEK};
use crate::tenants::Tenant;
use time::{Date, OffsetDateTime};

/// After how many days the figures of a city are computed again at the latest. OGP's requirements look at
/// the past months in many ways, so the number that is met may be this old.
pub(super) const LONGEST: i32 = 7;

/// What is added to the rank of a reason that only comes soon.
const SOON_RANK: i32 = 100;

/// When the figures of a city were read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    /// The city's revision.
    pub(super) revision: i64,
    /// The time.
    pub(super) at: OffsetDateTime,
    /// When the next round of the city is due.
    pub(super) round_at: OffsetDateTime,
}

/// Returns the line of a city: with its figures, or without a published plan.
pub(super) fn line(
    tenant: &Tenant,
    figures: Option<&CityFigures>,
    asked: &[CityQuestion],
    today: Date,
    read: Read,
) -> Line {
    let reasons = needs(figures, today);
    let kinds: Vec<&str> = reasons.iter().map(|reason| reason.kind().code()).collect();
    let first = reasons.first().map(|reason| reason.need(today));
    let open = asked.iter().filter(|one| one.state == QueryState::Open).count();
    let line = Line {
        needs: directory::listed(kinds.iter().copied()),
        need: first.map_or(CALM, |need| {
            rank(need.kind()) + if need.is_soon() { SOON_RANK } else { 0 }
        }),
        need_extent: first.map_or(0, |need| need.extent()),
        needy: i32::from(first.is_some_and(|need| !need.is_soon())),
        open_questions: super::count(open),
        answered_questions: super::count(asked.len() - open),
        revision: read.revision,
        computed_at: read.at,
        round_at: read.round_at,
        ..directory::blank(tenant.entry(), read.at)
    };
    let Some(figures) = figures else {
        return line;
    };
    Line {
        published: 1,
        plan_state: Some(figures.plan_state.code().to_owned()),
        areas: directory::listed(figures.policy_areas.0.iter().map(String::as_str)),
        support: support(figures, &reasons),
        complete: -permille(figures.done, figures.milestones),
        late: -figures.late,
        evidence: -permille(figures.proven, figures.done),
        answer_days: figures.answer_days.unwrap_or(LAST),
        answered: -permille(figures.answered, figures.asked),
        meetings: -figures.meetings,
        // The minimum requirements first: a practice more never weighs as much as one of them.
        requirements: figures
            .requirements_met
            .zip(figures.minimum_met)
            .map_or(1, |(met, minimum)| -(100 * minimum + met)),
        not_reported: -figures.not_reported,
        activity: figures.active_on.map_or(i32::MIN, Date::to_julian_day),
        ..line
    }
}

/// Returns the place of a city in the order of who needs support: first where nothing is known, then where something is
/// overdue, then where something else is asked for. Within each, the longest first.
fn support(figures: &CityFigures, reasons: &[Reason]) -> i32 {
    // Greater than every day number.
    const STEP: i32 = 10_000_000;
    let running = figures.plan_state == PlanState::Implementing;
    let unknown = running && figures.milestones > 0 && figures.not_reported == figures.milestones;
    let first = |kind| reasons.iter().find(|reason| reason.kind() == kind);
    let day = |on: Option<Date>| on.map_or(0, Date::to_julian_day);
    if let Some(Reason::Silent { since }) = first(NeedKind::Silent) {
        return day(*since);
    }
    if unknown {
        return day(figures.active_on.or(figures.starts_on));
    }
    match (figures.late_since, reasons.is_empty()) {
        (Some(since), _) => STEP + day(Some(since)),
        (None, false) => 2 * STEP + figures.not_reported.saturating_neg(),
        (None, true) => 3 * STEP + figures.not_reported.saturating_neg(),
    }
}

/// Returns the place of a kind of reason: the most urgent is 0.
pub(super) fn rank(kind: NeedKind) -> i32 {
    super::count(NeedKind::ALL.iter().position(|one| *one == kind).unwrap_or_default())
}

/// Returns a share in thousandths; -1 when the whole is 0, which sorts after all others.
fn permille(part: i32, whole: i32) -> i32 {
    let share = i64::from(part) * 1_000;
    share
        .checked_div(i64::from(whole))
        .filter(|_| whole > 0)
        .map_or(-1, |share| i32::try_from(share).unwrap_or(i32::MAX))
}

/// The days from which the figures, the reasons or the reminders of a city are others.
#[derive(Debug, Clone, Default)]
pub(super) struct Turns(Vec<Date>);

impl Turns {
    /// Adds those of the figures: when a city counts as silent, when a plan ends soon, when an
    /// assessment is due soon and no longer expected.
    pub(super) fn figures(&mut self, figures: &CityFigures) {
        let told = figures.active_on.or(figures.starts_on);
        self.0.extend(told.map(|on| months_after(on, SILENT_MONTHS)));
        self.0.extend(figures.ends_on.map(|on| days_after(on, -SOON)));
        if let Some(on) = figures.assess_by {
            self.0.push(days_after(on, -SOON));
            self.0.push(months_after(on, ASSESSMENT_EXPIRY_MONTHS));
        }
    }

    /// Adds those of a period: its first day and the day after its last.
    pub(super) fn period(&mut self, from: Option<Date>, to: Option<Date>) {
        self.0.extend(from);
        self.0.extend(to.map(|on| days_after(on, 1)));
    }

    /// Adds those of a due date: each step of its reminders, and the day after it.
    pub(super) fn due(&mut self, on: Date, today: Date) {
        self.0.extend(LADDER.iter().map(|days| days_after(on, *days)));
        self.0.push(days_after(on, 1));
        let weeks = days_between(on, today).div_euclid(i64::from(WEEK)) + 1;
        if weeks > 1 {
            let days = weeks.saturating_mul(i64::from(WEEK));
            self.0.push(days_after(on, i32::try_from(days).unwrap_or(i32::MAX)));
        }
    }

    /// Adds those of a meeting that was held: it counts for twelve months.
    pub(super) fn meeting(&mut self, on: Date) {
        let year = months_after(on, 12);
        self.0.extend([on, year, days_after(year, 1), days_after(year, 2)]);
    }

    /// Adds the day after one.
    pub(super) fn after(&mut self, on: Option<Date>) {
        self.0.extend(on.map(|on| days_after(on, 1)));
    }

    /// Returns the first of them after `today`, at most [`LONGEST`] days ahead.
    pub(super) fn next(&self, today: Date) -> Date {
        let ahead = self.0.iter().copied().filter(|on| *on > today).min();
        let latest = days_after(today, LONGEST);
        ahead.map_or(latest, |on| on.min(latest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminders::step_today;
    use time::macros::date;

    #[test]
    fn shares_are_compared_in_thousandths() {
        assert_eq!(permille(2, 3), 666);
        assert_eq!(permille(0, 3), 0);
        assert_eq!(permille(0, 0), -1, "nothing to share");
        assert_eq!(permille(i32::MAX, 1), i32::MAX);
    }

    #[test]
    fn no_step_of_a_reminder_is_left_out() {
        let due = date!(2026 - 11 - 30);
        let mut today = date!(2026 - 10 - 01);
        while today < date!(2027 - 03 - 01) {
            let mut turns = Turns::default();
            turns.due(due, today);
            let next = turns.next(today);
            assert!(next > today && next <= days_after(today, LONGEST));
            let mut between = days_after(today, 1);
            while between < next {
                assert_eq!(step_today(due, between), None, "{between} is left out after {today}");
                between = days_after(between, 1);
            }
            assert!(today > due || next <= days_after(due, 1), "late from the next day on");
            today = days_after(today, 1);
        }
    }

    #[test]
    fn a_city_where_nothing_changes_is_looked_at_once_a_week() {
        let today = date!(2026 - 11 - 23);
        assert_eq!(Turns::default().next(today), date!(2026 - 11 - 30));
        let mut turns = Turns::default();
        turns.period(Some(today), Some(date!(2026 - 11 - 25)));
        assert_eq!(turns.next(today), date!(2026 - 11 - 26));
    }
}
