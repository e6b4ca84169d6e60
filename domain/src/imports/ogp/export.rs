//! Gives back the rows of OGP's dataset, with what was changed in Besa since.

use super::city::City;
use super::kept;
use crate::access::{ImportPlan, Permit};
use crate::commitments::tables::commitment;
use crate::db::Db;
use crate::error::Result;
use crate::ids::CommitmentId;
use std::collections::BTreeMap;

/// Returns the commitments of a city that came from OGP's dataset, each with the number of its row there.
///
/// # Errors
/// Database errors.
pub async fn places(db: &Db, permit: &Permit<ImportPlan>) -> Result<Vec<(usize, CommitmentId)>> {
    kept::places(&db.read(permit).await?).await
}

/// Returns the rows of some commitments in the columns of OGP's dataset. A value that nobody changed is as OGP wrote
/// it. Commitments that were removed, or did not come from the dataset, are left out.
///
/// # Errors
/// Database errors.
pub async fn export(
    db: &Db,
    permit: &Permit<ImportPlan>,
    of: &[CommitmentId],
) -> Result<BTreeMap<CommitmentId, Vec<String>>> {
    let city = db.read(permit).await?;
    let stored = city.find::<commitment::Entity>();
    let stored = stored.among(commitment::Column::Id, of.iter().copied()).all().await?;
    let held = City::of(&city, stored).await?;
    let mut rows = BTreeMap::new();
    for known in held.commitments() {
        if let Some((_, kept)) = held.kept.get(&known.id.into()) {
            rows.insert(known.id, kept.exported(&held.values(known)?));
        }
    }
    Ok(rows)
}
