//! Withdrawing evidence, with a reason.

use besa_domain::access::{SeePlan, WithdrawEvidence};
use besa_domain::evidence::{self, Evidence};
use besa_domain::{Conflict, Error, EvidenceId};
use poem::handler;

use super::super::field::Field;
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<WithdrawEvidence>()?;
    let piece = piece(&request).await?;
    page(&request, &piece, Form::empty()).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<WithdrawEvidence>()?;
    let piece = piece(&request).await?;
    let reason = form.value("reason");
    let once = form.once_on(&piece.id)?;
    match evidence::withdraw(request.db(), &permit, Some(&once), piece.id, form.version(), reason).await {
        Ok(_) => Ok(request.done(Flash::Removed, &request.at("evidence"))),
        // It was withdrawn meanwhile, which is what was requested.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) if piece.withdrawn_at.is_some() => {
            Ok(request.done(Flash::Removed, &request.at("evidence")))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &piece, form).await
        }
    }
}

async fn piece(request: &MemberRequest) -> Result<Evidence> {
    let id: EvidenceId = request.id()?;
    Ok(evidence::get(request.db(), &request.permit::<SeePlan>()?, id).await?)
}

async fn page(request: &MemberRequest, piece: &Evidence, form: Form) -> Result {
    let w = request.w();
    let back = request.at("evidence");
    FormPage::new(request, Open::Evidence, w.evidence_withdraw_title(), back.clone())
        .await?
        .under(w.evidence_list_title(), back)
        .heading(piece.title.clone())
        .lede(w.evidence_withdraw_text())
        .fields(vec![
            Field::prose("reason", w.milestone_reason(), 4).hint(w.reason_hint()),
        ])
        .button(w.evidence_withdraw_title())
        .danger()
        .version(piece.version)
        .show(form)
}
