//! Open and linked data: every public record in other formats, tables to download, the catalogue, feeds and
//! calendars. All of it comes from the API without a caller, so every format shows the same public data.

mod api;
mod catalogue;
mod deadlines;
mod door;
mod feed;
mod heads;
mod id;
mod page;
mod record;
mod snippet;
mod tables;

pub use api::Api;
use door::beside;
pub(crate) use record::What;
pub(crate) use snippet::{commitment as commitment_snippet, plan as plan_snippet};

use std::sync::Arc;

use poem::{IntoEndpoint, get};

use crate::media::Form;
use crate::pages::Pages;

pub(crate) fn routes(pages: Pages) -> Pages {
    heads::routes(tables::routes(catalogue::routes(id::routes(pages)))).page("/:city/:lang/data", page::show)
}

impl Pages {
    /// Adds the page of a public record, and the record itself in other formats, by file extension.
    pub(crate) fn record<E>(self, path: &str, show: E, what: What, forms: &'static [Form]) -> Self
    where
        E: IntoEndpoint<Endpoint: 'static>,
    {
        let door = Arc::new(beside(show.into_endpoint(), what, forms));
        // A parameter at the end of the path matches the extension too; a fixed end needs a route of its
        // own.
        let fixed = !path.rsplit('/').next().is_some_and(|last| last.starts_with(':'));
        let mut pages = self.page(path, door.clone());
        for form in forms {
            let path = format!("{path}.{}", form.ending());
            if fixed {
                pages = pages.alias(&path, get(door.clone()));
            }
            pages = pages.list(path);
        }
        pages
    }
}
