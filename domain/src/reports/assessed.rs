//! The independent monitoring body's report: a published assessment, answer by answer, with the city's
//! reply.

use super::finish::freeze;
use super::self_assessment::{City, Recommendation};
use super::{Report, ReportKind, blank, iso_day};
use crate::access::{Assess, Permit};
use crate::assessments::tables::{assessment, exhibit};
use crate::assessments::{
    Assessment, AssessmentKind, AssessmentState, Choice, Exhibit, Question, Section, Subject, found, may_publish,
    name_of, own_assessment, slots, step,
};
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Result, fresh};
use crate::ids::{AssessmentId, PlanId, ReportId};
use crate::once::Once;
use crate::rules;
use crate::stakeholders::PartKind;
use crate::tenants::city_of;
use crate::whole::{PlanRecords, whole_in};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A whole report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// The language of its questions, as a BCP 47 tag such as `sq`.
    pub language: String,
    /// Which assessment it is.
    pub kind: AssessmentKind,
    /// The number of the edition, from 1.
    pub edition: i32,
    /// The rule set whose questions it answers.
    pub rules: String,
    /// Whether the city and everything in it is example data; printed on every page.
    pub example: bool,
    /// The city that was assessed.
    pub city: City,
    /// The title of its plan.
    pub plan: String,
    /// The monitoring body that wrote it.
    pub body: Option<String>,
    /// The covered commitments in which the body takes part itself.
    #[serde(default)]
    pub takes_part: Vec<TakesPart>,
    /// The names of the evaluators.
    pub evaluators: Vec<String>,
    /// Their statement on conflicts of interest.
    pub interests: Option<String>,
    /// The commitments it covers, with the titles they had then.
    pub subjects: Vec<Subject>,
    /// Every question in the order of the form, with its answer.
    pub answers: Vec<Answered>,
    /// The files attached to it.
    pub files: Vec<File>,
    /// The day, in the city's time zone, on which it was submitted.
    #[serde(with = "iso_day::option")]
    pub submitted_on: Option<Date>,
    /// The city's reply.
    pub reply: Option<String>,
    /// The day of the reply.
    #[serde(with = "iso_day::option")]
    pub replied_on: Option<Date>,
    /// The day on which it was published.
    #[serde(with = "iso_day::option")]
    pub published_on: Option<Date>,
    /// When it was compiled.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at: OffsetDateTime,
    /// The URL of the assessment's page.
    pub url: String,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The part of the form that the question is in.
    pub section: Section,
    /// Its number in OGP's form.
    pub number: String,
    /// The question.
    pub question: Question,
    /// The number of the commitment, when the question is asked for each commitment.
    pub commitment: Option<i32>,
    /// The possible choices; empty when the answer is a text.
    pub scale: Vec<Choice>,
    /// The choice; `None` when none was made.
    pub choice: Option<Choice>,
    /// The explanation of the choice, or the answer when it is a text.
    pub words: Option<String>,
    /// The evidence or reference given.
    pub reference: Option<String>,
}

/// A commitment in which the monitoring body takes part itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakesPart {
    /// The number of the commitment.
    pub commitment: i32,
    /// Its part.
    pub part: PartKind,
}

/// A file attached to an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256, in lower-case hex.
    pub sha256: String,
}

/// How often each answer was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerCounts {
    /// The part of the form whose answers are counted.
    pub section: Section,
    /// The question whose answers are counted, when it is asked for each commitment; `None` when all
    /// questions of the part are counted together.
    pub question: Option<Question>,
    /// Each choice of the scale, with how often it was made.
    pub counts: Vec<(Choice, u32)>,
    /// How many questions have no choice.
    pub open: u32,
}

impl From<AssessmentKind> for ReportKind {
    fn from(kind: AssessmentKind) -> Self {
        match kind {
            AssessmentKind::Inception => Self::Inception,
            AssessmentKind::EndOfCommitment => Self::EndOfCommitment,
        }
    }
}

/// A published assessment has exactly one report, and both have the same id.
impl From<AssessmentId> for ReportId {
    fn from(id: AssessmentId) -> Self {
        Uuid::from(id).into()
    }
}

impl From<ReportId> for AssessmentId {
    fn from(id: ReportId) -> Self {
        Uuid::from(id).into()
    }
}

impl Assessed {
    /// Returns the commitment that an end-of-commitment assessment is about; `None` for other kinds.
    pub fn subject(&self) -> Option<&Subject> {
        match self.kind {
            AssessmentKind::Inception => None,
            AssessmentKind::EndOfCommitment => self.subjects.first(),
        }
    }

    /// Counts how often each answer was given: over the questions of a part that have the same scale, and
    /// over all commitments for a question that is asked for each. A single question gives no tally.
    pub fn tallies(&self) -> Vec<AnswerCounts> {
        let mut groups: Vec<Vec<&Answered>> = Vec::new();
        for answer in self.answers.iter().filter(|answer| !answer.scale.is_empty()) {
            let like = |group: &&mut Vec<&Answered>| group.first().is_some_and(|first| first.counts_with(answer));
            match groups.iter_mut().find(like) {
                Some(group) => group.push(answer),
                None => groups.push(vec![answer]),
            }
        }
        groups.iter().filter_map(|group| AnswerCounts::of(group)).collect()
    }
}

impl Answered {
    fn counts_with(&self, other: &Self) -> bool {
        let same = match (self.commitment, other.commitment) {
            (None, None) => self.section == other.section,
            (Some(_), Some(_)) => self.question == other.question,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same && self.scale == other.scale
    }
}

impl AnswerCounts {
    fn of(group: &[&Answered]) -> Option<Self> {
        let first = group.first()?;
        let count = |choice: Option<Choice>| {
            let number = group.iter().filter(|answer| answer.choice == choice).count();
            u32::try_from(number).unwrap_or(u32::MAX)
        };
        (group.len() > 1 || first.commitment.is_some()).then(|| Self {
            section: first.section,
            question: first.commitment.map(|_| first.question),
            counts: first
                .scale
                .iter()
                .map(|choice| (*choice, count(Some(*choice))))
                .collect(),
            open: count(None),
        })
    }
}

/// Publishes an assessment with the city's reply, once the city replied or its time to reply is over. This
/// creates a final report of the monitoring body.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` while the city still has time to reply, or when it was not
/// submitted.
pub async fn publish_assessment(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    (id, version): (AssessmentId, i32),
    today: Date,
    base_url: &str,
) -> Result<Assessment> {
    let find = async |tx: &Tx| own_assessment(tx, id).await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        if !may_publish(&old, today) {
            return Err(Conflict::StateStep.into());
        }
        let new = Assessment {
            body: name_of(tx, &old).await?,
            state: AssessmentState::Published,
            published_on: Some(today),
            version: old.version + 1,
            updated_at: tx.now(),
            ..old
        };
        found(tx, &new).await?;
        publish(tx, &new, base_url).await?;
        step(tx, new).await
    })
    .await
}

/// Creates the report of an assessment that is being published, and enqueues the job that builds its files.
async fn publish(tx: &mut Tx, of: &Assessment, base_url: &str) -> Result<()> {
    let city = city_of(tx).await?;
    let report = Report {
        id: of.id.into(),
        published_at: Some(tx.now()),
        body: of.body.clone(),
        ..blank(tx, of.plan_id, of.kind.into(), &city.default_language)
    };
    let report = tx.add(report).await?;
    let content = compile(tx, of, &report, tx.now(), base_url).await?;
    freeze(tx, report, &content.into()).await?;
    Ok(())
}

/// Compiles the content of the report of an assessment, in a transaction that is already open.
pub(super) async fn now(city: &Scoped, report: &Report, now: OffsetDateTime, base_url: &str) -> Result<Assessed> {
    let of = city
        .get::<assessment::Entity>(AssessmentId::from(report.id), "assessment")
        .await?;
    compile(city, &of, report, now, base_url).await
}

async fn compile(
    city: &Scoped,
    of: &Assessment,
    report: &Report,
    now: OffsetDateTime,
    base_url: &str,
) -> Result<Assessed> {
    let tenant = city_of(city).await?;
    let records = whole_in(city, of.plan_id).await?;
    let files = city
        .find::<exhibit::Entity>()
        .filter(exhibit::Column::AssessmentId.eq(of.id))
        .order_by_asc(exhibit::Column::Id)
        .all()
        .await?;
    let language = &report.language;
    Ok(copy_fields!(&of => Assessed {
        kind, edition, rules, interests, submitted_on, reply, replied_on, published_on,
    } with {
        language: language.clone(),
        example: tenant.example,
        city: City::of(&tenant, language),
        plan: records.plan.title.clone(),
        body: of.body.clone(),
        takes_part: takes_part(of, &records),
        evaluators: of.evaluators.0.iter().map(|one| one.name.clone()).collect(),
        subjects: of.subjects.0.clone(),
        answers: answers(of),
        files: files.into_iter().map(File::from).collect(),
        built_at: now,
        url: format!("{base_url}/{}/{language}/assessments/{}", tenant.slug, of.id),
    }))
}

/// Returns the covered commitments in which the body takes part itself.
fn takes_part(of: &Assessment, records: &PlanRecords) -> Vec<TakesPart> {
    let found = of.body.as_deref().map(|name| records.taken_part_in(name));
    let subject = |id| of.subjects.0.iter().find(|subject| subject.commitment == id);
    let found = found.into_iter().flatten();
    found
        .filter_map(|(id, part)| {
            Some(TakesPart {
                commitment: subject(id)?.number,
                part,
            })
        })
        .collect()
}

/// Returns what the monitoring body recommended in the published assessments of a plan, in their last editions.
pub(super) async fn recommendations(city: &Scoped, plan: PlanId) -> Result<Vec<Recommendation>> {
    let published = city
        .find::<assessment::Entity>()
        .filter(assessment::Column::PlanId.eq(plan))
        .filter(assessment::Column::State.eq(AssessmentState::Published))
        .order_by_asc(assessment::Column::Id)
        .all()
        .await?;
    let replaced = |row: &Assessment| published.iter().any(|newer| newer.replaces_id == Some(row.id));
    let mut found = Vec::new();
    for row in published.iter().filter(|row| !replaced(row)) {
        let asked = row
            .answers
            .0
            .iter()
            .filter(|answer| answer.question == Question::Redesign);
        for answer in asked {
            let Some(text) = answer.words.clone() else { continue };
            let subject = |id| row.subjects.0.iter().find(|subject| subject.commitment == id);
            let subject = answer.commitment.and_then(subject);
            found.push(Recommendation {
                commitment: subject.map(|subject| format!("{}. {}", subject.number, subject.title)),
                text,
                by: row.body.clone(),
                on: row.published_on,
                answer: row.reply.clone(),
            });
        }
    }
    Ok(found)
}

fn answers(of: &Assessment) -> Vec<Answered> {
    let rules = rules::version(&of.rules);
    let answered = |(asked, subject): (&rules::FormQuestion, Option<&Subject>)| {
        let answer = of.answers.to(asked.question, subject.map(|one| one.commitment));
        Answered {
            section: asked.section,
            number: asked.number.clone(),
            question: asked.question,
            commitment: subject.map(|one| one.number),
            scale: rules.scale(asked).to_vec(),
            choice: answer.and_then(|answer| answer.choice),
            words: answer.and_then(|answer| answer.words.clone()),
            reference: answer.and_then(|answer| answer.reference.clone()),
        }
    };
    slots(rules, of.kind, &of.subjects).into_iter().map(answered).collect()
}

impl From<Exhibit> for File {
    fn from(file: Exhibit) -> Self {
        Self {
            name: file.name,
            size: file.size,
            sha256: file.sha256,
        }
    }
}
