//! What OGP asks for: requirements against the records, and what is due by when.

use crate::city::City;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, Day};
use besa_domain::access::SeeStandards;
use besa_domain::obligations::{self, Obligation, ObligationKind};
use besa_domain::requirements::{self, Judged, Lack, Missing, RecordKind, Requirement, RequirementState, Used};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

/// How the requirements stand.
#[derive(Debug, Object)]
#[oai(rename = "Requirements")]
pub(crate) struct ChecklistView {
    /// The plan they are about, where there is one.
    plan: Option<Uuid>,
    /// The rule set they were judged by.
    rules: String,
    /// Each of them, in OGP's order.
    items: Vec<RequirementView>,
}

/// How one requirement stands, by the records.
#[derive(Debug, Object)]
#[oai(rename = "RequirementCheck")]
pub(crate) struct RequirementView {
    /// Which.
    requirement: Code<Requirement>,
    /// Its number in OGP's form.
    number: String,
    /// A minimum requirement; else a recommended practice.
    minimum: bool,
    /// How it stands.
    state: Code<RequirementState>,
    /// The records that were used.
    used: Vec<UsedView>,
    /// What is missing.
    missing: Vec<MissingView>,
}

/// A record that speaks for a requirement.
#[derive(Debug, Object)]
#[oai(rename = "RequirementRecord")]
pub(crate) struct UsedView {
    /// What it is.
    kind: Code<RecordKind>,
    /// Its id.
    id: Option<Uuid>,
    /// What it is called.
    title: String,
    /// Its day.
    on: Option<Day>,
}

/// Something missing.
#[derive(Debug, Object)]
#[oai(rename = "RequirementGap")]
pub(crate) struct MissingView {
    /// What.
    what: Code<Lack>,
    /// By when.
    by: Option<Day>,
    /// The record where it is mended.
    at: Option<Uuid>,
}

/// Something that is due.
#[derive(Debug, Object)]
#[oai(rename = "Obligation")]
pub(crate) struct ObligationView {
    /// What.
    kind: Code<ObligationKind>,
    /// It is the monitoring body's; else the city's.
    monitoring_body: bool,
    /// Of which plan, commitment or assessment.
    subject: Uuid,
    /// What that is called.
    title: String,
    /// The day.
    due_on: Day,
    /// Days until then; fewer than none when it has passed.
    days: i64,
    /// The day on which it was done.
    done_on: Option<Day>,
}

/// What is due.
#[derive(Debug, Object)]
#[oai(rename = "Obligations")]
pub(crate) struct DueView {
    /// Open ones first, each by its day.
    items: Vec<ObligationView>,
}

impl From<Judged> for RequirementView {
    fn from(judged: Judged) -> Self {
        let used = |one: Used| UsedView {
            kind: Code(one.kind),
            id: one.id,
            title: one.title,
            on: one.on.map(Day),
        };
        let missing = |one: Missing| MissingView {
            what: Code(one.what),
            by: one.by.map(Day),
            at: one.at,
        };
        Self {
            requirement: Code(judged.requirement),
            number: judged.requirement.number().to_owned(),
            minimum: judged.requirement.is_minimum(),
            state: Code(judged.state),
            used: judged.used.into_iter().map(used).collect(),
            missing: judged.missing.into_iter().map(missing).collect(),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Standards;

#[OpenApi(tag = "Tag::Standards")]
impl Standards {
    /// Check OGP's requirements against the records
    ///
    /// Of the present plan: which records speak for each requirement, and what is missing. What the
    /// monitoring body finds is in its assessments.
    #[oai(path = "/tenants/:tenant/requirements", method = "get", operation_id = "requirements_list")]
    async fn requirements(&self, tenant: City<SeeStandards>) -> Result<Json<ChecklistView>, Problem> {
        let city = &tenant.visit.tenant;
        let see = tenant.also()?;
        let found = requirements::check(tenant.db(), &tenant.permit, &see, city, tenant.today()).await?;
        Ok(Json(ChecklistView {
            plan: found.plan.map(|(id, _)| id.into()),
            rules: found.rules,
            items: found.judged.into_iter().map(RequirementView::from).collect(),
        }))
    }

    /// List what is due by OGP's calendar
    #[oai(path = "/tenants/:tenant/obligations", method = "get", operation_id = "obligations_list")]
    async fn obligations(&self, tenant: City<SeeStandards>) -> Result<Json<DueView>, Problem> {
        let city = &tenant.visit.tenant;
        let (see, today) = (tenant.also()?, tenant.today());
        let found = obligations::list(tenant.db(), &tenant.permit, &see, city, today).await?;
        let view = |one: Obligation| ObligationView {
            days: one.days(today),
            kind: Code(one.kind),
            monitoring_body: one.kind.is_monitors(),
            subject: one.subject,
            title: one.title,
            due_on: Day(one.due_on),
            done_on: one.done_on.map(Day),
        };
        Ok(Json(DueView {
            items: found.into_iter().map(view).collect(),
        }))
    }
}
