//! What the monitoring body writes, checked against the questions of a rule set.

use super::{Assessment, AssessmentKind, Choice, Question};
use crate::commitments::Commitment;
use crate::error::{FieldError, Result, code};
use crate::ids::CommitmentId;
use crate::input::{self, Check};
use crate::rules::{Asked, RuleSet};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Most people who evaluate.
const MOST_EVALUATORS: usize = 10;
/// Most characters of an answer in words.
const WORDS: usize = 20_000;

/// Somebody who evaluates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluator {
    /// The name, which is published.
    pub name: String,
    /// The address, which never is.
    pub email: String,
}

/// Who evaluates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Evaluators(pub Vec<Evaluator>);

/// A commitment that an assessment speaks of, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The commitment.
    pub commitment: CommitmentId,
    /// Its place in the plan.
    pub number: i32,
    /// Its title.
    pub title: String,
}

/// The commitments that an assessment speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Subjects(pub Vec<Subject>);

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// To which question.
    pub question: Question,
    /// Of which commitment, where it is asked of each.
    pub commitment: Option<CommitmentId>,
    /// What was chosen.
    pub choice: Option<Choice>,
    /// The explanation, or the answer where nothing is chosen.
    pub words: Option<String>,
    /// Evidence or reference.
    pub reference: Option<String>,
}

/// Answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Answers(pub Vec<Answer>);

/// What the monitoring body writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentDraft {
    /// Who evaluates.
    pub evaluators: Vec<Evaluator>,
    /// What they say of conflicts of interest.
    pub interests: Option<String>,
    /// Answers; questions that are not named stay open.
    pub answers: Vec<Answer>,
}

impl Answer {
    /// Nothing answered yet.
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
    /// The answer to a question, of a commitment where it is asked of each.
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
    /// What is stored, to be changed.
    pub fn of(assessment: &Assessment) -> Self {
        Self {
            evaluators: assessment.evaluators.0.clone(),
            interests: assessment.interests.clone(),
            answers: assessment.answers.0.clone(),
        }
    }

    /// Puts an answer in the place of an earlier one.
    pub fn put(&mut self, answer: Answer) {
        self.answers
            .retain(|known| known.question != answer.question || known.commitment != answer.commitment);
        self.answers.push(answer);
    }

    /// The draft as it would be stored: answers in the order of the form.
    ///
    /// # Errors
    /// Everything that is wrong with it: fields are called as [`field`] calls them.
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
        if evaluators.len() > MOST_EVALUATORS {
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

/// How forms and errors call the answer to a question: `forum`, or `verifiable-2` of commitment 2.
pub fn field(question: Question, subject: Option<&Subject>) -> String {
    match subject {
        Some(subject) => format!("{question}-{}", subject.number),
        None => question.code().to_owned(),
    }
}

/// Every place for an answer, in the order of the form.
pub fn slots<'r>(
    rules: &'r RuleSet,
    kind: AssessmentKind,
    subjects: &'r Subjects,
) -> Vec<(&'r Asked, Option<&'r Subject>)> {
    let questions = rules.questions(kind);
    let once = questions.iter().filter(|asked| !asked.each).map(|asked| (asked, None));
    let each = subjects.0.iter().flat_map(|subject| {
        let each = questions.iter().filter(|asked| asked.each);
        each.map(move |asked| (asked, Some(subject)))
    });
    once.chain(each).collect()
}

/// What stands against submitting: every question that needs an answer and has none, and a header
/// that is not whole.
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
