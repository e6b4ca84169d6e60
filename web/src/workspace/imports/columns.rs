//! The columns of a file: what each holds, with its first values, and the choice of a person.

use askama::Template;
use besa_domain::ImportId;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, ColumnChoice, Decision, FIELDS, Why};
use besa_text::Words;
use besa_text::codes::import_field;
use poem::handler;
use poem::http::StatusCode;
use std::collections::BTreeMap;

use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use crate::error::Result;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{private, see_other};

/// A column of the file.
struct Line {
    /// The name of its select.
    name: String,
    heading: String,
    place: String,
    values: Vec<String>,
    choices: Vec<Choice>,
    /// Whether the chosen field is a guess from the values.
    guessed: bool,
    /// Whether a person should look at it.
    open: bool,
}

/// A field that a column can hold.
struct Choice {
    code: &'static str,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "workspace/import_columns.html")]
struct ImportColumnsPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    blocked: bool,
    back: String,
    lines: Vec<Line>,
    nonce: String,
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let id: ImportId = request.id()?;
    let review = imports::review(request.db(), &request.permit::<ImportPlan>()?, id).await?;
    let w = request.w();
    let columns = review.columns.iter().filter(|column| column.is_used());
    let page = ImportColumnsPage {
        frame: request.frame(&w.import_columns_title()),
        w,
        blocked: review.blocked,
        back: request.at(&format!("imports/{id}")),
        lines: columns.map(|column| line(w, column)).collect(),
        nonce: request.nonce(),
        shell: Shell::of(&request, Open::Import)
            .await?
            .under(w.import_review_title(), request.at(&format!("imports/{id}"))),
    };
    private(StatusCode::OK, &page)
}

fn line(w: &Words, column: &ColumnChoice) -> Line {
    // What the values speak for is offered; it is read when the person sends it.
    let guessed = column.field.is_empty() && !column.guess.is_empty();
    let offered = if guessed { &column.guess } else { &column.field };
    let choices = FIELDS.iter().map(|field| Choice {
        code: field.code,
        words: import_field(w, field.code),
        chosen: field.code == offered,
    });
    Line {
        name: format!("column-{}", column.key),
        heading: if column.heading.is_empty() {
            w.import_columns_no_heading()
        } else {
            column.heading.clone()
        },
        place: column.cell.clone(),
        values: column.values.clone(),
        choices: choices.collect(),
        guessed,
        open: matches!(column.why, Why::Unknown | Why::Guessed | Why::Twice),
    }
}

#[handler]
pub(super) async fn submit(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let review = imports::review(request.db(), &permit, id).await?;
    let mut chosen = BTreeMap::new();
    for column in review.columns.iter().filter(|column| column.is_used()) {
        let code = form.value(&format!("column-{}", column.key)).to_owned();
        // What is known stays known; a guess that is sent back is a choice.
        if code != column.field || column.why == Why::Guessed {
            chosen.insert(column.key.clone(), code);
        }
    }
    let once = form.once(&("columns", id, &chosen))?;
    imports::decide(request.db(), &permit, Some(&once), id, vec![Decision::Columns(chosen)]).await?;
    Ok(see_other(&request.at(&format!("imports/{id}"))))
}
