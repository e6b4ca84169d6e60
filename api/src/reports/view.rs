//! Request bodies and responses of reports.

use crate::examples::example;
use crate::values::{Code, Counts, Day, count};
use besa_domain::assessments::{self, Choice, Question};
use besa_domain::copy_fields;
use besa_domain::reports::assessed::AnswerCounts;
use besa_domain::reports::self_assessment::{CompletionCounts, SelfAssessment};
use besa_domain::reports::{Author, Content, Report, ReportKind, ReportState, Section, Text};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A new report. `plan` and `kind` are required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewPlanReport", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The id of the plan that it is about.
    pub(super) plan: Option<Uuid>,
    /// The kind. The city can only create a `self_assessment`.
    pub(super) kind: Option<Code<ReportKind>>,
    /// The language: one of the city's languages, or `en`. Default: the city's default language.
    pub(super) language: Option<String>,
}

example!(New {
    "plan": "01900000-0000-7000-8000-000000000001",
    "kind": "self_assessment",
    "language": "en"
});

/// A new text of a section. `version` or `If-Match` is required; it is 0 if the section was never
/// written.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReportSection", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    /// The text, in Markdown. Maximum 50,000 characters. Without it, or with `null`, the section is
    /// cleared.
    pub(super) text: Option<String>,
    /// The version of the section that was read; 0 if it was never written. Required unless
    /// `If-Match` is sent.
    pub(super) version: Option<i32>,
}

example!(Words {
    "text": "The forum met four times while the plan was written.",
    "version": 0
});

/// Opens a consultation. `version` or `If-Match` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReportConsultation", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Opening {
    /// The last day of the consultation. Default and minimum: 14 days from today, in the city's
    /// time zone.
    pub(super) closes_on: Option<Day>,
    /// The version of the report that was read. Required unless `If-Match` is sent.
    pub(super) version: Option<i32>,
}

example!(Opening {
    "closes_on": "2026-12-11",
    "version": 1
});

/// Stops a consultation. `reason` is required, and `version` or `If-Match`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "StoppedConsultation", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Stop {
    /// Why it is stopped. Public. Maximum 300 characters.
    pub(super) reason: Option<String>,
    /// The version of the report that was read. Required unless `If-Match` is sent.
    pub(super) version: Option<i32>,
}

example!(Stop {
    "reason": "Two commitments are missing",
    "version": 2
});

/// Makes a report final. `version` or `If-Match` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReportFinish", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Finish {
    /// The version of the report that was read. Required unless `If-Match` is sent.
    pub(super) version: Option<i32>,
}

example!(Finish { "version": 2 });

/// A report. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "PlanReport")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the plan that it is about.
    plan: Uuid,
    /// The kind.
    kind: Code<ReportKind>,
    /// Who wrote it: the city or the monitoring body.
    author: Code<Author>,
    /// The name of the monitoring body; `null` for a report of the city, or if nobody named it.
    body: Option<String>,
    /// The code of its language.
    language: String,
    /// The state. `waiting`, `built` and `failed` are final; the files exist once it is `built`.
    state: Code<ReportState>,
    /// The first day of the public consultation.
    opens_on: Option<Day>,
    /// The last day of the public consultation. Comments are accepted until the end of this day.
    closes_on: Option<Day>,
    /// When it became public; `null` for a draft.
    published_at: Option<OffsetDateTime>,
    /// The SHA-256 of its frozen content, in hex; `null` until it is final.
    sha256: Option<String>,
    /// The size of the PDF in bytes (download: `…/pdf`); `null` until it is built.
    pdf_size: Option<i64>,
    /// The size of the DOCX in bytes (download: `…/docx`); `null` until it is built.
    docx_size: Option<i64>,
    /// The size of the HTML page in bytes (download: `…/html`); `null` until it is built.
    html_size: Option<i64>,
    /// When it was created.
    asked_at: OffsetDateTime,
    /// When its files were built; `null` until then.
    built_at: Option<OffsetDateTime>,
    /// The version of the report; increases with each change. Send it with the next step.
    version: i32,
}

/// A report with its sections and figures.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    report: View,
    /// The written sections, in order; empty for a report of the monitoring body.
    sections: Vec<SectionView>,
    /// The figures of a self-assessment: computed from the current records until it is final, then
    /// frozen. `null` for a report of the monitoring body.
    figures: Option<Figures>,
    /// How often the monitoring body chose each answer. `null` for a self-assessment.
    tallies: Option<Vec<TallyView>>,
}

/// A section of a report.
#[derive(Debug, Object)]
#[oai(rename = "ReportSection")]
pub(crate) struct SectionView {
    /// The code of the section.
    section: Code<Section>,
    /// Whether the report cannot be final without it.
    required: bool,
    /// The text, in Markdown; `null` if it is not written.
    text: Option<String>,
    /// The version of the section; 0 if it was never written.
    pub(super) version: i32,
    /// When it was last written; `null` if never.
    written_at: Option<OffsetDateTime>,
}

/// The figures of a self-assessment.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportFigures")]
struct Figures {
    /// The first day that it covers.
    from: Day,
    /// The last day that it covers.
    to: Day,
    /// The day, in the city's time zone, for which overdue milestones were computed.
    data_as_of: Day,
    /// The number of commitments.
    commitments: u64,
    /// The number of milestones by state.
    milestones: Counts,
    /// The number of commitments by degree of completion, as the city states it.
    completion: Completion,
    /// The number of published comments in the consultation on the report.
    comments: u64,
    /// The number of these comments that were answered.
    answered: u64,
}

/// The number of commitments by degree of completion. The names are those of OGP's template.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportCompletion")]
struct Completion {
    /// Number of commitments with completion `fully` (OGP: completed).
    fully: u64,
    /// Number of commitments with completion `partially` (OGP: substantial).
    partially: u64,
    /// Number of commitments with completion `in_process` (OGP: limited).
    in_process: u64,
    /// Number of commitments with completion `not_implemented` (OGP: not started).
    not_implemented: u64,
    /// Number of commitments for which no completion was stated.
    not_stated: u64,
}

/// How often each answer was chosen, for questions with the same choices.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportTally")]
struct TallyView {
    /// The part of the form to which the questions belong.
    section: Code<assessments::Section>,
    /// The question that the counts are about, one answer for each commitment; `null` when they sum several
    /// questions of the section, each answered once.
    question: Option<Code<Question>>,
    /// Every answer that can be chosen, with its count.
    answers: Vec<ChoiceCount>,
    /// The number of questions for which no answer was chosen.
    open: u64,
}

/// How often one answer was chosen.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportAnswer")]
struct ChoiceCount {
    /// The answer.
    choice: Code<Choice>,
    /// How often it was chosen.
    count: u64,
}

impl From<AnswerCounts> for TallyView {
    fn from(tally: AnswerCounts) -> Self {
        let count = |(choice, count): (Choice, u32)| ChoiceCount {
            choice: Code(choice),
            count: count.into(),
        };
        Self {
            section: Code(tally.section),
            question: tally.question.map(Code),
            answers: tally.counts.into_iter().map(count).collect(),
            open: tally.open.into(),
        }
    }
}

impl From<Report> for View {
    fn from(report: Report) -> Self {
        copy_fields!(report => Self {
            language, published_at, sha256, pdf_size, docx_size, html_size, asked_at, built_at, version,
        } with {
            id: report.id.into(),
            plan: report.plan_id.into(),
            kind: Code(report.kind),
            author: Code(report.kind.author()),
            body: report.body.clone(),
            state: Code(report.state),
            opens_on: report.opens_on.map(Day),
            closes_on: report.closes_on.map(Day),
        })
    }
}

impl SectionView {
    pub(super) fn of(section: Section, text: Option<&Text>) -> Self {
        Self {
            section: Code(section),
            required: section.is_required(),
            text: text.and_then(|text| text.body.clone()),
            version: text.map_or(0, |text| text.version),
            written_at: text.map(|text| text.written_at),
        }
    }
}

impl Detail {
    pub(super) fn of(report: Report, texts: &[Text], content: &Content) -> Self {
        let sections = Section::of(report.kind).iter().map(|section| {
            let text = texts.iter().find(|text| text.section == *section);
            SectionView::of(*section, text)
        });
        let (figures, tallies) = match content {
            Content::SelfAssessment(said) => (Some(Figures::of(said)), None),
            Content::Assessed(said) => (None, Some(said.tallies().into_iter().map(TallyView::from).collect())),
        };
        Self {
            sections: sections.collect(),
            figures,
            tallies,
            report: report.into(),
        }
    }
}

impl Figures {
    fn of(said: &SelfAssessment) -> Self {
        let held = said.process.consultation.as_ref();
        Self {
            from: Day(said.period.from),
            to: Day(said.period.to),
            data_as_of: Day(said.data_as_of),
            commitments: count(said.commitments.len()),
            milestones: said.milestones().into(),
            completion: said.completion().into(),
            comments: held.map_or(0, |held| held.comments.into()),
            answered: held.map_or(0, |held| held.answered.into()),
        }
    }
}

impl From<CompletionCounts> for Completion {
    fn from(counts: CompletionCounts) -> Self {
        Self {
            fully: counts.fully.into(),
            partially: counts.partially.into(),
            in_process: counts.in_process.into(),
            not_implemented: counts.not_implemented.into(),
            not_stated: counts.not_stated.into(),
        }
    }
}
