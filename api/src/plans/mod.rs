//! Action plans.

mod sent;
mod view;

use crate::answer::{Created, NoContent, Versioned};
use crate::attachment::Attachment;
use crate::body::{self, JsonBody};
use crate::city::{City, Id, Key};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch, IfNoneMatch};
use crate::problem::{Kind, Problem};
use crate::tag::Tag;
use besa_domain::access::{Action, EditPlan, ImportPlan, Permit, SeePlan};
use besa_domain::plans::{self, Plan, PlanDraft};
use besa_domain::removal;
use besa_domain::tenants;
use besa_domain::whole;
use besa_domain::whole::PlanRecords;
use besa_domain::{Error, PlanId};
use besa_formats::words::Words;
use besa_formats::workbook::PlanFile;
use poem::Body;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use sent::{Fields, Step};
use std::convert::Infallible;
use std::str::FromStr;
use view::{Detail, View};

/// How a URL names a plan to read: by its id, its reference, or `latest`.
#[derive(Debug)]
pub(crate) enum Named {
    Id(PlanId),
    Reference(String),
}

impl FromStr for Named {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.parse().map_or_else(|_| Self::Reference(text.to_owned()), Self::Id))
    }
}

impl Key for Named {
    const WHAT: &'static str = "plan";
    const FORMAT: Option<&'static str> = None;
}

async fn named<A: Action>(tenant: &City<A>, permit: &Permit<SeePlan>, plan: &Named) -> Result<Plan, Error> {
    match plan {
        Named::Id(id) => plans::get(tenant.db(), permit, *id).await,
        Named::Reference(reference) => plans::by_reference(tenant.db(), permit, reference, tenant.today()).await,
    }
}

async fn whole(tenant: &City<SeePlan>, plan: &Named) -> Result<PlanRecords, Error> {
    let plan = named(tenant, &tenant.permit, plan).await?;
    whole::for_plan(tenant.db(), &tenant.permit, plan).await
}

/// Returns a plan as a file, or 304 when the client has it as it is.
async fn file(
    tenant: &City<ImportPlan>,
    plan: &Named,
    language: Option<String>,
    held: Option<&str>,
    format: PlanFile,
) -> Result<Attachment, Problem> {
    let language = tenant.language(language)?;
    let permit = tenant.permit_for::<SeePlan>()?;
    let plan = named(tenant, &permit, plan).await?;
    let revision = tenants::revision(tenant.db(), tenant.permit.tenant()).await?;
    let name = format.name(&tenant.visit.tenant.slug, &plan.reference);
    // The words depend on the release, the records on the revision.
    let tag = format!("{}-{revision}-{language}-{name}", env!("CARGO_PKG_VERSION"));
    if let Some(same) = Attachment::same(&tag, held) {
        return Ok(same);
    }
    let whole = whole::whole(tenant.db(), &permit, plan.id).await?;
    let made = tokio::task::spawn_blocking(move || format.write(&whole, &Words::of(&language))).await;
    let bytes = made.map_err(Error::internal)?.map_err(Error::internal)?;
    let size = crate::values::count(bytes.len());
    Ok(Attachment::of(
        &tag,
        format.media_type(),
        &name,
        size,
        Body::from_vec(bytes),
    ))
}

fn one(plan: Plan) -> Versioned<View> {
    Versioned::of(plan.version, plan)
}

#[derive(Debug)]
pub(crate) struct Plans;

#[OpenApi(tag = "Tag::Plans")]
impl Plans {
    /// List action plans
    ///
    /// Sorted by last day, latest first; plans without a last day come last. Everybody sees
    /// published plans; members of the city also see drafts.
    #[oai(path = "/tenants/:tenant/plans", method = "get", operation_id = "plans_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let plans = plans::list(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(plans, |plan| cursor(plan.id))?))
    }

    /// Read an action plan with the counts of its milestones
    ///
    /// The last part of the path is an id, a reference such as `2018-2020`, or `latest`. `latest`
    /// is the plan that is being implemented today; else the first published plan in the order of
    /// the list; else, for members of the city, the first draft.
    #[oai(path = "/tenants/:tenant/plans/:plan", method = "get", operation_id = "plans_read")]
    async fn read(&self, tenant: City<SeePlan>, plan: Id<Named>) -> Result<Versioned<Detail>, Problem> {
        let whole = whole(&tenant, &plan.0).await?;
        Ok(Versioned::of(whole.plan.version, Detail::of(whole, tenant.today())))
    }

    /// Download an action plan as a workbook
    ///
    /// For coordinators. An XLSX file with the plan, its commitments, milestones and organisations, without people. Change its cells or
    /// add rows, and send it to `imports_create`: the import shows what differs, and creates what is new. Imported
    /// unchanged, it creates nothing. The last part of the path before `xlsx` is an id, a reference such as
    /// `2018-2020`, or `latest`.
    #[oai(path = "/tenants/:tenant/plans/:plan/xlsx", method = "get", operation_id = "plans_workbook")]
    async fn workbook(
        &self,
        tenant: City<ImportPlan>,
        plan: Id<Named>,
        /// The code of the language of headings and words: one of the city's languages, or `en`. Default: the city's
        /// default language.
        language: Query<Option<String>>,
        held: IfNoneMatch,
    ) -> Result<Attachment, Problem> {
        file(&tenant, &plan.0, language.0, held.as_deref(), PlanFile::Workbook).await
    }

    /// Download an action plan as a CSV table
    ///
    /// For coordinators. The same values as the workbook (`plans_workbook`) in one table with a row for each milestone. The kinds and
    /// websites of organisations are left out. It can be imported again in the same way.
    #[oai(path = "/tenants/:tenant/plans/:plan/csv", method = "get", operation_id = "plans_csv")]
    async fn csv(
        &self,
        tenant: City<ImportPlan>,
        plan: Id<Named>,
        /// The code of the language of headings and words: one of the city's languages, or `en`. Default: the city's
        /// default language.
        language: Query<Option<String>>,
        held: IfNoneMatch,
    ) -> Result<Attachment, Problem> {
        file(&tenant, &plan.0, language.0, held.as_deref(), PlanFile::Csv).await
    }

    /// Create an action plan
    ///
    /// The new plan is a draft, which only members of the city see. For coordinators.
    #[oai(path = "/tenants/:tenant/plans", method = "post", operation_id = "plans_create")]
    async fn create(
        &self,
        tenant: City<EditPlan>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Created<View>, Problem> {
        let once = sent.once(key.as_deref(), "plans_create", "")?;
        let empty = PlanDraft {
            language: tenant.visit.tenant.default_language.clone(),
            ..PlanDraft::default()
        };
        let draft = sent.read()?.apply_to(empty);
        let made = plans::create(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("plans", made.id, made.version, made))
    }

    /// Change the fields of an action plan
    ///
    /// For coordinators. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/plans/:plan", method = "patch", operation_id = "plans_change")]
    async fn change(
        &self,
        tenant: City<EditPlan>,
        plan: Id<PlanId>,
        if_match: IfMatch,
        sent: JsonBody<Fields>,
    ) -> Result<Versioned<View>, Problem> {
        let old = plans::get(tenant.db(), &tenant.permit_for()?, plan.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(PlanDraft::of(&old));
        Ok(one(plans::edit(
            tenant.db(),
            &tenant.permit,
            None,
            plan.0,
            version,
            draft,
        )
        .await?))
    }

    /// Move an action plan to its next state
    ///
    /// Leaving `draft` publishes the plan; returning to `draft` unpublishes it. `next_states` of
    /// the plan lists the states that can follow; any other state is a 409 (`state-step`). For
    /// coordinators.
    #[oai(path = "/tenants/:tenant/plans/:plan/state", method = "post", operation_id = "plans_step")]
    async fn step(
        &self,
        tenant: City<EditPlan>,
        plan: Id<PlanId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Step>,
    ) -> Result<Versioned<View>, Problem> {
        let old = plans::get(tenant.db(), &tenant.permit_for()?, plan.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "plans_step", &plan.0.to_string())?;
        let state = sent.read()?.state()?;
        let saved = plans::set_state(tenant.db(), &tenant.permit, once.as_ref(), plan.0, version, state).await?;
        Ok(one(saved))
    }

    /// Delete a draft of an action plan
    ///
    /// Deletes the plan with its commitments, milestones, reports of progress, indicators and evidence.
    /// A record that residents could ever read is a 409 (`was-public`): it is withdrawn instead. So is one that
    /// others work with (`in-use`; `in_use_by` names what): comments, proposals, endorsements, assessments. The
    /// log keeps an entry for the city's members. For coordinators.
    #[oai(path = "/tenants/:tenant/plans/:plan", method = "delete", operation_id = "plans_remove")]
    async fn remove(
        &self,
        tenant: City<EditPlan>,
        plan: Id<PlanId>,
        /// The `ETag` of the record as it was read; `*` matches every version. Required.
        if_match: IfMatch,
        key: IdempotencyKey,
    ) -> Result<NoContent, Problem> {
        let Some(tag) = if_match.as_deref() else {
            plans::get(tenant.db(), &tenant.permit_for()?, plan.0).await?;
            return Err(Problem::of(Kind::VersionMissing));
        };
        let once = body::once(key.as_deref(), "plans_remove", &plan.0.to_string())?;
        removal::plan(tenant.db(), &tenant.permit, once.as_ref(), plan.0, body::seen(tag)).await?;
        Ok(NoContent)
    }
}
