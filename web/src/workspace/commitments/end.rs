//! Withdrawing a commitment, or carrying it forward to the next plan, with a reason.

use besa_domain::FieldError;
use besa_domain::access::EditCommitment;
use besa_domain::commitments::{self, Commitment, CommitmentDraft, CommitmentState};
use besa_text::{Words, codes};
use poem::handler;

use super::super::field::{Card, Field, Kind, renamed};
use super::super::form_page::{FormPage, answer};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<EditCommitment>()?;
    let whole = request.whole().await?;
    ask(&request, request.commitment_of(&whole)?).await?.show(Form::empty())
}

#[handler]
pub(super) async fn submit(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditCommitment>()?;
    let whole = request.whole().await?;
    let old = request.commitment_of(&whole)?;
    let state = match form.value("state").parse() {
        Ok(state @ (CommitmentState::Withdrawn | CommitmentState::CarriedForward)) => state,
        _ => {
            form.note(FieldError::new("state", "not_chosen"));
            return ask(&request, old).await?.show(form);
        }
    };
    let draft = CommitmentDraft {
        state,
        state_reason: form.maybe("reason"),
        ..CommitmentDraft::of(old, &whole.parts)
    };
    let once = form.once_on(&old.id)?;
    let saved = commitments::edit(request.db(), &permit, Some(&once), old.id, form.version(), draft).await;
    let saved = saved.map_err(|error| renamed(error, |name| (name == "state_reason").then_some("reason")));
    let outcome = saved.map(|saved| request.saved(&whole.plan, &request.commitment(&saved, "")));
    let stored = Form::with([
        ("state", old.state.code().to_owned()),
        ("reason", old.state_reason.clone().unwrap_or_default()),
    ]);
    answer(&request, form, outcome, Some(stored), async |_| {
        ask(&request, old).await
    })
    .await
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

async fn ask(request: &MemberRequest, commitment: &Commitment) -> Result<FormPage> {
    let w = request.w();
    let back = request.commitment(commitment, "");
    let ask = FormPage::new(request, Open::Commitments, w.commitment_end_title(), back.clone()).await?;
    Ok(ask
        .under(w.commitments_title(), request.on("commitments"))
        .under(w.commitment_page(commitment.number.to_string()), back)
        .lede(commitment.title.clone())
        .fields(fields(w))
        .button(w.commitment_end_title())
        .danger()
        .version(commitment.version))
}
