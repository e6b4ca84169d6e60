//! The review of an import: what it would create, every doubtful cell, and the decision.

use askama::Template;
use besa_domain::ImportId;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Code, Count, Import, ImportState, Note, Severity};
use besa_text::codes::{self, Doubt};
use besa_text::{Words, dates, numbers};
use poem::handler;
use poem::http::StatusCode;

use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use super::state_mark;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;
use crate::status::Status;

/// A note about one place of the file.
pub(super) struct Line {
    pub(super) place: String,
    pub(super) found: String,
    pub(super) reason: String,
}

/// Formats a number of records of a kind.
type Say = fn(&Words, usize) -> String;

/// The number of records that would be created, as text.
struct Made {
    words: String,
}

/// The URLs of the two decisions.
struct Decide {
    yes: String,
    no: String,
}

#[derive(Template)]
#[template(path = "workspace/review.html")]
struct ImportReviewPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    state: Status,
    lede: Option<String>,
    makes: Vec<Made>,
    unchanged: Option<String>,
    nothing: bool,
    doubts: Vec<Line>,
    refused: Vec<Line>,
    decide: Option<Decide>,
    plan: Option<String>,
    /// One nonce per decision.
    nonces: [String; 2],
}

async fn read(request: &MemberRequest) -> Result<Import> {
    let id: ImportId = request.id()?;
    Ok(imports::get(request.db(), &request.permit::<ImportPlan>()?, id).await?)
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let import = read(&request).await?;
    let w = request.w();
    let of = |severity: Severity| {
        let notes = import.notes.iter().filter(|note| note.severity() == severity);
        notes.map(|note| line(&request, note)).collect::<Vec<_>>()
    };
    let reviewing = import.state == ImportState::Reviewing;
    let made = &import.outcome;
    let counts: [(Count, Say); 6] = [
        (made.plans, |w, count| w.import_count_plans(count)),
        (made.commitments, |w, count| w.import_count_commitments(count)),
        (made.milestones, |w, count| w.import_count_milestones(count)),
        (made.organisations, |w, count| w.import_count_stakeholders(count)),
        (made.people, |w, count| w.import_count_people(count)),
        (made.findings, |w, count| w.import_count_findings(count)),
    ];
    let unchanged: usize = counts.iter().map(|(count, _)| count.unchanged).sum();
    let makes = counts
        .iter()
        .filter(|(count, _)| count.made > 0)
        .map(|(count, words)| Made {
            words: words(w, count.made),
        });
    let title = if reviewing {
        w.import_review_title()
    } else {
        import.origin.file_name.clone()
    };
    let at = |what: &str| request.at(&format!("imports/{}/{what}", import.id));
    let page = ImportReviewPage {
        frame: request.frame(&title),
        w,
        state: state_mark(import.state, w),
        lede: reviewing.then(|| w.import_review_lede(&import.origin.file_name)),
        makes: makes.collect(),
        unchanged: (unchanged > 0).then(|| w.import_count_unchanged(unchanged)),
        nothing: !made.makes_anything(),
        doubts: of(Severity::Doubt),
        refused: of(Severity::Refused),
        decide: reviewing.then(|| Decide {
            yes: at("confirm"),
            no: at("cancel"),
        }),
        plan: (import.state == ImportState::Confirmed).then(|| request.at("plan")),
        nonces: [request.nonce(), request.nonce()],
        shell: Shell::of(&request, Open::Import)
            .await?
            .under(w.import_title(), request.at("import")),
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn confirm(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let once = form.once(&id)?;
    imports::confirm(request.db(), &permit, Some(&once), id).await?;
    Ok(request.done(Flash::Imported, &request.at(&format!("imports/{id}"))))
}

#[handler]
pub(super) async fn cancel(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let once = form.once(&("cancel", id))?;
    imports::cancel(request.db(), &permit, Some(&once), id).await?;
    Ok(request.done(Flash::ImportDropped, &request.at("import")))
}

/// Returns a note as text, with sizes and days formatted for the language.
pub(super) fn line(request: &MemberRequest, note: &Note) -> Line {
    let (w, language) = (request.w(), request.language());
    let given = match (note.code, note.given.parse::<i64>()) {
        (Code::FileTooLarge | Code::TooMuchText, Ok(bytes)) => numbers::bytes(language, bytes.unsigned_abs()),
        (code, Ok(most)) if code.is_limit() => numbers::number(language, most),
        _ => note.given.clone(),
    };
    let day = time::Date::parse(&note.used, &time::format_description::well_known::Iso8601::DATE);
    let used = match day {
        Ok(day) => dates::day(language, day),
        Err(_) if note.code == Code::StateUnderstood => codes::milestone_state(w, &note.used),
        Err(_) => note.used.clone(),
    };
    let about = Doubt {
        given: &given,
        used: &used,
    };
    Line {
        place: if note.cell.is_empty() {
            w.import_whole_file()
        } else {
            note.cell.clone()
        },
        reason: codes::import_note(w, note.code.code(), about),
        found: note.given.clone(),
    }
}
