//! A plan: its facts, and its commitments by policy area as a timeline, a list or a table.

use std::collections::BTreeMap;

use askama::Template;
use besa_domain::Error;
use besa_domain::access::SeePlan;
use besa_domain::commitments::Commitment;
use besa_domain::milestones::ComputedState;
use besa_domain::plans::{self, PlanState};
use besa_domain::policy_areas;
use besa_domain::voices::About;
use besa_domain::whole;
use besa_domain::whole::PlanRecords;
use besa_text::{Words, codes, numbers};
use poem::handler;
use poem::web::Path;
use time::Date;

use super::picture::{self, Picture, number, runs, years};
use super::voices::talk::{Talk, talk};
use crate::day::Day;
use crate::endorsements::{self, Line};
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::links::Which;
use crate::media::Format;
use crate::open;
use crate::page::{Cache, see_other};
use crate::records::At;
use crate::status::{self, Status};
use crate::tenant::City;

/// A view of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Timeline,
    List,
    Table,
}

impl View {
    const ALL: [Self; 3] = [Self::Timeline, Self::List, Self::Table];

    fn code(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::List => "list",
            Self::Table => "table",
        }
    }

    fn of(query: Option<&str>) -> Self {
        Self::ALL
            .into_iter()
            .find(|view| query == Some(view.code()))
            .unwrap_or(Self::Timeline)
    }
}

#[derive(Template)]
#[template(path = "public/plan.html")]
struct PlanPage {
    frame: Frame,
    w: &'static Words,
    heading: String,
    lede: String,
    draft: bool,
    /// Which of the city's plans this is; `None` for the current plan.
    earlier: Option<String>,
    facts: Vec<(String, String)>,
    views: Vec<Choice>,
    view: View,
    json: String,
    axis: Option<String>,
    areas: Vec<Area>,
    key: String,
    lines: Vec<picture::Line>,
    prose: Vec<(String, String)>,
    language: Option<String>,
    endorsements: Vec<Line>,
    talk: Talk,
}

/// A view to choose.
struct Choice {
    href: String,
    icon: &'static str,
    words: String,
    chosen: bool,
}

/// The commitments of one policy area.
struct Area {
    title: String,
    labels: Vec<String>,
    items: Vec<Item>,
}

/// One commitment.
struct Item {
    number: i32,
    title: String,
    href: String,
    status: Status,
    lead: Option<String>,
    course: Option<String>,
    milestones: Vec<Step>,
}

/// A milestone in the list under the bricks.
struct Step {
    number: String,
    title: String,
    href: String,
    icon: &'static str,
    /// The state, for readers who do not see the icon.
    word: String,
    late: bool,
    /// "23 days late", "Not reported, due 23 days ago".
    past: Option<String>,
}

#[handler]
pub(super) async fn show(city: City, Path(at): Path<At>) -> Result {
    let cache = Cache::of(&city).await?;
    let (plan, present) = match at.plan(&city).await {
        // The overview says that there is no plan yet.
        Err(Fault::Domain(Error::NotFound(_))) if !at.names_plan() => {
            return Ok(see_other(&city.links().overview()));
        }
        found => found?,
    };
    if at.names_plan() && present == Some(plan.id) {
        return Ok(see_other(&city.links().plan()));
    }
    let whole = whole::for_plan(city.db(), &city.public(), plan).await?;
    let which = Which::of(&whole.plan, present);
    let (about, known) = (About::Plan(whole.plan.id), |id| whole.place(id));
    let (talk, _) = talk(&city, &whole.plan, which, about, known).await?;
    let endorsements = endorsements::lines(&city, &city.public(), &whole.plan).await?;
    cache.page(&page(&city, &whole, which, (talk, endorsements)))
}

fn page(city: &City, whole: &PlanRecords, which: Which<'_>, (talk, endorsements): (Talk, Vec<Line>)) -> PlanPage {
    let picture = Picture::new(city, whole, which);
    let (w, plan) = (picture.w, &whole.plan);
    let view = View::of(city.visitor.request.query("view").as_deref());
    let heading = w.plan_heading(years(w, plan));
    let lede = w.plan_lede(whole.commitments.len(), whole.milestones.len());
    let areas = if view == View::Table {
        Vec::new()
    } else {
        areas(&picture, view == View::Timeline)
    };
    PlanPage {
        frame: city
            .frame(
                if which == Which::Present {
                    w.plan_title()
                } else {
                    heading.clone()
                }
                .as_str(),
                Nav::Plan,
            )
            .described(lede.clone())
            .with_formats(Format::PLAN)
            .about(open::plan_snippet(city, plan)),
        w,
        heading,
        lede,
        draft: matches!(plan.state, PlanState::Draft | PlanState::Consultation),
        earlier: (which != Which::Present).then(|| picture.links.plans()),
        facts: facts(city, &picture),
        views: views(&picture, view),
        view,
        json: picture.links.api(&format!("plans/{}", plan.id)),
        axis: picture.axis().filter(|_| view == View::Timeline),
        areas,
        key: picture.key(),
        lines: picture.table(),
        prose: [
            (w.plan_foreword(), &plan.foreword),
            (w.plan_vision(), &plan.vision),
            (w.plan_challenges(), &plan.challenges),
            (w.plan_engagement(), &plan.engagement),
            (w.plan_monitoring(), &plan.monitoring),
        ]
        .into_iter()
        .filter_map(|(title, text)| Some((title, text.clone()?)))
        .collect(),
        language: (plan.language != city.language().code()).then(|| plan.language.clone()),
        endorsements,
        talk,
    }
}

fn facts(city: &City, picture: &Picture<'_>) -> Vec<(String, String)> {
    let (w, plan, tally) = (picture.w, &picture.whole.plan, picture.tally());
    let day = |day: Option<Date>| day.map(|day| picture.day(day).words);
    let leads = plan.lead_institutions.0.join(", ");
    [
        (w.plan_fact_runs(), runs(picture.language, plan.starts_on, plan.ends_on)),
        (w.plan_fact_time_used(), time_used(picture)),
        (w.plan_fact_milestones(), Some(w.common_count_of(tally.done, tally.all))),
        (w.plan_fact_adopted(), day(plan.adopted_on)),
        (w.plan_fact_submitted(), day(plan.submitted_on)),
        (w.plan_fact_updated(), Some(updated(city, picture).words)),
        (w.plan_fact_state(), Some(codes::plan_state(w, plan.state.code()))),
        (w.plan_fact_lead(), (!leads.is_empty()).then_some(leads)),
    ]
    .into_iter()
    .filter_map(|(title, fact)| Some((title, fact?)))
    .collect()
}

/// Returns the share of the plan's days that have passed, in percent.
fn time_used(picture: &Picture<'_>) -> Option<String> {
    let (from, to) = (picture.whole.plan.starts_on?, picture.whole.plan.ends_on?);
    let all = besa_domain::calendar::days_between(from, to).max(1);
    let passed = besa_domain::calendar::days_between(from, picture.today).clamp(0, all);
    Some(numbers::share(picture.language, passed, all))
}

/// Returns the day of the last change to anything in the plan.
fn updated(city: &City, picture: &Picture<'_>) -> Day {
    let whole = picture.whole;
    let commitments = whole.commitments.iter().map(|row| row.updated_at);
    let milestones = whole.milestones.iter().map(|row| row.updated_at);
    let evidence = whole.evidence.iter().map(|row| row.added_at);
    let last = commitments.chain(milestones).chain(evidence).max();
    let last = last.unwrap_or(whole.plan.updated_at).max(whole.plan.updated_at);
    picture.day(city.local(last).date())
}

fn views(picture: &Picture<'_>, chosen: View) -> Vec<Choice> {
    let (w, base) = (picture.w, picture.links.plan_of(picture.which));
    View::ALL
        .into_iter()
        .map(|view| {
            let (icon, words) = match view {
                View::Timeline => ("chart-gantt", w.plan_view_timeline()),
                View::List => ("list", w.plan_view_list()),
                View::Table => ("table", w.plan_view_table()),
            };
            Choice {
                href: if view == View::Timeline {
                    base.clone()
                } else {
                    format!("{base}?view={}", view.code())
                },
                icon,
                words,
                chosen: view == chosen,
            }
        })
        .collect()
}

/// Groups commitments by policy area: by OGP's theme, else the area without a theme, else the source's own
/// words. The order is that of the first commitment of each.
fn areas(picture: &Picture<'_>, bricks: bool) -> Vec<Area> {
    let mut order: Vec<String> = Vec::new();
    let mut found: BTreeMap<String, Area> = BTreeMap::new();
    let none_given = picture
        .whole
        .commitments
        .iter()
        .all(|commitment| area_of(picture.w, commitment).is_none());
    for commitment in &picture.whole.commitments {
        let (title, label) = area_of(picture.w, commitment).unwrap_or_else(|| {
            let title = if none_given {
                picture.w.workspace_nav_commitments()
            } else {
                picture.w.plan_no_area()
            };
            (title, None)
        });
        if !order.contains(&title) {
            order.push(title.clone());
        }
        let area = found.entry(title.clone()).or_insert_with(|| Area {
            title,
            labels: Vec::new(),
            items: Vec::new(),
        });
        if let Some(label) = label
            && !area.labels.contains(&label)
        {
            area.labels.push(label);
        }
        area.items.push(item(picture, commitment, bricks));
    }
    order.into_iter().filter_map(|title| found.remove(&title)).collect()
}

/// Returns the heading of a commitment: the theme of its policy area, else the area itself, else the area in
/// the source's own words. The second value is the area's name if the heading is its theme. `None` if the
/// commitment has no policy area.
pub(super) fn area_of(w: &Words, commitment: &Commitment) -> Option<(String, Option<String>)> {
    let known = commitment.policy_area.as_deref().and_then(policy_areas::by_code);
    let name = |code| codes::policy_area(w, code);
    match known {
        Some(area) => Some(match area.theme {
            Some(theme) => (name(theme), Some(name(area.code))),
            None => (name(area.code), None),
        }),
        None => commitment.policy_area_said.clone().map(|text| (text, None)),
    }
}

fn item(picture: &Picture<'_>, commitment: &Commitment, bricks: bool) -> Item {
    let milestones = picture.whole.milestones_of(commitment.id).map(|milestone| {
        let standing = milestone.standing(picture.counted);
        let state = status::state(standing);
        Step {
            number: number(commitment, milestone),
            title: milestone.title.clone(),
            href: picture.milestone_href(commitment, milestone),
            icon: status::icon(state),
            word: codes::milestone_state(picture.w, standing.code()),
            late: matches!(standing, ComputedState::Late(_)),
            past: matches!(standing, ComputedState::Late(_) | ComputedState::Unknown(_))
                .then(|| picture.status(milestone).words),
        }
    });
    Item {
        number: commitment.number,
        title: commitment.title.clone(),
        href: picture.commitment_href(commitment),
        status: status::summary(picture.w, commitment, &picture.tally_of(commitment)),
        lead: picture.lead(commitment).map(str::to_owned),
        course: bricks.then(|| picture.course(commitment, 30, 10, true)).flatten(),
        milestones: milestones.collect(),
    }
}

#[derive(Template)]
#[template(path = "public/plans.html")]
struct Plans {
    frame: Frame,
    w: &'static Words,
    plans: Vec<Other>,
}

/// A plan in the list of all plans.
struct Other {
    title: String,
    name: String,
    href: String,
    runs: Option<String>,
    state: String,
    present: bool,
}

/// Lists every published plan, newest first.
#[handler]
pub(super) async fn show_all(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let permit = city.public::<SeePlan>();
    let (listed, present) = plans::list_with_current(city.db(), &permit, city.today()).await?;
    let plans = listed
        .iter()
        .map(|plan| {
            let which = Which::of(plan, present);
            Other {
                title: w.overview_eyebrow(years(w, plan)),
                name: plan.title.clone(),
                href: city.links().plan_of(which),
                runs: runs(city.language(), plan.starts_on, plan.ends_on),
                state: codes::plan_state(w, plan.state.code()),
                present: which == Which::Present,
            }
        })
        .collect();
    let frame = city.frame(&w.plan_all(), Nav::Elsewhere);
    cache.page(&Plans { frame, w, plans })
}
