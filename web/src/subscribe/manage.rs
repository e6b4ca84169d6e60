//! The subscription that a mail's link opens: confirmed by a button, changed by a form.

use askama::Template;
use besa_domain::subscriptions::{self, Opened};
use besa_domain::tries::Who;
use besa_domain::{Conflict, Error};
use besa_text::{Words, dates};
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use super::ask::MessagePage;
use super::wish::{self, Choices};
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::{Fix, Form};
use crate::frame::{Frame, Nav};
use crate::page::{private, see_other};
use crate::tenant::City;

/// City, language, secret.
type Address = Path<(String, String, String)>;

#[derive(Template)]
#[template(path = "subscribe/confirm.html")]
struct Confirm {
    frame: Frame,
    w: &'static Words,
    text: String,
    /// What the subscription contains: labels and values.
    facts: Vec<(String, String)>,
    stop: String,
}

#[derive(Template)]
#[template(path = "subscribe/manage.html")]
struct Manage {
    frame: Frame,
    w: &'static Words,
    form: Form,
    fixes: Vec<Fix>,
    choices: Choices,
    version: i32,
    nonce: String,
    next: Option<String>,
    stop: String,
}

/// Shows the subscription. A GET changes nothing: mail scanners follow links before people do.
#[handler]
pub(super) async fn show(city: City, Path((_, _, secret)): Address) -> Result {
    let opened = subscriptions::open(city.db(), &city.public(), &secret).await?;
    if opened.subscription.stands() {
        let form = wish::filled(&opened.wish());
        return manage(&city, StatusCode::OK, &opened, form, &secret).await;
    }
    if opened.waits {
        return confirm(&city, &opened, &secret).await;
    }
    let (w, stopped) = (city.w(), opened.subscription.stopped_at.is_some());
    let (title, text) = if stopped {
        (w.subscribe_stopped_title(), w.subscribe_stopped_text())
    } else {
        (w.subscribe_expired_title(), w.subscribe_expired_text())
    };
    let page = MessagePage {
        frame: city.frame(&title, Nav::Elsewhere).hidden(),
        w,
        texts: vec![text],
        more: Some((w.subscribe_again(), city.links().subscribe())),
    };
    private(StatusCode::GONE, &page)
}

/// Confirms the subscription, or changes it if the form has a version.
#[handler]
pub(super) async fn submit(city: City, mut form: Form, Path((_, _, secret)): Address) -> Result {
    let from = Who::From(city.visitor.request.address);
    subscriptions::LINK_TRIES.take(&city.visitor.app, from).await?;
    let permit = city.public();
    if form.maybe("version").is_none() {
        subscriptions::confirm(city.db(), &permit, &secret).await?;
        Flash::Subscribed.leave(&city.visitor.app, &city.visitor.jar);
        return Ok(see_other(&city.links().subscription(&secret)));
    }
    let opened = subscriptions::open(city.db(), &permit, &secret).await?;
    let once = form.once_on(&opened.subscription.id)?;
    let wish = wish::read(&mut form, &opened.wish());
    let changed = if form.is_fine() {
        let (db, tenant, version) = (city.db(), city.tenant(), form.version());
        subscriptions::change(db, &permit, Some(&once), tenant, &secret, version, &wish).await
    } else {
        Err(Error::Invalid(Vec::new()))
    };
    match changed {
        Ok(_) => {
            Flash::SubscriptionSaved.leave(&city.visitor.app, &city.visitor.jar);
            Ok(see_other(&city.links().subscription(&secret)))
        }
        // It was changed in another window: show the page about stale versions.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => Err(Fault::Domain(
            Conflict::StaleVersion {
                current: opened.subscription.version,
            }
            .into(),
        )),
        Err(error) => {
            form.refuse(error)?;
            let again = wish::filled(&wish).with_errors_of(form);
            manage(&city, StatusCode::UNPROCESSABLE_ENTITY, &opened, again, &secret).await
        }
    }
}

async fn confirm(city: &City, opened: &Opened, secret: &str) -> Result {
    let w = city.w();
    let choices = Choices::of(city, &opened.subscription.time_zone, &opened.commitments).await?;
    let wish = opened.wish();
    let words = |choices: &[(String, String)], value: &str| {
        let known = choices.iter().find(|(code, _)| code == value);
        known.map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let mut facts = vec![(
        w.subscribe_how_often(),
        words(&choices.frequencies, wish.frequency.code()),
    )];
    if wish.whole {
        facts.push((w.subscribe_scope(), w.subscribe_whole()));
    }
    for id in &wish.commitments {
        facts.push((w.subscribe_scope(), words(&choices.commitments, &id.to_string())));
    }
    private(
        StatusCode::OK,
        &Confirm {
            frame: city.frame(&w.subscribe_confirm_title(), Nav::Elsewhere).hidden(),
            w,
            text: [w.subscribe_confirm_text(city.name())]
                .into_iter()
                .chain(super::ask::over(city).await?)
                .collect::<Vec<_>>()
                .join(" "),
            facts,
            stop: city.links().unsubscribe(secret),
        },
    )
}

async fn manage(city: &City, status: StatusCode, opened: &Opened, form: Form, secret: &str) -> Result {
    let (w, row) = (city.w(), &opened.subscription);
    let title = w.subscribe_manage_title(city.name());
    let next = row.next_at.map(|at| {
        let local = row.zone().local(at);
        w.subscribe_next(
            dates::day_month(city.language(), local.date()),
            dates::time_of_day(city.language(), local),
        )
    });
    private(
        status,
        &Manage {
            frame: city.frame(&title, Nav::Elsewhere).refused(!form.is_fine()).hidden(),
            w,
            fixes: wish::fixes(&form, w, city.language()),
            choices: Choices::of(city, &row.time_zone, &opened.commitments).await?,
            version: row.version,
            nonce: city.visitor.nonce(),
            next,
            stop: city.links().unsubscribe(secret),
            form,
        },
    )
}
