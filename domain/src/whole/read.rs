//! Reads the records of a plan, one table and those joined to it at a time.

use super::PlanRecords;
use crate::assessments::Verdict;
use crate::assessments::tables::verdict;
use crate::commitments::Commitment;
use crate::commitments::tables::{commitment, part};
use crate::db::Scoped;
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::ids::{CommitmentId, MilestoneId};
use crate::indicators::tables::{indicator, reading};
use crate::indicators::{Indicator, Reading};
use crate::milestones::tables::{due_change, finding, milestone, progress, responsible};
use crate::milestones::{DueChange, Finding, Milestone};
use crate::plans::Plan;
use crate::stakeholders::tables::organisation;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Which records of a plan to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All.
    All,
    /// What pages about the plan show: all but who is responsible for its milestones, and its indicators.
    Plan,
    /// What the page of a commitment shows of it, by its number.
    Commitment(i32),
    /// What pages about the milestones of a commitment show, by the number of the commitment.
    Milestones(i32),
    /// All of one commitment but its indicators, by its number.
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

/// Reads a plan with the records that `extent` names.
pub(super) async fn read(city: &Scoped, plan: Plan, extent: Extent) -> Result<PlanRecords> {
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
    if matches!(extent, Extent::All | Extent::Commitment(_) | Extent::Milestones(_)) {
        (records.indicators, records.readings) = read_indicators(city, &ids).await?;
    }
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
pub(super) async fn read_milestones(city: &Scoped, of: Vec<CommitmentId>, with_done: bool) -> Result<Milestones> {
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
            let told = if with_done {
                row.other::<progress::Entity>()?
            } else {
                None
            };
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

/// Reads the indicators of commitments by number, with their readings by day.
pub(super) async fn read_indicators(city: &Scoped, of: &[CommitmentId]) -> Result<(Vec<Indicator>, Vec<Reading>)> {
    let rows = city
        .find::<indicator::Entity>()
        .among(indicator::Column::CommitmentId, of.iter().copied())
        .with::<reading::Entity>(reading::Column::IndicatorId, indicator::Column::Id)
        .order_by_asc(indicator::Column::Number)
        .order_by_asc(reading::Column::ReadOn)
        .order_by_asc(reading::Column::Id)
        .pairs::<reading::Entity>()
        .await?;
    Ok(split(rows, |row| row.id))
}

/// Adds the organisations that take part in commitments.
pub(super) async fn read_parts(city: &Scoped, records: &mut PlanRecords, of: &[CommitmentId]) -> Result<()> {
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
pub(super) async fn read_responsible(city: &Scoped, records: &mut PlanRecords, of: &[CommitmentId]) -> Result<()> {
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
pub(super) fn split<R, K: Eq + Hash, J>(rows: Vec<(R, Option<J>)>, key: impl Fn(&R) -> K) -> (Vec<R>, Vec<J>) {
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
