//! The reviewer's queue and the comparison of cities, page by page from the platform's figures. A page takes
//! the same few database queries however many cities there are: filters and orders are columns with
//! indexes, and the numbers of all cities are sums that are kept.

use super::reach::Reach;
use crate::access::{Permit, Review};
use crate::coded::coded;
use crate::db::{BATCH, Db};
use crate::directory::Line as Entry;
use crate::directory::tables::city_line;
use crate::error::Result;
use crate::figures::tables::{city_figures, city_wall};
use crate::figures::{CityFigures, CompactCommitment, NeedKind, Reason, needs};
use crate::ids::TenantId;
use crate::pages::{Page, Slice, cursor, parts};
use crate::plans::PlanState;
use crate::requirements::Requirement;
use crate::tenants::tables::tenant;
use crate::tenants::{Tenant, Totals};
use sea_orm::{ColumnTrait, QueryFilter, Select, Value};
use std::collections::HashMap;
use time::Date;

/// The maximum number of cities that can be chosen by slug.
pub const CHOSEN: usize = 100;

coded! {
    /// The order of compared cities. Cities that are equal in it are ordered by slug.
    Sort {
        /// By who needs support: first where nothing was reported, then where something is overdue.
        Support = "support",
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

impl Sort {
    /// The column by which the cities are ordered before their slug.
    fn column(self) -> Option<city_line::Column> {
        use city_line::Column;
        Some(match self {
            Self::Support => Column::Support,
            Self::Complete => Column::Complete,
            Self::Late => Column::Late,
            Self::Evidence => Column::Evidence,
            Self::AnswerDays => Column::AnswerDays,
            Self::Answered => Column::Answered,
            Self::Meetings => Column::Meetings,
            Self::Requirements => Column::Requirements,
            Self::NotReported => Column::NotReported,
            Self::Activity => Column::Activity,
            Self::Name => return None,
        })
    }

    /// The place of a city in this order.
    fn place(self, entry: &Entry) -> i32 {
        match self {
            Self::Support => entry.support,
            Self::Complete => entry.complete,
            Self::Late => entry.late,
            Self::Evidence => entry.evidence,
            Self::AnswerDays => entry.answer_days,
            Self::Answered => entry.answered,
            Self::Meetings => entry.meetings,
            Self::Requirements => entry.requirements,
            Self::NotReported => entry.not_reported,
            Self::Activity => entry.activity,
            Self::Name => 0,
        }
    }

    /// Limits a query to a part of the list in this order.
    fn slice(self, slice: &Slice, select: Select<city_line::Entity>) -> Result<Select<city_line::Entity>> {
        let Some(column) = self.column() else {
            let key = |cursor: &str| Some(vec![parts::<1>(cursor)?[0].into()]);
            return slice.of(select, &[city_line::Column::Slug], true, key);
        };
        slice.of(select, &[column, city_line::Column::Slug], true, |cursor| {
            let [place, slug] = parts(cursor)?;
            Some(vec![place.parse::<i32>().ok()?.into(), slug.into()])
        })
    }

    fn cursor(self, entry: &Entry) -> String {
        if self == Self::Name {
            return entry.slug.clone();
        }
        cursor([&self.place(entry), &entry.slug])
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
    /// A kind of reason why the city needs attention, as of the day of its figures.
    pub need: Option<NeedKind>,
    /// The slugs of cities, at most [`CHOSEN`].
    pub cities: Vec<String>,
    /// What words of a name begin with, in any language. Accents and case do not count.
    pub name: Option<String>,
    /// Whether cities with example data are left out.
    pub without_examples: bool,
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

/// A part of a reviewer's queue.
#[derive(Debug, Clone)]
pub struct Queue {
    /// The cities of this page.
    pub page: Page<Line>,
    /// The sums of the cities on all pages.
    pub totals: Totals,
    /// The countries of the reviewer's cities.
    pub countries: Vec<String>,
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

/// A part of the comparison.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The cities of this page.
    pub page: Page<Compared>,
    /// The number of cities on all pages.
    pub total: u64,
    /// The countries of the reviewer's cities with a published plan.
    pub countries: Vec<String>,
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

    /// Returns the number of OGP Local's minimum requirements that are met, and of all; `None` until it is computed.
    pub fn minimum(&self) -> Option<(i32, i32)> {
        let all = Requirement::ALL.iter().filter(|one| one.is_minimum()).count();
        Some((self.figures.minimum_met?, i32::try_from(all).unwrap_or(i32::MAX)))
    }

    /// Returns the number of recommended practices that are met, and of all; `None` until it is computed.
    pub fn practices(&self) -> Option<(i32, i32)> {
        let all = Requirement::ALL.iter().filter(|one| !one.is_minimum()).count();
        let met = self.figures.requirements_met? - self.figures.minimum_met?;
        Some((met, i32::try_from(all).unwrap_or(i32::MAX)))
    }

    /// Returns the number of milestones whose state nobody reported, if any, while the plan is under way.
    pub fn unknown(&self) -> Option<i32> {
        let running = self.figures.plan_state == PlanState::Implementing;
        Some(self.figures.not_reported).filter(|count| running && *count > 0)
    }

    /// Returns the number of complete milestones with evidence, and of all complete milestones.
    pub fn evidence(&self) -> (i32, i32) {
        (self.figures.proven, self.figures.done)
    }
}

/// Lists the cities of a reviewer: first those that need attention, by the urgency of their most urgent
/// reason and then by slug, then the others by slug. Order and filter are as of the day of each city's
/// figures, which every round computes that changes a reason.
///
/// # Errors
/// `after` / `unknown_choice` for a cursor that is none of this list; `cities` / `out_of_range` for more than
/// [`CHOSEN`] cities; database errors.
pub async fn queue(db: &Db, permit: &Permit<Review>, filter: &Filter, slice: &Slice) -> Result<Queue> {
    use city_line::Column::{Need, NeedExtent, Slug};
    let reach = Reach::of(db, permit).await?;
    let all = reach.sums(db).await?;
    let totals = reach.totals(db, &all, filter).await?;
    let select = reach.select(db, filter)?;
    let select = slice.of(select, &[Need, NeedExtent, Slug], true, |cursor| {
        let [need, extent, slug] = parts(cursor)?;
        let number = |text: &str| Some(Value::from(text.parse::<i32>().ok()?));
        Some(vec![number(need)?, number(extent)?, slug.into()])
    })?;
    let rows = read(db, select).await?;
    let page = slice.page(rows, |(entry, ..)| {
        cursor([&entry.need, &entry.need_extent, &entry.slug])
    });
    let now = db.clock().now();
    Ok(Queue {
        page: page.map(|(_, tenant, figures)| {
            let today = tenant.zone().day(now);
            Line {
                reasons: needs(figures.as_ref(), today),
                figures: figures.map(|figures| figures.on(today)),
                today,
                tenant,
            }
        }),
        totals,
        countries: all.countries(|_| true),
    })
}

type Row = (Entry, Tenant, Option<CityFigures>);

/// Reads lines with their cities and figures.
async fn read(db: &Db, select: Select<city_line::Entity>) -> Result<Vec<Row>> {
    let rows = db
        .platform()
        .with_two::<_, tenant::Entity, city_figures::Entity>(select)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .filter_map(|(entry, tenant, figures)| Some((entry, tenant?, figures)))
        .collect())
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
        figures: figures.map(|figures| figures.on(today)),
        today,
        tenant: tenant.clone(),
    })
}

/// Lists the reviewer's cities that have a published plan, for comparison, in an order that ends in the slug.
///
/// # Errors
/// As [`queue`].
pub async fn compare(
    db: &Db,
    permit: &Permit<Review>,
    filter: &Filter,
    sort: Sort,
    slice: &Slice,
) -> Result<Comparison> {
    let reach = Reach::of(db, permit).await?;
    let all = reach.sums(db).await?;
    let total = reach.totals(db, &all, filter).await?.published;
    Ok(Comparison {
        page: compared(db, &reach, filter, sort, slice).await?,
        total,
        countries: all.countries(|totals| totals.published > 0),
    })
}

/// Returns the next cities of the comparison, [`BATCH`] at a time, for a file that holds them all: the cities
/// and the cursor of the next call, `None` after the last.
///
/// # Errors
/// As [`queue`].
pub async fn compare_batch(
    db: &Db,
    permit: &Permit<Review>,
    filter: &Filter,
    sort: Sort,
    after: Option<String>,
) -> Result<(Vec<Compared>, Option<String>)> {
    let reach = Reach::of(db, permit).await?;
    let page = compared(db, &reach, filter, sort, &Slice::after(after, BATCH)).await?;
    Ok((page.rows, page.next))
}

async fn compared(db: &Db, reach: &Reach, filter: &Filter, sort: Sort, slice: &Slice) -> Result<Page<Compared>> {
    let select = reach.select(db, filter)?.filter(city_line::Column::Published.eq(1));
    let rows = read(db, sort.slice(slice, select)?).await?;
    let page = slice.page(rows, |(entry, ..)| sort.cursor(entry));
    let now = db.clock().now();
    let rows = page.rows.into_iter().filter_map(|(_, tenant, figures)| {
        let today = tenant.zone().day(now);
        Some(Compared {
            tenant,
            figures: figures?.on(today),
            today,
        })
    });
    Ok(Page {
        rows: rows.collect(),
        previous: page.previous,
        next: page.next,
    })
}

/// Returns the commitments of each compared city with their milestones, for the small wall pictures. `of` is
/// at most a page.
///
/// # Errors
/// Database errors.
pub async fn walls(
    db: &Db,
    _permit: &Permit<Review>,
    of: &[&Compared],
) -> Result<HashMap<TenantId, Vec<CompactCommitment>>> {
    if of.is_empty() {
        return Ok(HashMap::new());
    }
    let platform = db.platform();
    let select = platform
        .find::<city_wall::Entity>()
        .filter(city_wall::Column::TenantId.is_in(of.iter().map(|city| city.tenant.id)));
    let rows = platform.all(select).await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id, row.courses.0)).collect())
}
