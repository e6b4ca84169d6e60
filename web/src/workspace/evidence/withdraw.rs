//! Withdrawing evidence, with a reason.

use besa_domain::access::{SeePlan, WithdrawEvidence};
use besa_domain::evidence::{self, Evidence};
use besa_domain::{Conflict, Error, EvidenceId};
use poem::handler;

use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    desk.permit::<WithdrawEvidence>()?;
    let piece = piece(&desk).await?;
    page(&desk, &piece, Form::empty()).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<WithdrawEvidence>()?;
    let piece = piece(&desk).await?;
    let reason = form.value("reason");
    let once = form.once_on(&piece.id)?;
    match evidence::withdraw(desk.db(), &permit, Some(&once), piece.id, form.version(), reason).await {
        Ok(_) => Ok(desk.done(Flash::Removed, &desk.at("evidence"))),
        // It was withdrawn meanwhile, which is what was requested.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) if piece.withdrawn_at.is_some() => {
            Ok(desk.done(Flash::Removed, &desk.at("evidence")))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &piece, form).await
        }
    }
}

async fn piece(desk: &Desk) -> Result<Evidence> {
    let id: EvidenceId = desk.id()?;
    Ok(evidence::get(desk.db(), &desk.permit::<SeePlan>()?, id).await?)
}

async fn page(desk: &Desk, piece: &Evidence, form: Form) -> Result {
    let w = desk.w();
    let back = desk.at("evidence");
    Ask::new(desk, Open::Evidence, w.evidence_withdraw_title(), back.clone())
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
