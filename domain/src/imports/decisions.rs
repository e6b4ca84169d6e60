//! What a person decides about an import under review.

use super::columns::Chosen;
use super::record::Edits;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
