//! The sender of a request and their language: what every page knows of its request.

use std::net::IpAddr;

use besa_domain::access::Caller;
use besa_domain::db::Db;
use besa_domain::people::Session;
use besa_domain::tenants::PublicState;
use besa_domain::{App, Error};
use besa_text::{Language, Words, negotiate, words};
use poem::http::{HeaderMap, Method, header};
use poem::web::cookie::CookieJar;
use poem::{FromRequest, Request, RequestBody};

use crate::error::Fault;
use crate::flash::Flash;
use crate::session;

/// The cookie that holds a chosen language.
pub const LANGUAGE: &str = "besa_language";

/// The parts of a request that pages use.
#[derive(Clone, Debug)]
pub struct RequestInfo {
    /// The method.
    pub method: Method,
    /// The whole path.
    pub path: String,
    /// The query, without its question mark.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The client's address, if the server put it into the request's extensions.
    pub address: Option<IpAddr>,
    /// The public state of the URL's city, if the server read it before.
    pub state: Option<PublicState>,
}

impl RequestInfo {
    /// Copies the needed parts of a request.
    pub fn of(req: &Request) -> Self {
        // Pages are mounted at the root, so this is the whole path.
        let uri = req.uri();
        Self {
            method: req.method().clone(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            headers: req.headers().clone(),
            address: req.extensions().get::<IpAddr>().copied(),
            state: req.extensions().get::<PublicState>().copied(),
        }
    }

    /// Returns the value of a header; `None` if it is missing or not visible ASCII.
    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns path and query.
    pub fn address_line(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// Returns a value of the query; the first, if there are several.
    pub fn query(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

/// The sender of a request.
#[derive(Clone)]
pub struct Visitor {
    /// The application.
    pub app: App,
    /// The session; `None` if they are not signed in.
    pub session: Option<Session>,
    /// The language of the response.
    pub language: Language,
    /// The message that the previous page left.
    pub flash: Option<Flash>,
    /// Their cookies.
    pub jar: CookieJar,
    /// The request.
    pub request: RequestInfo,
}

impl Visitor {
    /// Returns the visitor with this session, and chooses their language.
    pub fn with(session: Option<Session>, app: App, jar: CookieJar, request: RequestInfo) -> Self {
        let mut visitor = Self::unknown(app, jar, request);
        visitor.session = session;
        visitor.language = visitor.choose(&Language::ALL, Language::default());
        // Only a GET shows the message; a POST leaves it for the page it redirects to.
        if visitor.request.method == Method::GET {
            visitor.flash = Flash::take(&visitor.app, &visitor.jar);
        }
        visitor
    }

    /// Reads the session and the language of a request.
    ///
    /// # Errors
    /// The database's own.
    pub async fn of_request(req: &Request) -> Result<Self, Fault> {
        let app = app(req)?;
        let session = session::of_request(app, req).await?;
        Ok(Self::with(
            session,
            app.clone(),
            req.cookie().clone(),
            RequestInfo::of(req),
        ))
    }

    /// Returns a visitor without a session, without using the database.
    pub fn unknown(app: App, jar: CookieJar, request: RequestInfo) -> Self {
        let mut visitor = Self {
            app,
            session: None,
            language: Language::default(),
            flash: None,
            jar,
            request,
        };
        visitor.language = visitor.choose(&Language::ALL, Language::default());
        visitor
    }

    /// Returns one of the offered languages. The order of preference is: the chosen language (cookie), else
    /// the account's; if that is not offered, the best match of `Accept-Language`; else `default`.
    pub fn choose(&self, offered: &[Language], default: Language) -> Language {
        let held = self.jar.get(&self.app.cookie(LANGUAGE));
        let chosen = held.and_then(|cookie| Language::parse(cookie.value_str()));
        let account = self
            .session
            .as_ref()
            .and_then(|session| Language::parse(&session.account.language));
        let accepted = self.request.header(header::ACCEPT_LANGUAGE);
        chosen
            .or(account)
            .filter(|language| offered.contains(language))
            .or_else(|| negotiate(accepted?, offered))
            .unwrap_or(default)
    }

    /// Returns the caller for the access gate.
    pub fn caller(&self) -> Caller {
        self.session
            .as_ref()
            .map_or(Caller::Nobody, |session| Caller::Person(session.account.id))
    }

    /// Returns the database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Returns the messages of the visitor's language.
    pub fn w(&self) -> &'static Words {
        words(self.language)
    }

    /// Returns whether the response is for this visitor only: there is a session or a flash message.
    pub fn is_personal(&self) -> bool {
        self.session.is_some() || self.flash.is_some()
    }

    /// Returns a new unique id for a form, for `Once`.
    pub fn nonce(&self) -> String {
        self.app.ids().next::<uuid::Uuid>().to_string()
    }
}

/// Returns the application from the request's data.
pub(crate) fn app(req: &Request) -> Result<&App, Fault> {
    req.data::<App>()
        .ok_or_else(|| Fault::Domain(Error::internal("no app in the request data")))
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(req: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of_request(req).await?)
    }
}
