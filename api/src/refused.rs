//! Writes the body of every problem, once the request is known, and the common headers of every
//! response.

use crate::problem::{Body, FieldProblem, Kind, MEDIA_TYPE, Problem, words};
use crate::{description, lasting};
use besa_domain::tenants::PublicState;
use besa_domain::{App, masked};
use poem::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, PathPattern, Request, Response};
use poem_openapi::types::ToJSON as _;
use std::sync::Arc;

/// Calls the inner endpoint and turns every error response into a problem: errors of the domain,
/// unknown paths and methods, parameters that cannot be parsed, and internal errors.
///
/// # Errors
/// None.
pub(crate) async fn answer<E: Endpoint<Output = Response>>(next: Arc<E>, request: Request) -> poem::Result<Response> {
    let path = request.uri().path().to_owned();
    let request_id = request_id(&request);
    let state = public_state(&request);
    let response = next.get_response(request).await;
    let route = response.data::<PathPattern>().map(description::named);
    let status = response.status();
    let mut response = if status.is_client_error() || status.is_server_error() {
        let problem = match response.data::<Problem>() {
            Some(problem) => problem.clone(),
            None => flattened(response).await,
        };
        if let Some(cause) = &problem.cause {
            tracing::error!(
                route = route.as_ref().map(|route| &*route.0),
                problem = problem.kind.name(),
                error = masked(cause),
                "request failed"
            );
        }
        problem.render(&path, route.as_ref(), request_id)
    } else {
        response
    };
    // The server's log reads the route from the response, and a problem is a new response without it.
    if let Some(route) = route {
        if let Some(state) = state.filter(|_| status == StatusCode::OK && lasting::is_lasting(&route)) {
            response.set_data(state);
        }
        response.set_data(route);
    }
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.append(header::VARY, HeaderValue::from_static("authorization, cookie"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    Ok(response)
}

/// Returns the public state of the path's city, if the server read it and the request reads as an anonymous
/// caller: it has neither a token nor a cookie. Some responses last until the state changes ([`lasting`]).
fn public_state(request: &Request) -> Option<PublicState> {
    let identified =
        |headers: &HeaderMap| headers.contains_key(header::AUTHORIZATION) || headers.contains_key(header::COOKIE);
    let reads = request.method() == Method::GET && !identified(request.headers());
    request.data::<PublicState>().copied().filter(|_| reads)
}

/// Returns the request id that the server set, or a new one if it set none.
fn request_id(request: &Request) -> String {
    match (request.header("x-request-id"), request.data::<App>()) {
        (Some(id), _) => id.to_owned(),
        (None, Some(app)) => app.ids().next::<uuid::Uuid>().to_string(),
        (None, None) => uuid::Uuid::nil().to_string(),
    }
}

/// Turns an error of the framework, which has only a status and a line of text, into a problem.
async fn flattened(response: Response) -> Problem {
    let status = response.status();
    let text = response.into_body().into_string().await.unwrap_or_default();
    match status {
        StatusCode::NOT_FOUND => Problem::of(Kind::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Problem::of(Kind::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Problem::of(Kind::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::of(Kind::MediaType),
        _ if status.is_client_error() && text.is_empty() => Problem::of(Kind::Malformed),
        _ if status.is_client_error() => Problem::with_detail(
            Kind::Malformed,
            format!("The request cannot be read: {text}. Compare it with the API description at /api/v1/openapi.json."),
        ),
        _ => Problem {
            cause: Some(text.into()),
            ..Problem::of(Kind::Internal)
        },
    }
}

/// Returns the path for `instance`, without the secret of a link. If no operation matches, nothing
/// after `/api/v1` is repeated.
fn shown(path: &str, route: Option<&PathPattern>) -> String {
    let Some(PathPattern(route)) = route else {
        return "/api/v1".to_owned();
    };
    let parts = path.split('/').zip(route.split('/'));
    let shown = parts.map(|(part, known)| if known == ":secret" { "secret" } else { part });
    shown.collect::<Vec<_>>().join("/")
}

impl Problem {
    fn render(&self, path: &str, route: Option<&PathPattern>, request_id: String) -> Response {
        let status = self.kind.status();
        let mut response = Response::builder().status(status).content_type(MEDIA_TYPE);
        if let Some(seconds) = self.retry_after {
            response = response.header(header::RETRY_AFTER, seconds);
        }
        if status == StatusCode::UNAUTHORIZED {
            response = response.header(header::WWW_AUTHENTICATE, "Bearer realm=\"besa\"");
        }
        if self.kind == Kind::Method {
            response = response.header(header::ALLOW, description::allowed(path));
        }
        let errors: Vec<_> = self.errors.iter().map(FieldProblem::of).collect();
        let body = Body {
            kind: format!("/problems/{}", self.kind.name()),
            title: self.kind.title().to_owned(),
            status: status.as_u16(),
            detail: self.detail.clone().into_owned(),
            instance: shown(path, route),
            request_id,
            errors: (!errors.is_empty()).then_some(errors),
            current_version: self.current_version,
            in_use_by: self.in_use_by.map(str::to_owned),
        };
        response
            .header(header::CACHE_CONTROL, "no-store")
            .body(body.to_json().unwrap_or_default().to_string())
    }
}

impl FieldProblem {
    fn of(error: &besa_domain::FieldError) -> Self {
        Self {
            field: error.field.clone().into_owned(),
            code: error.code.to_owned(),
            limit: error.limit,
            detail: words::sentence(error),
        }
    }
}
