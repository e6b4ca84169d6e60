//! Cities: who they are, and what the list says of each.

mod logo;

use crate::answer::{Gone, One};
use crate::body::{self, Sent};
use crate::city::City;
use crate::examples::example;
use crate::paging::{List, Part};
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

/// A city in the list.
#[derive(Debug, Object)]
#[oai(rename = "ListedCity")]
pub(crate) struct Listed {
    /// The city in addresses.
    slug: String,
    /// The name, per language code.
    names: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2, and XK.
    country: String,
    /// Everything of this city is example data.
    example: bool,
    /// Its present plan.
    plan: Figures,
}

/// What the list says of a city's present plan.
#[derive(Debug, Object)]
#[oai(rename = "CityFigures")]
pub(crate) struct Figures {
    /// The years the plan is known by.
    reference: String,
    /// Its title.
    title: String,
    /// Where it stands.
    state: Code<PlanState>,
    /// Its first day.
    starts_on: Option<Day>,
    /// Its last day.
    ends_on: Option<Day>,
    /// How many commitments it has.
    commitments: u64,
    /// How many milestones it promises.
    milestones: u64,
    /// Milestones that are done.
    done: u64,
    /// In progress, not late.
    in_progress: u64,
    /// Late.
    late: u64,
    /// Stuck, not late.
    stuck: u64,
    /// Not started, not late.
    not_started: u64,
    /// Nothing was ever reported of them.
    not_reported: u64,
    /// Of how many that are done there is evidence.
    proven: u64,
    /// The due day of the one that is late longest.
    late_since: Option<Day>,
    /// The next due day of one that is open and not late.
    next_due: Option<Day>,
    /// The day on which progress, evidence or a due date was last told.
    active_on: Option<Day>,
    /// Voices that are shown and ask for an answer.
    asked: u64,
    /// How many of them were answered.
    answered: u64,
    /// How many wait past their day.
    unanswered_late: u64,
    /// Days to an answer, in the middle; none when nothing was answered.
    answer_days: Option<u64>,
    /// Meetings that were held in the twelve months before.
    meetings: u64,
    /// The policy areas of its commitments.
    policy_areas: Vec<String>,
    /// The day of the city that the figures are of.
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

/// A city.
#[derive(Debug, Object)]
#[oai(rename = "City")]
pub(crate) struct View {
    /// The city in addresses.
    slug: String,
    /// The name, per language code.
    names: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2, and XK.
    country: String,
    /// The IANA name of the zone that its deadlines live in.
    time_zone: String,
    /// The day it is there now.
    today: Day,
    /// Language codes that its pages come in.
    languages: Vec<String>,
    /// The language used where none is chosen.
    default_language: String,
    /// The seed of its theme.
    colour: String,
    /// The figure under its header: `none` or `battlements`.
    motif: String,
    /// The office in charge.
    unit: Option<String>,
    /// Where residents write to.
    contact_email: Option<String>,
    /// The address of its logo: another for another logo.
    logo: Option<String>,
    /// Everything of this city is example data.
    example: bool,
    /// Bumped by each change.
    version: i32,
}

fn view(app: &App, city: Tenant) -> One<View> {
    let today = Day(city.zone().day(app.clock().now()));
    let logo = city.logo_path().map(|path| format!("{}{path}", app.base_url));
    One {
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

/// How a city appears and works. What is not sent stays.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "CityChange", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Change {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The name, per language code; written anew.
    names: Option<BTreeMap<String, String>>,
    /// ISO 3166-1 alpha-2, or XK.
    country: Option<String>,
    /// An IANA name.
    time_zone: Option<String>,
    /// Language codes.
    languages: Option<Vec<String>>,
    /// One of `languages`.
    default_language: Option<String>,
    /// `#rrggbb`.
    colour: Option<String>,
    /// `none` or `battlements`.
    motif: Option<String>,
    /// The office in charge.
    unit: MaybeUndefined<String>,
    /// Where residents write to.
    contact_email: MaybeUndefined<String>,
}

example!(Change {
    "unit": "Office of Open Government", "colour": "#8c1d2f"
});

impl Change {
    fn over(self, city: &Tenant) -> Identity {
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
    /// List the cities
    ///
    /// Cities with a published plan, by name, with figures of the present plan.
    #[oai(path = "/tenants", method = "get", operation_id = "tenants_list")]
    async fn list(
        &self,
        app: Data<&App>,
        /// Part of a name in any language; accents and case do not matter.
        search: Query<Option<String>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<Listed>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let cities = figures::listed(&app.db, search.0.as_deref(), "en").await?;
        Ok(Json(part.of_whole(cities, |(city, _)| city.slug.clone())?))
    }

    /// Read a city
    #[oai(path = "/tenants/:tenant", method = "get", operation_id = "tenants_read")]
    async fn read(&self, tenant: City<SeePlan>) -> Result<One<View>, Problem> {
        Ok(view(&tenant.app, tenant.visit.tenant))
    }

    /// Change how a city appears
    ///
    /// For admins.
    #[oai(path = "/tenants/:tenant", method = "patch", operation_id = "tenants_change")]
    async fn change(
        &self,
        tenant: City<EditTenant>,
        if_match: IfMatch,
        sent: Sent<Change>,
    ) -> Result<One<View>, Problem> {
        let city = &tenant.visit.tenant;
        let version = sent.version(if_match.as_deref(), city.version)?;
        let identity = sent.read()?.over(city);
        let saved = tenants::edit(tenant.db(), &tenant.permit, None, version, identity).await?;
        Ok(view(&tenant.app, saved))
    }

    /// Set the city's logo
    ///
    /// A PNG, JPEG or WebP of at most 256 KB, by its first bytes; no SVG, which can carry programs.
    /// It takes the place of the one before. For admins.
    #[oai(path = "/tenants/:tenant/logo", method = "put", operation_id = "tenants_set_logo")]
    async fn set_logo(
        &self,
        tenant: City<EditTenant>,
        /// The `ETag` of the city that was read.
        if_match: IfMatch,
        sent: Upload,
    ) -> Result<One<View>, Problem> {
        let version = seen(&tenant, if_match.as_deref())?;
        let bytes = sent.read().await?;
        let files = &*tenant.app.files;
        let saved = tenants::set_logo(tenant.db(), files, &tenant.permit, None, version, bytes).await?;
        Ok(view(&tenant.app, saved))
    }

    /// Remove the city's logo
    ///
    /// For admins.
    #[oai(path = "/tenants/:tenant/logo", method = "delete", operation_id = "tenants_remove_logo")]
    async fn remove_logo(
        &self,
        tenant: City<EditTenant>,
        /// The `ETag` of the city that was read.
        if_match: IfMatch,
    ) -> Result<Gone, Problem> {
        let version = seen(&tenant, if_match.as_deref())?;
        tenants::remove_logo(tenant.db(), &*tenant.app.files, &tenant.permit, None, version).await?;
        Ok(Gone)
    }
}

/// The version of the city that the caller saw, where there is no body to say it.
fn seen(tenant: &City<EditTenant>, if_match: Option<&str>) -> Result<i32, Problem> {
    let tag = if_match.ok_or_else(|| Problem::of(Kind::VersionMissing))?;
    body::version(tag, tenant.visit.tenant.version)
}
