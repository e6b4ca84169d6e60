//! The queue of cities that need a reviewer, because something is late, silent or due.

use askama::Template;
use besa_domain::plans::PlanState;
use besa_domain::review::{self, Filter, Line, NeedKind, Reason};
use besa_text::{Language, Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;

use super::super::marks::{Status, plain};
use super::super::shell::Shell;
use super::reviewer_request::{FilterField, Open, ReviewerRequest, countries, frame, options, record, shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pager::{self, Pager};

/// A city in the list.
struct Row {
    name: String,
    href: String,
    facts: String,
    reasons: Vec<Status>,
}

#[derive(Template)]
#[template(path = "review/queue.html")]
struct QueuePage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    filters: Vec<FilterField>,
    needy: Vec<Row>,
    calm: Vec<Row>,
    pager: Pager,
}

/// The maximum number of cities per page.
const CITIES: u64 = 50;

#[handler]
pub(super) async fn show(request: ReviewerRequest) -> Result {
    let w = request.w();
    let filter = narrowing(&request);
    let slice = pager::slice(&request.visitor.request, CITIES);
    let queue = review::queue(request.visitor.db(), &request.permit, &filter, &slice).await?;
    let rows = |needy: bool| {
        let wanted = queue
            .page
            .rows
            .iter()
            .filter(move |line| line.reasons.iter().any(|reason| !reason.is_soon()) == needy);
        wanted
            .map(|line| row(w, request.visitor.language, line))
            .collect::<Vec<_>>()
    };
    let needy = usize::try_from(queue.totals.needy).unwrap_or(usize::MAX);
    let page = QueuePage {
        frame: frame(&request.visitor, &w.review_queue_title(needy)),
        w,
        shell: shell(&request.visitor, Open::Queue),
        filters: filters(w, &filter, &queue.countries),
        needy: rows(true),
        calm: rows(false),
        pager: Pager::of(&request.visitor.request, &queue.page),
    };
    private(StatusCode::OK, &page)
}

/// Returns the filter of the URL's query.
pub(super) fn narrowing(request: &ReviewerRequest) -> Filter {
    let value = |name: &str| request.visitor.request.query(name).filter(|value| !value.is_empty());
    Filter {
        country: value("country"),
        state: value("state").and_then(|code| code.parse().ok()),
        need: value("need").and_then(|code| code.parse().ok()),
        ..Filter::default()
    }
}

/// Returns the filters to choose from; `known` are the countries of the reviewer's cities.
pub(super) fn filters(w: &Words, filter: &Filter, known: &[String]) -> Vec<FilterField> {
    let published = PlanState::ALL.iter().filter(|state| **state != PlanState::Draft);
    let states = published.map(|state| (state.code().to_owned(), codes::plan_state(w, state.code())));
    let needs = NeedKind::ALL.iter().map(|need| need.code());
    let needs = needs.map(|code| (code.to_owned(), codes::review_need(w, code)));
    vec![
        FilterField {
            name: "country",
            label: w.review_filter_country(),
            choices: countries(w, known, filter.country.as_deref()),
        },
        FilterField {
            name: "state",
            label: w.review_filter_state(),
            choices: options(w, states, filter.state.map(PlanState::code)),
        },
        FilterField {
            name: "need",
            label: w.review_filter_need(),
            choices: options(w, needs, filter.need.map(NeedKind::code)),
        },
    ]
}

fn row(w: &Words, language: Language, line: &Line) -> Row {
    let country = codes::country(w, &line.tenant.country);
    let facts = match &line.figures {
        Some(figures) => format!(
            "{country} · {} · {}",
            figures.reference,
            codes::plan_state(w, figures.plan_state.code())
        ),
        None => country,
    };
    Row {
        name: line.tenant.name(language.code()).to_owned(),
        href: record(&line.tenant.slug, ""),
        facts,
        reasons: line
            .reasons
            .iter()
            .map(|reason| reason_mark(w, language, *reason))
            .collect(),
    }
}

/// Returns a reason as a tag.
pub(super) fn reason_mark(w: &Words, language: Language, reason: Reason) -> Status {
    let day = |day| dates::day(language, day);
    match reason {
        Reason::Late { milestones, days } => {
            let longest = w.common_days_late(days).to_lowercase();
            Status {
                class: "late",
                icon: "clock-alert",
                words: w.review_reason_late(milestones, longest),
            }
        }
        Reason::Silent { since } => Status {
            class: "stuck",
            icon: "bell-off",
            words: since.map_or_else(|| w.review_reason_never(), |since| w.review_reason_silent(day(since))),
        },
        Reason::Ending { on, passed: true } => plain("calendar-clock", w.review_reason_ended(day(on))),
        Reason::Ending { on, passed: false } => plain("calendar-clock", w.review_reason_ending(day(on))),
        Reason::Assessment { on, passed: true } => Status {
            class: "late",
            icon: "clock-alert",
            words: w.review_reason_unassessed(day(on)),
        },
        Reason::Assessment { on, passed: false } => plain("clipboard-list", w.review_reason_assessment(day(on))),
        Reason::NoPlan => plain("circle-help", w.review_reason_no_plan()),
        Reason::Due { on } => plain("calendar", w.review_reason_due(day(on))),
    }
}
