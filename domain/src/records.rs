//! Values inside records: names per language, lists, OGP values, and dates as sources word them.

use crate::coded::coded;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Date;

/// A text per language code (`{"en": "Elbasan", "sq": "Elbasan"}`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Names(pub BTreeMap<String, String>);

impl Names {
    /// Returns the text in `language`, else in `fallback`, else in any language; empty when there is none.
    pub fn in_language(&self, language: &str, fallback: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get(fallback))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// A list of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Texts(pub Vec<String>);

coded! {
    /// What a commitment can be relevant to: one of the four values of OGP Local's form (docs/RULES.md,
    /// `ogp-values`).
    OgpValue {
        /// Access to information.
        AccessToInformation = "access_to_information",
        /// Civic participation.
        CivicParticipation = "civic_participation",
        /// Public accountability.
        PublicAccountability = "public_accountability",
        /// Technology and innovation for transparency and accountability. Alone it does not make a
        /// commitment relevant (OGP glossary, "Relevance"; docs/RULES.md, `technology-alone`).
        Technology = "technology",
    }
    /// How exactly a source gives a date.
    Precision {
        /// A day.
        Day = "day",
        /// A month; the last day counts.
        Month = "month",
        /// A quarter; the last day counts.
        Quarter = "quarter",
        /// A half-year; the last day counts.
        Half = "half",
        /// Several months, as a range or a list; the last day counts.
        Months = "months",
        /// A season; the last day counts.
        Season = "season",
        /// A year; the last day counts.
        Year = "year",
        /// No date can be derived from it: "Ongoing", "In progress".
        Open = "open",
    }
}

/// An OGP value and why the commitment is relevant to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueWhy {
    /// The value.
    pub value: OgpValue,
    /// Why the commitment is relevant to it.
    pub why: Option<String>,
}

/// OGP values of a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct OgpValues(pub Vec<ValueWhy>);

/// A date as a source words it, and the range of days it can mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct When {
    /// The text of the source, unchanged.
    pub said: String,
    /// The first day it can mean.
    pub from: Option<Date>,
    /// The last day it can mean, which counts as the deadline.
    pub to: Option<Date>,
    /// How exact it is.
    pub precision: Precision,
}
