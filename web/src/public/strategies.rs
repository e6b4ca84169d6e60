//! The municipality's other plans, beside its OGP action plan.

use askama::Template;
use besa_domain::StrategyId;
use besa_domain::access::{SeePlan, SeeStrategies};
use besa_domain::commitments::Commitment;
use besa_domain::plans;
use besa_domain::strategies::{self, Strategy};
use besa_text::{Words, codes, numbers, words};
use poem::handler;
use poem::web::Path;

use super::commitment::described;
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::links::Which;
use crate::media::Format;
use crate::open::What;
use crate::page::Cache;
use crate::pages::Pages;
use crate::tenant::City;

pub(super) fn routes(pages: Pages) -> Pages {
    pages.page("/:city/:lang/strategies", list).record(
        "/:city/:lang/strategies/:id",
        show,
        What::Strategy,
        Format::RECORD,
    )
}

/// Returns the years of a plan as text; `None` if they are not known.
pub(crate) fn period(w: &Words, strategy: &Strategy) -> Option<String> {
    let year = |year: i32| year.to_string();
    match (strategy.first_year, strategy.last_year) {
        (Some(first), Some(last)) if first == last => Some(year(first)),
        (Some(first), Some(last)) => Some(w.common_from_to(year(first), year(last))),
        (Some(first), None) => Some(w.strategy_since(year(first))),
        (None, Some(last)) => Some(w.strategy_until(year(last))),
        (None, None) => None,
    }
}

/// Returns the kind and the years, on one line.
fn facts(w: &Words, strategy: &Strategy) -> String {
    let kind = codes::strategy_kind(w, strategy.kind.code());
    match period(w, strategy) {
        Some(years) => format!("{kind} · {years}"),
        None => kind,
    }
}

/// Returns the title and URL of the other plans that contain a commitment.
pub(super) async fn part_of(city: &City, commitment: &Commitment) -> Result<Vec<(String, String)>> {
    let permit = city.public::<SeeStrategies>();
    let found = strategies::with_commitment(city.db(), &permit, commitment).await?;
    let links = city.links();
    Ok(found
        .into_iter()
        .map(|row| (row.title, links.strategy(row.id)))
        .collect())
}

#[derive(Template)]
#[template(path = "public/strategies/list.html")]
struct StrategiesPage {
    frame: Frame,
    w: &'static Words,
    lede: String,
    /// Title, facts and URL of each plan.
    plans: Vec<(String, String, String)>,
    json: String,
}

#[handler]
async fn list(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let all = strategies::strategies(city.db(), &city.public::<SeeStrategies>(), None).await?;
    let plans = all
        .iter()
        .map(|row| (row.title.clone(), facts(w, row), city.links().strategy(row.id)));
    let lede = w.strategy_lede(city.name());
    cache.page(&StrategiesPage {
        frame: city.frame(&w.strategy_title(), Nav::Plan).described(lede.clone()),
        w,
        lede,
        plans: plans.collect(),
        json: city.links().api("strategies"),
    })
}

/// A past round of participatory budgeting.
struct Round {
    year: i32,
    amount: String,
    source: String,
    /// Whether the source is a URL.
    linked: bool,
    note: Option<String>,
}

#[derive(Template)]
#[template(path = "public/strategies/strategy.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    strategies: String,
    facts: String,
    summary: Option<String>,
    source: Option<String>,
    /// Title and URL.
    documents: Vec<(String, String)>,
    commitments: Vec<(String, String)>,
    areas: Vec<String>,
    targets: Vec<String>,
    rounds: Vec<Round>,
    json: String,
}

#[handler]
async fn show(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    let id: StrategyId = id.parse().ok().ok_or(Fault::Missing)?;
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let found = strategies::strategy(city.db(), &city.public::<SeeStrategies>(), id).await?;
    let strategy = found.strategy;
    let areas = strategy.policy_areas.0.iter();
    let rounds = found.rounds.into_iter().map(|round| Round {
        year: round.year,
        amount: format!("{} {}", numbers::number(city.language(), round.amount), round.currency),
        linked: ["https://", "http://"]
            .iter()
            .any(|start| round.source.starts_with(start)),
        source: round.source,
        note: round.note,
    });
    cache.page(&One {
        frame: described(city.frame(&strategy.title, Nav::Plan), strategy.summary.as_deref())
            .with_formats(Format::RECORD),
        w,
        strategies: city.links().strategies(),
        facts: facts(w, &strategy),
        commitments: linked(&city, &found.commitments).await?,
        areas: areas.map(|code| codes::policy_area(w, code)).collect(),
        targets: strategy.sdg_targets.0,
        documents: strategy
            .documents
            .0
            .into_iter()
            .map(|one| (one.title, one.link))
            .collect(),
        summary: strategy.summary,
        source: strategy.source,
        rounds: rounds.collect(),
        json: city.links().api(&format!("strategies/{id}")),
    })
}

/// Returns the titles and URLs of commitments of any plan.
async fn linked(city: &City, commitments: &[Commitment]) -> Result<Vec<(String, String)>> {
    let permit = city.public::<SeePlan>();
    let (plans, present) = plans::list_with_current(city.db(), &permit, city.today()).await?;
    let lines = commitments.iter().filter_map(|commitment| {
        let plan = plans.iter().find(|plan| plan.id == commitment.plan_id)?;
        let which = Which::of(plan, present);
        let title = match which {
            Which::Present => commitment.title.clone(),
            Which::Earlier(_) => {
                let w = words(city.language());
                format!("{} ({})", commitment.title, super::picture::years(w, plan))
            }
        };
        Some((title, city.links().commitment(which, commitment)))
    });
    Ok(lines.collect())
}
