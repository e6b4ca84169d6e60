//! A plan with all its records, read in one transaction: the input of pages, reports and exports.

mod read;

use crate::access::{Permit, SeePlan};
use crate::assessments::Verdict;
use crate::commitments::tables::commitment;
use crate::commitments::{Commitment, Participation};
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::ids::{CommitmentId, EvidenceId, IndicatorId, MilestoneId, OrganisationId, PlanId};
use crate::indicators::{Indicator, Reading};
use crate::milestones::tables::{due_change, finding, milestone};
use crate::milestones::{DueChange, Finding, Milestone, Responsible};
use crate::places::RecordPath;
use crate::plans::tables::plan;
use crate::plans::{self, Plan, visible_plan};
use crate::stakeholders::{Organisation, PartKind, alike};
use read::{Extent, read, read_indicators, read_milestones, read_parts, read_responsible, split};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
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
    /// The indicators of its commitments and milestones, by number; not read by [`for_plan`], [`for_current`] and
    /// [`around`].
    pub indicators: Vec<Indicator>,
    /// Their readings by day, also those that were corrected or withdrawn.
    pub readings: Vec<Reading>,
    /// What was done last on each milestone, in the words of its newest progress report that says so; only
    /// read by [`for_commitment`].
    pub done: HashMap<MilestoneId, String>,
}

impl PlanRecords {
    /// Returns a plan of which no record was read.
    pub fn empty(plan: Plan) -> Self {
        Self {
            plan,
            commitments: Vec::new(),
            milestones: Vec::new(),
            due_changes: Vec::new(),
            evidence: Vec::new(),
            findings: Vec::new(),
            verdicts: Vec::new(),
            parts: Vec::new(),
            responsible: Vec::new(),
            organisations: Vec::new(),
            indicators: Vec::new(),
            readings: Vec::new(),
            done: HashMap::new(),
        }
    }

    /// Adds organisations, each once.
    fn name(&mut self, organisations: impl Iterator<Item = Organisation>) {
        for one in organisations {
            if self.organisation(one.id).is_none() {
                self.organisations.push(one);
            }
        }
    }

    /// Returns the milestones of a commitment, by number.
    pub fn milestones_of(&self, id: CommitmentId) -> impl Iterator<Item = &Milestone> {
        self.milestones
            .iter()
            .filter(move |milestone| milestone.commitment_id == id)
    }

    /// Returns the indicators of a commitment, those of its milestones included, by number.
    pub fn indicators_of(&self, id: CommitmentId) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(move |row| row.commitment_id == id)
    }

    /// Returns the readings of an indicator by day, also those that were corrected or withdrawn.
    pub fn readings_of(&self, id: IndicatorId) -> impl Iterator<Item = &Reading> {
        self.readings.iter().filter(move |row| row.indicator_id == id)
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

    /// Returns the commitments in which an organisation of this name takes part, each with its part. A monitoring body
    /// does not judge its own work (docs/RULES.md, `monitor-takes-part`).
    #[must_use]
    pub fn taken_part_in(&self, name: &str) -> Vec<(CommitmentId, PartKind)> {
        let key = alike(name);
        let is_same = |organisation: &Organisation| alike(&organisation.name) == key;
        let of = |commitment: &Commitment| {
            let parts = self.parts_in(commitment.id);
            let own = parts.filter(|(_, one)| is_same(one)).map(|(part, _)| part.part);
            let milestones = self.milestones_of(commitment.id);
            let answers =
                milestones.flat_map(|one| self.responsible.iter().filter(move |who| who.milestone_id == one.id));
            let answers = answers.filter(|who| {
                who.organisation_id
                    .and_then(|id| self.organisation(id))
                    .is_some_and(is_same)
            });
            let part = own.chain(answers.map(|who| who.part)).min()?;
            Some((commitment.id, part))
        };
        self.commitments.iter().filter_map(of).collect()
    }

    /// Returns an organisation by its id.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    /// Returns the place of one of its records; `None` when it has no record with this id.
    pub fn place(&self, id: Uuid) -> Option<RecordPath<'_>> {
        let indicator = self.indicators.iter().find(|row| row.id == id.into());
        let id = indicator.map_or(id, Indicator::measured);
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
    read(city, plan, Extent::All).await
}

/// Reads the records of a plan that pages about the plan show: all but who is responsible for its
/// milestones.
///
/// # Errors
/// Database errors.
pub async fn for_plan(db: &Db, permit: &Permit<SeePlan>, plan: Plan) -> Result<PlanRecords> {
    read(&db.read(permit).await?, plan, Extent::Plan).await
}

/// Reads the current plan, as [`plans::current`] chooses it, with the records that [`for_plan`] reads.
///
/// # Errors
/// Database errors.
pub async fn for_current(db: &Db, permit: &Permit<SeePlan>, today: Date) -> Result<Option<PlanRecords>> {
    let city = db.read(permit).await?;
    match plans::current_in(&city, today).await? {
        Some(plan) => Ok(Some(read(&city, plan, Extent::Plan).await?)),
        None => Ok(None),
    }
}

/// Reads all commitments of a plan, but the other records of only one, by its number: for pages about one
/// commitment. Who is responsible for its milestones is left out. Milestones of other commitments are read
/// only when they give the plan its first or last day.
///
/// # Errors
/// Database errors.
pub async fn for_commitment(db: &Db, permit: &Permit<SeePlan>, plan: Plan, number: i32) -> Result<PlanRecords> {
    read(&db.read(permit).await?, plan, Extent::Commitment(number)).await
}

/// Reads the same as [`for_commitment`] with those who are responsible for the milestones: for pages about
/// one milestone. The organisations that take part in the commitment, and what was done, are left out.
///
/// # Errors
/// Database errors.
pub async fn for_milestones(db: &Db, permit: &Permit<SeePlan>, plan: Plan, number: i32) -> Result<PlanRecords> {
    read(&db.read(permit).await?, plan, Extent::Milestones(number)).await
}

/// Reads the same as [`for_commitment`] and [`for_milestones`] together, but not what was done: for pages on
/// which a commitment and its milestones are changed.
///
/// # Errors
/// Database errors.
pub async fn around(db: &Db, permit: &Permit<SeePlan>, plan: Plan, number: i32) -> Result<PlanRecords> {
    read(&db.read(permit).await?, plan, Extent::Around(number)).await
}

/// Reads the indicators of a commitment, those of its milestones included, by number, with their readings by day.
///
/// # Errors
/// Database errors.
pub async fn indicators(db: &Db, permit: &Permit<SeePlan>, of: &Commitment) -> Result<(Vec<Indicator>, Vec<Reading>)> {
    read_indicators(&db.read(permit).await?, &[of.id]).await
}

/// Reads the current plan, as [`plans::current`] chooses it, with all its records.
///
/// # Errors
/// Database errors.
pub async fn current(db: &Db, permit: &Permit<SeePlan>, today: Date) -> Result<Option<PlanRecords>> {
    let city = db.read(permit).await?;
    match plans::current_in(&city, today).await? {
        Some(plan) => Ok(Some(read(&city, plan, Extent::All).await?)),
        None => Ok(None),
    }
}

/// Reads a commitment with the records that the API returns with it: its plan, findings, milestones and the
/// organisations that take part.
///
/// # Errors
/// `NotFound("commitment")` when the city has no such commitment or the caller may not see it.
pub async fn of_commitment(db: &Db, permit: &Permit<SeePlan>, id: CommitmentId) -> Result<PlanRecords> {
    let city = db.read(permit).await?;
    let rows = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::Id.eq(id))
        .with::<plan::Entity>(plan::Column::Id, commitment::Column::PlanId)
        .with::<finding::Entity>(finding::Column::CommitmentId, commitment::Column::Id)
        .order_by_asc(finding::Column::Id)
        .each(|row| {
            let pair = (row.own::<commitment::Entity>()?, row.other::<finding::Entity>()?);
            Ok((row.other::<plan::Entity>()?, pair))
        })
        .await?;
    let (plans, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let plan = plans.into_iter().next().flatten();
    let plan = shown(&city, plan).ok_or(Error::NotFound("commitment"))?;
    let (commitments, findings) = split(rows, |row| row.id);
    let mut records = PlanRecords {
        findings,
        commitments,
        ..PlanRecords::empty(plan)
    };
    (records.milestones, records.due_changes, _) = read_milestones(&city, vec![id], false).await?;
    read_parts(&city, &mut records, &[id]).await?;
    Ok(records)
}

/// Reads a milestone with the records that the API returns with it: its plan, its commitment with the
/// findings, the moves of its due date, and who is responsible.
///
/// # Errors
/// `NotFound("milestone")` when the city has no such milestone or the caller may not see it.
pub async fn of_milestone(db: &Db, permit: &Permit<SeePlan>, id: MilestoneId) -> Result<PlanRecords> {
    let city = db.read(permit).await?;
    let found = city
        .find::<milestone::Entity>()
        .filter(milestone::Column::Id.eq(id))
        .with::<commitment::Entity>(commitment::Column::Id, milestone::Column::CommitmentId)
        .with::<plan::Entity>(plan::Column::Id, commitment::Column::PlanId)
        .each(|row| {
            let place = (row.other::<plan::Entity>()?, row.other::<commitment::Entity>()?);
            Ok((place, row.own::<milestone::Entity>()?))
        })
        .await?;
    let found = found.into_iter().next();
    let found = found.and_then(|((plan, commitment), row)| Some((shown(&city, plan)?, commitment?, row)));
    let (plan, commitment, milestone) = found.ok_or(Error::NotFound("milestone"))?;
    let of = commitment.id;
    let due_changes = city
        .find::<due_change::Entity>()
        .filter(due_change::Column::MilestoneId.eq(id))
        .order_by_asc(due_change::Column::Id);
    let findings = city
        .find::<finding::Entity>()
        .filter(finding::Column::CommitmentId.eq(of))
        .order_by_asc(finding::Column::Id);
    let mut records = PlanRecords {
        due_changes: due_changes.all().await?,
        findings: findings.all().await?,
        commitments: vec![commitment],
        milestones: vec![milestone],
        ..PlanRecords::empty(plan)
    };
    read_responsible(&city, &mut records, &[of]).await?;
    Ok(records)
}

/// Returns the plan if the caller may see it.
fn shown(city: &Scoped, plan: Option<Plan>) -> Option<Plan> {
    plan.filter(|plan| plan.published_at.is_some() || city.sees_drafts())
}
