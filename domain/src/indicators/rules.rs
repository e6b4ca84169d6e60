//! How far an indicator is. Pure functions.

use super::{Indicator, Reading};
use crate::coded::coded;
use crate::decimal::Decimal;
use uuid::Uuid;

coded! {
    /// Which values of an indicator are better.
    Direction {
        /// Higher values are better.
        Higher = "higher",
        /// Lower values are better.
        Lower = "lower",
    }
}

impl Direction {
    /// Returns the direction from a baseline to a target; `None` when one is missing or both are equal.
    pub fn between(baseline: Option<Decimal>, target: Option<Decimal>) -> Option<Self> {
        match baseline?.cmp(&target?) {
            std::cmp::Ordering::Less => Some(Self::Higher),
            std::cmp::Ordering::Greater => Some(Self::Lower),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// Returns the readings that count, oldest first: those that were neither corrected nor withdrawn.
pub fn counting<'r>(readings: impl IntoIterator<Item = &'r Reading>) -> Vec<&'r Reading> {
    let all = readings.into_iter();
    let mut counting: Vec<&Reading> = all.filter(|reading| reading.withdrawn_at.is_none()).collect();
    counting.sort_by_key(|reading| (reading.read_on, reading.at, reading.id));
    counting
}

impl Indicator {
    /// Returns the id of what it measures: its milestone, else its commitment.
    pub fn measured(&self) -> Uuid {
        self.milestone_id.map_or(self.commitment_id.into(), Uuid::from)
    }

    /// Returns which values are better: what the city says, else the way from the baseline to the target.
    pub fn better(&self) -> Option<Direction> {
        self.direction
            .or_else(|| Direction::between(self.baseline, self.target))
    }

    /// Returns how far a value is on the way from the baseline to the target, in whole percent; negative when
    /// it moved away, over 100 beyond the target. `None` when baseline or target is not known, or both are equal.
    pub fn reached(&self, value: Decimal) -> Option<i64> {
        value.percent_between(self.baseline?, self.target?)
    }
}
