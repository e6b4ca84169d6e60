//! Takes back what an import made, as far as nobody worked on it since.

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
use crate::ids::{CommitmentId, ContactId, FindingId, ImportId, MilestoneId, OrganisationId, PlanId};
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
use sea_orm::{ColumnTrait, ModelTrait, QueryFilter};
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
    pub(super) findings: Vec<FindingId>,
    pub(super) organisations: Vec<OrganisationId>,
    pub(super) contacts: Vec<ContactId>,
    /// Milestones whose state was reported.
    pub(super) reported: Vec<Milestone>,
}

/// What stays of an import that was taken back, because somebody worked on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The titles and names.
    pub titles: Vec<String>,
}

/// Takes back what an import made: plans, commitments, milestones, findings, organisations and people that
/// nobody changed, commented on, added to or referred to since, and the states that it reported. What somebody
/// worked on stays, with what it belongs to, and is named in the notes of the import.
///
/// # Errors
/// `NotFound("import")`; `ImportFinished` for an import that is not confirmed.
pub async fn undo(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<(Import, Kept)> {
    let mut kept = Kept::default();
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
            removed: BTreeSet::new(),
        };
        undoing.all(made).await?;
        let Undoing { public, notes, .. } = undoing;
        kept.titles = notes.iter().map(|note: &Note| note.given.clone()).collect();
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
    let id = undone.await?;
    Ok((get(db, permit, id).await?, kept))
}

struct Undoing<'t> {
    tx: &'t mut Tx,
    import: ImportId,
    /// Whether anything that is taken back was public.
    public: bool,
    notes: Vec<Note>,
    removed: BTreeSet<Uuid>,
}

/// Returns those of these ids that rows of a table refer to.
async fn referred<E: TenantOwned>(tx: &Tx, column: E::Column, ids: &[Uuid]) -> Result<BTreeSet<Uuid>>
where
    E::Model: Send + Sync,
{
    let mut found = BTreeSet::new();
    for some in ids.chunks(SOME) {
        let rows = tx.find::<E>().filter(column.is_in(some.iter().copied())).all().await?;
        let references = rows
            .iter()
            .filter_map(|row| <Option<Uuid> as ValueType>::try_from(row.get(column)).ok());
        found.extend(references.flatten());
    }
    Ok(found)
}

/// Collects the ids to which rows of several tables refer.
macro_rules! referred {
    ($tx:expr, $ids:expr, $( $table:ident . $column:ident ),+ $(,)?) => {{
        let mut found = BTreeSet::new();
        $( found.extend(referred::<$table::Entity>($tx, $table::Column::$column, $ids).await?); )+
        found
    }};
}

impl Undoing<'_> {
    async fn all(&mut self, made: MadeIds) -> Result<()> {
        for was in made.reported {
            self.report(was).await?;
        }
        self.findings(&made.findings, &made.commitments).await?;
        self.milestones(&made.milestones).await?;
        self.commitments(&made.commitments).await?;
        self.plans(&made.plans).await?;
        self.contacts(&made.contacts).await?;
        self.organisations(&made.organisations).await?;
        let removed: Vec<Uuid> = self.removed.iter().copied().collect();
        for some in removed.chunks(SOME) {
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

    /// Takes back a report of progress, unless something was reported or changed since.
    async fn report(&mut self, was: Milestone) -> Result<()> {
        let now = self.tx.get::<milestone::Entity>(was.id, "milestone").await?;
        if now.version != was.version + 1 {
            self.stays(&now.title);
            return Ok(());
        }
        let of = progress::Column::MilestoneId
            .eq(was.id)
            .and(progress::Column::At.eq(now.updated_at));
        self.tx.sweep::<progress::Entity>(of).await?;
        self.public |= self.is_public(now.commitment_id).await?;
        self.tx.save(was).await?;
        Ok(())
    }

    /// Returns whether the plan of a commitment is public.
    async fn is_public(&self, id: CommitmentId) -> Result<bool> {
        let commitment = self.tx.get::<commitment::Entity>(id, "commitment").await?;
        let plan = self.tx.get::<plan::Entity>(commitment.plan_id, "plan").await?;
        Ok(plan.published_at.is_some())
    }

    /// Takes back the findings about commitments that stay. Those of new commitments go with them.
    async fn findings(&mut self, ids: &[FindingId], commitments: &[CommitmentId]) -> Result<()> {
        for id in ids {
            let row = self
                .tx
                .find::<finding::Entity>()
                .filter(finding::Column::Id.eq(*id))
                .one()
                .await?;
            let Some(row) = row else { continue };
            if !commitments.contains(&row.commitment_id) {
                self.public |= self.is_public(row.commitment_id).await?;
            }
            self.tx.remove::<finding::Entity>(finding::Column::Id, *id).await?;
        }
        Ok(())
    }

    async fn milestones(&mut self, ids: &[MilestoneId]) -> Result<()> {
        let all: Vec<Uuid> = ids.iter().map(|id| Uuid::from(*id)).collect();
        let held = referred!(
            &*self.tx,
            &all,
            progress.MilestoneId,
            due_change.MilestoneId,
            evidence.MilestoneId,
            finding.MilestoneId,
            voice.MilestoneId,
            response.MilestoneId,
        );
        for id in ids {
            let row = self
                .tx
                .find::<milestone::Entity>()
                .filter(milestone::Column::Id.eq(*id))
                .one()
                .await?;
            let Some(row) = row else { continue };
            if row.version != 1 || held.contains(&Uuid::from(*id)) {
                self.stays(&row.title);
                continue;
            }
            self.public |= self.is_public(row.commitment_id).await?;
            self.tx
                .remove::<reminder::Entity>(reminder::Column::MilestoneId, *id)
                .await?;
            self.tx
                .remove::<responsible::Entity>(responsible::Column::MilestoneId, *id)
                .await?;
            self.tx.remove::<milestone::Entity>(milestone::Column::Id, *id).await?;
            self.removed.insert((*id).into());
        }
        Ok(())
    }

    async fn commitments(&mut self, ids: &[CommitmentId]) -> Result<()> {
        let all: Vec<Uuid> = ids.iter().map(|id| Uuid::from(*id)).collect();
        let held = referred!(
            &*self.tx,
            &all,
            milestone.CommitmentId,
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
        for id in ids {
            let row = self
                .tx
                .find::<commitment::Entity>()
                .filter(commitment::Column::Id.eq(*id))
                .one()
                .await?;
            let Some(row) = row else { continue };
            if row.version != 1 || held.contains(&Uuid::from(*id)) {
                self.stays(&row.title);
                continue;
            }
            self.public |= self.is_public(*id).await?;
            self.tx.remove::<part::Entity>(part::Column::CommitmentId, *id).await?;
            self.tx
                .remove::<commitment::Entity>(commitment::Column::Id, *id)
                .await?;
            self.removed.insert((*id).into());
        }
        Ok(())
    }

    async fn plans(&mut self, ids: &[PlanId]) -> Result<()> {
        let all: Vec<Uuid> = ids.iter().map(|id| Uuid::from(*id)).collect();
        let held = referred!(
            &*self.tx,
            &all,
            commitment.PlanId,
            assessment.PlanId,
            endorsement.PlanId,
            report.PlanId,
            voice.PlanId,
            response.PlanId,
        );
        for id in ids {
            let row = self
                .tx
                .find::<plan::Entity>()
                .filter(plan::Column::Id.eq(*id))
                .one()
                .await?;
            let Some(row) = row else { continue };
            // A published plan has a second version, and stays: people may have read it.
            if row.version != 1 || held.contains(&Uuid::from(*id)) {
                self.stays(&row.title);
                continue;
            }
            self.tx.remove::<plan::Entity>(plan::Column::Id, *id).await?;
            self.removed.insert((*id).into());
        }
        Ok(())
    }

    async fn contacts(&mut self, ids: &[ContactId]) -> Result<()> {
        let all: Vec<Uuid> = ids.iter().map(|id| Uuid::from(*id)).collect();
        let held = referred!(&*self.tx, &all, responsible.ContactId);
        for id in ids {
            let row = self
                .tx
                .find::<contact::Entity>()
                .filter(contact::Column::Id.eq(*id))
                .one()
                .await?;
            // A name of a person is not repeated in a note.
            if row.is_some_and(|row| row.version == 1) && !held.contains(&Uuid::from(*id)) {
                self.tx.remove::<contact::Entity>(contact::Column::Id, *id).await?;
            }
        }
        Ok(())
    }

    async fn organisations(&mut self, ids: &[OrganisationId]) -> Result<()> {
        let all: Vec<Uuid> = ids.iter().map(|id| Uuid::from(*id)).collect();
        let held = referred!(
            &*self.tx,
            &all,
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
        for id in ids {
            let row = self
                .tx
                .find::<organisation::Entity>()
                .filter(organisation::Column::Id.eq(*id))
                .one()
                .await?;
            let Some(row) = row else { continue };
            if row.version != 1 || held.contains(&Uuid::from(*id)) {
                self.stays(&row.name);
                continue;
            }
            self.tx
                .remove::<organisation::Entity>(organisation::Column::Id, *id)
                .await?;
            self.removed.insert((*id).into());
        }
        Ok(())
    }
}
