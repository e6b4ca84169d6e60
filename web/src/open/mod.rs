//! Open and linked data: every public record beside its page, tables to take away, the catalogue,
//! feeds and calendars. All of it is what the API tells somebody who is nobody in particular, so no
//! door shows more than another.

mod api;
mod catalogue;
mod deadlines;
mod door;
mod feed;
mod form;
mod heads;
mod id;
mod page;
mod record;
mod snippet;
mod tables;

pub use api::Api;
pub(crate) use door::beside;
pub(crate) use form::Form;
pub(crate) use record::What;
pub(crate) use snippet::{commitment as commitment_snippet, plan as plan_snippet};

use crate::pages::Pages;

pub(crate) fn routes(pages: Pages) -> Pages {
    heads::routes(tables::routes(catalogue::routes(id::routes(pages)))).page("/:city/:lang/data", page::show)
}
