//! The request bodies of indicators and readings.

use crate::examples::example;
use crate::values::{Code, Day, Exact, SourceDate, put, put_day, put_exact, set};
use besa_domain::MilestoneId;
use besa_domain::indicators::{Correction, Direction, IndicatorDraft, Reading, ReadingDraft};
use besa_domain::records::Names;
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fields of an indicator. A new indicator requires `titles`. In a change, fields that are not sent keep their
/// values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "IndicatorFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// Its position among the indicators of the commitment, 1 to 9,999. Default: one more than the highest number.
    number: Option<i32>,
    /// Its number as the source states it, for example `C01.1.2`. Maximum 60 characters.
    code: MaybeUndefined<String>,
    /// The id of the milestone that it measures, of the same commitment. `null`: the commitment as a whole.
    milestone: MaybeUndefined<Uuid>,
    /// The title, keyed by language code; at least one. Replaces all titles. Maximum 1,000 characters each.
    titles: Option<BTreeMap<String, String>>,
    /// The unit of its values, for example `%`. Maximum 100 characters.
    unit: MaybeUndefined<String>,
    /// Which values are better. Default: as the way from `baseline` to `target` goes.
    direction: MaybeUndefined<Code<Direction>>,
    /// The value at the start. Maximum 18 digits, 9 of them after the point.
    baseline: MaybeUndefined<Exact>,
    /// The day of the baseline.
    baseline_on: MaybeUndefined<Day>,
    /// The value that is to be reached.
    target: MaybeUndefined<Exact>,
    /// The day by which the target is to be reached; not before `baseline_on`.
    due_on: MaybeUndefined<Day>,
    /// That day as the source states it.
    due_said: MaybeUndefined<SourceDate>,
    /// The deadline in the words of the source, keyed by language code. Replaces all of them. Maximum 1,000
    /// characters each.
    deadlines: Option<BTreeMap<String, String>>,
}

example!(Fields {
    "titles": { "en": "Contracts published as open data", "fr": "Contrats publiés en données ouvertes" },
    "unit": "%",
    "direction": "higher",
    "baseline": "12.5",
    "baseline_on": "2025-12-31",
    "target": "100",
    "due_on": "2027-02-28",
    "due_said": {
        "said": "February 2027", "from": "2027-02-01", "to": "2027-02-28", "precision": "month"
    }
});

impl Fields {
    pub(super) fn apply_to(self, mut draft: IndicatorDraft) -> IndicatorDraft {
        draft.number = self.number.or(draft.number);
        put(&mut draft.code, self.code);
        match self.milestone {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => draft.milestone = None,
            MaybeUndefined::Value(id) => draft.milestone = Some(MilestoneId::from(id)),
        }
        set(&mut draft.titles, self.titles.map(Names));
        put(&mut draft.unit, self.unit);
        match self.direction {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => draft.direction = None,
            MaybeUndefined::Value(direction) => draft.direction = Some(direction.0),
        }
        put_exact(&mut draft.baseline, &self.baseline);
        put_day(&mut draft.baseline_on, &self.baseline_on);
        put_exact(&mut draft.target, &self.target);
        put_day(&mut draft.due_on, &self.due_on);
        put(&mut draft.due_said, self.due_said);
        set(&mut draft.deadlines, self.deadlines.map(Names));
        draft
    }
}

/// A new reading. `read_on` and `value` are required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReading", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ReadingSent {
    /// The day of the value; not in the future.
    read_on: Option<Day>,
    /// The value. Maximum 18 digits, 9 of them after the point.
    value: Option<Exact>,
    /// A note: the source of the value, how it was measured. Maximum 50,000 characters.
    note: Option<String>,
}

example!(ReadingSent {
    "read_on": "2026-10-31",
    "value": "58.5",
    "note": "Counted in the register of contracts"
});

impl From<ReadingSent> for ReadingDraft {
    fn from(sent: ReadingSent) -> Self {
        Self {
            read_on: sent.read_on.map(|day| day.0),
            value: sent.value.map(|value| value.0),
            note: sent.note,
        }
    }
}

/// The right values of a reading. `reason` is required; fields that are not sent are as in the old reading, and
/// `null` clears `note`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReadingCorrection", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CorrectionSent {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The day of the value; not in the future.
    read_on: Option<Day>,
    /// The value. Maximum 18 digits, 9 of them after the point.
    value: Option<Exact>,
    /// A note. Maximum 50,000 characters.
    note: MaybeUndefined<String>,
    /// Why it is corrected; residents read it. Maximum 50,000 characters.
    reason: Option<String>,
}

example!(CorrectionSent {
    "version": 1,
    "value": "56",
    "reason": "Two contracts were counted twice"
});

impl CorrectionSent {
    pub(super) fn onto(self, old: &Reading) -> Correction {
        let mut reading = ReadingDraft::of(old);
        reading.read_on = self.read_on.map(|day| day.0).or(reading.read_on);
        reading.value = self.value.map(|value| value.0).or(reading.value);
        put(&mut reading.note, self.note);
        Correction {
            reading,
            reason: self.reason,
        }
    }
}

/// Why a reading is withdrawn. `reason` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ReadingWithdrawal", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct WithdrawalSent {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The reason; residents read it. Maximum 50,000 characters.
    pub(super) reason: Option<String>,
}

example!(WithdrawalSent {
    "version": 1,
    "reason": "It was the value of another year"
});
