//! A day on a page.

use besa_text::{Language, dates};
use time::Date;

/// A day as text, and as ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) words: String,
    pub(crate) iso: String,
}

impl Day {
    pub(crate) fn new(language: Language, day: Date) -> Self {
        Self {
            words: dates::day(language, day),
            iso: dates::iso(day),
        }
    }
}
