//! Reports: drafting, public consultation, finalising, figures and files.

mod view;

use crate::answer::{Created, Versioned};
use crate::attachment::{Attachment, Kept};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch, IfNoneMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{SeePlan, SeeReport, WriteReports};
use besa_domain::reports::{self, Format, Report, ReportWithSections, Section};
use besa_domain::{Error, PlanId, ReportId, code, plans};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use view::{Detail, Finish, New, Opening, SectionView, Stop, View, Words};

#[derive(Debug)]
pub(crate) struct Reports;

fn one(report: Report) -> Versioned<View> {
    Versioned::of(report.version, report)
}

/// Returns a file of a report from the store.
///
/// # Errors
/// `NotFound` for an unknown report, and while the file is not built; `Damaged`; the store's own.
async fn file(
    tenant: &City<SeeReport>,
    id: ReportId,
    held: Option<&str>,
    format: Format,
) -> Result<Attachment, Problem> {
    let report = reports::get(tenant.db(), &tenant.permit, id).await?;
    let (key, _) = format.file(&report).ok_or(Error::NotFound("file"))?;
    let plan = plans::get(tenant.db(), &tenant.permit_for::<SeePlan>()?, report.plan_id).await?;
    let file = Kept {
        key: key.to_owned(),
        name: format.name(&report, &tenant.visit.tenant.slug, &plan.reference),
        media_type: Some(format.media_type().to_owned()),
        // A file never changes once it is built.
        tag: format!("{}.{}", report.id, format.ending()),
        sha256: None,
    };
    Attachment::open(&tenant.app, tenant.permit.tenant(), file, held).await
}

#[OpenApi(tag = "Tag::Reports")]
impl Reports {
    /// Start a report
    ///
    /// Creates a draft of the city's own report, which only members of the city see. Next, write
    /// its sections, open the public consultation, and make it final. Reports of the monitoring
    /// body are created when an assessment is published. For coordinators.
    #[oai(path = "/tenants/:tenant/reports", method = "post", operation_id = "reports_create")]
    async fn create(
        &self,
        tenant: City<WriteReports>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Created<View>, Problem> {
        let once = sent.once(key.as_deref(), "reports_create", "")?;
        let new = sent.read()?;
        let plan = new.plan.ok_or_else(|| Problem::field("plan", code::REQUIRED))?;
        let kind = new.kind.ok_or_else(|| Problem::field("kind", code::REQUIRED))?.0;
        let language = tenant.language(new.language)?;
        let plan = PlanId::from(plan);
        let report = reports::start(tenant.db(), &tenant.permit, once.as_ref(), plan, kind, &language).await?;
        Ok(tenant.made("reports", report.id, report.version, report))
    }

    /// List reports, newest first
    ///
    /// Everybody sees reports in consultation and final reports; members of the city also see
    /// drafts.
    #[oai(path = "/tenants/:tenant/reports", method = "get", operation_id = "reports_list")]
    async fn list(
        &self,
        tenant: City<SeeReport>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let found = reports::list(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(found, |report| cursor(report.id))?))
    }

    /// Read a report with its sections and figures
    ///
    /// The figures are computed from the current records until the report is final.
    #[oai(path = "/tenants/:tenant/reports/:id", method = "get", operation_id = "reports_read")]
    async fn read(&self, tenant: City<SeeReport>, id: Id<ReportId>) -> Result<Versioned<Detail>, Problem> {
        let (db, permit) = (tenant.db(), &tenant.permit);
        let texts = reports::sections(db, permit, id.0).await?.texts;
        let (report, content) = reports::content(db, permit, id.0, &tenant.app.base_url).await?;
        Ok(Versioned::of(report.version, Detail::of(report, &texts, &content)))
    }

    /// Write a section of a report
    ///
    /// Possible while the report is a draft, and again after the consultation has closed. During
    /// the consultation it is a 409 (`consultation-open`). For coordinators.
    #[oai(
        path = "/tenants/:tenant/reports/:id/sections/:section",
        method = "put",
        operation_id = "report_sections_write"
    )]
    async fn write(
        &self,
        tenant: City<WriteReports>,
        id: Id<ReportId>,
        /// The code of the section.
        section: Id<Section>,
        /// The `ETag` of the section as it was read. Required unless `version` is in the body.
        if_match: IfMatch,
        sent: JsonBody<Words>,
    ) -> Result<Versioned<SectionView>, Problem> {
        let see = tenant.permit_for::<SeeReport>()?;
        let ReportWithSections { report, texts, .. } = reports::sections(tenant.db(), &see, id.0).await?;
        let section = section.0;
        if !Section::of(report.kind).contains(&section) {
            return Err(Error::NotFound("section").into());
        }
        let old = texts.iter().find(|text| text.section == section);
        let version = sent.version(if_match.as_deref(), old.map_or(0, |old| old.version))?;
        let words = sent.read()?;
        let at = (id.0, section);
        let saved = reports::write(tenant.db(), &tenant.permit, None, at, version, words.text.as_deref()).await?;
        Ok(Versioned::of(saved.version, SectionView::of(section, Some(&saved))))
    }

    /// Open the public consultation on a report
    ///
    /// Publishes the draft for comment, for at least 14 days. The report must be a draft of a
    /// published plan. For coordinators.
    #[oai(path = "/tenants/:tenant/reports/:id/consultation", method = "post", operation_id = "reports_consult")]
    async fn consult(
        &self,
        tenant: City<WriteReports>,
        id: Id<ReportId>,
        key: IdempotencyKey,
        if_match: IfMatch,
        sent: JsonBody<Opening>,
    ) -> Result<Versioned<View>, Problem> {
        let old = reports::get(tenant.db(), &tenant.permit_for::<SeeReport>()?, id.0).await?;
        let once = sent.once(key.as_deref(), "reports_consult", &id.0.to_string())?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let closes_on = sent.read()?.closes_on.map(|day| day.0);
        let saved = reports::consult(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, closes_on).await?;
        Ok(one(saved))
    }

    /// Stop the consultation on a report
    ///
    /// The report is a draft again, which residents do not see. Their comments are kept. The reason is public. For
    /// coordinators.
    #[oai(path = "/tenants/:tenant/reports/:id/stop", method = "post", operation_id = "reports_stop")]
    async fn stop(
        &self,
        tenant: City<WriteReports>,
        id: Id<ReportId>,
        key: IdempotencyKey,
        if_match: IfMatch,
        sent: JsonBody<Stop>,
    ) -> Result<Versioned<View>, Problem> {
        let old = reports::get(tenant.db(), &tenant.permit_for::<SeeReport>()?, id.0).await?;
        let once = sent.once(key.as_deref(), "reports_stop", &id.0.to_string())?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        let reason = sent.read()?.reason.unwrap_or_default();
        let saved = reports::stop(tenant.db(), &tenant.permit, once.as_ref(), (id.0, version), &reason).await?;
        Ok(one(saved))
    }

    /// Make a report final
    ///
    /// Possible after the consultation has closed and when every required section is written;
    /// `errors` lists the missing sections. The content is frozen, and a job builds the files. For
    /// coordinators.
    #[oai(path = "/tenants/:tenant/reports/:id/final", method = "post", operation_id = "reports_finish")]
    async fn finish(
        &self,
        tenant: City<WriteReports>,
        id: Id<ReportId>,
        key: IdempotencyKey,
        if_match: IfMatch,
        sent: JsonBody<Finish>,
    ) -> Result<Versioned<View>, Problem> {
        let old = reports::get(tenant.db(), &tenant.permit_for::<SeeReport>()?, id.0).await?;
        let once = sent.once(key.as_deref(), "reports_finish", &id.0.to_string())?;
        let version = sent.version_of_repeatable(if_match.as_deref(), old.version)?;
        sent.read()?;
        let base = &tenant.app.base_url;
        let saved = Box::pin(reports::finish(
            tenant.db(),
            &tenant.permit,
            once.as_ref(),
            id.0,
            version,
            base,
        ))
        .await?;
        Ok(one(saved))
    }

    /// Download a report as PDF
    ///
    /// 404 until the file is built.
    #[oai(path = "/tenants/:tenant/reports/:id/pdf", method = "get", operation_id = "reports_pdf")]
    async fn pdf(&self, tenant: City<SeeReport>, id: Id<ReportId>, held: IfNoneMatch) -> Result<Attachment, Problem> {
        file(&tenant, id.0, held.as_deref(), Format::Pdf).await
    }

    /// Download a report as DOCX
    ///
    /// 404 until the file is built.
    #[oai(path = "/tenants/:tenant/reports/:id/docx", method = "get", operation_id = "reports_docx")]
    async fn docx(&self, tenant: City<SeeReport>, id: Id<ReportId>, held: IfNoneMatch) -> Result<Attachment, Problem> {
        file(&tenant, id.0, held.as_deref(), Format::Docx).await
    }

    /// Download a report as a self-contained HTML page
    ///
    /// 404 until the file is built.
    #[oai(path = "/tenants/:tenant/reports/:id/html", method = "get", operation_id = "reports_html")]
    async fn html(&self, tenant: City<SeeReport>, id: Id<ReportId>, held: IfNoneMatch) -> Result<Attachment, Problem> {
        file(&tenant, id.0, held.as_deref(), Format::Html).await
    }
}
