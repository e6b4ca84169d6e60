//! The content of an assessment, validated against the questions of a rule set.

use super::{Assessment, AssessmentKind, Choice, Question};
use crate::commitments::Commitment;
use crate::error::{FieldError, Result, code};
use crate::ids::CommitmentId;
use crate::input::{self, Check};
use crate::rules::{FormQuestion, RuleSet};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Maximum number of evaluators.
const MAX_EVALUATORS: usize = 10;
/// Maximum length of a text answer, in characters.
const WORDS: usize = 20_000;

/// A person who carries out an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluator {
    /// The name; published.
    pub name: String,
    /// The e-mail address; never published.
    pub email: String,
}

/// The evaluators of an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Evaluators(pub Vec<Evaluator>);

/// A commitment that an assessment covers, with its number and title at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The commitment.
    pub commitment: CommitmentId,
    /// Its number in the plan.
    pub number: i32,
    /// Its title.
    pub title: String,
}

/// The commitments that an assessment covers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Subjects(pub Vec<Subject>);

/// An answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// The commitment, for a question that is asked for each commitment.
    pub commitment: Option<CommitmentId>,
    /// The chosen option; `None` for a question without options, or when it is still open.
    pub choice: Option<Choice>,
    /// The explanation of the choice; for a question without options, the answer.
    pub words: Option<String>,
    /// The evidence or reference for it.
    pub reference: Option<String>,
}

/// The answers of an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Answers(pub Vec<Answer>);

/// The fields of an assessment that the monitoring body can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentDraft {
    /// The evaluators.
    pub evaluators: Vec<Evaluator>,
    /// Their statement on conflicts of interest.
    pub interests: Option<String>,
    /// The answers. Questions without an answer stay open.
    pub answers: Vec<Answer>,
}

impl Answer {
    /// Creates an empty answer.
    pub fn open(question: Question, commitment: Option<CommitmentId>) -> Self {
        Self {
            question,
            commitment,
            choice: None,
            words: None,
            reference: None,
        }
    }

    fn is_empty(&self) -> bool {
        self.choice.is_none() && self.words.is_none() && self.reference.is_none()
    }
}

impl Answers {
    /// Returns the answer to a question; `commitment` for a question that is asked for each commitment.
    pub fn to(&self, question: Question, commitment: Option<CommitmentId>) -> Option<&Answer> {
        let fits = |answer: &&Answer| answer.question == question && answer.commitment == commitment;
        self.0.iter().find(fits)
    }
}

impl Subjects {
    pub(super) fn of(commitments: &[Commitment]) -> Self {
        let subject = |one: &Commitment| Subject {
            commitment: one.id,
            number: one.number,
            title: one.title.clone(),
        };
        Self(commitments.iter().map(subject).collect())
    }
}

impl AssessmentDraft {
    /// Returns the stored fields, for editing.
    pub fn of(assessment: &Assessment) -> Self {
        Self {
            evaluators: assessment.evaluators.0.clone(),
            interests: assessment.interests.clone(),
            answers: assessment.answers.0.clone(),
        }
    }

    /// Adds an answer and removes an earlier one to the same question.
    pub fn put(&mut self, answer: Answer) {
        self.answers
            .retain(|known| known.question != answer.question || known.commitment != answer.commitment);
        self.answers.push(answer);
    }

    /// Returns the draft validated and normalised, as it is stored, with the answers in the order of
    /// the form.
    ///
    /// # Errors
    /// `Invalid` with all field errors. Answers are named as [`field`] names them.
    pub fn checked(self, rules: &RuleSet, kind: AssessmentKind, subjects: &Subjects) -> Result<Self> {
        let mut check = Check::new();
        let evaluators: Vec<Evaluator> = self
            .evaluators
            .iter()
            .filter(|one| !one.name.trim().is_empty() || !one.email.trim().is_empty())
            .enumerate()
            .map(|(at, one)| Evaluator {
                name: check.line(format!("evaluators[{at}].name"), &one.name, input::TITLE),
                email: check.email(format!("evaluators[{at}].email"), &one.email),
            })
            .collect();
        if evaluators.len() > MAX_EVALUATORS {
            check.note(FieldError::limited("evaluators", code::OUT_OF_RANGE, 10));
        }
        let interests = check.prose("interests", self.interests.as_deref());
        let slots = slots(rules, kind, subjects);
        let mut answers = Vec::new();
        for (asked, subject) in &slots {
            let commitment = subject.map(|one| one.commitment);
            let mut given = self.answers.iter().rev();
            let given = given.find(|one| one.question == asked.question && one.commitment == commitment);
            let Some(given) = given else { continue };
            let field = field(asked.question, *subject);
            let fits = given.choice.is_none_or(|choice| rules.scale(asked).contains(&choice));
            if !fits {
                check.note(FieldError::new(field.clone(), code::UNKNOWN_CHOICE));
            }
            let words = given.words.as_deref().filter(|words| !words.trim().is_empty());
            let answer = Answer {
                words: words.map(|words| check.words(format!("{field}_words"), words, WORDS)),
                reference: check.prose(format!("{field}_reference"), given.reference.as_deref()),
                ..given.clone()
            };
            if !answer.is_empty() {
                answers.push(answer);
            }
        }
        let asked = |answer: &Answer| {
            let mut slots = slots.iter();
            slots.any(|(asked, subject)| {
                asked.question == answer.question && subject.map(|one| one.commitment) == answer.commitment
            })
        };
        if !self.answers.iter().all(asked) {
            check.note(FieldError::new("answers", code::UNKNOWN_RECORD));
        }
        check.done()?;
        Ok(Self {
            evaluators,
            interests,
            answers,
        })
    }
}

/// Returns the field name of an answer in forms and errors: `forum`, or `verifiable-2` for commitment 2.
pub fn field(question: Question, subject: Option<&Subject>) -> String {
    match subject {
        Some(subject) => format!("{question}-{}", subject.number),
        None => question.code().to_owned(),
    }
}

/// Returns every question to answer, in the order of the form: first those asked once, then those asked
/// for each commitment, with the commitment.
pub fn slots<'r>(
    rules: &'r RuleSet,
    kind: AssessmentKind,
    subjects: &'r Subjects,
) -> Vec<(&'r FormQuestion, Option<&'r Subject>)> {
    let questions = rules.questions(kind);
    let once = questions.iter().filter(|asked| !asked.each).map(|asked| (asked, None));
    let each = subjects.0.iter().flat_map(|subject| {
        let each = questions.iter().filter(|asked| asked.each);
        each.map(move |asked| (asked, Some(subject)))
    });
    once.chain(each).collect()
}

/// Returns what prevents the submission: missing evaluators, a missing statement on conflicts of
/// interest, and each missing answer or explanation that is required.
pub fn missing(rules: &RuleSet, assessment: &Assessment) -> Vec<FieldError> {
    let mut missing = Vec::new();
    if assessment.evaluators.0.is_empty() {
        missing.push(FieldError::new("evaluators", code::REQUIRED));
    }
    if assessment.interests.is_none() {
        missing.push(FieldError::new("interests", code::REQUIRED));
    }
    for (asked, subject) in slots(rules, assessment.kind, &assessment.subjects) {
        let answer = assessment.answers.to(asked.question, subject.map(|one| one.commitment));
        let field = field(asked.question, subject);
        let chosen = rules.scale(asked).is_empty() || answer.is_some_and(|answer| answer.choice.is_some());
        if !chosen && !asked.optional {
            missing.push(FieldError::new(field, code::REQUIRED));
        } else if asked.needs_words() && answer.is_none_or(|answer| answer.words.is_none()) {
            missing.push(FieldError::new(format!("{field}_words"), code::REQUIRED));
        }
    }
    missing
}
