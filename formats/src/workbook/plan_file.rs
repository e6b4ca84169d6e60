//! A plan as a file that can be changed and imported again.

use besa_domain::imports::workbook_of;
use besa_domain::whole::PlanRecords;

use super::flat;
use super::write::{self, WriteError};
use crate::words::Words;

/// The formats in which a plan is downloaded and comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFile {
    /// The filled workbook.
    Workbook,
    /// A table with a row for each milestone.
    Csv,
}

impl PlanFile {
    /// Returns the media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// Returns the name of the file: `elbasan-2025-2027.xlsx`. Takes the slug of the city and the reference of the plan.
    pub fn name(self, city: &str, reference: &str) -> String {
        let ending = match self {
            Self::Workbook => "xlsx",
            Self::Csv => "csv",
        };
        format!("{city}-{reference}.{ending}")
    }

    /// Writes a plan with all its records, in the words of a language. People are left out. Slow computation without
    /// I/O.
    ///
    /// # Errors
    /// `Workbook` for a text that is too long for a cell.
    pub fn write(self, plan: &PlanRecords, words: &Words) -> Result<Vec<u8>, WriteError> {
        let tables = workbook_of(plan);
        match self {
            Self::Workbook => write::export(&tables, words),
            Self::Csv => Ok(flat::csv(&tables, words)?),
        }
    }
}
