//! The workspace: `/{city}/{lang}/w/`.

mod assessments;
mod choose;
mod commitments;
mod conflict;
mod evidence;
mod field;
mod form_page;
mod forums;
mod imports;
mod indicators;
mod logo;
mod marks;
mod member_request;
mod milestones;
mod people;
mod plan;
mod queries;
mod removal;
mod reports;
mod review;
mod settings;
mod shell;
mod stakeholders;
mod standards;
mod strategies;
mod upload;
mod voices;
mod week;

use poem::handler;

use crate::error::Result;
use crate::page::see_other;
use crate::pages::Pages;

/// The path under which the workspace's routes are.
const BASE: &str = "/:city/:lang/w";

/// Adds the pages under `/:city/:lang/w/`, by their whole paths: poem cannot nest a path with parameters.
pub(crate) fn routes(pages: Pages) -> Pages {
    let mut pages = pages.page(BASE, slash).page(format!("{BASE}/"), week::show);
    // The current plan has the short URLs; every plan has URLs with its reference (its years).
    for prefix in [BASE.to_owned(), format!("{BASE}/plans/:plan")] {
        pages = plan::routes(pages, &prefix);
        pages = commitments::routes(pages, &prefix);
        pages = milestones::routes(pages, &prefix);
        pages = indicators::routes(pages, &prefix);
        pages = evidence::routes(pages, &prefix);
    }
    pages = plan::list_routes(pages);
    pages = milestones::list_routes(pages);
    pages = indicators::list_routes(pages);
    pages = evidence::list_routes(pages);
    pages = removal::routes(pages);
    pages = imports::routes(pages);
    pages = stakeholders::routes(pages);
    pages = people::routes(pages);
    pages = reports::routes(pages);
    pages = logo::routes(pages);
    pages = voices::routes(pages);
    pages = forums::routes(pages);
    pages = strategies::routes(pages);
    pages = assessments::routes(pages);
    pages = standards::routes(pages);
    pages = queries::routes(pages);
    pages = review::routes(pages);
    settings::routes(pages)
}

/// Redirects to "This week", whose URL ends in a slash.
#[handler]
async fn slash(request: member_request::MemberRequest) -> Result {
    Ok(see_other(&request.at("")))
}
