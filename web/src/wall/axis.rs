//! The months above the wall, and the mark for today.

use time::Date;

use super::{Direction, Span, brick::safe};

/// A labelled month on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The first day of the month.
    pub day: Date,
    /// Whether it is shown on a phone too.
    pub major: bool,
}

/// Returns up to about six months, evenly spaced from the first one in the span. The caller labels them,
/// with the year on the first and on each January.
#[must_use]
pub fn ticks(span: Span) -> Vec<Tick> {
    let first = if span.from.day() == 1 {
        Some(span.from)
    } else {
        next_month(span.from)
    };
    let months: Vec<Date> = std::iter::successors(first, |day| next_month(*day))
        .take_while(|day| *day <= span.to)
        .collect();
    let step = [1, 2, 3, 4, 6, 12]
        .into_iter()
        .find(|step| months.len().div_ceil(*step) <= 6)
        .unwrap_or(24);
    let days: Vec<Date> = months
        .into_iter()
        .step_by(step)
        .filter(|day| span.begin(*day) < 94.0)
        .collect();
    // Two or three remain on a phone.
    let kept = days.len().div_ceil(2).max(1);
    days.into_iter()
        .enumerate()
        .map(|(at, day)| Tick {
            day,
            major: at % kept == 0,
        })
        .collect()
}

fn next_month(day: Date) -> Option<Date> {
    let year = day.year() + i32::from(day.month() == time::Month::December);
    Date::from_calendar_date(year, day.month().next(), 1).ok()
}

/// Draws the axis: each tick with its label ("Sep 2025", "May"), and the mark with the label `today`.
#[must_use]
pub fn axis(span: Span, direction: Direction, ticks: &[(Tick, String)], today: &str) -> String {
    let mut out = String::from("<svg class=\"course\" height=\"44\" aria-hidden=\"true\">");
    for (tick, words) in ticks {
        let x = direction.x(span.begin(tick.day), 0.0);
        let class = if tick.major { "ax" } else { "ax ax-s" };
        out.push_str(&format!(
            "<text class=\"{class}\" x=\"{x}\" y=\"18\">{}</text>",
            safe(words)
        ));
    }
    if let Some(now) = span.now() {
        let x = direction.x(now, 0.0);
        let width = 18 + 8 * i32::try_from(today.chars().count()).unwrap_or(0);
        // Near an edge the mark points inwards, so that the page does not scroll sideways.
        let left = match x.0 {
            x if x < 6.0 => 0,
            x if x > 94.0 => -width,
            _ => -width / 2,
        };
        let (middle, words) = (left + width / 2, safe(today));
        out.push_str(&format!(
            "<svg x=\"{x}\" y=\"22\" width=\"1\" height=\"22\" overflow=\"visible\">\
             <rect class=\"todaybg\" x=\"{left}\" y=\"0\" width=\"{width}\" height=\"20\" rx=\"3\"/>\
             <text class=\"today-t\" x=\"{middle}\" y=\"14.5\" text-anchor=\"middle\">{words}</text></svg>"
        ));
    }
    out.push_str("</svg>");
    out
}
