//! The wall, a timeline of a plan: each milestone is a brick, each commitment a course (a row of bricks).
//!
//! Pure functions from plain structs to SVG text. There is no viewBox and no inline style: x is in percent
//! and y in pixels, so that text never scales and a strict content security policy holds. The looks are in
//! `styles/wall.css`. All text comes from the caller and is escaped here.
//!
//! Missing or odd dates:
//! - no start: the brick begins at the end of the brick before it in the same row, else at the start of the
//!   span; that side is left open and the outline is dashed;
//! - no due date: the brick ends at the end of the span, open there and dashed;
//! - dates outside the span: the brick is cut at the edge, but never thinner than a sliver;
//! - due before start: a sliver that ends on the due date;
//! - bricks that overlap in time: they go into further lanes, and the row grows.

mod axis;
mod brick;
mod key;
mod place;
mod row;

use time::Date;

pub use axis::{Tick, axis, ticks};
pub use key::{key, swatch};
pub use row::{Row, mini, row};

/// The reading direction of the page. Time runs in the same direction; right-to-left is the mirror image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ltr,
    Rtl,
}

/// The state of a milestone, as a brick shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Complete: solid.
    Done,
    /// In progress: a tint, filled to the reported percentage.
    Prog,
    /// Not started: dashed outline.
    Todo,
    /// Overdue: red tint and edge, "!", and a red tail from the due date to today.
    Late,
    /// Stuck: amber edge and two bars.
    Stuck,
    /// Not reported: hollow, thin line; neither done nor late.
    None,
    /// Withdrawn: hollow, struck through.
    Gone,
}

impl State {
    /// Returns the suffix of class names: `b-done`, `st-done`.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Prog => "prog",
            Self::Todo => "todo",
            Self::Late => "late",
            Self::Stuck => "stuck",
            Self::None => "none",
            Self::Gone => "gone",
        }
    }
}

/// The period that a wall shows, first and last day included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub to: Date,
    /// Today in the city's time zone. Its line is drawn only if it is inside the span.
    pub today: Date,
}

/// One milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brick<'a> {
    /// Shown in the brick where there is room, as in the list below: "3.4". Empty for none.
    pub number: &'a str,
    /// Shown on hover: "Agree the testing protocol: complete, due 30 Nov 2025". Empty for none.
    pub title: &'a str,
    pub start: Option<Date>,
    pub due: Option<Date>,
    /// The due date before the last move, drawn as a tick.
    pub was_due: Option<Date>,
    pub state: State,
    /// Reported progress, 0 to 100, for [`State::Prog`].
    pub percent: Option<u8>,
}

#[cfg(test)]
mod tests;
