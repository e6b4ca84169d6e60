//! The government self-assessment report: what a city says about its own plan.
//!
//! Plain structs, filled by a job and printed as PDF, HTML and JSON. Its sections follow OGP's template
//! (introduction, process, recommendations, implementation, exchange, conclusion). A text that nobody wrote
//! is `None`, and the printed report says so. What the monitoring body found is held apart from what the
//! city reports.
//!
//! Long because it is one form, field by field.

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
    /// How far it was written when this was compiled.
    #[serde(default)]
    pub version: Version,
    /// Whether the city and everything in it is example data; printed on every page.
    pub example: bool,
    /// The city that reports.
    pub city: City,
    /// The plan that is reported on.
    pub plan: Plan,
    /// First and last day that the report covers.
    pub period: Period,
    /// When the report was compiled.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at: OffsetDateTime,
    /// The day, in the city's time zone, for which lateness was computed.
    #[serde(with = "iso_day")]
    pub data_as_of: Date,
    /// The city's revision that was read: the same revision gives the same figures.
    pub revision: i64,
    /// How many records it was compiled from.
    pub sources: Sources,
    /// Where the living record can be read.
    pub url: Option<String>,
    /// Section 1: introduction and background.
    pub introduction: Option<String>,
    /// Section 2: how the plan came about and how people took part since.
    pub process: Process,
    /// Section 3: what the monitoring body recommended and what was done, one by one.
    pub recommendations: Vec<Recommendation>,
    /// The same, told by the city.
    #[serde(default)]
    pub recommendations_told: Option<String>,
    /// Section 4: each commitment.
    pub commitments: Vec<Commitment>,
    /// Section 5: peer exchange and learning.
    pub exchange: Option<String>,
    /// Section 6: conclusion.
    pub conclusion: Conclusion,
    /// Every published piece of evidence, in the order of commitments and milestones.
    pub evidence: Vec<Evidence>,
}

impl SelfAssessment {
    /// The states of all milestones of all commitments.
    #[must_use]
    pub fn milestones(&self) -> Counts {
        Counts::of(self.commitments.iter().flat_map(|commitment| &commitment.milestones))
    }

    /// How far the commitments came.
    #[must_use]
    pub fn completion(&self) -> CompletionCounts {
        CompletionCounts::of(&self.commitments)
    }
}

/// Which self-assessment of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In the middle of the plan: process, relevance and progress so far.
    MidTerm,
    /// After the plan: final results and lessons.
    EndOfTerm,
}

/// How far a report was written. Readers must be able to tell a draft from what is final.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Version {
    /// Figures alone, as the record stands: nobody wrote it.
    #[default]
    Record,
    /// Being written.
    Draft,
    /// For comment by the public.
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
    /// A city, as a report in `language` calls it.
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
    /// The plan's title in the report's language.
    pub title: String,
    /// OGP's identifier, such as `AP_ALB06`.
    pub ogp_id: Option<String>,
    /// The plan's first day.
    #[serde(with = "iso_day::option")]
    pub start: Option<Date>,
    /// The plan's last day.
    #[serde(with = "iso_day::option")]
    pub end: Option<Date>,
    /// Last day of the administration that made the plan.
    #[serde(with = "iso_day::option")]
    pub term_end: Option<Date>,
    /// When it was handed to OGP.
    #[serde(with = "iso_day::option")]
    pub submitted_on: Option<Date>,
    /// Who leads the plan.
    pub lead_institutions: Vec<String>,
    /// The independent body that monitors it.
    pub monitoring_body: Option<String>,
}

/// The days a report covers, both included.
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
    /// How people were consulted while the plan was made.
    pub development: Option<String>,
    /// How they were consulted while it was carried out.
    pub implementation: Option<String>,
    /// How they were consulted about this report.
    pub report: Option<String>,
    /// The public consultation on this report, from the record of comments.
    #[serde(default)]
    pub consultation: Option<Consultation>,
}

/// The public consultation on a report. Who spoke is not in here: a person can have her words
/// erased, and this stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// First day.
    #[serde(with = "iso_day")]
    pub opened_on: Date,
    /// Last day.
    #[serde(with = "iso_day")]
    pub closes_on: Date,
    /// Comments that are shown.
    pub comments: u32,
    /// Those that were answered.
    pub answered: u32,
    /// The comments in short, oldest first.
    pub said: Vec<Said>,
}

/// A comment on a report, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// When it was received.
    #[serde(with = "iso_day::option")]
    pub on: Option<Date>,
    /// The organisation it speaks for.
    pub organisation: Option<String>,
    /// The beginning of it.
    pub text: String,
    /// What the city answered.
    pub answer: Option<Answer>,
}

/// An answer to a comment, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The outcome, by its code.
    pub outcome: String,
    /// The beginning of the reason.
    pub reason: Option<String>,
}

/// A recommendation of the monitoring body and what the city did about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// What was recommended.
    pub text: String,
    /// Who recommended it.
    pub by: Option<String>,
    /// When.
    #[serde(with = "iso_day::option")]
    pub on: Option<Date>,
    /// What the city did, in its own words.
    pub answer: Option<String>,
}

/// How far a commitment came, as the city judges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// Nothing begun.
    NotStarted,
    /// A little done.
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
    /// The public problem it answers.
    pub problem: Option<String>,
    /// What it entails, its expected results and its aim.
    pub action: Option<String>,
    /// How it helps to solve the problem.
    pub solution: Option<String>,
    /// OGP values by code, as in [`crate::imports::table::VALUES`].
    pub values: Vec<String>,
    /// Why it is relevant to them.
    pub why_relevant: Option<String>,
    /// OGP's policy area by its code, else what the source says.
    pub policy_area: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Targets of the Sustainable Development Goals, such as `16.7`.
    pub sdg_targets: Vec<String>,
    /// Money, staff and time.
    pub resources: Option<String>,
    /// Other programmes, development plans and the like.
    pub additional_information: Option<String>,
    /// How far it came; None where nobody has said so.
    pub completion: Option<Completion>,
    /// Whether that was reckoned from its milestones, since the city has not judged it.
    pub suggested: bool,
    /// What came of it.
    pub results: Option<String>,
    /// Its milestones in order.
    pub milestones: Vec<Milestone>,
    /// The office that answers for it. Never a private address.
    pub contact: Option<Contact>,
    /// Others who take part.
    pub actors: Vec<Actor>,
    /// What changed since the plan was adopted.
    pub changes: Option<String>,
    /// What comes next.
    pub next_steps: Option<String>,
    /// What the monitoring body found. The city cannot write here.
    pub findings: Vec<Finding>,
}

impl Commitment {
    /// The states of its milestones.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts::of(&self.milestones)
    }
}

/// A milestone's state on the day the data was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Reported complete.
    #[serde(rename = "complete")]
    Done,
    /// Reported as under way and not past its due date.
    InProgress,
    /// Reported as not begun and not past its due date.
    NotStarted,
    /// Past its due date and not complete. Computed, never reported.
    Late,
    /// Reported as unable to go on.
    Stuck,
    /// Nobody has said anything: neither done nor late.
    NotReported,
    /// Given up.
    Withdrawn,
}

impl State {
    /// All states, in the order in which they are counted in print.
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
    /// What is to be done.
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
    /// Days past the due date: until completion for a done one, until the data's day for a late one.
    pub days_late: Option<u32>,
    /// Due dates it had before, oldest first.
    pub earlier_due: Vec<EarlierDue>,
    /// Why it is stuck or was withdrawn.
    pub reason: Option<String>,
}

/// A due date that was moved.
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

/// The office that answers for a commitment.
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
    /// Its kind by code, as in [`crate::imports::table::ORGANISATIONS`].
    pub kind: String,
}

/// One finding of the monitoring body about a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What was assessed, by the code of its scale, such as `completion`.
    pub about: String,
    /// What was found, in the words of the scale used then.
    pub value: String,
    /// Who found it and where that stands.
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
    /// The number of the milestone, where it belongs to one.
    pub milestone: Option<String>,
    /// Its title.
    pub title: String,
    /// What was handed in.
    pub kind: EvidenceKind,
    /// The file's name or the link's address.
    pub place: String,
    /// SHA-256 of a file's bytes, in lower-case hex. None for a link.
    pub sha256: Option<String>,
    /// When it was added.
    #[serde(with = "iso_day")]
    pub added_on: Date,
}

/// What a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A file kept by Besa.
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

/// How many milestones are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Complete.
    pub done: u32,
    /// Under way.
    pub in_progress: u32,
    /// Not begun.
    pub not_started: u32,
    /// Past due and not complete.
    pub late: u32,
    /// Unable to go on.
    pub stuck: u32,
    /// Without any report.
    pub not_reported: u32,
    /// Given up.
    pub withdrawn: u32,
}

impl Counts {
    /// Counts the states of these milestones.
    pub fn of<'a>(milestones: impl IntoIterator<Item = &'a Milestone>) -> Self {
        let mut counts = Self::default();
        for milestone in milestones {
            *counts.slot(milestone.state) += 1;
        }
        counts
    }

    /// How many are in this state.
    #[must_use]
    pub fn get(mut self, state: State) -> u32 {
        *self.slot(state)
    }

    /// How many there are that were not withdrawn: the "all" of "5 of all are done".
    #[must_use]
    pub fn all(self) -> u32 {
        State::ALL
            .into_iter()
            .filter(|state| *state != State::Withdrawn)
            .map(|state| self.get(state))
            .sum()
    }

    fn slot(&mut self, state: State) -> &mut u32 {
        match state {
            State::Done => &mut self.done,
            State::InProgress => &mut self.in_progress,
            State::NotStarted => &mut self.not_started,
            State::Late => &mut self.late,
            State::Stuck => &mut self.stuck,
            State::NotReported => &mut self.not_reported,
            State::Withdrawn => &mut self.withdrawn,
        }
    }
}

/// How many commitments came how far, in the words of OGP's template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionCounts {
    /// Completed.
    pub fully: u32,
    /// Substantial.
    pub partially: u32,
    /// Limited.
    pub in_process: u32,
    /// Not started.
    pub not_implemented: u32,
    /// Nobody has said.
    pub not_stated: u32,
}

impl CompletionCounts {
    /// Counts how far these commitments came.
    pub fn of<'a>(commitments: impl IntoIterator<Item = &'a Commitment>) -> Self {
        let mut counts = Self::default();
        for commitment in commitments {
            match commitment.completion {
                Some(Completion::Completed) => counts.fully += 1,
                Some(Completion::Substantial) => counts.partially += 1,
                Some(Completion::Limited) => counts.in_process += 1,
                Some(Completion::NotStarted) => counts.not_implemented += 1,
                None => counts.not_stated += 1,
            }
        }
        counts
    }
}
