//! The list of endorsements of a plan, for the public page and the workspace.

use besa_domain::access::{Permit, SeePlan};
use besa_domain::endorsements::{self, Stance};
use besa_domain::plans::Plan;
use besa_text::dates;
use poem::handler;

use crate::error::Result;
use crate::page::see_other;
use crate::tenant::City;

/// The statement of one organisation.
pub(crate) struct Line {
    pub(crate) organisation: String,
    pub(crate) icon: &'static str,
    pub(crate) stance: String,
    pub(crate) reason: Option<String>,
    /// Who signed, and when.
    pub(crate) signed: String,
    pub(crate) letter: Option<String>,
}

/// Returns the statements of all organisations on a plan, oldest first.
pub(crate) async fn lines(city: &City, permit: &Permit<SeePlan>, plan: &Plan) -> Result<Vec<Line>> {
    let w = city.w();
    let all = endorsements::of_plan(city.db(), permit, plan).await?;
    let lines = all.into_iter().map(|given| {
        let word = given.endorsement;
        let date = dates::day(city.language(), city.local(word.given_at).date());
        let (icon, stance) = match word.stance {
            Stance::Endorses => ("check", w.endorsement_endorses()),
            Stance::Declines => ("x", w.endorsement_declines()),
        };
        Line {
            organisation: given.organisation.name,
            icon,
            stance,
            reason: word.reason,
            signed: match word.position {
                Some(position) => w.endorsement_signed_as(word.name, position, date),
                None => w.endorsement_signed(word.name, date),
            },
            letter: word.letter,
        }
    });
    Ok(lines.collect())
}

/// Redirects to the endorsements on the plan's page.
#[handler]
pub(crate) async fn show(city: City) -> Result {
    let plan = city.visitor.request.path.trim_end_matches("/endorsements");
    Ok(see_other(&format!("{plan}#endorsed")))
}
