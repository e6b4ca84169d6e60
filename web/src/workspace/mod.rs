//! The workspace: `/{city}/{lang}/w/`.

mod ask;
mod commitments;
mod conflict;
mod desk;
mod evidence;
mod field;
mod imports;
mod marks;
mod milestones;
mod people;
mod plan;
mod reports;
mod settings;
mod shell;
mod stakeholders;
mod upload;
mod week;

use poem::{Route, get, handler};

use crate::error::Result;
use crate::page::see_other;

/// Where the workspace begins.
const BASE: &str = "/:city/:lang/w";

/// Pages under `/:city/:lang/w/`, by their whole paths: poem nests no path with parameters.
pub(crate) fn routes(route: Route) -> Route {
    let mut route = route.at(BASE, get(slash)).at(format!("{BASE}/"), get(week::show));
    // The present plan has the short addresses; every plan has one by its years.
    for prefix in [BASE.to_owned(), format!("{BASE}/plans/:plan")] {
        route = plan::routes(route, &prefix);
        route = commitments::routes(route, &prefix);
        route = milestones::routes(route, &prefix);
        route = evidence::routes(route, &prefix);
    }
    route = plan::list_routes(route);
    route = milestones::list_routes(route);
    route = evidence::list_routes(route);
    route = imports::routes(route);
    route = stakeholders::routes(route);
    route = people::routes(route);
    route = reports::routes(route);
    settings::routes(route)
}

/// This week ends in a slash.
#[handler]
async fn slash(desk: desk::Desk) -> Result {
    Ok(see_other(&desk.at("")))
}
