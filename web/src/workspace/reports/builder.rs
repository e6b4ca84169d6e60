//! The report builder: the outline with the state of each section, the section being written, and a preview
//! of the printed report.
//!
//! Long because one page shows every step of a report.

use askama::Template;
use askama::filters::Safe;
use besa_domain::access::{SeePlan, SeeReport, WriteReports};
use besa_domain::plans::{self, Plan};
use besa_domain::reports::{
    self, CONSULTATION_DAYS, Content, Format, Report, ReportState, ReportWithSections, Section, Text,
};
use besa_domain::{Conflict, Error, ReportId};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;
use time::Duration;

use super::super::conflict;
use super::super::field::Field;
use super::super::marks::Status;
use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use super::state_mark;
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::page::private;
use crate::public::reports::{self as public, files, title};

/// A section in the outline.
struct Entry {
    code: &'static str,
    title: String,
    icon: &'static str,
    state: String,
    href: Option<String>,
    current: bool,
}

/// The next step for the whole report.
enum Step {
    /// Open the consultation: the field for its last day, and an explanation.
    Consult(Field, String),
    /// Finalise the report.
    Finish,
    /// No step is possible.
    None,
}

#[derive(Template)]
#[template(path = "workspace/reports/builder.html")]
struct BuilderPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    state: Status,
    author: String,
    note: Option<String>,
    public: Option<String>,
    files: Vec<(String, String)>,
    outline: Vec<Entry>,
    /// The field of the section being written.
    writing: Option<Field>,
    save: String,
    step: Step,
    /// The URL that stops the consultation.
    stop: Option<String>,
    /// The URL that the step is posted to.
    here: String,
    version: i32,
    form: Form,
    fixes: Vec<Fix>,
    nonce: String,
    language: String,
    body: Safe<String>,
}

/// A report and the texts written so far.
struct ReportDraft {
    report: Report,
    plan: Plan,
    texts: Vec<Text>,
    content: Content,
}

impl ReportDraft {
    async fn of(request: &MemberRequest) -> Result<Self> {
        let (id, permit): (ReportId, _) = (request.id()?, request.permit::<SeeReport>()?);
        let ReportWithSections { report, plan, texts } = reports::sections(request.db(), &permit, id).await?;
        let base = &request.city.visitor.app.base_url;
        let (_, content) = reports::content(request.db(), &permit, id, base).await?;
        Ok(Self {
            report,
            plan,
            texts,
            content,
        })
    }

    fn text(&self, section: Section) -> Option<&Text> {
        self.texts.iter().find(|text| text.section == section)
    }

    fn body(&self, section: Section) -> Option<&str> {
        self.text(section).and_then(|text| text.body.as_deref())
    }

    fn version(&self, section: Section) -> i32 {
        self.text(section).map_or(0, |text| text.version)
    }

    fn at(&self, request: &MemberRequest, path: &str) -> String {
        let slash = if path.is_empty() { "" } else { "/" };
        request.at(&format!("reports/{}{slash}{path}", self.report.id))
    }

    fn edit(&self, request: &MemberRequest, section: Section) -> String {
        self.at(request, &format!("edit/{}", section.code()))
    }

    /// Returns the form of a section with its stored text; before the first save, with the plan's text.
    fn filled(&self, section: Section) -> Form {
        let text = match self.text(section) {
            Some(text) => text.body.as_deref(),
            None => section.of_plan(&self.plan),
        };
        let form = Form::with([("text", text.unwrap_or_default().to_owned())]);
        form.at_version(self.version(section))
    }
}

fn name(w: &Words, section: Section) -> String {
    match section {
        Section::Introduction => w.report_section_introduction(),
        Section::Development => w.report_section_process_development(),
        Section::Implementation => w.report_section_process_implementation(),
        Section::Consultation => w.report_section_process_report(),
        Section::Recommendations => w.report_section_recommendations(),
        Section::Exchange => w.report_section_exchange(),
        Section::Lessons => w.reports_section_conclusion_lessons(),
        Section::Initiatives => w.reports_section_conclusion_initiatives(),
        Section::Next => w.reports_section_conclusion_next(),
    }
}

fn hint(w: &Words, section: Section) -> String {
    match section {
        Section::Introduction => w.reports_hint_introduction(),
        Section::Development => w.reports_hint_development(),
        Section::Implementation => w.reports_hint_implementation(),
        Section::Consultation => w.reports_hint_consultation(),
        Section::Recommendations => w.reports_hint_recommendations(),
        Section::Exchange => w.reports_hint_exchange(),
        Section::Lessons => w.reports_hint_lessons(),
        Section::Initiatives => w.reports_hint_initiatives(),
        Section::Next => w.reports_hint_next(),
    }
}

fn field(w: &Words, section: Section) -> Field {
    let hint = format!("{} {}", hint(w, section), w.reports_hint_markdown());
    Field::prose("text", name(w, section), 12).hint(hint)
}

fn outline(request: &MemberRequest, draft: &ReportDraft, current: Option<Section>) -> Vec<Entry> {
    let w = request.w();
    let writes = request.may::<WriteReports>() && draft.report.writable(request.today()).is_ok();
    let entry = |section: &Section| {
        let (icon, state) = match (draft.body(*section), section.is_required()) {
            (Some(_), _) => ("circle-check", w.reports_section_written()),
            (None, true) => ("circle-dashed", w.reports_section_open()),
            (None, false) => ("circle-dot", w.reports_section_optional()),
        };
        Entry {
            code: section.code(),
            title: name(w, *section),
            icon,
            state,
            href: writes.then(|| draft.edit(request, *section)),
            current: current == Some(*section),
        }
    };
    let mut entries: Vec<Entry> = Section::of(draft.report.kind).iter().map(entry).collect();
    if entries.is_empty() {
        return entries;
    }
    // The chapter made from records is listed where it is printed, though nobody writes it.
    let records = Entry {
        code: "commitments",
        title: w.report_section_implementation(),
        icon: "circle-check",
        state: w.reports_chapter_records(),
        href: None,
        current: false,
    };
    let after = Section::of(draft.report.kind)
        .iter()
        .position(|section| *section == Section::Exchange);
    entries.insert(after.unwrap_or(entries.len()).min(entries.len()), records);
    entries
}

fn step(request: &MemberRequest, report: &Report, plan: &Plan) -> Step {
    let w = request.w();
    if !request.may::<WriteReports>() {
        return Step::None;
    }
    match report.state {
        ReportState::Draft if plan.published_at.is_some() => {
            let days = usize::try_from(CONSULTATION_DAYS).unwrap_or_default();
            let until = Field::day("closes_on", w.reports_consult_until());
            Step::Consult(until, w.reports_consult_text(days))
        }
        ReportState::Consultation if report.is_consulted(request.today()) => Step::Finish,
        ReportState::Draft
        | ReportState::Consultation
        | ReportState::Waiting
        | ReportState::Built
        | ReportState::Failed => Step::None,
    }
}

async fn page(request: &MemberRequest, draft: ReportDraft, current: Option<Section>, mut form: Form) -> Result {
    let w = request.w();
    let fine = form.is_fine();
    let report = &draft.report;
    let step = if current.is_none() {
        step(request, report, &draft.plan)
    } else {
        Step::None
    };
    if let (Step::Consult(..), true) = (&step, form.day("closes_on").is_none() && fine) {
        let last = request.today().saturating_add(Duration::days(CONSULTATION_DAYS));
        form.set_date("closes_on", Some(last));
    }
    let writing = current.map(|section| field(w, section));
    let mut labels: Vec<(&str, String)> = Section::ALL
        .iter()
        .map(|section| (section.code(), name(w, *section)))
        .collect();
    labels.push(("text", current.map_or_else(String::new, |section| name(w, section))));
    labels.push(("closes_on", w.reports_consult_until()));
    let note = match (current, report.state) {
        (Some(section), _) => {
            (draft.text(section).is_none() && section.of_plan(&draft.plan).is_some()).then(|| w.reports_prefilled())
        }
        (None, ReportState::Consultation) if report.is_open(request.today()) => Some(w.reports_locked()),
        (None, ReportState::Draft) => draft
            .plan
            .published_at
            .is_none()
            .then(|| w.reports_consult_unpublished()),
        (None, ReportState::Consultation | ReportState::Waiting | ReportState::Built | ReportState::Failed) => None,
    };
    let last = current.is_some() && following(report, current).is_none();
    let title = title(w, report, &draft.plan);
    let shell = Shell::of(request, Open::Reports)
        .await?
        .under(w.workspace_nav_reports(), request.at("reports"));
    let shell = if current.is_some() {
        shell.under(title.clone(), draft.at(request, ""))
    } else {
        shell
    };
    let heading = current.map_or_else(|| title.clone(), |section| name(w, section));
    let status = if fine {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = BuilderPage {
        frame: request.frame(&heading).refused(!fine),
        w,
        shell,
        state: state_mark(request, report),
        author: public::author(w, report.kind.author()),
        note,
        public: report.is_public().then(|| request.city.links().report(report.id)),
        files: files(&request.city, report, &draft.at(request, "")),
        outline: outline(request, &draft, current),
        writing,
        save: if last {
            w.reports_save_last()
        } else {
            w.reports_save_next()
        },
        stop: (report.state == ReportState::Consultation && request.may::<WriteReports>() && current.is_none())
            .then(|| request.at(&format!("reports/{}/stop", report.id))),
        step,
        here: draft.at(request, ""),
        version: match current {
            // A refused form keeps the version that its values were written against.
            Some(_) if !fine => form.version(),
            Some(section) => draft.version(section),
            None => report.version,
        },
        fixes: form.fixes(&labels, request.language()),
        form,
        nonce: request.nonce(),
        language: report.language.clone(),
        body: public::printed(&draft.content, 2)?,
    };
    private(status, &page)
}

/// Returns the section after `current`; `None` after the last.
fn following(report: &Report, current: Option<Section>) -> Option<Section> {
    let mut rest = Section::of(report.kind).iter().copied();
    rest.by_ref().find(|section| Some(*section) == current)?;
    rest.next()
}

fn named_section(draft: &ReportDraft, code: &str) -> Result<Section> {
    let section: Section = code.parse().ok().ok_or(Fault::Missing)?;
    if Section::of(draft.report.kind).contains(&section) {
        Ok(section)
    } else {
        Err(Fault::Missing)
    }
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let draft = ReportDraft::of(&request).await?;
    page(&request, draft, None, Form::empty()).await
}

#[handler]
pub(super) async fn edit(
    request: MemberRequest,
    Path((_, _, _, code)): Path<(String, String, String, String)>,
) -> Result {
    request.permit::<WriteReports>()?;
    let draft = ReportDraft::of(&request).await?;
    let section = named_section(&draft, &code)?;
    draft.report.writable(request.today())?;
    let form = draft.filled(section);
    page(&request, draft, Some(section), form).await
}

#[handler]
pub(super) async fn save(
    request: MemberRequest,
    mut form: Form,
    Path((_, _, _, code)): Path<(String, String, String, String)>,
) -> Result {
    let permit = request.permit::<WriteReports>()?;
    let draft = ReportDraft::of(&request).await?;
    let section = named_section(&draft, &code)?;
    let once = form.once_on(&(draft.report.id, section))?;
    let at = (draft.report.id, section);
    let text = form.maybe("text");
    match reports::write(request.db(), &permit, Some(&once), at, form.version(), text.as_deref()).await {
        Ok(_) => {
            let next = following(&draft.report, Some(section));
            let to = next.map_or_else(|| draft.at(&request, ""), |next| draft.edit(&request, next));
            Ok(request.done(Flash::Kept, &to))
        }
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &draft.filled(section));
            let back = draft.edit(&request, section);
            conflict::page(
                &request,
                Open::Reports,
                &[field(request.w(), section)],
                both,
                current,
                &back,
            )
            .await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, draft, Some(section), form).await
        }
    }
}

#[handler]
pub(super) async fn consult(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<WriteReports>()?;
    let draft = ReportDraft::of(&request).await?;
    let last = form.date("closes_on");
    if !form.is_fine() {
        return page(&request, draft, None, form).await;
    }
    let once = form.once_on(&draft.report.id)?;
    match reports::consult(
        request.db(),
        &permit,
        Some(&once),
        draft.report.id,
        form.version(),
        last,
    )
    .await
    {
        Ok(_) => Ok(request.done(Flash::ReportOpened, &draft.at(&request, ""))),
        Err(error) => {
            form.refuse(error)?;
            page(&request, draft, None, form).await
        }
    }
}

#[handler]
pub(super) async fn finish(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<WriteReports>()?;
    let draft = ReportDraft::of(&request).await?;
    let once = form.once_on(&draft.report.id)?;
    let base = &request.city.visitor.app.base_url;
    let id = draft.report.id;
    let done = Box::pin(reports::finish(
        request.db(),
        &permit,
        Some(&once),
        id,
        form.version(),
        base,
    ))
    .await;
    match done {
        Ok(_) => Ok(request.done(Flash::ReportFinal, &draft.at(&request, ""))),
        Err(error) => {
            form.refuse(error)?;
            page(&request, draft, None, form).await
        }
    }
}

async fn taken(request: &MemberRequest, format: Format) -> Result {
    let report = reports::get(request.db(), &request.permit::<SeeReport>()?, request.id()?).await?;
    let plan = plans::get(request.db(), &request.permit::<SeePlan>()?, report.plan_id).await?;
    public::file(&request.city, &report, &plan, format).await
}

#[handler]
pub(super) async fn pdf(request: MemberRequest) -> Result {
    taken(&request, Format::Pdf).await
}

#[handler]
pub(super) async fn docx(request: MemberRequest) -> Result {
    taken(&request, Format::Docx).await
}

#[handler]
pub(super) async fn alone(request: MemberRequest) -> Result {
    taken(&request, Format::Html).await
}
