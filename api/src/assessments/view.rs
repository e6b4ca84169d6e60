//! Request and response types of assessments.

use crate::examples::example;
use crate::values::{Code, Day};
use besa_domain::assessments::{
    Answer, Assessment, AssessmentDraft, AssessmentKind, AssessmentState, Choice, Evaluator, Exhibit, Question,
};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// An assessment, without its answers. A date is `null` until its step is reached.
#[derive(Debug, Object)]
#[oai(rename = "Assessment")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The kind of assessment.
    kind: Code<AssessmentKind>,
    /// The state.
    state: Code<AssessmentState>,
    /// The id of the plan.
    plan: Uuid,
    /// The id of the commitment of an `end_of_commitment` assessment; `null` for `inception`.
    commitment: Option<Uuid>,
    /// The number of the edition, from 1.
    edition: i32,
    /// The id of the previous edition; `null` for the first.
    replaces: Option<Uuid>,
    /// The name of the monitoring body that wrote it; `null` if nobody named it.
    body: Option<String>,
    /// The version of the rule set with its questions, for example `ogp-local-2022`.
    rules: String,
    /// The city's day on which it was submitted.
    submitted_on: Option<Day>,
    /// The last day for the city's reply. From the next day on it can be published without a reply.
    reply_by: Option<Day>,
    /// The city's day on which it replied.
    replied_on: Option<Day>,
    /// The city's day on which it was published.
    published_on: Option<Day>,
    /// The version of the record; increases with each change.
    version: i32,
}

/// An assessment, with its answers and files.
#[derive(Debug, Object)]
#[oai(rename = "AssessmentDetail")]
pub(crate) struct Detail {
    /// The fields of the assessment itself.
    #[oai(flatten)]
    assessment: View,
    /// The evaluators.
    evaluators: Vec<EvaluatorView>,
    /// The evaluators' statement on conflicts of interest; `null` while there is none.
    interests: Option<String>,
    /// The commitments that it covers, by number.
    subjects: Vec<SubjectView>,
    /// The answers, in the order of the form. Open questions are left out.
    answers: Vec<AnswerView>,
    /// The city's reply; `null` before it replies.
    reply: Option<String>,
    /// Its files, oldest first.
    exhibits: Vec<ExhibitView>,
}

/// An evaluator.
#[derive(Debug, Default, Clone, Object, Deserialize)]
#[oai(rename = "Evaluator", deny_unknown_fields, skip_serializing_if_is_none)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct EvaluatorView {
    /// The name; it is public. Required, maximum 300 characters.
    name: String,
    /// The e-mail address. In a request: required, maximum 254 characters. In a response: `null` unless the
    /// caller belongs to the monitoring body that wrote the assessment.
    email: Option<String>,
}

/// A commitment that an assessment covers. Number and title are copies, made when the assessment was last
/// changed or submitted.
#[derive(Debug, Object)]
#[oai(rename = "AssessedCommitment")]
pub(crate) struct SubjectView {
    /// The id of the commitment.
    commitment: Uuid,
    /// Its number in the plan.
    number: i32,
    /// Its title.
    title: String,
}

/// An answer to a question.
#[derive(Debug, Clone, Object, Deserialize)]
#[oai(rename = "AssessmentAnswer", deny_unknown_fields, skip_serializing_if_is_none)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerView {
    /// The question.
    question: Code<Question>,
    /// The id of the commitment, for a question that is asked for each commitment; `null` otherwise.
    #[serde(default)]
    commitment: Option<Uuid>,
    /// The choice; `null` when nothing is chosen. It must belong to the question's scale.
    #[serde(default)]
    choice: Option<Code<Choice>>,
    /// The explanation of the choice, or the answer to a question without choices. Maximum 20,000 characters.
    #[serde(default)]
    words: Option<String>,
    /// Evidence or reference. Maximum 50,000 characters.
    #[serde(default)]
    reference: Option<String>,
}

/// A file of an assessment. Download it at `/tenants/{tenant}/exhibits/{id}`.
#[derive(Debug, Object)]
#[oai(rename = "Exhibit")]
pub(crate) struct ExhibitView {
    /// The id.
    id: Uuid,
    /// The name of the file at upload.
    name: String,
    /// The media type, determined from the first bytes.
    media_type: String,
    /// The size in bytes.
    size: i64,
    /// The SHA-256 in hex.
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
            body: row.body,
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
    /// Builds the view. `own` is true for the monitoring body, which alone gets the evaluators' addresses.
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

/// A new assessment. `kind` and `plan` are required; `commitment` too for `end_of_commitment`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewAssessment", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct New {
    /// The kind of assessment. Required.
    pub(super) kind: Option<Code<AssessmentKind>>,
    /// The id of the plan. Required.
    pub(super) plan: Option<Uuid>,
    /// The id of the commitment. Required for `end_of_commitment`, ignored for `inception`.
    pub(super) commitment: Option<Uuid>,
}

example!(New {
    "kind": "inception",
    "plan": "01900000-0000-7000-8000-000000000001"
});

/// A change of a draft. Fields that are missing or `null` keep their values.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "AssessmentChanges", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Changes {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The evaluators. Maximum 10. Replaces the whole list.
    evaluators: Option<Vec<EvaluatorView>>,
    /// The evaluators' statement on conflicts of interest; an empty string clears it. Maximum 50,000
    /// characters.
    interests: Option<String>,
    /// Answers; each replaces the earlier answer to the same question and commitment.
    answers: Option<Vec<AnswerView>>,
}

example!(Changes {
    "version": 1,
    "evaluators": [{ "name": "Example Watch", "email": "watch@example.org" }],
    "answers": [{ "question": "forum", "choice": "yes", "words": "Three meetings were held." }]
});

impl Changes {
    pub(super) fn apply_to(self, mut draft: AssessmentDraft) -> AssessmentDraft {
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

/// A step that needs only the version.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "AssessmentStep", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Wish {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
}

example!(Wish { "version": 3 });

/// The city's reply. `reply` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "AssessmentReply", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reply {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The reply; it is published beside the findings. Maximum 50,000 characters.
    pub(super) reply: Option<String>,
}

example!(Reply { "version": 4, "reply": "The forum now meets each quarter." });
