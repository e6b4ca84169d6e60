//! Comments, proposals and answers as they are read.

use crate::examples::example;
use crate::values::{Code, Day};
use besa_domain::copy_fields;
use besa_domain::responses::{Outcome, Response};
use besa_domain::voices::{Figures, HideRule, Told, VoiceKind, VoiceState};
use poem_openapi::Object;
use serde::Deserialize;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A comment or a proposal. Who wrote it is known by the name that is shown alone.
#[derive(Debug, Object)]
#[oai(rename = "Voice")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// Comment or proposal.
    kind: Code<VoiceKind>,
    /// The plan it belongs to.
    plan: Option<Uuid>,
    /// The commitment it is about, or whose milestone it is about.
    commitment: Option<Uuid>,
    /// The milestone it is about.
    milestone: Option<Uuid>,
    /// The report it is about.
    report: Option<Uuid>,
    /// The comment it replies to.
    parent: Option<Uuid>,
    /// The title, of a proposal.
    title: Option<String>,
    /// The words, in Markdown. Empty when it is hidden.
    body: String,
    /// The language of the page it was written on.
    language: String,
    /// The name it is shown under; none when it is hidden or was erased.
    name: Option<String>,
    /// The organisation it speaks for.
    organisation: Option<String>,
    /// Where it stands.
    state: Code<VoiceState>,
    /// The rule it was hidden by.
    hidden_rule: Option<Code<HideRule>>,
    /// Why, in words.
    hidden_words: Option<String>,
    /// Whether an answer is asked for.
    asks: bool,
    /// The day by which the city answers.
    due_on: Option<Day>,
    /// Whether that day has passed without an answer, on the city's present day.
    overdue: bool,
    /// When it was received.
    received_at: Option<OffsetDateTime>,
    /// The commitment that a proposal became.
    became: Option<Uuid>,
    /// The answer.
    response: Option<ResponseView>,
    /// Working days from the voice to its answer.
    working_days: Option<u64>,
    /// Bumped by each change.
    version: i32,
}

impl From<(Told, Date)> for View {
    fn from((told, today): (Told, Date)) -> Self {
        let voice = told.voice;
        copy_fields!(voice => Self {
            title, body, language, hidden_words, asks, received_at, version,
        } with {
            overdue: voice.is_overdue(today),
            id: voice.id.into(),
            kind: Code(voice.kind),
            plan: voice.plan_id.map(Uuid::from),
            commitment: voice.commitment_id.map(Uuid::from),
            milestone: voice.milestone_id.map(Uuid::from),
            report: voice.report_id.map(Uuid::from),
            parent: voice.parent_id.map(Uuid::from),
            name: told.name,
            organisation: told.organisation,
            state: Code(voice.state),
            hidden_rule: voice.hidden_rule.map(Code),
            due_on: voice.due_on.map(Day),
            became: voice.became_id.map(Uuid::from),
            response: told.response.map(ResponseView::from),
            working_days: told.took.map(crate::values::count),
        })
    }
}

/// The city's reasoned answer.
#[derive(Debug, Object)]
#[oai(rename = "Response")]
pub(crate) struct ResponseView {
    /// The id.
    id: Uuid,
    /// What it answers.
    voice: Uuid,
    /// What the city decided.
    outcome: Code<Outcome>,
    /// Why, in Markdown.
    reason: Option<String>,
    /// What changed.
    changed: Option<String>,
    /// The plan in which it changed.
    plan: Option<Uuid>,
    /// The commitment in which it changed.
    commitment: Option<Uuid>,
    /// The milestone in which it changed.
    milestone: Option<Uuid>,
    /// The office that answers.
    office: Option<String>,
    /// When it was given.
    created_at: OffsetDateTime,
    /// When it was last corrected.
    updated_at: OffsetDateTime,
    /// Bumped by each correction.
    version: i32,
}

impl From<Response> for ResponseView {
    fn from(response: Response) -> Self {
        copy_fields!(response => Self {
            reason, changed, office, created_at, updated_at, version,
        } with {
            id: response.id.into(),
            voice: response.voice_id.into(),
            outcome: Code(response.outcome),
            plan: response.plan_id.map(Uuid::from),
            commitment: response.commitment_id.map(Uuid::from),
            milestone: response.milestone_id.map(Uuid::from),
        })
    }
}

/// How the city answers: comments and proposals that are shown and ask for an answer.
#[derive(Debug, Object)]
#[oai(rename = "ResponseFigures")]
pub(crate) struct FiguresView {
    /// All of them.
    asked: u64,
    /// Answered.
    answered: u64,
    /// Answered by the day that was promised.
    in_time: u64,
    /// Without an answer whose day has not passed.
    waiting: u64,
    /// Without an answer past their day.
    overdue: u64,
    /// Percent answered, rounded down; none when nothing was asked.
    rate: Option<u64>,
    /// Days to the answer, in the middle; none when nothing was answered.
    median_days: Option<i64>,
}

impl From<Figures> for FiguresView {
    fn from(figures: Figures) -> Self {
        copy_fields!(figures => Self {
            asked, answered, in_time, waiting, overdue, rate, median_days,
        })
    }
}

/// Why something is hidden. It needs `rule` and `words`; to publish, the version is enough.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "Hiding", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Hiding {
    /// The version that was read, unless `If-Match` says it.
    pub(super) version: Option<i32>,
    /// The rule.
    pub(super) rule: Option<Code<HideRule>>,
    /// Why, in words that residents read.
    pub(super) words: Option<String>,
}

example!(Hiding {
    "version": 2,
    "rule": "personal_data",
    "words": "It named a neighbour and her illness."
});
