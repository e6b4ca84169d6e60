//! Reports: asked for, built by a job, and read as figures or as PDF.

mod view;

use crate::answer::Placed;
use crate::attachment::{Attachment, Kept};
use crate::body::Sent;
use crate::city::{City, Id};
use crate::description::Tag;
use crate::paging::{List, Part, cursor};
use crate::problem::Problem;
use besa_domain::access::{SeePlan, SeeReport, WriteReports};
use besa_domain::{Error, PlanId, ReportId, code, plans, reports};
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};
use poem_openapi::payload::Json;
use view::{Detail, New, View};

#[derive(Debug)]
pub(crate) struct Reports;

#[OpenApi(tag = "Tag::Reports")]
impl Reports {
    /// Ask for a report
    ///
    /// A job builds it: read it again until its `state` is `built`. What it says is frozen then.
    #[oai(path = "/tenants/:tenant/reports", method = "post", operation_id = "reports_create")]
    async fn create(
        &self,
        tenant: City<WriteReports>,
        /// Sent again with the same request, it gives the same answer and no second report.
        #[oai(name = "Idempotency-Key")]
        key: Header<Option<String>>,
        sent: Sent<New>,
    ) -> Result<Placed<View, 202>, Problem> {
        let once = sent.once(key.as_deref(), "reports_create", "")?;
        let new = sent.read()?;
        let plan = new.plan.ok_or_else(|| Problem::field("plan", code::REQUIRED))?;
        let kind = new.kind.ok_or_else(|| Problem::field("kind", code::REQUIRED))?.0;
        let language = tenant.language(new.language)?;
        let plan = PlanId::from(plan);
        let report = reports::ask(tenant.db(), &tenant.permit, once.as_ref(), plan, kind, &language).await?;
        Ok(Placed {
            location: tenant.location("reports", report.id),
            body: report.into(),
        })
    }

    /// List the reports, newest first
    #[oai(path = "/tenants/:tenant/reports", method = "get", operation_id = "reports_list")]
    async fn list(
        &self,
        tenant: City<SeeReport>,
        /// How many at most: 50 unless said, 200 at most.
        limit: Query<Option<u32>>,
        /// The `next` of the part before.
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let found = reports::list(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(found, |report| cursor(report.id))?))
    }

    /// Read a report
    ///
    /// With its figures, once it is built.
    #[oai(path = "/tenants/:tenant/reports/:id", method = "get", operation_id = "reports_read")]
    async fn read(&self, tenant: City<SeeReport>, id: Id<ReportId>) -> Result<Json<Detail>, Problem> {
        let report = reports::get(tenant.db(), &tenant.permit, id.0).await?;
        Ok(Json(Detail::of(report)?))
    }

    /// Take a report home as PDF
    ///
    /// 404 until it is built.
    #[oai(
        path = "/tenants/:tenant/reports/:id/pdf",
        method = "get",
        operation_id = "reports_pdf"
    )]
    async fn pdf(
        &self,
        tenant: City<SeeReport>,
        id: Id<ReportId>,
        /// Tags that are held already: then the answer is 304.
        #[oai(name = "If-None-Match")]
        held: Header<Option<String>>,
    ) -> Result<Attachment, Problem> {
        let report = reports::get(tenant.db(), &tenant.permit, id.0).await?;
        let key = report.pdf_key.ok_or(Error::NotFound("file"))?;
        let plan = plans::get(tenant.db(), &tenant.also::<SeePlan>()?, report.plan_id).await?;
        let file = Kept {
            key,
            name: format!(
                "{}-{}-{}-{}.pdf",
                tenant.visit.tenant.slug,
                plan.reference,
                report.kind.code().replace('_', "-"),
                report.language
            ),
            media_type: Some("application/pdf".to_owned()),
            // Built once, and never again.
            tag: report.id.to_string(),
        };
        Attachment::open(&tenant.app, file, held.as_deref()).await
    }
}
