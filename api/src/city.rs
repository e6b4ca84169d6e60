//! Path parameters: the city, with the caller's permit in it, and the ids of its records.

use crate::answer::Created;
use crate::caller::{self, SCHEMES};
use crate::problem::{Kind, Problem};
use besa_domain::access::{Action, Caller, Permit};
use besa_domain::db::Db;
use besa_domain::people::Visit;
use besa_domain::reports::Section;
use besa_domain::{
    App, AssessmentId, BudgetRoundId, CommitmentId, ContactId, DecisionId, Error, EvidenceId, ExhibitId, ForumId,
    HolidayId, ImportId, IndicatorId, InvitationId, MeetingId, MembershipId, MilestoneId, OrganisationId, PaperId,
    PlanId, ReadingId, ReportId, ReviewNoteId, ReviewQueryId, SeatId, StrategyId, VerdictId, VoiceId, code,
};
use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaParamIn, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;
use time::Date;

/// The city named in the path, with the permit of the caller for the action `A` in that city. It is always the
/// first path parameter, and the first argument of the operation, named `tenant`.
#[derive(Debug)]
pub(crate) struct City<A: Action> {
    pub(crate) app: App,
    pub(crate) visit: Visit,
    pub(crate) permit: Permit<A>,
    /// IP address of the client; `None` when it is not known.
    pub(crate) from: Option<IpAddr>,
}

impl<A: Action> City<A> {
    pub(crate) fn db(&self) -> &Db {
        &self.app.db
    }

    /// Returns the current day in the city's time zone.
    pub(crate) fn today(&self) -> Date {
        self.visit.tenant.zone().day(self.app.clock().now())
    }

    /// Returns the language of a document: `sent`, or the city's default language when it is `None`.
    ///
    /// # Errors
    /// `language` / `unknown_choice` unless `sent` is English or one of the city's languages.
    pub(crate) fn language(&self, sent: Option<String>) -> Result<String, Problem> {
        let city = &self.visit.tenant;
        let Some(sent) = sent else {
            return Ok(city.default_language.clone());
        };
        if sent == "en" || city.languages.0.contains(&sent) {
            Ok(sent)
        } else {
            Err(Problem::field("language", code::UNKNOWN_CHOICE))
        }
    }

    /// Returns the path of one of the city's records.
    pub(crate) fn location(&self, records: &str, id: impl Display) -> String {
        format!("/api/v1/tenants/{}/{records}/{id}", self.visit.tenant.slug)
    }

    /// Builds the 201 response for a created record of the city.
    pub(crate) fn made<T>(&self, records: &str, id: impl Display, version: i32, body: impl Into<T>) -> Created<T> {
        Created {
            body: body.into(),
            version,
            location: self.location(records, id),
        }
    }

    /// Returns the caller's permit for another action in this city.
    pub(crate) fn permit_for<B: Action>(&self) -> Result<Permit<B>, Problem> {
        Ok(self.visit.permit()?)
    }
}

impl<'a, A: Action> ApiExtractor<'a> for City<A> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter, ApiExtractorType::SecurityScheme];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = String;
    type ParamRawType = String;

    fn register(registry: &mut Registry) {
        caller::describe(registry);
    }

    fn security_schemes() -> Vec<&'static str> {
        SCHEMES.to_vec()
    }

    fn has_security_fallback() -> bool {
        A::PUBLIC
    }

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Path)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(MetaSchemaRef::Inline(Box::new(MetaSchema {
            example: Some("elbasan".into()),
            ..MetaSchema::new("string")
        })))
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<String>,
    ) -> poem::Result<Self> {
        let app = caller::app(request)?.clone();
        let (caller, _) = caller::caller(request, &app).await?;
        if caller == Caller::Nobody && !A::PUBLIC {
            return Err(Problem::from(Error::Unauthorized).into());
        }
        // poem-openapi names path parameters by their position.
        let slug = request.raw_path_param("param0").unwrap_or_default();
        let visit = app.gate.visit(&app.db, caller, slug).await.map_err(Problem::from)?;
        if visit.is_outside_scope::<A>() {
            return Err(Problem::of(Kind::TokenScope).into());
        }
        let permit = visit.permit().map_err(Problem::from)?;
        let reads = request.method() == Method::GET;
        Ok(Self {
            app: if reads { app.page() } else { app },
            visit,
            permit,
            from: caller::address(request),
        })
    }
}

/// A type of path parameter that follows the city. `WHAT` names the record in a 404.
pub(crate) trait Key: FromStr + Send {
    const WHAT: &'static str;
    const FORMAT: Option<&'static str> = Some("uuid");
    /// Name of the path parameter, by its position.
    const PART: &'static str = "param1";
}

impl Key for Section {
    const WHAT: &'static str = "section";
    const FORMAT: Option<&'static str> = None;
    const PART: &'static str = "param2";
}

macro_rules! keys {
    ($($id:ident = $what:literal,)*) => {
        $(impl Key for $id {
            const WHAT: &'static str = $what;
        })*
    };
}

keys! {
    PlanId = "plan",
    CommitmentId = "commitment",
    MilestoneId = "milestone",
    EvidenceId = "evidence",
    IndicatorId = "indicator",
    ReadingId = "reading",
    OrganisationId = "organisation",
    ContactId = "contact",
    MembershipId = "member",
    InvitationId = "invitation",
    ImportId = "import",
    ReportId = "report",
    VoiceId = "comment",
    HolidayId = "holiday",
    StrategyId = "strategy",
    BudgetRoundId = "round",
    ForumId = "forum",
    SeatId = "seat",
    MeetingId = "meeting",
    PaperId = "paper",
    DecisionId = "decision",
    ReviewNoteId = "note",
    ReviewQueryId = "query",
    AssessmentId = "assessment",
    ExhibitId = "file",
    VerdictId = "verdict",
}

/// A path parameter that follows the city. A value that cannot be parsed gives 404, like the id of a record
/// that does not exist.
#[derive(Debug)]
pub(crate) struct Id<T>(pub(crate) T);

impl<'a, T: Key> ApiExtractor<'a> for Id<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = true;
    type ParamType = String;
    type ParamRawType = String;

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Path)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(MetaSchemaRef::Inline(Box::new(MetaSchema {
            format: T::FORMAT,
            ..MetaSchema::new("string")
        })))
    }

    async fn from_request(
        request: &'a Request,
        _body: &mut RequestBody,
        _options: ExtractParamOptions<String>,
    ) -> poem::Result<Self> {
        let text = request.raw_path_param(T::PART).unwrap_or_default();
        match text.parse() {
            Ok(id) => Ok(Self(id)),
            Err(_) => Err(Problem::from(Error::NotFound(T::WHAT)).into()),
        }
    }
}
