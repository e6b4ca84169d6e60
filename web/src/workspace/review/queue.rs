//! The queue of cities that need a reviewer, because something is late, silent or due.

use askama::Template;
use besa_domain::plans::PlanState;
use besa_domain::review::{self, Filter, Line, NeedKind, Reason};
use besa_domain::tenants::Tenant;
use besa_text::{Language, Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;

use super::super::marks::{Status, plain};
use super::super::shell::Shell;
use super::reviewer_request::{FilterField, Open, ReviewerRequest, countries, frame, options, record, shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;

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
}

#[handler]
pub(super) async fn show(request: ReviewerRequest) -> Result {
    let w = request.w();
    let mut lines = review::queue(request.visitor.db(), &request.permit, &Filter::default()).await?;
    let (filter, filters) = narrowing(&request, lines.iter().map(|line| &line.tenant));
    lines.retain(|line| filter.takes(line));
    let rows = |needy: bool| {
        let wanted = lines.iter().filter(move |line| line.reasons.is_empty() != needy);
        wanted
            .map(|line| row(w, request.visitor.language, line))
            .collect::<Vec<_>>()
    };
    let (needy, calm) = (rows(true), rows(false));
    let page = QueuePage {
        frame: frame(&request.visitor, &w.review_queue_title(needy.len())),
        w,
        shell: shell(&request.visitor, Open::Queue),
        filters,
        needy,
        calm,
    };
    private(StatusCode::OK, &page)
}

/// Returns the filter of the URL's query, and the filters to choose from.
pub(super) fn narrowing<'c>(
    request: &ReviewerRequest,
    of: impl Iterator<Item = &'c Tenant>,
) -> (Filter, Vec<FilterField>) {
    let (w, info) = (request.w(), &request.visitor.request);
    let value = |name: &str| info.query(name).filter(|value| !value.is_empty());
    let (country, state, need) = (value("country"), value("state"), value("need"));
    let published = PlanState::ALL.iter().filter(|state| **state != PlanState::Draft);
    let states = published.map(|state| (state.code().to_owned(), codes::plan_state(w, state.code())));
    let needs = NeedKind::ALL.iter().map(|need| need.code());
    let needs = needs.map(|code| (code.to_owned(), codes::review_need(w, code)));
    let filters = vec![
        FilterField {
            name: "country",
            label: w.review_filter_country(),
            choices: countries(w, of, country.as_deref()),
        },
        FilterField {
            name: "state",
            label: w.review_filter_state(),
            choices: options(w, states, state.as_deref()),
        },
        FilterField {
            name: "need",
            label: w.review_filter_need(),
            choices: options(w, needs, need.as_deref()),
        },
    ];
    let filter = Filter {
        country,
        state: state.and_then(|code| code.parse().ok()),
        need: need.and_then(|code| code.parse().ok()),
        ..Filter::default()
    };
    (filter, filters)
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
