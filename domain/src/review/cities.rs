//! The reviewer's queue and the comparison of cities, from the platform's figures alone, so that the number
//! of database queries does not grow with the number of cities.

use super::rules::{NeedKind, Reason, needs};
use crate::access::{Actor, Permit, Review};
use crate::coded::coded;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::figures::tables::{city_figures, city_wall};
use crate::figures::{CityFigures, CompactCommitment};
use crate::ids::TenantId;
use crate::input;
use crate::people;
use crate::plans::PlanState;
use crate::requirements::Requirement;
use crate::tenants::Tenant;
use crate::tenants::tables::tenant;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::HashMap;
use time::Date;

coded! {
    /// The order of compared cities. Cities that are equal in it are ordered by slug.
    Sort {
        /// By the share of milestones that are complete, greatest first.
        Complete = "complete",
        /// By the number of overdue milestones, most first.
        Late = "late",
        /// By the share of complete milestones with evidence, greatest first.
        Evidence = "evidence",
        /// By the median number of days to an answer, fewest first.
        AnswerDays = "answer_days",
        /// By the share of comments and proposals that were answered, greatest first.
        Answered = "answered",
        /// By the number of meetings in the last twelve months, most first.
        Meetings = "meetings",
        /// By the number of OGP's requirements that are met, most first.
        Requirements = "requirements",
        /// By the number of milestones without any report, most first.
        NotReported = "not_reported",
        /// By the day of the last publication, longest ago first.
        Activity = "activity",
        /// By slug.
        Name = "name",
    }
}

/// A filter of cities. Fields that are `None` or empty do not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// ISO 3166-1 alpha-2, or XK.
    pub country: Option<String>,
    /// The state of the current plan.
    pub state: Option<PlanState>,
    /// The code of a policy area of the current plan.
    pub policy_area: Option<String>,
    /// A kind of reason why the city needs attention.
    pub need: Option<NeedKind>,
    /// The slugs of cities.
    pub cities: Vec<String>,
}

/// A city in a reviewer's queue.
#[derive(Debug, Clone)]
pub struct Line {
    /// The city.
    pub tenant: Tenant,
    /// The figures of its current plan; `None` when no plan is published.
    pub figures: Option<CityFigures>,
    /// Why it needs attention, the most urgent reason first.
    pub reasons: Vec<Reason>,
    /// The current day in the city.
    pub today: Date,
}

/// A city in the comparison.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The city.
    pub tenant: Tenant,
    /// The figures of its current plan.
    pub figures: CityFigures,
    /// The current day in the city.
    pub today: Date,
}

impl Filter {
    /// Checks whether a city matches the filter.
    pub fn takes(&self, line: &Line) -> bool {
        let state = line.figures.as_ref().map(|figures| figures.plan_state);
        self.country
            .as_ref()
            .is_none_or(|country| *country == line.tenant.country)
            && (self.state.is_none() || self.state == state)
            && self.policy_area.as_ref().is_none_or(|area| {
                let figures = line.figures.as_ref();
                figures.is_some_and(|figures| figures.policy_areas.0.contains(area))
            })
            && self
                .need
                .is_none_or(|need| line.reasons.iter().any(|reason| reason.kind() == need))
            && (self.cities.is_empty() || self.cities.contains(&line.tenant.slug))
    }
}

impl Compared {
    /// Returns the number of complete milestones, and of all.
    pub fn complete(&self) -> (i32, i32) {
        (self.figures.done, self.figures.milestones)
    }

    /// Returns the number of comments and proposals that were answered, and of all that ask for an answer.
    pub fn answered(&self) -> (i32, i32) {
        (self.figures.answered, self.figures.asked)
    }

    /// Returns the number of OGP's requirements that are met, and of all; `None` until it is computed.
    pub fn requirements(&self) -> Option<(i32, i32)> {
        let all = i32::try_from(Requirement::ALL.len()).unwrap_or(i32::MAX);
        Some((self.figures.requirements_met?, all))
    }

    /// Returns the number of complete milestones with evidence, and of all complete milestones.
    pub fn evidence(&self) -> (i32, i32) {
        (self.figures.proven, self.figures.done)
    }
}

/// Lists the cities of a reviewer: first those that need attention, by urgency, then the others by slug.
///
/// # Errors
/// Database errors.
pub async fn queue(db: &Db, permit: &Permit<Review>, filter: &Filter) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = lines_of_reviewer(db, permit).await?;
    lines.retain(|line| filter.takes(line));
    lines.sort_by_cached_key(|line| {
        let first = line.reasons.first().map(|reason| reason.need(line.today));
        (first.is_none(), first, line.tenant.slug.clone())
    });
    Ok(lines)
}

/// Returns one city as a line of the queue.
///
/// # Errors
/// Database errors.
pub async fn line(db: &Db, permit: &Permit<Review>, tenant: &Tenant) -> Result<Line> {
    let platform = db.platform();
    let select = platform
        .find::<city_figures::Entity>()
        .filter(city_figures::Column::TenantId.eq(permit.tenant()));
    let figures = platform.one(select).await?;
    let today = tenant.zone().day(db.clock().now());
    Ok(Line {
        reasons: needs(figures.as_ref(), today),
        figures,
        today,
        tenant: tenant.clone(),
    })
}

/// Lists the reviewer's cities that have a published plan, for comparison.
///
/// # Errors
/// Database errors.
pub async fn compare(db: &Db, permit: &Permit<Review>, filter: &Filter, sort: Sort) -> Result<Vec<Compared>> {
    let lines = lines_of_reviewer(db, permit).await?;
    Ok(compared(lines, filter, sort))
}

/// Same as [`compare`], from lines that are already read.
pub fn compared(lines: Vec<Line>, filter: &Filter, sort: Sort) -> Vec<Compared> {
    let lines = lines.into_iter().filter(|line| filter.takes(line));
    let mut cities: Vec<Compared> = lines
        .filter_map(|line| {
            Some(Compared {
                tenant: line.tenant,
                figures: line.figures?,
                today: line.today,
            })
        })
        .collect();
    cities.sort_by_cached_key(|city| {
        let key = match sort {
            Sort::Complete => -permille(city.complete()),
            Sort::Late => -i64::from(city.figures.late),
            Sort::Evidence => -permille(city.evidence()),
            Sort::AnswerDays => city.figures.answer_days.map_or(i64::MAX, i64::from),
            Sort::Answered => -permille(city.answered()),
            Sort::Meetings => -i64::from(city.figures.meetings),
            Sort::Requirements => city.figures.requirements_met.map_or(1, |met| -i64::from(met)),
            Sort::NotReported => -i64::from(city.figures.not_reported),
            Sort::Activity => city
                .figures
                .active_on
                .map_or(i64::MIN, |day| i64::from(day.to_julian_day())),
            Sort::Name => 0,
        };
        (key, city.tenant.slug.clone())
    });
    cities
}

/// Returns a share in thousandths; -1 when the whole is 0, which sorts after all others.
fn permille((part, whole): (i32, i32)) -> i64 {
    if whole > 0 {
        i64::from(part) * 1_000 / i64::from(whole)
    } else {
        -1
    }
}

/// Returns the commitments of each compared city with their milestones, for the small wall pictures.
///
/// # Errors
/// Database errors.
pub async fn walls(
    db: &Db,
    _permit: &Permit<Review>,
    of: &[&Compared],
) -> Result<HashMap<TenantId, Vec<CompactCommitment>>> {
    let platform = db.platform();
    let select = platform
        .find::<city_wall::Entity>()
        .filter(city_wall::Column::TenantId.is_in(of.iter().map(|city| city.tenant.id)));
    let rows = platform.all(select).await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id, row.courses.0)).collect())
}

/// Returns the reviewer's cities with their figures, sorted by slug. It takes three queries for any number of
/// cities.
pub(super) async fn lines_of_reviewer(db: &Db, permit: &Permit<Review>) -> Result<Vec<Line>> {
    let Actor::Person(account) = permit.actor() else {
        return Err(Error::Unauthorized);
    };
    let reach = people::reach(db, account).await?;
    let platform = db.platform();
    let mut cities = platform.find::<tenant::Entity>();
    let mut figures = platform.find::<city_figures::Entity>();
    if let Some(chosen) = reach {
        cities = cities.filter(tenant::Column::Id.is_in(chosen.iter().copied()));
        figures = figures.filter(city_figures::Column::TenantId.is_in(chosen));
    }
    let mut known: HashMap<TenantId, CityFigures> = platform
        .all(figures)
        .await?
        .into_iter()
        .map(|row| (row.tenant_id, row))
        .collect();
    let now = db.clock().now();
    let line = |tenant: Tenant| {
        let today = tenant.zone().day(now);
        let figures = known.remove(&tenant.id);
        Line {
            reasons: needs(figures.as_ref(), today),
            figures,
            today,
            tenant,
        }
    };
    let mut lines: Vec<Line> = platform.all(cities).await?.into_iter().map(line).collect();
    lines.sort_by_cached_key(|line| input::slug(&line.tenant.slug));
    Ok(lines)
}
