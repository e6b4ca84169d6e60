//! Questions in all cities, and which still wait for an answer. The answers are in each city's record.

use askama::Template;
use besa_domain::queries::QueryState;
use besa_domain::review::{self, CityQuestion};
use besa_text::{Language, Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;

use super::super::marks::{Status, plain};
use super::super::shell::Shell;
use super::queue::narrowing;
use super::reviewer_request::{FilterField, Open, ReviewerRequest, frame, options, record, shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;

/// Maximum number of questions per page.
const MAX: usize = 100;

/// A question.
struct Row {
    city: String,
    href: String,
    question: String,
    status: Status,
    facts: String,
}

#[derive(Template)]
#[template(path = "review/asked.html")]
struct QueriesPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    filters: Vec<FilterField>,
    rows: Vec<Row>,
    some: Option<String>,
    /// Whether no question was ever asked.
    never: bool,
}

#[handler]
pub(super) async fn show(request: ReviewerRequest) -> Result {
    let (w, language) = (request.w(), request.visitor.language);
    let mut found = review::asked(request.visitor.db(), &request.permit).await?;
    let never = found.is_empty();
    let (filter, mut filters) = narrowing(&request, found.iter().map(|one| &one.line.tenant));
    let wanted = request.visitor.request.query("answer");
    // The default is open questions; the empty choice means all.
    let wanted = wanted.map_or(Some(QueryState::Open), |code| code.parse().ok());
    let states = QueryState::ALL.iter().map(|state| state.code());
    let states = states.map(|code| (code.to_owned(), codes::query_state(w, code)));
    let answer = FilterField {
        name: "answer",
        label: w.review_filter_answer(),
        choices: options(w, states, wanted.map(QueryState::code)),
    };
    filters.insert(0, answer);
    found.retain(|one| filter.takes(&one.line) && wanted.is_none_or(|state| state == one.question.state));
    let page = QueriesPage {
        frame: frame(&request.visitor, &w.review_asked_title()),
        w,
        shell: shell(&request.visitor, Open::Queries),
        filters,
        some: (found.len() > MAX).then(|| w.review_asked_some(MAX, found.len())),
        rows: found.iter().take(MAX).map(|one| row(w, language, one)).collect(),
        never,
    };
    private(StatusCode::OK, &page)
}

fn row(w: &Words, language: Language, one: &CityQuestion) -> Row {
    let day = |day| dates::day(language, day);
    let words = codes::query_state(w, one.question.state.code());
    let mut facts = vec![w.review_query_asked(day(one.on()))];
    let status = match (one.answered_on(), one.days_late()) {
        (Some(on), _) => {
            facts.push(w.review_asked_answered(day(on), one.days()));
            Status {
                class: "done",
                icon: "circle-check",
                words,
            }
        }
        (None, Some(late)) => Status {
            class: "late",
            icon: "clock-alert",
            words: w.common_days_late(late),
        },
        (None, None) => plain("hourglass", words),
    };
    if one.answered_on().is_none() {
        facts.push(w.review_asked_waits(one.days()));
        facts.extend(one.question.due_on.map(|due| w.review_query_due(day(due))));
    }
    Row {
        city: one.line.tenant.name(language.code()).to_owned(),
        href: format!("{}#q-{}", record(&one.line.tenant.slug, ""), one.question.id),
        question: one.question.text.clone(),
        status,
        facts: facts.join(" · "),
    }
}
