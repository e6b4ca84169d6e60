//! A city of the address with the right to do something there, and ids of its records.

use crate::answer::Made;
use crate::caller::{self, SCHEMES};
use crate::problem::{Kind, Problem};
use besa_domain::access::{Action, Caller, Permit};
use besa_domain::db::Db;
use besa_domain::people::Visit;
use besa_domain::reports::Section;
use besa_domain::{
    App, AssessmentId, BudgetRoundId, CommitmentId, ContactId, DecisionId, Error, EvidenceId, ExhibitId, ForumId,
    HolidayId, ImportId, InvitationId, MeetingId, MembershipId, MilestoneId, OrganisationId, PaperId, PlanId, ReportId,
    ReviewNoteId, ReviewQueryId, SeatId, StrategyId, VerdictId, VoiceId, code,
};
use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaParamIn, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;
use time::Date;

/// The city that the address names, with the right to do `A` in it. In every path it is the first
/// part that varies, and in every operation the first argument, by the name `tenant`.
#[derive(Debug)]
pub(crate) struct City<A: Action> {
    pub(crate) app: App,
    pub(crate) visit: Visit,
    pub(crate) permit: Permit<A>,
    /// Where the request came from.
    pub(crate) from: Option<IpAddr>,
}

impl<A: Action> City<A> {
    pub(crate) fn db(&self) -> &Db {
        &self.app.db
    }

    /// The day it is in the city.
    pub(crate) fn today(&self) -> Date {
        self.visit.tenant.zone().day(self.app.clock().now())
    }

    /// The language of a document: the one sent, if the city speaks it or it is English; else the
    /// city's own.
    ///
    /// # Errors
    /// `language` / `unknown_choice`.
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

    /// The address of one of its records.
    pub(crate) fn location(&self, records: &str, id: impl Display) -> String {
        format!("/api/v1/tenants/{}/{records}/{id}", self.visit.tenant.slug)
    }

    /// One of its records that was made, at its address.
    pub(crate) fn made<T>(&self, records: &str, id: impl Display, version: i32, body: impl Into<T>) -> Made<T> {
        Made {
            body: body.into(),
            version,
            location: self.location(records, id),
        }
    }

    /// The right to something else here.
    pub(crate) fn also<B: Action>(&self) -> Result<Permit<B>, Problem> {
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
        // poem-openapi names the parts that vary by their places.
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

/// What can stand in an address after the city, and how it is called when it is not there.
pub(crate) trait Key: FromStr + Send {
    const WHAT: &'static str;
    const FORMAT: Option<&'static str> = Some("uuid");
    /// Which of the parts of the address that vary it is.
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

/// The second part of a path that varies. What is no id at all is not found, like an id that
/// nothing has.
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
