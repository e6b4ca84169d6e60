//! The municipality's other plans, and rounds of participatory budgeting.

mod form;
mod round;

use askama::Template;
use besa_domain::access::{EditStrategies, SeeStrategies};
use besa_domain::strategies::{self, Strategy};
use besa_text::{Words, codes, numbers};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;
use crate::public::strategies::period;

/// Adds the pages of the other plans.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/strategies"), list)
        .form(format!("{BASE}/strategies/new"), form::new, form::create)
        .page(format!("{BASE}/strategies/:id"), show)
        .form(format!("{BASE}/strategies/:id/edit"), form::edit, form::save)
        .form(format!("{BASE}/strategies/:id/rounds/new"), round::new, round::create)
        .form(format!("{BASE}/rounds/:id"), round::edit, round::save)
}

/// Returns the URL of a plan's page.
fn there(request: &MemberRequest, strategy: &Strategy) -> String {
    request.at(&format!("strategies/{}", strategy.id))
}

/// A plan in the list.
struct Line {
    title: String,
    href: String,
    kind: String,
    years: String,
}

#[derive(Template)]
#[template(path = "workspace/strategies/list.html")]
struct StrategiesPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    new: Option<String>,
    lines: Vec<Line>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let w = request.w();
    let all = strategies::strategies(request.db(), &request.permit::<SeeStrategies>()?, None).await?;
    let lines = all.iter().map(|row| Line {
        title: row.title.clone(),
        href: there(&request, row),
        kind: codes::strategy_kind(w, row.kind.code()),
        years: period(w, row).unwrap_or_else(|| w.common_not_given()),
    });
    let page = StrategiesPage {
        frame: request.frame(&w.strategy_title()),
        w,
        new: request.may::<EditStrategies>().then(|| request.at("strategies/new")),
        lines: lines.collect(),
        shell: Shell::of(&request, Open::Strategies).await?,
    };
    private(StatusCode::OK, &page)
}

/// A round in the list.
struct Round {
    year: i32,
    href: Option<String>,
    amount: String,
    source: String,
}

#[derive(Template)]
#[template(path = "workspace/strategies/show.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    line: String,
    edit: Option<String>,
    public: String,
    add: Option<String>,
    rounds: Vec<Round>,
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    let w = request.w();
    let found = strategies::strategy(request.db(), &request.permit::<SeeStrategies>()?, request.id()?).await?;
    let edits = request.may::<EditStrategies>();
    let here = there(&request, &found.strategy);
    let rounds = found.rounds.iter().map(|round| Round {
        year: round.year,
        href: edits.then(|| request.at(&format!("rounds/{}", round.id))),
        amount: format!(
            "{} {}",
            numbers::number(request.language(), round.amount),
            round.currency
        ),
        source: round.source.clone(),
    });
    let page = One {
        frame: request.frame(&found.strategy.title),
        w,
        shell: Shell::of(&request, Open::Strategies)
            .await?
            .under(w.strategy_title(), request.at("strategies")),
        line: codes::strategy_kind(w, found.strategy.kind.code()),
        edit: edits.then(|| format!("{here}/edit")),
        public: request.city.links().strategy(found.strategy.id),
        add: edits.then(|| format!("{here}/rounds/new")),
        rounds: rounds.collect(),
    };
    private(StatusCode::OK, &page)
}
