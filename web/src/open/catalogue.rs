//! The open data catalogue and the code lists (SKOS concept schemes), as linked data.

use besa_domain::{Error, catalogue, tenants};
use besa_formats::catalogue as linked;
use besa_formats::linked::{Graph, scheme};
use poem::http::header;
use poem::web::Path;
use poem::{Response, handler};

use super::Format;
use crate::error::{Fault, Result};
use crate::links;
use crate::page::{Cache, see_other, shared, vary_by_language};
use crate::pages::Pages;
use crate::tenant;
use crate::visitor::Visitor;

const FORMATS: &[Format] = &[Format::JsonLd, Format::Turtle];

pub(super) fn routes(pages: Pages) -> Pages {
    let mut pages = pages
        .page("/catalogue", choose)
        .page("/catalogue.jsonld", platform)
        .page("/catalogue.ttl", platform)
        .page("/:city/catalogue", choose_city)
        .page("/:city/catalogue.jsonld", of_city)
        .page("/:city/catalogue.ttl", of_city);
    for known in scheme::ALL {
        let path = format!("/scheme/{}", known.name);
        pages = pages.page(path.clone(), choose);
        for format in FORMATS {
            pages = pages.page(format!("{path}.{}", format.ending()), of_scheme);
        }
    }
    pages
}

/// Redirects to `path` with the extension of `format`; without one, to JSON-LD.
fn led(path: &str, format: Option<Format>) -> Response {
    let mut res = see_other(&format!("{path}.{}", format.unwrap_or(Format::JsonLd).ending()));
    let headers = res.headers_mut();
    headers.insert(header::VARY, header::HeaderValue::from_static("accept"));
    shared(headers);
    res
}

#[handler]
async fn choose(visitor: Visitor) -> Result {
    let format = Format::accepted(&visitor.request, FORMATS);
    Ok(led(&visitor.request.path, format))
}

/// Redirects browsers to the open data page, which has the same content, and programs to a format.
#[handler]
async fn choose_city(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let format = Format::accepted(&visitor.request, FORMATS);
    let reads = visitor
        .request
        .header(header::ACCEPT)
        .is_some_and(|accept| accept.contains("text/html"));
    if format.is_none() && reads {
        let language = visitor.choose(&tenant::offered(&city), tenant::first(&city));
        let mut res = see_other(&links::City::new(&city.slug, language).data());
        vary_by_language(res.headers_mut());
        return Ok(res);
    }
    Ok(led(&visitor.request.path, format))
}

/// Returns a graph in the format of the URL's extension.
fn print(visitor: &Visitor, graph: &Graph, cache: &Cache, changed: Option<time::OffsetDateTime>) -> Result {
    let (_, format) = Format::split(&visitor.request.path, FORMATS).ok_or(Fault::Missing)?;
    let body = match format {
        Format::Turtle => graph.turtle(),
        Format::Json | Format::JsonLd | Format::Calendar | Format::Feed => graph.json_ld(),
    };
    Ok(cache.file(format.media_type(), changed, body.map_err(Error::internal)?))
}

#[handler]
async fn platform(visitor: Visitor) -> Result {
    let number = visitor.request.query("page").map_or(Ok(1), |page| page.parse());
    let part = catalogue::page(visitor.db(), number.ok().ok_or(Fault::Missing)?).await?;
    let held: Vec<_> = part
        .cities
        .iter()
        .map(|(city, holds)| (city.version, &city.slug, holds))
        .collect();
    let cache = Cache::tagged(&visitor, (part.number, part.total, held))?;
    let changed = part.cities.iter().filter_map(|(_, holds)| holds.changed_at).max();
    let graph = linked::of_platform(&visitor.app.base_url, &part);
    print(&visitor, &graph, &cache, changed)
}

#[handler]
async fn of_city(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let cache = Cache::of_city(&visitor, &city, ()).await?;
    let holds = catalogue::record_counts(visitor.db(), &city).await?;
    let graph = linked::of_city(&visitor.app.base_url, &city, &holds);
    print(&visitor, &graph, &cache, holds.changed_at)
}

#[handler]
async fn of_scheme(visitor: Visitor) -> Result {
    let cache = Cache::tagged(&visitor, ())?;
    let (bare, _) = Format::split(&visitor.request.path, FORMATS).ok_or(Fault::Missing)?;
    let name = bare.rsplit('/').next().unwrap_or_default();
    let found = scheme::ALL.into_iter().find(|known| known.name == name);
    let graph = found.ok_or(Fault::Missing)?.graph(&visitor.app.base_url);
    print(&visitor, &graph, &cache, None)
}
