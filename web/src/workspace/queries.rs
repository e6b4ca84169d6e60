//! Questions from OGP's reviewers, the city's answers, and the log of when reviewers opened the city's
//! record.

use askama::Template;
use besa_domain::access::{AnswerQuery, SeeQueries};
use besa_domain::log::Event;
use besa_domain::queries;
use besa_domain::queries::{AnswerDraft, Query, QueryState};
use besa_domain::{Conflict, Error};
use besa_formats::log;
use besa_text::{Words, dates};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::field::Field;
use super::form_page::{FormPage, Panel};
use super::member_request::MemberRequest;
use super::review::{QueryRow, query_row};
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{private, see_other};
use crate::pages::Pages;

/// Adds the pages of questions.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/queries"), list)
        .form(format!("{BASE}/queries/:id"), show, reply)
}

#[derive(Template)]
#[template(path = "workspace/queries.html")]
struct QueriesPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    queries: Vec<QueryRow>,
    /// When reviewers opened the record: the day and the sentence of the log.
    reads: Vec<(String, String)>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let w = request.w();
    let queries = queries::queries(request.db(), &request.permit::<SeeQueries>()?).await?;
    let reads = queries::reads(request.db(), &request.permit::<AnswerQuery>()?).await?;
    let page = QueriesPage {
        frame: request.frame(&w.query_title()),
        w,
        queries: queries.iter().map(|query| row(&request, query)).collect(),
        reads: reads
            .iter()
            .map(|event| {
                (
                    request.day_of(event.at),
                    log::sentence(request.language(), &Event::ReviewRead {}, request.city.name()),
                )
            })
            .collect(),
        shell: Shell::of(&request, Open::Queries).await?,
    };
    private(StatusCode::OK, &page)
}

fn row(request: &MemberRequest, query: &Query) -> QueryRow {
    let open = query.state == QueryState::Open;
    QueryRow {
        act: open.then(|| request.at(&format!("queries/{}", query.id))),
        ..query_row(
            request.w(),
            query,
            |at| request.day_of(at),
            |day| dates::day(request.language(), day),
        )
    }
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    let query = queries::query(request.db(), &request.permit::<SeeQueries>()?, request.id()?).await?;
    match query.state {
        QueryState::Open => page(&request, &query, Form::empty()).await,
        QueryState::Answered => Ok(see_other(&answered(&request, &query))),
    }
}

/// Returns the URL of an answered question in the list.
fn answered(request: &MemberRequest, query: &Query) -> String {
    request.at(&format!("queries#q-{}", query.id))
}

#[handler]
async fn reply(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<AnswerQuery>()?;
    let query = queries::query(request.db(), &request.permit::<SeeQueries>()?, request.id()?).await?;
    let draft = AnswerDraft {
        answer: form.value("answer").to_owned(),
    };
    let once = form.once(&draft)?;
    match queries::answer(request.db(), &permit, Some(&once), query.id, form.version(), draft).await {
        Ok(_) => Ok(request.done(Flash::QueryAnswered, &answered(&request, &query))),
        // Another member answered meanwhile, and that answer was sent.
        Err(Error::Conflict(Conflict::StateStep | Conflict::StaleVersion { .. })) => {
            Ok(see_other(&answered(&request, &query)))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &query, form).await
        }
    }
}

async fn page(request: &MemberRequest, query: &Query, form: Form) -> Result {
    let w = request.w();
    let row_view = row(request, query);
    FormPage::new(request, Open::Queries, w.query_one(), request.at("queries"))
        .await?
        .under(w.query_title(), request.at("queries"))
        .lede(w.query_lede())
        .fields(vec![
            Field::prose("answer", w.query_field_answer(), 8).hint(w.query_hint_answer()),
        ])
        .button(w.query_answer())
        .version(query.version)
        .panel(Panel {
            title: w.review_query_field_question(),
            text: Some(format!("{}\n\n{}", row_view.question, row_view.facts)),
            ..Panel::default()
        })
        .show(form)
}
