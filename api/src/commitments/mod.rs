//! Commitments.

mod sent;
mod view;

pub(crate) use view::{Finding, OrganisationName};

use crate::answer::{Created, NoContent, Versioned};
use crate::body::{self, JsonBody};
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::{Kind, Problem};
use crate::tag::Tag;
use besa_domain::access::{EditCommitment, SeePlan};
use besa_domain::commitments::{self, CommitmentDraft};
use besa_domain::removal;
use besa_domain::whole;
use besa_domain::{CommitmentId, Error, PlanId};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use sent::{Fields, New};
use uuid::Uuid;
use view::{Detail, View};

#[derive(Debug)]
pub(crate) struct Commitments;

#[OpenApi(tag = "Tag::Commitments")]
impl Commitments {
    /// List commitments
    ///
    /// Returns the commitments of every plan that the caller may see, in the order they were created.
    #[oai(path = "/tenants/:tenant/commitments", method = "get", operation_id = "commitments_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// Return only commitments of this plan (id).
        plan: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let plan = plan.0.map(PlanId::from);
        let (found, total) = commitments::list(tenant.db(), &tenant.permit, plan, part.after()?, part.most()).await?;
        Ok(Json(part.list(found, total, |commitment| cursor(commitment.id))))
    }

    /// Read a commitment
    ///
    /// Includes the organisations that take part, the findings of the monitoring body, and the counts of its
    /// milestones today.
    #[oai(path = "/tenants/:tenant/commitments/:id", method = "get", operation_id = "commitments_read")]
    async fn read(&self, tenant: City<SeePlan>, id: Id<CommitmentId>) -> Result<Versioned<Detail>, Problem> {
        detail(&tenant, id.0).await
    }

    /// Add a commitment to a plan
    ///
    /// For coordinators. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/commitments", method = "post", operation_id = "commitments_create")]
    async fn create(
        &self,
        tenant: City<EditCommitment>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Created<View>, Problem> {
        let once = sent.once(key.as_deref(), "commitments_create", "")?;
        let (plan, draft) = sent.read()?.into_draft()?;
        let made = commitments::create(tenant.db(), &tenant.permit, once.as_ref(), plan, draft).await?;
        Ok(tenant.made("commitments", made.id, made.version, made))
    }

    /// Change the fields of a commitment
    ///
    /// For coordinators. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/commitments/:id", method = "patch", operation_id = "commitments_change")]
    async fn change(
        &self,
        tenant: City<EditCommitment>,
        id: Id<CommitmentId>,
        if_match: IfMatch,
        sent: JsonBody<Fields>,
    ) -> Result<Versioned<View>, Problem> {
        let (old, parts) = commitments::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(CommitmentDraft::of(&old, &parts));
        let saved = commitments::edit(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(Versioned::of(saved.version, saved))
    }

    /// Delete a commitment that was never public
    ///
    /// Deletes the commitment with its milestones, reports of progress, indicators and evidence.
    /// A record that residents could ever read is a 409 (`was-public`): it is withdrawn instead. So is one that
    /// others work with (`in-use`; `in_use_by` names what): comments, proposals, endorsements, assessments. The
    /// log keeps an entry for the city's members. For coordinators.
    #[oai(path = "/tenants/:tenant/commitments/:id", method = "delete", operation_id = "commitments_remove")]
    async fn remove(
        &self,
        tenant: City<EditCommitment>,
        id: Id<CommitmentId>,
        /// The `ETag` of the record as it was read; `*` matches every version. Required.
        if_match: IfMatch,
        key: IdempotencyKey,
    ) -> Result<NoContent, Problem> {
        let Some(tag) = if_match.as_deref() else {
            commitments::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
            return Err(Problem::of(Kind::VersionMissing));
        };
        let once = body::once(key.as_deref(), "commitments_remove", &id.0.to_string())?;
        removal::commitment(tenant.db(), &tenant.permit, once.as_ref(), id.0, body::seen(tag)).await?;
        Ok(NoContent)
    }
}

async fn detail(tenant: &City<SeePlan>, id: CommitmentId) -> Result<Versioned<Detail>, Problem> {
    let whole = whole::of_commitment(tenant.db(), &tenant.permit, id).await?;
    let commitment = whole.commitments.first().ok_or(Error::NotFound("commitment"))?;
    Ok(Versioned::of(
        commitment.version,
        Detail::of(&whole, commitment, tenant.today()),
    ))
}
