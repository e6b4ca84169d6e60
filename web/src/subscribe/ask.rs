//! Asking for a subscription. The response is the same for every e-mail address.

use std::collections::BTreeSet;

use askama::Template;
use besa_domain::plans::PlanState;
use besa_domain::subscriptions::{self, SubscriptionSettings};
use besa_domain::{CommitmentId, commitments};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;

use super::wish::{self, Choices};
use crate::error::Result;
use crate::form::{Fix, Form};
use crate::frame::{Frame, Nav};
use crate::page::{private, see_other};
use crate::tenant::City;

#[derive(Template)]
#[template(path = "subscribe/ask.html")]
struct SubscribePage {
    frame: Frame,
    w: &'static Words,
    form: Form,
    fixes: Vec<Fix>,
    choices: Choices,
    /// That the plan is over, if it is.
    over: Option<String>,
}

#[derive(Template)]
#[template(path = "subscribe/told.html")]
pub(super) struct MessagePage {
    pub(super) frame: Frame,
    pub(super) w: &'static Words,
    pub(super) texts: Vec<String>,
    /// The text and URL of a link to go on with.
    pub(super) more: Option<(String, String)>,
}

#[handler]
pub(super) async fn show(city: City) -> Result {
    let w = city.w();
    if city.visitor.request.query("sent").is_some() {
        let page = MessagePage {
            frame: city.frame(&w.subscribe_check_title(), Nav::Elsewhere).hidden(),
            w,
            texts: vec![w.subscribe_check_text(), w.subscribe_check_again()],
            more: None,
        };
        return private(StatusCode::OK, &page);
    }
    let mut usual = SubscriptionSettings::usual(city.language().code());
    // The link on a commitment's page preselects that commitment.
    if let Some(id) = city.visitor.request.query("commitment").and_then(|id| id.parse().ok()) {
        let (found, _) = commitments::get(city.db(), &city.public(), id).await?;
        (usual.whole, usual.commitments) = (false, [found.id].into());
    }
    page(&city, StatusCode::OK, wish::filled(&usual), &usual.commitments).await
}

#[handler]
pub(super) async fn submit(city: City, mut form: Form) -> Result {
    let wish = wish::read(&mut form, &SubscriptionSettings::usual(city.language().code()));
    let email = form.value("email").to_owned();
    let asked = if form.is_fine() {
        let (permit, from) = (city.public(), city.visitor.request.address);
        subscriptions::count(&city.visitor.app, &permit, None, from, &email).await?;
        subscriptions::subscribe(city.db(), &permit, None, city.tenant(), &email, &wish).await
    } else {
        Err(besa_domain::Error::Invalid(Vec::new()))
    };
    match asked {
        // The confirmation goes by mail only.
        Ok(_mailed) => Ok(see_other(&format!("{}?sent=1", city.links().subscribe()))),
        Err(error) => {
            form.refuse(error)?;
            let sent = form.maybe("email").unwrap_or_default();
            let mut again = wish::filled(&wish);
            again.add("email", sent);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&city, status, again.with_errors_of(form), &wish.commitments).await
        }
    }
}

/// Returns that the city's plan is over, for people who are about to follow it; `None` while it is not.
pub(super) async fn over(city: &City) -> Result<Option<String>> {
    let plan = city.current_plan().await?;
    let closed = plan.filter(|plan| plan.state == PlanState::Closed);
    Ok(closed.map(|plan| city.w().subscribe_over(plan.reference)))
}

async fn page(city: &City, status: StatusCode, form: Form, chosen: &BTreeSet<CommitmentId>) -> Result {
    let w = city.w();
    let title = w.subscribe_title();
    private(
        status,
        &SubscribePage {
            frame: city.frame(&title, Nav::Elsewhere).refused(!form.is_fine()),
            w,
            fixes: wish::fixes(&form, w, city.language()),
            choices: Choices::of(city, &city.tenant().time_zone, chosen).await?,
            over: over(city).await?,
            form,
        },
    )
}
