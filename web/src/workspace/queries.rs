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
use super::ask::{Ask, Panel};
use super::desk::Desk;
use super::field::Field;
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
async fn list(desk: Desk) -> Result {
    let w = desk.w();
    let queries = queries::queries(desk.db(), &desk.permit::<SeeQueries>()?).await?;
    let reads = queries::reads(desk.db(), &desk.permit::<AnswerQuery>()?).await?;
    let page = QueriesPage {
        frame: desk.frame(&w.query_title()),
        w,
        queries: queries.iter().map(|query| row(&desk, query)).collect(),
        reads: reads
            .iter()
            .map(|event| {
                (
                    desk.day_of(event.at),
                    log::sentence(desk.language(), &Event::ReviewRead {}, desk.city.name()),
                )
            })
            .collect(),
        shell: Shell::of(&desk, Open::Queries).await?,
    };
    private(StatusCode::OK, &page)
}

fn row(desk: &Desk, query: &Query) -> QueryRow {
    let open = query.state == QueryState::Open;
    QueryRow {
        act: open.then(|| desk.at(&format!("queries/{}", query.id))),
        ..query_row(
            desk.w(),
            query,
            |at| desk.day_of(at),
            |day| dates::day(desk.language(), day),
        )
    }
}

#[handler]
async fn show(desk: Desk) -> Result {
    let query = queries::query(desk.db(), &desk.permit::<SeeQueries>()?, desk.id()?).await?;
    match query.state {
        QueryState::Open => page(&desk, &query, Form::empty()).await,
        QueryState::Answered => Ok(see_other(&answered(&desk, &query))),
    }
}

/// Returns the URL of an answered question in the list.
fn answered(desk: &Desk, query: &Query) -> String {
    desk.at(&format!("queries#q-{}", query.id))
}

#[handler]
async fn reply(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<AnswerQuery>()?;
    let query = queries::query(desk.db(), &desk.permit::<SeeQueries>()?, desk.id()?).await?;
    let draft = AnswerDraft {
        answer: form.value("answer").to_owned(),
    };
    let once = form.once(&draft)?;
    match queries::answer(desk.db(), &permit, Some(&once), query.id, form.version(), draft).await {
        Ok(_) => Ok(desk.done(Flash::QueryAnswered, &answered(&desk, &query))),
        // Another member answered meanwhile, and that answer was sent.
        Err(Error::Conflict(Conflict::StateStep | Conflict::StaleVersion { .. })) => {
            Ok(see_other(&answered(&desk, &query)))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &query, form).await
        }
    }
}

async fn page(desk: &Desk, query: &Query, form: Form) -> Result {
    let w = desk.w();
    let told = row(desk, query);
    Ask::new(desk, Open::Queries, w.query_one(), desk.at("queries"))
        .await?
        .under(w.query_title(), desk.at("queries"))
        .lede(w.query_lede())
        .fields(vec![
            Field::prose("answer", w.query_field_answer(), 8).hint(w.query_hint_answer()),
        ])
        .button(w.query_answer())
        .version(query.version)
        .panel(Panel {
            title: w.review_query_field_question(),
            text: Some(format!("{}\n\n{}", told.question, told.facts)),
            ..Panel::default()
        })
        .show(form)
}
