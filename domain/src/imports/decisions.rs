//! What a person decides about an import under review.

use super::columns::Chosen;
use super::fields::{FIELDS, Field};
use super::record::Edits;
use super::review::Review;
use crate::error::{Error, Result, code};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One decision about an import under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The fields of columns, by key; an empty code leaves a column out.
    Columns(BTreeMap<String, String>),
    /// Texts in place of those of a record, by field.
    Edit(String, BTreeMap<String, String>),
    /// Whether a record is left out, with all that belongs to it.
    LeaveOut(String, bool),
    /// Whether a record, or an organisation, is the one of the city that it is like.
    Same(String, bool),
    /// Whether the states of these milestones are reported.
    Report(Vec<String>, bool),
}

impl Decision {
    /// Checks that the records, columns and fields that it names are in the file.
    ///
    /// # Errors
    /// `record`, `column`, `field` / `unknown_choice`; `title` / `required` for an empty one.
    pub(super) fn check(&self, review: &Review) -> Result<()> {
        let row = |cell: &str| review.rows.iter().find(|row| row.cell == cell);
        let unknown = |what: &'static str| Error::field(what, code::UNKNOWN_CHOICE);
        match self {
            Self::Columns(columns) => {
                for (key, field) in columns {
                    if review.columns.iter().all(|column| column.key != *key) {
                        return Err(unknown("column"));
                    }
                    if !field.is_empty() && Field::of(field).is_none() {
                        return Err(unknown("field"));
                    }
                }
            }
            Self::Edit(cell, texts) => {
                let level = row(cell).ok_or_else(|| unknown("record"))?.level;
                let known = |name: &String| FIELDS.iter().any(|field| field.level == level && field.name == name);
                if !texts.keys().all(known) {
                    return Err(unknown("field"));
                }
                // A record without a title would be gone; it can be left out instead.
                if texts.get("title").is_some_and(|title| title.trim().is_empty()) {
                    return Err(Error::field("title", code::REQUIRED));
                }
            }
            Self::LeaveOut(cell, _) => drop(row(cell).ok_or_else(|| unknown("record"))?),
            Self::Same(key, _) => {
                let organisation = review.alike.iter().any(|alike| alike.key == *key);
                if !organisation && row(key).is_none_or(|row| row.like.is_none()) {
                    return Err(unknown("record"));
                }
            }
            Self::Report(cells, _) => {
                if cells
                    .iter()
                    .any(|cell| row(cell).is_none_or(|row| row.reports.is_none()))
                {
                    return Err(unknown("record"));
                }
            }
        }
        Ok(())
    }
}

impl Decisions {
    pub(super) fn take(&mut self, decision: Decision) {
        match decision {
            Decision::Columns(columns) => self.columns.extend(columns),
            Decision::Edit(cell, texts) => self.edits.0.entry(cell).or_default().extend(texts),
            Decision::LeaveOut(cell, true) => drop(self.left_out.insert(cell)),
            Decision::LeaveOut(cell, false) => drop(self.left_out.remove(&cell)),
            Decision::Same(key, same) => drop(self.same.insert(key, same)),
            Decision::Report(cells, true) => self.reported.extend(cells),
            Decision::Report(cells, false) => self.reported.retain(|cell| !cells.contains(cell)),
        }
    }
}

/// What a person decides about an import. Each record is named by its cell in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// The slug of the member whose plans are imported, where the file has plans of several.
    pub member: Option<String>,
    /// The fields of columns, by key ([`super::ColumnChoice::key`]); an empty code leaves a column out.
    pub columns: BTreeMap<String, String>,
    /// Texts in place of those of the file.
    pub edits: Edits,
    /// Records that are not imported, with all that belongs to them.
    pub left_out: BTreeSet<String>,
    /// Whether a record that is like one of the city is that one.
    pub same: BTreeMap<String, bool>,
    /// Milestones whose new state and percentage are reported.
    pub reported: BTreeSet<String>,
}

impl Decisions {
    /// Returns the choices of columns, with those of earlier files.
    pub(super) fn chosen(&self, before: BTreeMap<String, String>) -> Chosen {
        Chosen {
            here: self.columns.clone(),
            before,
        }
    }

    /// Returns whether a record is left out.
    pub(super) fn leaves_out(&self, cell: &str) -> bool {
        self.left_out.contains(cell)
    }
}
