//! What review says as JSON, and what is sent to it.

use crate::examples::example;
use crate::tenants::Figures;
use crate::values::{Code, Day, count, put, set};
use besa_domain::figures::Course;
use besa_domain::queries::{Query, QueryState};
use besa_domain::review::{Asked, Compared, Line, NeedKind, Note, NoteDraft, Reason};
use besa_domain::tenants::Tenant;
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A reason to look at a city.
#[derive(Debug, Object)]
#[oai(rename = "ReviewNeed")]
pub(crate) struct NeedView {
    /// What it is.
    kind: Code<NeedKind>,
    /// For `late`: how many milestones.
    milestones: Option<u64>,
    /// For `late`: for how many days the longest of them is.
    days: Option<i64>,
    /// For `silent` the last day on which something was told, for `ending` the plan's last day, for
    /// `due` and `assessment` the due day.
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

/// A city of a reviewer.
#[derive(Debug, Object)]
#[oai(rename = "ReviewedCity")]
pub(crate) struct LineView {
    /// The city in addresses.
    slug: String,
    /// The name, per language code.
    names: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2, and XK.
    country: String,
    /// Everything of this city is example data.
    example: bool,
    /// Why it needs somebody, the most urgent reason first.
    needs: Vec<NeedView>,
    /// Its present plan, if one is published.
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

/// A commitment in numbers: how its milestones stand.
#[derive(Debug, Object)]
#[oai(rename = "ComparedCommitment")]
pub(crate) struct CourseView {
    /// Its place in the plan.
    number: i32,
    /// Its short title, or its title.
    title: String,
    /// Milestones that are done.
    done: u64,
    /// In progress, not late.
    in_progress: u64,
    /// Late.
    late: u64,
    /// Stuck, not late.
    stuck: u64,
    /// Not started, not late.
    not_started: u64,
    /// Nothing was ever reported of them.
    not_reported: u64,
}

impl CourseView {
    fn of(course: &Course, today: Date) -> Self {
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

/// A city among others.
#[derive(Debug, Object)]
#[oai(rename = "ComparedCity")]
pub(crate) struct ComparedView {
    /// The city in addresses.
    slug: String,
    /// The name, per language code.
    names: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2, and XK.
    country: String,
    /// Everything of this city is example data.
    example: bool,
    /// Its present plan.
    plan: Figures,
    /// How many of OGP's ten requirements its records show; none until it is reckoned.
    requirements_met: Option<i32>,
    /// The plan's commitments, by number.
    commitments: Vec<CourseView>,
}

impl From<(Compared, Vec<Course>)> for ComparedView {
    fn from((city, courses): (Compared, Vec<Course>)) -> Self {
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
            requirements_met: city.figures.requirements_met,
            plan: city.figures.into(),
            commitments: courses
                .iter()
                .map(|course| CourseView::of(course, city.today))
                .collect(),
        }
    }
}

/// What a reviewer noted of a city.
#[derive(Debug, Object)]
#[oai(rename = "ReviewNote")]
pub(crate) struct NoteView {
    /// The id.
    id: Uuid,
    /// The commitment it is about.
    commitment: Option<Uuid>,
    /// What it says.
    text: String,
    /// Bumped by each change.
    version: i32,
    /// When it was made.
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

/// What is noted. A new note needs `text`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReviewNoteFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NoteFields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The commitment it is about, by its id.
    commitment: MaybeUndefined<Uuid>,
    /// What it says.
    text: Option<String>,
}

example!(NoteFields { "text": "Two villages are missing in the results." });

impl NoteFields {
    pub(super) fn over(self, mut draft: NoteDraft) -> NoteDraft {
        put(&mut draft.commitment, self.commitment);
        set(&mut draft.text, self.text);
        draft
    }
}

/// What a reviewer asked a city, and the answer.
#[derive(Debug, Object)]
#[oai(rename = "ReviewQuery")]
pub(crate) struct QueryView {
    /// The id.
    id: Uuid,
    /// The commitment it is about.
    commitment: Option<Uuid>,
    /// The question.
    question: String,
    /// The day by which an answer is hoped for.
    due_on: Option<Day>,
    /// Where it stands.
    state: Code<QueryState>,
    /// The answer.
    answer: Option<String>,
    /// Bumped by each change.
    version: i32,
    /// When it was asked.
    asked_at: OffsetDateTime,
    /// When it was answered.
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

/// A question to one of a reviewer's cities. Its answer is read there.
#[derive(Debug, Object)]
#[oai(rename = "AskedReviewQuery")]
pub(crate) struct AskedView {
    /// The city in addresses.
    slug: String,
    /// The city's name, per language code.
    names: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2, and XK.
    country: String,
    /// The id, in the city.
    id: Uuid,
    /// The question.
    question: String,
    /// The day by which an answer is hoped for.
    due_on: Option<Day>,
    /// Where it stands.
    state: Code<QueryState>,
    /// For how many days of the city it waits, or waited until it was answered.
    days: i64,
    /// For how many days the answer is late; none while it is not.
    days_late: Option<i64>,
    /// When it was asked.
    asked_at: OffsetDateTime,
    /// When it was answered.
    answered_at: Option<OffsetDateTime>,
}

impl From<Asked> for AskedView {
    fn from(one: Asked) -> Self {
        let (days, days_late) = (one.days(), one.days_late());
        let Asked { line, question } = one;
        Self {
            slug: line.tenant.slug,
            names: line.tenant.names.0,
            country: line.tenant.country,
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

/// A question to a city. It needs `question`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReviewQuery", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewQuery {
    /// The commitment it is about, by its id.
    pub(super) commitment: Option<Uuid>,
    /// The question.
    pub(super) question: Option<String>,
    /// The day by which an answer is hoped for; not before the city's present day.
    pub(super) due_on: Option<Day>,
}

example!(NewQuery { "question": "When will the results of the last two villages be there?", "due_on": "2026-12-07" });

/// The city's answer. It needs `answer`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReviewAnswer", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NewAnswer {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The answer.
    pub(super) answer: Option<String>,
}

example!(NewAnswer { "version": 1, "answer": "The laboratory sends them on Friday." });
