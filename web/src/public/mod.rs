//! What residents read: `/{city}/{lang}/`.

mod activity;
mod commitment;
mod log;
mod milestone;
mod overview;
pub(crate) mod picture;
mod plan;
pub(crate) mod proof;
pub mod status;
#[cfg(test)]
mod tests;

use poem::web::Path;
use poem::{Route, get, handler};

use crate::error::Result;
use crate::links;
use crate::page::see_other;
use crate::tenant;
use crate::visitor::Visitor;
use besa_domain::tenants;

pub(crate) fn routes(route: Route) -> Route {
    route
        .at("/:city", get(choose))
        .at("/:city/", get(choose))
        .at("/:city/:lang", get(slash))
        .at("/:city/:lang/", get(overview::show))
        .at("/:city/:lang/plan", get(plan::show_present))
        .at("/:city/:lang/plans", get(plan::show_all))
        .at("/:city/:lang/plans/:plan", get(plan::show_earlier))
        .at("/:city/:lang/commitments/:commitment", get(commitment::show_present))
        .at(
            "/:city/:lang/plans/:plan/commitments/:commitment",
            get(commitment::show_earlier),
        )
        .at(
            "/:city/:lang/commitments/:commitment/milestones/:milestone",
            get(milestone::show_present),
        )
        .at(
            "/:city/:lang/plans/:plan/commitments/:commitment/milestones/:milestone",
            get(milestone::show_earlier),
        )
        .at("/:city/:lang/evidence/:id", get(proof::show))
        .at("/:city/:lang/evidence/:id/file", get(proof::download))
        .at("/:city/:lang/log", get(log::show))
}

/// Leads to the city in a language that the visitor reads.
#[handler]
async fn choose(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let language = visitor.choose(&tenant::offered(&city), tenant::first(&city));
    Ok(see_other(&links::City::new(&city.slug, language).overview()))
}

/// The overview ends in a slash.
#[handler]
async fn slash(city: tenant::City) -> Result {
    Ok(see_other(&city.links().overview()))
}
