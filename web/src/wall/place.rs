//! Maps dates to percent of the width, and bricks to lanes.

use std::fmt;

use time::Date;

use super::{Brick, Direction, Span};

/// Percent with at most two decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Percent(pub f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding zero turns -0 into 0.
        write!(f, "{}%", (self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

/// A brick's place in the row, left to right, before any mirroring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BrickPosition {
    pub at: f64,
    pub width: f64,
    /// Whether the start is unknown; below, whether the end is.
    pub open_start: bool,
    pub open_end: bool,
    pub lane: usize,
}

/// The minimum width of a brick, in percent.
const SLIVER: f64 = 0.8;

impl Span {
    /// Returns where a day begins: 0 to 100 inside the span.
    pub(super) fn begin(self, day: Date) -> f64 {
        let days = |from: Date, to: Date| (to - from).as_seconds_f64();
        let whole = days(self.from, self.to).max(1.0);
        days(self.from, day) / whole * 100.0
    }

    /// Returns where a day ends.
    pub(super) fn end(self, day: Date) -> f64 {
        self.begin(day.next_day().unwrap_or(day))
    }

    /// Returns where today's line is; `None` outside the span.
    pub(super) fn now(self) -> Option<f64> {
        (self.from..=self.to)
            .contains(&self.today)
            .then(|| self.begin(self.today))
    }
}

impl Direction {
    /// Returns the left edge of something `width` wide that starts at `at`.
    pub(super) fn x(self, at: f64, width: f64) -> Percent {
        Percent(match self {
            Self::Ltr => at,
            Self::Rtl => 100.0 - at - width,
        })
    }
}

/// Places bricks, in their order. Also returns the number of lanes (at least one).
pub(super) fn places(span: Span, bricks: &[Brick<'_>]) -> (Vec<BrickPosition>, usize) {
    let mut ends: Vec<f64> = Vec::new();
    let mut before = 0.0;
    let places = bricks
        .iter()
        .map(|brick| {
            let (mut at, mut end) = extent(span, brick, before);
            if end - at < SLIVER {
                // Widen it towards the start, so that a late sliver still meets its tail.
                at = (end - SLIVER).clamp(0.0, 100.0 - SLIVER);
                end = at + SLIVER;
            }
            before = end;
            // Bricks whose days touch share a lane, as do slivers that were widened over a neighbour.
            let free = ends.iter().position(|taken| *taken <= at + SLIVER);
            let lane = free.unwrap_or(ends.len());
            match ends.get_mut(lane) {
                Some(taken) => *taken = end,
                None => ends.push(end),
            }
            BrickPosition {
                at,
                width: end - at,
                open_start: brick.start.is_none(),
                open_end: brick.due.is_none(),
                lane,
            }
        })
        .collect();
    (places, ends.len().max(1))
}

fn extent(span: Span, brick: &Brick<'_>, before: f64) -> (f64, f64) {
    let end = brick.due.map_or(100.0, |due| span.end(due)).clamp(0.0, 100.0);
    let at = match brick.start {
        Some(start) => span.begin(start).clamp(0.0, 100.0),
        None if before < end => before,
        None => 0.0,
    };
    (at, end)
}
