//! The states of an assessment: draft, submitted, answered by the city, published; and new editions.

use super::draft::missing;
use super::{
    Answers, Assessment, AssessmentDraft, AssessmentKind, AssessmentState, Evaluators, Question, Subjects,
    own_assessment,
};
use crate::access::{AnswerAssessment, Assess, Permit};
use crate::assessments::tables::{assessment, exhibit};
use crate::bodies;
use crate::bodies::tables::body;
use crate::calendar::days_after;
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::{AssessmentId, CommitmentId, PlanId};
use crate::input::{self, Check};
use crate::log::{AssessmentBody, Event};
use crate::milestones::tables::finding;
use crate::once::Once;
use crate::plans::Plan;
use crate::plans::tables::plan;
use crate::rules;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::Date;

/// Creates the draft of an assessment: of a plan (inception) or of one commitment (end of commitment).
/// The commitments that it covers are copied from the plan. Writes no event and does not change the
/// city's revision.
///
/// # Errors
/// `NotFound`; `commitment` / `required` for an end-of-commitment assessment without a commitment;
/// `kind` / `taken` when the plan or commitment already has an assessment of this kind: of the same body in any state,
/// or of another one that was submitted; `Forbidden` for somebody without a monitoring body.
pub async fn begin(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    kind: AssessmentKind,
    plan: PlanId,
    commitment: Option<CommitmentId>,
) -> Result<Assessment> {
    let find = async |tx: &Tx| tx.get::<plan::Entity>(plan, "plan").await;
    db.change_unlogged_of(permit, once, find, async |tx, plan| {
        let commitment = match (kind, commitment) {
            (AssessmentKind::Inception, _) => None,
            (AssessmentKind::EndOfCommitment, None) => return Err(Error::field("commitment", code::REQUIRED)),
            (AssessmentKind::EndOfCommitment, Some(id)) => Some(id),
        };
        let commitments = of_plan(tx, &plan, commitment).await?;
        let body = bodies::author(tx).await?;
        let same = tx
            .find::<assessment::Entity>()
            .filter(assessment::Column::PlanId.eq(plan.id))
            .filter(assessment::Column::Kind.eq(kind))
            .all()
            .await?;
        // A draft of another body must not show.
        let known = |row: &&Assessment| row.body_id == body.id || row.state != AssessmentState::Draft;
        if same.iter().filter(known).any(|row| row.commitment_id == commitment) {
            return Err(Error::field("kind", code::TAKEN));
        }
        let row = Assessment {
            tenant_id: tx.tenant(),
            id: tx.id(),
            plan_id: plan.id,
            commitment_id: commitment,
            replaces_id: None,
            body_id: body.id,
            body: body.name,
            kind,
            rules: rules::on(tx.now().date()).version.clone(),
            state: AssessmentState::Draft,
            edition: 1,
            evaluators: Evaluators::default(),
            interests: None,
            subjects: Subjects::of(&commitments),
            answers: Answers::default(),
            submitted_on: None,
            reply_by: None,
            reply: None,
            replied_on: None,
            published_on: None,
            version: 1,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        let made = tx.add(row).await?;
        Ok(made)
    })
    .await
}

/// Returns the commitments that an assessment covers, by number: all of the plan, or only `one`.
async fn of_plan(city: &Scoped, plan: &Plan, one: Option<CommitmentId>) -> Result<Vec<Commitment>> {
    let found = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan.id))
        .narrowed(one.map(|id| commitment::Column::Id.eq(id)))
        .order_by_asc(commitment::Column::Number)
        .all()
        .await?;
    if one.is_some() && found.is_empty() {
        return Err(Error::NotFound("commitment"));
    }
    Ok(found)
}

/// Returns an assessment to be changed. For a draft, the covered commitments are read again from the
/// plan, and answers about commitments that are gone are dropped.
async fn draft_of(tx: &Tx, id: AssessmentId) -> Result<Assessment> {
    let old = own_assessment(tx, id).await?;
    let plan = tx.get::<plan::Entity>(old.plan_id, "plan").await?;
    if old.state != AssessmentState::Draft {
        return Ok(old);
    }
    let subjects = Subjects::of(&of_plan(tx, &plan, old.commitment_id).await?);
    let gone = |id: Option<CommitmentId>| id.is_some_and(|id| subjects.0.iter().all(|one| one.commitment != id));
    let answers = Answers(
        old.answers
            .0
            .iter()
            .filter(|one| !gone(one.commitment))
            .cloned()
            .collect(),
    );
    Ok(Assessment {
        subjects,
        answers,
        ..old
    })
}

/// Changes a draft.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` when it was submitted; the field errors of the draft.
pub async fn amend(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    id: AssessmentId,
    version: i32,
    draft: AssessmentDraft,
) -> Result<Assessment> {
    let find = async |tx: &Tx| draft_of(tx, id).await;
    db.change_unlogged_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        still(&old, &[AssessmentState::Draft])?;
        let draft = draft.checked(rules::version(&old.rules), old.kind, &old.subjects)?;
        let new = Assessment {
            evaluators: Evaluators(draft.evaluators),
            interests: draft.interests,
            answers: Answers(draft.answers),
            version: old.version + 1,
            updated_at: tx.now(),
            ..old
        };
        let saved = tx.save(new).await?;
        Ok(saved)
    })
    .await
}

/// Submits a draft. From then on it cannot be changed, and the city sees it and can reply.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `StateStep`; `Invalid` with everything that [`missing`] returns.
pub async fn submit(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    (id, version): (AssessmentId, i32),
    today: Date,
) -> Result<Assessment> {
    let find = async |tx: &Tx| draft_of(tx, id).await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        still(&old, &[AssessmentState::Draft])?;
        let rules = rules::version(&old.rules);
        let missing = missing(rules, &old);
        if !missing.is_empty() {
            return Err(Error::Invalid(missing));
        }
        let new = Assessment {
            body: name_of(tx, &old).await?,
            state: AssessmentState::Submitted,
            submitted_on: Some(today),
            reply_by: Some(days_after(today, i32::try_from(rules.reply_days).unwrap_or_default())),
            version: old.version + 1,
            updated_at: tx.now(),
            ..old
        };
        step(tx, new).await
    })
    .await
}

/// Stores the city's reply. It is shown beside the findings and changes none of them.
///
/// # Errors
/// `NotFound`, also for a draft; `StaleVersion`; `StateStep` unless the assessment is submitted and
/// waits for a reply; `reply` / `required`.
pub async fn reply(
    db: &Db,
    permit: &Permit<AnswerAssessment>,
    once: Option<&Once>,
    (id, version): (AssessmentId, i32),
    today: Date,
    words: &str,
) -> Result<Assessment> {
    let find = async |tx: &Tx| {
        let found = tx.get::<assessment::Entity>(id, "assessment").await?;
        if found.state == AssessmentState::Draft {
            return Err(Error::NotFound("assessment"));
        }
        Ok(found)
    };
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        still(&old, &[AssessmentState::Submitted])?;
        let mut check = Check::new();
        let words = check.words("reply", words, input::PROSE);
        check.done()?;
        let new = Assessment {
            state: AssessmentState::Answered,
            reply: Some(words),
            replied_on: Some(today),
            version: old.version + 1,
            updated_at: tx.now(),
            ..old
        };
        step(tx, new).await
    })
    .await
}

/// Checks whether it may be published on a day: the city has replied, or its deadline has passed.
pub fn may_publish(assessment: &Assessment, today: Date) -> bool {
    match assessment.state {
        AssessmentState::Answered => true,
        AssessmentState::Submitted => assessment.reply_by.is_none_or(|by| by < today),
        AssessmentState::Draft | AssessmentState::Published => false,
    }
}

/// The scheme of findings about how far a commitment came.
const COMPLETION: &str = "completion";

/// Stores the progress that an end-of-commitment assessment found as a finding of the commitment, like
/// findings from other sources. It replaces one on the same scale and rule set version.
pub(crate) async fn found(tx: &Tx, new: &Assessment) -> Result<()> {
    let progress = new
        .answers
        .to(Question::Progress, None)
        .and_then(|answer| answer.choice);
    let Some((commitment, progress)) = new.commitment_id.zip(progress) else {
        return Ok(());
    };
    let earlier = finding::Column::CommitmentId
        .eq(commitment)
        .and(finding::Column::MilestoneId.is_null())
        .and(finding::Column::Scheme.eq(COMPLETION))
        .and(finding::Column::SchemeVersion.eq(new.rules.as_str()));
    tx.sweep::<finding::Entity>(earlier).await?;
    let row = finding::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        commitment_id: commitment,
        milestone_id: None,
        scheme: COMPLETION.to_owned(),
        scheme_version: new.rules.clone(),
        value: progress.code().to_owned(),
        source: None,
        at: tx.now(),
    };
    tx.add(row).await?;
    Ok(())
}

/// Creates a new edition of a submitted assessment: a draft with the same answers and files.
///
/// # Errors
/// `NotFound`; `StateStep` for a draft, or when a newer edition exists.
pub async fn renew(db: &Db, permit: &Permit<Assess>, once: Option<&Once>, id: AssessmentId) -> Result<Assessment> {
    let find = async |tx: &Tx| own_assessment(tx, id).await;
    db.change_unlogged_of(permit, once, find, async |tx, old| {
        let newer = tx
            .find::<assessment::Entity>()
            .filter(assessment::Column::ReplacesId.eq(id))
            .one()
            .await?;
        if old.state == AssessmentState::Draft || newer.is_some() {
            return Err(Conflict::StateStep.into());
        }
        let row = Assessment {
            id: tx.id(),
            replaces_id: Some(old.id),
            state: AssessmentState::Draft,
            edition: old.edition + 1,
            submitted_on: None,
            reply_by: None,
            reply: None,
            replied_on: None,
            published_on: None,
            version: 1,
            created_at: tx.now(),
            updated_at: tx.now(),
            ..old
        };
        let made = tx.add(row).await?;
        let files = tx
            .find::<exhibit::Entity>()
            .filter(exhibit::Column::AssessmentId.eq(id))
            .order_by_asc(exhibit::Column::Id)
            .all()
            .await?;
        for file in files {
            let again = exhibit::Model {
                id: tx.id(),
                assessment_id: made.id,
                ..file
            };
            tx.add(again).await?;
        }
        Ok(made)
    })
    .await
}

/// Returns the current name of the body that an assessment belongs to.
pub(crate) async fn name_of(tx: &Tx, of: &Assessment) -> Result<Option<String>> {
    Ok(tx.get::<body::Entity>(of.body_id, "body").await?.name)
}

/// Checks that the assessment is in one of the states.
///
/// # Errors
/// `StateStep` when it is not.
fn still(assessment: &Assessment, states: &[AssessmentState]) -> Result<()> {
    if states.contains(&assessment.state) {
        Ok(())
    } else {
        Err(Conflict::StateStep.into())
    }
}

/// Saves a change of state and records its event. The event is public only when the assessment and its
/// plan are published.
pub(crate) async fn step(tx: &mut Tx, new: Assessment) -> Result<Assessment> {
    let saved = tx.save(new).await?;
    // The list of cities shows what is due, which has changed.
    tx.refresh_figures().await?;
    let plan = tx.get::<plan::Entity>(saved.plan_id, "plan").await?;
    let of = saved.subjects.0.first().filter(|_| saved.commitment_id.is_some());
    let public = saved.state == AssessmentState::Published && plan.published_at.is_some();
    let body = AssessmentBody {
        title: of.map_or(plan.title, |subject| subject.title.clone()),
        kind: saved.kind.to_string(),
        edition: saved.edition,
        reply: saved.reply.clone(),
        body: saved.body.clone(),
    };
    let event = match saved.state {
        AssessmentState::Draft => return Err(Conflict::StateStep.into()),
        AssessmentState::Submitted => Event::AssessmentSubmit(body),
        AssessmentState::Answered => Event::AssessmentReply(body),
        AssessmentState::Published => Event::AssessmentPublish(body),
    };
    tx.record(event.about(saved.id).public(public)).await?;
    Ok(saved)
}
