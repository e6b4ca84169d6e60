//! A milestone in one line: `Publish the draft budget – by December 2026 – in progress`.

use super::labels::{Label, unnumbered};
use crate::imports::dates;
use crate::imports::fields::{Field, Level};
use crate::imports::states;

/// What a line says about a milestone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    /// Its number; empty without one.
    pub(super) number: &'t str,
    /// Its title.
    pub(super) title: &'t str,
    /// The other fields, by name.
    pub(super) fields: Vec<(&'static str, &'t str)>,
}

/// A longer text is no line of a list, and holds no date at its end.
const LINE: usize = 400;
/// A longer text is no date.
const DATE: usize = 80;

/// Parts at the end of a line that are looked at.
const PARTS: usize = 12;

/// Signs between the parts of a line.
const BETWEEN: [&str; 8] = [" – ", " — ", " - ", " | ", "\t", "; ", " (", ", "];
/// Signs around a part.
const AROUND: [char; 10] = [' ', '\t', '–', '—', '-', '|', ';', ',', '(', ')'];

/// Signs before a part.
const OPENING: [char; 9] = [' ', '\t', '–', '—', '-', '|', ';', ',', '('];

impl<'t> Entry<'t> {
    /// Splits a line. What is neither a labelled value nor a date or a state stays in the title.
    pub(super) fn of(line: &'t str) -> Self {
        let (number, title) = unnumbered(line);
        let mut entry = Self {
            number,
            title: title.trim(),
            fields: Vec::new(),
        };
        if line.len() <= LINE {
            while entry.take_last() {}
            entry.take_first();
        }
        entry
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| *known == name)
    }

    fn is_dated(&self) -> bool {
        self.has("due_on") || self.has("dates_said")
    }

    /// Takes a value from the end of the title.
    fn take_last(&mut self) -> bool {
        let title = self.title.trim_end_matches(['.', ' ']);
        let found = self
            .state(title)
            .or_else(|| self.labelled(title))
            .or_else(|| self.date(title));
        let Some((at, name, value)) = found else { return false };
        let Some(rest) = title.get(..at) else { return false };
        self.title = rest.trim_end_matches(OPENING).trim();
        self.fields.push((name, value));
        true
    }

    /// Finds a state or percentage behind the last sign.
    fn state(&self, title: &'t str) -> Option<(usize, &'static str, &'t str)> {
        let (at, value) = cuts(title).into_iter().rev().find(|(_, value)| !value.is_empty())?;
        if value.ends_with('%') && !self.has("percent") {
            return Some((at, "percent", value));
        }
        let few = value.split_whitespace().count() <= 3 && !title.get(at..)?.starts_with(',');
        (few && !self.has("state") && states::read(value).is_some()).then_some((at, "state", value))
    }

    /// Finds the last labelled value.
    fn labelled(&self, title: &'t str) -> Option<(usize, &'static str, &'t str)> {
        let mut all = cuts(title).into_iter().rev();
        all.find_map(|(at, part)| {
            let label = Label::of(part, false)?;
            let of_milestone = |field: &&Field| field.level == Level::Milestone && !field.is_title();
            let field = label.fields.iter().find(of_milestone)?;
            let value = label.value.trim_matches(AROUND);
            (!value.is_empty() && !self.has(field.name)).then_some((at, field.name, value))
        })
    }

    /// Finds the longest date at the end: behind a sign, or after a word such as "by".
    fn date(&self, title: &'t str) -> Option<(usize, &'static str, &'t str)> {
        if self.is_dated() {
            return None;
        }
        let signs = cuts(title).into_iter().filter(|(at, value)| {
            let weak = title
                .get(*at..)
                .is_some_and(|rest| rest.starts_with([',']) || rest.starts_with(" ("));
            // `Law 9, 2026` and `Budget (2026)` give no due date.
            let is_year = value.chars().all(|c| c.is_ascii_digit());
            value.len() <= DATE && dates::is_date(value) && !(weak && is_year)
        });
        // From the end on, as long as all words can be part of a date.
        let spaces = title.rmatch_indices(' ').filter_map(|(at, _)| {
            let value = title.get(at..)?.trim_matches(AROUND);
            Some((at, value))
        });
        let spaces = spaces
            .take_while(|(_, value)| value.len() <= DATE && dates::is_bare(value))
            .filter(|(_, value)| dates::is_deadline(value));
        let (at, value) = signs
            .chain(spaces)
            .min_by_key(|(at, _)| *at)
            .filter(|(at, _)| *at > 0)?;
        Some((at, "due_on", value))
    }

    /// Takes a date from the beginning: `December 2026: publish the draft budget`.
    fn take_first(&mut self) {
        if self.is_dated() {
            return;
        }
        let ends = [": ", " – ", " — ", " - "];
        let first = ends
            .iter()
            .filter_map(|end| self.title.split_once(end))
            .find(|(date, rest)| dates::is_date(date.trim()) && rest.chars().any(char::is_alphabetic));
        if let Some((date, rest)) = first {
            self.fields.push(("due_on", date.trim()));
            self.title = rest.trim();
        }
    }
}

/// Returns each part from a sign to the end, with its place, in the order of the text.
fn cuts(title: &str) -> Vec<(usize, &str)> {
    let mut cuts: Vec<(usize, &str)> = BETWEEN
        .iter()
        .flat_map(|sign| title.match_indices(sign))
        .filter_map(|(at, sign)| Some((at, title.get(at + sign.len()..)?.trim_matches(AROUND))))
        .filter(|(at, _)| *at > 0)
        .collect();
    cuts.sort_unstable_by_key(|(at, _)| *at);
    cuts.split_off(cuts.len().saturating_sub(PARTS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Publish the draft budget – by December 2026", "Publish the draft budget", &[("due_on", "by December 2026")])]
    #[case("Publish the draft budget by December 2026.", "Publish the draft budget", &[("due_on", "by December 2026")])]
    #[case("Publikimi i buxhetit deri në dhjetor 2026", "Publikimi i buxhetit", &[("due_on", "deri në dhjetor 2026")])]
    #[case("Hartimi i rregullores (janar – mars 2026)", "Hartimi i rregullores", &[("due_on", "janar – mars 2026")])]
    #[case("Hartimi, 31.12.2026 – në proces", "Hartimi", &[("state", "në proces"), ("due_on", "31.12.2026")])]
    #[case("Portali – Afati: TM4 2026 – Përgjegjës: Drejtoria e IT", "Portali", &[("responsible", "Drejtoria e IT"), ("due_on", "TM4 2026")])]
    #[case("31.12.2026: Publish the budget", "Publish the budget", &[("due_on", "31.12.2026")])]
    #[case("Publish the 2026 budget", "Publish the 2026 budget", &[])]
    #[case("Apply law 9, 2026", "Apply law 9, 2026", &[])]
    #[case("Report on the hearing of 12 March 2026", "Report on the hearing of 12 March 2026", &[])]
    #[case("Draft rules – consult residents – by March 2027", "Draft rules – consult residents", &[("due_on", "by March 2027")])]
    #[case("Open the office – 40%", "Open the office", &[("percent", "40%")])]
    fn lines_of_milestones(#[case] line: &str, #[case] title: &str, #[case] fields: &[(&str, &str)]) {
        let entry = Entry::of(line);
        assert_eq!((entry.title, entry.fields.as_slice()), (title, fields), "{line}");
    }

    #[test]
    fn numbers_before_titles() {
        let entry = Entry::of("2.1. Publish the rules");
        assert_eq!((entry.number, entry.title), ("2.1", "Publish the rules"));
        let entry = Entry::of("12 offices are opened");
        assert_eq!((entry.number, entry.title), ("", "12 offices are opened"));
    }
}
