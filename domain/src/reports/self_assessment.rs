//! The government's self-assessment report: a city's own account of its plan.
//!
//! Plain structs, output as PDF, DOCX, HTML and JSON. Its sections follow OGP's template
//! (introduction, process, recommendations, implementation, exchange, conclusion). A text that nobody wrote
//! is `None`, and the report says so. The monitoring body's findings are kept apart from what the city
//! reports.
//!
//! Long because it is one form, field by field.

pub use super::counts::{CompletionCounts, Counts};
use super::iso_day;
use crate::tenants::Tenant;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A whole report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfAssessment {
    /// The language it is written in, as a BCP 47 tag such as `sq`.
    pub language: String,
    /// Which of the two reports of a plan it is.
    pub stage: Stage,
    /// The version of the text when this was compiled.
    #[serde(default)]
    pub version: Version,
    /// Whether the city and everything in it is example data; printed on every page.
    pub example: bool,
    /// The city that reports.
    pub city: City,
    /// The plan that is reported on.
    pub plan: Plan,
    /// The period that the report covers.
    pub period: Period,
    /// When the report was compiled.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at: OffsetDateTime,
    /// The day, in the city's time zone, for which overdue milestones were computed.
    #[serde(with = "iso_day")]
    pub data_as_of: Date,
    /// The city's public revision that was read.
    pub revision: i64,
    /// How many records it was compiled from.
    pub sources: Sources,
    /// The URL of the plan's page, which shows the current records.
    pub url: Option<String>,
    /// Section 1: introduction and background.
    pub introduction: Option<String>,
    /// Section 2: how the plan was developed and how people took part since.
    pub process: Process,
    /// Section 3: what the monitoring body recommended and what was done, one by one.
    pub recommendations: Vec<Recommendation>,
    /// Section 3 as a text that the city wrote.
    #[serde(default)]
    pub recommendations_told: Option<String>,
    /// Section 4: each commitment.
    pub commitments: Vec<Commitment>,
    /// Section 5: peer exchange and learning.
    pub exchange: Option<String>,
    /// Section 6: conclusion.
    pub conclusion: Conclusion,
    /// Every piece of evidence that is not withdrawn, by commitment, oldest first.
    pub evidence: Vec<Evidence>,
}

impl SelfAssessment {
    /// Counts the milestones of all commitments by state.
    #[must_use]
    pub fn milestones(&self) -> Counts {
        Counts::of(self.commitments.iter().flat_map(|commitment| &commitment.milestones))
    }

    /// Counts the milestones that were due before the report's day and never reported on.
    #[must_use]
    pub fn unknown(&self) -> usize {
        let all = self.commitments.iter().flat_map(|commitment| &commitment.milestones);
        let past = |due: Option<Date>| due.is_some_and(|due| due < self.data_as_of);
        all.filter(|one| one.state == State::NotReported && past(one.due))
            .count()
    }

    /// Counts the open milestones without a due date: nobody can say whether they are late.
    #[must_use]
    pub fn undated(&self) -> usize {
        let all = self.commitments.iter().flat_map(|commitment| &commitment.milestones);
        all.filter(|one| one.due.is_none() && !matches!(one.state, State::Done | State::Withdrawn))
            .count()
    }

    /// Counts the commitments by completion.
    #[must_use]
    pub fn completion(&self) -> CompletionCounts {
        CompletionCounts::of(&self.commitments)
    }
}

/// Which of the two self-assessments of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In the middle of the plan: process, relevance and progress so far.
    MidTerm,
    /// After the plan: final results and lessons.
    EndOfTerm,
}

/// The version of a report's text. Readers must be able to tell a draft from a final report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Version {
    /// Compiled from the records alone: nobody wrote sections.
    #[default]
    Record,
    /// Being written.
    Draft,
    /// In public consultation.
    Consultation,
    /// Final.
    Final,
}

/// The city that reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// The city's name in the report's language.
    pub name: String,
    /// The country: ISO 3166-1 alpha-2, or XK.
    pub country: String,
    /// The city's colour as `#rrggbb`.
    pub colour: Option<String>,
}

impl City {
    /// Returns the city of a report in `language`.
    pub(super) fn of(tenant: &Tenant, language: &str) -> Self {
        Self {
            name: tenant.name(language).to_owned(),
            country: tenant.country.clone(),
            colour: Some(tenant.colour.clone()),
        }
    }
}

/// The plan that is reported on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The plan's title, in the language of the plan.
    pub title: String,
    /// OGP's identifier, such as `AP_ALB06`.
    pub ogp_id: Option<String>,
    /// The plan's first day.
    #[serde(with = "iso_day::option")]
    pub start: Option<Date>,
    /// The plan's last day.
    #[serde(with = "iso_day::option")]
    pub end: Option<Date>,
    /// The last day of the term of the administration that made the plan.
    #[serde(with = "iso_day::option")]
    pub term_end: Option<Date>,
    /// When it was submitted to OGP.
    #[serde(with = "iso_day::option")]
    pub submitted_on: Option<Date>,
    /// Who leads the plan.
    pub lead_institutions: Vec<String>,
    /// The independent body that monitors it.
    pub monitoring_body: Option<String>,
}

/// The period that a report covers, first and last day included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    #[serde(with = "iso_day")]
    pub from: Date,
    /// Last day.
    #[serde(with = "iso_day")]
    pub to: Date,
}

/// How many records a report was compiled from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// Commitments.
    pub commitments: u32,
    /// Milestones.
    pub milestones: u32,
    /// Progress updates.
    pub updates: u32,
    /// Pieces of evidence.
    pub evidence: u32,
    /// Findings of the monitoring body.
    pub findings: u32,
}

/// Section 2: the action plan process.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// How people were consulted while the plan was developed.
    pub development: Option<String>,
    /// How they were consulted while it was implemented.
    pub implementation: Option<String>,
    /// How they were consulted about this report.
    pub report: Option<String>,
    /// The public consultation on this report, from the stored comments.
    #[serde(default)]
    pub consultation: Option<Consultation>,
    /// The comments and proposals on the plan, from the stored records.
    #[serde(default)]
    pub contributions: Contributions,
}

/// The published comments and proposals on a plan, without their authors' names: a person can have what they wrote
/// erased, and a final report does not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributions {
    /// The number of comments.
    pub comments: u32,
    /// The number of proposals.
    pub proposals: u32,
    /// How many of both were answered.
    pub answered: u32,
    /// Those that were answered or ask for an answer, shortened, oldest first.
    pub said: Vec<CommentSummary>,
}

/// The public consultation on a report. It does not name authors: a person can have their comments erased,
/// and a final report does not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// First day.
    #[serde(with = "iso_day")]
    pub opened_on: Date,
    /// Last day.
    #[serde(with = "iso_day")]
    pub closes_on: Date,
    /// The number of published comments.
    pub comments: u32,
    /// How many of them were answered.
    pub answered: u32,
    /// The comments, shortened, oldest first.
    pub said: Vec<CommentSummary>,
}

/// A comment on a report, shortened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentSummary {
    /// When it was received.
    #[serde(with = "iso_day::option")]
    pub on: Option<Date>,
    /// The organisation it speaks for.
    pub organisation: Option<String>,
    /// The beginning of the comment.
    pub text: String,
    /// The city's answer.
    pub answer: Option<Answer>,
}

/// An answer to a comment, shortened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The code of the outcome.
    pub outcome: String,
    /// The beginning of the reason.
    pub reason: Option<String>,
}

/// A recommendation of the monitoring body and what the city did about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The number and title of the commitment that it is about.
    #[serde(default)]
    pub commitment: Option<String>,
    /// What was recommended.
    pub text: String,
    /// Who recommended it.
    pub by: Option<String>,
    /// When it was recommended.
    #[serde(with = "iso_day::option")]
    pub on: Option<Date>,
    /// What the city replied to the assessment, in its own words.
    pub answer: Option<String>,
}

/// The completion of a commitment, as the city judges it or as computed from its milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// Not started.
    NotStarted,
    /// A small part done.
    Limited,
    /// Most of it done.
    Substantial,
    /// All done.
    Completed,
}

/// A commitment with the fields of OGP's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Its number in the plan.
    pub number: String,
    /// OGP's identifier, such as `ALBSN0001`.
    pub ogp_id: Option<String>,
    /// Its title.
    pub title: String,
    /// First day.
    #[serde(with = "iso_day::option")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(with = "iso_day::option")]
    pub end: Option<Date>,
    /// The institution that leads it.
    pub lead_institution: Option<String>,
    /// The public problem it addresses.
    pub problem: Option<String>,
    /// What it entails, its expected results and its aim.
    pub action: Option<String>,
    /// How it helps to solve the problem.
    pub solution: Option<String>,
    /// OGP values by code, as in [`crate::records::OgpValue`].
    pub values: Vec<String>,
    /// Why it is relevant to these values.
    pub why_relevant: Option<String>,
    /// The code of OGP's policy area, else the area as the source words it.
    pub policy_area: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Targets of the Sustainable Development Goals, such as `16.7`.
    pub sdg_targets: Vec<String>,
    /// Money, staff and time.
    pub resources: Option<String>,
    /// Other programmes, development plans and the like.
    pub additional_information: Option<String>,
    /// Its completion; `None` when nothing was reported.
    pub completion: Option<Completion>,
    /// Whether the completion was computed from its milestones, because the city has not judged it.
    pub suggested: bool,
    /// Its results, in reports from before updates were printed.
    pub results: Option<String>,
    /// What the city wrote about its milestones.
    #[serde(default)]
    pub updates: Vec<Update>,
    /// Its milestones in order.
    pub milestones: Vec<Milestone>,
    /// The office responsible for it. Never a private address.
    pub contact: Option<Contact>,
    /// Others who take part.
    pub actors: Vec<Actor>,
    /// What changed since the plan was adopted.
    pub changes: Option<String>,
    /// What comes next.
    pub next_steps: Option<String>,
    /// The monitoring body's findings. The city cannot edit them.
    pub findings: Vec<Finding>,
}

impl Commitment {
    /// Counts its milestones by state.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts::of(&self.milestones)
    }
}

/// What the city wrote in a progress report on a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The number of the milestone.
    pub milestone: String,
    /// When it was reported.
    #[serde(with = "iso_day")]
    pub on: Date,
    /// What was done.
    pub done: Option<String>,
    /// What made it difficult.
    pub challenges: Option<String>,
    /// What comes next.
    pub next_step: Option<String>,
}

/// A milestone's state on the day the data was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Reported complete.
    #[serde(rename = "complete")]
    Done,
    /// Reported as in progress and not past its due date.
    InProgress,
    /// Reported as not started and not past its due date.
    NotStarted,
    /// Past its due date and not complete. Computed, never reported.
    Late,
    /// Reported as stuck and not past its due date.
    Stuck,
    /// Nothing was reported: it counts as neither done nor late.
    NotReported,
    /// Withdrawn.
    Withdrawn,
}

impl State {
    /// All states, in the order in which reports count them.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::InProgress,
        Self::NotStarted,
        Self::Late,
        Self::Stuck,
        Self::NotReported,
        Self::Withdrawn,
    ];
}

/// A milestone with its dates and state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// Its number within the plan or commitment, such as `4.1`.
    pub number: String,
    /// Its title: what is to be done.
    pub title: String,
    /// First day.
    #[serde(with = "iso_day::option")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(with = "iso_day::option")]
    pub due: Option<Date>,
    /// Its state on the day the data was read.
    pub state: State,
    /// The percentage the city reported, 0 to 100.
    pub percent: Option<u8>,
    /// When it was completed.
    #[serde(with = "iso_day::option")]
    pub completed_on: Option<Date>,
    /// Days past the due date: until completion when it is done, until `data_as_of` when it is late. `None`
    /// when it is neither late nor was completed late.
    pub days_late: Option<u32>,
    /// Its earlier due dates, oldest first.
    pub earlier_due: Vec<EarlierDue>,
    /// Why it is stuck or was withdrawn.
    pub reason: Option<String>,
}

/// An earlier due date of a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierDue {
    /// The due date before the move.
    #[serde(with = "iso_day")]
    pub due: Date,
    /// The day it was moved.
    #[serde(with = "iso_day")]
    pub moved_on: Date,
    /// Why it was moved, as the city wrote it.
    pub reason: Option<String>,
}

/// The office responsible for a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name of the office or post.
    pub office: String,
    /// Title and department.
    pub department: Option<String>,
    /// The office's public mailbox or telephone number.
    pub reach: Option<String>,
}

/// An organisation that takes part in a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Its name.
    pub name: String,
    /// Its kind by code, as in [`crate::stakeholders::OrganisationKind`].
    pub kind: String,
}

/// One finding of the monitoring body about a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What was assessed, by the code of its scale, such as `completion`.
    pub about: String,
    /// What was found, in the words of the scale used then.
    pub value: String,
    /// Where it was published; empty when that is not recorded.
    pub source: String,
    /// When it was found.
    #[serde(with = "iso_day::option")]
    pub on: Option<Date>,
}

/// A published piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The number of the commitment it belongs to.
    pub commitment: String,
    /// The number of the milestone it belongs to, if any.
    pub milestone: Option<String>,
    /// Its title.
    pub title: String,
    /// Whether it is a file or a link.
    pub kind: EvidenceKind,
    /// The name of the file or the URL of the link.
    pub place: String,
    /// SHA-256 of a file's bytes, in lower-case hex; `None` for a link.
    pub sha256: Option<String>,
    /// When it was added.
    #[serde(with = "iso_day")]
    pub added_on: Date,
}

/// The kind of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A file stored by Besa.
    File,
    /// A link to another site.
    Link,
}

/// Section 6: conclusion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// What was learned.
    pub lessons: Option<String>,
    /// Other initiatives for open government.
    pub other_initiatives: Option<String>,
    /// What comes next.
    pub next_steps: Option<String>,
}
