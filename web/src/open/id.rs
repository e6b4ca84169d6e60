//! Permanent URLs: `/id/{city}/{kind}/{id}` redirects to the record's page, or to another format of it.

use besa_domain::tenants;
use poem::web::{Data, Path};
use poem::{Response, handler};

use super::record::{Record, What};
use super::{Api, Format};
use crate::error::{Fault, Result};
use crate::page::{see_other, shared, vary_by_language};
use crate::pages::Pages;
use crate::tenant::{self, City};
use crate::visitor::Visitor;

pub(super) fn routes(pages: Pages) -> Pages {
    pages.page("/id/:city", city_page).page("/id/:city/:kind/:id", record)
}

/// Opens the city in the visitor's preferred language.
async fn opened(visitor: Visitor, slug: &str) -> Result<City> {
    let found = tenants::by_slug(visitor.db(), slug).await?;
    let language = visitor.choose(&tenant::offered(&found), tenant::first(&found));
    City::open(visitor, slug, language.code()).await
}

fn leads(to: &str) -> Response {
    let mut res = see_other(to);
    let headers = res.headers_mut();
    vary_by_language(headers);
    shared(headers);
    res
}

/// Redirects to the city's overview, or to its catalogue for programs that ask for linked data.
#[handler]
async fn city_page(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let format = Format::accepted(&visitor.request, &[Format::JsonLd, Format::Turtle]);
    let city = opened(visitor, &slug).await?;
    Ok(match format {
        Some(format) => leads(&format!("/{}/catalogue.{}", city.tenant().slug, format.ending())),
        None => leads(&city.links().overview()),
    })
}

#[handler]
async fn record(
    visitor: Visitor,
    Data(api): Data<&Api>,
    Path((slug, kind, id)): Path<(String, String, String)>,
) -> Result {
    let what = What::named(&kind).ok_or(Fault::Missing)?;
    let format = Format::accepted(&visitor.request, Format::RECORD);
    let city = opened(visitor, &slug).await?;
    let record = Record::new(what, &id)?;
    // Records that do not exist or are not public get 404 instead of a redirect.
    let _seen = api.bytes(&record.address(&city.tenant().slug, "")).await?;
    let page = record.page(&city).await?;
    Ok(match format {
        Some(format) => leads(&format!("{page}.{}", format.ending())),
        None => leads(&page),
    })
}
