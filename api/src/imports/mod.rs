//! Imports of plans from files. An import is reviewed before it creates any record.

mod review;
mod upload;
mod view;

use crate::answer::Located;
use crate::attachment::Attachment;
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfNoneMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Proposed};
use besa_domain::{Error, ImportId, Once};
use besa_formats::{words::Words, workbook};
use poem::Body;
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use review::{ColumnView, DecisionsSent, RecordView};
use serde::Serialize;
use upload::{ReadUpload, Upload, choose, unusable};
use view::{Detail, View};

/// The media type of an XLSX workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Debug)]
pub(crate) struct Imports;

#[OpenApi(tag = "Tag::Imports")]
impl Imports {
    /// Upload a file for review
    ///
    /// For coordinators. The file is a spreadsheet (XLSX, XLS, ODS, CSV), a document (DOCX, ODT) or JSON, maximum 10
    /// MiB; `imports_template` gives a workbook to fill in. The response counts the records that a confirmation
    /// would create, and has a note for each place that is doubtful or was left out. No record is created before
    /// the import is confirmed. A file with more than 2,000 records is compared with the city's records by a job:
    /// its state is `waiting` until then. When a column must be chosen first, nothing can be confirmed:
    /// `imports_columns` lists the columns. A file from which nothing can be imported is a 422 that names each
    /// reason.
    #[oai(path = "/tenants/:tenant/imports", method = "post", operation_id = "imports_create")]
    async fn create(
        &self,
        tenant: City<ImportPlan>,
        key: IdempotencyKey,
        sent: Upload,
    ) -> Result<Located<Detail, 201>, Problem> {
        let ReadUpload { turn: _turn, proposal } = sent.read().await?;
        let (origin, member) = (&proposal.origin, &proposal.member);
        // These determine the draft, so they are what a repeated request has in common with the first.
        let asks = ("imports_create", &origin.file_name, &origin.sha256, member);
        let once = once(key.as_deref(), &asks)?;
        let (limits, named) = (tenant.app.files.limits(), member.is_some());
        let proposed = imports::propose(tenant.db(), &tenant.permit, once.as_ref(), proposal, limits).await?;
        let import = match proposed {
            Proposed::Stored(import) => *import,
            Proposed::Choose(members) => return Err(choose(&members, named)),
            Proposed::Refused(notes) => return Err(unusable(notes)),
        };
        Ok(Located {
            location: tenant.location("imports", import.id),
            body: import.into(),
        })
    }

    /// List imports, newest first
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/imports", method = "get", operation_id = "imports_list")]
    async fn list(
        &self,
        tenant: City<ImportPlan>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let found = imports::list(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(found, |import| cursor(import.id))?))
    }

    /// Download the empty workbook
    ///
    /// For coordinators. An XLSX file with headings, lists of choices and a guide: fill it in and upload it
    /// for review.
    #[oai(path = "/tenants/:tenant/imports/template", method = "get", operation_id = "imports_template")]
    async fn template(
        &self,
        tenant: City<ImportPlan>,
        /// The code of the language of the guide: one of the city's languages, or `en`. Default: the city's
        /// default language.
        language: Query<Option<String>>,
        held: IfNoneMatch,
    ) -> Result<Attachment, Problem> {
        let language = tenant.language(language.0)?;
        // The workbook depends on nothing but the release and the language.
        let tag = format!("{}-{language}", env!("CARGO_PKG_VERSION"));
        if let Some(same) = Attachment::same(&tag, held.as_deref()) {
            return Ok(same);
        }
        let made = tokio::task::spawn_blocking(move || workbook::template(&Words::of(&language))).await;
        let bytes = made.map_err(Error::internal)?.map_err(Error::internal)?;
        let size = crate::values::count(bytes.len());
        Ok(Attachment::of(
            &tag,
            XLSX,
            "besa-plan.xlsx",
            size,
            Body::from_vec(bytes),
        ))
    }

    /// Read an import with its notes
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/imports/:id", method = "get", operation_id = "imports_read")]
    async fn read(&self, tenant: City<ImportPlan>, id: Id<ImportId>) -> Result<Json<Detail>, Problem> {
        let import = imports::get(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Json(import.into()))
    }

    /// List the records of an import
    ///
    /// For coordinators. Every plan, commitment and milestone of the file, in its order, with what would become of
    /// it. Empty when the import is finished, and while its state is `waiting`.
    #[oai(path = "/tenants/:tenant/imports/:id/records", method = "get", operation_id = "imports_records")]
    async fn records(
        &self,
        tenant: City<ImportPlan>,
        id: Id<ImportId>,
        /// Only records with notes or questions.
        doubtful: Query<Option<bool>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<RecordView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let mut rows = imports::review(tenant.db(), &tenant.permit, id.0).await?.rows;
        rows.retain(|row| !doubtful.0.unwrap_or(false) || row.is_doubtful());
        Ok(Json(part.of_whole(rows, |row| row.cell.clone())?))
    }

    /// List the columns of an import
    ///
    /// For coordinators. The columns of the tables in the file, with the field of each. Send others as `columns` to
    /// `imports_decide`.
    #[oai(path = "/tenants/:tenant/imports/:id/columns", method = "get", operation_id = "imports_columns")]
    async fn columns(
        &self,
        tenant: City<ImportPlan>,
        id: Id<ImportId>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ColumnView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let review = imports::review(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Json(part.of_whole(review.columns, |column| column.key.clone())?))
    }

    /// Decide about the records of an import
    ///
    /// For coordinators. Takes the decisions and looks at the file again: the response counts what a confirmation
    /// would create now. Nothing else changes. `record`, `column` and `field` must be in the file. An import that
    /// was confirmed or cancelled is a 409 (`import-finished`); one that a job works on is a 409 (`import-at-work`).
    #[oai(path = "/tenants/:tenant/imports/:id/decisions", method = "post", operation_id = "imports_decide")]
    async fn decide(
        &self,
        tenant: City<ImportPlan>,
        id: Id<ImportId>,
        key: IdempotencyKey,
        sent: JsonBody<DecisionsSent>,
    ) -> Result<Json<Detail>, Problem> {
        imports::get(tenant.db(), &tenant.permit, id.0).await?;
        let once = sent.once(key.as_deref(), "imports_decide", &id.0.to_string())?;
        let decisions = sent.read()?.into_decisions();
        let import = imports::decide(tenant.db(), &tenant.permit, once.as_ref(), id.0, decisions).await?;
        Ok(Json(import.into()))
    }

    /// Confirm an import
    ///
    /// For coordinators. Creates its records, all of them or none. The records of a file with more than 2,000 are
    /// created by a job: the state is `making` until it is finished. Records that the city already has are not
    /// changed. An import that was confirmed or cancelled is a 409 (`import-finished`); one that
    /// would add to a closed plan is a 409 (`plan-closed`).
    #[oai(path = "/tenants/:tenant/imports/:id/confirm", method = "post", operation_id = "imports_confirm")]
    async fn confirm(
        &self,
        tenant: City<ImportPlan>,
        id: Id<ImportId>,
        key: IdempotencyKey,
    ) -> Result<Json<Detail>, Problem> {
        let once = once(key.as_deref(), &("imports_confirm", id.0))?;
        let import = imports::confirm(tenant.db(), &tenant.permit, once.as_ref(), id.0).await?;
        Ok(Json(import.into()))
    }

    /// Cancel an import
    ///
    /// For coordinators. Creates nothing, and deletes the personal data in the draft. An import that was
    /// confirmed or cancelled is a 409 (`import-finished`).
    #[oai(path = "/tenants/:tenant/imports/:id/cancel", method = "post", operation_id = "imports_cancel")]
    async fn cancel(
        &self,
        tenant: City<ImportPlan>,
        id: Id<ImportId>,
        key: IdempotencyKey,
    ) -> Result<Json<Detail>, Problem> {
        let once = once(key.as_deref(), &("imports_cancel", id.0))?;
        let import = imports::cancel(tenant.db(), &tenant.permit, once.as_ref(), id.0).await?;
        Ok(Json(import.into()))
    }

    /// Take an import back
    ///
    /// For coordinators. Removes the plans, commitments, milestones, findings, organisations and people that it
    /// created and nobody changed, commented on, added to or referred to since, and takes back the states that
    /// it reported. What somebody worked on stays and is named in `notes` (`stays_after_undo`). An import that
    /// is not confirmed is a 409 (`import-finished`).
    #[oai(path = "/tenants/:tenant/imports/:id/undo", method = "post", operation_id = "imports_undo")]
    async fn undo(
        &self,
        tenant: City<ImportPlan>,
        id: Id<ImportId>,
        key: IdempotencyKey,
    ) -> Result<Json<Detail>, Problem> {
        let once = once(key.as_deref(), &("imports_undo", id.0))?;
        let import = imports::undo(tenant.db(), &tenant.permit, once.as_ref(), id.0).await?;
        Ok(Json(import.into()))
    }
}

/// Returns the idempotency key of a request without a JSON body, with a fingerprint of `asks`; `None` when no
/// key was sent.
fn once(key: Option<&str>, asks: &impl Serialize) -> Result<Option<Once>, Problem> {
    Ok(key.map(|key| Once::new(key, asks)).transpose()?)
}
