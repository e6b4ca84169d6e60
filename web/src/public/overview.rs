//! The overview of a city: the state of its plan as a headline, counts, and the wall.

use askama::Template;
use besa_domain::log;
use besa_domain::milestones::MilestoneCounts;
use besa_domain::plans::PlanState;
use besa_domain::whole;
use besa_domain::whole::PlanRecords;
use besa_text::headline::{self, Counts};
use besa_text::{Words, codes, dates};
use poem::handler;
use time::Date;

use super::picture::{Line, Picture, years};
use crate::activity::{Activity, Records};
use crate::error::Result;
use crate::frame::{Frame, Nav};
use crate::links::Which;
use crate::page::Cache;
use crate::subscribe::frequencies;
use crate::tenant::City;
use crate::wall::{self, Direction, State};

/// Number of due dates and log entries shown.
const FEW: usize = 4;

#[derive(Template)]
#[template(path = "public/overview.html")]
struct OverviewPage {
    frame: Frame,
    w: &'static Words,
    kicker: String,
    /// The sentences of the headline, and whether each is about lateness.
    sentences: Vec<(String, bool)>,
    lede: String,
    plan: String,
    log: String,
    /// A notice for a plan that is not in force yet.
    draft: Option<String>,
    scores: Vec<Score>,
    axis: Option<String>,
    courses: Vec<CompactCommitment>,
    lines: Vec<Line>,
    table_title: String,
    coming: Vec<Coming>,
    activity: Vec<Activity>,
    subscribe: String,
    /// How often a digest comes, or that the plan is over.
    subscribe_text: String,
    frequencies: Vec<(String, String)>,
}

/// A count; it also serves as the legend of the wall.
pub(super) struct Score {
    pub(super) number: usize,
    pub(super) words: String,
    swatch: String,
}

/// A commitment in the wall.
struct CompactCommitment {
    number: i32,
    title: String,
    href: String,
    bricks: Option<String>,
}

/// A coming due date.
struct Coming {
    day: u8,
    month: String,
    iso: String,
    title: String,
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "public/no_plan.html")]
struct NoPlan {
    frame: Frame,
    w: &'static Words,
}

#[handler]
pub(super) async fn show(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let Some(whole) = whole::for_current(city.db(), &city.public(), city.today()).await? else {
        let frame = city.frame(&w.overview_forming_title(city.name()), Nav::Overview);
        return cache.page(&NoPlan { frame, w });
    };
    let events = log::list(city.db(), &city.public(), log::About::All, None, 5).await?;
    let records = Records::in_plan(&city, &whole, Which::Present);
    let activity = events.iter().map(|event| records.describe(event)).collect();
    cache.page(&page(&city, &whole, activity))
}

fn page(city: &City, whole: &PlanRecords, activity: Vec<Activity>) -> OverviewPage {
    let picture = Picture::new(city, whole, Which::Present);
    let (w, links, tally) = (picture.w, &picture.links, picture.tally());
    let lede = w.overview_lede(whole.commitments.len(), city.name());
    OverviewPage {
        frame: city.frame(&w.overview_title(), Nav::Overview).described(lede.clone()),
        w,
        kicker: w.overview_eyebrow(years(w, &whole.plan)),
        sentences: sentences(w, whole, &tally, picture.today),
        lede,
        plan: links.plan(),
        log: links.log(),
        draft: matches!(whole.plan.state, PlanState::Draft | PlanState::Consultation).then(|| w.overview_draft()),
        scores: scores(w, picture.direction(), &tally),
        axis: picture.axis(),
        courses: whole
            .commitments
            .iter()
            .map(|commitment| CompactCommitment {
                number: commitment.number,
                title: commitment.title.clone(),
                href: picture.commitment_href(commitment),
                bricks: picture.course(commitment, 26, 9, false),
            })
            .collect(),
        lines: picture.table(),
        table_title: w.overview_table_title(whole.milestones.len()),
        coming: coming(&picture),
        activity,
        subscribe: links.subscribe(),
        subscribe_text: if whole.plan.state == PlanState::Closed {
            w.subscribe_over(&whole.plan.reference)
        } else {
            w.subscribe_text()
        },
        frequencies: frequencies(w),
    }
}

pub(super) fn sentences(w: &Words, whole: &PlanRecords, tally: &MilestoneCounts, today: Date) -> Vec<(String, bool)> {
    let months_left = match whole.plan.ends_on {
        Some(end) if end < today => None,
        Some(end) => {
            let months = (end.year() - today.year()) * 12 + i32::from(u8::from(end.month()))
                - i32::from(u8::from(today.month()));
            Some(usize::try_from(months).unwrap_or_default())
        }
        // A plan without an end date never counts as ended or about to end.
        None => Some(usize::MAX),
    };
    let counts = Counts {
        all: tally.all,
        done: tally.done,
        late: tally.late,
        stuck: tally.stuck,
        not_reported: tally.not_reported,
        unknown: tally.unknown,
        on_schedule: tally.is_on_schedule(),
        months_left,
    };
    let late = w.overview_headline_late(tally.late);
    headline::sentences(w, counts)
        .into_iter()
        .map(|sentence| {
            let is_late = tally.late > 0 && sentence == late;
            (sentence, is_late)
        })
        .collect()
}

pub(super) fn scores(w: &Words, direction: Direction, tally: &MilestoneCounts) -> Vec<Score> {
    let silent = tally.all > 0 && tally.not_reported == tally.all;
    [
        (State::Done, tally.done, w.overview_count_complete(), !silent),
        (State::Prog, tally.in_progress, w.overview_count_in_progress(), !silent),
        (State::Late, tally.late, w.overview_count_late(), !silent),
        (State::Todo, tally.not_started, w.overview_count_not_started(), !silent),
        (State::Stuck, tally.stuck, w.overview_count_stuck(), tally.stuck > 0),
        (
            State::None,
            tally.not_reported,
            w.overview_count_not_reported(),
            tally.not_reported > 0,
        ),
        (
            State::Gone,
            tally.withdrawn,
            w.overview_count_withdrawn(),
            tally.withdrawn > 0,
        ),
    ]
    .into_iter()
    .filter(|(_, _, _, shown)| *shown)
    .map(|(state, number, words, _)| Score {
        number,
        words,
        swatch: wall::swatch(state, direction),
    })
    .collect()
}

/// Returns the next due dates of milestones that are not complete.
fn coming(picture: &Picture<'_>) -> Vec<Coming> {
    let mut ahead: Vec<_> = picture
        .whole
        .commitments
        .iter()
        .flat_map(|commitment| {
            picture.whole.milestones_of(commitment.id).filter_map(move |milestone| {
                let due = milestone.due_on.filter(|due| *due >= picture.today)?;
                milestone
                    .standing(picture.counted)
                    .is_open()
                    .then_some((due, commitment, milestone))
            })
        })
        .collect();
    ahead.sort_by_key(|(due, commitment, milestone)| (*due, commitment.number, milestone.number));
    ahead.truncate(FEW);
    ahead
        .into_iter()
        .map(|(due, commitment, milestone)| Coming {
            day: due.day(),
            month: dates::month_short(picture.language, due),
            iso: dates::iso(due),
            title: milestone.title.clone(),
            href: picture.milestone_href(commitment, milestone),
            text: format!(
                "{} · {}",
                commitment.title,
                codes::milestone_state(picture.w, milestone.standing(picture.counted).code())
            ),
        })
        .collect()
}
