//! Cities: their settings, their logo, and the public list with figures.

mod logo;

use crate::answer::{NoContent, Versioned};
use crate::body::{self, JsonBody};
use crate::city::City;
use crate::examples::example;
use crate::paging::{List, PageRequest};
use crate::params::IfMatch;
use crate::problem::{Kind, Problem};
use crate::tag::Tag;
use crate::values::{Code, Day, count, put, set};
use besa_domain::App;
use besa_domain::access::{EditTenant, SeePlan};
use besa_domain::copy_fields;
use besa_domain::figures;
use besa_domain::figures::CityFigures;
use besa_domain::plans::PlanState;
use besa_domain::records::Names;
use besa_domain::tenants::{self, Identity, Tenant};
use logo::Upload;
use poem::web::Data;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A city in the public list.
#[derive(Debug, Object)]
#[oai(rename = "ListedCity")]
pub(crate) struct Listed {
    /// The slug of the city in URLs, for example `elbasan`.
    slug: String,
    /// The name of the city, keyed by language code.
    names: BTreeMap<String, String>,
    /// The country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
    country: String,
    /// Whether all data of this city are example data.
    example: bool,
    /// Figures of its current plan.
    plan: Figures,
}

/// Figures of a city's current plan: the published plan that is being implemented today, else the
/// first published plan in the order of `plans_list`. A job computes them, so they can be some time
/// behind the records.
#[derive(Debug, Object)]
#[oai(rename = "CityFigures")]
pub(crate) struct Figures {
    /// The reference of the plan.
    reference: String,
    /// The title of the plan.
    title: String,
    /// The state of the plan.
    state: Code<PlanState>,
    /// The first day of the plan.
    starts_on: Option<Day>,
    /// The last day of the plan.
    ends_on: Option<Day>,
    /// The number of commitments.
    commitments: u64,
    /// The number of milestones, without withdrawn ones.
    milestones: u64,
    /// Complete milestones.
    done: u64,
    /// Milestones in progress, not overdue.
    in_progress: u64,
    /// Overdue milestones: not started, in progress or stuck, and the due date has passed.
    late: u64,
    /// Stuck milestones, not overdue.
    stuck: u64,
    /// Milestones not started, not overdue.
    not_started: u64,
    /// Milestones that were never reported on.
    not_reported: u64,
    /// Complete milestones with evidence.
    proven: u64,
    /// The due date of the milestone that has been overdue longest; `null` if none is overdue.
    late_since: Option<Day>,
    /// The earliest due date of a milestone that is not started, in progress or stuck and not
    /// overdue; `null` if there is none.
    next_due: Option<Day>,
    /// The last day on which progress was reported, evidence was added or a due date was moved;
    /// `null` if never.
    active_on: Option<Day>,
    /// Published comments and proposals that ask for an answer.
    asked: u64,
    /// How many of these were answered.
    answered: u64,
    /// How many of these are unanswered and past their due date.
    unanswered_late: u64,
    /// The median number of days to an answer; `null` if nothing was answered.
    answer_days: Option<u64>,
    /// The number of meetings held in the past twelve months.
    meetings: u64,
    /// The codes of the policy areas of its commitments.
    policy_areas: Vec<String>,
    /// The day, in the city's time zone, for which the figures were computed.
    as_of: Day,
}

impl From<CityFigures> for Figures {
    fn from(figures: CityFigures) -> Self {
        let number = |of: i32| count(usize::try_from(of).unwrap_or_default());
        Self {
            reference: figures.reference,
            title: figures.title,
            state: Code(figures.plan_state),
            starts_on: figures.starts_on.map(Day),
            ends_on: figures.ends_on.map(Day),
            commitments: number(figures.commitments),
            milestones: number(figures.milestones),
            done: number(figures.done),
            in_progress: number(figures.in_progress),
            late: number(figures.late),
            stuck: number(figures.stuck),
            not_started: number(figures.not_started),
            not_reported: number(figures.not_reported),
            proven: number(figures.proven),
            late_since: figures.late_since.map(Day),
            next_due: figures.next_due.map(Day),
            active_on: figures.active_on.map(Day),
            asked: number(figures.asked),
            answered: number(figures.answered),
            unanswered_late: number(figures.unanswered_late),
            answer_days: figures.answer_days.map(number),
            meetings: number(figures.meetings),
            policy_areas: figures.policy_areas.0,
            as_of: Day(figures.as_of),
        }
    }
}

impl From<(Tenant, CityFigures)> for Listed {
    fn from((city, figures): (Tenant, CityFigures)) -> Self {
        Self {
            slug: city.slug,
            names: city.names.0,
            country: city.country,
            example: city.example,
            plan: figures.into(),
        }
    }
}

/// A city. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "City")]
pub(crate) struct View {
    /// The slug of the city in URLs, for example `elbasan`.
    slug: String,
    /// The name of the city, keyed by language code.
    names: BTreeMap<String, String>,
    /// The country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
    country: String,
    /// The IANA time zone of the city; deadlines are computed in it.
    time_zone: String,
    /// Today in the city's time zone.
    today: Day,
    /// The codes of the languages of its pages.
    languages: Vec<String>,
    /// The language that is used if none is chosen; one of `languages`.
    default_language: String,
    /// The colour from which the theme of its pages is derived, as `#rrggbb`.
    colour: String,
    /// The pattern under the header of its pages: `none` or `battlements`.
    motif: String,
    /// The office in charge.
    unit: Option<String>,
    /// The e-mail address for residents.
    contact_email: Option<String>,
    /// The URL of its logo; it changes when the logo changes.
    logo: Option<String>,
    /// Whether all data of this city are example data.
    example: bool,
    /// The version of the record; increases with each change.
    version: i32,
}

fn view(app: &App, city: Tenant) -> Versioned<View> {
    let today = Day(city.zone().day(app.clock().now()));
    let logo = city.logo_path().map(|path| format!("{}{path}", app.base_url));
    Versioned {
        version: city.version,
        body: copy_fields!(city => View {
            slug, country, time_zone, default_language, colour, motif, unit, contact_email, example, version,
        } with {
            names: city.names.0,
            today,
            languages: city.languages.0,
            logo,
        }),
    }
}

/// A change of a city's settings. Fields that are not sent keep their values; `null` clears `unit`
/// and `contact_email`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "CityChange", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Change {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The name of the city, keyed by language code. Replaces all names. Maximum 300 characters
    /// each.
    names: Option<BTreeMap<String, String>>,
    /// The country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
    country: Option<String>,
    /// The IANA time zone, for example `Europe/Tirane`.
    time_zone: Option<String>,
    /// The codes of the languages of its pages. Replaces the whole list.
    languages: Option<Vec<String>>,
    /// The language that is used if none is chosen; one of `languages`.
    default_language: Option<String>,
    /// The colour from which the theme of its pages is derived, as `#rrggbb`.
    colour: Option<String>,
    /// The pattern under the header of its pages: `none` or `battlements`.
    motif: Option<String>,
    /// The office in charge. Maximum 300 characters.
    unit: MaybeUndefined<String>,
    /// The e-mail address for residents. Maximum 254 characters.
    contact_email: MaybeUndefined<String>,
}

example!(Change {
    "unit": "Office of Open Government", "colour": "#8c1d2f"
});

impl Change {
    fn apply_to(self, city: &Tenant) -> Identity {
        let mut identity = copy_fields!(&city => Identity {
            names, country, time_zone, default_language, colour, motif, unit, contact_email,
        } with {
            languages: city.languages.0.clone(),
        });
        set(&mut identity.names, self.names.map(Names));
        set(&mut identity.country, self.country);
        set(&mut identity.time_zone, self.time_zone);
        set(&mut identity.languages, self.languages);
        set(&mut identity.default_language, self.default_language);
        set(&mut identity.colour, self.colour);
        set(&mut identity.motif, self.motif);
        put(&mut identity.unit, self.unit);
        put(&mut identity.contact_email, self.contact_email);
        identity
    }
}

#[derive(Debug)]
pub(crate) struct Cities;

#[OpenApi(tag = "Tag::Cities")]
impl Cities {
    /// List cities
    ///
    /// Returns cities with a published plan, sorted by their English name, with figures of the
    /// current plan.
    #[oai(path = "/tenants", method = "get", operation_id = "tenants_list")]
    async fn list(
        &self,
        app: Data<&App>,
        /// Return only cities whose name has words that begin with this text, in any language. Accents and
        /// case are ignored.
        search: Query<Option<String>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<Listed>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let cities = figures::listed(&app.db, search.0.as_deref(), "en", &part.slice()).await?;
        Ok(Json(PageRequest::page(cities.page, cities.total)))
    }

    /// Read a city
    #[oai(path = "/tenants/:tenant", method = "get", operation_id = "tenants_read")]
    async fn read(&self, tenant: City<SeePlan>) -> Result<Versioned<View>, Problem> {
        Ok(view(&tenant.app, tenant.visit.tenant))
    }

    /// Change the settings of a city
    ///
    /// For admins.
    #[oai(path = "/tenants/:tenant", method = "patch", operation_id = "tenants_change")]
    async fn change(
        &self,
        tenant: City<EditTenant>,
        if_match: IfMatch,
        sent: JsonBody<Change>,
    ) -> Result<Versioned<View>, Problem> {
        let city = &tenant.visit.tenant;
        let version = sent.version(if_match.as_deref(), city.version)?;
        let identity = sent.read()?.apply_to(city);
        let saved = tenants::edit(tenant.db(), &tenant.permit, None, version, identity).await?;
        Ok(view(&tenant.app, saved))
    }

    /// Upload a city's logo
    ///
    /// A PNG, JPEG or WebP of at most 256 KB; the type is detected from the first bytes. SVG is
    /// refused because it can contain scripts. Replaces the previous logo. For admins.
    #[oai(path = "/tenants/:tenant/logo", method = "put", operation_id = "tenants_set_logo")]
    async fn set_logo(
        &self,
        tenant: City<EditTenant>,
        /// The `ETag` of the city as it was read. Required.
        if_match: IfMatch,
        sent: Upload,
    ) -> Result<Versioned<View>, Problem> {
        let version = seen(&tenant, if_match.as_deref())?;
        let bytes = sent.read().await?;
        let files = &*tenant.app.files;
        let saved = tenants::set_logo(tenant.db(), files, &tenant.permit, None, version, bytes).await?;
        Ok(view(&tenant.app, saved))
    }

    /// Delete a city's logo
    ///
    /// 404 if there is none. For admins.
    #[oai(path = "/tenants/:tenant/logo", method = "delete", operation_id = "tenants_remove_logo")]
    async fn remove_logo(
        &self,
        tenant: City<EditTenant>,
        /// The `ETag` of the city as it was read. Required.
        if_match: IfMatch,
    ) -> Result<NoContent, Problem> {
        let version = seen(&tenant, if_match.as_deref())?;
        tenants::remove_logo(tenant.db(), &*tenant.app.files, &tenant.permit, None, version).await?;
        Ok(NoContent)
    }
}

/// Returns the version of the city that the caller read, for operations without a body that could
/// name it.
///
/// # Errors
/// `VersionMissing` and `StaleVersion`.
fn seen(tenant: &City<EditTenant>, if_match: Option<&str>) -> Result<i32, Problem> {
    let tag = if_match.ok_or_else(|| Problem::of(Kind::VersionMissing))?;
    body::version(tag, tenant.visit.tenant.version)
}
