//! Evidence: files and links that prove something.

mod upload;
mod view;

use crate::answer::{Made, One};
use crate::attachment::{Attachment, Kept};
use crate::body::Sent;
use crate::city::{City, Id};
use crate::form::Form;
use crate::paging::{List, Part, cursor};
use crate::params::{Held, IfMatch, Repeat};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{AddEvidence, Permit, SeePlan, WithdrawEvidence};
use besa_domain::evidence::{self, About, Stored};
use besa_domain::{Error, EvidenceId, Once, OrLog as _, commitments, files, milestones};
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
    /// List the evidence
    ///
    /// What stands, of every plan that the caller may see; in the order it was added.
    #[oai(path = "/tenants/:tenant/evidence", method = "get", operation_id = "evidence_list")]
    async fn list(
        &self,
        tenant: City<SeePlan>,
        /// On this commitment and its milestones alone, by its id.
        commitment: Query<Option<Uuid>>,
        /// On this milestone alone, by its id.
        milestone: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let about = match (milestone.0, commitment.0) {
            (Some(id), _) => Some(About::Milestone(id.into())),
            (None, Some(id)) => Some(About::Commitment(id.into())),
            (None, None) => None,
        };
        let (found, total) = evidence::list(tenant.db(), &tenant.permit, about, part.after()?, part.most()).await?;
        Ok(Json(part.list(found, total, |item| cursor(item.id))))
    }

    /// Read a piece of evidence
    #[oai(path = "/tenants/:tenant/evidence/:id", method = "get", operation_id = "evidence_read")]
    async fn read(&self, tenant: City<SeePlan>, id: Id<EvidenceId>) -> Result<One<View>, Problem> {
        let found = evidence::get(tenant.db(), &tenant.permit, id.0).await?;
        Ok(One::of(found.version, found))
    }

    /// Add a link or a file
    ///
    /// A link comes as JSON. A file comes as a form: the same fields as texts, and `file`, at most
    /// 20 MB. Its type is read from its first bytes; programs and web pages are not taken.
    #[oai(path = "/tenants/:tenant/evidence", method = "post", operation_id = "evidence_create")]
    async fn create(&self, tenant: City<AddEvidence>, key: Repeat, offered: Offered) -> Result<Made<View>, Problem> {
        let made = match offered {
            Offered::Link(sent) => {
                let once = sent.once(key.as_deref(), "evidence_create", "")?;
                add(&tenant, once, sent.read()?, None).await?
            }
            Offered::Form(form) => {
                let mut stored = None;
                let made = with_file(&tenant, key.as_deref(), *form, &mut stored).await;
                // The answer to an earlier request is about the file of that request.
                let kept = made.as_ref().is_ok_and(|made| made.file_key.is_some());
                if let Some(stored) = stored.filter(|_| !kept) {
                    files::discard(tenant.db(), &*tenant.app.files, &tenant.permit, &stored.key)
                        .await
                        .or_log("a file without a row is cleaned up later");
                }
                made?
            }
            Offered::Refused(problem) => return Err(problem),
        };
        Ok(tenant.made("evidence", made.id, made.version, made))
    }

    /// Take a file home
    ///
    /// Always as an attachment, never to be shown in place. Its `ETag` is its SHA-256.
    #[oai(path = "/tenants/:tenant/evidence/:id/file", method = "get", operation_id = "evidence_file")]
    async fn file(&self, tenant: City<SeePlan>, id: Id<EvidenceId>, held: Held) -> Result<Attachment, Problem> {
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

    /// Take a piece of evidence back
    ///
    /// With a reason that residents read. It stays in the log.
    #[oai(path = "/tenants/:tenant/evidence/:id/withdraw", method = "post", operation_id = "evidence_withdraw")]
    async fn withdraw(
        &self,
        tenant: City<WithdrawEvidence>,
        id: Id<EvidenceId>,
        if_match: IfMatch,
        key: Repeat,
        sent: Sent<Withdrawal>,
    ) -> Result<One<View>, Problem> {
        let old = evidence::get(tenant.db(), &tenant.also()?, id.0).await?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let once = sent.once(key.as_deref(), "evidence_withdraw", &id.0.to_string())?;
        let reason = sent.read()?.reason.unwrap_or_default();
        let saved = evidence::withdraw(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, &reason).await?;
        Ok(One::of(saved.version, saved))
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

/// Streams the file into the store while the form is read, and adds it when the form is at its
/// end. What was stored is told to the caller, who removes it when nothing came of it.
async fn with_file(
    tenant: &City<AddEvidence>,
    key: Option<&str>,
    form: Form,
    stored: &mut Option<Stored>,
) -> Result<evidence::Evidence, Problem> {
    let fields = upload::store(form, tenant, stored).await?;
    let sent = Sent::<New>::from_value(fields);
    let file = stored
        .clone()
        .ok_or_else(|| Problem::field("file", besa_domain::code::REQUIRED))?;
    let once = sent.once(key, "evidence_create", &file.sha256)?;
    add(tenant, once, sent.read()?, Some(file)).await
}

/// That a record is there to have evidence on, before a file is taken in for it.
async fn there(tenant: &City<AddEvidence>, about: About) -> Result<(), Problem> {
    let see: Permit<SeePlan> = tenant.also()?;
    match about {
        About::Commitment(id) => commitments::get(tenant.db(), &see, id).await.map(drop)?,
        About::Milestone(id) => milestones::get(tenant.db(), &see, id).await.map(drop)?,
    }
    Ok(())
}
