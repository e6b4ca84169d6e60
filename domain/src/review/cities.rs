//! Cities side by side, from the platform's figures alone: the number of queries does not grow with
//! the number of cities.

use super::rules::{NeedKind, Reason, needs};
use crate::access::{Actor, Permit, Review};
use crate::coded::coded;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::figures::tables::{city_figures, city_wall};
use crate::figures::{CityFigures, Course};
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
    /// By what compared cities are ordered.
    Sort {
        /// The share of milestones that are done, the greatest first.
        Complete = "complete",
        /// How many are late, the most first.
        Late = "late",
        /// The share of finished work with evidence, the greatest first.
        Evidence = "evidence",
        /// Days to an answer, the fewest first.
        AnswerDays = "answer_days",
        /// The share of voices that were answered, the greatest first.
        Answered = "answered",
        /// Meetings of the last twelve months, the most first.
        Meetings = "meetings",
        /// How many of OGP's requirements the records show, the most first.
        Requirements = "requirements",
        /// Of how many nothing was reported, the most first.
        NotReported = "not_reported",
        /// When something was last told, the longest silent first.
        Activity = "activity",
        /// The name.
        Name = "name",
    }
}

/// Which cities are wanted. What is not said does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// ISO 3166-1 alpha-2, or XK.
    pub country: Option<String>,
    /// Where the present plan stands.
    pub state: Option<PlanState>,
    /// A policy area on which the present plan works.
    pub policy_area: Option<String>,
    /// What they need somebody for.
    pub need: Option<NeedKind>,
    /// These alone, by their slugs; all where none is named.
    pub cities: Vec<String>,
}

/// A city of the queue.
#[derive(Debug, Clone)]
pub struct Line {
    /// The city.
    pub tenant: Tenant,
    /// What is known of its present plan; nothing where none is published.
    pub figures: Option<CityFigures>,
    /// Why it needs somebody, the most urgent reason first.
    pub reasons: Vec<Reason>,
    /// The day it is there.
    pub today: Date,
}

/// A city among others.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The city.
    pub tenant: Tenant,
    /// What is known of its present plan.
    pub figures: CityFigures,
    /// The day it is there.
    pub today: Date,
}

impl Filter {
    /// Whether a city is among those that are wanted.
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
    /// Milestones that are done, and all of them.
    pub fn complete(&self) -> (i32, i32) {
        (self.figures.done, self.figures.milestones)
    }

    /// Voices that were answered, and all that ask for an answer.
    pub fn answered(&self) -> (i32, i32) {
        (self.figures.answered, self.figures.asked)
    }

    /// Requirements that the records show, and all of OGP's; nothing until that is reckoned.
    pub fn requirements(&self) -> Option<(i32, i32)> {
        let all = i32::try_from(Requirement::ALL.len()).unwrap_or(i32::MAX);
        Some((self.figures.requirements_met?, all))
    }

    /// Finished milestones with evidence, and all that are finished.
    pub fn evidence(&self) -> (i32, i32) {
        (self.figures.proven, self.figures.done)
    }
}

/// Every city of a reviewer: those that need somebody first, by urgency, then the rest by name.
///
/// # Errors
/// The database's own.
pub async fn queue(db: &Db, permit: &Permit<Review>, filter: &Filter) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = hers(db, permit).await?;
    lines.retain(|line| filter.takes(line));
    lines.sort_by_cached_key(|line| {
        let first = line.reasons.first().map(|reason| reason.need(line.today));
        (first.is_none(), first, line.tenant.slug.clone())
    });
    Ok(lines)
}

/// One city as a line of the queue.
///
/// # Errors
/// The database's own.
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

/// Her cities with a published plan, side by side.
///
/// # Errors
/// The database's own.
pub async fn compare(db: &Db, permit: &Permit<Review>, filter: &Filter, sort: Sort) -> Result<Vec<Compared>> {
    let lines = hers(db, permit).await?;
    Ok(compared(lines, filter, sort))
}

/// The same from lines that were read already.
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

/// A share in thousandths; one of nothing comes after all others.
fn permille((part, whole): (i32, i32)) -> i64 {
    if whole > 0 {
        i64::from(part) * 1_000 / i64::from(whole)
    } else {
        -1
    }
}

/// The milestones of compared cities in small.
///
/// # Errors
/// The database's own.
pub async fn walls(db: &Db, _permit: &Permit<Review>, of: &[&Compared]) -> Result<HashMap<TenantId, Vec<Course>>> {
    let platform = db.platform();
    let select = platform
        .find::<city_wall::Entity>()
        .filter(city_wall::Column::TenantId.is_in(of.iter().map(|city| city.tenant.id)));
    let rows = platform.all(select).await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id, row.courses.0)).collect())
}

/// The cities given to her, with their figures: by name, in three queries however many they are.
pub(super) async fn hers(db: &Db, permit: &Permit<Review>) -> Result<Vec<Line>> {
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
