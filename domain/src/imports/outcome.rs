//! What an import makes, counted.

use super::notes::{Note, Severity};
use serde::{Deserialize, Serialize};

/// How many records of one kind are made, and how many are there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Made, or to be made.
    pub made: usize,
    /// There already, and left as they are.
    pub unchanged: usize,
}

/// What an import makes, or would make.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Plans.
    pub plans: Count,
    /// Commitments.
    pub commitments: Count,
    /// Milestones.
    pub milestones: Count,
    /// Findings of a monitoring body.
    pub findings: Count,
    /// Organisations.
    pub organisations: Count,
    /// People in organisations.
    pub people: Count,
    /// How many doubts there are: notes on what was imported.
    pub flagged: usize,
    /// How much was left out: notes on what was not imported.
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
    /// Whether anything is made.
    pub fn makes_anything(&self) -> bool {
        let counts = [
            self.plans,
            self.commitments,
            self.milestones,
            self.findings,
            self.organisations,
            self.people,
        ];
        counts.iter().any(|count| count.made > 0)
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
