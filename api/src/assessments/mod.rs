//! Assessments of the independent monitoring body, and the city's replies. Only the monitoring body sees a
//! draft; for all other callers it does not exist (404).

mod upload;
mod verdicts;
mod view;

use crate::answer::{Created, Located, NoContent, Versioned};
use crate::attachment::{Attachment, Kept};
use crate::body::{self, JsonBody};
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch, IfNoneMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{Action, AnswerAssessment, Assess, Permit, SeeAssessments};
use besa_domain::assessments::{self, Assessment, AssessmentDraft};
use besa_domain::reports;
use besa_domain::{AssessmentId, Error, ExhibitId, Once, OrLog as _, code, files};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use serde::de::DeserializeOwned;
use upload::File;
use uuid::Uuid;
pub(crate) use verdicts::Verdicts;
use view::{Changes, Detail, ExhibitView, New, Reply, View, Wish};

#[derive(Debug)]
pub(crate) struct Assessments;

/// Returns the caller's permit to write assessments; `None` for those who have none.
fn own<A: Action>(tenant: &City<A>) -> Option<Permit<Assess>> {
    tenant.permit_for().ok()
}

/// Returns an assessment that the caller may see.
async fn find<A: Action>(tenant: &City<A>, id: AssessmentId) -> Result<Assessment, Problem> {
    let see: Permit<SeeAssessments> = tenant.permit_for()?;
    Ok(assessments::get(tenant.db(), &see, own(tenant).as_ref(), id).await?)
}

/// Looks up the assessment, and returns what all steps need: the idempotency key and the version that the
/// caller read.
async fn step<A: Action, T: DeserializeOwned>(
    tenant: &City<A>,
    id: AssessmentId,
    operation: &str,
    (if_match, key): (Option<&str>, Option<&str>),
    sent: &JsonBody<T>,
) -> Result<(Option<Once>, (AssessmentId, i32)), Problem> {
    let old = find(tenant, id).await?;
    let version = sent.version_of_repeatable(if_match, old.version)?;
    let once = sent.once(key, operation, &id.to_string())?;
    Ok((once, (id, version)))
}

/// Builds the response with an assessment and its files.
async fn one<A: Action>(tenant: &City<A>, found: Assessment) -> Result<Versioned<Detail>, Problem> {
    let see: Permit<SeeAssessments> = tenant.permit_for()?;
    let own = own(tenant);
    let files = assessments::exhibits(tenant.db(), &see, own.as_ref(), found.id).await?;
    let writes = match &own {
        Some(permit) => assessments::writes(tenant.db(), permit, &found).await?,
        None => false,
    };
    Ok(Versioned::of(found.version, Detail::of(found, files, writes)))
}

#[OpenApi(tag = "Tag::Assessments")]
impl Assessments {
    /// List the assessments, newest first
    ///
    /// Everybody sees published assessments, members of the city also submitted ones, and the monitoring
    /// body also its drafts.
    #[oai(path = "/tenants/:tenant/assessments", method = "get", operation_id = "assessments_list")]
    async fn list(
        &self,
        tenant: City<SeeAssessments>,
        /// Return only assessments of this plan (id).
        plan: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let of = plan.0.map(Into::into);
        let found = assessments::list(tenant.db(), &tenant.permit, own(&tenant).as_ref(), of).await?;
        Ok(Json(part.of_whole(found, |row| cursor(row.id))?))
    }

    /// Read an assessment
    ///
    /// With its answers, its files and the city's reply. Only the monitoring body sees the evaluators' e-mail
    /// addresses.
    #[oai(path = "/tenants/:tenant/assessments/:id", method = "get", operation_id = "assessments_read")]
    async fn read(&self, tenant: City<SeeAssessments>, id: Id<AssessmentId>) -> Result<Versioned<Detail>, Problem> {
        let found = find(&tenant, id.0).await?;
        one(&tenant, found).await
    }

    /// Create a draft of an assessment
    ///
    /// For the monitoring body; nobody else sees the draft. Its commitments are copied from the plan. There
    /// is one `inception` assessment per plan and one `end_of_commitment` assessment per commitment; a
    /// second one is a 422 (`kind`, `taken`). Create a new edition instead.
    #[oai(path = "/tenants/:tenant/assessments", method = "post", operation_id = "assessments_create")]
    async fn create(
        &self,
        tenant: City<Assess>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Created<Detail>, Problem> {
        let once = sent.once(key.as_deref(), "assessments_create", "")?;
        let new = sent.read()?;
        let kind = new.kind.ok_or_else(|| Problem::field("kind", code::REQUIRED))?;
        let plan = new.plan.ok_or_else(|| Problem::field("plan", code::REQUIRED))?;
        let commitment = new.commitment.map(Into::into);
        let made = assessments::begin(
            tenant.db(),
            &tenant.permit,
            once.as_ref(),
            kind.0,
            plan.into(),
            commitment,
        )
        .await?;
        Ok(placed(&tenant, made))
    }

    /// Change a draft of an assessment
    ///
    /// For the monitoring body. An answer replaces the earlier answer to the same question and commitment;
    /// other answers stay. A submitted assessment is a 409 (`state-step`).
    #[oai(path = "/tenants/:tenant/assessments/:id", method = "patch", operation_id = "assessments_change")]
    async fn change(
        &self,
        tenant: City<Assess>,
        id: Id<AssessmentId>,
        if_match: IfMatch,
        sent: JsonBody<Changes>,
    ) -> Result<Versioned<Detail>, Problem> {
        let old = find(&tenant, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(AssessmentDraft::of(&old));
        let saved = assessments::amend(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        one(&tenant, saved).await
    }

    /// Delete a draft of an assessment
    ///
    /// For the monitoring body. Also deletes its files, except those that another edition has, and writes no
    /// entry to the log. A submitted assessment is a 409 (`state-step`).
    #[oai(path = "/tenants/:tenant/assessments/:id", method = "delete", operation_id = "assessments_discard")]
    async fn discard(
        &self,
        tenant: City<Assess>,
        id: Id<AssessmentId>,
        /// The `ETag` that was read. Optional. If it is sent and the draft has changed since, the response is
        /// a 409 (`stale-version`).
        if_match: IfMatch,
    ) -> Result<NoContent, Problem> {
        let old = find(&tenant, id.0).await?;
        let version = if_match
            .as_deref()
            .map_or(Ok(old.version), |tag| body::version(tag, old.version))?;
        for gone in assessments::discard(tenant.db(), &tenant.permit, None, (id.0, version)).await? {
            discard(&tenant, &gone.file_key)
                .await
                .or_log("file not deleted: the nightly clean-up deletes it");
        }
        Ok(NoContent)
    }

    /// Submit an assessment
    ///
    /// For the monitoring body. It cannot be changed afterwards. The city sees it and can reply; `reply_by`
    /// is the deadline. If required answers are missing, the response is a 422 that names each of them.
    #[oai(path = "/tenants/:tenant/assessments/:id/submit", method = "post", operation_id = "assessments_submit")]
    async fn submit(
        &self,
        tenant: City<Assess>,
        id: Id<AssessmentId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Wish>,
    ) -> Result<Versioned<Detail>, Problem> {
        let seen = (if_match.as_deref(), key.as_deref());
        let (once, at) = step(&tenant, id.0, "assessments_submit", seen, &sent).await?;
        sent.read()?;
        let saved = assessments::submit(tenant.db(), &tenant.permit, once.as_ref(), at, tenant.today()).await?;
        one(&tenant, saved).await
    }

    /// Reply to an assessment for the city
    ///
    /// For coordinators, once, while its state is `submitted`; otherwise a 409 (`state-step`). The reply is
    /// shown beside the findings and does not change them.
    #[oai(path = "/tenants/:tenant/assessments/:id/reply", method = "post", operation_id = "assessments_reply")]
    async fn reply(
        &self,
        tenant: City<AnswerAssessment>,
        id: Id<AssessmentId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Reply>,
    ) -> Result<Versioned<Detail>, Problem> {
        let seen = (if_match.as_deref(), key.as_deref());
        let (once, at) = step(&tenant, id.0, "assessments_reply", seen, &sent).await?;
        let words = sent.read()?.reply.unwrap_or_default();
        let today = tenant.today();
        let saved = assessments::reply(tenant.db(), &tenant.permit, once.as_ref(), at, today, &words).await?;
        one(&tenant, saved).await
    }

    /// Publish an assessment
    ///
    /// For the monitoring body, once the city has replied or `reply_by` has passed; before that it is a 409
    /// (`state-step`). The assessment becomes a report, which is public at once.
    #[oai(path = "/tenants/:tenant/assessments/:id/publish", method = "post", operation_id = "assessments_publish")]
    async fn publish(
        &self,
        tenant: City<Assess>,
        id: Id<AssessmentId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Wish>,
    ) -> Result<Versioned<Detail>, Problem> {
        let seen = (if_match.as_deref(), key.as_deref());
        let (once, at) = step(&tenant, id.0, "assessments_publish", seen, &sent).await?;
        sent.read()?;
        let base = &tenant.app.base_url;
        let saved =
            reports::publish_assessment(tenant.db(), &tenant.permit, once.as_ref(), at, tenant.today(), base).await?;
        one(&tenant, saved).await
    }

    /// Create a new edition of an assessment
    ///
    /// For the monitoring body. The new edition is a draft with the answers and files of a submitted
    /// assessment, which itself stays. A draft, or an assessment with a newer edition, is a 409
    /// (`state-step`).
    #[oai(path = "/tenants/:tenant/assessments/:id/renew", method = "post", operation_id = "assessments_renew")]
    async fn renew(
        &self,
        tenant: City<Assess>,
        id: Id<AssessmentId>,
        key: IdempotencyKey,
    ) -> Result<Created<Detail>, Problem> {
        let asks = ("assessments_renew", id.0.to_string());
        let once = key.as_deref().map(|key| Once::new(key, &asks)).transpose()?;
        let made = assessments::renew(tenant.db(), &tenant.permit, once.as_ref(), id.0).await?;
        Ok(placed(&tenant, made))
    }

    /// Add a file to a draft of an assessment
    ///
    /// For the monitoring body. The body is a form with the part `file`. Maximum 3 files per assessment, 10
    /// MB each. The media type is determined from the first bytes; programs, web pages and SVG are refused.
    /// `Location` is the path to download the file.
    #[oai(path = "/tenants/:tenant/assessments/:id/exhibits", method = "post", operation_id = "assessments_attach")]
    async fn attach(
        &self,
        tenant: City<Assess>,
        id: Id<AssessmentId>,
        key: IdempotencyKey,
        sent: File,
    ) -> Result<Located<ExhibitView, 201>, Problem> {
        find(&tenant, id.0).await?;
        let stored = sent.store(&tenant).await?;
        let kept = stored.key.clone();
        let asks = ("assessments_attach", id.0.to_string(), &stored.sha256);
        let once = key.as_deref().map(|key| Once::new(key, &asks)).transpose();
        let made = match once {
            Ok(once) => assessments::add_exhibit(tenant.db(), &tenant.permit, once.as_ref(), id.0, stored).await,
            Err(error) => Err(error),
        };
        // A repeated request gets the stored response, which is about the file of the first request.
        if !made.as_ref().is_ok_and(|made| made.file_key == kept) {
            discard(&tenant, &kept)
                .await
                .or_log("file not deleted: the nightly clean-up deletes it");
        }
        let made = made?;
        Ok(Located {
            location: tenant.location("exhibits", made.id),
            body: made.into(),
        })
    }

    /// Download a file of an assessment
    ///
    /// Always as an attachment. Its `ETag` is its SHA-256 in hex.
    #[oai(path = "/tenants/:tenant/exhibits/:id", method = "get", operation_id = "exhibits_file")]
    async fn file(
        &self,
        tenant: City<SeeAssessments>,
        id: Id<ExhibitId>,
        held: IfNoneMatch,
    ) -> Result<Attachment, Problem> {
        let found = assessments::exhibit(tenant.db(), &tenant.permit, own(&tenant).as_ref(), id.0).await?;
        let file = Kept {
            key: found.file_key,
            name: found.name,
            media_type: Some(found.media_type),
            tag: found.sha256.clone(),
            sha256: Some(found.sha256),
        };
        Attachment::open(&tenant.app, tenant.permit.tenant(), file, held.as_deref()).await
    }

    /// Delete a file of a draft of an assessment
    ///
    /// For the monitoring body. A file of a submitted assessment is a 409 (`state-step`).
    #[oai(path = "/tenants/:tenant/exhibits/:id", method = "delete", operation_id = "exhibits_remove")]
    async fn remove(&self, tenant: City<Assess>, id: Id<ExhibitId>) -> Result<NoContent, Problem> {
        if let Some(gone) = assessments::remove_exhibit(tenant.db(), &tenant.permit, id.0).await? {
            discard(&tenant, &gone.file_key)
                .await
                .or_log("file not deleted: the nightly clean-up deletes it");
        }
        Ok(NoContent)
    }
}

async fn discard(tenant: &City<Assess>, key: &str) -> Result<(), Error> {
    files::discard(tenant.db(), &*tenant.app.files, &tenant.permit, key).await
}

fn placed(tenant: &City<Assess>, made: Assessment) -> Created<Detail> {
    tenant.made("assessments", made.id, made.version, Detail::of(made, Vec::new(), true))
}
