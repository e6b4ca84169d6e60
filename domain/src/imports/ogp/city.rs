//! What a city holds of the commitments of the dataset.

use super::kept::{self, Kept};
use super::scan::Scanned;
use super::view::{self, Values};
use crate::commitments::Commitment;
use crate::commitments::tables::{commitment, part};
use crate::db::{Scoped, Tx};
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::ids::CommitmentId;
use crate::imports::tables::provenance;
use crate::milestones::tables::finding;
use crate::plans::Plan;
use crate::plans::tables::plan;
use crate::rules::irm::Codings;
use crate::stakeholders::PartKind;
use crate::stakeholders::tables::organisation;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a city holds of the commitments of some rows.
pub(super) struct City {
    by_key: BTreeMap<String, Commitment>,
    /// Commitments without an OGP id, by plan and title.
    by_title: BTreeMap<String, Commitment>,
    pub(super) plans: BTreeMap<Uuid, Plan>,
    pub(super) kept: BTreeMap<Uuid, (provenance::Model, Kept)>,
    pub(super) codings: BTreeMap<CommitmentId, Codings>,
    parts: BTreeMap<CommitmentId, Vec<(PartKind, String)>>,
}

impl City {
    pub(super) async fn load(tx: &Tx, groups: &[Vec<Scanned>]) -> Result<Self> {
        let keys: BTreeSet<&str> = groups.iter().flatten().map(|row| row.key.as_str()).collect();
        let stored = tx.find::<commitment::Entity>().all().await?;
        let wanted = |known: &Commitment| known.ogp_key.as_deref().is_none_or(|key| keys.contains(key));
        Self::of(tx, stored.into_iter().filter(wanted).collect()).await
    }

    /// Loads what belongs to some commitments.
    pub(super) async fn of(city: &Scoped, stored: Vec<Commitment>) -> Result<Self> {
        let ids: Vec<CommitmentId> = stored.iter().map(|known| known.id).collect();
        let plans = city.find::<plan::Entity>().all().await?.into_iter();
        let names = city.find::<organisation::Entity>().all().await?.into_iter();
        let names: BTreeMap<_, _> = names.map(|known| (known.id, known.name)).collect();
        let mut parts: BTreeMap<CommitmentId, Vec<(PartKind, String)>> = BTreeMap::new();
        let taking_part = city.find::<part::Entity>();
        for row in taking_part.among(part::Column::CommitmentId, ids.clone()).all().await? {
            if let Some(name) = names.get(&row.organisation_id) {
                parts
                    .entry(row.commitment_id)
                    .or_default()
                    .push((row.part, name.clone()));
            }
        }
        let mut found: BTreeMap<CommitmentId, Vec<(String, String)>> = BTreeMap::new();
        let findings = city.find::<finding::Entity>();
        let findings = findings.among(finding::Column::CommitmentId, ids.clone());
        for row in findings.filter(finding::Column::MilestoneId.is_null()).all().await? {
            found
                .entry(row.commitment_id)
                .or_default()
                .push((row.scheme, row.value));
        }
        let (mut by_key, mut by_title) = (BTreeMap::new(), BTreeMap::new());
        for known in stored {
            match &known.ogp_key {
                Some(key) => by_key.insert(key.clone(), known),
                None => by_title.insert(fold(&known.title), known),
            };
        }
        Ok(Self {
            by_key,
            by_title,
            plans: plans.map(|plan| (plan.id.into(), plan)).collect(),
            kept: kept::load(city, ids).await?,
            codings: found
                .into_iter()
                .map(|(id, found)| (id, found.into_iter().collect()))
                .collect(),
            parts,
        })
    }

    /// Returns the commitment of a row.
    pub(super) fn commitment(&self, row: &Scanned) -> Option<&Commitment> {
        let titled = || self.by_title.get(&fold(&row.commitment.draft.title));
        self.by_key.get(&row.key).or_else(titled)
    }

    /// Returns all commitments with an OGP id.
    pub(super) fn commitments(&self) -> impl Iterator<Item = &Commitment> {
        self.by_key.values().chain(self.by_title.values())
    }

    /// Returns what Besa holds of a commitment.
    pub(super) fn values(&self, of: &Commitment) -> Result<Values> {
        let plan = self.plans.get(&of.plan_id.into()).ok_or(Error::NotFound("plan"))?;
        let parts = self.parts.get(&of.id).map_or(&[][..], Vec::as_slice);
        let parts: Vec<(PartKind, &str)> = parts.iter().map(|(part, name)| (*part, name.as_str())).collect();
        Ok(view::of_record(of, plan, &parts))
    }
}
