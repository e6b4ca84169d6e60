//! Questions in all cities, and which still wait for an answer. The answers are in each city's record.

use askama::Template;
use besa_domain::queries::QueryState;
use besa_domain::review::{self, CityQuestion};
use besa_text::{Language, Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;

use super::super::marks::{Status, plain};
use super::super::shell::Shell;
use super::queue::{filters, narrowing};
use super::reviewer_request::{FilterField, Open, ReviewerRequest, frame, options, record, shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pager::{self, Pager};

/// Maximum number of questions per page.
const MAX: u64 = 50;

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
    pager: Pager,
    /// Whether no question was ever asked.
    never: bool,
}

#[handler]
pub(super) async fn show(request: ReviewerRequest) -> Result {
    let (w, language) = (request.w(), request.visitor.language);
    let filter = narrowing(&request);
    let wanted = request.visitor.request.query("answer");
    // The default is open questions; the empty choice means all.
    let wanted = wanted.map_or(Some(QueryState::Open), |code| code.parse().ok());
    let slice = pager::slice(&request.visitor.request, MAX);
    let found = review::asked(request.visitor.db(), &request.permit, &filter, wanted, &slice).await?;
    let states = QueryState::ALL.iter().map(|state| state.code());
    let states = states.map(|code| (code.to_owned(), codes::query_state(w, code)));
    let answer = FilterField {
        name: "answer",
        label: w.review_filter_answer(),
        choices: options(w, states, wanted.map(QueryState::code)),
    };
    let mut filters = filters(w, &filter, &found.countries);
    filters.insert(0, answer);
    let page = QueriesPage {
        frame: frame(&request.visitor, &w.review_asked_title()),
        w,
        shell: shell(&request.visitor, Open::Queries),
        filters,
        pager: Pager::of(&request.visitor.request, &found.page),
        rows: found.page.rows.iter().map(|one| row(w, language, one)).collect(),
        never: found.never,
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
        city: one.tenant.name(language.code()).to_owned(),
        href: format!("{}#q-{}", record(&one.tenant.slug, ""), one.question.id),
        question: one.question.text.clone(),
        status,
        facts: facts.join(" · "),
    }
}
