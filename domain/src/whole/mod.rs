//! A plan with all its records, read in one transaction: the input of pages, reports and exports.

use crate::access::{Permit, SeePlan};
use crate::assessments::Verdict;
use crate::assessments::tables::verdict;
use crate::commitments::Commitment;
use crate::commitments::Participation;
use crate::commitments::tables::{commitment, part};
use crate::db::{Db, Scoped};
use crate::error::{Error, Result};
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId, OrganisationId, PlanId};
use crate::milestones::Responsible;
use crate::milestones::tables::finding;
use crate::milestones::tables::{due_change, milestone, progress, responsible};
use crate::milestones::{DueChange, Finding, Milestone};
use crate::places::RecordPath;
use crate::plans::tables::plan;
use crate::plans::{self, Plan, visible_plan};
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
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
    /// What was done last on each milestone, in the words of its newest progress report that says so; only
    /// read by [`for_commitment`].
    pub done: HashMap<MilestoneId, String>,
}

impl PlanRecords {
    /// Returns a plan of which no record was read.
    fn empty(plan: Plan) -> Self {
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

    /// Returns the evidence of a milestone.
    pub fn evidence_on(&self, id: MilestoneId) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(move |item| item.milestone_id == Some(id))
    }

    /// Returns the monitoring body's verdict on a piece of evidence.
    pub fn verdict_on(&self, id: EvidenceId) -> Option<&Verdict> {
        self.verdicts.iter().find(|said| said.evidence_id == id)
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

/// Which records of a plan to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All.
    All,
    /// What pages about the plan show: all but who is responsible for its milestones.
    Plan,
    /// What the page of a commitment shows of it, by its number.
    Commitment(i32),
    /// What pages about the milestones of a commitment show, by the number of the commitment.
    Milestones(i32),
    /// All of one commitment, by its number.
    Around(i32),
}

impl Extent {
    fn number(self) -> Option<i32> {
        match self {
            Self::All | Self::Plan => None,
            Self::Commitment(number) | Self::Milestones(number) | Self::Around(number) => Some(number),
        }
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

async fn read(city: &Scoped, plan: Plan, extent: Extent) -> Result<PlanRecords> {
    let number = extent.number();
    let (commitments, findings) = read_commitments(city, &plan, number).await?;
    let wanted = commitments
        .iter()
        .filter(|row| number.is_none_or(|number| row.number == number));
    let ids: Vec<CommitmentId> = wanted.map(|row| row.id).collect();
    let has_span = plan.starts_on.zip(plan.ends_on).is_some_and(|(from, to)| to > from);
    let all = || commitments.iter().map(|row| row.id).collect();
    let shown = if has_span { ids.clone() } else { all() };
    let with_done = matches!(extent, Extent::Commitment(_));
    let (milestones, due_changes, done) = read_milestones(city, shown, with_done).await?;
    let (evidence, verdicts) = read_evidence(city, &ids).await?;
    let mut records = PlanRecords {
        commitments,
        milestones,
        due_changes,
        evidence,
        findings,
        verdicts,
        done,
        ..PlanRecords::empty(plan)
    };
    if !matches!(extent, Extent::Milestones(_)) {
        read_parts(city, &mut records, &ids).await?;
    }
    if matches!(extent, Extent::All | Extent::Milestones(_) | Extent::Around(_)) {
        read_responsible(city, &mut records, &ids).await?;
    }
    Ok(records)
}

/// Reads the commitments of a plan by number, and the findings on all or on one.
async fn read_commitments(city: &Scoped, plan: &Plan, number: Option<i32>) -> Result<(Vec<Commitment>, Vec<Finding>)> {
    let of = Expr::col(finding::Column::CommitmentId.as_column_ref()).equals(commitment::Column::Id.as_column_ref());
    let on = match number {
        Some(number) => of.and(commitment::Column::Number.eq(number)),
        None => of,
    };
    let rows = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan.id))
        .with_on::<finding::Entity>(on)
        .order_by_asc(commitment::Column::Number)
        .order_by_asc(finding::Column::Id)
        .pairs::<finding::Entity>()
        .await?;
    Ok(split(rows, |row| row.id))
}

type Milestones = (Vec<Milestone>, Vec<DueChange>, HashMap<MilestoneId, String>);

/// Reads the milestones of commitments by number, with the moves of their due dates and, if asked for, what
/// was done last.
async fn read_milestones(city: &Scoped, of: Vec<CommitmentId>, with_done: bool) -> Result<Milestones> {
    let mut rows = city
        .find::<milestone::Entity>()
        .among(milestone::Column::CommitmentId, of)
        .with::<due_change::Entity>(due_change::Column::MilestoneId, milestone::Column::Id);
    if with_done {
        let own = milestone::Column::Id.as_column_ref();
        let newest = city
            .find::<progress::Entity>()
            .filter(Expr::col(progress::Column::MilestoneId.as_column_ref()).equals(own))
            .filter(progress::Column::Done.is_not_null())
            .order_by_desc(progress::Column::Id)
            .at_most(1);
        let id = Expr::col(progress::Column::Id.as_column_ref());
        rows = rows.with_on::<progress::Entity>(id.in_subquery(newest.ids()));
    }
    let rows = rows
        .order_by_asc(milestone::Column::Number)
        .order_by_asc(due_change::Column::Id)
        .each(|row| {
            let told = if with_done { row.other::<progress::Entity>()? } else { None };
            let pair = (row.own::<milestone::Entity>()?, row.other::<due_change::Entity>()?);
            Ok((pair, told.and_then(|told| Some((told.milestone_id, told.done?)))))
        })
        .await?;
    let (rows, done): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let (milestones, due_changes) = split(rows, |row| row.id);
    Ok((milestones, due_changes, done.into_iter().flatten().collect()))
}

/// Reads the evidence of commitments, oldest first, with the verdicts on it.
async fn read_evidence(city: &Scoped, of: &[CommitmentId]) -> Result<(Vec<Evidence>, Vec<Verdict>)> {
    let rows = city
        .find::<evidence::Entity>()
        .among(evidence::Column::CommitmentId, of.iter().copied())
        .filter(evidence::Column::WithdrawnAt.is_null())
        .with::<verdict::Entity>(verdict::Column::EvidenceId, evidence::Column::Id)
        .order_by_asc(evidence::Column::Id)
        .pairs::<verdict::Entity>()
        .await?;
    Ok(split(rows, |row| row.id))
}

/// Adds the organisations that take part in commitments.
async fn read_parts(city: &Scoped, records: &mut PlanRecords, of: &[CommitmentId]) -> Result<()> {
    let rows = city
        .find::<part::Entity>()
        .among(part::Column::CommitmentId, of.iter().copied())
        .with::<organisation::Entity>(organisation::Column::Id, part::Column::OrganisationId)
        .order_by_asc(part::Column::Id)
        .pairs::<organisation::Entity>()
        .await?;
    let (parts, organisations): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    records.parts = parts;
    records.name(organisations.into_iter().flatten());
    Ok(())
}

/// Adds those who are responsible for the milestones of commitments.
async fn read_responsible(city: &Scoped, records: &mut PlanRecords, of: &[CommitmentId]) -> Result<()> {
    let wanted = records.milestones.iter().filter(|row| of.contains(&row.commitment_id));
    let rows = city
        .find::<responsible::Entity>()
        .among(responsible::Column::MilestoneId, wanted.map(|row| row.id))
        .with::<organisation::Entity>(organisation::Column::Id, responsible::Column::OrganisationId)
        .order_by_asc(responsible::Column::Id)
        .pairs::<organisation::Entity>()
        .await?;
    let (responsible, organisations): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    records.responsible = responsible;
    records.name(organisations.into_iter().flatten());
    Ok(())
}

/// Separates rows from those joined to them: each row once, in the order of `rows`.
fn split<R, K: Eq + Hash, J>(rows: Vec<(R, Option<J>)>, key: impl Fn(&R) -> K) -> (Vec<R>, Vec<J>) {
    let mut seen = HashSet::new();
    let (mut own, mut joined) = (Vec::new(), Vec::new());
    for (row, other) in rows {
        if seen.insert(key(&row)) {
            own.push(row);
        }
        joined.extend(other);
    }
    (own, joined)
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
