//! The questions to all cities, from the platform's copy, so that the number of database queries does not
//! grow with the number of cities. The answers are stored only with the cities; to read one, a reviewer
//! opens the city's record.

use super::cities::{Line, lines_of_reviewer};
use crate::access::{Permit, Review};
use crate::calendar::days_between;
use crate::db::Db;
use crate::error::Result;
use crate::figures::tables::city_queries;
use crate::ids::TenantId;
use crate::queries::{QueryState, Question};
use sea_orm::{ColumnTrait, QueryFilter};
use std::cmp::Reverse;
use std::collections::HashMap;
use time::{Date, OffsetDateTime};

/// A question and the city that was asked.
#[derive(Debug, Clone)]
pub struct CityQuestion {
    /// The city.
    pub line: Line,
    /// The question.
    pub question: Question,
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
        days_between(self.on(), self.answered_on().unwrap_or(self.line.today))
    }

    /// Returns how many days the answer is overdue; `None` when it is not.
    pub fn days_late(&self) -> Option<i64> {
        let due = self.question.due_on?;
        let late = days_between(due, self.line.today);
        (self.question.state == QueryState::Open && late > 0).then_some(late)
    }

    fn day(&self, at: OffsetDateTime) -> Date {
        self.line.tenant.zone().day(at)
    }
}

/// Lists the questions to the reviewer's cities, newest first.
///
/// # Errors
/// Database errors.
pub async fn asked(db: &Db, permit: &Permit<Review>) -> Result<Vec<CityQuestion>> {
    let lines = lines_of_reviewer(db, permit).await?;
    let platform = db.platform();
    let select = platform
        .find::<city_queries::Entity>()
        .filter(city_queries::Column::TenantId.is_in(lines.iter().map(|line| line.tenant.id)));
    let rows = platform.all(select).await?;
    let mut of: HashMap<TenantId, Vec<Question>> =
        rows.into_iter().map(|row| (row.tenant_id, row.questions.0)).collect();
    let questions = lines.into_iter().flat_map(|line| {
        let questions = of.remove(&line.tenant.id).unwrap_or_default();
        questions.into_iter().map(move |question| CityQuestion {
            line: line.clone(),
            question,
        })
    });
    let mut all: Vec<CityQuestion> = questions.collect();
    all.sort_by_key(|one| Reverse((one.question.asked_at, one.question.id)));
    Ok(all)
}
