//! The form with which a co-creator's organisation endorses a plan, or declines to.

use besa_domain::access::Endorse;
use besa_domain::endorsements::{self, Draft, Endorsement, Stance};
use besa_domain::stakeholders::Organisation;
use besa_domain::{Error, FieldError, PlanId};
use poem::handler;

use super::super::field::{Card, Field, Kind};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let (_, organisation, given) = own(&request).await?;
    let form = match given {
        Some(given) => filled(&given),
        None => Form::with([("name", request.session.account.name.clone())]),
    };
    page(&request, &organisation, form).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let (plan, organisation, _) = own(&request).await?;
    let once = form.once_on(&(plan, organisation.id))?;
    let Ok(stance) = form.value("stance").parse::<Stance>() else {
        form.note(FieldError::new("stance", "not_chosen"));
        return page(&request, &organisation, form).await;
    };
    let draft = Draft {
        stance,
        name: form.value("name").to_owned(),
        position: form.maybe("position"),
        reason: form.maybe("reason"),
        letter: form.maybe("letter"),
    };
    match endorsements::give(request.db(), &request.permit::<Endorse>()?, Some(&once), plan, draft).await {
        Ok(_) => Ok(request.done(Flash::Endorsed, &request.on("plan"))),
        Err(Error::Invalid(wrong)) => {
            form.refuse(Error::Invalid(wrong))?;
            page(&request, &organisation, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the plan, the organisation that the member acts for, and its statement so far.
async fn own(request: &MemberRequest) -> Result<(PlanId, Organisation, Option<Endorsement>)> {
    let permit = request.permit::<Endorse>()?;
    let plan = request.plan().await?.id;
    let (organisation, given) = endorsements::own(request.db(), &permit, plan).await?;
    Ok((plan, organisation, given))
}

fn filled(given: &Endorsement) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Form::with([
        ("stance", given.stance.code().to_owned()),
        ("name", given.name.clone()),
        ("position", text(&given.position)),
        ("reason", text(&given.reason)),
        ("letter", text(&given.letter)),
    ])
}

async fn page(request: &MemberRequest, organisation: &Organisation, form: Form) -> Result {
    let w = request.w();
    let back = request.on("plan");
    let cards = [
        (
            Stance::Endorses,
            "check",
            w.endorse_endorses(),
            w.endorse_endorses_hint(),
        ),
        (Stance::Declines, "x", w.endorse_declines(), w.endorse_declines_hint()),
    ];
    let cards = cards.map(|(stance, icon, words, hint)| Card {
        value: stance.code(),
        icon,
        words,
        hint,
    });
    let fields = vec![
        Field::new("stance", w.endorse_field_stance(), Kind::Cards(cards.into())),
        Field::prose("reason", w.endorse_field_reason(), 4).hint(w.endorse_hint_reason()),
        Field::line("name", w.endorse_field_name()),
        Field::line("position", w.endorse_field_position()),
        Field::new("letter", w.endorse_field_letter(), Kind::Line("url")),
    ];
    FormPage::new(request, Open::Plan, w.endorse_title(), back.clone())
        .await?
        .under(w.workspace_nav_plan(), back)
        .lede(w.endorse_lede(organisation.name.clone()))
        .fields(fields)
        .button(w.endorse_button())
        .show(form)
}
