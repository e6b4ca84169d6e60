//! Authentication: a program by its token, a browser by its session cookie, or an anonymous caller.

use crate::problem::{Kind, Problem};
use besa_domain::access::{Action, Caller, Permit};
use besa_domain::people::{SESSION_COOKIE, Session};
use besa_domain::tries::{RateLimit, Who};
use besa_domain::{AccountId, App, Error, people};
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::net::IpAddr;
use std::time::Duration;
use subtle::ConstantTimeEq as _;

/// Names of the security schemes in the OpenAPI document.
pub(crate) const SCHEMES: [&str; 2] = ["token", "session"];

/// Rate limit: changes that anonymous callers may attempt, per network and minute.
const NAMELESS: u32 = 60;
/// Rate limit: invalid tokens that may be tried, per network and minute.
const WRONG_TOKENS: u32 = 20;
const MINUTE: Duration = Duration::from_secs(60);

/// How a caller authenticated.
#[derive(Debug, Clone)]
pub(crate) enum Credential {
    /// Not at all: an anonymous caller.
    Nothing,
    /// By a token.
    Token,
    /// By a session cookie.
    Session(Box<Session>),
}

/// Returns the application, which the server attaches to every request.
pub(crate) fn app(request: &Request) -> Result<&App, Problem> {
    let app = request.data::<App>();
    app.ok_or_else(|| Error::internal("no app in the request").into())
}

/// Authenticates the caller. An invalid session cookie is ignored; an invalid `Authorization` header is an
/// error.
///
/// # Errors
/// `SignIn` for an invalid token; `FormToken` for a change by a session without its form token; `TooMany`
/// past the rate limit for invalid tokens or for anonymous changes.
pub(crate) async fn caller(request: &Request, app: &App) -> Result<(Caller, Credential), Problem> {
    if let Some(header) = request.header("authorization") {
        let token = header
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        if let Some(token) = token
            && let Some(held) = people::by_token(&app.db, token).await?
        {
            return Ok((held.caller(!request.method().is_safe()), Credential::Token));
        }
        limit(request, app, "api-token", WRONG_TOKENS).await?;
        return Err(Problem::of(Kind::SignIn));
    }
    if let Some(cookie) = request.cookie().get(&app.cookie(SESSION_COOKIE))
        && let Some(session) = people::resume(&app.db, cookie.value_str()).await?
    {
        let sent = request.header("x-csrf-token").unwrap_or_default();
        let shown = bool::from(sent.as_bytes().ct_eq(session.csrf.as_bytes()));
        if !request.method().is_safe() && !shown {
            return Err(Problem::of(Kind::FormToken));
        }
        return Ok((
            Caller::Person(session.account.id),
            Credential::Session(Box::new(session)),
        ));
    }
    if !request.method().is_safe() {
        limit(request, app, "api-nameless", NAMELESS).await?;
    }
    Ok((Caller::Nobody, Credential::Nothing))
}

/// Returns the IP address of the client, which the server attaches to the request.
pub(crate) fn address(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<IpAddr>().copied()
}

/// Counts the request against the rate limit `what` of the client's network.
///
/// # Errors
/// `TooMany` after `most` requests in a minute.
pub(crate) async fn limit(request: &Request, app: &App, what: &'static str, most: u32) -> Result<(), Problem> {
    let quota = RateLimit::new(what, most, MINUTE);
    Ok(quota.take(app, Who::From(address(request))).await?)
}

/// Adds the security schemes to the OpenAPI document.
pub(crate) fn describe(registry: &mut Registry) {
    let scheme = |ty, description| MetaSecurityScheme {
        ty,
        description: Some(description),
        name: None,
        key_in: None,
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    };
    let [token, session] = SCHEMES;
    registry.create_security_scheme(
        token,
        MetaSecurityScheme {
            scheme: Some("bearer"),
            bearer_format: Some("besa_…"),
            ..scheme("http", "A token that a user created for a program.")
        },
    );
    registry.create_security_scheme(
        session,
        MetaSecurityScheme {
            name: Some(SESSION_COOKIE),
            key_in: Some("cookie"),
            ..scheme(
                "apiKey",
                "Session cookie of a browser; its name is `__Host-besa_session` over HTTPS. A request that \
                 changes something also needs the session's form token in the header `X-CSRF-Token`.",
            )
        },
    );
}

/// A signed-in caller, for operations outside a city: a person, or a program acting for them.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) app: App,
    pub(crate) account: AccountId,
    pub(crate) by: Credential,
    caller: Caller,
}

impl Person {
    /// Returns the permit for `A` on the platform.
    ///
    /// # Errors
    /// `NotAllowed` when no platform role of the caller includes `A`, or when the token carries no platform
    /// roles or its scope does not cover `A`.
    pub(crate) async fn permit<A: Action>(&self) -> Result<Permit<A>, Problem> {
        Ok(self.app.gate.platform_permit(&self.app.db, self.caller).await?)
    }

    /// Returns the session of a browser.
    ///
    /// # Errors
    /// `SessionOnly` for a token: a leaked token must not list, create or revoke tokens or sessions.
    pub(crate) fn session(&self) -> Result<&Session, Problem> {
        match &self.by {
            Credential::Session(session) => Ok(session),
            Credential::Nothing | Credential::Token => Err(Problem::of(Kind::SessionOnly)),
        }
    }
}

impl<'a> ApiExtractor<'a> for Person {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        describe(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        SCHEMES.to_vec()
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let app = app(request)?.clone();
        let (caller, by) = caller(request, &app).await?;
        let account = caller.account().ok_or_else(|| Problem::of(Kind::SignIn))?;
        Ok(Self {
            app,
            account,
            by,
            caller,
        })
    }
}
