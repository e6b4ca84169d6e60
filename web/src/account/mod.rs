//! Signing in and out, accepting an invitation, and tokens.

mod invitation;
mod sign_in;
mod tokens;

use besa_domain::access::StaffRole;
use besa_domain::people::Session;
use besa_domain::{people, tenants};

use crate::error::Result;
use crate::links;
use crate::page::see_other;
use crate::pages::Pages;
use crate::tenant;
use crate::visitor::Visitor;

pub(crate) fn routes(pages: Pages) -> Pages {
    pages
        .short(links::SIGN_IN, sign_in::show, sign_in::submit)
        .short("/sign-in/link/:secret", sign_in::show_link, sign_in::submit_link)
        .button(links::SIGN_OUT, sign_in::out)
        .page("/account/cities", sign_in::cities)
        .form(links::TOKENS, tokens::show, tokens::create)
        .button(format!("{}/:id/revoke", links::TOKENS), tokens::revoke)
        .short("/invite/:secret", invitation::show, invitation::submit)
}

/// Returns the redirect after signing in: to `next` if it is a URL of Besa, else to the only city, to the
/// operator's or reviewer's page, or to the choice between several.
async fn onwards(visitor: &Visitor, session: &Session, next: Option<&str>) -> Result {
    if let Some(next) = next.and_then(links::own) {
        return Ok(see_other(next));
    }
    let cities = people::cities_of(visitor.db(), session.account.id).await?;
    let staff = people::staff_roles(visitor.db(), session.account.id).await?;
    Ok(match cities.as_slice() {
        [city] if !staff.contains(&StaffRole::Reviewer) => see_other(&workspace(city, session)),
        [] if staff.contains(&StaffRole::Operator) => see_other(links::JOBS),
        [] if staff.contains(&StaffRole::Reviewer) => see_other(links::REVIEW),
        [] if !staff.is_empty() => see_other(links::HOME),
        _ => see_other("/account/cities"),
    })
}

/// Returns the URL of a city's workspace, in the account's language if the city offers it, else in the
/// city's.
fn workspace(city: &tenants::Tenant, session: &Session) -> String {
    let preferred = besa_text::Language::parse(&session.account.language);
    let language = preferred
        .filter(|language| tenant::offered(city).contains(language))
        .unwrap_or_else(|| tenant::first(city));
    links::City::new(&city.slug, language).workspace("")
}
