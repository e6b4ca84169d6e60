//! The plan as a file that can be changed and imported again.

use besa_domain::access::{ImportPlan, SeePlan};
use besa_domain::{Error, whole};
use besa_formats::words::Words;
use besa_formats::workbook::PlanFile;
use poem::http::header;
use poem::{Response, handler};

use super::super::member_request::MemberRequest;
use crate::error::Result;
use crate::public::evidence::disposition;

#[handler]
pub(super) async fn workbook(request: MemberRequest) -> Result {
    download(&request, PlanFile::Workbook).await
}

#[handler]
pub(super) async fn csv(request: MemberRequest) -> Result {
    download(&request, PlanFile::Csv).await
}

/// Sends the plan of the URL with all its records, in the language of the page.
async fn download(request: &MemberRequest, format: PlanFile) -> Result {
    request.permit::<ImportPlan>()?;
    let plan = request.plan().await?;
    let whole = whole::whole(request.db(), &request.permit::<SeePlan>()?, plan.id).await?;
    let words = Words::new(request.language());
    let name = format.name(&request.city.tenant().slug, &plan.reference);
    let made = tokio::task::spawn_blocking(move || format.write(&whole, &words)).await;
    let bytes = made.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(Response::builder()
        .content_type(format.media_type())
        .header(header::CONTENT_DISPOSITION, disposition(&name))
        .header(header::CACHE_CONTROL, "no-store")
        .body(bytes))
}
