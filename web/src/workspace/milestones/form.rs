//! The form of a milestone, and of the organisations responsible for it.

use besa_domain::Error;
use besa_domain::access::{EditMilestone, SeeContacts, SeeStakeholders};
use besa_domain::commitments::Commitment;
use besa_domain::milestones::Responsible;
use besa_domain::milestones::{self, Amendment, Milestone, MilestoneDraft, ResponsibleDraft};
use besa_domain::removal::Target;
use besa_domain::stakeholders::{self, PartKind};
use besa_domain::whole::PlanRecords;
use besa_text::codes;
use poem::handler;

use super::super::commitments::choices;
use super::super::field::{Choice, Column, Field, Kind, open, renamed};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::marks;
use super::super::member_request::MemberRequest;
use super::super::removal;
use super::super::shell::Open;
use super::there;
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let commitment = request.commitment_of(&whole)?;
    ask(&request, &whole, commitment, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let commitment = request.commitment_of(&whole)?;
    let draft = draft(&mut form, MilestoneDraft::default());
    let once = form.once(&(commitment.id, &draft))?;
    let write = async |draft| milestones::create(request.db(), &permit, Some(&once), commitment.id, draft).await;
    let made = attempt(&form, draft, MilestoneDraft::checked, write)
        .await
        .map_err(of_form);
    let outcome = made.map(|made| request.saved(&whole.plan, &there(&request, commitment, &made)));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &whole, commitment, None).await
    })
    .await
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let (commitment, milestone) = request.milestone_of(&whole)?;
    let form = filled(milestone, &whole.responsible);
    ask(&request, &whole, commitment, Some(milestone)).await?.show(form)
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let (commitment, old) = request.milestone_of(&whole)?;
    let mut draft = draft(&mut form, MilestoneDraft::of(old, &whole.responsible));
    if fixed(&whole, old) {
        // The form has no due date: a published due date is moved on a page of its own.
        (draft.due_on, draft.due_said) = (old.due_on, old.due_said.clone());
    }
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| {
        let with = Amendment {
            draft: Some(draft),
            ..Amendment::default()
        };
        milestones::amend(
            request.db(),
            &permit,
            Some(&once),
            old.id,
            version,
            request.today(),
            with,
        )
        .await
    };
    let saved = attempt(&form, draft, MilestoneDraft::checked, write)
        .await
        .map_err(of_form);
    let outcome = saved.map(|saved| request.saved(&whole.plan, &there(&request, commitment, &saved)));
    let stored = Some(filled(old, &whole.responsible));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &whole, commitment, Some(old)).await
    })
    .await
}

/// Returns whether the due date is public. Then it can only be moved, with a reason, not edited.
fn fixed(whole: &PlanRecords, milestone: &Milestone) -> bool {
    whole.plan.published_at.is_some() && milestone.due_on.is_some()
}

fn of_form(error: Error) -> Error {
    renamed(error, |name| (name.starts_with("responsible")).then_some("responsible"))
}

async fn ask(
    request: &MemberRequest,
    whole: &PlanRecords,
    commitment: &Commitment,
    milestone: Option<&Milestone>,
) -> Result<FormPage> {
    let w = request.w();
    let back = request.commitment(commitment, "");
    let title = match milestone {
        Some(milestone) => w.milestone_form_edit(marks::number(commitment, milestone)),
        None => w.milestone_form_new(),
    };
    let fixed = milestone.filter(|milestone| fixed(whole, milestone));
    let fields = fields(request, fixed.is_some()).await?;
    let mut ask = FormPage::new(request, Open::Commitments, title, back.clone())
        .await?
        .under(w.commitments_title(), request.on("commitments"))
        .under(w.commitment_page(commitment.number.to_string()), back)
        .fields(fields);
    if let Some(milestone) = milestone {
        ask = removal::offered(request, ask, &whole.plan, Target::Milestone(milestone.id))
            .version(milestone.version)
            .stands(there(request, commitment, milestone));
    }
    if let Some(day) = fixed.and_then(|milestone| milestone.due_on) {
        ask = ask.lede(w.milestone_due_fixed(request.day(day)));
    }
    Ok(ask)
}

async fn fields(request: &MemberRequest, fixed: bool) -> Result<Vec<Field>> {
    let w = request.w();
    let organisations = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let people = stakeholders::contacts(request.db(), &request.permit::<SeeContacts>()?).await?;
    let of = |person: &stakeholders::Contact| {
        let organisation = organisations.iter().find(|one| Some(one.id) == person.organisation_id);
        organisation.map_or_else(
            || person.name.clone(),
            |organisation| format!("{} ({})", person.name, organisation.name),
        )
    };
    let named = people.iter().map(|person| (person.id.to_string(), of(person)));
    let people: Vec<Choice> = std::iter::once(open(w.common_none())).chain(named).collect();
    let responsible = vec![
        Column {
            name: "organisation",
            label: w.milestone_field_responsible(),
            choices: choices(&organisations, w),
        },
        Column {
            name: "contact",
            label: w.milestone_field_responsible_person(),
            choices: people,
        },
        Column {
            name: "responsible_part",
            label: w.commitment_partner_part(),
            choices: PartKind::ALL
                .iter()
                .map(|part| (part.code().to_owned(), codes::part(w, part.code())))
                .collect(),
        },
    ];
    let mut fields = vec![
        Field::prose("title", w.milestone_field_title(), 2).hint(w.milestone_hint_title()),
        Field::prose("output", w.milestone_field_output(), 3).hint(w.milestone_hint_output()),
        Field::prose("outcome", w.milestone_field_outcome(), 3).hint(w.milestone_hint_outcome()),
        Field::day("starts_on", w.milestone_field_start()).hint(w.commitment_hint_month()),
    ];
    if !fixed {
        fields.push(Field::day("due_on", w.milestone_field_due()).hint(w.commitment_hint_month()));
    }
    fields.push(
        Field::new("responsible", w.milestone_responsible(), Kind::Rows(responsible))
            .hint(w.milestone_hint_responsible_person()),
    );
    fields.push(Field::new("number", w.milestone_field_number(), Kind::Few).hint(w.commitment_hint_number()));
    Ok(fields)
}

fn filled(milestone: &Milestone, responsible: &[Responsible]) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut form = Form::with([
        ("title", milestone.title.clone()),
        ("output", text(&milestone.output)),
        ("outcome", text(&milestone.outcome)),
        ("number", milestone.number.to_string()),
    ]);
    form.set_date("starts_on", milestone.starts_on);
    form.set_date("due_on", milestone.due_on);
    for who in responsible.iter().filter(|who| who.milestone_id == milestone.id) {
        let id = |id: Option<String>| id.unwrap_or_default();
        form.add("organisation", id(who.organisation_id.map(|id| id.to_string())));
        form.add("contact", id(who.contact_id.map(|id| id.to_string())));
        form.add("responsible_part", who.part.code().to_owned());
    }
    form
}

fn draft(form: &mut Form, old: MilestoneDraft) -> MilestoneDraft {
    let starts_on = form.month_or_day("starts_on", false);
    let due_on = form.month_or_day("due_on", true);
    let number = form.number("number").or(old.number);
    let who = form.all("organisation").zip(form.all("contact"));
    let who = who.zip(form.all("responsible_part"));
    let responsible = who.map(|((organisation, contact), part)| ResponsibleDraft {
        organisation: organisation.parse().ok(),
        contact: contact.parse().ok(),
        part: part.parse().unwrap_or(PartKind::Lead),
    });
    let responsible = responsible
        .filter(|who| who.organisation.is_some() || who.contact.is_some())
        .collect();
    MilestoneDraft {
        number,
        title: form.value("title").replace("\r\n", " ").replace('\n', " "),
        output: form.maybe("output"),
        outcome: form.maybe("outcome"),
        starts_said: old.starts_said.filter(|_| starts_on == old.starts_on),
        starts_on,
        due_said: old.due_said.filter(|_| due_on == old.due_on),
        due_on,
        responsible,
        ..MilestoneDraft {
            code: old.code,
            dates_said: old.dates_said,
            ..MilestoneDraft::default()
        }
    }
}
