//! Creates the records of a file that the city does not have yet, inside one change.

use super::alike::{self, Origins};
use super::contacts::People;
use super::draft::{CommitmentRow, Draft, FindingRow, MilestoneRow, PlanRow, SourceValue};
use super::notes::{Code, MAX_NOTES, Note};
use super::outcome::Outcome;
use crate::commitments::tables::commitment;
use crate::commitments::{self, Commitment, CommitmentDraft, PartDraft};
use crate::db::Tx;
use crate::error::{Error, FieldError, Result};
use crate::ids::{CommitmentId, ContactId, ImportId, OrganisationId};
use crate::imports::tables::provenance;
use crate::input;
use crate::milestones::tables::finding;
use crate::milestones::tables::milestone;
use crate::milestones::{self, Milestone, MilestoneDraft, MilestoneState, ResponsibleDraft};
use crate::plans::tables::plan;
use crate::plans::{self, Plan, PlanDraft};
use crate::stakeholders::tables::{contact, organisation};
use crate::stakeholders::{self, ContactDraft, OrganisationKind, PartKind};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What new records need besides the file.
#[derive(Debug, Clone)]
pub(super) struct With {
    /// The import that they come from.
    pub(super) import: ImportId,
    /// The city's default language, for plans without a language.
    pub(super) language: String,
}

/// What was created from a file.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) outcome: Outcome,
    pub(super) notes: Vec<Note>,
    /// The new plans.
    pub(super) plans: Vec<Plan>,
}

struct Making<'t> {
    tx: &'t mut Tx,
    with: With,
    origins: Origins,
    /// Organisations by current name and by name at import.
    organisations: BTreeMap<String, OrganisationId>,
    /// Names that are already counted.
    counted: BTreeSet<String>,
    people: BTreeMap<String, ContactId>,
    made: Made,
}

/// Creates the new records of a draft. Records that the city has are not changed.
pub(super) async fn make(tx: &mut Tx, with: With, draft: &Draft) -> Result<Made> {
    let origins = Origins::load(tx).await?;
    let stored = tx.find::<organisation::Entity>().all().await?;
    let came = stored
        .iter()
        .filter_map(|known| Some((origins.original(known.id)?, known.id)));
    let mut organisations: BTreeMap<_, _> = came.chain(stakeholders::former_keys(tx).await?).collect();
    organisations.extend(stored.iter().map(|known| (known.name_key.clone(), known.id)));
    let mut making = Making {
        tx,
        with,
        origins,
        organisations,
        counted: BTreeSet::new(),
        people: BTreeMap::new(),
        made: Made::default(),
    };
    for listed in &draft.organisations {
        making
            .organisation(&listed.name, listed.kind, listed.website.as_deref(), &listed.cell)
            .await?;
    }
    making.people(draft).await?;
    let stored = making
        .tx
        .find::<plan::Entity>()
        .order_by_asc(plan::Column::Id)
        .all()
        .await?;
    for (row, known) in draft
        .plans
        .iter()
        .zip(alike::plans(&draft.plans, &stored, &making.origins))
    {
        making.plan(row, known).await?;
    }
    Ok(making.made)
}

impl Making<'_> {
    async fn plan(&mut self, row: &PlanRow, known: Option<&Plan>) -> Result<()> {
        self.made.outcome.plans.one(known.is_none());
        let plan = match known {
            Some(known) => {
                let notes = alike::differences(&row.draft, &PlanDraft::of(known), &row.said, &row.cell)?;
                self.note(notes)?;
                known.clone()
            }
            None => {
                let mut draft = row.draft.clone();
                if draft.language.is_empty() {
                    draft.language.clone_from(&self.with.language);
                }
                let made = plans::insert(self.tx, draft).await?;
                self.keep("plan", made.id, &row.said).await?;
                self.made.plans.push(made.clone());
                made
            }
        };
        let of_plan = self
            .tx
            .find::<commitment::Entity>()
            .filter(commitment::Column::PlanId.eq(plan.id));
        let stored = of_plan.order_by_asc(commitment::Column::Number).all().await?;
        let pairs = alike::commitments(&row.commitments, &stored, &self.origins);
        let mut taken: BTreeSet<i32> = stored.iter().map(|known| known.number).collect();
        for (row, known) in row.commitments.iter().zip(pairs) {
            self.commitment(&plan, row, known, &mut taken).await?;
        }
        Ok(())
    }

    async fn commitment(
        &mut self,
        plan: &Plan,
        row: &CommitmentRow,
        known: Option<&Commitment>,
        taken: &mut BTreeSet<i32>,
    ) -> Result<()> {
        self.made.outcome.commitments.one(known.is_none());
        let commitment = match known {
            Some(known) => {
                // A file does not say in which state a commitment is.
                let stored = CommitmentDraft::of(known, &[]);
                let file = CommitmentDraft {
                    state: stored.state,
                    ..row.draft.clone()
                };
                self.note(alike::differences(&file, &stored, &row.said, &row.cell)?)?;
                for involved in &row.involved {
                    self.count(&involved.name);
                }
                known.clone()
            }
            None => self.new_commitment(plan, row, taken).await?,
        };
        for found in &row.findings {
            self.finding(commitment.id, found).await?;
        }
        let of_commitment = self.tx.find::<milestone::Entity>();
        let of_commitment = of_commitment.filter(milestone::Column::CommitmentId.eq(commitment.id));
        let stored = of_commitment.order_by_asc(milestone::Column::Number).all().await?;
        let pairs = alike::milestones(&row.milestones, &stored, &self.origins);
        let mut taken: BTreeSet<i32> = stored.iter().map(|known| known.number).collect();
        for (row, known) in row.milestones.iter().zip(pairs) {
            self.made.outcome.milestones.one(known.is_none());
            match known {
                Some(known) => self.known_milestone(row, known)?,
                None => self.new_milestone(plan, &commitment, row, &mut taken).await?,
            }
        }
        Ok(())
    }

    async fn new_commitment(
        &mut self,
        plan: &Plan,
        row: &CommitmentRow,
        taken: &mut BTreeSet<i32>,
    ) -> Result<Commitment> {
        plans::open_for_change(plan)?;
        let mut parts = Vec::new();
        for involved in &row.involved {
            let organisation = self
                .organisation(&involved.name, OrganisationKind::Other, None, &involved.cell)
                .await?;
            let lead_twice =
                involved.part == PartKind::Lead && parts.iter().any(|part: &PartDraft| part.part == PartKind::Lead);
            if parts.iter().all(|part| part.organisation != organisation) {
                parts.push(PartDraft {
                    organisation,
                    part: if lead_twice { PartKind::Supporter } else { involved.part },
                });
            }
        }
        let draft = CommitmentDraft {
            number: row.draft.number.filter(|number| !taken.contains(number)),
            parts,
            ..row.draft.clone()
        };
        let made = commitments::insert(self.tx, plan, draft).await?;
        taken.insert(made.number);
        self.keep("commitment", made.id, &row.said).await?;
        Ok(made)
    }

    fn known_milestone(&mut self, row: &MilestoneRow, known: &Milestone) -> Result<()> {
        let stored = MilestoneDraft {
            state: Some(known.state),
            percent: known.percent,
            completed_on: known.completed_on,
            ..MilestoneDraft::of(known, &[])
        };
        let mut file = row.draft.clone();
        if file.state == Some(MilestoneState::NotReported) {
            // The file gives no state, so a state that was reported since is not a difference.
            file.state = None;
        }
        self.note(alike::differences(&file, &stored, &row.said, &row.cell)?)?;
        for name in row.responsible.iter().filter_map(|who| who.organisation.as_deref()) {
            self.count(name);
        }
        Ok(())
    }

    async fn new_milestone(
        &mut self,
        plan: &Plan,
        commitment: &Commitment,
        row: &MilestoneRow,
        taken: &mut BTreeSet<i32>,
    ) -> Result<()> {
        plans::open_for_change(plan)?;
        let mut responsible = Vec::new();
        for who in &row.responsible {
            let organisation = match &who.organisation {
                Some(name) => Some(
                    self.organisation(name, OrganisationKind::Other, None, &who.cell)
                        .await?,
                ),
                None => None,
            };
            let contact = who
                .person
                .as_deref()
                .and_then(|name| self.people.get(&input::key(name)).copied());
            if organisation.is_some() || contact.is_some() {
                responsible.push(ResponsibleDraft {
                    organisation,
                    contact,
                    part: who.part,
                });
            }
        }
        let draft = MilestoneDraft {
            number: row.draft.number.filter(|number| !taken.contains(number)),
            responsible,
            ..row.draft.clone()
        };
        let mut made = milestones::insert(self.tx, commitment, plan, draft).await?;
        taken.insert(made.number);
        if row.reason.is_some() {
            made.reason.clone_from(&row.reason);
            made = self.tx.save(made).await?;
        }
        self.keep("milestone", made.id, &row.said).await
    }

    /// Adds a finding that is new, also to an existing commitment: it is separate from the city's own state.
    async fn finding(&mut self, commitment: CommitmentId, found: &FindingRow) -> Result<()> {
        let same = self
            .tx
            .find::<finding::Entity>()
            .filter(finding::Column::CommitmentId.eq(commitment));
        let same = same.filter(finding::Column::Scheme.eq(found.scheme.as_str()));
        let same = same.filter(finding::Column::SchemeVersion.eq(found.scheme_version.as_str()));
        let known = same
            .filter(finding::Column::Value.eq(found.value.as_str()))
            .count()
            .await?
            > 0;
        self.made.outcome.findings.one(!known);
        if known {
            return Ok(());
        }
        let row = finding::Model {
            tenant_id: self.tx.tenant(),
            id: self.tx.id(),
            commitment_id: commitment,
            milestone_id: None,
            scheme: found.scheme.clone(),
            scheme_version: found.scheme_version.clone(),
            value: found.value.clone(),
            source: found.source.clone(),
            at: self.tx.now(),
        };
        self.tx.add(row).await?;
        Ok(())
    }

    /// Adds notes about differences between file and city, up to the maximum that can be reviewed.
    fn note(&mut self, notes: Vec<Note>) -> Result<()> {
        self.made.notes.extend(notes);
        if self.made.notes.len() <= MAX_NOTES {
            return Ok(());
        }
        let most = i64::try_from(MAX_NOTES).unwrap_or(i64::MAX);
        let error = FieldError::limited("file", Code::TooManyNotes.code(), most);
        Err(Error::Invalid(vec![error]))
    }

    /// Counts an existing organisation once. Returns its id; `None` when the city has none of this name.
    fn count(&mut self, name: &str) -> Option<OrganisationId> {
        let id = self.organisations.get(&input::key(name)).copied()?;
        if self.counted.insert(input::key(name)) {
            self.made.outcome.organisations.one(false);
        }
        Some(id)
    }

    async fn organisation(
        &mut self,
        name: &str,
        kind: OrganisationKind,
        website: Option<&str>,
        cell: &str,
    ) -> Result<OrganisationId> {
        if let Some(known) = self.count(name) {
            return Ok(known);
        }
        let mut made = stakeholders::ensure(self.tx, name, kind).await?;
        if website.is_some() {
            made.website = website.map(str::to_owned);
            made = self.tx.save(made).await?;
        }
        self.counted.insert(input::key(name));
        self.made.outcome.organisations.one(true);
        let name_value = SourceValue {
            field: "name".to_owned(),
            cell: cell.to_owned(),
            said: name.to_owned(),
        };
        self.keep("organisation", made.id, &[name_value]).await?;
        self.organisations.insert(made.name_key, made.id);
        Ok(made.id)
    }

    /// Adds people who are new. A person is identified by name and organisation, or by e-mail address.
    /// Their cells are not stored: they are personal data.
    async fn people(&mut self, draft: &Draft) -> Result<()> {
        let mut known = People::default();
        for contact in self.tx.find::<contact::Entity>().all().await? {
            known.add(&contact);
        }
        let mut counted = BTreeSet::new();
        for row in &draft.people {
            let organisation = match &row.organisation {
                Some(name) => Some(self.organisation(name, OrganisationKind::Other, None, "").await?),
                None => None,
            };
            let there = known.find(&row.name, organisation, row.email.as_deref());
            let id = match there {
                Some(id) => id,
                None => {
                    let draft = ContactDraft {
                        organisation,
                        name: row.name.clone(),
                        position: row.position.clone(),
                        email: row.email.clone(),
                        language: None,
                        consent_on: None,
                    };
                    let made = stakeholders::insert_contact(self.tx, draft).await?;
                    known.add(&made);
                    made.id
                }
            };
            if counted.insert(id) {
                self.made.outcome.people.one(there.is_none());
            }
            self.people.insert(input::key(&row.name), id);
        }
        Ok(())
    }

    /// Stores the cells and original texts of a record's values.
    async fn keep(&mut self, subject: &'static str, id: impl Into<Uuid>, values: &[SourceValue]) -> Result<()> {
        let subject_id = id.into();
        for value in values {
            let row = provenance::Model {
                tenant_id: self.tx.tenant(),
                id: self.tx.id(),
                import_id: self.with.import,
                subject: subject.to_owned(),
                subject_id,
                field: value.field.clone(),
                cell: value.cell.clone(),
                said: value.said.clone(),
            };
            self.tx.add(row).await?;
        }
        Ok(())
    }
}
