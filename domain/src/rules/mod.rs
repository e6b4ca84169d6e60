//! OGP's rules as data: rule sets with a version, the day from which they are valid, and their source.
//! A record keeps the version it was judged by, so that a new rule set does not change past results.

pub mod irm;
mod obligation;
mod questions;

pub use obligation::ObligationKind;
pub use questions::{AssessmentKind, Choice, Question, Section};

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use time::Date;

/// Rules that are valid from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Its name, which never changes.
    pub version: String,
    /// The first day on which it is valid.
    pub valid_from: Date,
    /// The source of the rules.
    pub source: String,
    /// Days within which the city replies to an assessment. Besa's default; no OGP source (docs/RULES.md).
    pub reply_days: i64,
    /// Choices by the name of their scale.
    scales: BTreeMap<String, Vec<Choice>>,
    questions: BTreeMap<AssessmentKind, Vec<FormQuestion>>,
    /// Thresholds of the requirements.
    pub requirements: Bounds,
    /// After how many months something is due.
    pub obligations: Vec<Term>,
}

/// A question of an assessment form (docs/RULES.md has the source of each).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormQuestion {
    /// The question.
    pub question: Question,
    /// Its number in OGP's form.
    pub number: String,
    /// The part of the form to which it belongs.
    pub section: Section,
    scale: Option<String>,
    /// Whether it is asked for each commitment.
    #[serde(default)]
    pub each: bool,
    /// Whether it is optional.
    #[serde(default)]
    pub optional: bool,
    /// Whether only the choice is asked for, without explanation and reference.
    #[serde(default)]
    pub plain: bool,
}

/// Thresholds of the requirements. docs/RULES.md says which are OGP's and which are Besa's defaults.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The maximum number of months between two meetings of a forum that meets regularly.
    pub meeting_gap_months: i32,
    /// The maximum number of months between two updates of the website.
    pub website_months: i32,
    /// The minimum number of days between the sharing of a meeting's papers and the meeting.
    pub paper_days_before: i64,
    /// How many months back meetings are counted.
    pub meetings_of_months: i32,
    /// The minimum number of meetings that count as a dialogue.
    pub dialogue_meetings: usize,
    /// The minimum number of sides in a diverse forum.
    pub sides: usize,
    /// The minimum number of endorsements by organisations of the forum.
    pub endorsements: usize,
}

/// After how many months an obligation is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The obligation.
    pub kind: ObligationKind,
    /// Months after the event that it follows.
    pub months: i32,
}

impl RuleSet {
    /// Returns the questions of a form, in its order.
    pub fn questions(&self, kind: AssessmentKind) -> &[FormQuestion] {
        self.questions.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Returns the choices of a question; empty when it is answered with a text only.
    pub fn scale(&self, asked: &FormQuestion) -> &[Choice] {
        let known = asked.scale.as_ref().and_then(|scale| self.scales.get(scale));
        known.map_or(&[], Vec::as_slice)
    }

    /// Returns the months after which an obligation is due; `None` when the rule set does not have it.
    pub fn months(&self, kind: ObligationKind) -> Option<i32> {
        let term = self.obligations.iter().find(|term| term.kind == kind);
        term.map(|term| term.months)
    }
}

impl FormQuestion {
    /// Returns whether a text is required: it is the answer to a question without choices, unless that
    /// is optional.
    pub fn needs_words(&self) -> bool {
        self.scale.is_none() && !self.optional
    }
}

/// Every rule set, oldest first.
static SETS: LazyLock<Vec<RuleSet>> = LazyLock::new(|| {
    let sets = [include_str!("ogp-local-2022.json")];
    let read = sets.into_iter().filter_map(|text| {
        serde_json::from_str(text)
            .inspect_err(
                |error| tracing::error!(%error, "OGP rule set not parsed: assessments and requirements are computed without it"),
            )
            .ok()
    });
    read.collect()
});

/// An empty rule set, which asks for nothing. A test ensures that it is never used.
static NONE: LazyLock<RuleSet> = LazyLock::new(|| RuleSet {
    version: "none".to_owned(),
    valid_from: Date::MIN,
    source: String::new(),
    reply_days: 14,
    scales: BTreeMap::new(),
    questions: BTreeMap::new(),
    requirements: Bounds {
        meeting_gap_months: 0,
        website_months: 0,
        paper_days_before: 0,
        meetings_of_months: 0,
        dialogue_meetings: 0,
        sides: 0,
        endorsements: 0,
    },
    obligations: Vec::new(),
});

/// Returns the rules that are valid on a day; on a day before the first rule set, that one.
pub fn on(day: Date) -> &'static RuleSet {
    let holding = SETS.iter().rev().find(|set| set.valid_from <= day);
    holding.or(SETS.first()).unwrap_or(&NONE)
}

/// Returns a rule set by its version; for an unknown version, the newest.
pub fn version(version: &str) -> &'static RuleSet {
    let known = SETS.iter().find(|set| set.version == version);
    known.or(SETS.last()).unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use time::macros::date;

    #[test]
    fn every_set_is_read_and_whole() {
        assert_eq!(SETS.len(), 1);
        for set in SETS.iter() {
            assert_eq!(version(&set.version), set);
            let mut asked = BTreeSet::new();
            for kind in AssessmentKind::ALL {
                let questions = set.questions(*kind);
                assert!(!questions.is_empty(), "{kind}");
                for one in questions {
                    assert!(asked.insert(one.question), "{}", one.question);
                    let scaled = one.scale.is_some();
                    assert_eq!(scaled, !set.scale(one).is_empty(), "{}", one.question);
                    assert!(!one.each || one.section == Section::Commitments);
                }
            }
            assert_eq!(asked.len(), Question::ALL.len());
            for kind in ObligationKind::ALL {
                assert!(set.months(*kind).is_some(), "{kind}");
            }
        }
    }

    #[test]
    fn the_day_chooses_the_set() {
        assert_eq!(on(date!(2026 - 11 - 23)).version, "ogp-local-2022");
        assert_eq!(on(date!(2019 - 01 - 01)).version, "ogp-local-2022");
    }
}
