//! The key (legend) under a wall.

use super::{
    Direction, State,
    brick::{body, mark, safe},
    place::BrickPosition,
};

const WHOLE: BrickPosition = BrickPosition {
    at: 0.0,
    width: 100.0,
    open_start: false,
    open_end: false,
    lane: 0,
};

/// Draws one small brick; the stylesheet sets its size.
#[must_use]
pub fn swatch(state: State, direction: Direction) -> String {
    let mut out = String::from("<svg class=\"swatch\" aria-hidden=\"true\">");
    body(&mut out, direction, state, Some(55), WHOLE);
    mark(&mut out, state, 18);
    out.push_str("</svg>");
    out
}

/// Returns the list of states that a wall shows, with their labels.
#[must_use]
pub fn key(direction: Direction, states: &[(State, String)]) -> String {
    let mut out = String::from("<ul class=\"key\">");
    for (state, words) in states {
        out.push_str(&format!("<li>{}{}</li>", swatch(*state, direction), safe(words)));
    }
    out.push_str("</ul>");
    out
}
