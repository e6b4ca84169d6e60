//! A set of records with all that they hold, and how they are deleted.

use super::Removed;
use crate::commitments::tables::{assignment, commitment, part};
use crate::db::{Scoped, TenantOwned, Tx};
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::files;
use crate::ids::{CommitmentId, EvidenceId, IndicatorId, MilestoneId, PlanId, ReportId};
use crate::imports::tables::provenance;
use crate::indicators::tables::{indicator, reading};
use crate::milestones::tables::{due_change, finding, milestone, progress, responsible};
use crate::obligations::tables::obligation_reminder;
use crate::plans::tables::plan;
use crate::reminders::tables::reminder;
use crate::reports::tables::report_section;
use crate::shelf::tables::report;
use crate::shelf::{ReportKind, ReportState};
use crate::strategies::tables::alignment;
use crate::subscriptions::tables::follow;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many ids one statement names.
const PART: usize = 500;

/// Records with all that they hold, by id.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    pub(super) plans: Vec<PlanId>,
    pub(super) commitments: Vec<CommitmentId>,
    pub(super) milestones: Vec<MilestoneId>,
    pub(super) evidence: Vec<EvidenceId>,
    indicators: Vec<IndicatorId>,
    /// Reports about the plans that are still being written.
    pub(super) reports: Vec<ReportId>,
    /// The keys of files in the store.
    files: Vec<String>,
}

impl Selection {
    /// Selects a plan with all that it holds.
    pub(crate) async fn of_plan(city: &Scoped, id: PlanId) -> Result<Self> {
        Self::of(city, vec![id], Vec::new(), Vec::new(), Vec::new()).await
    }

    /// Selects a commitment with all that it holds.
    pub(crate) async fn of_commitment(city: &Scoped, id: CommitmentId) -> Result<Self> {
        Self::of(city, Vec::new(), vec![id], Vec::new(), Vec::new()).await
    }

    /// Selects a milestone with all that it holds.
    pub(crate) async fn of_milestone(city: &Scoped, id: MilestoneId) -> Result<Self> {
        Self::of(city, Vec::new(), Vec::new(), vec![id], Vec::new()).await
    }

    /// Selects pieces of evidence.
    pub(crate) async fn of_evidence(city: &Scoped, items: Vec<Evidence>) -> Result<Self> {
        Self::of(city, Vec::new(), Vec::new(), Vec::new(), items).await
    }

    /// Selects an indicator with its readings.
    pub(crate) async fn of_indicator(city: &Scoped, id: IndicatorId) -> Result<Self> {
        let all = Self::of(city, Vec::new(), Vec::new(), Vec::new(), Vec::new()).await?;
        Ok(Self {
            indicators: vec![id],
            ..all
        })
    }

    /// Selects these records and all that they hold.
    pub(crate) async fn of(
        city: &Scoped,
        plans: Vec<PlanId>,
        mut commitments: Vec<CommitmentId>,
        mut milestones: Vec<MilestoneId>,
        mut items: Vec<Evidence>,
    ) -> Result<Self> {
        for row in among::<commitment::Entity, _>(city, commitment::Column::PlanId, &plans).await? {
            commitments.push(row.id);
        }
        distinct(&mut commitments);
        for row in among::<milestone::Entity, _>(city, milestone::Column::CommitmentId, &commitments).await? {
            milestones.push(row.id);
        }
        distinct(&mut milestones);
        items.extend(among::<evidence::Entity, _>(city, evidence::Column::CommitmentId, &commitments).await?);
        items.extend(among::<evidence::Entity, _>(city, evidence::Column::MilestoneId, &milestones).await?);
        let mut evidence: Vec<EvidenceId> = items.iter().map(|item| item.id).collect();
        distinct(&mut evidence);
        let measured = among::<indicator::Entity, _>(city, indicator::Column::CommitmentId, &commitments).await?;
        let of_milestones = among::<indicator::Entity, _>(city, indicator::Column::MilestoneId, &milestones).await?;
        let mut indicators: Vec<IndicatorId> = measured.iter().chain(&of_milestones).map(|row| row.id).collect();
        distinct(&mut indicators);
        let written = among::<report::Entity, _>(city, report::Column::PlanId, &plans).await?;
        let written = written.into_iter().filter(is_own_draft).map(|report| report.id);
        let files: BTreeSet<String> = items.into_iter().filter_map(|item| item.file_key).collect();
        Ok(Self {
            reports: written.collect(),
            files: files.into_iter().collect(),
            plans,
            commitments,
            milestones,
            evidence,
            indicators,
        })
    }

    /// Counts what it selects.
    pub(crate) async fn counts(&self, city: &Scoped) -> Result<Removed> {
        let updates = among::<progress::Entity, _>(city, progress::Column::MilestoneId, &self.milestones).await?;
        let readings = among::<reading::Entity, _>(city, reading::Column::IndicatorId, &self.indicators).await?;
        Ok(Removed {
            plans: self.plans.len(),
            commitments: self.commitments.len(),
            milestones: self.milestones.len(),
            updates: updates.len(),
            evidence: self.evidence.len(),
            indicators: self.indicators.len(),
            readings: readings.len(),
        })
    }

    /// Deletes the records with everything that refers to them, and leaves their files to the clean-up.
    pub(crate) async fn remove(self, tx: &Tx) -> Result<Removed> {
        let removed = self.counts(tx).await?;
        for key in &self.files {
            files::keep(tx, key, false).await?;
        }
        let (milestones, commitments, plans) = (&self.milestones, &self.commitments, &self.plans);
        sweep::<evidence::Entity, _>(tx, evidence::Column::Id, &self.evidence).await?;
        // Corrections refer to the readings that they correct.
        let corrections = reading::Column::CorrectsId.is_not_null();
        for part in self.indicators.chunks(PART) {
            let of = reading::Column::IndicatorId.is_in(part.iter().copied());
            tx.set_all::<reading::Entity>(
                [(reading::Column::CorrectsId, None::<Uuid>.into())],
                of.and(corrections.clone()),
            )
            .await?;
        }
        sweep::<reading::Entity, _>(tx, reading::Column::IndicatorId, &self.indicators).await?;
        sweep::<indicator::Entity, _>(tx, indicator::Column::Id, &self.indicators).await?;
        sweep::<responsible::Entity, _>(tx, responsible::Column::MilestoneId, milestones).await?;
        sweep::<due_change::Entity, _>(tx, due_change::Column::MilestoneId, milestones).await?;
        sweep::<progress::Entity, _>(tx, progress::Column::MilestoneId, milestones).await?;
        sweep::<reminder::Entity, _>(tx, reminder::Column::MilestoneId, milestones).await?;
        sweep::<finding::Entity, _>(tx, finding::Column::MilestoneId, milestones).await?;
        sweep::<milestone::Entity, _>(tx, milestone::Column::Id, milestones).await?;
        sweep::<finding::Entity, _>(tx, finding::Column::CommitmentId, commitments).await?;
        sweep::<part::Entity, _>(tx, part::Column::CommitmentId, commitments).await?;
        sweep::<assignment::Entity, _>(tx, assignment::Column::CommitmentId, commitments).await?;
        sweep::<alignment::Entity, _>(tx, alignment::Column::CommitmentId, commitments).await?;
        sweep::<follow::Entity, _>(tx, follow::Column::CommitmentId, commitments).await?;
        sweep::<commitment::Entity, _>(tx, commitment::Column::Id, commitments).await?;
        sweep::<report_section::Entity, _>(tx, report_section::Column::ReportId, &self.reports).await?;
        sweep::<report::Entity, _>(tx, report::Column::Id, &self.reports).await?;
        sweep::<plan::Entity, _>(tx, plan::Column::Id, plans).await?;
        let ids = self.ids();
        sweep::<provenance::Entity, _>(tx, provenance::Column::SubjectId, &ids).await?;
        sweep::<obligation_reminder::Entity, _>(tx, obligation_reminder::Column::SubjectId, &ids).await?;
        Ok(removed)
    }

    /// Returns the ids of all records.
    fn ids(&self) -> Vec<Uuid> {
        let plans = self.plans.iter().map(|id| Uuid::from(*id));
        let commitments = self.commitments.iter().map(|id| Uuid::from(*id));
        let milestones = self.milestones.iter().map(|id| Uuid::from(*id));
        let evidence = self.evidence.iter().map(|id| Uuid::from(*id));
        let indicators = self.indicators.iter().map(|id| Uuid::from(*id));
        let all = plans.chain(commitments).chain(milestones).chain(evidence);
        all.chain(indicators).collect()
    }
}

/// Returns whether a report is the city's own and nobody else has seen it.
pub(super) fn is_own_draft(report: &report::Model) -> bool {
    report.kind == ReportKind::SelfAssessment && report.state == ReportState::Draft && report.published_at.is_none()
}

fn distinct<T: Ord>(ids: &mut Vec<T>) {
    ids.sort();
    ids.dedup();
}

/// Returns the rows whose `column` is one of `values`.
pub(super) async fn among<E, V>(city: &Scoped, column: E::Column, values: &[V]) -> Result<Vec<E::Model>>
where
    E: TenantOwned,
    E::Model: Send + Sync,
    V: Copy + Into<Value>,
{
    let mut rows = Vec::new();
    for part in values.chunks(PART) {
        let part = city.find::<E>().filter(column.is_in(part.iter().copied()));
        rows.extend(part.all().await?);
    }
    Ok(rows)
}

/// Returns whether any row has one of `values` in `column`.
pub(super) async fn any<E, V>(city: &Scoped, column: E::Column, values: &[V]) -> Result<bool>
where
    E: TenantOwned,
    E::Model: Send + Sync,
    V: Copy + Into<Value>,
{
    for part in values.chunks(PART) {
        let part = city.find::<E>().filter(column.is_in(part.iter().copied()));
        if part.count().await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn sweep<E, V>(tx: &Tx, column: E::Column, values: &[V]) -> Result<()>
where
    E: TenantOwned,
    V: Copy + Into<Value>,
{
    for part in values.chunks(PART) {
        tx.sweep::<E>(column.is_in(part.iter().copied())).await?;
    }
    Ok(())
}
