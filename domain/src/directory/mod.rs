//! The directory of cities: what lists across cities are filtered, ordered, searched and counted by. All of
//! it is derived: a city's own line is written with its settings and its figures.

mod due;
pub(crate) mod tables;

pub(crate) use due::{is_any_due, take_due};

use crate::db::Platform;
use crate::directory::tables::{city_line, city_name, city_word, country_total};
use crate::error::Result;
use crate::fold::{fold, from_each_word};
use crate::ids::TenantId;
use crate::records::Names;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use std::collections::BTreeSet;
use std::ops::Sub;
use time::OffsetDateTime;

/// The languages in which lists of cities can be ordered by name: those of the pages.
pub const LANGUAGES: [&str; 2] = ["en", "sq"];

/// A city in lists across cities.
pub(crate) type Line = city_line::Model;

/// The rank of a city that needs no attention: behind every kind of reason.
pub(crate) const CALM: i32 = 1_000;
/// The place of a city in an order in which it has no value.
pub(crate) const LAST: i32 = i32::MAX;

/// What the directory takes from a city's settings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct City<'c> {
    pub(crate) id: TenantId,
    pub(crate) slug: &'c str,
    pub(crate) country: &'c str,
    pub(crate) names: &'c Names,
    pub(crate) default_language: &'c str,
    pub(crate) example: bool,
}

/// Sums of some or all cities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Totals {
    /// The number of cities.
    pub cities: u64,
    /// How many have a published plan.
    pub published: u64,
    /// How many need attention.
    pub needy: u64,
    /// The number of reviewers' questions that wait for an answer.
    pub open_questions: u64,
    /// The number of reviewers' questions that were answered.
    pub answered_questions: u64,
}

#[derive(Debug, Default, FromQueryResult)]
struct Sums {
    cities: Option<i64>,
    published: Option<i64>,
    needy: Option<i64>,
    open_questions: Option<i64>,
    answered_questions: Option<i64>,
}

impl From<Sums> for Totals {
    fn from(sums: Sums) -> Self {
        let number = |sum: Option<i64>| u64::try_from(sum.unwrap_or_default()).unwrap_or_default();
        Self {
            cities: number(sums.cities),
            published: number(sums.published),
            needy: number(sums.needy),
            open_questions: number(sums.open_questions),
            answered_questions: number(sums.answered_questions),
        }
    }
}

/// Returns the line of a city without a published plan, whose first round is due now.
pub(crate) fn blank(city: City<'_>, now: OffsetDateTime) -> Line {
    Line {
        tenant_id: city.id,
        slug: city.slug.to_owned(),
        country: city.country.to_owned(),
        plan_state: None,
        areas: String::new(),
        needs: String::new(),
        need: CALM,
        need_extent: 0,
        published: 0,
        needy: 0,
        example: i32::from(city.example),
        open_questions: 0,
        answered_questions: 0,
        support: LAST,
        complete: LAST,
        late: LAST,
        evidence: LAST,
        answer_days: LAST,
        answered: LAST,
        meetings: LAST,
        requirements: LAST,
        not_reported: LAST,
        activity: LAST,
        revision: 0,
        computed_at: now,
        round_at: now,
    }
}

/// Returns the line of a city. A city that was never written has none.
///
/// # Errors
/// Database errors.
pub(crate) async fn line<C: ConnectionTrait>(platform: &Platform<'_, C>, id: TenantId) -> Result<Option<Line>> {
    let select = platform.find::<city_line::Entity>();
    platform.one(select.filter(city_line::Column::TenantId.eq(id))).await
}

/// Writes the line of a city, and adds the difference from the old one to the sums of its country. The
/// caller holds the lock of the city's head, or the city is new.
///
/// # Errors
/// Database errors.
pub(crate) async fn write<C: ConnectionTrait>(platform: &Platform<'_, C>, old: Option<&Line>, new: Line) -> Result<()> {
    if let Some(old) = old.filter(|old| old.country != new.country) {
        add(platform, &old.country, Counted::default() - Counted::of(old)).await?;
        add(platform, &new.country, Counted::of(&new)).await?;
    } else {
        let before = old.map(Counted::of).unwrap_or_default();
        add(platform, &new.country, Counted::of(&new) - before).await?;
    }
    if old.is_some_and(|old| old.published != new.published) {
        let of_city = city_name::Column::TenantId.eq(new.tenant_id);
        platform
            .set::<city_name::Entity>(city_name::Column::Published, new.published, of_city)
            .await?;
    }
    platform.put(new, [city_line::Column::TenantId]).await
}

/// Writes the names of a city, by which lists are ordered and searched.
///
/// # Errors
/// Database errors.
pub(crate) async fn write_names<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    city: City<'_>,
    published: i32,
) -> Result<()> {
    platform
        .remove::<city_name::Entity>(city_name::Column::TenantId.eq(city.id))
        .await?;
    platform
        .remove::<city_word::Entity>(city_word::Column::TenantId.eq(city.id))
        .await?;
    let names = LANGUAGES.map(|language| city_name::Model {
        tenant_id: city.id,
        language: language.to_owned(),
        folded: fold(city.names.in_language(language, city.default_language)),
        slug: city.slug.to_owned(),
        published,
    });
    platform.add_all(names.into()).await?;
    let folded: Vec<String> = city.names.0.values().map(|name| fold(name)).collect();
    let words: BTreeSet<&str> = folded.iter().flat_map(|name| from_each_word(name)).collect();
    let words = words.into_iter().map(|word| city_word::Model {
        word: word.to_owned(),
        tenant_id: city.id,
    });
    platform.add_all(words.collect()).await
}

/// Returns the query for the cities of which a name has words that begin with `search`, in any language.
/// `None` when nothing of `search` can be searched for.
pub(crate) fn named(search: &str) -> Option<SelectStatement> {
    let from = fold(search);
    if from.is_empty() {
        return None;
    }
    // The greatest character: no folded name holds it.
    let to = format!("{from}\u{10FFFF}");
    let mut select = Query::select();
    select
        .column(city_word::Column::TenantId)
        .from(city_word::Entity)
        .and_where(city_word::Column::Word.gte(from))
        .and_where(city_word::Column::Word.lt(to));
    Some(select)
}

/// Returns codes as they are stored in one column: each between commas.
pub(crate) fn listed<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    codes.fold(String::new(), |all, code| {
        let comma = if all.is_empty() { "," } else { "" };
        all + comma + code + ","
    })
}

/// Returns the condition that a column of [`listed`] codes holds `code`.
pub(crate) fn holds(column: city_line::Column, code: &str) -> SimpleExpr {
    if code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        column.like(sea_orm::sea_query::LikeExpr::new(format!("%,{},%", code.replace('_', "\\_"))).escape('\\'))
    } else {
        // No code has other characters.
        Expr::val(1).eq(0)
    }
}

/// Returns the sums of each country with a city, by code.
///
/// # Errors
/// Database errors.
pub(crate) async fn countries<C: ConnectionTrait>(platform: &Platform<'_, C>) -> Result<Vec<(String, Totals)>> {
    let mut rows = platform.all(platform.find::<country_total::Entity>()).await?;
    rows.retain(|row| row.cities > 0);
    rows.sort_by(|a, b| a.country.cmp(&b.country));
    let sums = |row: &country_total::Model| Sums {
        cities: Some(row.cities.into()),
        published: Some(row.published.into()),
        needy: Some(row.needy.into()),
        open_questions: Some(row.open_questions.into()),
        answered_questions: Some(row.answered_questions.into()),
    };
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.country.clone(), sums(&row).into())).collect())
}

/// Returns the sums of all cities, from those of the countries.
pub(crate) fn sum<'t>(of: impl Iterator<Item = &'t Totals>) -> Totals {
    of.fold(Totals::default(), |all, one| Totals {
        cities: all.cities + one.cities,
        published: all.published + one.published,
        needy: all.needy + one.needy,
        open_questions: all.open_questions + one.open_questions,
        answered_questions: all.answered_questions + one.answered_questions,
    })
}

/// Returns the number of cities, from the sums of the countries.
///
/// # Errors
/// Database errors.
pub(crate) async fn cities<C: ConnectionTrait>(platform: &Platform<'_, C>) -> Result<u64> {
    let countries = countries(platform).await?;
    Ok(sum(countries.iter().map(|(_, totals)| totals)).cities)
}

/// Counts the cities of a filter, for which no sums are kept.
///
/// # Errors
/// Database errors.
pub(crate) async fn counted<C: ConnectionTrait>(platform: &Platform<'_, C>, filter: Condition) -> Result<Totals> {
    let sums: Option<Sums> = platform.figure(summed(platform, filter)).await?;
    Ok(sums.unwrap_or_default().into())
}

/// Counts the cities of a filter in each country, by code.
///
/// # Errors
/// Database errors.
pub(crate) async fn counted_by_country<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    filter: Condition,
) -> Result<Vec<(String, Totals)>> {
    #[derive(FromQueryResult)]
    struct OfCountry {
        country: String,
        cities: Option<i64>,
        published: Option<i64>,
        needy: Option<i64>,
        open_questions: Option<i64>,
        answered_questions: Option<i64>,
    }
    let select = summed(platform, filter)
        .column(city_line::Column::Country)
        .group_by(city_line::Column::Country)
        .order_by_asc(city_line::Column::Country);
    let rows: Vec<OfCountry> = platform.figures(select).await?;
    let sums = |row: &OfCountry| Sums {
        cities: row.cities,
        published: row.published,
        needy: row.needy,
        open_questions: row.open_questions,
        answered_questions: row.answered_questions,
    };
    let rows = rows.into_iter();
    Ok(rows.map(|row| (row.country.clone(), sums(&row).into())).collect())
}

fn summed<C: ConnectionTrait>(platform: &Platform<'_, C>, filter: Condition) -> Select<city_line::Entity> {
    use city_line::Column::{AnsweredQuestions, Needy, OpenQuestions, Published, TenantId};
    let select = platform.find::<city_line::Entity>().filter(filter).select_only();
    select
        .column_as(TenantId.count(), "cities")
        .column_as(Published.sum(), "published")
        .column_as(Needy.sum(), "needy")
        .column_as(OpenQuestions.sum(), "open_questions")
        .column_as(AnsweredQuestions.sum(), "answered_questions")
}

/// What a line adds to the sums of its country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counted {
    cities: i32,
    published: i32,
    needy: i32,
    open_questions: i32,
    answered_questions: i32,
}

impl Counted {
    fn of(line: &Line) -> Self {
        Self {
            cities: 1,
            published: line.published,
            needy: line.needy,
            open_questions: line.open_questions,
            answered_questions: line.answered_questions,
        }
    }
}

impl Sub for Counted {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            cities: self.cities - other.cities,
            published: self.published - other.published,
            needy: self.needy - other.needy,
            open_questions: self.open_questions - other.open_questions,
            answered_questions: self.answered_questions - other.answered_questions,
        }
    }
}

async fn add<C: ConnectionTrait>(platform: &Platform<'_, C>, country: &str, more: Counted) -> Result<()> {
    use country_total::Column::{AnsweredQuestions, Cities, Country, Needy, OpenQuestions, Published};
    if more == Counted::default() {
        return Ok(());
    }
    let row = country_total::Model {
        country: country.to_owned(),
        cities: more.cities,
        published: more.published,
        needy: more.needy,
        open_questions: more.open_questions,
        answered_questions: more.answered_questions,
    };
    let sums = [Cities, Published, Needy, OpenQuestions, AnsweredQuestions];
    platform.add_up(row, [Country], sums).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_one_column_are_told_apart() {
        assert_eq!(listed(["late", "due"].into_iter()), ",late,due,");
        assert_eq!(listed(std::iter::empty()), "");
    }
}
