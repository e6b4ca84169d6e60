//! The row of OGP's dataset that a commitment came from. It is kept with its provenance, so that an export gives
//! back each value that nobody changed as OGP wrote it.

use super::columns::{COLUMNS, ID, Line, is_tag, place};
use super::view::{Values, nothing};
use crate::db::{Scoped, Tx};
use crate::error::Result;
use crate::ids::{CommitmentId, ImportId};
use crate::imports::tables::provenance;
use crate::input;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The field under which a row is kept.
const ROW: &str = "ogp_row";
/// The field under which the id of a plan is kept.
pub(super) const PLAN_ID: &str = "ogp_plan_id";

/// A row as it was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The values of the row, in the order of the columns.
    pub(super) row: Vec<String>,
    /// What Besa held after the import where that was not the text of the row.
    held: BTreeMap<String, Option<String>>,
}

impl Kept {
    /// Keeps a row, with what Besa holds of it.
    pub(super) fn of(line: &Line, held: Values) -> Self {
        let needed = |(column, value): &(&str, Option<String>)| {
            // A policy area is kept, so that its column can be cleared when the commitment gets another one.
            is_tag(column) || value.as_deref() != Some(line.get(column))
        };
        let held = held.into_iter().filter(needed);
        Self {
            row: line.values.clone(),
            held: held.map(|(column, value)| (column.to_owned(), value)).collect(),
        }
    }

    /// Returns the row with what was changed in Besa since.
    pub(super) fn exported(&self, now: &Values) -> Vec<String> {
        let columns = COLUMNS.iter().zip(&self.row);
        let value = |(column, raw): (&&'static str, &String)| {
            let changed = match (now.get(column), self.held.get(*column)) {
                (None, None) => return raw.clone(),
                (None, Some(_)) => None,
                (Some(current), Some(held)) if current == held => return raw.clone(),
                (Some(current), None) if current.as_deref() == Some(raw) => return raw.clone(),
                // The case of an id does not count.
                (Some(Some(id)), _) if *column == ID && input::key(id) == input::key(raw) => return raw.clone(),
                (Some(current), _) => current.clone(),
            };
            changed.unwrap_or_else(|| nothing(column).to_owned())
        };
        columns.map(value).collect()
    }

    /// Returns the value of a column; empty for one that the dataset does not have.
    pub(super) fn value(&self, column: &str) -> &str {
        let value = place(column).and_then(|at| self.row.get(at));
        value.map_or("", String::as_str)
    }

    /// Returns whether a column is about something that the city can change in Besa.
    pub(super) fn is_of_city(&self, column: &str, now: &Values) -> bool {
        now.contains_key(column) || self.held.contains_key(column)
    }

    /// Sets a column to a newer value.
    pub(super) fn set(&mut self, column: &str, value: &str) {
        if let Some(kept) = place(column).and_then(|at| self.row.get_mut(at)) {
            value.clone_into(kept);
        }
    }

    /// Returns the provenance that keeps it.
    pub(super) fn provenance(
        &self,
        tx: &Tx,
        import: ImportId,
        of: CommitmentId,
        row: usize,
    ) -> Result<provenance::Model> {
        Ok(provenance::Model {
            tenant_id: tx.tenant(),
            id: tx.id(),
            import_id: import,
            subject: "commitment".to_owned(),
            subject_id: of.into(),
            field: ROW.to_owned(),
            cell: format!("row {row}"),
            said: serde_json::to_string(self)?,
        })
    }
}

/// Returns the kept rows of commitments, with their provenance.
pub(super) async fn load(
    city: &Scoped,
    of: impl IntoIterator<Item = CommitmentId>,
) -> Result<BTreeMap<Uuid, (provenance::Model, Kept)>> {
    let rows = city
        .find::<provenance::Entity>()
        .filter(provenance::Column::Field.eq(ROW))
        .filter(provenance::Column::Subject.eq("commitment"))
        .among(provenance::Column::SubjectId, of.into_iter().map(Uuid::from));
    let rows = rows.all().await?.into_iter();
    rows.map(|row| {
        let kept = serde_json::from_str(&row.said)?;
        Ok((row.subject_id, (row, kept)))
    })
    .collect()
}

#[derive(Debug, FromQueryResult)]
struct Place {
    subject_id: Uuid,
    cell: String,
}

/// Returns the commitments of a city that came from the dataset, each with the number of its row there.
pub(super) async fn places(city: &Scoped) -> Result<Vec<(usize, CommitmentId)>> {
    let rows = city
        .find::<provenance::Entity>()
        .filter(provenance::Column::Field.eq(ROW))
        .filter(provenance::Column::Subject.eq("commitment"));
    let columns = [provenance::Column::SubjectId, provenance::Column::Cell];
    let places = rows.some::<Place>(columns).await?.into_iter();
    let number = |place: Place| {
        let row = place.cell.strip_prefix("row ").and_then(|row| row.parse().ok());
        (row.unwrap_or(usize::MAX), CommitmentId::from(place.subject_id))
    };
    Ok(places.map(number).collect())
}

/// Returns the plans of a city by their ids in the dataset.
pub(super) async fn plans(city: &Scoped) -> Result<BTreeMap<String, Uuid>> {
    let rows = city
        .find::<provenance::Entity>()
        .filter(provenance::Column::Field.eq(PLAN_ID))
        .filter(provenance::Column::Subject.eq("plan"));
    let rows = rows.all().await?.into_iter();
    Ok(rows.map(|row| (row.said, row.subject_id)).collect())
}
