//! The city and the language of a URL: `/{city}/{lang}/…`.

use besa_domain::access::{Action, Permit, PublicAction};
use besa_domain::db::Db;
use besa_domain::people::Visit;
use besa_domain::plans::{self, Plan};
use besa_domain::tenants::Tenant;
use besa_domain::{Error, Result};
use besa_text::{Language, Words};
use poem::http::Method;
use poem::{FromRequest, Request, RequestBody};
use time::{Date, OffsetDateTime};

use crate::error::Fault;
use crate::links;
use crate::visitor::{self, RequestInfo, Visitor};

/// A request to a page of a city.
#[derive(Clone)]
pub struct City {
    /// Who sends the request; their language is the URL's.
    pub visitor: Visitor,
    /// The city, and what the visitor may do in it.
    pub visit: Visit,
}

impl City {
    /// Opens the city of a URL.
    ///
    /// # Errors
    /// `NotFound("city")` if there is none; [`Fault::Elsewhere`] for a language that the city does not
    /// offer.
    pub async fn open(mut visitor: Visitor, slug: &str, language: &str) -> Result<Self, Fault> {
        let language = Language::parse(language).ok_or(Fault::Missing)?;
        let visit = visitor.app.gate.visit(visitor.db(), visitor.caller(), slug).await?;
        if !offered(&visit.tenant).contains(&language) {
            let rest = rest(&visitor.request.path).to_owned();
            return Err(Fault::Elsewhere(format!("/{slug}/{}/{rest}", first(&visit.tenant))));
        }
        visitor.language = language;
        Ok(Self { visitor, visit })
    }

    /// Returns the city.
    pub fn tenant(&self) -> &Tenant {
        &self.visit.tenant
    }

    /// Returns the database.
    pub fn db(&self) -> &Db {
        self.visitor.db()
    }

    /// Returns the messages of the page's language.
    pub fn w(&self) -> &'static Words {
        self.visitor.w()
    }

    /// Returns the language of the page.
    pub fn language(&self) -> Language {
        self.visitor.language
    }

    /// Returns the city's name in the page's language.
    pub fn name(&self) -> &str {
        self.tenant().name(self.language().code())
    }

    /// Returns the URLs of this city and language.
    pub fn links(&self) -> links::City {
        links::City::new(&self.tenant().slug, self.language())
    }

    /// Returns today's date in the city's time zone.
    pub fn today(&self) -> Date {
        self.tenant().zone().day(self.visitor.app.clock().now())
    }

    /// Converts a moment to the city's time zone.
    pub fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        self.tenant().zone().local(at)
    }

    /// Returns the permit for `A` in this city.
    ///
    /// # Errors
    /// As [`Visit::permit`].
    pub fn permit<A: Action>(&self) -> Result<Permit<A>> {
        self.visit.permit()
    }

    /// Returns the permit to see what is public. Public pages show members the same as everyone.
    pub fn public<A: PublicAction>(&self) -> Permit<A> {
        Permit::public(self.tenant().id)
    }

    /// Returns the current plan as the public sees it; `None` if no plan is published.
    ///
    /// # Errors
    /// The database's own.
    pub async fn current_plan(&self) -> Result<Option<Plan>> {
        plans::current(self.db(), &self.public(), self.today()).await
    }
}

/// Returns the city's languages that Besa supports; English if it supports none of them.
pub fn offered(tenant: &Tenant) -> Vec<Language> {
    let spoken: Vec<Language> = tenant
        .languages
        .0
        .iter()
        .filter_map(|code| Language::parse(code))
        .collect();
    if spoken.is_empty() {
        vec![Language::default()]
    } else {
        spoken
    }
}

/// Returns the city's default language if Besa supports it, else the first that the city offers.
pub fn first(tenant: &Tenant) -> Language {
    let offered = offered(tenant);
    Language::parse(&tenant.default_language)
        .filter(|language| offered.contains(language))
        .or(offered.first().copied())
        .unwrap_or_default()
}

/// Returns the part of a path after `/{city}/{lang}/`.
pub fn rest(path: &str) -> &str {
    path.splitn(4, '/').nth(3).unwrap_or_default()
}

impl City {
    /// Opens the city of a request for a response that is the same for everyone: the session is not read.
    ///
    /// # Errors
    /// As [`City::open`].
    pub(crate) async fn for_everyone(req: &Request) -> Result<Self, Fault> {
        let app = visitor::app(req)?.clone();
        let visitor = Visitor::unknown(app, req.cookie().clone(), RequestInfo::of(req));
        Self::of_request(visitor, req).await
    }

    async fn of_request(visitor: Visitor, req: &Request) -> Result<Self, Fault> {
        let (Some(slug), Some(language)) = (req.raw_path_param("city"), req.raw_path_param("lang")) else {
            return Err(Fault::Domain(Error::internal("no city in the route")));
        };
        let mut city = Self::open(visitor, slug, language).await?;
        if req.method() == Method::GET {
            city.visitor.app = city.visitor.app.page();
        }
        Ok(city)
    }
}

impl<'a> FromRequest<'a> for City {
    async fn from_request(req: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let visitor = Visitor::of_request(req).await?;
        Ok(Self::of_request(visitor, req).await?)
    }
}
