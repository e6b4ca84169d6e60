//! Obligations of OGP's calendar: assessments, the website, the self-assessment, replies; each with its
//! due date. None is stored: they are computed from the records and a rule set. Drafts of the
//! monitoring body are ignored, so that nothing here reveals them.

mod compute;
mod reminders;
pub(crate) mod tables;

pub use crate::rules::ObligationKind;
pub use crate::whole;
pub use compute::{Completed, Facts, Reply, compute};
pub use reminders::{ObligationMail, mail, plan_for_city};

use crate::access::{Action, Permit, SeePlan, SeeStandards};
use crate::assessments::tables::assessment;
use crate::assessments::{AssessmentKind, AssessmentState};
use crate::calendar::days_between;
use crate::commitments::CommitmentState;
use crate::db::Db;
use crate::error::Result;
use crate::log::tables::event;
use crate::log::{self, Logged};
use crate::milestones::{Milestone, MilestoneState};
use crate::reports::ReportKind;
use crate::requirements::last_word;
use crate::shelf::tables::report;
use crate::tenants::Tenant;
use crate::whole::PlanRecords;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::Date;
use uuid::Uuid;

/// An obligation with its due date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// The kind of obligation.
    pub kind: ObligationKind,
    /// The plan, commitment or assessment it is about.
    pub subject: Uuid,
    /// The title of that record.
    pub title: String,
    /// The due date.
    pub due_on: Date,
    /// The day on which it was fulfilled; `None` while it is open.
    pub done_on: Option<Date>,
}

impl Obligation {
    /// Returns whether it is not fulfilled yet.
    pub fn is_open(&self) -> bool {
        self.done_on.is_none()
    }

    /// Returns the days from `today` to the due date; negative once overdue.
    pub fn days(&self, today: Date) -> i64 {
        days_between(today, self.due_on)
    }
}

/// Lists the obligations of a city: open ones first, then by due date.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeeStandards>,
    see: &Permit<SeePlan>,
    tenant: &Tenant,
    today: Date,
) -> Result<Vec<Obligation>> {
    debug_assert_eq!(permit.tenant(), see.tenant(), "one city");
    crate::people::seen(db, permit).await?;
    let present = whole::for_current(db, see, today).await?;
    of_plan(db, permit, tenant, present.as_ref(), today).await
}

/// Lists the same obligations, for a current plan that was read already.
///
/// # Errors
/// Database errors.
pub async fn of_plan<A: Action>(
    db: &Db,
    permit: &Permit<A>,
    tenant: &Tenant,
    present: Option<&PlanRecords>,
    today: Date,
) -> Result<Vec<Obligation>> {
    let facts = facts(db, permit, tenant, present).await?;
    let mut due = compute(crate::rules::on(today), &facts);
    due.sort_by_key(|one| (one.done_on.is_some(), one.due_on, one.kind));
    Ok(due)
}

async fn facts<A: Action>(
    db: &Db,
    permit: &Permit<A>,
    tenant: &Tenant,
    present: Option<&PlanRecords>,
) -> Result<Facts> {
    let city = db.read(permit).await?;
    let assessed = city
        .find::<assessment::Entity>()
        .filter(assessment::Column::State.ne(AssessmentState::Draft))
        .order_by_asc(assessment::Column::Id)
        .all()
        .await?;
    let id = Expr::col(report::Column::Id.as_column_ref());
    let finished = id
        .equals(event::Column::SubjectId.as_column_ref())
        .and(event::Column::Action.eq(log::Action::ReportFinish.code()));
    let reports = city
        .find::<report::Entity>()
        .among(report::Column::PlanId, present.map(|whole| whole.plan.id))
        .filter(report::Column::Kind.eq(ReportKind::SelfAssessment))
        .with_on::<event::Entity>(finished)
        .pairs::<event::Entity>()
        .await?;
    let finals: Vec<_> = reports.into_iter().filter(|(row, _)| row.state.is_final()).collect();
    let zone = tenant.zone();
    // The day is the one on which it became final; its files may be built later, or never.
    let final_on = |(row, finished): &(report::Model, Option<Logged>)| {
        let finished = finished.as_ref().map(|event| event.at);
        Some(zone.day(finished.or(row.built_at)?))
    };
    let plan = present
        .map(|whole| &whole.plan)
        .filter(|plan| plan.published_at.is_some());
    let of_plan = |row: &&assessment::Model| plan.is_some_and(|plan| plan.id == row.plan_id);
    let inception = assessed
        .iter()
        .filter(of_plan)
        .find(|row| row.kind == AssessmentKind::Inception);
    let ends_on = plan.and_then(|plan| plan.ends_on);
    let after_end = |day: &Date| ends_on.is_some_and(|end| *day >= end);
    Ok(Facts {
        plan: plan.map(|plan| (plan.id.into(), plan.title.clone())),
        submitted_on: plan.and_then(|plan| plan.submitted_on),
        ends_on,
        told_on: present.and_then(|whole| last_word(tenant, whole)).map(|word| word.on),
        inception_on: inception.and_then(|row| row.submitted_on),
        completed: plan.and(present).map(completed).unwrap_or_default(),
        assessed: assessed
            .iter()
            .filter_map(|row| Some((row.commitment_id?.into(), row.submitted_on?)))
            .collect(),
        self_assessed_on: finals.iter().filter_map(final_on).filter(after_end).min(),
        replies: assessed
            .iter()
            .filter_map(|row| {
                let title = row.subjects.0.first().filter(|_| row.commitment_id.is_some());
                let title = title.map(|one| one.title.clone());
                let title = title.or_else(|| plan.map(|plan| plan.title.clone()))?;
                Some(Reply {
                    assessment: row.id.into(),
                    title,
                    due_on: row.reply_by?,
                    done_on: done_on(row),
                })
            })
            .collect(),
    })
}

/// Returns the day from which no reply of the city is expected; `None` while one is.
fn done_on(row: &assessment::Model) -> Option<Date> {
    row.replied_on.or(row.published_on)
}

/// Returns the commitments that are completely implemented: every milestone that is not withdrawn is
/// complete.
fn completed(whole: &PlanRecords) -> Vec<Completed> {
    let kept = whole.commitments.iter().filter(|one| match one.state {
        CommitmentState::Withdrawn | CommitmentState::CarriedForward => false,
        CommitmentState::Proposed
        | CommitmentState::Accepted
        | CommitmentState::Active
        | CommitmentState::Completed => true,
    });
    let done = kept.filter_map(|one| {
        let stands = |milestone: &&Milestone| milestone.state != MilestoneState::Withdrawn;
        let milestones: Vec<_> = whole.milestones_of(one.id).filter(stands).collect();
        let all = milestones
            .iter()
            .all(|milestone| milestone.state == MilestoneState::Complete);
        let last = milestones.iter().filter_map(|milestone| milestone.completed_on).max();
        let on = last.filter(|_| all)?;
        Some(Completed {
            commitment: one.id.into(),
            title: one.title.clone(),
            on,
        })
    });
    done.collect()
}
