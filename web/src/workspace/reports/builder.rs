//! The report builder: the outline with the state of each section, the section being written, and a preview
//! of the printed report.
//!
//! Long because one page shows every step of a report.

use askama::Template;
use askama::filters::Safe;
use besa_domain::access::{SeePlan, SeeReport, WriteReports};
use besa_domain::plans::{self, Plan};
use besa_domain::reports::{self, CONSULTATION_DAYS, Content, Format, Report, ReportState, Section, Text};
use besa_domain::{Conflict, Error, ReportId};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;
use time::Duration;

use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::marks::Status;
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
struct Work {
    report: Report,
    plan: Plan,
    texts: Vec<Text>,
    content: Content,
}

impl Work {
    async fn of(desk: &Desk) -> Result<Self> {
        let (id, permit): (ReportId, _) = (desk.id()?, desk.permit::<SeeReport>()?);
        let (report, plan, texts) = reports::sections(desk.db(), &permit, id).await?;
        let base = &desk.city.visitor.app.base_url;
        let (_, content) = reports::content(desk.db(), &permit, id, base).await?;
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

    fn at(&self, desk: &Desk, path: &str) -> String {
        let slash = if path.is_empty() { "" } else { "/" };
        desk.at(&format!("reports/{}{slash}{path}", self.report.id))
    }

    fn edit(&self, desk: &Desk, section: Section) -> String {
        self.at(desk, &format!("edit/{}", section.code()))
    }

    /// Returns the form of a section with its stored text; before the first save, with the plan's text.
    fn filled(&self, section: Section) -> Form {
        let said = match self.text(section) {
            Some(text) => text.body.as_deref(),
            None => section.of_plan(&self.plan),
        };
        let form = Form::with([("text", said.unwrap_or_default().to_owned())]);
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

fn outline(desk: &Desk, work: &Work, current: Option<Section>) -> Vec<Entry> {
    let w = desk.w();
    let writes = desk.may::<WriteReports>() && work.report.writable(desk.today()).is_ok();
    let entry = |section: &Section| {
        let (icon, state) = match (work.body(*section), section.is_required()) {
            (Some(_), _) => ("circle-check", w.reports_section_written()),
            (None, true) => ("circle-dashed", w.reports_section_open()),
            (None, false) => ("circle-dot", w.reports_section_optional()),
        };
        Entry {
            code: section.code(),
            title: name(w, *section),
            icon,
            state,
            href: writes.then(|| work.edit(desk, *section)),
            current: current == Some(*section),
        }
    };
    let mut entries: Vec<Entry> = Section::of(work.report.kind).iter().map(entry).collect();
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
    let after = Section::of(work.report.kind)
        .iter()
        .position(|section| *section == Section::Exchange);
    entries.insert(after.unwrap_or(entries.len()).min(entries.len()), records);
    entries
}

fn step(desk: &Desk, report: &Report, plan: &Plan) -> Step {
    let w = desk.w();
    if !desk.may::<WriteReports>() {
        return Step::None;
    }
    match report.state {
        ReportState::Draft if plan.published_at.is_some() => {
            let days = usize::try_from(CONSULTATION_DAYS).unwrap_or_default();
            let until = Field::day("closes_on", w.reports_consult_until());
            Step::Consult(until, w.reports_consult_text(days))
        }
        ReportState::Consultation if report.is_consulted(desk.today()) => Step::Finish,
        ReportState::Draft
        | ReportState::Consultation
        | ReportState::Waiting
        | ReportState::Built
        | ReportState::Failed => Step::None,
    }
}

async fn page(desk: &Desk, work: Work, current: Option<Section>, mut form: Form) -> Result {
    let w = desk.w();
    let fine = form.is_fine();
    let report = &work.report;
    let step = if current.is_none() {
        step(desk, report, &work.plan)
    } else {
        Step::None
    };
    if let (Step::Consult(..), true) = (&step, form.day("closes_on").is_none() && fine) {
        let last = desk.today().saturating_add(Duration::days(CONSULTATION_DAYS));
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
            (work.text(section).is_none() && section.of_plan(&work.plan).is_some()).then(|| w.reports_prefilled())
        }
        (None, ReportState::Consultation) if report.is_open(desk.today()) => Some(w.reports_locked()),
        (None, ReportState::Draft) => work
            .plan
            .published_at
            .is_none()
            .then(|| w.reports_consult_unpublished()),
        (None, ReportState::Consultation | ReportState::Waiting | ReportState::Built | ReportState::Failed) => None,
    };
    let last = current.is_some() && following(report, current).is_none();
    let title = title(w, report, &work.plan);
    let shell = Shell::of(desk, Open::Reports)
        .await?
        .under(w.workspace_nav_reports(), desk.at("reports"));
    let shell = if current.is_some() {
        shell.under(title.clone(), work.at(desk, ""))
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
        frame: desk.frame(&heading).refused(!fine),
        w,
        shell,
        state: state_mark(desk, report),
        author: public::author(w, report.kind.author()),
        note,
        public: report.is_public().then(|| desk.city.links().report(report.id)),
        files: files(&desk.city, report, &work.at(desk, "")),
        outline: outline(desk, &work, current),
        writing,
        save: if last {
            w.reports_save_last()
        } else {
            w.reports_save_next()
        },
        step,
        here: work.at(desk, ""),
        version: match current {
            // A refused form keeps the version that its values were written against.
            Some(_) if !fine => form.version(),
            Some(section) => work.version(section),
            None => report.version,
        },
        fixes: form.fixes(&labels, desk.language()),
        form,
        nonce: desk.nonce(),
        language: report.language.clone(),
        body: public::printed(&work.content, 2)?,
    };
    private(status, &page)
}

/// Returns the section after `current`; `None` after the last.
fn following(report: &Report, current: Option<Section>) -> Option<Section> {
    let mut rest = Section::of(report.kind).iter().copied();
    rest.by_ref().find(|section| Some(*section) == current)?;
    rest.next()
}

fn asked(work: &Work, code: &str) -> Result<Section> {
    let section: Section = code.parse().ok().ok_or(Fault::Missing)?;
    if Section::of(work.report.kind).contains(&section) {
        Ok(section)
    } else {
        Err(Fault::Missing)
    }
}

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    let work = Work::of(&desk).await?;
    page(&desk, work, None, Form::empty()).await
}

#[handler]
pub(super) async fn edit(desk: Desk, Path((_, _, _, code)): Path<(String, String, String, String)>) -> Result {
    desk.permit::<WriteReports>()?;
    let work = Work::of(&desk).await?;
    let section = asked(&work, &code)?;
    work.report.writable(desk.today())?;
    let form = work.filled(section);
    page(&desk, work, Some(section), form).await
}

#[handler]
pub(super) async fn save(
    desk: Desk,
    mut form: Form,
    Path((_, _, _, code)): Path<(String, String, String, String)>,
) -> Result {
    let permit = desk.permit::<WriteReports>()?;
    let work = Work::of(&desk).await?;
    let section = asked(&work, &code)?;
    let once = form.once_on(&(work.report.id, section))?;
    let at = (work.report.id, section);
    let text = form.maybe("text");
    match reports::write(desk.db(), &permit, Some(&once), at, form.version(), text.as_deref()).await {
        Ok(_) => {
            let next = following(&work.report, Some(section));
            let to = next.map_or_else(|| work.at(&desk, ""), |next| work.edit(&desk, next));
            Ok(desk.done(Flash::Kept, &to))
        }
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &work.filled(section));
            let back = work.edit(&desk, section);
            conflict::page(&desk, Open::Reports, &[field(desk.w(), section)], both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, work, Some(section), form).await
        }
    }
}

#[handler]
pub(super) async fn consult(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<WriteReports>()?;
    let work = Work::of(&desk).await?;
    let last = form.date("closes_on");
    if !form.is_fine() {
        return page(&desk, work, None, form).await;
    }
    let once = form.once_on(&work.report.id)?;
    match reports::consult(desk.db(), &permit, Some(&once), work.report.id, form.version(), last).await {
        Ok(_) => Ok(desk.done(Flash::ReportOpened, &work.at(&desk, ""))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, work, None, form).await
        }
    }
}

#[handler]
pub(super) async fn finish(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<WriteReports>()?;
    let work = Work::of(&desk).await?;
    let once = form.once_on(&work.report.id)?;
    let base = &desk.city.visitor.app.base_url;
    let id = work.report.id;
    let done = Box::pin(reports::finish(
        desk.db(),
        &permit,
        Some(&once),
        id,
        form.version(),
        base,
    ))
    .await;
    match done {
        Ok(_) => Ok(desk.done(Flash::ReportFinal, &work.at(&desk, ""))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, work, None, form).await
        }
    }
}

async fn taken(desk: &Desk, format: Format) -> Result {
    let report = reports::get(desk.db(), &desk.permit::<SeeReport>()?, desk.id()?).await?;
    let plan = plans::get(desk.db(), &desk.permit::<SeePlan>()?, report.plan_id).await?;
    public::file(&desk.city, &report, &plan, format).await
}

#[handler]
pub(super) async fn pdf(desk: Desk) -> Result {
    taken(&desk, Format::Pdf).await
}

#[handler]
pub(super) async fn docx(desk: Desk) -> Result {
    taken(&desk, Format::Docx).await
}

#[handler]
pub(super) async fn alone(desk: Desk) -> Result {
    taken(&desk, Format::Html).await
}
