//! The fields of an indicator that a coordinator can edit, and their checks.

use super::{Direction, Indicator};
use crate::copy_fields;
use crate::decimal::Decimal;
use crate::error::{FieldError, Result, code};
use crate::ids::MilestoneId;
use crate::input::{self, Check};
use crate::records::{Names, When};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Date;

/// The maximum number of languages of one text.
const LANGUAGES: usize = 20;

/// The fields of an indicator that a coordinator can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorDraft {
    /// Its position among the indicators of the commitment, from 1 to 9999. `None` means the next free one for
    /// a new indicator, and no change for an existing one.
    pub number: Option<i32>,
    /// Its number as the source words it.
    pub code: Option<String>,
    /// The milestone it measures, of the same commitment; `None` for the commitment as a whole.
    pub milestone: Option<MilestoneId>,
    /// The title, in at least one language.
    pub titles: Names,
    /// The unit of its values.
    pub unit: Option<String>,
    /// Whether higher or lower values are better.
    pub direction: Option<Direction>,
    /// The value at the start.
    pub baseline: Option<Decimal>,
    /// The day of the baseline.
    pub baseline_on: Option<Date>,
    /// The value that is to be reached.
    pub target: Option<Decimal>,
    /// The day by which the target is to be reached.
    pub due_on: Option<Date>,
    /// That day as the source words it.
    pub due_said: Option<When>,
    /// The deadline in words, by language.
    pub deadlines: Names,
}

impl IndicatorDraft {
    /// Returns the stored fields of an indicator, for editing.
    pub fn of(indicator: &Indicator) -> Self {
        copy_fields!(&indicator => Self {
            code, titles, unit, direction, baseline, baseline_on, target, due_on, due_said, deadlines,
        } with {
            number: Some(indicator.number),
            milestone: indicator.milestone_id,
        })
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let due_said = check.source_date("due_said", self.due_said);
        check.must(
            self.number.is_none_or(|number| (1..=9_999).contains(&number)),
            "number",
            code::OUT_OF_RANGE,
        );
        let titles = texts(&mut check, "titles", self.titles);
        check.must(!titles.0.is_empty(), "titles", code::REQUIRED);
        let way = Direction::between(self.baseline, self.target);
        let fits = self.direction.is_none() || way.is_none() || way == self.direction;
        check.must(fits, "direction", code::AGAINST_TARGET);
        let order = !matches!((self.baseline_on, self.due_on), (Some(start), Some(due)) if due < start);
        check.must(order, "due_on", code::DATE_ORDER);
        let draft = Self {
            code: check.maybe_line("code", self.code.as_deref(), 60),
            titles,
            due_said,
            unit: check.maybe_line("unit", self.unit.as_deref(), 100),
            deadlines: texts(&mut check, "deadlines", self.deadlines),
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    pub(super) fn into_row(self, old: Indicator) -> Indicator {
        copy_fields!(self => Indicator {
            code, titles, unit, direction, baseline, baseline_on, target, due_on, due_said, deadlines,
        } with {
            milestone_id: self.milestone,
            number: self.number.unwrap_or(old.number),
        } over old)
    }
}

/// Checks a line in several languages. Empty ones are left out.
fn texts(check: &mut Check, field: &'static str, texts: Names) -> Names {
    check.must(texts.0.len() <= LANGUAGES, field, code::OUT_OF_RANGE);
    let mut kept = BTreeMap::new();
    for (language, text) in texts.0.into_iter().take(LANGUAGES) {
        if !is_language(&language) {
            check.note(FieldError::new(field, code::UNKNOWN_CHOICE));
            continue;
        }
        let name = format!("{field}.{language}");
        if let Some(text) = check.maybe_line(name, Some(&text), input::LINE) {
            kept.insert(language, text);
        }
    }
    Names(kept)
}

/// Returns whether a text has the form of a language code: `en`, `sr-Latn`.
fn is_language(code: &str) -> bool {
    (2..=12).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
