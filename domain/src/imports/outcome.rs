//! Counts of what an import creates.

use super::notes::{Note, Severity};
use serde::{Deserialize, Serialize};

/// How many records of one kind are created, and how many exist already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Created, or to be created.
    pub made: usize,
    /// Exist already, and are not changed.
    pub unchanged: usize,
}

/// What becomes of the filled rows of a file, headings aside. Each is one of the three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Rows that make a record.
    pub made: usize,
    /// Rows of records that the city has already.
    pub known: usize,
    /// Rows that a note names.
    pub noted: usize,
}

impl Rows {
    /// Returns the number of rows that were read.
    pub fn read(self) -> usize {
        self.made + self.known + self.noted
    }

    pub(super) fn count(&mut self, known: bool, rows: usize) {
        if known {
            self.known += rows;
        } else {
            self.made += rows;
        }
    }
}

/// What an import creates, or would create.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Plans.
    pub plans: Count,
    /// Commitments.
    pub commitments: Count,
    /// Milestones.
    pub milestones: Count,
    /// Indicators.
    #[serde(default)]
    pub indicators: Count,
    /// Findings of a monitoring body.
    pub findings: Count,
    /// Organisations.
    pub organisations: Count,
    /// People in organisations.
    pub people: Count,
    /// States and percentages of existing milestones that are reported.
    #[serde(default)]
    pub reports: usize,
    /// The rows of the file.
    #[serde(default)]
    pub rows: Rows,
    /// The number of notes about things that were imported.
    pub flagged: usize,
    /// The number of notes about things that were left out.
    pub refused: usize,
}

impl Count {
    pub(super) fn one(&mut self, made: bool) {
        if made {
            self.made += 1;
        } else {
            self.unchanged += 1;
        }
    }
}

impl Outcome {
    /// Returns the number of plans, commitments, milestones and indicators of the file.
    pub fn records(&self) -> usize {
        let counts = [self.plans, self.commitments, self.milestones, self.indicators];
        counts.iter().map(|count| count.made + count.unchanged).sum()
    }

    /// Returns whether anything is created.
    pub fn makes_anything(&self) -> bool {
        let counts = [
            self.plans,
            self.commitments,
            self.milestones,
            self.indicators,
            self.findings,
            self.organisations,
            self.people,
        ];
        self.reports > 0 || counts.iter().any(|count| count.made > 0)
    }

    pub(super) fn noting<'n>(mut self, notes: impl IntoIterator<Item = &'n Note>) -> Self {
        (self.flagged, self.refused) = (0, 0);
        for note in notes {
            match note.severity() {
                Severity::Doubt => self.flagged += 1,
                Severity::Refused => self.refused += 1,
            }
        }
        self
    }
}
