//! OGP's requirements checked against the records, and OGP's deadlines.

use crate::city::City;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, Day};
use besa_domain::access::SeeStandards;
use besa_domain::obligations::{self, Obligation, ObligationKind};
use besa_domain::requirements::{
    self, Missing, MissingItem, RecordKind, Requirement, RequirementResult, RequirementState, Used,
};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

/// The state of every requirement.
#[derive(Debug, Object)]
#[oai(rename = "Requirements")]
pub(crate) struct ChecklistView {
    /// The id of the plan that was checked; `null` if the city has no plan.
    plan: Option<Uuid>,
    /// The version of the rule set that was used.
    rules: String,
    /// Every requirement, in OGP's order.
    items: Vec<RequirementView>,
}

/// The state of one requirement, as the records show it.
#[derive(Debug, Object)]
#[oai(rename = "RequirementCheck")]
pub(crate) struct RequirementView {
    /// The code of the requirement.
    requirement: Code<Requirement>,
    /// Its number in OGP's form, for example `1.1`.
    number: String,
    /// `true` for a minimum requirement, `false` for a recommended practice.
    minimum: bool,
    /// The state.
    state: Code<RequirementState>,
    /// The records that support it.
    used: Vec<UsedView>,
    /// What is missing.
    missing: Vec<MissingView>,
}

/// A record that supports a requirement.
#[derive(Debug, Object)]
#[oai(rename = "RequirementRecord")]
pub(crate) struct UsedView {
    /// The kind of record.
    kind: Code<RecordKind>,
    /// Its id; `null` if it is not a single record.
    id: Option<Uuid>,
    /// Its title.
    title: String,
    /// Its date; `null` if it has none.
    on: Option<Day>,
}

/// Something that is missing for a requirement.
#[derive(Debug, Object)]
#[oai(rename = "RequirementGap")]
pub(crate) struct MissingView {
    /// The code of what is missing.
    what: Code<MissingItem>,
    /// The day by which it is needed; `null` if there is none.
    by: Option<Day>,
    /// The id of the record to complete; `null` if there is none.
    at: Option<Uuid>,
}

/// An obligation with a deadline.
#[derive(Debug, Object)]
#[oai(rename = "Obligation")]
pub(crate) struct ObligationView {
    /// The kind of obligation.
    kind: Code<ObligationKind>,
    /// `true` if it is an obligation of the monitoring body, `false` if of the city.
    monitoring_body: bool,
    /// The id of the plan, commitment or assessment that it is about.
    subject: Uuid,
    /// The title of that record.
    title: String,
    /// The due date.
    due_on: Day,
    /// Days from today to the due date; negative after it.
    days: i64,
    /// The day on which it was fulfilled; `null` while it is open.
    done_on: Option<Day>,
}

/// The obligations of a city and its monitoring body.
#[derive(Debug, Object)]
#[oai(rename = "Obligations")]
pub(crate) struct DueView {
    /// Open obligations first, then fulfilled ones; each group sorted by due date.
    items: Vec<ObligationView>,
}

impl From<RequirementResult> for RequirementView {
    fn from(judged: RequirementResult) -> Self {
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
    /// Checks the records of the current plan: which of them support each requirement, and what is
    /// missing. The findings of the monitoring body are separate; see its assessments. For members
    /// of the city and for reviewers.
    #[oai(path = "/tenants/:tenant/requirements", method = "get", operation_id = "requirements_list")]
    async fn requirements(&self, tenant: City<SeeStandards>) -> Result<Json<ChecklistView>, Problem> {
        let city = &tenant.visit.tenant;
        let see = tenant.permit_for()?;
        let found = requirements::check(tenant.db(), &tenant.permit, &see, city, tenant.today()).await?;
        Ok(Json(ChecklistView {
            plan: found.plan.map(|(id, _)| id.into()),
            rules: found.rules,
            items: found.judged.into_iter().map(RequirementView::from).collect(),
        }))
    }

    /// List obligations with deadlines from OGP's calendar
    ///
    /// For members of the city and for reviewers.
    #[oai(path = "/tenants/:tenant/obligations", method = "get", operation_id = "obligations_list")]
    async fn obligations(&self, tenant: City<SeeStandards>) -> Result<Json<DueView>, Problem> {
        let city = &tenant.visit.tenant;
        let (see, today) = (tenant.permit_for()?, tenant.today());
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
