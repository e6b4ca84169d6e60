//! A milestone: its text, all progress reports and evidence, and its earlier due dates.

use askama::Template;
use besa_domain::Error;
use besa_domain::milestones::{self, Milestone, Progress};
use besa_domain::voices::About;
use besa_domain::whole;
use besa_text::{Words, codes, numbers};
use poem::handler;
use poem::web::Path;

use super::commitment::{Step, described, other_language, plan_crumb, step};
use super::picture::{Picture, number};
use super::voices::talk::{Talk, talk};
use crate::day::Day;
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::indicators::Shown;
use crate::links::Which;
use crate::media::Format;
use crate::page::{Cache, see_other};
use crate::records::At;
use crate::status::{Status, state};
use crate::tenant::City;

#[derive(Template)]
#[template(path = "public/milestone.html")]
struct MilestonePage {
    frame: Frame,
    w: &'static Words,
    plan: (String, String),
    commitment: (String, String),
    kicker: String,
    step: Step,
    facts: Vec<(String, String)>,
    promise: Vec<(String, String)>,
    updates: Vec<Update>,
    indicators: Vec<Shown>,
    moves: Vec<String>,
    monitor: Option<String>,
    language: Option<String>,
    talk: Talk,
}

/// A progress report.
struct Update {
    day: Day,
    status: Status,
    texts: Vec<(String, String)>,
}

#[handler]
pub(super) async fn show(city: City, Path(at): Path<At>) -> Result {
    let cache = Cache::of(&city).await?;
    let (plan, present) = at.plan(&city).await?;
    let whole = whole::for_milestones(city.db(), &city.public(), plan, at.number()?).await?;
    let which = Which::of(&whole.plan, present);
    let commitment = at.commitment(&whole)?;
    let wanted: i32 = at.milestone.parse().ok().ok_or(Fault::Missing)?;
    let milestone = whole
        .milestones_of(commitment.id)
        .find(|milestone| milestone.number == wanted)
        .ok_or(Error::NotFound("milestone"))?;
    let picture = Picture::new(&city, &whole, which);
    let here = picture.milestone_href(commitment, milestone);
    if here != city.visitor.request.path {
        return Ok(see_other(&here));
    }
    let reports = milestones::history_of(city.db(), &city.public(), milestone).await?;
    let known = |id| whole.place(id);
    let (talk, _) = talk(&city, &whole.plan, which, About::Milestone(milestone.id), known).await?;
    let w = picture.w;
    let frame = city.frame(&milestone.title, Nav::Plan);
    cache.page(&MilestonePage {
        frame: described(frame, milestone.output.as_deref()).with_formats(Format::RECORD),
        w,
        plan: plan_crumb(&picture),
        commitment: (
            w.commitment_eyebrow(commitment.number.to_string()),
            picture.commitment_href(commitment),
        ),
        kicker: w.milestone_eyebrow(number(commitment, milestone)),
        step: step(&city, &picture, commitment, milestone, None),
        facts: facts(&picture, milestone),
        promise: [
            (w.milestone_output(), milestone.output.clone()),
            (w.milestone_outcome(), milestone.outcome.clone()),
        ]
        .into_iter()
        .filter_map(|(title, text)| Some((title, text?)))
        .collect(),
        updates: reports
            .iter()
            .map(|report| update(&city, &picture, milestone, report))
            .collect(),
        indicators: whole
            .indicators_of(commitment.id)
            .filter(|indicator| indicator.milestone_id == Some(milestone.id))
            .map(|indicator| {
                let readings: Vec<_> = whole.readings_of(indicator.id).collect();
                Shown::of(&city, &whole.plan, indicator, &readings, None)
            })
            .collect(),
        moves: moves(&city, &picture, milestone),
        monitor: whole.plan.monitoring_body.clone(),
        language: other_language(&city, &whole.plan),
        talk,
    })
}

fn facts(picture: &Picture<'_>, milestone: &Milestone) -> Vec<(String, String)> {
    let w = picture.w;
    let day = |day| picture.day(day).words;
    let responsible: Vec<&str> = picture
        .whole
        .responsible
        .iter()
        .filter(|who| who.milestone_id == milestone.id)
        .filter_map(|who| picture.whole.organisation(who.organisation_id?))
        .map(|organisation| organisation.name.as_str())
        .collect();
    [
        (w.milestone_starts(), milestone.starts_on.map(day)),
        (
            w.milestone_due(),
            Some(milestone.due_on.map_or_else(|| w.common_not_given(), day)),
        ),
        (w.milestone_completed_on(), milestone.completed_on.map(day)),
        (
            w.milestone_responsible(),
            (!responsible.is_empty()).then(|| responsible.join(", ")),
        ),
    ]
    .into_iter()
    .filter_map(|(title, fact)| Some((title, fact?)))
    .collect()
}

fn update(city: &City, picture: &Picture<'_>, milestone: &Milestone, report: &Progress) -> Update {
    let w = picture.w;
    // As it was on the day of the report: without the due date, a later delay does not show.
    let then = Milestone {
        state: report.state,
        percent: report.percent,
        due_on: None,
        ..milestone.clone()
    };
    let words = match report
        .percent
        .filter(|_| report.state == milestones::MilestoneState::InProgress)
    {
        Some(percent) => w.status_milestone_in_progress_percent(numbers::percent(picture.language, percent.into())),
        None => codes::milestone_state(w, report.state.code()),
    };
    Update {
        day: picture.day(city.local(report.at).date()),
        status: Status::new(state(then.standing(picture.counted)), words),
        texts: [
            (w.milestone_done_what(), &report.done),
            (w.milestone_challenges(), &report.challenges),
            (w.milestone_next_step(), &report.next_step),
            (w.milestone_reason(), &report.reason),
        ]
        .into_iter()
        .filter_map(|(title, text)| Some((title, text.clone()?)))
        .collect(),
    }
}

/// Returns the earlier due dates, newest first: "Was 31 Oct 2026, moved on 5 Nov 2026. Reason: …".
fn moves(city: &City, picture: &Picture<'_>, milestone: &Milestone) -> Vec<String> {
    let mut moves: Vec<String> = picture
        .whole
        .moves_of(milestone.id)
        .map(|change| {
            let was = change
                .old_due_said
                .as_ref()
                .filter(|when| when.precision != besa_domain::records::Precision::Day)
                .map(|when| when.said.clone())
                .or_else(|| change.old_due_on.map(|day| picture.day(day).words))
                .unwrap_or_else(|| picture.w.common_not_given());
            let moved = picture.day(city.local(change.at).date()).words;
            let mut line = if change.reason.is_empty() {
                picture.w.milestone_moved_no_reason(was, moved)
            } else {
                picture.w.milestone_moved(was, moved, &change.reason)
            };
            let by: Vec<&str> = [&change.decided_by, &change.meeting]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            if !by.is_empty() {
                line.push_str(" (");
                line.push_str(&by.join(", "));
                line.push(')');
            }
            line
        })
        .collect();
    moves.reverse();
    moves
}
