//! What the independent monitoring body writes: inception and end-of-commitment assessments (OGP Local
//! Handbook, sections 3.5.1 and 3.5.2; docs/RULES.md), and its verdicts on evidence.
//!
//! An assessment belongs to the body that writes it ([`crate::bodies`]), and only that body sees a draft. Nothing reveals that it exists before it is submitted: no
//! event, no count, no revision. After the submission the monitoring body can change it only with a new
//! edition, and the city can reply but not change it. Once it is published, anyone can read it.

mod draft;
mod exhibits;
mod life;
pub(crate) mod tables;
mod verdicts;

pub use crate::evidence::EXHIBIT_BYTES;
pub use crate::rules::{AssessmentKind, Choice, Question, Section};
pub use draft::{Answer, Answers, AssessmentDraft, Evaluator, Evaluators, Subject, Subjects, field, missing, slots};
pub use exhibits::{Exhibit, MAX_EXHIBITS, add_exhibit, discard, exhibit, exhibits, remove_exhibit};
pub use life::{amend, begin, may_publish, renew, reply, submit};
pub(crate) use life::{found, name_of, step};
pub use verdicts::{EvidenceFinding, Verdict, answer_verdict, judge, verdict, verdicts};

use crate::access::{Assess, Permit, SeeAssessments};
use crate::assessments::tables::assessment;
use crate::bodies::{self, Own};
use crate::coded::coded;
use crate::db::{Db, Scoped, Tx};
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
        /// Being written; only the monitoring body sees it.
        Draft = "draft",
        /// Submitted; the city can reply.
        Submitted = "submitted",
        /// The city replied.
        Answered = "answered",
        /// Published; anyone can read it, with the city's reply if there is one.
        Published = "published",
    }
}

/// Lists the assessments of a city, or of one plan, that the caller may see, newest first. Drafts need
/// the right to write them (`own`), and only those of the caller's body are listed; callers who see no drafts of the
/// city get published assessments only.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    of: Option<PlanId>,
) -> Result<Vec<Assessment>> {
    let city = db.read(permit).await?;
    let own = drafts_of(&city, own).await?;
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
    let seen = |row: &Assessment| sees(&city, own, row) && (city.sees_drafts() || shown.contains(&row.plan_id));
    Ok(found.into_iter().filter(seen).collect())
}

/// Returns an assessment.
///
/// # Errors
/// `NotFound("assessment")` when the city has no such assessment or the caller may not see it.
pub async fn get(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    id: AssessmentId,
) -> Result<Assessment> {
    let city = db.read(permit).await?;
    let own = drafts_of(&city, own).await?;
    visible(&city, own, id).await
}

/// Returns whose drafts the holder of a permit may see.
async fn drafts_of(city: &Scoped, own: Option<&Permit<Assess>>) -> Result<Own> {
    match own {
        Some(permit) => bodies::own(city, permit.actor()).await,
        None => Ok(Own::Nothing),
    }
}

/// Returns whether an assessment belongs to the caller's body.
///
/// # Errors
/// Database errors.
pub async fn writes(db: &Db, permit: &Permit<Assess>, of: &Assessment) -> Result<bool> {
    let city = db.read(permit).await?;
    Ok(bodies::own(&city, permit.actor()).await?.includes(of.body_id))
}

/// Returns an assessment that the actor may change: one of their body.
///
/// # Errors
/// `NotFound("assessment")`, also for a draft of another body; `Forbidden` for a submitted one of another body.
pub(crate) async fn own_assessment(tx: &Tx, id: AssessmentId) -> Result<Assessment> {
    let found = tx.get::<assessment::Entity>(id, "assessment").await?;
    if bodies::own(tx, tx.actor()).await?.includes(found.body_id) {
        Ok(found)
    } else if found.state == AssessmentState::Draft {
        Err(Error::NotFound("assessment"))
    } else {
        Err(Error::Forbidden)
    }
}

/// Returns an assessment that the connection may see; drafts only of the caller's own body.
async fn visible(city: &Scoped, own: Own, id: AssessmentId) -> Result<Assessment> {
    let found = city.get::<assessment::Entity>(id, "assessment").await?;
    if !sees(city, own, &found) {
        return Err(Error::NotFound("assessment"));
    }
    crate::plans::visible_plan(city, found.plan_id)
        .await
        .map_err(|error| error.not_found_as("assessment"))?;
    Ok(found)
}

fn sees(city: &Scoped, own: Own, row: &Assessment) -> bool {
    match row.state {
        AssessmentState::Draft => own.includes(row.body_id),
        AssessmentState::Submitted | AssessmentState::Answered => own.includes(row.body_id) || city.sees_drafts(),
        AssessmentState::Published => true,
    }
}
