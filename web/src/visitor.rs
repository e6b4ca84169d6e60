//! Who asks, in which language: what every page knows of its request.

use std::net::IpAddr;

use besa_domain::access::Caller;
use besa_domain::db::Db;
use besa_domain::people::Session;
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

/// What is kept of a request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: Method,
    /// The path, from the root.
    pub path: String,
    /// The query, without its question mark.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// Where it came from: the server puts the address there.
    pub address: Option<IpAddr>,
}

impl Asked {
    /// Keeps what is needed of a request.
    pub fn of(req: &Request) -> Self {
        // Pages are mounted at the root, so this is the whole address.
        let uri = req.uri();
        Self {
            method: req.method().clone(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            headers: req.headers().clone(),
            address: req.extensions().get::<IpAddr>().copied(),
        }
    }

    /// A header, if it is there and plain.
    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Path and query.
    pub fn address_line(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// A value of the query; the first, where there are several.
    pub fn query(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

/// Somebody who asks for a page.
#[derive(Clone)]
pub struct Visitor {
    /// The product.
    pub app: App,
    /// The session, where she is signed in.
    pub session: Option<Session>,
    /// The language of the answer.
    pub language: Language,
    /// The line that the page before left.
    pub flash: Option<Flash>,
    /// Her cookies.
    pub jar: CookieJar,
    /// The request.
    pub asked: Asked,
}

impl Visitor {
    /// Reads who asks.
    ///
    /// # Errors
    /// The database's own.
    pub async fn of(app: App, jar: CookieJar, asked: Asked) -> Result<Self, Error> {
        let session = session::resume(&app, &jar).await?;
        let mut visitor = Self::unknown(app, jar, asked);
        visitor.session = session;
        visitor.language = visitor.choose(&Language::ALL, Language::default());
        // Only a page shows it; a form that leads on leaves it for the page after.
        if visitor.asked.method == Method::GET {
            visitor.flash = Flash::take(&visitor.app, &visitor.jar);
        }
        Ok(visitor)
    }

    /// Somebody of whom nothing was read from the database.
    pub fn unknown(app: App, jar: CookieJar, asked: Asked) -> Self {
        let mut visitor = Self {
            app,
            session: None,
            language: Language::default(),
            flash: None,
            jar,
            asked,
        };
        visitor.language = visitor.choose(&Language::ALL, Language::default());
        visitor
    }

    /// The language she gets of those offered: what she chose, what her account says, what her
    /// browser asks for, else `default`.
    pub fn choose(&self, offered: &[Language], default: Language) -> Language {
        let held = self.jar.get(&self.app.cookie(LANGUAGE));
        let chosen = held.and_then(|cookie| Language::parse(cookie.value_str()));
        let account = self
            .session
            .as_ref()
            .and_then(|session| Language::parse(&session.account.language));
        let accepted = self.asked.header(header::ACCEPT_LANGUAGE);
        chosen
            .or(account)
            .filter(|language| offered.contains(language))
            .or_else(|| negotiate(accepted?, offered))
            .unwrap_or(default)
    }

    /// As whom she acts.
    pub fn caller(&self) -> Caller {
        self.session
            .as_ref()
            .map_or(Caller::Nobody, |session| Caller::Person(session.account.id))
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// The words of her language.
    pub fn w(&self) -> &'static Words {
        words(self.language)
    }

    /// Whether the answer is for her alone.
    pub fn is_personal(&self) -> bool {
        self.session.is_some() || self.flash.is_some()
    }

    /// A number that no other form has, for `Once`.
    pub fn nonce(&self) -> String {
        self.app.ids().next::<uuid::Uuid>().to_string()
    }
}

/// The product, from a request.
pub(crate) fn app(req: &Request) -> Result<&App, Fault> {
    req.data::<App>()
        .ok_or_else(|| Fault::Domain(Error::internal("no app in the request")))
}

impl<'a> FromRequest<'a> for Visitor {
    async fn from_request(req: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let app = app(req)?.clone();
        Ok(Self::of(app, req.cookie().clone(), Asked::of(req))
            .await
            .map_err(Fault::Domain)?)
    }
}
