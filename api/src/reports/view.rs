//! A report as it is asked for and read.

use crate::examples::example;
use crate::values::{Code, Counts, Day, count};
use besa_domain::assessments::{self, Choice, Question};
use besa_domain::copy_fields;
use besa_domain::reports::assessed::Tally;
use besa_domain::reports::self_assessment::{CompletionCounts, SelfAssessment};
use besa_domain::reports::{Author, Content, Report, ReportKind, ReportState, Section, Text};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A report that is asked for. It needs `plan` and `kind`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewPlanReport", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The plan it is about, by its id.
    pub(super) plan: Option<Uuid>,
    /// Which report.
    pub(super) kind: Option<Code<ReportKind>>,
    /// In which language: one of the city's, or English. The city's own when none is sent.
    pub(super) language: Option<String>,
}

example!(New {
    "plan": "01900000-0000-7000-8000-000000000001",
    "kind": "self_assessment",
    "language": "en"
});

/// A section of a report, as it is to be. It needs `version`, or `If-Match`: 0 where nothing is
/// written yet.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReportSection", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    /// The words, in Markdown; without them the section is taken back.
    pub(super) text: Option<String>,
    /// The version of the section that was read.
    pub(super) version: Option<i32>,
}

example!(Words {
    "text": "The forum met four times while the plan was written.",
    "version": 0
});

/// A consultation that is opened. It needs `version`, or `If-Match`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReportConsultation", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Opening {
    /// Its last day: in two weeks unless said, and not sooner.
    pub(super) closes_on: Option<Day>,
    /// The version of the report that was read.
    pub(super) version: Option<i32>,
}

example!(Opening {
    "closes_on": "2026-12-11",
    "version": 1
});

/// A report that is made final. It needs `version`, or `If-Match`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReportFinish", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Finish {
    /// The version of the report that was read.
    pub(super) version: Option<i32>,
}

example!(Finish { "version": 2 });

/// A report.
#[derive(Debug, Object)]
#[oai(rename = "PlanReport")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The plan it is about.
    plan: Uuid,
    /// Which report.
    kind: Code<ReportKind>,
    /// Whose report it is.
    author: Code<Author>,
    /// In which language.
    language: String,
    /// Where it stands.
    state: Code<ReportState>,
    /// The first day of the consultation on it.
    opens_on: Option<Day>,
    /// The last. Comments are taken until its end.
    closes_on: Option<Day>,
    /// When residents could first read it.
    published_at: Option<OffsetDateTime>,
    /// SHA-256 of what it says, once it is final.
    sha256: Option<String>,
    /// The size of the PDF in bytes, once it is built; it is at `…/pdf`.
    pdf_size: Option<i64>,
    /// The size of the DOCX; it is at `…/docx`.
    docx_size: Option<i64>,
    /// The size of the page that stands alone; it is at `…/html`.
    html_size: Option<i64>,
    /// When it was begun.
    asked_at: OffsetDateTime,
    /// When its files were built.
    built_at: Option<OffsetDateTime>,
    /// Its version, to be sent with the next step.
    version: i32,
}

/// A report, what is written of it, and what it says in figures.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    report: View,
    /// The sections that people write, in order.
    sections: Vec<SectionView>,
    /// The figures of a self-assessment: as the record stands, and as they were frozen once it is
    /// final.
    figures: Option<Figures>,
    /// How often the monitoring body gave which answer, of its own reports.
    tallies: Option<Vec<TallyView>>,
}

/// A section of a report.
#[derive(Debug, Object)]
#[oai(rename = "ReportSection")]
pub(crate) struct SectionView {
    /// Which section.
    section: Code<Section>,
    /// Whether the report is not final without it.
    required: bool,
    /// The words, in Markdown.
    text: Option<String>,
    /// Its version; 0 where nothing was written yet.
    pub(super) version: i32,
    /// When it was last written.
    written_at: Option<OffsetDateTime>,
}

/// A report in figures.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportFigures")]
struct Figures {
    /// The first day it covers.
    from: Day,
    /// The last.
    to: Day,
    /// The day of the city for which lateness was reckoned.
    data_as_of: Day,
    /// How many commitments it is about.
    commitments: u64,
    /// Their milestones.
    milestones: Counts,
    /// How far the commitments came, as the city says.
    completion: Completion,
    /// Comments in the consultation on the report.
    comments: u64,
    /// Those that were answered.
    answered: u64,
}

/// How many commitments came how far, in the words of OGP's template.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportCompletion")]
struct Completion {
    /// Completed.
    fully: u64,
    /// Substantial.
    partially: u64,
    /// Limited.
    in_process: u64,
    /// Not started.
    not_implemented: u64,
    /// Nobody has said.
    not_stated: u64,
}

/// How often which answer was given.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportTally")]
struct TallyView {
    /// To the questions of this part of the form.
    section: Code<assessments::Section>,
    /// To this one, which was asked of each commitment.
    question: Option<Code<Question>>,
    /// Each answer that can be chosen.
    answers: Vec<ChoiceCount>,
    /// Questions that were left open.
    open: u64,
}

/// How often one answer was given.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportAnswer")]
struct ChoiceCount {
    /// The answer.
    choice: Code<Choice>,
    /// How often.
    count: u64,
}

impl From<Tally> for TallyView {
    fn from(tally: Tally) -> Self {
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
