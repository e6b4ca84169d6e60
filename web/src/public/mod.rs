//! The public pages of a city: `/{city}/{lang}/`.

mod assessments;
mod commitment;
pub(crate) mod evidence;
pub(crate) mod forums;
mod log;
mod logo;
mod milestone;
mod overview;
pub(crate) mod picture;
mod plan;
pub(crate) mod reports;
pub(crate) mod strategies;
#[cfg(test)]
mod tests;
pub(crate) mod voices;

use poem::handler;
use poem::web::Path;

use crate::endorsements;
use crate::error::Result;
use crate::links;
use crate::media::Format;
use crate::open::What;
use crate::page::{see_other, vary_by_language};
use crate::pages::Pages;
use crate::tenant;
use crate::visitor::Visitor;
use besa_domain::tenants;

pub(crate) fn routes(pages: Pages) -> Pages {
    use What::{Commitment, Endorsements, Evidence, Log, Milestone, Plan};
    assessments::routes(reports::routes(strategies::routes(forums::routes(voices::routes(
        pages,
    )))))
    .page("/:city", choose)
    .page("/:city/", choose)
    .page("/:city/:lang", slash)
    .page("/:city/:lang/", overview::show)
    .record("/:city/:lang/plan", plan::show, Plan, Format::PLAN)
    .record(
        "/:city/:lang/plan/endorsements",
        endorsements::show,
        Endorsements,
        Format::RECORD,
    )
    .page("/:city/:lang/plans", plan::show_all)
    .record("/:city/:lang/plans/:plan", plan::show, Plan, Format::PLAN)
    .record(
        "/:city/:lang/plans/:plan/endorsements",
        endorsements::show,
        Endorsements,
        Format::RECORD,
    )
    .record(
        "/:city/:lang/commitments/:commitment",
        commitment::show,
        Commitment,
        Format::COMMITMENT,
    )
    .record(
        "/:city/:lang/plans/:plan/commitments/:commitment",
        commitment::show,
        Commitment,
        Format::COMMITMENT,
    )
    .record(
        "/:city/:lang/commitments/:commitment/milestones/:milestone",
        milestone::show,
        Milestone,
        Format::RECORD,
    )
    .record(
        "/:city/:lang/plans/:plan/commitments/:commitment/milestones/:milestone",
        milestone::show,
        Milestone,
        Format::RECORD,
    )
    .record("/:city/:lang/evidence/:id", evidence::show, Evidence, Format::RECORD)
    .page("/:city/:lang/evidence/:id/file", evidence::download)
    .record("/:city/:lang/log", log::show, Log, Format::LOG)
    .page("/:city/logo/:hash", logo::show)
}

/// Redirects to the city's pages in the visitor's preferred language.
#[handler]
async fn choose(visitor: Visitor, Path(slug): Path<String>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let language = visitor.choose(&tenant::offered(&city), tenant::first(&city));
    let mut res = see_other(&links::City::new(&city.slug, language).overview());
    vary_by_language(res.headers_mut());
    Ok(res)
}

/// Redirects to the overview, whose URL ends in a slash.
#[handler]
async fn slash(city: tenant::City) -> Result {
    Ok(see_other(&city.links().overview()))
}
