//! The cities with a published plan, by name.

use super::CityFigures;
use super::tables::city_figures;
use crate::db::{BATCH, Db};
use crate::directory::tables::city_name;
use crate::directory::{self, LANGUAGES};
use crate::error::Result;
use crate::pages::{Page, Slice, cursor, parts};
use crate::tenants::Tenant;
use crate::tenants::tables::tenant;
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use time::OffsetDateTime;

/// A part of the list of cities.
#[derive(Debug, Clone)]
pub struct Cities {
    /// The cities of this page, with the figures of their current plans.
    pub page: Page<(Tenant, CityFigures)>,
    /// The number of cities on all pages.
    pub total: u64,
}

/// Lists the cities with a published plan, by their name in `language` and then by slug; a language that the
/// pages do not have counts as English. With `search`, only those of which a name in any language has words
/// that begin with it; accents and case do not count. It takes two statements, however many cities there are.
///
/// # Errors
/// `after` / `unknown_choice` for a cursor that is none of this list; database errors.
pub async fn listed(db: &Db, search: Option<&str>, language: &str, slice: &Slice) -> Result<Cities> {
    let platform = db.platform();
    let named = search.and_then(directory::named);
    let total = match &named {
        Some(named) => platform.count(cities(db, Some(named.clone()), language)).await?,
        None => {
            let countries = directory::countries(&platform).await?;
            directory::sum(countries.iter().map(|(_, totals)| totals)).published
        }
    };
    let order = [city_name::Column::Folded, city_name::Column::Slug];
    let select = slice.of(cities(db, named, language), &order, true, |cursor| {
        let [folded, slug] = parts(cursor)?;
        Some(vec![folded.into(), slug.into()])
    })?;
    let rows = platform
        .with_two::<_, tenant::Entity, city_figures::Entity>(select)
        .await?;
    let page = slice.page(rows, |(name, ..)| cursor([&name.folded, &name.slug]));
    Ok(Cities {
        page: found(page, db.clock().now()),
        total,
    })
}

/// Returns up to `limit` cities of the same list, in English, from the one with this number on. The number is
/// counted from 0.
///
/// # Errors
/// Database errors.
pub(crate) async fn from_number(db: &Db, number: u64, limit: u64) -> Result<Cities> {
    let platform = db.platform();
    let countries = directory::countries(&platform).await?;
    let select = cities(db, None, "en")
        .order_by_asc(city_name::Column::Folded)
        .order_by_asc(city_name::Column::Slug)
        .offset(number)
        .limit(limit);
    let rows = platform
        .with_two::<_, tenant::Entity, city_figures::Entity>(select)
        .await?;
    Ok(Cities {
        page: found(Slice::first(limit).page(rows, |_| String::new()), db.clock().now()),
        total: directory::sum(countries.iter().map(|(_, totals)| totals)).published,
    })
}

/// Returns every city with a published plan, by English name, for files that hold them all. It reads them in
/// batches.
///
/// # Errors
/// Database errors.
pub async fn every(db: &Db) -> Result<Vec<Tenant>> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let found = listed(db, None, "en", &Slice::after(after, BATCH)).await?;
        all.extend(found.page.rows.into_iter().map(|(city, _)| city));
        match found.page.next {
            Some(next) => after = Some(next),
            None => return Ok(all),
        }
    }
}

fn cities(db: &Db, named: Option<SelectStatement>, language: &str) -> Select<city_name::Entity> {
    let language = LANGUAGES.into_iter().find(|one| *one == language).unwrap_or("en");
    let select = db
        .platform()
        .find::<city_name::Entity>()
        .filter(city_name::Column::Language.eq(language));
    match named {
        // The sum keeps SQLite from walking all names in their order: it begins with the cities found.
        Some(named) => select
            .filter(
                Expr::col((city_name::Entity, city_name::Column::Published))
                    .add(0)
                    .eq(1),
            )
            .filter(city_name::Column::TenantId.in_subquery(named)),
        None => select.filter(city_name::Column::Published.eq(1)),
    }
}

type Row = (city_name::Model, Option<Tenant>, Option<CityFigures>);

fn found(page: Page<Row>, now: OffsetDateTime) -> Page<(Tenant, CityFigures)> {
    let rows = page.rows.into_iter();
    let both = rows.filter_map(|(_, city, figures)| {
        let (city, figures) = (city?, figures?);
        let today = city.zone().day(now);
        Some((city, figures.on(today)))
    });
    Page {
        rows: both.collect(),
        previous: page.previous,
        next: page.next,
    }
}
