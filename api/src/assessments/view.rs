//! Assessments as they are read and sent.

use crate::examples::example;
use crate::values::{Code, Day};
use besa_domain::assessments::{
    Answer, Assessment, AssessmentDraft, AssessmentKind, AssessmentState, Choice, Evaluator, Exhibit, Question,
};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// An assessment, without its answers.
#[derive(Debug, Object)]
#[oai(rename = "Assessment")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// Which.
    kind: Code<AssessmentKind>,
    /// Where it stands.
    state: Code<AssessmentState>,
    /// The plan.
    plan: Uuid,
    /// The commitment, of an end-of-commitment assessment.
    commitment: Option<Uuid>,
    /// Which edition it is, from 1.
    edition: i32,
    /// The one that it is a new edition of.
    replaces: Option<Uuid>,
    /// The rule set whose questions it answers.
    rules: String,
    /// The day it was handed in.
    submitted_on: Option<Day>,
    /// The day by which the city replies.
    reply_by: Option<Day>,
    /// The day of the city's reply.
    replied_on: Option<Day>,
    /// The day since which anybody reads it.
    published_on: Option<Day>,
    /// Bumped by each change.
    version: i32,
}

/// An assessment.
#[derive(Debug, Object)]
#[oai(rename = "AssessmentDetail")]
pub(crate) struct Detail {
    /// The assessment.
    #[oai(flatten)]
    assessment: View,
    /// Who evaluates.
    evaluators: Vec<EvaluatorView>,
    /// What they say of conflicts of interest.
    interests: Option<String>,
    /// The commitments it speaks of.
    subjects: Vec<SubjectView>,
    /// The answers, in the order of the form.
    answers: Vec<AnswerView>,
    /// What the city says of it.
    reply: Option<String>,
    /// Its files.
    exhibits: Vec<ExhibitView>,
}

/// Somebody who evaluates.
#[derive(Debug, Default, Clone, Object, Deserialize)]
#[oai(rename = "Evaluator", deny_unknown_fields, skip_serializing_if_is_none)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EvaluatorView {
    /// The name, which is published.
    name: String,
    /// The address, which the monitoring body alone reads.
    email: Option<String>,
}

/// A commitment that an assessment speaks of.
#[derive(Debug, Object)]
#[oai(rename = "AssessedCommitment")]
pub(crate) struct SubjectView {
    /// The commitment.
    commitment: Uuid,
    /// Its place in the plan.
    number: i32,
    /// Its title, as it was then.
    title: String,
}

/// An answer to a question.
#[derive(Debug, Clone, Object, Deserialize)]
#[oai(rename = "AssessmentAnswer", deny_unknown_fields, skip_serializing_if_is_none)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerView {
    /// To which question.
    question: Code<Question>,
    /// Of which commitment, where it is asked of each.
    #[serde(default)]
    commitment: Option<Uuid>,
    /// What was chosen.
    #[serde(default)]
    choice: Option<Code<Choice>>,
    /// The explanation, or the answer where nothing is chosen.
    #[serde(default)]
    words: Option<String>,
    /// Evidence or reference.
    #[serde(default)]
    reference: Option<String>,
}

/// A file that goes with an assessment; it is at `…/exhibits/{id}`.
#[derive(Debug, Object)]
#[oai(rename = "Exhibit")]
pub(crate) struct ExhibitView {
    /// The id.
    id: Uuid,
    /// The name it came with.
    name: String,
    /// Its media type, by its first bytes.
    media_type: String,
    /// Its size in bytes.
    size: i64,
    /// Its SHA-256, in hex.
    sha256: String,
    /// When it was added.
    added_at: OffsetDateTime,
}

impl From<Assessment> for View {
    fn from(row: Assessment) -> Self {
        Self {
            id: row.id.into(),
            kind: Code(row.kind),
            state: Code(row.state),
            plan: row.plan_id.into(),
            commitment: row.commitment_id.map(Uuid::from),
            edition: row.edition,
            replaces: row.replaces_id.map(Uuid::from),
            rules: row.rules,
            submitted_on: row.submitted_on.map(Day),
            reply_by: row.reply_by.map(Day),
            replied_on: row.replied_on.map(Day),
            published_on: row.published_on.map(Day),
            version: row.version,
        }
    }
}

impl From<Exhibit> for ExhibitView {
    fn from(file: Exhibit) -> Self {
        Self {
            id: file.id.into(),
            name: file.name,
            media_type: file.media_type,
            size: file.size,
            sha256: file.sha256,
            added_at: file.added_at,
        }
    }
}

impl Detail {
    /// For the monitoring body itself with the evaluators' addresses.
    pub(super) fn of(row: Assessment, files: Vec<Exhibit>, own: bool) -> Self {
        let evaluator = |one: &Evaluator| EvaluatorView {
            name: one.name.clone(),
            email: own.then(|| one.email.clone()),
        };
        let answer = |one: &Answer| AnswerView {
            question: Code(one.question),
            commitment: one.commitment.map(Uuid::from),
            choice: one.choice.map(Code),
            words: one.words.clone(),
            reference: one.reference.clone(),
        };
        Self {
            evaluators: row.evaluators.0.iter().map(evaluator).collect(),
            interests: row.interests.clone(),
            subjects: row
                .subjects
                .0
                .iter()
                .map(|one| SubjectView {
                    commitment: one.commitment.into(),
                    number: one.number,
                    title: one.title.clone(),
                })
                .collect(),
            answers: row.answers.0.iter().map(answer).collect(),
            reply: row.reply.clone(),
            exhibits: files.into_iter().map(ExhibitView::from).collect(),
            assessment: row.into(),
        }
    }
}

/// A new assessment. It needs `kind` and `plan`; at the end of a commitment `commitment` too.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewAssessment", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// Which.
    pub(super) kind: Option<Code<AssessmentKind>>,
    /// The plan, by its id.
    pub(super) plan: Option<Uuid>,
    /// The commitment, by its id.
    pub(super) commitment: Option<Uuid>,
}

example!(New {
    "kind": "inception",
    "plan": "01900000-0000-7000-8000-000000000001"
});

/// What changes in a draft.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "AssessmentChanges", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Changes {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// Who evaluates: all of them.
    evaluators: Option<Vec<EvaluatorView>>,
    /// What they say of conflicts of interest.
    interests: Option<String>,
    /// Answers, each in the place of the one before.
    answers: Option<Vec<AnswerView>>,
}

example!(Changes {
    "version": 1,
    "evaluators": [{ "name": "Example Watch", "email": "watch@example.org" }],
    "answers": [{ "question": "forum", "choice": "yes", "words": "Three meetings were held." }]
});

impl Changes {
    pub(super) fn onto(self, mut draft: AssessmentDraft) -> AssessmentDraft {
        if let Some(evaluators) = self.evaluators {
            let evaluator = |one: EvaluatorView| Evaluator {
                name: one.name,
                email: one.email.unwrap_or_default(),
            };
            draft.evaluators = evaluators.into_iter().map(evaluator).collect();
        }
        if self.interests.is_some() {
            draft.interests = self.interests;
        }
        for answer in self.answers.into_iter().flatten() {
            draft.put(Answer {
                question: answer.question.0,
                commitment: answer.commitment.map(Into::into),
                choice: answer.choice.map(|choice| choice.0),
                words: answer.words,
                reference: answer.reference,
            });
        }
        draft
    }
}

/// A step that needs nothing but the version.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "AssessmentStep", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wish {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
}

example!(Wish { "version": 3 });

/// The city's reply.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "AssessmentReply", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reply {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// What the city says; residents read it beside the findings.
    pub(super) reply: Option<String>,
}

example!(Reply { "version": 4, "reply": "The forum now meets each quarter." });
