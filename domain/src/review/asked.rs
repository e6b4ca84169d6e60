//! The questions to all cities, from the platform's copy, so that the number of database queries does not
//! grow with the number of cities. The answers are stored only with the cities; to read one, a reviewer
//! opens the city's record.

use super::cities::Filter;
use super::reach::Reach;
use crate::access::{Permit, Review};
use crate::calendar::days_between;
use crate::db::Db;
use crate::directory::tables::city_line;
use crate::error::Result;
use crate::figures::CityQuestion as Question;
use crate::figures::tables::city_question;
use crate::pages::{Page, Slice, cursor, parts};
use crate::queries::QueryState;
use crate::tenants::tables::tenant;
use crate::tenants::{Tenant, Totals};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, QueryFilter};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A question and the city that was asked.
#[derive(Debug, Clone)]
pub struct CityQuestion {
    /// The city.
    pub tenant: Tenant,
    /// The current day in the city.
    pub today: Date,
    /// The question.
    pub question: Question,
}

/// A part of the list of questions.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The questions of this page.
    pub page: Page<CityQuestion>,
    /// The number of questions on all pages.
    pub total: u64,
    /// The countries of the reviewer's cities.
    pub countries: Vec<String>,
    /// Whether no question was ever asked to any of the reviewer's cities.
    pub never: bool,
}

impl CityQuestion {
    /// Returns the day, in the city's time zone, on which it was asked.
    pub fn on(&self) -> Date {
        self.day(self.question.asked_at)
    }

    /// Returns the day, in the city's time zone, on which it was answered; `None` while it is open.
    pub fn answered_on(&self) -> Option<Date> {
        Some(self.day(self.question.answered_at?))
    }

    /// Returns the number of days until it was answered, or until today while it is open.
    pub fn days(&self) -> i64 {
        days_between(self.on(), self.answered_on().unwrap_or(self.today))
    }

    /// Returns how many days the answer is overdue; `None` when it is not.
    pub fn days_late(&self) -> Option<i64> {
        let due = self.question.due_on?;
        let late = days_between(due, self.today);
        (self.question.state == QueryState::Open && late > 0).then_some(late)
    }

    fn day(&self, at: OffsetDateTime) -> Date {
        self.tenant.zone().day(at)
    }
}

/// Lists the questions to the reviewer's cities, newest first: those to cities of the filter, in one state
/// or in all.
///
/// # Errors
/// `after` / `unknown_choice` for a cursor that is none of this list; database errors.
pub async fn asked(
    db: &Db,
    permit: &Permit<Review>,
    filter: &Filter,
    state: Option<QueryState>,
    slice: &Slice,
) -> Result<Asked> {
    use city_question::Column::{AskedAt, Id};
    let reach = Reach::of(db, permit).await?;
    let platform = db.platform();
    let all = reach.sums(db).await?;
    let total = |totals: Totals| match state {
        None => totals.open_questions + totals.answered_questions,
        Some(QueryState::Open) => totals.open_questions,
        Some(QueryState::Answered) => totals.answered_questions,
    };
    let count = total(reach.totals(db, &all, filter).await?);
    let mut select = platform.find::<city_question::Entity>();
    if let Some(state) = state {
        select = select.filter(city_question::Column::State.eq(state));
    }
    let narrowed = reach.condition(filter);
    if !narrowed.is_empty() {
        let mut cities = Query::select();
        cities
            .column(city_line::Column::TenantId)
            .from(city_line::Entity)
            .cond_where(narrowed);
        select = select.filter(city_question::Column::TenantId.in_subquery(cities));
    }
    let select = slice.of(select, &[AskedAt, Id], false, |cursor| {
        let [at, id] = parts(cursor)?;
        let at = OffsetDateTime::from_unix_timestamp(at.parse().ok()?).ok()?;
        Some(vec![at.into(), Uuid::try_parse(id).ok()?.into()])
    })?;
    let rows = platform.with_one::<_, tenant::Entity>(select).await?;
    let page = slice.page(rows, |(question, _)| {
        cursor([&question.asked_at.unix_timestamp(), &question.id])
    });
    let now = db.clock().now();
    let rows = page.rows.into_iter().filter_map(|(question, tenant)| {
        let tenant = tenant?;
        Some(CityQuestion {
            today: tenant.zone().day(now),
            tenant,
            question,
        })
    });
    let ever = all.whole();
    Ok(Asked {
        page: Page {
            rows: rows.collect(),
            previous: page.previous,
            next: page.next,
        },
        total: count,
        never: ever.open_questions + ever.answered_questions == 0,
        countries: all.countries(|_| true),
    })
}
