//! What the independent monitoring body writes: inception and end-of-commitment assessments
//! (S: domain.md 1.6, 1.7), and what it says of evidence.
//!
//! A draft is the monitoring body's alone. Nobody else learns that it is there: no entry of the log,
//! no count, no revision speaks of it before it is submitted. After that the body cannot change it
//! but by a new edition; the city replies and changes nothing; anybody reads it once it is published.

mod draft;
mod exhibits;
mod life;
mod verdicts;

pub use draft::{Answer, Answers, AssessmentDraft, Evaluator, Evaluators, Subject, Subjects, field, missing, slots};
pub use exhibits::{EXHIBIT_BYTES, Exhibit, MOST_EXHIBITS, add_exhibit, discard, exhibit, exhibits, remove_exhibit};
pub use life::{amend, begin, may_publish, publish, renew, reply, submit};
pub use verdicts::{EvidenceFinding, Verdict, answer_verdict, judge, verdict, verdicts};

use crate::access::{Assess, Permit, SeeAssessments};
use crate::coded::coded;
use crate::db::entity::{assessment, plan};
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::ids::{AssessmentId, PlanId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashSet;

/// An assessment.
pub type Assessment = assessment::Model;

coded! {
    /// Which assessment.
    AssessmentKind {
        /// Within two months of a plan's submission.
        Inception = "inception",
        /// Within a month of a commitment's completion.
        EndOfCommitment = "end_of_commitment",
    }
    /// Where an assessment stands (P: domain.md section 7, product.md RV4).
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
    /// The parts of the forms.
    Section {
        /// Inception 1: requirements of co-creation.
        CoCreation = "co_creation",
        /// Inception 2: recommended practices.
        Practices = "practices",
        /// Inception 3: each commitment.
        Commitments = "commitments",
        /// End of commitment 1: progress.
        Implementation = "implementation",
        /// End of commitment 2: whether it opened government.
        Opening = "opening",
        /// End of commitment 3: lessons.
        Lessons = "lessons",
    }
    /// The questions of both forms. Numbers, scales and order are data of a rule set.
    Question {
        /// Is there a forum?
        Forum = "forum",
        /// Is it of many stakeholders?
        MultiStakeholder = "multi_stakeholder",
        /// Was there a meeting with civil society during co-creation?
        Meeting = "meeting",
        /// Did the forum endorse the plan?
        Endorsed = "endorsed",
        /// Is there a website, refreshed every four months?
        Website = "website",
        /// Was information shared before meetings?
        PapersBefore = "papers_before",
        /// Could anybody give input and see decisions?
        OpenInput = "open_input",
        /// Was reported back what came of contributions?
        ReportedBack = "reported_back",
        /// Was there a dialogue with shared decisions?
        Dialogue = "dialogue",
        /// Is the forum inclusive and diverse?
        Inclusive = "inclusive",
        /// Is the commitment verifiable?
        Verifiable = "verifiable",
        /// Is it relevant to open government?
        Relevant = "relevant",
        /// How ambitious is it?
        Ambition = "ambition",
        /// How should its design change?
        Redesign = "redesign",
        /// How far did it come?
        Progress = "progress",
        /// What helped and hindered?
        Factors = "factors",
        /// Was it done as planned?
        AsPlanned = "as_planned",
        /// Did it open information?
        Information = "information",
        /// Did it open participation?
        Participation = "participation",
        /// Did it open accountability?
        Accountability = "accountability",
        /// Did it have other results?
        OtherResults = "other_results",
        /// Did it address the public problem?
        Problem = "problem",
        /// What was learned?
        Lessons = "lessons",
    }
    /// Answers to choose from, of every scale.
    Choice {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It cannot be told.
        Unclear = "unclear",
        /// It continues what is done.
        Continuation = "continuation",
        /// A good change that binds nobody.
        PositiveChange = "positive_change",
        /// It changes rules or practice for good.
        ChangeOfRules = "change_of_rules",
        /// Nothing shows how far it came.
        NoEvidence = "no_evidence",
        /// Not begun.
        NotStarted = "not_started",
        /// Begun.
        Limited = "limited",
        /// Most of it.
        Substantial = "substantial",
        /// All of it.
        Complete = "complete",
        /// Most milestones.
        Most = "most",
        /// Some milestones.
        Some = "some",
        /// It made things worse.
        Worsened = "worsened",
        /// It changed nothing.
        NotChanged = "did_not_change",
        /// It changed a little.
        Marginal = "marginal",
        /// It changed much.
        Major = "major",
        /// It changed government as a whole.
        Outstanding = "outstanding",
        /// It was not about this.
        NotApplicable = "not_applicable",
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
