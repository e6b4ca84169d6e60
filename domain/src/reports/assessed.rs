//! The independent monitoring body's report: an assessment as it was published, answer by answer,
//! with the city's reply beside it.

use super::finish::freeze;
use super::self_assessment::City;
use super::{Report, ReportKind, blank, iso_day};
use crate::access::{Assess, Permit};
use crate::assessments::tables::{assessment, exhibit};
use crate::assessments::{
    Assessment, AssessmentKind, AssessmentState, Choice, Exhibit, Question, Section, Subject, found, may_publish,
    slots, step,
};
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Result, fresh};
use crate::ids::{AssessmentId, ReportId};
use crate::once::Once;
use crate::plans::tables::plan;
use crate::rules;
use crate::tenants::city_of;
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
    /// Which edition, from 1.
    pub edition: i32,
    /// The rule set whose questions it answers.
    pub rules: String,
    /// Whether the city and everything in it is example data; printed on every page.
    pub example: bool,
    /// The city that was assessed.
    pub city: City,
    /// The title of its plan.
    pub plan: String,
    /// Who monitors, as the plan names it.
    pub body: Option<String>,
    /// The names of those who evaluated.
    pub evaluators: Vec<String>,
    /// What they say of conflicts of interest.
    pub interests: Option<String>,
    /// The commitments it speaks of, as they were called.
    pub subjects: Vec<Subject>,
    /// Every question in the order of the form, with its answer.
    pub answers: Vec<Answered>,
    /// The files that go with it.
    pub files: Vec<File>,
    /// The city's day on which it was handed in.
    #[serde(with = "iso_day::option")]
    pub submitted_on: Option<Date>,
    /// What the city says of it.
    pub reply: Option<String>,
    /// The day of that.
    #[serde(with = "iso_day::option")]
    pub replied_on: Option<Date>,
    /// The day since which anybody reads it.
    #[serde(with = "iso_day::option")]
    pub published_on: Option<Date>,
    /// When it was compiled.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at: OffsetDateTime,
    /// Where it can be read beside the plan.
    pub url: String,
}

/// A question, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The part of the form it stands in.
    pub section: Section,
    /// Its number in OGP's form.
    pub number: String,
    /// Which question.
    pub question: Question,
    /// The number of the commitment, where it is asked of each.
    pub commitment: Option<i32>,
    /// What can be chosen; nothing where words are the answer.
    pub scale: Vec<Choice>,
    /// What was chosen.
    pub choice: Option<Choice>,
    /// The explanation, or the answer.
    pub words: Option<String>,
    /// Evidence or reference.
    pub reference: Option<String>,
}

/// A file that goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256, in lower-case hex.
    pub sha256: String,
}

/// How often which answer was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Of the questions of this part of the form.
    pub section: Section,
    /// Of this one, which was asked of each commitment.
    pub question: Option<Question>,
    /// Each answer that can be chosen, and how often it was.
    pub counts: Vec<(Choice, u32)>,
    /// How often none was.
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

/// A published assessment and its report are one thing under two names, and there is one for one:
/// they share their id.
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
    /// The commitment it is about, of an end-of-commitment assessment.
    pub fn subject(&self) -> Option<&Subject> {
        match self.kind {
            AssessmentKind::Inception => None,
            AssessmentKind::EndOfCommitment => self.subjects.first(),
        }
    }

    /// How often which answer was given: to the questions of a part with one scale, and to one
    /// question by all commitments. A question that stands alone is no tally.
    pub fn tallies(&self) -> Vec<Tally> {
        let mut groups: Vec<Vec<&Answered>> = Vec::new();
        for answer in self.answers.iter().filter(|answer| !answer.scale.is_empty()) {
            let like = |group: &&mut Vec<&Answered>| group.first().is_some_and(|first| first.counts_with(answer));
            match groups.iter_mut().find(like) {
                Some(group) => group.push(answer),
                None => groups.push(vec![answer]),
            }
        }
        groups.iter().filter_map(|group| Tally::of(group)).collect()
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

impl Tally {
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

/// Publishes it with the reply: after the reply, or when its term is over. It becomes a report of
/// the monitoring body, which stays as it is.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` while the city's term runs, or unless it was submitted.
pub async fn publish_assessment(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    (id, version): (AssessmentId, i32),
    today: Date,
    base_url: &str,
) -> Result<Assessment> {
    let find = async |tx: &Tx| tx.get::<assessment::Entity>(id, "assessment").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        if !may_publish(&old, today) {
            return Err(Conflict::StateStep.into());
        }
        let new = Assessment {
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

/// Makes a report of an assessment that is being published, and has its files made.
async fn publish(tx: &mut Tx, of: &Assessment, base_url: &str) -> Result<()> {
    let city = city_of(tx).await?;
    let report = Report {
        id: of.id.into(),
        published_at: Some(tx.now()),
        ..blank(tx, of.plan_id, of.kind.into(), &city.default_language)
    };
    let report = tx.add(report).await?;
    let content = compile(tx, of, &report, tx.now(), base_url).await?;
    freeze(tx, report, &content.into()).await?;
    Ok(())
}

/// The report of an assessment that is there, in a transaction that is open already.
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
    let plan = city.get::<plan::Entity>(of.plan_id, "plan").await?;
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
        plan: plan.title,
        body: plan.monitoring_body,
        evaluators: of.evaluators.0.iter().map(|one| one.name.clone()).collect(),
        subjects: of.subjects.0.clone(),
        answers: answers(of),
        files: files.into_iter().map(File::from).collect(),
        built_at: now,
        url: format!("{base_url}/{}/{language}/assessments/{}", tenant.slug, of.id),
    }))
}

fn answers(of: &Assessment) -> Vec<Answered> {
    let rules = rules::version(&of.rules);
    let answered = |(asked, subject): (&rules::Asked, Option<&Subject>)| {
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
