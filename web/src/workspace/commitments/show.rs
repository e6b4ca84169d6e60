//! The page of one commitment, with the possible actions on it and on its milestones.

use askama::Template;
use askama::filters::Safe;
use besa_domain::CommitmentId;
use besa_domain::access::{AddEvidence, EditCommitment, EditMilestone, SeePlan};
use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::evidence::About;
use besa_domain::milestones::{Milestone, MilestoneState};
use besa_domain::plans::PlanState;
use besa_domain::stakeholders::PartKind;
use besa_domain::whole::{self, PlanRecords};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::super::evidence::add_address;
use super::super::indicators;
use super::super::marks::{self, Status, number};
use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use super::super::week::{reports, scope};
use super::state_mark;
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;

/// Label and URL of an action.
type Act = (String, String);

/// A milestone in the list.
struct Line {
    id: String,
    number: String,
    title: String,
    status: Status,
    facts: Vec<String>,
    output: Option<String>,
    acts: Vec<Act>,
}

#[derive(Template)]
#[template(path = "workspace/commitment.html")]
struct CommitmentPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    heading: String,
    state: Status,
    reason: Option<String>,
    wall: Option<Safe<String>>,
    milestones: Vec<Line>,
    indicators: Vec<indicators::Line>,
    facts: Vec<(String, String)>,
    texts: Vec<(String, String)>,
    edit: Option<String>,
    end: Option<String>,
    add: Option<String>,
    measure: Option<String>,
    prove: Option<String>,
    public: Option<String>,
    public_shown: bool,
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let mut whole = request.whole().await?;
    let see = request.permit::<SeePlan>()?;
    let (indicators, readings) = whole::indicators(request.db(), &see, request.commitment_of(&whole)?).await?;
    (whole.indicators, whole.readings) = (indicators, readings);
    let commitment = request.commitment_of(&whole)?;
    let w = request.w();
    let scope = scope(&request).await?;
    let open = whole.plan.state != PlanState::Closed;
    let edits = open && request.may::<EditCommitment>();
    let ended = matches!(
        commitment.state,
        CommitmentState::Withdrawn | CommitmentState::CarriedForward
    );
    let title = w.commitment_page(commitment.number.to_string());
    let lines = whole
        .milestones_of(commitment.id)
        .map(|milestone| line(&request, &whole, (commitment, milestone), scope.as_deref()));
    let page = CommitmentPage {
        frame: request.frame(&title),
        w,
        heading: commitment.title.clone(),
        state: state_mark(commitment.state, w),
        reason: commitment.state_reason.clone().filter(|_| ended),
        wall: marks::course(&request, &whole, commitment, true),
        milestones: lines.collect(),
        indicators: indicators::lines(&request, &whole, commitment, scope.as_deref()),
        facts: facts(&request, &whole, commitment),
        texts: texts(w, commitment),
        edit: edits.then(|| request.commitment(commitment, "edit")),
        end: (edits && !ended).then(|| request.commitment(commitment, "end")),
        add: (open && request.may::<EditMilestone>()).then(|| request.commitment(commitment, "milestones/new")),
        measure: (open && request.may::<EditMilestone>()).then(|| request.commitment(commitment, "indicators/new")),
        prove: (open && request.may::<AddEvidence>() && reports(&request, scope.as_deref(), commitment.id))
            .then(|| add_address(&request, About::Commitment(commitment.id))),
        public_shown: whole.plan.published_at.is_some(),
        public: public(&request, &whole, commitment),
        shell: Shell::of(&request, Open::Commitments)
            .await?
            .under(w.commitments_title(), request.on("commitments")),
    };
    private(StatusCode::OK, &page)
}

/// Returns the URL of the public page, if the plan is published.
fn public(request: &MemberRequest, whole: &PlanRecords, commitment: &Commitment) -> Option<String> {
    whole.plan.published_at?;
    Some(request.city.links().commitment(request.which(whole), commitment))
}

fn line(
    request: &MemberRequest,
    whole: &PlanRecords,
    (commitment, milestone): (&Commitment, &Milestone),
    scope: Option<&[CommitmentId]>,
) -> Line {
    let w = request.w();
    let open = whole.plan.state != PlanState::Closed;
    let mut facts = Vec::new();
    facts.push(match (milestone.due_on, &milestone.due_said) {
        (Some(day), _) => w.common_due(request.day(day)),
        (None, Some(when)) => when.said.clone(),
        (None, None) => w.milestone_no_due(),
    });
    if let Some(change) = whole.moves_of(milestone.id).last()
        && let Some(was) = change.old_due_on
    {
        facts.push(w.milestone_was_due(request.day(was), request.day_of(change.at)));
    }
    let who = whole
        .responsible
        .iter()
        .filter(|who| who.milestone_id == milestone.id)
        .filter_map(|who| whole.organisation(who.organisation_id?))
        .map(|organisation| organisation.name.clone());
    facts.extend(who);
    facts.push(w.common_evidence_count(whole.evidence_on(milestone.id).count()));
    if let Some(reason) = &milestone.reason {
        facts.push(reason.clone());
    }
    let at = |path: &str| request.milestone(commitment, milestone, path);
    let mut acts = Vec::new();
    if open && reports(request, scope, commitment.id) {
        acts.push((w.week_update(), at("update")));
        if request.may::<AddEvidence>() {
            acts.push((w.evidence_add(), add_address(request, About::Milestone(milestone.id))));
        }
    }
    if open && request.may::<EditMilestone>() {
        acts.push((w.reschedule_act(), at("reschedule")));
        acts.push((w.common_edit(), at("edit")));
        if milestone.state != MilestoneState::Withdrawn {
            acts.push((w.common_withdraw(), at("withdraw")));
        }
    }
    Line {
        id: format!("m{}", milestone.number),
        number: number(commitment, milestone),
        title: milestone.title.clone(),
        status: Status::of(milestone, whole.plan.counted_on(request.today()), request.language()),
        facts,
        output: milestone.output.clone(),
        acts,
    }
}

fn facts(request: &MemberRequest, whole: &PlanRecords, commitment: &Commitment) -> Vec<(String, String)> {
    let w = request.w();
    let of = |lead: bool| {
        let parts = whole
            .parts_in(commitment.id)
            .filter(|(part, _)| (part.part == PartKind::Lead) == lead);
        parts
            .map(|(_, organisation)| organisation.name.clone())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let values = commitment.ogp_values.0.iter().map(|value| {
        let words = codes::ogp_value(w, value.value.code());
        value
            .why
            .as_ref()
            .map_or_else(|| words.clone(), |why| format!("{words}: {why}"))
    });
    let area = commitment
        .policy_area
        .as_deref()
        .map(|code| codes::policy_area(w, code));
    let day = |day: Option<time::Date>, as_written: &Option<besa_domain::records::When>| {
        day.map(|day| request.day(day))
            .or_else(|| as_written.as_ref().map(|when| when.said.clone()))
    };
    let rows = [
        (w.commitment_field_lead(), Some(of(true))),
        (w.commitment_field_partners(), Some(of(false))),
        (
            w.commitment_field_policy_area(),
            area.or_else(|| commitment.policy_area_said.clone()),
        ),
        (w.commitment_field_sector(), commitment.sector.clone()),
        (w.commitment_field_values(), Some(values.collect::<Vec<_>>().join("\n"))),
        (w.commitment_field_sdg(), Some(commitment.sdg_targets.0.join(", "))),
        (
            w.commitment_field_start(),
            day(commitment.starts_on, &commitment.starts_said),
        ),
        (w.commitment_field_end(), day(commitment.ends_on, &commitment.ends_said)),
        (w.commitment_field_identifier(), commitment.ogp_id.clone()),
        (w.plan_field_source(), commitment.source.clone()),
    ];
    let given = |value: Option<String>| {
        value
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| w.common_not_given())
    };
    rows.into_iter().map(|(name, value)| (name, given(value))).collect()
}

fn texts(w: &Words, commitment: &Commitment) -> Vec<(String, String)> {
    let texts = [
        (w.commitment_field_problem(), &commitment.problem),
        (w.commitment_field_status_quo(), &commitment.status_quo),
        (w.commitment_field_action(), &commitment.action),
        (w.commitment_field_solution(), &commitment.solution),
        (w.commitment_field_goal(), &commitment.long_term_goal),
        (w.commitment_field_resources(), &commitment.resources),
        (w.commitment_field_more(), &commitment.additional),
    ];
    texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.clone()?)))
        .collect()
}
