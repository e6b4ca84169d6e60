//! JSON values: days, exact numbers, codes, and dates as a source states them.
//!
//! Long because each type implements the traits of poem-openapi.

use besa_domain::Decimal;
use besa_domain::access::{Role, StaffRole, TokenScope};
use besa_domain::assessments::{
    AssessmentKind, AssessmentState, Choice, EvidenceFinding, Question, Section as AssessmentSection,
};
use besa_domain::commitments::CommitmentState;
use besa_domain::digests::DigestState;
use besa_domain::endorsements::Stance;
use besa_domain::evidence::EvidenceKind;
use besa_domain::forums::{ForumKind, MeetingState, Side};
use besa_domain::imports::{Code as NoteCode, Fate, ImportState, Level, Severity};
use besa_domain::indicators::Direction;
use besa_domain::jobs::JobState;
use besa_domain::milestones::{MilestoneCounts, MilestoneState};
use besa_domain::obligations::ObligationKind;
use besa_domain::plans::PlanState;
use besa_domain::queries::QueryState;
use besa_domain::records::{OgpValue, Precision, When};
use besa_domain::reports::{Author, ReportKind, ReportState, Section, self_assessment};
use besa_domain::requirements::{MissingItem, RecordKind, Requirement, RequirementState};
use besa_domain::responses::Outcome;
use besa_domain::review::{NeedKind, Sort};
use besa_domain::stakeholders::{OrganisationKind, PartKind};
use besa_domain::strategies::StrategyKind;
use besa_domain::subscriptions::Frequency;
use besa_domain::voices::{HideRule, InboxSection, VoiceKind, VoiceState};
use poem_openapi::Object;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{MaybeUndefined, ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::borrow::Cow;
use std::str::FromStr;
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A day of the calendar, as `2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) Date);

/// An exact decimal number, written as a string so that no digit is lost: `"12.5"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact(pub(crate) Decimal);

/// A value of an enumeration, written as its stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code<T>(pub(crate) T);

/// An enumeration whose values have stable codes.
pub(crate) trait Coded: Copy + FromStr + Send + Sync + 'static {
    /// The name of its schema in the OpenAPI document.
    const NAME: &'static str;
    /// What each code means, as a Markdown list.
    const MEANINGS: &'static str;
    /// Returns all codes, in order.
    fn codes() -> Vec<Value>;
    /// Returns the code of this value.
    fn code(self) -> &'static str;
}

macro_rules! coded {
    ($($name:ident,)*) => {$(
        impl Coded for $name {
            const NAME: &'static str = stringify!($name);
            const MEANINGS: &'static str = Self::MEANINGS;

            fn codes() -> Vec<Value> {
                Self::ALL.iter().map(|value| value.code().into()).collect()
            }

            fn code(self) -> &'static str {
                self.code()
            }
        }
    )*};
}

coded! {
    AssessmentKind,
    AssessmentSection,
    AssessmentState,
    Choice,
    Author,
    CommitmentState,
    DigestState,
    Direction,
    EvidenceFinding,
    EvidenceKind,
    Fate,
    ForumKind,
    Frequency,
    HideRule,
    ImportState,
    Level,
    MissingItem,
    MeetingState,
    MilestoneState,
    NeedKind,
    NoteCode,
    ObligationKind,
    OgpValue,
    OrganisationKind,
    Outcome,
    PartKind,
    PlanState,
    Precision,
    QueryState,
    Question,
    RecordKind,
    ReportKind,
    ReportState,
    Requirement,
    RequirementState,
    Role,
    Section,
    Severity,
    JobState,
    InboxSection,
    Side,
    StaffRole,
    Stance,
    StrategyKind,
    TokenScope,
    VoiceKind,
    VoiceState,
    Sort,
}

/// The serde error message for a text that is not a day. `body` uses it as the code of the field
/// error.
pub(crate) const NOT_A_DATE: &str = besa_domain::code::NOT_A_DATE;
/// The serde error message for a text that is not a decimal number. `body` uses it as the code of the field error.
pub(crate) const NOT_A_DECIMAL: &str = besa_domain::code::NOT_A_DECIMAL;
/// The serde error message for an unknown code. `body` uses it as the code of the field error.
pub(crate) const UNKNOWN_CHOICE: &str = besa_domain::code::UNKNOWN_CHOICE;

impl FromStr for Day {
    type Err = time::error::Parse;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Date::parse(text, DAY).map(Self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        text.parse().map_err(|_no_day| D::Error::custom(NOT_A_DATE))
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let number = text.parse().map_err(|_other| D::Error::custom(NOT_A_DECIMAL))?;
        Ok(Self(number))
    }
}

impl<'de, T: Coded> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let value = text.parse().map_err(|_unknown| D::Error::custom(UNKNOWN_CHOICE))?;
        Ok(Self(value))
    }
}

/// Implements the parsing traits of poem-openapi for a type that is written as one string.
macro_rules! written {
    ($type:ty $(, $($bound:tt)*)?) => {
        impl $(<$($bound)*>)? ParseFromJSON for $type {
            fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
                serde_json::from_value(value.unwrap_or_default()).map_err(ParseError::custom)
            }
        }

        impl $(<$($bound)*>)? ParseFromParameter for $type {
            fn parse_from_parameter(text: &str) -> ParseResult<Self> {
                serde_json::from_value(text.into()).map_err(ParseError::custom)
            }
        }
    };
}

written!(Day);
written!(Exact);
written!(Code<T>, T: Coded);

impl Type for Day {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "day".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "date")))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl Type for Exact {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        "decimal".into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "decimal")))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl<T: Coded> Type for Code<T> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(T::NAME.to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(T::NAME.to_owned(), |_| MetaSchema {
            description: Some(T::MEANINGS),
            enum_items: T::codes(),
            ..MetaSchema::new("string")
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl ToJSON for Day {
    fn to_json(&self) -> Option<Value> {
        self.0.format(DAY).ok().map(Value::String)
    }
}

impl ToJSON for Exact {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.to_string().into())
    }
}

impl<T: Coded> ToJSON for Code<T> {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.code().into())
    }
}

/// A date as a source states it, with the range of days that it can mean.
#[derive(Debug, Clone, Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceDate {
    /// The exact text of the source, for example `February 2027`. Maximum 1,000 characters.
    pub(crate) said: String,
    /// The first day that it can mean; `null` if no day can be derived.
    #[serde(default)]
    pub(crate) from: Option<Day>,
    /// The last day that it can mean, which counts as the deadline; `null` if no day can be
    /// derived.
    #[serde(default)]
    pub(crate) to: Option<Day>,
    /// How exact the date is.
    pub(crate) precision: Code<Precision>,
}

impl From<When> for SourceDate {
    fn from(when: When) -> Self {
        Self {
            said: when.said,
            from: when.from.map(Day),
            to: when.to.map(Day),
            precision: Code(when.precision),
        }
    }
}

impl From<SourceDate> for When {
    fn from(said: SourceDate) -> Self {
        Self {
            said: said.said,
            from: said.from.map(|day| day.0),
            to: said.to.map(|day| day.0),
            precision: said.precision.0,
        }
    }
}

/// The number of milestones by their state on a day.
#[derive(Debug, Clone, Object)]
pub(crate) struct Counts {
    /// All milestones except withdrawn ones.
    pub(crate) all: u64,
    /// Complete.
    pub(crate) done: u64,
    /// In progress, not overdue.
    pub(crate) in_progress: u64,
    /// Not started, not overdue.
    pub(crate) not_started: u64,
    /// Overdue: the due date has passed, and the milestone is not started, in progress or stuck.
    pub(crate) late: u64,
    /// Stuck, not overdue.
    pub(crate) stuck: u64,
    /// Never reported; counted as neither complete nor overdue.
    pub(crate) not_reported: u64,
    /// Withdrawn; not included in `all`.
    pub(crate) withdrawn: u64,
}

impl From<MilestoneCounts> for Counts {
    fn from(tally: MilestoneCounts) -> Self {
        Self {
            all: count(tally.all),
            done: count(tally.done),
            in_progress: count(tally.in_progress),
            not_started: count(tally.not_started),
            late: count(tally.late),
            stuck: count(tally.stuck),
            not_reported: count(tally.not_reported),
            withdrawn: count(tally.withdrawn),
        }
    }
}

impl From<self_assessment::Counts> for Counts {
    fn from(counts: self_assessment::Counts) -> Self {
        Self {
            all: counts.all().into(),
            done: counts.done.into(),
            in_progress: counts.in_progress.into(),
            not_started: counts.not_started.into(),
            late: counts.late.into(),
            stuck: counts.stuck.into(),
            not_reported: counts.not_reported.into(),
            withdrawn: counts.withdrawn.into(),
        }
    }
}

/// Converts a count to the type that JSON responses use.
pub(crate) fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

/// Applies a field of a change to an optional value: a missing field keeps it, `null` clears it.
pub(crate) fn put<T, U: Into<T>>(there: &mut Option<T>, sent: MaybeUndefined<U>) {
    match sent {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *there = None,
        MaybeUndefined::Value(value) => *there = Some(value.into()),
    }
}

/// Sets an optional date to the day that was sent: `null` clears it, and a missing field keeps it.
pub(crate) fn put_day(there: &mut Option<Date>, sent: &MaybeUndefined<Day>) {
    match sent {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *there = None,
        MaybeUndefined::Value(day) => *there = Some(day.0),
    }
}

/// Sets an optional exact number: `null` clears it, and a missing field keeps it.
pub(crate) fn put_exact(there: &mut Option<Decimal>, sent: &MaybeUndefined<Exact>) {
    match sent {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *there = None,
        MaybeUndefined::Value(number) => *there = Some(number.0),
    }
}

/// Applies a field of a change to a required value: a missing field or `null` keeps it.
pub(crate) fn set<T>(there: &mut T, sent: Option<T>) {
    if let Some(value) = sent {
        *there = value;
    }
}
