//! The form with which a co-creator's organisation endorses a plan, or declines to.

use besa_domain::access::Endorse;
use besa_domain::endorsements::{self, Draft, Endorsement, Stance};
use besa_domain::stakeholders::Organisation;
use besa_domain::{Error, FieldError, PlanId};
use poem::handler;

use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::field::{Card, Field, Kind};
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    let (_, organisation, given) = own(&desk).await?;
    let form = match given {
        Some(given) => filled(&given),
        None => Form::with([("name", desk.session.account.name.clone())]),
    };
    page(&desk, &organisation, form).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let (plan, organisation, _) = own(&desk).await?;
    let once = form.once_on(&(plan, organisation.id))?;
    let Ok(stance) = form.value("stance").parse::<Stance>() else {
        form.note(FieldError::new("stance", "not_chosen"));
        return page(&desk, &organisation, form).await;
    };
    let draft = Draft {
        stance,
        name: form.value("name").to_owned(),
        position: form.maybe("position"),
        reason: form.maybe("reason"),
        letter: form.maybe("letter"),
    };
    match endorsements::give(desk.db(), &desk.permit::<Endorse>()?, Some(&once), plan, draft).await {
        Ok(_) => Ok(desk.done(Flash::Endorsed, &desk.on("plan"))),
        Err(Error::Invalid(wrong)) => {
            form.refuse(Error::Invalid(wrong))?;
            page(&desk, &organisation, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the plan, the organisation that the member acts for, and its statement so far.
async fn own(desk: &Desk) -> Result<(PlanId, Organisation, Option<Endorsement>)> {
    let permit = desk.permit::<Endorse>()?;
    let plan = desk.plan().await?.id;
    let (organisation, given) = endorsements::own(desk.db(), &permit, plan).await?;
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

async fn page(desk: &Desk, organisation: &Organisation, form: Form) -> Result {
    let w = desk.w();
    let back = desk.on("plan");
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
    Ask::new(desk, Open::Plan, w.endorse_title(), back.clone())
        .await?
        .under(w.workspace_nav_plan(), back)
        .lede(w.endorse_lede(organisation.name.clone()))
        .fields(fields)
        .button(w.endorse_button())
        .show(form)
}
