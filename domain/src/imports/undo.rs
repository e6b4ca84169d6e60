//! Takes back what an import made, as far as nobody worked on it since.
//!
//! Long because each kind of record is held by other tables.

use super::notes::{Code, Note};
use super::steps::save;
use super::tables::{import, provenance};
use super::{Import, ImportState, Stored, get, shown};
use crate::access::{ImportPlan, Permit};
use crate::assessments::tables::assessment;
use crate::commitments::tables::{assignment, commitment, part};
use crate::db::{Db, TenantOwned, Tx};
use crate::endorsements::tables::endorsement;
use crate::error::{Conflict, Result};
use crate::evidence::tables::evidence;
use crate::forums::tables::{attendance, decision, seat};
use crate::ids::{CommitmentId, ContactId, FindingId, ImportId, IndicatorId, MilestoneId, OrganisationId, PlanId};
use crate::indicators::tables::{indicator, reading};
use crate::log::Event;
use crate::milestones::Milestone;
use crate::milestones::tables::{due_change, finding, milestone, progress, responsible};
use crate::once::Once;
use crate::people::tables::delegate;
use crate::plans::tables::plan;
use crate::queries::tables::review_query;
use crate::reminders::tables::reminder;
use crate::review::tables::review_note;
use crate::shelf::tables::report;
use crate::stakeholders::tables::{contact, organisation};
use crate::strategies::tables::alignment;
use crate::subscriptions::tables::follow;
use crate::voices::tables::{response, voice};
use sea_orm::sea_query::{ExprTrait, ValueType};
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Ids in one statement.
const SOME: usize = 200;

/// The ids of what an import made, and what it changed as it was before.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct MadeIds {
    pub(super) plans: Vec<PlanId>,
    pub(super) commitments: Vec<CommitmentId>,
    pub(super) milestones: Vec<MilestoneId>,
    #[serde(default)]
    pub(super) indicators: Vec<IndicatorId>,
    pub(super) findings: Vec<FindingId>,
    pub(super) organisations: Vec<OrganisationId>,
    pub(super) contacts: Vec<ContactId>,
    /// Milestones whose state was reported.
    pub(super) reported: Vec<Milestone>,
}

/// Takes back what an import made: plans, commitments, milestones, indicators, findings, organisations and people that
/// nobody changed, commented on, added to or referred to since, and the states that it reported. What somebody
/// worked on stays, with what it belongs to, and so does a plan that was published since, with all that it holds;
/// the notes of the import name it.
///
/// # Errors
/// `NotFound("import")`; `ImportFinished` for an import that is not confirmed.
pub async fn undo(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let find = async |tx: &Tx| shown(tx, id).await;
    let undone = db.change_of(permit, once, find, async |tx, mut import| {
        let row = tx.get::<import::Entity>(id, "import").await?;
        if import.state != ImportState::Confirmed {
            return Err(Conflict::ImportFinished.into());
        }
        let made: MadeIds = match row.made.as_str() {
            "" => MadeIds::default(),
            made => serde_json::from_str(made)?,
        };
        let mut undoing = Undoing {
            tx,
            import: id,
            public: false,
            notes: Vec::new(),
            removed: Vec::new(),
        };
        undoing.all(made).await?;
        let Undoing { public, notes, .. } = undoing;
        import.state = ImportState::Undone;
        import.notes = notes;
        save(tx, import.row(tx, Stored::default())?).await?;
        let event = Event::ImportUndo {
            file: import.origin.file_name.clone(),
            kept: import.notes.len(),
        };
        let event = event.about(id);
        tx.record(if public { event.published(true) } else { event.private() })
            .await?;
        tx.refresh_figures().await?;
        Ok(id)
    });
    get(db, permit, undone.await?).await
}

struct Undoing<'t> {
    tx: &'t mut Tx,
    import: ImportId,
    /// Whether anything that is taken back was public.
    public: bool,
    notes: Vec<Note>,
    /// The records whose provenance goes: they are removed, or what this import reported of them is.
    removed: Vec<Uuid>,
}

fn uuids<T: Copy + Into<Uuid>>(ids: &[T]) -> Vec<Uuid> {
    ids.iter().map(|id| (*id).into()).collect()
}

/// Returns the id in a column of a row.
fn id_in<M: ModelTrait>(row: &M, column: <M::Entity as EntityTrait>::Column) -> Option<Uuid> {
    <Option<Uuid> as ValueType>::try_from(row.get(column)).ok().flatten()
}

/// Returns the rows of a table in whose column one of these ids stands.
async fn rows<E: TenantOwned>(tx: &Tx, column: E::Column, ids: &[Uuid]) -> Result<Vec<E::Model>>
where
    E::Model: Send + Sync,
{
    let mut rows = Vec::new();
    for some in ids.chunks(SOME) {
        let found = tx.find::<E>().filter(column.is_in(some.iter().copied()));
        rows.extend(found.order_by_asc(column).all().await?);
    }
    Ok(rows)
}

/// Removes the rows of a table in whose column one of these ids stands.
async fn remove<E: TenantOwned>(tx: &Tx, column: E::Column, ids: &[Uuid]) -> Result<()> {
    for some in ids.chunks(SOME) {
        tx.sweep::<E>(column.is_in(some.iter().copied())).await?;
    }
    Ok(())
}

/// Returns those of these ids to which rows of several tables refer.
macro_rules! referred {
    ($tx:expr, $ids:expr, $( $table:ident . $column:ident ),+ $(,)?) => {{
        let mut found = BTreeSet::new();
        $(
            let column = $table::Column::$column;
            let referring = rows::<$table::Entity>($tx, column, $ids).await?;
            found.extend(referring.iter().filter_map(|row| id_in(row, column)));
        )+
        found
    }};
}

impl Undoing<'_> {
    async fn all(&mut self, mut made: MadeIds) -> Result<()> {
        self.keep_published(&mut made).await?;
        for was in made.reported {
            self.report(was).await?;
        }
        self.findings(&made.findings, &made.commitments).await?;
        self.indicators(&uuids(&made.indicators)).await?;
        self.milestones(&uuids(&made.milestones)).await?;
        self.commitments(&uuids(&made.commitments)).await?;
        self.plans(&uuids(&made.plans)).await?;
        self.contacts(&uuids(&made.contacts)).await?;
        self.organisations(&uuids(&made.organisations)).await?;
        for some in self.removed.chunks(SOME) {
            let of_import = provenance::Column::ImportId.eq(self.import);
            let gone = provenance::Column::SubjectId.is_in(some.iter().copied());
            self.tx.sweep::<provenance::Entity>(of_import.and(gone)).await?;
        }
        Ok(())
    }

    /// Names a record that stays.
    fn stays(&mut self, title: &str) {
        self.notes.push(Note::new(Code::StaysAfterUndo, "", title));
    }

    /// Returns the records with these ids that nobody changed and `held` does not name. `about` gives the version
    /// of a record, and the title by which a note names one that stays.
    async fn free<E: TenantOwned>(
        &mut self,
        id: E::Column,
        ids: &[Uuid],
        held: &BTreeSet<Uuid>,
        about: impl Fn(&E::Model) -> (i32, Option<&str>),
    ) -> Result<Vec<E::Model>>
    where
        E::Model: Send + Sync,
    {
        let mut free = Vec::new();
        for row in rows::<E>(self.tx, id, ids).await? {
            let (version, title) = about(&row);
            if version == 1 && id_in(&row, id).is_some_and(|id| !held.contains(&id)) {
                free.push(row);
            } else if let Some(title) = title {
                self.stays(title);
            }
        }
        Ok(free)
    }

    /// Removes records, whose provenance goes at the end.
    async fn gone<E: TenantOwned>(&mut self, id: E::Column, ids: Vec<Uuid>) -> Result<()> {
        remove::<E>(self.tx, id, &ids).await?;
        self.removed.extend(ids);
        Ok(())
    }

    /// Notes whether one of these plans is public.
    async fn touches(&mut self, plans: impl IntoIterator<Item = PlanId>) -> Result<()> {
        let plans: BTreeSet<Uuid> = plans.into_iter().map(Uuid::from).collect();
        let plans: Vec<Uuid> = plans.into_iter().collect();
        let plans = rows::<plan::Entity>(self.tx, plan::Column::Id, &plans).await?;
        self.public |= plans.iter().any(|plan| plan.published_at.is_some());
        Ok(())
    }

    /// Notes whether the plan of one of these commitments is public.
    async fn touches_plan_of(&mut self, commitments: impl IntoIterator<Item = CommitmentId>) -> Result<()> {
        let ids: BTreeSet<Uuid> = commitments.into_iter().map(Uuid::from).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let found = rows::<commitment::Entity>(self.tx, commitment::Column::Id, &ids).await?;
        self.touches(found.iter().map(|commitment| commitment.plan_id)).await
    }

    /// Leaves alone what became public: a plan that the import made and that was published since, with its
    /// commitments and milestones. Residents have read it; it can be withdrawn with a reason.
    async fn keep_published(&mut self, made: &mut MadeIds) -> Result<()> {
        let plans = rows::<plan::Entity>(self.tx, plan::Column::Id, &uuids(&made.plans)).await?;
        let published: Vec<PlanId> = plans
            .iter()
            .filter(|plan| plan.published_at.is_some())
            .map(|plan| plan.id)
            .collect();
        if published.is_empty() {
            return Ok(());
        }
        for plan in plans.iter().filter(|plan| published.contains(&plan.id)) {
            self.stays(&plan.title);
        }
        let commitments = rows::<commitment::Entity>(self.tx, commitment::Column::PlanId, &uuids(&published)).await?;
        let commitments: Vec<Uuid> = commitments.iter().map(|row| row.id.into()).collect();
        let milestones = rows::<milestone::Entity>(self.tx, milestone::Column::CommitmentId, &commitments).await?;
        let findings = rows::<finding::Entity>(self.tx, finding::Column::CommitmentId, &commitments).await?;
        let indicators = rows::<indicator::Entity>(self.tx, indicator::Column::CommitmentId, &commitments).await?;
        let shown: BTreeSet<IndicatorId> = indicators.iter().map(|row| row.id).collect();
        made.indicators.retain(|id| !shown.contains(id));
        made.plans.retain(|id| !published.contains(id));
        made.commitments.retain(|id| !commitments.contains(&(*id).into()));
        let shown: BTreeSet<MilestoneId> = milestones.iter().map(|row| row.id).collect();
        made.milestones.retain(|id| !shown.contains(id));
        made.reported.retain(|was| !shown.contains(&was.id));
        let shown: BTreeSet<FindingId> = findings.iter().map(|row| row.id).collect();
        made.findings.retain(|id| !shown.contains(id));
        Ok(())
    }

    /// Takes back a report of progress, unless something was reported or changed since.
    async fn report(&mut self, was: Milestone) -> Result<()> {
        let now = rows::<milestone::Entity>(self.tx, milestone::Column::Id, &[was.id.into()]).await?;
        // A milestone of a draft may have been deleted since.
        let Some(now) = now.into_iter().next() else {
            return Ok(());
        };
        if now.version != was.version + 1 {
            self.stays(&now.title);
            return Ok(());
        }
        let of = progress::Column::MilestoneId
            .eq(was.id)
            .and(progress::Column::At.eq(now.updated_at));
        self.tx.sweep::<progress::Entity>(of).await?;
        self.removed.push(was.id.into());
        self.touches_plan_of([now.commitment_id]).await?;
        self.tx.save(was).await?;
        Ok(())
    }

    /// Takes back the findings, of which those about new commitments were public only with them.
    async fn findings(&mut self, ids: &[FindingId], commitments: &[CommitmentId]) -> Result<()> {
        let ids = uuids(ids);
        let found = rows::<finding::Entity>(self.tx, finding::Column::Id, &ids).await?;
        let of_known = found.iter().map(|finding| finding.commitment_id);
        self.touches_plan_of(of_known.filter(|id| !commitments.contains(id)))
            .await?;
        remove::<finding::Entity>(self.tx, finding::Column::Id, &ids).await
    }

    async fn indicators(&mut self, ids: &[Uuid]) -> Result<()> {
        let held = referred!(self.tx, ids, reading.IndicatorId);
        let id = indicator::Column::Id;
        let free = self
            .free::<indicator::Entity>(id, ids, &held, |row| {
                (row.version, Some(row.titles.in_language("en", "en")))
            })
            .await?;
        self.touches_plan_of(free.iter().map(|row| row.commitment_id)).await?;
        let ids = free.iter().map(|row| row.id.into()).collect();
        self.gone::<indicator::Entity>(id, ids).await
    }

    async fn milestones(&mut self, ids: &[Uuid]) -> Result<()> {
        let held = referred!(
            self.tx,
            ids,
            indicator.MilestoneId,
            progress.MilestoneId,
            due_change.MilestoneId,
            evidence.MilestoneId,
            finding.MilestoneId,
            voice.MilestoneId,
            response.MilestoneId,
        );
        let id = milestone::Column::Id;
        let free = self
            .free::<milestone::Entity>(id, ids, &held, |row| (row.version, Some(row.title.as_str())))
            .await?;
        self.touches_plan_of(free.iter().map(|row| row.commitment_id)).await?;
        let ids: Vec<Uuid> = free.iter().map(|row| row.id.into()).collect();
        remove::<reminder::Entity>(self.tx, reminder::Column::MilestoneId, &ids).await?;
        remove::<responsible::Entity>(self.tx, responsible::Column::MilestoneId, &ids).await?;
        self.gone::<milestone::Entity>(id, ids).await
    }

    async fn commitments(&mut self, ids: &[Uuid]) -> Result<()> {
        let held = referred!(
            self.tx,
            ids,
            milestone.CommitmentId,
            indicator.CommitmentId,
            assessment.CommitmentId,
            assignment.CommitmentId,
            evidence.CommitmentId,
            finding.CommitmentId,
            review_query.CommitmentId,
            review_note.CommitmentId,
            alignment.CommitmentId,
            follow.CommitmentId,
            voice.CommitmentId,
            response.CommitmentId,
        );
        let id = commitment::Column::Id;
        let free = self
            .free::<commitment::Entity>(id, ids, &held, |row| (row.version, Some(row.title.as_str())))
            .await?;
        self.touches(free.iter().map(|row| row.plan_id)).await?;
        let ids: Vec<Uuid> = free.iter().map(|row| row.id.into()).collect();
        remove::<part::Entity>(self.tx, part::Column::CommitmentId, &ids).await?;
        self.gone::<commitment::Entity>(id, ids).await
    }

    async fn plans(&mut self, ids: &[Uuid]) -> Result<()> {
        let held = referred!(
            self.tx,
            ids,
            commitment.PlanId,
            assessment.PlanId,
            endorsement.PlanId,
            report.PlanId,
            voice.PlanId,
            response.PlanId,
        );
        let id = plan::Column::Id;
        let free = self
            .free::<plan::Entity>(id, ids, &held, |row| (row.version, Some(row.title.as_str())))
            .await?;
        let ids = free.iter().map(|row| row.id.into()).collect();
        self.gone::<plan::Entity>(id, ids).await
    }

    async fn contacts(&mut self, ids: &[Uuid]) -> Result<()> {
        let held = referred!(self.tx, ids, responsible.ContactId);
        // A name of a person is not repeated in a note.
        let id = contact::Column::Id;
        let free = self
            .free::<contact::Entity>(id, ids, &held, |row| (row.version, None))
            .await?;
        let ids = free.iter().map(|row| row.id.into()).collect();
        self.gone::<contact::Entity>(id, ids).await
    }

    async fn organisations(&mut self, ids: &[Uuid]) -> Result<()> {
        let held = referred!(
            self.tx,
            ids,
            part.OrganisationId,
            responsible.OrganisationId,
            contact.OrganisationId,
            endorsement.OrganisationId,
            decision.OrganisationId,
            attendance.OrganisationId,
            seat.OrganisationId,
            delegate.OrganisationId,
            voice.OrganisationId,
        );
        let id = organisation::Column::Id;
        let free = self
            .free::<organisation::Entity>(id, ids, &held, |row| (row.version, Some(row.name.as_str())))
            .await?;
        let ids = free.iter().map(|row| row.id.into()).collect();
        self.gone::<organisation::Entity>(id, ids).await
    }
}
