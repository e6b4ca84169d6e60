//! Request bodies and responses of the review.

use crate::examples::example;
use crate::tenants::Figures;
use crate::values::{Code, Day, count, put, set};
use besa_domain::figures::CompactCommitment;
use besa_domain::queries::{Query, QueryState};
use besa_domain::review::{CityQuestion, Compared, Line, NeedKind, Note, NoteDraft, Reason};
use besa_domain::tenants::Tenant;
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A reason why a city needs attention.
#[derive(Debug, Object)]
#[oai(rename = "ReviewNeed")]
pub(crate) struct NeedView {
    /// The kind of reason.
    kind: Code<NeedKind>,
    /// For `late`: the number of overdue milestones; otherwise `null`.
    milestones: Option<u64>,
    /// For `late`: how many days the milestone that is overdue longest has been overdue; otherwise
    /// `null`.
    days: Option<i64>,
    /// For `silent`: the last day on which the city reported something, `null` if it never did. For
    /// `ending`: the last day of the plan. For `due` and `assessment`: the due date. Otherwise
    /// `null`.
    on: Option<Day>,
}

impl From<Reason> for NeedView {
    fn from(reason: Reason) -> Self {
        let (milestones, days, on) = match reason {
            Reason::Late { milestones, days } => (usize::try_from(milestones).ok().map(count), Some(days), None),
            Reason::Silent { since } => (None, None, since),
            Reason::Assessment { on, .. } | Reason::Ending { on, .. } | Reason::Due { on } => (None, None, Some(on)),
            Reason::NoPlan => (None, None, None),
        };
        Self {
            kind: Code(reason.kind()),
            milestones,
            days,
            on: on.map(Day),
        }
    }
}

/// A city in the list of a reviewer.
#[derive(Debug, Object)]
#[oai(rename = "ReviewedCity")]
pub(crate) struct LineView {
    /// The slug of the city in URLs, for example `elbasan`.
    slug: String,
    /// The name of the city, keyed by language code.
    names: BTreeMap<String, String>,
    /// The country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
    country: String,
    /// Whether all data of this city are example data.
    example: bool,
    /// Why it needs attention, the most urgent reason first; empty if it does not.
    needs: Vec<NeedView>,
    /// Figures of its current plan; `null` if no plan is published.
    plan: Option<Figures>,
}

impl From<Line> for LineView {
    fn from(line: Line) -> Self {
        Self {
            slug: line.tenant.slug,
            names: line.tenant.names.0,
            country: line.tenant.country,
            example: line.tenant.example,
            needs: line.reasons.into_iter().map(NeedView::from).collect(),
            plan: line.figures.map(Figures::from),
        }
    }
}

/// The number of milestones of a commitment by state. Withdrawn milestones are not counted.
#[derive(Debug, Object)]
#[oai(rename = "ComparedCommitment")]
pub(crate) struct CourseView {
    /// Its position in the plan.
    number: i32,
    /// Its short title, or its title if it has none.
    title: String,
    /// Complete.
    done: u64,
    /// In progress, not overdue.
    in_progress: u64,
    /// Overdue: not started, in progress or stuck, and the due date has passed.
    late: u64,
    /// Stuck, not overdue.
    stuck: u64,
    /// Not started, not overdue.
    not_started: u64,
    /// Never reported.
    not_reported: u64,
}

impl CourseView {
    fn of(course: &CompactCommitment, today: Date) -> Self {
        let tally = course.tally(today);
        Self {
            number: course.number,
            title: course.title.clone(),
            done: count(tally.done),
            in_progress: count(tally.in_progress),
            late: count(tally.late),
            stuck: count(tally.stuck),
            not_started: count(tally.not_started),
            not_reported: count(tally.not_reported),
        }
    }
}

/// A city in the comparison.
#[derive(Debug, Object)]
#[oai(rename = "ComparedCity")]
pub(crate) struct ComparedView {
    /// The slug of the city in URLs, for example `elbasan`.
    slug: String,
    /// The name of the city, keyed by language code.
    names: BTreeMap<String, String>,
    /// The country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
    country: String,
    /// Whether all data of this city are example data.
    example: bool,
    /// Figures of its current plan.
    plan: Figures,
    /// How many of OGP Local's four minimum requirements its records meet; `null` until it is computed.
    minimum_met: Option<i32>,
    /// How many of the six recommended practices its records meet; `null` until it is computed.
    practices_met: Option<i32>,
    /// The commitments of the plan, by number.
    commitments: Vec<CourseView>,
}

impl From<(Compared, Vec<CompactCommitment>)> for ComparedView {
    fn from((city, courses): (Compared, Vec<CompactCommitment>)) -> Self {
        let minimum_met = city.minimum().map(|(met, _)| met);
        let practices_met = city.practices().map(|(met, _)| met);
        let Tenant {
            slug,
            names,
            country,
            example,
            ..
        } = city.tenant;
        Self {
            slug,
            names: names.0,
            country,
            example,
            minimum_met,
            practices_met,
            plan: city.figures.into(),
            commitments: courses
                .iter()
                .map(|course| CourseView::of(course, city.today))
                .collect(),
        }
    }
}

/// A reviewer's note on a city.
#[derive(Debug, Object)]
#[oai(rename = "ReviewNote")]
pub(crate) struct NoteView {
    /// The id.
    id: Uuid,
    /// The id of the commitment that it is about; `null` if it is about the city.
    commitment: Option<Uuid>,
    /// The text.
    text: String,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

impl From<Note> for NoteView {
    fn from(note: Note) -> Self {
        Self {
            id: note.id.into(),
            commitment: note.commitment_id.map(Uuid::from),
            text: note.text,
            version: note.version,
            created_at: note.created_at,
            updated_at: note.updated_at,
        }
    }
}

/// The fields of a note. A new note requires `text`. In a change, fields that are not sent keep
/// their values; `null` clears `commitment`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReviewNoteFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NoteFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The id of the commitment that it is about; it must be in a published plan of the city.
    commitment: MaybeUndefined<Uuid>,
    /// The text. Maximum 50,000 characters.
    text: Option<String>,
}

example!(NoteFields { "text": "Two villages are missing in the results." });

impl NoteFields {
    pub(super) fn apply_to(self, mut draft: NoteDraft) -> NoteDraft {
        put(&mut draft.commitment, self.commitment);
        set(&mut draft.text, self.text);
        draft
    }
}

/// A reviewer's question to a city, with the answer.
#[derive(Debug, Object)]
#[oai(rename = "ReviewQuery")]
pub(crate) struct QueryView {
    /// The id.
    id: Uuid,
    /// The id of the commitment that it is about; `null` if it is about the city.
    commitment: Option<Uuid>,
    /// The question.
    question: String,
    /// The day by which an answer is requested; `null` if none was given.
    due_on: Option<Day>,
    /// The state: `open` or `answered`.
    state: Code<QueryState>,
    /// The answer; `null` while it is open.
    answer: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was asked.
    asked_at: OffsetDateTime,
    /// When it was answered; `null` while it is open.
    answered_at: Option<OffsetDateTime>,
}

impl From<Query> for QueryView {
    fn from(query: Query) -> Self {
        Self {
            id: query.id.into(),
            commitment: query.commitment_id.map(Uuid::from),
            question: query.question,
            due_on: query.due_on.map(Day),
            state: Code(query.state),
            answer: query.answer,
            version: query.version,
            asked_at: query.asked_at,
            answered_at: query.answered_at,
        }
    }
}

/// A question to one of a reviewer's cities, without its answer.
#[derive(Debug, Object)]
#[oai(rename = "AskedReviewQuery")]
pub(crate) struct AskedView {
    /// The slug of the city in URLs, for example `elbasan`.
    slug: String,
    /// The name of the city, keyed by language code.
    names: BTreeMap<String, String>,
    /// The country: an ISO 3166-1 alpha-2 code, or `XK` for Kosovo.
    country: String,
    /// The id of the question, for `review_queries_read` of this city.
    id: Uuid,
    /// The question.
    question: String,
    /// The day by which an answer is requested; `null` if none was given.
    due_on: Option<Day>,
    /// The state: `open` or `answered`.
    state: Code<QueryState>,
    /// Days from the question to the answer, or to today while it is open, in the city's time zone.
    days: i64,
    /// Days since `due_on`, while it is open and overdue; otherwise `null`.
    days_late: Option<i64>,
    /// When it was asked.
    asked_at: OffsetDateTime,
    /// When it was answered; `null` while it is open.
    answered_at: Option<OffsetDateTime>,
}

impl From<CityQuestion> for AskedView {
    fn from(one: CityQuestion) -> Self {
        let (days, days_late) = (one.days(), one.days_late());
        let CityQuestion { tenant, question, .. } = one;
        Self {
            slug: tenant.slug,
            names: tenant.names.0,
            country: tenant.country,
            id: question.id.into(),
            question: question.text,
            due_on: question.due_on.map(Day),
            state: Code(question.state),
            days,
            days_late,
            asked_at: question.asked_at,
            answered_at: question.answered_at,
        }
    }
}

/// A new question to a city. `question` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReviewQuery", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewQuery {
    /// The id of the commitment that it is about; it must be in a published plan of the city.
    pub(super) commitment: Option<Uuid>,
    /// The question. Maximum 4,000 characters.
    pub(super) question: Option<String>,
    /// The day by which an answer is requested; not before today in the city's time zone.
    pub(super) due_on: Option<Day>,
}

example!(NewQuery { "question": "When will the results of the last two villages be there?", "due_on": "2026-12-07" });

/// The city's answer. `answer` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReviewAnswer", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewAnswer {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The answer. Maximum 4,000 characters.
    pub(super) answer: Option<String>,
}

example!(NewAnswer { "version": 1, "answer": "The laboratory sends them on Friday." });
