//! The scales of OGP's Independent Reporting Mechanism (IRM) as data, and the figures that OGP computes from
//! them (docs/RULES.md, *Figures of OGP's dataset*).
//!
//! A coding is one of three: a value of its scale, not reviewed, or missing (no data or not applicable). None of
//! them stands for another: a commitment whose ambition has no data is not one that is not ambitious.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The scales of the IRM.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    /// Where they are published.
    pub source: String,
    /// Texts for a coding without data, or that does not apply.
    missing: Vec<String>,
    /// The text for a coding that the IRM has not reviewed.
    not_reviewed: String,
    /// The scales, in the order of OGP's dataset.
    pub scales: Vec<Scale>,
}

/// One scale.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The scheme of the findings that have its values.
    pub scheme: String,
    /// Its column in OGP's dataset.
    pub column: String,
    /// The column with the number of the value.
    pub number: Option<String>,
    /// Whether it ended in 2020.
    #[serde(default)]
    pub until_2020: bool,
    /// Whether it began in 2021.
    #[serde(default)]
    pub since_2021: bool,
    /// The numbers by value.
    values: BTreeMap<String, i32>,
    /// The values that count as reached in the figures.
    #[serde(default)]
    high: Vec<String>,
    /// Other words for a value.
    #[serde(default)]
    alike: BTreeMap<String, String>,
}

static SCALES: LazyLock<Scales> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
    serde_json::from_str(include_str!("scales.json")).expect("scales.json")
});

/// Returns the scales of the IRM.
pub fn scales() -> &'static Scales {
    &SCALES
}

/// What a text of a coded column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding<'t> {
    /// No data, or not applicable.
    Missing,
    /// The IRM has not reviewed the commitment.
    NotReviewed,
    /// A value, as OGP's scale words it, and its number.
    Value(&'t str, i32),
    /// A text that is not on the scale.
    Unknown,
}

impl Coding<'_> {
    /// Returns the number of a value.
    pub const fn number(self) -> Option<i32> {
        match self {
            Self::Value(_, number) => Some(number),
            Self::Missing | Self::NotReviewed | Self::Unknown => None,
        }
    }
}

impl Scales {
    /// Returns the scale of a scheme.
    pub fn of_scheme(&self, scheme: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.scheme == scheme)
    }

    /// Returns whether a text stands for no value: no data, not applicable or not reviewed.
    pub fn is_no_value(&self, text: &str) -> bool {
        self.missing.iter().any(|missing| missing == text) || self.not_reviewed == text
    }

    /// Returns whether a text says that the IRM has not reviewed it.
    pub fn is_not_reviewed(&self, text: &str) -> bool {
        self.not_reviewed == text
    }
}

impl Scale {
    /// Returns what a text means on this scale. Case does not count.
    pub fn read(&self, text: &str) -> Coding<'_> {
        let text = text.trim();
        let all = scales();
        if all.is_not_reviewed(text) {
            return Coding::NotReviewed;
        }
        if all.is_no_value(text) {
            return Coding::Missing;
        }
        let same = |known: &str| known.eq_ignore_ascii_case(text);
        let other = self.alike.iter().find(|(word, _)| same(word));
        let word = other.map_or(text, |(_, word)| word);
        let found = self.values.iter().find(|(value, _)| value.eq_ignore_ascii_case(word));
        found.map_or(Coding::Unknown, |(value, number)| Coding::Value(value, *number))
    }

    /// Returns whether a text is a value of the scale in OGP's own words.
    pub fn has(&self, text: &str) -> bool {
        self.values.contains_key(text) || scales().is_no_value(text)
    }
}

/// Returns the code of a value of a finding, for the words of pages: `not_started` for "Not Started", `yes` for 1,
/// `not_reviewed` for NR.
pub fn value_code(value: &str) -> String {
    match value.trim() {
        "1" => "yes".to_owned(),
        "0" => "no".to_owned(),
        text if scales().is_not_reviewed(text) => "not_reviewed".to_owned(),
        text => crate::input::slug(text).replace('-', "_"),
    }
}

/// The codings of one commitment, by scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codings(BTreeMap<String, String>);

impl<S: Into<String>, T: Into<String>> FromIterator<(S, T)> for Codings {
    fn from_iter<I: IntoIterator<Item = (S, T)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        Self(pairs.map(|(scheme, text)| (scheme.into(), text.into())).collect())
    }
}

/// The figures that OGP computes for a commitment from its codings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Starred by the progress report; `None` without a coded potential impact.
    pub star_progress: Option<bool>,
    /// Starred at the end of term; `None` without a coded potential impact.
    pub star_end: Option<bool>,
    /// Starred by the latest completion.
    pub starred: bool,
    /// The number of the latest completion: of the end of term, else of the progress report.
    pub raw_completion: Option<i32>,
    /// The completion from 0 (not started) to 3 (complete). Withdrawn and unclear have none.
    pub max_completion: Option<i32>,
    /// The latest completion is substantial or complete.
    pub high_completion: bool,
    /// The potential impact is moderate or transformative, and the commitment relevant; `None` without a coded
    /// potential impact.
    pub high_ambition: Option<bool>,
    /// It opened government majorly or outstandingly, or its early results are significant.
    pub high_diog: bool,
    /// The potential impact or the potential for results is coded.
    pub ambition_assessed: bool,
    /// The latest completion is on the scale from 0 to 3.
    pub completion_assessed: bool,
    /// The opening of government or the early results are coded.
    pub diog_assessed: bool,
    /// The potential impact was not reviewed.
    pub not_reviewed: bool,
    /// The IRM-based score.
    pub score: Score,
}

/// OGP's IRM-based score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// Not reviewed.
    NotReviewed,
    /// Neither ambitious nor complete, or without a coded ambition.
    Neither,
    /// Complete, and not ambitious.
    Complete,
    /// Ambitious, and not complete.
    Ambitious,
    /// Ambitious and complete, or it opened government.
    Both,
}

impl Score {
    /// Returns its number in OGP's dataset, from -1 to 4.
    pub const fn number(self) -> i32 {
        match self {
            Self::NotReviewed => -1,
            Self::Neither => 1,
            Self::Complete => 2,
            Self::Ambitious => 3,
            Self::Both => 4,
        }
    }
}

impl Codings {
    /// Returns what the coding of a scheme means.
    pub fn coding(&self, scheme: &str) -> Coding<'_> {
        let (Some(scale), Some(text)) = (scales().of_scheme(scheme), self.0.get(scheme)) else {
            return Coding::Missing;
        };
        scale.read(text)
    }

    /// Returns whether a coding counts as reached; `None` where it has no value.
    fn reached(&self, scheme: &str) -> Option<bool> {
        match self.coding(scheme) {
            Coding::Value(value, _) => {
                let scale = scales().of_scheme(scheme)?;
                Some(scale.high.iter().any(|high| high == value))
            }
            Coding::Missing | Coding::NotReviewed | Coding::Unknown => None,
        }
    }

    /// Returns whether the commitment can be verified: by its specificity, else by the later yes or no.
    fn verifiable(&self) -> Option<bool> {
        self.reached("specificity").or_else(|| self.reached("verifiable"))
    }

    /// Returns whether a commitment is starred, with the completion of `scheme`; `None` without a coded potential
    /// impact. What is not coded is not reached.
    fn star(&self, scheme: &str) -> Option<bool> {
        let is_transformative = self.coding("potential_impact").number()? == 3;
        let others = [self.verifiable(), self.reached("relevant"), self.reached(scheme)];
        Some(is_transformative && others.iter().all(|part| *part == Some(true)))
    }

    /// Computes OGP's figures.
    pub fn figures(&self) -> Figures {
        let end = self.coding("completion").number();
        let raw_completion = end.or_else(|| self.coding("completion_progress").number());
        let latest = if end.is_some() {
            "completion"
        } else {
            "completion_progress"
        };
        let max_completion = raw_completion.filter(|code| *code >= 2).map(|code| code - 2);
        let high_completion = max_completion.is_some_and(|code| code >= 2);
        let relevant = self.reached("relevant").unwrap_or(false);
        let high_ambition = self.reached("potential_impact").map(|impact| impact && relevant);
        let opened = [self.reached("did_it_open_government"), self.reached("early_results")];
        let high_diog = opened.contains(&Some(true));
        let impact = self.coding("potential_impact");
        let not_reviewed = impact == Coding::NotReviewed;
        let ambitious = high_ambition == Some(true);
        let score = match high_ambition {
            _ if (ambitious && high_completion) || high_diog => Score::Both,
            _ if not_reviewed => Score::NotReviewed,
            Some(true) => Score::Ambitious,
            Some(false) if high_completion => Score::Complete,
            Some(false) | None => Score::Neither,
        };
        Figures {
            star_progress: self.star("completion_progress"),
            star_end: self.star("completion"),
            starred: self.star(latest) == Some(true),
            raw_completion,
            max_completion,
            high_completion,
            high_ambition,
            high_diog,
            ambition_assessed: impact.number().is_some() || self.coding("potential_for_results").number().is_some(),
            completion_assessed: max_completion.is_some(),
            diog_assessed: opened.iter().any(Option::is_some),
            not_reviewed,
            score,
        }
    }

    /// Returns whether a value of open government other than technology is coded as met; `None` where none of the
    /// three is coded.
    pub fn relevant_by_values(&self) -> Option<bool> {
        const VALUES: [&str; 3] = [
            "value_access_to_information",
            "value_civic_participation",
            "value_public_accountability",
        ];
        let values = VALUES.iter().filter_map(|scheme| self.reached(scheme));
        values.reduce(|one, other| one | other)
    }

    /// Returns by how many steps the completion changed from the progress report to the end of term.
    pub fn change(&self) -> Option<i32> {
        Some(self.coding("completion").number()? - self.coding("completion_progress").number()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const STAR: [(&str, &str); 5] = [
        ("specificity", "High"),
        ("relevant", "1"),
        ("potential_impact", "Transformative"),
        ("completion", "Complete"),
        ("did_it_open_government", "Marginal"),
    ];

    fn with(changed: &[(&str, &str)]) -> Codings {
        STAR.iter().chain(changed).copied().collect()
    }

    #[test]
    fn scales_are_read() {
        assert_eq!(scales().scales.len(), 17);
        for scale in &scales().scales {
            let values = scale.high.iter().chain(scale.alike.values());
            assert!(
                values.clone().all(|value| scale.values.contains_key(value)),
                "{}",
                scale.scheme
            );
        }
    }

    #[rstest]
    #[case(&[], Some(true))]
    #[case(&[("specificity", "Medium")], Some(true))]
    #[case(&[("specificity", "Low"), ("verifiable", "Yes")], Some(false))]
    #[case(&[("specificity", "ND"), ("verifiable", "Yes")], Some(true))]
    #[case(&[("specificity", "ND"), ("verifiable", "1")], Some(true))]
    #[case(&[("specificity", "ND"), ("verifiable", "No")], Some(false))]
    #[case(&[("specificity", "ND")], Some(false))]
    #[case(&[("relevant", "0")], Some(false))]
    #[case(&[("potential_impact", "Moderate")], Some(false))]
    #[case(&[("potential_impact", "ND")], None)]
    #[case(&[("completion", "Substantial")], Some(true))]
    #[case(&[("completion", "Limited")], Some(false))]
    #[case(&[("completion", "NR")], Some(false))]
    fn a_star_needs_all_four(#[case] changed: &[(&str, &str)], #[case] expected: Option<bool>) {
        assert_eq!(with(changed).figures().star_end, expected);
    }

    #[rstest]
    #[case(&[], 4)]
    #[case(&[("completion", "Limited")], 3)]
    #[case(&[("relevant", "0")], 2)]
    #[case(&[("relevant", "0"), ("completion", "Limited")], 1)]
    #[case(&[("potential_impact", "ND")], 1)]
    #[case(&[("potential_impact", "NR")], -1)]
    #[case(&[("potential_impact", "NR"), ("did_it_open_government", "Major")], 4)]
    #[case(&[("relevant", "0"), ("early_results", "Significant")], 4)]
    fn scores(#[case] changed: &[(&str, &str)], #[case] expected: i32) {
        assert_eq!(with(changed).figures().score.number(), expected);
    }

    #[test]
    fn completion_is_the_latest_and_rescaled() {
        let of = |changed: &[(&str, &str)]| {
            let figures = with(changed).figures();
            (figures.raw_completion, figures.max_completion, figures.high_completion)
        };
        assert_eq!(of(&[]), (Some(5), Some(3), true));
        assert_eq!(of(&[("completion", "Unclear")]), (Some(1), None, false));
        let earlier = [("completion", "ND"), ("completion_progress", "Substantial")];
        assert_eq!(of(&earlier), (Some(4), Some(2), true));
        assert!(with(&earlier).figures().starred && !with(&[("completion", "Limited")]).figures().starred);
        assert_eq!(of(&[("completion", "NR")]), (None, None, false));
        let both = with(&[("completion_progress", "Limited")]);
        assert_eq!((both.change(), with(&[]).change()), (Some(2), None));
    }
}
