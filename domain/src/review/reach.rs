//! Which cities a reviewer's lists show: those within their reach, and of these the cities of a filter.

use super::cities::{CHOSEN, Filter};
use crate::access::{Actor, Permit, Review};
use crate::db::Db;
use crate::directory;
use crate::directory::tables::city_line;
use crate::error::{Error, Result, code};
use crate::ids::AccountId;
use crate::people::tables::reviewer_city;
use crate::tenants::Totals;
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Select};

/// Which cities a reviewer may read.
pub(super) struct Reach {
    account: AccountId,
    /// Whether cities were chosen for them.
    limited: bool,
}

/// The sums of a reviewer's cities, by country.
pub(super) struct Sums(Vec<(String, Totals)>);

impl Sums {
    pub(super) fn whole(&self) -> Totals {
        directory::sum(self.0.iter().map(|(_, totals)| totals))
    }

    /// Returns the countries with cities that count.
    pub(super) fn countries(&self, counts: impl Fn(&Totals) -> bool) -> Vec<String> {
        let countries = self.0.iter().filter(|(_, totals)| counts(totals));
        countries.map(|(country, _)| country.clone()).collect()
    }
}

impl Reach {
    /// Reads which cities the holder of a permit may read.
    ///
    /// # Errors
    /// `Unauthorized` unless they are a person; database errors.
    pub(super) async fn of(db: &Db, permit: &Permit<Review>) -> Result<Self> {
        let Actor::Person(account) = permit.actor() else {
            return Err(Error::Unauthorized);
        };
        let platform = db.platform();
        let chosen = platform
            .find::<reviewer_city::Entity>()
            .filter(reviewer_city::Column::AccountId.eq(account))
            .limit(1);
        let limited = platform.one(chosen).await?.is_some();
        Ok(Self { account, limited })
    }

    /// Returns the sums of all cities within reach: those that are kept, or of the chosen cities.
    ///
    /// # Errors
    /// Database errors.
    pub(super) async fn sums(&self, db: &Db) -> Result<Sums> {
        let platform = db.platform();
        let sums = if self.limited {
            directory::counted_by_country(&platform, self.condition(&Filter::default())).await?
        } else {
            directory::countries(&platform).await?
        };
        Ok(Sums(sums))
    }

    /// Returns the sums of the cities of a filter. They are counted only if no kept sums answer it.
    ///
    /// # Errors
    /// Database errors.
    pub(super) async fn totals(&self, db: &Db, all: &Sums, filter: &Filter) -> Result<Totals> {
        let country = filter.country.clone();
        let by_country = Filter {
            country: country.clone(),
            ..Filter::default()
        };
        if *filter != by_country {
            return directory::counted(&db.platform(), self.condition(filter)).await;
        }
        let of = all
            .0
            .iter()
            .filter(|(code, _)| country.as_ref().is_none_or(|one| one == code));
        Ok(directory::sum(of.map(|(_, totals)| totals)))
    }

    /// Returns the condition for the cities of a filter within reach.
    pub(super) fn condition(&self, filter: &Filter) -> Condition {
        use city_line::Column;
        let mut all = Condition::all();
        if self.limited {
            let mut chosen = Query::select();
            chosen
                .column(reviewer_city::Column::TenantId)
                .from(reviewer_city::Entity)
                .and_where(reviewer_city::Column::AccountId.eq(self.account));
            all = all.add(Column::TenantId.in_subquery(chosen));
        }
        if let Some(country) = &filter.country {
            all = all.add(Column::Country.eq(country.as_str()));
        }
        if let Some(state) = filter.state {
            all = all.add(Column::PlanState.eq(state.code()));
        }
        if let Some(area) = &filter.policy_area {
            all = all.add(directory::holds(Column::Areas, area));
        }
        if let Some(need) = filter.need {
            all = all.add(directory::holds(Column::Needs, need.code()));
        }
        if !filter.cities.is_empty() {
            all = all.add(Column::Slug.is_in(filter.cities.iter().map(String::as_str)));
        }
        if filter.without_examples {
            all = all.add(Column::Example.eq(0));
        }
        if let Some(named) = filter.name.as_deref().and_then(directory::named) {
            all = all.add(Column::TenantId.in_subquery(named));
        }
        all
    }

    /// Begins a query for the cities of a filter within reach.
    ///
    /// # Errors
    /// `cities` / `out_of_range` for more than [`CHOSEN`] cities.
    pub(super) fn select(&self, db: &Db, filter: &Filter) -> Result<Select<city_line::Entity>> {
        if filter.cities.len() > CHOSEN {
            return Err(Error::field("cities", code::OUT_OF_RANGE));
        }
        Ok(db.platform().find::<city_line::Entity>().filter(self.condition(filter)))
    }
}
