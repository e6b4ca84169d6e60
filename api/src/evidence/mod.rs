//! Evidence: files and links that prove progress on a commitment or a milestone.

mod upload;
mod view;

use crate::answer::{Created, NoContent, Versioned};
use crate::attachment::{Attachment, Kept};
use crate::body::{self, JsonBody};
use crate::city::{City, Id};
use crate::form::Form;
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch, IfNoneMatch};
use crate::problem::{Kind, Problem};
use crate::tag::Tag;
use besa_domain::access::{AddEvidence, Permit, SeePlan, WithdrawEvidence};
use besa_domain::evidence::{self, About, Stored};
use besa_domain::{Error, EvidenceId, Once, OrLog as _, commitments, files, milestones, removal};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use upload::Offered;
use uuid::Uuid;
use view::{New, View, Withdrawal};

#[derive(Debug)]
pub(crate) struct EvidenceFiles;

#[OpenApi(tag = "Tag::Evidence")]
impl EvidenceFiles {
    /// List evidence
    ///
    /// Returns the evidence of every plan that the caller may see, in the order it was added. Withdrawn
    /// evidence is left out.
    #[oai(path = "/tenants/:tenant/evidence", method = "get", operation_id = "evidence_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// Return only evidence on this commitment and its milestones (id). Ignored if `milestone` is sent.
        commitment: Query<Option<Uuid>>,
        /// Return only evidence on this milestone (id).
        milestone: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let about = match (milestone.0, commitment.0) {
            (Some(id), _) => Some(About::Milestone(id.into())),
            (None, Some(id)) => Some(About::Commitment(id.into())),
            (None, None) => None,
        };
        let (found, total) = evidence::list(tenant.db(), &tenant.permit, about, part.after()?, part.most()).await?;
        Ok(Json(part.list(found, total, |item| cursor(item.id))))
    }

    /// Read a piece of evidence
    ///
    /// Withdrawn evidence is shown to members of the city and is a 404 for all others.
    #[oai(path = "/tenants/:tenant/evidence/:id", method = "get", operation_id = "evidence_read")]
    async fn read(&self, tenant: City<SeePlan>, id: Id<EvidenceId>) -> Result<Versioned<View>, Problem> {
        let found = evidence::get(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Versioned::of(found.version, found))
    }

    /// Add a link or a file as evidence
    ///
    /// For implementers of the commitment and for coordinators. Send a link as JSON. Send a file as a form
    /// with the same fields as text and the part `file`, maximum 20 MB; send the text first, so that a
    /// wrong id is refused before the upload. The media type is determined from the first bytes; programs,
    /// web pages and SVG are refused. Place, time and device are removed from JPEG, PNG and WebP pictures.
    /// A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/evidence", method = "post", operation_id = "evidence_create")]
    async fn create(
        &self,
        tenant: City<AddEvidence>,
        key: IdempotencyKey,
        offered: Offered,
    ) -> Result<Created<View>, Problem> {
        let made = match offered {
            Offered::Link(sent) => {
                let once = sent.once(key.as_deref(), "evidence_create", "")?;
                add(&tenant, once, sent.read()?, None).await?
            }
            Offered::Form(form) => {
                let mut stored = None;
                let made = with_file(&tenant, key.as_deref(), *form, &mut stored).await;
                // The stored response to a repeated request has no file key: it is about the first file.
                let kept = made.as_ref().is_ok_and(|made| made.file_key.is_some());
                if let Some(stored) = stored.filter(|_| !kept) {
                    files::discard(tenant.db(), &*tenant.app.files, &tenant.permit, &stored.key)
                        .await
                        .or_log("file not deleted: the nightly clean-up deletes it");
                }
                made?
            }
            Offered::Refused(problem) => return Err(problem),
        };
        Ok(tenant.made("evidence", made.id, made.version, made))
    }

    /// Download a file of evidence
    ///
    /// Always as an attachment. Its `ETag` is its SHA-256 in hex. A link has no file and is a 404.
    #[oai(path = "/tenants/:tenant/evidence/:id/file", method = "get", operation_id = "evidence_file")]
    async fn file(&self, tenant: City<SeePlan>, id: Id<EvidenceId>, held: IfNoneMatch) -> Result<Attachment, Problem> {
        let found = evidence::get(tenant.db(), &tenant.permit, id.0).await?;
        let missing = || Error::NotFound("file");
        let file = Kept {
            key: found.file_key.ok_or_else(missing)?,
            name: found.file_name.ok_or_else(missing)?,
            media_type: found.file_type,
            tag: found.file_sha256.clone().ok_or_else(missing)?,
            sha256: found.file_sha256,
        };
        Attachment::open(&tenant.app, tenant.permit.tenant(), file, held.as_deref()).await
    }

    /// Withdraw a piece of evidence
    ///
    /// For coordinators. It stays in the log, with the public reason. A closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/evidence/:id/withdraw", method = "post", operation_id = "evidence_withdraw")]
    async fn withdraw(
        &self,
        tenant: City<WithdrawEvidence>,
        id: Id<EvidenceId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Withdrawal>,
    ) -> Result<Versioned<View>, Problem> {
        let old = evidence::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "evidence_withdraw", &id.0.to_string())?;
        let reason = sent.read()?.reason.unwrap_or_default();
        let saved = evidence::withdraw(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, &reason).await?;
        Ok(Versioned::of(saved.version, saved))
    }

    /// Delete evidence that was never public
    ///
    /// Deletes the record; its file follows with the nightly clean-up.
    /// A record that residents could ever read is a 409 (`was-public`): it is withdrawn instead. So is one that
    /// others work with (`in-use`; `in_use_by` names what): comments, proposals, endorsements, assessments. The
    /// log keeps an entry for the city's members. For coordinators.
    #[oai(path = "/tenants/:tenant/evidence/:id", method = "delete", operation_id = "evidence_remove")]
    async fn remove(
        &self,
        tenant: City<WithdrawEvidence>,
        id: Id<EvidenceId>,
        /// The `ETag` of the record as it was read; `*` matches every version. Required.
        if_match: IfMatch,
        key: IdempotencyKey,
    ) -> Result<NoContent, Problem> {
        let Some(tag) = if_match.as_deref() else {
            evidence::get(tenant.db(), &tenant.permit_for()?, id.0).await?;
            return Err(Problem::of(Kind::VersionMissing));
        };
        let once = body::once(key.as_deref(), "evidence_remove", &id.0.to_string())?;
        removal::evidence(tenant.db(), &tenant.permit, once.as_ref(), id.0, body::seen(tag)).await?;
        Ok(NoContent)
    }
}

async fn add(
    tenant: &City<AddEvidence>,
    once: Option<Once>,
    new: New,
    file: Option<Stored>,
) -> Result<evidence::Evidence, Problem> {
    let (about, draft) = new.into_draft()?;
    Ok(evidence::add(tenant.db(), &tenant.permit, once.as_ref(), about, draft, file).await?)
}

/// Streams the file into the store while it reads the form, and adds the evidence at the end of the form.
/// `stored` is set as soon as the file is stored, so that the caller can delete the file after an error.
async fn with_file(
    tenant: &City<AddEvidence>,
    key: Option<&str>,
    form: Form,
    stored: &mut Option<Stored>,
) -> Result<evidence::Evidence, Problem> {
    let fields = upload::store(form, tenant, stored).await?;
    let sent = JsonBody::<New>::from_value(fields);
    let file = stored
        .clone()
        .ok_or_else(|| Problem::field("file", besa_domain::code::REQUIRED))?;
    let once = sent.once(key, "evidence_create", &file.sha256)?;
    add(tenant, once, sent.read()?, Some(file)).await
}

/// Checks that the commitment or milestone exists, before a file is uploaded for it.
async fn there(tenant: &City<AddEvidence>, about: About) -> Result<(), Problem> {
    let see: Permit<SeePlan> = tenant.permit_for()?;
    match about {
        About::Commitment(id) => commitments::get(tenant.db(), &see, id).await.map(drop)?,
        About::Milestone(id) => milestones::get(tenant.db(), &see, id).await.map(drop)?,
    }
    Ok(())
}
