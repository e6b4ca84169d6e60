//! Turns errors into pages: one match over the domain's errors.

use std::sync::Arc;

use askama::Template;
use besa_domain::{App, Conflict, Error, Full, Holder, evidence, masked};
use besa_text::codes::{self, Refusal};
use besa_text::{Words, dates, numbers};
use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::web::Redirect;
use poem::web::cookie::CookieJar;
use poem::{Endpoint, IntoResponse, PathPattern, Request, Response};

use crate::error::Fault;
use crate::frame::{Frame, Nav};
use crate::limit::FORM;
use crate::links;
use crate::page::{not_modified, private, see_other, vary_by_language};
use crate::session::Lookup;
use crate::tenant::City;
use crate::visitor::{RequestInfo, Visitor, app};

/// Middleware: turns errors into pages.
///
/// # Errors
/// None: every error becomes a response.
pub(crate) async fn pages<E>(next: Arc<E>, req: Request) -> poem::Result<Response>
where
    E: Endpoint,
    E::Output: IntoResponse,
{
    let (app, jar, request) = (app(&req)?.clone(), req.cookie().clone(), RequestInfo::of(&req));
    let lookup = Lookup::of_request(&req);
    match next.call(req).await {
        Ok(res) => Ok(res.into_response()),
        Err(error) => {
            let route = error.data::<PathPattern>().cloned();
            let mut res = answer(app, jar, request, lookup, error).await;
            if res.status() != StatusCode::NOT_MODIFIED {
                vary_by_language(res.headers_mut());
            }
            // The page is a new response; pass the route on, so that the access log still has it.
            if let Some(route) = route {
                res.set_data(route);
            }
            Ok(res)
        }
    }
}

async fn answer(app: App, jar: CookieJar, request: RequestInfo, lookup: Lookup, error: poem::Error) -> Response {
    if error.is_from_response() {
        return error.into_response();
    }
    let status = error.status();
    // Log the route, not the path: the path may hold the secret of a link.
    let route = error.data::<PathPattern>().map(|route| route.0.to_string());
    let fault = match error.downcast::<Fault>() {
        Ok(Fault::Unchanged(held)) => return not_modified(&held),
        Ok(Fault::Elsewhere(to)) => return Redirect::temporary(to).into_response(),
        Ok(Fault::Domain(Error::Unauthorized)) if request.method == Method::GET => {
            return see_other(&links::sign_in(&request.address_line()));
        }
        Ok(fault) => Some(fault),
        Err(_) => None,
    };
    // The id of the request's span, which each of its log lines has.
    let id = request.headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let reference = id.map_or_else(|| app.ids().next::<uuid::Uuid>().to_string(), str::to_owned);
    match &fault {
        Some(Fault::Domain(Error::Internal(cause) | Error::Busy(cause))) => {
            tracing::error!(error = masked(&cause.to_string()), route, "page failed");
        }
        Some(_) | None if status.is_server_error() => {
            tracing::error!(%status, route, "page failed")
        }
        Some(_) | None => {}
    }
    let spare = (app.clone(), jar.clone(), request.clone());
    // The database does not answer: show the page without looking up the session, which would wait for the
    // database again.
    let known = if matches!(fault, Some(Fault::Domain(Error::Busy(_)))) {
        None
    } else {
        let session = lookup.session(&app, &jar).await.ok();
        session.map(|session| Visitor::with(session, app, jar, request))
    };
    let at = match known {
        Some(visitor) => place(visitor).await,
        None => At::Platform(Box::new(Visitor::unknown(spare.0, spare.1, spare.2))),
    };
    let page = Problem::new(&at, status, fault.as_ref(), reference);
    let wait = page.wait;
    let mut res = match private(status, &page) {
        Ok(res) => res,
        Err(_) => status.into_response(),
    };
    if let Some(seconds) = wait {
        res.headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    res
}

/// Where an error happened.
enum At {
    City(Box<City>),
    Platform(Box<Visitor>),
}

/// Opens the city of the URL, if there is one: the page then has its colours and links.
async fn place(visitor: Visitor) -> At {
    let mut parts = visitor.request.path.split('/').skip(1);
    let (Some(slug), Some(language)) = (parts.next(), parts.next()) else {
        return At::Platform(Box::new(visitor));
    };
    match City::open(visitor.clone(), slug, language).await {
        Ok(city) => At::City(Box::new(city)),
        Err(_) => At::Platform(Box::new(visitor)),
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct Problem {
    frame: Frame,
    w: &'static Words,
    status: u16,
    text: String,
    more: Vec<String>,
    reference: Option<String>,
    /// Seconds to wait before the next attempt.
    wait: Option<u64>,
    /// The URL of the workspace, for a member.
    workspace: Option<String>,
}

impl Problem {
    fn new(at: &At, status: StatusCode, fault: Option<&Fault>, reference: String) -> Self {
        let visitor = match at {
            At::City(city) => &city.visitor,
            At::Platform(visitor) => visitor,
        };
        let (w, language) = (visitor.w(), visitor.language);
        let mut limit = String::new();
        let mut more = Vec::new();
        let mut wait = None;
        let mut own = None;
        match fault {
            Some(Fault::Domain(Error::Conflict(conflict))) => {
                if let Some(text) = conflict_text(w, *conflict) {
                    own = Some((w.error_conflict_title(), text));
                }
            }
            Some(Fault::Domain(Error::Invalid(errors))) => {
                more.extend(
                    errors
                        .iter()
                        .map(|error| crate::form::refusal(error, &error.field, "", language)),
                );
            }
            Some(Fault::Domain(Error::TooMany(seconds))) => {
                wait = Some(*seconds);
                limit = time_after(at, visitor, *seconds);
            }
            Some(Fault::Domain(Error::Busy(_))) => {
                wait = Some(5);
                own = Some((w.error_busy_title(), w.error_busy_text()));
            }
            Some(Fault::Domain(Error::Full(Full::City { limit }))) => {
                let most = numbers::bytes(language, limit.unsigned_abs());
                own = Some((w.error_city_full_title(), w.error_city_full_text(most)));
            }
            Some(Fault::Domain(Error::Full(Full::Platform))) => {
                own = Some((w.error_platform_full_title(), w.error_platform_full_text()));
            }
            Some(Fault::Domain(Error::Damaged(_))) => {
                own = Some((w.error_damaged_title(), w.error_damaged_text()));
            }
            // The limit includes an allowance for the form's fields; show the limit of a single file.
            Some(Fault::TooLarge(most)) => {
                let most = if *most > FORM { most - FORM } else { *most };
                limit = numbers::bytes(language, most.min(evidence::MAX_BYTES.unsigned_abs()));
            }
            Some(Fault::Foreign) => own = Some((w.error_foreign_title(), w.error_foreign_text())),
            Some(
                Fault::Domain(Error::NotFound(_) | Error::Unauthorized | Error::Forbidden | Error::Internal(_))
                | Fault::Unchanged(_)
                | Fault::Elsewhere(_)
                | Fault::Missing
                | Fault::Unreadable,
            )
            | None => {}
        }
        let (title, text) = own.unwrap_or_else(|| codes::error_page(w, status.as_u16(), &limit));
        let (frame, workspace) = match at {
            At::City(city) => {
                let workspace = city.visit.is_member().then(|| city.links().workspace(""));
                (city.frame(&title, Nav::Elsewhere), workspace)
            }
            At::Platform(visitor) => (visitor.frame(&title), None),
        };
        Self {
            frame: frame.hidden(),
            w,
            status: status.as_u16(),
            text,
            more,
            reference: status.is_server_error().then_some(reference),
            wait,
            workspace,
        }
    }
}

/// Returns the city's local time in `seconds`, rounded up to the next minute.
fn time_after(at: &At, visitor: &Visitor, seconds: u64) -> String {
    let then = visitor.app.clock().now() + std::time::Duration::from_secs(seconds + 59);
    let then = match at {
        At::City(city) => city.local(then),
        At::Platform(_) => then,
    };
    dates::time_of_day(visitor.language, then)
}

/// Returns the code of the text that says what keeps a record from being deleted.
pub(crate) const fn in_use(by: Holder) -> &'static str {
    match by {
        Holder::Comment => "in_use_comment",
        Holder::Proposal => "in_use_proposal",
        Holder::Response => "in_use_response",
        Holder::Endorsement => "in_use_endorsement",
        Holder::Review => "in_use_review",
        Holder::Report => "in_use_report",
    }
}

/// Returns the text about a conflict; `None` for a stale version, which the page of 409 describes.
fn conflict_text(w: &Words, conflict: Conflict) -> Option<String> {
    let code = match conflict {
        Conflict::StaleVersion { .. } => return None,
        Conflict::KeyReused => "already_sent",
        Conflict::LastAdmin => "last_admin",
        Conflict::LastOperator => "last_operator",
        Conflict::SeparateDuties => "separate_duties",
        Conflict::MonitorsConsent => "monitors_consent",
        Conflict::StateStep => "state_change",
        Conflict::PlanClosed => "plan_closed",
        Conflict::ImportFinished => return Some(w.error_import_finished()),
        Conflict::ImportAtWork => return Some(w.error_import_at_work()),
        Conflict::ConsultationOpen => "consultation_open",
        Conflict::ConsultationClosed => "consultation_closed",
        Conflict::Answered => "answered",
        Conflict::NoOrganisation => "no_organisation",
        Conflict::LinkSpent => "used_link",
        Conflict::WasPublic => "was_public",
        Conflict::MonitorImplements => "monitor_implements",
        Conflict::InUse(by) => in_use(by),
    };
    Some(codes::form_error(w, code, Refusal::default()))
}
