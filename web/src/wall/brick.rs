//! Draws one brick.

use askama::filters::{Html, escape};

use super::{
    Brick, Direction, Span, State,
    place::{BrickPosition, Percent},
};

/// Draws a brick `height` pixels high at `y`, with its tail and its tick. `plain` omits text and marks, for
/// walls too small for them.
pub(super) fn draw(
    out: &mut String,
    span: Span,
    direction: Direction,
    brick: &Brick<'_>,
    place: BrickPosition,
    (y, height): (u32, u32),
    plain: bool,
) {
    let x = direction.x(place.at, place.width);
    out.push_str(&format!(
        "<svg x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{height}\">",
        Percent(place.width)
    ));
    if !plain && !brick.title.is_empty() {
        out.push_str(&format!("<title>{}</title>", safe(brick.title)));
    }
    body(out, direction, brick.state, brick.percent, place);
    if !plain {
        mark(out, brick.state, height);
        number(out, direction, brick, place, height);
    }
    out.push_str("</svg>");
    if plain {
        return;
    }
    let end = place.at + place.width;
    if let (State::Late, Some(now)) = (brick.state, span.now().or((span.today > span.to).then_some(100.0)))
        && brick.due.is_some_and(|due| due < span.today)
    {
        let width = (now - end).max(0.4);
        let x = direction.x(end, width);
        let (y, width) = (y + height - 1, Percent(width));
        out.push_str(&format!(
            "<rect class=\"tail\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"4\"/>"
        ));
    }
    if let Some(was) = brick
        .was_due
        .filter(|was| Some(*was) != brick.due && (span.from..=span.to).contains(was))
    {
        let x = direction.x(span.end(was), 0.0);
        let (y1, y2) = (y.saturating_sub(4), y + height + 4);
        out.push_str(&format!(
            "<line class=\"was\" x1=\"{x}\" x2=\"{x}\" y1=\"{y1}\" y2=\"{y2}\"/>"
        ));
    }
}

/// Draws the fill and the outline; a swatch of the key uses them too.
pub(super) fn body(out: &mut String, direction: Direction, state: State, percent: Option<u8>, place: BrickPosition) {
    let open = place.open_start || place.open_end;
    let class = state.class();
    out.push_str(&format!(
        "<rect class=\"b b-{class}{}\"/>",
        if open { " b-open" } else { "" }
    ));
    if state == State::Prog {
        let part = percent.unwrap_or(0).min(100);
        if part > 0 {
            let x = if direction == Direction::Rtl {
                format!(" x=\"{}%\"", 100 - part)
            } else {
                String::new()
            };
            out.push_str(&format!(
                "<rect class=\"b-part\"{x} width=\"{part}%\" height=\"100%\"/>"
            ));
        }
        if !open {
            out.push_str("<rect class=\"b b-edge\"/>");
        }
    }
    if state == State::Gone {
        out.push_str("<line class=\"strike\" x1=\"0\" x2=\"100%\" y1=\"50%\" y2=\"50%\"/>");
    }
    if open {
        let (left, right) = match direction {
            Direction::Ltr => (place.open_start, place.open_end),
            Direction::Rtl => (place.open_end, place.open_start),
        };
        out.push_str("<line class=\"open\" x1=\"0\" x2=\"100%\" y1=\"1\" y2=\"1\"/>");
        out.push_str("<line class=\"open\" x1=\"0\" x2=\"100%\" y1=\"100%\" y2=\"100%\"/>");
        for (x, free) in [("0", left), ("100%", right)] {
            if !free {
                out.push_str(&format!(
                    "<line class=\"open\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"100%\"/>"
                ));
            }
        }
    }
}

/// Draws the sign of late and stuck bricks, because colour alone is never enough.
pub(super) fn mark(out: &mut String, state: State, height: u32) {
    let middle = height / 2;
    match state {
        State::Late => {
            let y = middle + 5;
            out.push_str(&format!(
                "<text class=\"bang\" x=\"50%\" y=\"{y}\" text-anchor=\"middle\">!</text>"
            ));
        }
        State::Stuck => {
            let y = middle.saturating_sub(5);
            out.push_str(&format!(
                "<svg x=\"50%\" y=\"{y}\" width=\"1\" height=\"10\" overflow=\"visible\">\
                 <rect class=\"hold\" x=\"-4\" width=\"3\" height=\"10\"/>\
                 <rect class=\"hold\" x=\"1\" width=\"3\" height=\"10\"/></svg>"
            ));
        }
        State::Done | State::Prog | State::Todo | State::None | State::Gone => {}
    }
}

/// Draws the number where it fits beside any sign; in a brick in progress at the empty end.
fn number(out: &mut String, direction: Direction, brick: &Brick<'_>, place: BrickPosition, height: u32) {
    let letters = u8::try_from(brick.number.chars().count()).map_or(f64::MAX, f64::from);
    // A character is about 0.9 % of the usual 770 pixels; the margin is 1.6 %.
    let room = 1.6 + 0.9 * letters;
    let marked = matches!(brick.state, State::Late | State::Stuck);
    if letters == 0.0 || place.width < room * if marked { 2.0 } else { 1.0 } {
        return;
    }
    let left = f64::from(100 - brick.percent.unwrap_or(0).min(100)) / 100.0;
    let last = brick.state == State::Prog && left * place.width > room;
    // `text-anchor` follows the page's direction, `x` does not.
    let x = if last == (direction == Direction::Ltr) {
        "x=\"100%\" dx=\"-9\""
    } else {
        "x=\"9\""
    };
    let anchor = if last { " text-anchor=\"end\"" } else { "" };
    let class = if brick.state == State::Done { "bt bt-on" } else { "bt" };
    let (y, number) = (f64::from(height) / 2.0 + 4.5, safe(brick.number));
    out.push_str(&format!(
        "<text class=\"{class}\" {x} y=\"{y}\"{anchor}>{number}</text>"
    ));
}

pub(super) fn safe(text: &str) -> impl std::fmt::Display + '_ {
    match escape(text, Html) {
        Ok(safe) => safe.0,
        Err(never) => match never {},
    }
}
