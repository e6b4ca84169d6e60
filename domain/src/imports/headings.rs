//! The words with which plans head their columns: Albanian, English, Spanish and French, folded
//! ([`fold`]: without accents, case and punctuation). The names of the fields are known besides.

use super::fields::{FIELDS, Field, Level};
use super::layout::SHEETS;
use super::own;
use crate::fold::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Headings of one meaning on each line, and the codes of the fields that they can stand for, the likeliest
/// first. A heading that stands in two lines belongs to the first.
const WORDS: &str = include_str!("headings.tsv");

/// Returns the codes and the headings of each line.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

/// What a heading may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The fields, the likeliest first.
    pub(super) fields: Vec<Field>,
    /// Whether the heading is known as a whole. Otherwise only a part of it is.
    pub(super) whole: bool,
}

impl Meaning {
    /// Returns the meaning below a heading that names this record.
    pub(super) fn of(self, level: Level) -> Self {
        let of_level = |field: &&Field| field.level == level;
        let fields: Vec<Field> = self.fields.iter().filter(of_level).copied().collect();
        match fields.is_empty() {
            true => self,
            false => Self { fields, ..self },
        }
    }
}

/// Returns what a heading means; `None` for one that holds no word of ours.
pub(super) fn meaning(heading: &str) -> Option<Meaning> {
    in_language(heading)
        .or_else(|| whole(heading))
        .map(|fields| Meaning { fields, whole: true })
        .or_else(|| part(heading))
}

/// Returns the fields of a heading that ends with a language in which indicators have fields of their own:
/// `indicator_fr`, `Treguesi (EN)`.
fn in_language(heading: &str) -> Option<Vec<Field>> {
    let folded = folded(heading);
    let (base, word) = folded.rsplit_once(' ')?;
    let (language, _) = LANGUAGES.iter().find(|(_, words)| words.contains(&word))?;
    let fields = known(base)?;
    let of_language = |field: Field| field.in_language(language);
    fields.iter().find_map(|field| of_language(*field))?;
    Some(
        fields
            .into_iter()
            .map(|field| of_language(field).unwrap_or(field))
            .collect(),
    )
}

/// The languages with fields of their own, and the words that name them in headings, folded.
const LANGUAGES: [(&str, &[&str]); 6] = [
    ("en", &["en", "eng", "english", "anglisht", "ingles", "anglais"]),
    ("sq", &["sq", "alb", "al", "shqip", "albanian", "albanais"]),
    ("es", &["es", "spanish", "espanol", "castellano", "espagnol"]),
    ("fr", &["fr", "french", "frances", "francais", "frengjisht"]),
    ("mk", &["mk", "macedonian", "maqedonisht"]),
    ("sr", &["sr", "serbian", "serbisht"]),
];

/// Returns the fields of a heading that is known as a whole, the likeliest first.
pub(super) fn whole(heading: &str) -> Option<Vec<Field>> {
    known(&folded(heading)).or_else(|| known(&plain(heading)))
}

/// Folds a heading without the words in brackets, which explain: `Afati (muaji/viti)`.
fn plain(heading: &str) -> String {
    heading.split(['(', '[']).next().map(folded).unwrap_or_default()
}

/// Returns what the longest known words inside a heading mean.
fn part(heading: &str) -> Option<Meaning> {
    let plain = plain(heading);
    let words: Vec<&str> = plain.split(' ').collect();
    let longest = words.len().min(6);
    for length in (1..=longest).rev() {
        for part in words.windows(length) {
            let part = part.join(" ");
            // A word of two letters stands in any heading.
            if part.chars().count() > 2
                && let Some(fields) = known(&part)
            {
                return Some(Meaning { fields, whole: false });
            }
        }
    }
    None
}

/// Folds a heading. A percent sign is a word of its own.
fn folded(heading: &str) -> String {
    fold(&heading.replace('%', " percentsign "))
}

/// The fields of each folded heading. The first meaning of a heading counts.
static KNOWN: LazyLock<BTreeMap<String, Vec<Field>>> = LazyLock::new(|| {
    let mut known = BTreeMap::new();
    for field in FIELDS {
        known.insert(folded(field.code), vec![*field]);
    }
    for (code, word) in own::words("heading") {
        let field = Field::of(code).into_iter().collect();
        known.entry(folded(word)).or_insert(field);
    }
    for (codes, words) in lines() {
        let fields: Vec<Field> = codes.split(' ').filter_map(Field::of).collect();
        for word in words.split("; ") {
            known.entry(folded(word)).or_insert_with(|| fields.clone());
        }
    }
    // The columns of Besa's own workbook, which do not name their record.
    let mut own: BTreeMap<String, Vec<Field>> = BTreeMap::new();
    for field in FIELDS {
        if let Some((_, column)) = field.in_workbook() {
            own.entry(folded(column.name)).or_default().push(*field);
        }
    }
    for (word, fields) in own {
        known.entry(word).or_insert(fields);
    }
    known
});

fn known(text: &str) -> Option<Vec<Field>> {
    KNOWN.get(text).cloned()
}

/// Returns the record of a sheet of this name: `Milestones`, `Piketat`.
pub(super) fn level_of_sheet(name: &str) -> Option<Level> {
    let level = |code: &str| {
        let layout = SHEETS.iter().find(|layout| layout.name == code)?;
        Some(layout.level)
    };
    let level_of_own = own::code("sheet", name).and_then(level);
    level_of_own.or_else(|| match fold(name).as_str() {
        "piketat" | "hitos" | "etapes" | "jalons" => Some(Level::Milestone),
        "compromisos" | "engagements" => Some(Level::Commitment),
        "palet e interesuara" | "palet" | "actores" | "parties prenantes" => Some(Level::Stakeholder),
        _ => None,
    })
}

/// Returns whether a sheet of this name explains Besa's own workbook: it holds no records.
pub(super) fn explains(name: &str) -> bool {
    matches!(own::code("sheet", name), Some("guide" | "lists"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn first(heading: &str) -> Option<(&'static str, bool)> {
        let meaning = meaning(heading)?;
        Some((meaning.fields.first()?.code, meaning.whole))
    }

    #[rstest]
    #[case("plan_title", "plan_title", true)]
    #[case("Plan\u{a0}Title *", "plan_title", true)]
    #[case("milestone\nseq", "milestone_number", true)]
    #[case("Commitment ID:", "commitment_ogp_id", true)]
    #[case("\u{200b}AFATI", "milestone_due", true)]
    #[case("Afati (muaji/viti)", "milestone_due", true)]
    #[case("Institucioni përgjegjës", "milestone_responsible_institution", true)]
    #[case("% e realizimit", "milestone_percent", true)]
    #[case("%", "milestone_percent", true)]
    #[case("Titulli i angazhimit", "commitment_title", true)]
    #[case("Aktiviteti / masa që do të ndërmerret", "milestone_title", false)]
    #[case("Fecha límite", "milestone_due", true)]
    #[case("Échéance", "milestone_due", true)]
    #[case("Nº", "milestone_number", true)]
    fn headings_of_offices(#[case] heading: &str, #[case] code: &str, #[case] whole: bool) {
        assert_eq!(first(heading), Some((code, whole)), "{heading}");
    }

    #[test]
    fn other_headings_mean_nothing() {
        for heading in ["", "  ", "Kryetari", "A", "31.12.2026", "xyz"] {
            assert_eq!(first(heading), None, "{heading}");
        }
    }

    #[test]
    fn every_word_names_a_field_that_exists() {
        assert!(lines().count() > 60);
        for (codes, words) in lines() {
            assert!(codes.split(' ').all(|code| Field::of(code).is_some()), "{codes}");
            assert!(words.split("; ").all(|word| !folded(word).is_empty()), "{words}");
        }
    }
}
