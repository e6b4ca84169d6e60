//! Who asks: a program by its token, a browser by its cookie, or nobody.

use crate::problem::{Kind, Problem};
use besa_domain::access::{Action, Caller, Permit};
use besa_domain::people::{SESSION_COOKIE, Session};
use besa_domain::tries::{Quota, Who};
use besa_domain::{AccountId, App, Error, people};
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::net::IpAddr;
use std::time::Duration;
use subtle::ConstantTimeEq as _;

/// The schemes, as the description names them.
pub(crate) const SCHEMES: [&str; 2] = ["token", "session"];

/// Changes that nobody in particular may try from one network in a minute.
const NAMELESS: u32 = 60;
/// Tokens that do not hold which one network may try in a minute.
const WRONG_TOKENS: u32 = 20;
const MINUTE: Duration = Duration::from_secs(60);

/// How a caller showed who she is.
#[derive(Debug, Clone)]
pub(crate) enum By {
    /// By nothing.
    Nothing,
    /// By a token.
    Token,
    /// By the cookie of a session.
    Session(Box<Session>),
}

/// The product, from a request.
pub(crate) fn app(request: &Request) -> Result<&App, Problem> {
    let app = request.data::<App>();
    app.ok_or_else(|| Error::internal("no app in the request").into())
}

/// Who asks.
///
/// # Errors
/// `SignIn` for a token that does not hold; `FormToken` for a browser's change without the
/// session's token; `TooMany` for what a guesser would do.
pub(crate) async fn caller(request: &Request, app: &App) -> Result<(Caller, By), Problem> {
    if let Some(header) = request.header("authorization") {
        let token = header
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        if let Some(token) = token
            && let Some(held) = people::by_token(&app.db, token).await?
        {
            return Ok((held.caller(!request.method().is_safe()), By::Token));
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
        return Ok((Caller::Person(session.account.id), By::Session(Box::new(session))));
    }
    if !request.method().is_safe() {
        limit(request, app, "api-nameless", NAMELESS).await?;
    }
    Ok((Caller::Nobody, By::Nothing))
}

/// Where a request came from: the server puts the address there.
pub(crate) fn address(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<IpAddr>().copied()
}

/// Counts a try from the request's network.
///
/// # Errors
/// `TooMany` past `most` in a minute.
pub(crate) async fn limit(request: &Request, app: &App, what: &'static str, most: u32) -> Result<(), Problem> {
    let quota = Quota::new(what, most, MINUTE);
    Ok(quota.take(app, Who::From(address(request))).await?)
}

/// Tells the description how callers show who they are.
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
            ..scheme("http", "A token that a person made for a program.")
        },
    );
    registry.create_security_scheme(
        session,
        MetaSecurityScheme {
            name: Some(SESSION_COOKIE),
            key_in: Some("cookie"),
            ..scheme(
                "apiKey",
                "The cookie of a browser that is signed in; `__Host-besa_session` over https. Changes also need the session's token in the header `X-CSRF-Token`.",
            )
        },
    );
}

/// A person who is signed in, in no city in particular.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) app: App,
    pub(crate) account: AccountId,
    pub(crate) by: By,
    caller: Caller,
}

impl Person {
    /// The right to do `A` on the platform.
    ///
    /// # Errors
    /// `NotAllowed` when no role across cities carries it, or the token does not carry the role.
    pub(crate) async fn permit<A: Action>(&self) -> Result<Permit<A>, Problem> {
        Ok(self.app.gate.platform_permit(&self.app.db, self.caller).await?)
    }

    /// The session of a browser.
    ///
    /// # Errors
    /// `SessionOnly` for a token: one that leaked must neither see nor make nor end others.
    pub(crate) fn session(&self) -> Result<&Session, Problem> {
        match &self.by {
            By::Session(session) => Ok(session),
            By::Nothing | By::Token => Err(Problem::of(Kind::SessionOnly)),
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
