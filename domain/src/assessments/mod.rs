//! What the independent monitoring body writes: inception and end-of-commitment assessments (OGP Local
//! Handbook, sections 3.5.1 and 3.5.2; docs/RULES.md), and its verdicts on evidence.
//!
//! A draft is the monitoring body's alone. Nobody else learns that it is there: no entry of the log,
//! no count, no revision speaks of it before it is submitted. After that the body cannot change it
//! but by a new edition; the city replies and changes nothing; anybody reads it once it is published.

mod draft;
mod exhibits;
mod life;
pub(crate) mod tables;
mod verdicts;

pub use crate::evidence::EXHIBIT_BYTES;
pub use crate::rules::{AssessmentKind, Choice, Question, Section};
pub use draft::{Answer, Answers, AssessmentDraft, Evaluator, Evaluators, Subject, Subjects, field, missing, slots};
pub use exhibits::{Exhibit, MOST_EXHIBITS, add_exhibit, discard, exhibit, exhibits, remove_exhibit};
pub use life::{amend, begin, may_publish, renew, reply, submit};
pub(crate) use life::{found, step};
pub use verdicts::{EvidenceFinding, Verdict, answer_verdict, judge, verdict, verdicts};

use crate::access::{Assess, Permit, SeeAssessments};
use crate::assessments::tables::assessment;
use crate::coded::coded;
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::ids::{AssessmentId, PlanId};
use crate::plans::tables::plan;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashSet;

/// An assessment.
pub type Assessment = assessment::Model;

coded! {
    /// State of an assessment. The states are Besa's own (docs/RULES.md, `assessment-states`).
    AssessmentState {
        /// Being written; the monitoring body alone sees it.
        Draft = "draft",
        /// Handed in; the city can reply.
        Submitted = "submitted",
        /// The city replied.
        Answered = "answered",
        /// Anybody reads it, with the reply.
        Published = "published",
    }
}

/// Assessments of a city that the caller may see, newest first: drafts only with the right to write
/// them, and for those outside the city what is published.
///
/// # Errors
/// The database's own.
pub async fn list(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    of: Option<PlanId>,
) -> Result<Vec<Assessment>> {
    let city = db.read(permit).await?;
    let found = city
        .find::<assessment::Entity>()
        .narrowed(of.map(|plan| assessment::Column::PlanId.eq(plan)))
        .order_by_desc(assessment::Column::Id)
        .all()
        .await?;
    let plans = city.find::<plan::Entity>();
    let shown: HashSet<PlanId> = plans
        .filter(plan::Column::PublishedAt.is_not_null())
        .all()
        .await?
        .into_iter()
        .map(|plan| plan.id)
        .collect();
    let seen =
        |row: &Assessment| sees(&city, own.is_some(), row) && (city.sees_drafts() || shown.contains(&row.plan_id));
    Ok(found.into_iter().filter(seen).collect())
}

/// One assessment.
///
/// # Errors
/// `NotFound("assessment")` when there is none here that the caller may see.
pub async fn get(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    id: AssessmentId,
) -> Result<Assessment> {
    let city = db.read(permit).await?;
    visible(&city, own.is_some(), id).await
}

/// An assessment that the connection may see; with the right to write, a draft too.
async fn visible(city: &Scoped, own: bool, id: AssessmentId) -> Result<Assessment> {
    let found = city.get::<assessment::Entity>(id, "assessment").await?;
    if !sees(city, own, &found) {
        return Err(Error::NotFound("assessment"));
    }
    crate::plans::visible_plan(city, found.plan_id)
        .await
        .map_err(|error| error.not_found_as("assessment"))?;
    Ok(found)
}

fn sees(city: &Scoped, own: bool, row: &Assessment) -> bool {
    match row.state {
        AssessmentState::Draft => own,
        AssessmentState::Submitted | AssessmentState::Answered => own || city.sees_drafts(),
        AssessmentState::Published => true,
    }
}
