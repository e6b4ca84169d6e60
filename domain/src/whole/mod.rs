//! A plan with all its records, read in one transaction: the input of pages, reports and exports.

use crate::access::{Permit, SeePlan};
use crate::assessments::Verdict;
use crate::assessments::tables::verdict;
use crate::commitments::Commitment;
use crate::commitments::Participation;
use crate::commitments::tables::{commitment, part};
use crate::db::head;
use crate::db::{Db, Scoped};
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId, OrganisationId, PlanId};
use crate::milestones::Responsible;
use crate::milestones::tables::finding;
use crate::milestones::tables::{due_change, milestone, progress, responsible};
use crate::milestones::{DueChange, Finding, Milestone};
use crate::places::RecordPath;
use crate::plans::{self, Plan, visible_plan};
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::Date;
use uuid::Uuid;

/// A plan with all its records, without the contacts in organisations, who are private.
#[derive(Debug, Clone)]
pub struct PlanRecords {
    /// The plan.
    pub plan: Plan,
    /// Its commitments, by number.
    pub commitments: Vec<Commitment>,
    /// Their milestones, by number.
    pub milestones: Vec<Milestone>,
    /// Due dates that were moved, oldest first.
    pub due_changes: Vec<DueChange>,
    /// Evidence that is not withdrawn, oldest first.
    pub evidence: Vec<Evidence>,
    /// The monitoring body's findings.
    pub findings: Vec<Finding>,
    /// The monitoring body's verdicts on evidence.
    pub verdicts: Vec<Verdict>,
    /// Which organisations take part in which commitments.
    pub parts: Vec<Participation>,
    /// Who is responsible for which milestones. Contacts are ids only.
    pub responsible: Vec<Responsible>,
    /// The organisations in `parts` and `responsible`.
    pub organisations: Vec<Organisation>,
    /// The number of progress updates on its milestones.
    pub updates: u64,
    /// The city's public revision that was read. The same revision gives the same published records.
    pub revision: i64,
}

impl PlanRecords {
    /// Returns the milestones of a commitment, by number.
    pub fn milestones_of(&self, id: CommitmentId) -> impl Iterator<Item = &Milestone> {
        self.milestones
            .iter()
            .filter(move |milestone| milestone.commitment_id == id)
    }

    /// Returns the evidence of a milestone.
    pub fn evidence_on(&self, id: MilestoneId) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(move |item| item.milestone_id == Some(id))
    }

    /// Returns the monitoring body's verdict on a piece of evidence.
    pub fn verdict_on(&self, id: EvidenceId) -> Option<&Verdict> {
        self.verdicts.iter().find(|verdict| verdict.evidence_id == id)
    }

    /// Returns the changes of a milestone's due date, oldest first.
    pub fn moves_of(&self, id: MilestoneId) -> impl Iterator<Item = &DueChange> {
        self.due_changes.iter().filter(move |change| change.milestone_id == id)
    }

    /// Returns the organisations that take part in a commitment.
    pub fn parts_in(&self, id: CommitmentId) -> impl Iterator<Item = (&Participation, &Organisation)> {
        self.parts
            .iter()
            .filter(move |part| part.commitment_id == id)
            .filter_map(|part| Some((part, self.organisation(part.organisation_id)?)))
    }

    /// Returns an organisation by its id.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    /// Returns the place of one of its records; `None` when it has no record with this id.
    pub fn place(&self, id: Uuid) -> Option<RecordPath<'_>> {
        RecordPath::up_from(
            id,
            self.evidence.iter().find(|row| row.id == id.into()),
            |id| self.milestones.iter().find(|row| row.id == id),
            |id| self.commitments.iter().find(|row| row.id == id),
            |id| Some(&self.plan).filter(|plan| plan.id == id),
        )
    }

    /// Returns the findings on a commitment.
    pub fn findings_of(&self, id: CommitmentId) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.commitment_id == id)
    }
}

/// Reads a plan with all its records.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn whole(db: &Db, permit: &Permit<SeePlan>, id: PlanId) -> Result<PlanRecords> {
    let city = db.read(permit).await?;
    whole_in(&city, id).await
}

/// Same as [`whole`], in a transaction that is already open.
pub(crate) async fn whole_in(city: &Scoped, id: PlanId) -> Result<PlanRecords> {
    let plan = visible_plan(city, id).await?;
    read(city, plan, None).await
}

/// Reads a plan with all its commitments and milestones, but the other records of only one commitment, by its
/// number: for pages about one commitment.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn for_commitment(db: &Db, permit: &Permit<SeePlan>, id: PlanId, number: i32) -> Result<PlanRecords> {
    let city = db.read(permit).await?;
    let plan = visible_plan(&city, id).await?;
    read(&city, plan, Some(number)).await
}

/// Reads the current plan, as [`plans::current`] chooses it, with all its records.
///
/// # Errors
/// Database errors.
pub async fn current(db: &Db, permit: &Permit<SeePlan>, today: Date) -> Result<Option<PlanRecords>> {
    let city = db.read(permit).await?;
    match plans::current_in(&city, today).await? {
        Some(plan) => Ok(Some(read(&city, plan, None).await?)),
        None => Ok(None),
    }
}

async fn read(city: &Scoped, plan: Plan, number: Option<i32>) -> Result<PlanRecords> {
    let commitments = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan.id))
        .order_by_asc(commitment::Column::Number)
        .all()
        .await?;
    let milestones = city
        .find::<milestone::Entity>()
        .among(milestone::Column::CommitmentId, commitments.iter().map(|row| row.id))
        .order_by_asc(milestone::Column::Number)
        .all()
        .await?;
    let wanted = commitments
        .iter()
        .filter(|row| number.is_none_or(|number| row.number == number));
    let ids: Vec<CommitmentId> = wanted.map(|row| row.id).collect();
    let wanted = milestones.iter().filter(|row| ids.contains(&row.commitment_id));
    let of_milestones: Vec<MilestoneId> = wanted.map(|row| row.id).collect();
    let due_changes = city
        .find::<due_change::Entity>()
        .among(due_change::Column::MilestoneId, of_milestones.iter().copied())
        .order_by_asc(due_change::Column::Id)
        .all()
        .await?;
    let evidence = city
        .find::<evidence::Entity>()
        .among(evidence::Column::CommitmentId, ids.iter().copied())
        .filter(evidence::Column::WithdrawnAt.is_null())
        .order_by_asc(evidence::Column::Id)
        .all()
        .await?;
    let findings = city
        .find::<finding::Entity>()
        .among(finding::Column::CommitmentId, ids.iter().copied())
        .all()
        .await?;
    let verdicts = city
        .find::<verdict::Entity>()
        .among(verdict::Column::EvidenceId, evidence.iter().map(|row| row.id))
        .all()
        .await?;
    let parts = city
        .find::<part::Entity>()
        .among(part::Column::CommitmentId, ids.iter().copied())
        .order_by_asc(part::Column::Id)
        .all()
        .await?;
    let responsible = city
        .find::<responsible::Entity>()
        .among(responsible::Column::MilestoneId, of_milestones.iter().copied())
        .order_by_asc(responsible::Column::Id)
        .all()
        .await?;
    let named = parts
        .iter()
        .map(|row| row.organisation_id)
        .chain(responsible.iter().filter_map(|row| row.organisation_id));
    let organisations = city
        .find::<organisation::Entity>()
        .among(organisation::Column::Id, named)
        .all()
        .await?;
    let updates = city
        .find::<progress::Entity>()
        .among(progress::Column::MilestoneId, of_milestones.iter().copied())
        .count()
        .await?;
    let platform = city.platform();
    let head = platform
        .find::<head::Entity>()
        .filter(head::Column::TenantId.eq(city.tenant()));
    let revision = platform.one(head).await?.map_or(0, |head| head.public_revision);
    Ok(PlanRecords {
        updates,
        revision,
        plan,
        commitments,
        milestones,
        due_changes,
        evidence,
        findings,
        verdicts,
        parts,
        responsible,
        organisations,
    })
}
