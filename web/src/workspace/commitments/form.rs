//! The form of a commitment: every field of the form for local action plans.

use besa_domain::access::{EditCommitment, SeeStakeholders};
use besa_domain::commitments::{self, Commitment, CommitmentDraft, CommitmentState, PartDraft};
use besa_domain::plans::Plan;
use besa_domain::records::{OgpValue, ValueWhy};
use besa_domain::removal::Target;
use besa_domain::stakeholders::{self, Organisation, PartKind};
use besa_domain::whole::PlanRecords;
use besa_domain::{Error, OrganisationId, policy_areas};
use besa_text::{Words, codes};
use poem::handler;

use super::super::field::{Choice, Column, Field, Kind, open, renamed};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::removal;
use super::super::shell::Open;
use crate::error::Result;
use crate::form::Form;

/// The states that can be chosen here. Ending a commitment has a page of its own.
const STATES: [CommitmentState; 4] = [
    CommitmentState::Proposed,
    CommitmentState::Accepted,
    CommitmentState::Active,
    CommitmentState::Completed,
];

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditCommitment>()?;
    let plan = request.plan().await?;
    let form = Form::with([("state", CommitmentState::Accepted.code().to_owned())]);
    ask(&request, &plan, None).await?.show(form)
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditCommitment>()?;
    let plan = request.plan().await?;
    let draft = draft(&mut form, CommitmentDraft::default());
    let once = form.once(&(plan.id, &draft))?;
    let write = async |draft| commitments::create(request.db(), &permit, Some(&once), plan.id, draft).await;
    let made = attempt(&form, draft, CommitmentDraft::checked, write)
        .await
        .map_err(of_form);
    let outcome = made.map(|made| request.saved(&plan, &request.commitment(&made, "")));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &plan, None).await
    })
    .await
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditCommitment>()?;
    let whole = request.whole().await?;
    let commitment = request.commitment_of(&whole)?;
    let form = filled(&whole, commitment);
    ask(&request, &whole.plan, Some(commitment)).await?.show(form)
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditCommitment>()?;
    let whole = request.whole().await?;
    let old = request.commitment_of(&whole)?;
    let draft = draft(&mut form, CommitmentDraft::of(old, &whole.parts));
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| commitments::edit(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, CommitmentDraft::checked, write)
        .await
        .map_err(of_form);
    let outcome = saved.map(|saved| request.saved(&whole.plan, &request.commitment(&saved, "")));
    let stored = Some(filled(&whole, old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &whole.plan, Some(old)).await
    })
    .await
}

async fn ask(request: &MemberRequest, plan: &Plan, commitment: Option<&Commitment>) -> Result<FormPage> {
    let w = request.w();
    let list = request.on("commitments");
    let back = commitment.map_or_else(|| list.clone(), |commitment| request.commitment(commitment, ""));
    let title = match commitment {
        Some(commitment) => w.commitment_form_edit(commitment.number.to_string()),
        None => w.commitment_form_new(),
    };
    let fields = fields(request, commitment).await?;
    let ask = FormPage::new(request, Open::Commitments, title, back.clone())
        .await?
        .under(w.commitments_title(), list)
        .fields(fields);
    Ok(match commitment {
        Some(commitment) => removal::offered(request, ask, plan, Target::Commitment(commitment.id))
            .under(w.commitment_page(commitment.number.to_string()), back)
            .version(commitment.version),
        None => ask,
    })
}

fn of_form(error: Error) -> Error {
    renamed(error, |name| {
        if name.starts_with("parts") {
            Some("partners")
        } else if name.starts_with("ogp_values") {
            Some("ogp_values")
        } else {
            None
        }
    })
}

/// Returns organisations to choose from, with an empty choice first.
pub(in crate::workspace) fn choices(organisations: &[Organisation], w: &Words) -> Vec<Choice> {
    let named = organisations.iter().map(|one| (one.id.to_string(), one.name.clone()));
    std::iter::once(open(w.common_none())).chain(named).collect()
}

/// Returns policy areas to choose from, grouped by theme.
fn areas(w: &Words) -> Vec<(String, Vec<Choice>)> {
    let mut groups: Vec<(String, Vec<Choice>)> = vec![(String::new(), vec![open(w.common_not_given())])];
    for area in policy_areas::ALL {
        let choice = (area.code.to_owned(), codes::policy_area(w, area.code));
        // An area that is a theme itself is the first of its own group.
        let leads = policy_areas::ALL.iter().any(|other| other.theme == Some(area.code));
        let theme = match area.theme.or_else(|| leads.then_some(area.code)) {
            Some(theme) => codes::policy_area(w, theme),
            None => w.plan_other_areas(),
        };
        match groups.iter_mut().find(|(name, _)| *name == theme) {
            Some((_, choices)) => choices.push(choice),
            None => groups.push((theme, vec![choice])),
        }
    }
    let other = w.plan_other_areas();
    groups.sort_by_key(|(name, _)| *name == other);
    groups
}

async fn fields(request: &MemberRequest, commitment: Option<&Commitment>) -> Result<Vec<Field>> {
    let w = request.w();
    let organisations = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let organisations = choices(&organisations, w);
    let ended = commitment.map(|one| one.state).filter(|state| !STATES.contains(state));
    let states = STATES.into_iter().chain(ended);
    let states = states.map(|state| (state.code().to_owned(), codes::commitment_state(w, state.code())));
    let values = OgpValue::ALL.iter().map(|value| {
        let words = codes::ogp_value(w, value.code());
        let why = w.commitment_field_value_why(&words);
        ((value.code().to_owned(), words), (format!("why_{value}"), why))
    });
    let partners = vec![
        Column {
            name: "partner",
            label: w.commitment_partner(),
            choices: organisations.clone(),
        },
        Column {
            name: "partner_part",
            label: w.commitment_partner_part(),
            choices: [PartKind::Supporter, PartKind::Other]
                .map(|part| (part.code().to_owned(), codes::part(w, part.code())))
                .into(),
        },
    ];
    Ok(vec![
        Field::line("title", w.commitment_field_title()).hint(w.commitment_hint_title()),
        Field::line("short_title", w.commitment_field_short_title()).hint(w.commitment_hint_short_title()),
        Field::pick("state", w.commitment_field_state(), states.collect()),
        Field::part("promise", w.commitment_part_promise()),
        Field::prose("problem", w.commitment_field_problem(), 4).hint(w.commitment_hint_problem()),
        Field::prose("status_quo", w.commitment_field_status_quo(), 4).hint(w.commitment_hint_status_quo()),
        Field::prose("action", w.commitment_field_action(), 5).hint(w.commitment_hint_action()),
        Field::prose("solution", w.commitment_field_solution(), 4),
        Field::prose("long_term_goal", w.commitment_field_goal(), 3),
        Field::part("relevance", w.commitment_part_relevance()),
        Field::new("policy_area", w.commitment_field_policy_area(), Kind::Pick(areas(w)))
            .hint(w.commitment_hint_policy_area()),
        Field::line("sector", w.commitment_field_sector()),
        Field::new(
            "ogp_values",
            w.commitment_field_values(),
            Kind::Reasons(values.collect()),
        )
        .hint(w.commitment_hint_values()),
        Field::line("sdg_targets", w.commitment_field_sdg()).hint(w.commitment_hint_sdg()),
        Field::part("who", w.commitment_part_who()),
        Field::pick("lead", w.commitment_field_lead(), organisations).hint(w.commitment_hint_lead()),
        Field::new("partners", w.commitment_field_partners(), Kind::Rows(partners)).hint(w.commitment_hint_partners()),
        Field::prose("resources", w.commitment_field_resources(), 3).hint(w.commitment_hint_resources()),
        Field::part("when", w.commitment_part_when()),
        Field::day("starts_on", w.commitment_field_start()).hint(w.commitment_hint_month()),
        Field::day("ends_on", w.commitment_field_end()).hint(w.commitment_hint_month()),
        Field::prose("additional", w.commitment_field_more(), 3),
        Field::new("number", w.commitment_field_number(), Kind::Few).hint(w.commitment_hint_number()),
        Field::line("ogp_id", w.commitment_field_identifier()).hint(w.commitment_hint_identifier()),
        Field::line("source", w.plan_field_source()).hint(w.plan_hint_source()),
    ])
}

fn filled(whole: &PlanRecords, commitment: &Commitment) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut form = Form::with([
        ("title", commitment.title.clone()),
        ("short_title", text(&commitment.short_title)),
        ("state", commitment.state.code().to_owned()),
        ("problem", text(&commitment.problem)),
        ("status_quo", text(&commitment.status_quo)),
        ("action", text(&commitment.action)),
        ("solution", text(&commitment.solution)),
        ("long_term_goal", text(&commitment.long_term_goal)),
        ("policy_area", text(&commitment.policy_area)),
        ("sector", text(&commitment.sector)),
        ("sdg_targets", commitment.sdg_targets.0.join(", ")),
        ("resources", text(&commitment.resources)),
        ("additional", text(&commitment.additional)),
        ("number", commitment.number.to_string()),
        ("ogp_id", text(&commitment.ogp_id)),
        ("source", text(&commitment.source)),
    ]);
    for value in &commitment.ogp_values.0 {
        form.add("ogp_values", value.value.code().to_owned());
        form.add(&format!("why_{}", value.value), text(&value.why));
    }
    for (part, organisation) in whole.parts_in(commitment.id) {
        let id = organisation.id.to_string();
        if part.part == PartKind::Lead {
            form.add("lead", id);
        } else {
            form.add("partner", id);
            form.add("partner_part", part.part.code().to_owned());
        }
    }
    form.set_date("starts_on", commitment.starts_on);
    form.set_date("ends_on", commitment.ends_on);
    form
}

fn draft(form: &mut Form, old: CommitmentDraft) -> CommitmentDraft {
    let starts_on = form.month_or_day("starts_on", false);
    let ends_on = form.month_or_day("ends_on", true);
    let number = form.number("number").or(old.number);
    let state = form.value("state").parse().unwrap_or(old.state);
    let ogp_values = OgpValue::ALL
        .iter()
        .filter(|value| form.has("ogp_values", value.code()))
        .map(|value| ValueWhy {
            value: *value,
            why: form.maybe(&format!("why_{value}")),
        });
    let ogp_values = ogp_values.collect();
    let targets = form.value("sdg_targets").split([',', ';', ' ']).map(str::trim);
    let sdg_targets = targets.filter(|target| !target.is_empty()).map(str::to_owned).collect();
    CommitmentDraft {
        number,
        ogp_id: form.maybe("ogp_id"),
        title: form.value("title").to_owned(),
        short_title: form.maybe("short_title"),
        // The reason belongs to the old state.
        state_reason: old.state_reason.filter(|_| state == old.state),
        state,
        starts_said: old.starts_said.filter(|_| starts_on == old.starts_on),
        starts_on,
        ends_said: old.ends_said.filter(|_| ends_on == old.ends_on),
        ends_on,
        problem: form.maybe("problem"),
        status_quo: form.maybe("status_quo"),
        action: form.maybe("action"),
        solution: form.maybe("solution"),
        long_term_goal: form.maybe("long_term_goal"),
        policy_area: form.maybe("policy_area"),
        policy_area_said: old.policy_area_said,
        sector: form.maybe("sector"),
        ogp_values,
        sdg_targets,
        resources: form.maybe("resources"),
        additional: form.maybe("additional"),
        source: form.maybe("source"),
        parts: parts(form),
    }
}

fn parts(form: &Form) -> Vec<PartDraft> {
    let id = |value: &str| value.parse::<OrganisationId>().ok();
    let lead = id(form.value("lead")).map(|organisation| PartDraft {
        organisation,
        part: PartKind::Lead,
    });
    let partners = form.all("partner").zip(form.all("partner_part"));
    let partners = partners.filter_map(|(organisation, part)| {
        Some(PartDraft {
            organisation: id(organisation)?,
            part: part.parse().ok().filter(|part| *part != PartKind::Lead)?,
        })
    });
    lead.into_iter().chain(partners).collect()
}
