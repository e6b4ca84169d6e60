//! What residents read: `/{city}/{lang}/`.

mod activity;
mod assessments;
mod commitment;
pub(crate) mod forums;
mod log;
mod logo;
mod milestone;
mod overview;
pub(crate) mod picture;
mod plan;
pub(crate) mod proof;
pub mod status;
pub(crate) mod strategies;
#[cfg(test)]
mod tests;
pub(crate) mod voices;

use poem::handler;
use poem::web::Path;

use crate::error::Result;
use crate::links;
use crate::page::see_other;
use crate::pages::Pages;
use crate::tenant;
use crate::visitor::Visitor;
use besa_domain::tenants;

pub(crate) fn routes(pages: Pages) -> Pages {
    assessments::routes(strategies::routes(forums::routes(voices::routes(pages))))
        .page("/:city", choose)
        .page("/:city/", choose)
        .page("/:city/:lang", slash)
        .page("/:city/:lang/", overview::show)
        .page("/:city/:lang/plan", plan::show_present)
        .page("/:city/:lang/plans", plan::show_all)
        .page("/:city/:lang/plans/:plan", plan::show_earlier)
        .page("/:city/:lang/commitments/:commitment", commitment::show_present)
        .page(
            "/:city/:lang/plans/:plan/commitments/:commitment",
            commitment::show_earlier,
        )
        .page(
            "/:city/:lang/commitments/:commitment/milestones/:milestone",
            milestone::show_present,
        )
        .page(
            "/:city/:lang/plans/:plan/commitments/:commitment/milestones/:milestone",
            milestone::show_earlier,
        )
        .page("/:city/:lang/evidence/:id", proof::show)
        .page("/:city/:lang/evidence/:id/file", proof::download)
        .page("/:city/:lang/log", log::show)
        .page("/:city/logo/:hash", logo::show)
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
