//! Indicators as pages show them: a small chart, and its values in a table.

mod chart;

use besa_domain::indicators::{Direction, Indicator, Reading, counting};
use besa_domain::plans::Plan;
use besa_formats::values::with_unit;
use besa_text::{Language, Words, codes, numbers};

use crate::day::Day;
use crate::tenant::City;
use chart::Chart;

/// An indicator on a page.
pub(crate) struct Shown {
    /// The id of the element.
    pub(crate) anchor: String,
    /// The number as the plan writes it, else its place.
    pub(crate) number: String,
    /// The number as the plan writes it.
    pub(crate) code: Option<String>,
    pub(crate) title: Text,
    /// The title in other languages.
    pub(crate) others: Vec<Text>,
    /// What it measures, and the URL of that.
    pub(crate) measures: Option<(String, String)>,
    /// Which values are better.
    pub(crate) better: Option<String>,
    /// The last value, or that there is none.
    pub(crate) last: String,
    /// How far it is from the baseline to the target.
    pub(crate) way: Option<String>,
    /// The deadline in the words of the source.
    pub(crate) deadlines: Vec<Text>,
    pub(crate) chart: Option<Chart>,
    /// By when the target is to be reached.
    pub(crate) due: Option<String>,
    /// The baseline, the readings that count, and the target; empty when no value is known.
    pub(crate) values: Vec<Value>,
    /// What was corrected or withdrawn, as sentences.
    pub(crate) past: Vec<String>,
}

/// A text, and its language where the page has another.
pub(crate) struct Text {
    pub(crate) language: Option<String>,
    pub(crate) words: String,
}

/// A row of the table.
pub(crate) struct Value {
    pub(crate) what: String,
    pub(crate) day: Option<Day>,
    pub(crate) value: Option<String>,
    pub(crate) note: Option<String>,
}

impl Shown {
    /// Describes an indicator. `measures` names its milestone, with the URL.
    pub(crate) fn of(
        city: &City,
        plan: &Plan,
        indicator: &Indicator,
        readings: &[&Reading],
        measures: Option<(String, String)>,
    ) -> Self {
        let (w, language) = (city.w(), city.language());
        let value = |value: besa_domain::Decimal| with_unit(language, &value.to_string(), indicator.unit.as_deref());
        let day = |day| Day::new(language, day);
        let counting = counting(readings.iter().copied());
        let last = counting.last().copied();
        let (title, others) = titles(city, plan, indicator);
        let mut values = vec![Value {
            what: w.indicator_baseline(),
            day: indicator.baseline_on.map(day),
            value: indicator.baseline.map(value),
            note: None,
        }];
        values.extend(counting.iter().map(|reading| Value {
            what: w.indicator_reading(),
            day: Some(day(reading.read_on)),
            value: Some(value(reading.value)),
            note: reading.note.clone(),
        }));
        values.push(Value {
            what: w.indicator_target(),
            day: indicator.due_on.map(day),
            value: indicator.target.map(value),
            note: None,
        });
        if values.iter().all(|row| row.value.is_none()) {
            values.clear();
        }
        let past = readings.iter().filter_map(|reading| {
            let on = day(city.local(reading.withdrawn_at?).date()).words;
            let (was, reason) = (
                value(reading.value),
                reading.withdrawn_reason.clone().unwrap_or_default(),
            );
            let read = day(reading.read_on).words;
            let corrected = readings.iter().any(|other| other.corrects_id == Some(reading.id));
            Some(match corrected {
                true => w.indicator_was_corrected(was, read, on, reason),
                false => w.indicator_was_withdrawn(was, read, on, reason),
            })
        });
        let deadlines = indicator.deadlines.0.iter();
        Self {
            anchor: anchor(indicator),
            number: number(indicator),
            code: indicator.code.clone(),
            due: indicator.due_on.map(|due| w.common_due(day(due).words)),
            chart: Chart::of(language, &title.words, indicator, &counting),
            title,
            others,
            measures,
            better: indicator
                .better()
                .map(|better| codes::indicator_direction(w, better.code())),
            last: match last {
                Some(last) => w.indicator_last(value(last.value), day(last.read_on).words),
                None => w.indicator_no_reading(),
            },
            way: last.and_then(|last| way(w, language, indicator, last)),
            deadlines: deadlines.map(|(code, words)| text(language, code, words)).collect(),
            values,
            past: past.collect(),
        }
    }
}

/// Returns the id of an indicator's element on a page.
pub(crate) fn anchor(indicator: &Indicator) -> String {
    format!("indicator-{}", indicator.number)
}

/// Returns the number of an indicator as the plan writes it, else its place.
pub(crate) fn number(indicator: &Indicator) -> String {
    let own = || indicator.number.to_string();
    indicator.code.clone().unwrap_or_else(own)
}

/// Returns the title in the language of the page, else of the plan, else in any; and the other ones.
pub(crate) fn titles(city: &City, plan: &Plan, indicator: &Indicator) -> (Text, Vec<Text>) {
    let language = city.language();
    let titles = &indicator.titles.0;
    let wanted = [language.code(), plan.language.as_str()];
    let code = wanted.into_iter().find(|code| titles.contains_key(*code));
    let code = code
        .or_else(|| titles.keys().next().map(String::as_str))
        .unwrap_or_default();
    let first = titles.get(code).map(String::as_str).unwrap_or_default();
    let others = titles.iter().filter(|(other, _)| *other != code);
    let others = others.map(|(code, words)| text(language, code, words));
    (text(language, code, first), others.collect())
}

fn text(language: Language, code: &str, words: &str) -> Text {
    Text {
        language: (code != language.code()).then(|| code.to_owned()),
        words: words.to_owned(),
    }
}

/// Returns how far the last value is from the baseline to the target.
fn way(w: &Words, language: Language, indicator: &Indicator, last: &Reading) -> Option<String> {
    if indicator.baseline.is_none() || indicator.target.is_none() {
        return Some(w.indicator_way_unknown());
    }
    let beyond = match indicator.better()? {
        Direction::Higher => indicator.target.is_some_and(|target| last.value >= target),
        Direction::Lower => indicator.target.is_some_and(|target| last.value <= target),
    };
    if beyond {
        return Some(w.indicator_reached_target());
    }
    Some(match indicator.reached(last.value)? {
        ..=-1 => w.indicator_moved_away(),
        0 if Some(last.value) == indicator.baseline => w.indicator_at_baseline(),
        percent => w.indicator_reached(numbers::percent(language, percent)),
    })
}
