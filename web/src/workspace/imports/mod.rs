//! Importing a plan: the file, the review of what it would create, and the decision.

mod columns;
mod file;
mod part;
mod records;
mod review;

use askama::Template;
use besa_domain::Error;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Import, ImportState, Member, Note};
use besa_formats::words::Words as Guide;
use besa_formats::workbook;
use besa_text::{Words, numbers};
use poem::http::{StatusCode, header};
use poem::{Response, handler};

use super::BASE;
use super::marks::{self, Status};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::limit;
use crate::page::private;
use crate::pages::Pages;
use crate::public::evidence::disposition;
use review::{Line, line};

/// Adds the pages of imports.
pub(super) fn routes(pages: Pages) -> Pages {
    let most = u64::try_from(workbook::Limits::default().file).unwrap_or(u64::MAX) + limit::FORM;
    pages
        .upload(format!("{BASE}/import"), most, show, file::submit)
        .page(format!("{BASE}/import/workbook"), template)
        .page(format!("{BASE}/imports/:id"), review::show)
        .form(format!("{BASE}/imports/:id/columns"), columns::show, columns::submit)
        .button(format!("{BASE}/imports/:id/decide"), review::decide_on_record)
        .button(format!("{BASE}/imports/:id/undo"), review::take_back)
        .button(format!("{BASE}/imports/:id/confirm"), review::confirm)
        .button(format!("{BASE}/imports/:id/cancel"), review::cancel)
}

/// An earlier import.
struct Earlier {
    name: String,
    href: String,
    day: String,
    state: Status,
}

#[derive(Template)]
#[template(path = "workspace/import.html")]
struct ImportPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    form: Form,
    fixes: Vec<Fix>,
    fix: Option<String>,
    hint: String,
    workbook: String,
    members: Vec<Member>,
    refused: Vec<Line>,
    earlier: Vec<Earlier>,
    nonce: String,
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    page(&request, Form::empty(), &[], Vec::new()).await
}

/// Shows the form for the file, with the errors of the file that was sent.
async fn page(request: &MemberRequest, form: Form, notes: &[Note], members: Vec<Member>) -> Result {
    let all = imports::list(request.db(), &request.permit::<ImportPlan>()?).await?;
    let (w, language) = (request.w(), request.language());
    let most = u64::try_from(workbook::Limits::default().file).unwrap_or(u64::MAX);
    let label = w.import_field_file();
    let fixes = form.fixes(&[("file", label.clone()), ("member", w.import_member())], language);
    let refused = !fixes.is_empty() || !notes.is_empty() || !members.is_empty();
    let frame = request.frame(&w.import_title()).refused(refused);
    let page = ImportPage {
        fix: form.fix("file", &label, &frame),
        frame,
        w,
        hint: w.import_hint_file(numbers::bytes(language, most)),
        workbook: request.at("import/workbook"),
        refused: notes.iter().map(|note| line(request, note)).collect(),
        members,
        earlier: all.iter().map(|import| earlier(request, import)).collect(),
        form,
        fixes,
        nonce: request.nonce(),
        shell: Shell::of(request, Open::Import).await?,
    };
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    private(status, &page)
}

fn earlier(request: &MemberRequest, import: &Import) -> Earlier {
    Earlier {
        name: import.origin.file_name.clone(),
        href: request.at(&format!("imports/{}", import.id)),
        day: request.day_of(import.created_at),
        state: state_mark(import.state, request.w()),
    }
}

fn state_mark(state: ImportState, w: &Words) -> Status {
    match state {
        ImportState::Waiting => marks::plain("hourglass", w.import_state_waiting()),
        ImportState::Making => marks::plain("hourglass", w.import_state_making()),
        ImportState::Reviewing => marks::plain("hourglass", w.import_state_reviewing()),
        ImportState::Confirmed => marks::plain("check", w.import_state_confirmed()),
        ImportState::Cancelled => marks::plain("x", w.import_state_cancelled()),
        ImportState::Undone => marks::plain("x", w.import_state_undone()),
    }
}

/// Downloads the empty workbook, in the language of the page.
#[handler]
async fn template(request: MemberRequest) -> Result {
    request.permit::<ImportPlan>()?;
    let bytes = workbook::template(&Guide::new(request.language())).map_err(Error::internal)?;
    Ok(Response::builder()
        .content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .header(
            header::CONTENT_DISPOSITION,
            disposition(&format!("besa-plan-{}.xlsx", request.language())),
        )
        .header(header::CACHE_CONTROL, "no-store")
        .body(bytes))
}
