//! A small chart of an indicator: its values by day, with the baseline and the target as lines. It repeats the
//! table beside it.

use besa_domain::Decimal;
use besa_domain::calendar::days_between;
use besa_domain::indicators::{Indicator, Reading};
use besa_formats::values::with_unit;
use besa_text::{Language, dates, words};
use time::Date;

/// The width of the drawing.
const WIDTH: i64 = 320;
/// The height of the drawing.
const HEIGHT: i64 = 128;
/// The free space at the left and right.
const SIDE: i64 = 10;
/// The free space above and below, for the labels.
const ABOVE: i64 = 20;
const BELOW: i64 = 20;
/// The least distance between two labels.
const APART: i64 = 15;

/// A chart, in the units of its drawing.
pub(crate) struct Chart {
    /// What it shows, for readers who do not see it.
    pub(crate) title: String,
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// The dots of the values.
    pub(crate) dots: Vec<(i64, i64)>,
    /// The line through them: `10,20 30,40`.
    pub(crate) line: String,
    pub(crate) target: Option<Level>,
    pub(crate) baseline: Option<Level>,
    /// The first and last day, at the bottom.
    pub(crate) days: (String, String),
}

/// A line across the chart, with its label.
pub(crate) struct Level {
    pub(crate) y: i64,
    pub(crate) label: String,
    pub(crate) label_y: i64,
}

impl Chart {
    /// Draws an indicator; `None` without a reading, or when all days are one and there is nothing to compare with.
    pub(super) fn of(language: Language, title: &str, indicator: &Indicator, readings: &[&Reading]) -> Option<Self> {
        let w = words(language);
        let start = indicator.baseline_on.zip(indicator.baseline);
        let points = start
            .into_iter()
            .chain(readings.iter().map(|row| (row.read_on, row.value)));
        let points: Vec<(Date, Decimal)> = points.collect();
        let levels = [indicator.baseline, indicator.target];
        if readings.is_empty() || (points.len() < 2 && levels.iter().all(Option::is_none)) {
            return None;
        }
        let days = || points.iter().map(|(day, _)| *day).chain(indicator.due_on);
        let (first, last) = (days().min()?, days().max()?);
        let values = || {
            points
                .iter()
                .map(|(_, value)| *value)
                .chain(levels.into_iter().flatten())
        };
        let (least, most) = (values().min()?, values().max()?);
        let x = |day: Date| match days_between(first, last) {
            0 => WIDTH / 2,
            all => SIDE + days_between(first, day) * (WIDTH - 2 * SIDE) / all,
        };
        let room = HEIGHT - ABOVE - BELOW;
        let y = |value: Decimal| match value.step_between(least, most, room) {
            Some(step) => HEIGHT - BELOW - step,
            None => ABOVE + room / 2,
        };
        let dots: Vec<(i64, i64)> = points.iter().map(|(day, value)| (x(*day), y(*value))).collect();
        let line = dots
            .iter()
            .map(|(x, y)| format!("{x},{y}"))
            .collect::<Vec<_>>()
            .join(" ");
        let level = |name: String, value: Decimal| {
            let value_words = with_unit(language, &value.to_string(), indicator.unit.as_deref());
            Level {
                y: y(value),
                label: format!("{name} {value_words}"),
                label_y: y(value) - 5,
            }
        };
        let target = indicator.target.map(|target| level(w.indicator_target(), target));
        let mut baseline = indicator
            .baseline
            .map(|baseline| level(w.indicator_baseline(), baseline));
        if let (Some(target), Some(baseline)) = (&target, &mut baseline)
            && (target.label_y - baseline.label_y).abs() < APART
        {
            baseline.label_y = target.label_y.max(baseline.label_y) + APART + 4;
        }
        let day = |day| dates::day(language, day);
        Some(Self {
            title: w.indicator_chart(title, day(first), day(last)),
            width: WIDTH,
            height: HEIGHT,
            dots,
            line,
            target,
            baseline,
            days: (day(first), if first == last { String::new() } else { day(last) }),
        })
    }
}
