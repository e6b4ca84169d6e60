//! The review of an import: what it would create, every doubtful cell, and the decision.
//!
//! Long because the page shows each state of an import.

use askama::Template;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Code, Count, Decision, Import, ImportState, Note, Review, ReviewRow, Severity};
use besa_domain::records::When;
use besa_domain::{Error, ImportId};
use besa_text::codes::{self, Doubt};
use besa_text::{Words, dates, numbers};
use poem::handler;
use poem::http::StatusCode;
use std::collections::BTreeMap;

use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use super::part::{self, Part};
use super::records::{self, Table};
use super::state_mark;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{private, see_other};
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

/// What a job does with a large file.
struct Work {
    text: String,
    /// Milestones done, and all; `None` before it began.
    far: Option<(usize, usize, String)>,
    here: String,
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
    /// The heading of what is made, or was.
    makes_title: String,
    /// What to say when nothing is made.
    nothing: Vec<String>,
    /// The title of the doubtful cells, or of what stays.
    doubts_title: String,
    undone: bool,
    /// The work of a job, instead of what would be created.
    work: Option<Work>,
    doubts: Notes,
    refused: Notes,
    decide: Option<Decide>,
    plan: Option<String>,
    /// One nonce per decision.
    nonces: [String; 2],
    /// The numbers of rows read and left out.
    rows: Option<String>,
    /// The records, under review.
    table: Option<Table>,
    /// The URL for decisions about records.
    act: String,
    /// The query of the page's URL, to come back to it.
    here: String,
    /// The link to the columns, and its words.
    columns: Option<(String, String)>,
    blocked: bool,
    alike: Vec<Alike>,
    /// The URL that takes the import back.
    undo: Option<String>,
}

/// One page of notes.
struct Notes {
    count: usize,
    lines: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
}

/// Notes on one page.
const NOTES: usize = 50;

impl Notes {
    /// Returns one page of the notes of a severity. `name` names the number of the page in the URL.
    fn of(request: &MemberRequest, import: &Import, severity: Severity, name: &str, base: &str) -> Self {
        let notes: Vec<&Note> = import.notes.iter().filter(|note| note.severity() == severity).collect();
        let page = part::asked(request, name);
        let part = Part::of(&notes, NOTES, page, |page| {
            format!("{base}{}#{name}-title", part::query(request, name, &page.to_string()))
        });
        Self {
            count: notes.len(),
            lines: part.rows.iter().map(|note| line(request, note)).collect(),
            previous: part.previous,
            next: part.next,
        }
    }
}

/// A question about two organisations.
struct Alike {
    key: String,
    words: String,
    same: bool,
}

async fn read(request: &MemberRequest) -> Result<Import> {
    let id: ImportId = request.id()?;
    Ok(imports::get(request.db(), &request.permit::<ImportPlan>()?, id).await?)
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let import = read(&request).await?;
    let review = imports::review(request.db(), &request.permit::<ImportPlan>()?, import.id).await?;
    let w = request.w();
    let base = request.at(&format!("imports/{}", import.id));
    let reviewing = import.state == ImportState::Reviewing;
    let made = &import.outcome;
    let reports = Count {
        made: made.reports,
        unchanged: 0,
    };
    let counts: [(Count, Say); 8] = [
        (made.plans, |w, count| w.import_count_plans(count)),
        (made.commitments, |w, count| w.import_count_commitments(count)),
        (made.milestones, |w, count| w.import_count_milestones(count)),
        (made.indicators, |w, count| w.import_count_indicators(count)),
        (made.organisations, |w, count| w.import_count_stakeholders(count)),
        (made.people, |w, count| w.import_count_people(count)),
        (made.findings, |w, count| w.import_count_findings(count)),
        (reports, |w, count| w.import_count_reports(count)),
    ];
    let page = part::asked(&request, "page");
    let only_doubtful = request.city.visitor.request.query("show").as_deref() == Some("doubtful");
    let unknown = review
        .columns
        .iter()
        .filter(|column| column.why == imports::Why::Unknown && column.filled > 0);
    let columns =
        (!review.columns.is_empty()).then(|| (format!("{base}/columns"), w.import_columns_open(unknown.count())));
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
        makes_title: match import.state {
            ImportState::Waiting | ImportState::Reviewing | ImportState::Making => w.import_would_make(),
            ImportState::Confirmed => w.import_made(),
            ImportState::Undone => w.import_undone_made(),
            ImportState::Cancelled => w.import_cancelled_made(),
        },
        nothing: nothing(w, &import, &review),
        doubts_title: if import.state == ImportState::Undone {
            w.import_stays_title(import.notes.len())
        } else {
            w.import_doubts_title(made.flagged)
        },
        undone: import.state == ImportState::Undone,
        work: work(&request, &import).await?,
        doubts: Notes::of(&request, &import, Severity::Doubt, "doubts", &base),
        refused: Notes::of(&request, &import, Severity::Refused, "left-out", &base),
        rows: (made.rows.read() > 0).then(|| w.import_rows(made.rows.read(), made.rows.noted)),
        table: (reviewing && !review.rows.is_empty()).then(|| Table::of(&request, &review, &base, page, only_doubtful)),
        act: format!("{base}/decide"),
        here: part::query(&request, "", ""),
        columns,
        blocked: review.blocked,
        alike: review
            .alike
            .iter()
            .map(|alike| Alike {
                key: alike.key.clone(),
                words: w.import_organisations_line(&alike.name, &alike.other),
                same: alike.same,
            })
            .collect(),
        undo: (import.state == ImportState::Confirmed).then(|| format!("{base}/undo")),
        decide: (reviewing || import.is_at_work()).then(|| Decide {
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

/// Returns what to say when a file makes nothing; empty when it makes something, or columns must be chosen first.
fn nothing(w: &Words, import: &Import, review: &Review) -> Vec<String> {
    if import.outcome.makes_anything() || review.blocked {
        return Vec::new();
    }
    let open = review
        .rows
        .iter()
        .any(|row| row.reports.as_ref().is_some_and(|reports| !reports.chosen));
    let differs = |note: &Note| {
        matches!(note.code, Code::AlreadyImported | Code::Emptied) || note.severity() == Severity::Refused
    };
    let differs = import.notes.iter().any(differs);
    if !open && !differs {
        return vec![w.import_nothing_new()];
    }
    let reports = open.then(|| w.import_nothing_reports());
    let listed = differs.then(|| w.import_nothing_differs());
    [w.import_nothing_made()]
        .into_iter()
        .chain(reports)
        .chain(listed)
        .collect()
}

/// Describes the work of a job on an import; `None` when no job works on it.
async fn work(request: &MemberRequest, import: &Import) -> Result<Option<Work>> {
    let w = request.w();
    let count = import.outcome.records();
    let text = match import.state {
        ImportState::Waiting => w.import_work_waiting(count),
        ImportState::Making => w.import_work_making(count),
        ImportState::Reviewing | ImportState::Confirmed | ImportState::Cancelled | ImportState::Undone => {
            return Ok(None);
        }
    };
    let far = imports::progress(request.db(), &request.permit::<ImportPlan>()?, import.id).await?;
    Ok(Some(Work {
        text,
        far: far.map(|far| (far.done, far.total, w.import_work_progress(far.done, far.total))),
        here: request.at(&format!("imports/{}", import.id)),
    }))
}

#[handler]
pub(super) async fn confirm(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let once = form.once(&id)?;
    let import = imports::confirm(request.db(), &permit, Some(&once), id).await?;
    let here = request.at(&format!("imports/{id}"));
    if import.is_at_work() {
        return Ok(see_other(&here));
    }
    Ok(request.done(Flash::Imported, &here))
}

#[handler]
pub(super) async fn cancel(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let once = form.once(&("cancel", id))?;
    imports::cancel(request.db(), &permit, Some(&once), id).await?;
    Ok(request.done(Flash::ImportDropped, &request.at("import")))
}

/// Receives a decision about one record, or about two organisations.
#[handler]
pub(super) async fn decide_on_record(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let (cell, act) = (form.value("cell").to_owned(), form.value("act").to_owned());
    let review = imports::review(request.db(), &permit, id).await?;
    let row = review.rows.iter().find(|row| row.cell == cell);
    let decision = match (act.as_str(), row) {
        ("leave", _) => Decision::LeaveOut(cell, true),
        ("take", _) => Decision::LeaveOut(cell, false),
        ("same", _) => Decision::Same(cell, true),
        ("other", _) => Decision::Same(cell, false),
        ("report", _) => Decision::Report(vec![cell], true),
        ("keep", _) => Decision::Report(vec![cell], false),
        ("report-all", _) => {
            let open = review.rows.iter().filter(|row| row.reports.is_some());
            Decision::Report(open.map(|row| row.cell.clone()).collect(), true)
        }
        (_, Some(row)) => {
            let changed = records::fields(request.w(), row).into_iter().filter_map(|field| {
                let text = form.value(field.name).trim().to_owned();
                (text != field.value.trim()).then(|| (field.name.to_owned(), text))
            });
            Decision::Edit(cell, with_start(changed.collect(), row))
        }
        (_, None) => return Err(Error::NotFound("import").into()),
    };
    // Deciding the same again changes nothing.
    imports::decide(request.db(), &permit, None, id, vec![decision]).await?;
    let back = form
        .maybe("back")
        .filter(|back| back.chars().all(|c| c.is_ascii_alphanumeric() || "=&?#-".contains(c)));
    Ok(see_other(
        &request.at(&format!("imports/{id}{}", back.unwrap_or_default())),
    ))
}

/// Keeps the start that the words of the due date gave, when only the due date is corrected.
fn with_start(mut changed: BTreeMap<String, String>, row: &ReviewRow) -> BTreeMap<String, String> {
    let ends = changed.contains_key("due_on") || changed.contains_key("ends_on");
    let said = |when: &Option<When>| when.as_ref().map(|when| when.said.clone());
    let same_words = row.starts_said.is_some() && said(&row.starts_said) == said(&row.ends_said);
    if let Some(start) = row
        .starts_on
        .filter(|_| ends && same_words && !changed.contains_key("starts_on"))
    {
        changed.insert("starts_on".to_owned(), start.to_string());
    }
    changed
}

/// Takes a confirmed import back.
#[handler]
pub(super) async fn take_back(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ImportPlan>()?;
    let id: ImportId = request.id()?;
    let once = form.once(&("undo", id))?;
    imports::undo(request.db(), &permit, Some(&once), id).await?;
    Ok(request.done(Flash::ImportUndone, &request.at(&format!("imports/{id}"))))
}

/// Returns the value of a field as the pages show it, in words for codes.
fn value(request: &MemberRequest, field: &str, text: &str) -> String {
    let w = request.w();
    match field {
        _ if text.is_empty() => w.common_not_given(),
        "state" if codes::COMMITMENT_STATES.contains(&text) => codes::commitment_state(w, text),
        "state" => codes::milestone_state(w, text),
        "policy_area" => codes::policy_area(w, text),
        "kind" => codes::organisation_kind(w, text),
        _ => day(request, text).unwrap_or_else(|| text.to_owned()),
    }
}

/// Returns a day in the words of the page; `None` for another text.
fn day(request: &MemberRequest, text: &str) -> Option<String> {
    let day = time::Date::parse(text, &time::format_description::well_known::Iso8601::DATE).ok()?;
    Some(dates::day(request.language(), day))
}

/// Returns a note as text, with sizes and days formatted for the language.
pub(super) fn line(request: &MemberRequest, note: &Note) -> Line {
    let (w, language) = (request.w(), request.language());
    let given = match (note.code, note.given.parse::<i64>()) {
        (Code::FileTooLarge | Code::TooMuchText, Ok(bytes)) => numbers::bytes(language, bytes.unsigned_abs()),
        (code, Ok(most)) if code.is_limit() => numbers::number(language, most),
        (Code::MissingSheet, _) => codes::workbook_sheet(w, &note.given),
        (Code::MissingColumn, _) => codes::import_field(w, &note.given),
        _ => note.given.clone(),
    };
    let is_compared = matches!(note.code, Code::AlreadyImported | Code::Emptied);
    let names_field = note.code == Code::MissingColumn && codes::IMPORT_FIELDS.contains(&note.given.as_str());
    let in_words = is_compared || names_field;
    let (given, used) = if is_compared {
        (
            value(request, &note.field, &given),
            value(request, &note.field, &note.used),
        )
    } else if note.code == Code::StateUnderstood {
        (given, codes::milestone_state(w, &note.used))
    } else {
        (given, day(request, &note.used).unwrap_or_else(|| note.used.clone()))
    };
    let about = Doubt {
        given: &given,
        used: &used,
    };
    Line {
        place: place(w, &note.cell),
        reason: codes::import_note(w, note.code.code(), about),
        found: if in_words { given } else { note.given.clone() },
    }
}

/// Returns a place of a file in words: a cell by its address, a row or paragraph by its number.
fn place(w: &Words, cell: &str) -> String {
    if cell.is_empty() {
        return w.import_whole_file();
    }
    if let Some(number) = cell.strip_prefix("paragraph ") {
        return w.import_place_paragraph(number);
    }
    match cell.strip_prefix("row ").and_then(|rest| rest.split_once(", ")) {
        Some((row, code)) => {
            let field = codes::IMPORT_FIELDS
                .contains(&code)
                .then(|| codes::import_field(w, code));
            w.import_place_row(row, field.as_deref().unwrap_or(code))
        }
        None => cell.to_owned(),
    }
}
