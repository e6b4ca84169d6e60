//! Withdrawing a commitment, or carrying it forward into the next plan: with a reason.

use besa_domain::access::EditCommitment;
use besa_domain::commitments::{self, Commitment, CommitmentDraft, CommitmentState};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::{Words, codes};
use poem::handler;

use super::super::ask::Ask;
use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::{Card, Field, Kind, renamed};
use super::super::shell::Open;
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    desk.permit::<EditCommitment>()?;
    let whole = desk.plan().await?;
    page(&desk, desk.commitment_of(&whole)?, Form::empty()).await
}

#[handler]
pub(super) async fn submit(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditCommitment>()?;
    let whole = desk.plan().await?;
    let old = desk.commitment_of(&whole)?;
    let state = match form.value("state").parse() {
        Ok(state @ (CommitmentState::Withdrawn | CommitmentState::CarriedForward)) => state,
        _ => {
            form.note(FieldError::new("state", "not_chosen"));
            return page(&desk, old, form).await;
        }
    };
    let draft = CommitmentDraft {
        state,
        state_reason: form.maybe("reason"),
        ..CommitmentDraft::of(old, &whole.parts)
    };
    let once = form.once_on(&old.id)?;
    match commitments::edit(desk.db(), &permit, Some(&once), old.id, form.version(), draft).await {
        Ok(saved) => Ok(desk.saved(&whole.plan, &desk.commitment(&saved, ""))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let mut theirs = Form::with([("state", old.state.code().to_owned())]);
            theirs.add("reason", old.state_reason.clone().unwrap_or_default());
            let back = desk.commitment(old, "");
            conflict::page(
                &desk,
                Open::Commitments,
                &fields(desk.w()),
                (&form, &theirs),
                current,
                &back,
            )
            .await
        }
        Err(error) => {
            form.refuse(renamed(error, |name| (name == "state_reason").then_some("reason")))?;
            page(&desk, old, form).await
        }
    }
}

fn fields(w: &Words) -> Vec<Field> {
    let card = |state: CommitmentState, icon, hint| Card {
        value: state.code(),
        icon,
        words: codes::commitment_state(w, state.code()),
        hint,
    };
    let cards = vec![
        card(CommitmentState::Withdrawn, "circle-slash", w.commitment_withdraw_text()),
        card(
            CommitmentState::CarriedForward,
            "circle-arrow-right",
            w.commitment_carry_text(),
        ),
    ];
    vec![
        Field::new("state", w.commitment_end_question(), Kind::Cards(cards)),
        Field::prose("reason", w.milestone_reason(), 4).hint(w.reason_hint()),
    ]
}

async fn page(desk: &Desk, commitment: &Commitment, form: Form) -> Result {
    let w = desk.w();
    let back = desk.commitment(commitment, "");
    Ask::new(desk, Open::Commitments, w.commitment_end_title(), back.clone())
        .await?
        .under(w.commitments_title(), desk.on("commitments"))
        .under(w.commitment_page(commitment.number.to_string()), back)
        .lede(commitment.title.clone())
        .fields(fields(w))
        .button(w.commitment_end_title())
        .danger()
        .version(commitment.version)
        .show(form)
}
