//! A commitment's page: its text, milestones with evidence, and history; beside it, who is responsible.
//!
//! Long because the page shows every kind of record of a commitment.

use askama::Template;
use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::log;
use besa_domain::milestones::{Finding, Milestone};
use besa_domain::plans::Plan;
use besa_domain::rules::irm;
use besa_domain::stakeholders::PartKind;
use besa_domain::voices::About;
use besa_domain::whole::{self, PlanRecords};
use besa_text::{Words, codes};
use poem::handler;
use poem::web::Path;
use uuid::Uuid;

use super::evidence::Proof;
use super::picture::{Picture, number, runs, stated_dates};
use super::plan::area_of;
use super::strategies::part_of;
use super::voices::talk::{Talk, talk};
use crate::activity::{Activity, Records};
use crate::error::Result;
use crate::frame::{Frame, Nav};
use crate::indicators::Shown;
use crate::links::Which;
use crate::media::Format;
use crate::open;
use crate::page::{Cache, see_other};
use crate::records::At;
use crate::status::{self, Status, state};
use crate::tenant::City;
use crate::wall::State;

/// Number of changes in the history.
const RECENT: u64 = 6;

#[derive(Template)]
#[template(path = "public/commitment.html")]
struct CommitmentPage {
    frame: Frame,
    w: &'static Words,
    plan: (String, String),
    kicker: String,
    area: Option<String>,
    title: String,
    lede: Option<String>,
    status: Status,
    standing: Option<String>,
    withdrawn: Option<String>,
    axis: Option<String>,
    course: Option<String>,
    prose: Vec<(String, String)>,
    milestones: Vec<Step>,
    indicators: Vec<Shown>,
    evidence: Vec<Proof>,
    findings: Vec<String>,
    monitor: Option<String>,
    /// The conflicts of interest of the monitoring body.
    conflicts: Vec<String>,
    history: Vec<Activity>,
    log: String,
    side: Vec<(String, String)>,
    json: String,
    /// The URL to subscribe to it by mail.
    subscribe: String,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
    language: Option<String>,
    talk: Talk,
    /// The proposal that became this commitment.
    came_from: Option<(String, String)>,
    /// The municipality's other plans that contain it.
    part_of: Vec<(String, String)>,
}

/// A milestone on the track.
pub(super) struct Step {
    pub(super) title: String,
    pub(super) href: String,
    /// The class of its node on the track.
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) status: Status,
    /// "Due 31 Jan 2027", or the day it was completed.
    pub(super) when: Option<String>,
    /// "Due 30 Sep 2026 at first, moved on 20 Sep 2026".
    pub(super) moved: Option<String>,
    /// The date as the source gave it.
    pub(super) said: Option<String>,
    pub(super) text: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) evidence: Vec<Proof>,
    pub(super) findings: Vec<String>,
    /// Whether it is complete without evidence.
    pub(super) bare: bool,
}

#[handler]
pub(super) async fn show(city: City, Path(at): Path<At>) -> Result {
    let cache = Cache::of(&city).await?;
    let (plan, present) = at.plan(&city).await?;
    let whole = whole::for_commitment(city.db(), &city.public(), plan, at.number()?).await?;
    let which = Which::of(&whole.plan, present);
    let commitment = at.commitment(&whole)?;
    let here = city.links().commitment(which, commitment);
    // An old URL of a renamed commitment redirects to the new one.
    if here != city.visitor.request.path {
        return Ok(see_other(&here));
    }
    let picture = Picture::new(&city, &whole, which);
    let history = history(&city, &whole, which, commitment).await?;
    let steps = whole.milestones_of(commitment.id).map(|milestone| {
        let text = whole.done.get(&milestone.id).cloned();
        step(&city, &picture, commitment, milestone, text)
    });
    let steps = steps.collect();
    let known = |id| whole.place(id);
    let (talk, origin) = talk(&city, &whole.plan, which, About::Commitment(commitment.id), known).await?;
    let came_from = origin.and_then(|proposal| Some((proposal.voice.title?, city.links().proposal(proposal.voice.id))));
    let part_of = part_of(&city, commitment).await?;
    cache.page(&CommitmentPage {
        came_from,
        part_of,
        ..page(&city, &picture, commitment, (steps, history), talk)
    })
}

fn page(
    city: &City,
    picture: &Picture<'_>,
    commitment: &Commitment,
    (milestones, history): (Vec<Step>, Vec<Activity>),
    talk: Talk,
) -> CommitmentPage {
    let (w, whole) = (picture.w, picture.whole);
    let tally = picture.tally_of(commitment);
    let gone = commitment.state == CommitmentState::Withdrawn;
    let evidence = whole
        .evidence
        .iter()
        .filter(|item| item.commitment_id == commitment.id && item.milestone_id.is_none());
    let neighbour = |step: i32| {
        let other = whole.commitments.iter().position(|row| row.id == commitment.id)?;
        let at = other.checked_add_signed(isize::try_from(step).ok()?)?;
        let other = whole.commitments.get(at)?;
        Some((other.title.clone(), picture.commitment_href(other)))
    };
    let lede = commitment.action.clone();
    CommitmentPage {
        frame: described(city.frame(&commitment.title, Nav::Plan), lede.as_deref())
            .with_formats(Format::COMMITMENT)
            .about(open::commitment_snippet(city, &whole.plan, commitment)),
        w,
        plan: plan_crumb(picture),
        kicker: w.commitment_eyebrow(commitment.number.to_string()),
        area: area_of(w, commitment).map(|(title, _)| title),
        title: commitment.title.clone(),
        status: status::word(w, commitment, &tally),
        standing: status::sentence(w, &tally).filter(|_| !gone),
        withdrawn: gone.then(|| w.commitment_withdrawn(commitment.state_reason.as_deref().unwrap_or_default())),
        axis: picture.axis().filter(|_| !milestones.is_empty()),
        course: picture
            .course(commitment, 34, 10, true)
            .filter(|_| !milestones.is_empty()),
        prose: prose(w, commitment, lede.is_some()),
        lede,
        milestones,
        indicators: indicators(city, picture, commitment),
        evidence: evidence
            .map(|item| Proof::of(city, item, whole.verdict_on(item.id)))
            .collect(),
        findings: findings(
            w,
            whole
                .findings_of(commitment.id)
                .filter(|found| found.milestone_id.is_none()),
        ),
        monitor: whole.plan.monitoring_body.clone(),
        conflicts: conflicts(w, whole, commitment),
        history,
        log: picture.links.log(),
        side: side(picture, commitment),
        json: picture.links.api(&format!("commitments/{}", commitment.id)),
        subscribe: format!("{}?commitment={}", picture.links.subscribe(), commitment.id),
        before: neighbour(-1),
        after: neighbour(1),
        language: other_language(city, &whole.plan),
        talk,
        came_from: None,
        part_of: Vec::new(),
    }
}

/// Describes the indicators of a commitment and of its milestones.
fn indicators(city: &City, picture: &Picture<'_>, commitment: &Commitment) -> Vec<Shown> {
    let whole = picture.whole;
    let rows = whole.indicators_of(commitment.id).map(|indicator| {
        let milestone = whole
            .milestones_of(commitment.id)
            .find(|row| Some(row.id) == indicator.milestone_id);
        let measures = milestone.map(|milestone| {
            let named = format!("{} {}", number(commitment, milestone), milestone.title);
            (
                picture.w.indicator_measures(named),
                picture.milestone_href(commitment, milestone),
            )
        });
        let readings: Vec<_> = whole.readings_of(indicator.id).collect();
        Shown::of(city, &whole.plan, indicator, &readings, measures)
    });
    rows.collect()
}

/// Returns the plan's language if it differs from the page's.
pub(super) fn other_language(city: &City, plan: &Plan) -> Option<String> {
    (plan.language != city.language().code()).then(|| plan.language.clone())
}

/// Returns the plan's name and URL, for the breadcrumbs.
pub(super) fn plan_crumb(picture: &Picture<'_>) -> (String, String) {
    let name = match picture.which {
        Which::Present => picture.w.plan_title(),
        Which::Earlier(_) => picture
            .w
            .overview_eyebrow(super::picture::years(picture.w, &picture.whole.plan)),
    };
    (name, picture.links.plan_of(picture.which))
}

/// Sets the first 200 characters of a text as the meta description.
pub(super) fn described(frame: Frame, text: Option<&str>) -> Frame {
    match text {
        Some(text) => frame.described(text.chars().take(200).collect()),
        None => frame,
    }
}

fn prose(w: &Words, commitment: &Commitment, has_lede: bool) -> Vec<(String, String)> {
    [
        (w.commitment_problem(), commitment.problem.as_ref()),
        (w.commitment_status_quo(), commitment.status_quo.as_ref()),
        // The lede already shows it.
        (w.commitment_action(), commitment.action.as_ref().filter(|_| !has_lede)),
        (w.commitment_solution(), commitment.solution.as_ref()),
        (w.commitment_results(), commitment.long_term_goal.as_ref()),
        (w.commitment_more(), commitment.additional.as_ref()),
    ]
    .into_iter()
    .filter_map(|(title, text)| Some((title, text?.clone())))
    .collect()
}

fn side(picture: &Picture<'_>, commitment: &Commitment) -> Vec<(String, String)> {
    let (w, whole) = (picture.w, picture.whole);
    let named = |kind: PartKind| {
        let names: Vec<&str> = whole
            .parts_in(commitment.id)
            .filter(|(part, _)| part.part == kind)
            .map(|(_, organisation)| organisation.name.as_str())
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let partners = [named(PartKind::Supporter), named(PartKind::Other)];
    let partners: Vec<String> = partners.into_iter().flatten().collect();
    let values: Vec<String> = commitment
        .ogp_values
        .0
        .iter()
        .map(|value| codes::ogp_value(w, value.value.code()))
        .collect();
    let listed = |items: Vec<String>| (!items.is_empty()).then(|| items.join(", "));
    let area = area_of(w, commitment).and_then(|(_, label)| label);
    [
        (w.commitment_lead(), named(PartKind::Lead)),
        (w.commitment_partners(), listed(partners)),
        (w.commitment_policy_area(), area),
        (w.commitment_sector(), commitment.sector.clone()),
        (w.commitment_values(), listed(values)),
        (w.commitment_resources(), commitment.resources.clone()),
        (
            w.commitment_dates(),
            runs(picture.language, commitment.starts_on, commitment.ends_on),
        ),
        (w.commitment_identifier(), commitment.ogp_id.clone()),
    ]
    .into_iter()
    .filter_map(|(title, fact)| Some((title, fact?)))
    .collect()
}

pub(super) fn step(
    city: &City,
    picture: &Picture<'_>,
    commitment: &Commitment,
    milestone: &Milestone,
    text: Option<String>,
) -> Step {
    let w = picture.w;
    let standing = state(milestone.standing(picture.counted));
    let day = |day| picture.day(day).words;
    let (class, icon) = match standing {
        State::Done => ("done", "check"),
        State::Prog => ("prog", "ellipsis"),
        State::Late => ("prog late", "clock-alert"),
        State::Stuck => ("prog stuck", "circle-pause"),
        State::Todo => ("todo", "minus"),
        State::None => ("todo", "circle-help"),
        State::Gone => ("todo", "x"),
    };
    let evidence: Vec<Proof> = picture
        .whole
        .evidence_on(milestone.id)
        .map(|item| Proof::of(city, item, picture.whole.verdict_on(item.id)))
        .collect();
    let first_due = picture.whole.moves_of(milestone.id).next();
    let last_move = picture.whole.moves_of(milestone.id).last();
    Step {
        title: milestone.title.clone(),
        href: picture.milestone_href(commitment, milestone),
        class,
        icon,
        status: picture.status(milestone),
        when: match milestone.completed_on.filter(|_| standing == State::Done) {
            Some(done) => Some(day(done)),
            None => milestone.due_on.map(|due| w.common_due(day(due))),
        },
        moved: first_due
            .zip(last_move)
            .and_then(|(first, last)| Some(w.common_due_was(day(first.old_due_on?), day(city.local(last.at).date())))),
        said: stated_dates(milestone),
        text: text.or_else(|| milestone.output.clone().filter(|output| *output != milestone.title)),
        reason: milestone.reason.clone(),
        bare: standing == State::Done && evidence.is_empty(),
        evidence,
        findings: findings(
            w,
            picture
                .whole
                .findings
                .iter()
                .filter(|found| found.milestone_id == Some(milestone.id)),
        ),
    }
}

/// Returns a sentence for each body that judges this commitment and takes part in it itself.
fn conflicts(w: &Words, whole: &PlanRecords, commitment: &Commitment) -> Vec<String> {
    let named = whole.plan.monitoring_body.as_deref();
    let mut bodies: Vec<&str> = named.into_iter().collect();
    for name in whole.verdicts.iter().filter_map(|verdict| verdict.body.as_deref()) {
        if !bodies.contains(&name) {
            bodies.push(name);
        }
    }
    let found = bodies.into_iter().flat_map(|body| {
        let parts = whole.taken_part_in(body).into_iter();
        parts.map(move |(id, part)| (body, id, part))
    });
    let here = found.filter(|(_, id, _)| *id == commitment.id);
    here.map(|(body, _, part)| w.assessment_takes_part_here(body, codes::part(w, part.code())))
        .collect()
}

/// Returns the findings of the monitoring body, in its own words where its scale is unknown here. What it has not
/// reviewed is one line.
pub(super) fn findings<'f>(w: &Words, found: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    let found: Vec<&Finding> = found.collect();
    let (mut lines, mut not_reviewed) = (Vec::new(), Vec::new());
    for finding in &found {
        let value = &finding.value;
        let code = irm::value_code(value);
        let scheme = codes::finding_scheme(w, &finding.scheme);
        match finding.scheme.as_str() {
            _ if code == "not_reviewed" => not_reviewed.push(scheme),
            "completion" if found.len() == 1 && codes::COMPLETIONS.contains(&code.as_str()) => {
                lines.push(w.commitment_finding(codes::completion(w, &code)));
            }
            _ if codes::FINDING_VALUES.contains(&code.as_str()) => {
                lines.push(labelled(&scheme, &codes::finding_value(w, &code)));
            }
            "completion" => lines.push(w.commitment_finding_imported(value)),
            _ => lines.push(labelled(&scheme, value)),
        }
    }
    let codings = found
        .iter()
        .map(|finding| (finding.scheme.as_str(), finding.value.as_str()));
    if irm::Codings::from_iter(codings).figures().starred {
        lines.push(w.commitment_starred());
    }
    if !not_reviewed.is_empty() {
        lines.push(w.commitment_not_reviewed(not_reviewed.join("; ")));
    }
    lines
}

/// Returns a value behind its label, which can be a question.
fn labelled(label: &str, value: &str) -> String {
    let sign = if label.ends_with('?') { "" } else { ":" };
    format!("{label}{sign} {value}")
}

/// Returns the last changes to a commitment, its milestones and its evidence.
async fn history(city: &City, whole: &PlanRecords, which: Which<'_>, commitment: &Commitment) -> Result<Vec<Activity>> {
    let milestones = whole.milestones_of(commitment.id).map(|row| Uuid::from(row.id));
    let indicators = whole.indicators_of(commitment.id).map(|row| Uuid::from(row.id));
    let evidence = whole.evidence.iter().filter(|item| item.commitment_id == commitment.id);
    let about: Vec<Uuid> = milestones
        .chain(indicators)
        .chain(evidence.map(|item| Uuid::from(item.id)))
        .chain([Uuid::from(commitment.id)])
        .collect();
    let about = log::About::Records(&about);
    let events = log::list(city.db(), &city.public(), about, None, RECENT).await?;
    let records = Records::in_plan(city, whole, which);
    Ok(events.iter().map(|event| records.describe(event)).collect())
}
