//! Stopping the consultation on a report, with a public reason.

use besa_domain::access::{SeeReport, WriteReports};
use besa_domain::reports::{self, Report, ReportState};
use besa_domain::{Conflict, Error};
use poem::handler;

use super::super::field::Field;
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

async fn open_report(request: &MemberRequest) -> Result<Report> {
    request.permit::<WriteReports>()?;
    let report = reports::get(request.db(), &request.permit::<SeeReport>()?, request.id()?).await?;
    if report.state != ReportState::Consultation {
        return Err(Error::from(Conflict::StateStep).into());
    }
    Ok(report)
}

#[handler]
pub(super) async fn ask(request: MemberRequest) -> Result {
    let report = open_report(&request).await?;
    page(&request, &report, Form::empty()).await
}

#[handler]
pub(super) async fn stop(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<WriteReports>()?;
    let id = request.id()?;
    let once = form.once_on(&("stop", id))?;
    let at = (id, form.version());
    match reports::stop(request.db(), &permit, Some(&once), at, form.value("reason")).await {
        Ok(_) => Ok(request.done(Flash::ReportStopped, &request.at(&format!("reports/{id}")))),
        Err(error) => {
            form.refuse_or_stale(error)?;
            page(&request, &open_report(&request).await?, form).await
        }
    }
}

async fn page(request: &MemberRequest, report: &Report, form: Form) -> Result {
    let w = request.w();
    let back = request.at(&format!("reports/{}", report.id));
    FormPage::new(request, Open::Reports, w.reports_stop(), back.clone())
        .await?
        .under(w.workspace_nav_reports(), request.at("reports"))
        .lede(w.reports_stop_text())
        .fields(vec![
            Field::line("reason", w.people_field_reason()).hint(w.people_hint_reason()),
        ])
        .button(w.reports_stop())
        .danger()
        .version(report.version)
        .show(form)
}
