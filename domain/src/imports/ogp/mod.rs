//! OGP's public dataset of commitments: each row becomes a commitment of its member's city, below its plan, with
//! the findings of OGP's Independent Reporting Mechanism (IRM).
//!
//! A file is read twice, so that only the rows of one member are in memory: [`Survey`] collects which rows belong to
//! which member, [`import_member`] creates the records of one member in one change. Each row is kept as it is, in
//! all columns, and [`export`] gives it back, with what was changed in Besa since. docs/DATA.md says which columns
//! are fields of Besa, and docs/IMPORTS.md what is flagged and refused.

mod city;
mod columns;
mod export;
mod figures;
mod home;
mod kept;
mod names;
mod plans;
mod scan;
mod survey;
mod take;
mod view;

pub use columns::{COLUMNS, Line};
pub use export::{export, places};
pub use home::home;
pub use survey::{MemberRows, Survey};
pub use take::import_member;

use crate::coded::coded;
use crate::imports::notes::{Note, Severity};
use serde::{Deserialize, Serialize};

coded! {
    /// What became of a row.
    Fate {
        /// Its commitment was created.
        Made = "made",
        /// The city had its commitment already.
        Known = "known",
        /// It was left out.
        Refused = "refused",
    }
}

/// What became of a row, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    /// The number of the row; the headings are row 1.
    pub row: usize,
    /// OGP's id of the commitment; empty where the row has none.
    pub ogp_id: String,
    /// What became of it.
    pub fate: Fate,
    /// What is doubtful about it, or why it was left out.
    pub notes: Vec<Note>,
}

impl RowReport {
    /// Reports a row that was left out. `ogp_id` is the text of its id.
    fn refused(row: usize, ogp_id: &str, notes: Vec<Note>) -> Self {
        Self {
            row,
            ogp_id: ogp_id.trim().to_owned(),
            fate: Fate::Refused,
            notes,
        }
    }

    /// Returns whether the row was imported and has something doubtful.
    pub fn is_flagged(&self) -> bool {
        self.fate != Fate::Refused && self.notes.iter().any(|note| note.severity() == Severity::Doubt)
    }
}
