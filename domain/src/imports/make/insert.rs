//! Adds the records that the city does not have yet.

use super::super::contacts::People;
use super::super::draft::{CommitmentRow, Draft, FindingRow, MilestoneRow, SourceValue};
use super::Making;
use super::numbering::{self, Numbers};
use crate::commitments::{self, Commitment, CommitmentDraft, PartDraft};
use crate::error::Result;
use crate::ids::{CommitmentId, MilestoneId, OrganisationId};
use crate::imports::tables::provenance;
use crate::input;
use crate::milestones::tables::finding;
use crate::milestones::{self, MilestoneDraft, ResponsibleDraft};
use crate::plans::{self, Plan};
use crate::stakeholders::tables::contact;
use crate::stakeholders::{self, ContactDraft, OrganisationKind, PartKind};
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Cells in one statement: a cell has eight columns, and PostgreSQL takes 65,535 values.
const KEPT: usize = 500;

impl Making<'_, '_> {
    pub(super) async fn new_commitment(
        &mut self,
        plan: &Plan,
        row: &CommitmentRow,
        numbers: &mut Numbers,
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
        let number = numbers.give(row.draft.number);
        self.note(numbering::taken(row.draft.number, number, &row.cell, &row.said))?;
        let draft = CommitmentDraft {
            number: Some(number),
            parts,
            ..row.draft.clone()
        };
        let made = commitments::insert(self.tx, plan, draft).await?;
        self.made.ids.commitments.push(made.id);
        self.keep("commitment", made.id, &row.said).await?;
        Ok(made)
    }

    pub(super) async fn new_milestone(
        &mut self,
        plan: &Plan,
        commitment: &Commitment,
        row: &MilestoneRow,
        numbers: &mut Numbers,
    ) -> Result<MilestoneId> {
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
        let number = numbers.give(row.draft.number);
        self.note(numbering::taken(row.draft.number, number, &row.cell, &row.said))?;
        let draft = MilestoneDraft {
            number: Some(number),
            responsible,
            ..row.draft.clone()
        };
        let mut made = milestones::insert(self.tx, commitment, plan, draft).await?;
        if row.reason.is_some() {
            made.reason.clone_from(&row.reason);
            made = self.tx.save(made).await?;
        }
        self.made.ids.milestones.push(made.id);
        self.keep("milestone", made.id, &row.said).await?;
        Ok(made.id)
    }

    /// Adds a finding that is new, also to an existing commitment: it is separate from the city's own state.
    pub(super) async fn finding(&mut self, commitment: CommitmentId, found: &FindingRow) -> Result<()> {
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
        self.made.ids.findings.push(row.id);
        self.tx.add(row).await?;
        Ok(())
    }

    pub(super) async fn organisation(
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
        self.organisations.counts(name);
        self.made.outcome.organisations.one(true);
        let name_value = SourceValue {
            field: "name".to_owned(),
            cell: cell.to_owned(),
            said: name.to_owned(),
        };
        self.made.ids.organisations.push(made.id);
        self.keep("organisation", made.id, &[name_value]).await?;
        if let Some(like) = self.organisations.add(&made, cell) {
            self.made.notes.push(like);
        }
        Ok(made.id)
    }

    /// Adds people who are new. A person is identified by name and organisation, or by e-mail address.
    /// Their cells are not stored: they are personal data.
    pub(super) async fn people(&mut self, draft: &Draft) -> Result<()> {
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
                    self.made.ids.contacts.push(made.id);
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
    pub(super) async fn keep(
        &mut self,
        subject: &'static str,
        id: impl Into<Uuid>,
        values: &[SourceValue],
    ) -> Result<()> {
        let subject_id = id.into();
        for value in values {
            self.kept.push(provenance::Model {
                tenant_id: self.tx.tenant(),
                id: self.tx.id(),
                import_id: self.with.import,
                subject: subject.to_owned(),
                subject_id,
                field: value.field.clone(),
                cell: value.cell.clone(),
                said: value.said.clone(),
            });
        }
        if self.kept.len() < KEPT {
            return Ok(());
        }
        self.store_kept().await
    }

    /// Stores the cells that are collected for one statement.
    pub(super) async fn store_kept(&mut self) -> Result<()> {
        self.tx.add_all(std::mem::take(&mut self.kept)).await
    }
}
