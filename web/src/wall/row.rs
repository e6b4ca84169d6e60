//! Draws courses (rows) of bricks.

use time::Date;

use super::{
    Brick, Direction, Span,
    brick::{draw, safe},
    place::places,
};

/// The gap between the lanes of one row, in pixels.
const JOINT: u32 = 4;

/// The bricks of one commitment, and their size.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub span: Span,
    pub direction: Direction,
    pub bricks: &'a [Brick<'a>],
    /// Height of a brick, in pixels: 26 on the overview, 30 on the plan, 34 on a commitment's own page, 16
    /// in a panel.
    pub height: u32,
    /// Space above and below, in pixels.
    pub pad: u32,
    /// Days with a faint line, as [`super::ticks`] returns; empty for none.
    pub ticks: &'a [Date],
    /// The text alternative, where no table stands beside the picture. With `None` the picture is hidden
    /// from screen readers.
    pub label: Option<&'a str>,
}

/// Draws one course: ticks, bricks, and today's line.
#[must_use]
pub fn row(row: &Row<'_>) -> String {
    let Row { span, direction, .. } = *row;
    let (places, lanes) = places(span, row.bricks);
    let step = row.height + JOINT;
    let lanes = u32::try_from(lanes).unwrap_or(u32::MAX);
    let whole = (2 * row.pad)
        .saturating_add(lanes.saturating_mul(step))
        .saturating_sub(JOINT);
    let mut out = open(whole, row.label);
    for day in row.ticks {
        let x = direction.x(span.begin(*day), 0.0);
        out.push_str(&format!(
            "<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{whole}\"/>"
        ));
    }
    for (brick, place) in row.bricks.iter().zip(places) {
        let y = row.pad + u32::try_from(place.lane).unwrap_or(0) * step;
        draw(&mut out, span, direction, brick, place, (y, row.height), false);
    }
    today(&mut out, span, direction);
    out.push_str("</svg>");
    out
}

/// Draws a whole plan in small, to compare cities: no text, no signs, one row per commitment.
#[must_use]
pub fn mini(span: Span, direction: Direction, rows: &[Vec<Brick<'_>>], label: &str) -> String {
    const STEP: u32 = 17;
    let mut bricks = String::new();
    let mut y = 2;
    for row in rows {
        let (places, lanes) = places(span, row);
        for (brick, place) in row.iter().zip(places) {
            let y = y + u32::try_from(place.lane).unwrap_or(0) * STEP;
            draw(&mut bricks, span, direction, brick, place, (y, STEP - 4), true);
        }
        y += u32::try_from(lanes).unwrap_or(1) * STEP;
    }
    let mut out = open(y + 2, Some(label));
    out.push_str(&bricks);
    today(&mut out, span, direction);
    out.push_str("</svg>");
    out
}

fn open(height: u32, label: Option<&str>) -> String {
    match label {
        Some(label) => format!(
            "<svg class=\"course\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
            safe(label)
        ),
        None => format!("<svg class=\"course\" height=\"{height}\" aria-hidden=\"true\">"),
    }
}

fn today(out: &mut String, span: Span, direction: Direction) {
    if let Some(now) = span.now() {
        let x = direction.x(now, 0.0);
        out.push_str(&format!(
            "<line class=\"today\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"100%\"/>"
        ));
    }
}
