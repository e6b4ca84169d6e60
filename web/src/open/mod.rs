//! Open and linked data: every public record in other formats, tables to download, the catalogue, feeds and
//! calendars, sitemaps. All of it comes from the API without a caller, so every format shows the same public data.

mod api;
mod catalogue;
mod deadlines;
mod feed;
mod heads;
mod id;
mod negotiated;
mod page;
mod record;
mod sitemap;
mod snippet;
mod tables;

pub use api::Api;
use negotiated::negotiated;
pub(crate) use record::What;
pub(crate) use snippet::{commitment as commitment_snippet, plan as plan_snippet};

use std::sync::Arc;

use poem::{IntoEndpoint, get};

use crate::media::Format;
use crate::pages::Pages;

pub(crate) fn routes(pages: Pages) -> Pages {
    let pages = sitemap::routes(catalogue::routes(id::routes(pages)));
    heads::routes(tables::routes(pages)).page("/:city/:lang/data", page::show)
}

impl Pages {
    /// Adds the page of a public record, and the record itself in other formats, by file extension.
    pub(crate) fn record<E>(self, path: &str, show: E, what: What, formats: &'static [Format]) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        let door = Arc::new(negotiated(show.into_endpoint(), what, formats));
        // A parameter at the end of the path matches the extension too; a fixed end needs a route of its
        // own.
        let fixed = !path.rsplit('/').next().is_some_and(|last| last.starts_with(':'));
        let mut pages = self.page(path, door.clone());
        for format in formats {
            let path = format!("{path}.{}", format.ending());
            if fixed {
                pages = pages.alias(&path, get(door.clone()));
            }
            pages = pages.list(path);
        }
        pages
    }
}
