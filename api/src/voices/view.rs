//! Responses for comments, proposals and answers.

use crate::examples::example;
use crate::values::{Code, Day};
use besa_domain::copy_fields;
use besa_domain::responses::{Outcome, Response};
use besa_domain::voices::{Figures, HideRule, Received, Voice, VoiceDetails, VoiceKind, VoiceState};
use poem_openapi::Object;
use serde::Deserialize;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A comment or a proposal. The author is identified only by the displayed name. A field without a
/// value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Voice")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// `comment` or `proposal`.
    kind: Code<VoiceKind>,
    /// The id of the plan that it belongs to.
    plan: Option<Uuid>,
    /// The id of the commitment that it, or its milestone, belongs to.
    commitment: Option<Uuid>,
    /// The id of the milestone that it is about.
    milestone: Option<Uuid>,
    /// The id of the report that it is about.
    report: Option<Uuid>,
    /// The id of the comment that it replies to.
    parent: Option<Uuid>,
    /// The title of a proposal; `null` for a comment.
    title: Option<String>,
    /// The text, in Markdown. Empty if it is hidden, except for members who list or moderate hidden
    /// ones.
    body: String,
    /// The code of the language in which it was submitted; also that of the e-mails about it.
    language: String,
    /// The displayed name; `null` if the text is not shown or the author's data were erased.
    name: Option<String>,
    /// The name of the organisation that the author represents.
    organisation: Option<String>,
    /// The state.
    state: Code<VoiceState>,
    /// The rule by which it was hidden.
    hidden_rule: Option<Code<HideRule>>,
    /// The reason for hiding it.
    hidden_words: Option<String>,
    /// Whether the author asks for an answer.
    asks: bool,
    /// The day by which the city answers; `null` if no answer is asked for.
    due_on: Option<Day>,
    /// Whether it is published and unanswered and `due_on` has passed, in the city's time zone.
    overdue: bool,
    /// When it was received: at once, or when the author confirmed it.
    received_at: Option<OffsetDateTime>,
    /// The id of the commitment that a proposal became.
    became: Option<Uuid>,
    /// The city's answer; `null` while there is none.
    response: Option<ResponseView>,
    /// Working days from receipt to the answer; `null` while there is none.
    working_days: Option<u64>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl From<(VoiceDetails, Date)> for View {
    fn from((details, today): (VoiceDetails, Date)) -> Self {
        Self {
            response: details.response.map(ResponseView::from),
            working_days: details.took.map(crate::values::count),
            ..Self::unanswered(details.voice, details.name, details.organisation, today)
        }
    }
}

impl View {
    /// Returns what was received now.
    pub(super) fn received(received: Received, today: Date) -> Self {
        Self::unanswered(received.voice, received.name, received.organisation, today)
    }

    fn unanswered(voice: Voice, name: Option<String>, organisation: Option<String>, today: Date) -> Self {
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
            name,
            organisation,
            state: Code(voice.state),
            hidden_rule: voice.hidden_rule.map(Code),
            due_on: voice.due_on.map(Day),
            became: voice.became_id.map(Uuid::from),
            response: None,
            working_days: None,
        })
    }
}

/// The city's answer to a comment or a proposal. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Response")]
pub(crate) struct ResponseView {
    /// The id.
    id: Uuid,
    /// The id of the comment or proposal.
    voice: Uuid,
    /// What the city decided.
    outcome: Code<Outcome>,
    /// The reason, in Markdown.
    reason: Option<String>,
    /// What changed as a result.
    changed: Option<String>,
    /// The id of the plan that changed.
    plan: Option<Uuid>,
    /// The id of the commitment that changed.
    commitment: Option<Uuid>,
    /// The id of the milestone that changed.
    milestone: Option<Uuid>,
    /// The office that answers.
    office: Option<String>,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last corrected, or created if never.
    updated_at: OffsetDateTime,
    /// The version of the answer; increases with each correction.
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

/// Figures on how the city answers. They count published comments and proposals that ask for an
/// answer.
#[derive(Debug, Object)]
#[oai(rename = "ResponseFigures")]
pub(crate) struct FiguresView {
    /// All of them.
    asked: u64,
    /// Answered.
    answered: u64,
    /// Answered by their due date.
    in_time: u64,
    /// Unanswered, not overdue.
    waiting: u64,
    /// Unanswered and overdue.
    overdue: u64,
    /// The percentage answered, rounded down; `null` if there are none.
    rate: Option<u64>,
    /// The median number of calendar days to the answer; `null` if nothing was answered.
    median_days: Option<i64>,
}

impl From<Figures> for FiguresView {
    fn from(figures: Figures) -> Self {
        copy_fields!(figures => Self {
            asked, answered, in_time, waiting, overdue, rate, median_days,
        })
    }
}

/// The reason for hiding a comment or proposal. To hide it, `rule` and `words` are required; to
/// publish it, only the version.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "Hiding", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Hiding {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    pub(super) version: Option<i32>,
    /// The rule that it breaks. Ignored when publishing.
    pub(super) rule: Option<Code<HideRule>>,
    /// The public reason. Maximum 1,000 characters. Ignored when publishing.
    pub(super) words: Option<String>,
}

example!(Hiding {
    "version": 2,
    "rule": "personal_data",
    "words": "It named a neighbour and her illness."
});
