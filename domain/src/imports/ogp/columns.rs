//! The columns of OGP's commitment dataset, and what becomes of each (docs/DATA.md).

use crate::policy_areas::{self, PolicyArea};
use crate::rules::irm::scales;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The headings of the columns, in the order of the dataset.
pub static COLUMNS: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("columns.txt").lines().collect());

/// The places of the columns by their headings.
static PLACES: LazyLock<BTreeMap<&'static str, usize>> =
    LazyLock::new(|| COLUMNS.iter().enumerate().map(|(at, name)| (*name, at)).collect());

/// The areas of policy that have a column, by its heading.
static AREAS: LazyLock<BTreeMap<&'static str, &'static PolicyArea>> = LazyLock::new(|| {
    let named = |name: &&'static str| Some((*name, policy_areas::named(name)?));
    COLUMNS.iter().filter_map(named).collect()
});

/// The first and the last column with a tag that is 0 or 1.
const TAGS: (&str, &str) = ("Anti-Corruption and Integrity", "Money in Politics");

pub(super) const ID: &str = "Commitment Unique Identifier";
pub(super) const MEMBER: &str = "Country/Locality";
pub(super) const CODE: &str = "Code";
pub(super) const LEVEL: &str = "National Or Local";
pub(super) const PLAN: &str = "Action Plan ID";
pub(super) const SUBMITTED: &str = "Year Of Submission";
pub(super) const ENDS: &str = "Action Plan End Year";
pub(super) const NUMBER: &str = "Commitment Number";
pub(super) const TITLE: &str = "Commitment Title";
pub(super) const SHORT_TITLE: &str = "Short Title";
pub(super) const TEXT: &str = "Full Text";
pub(super) const STARTS_ON: &str = "Start Date";
pub(super) const ENDS_ON: &str = "End Date";
pub(super) const LEAD: &str = "Lead Institution";
pub(super) const SUPPORTERS: &str = "Supporting Institution(s)";
pub(super) const URL: &str = "URL";

/// A row of the dataset: its number as a spreadsheet counts it, with the headings as row 1, and a value for each
/// of [`COLUMNS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number of the row.
    pub row: usize,
    /// The values, as the file has them.
    pub values: Vec<String>,
}

impl Line {
    /// Returns the value of a column; empty for a column that the dataset does not have.
    pub(super) fn get(&self, column: &str) -> &str {
        let value = place(column).and_then(|at| self.values.get(at));
        value.map_or("", String::as_str)
    }

    /// Returns the value of a column without white space around it; `None` where it is empty or stands for no value.
    pub(super) fn value(&self, column: &str) -> Option<&str> {
        Some(self.get(column).trim()).filter(|text| !scales().is_no_value(text))
    }

    /// Returns the place of a value, for notes.
    pub(super) fn cell(&self, column: &str) -> String {
        format!("row {}, {column}", self.row)
    }
}

/// Returns the place of a column.
pub(super) fn place(column: &str) -> Option<usize> {
    PLACES.get(column).copied()
}

/// Returns the columns with tags, each with its policy area, if it is one.
pub(super) fn tags() -> impl Iterator<Item = (&'static str, Option<&'static PolicyArea>)> {
    let between = place(TAGS.0).zip(place(TAGS.1));
    let (first, last) = between.unwrap_or((1, 0));
    let columns = COLUMNS.iter().skip(first).take((last + 1).saturating_sub(first));
    columns.map(|name| (*name, AREAS.get(name).copied()))
}

/// Returns whether a column holds a tag.
pub(super) fn is_tag(column: &str) -> bool {
    tags().any(|(tag, _)| tag == column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_the_dataset() {
        assert_eq!((COLUMNS.len(), PLACES.len()), (171, 171));
        assert_eq!(tags().count(), 86);
        let known = [
            ID,
            MEMBER,
            CODE,
            PLAN,
            SUBMITTED,
            ENDS,
            NUMBER,
            TITLE,
            SHORT_TITLE,
            TEXT,
            STARTS_ON,
            ENDS_ON,
        ];
        let scales = scales()
            .scales
            .iter()
            .flat_map(|scale| [Some(&scale.column), scale.number.as_ref()]);
        let scales = scales.flatten().map(String::as_str);
        for column in known.into_iter().chain([LEAD, SUPPORTERS, URL, LEVEL]).chain(scales) {
            assert!(place(column).is_some(), "{column}");
        }
        let areas: Vec<_> = tags().filter_map(|(_, area)| area).collect();
        assert!(areas.len() > 70, "{}", areas.len());
    }
}
