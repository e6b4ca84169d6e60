//! Indicators and readings as responses. Who entered a reading is not public.

use crate::values::{Code, Day, Exact, SourceDate};
use besa_domain::copy_fields;
use besa_domain::indicators::{Direction, Measured, Reading, counting};
use poem_openapi::Object;
use std::collections::BTreeMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// An indicator. A field without a value is `null`: not known is never 0.
#[derive(Debug, Object)]
#[oai(rename = "Indicator")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the commitment it belongs to.
    commitment: Uuid,
    /// The id of the milestone that it measures; `null` for the commitment as a whole.
    milestone: Option<Uuid>,
    /// Its position among the indicators of the commitment, from 1.
    number: i32,
    /// Its number as the source states it, for example `C01.1.2`.
    code: Option<String>,
    /// The title, keyed by language code.
    titles: BTreeMap<String, String>,
    /// The unit of its values, for example `%`.
    unit: Option<String>,
    /// Which values are better: as the city says, otherwise the way from `baseline` to `target`.
    direction: Option<Code<Direction>>,
    /// The value at the start.
    baseline: Option<Exact>,
    /// The day of the baseline.
    baseline_on: Option<Day>,
    /// The value that is to be reached.
    target: Option<Exact>,
    /// The day by which the target is to be reached.
    due_on: Option<Day>,
    /// That day as the source states it.
    due_said: Option<SourceDate>,
    /// The deadline in the words of the source, keyed by language code.
    deadlines: BTreeMap<String, String>,
    /// The value of the latest day that counts.
    value: Option<Exact>,
    /// The day of `value`.
    read_on: Option<Day>,
    /// How far `value` is on the way from `baseline` to `target`, in percent: negative if it moved away, over 100
    /// beyond the target. Computed.
    reached: Option<i64>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

impl From<Measured> for View {
    fn from((indicator, readings): Measured) -> Self {
        let last = counting(&readings).last().copied();
        copy_fields!(indicator => Self {
            number, code, unit, version, created_at, updated_at,
        } with {
            id: indicator.id.into(),
            commitment: indicator.commitment_id.into(),
            milestone: indicator.milestone_id.map(Uuid::from),
            direction: indicator.better().map(Code),
            reached: last.and_then(|last| indicator.reached(last.value)),
            value: last.map(|last| Exact(last.value)),
            read_on: last.map(|last| Day(last.read_on)),
            titles: indicator.titles.0,
            baseline: indicator.baseline.map(Exact),
            baseline_on: indicator.baseline_on.map(Day),
            target: indicator.target.map(Exact),
            due_on: indicator.due_on.map(Day),
            due_said: indicator.due_said.map(SourceDate::from),
            deadlines: indicator.deadlines.0,
        })
    }
}

/// An indicator with its readings.
#[derive(Debug, Object)]
#[oai(rename = "IndicatorDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    indicator: View,
    /// Its readings by day, also those that were corrected or withdrawn.
    readings: Vec<ReadingView>,
}

impl From<Measured> for Detail {
    fn from(measured: Measured) -> Self {
        Self {
            readings: measured.1.iter().cloned().map(ReadingView::from).collect(),
            indicator: measured.into(),
        }
    }
}

/// A value of an indicator on a day.
#[derive(Debug, Object)]
#[oai(rename = "Reading")]
pub(crate) struct ReadingView {
    /// The id.
    id: Uuid,
    /// The id of the indicator.
    indicator: Uuid,
    /// The day of the value.
    read_on: Day,
    /// The value.
    value: Exact,
    /// A note: the source of the value, how it was measured; `null` if there is none.
    note: Option<String>,
    /// When it was entered.
    at: OffsetDateTime,
    /// The id of the reading that it corrects; `null` if it corrects none.
    corrects: Option<Uuid>,
    /// When it was corrected or withdrawn; `null` while it counts.
    withdrawn_at: Option<OffsetDateTime>,
    /// The reason for the correction or withdrawal; `null` while it counts.
    withdrawn_reason: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
}

impl From<Reading> for ReadingView {
    fn from(reading: Reading) -> Self {
        copy_fields!(reading => Self {
            note, at, withdrawn_at, withdrawn_reason, version,
        } with {
            id: reading.id.into(),
            indicator: reading.indicator_id.into(),
            read_on: Day(reading.read_on),
            value: Exact(reading.value),
            corrects: reading.corrects_id.map(Uuid::from),
        })
    }
}
