//! Labels and numbered headings in the text of a document: `Problem: …`, `Commitment 2 – Open budget`.

use crate::fold::{fold, one_line};
use crate::imports::fields::Field;
use crate::imports::headings::{self, Meaning};
use crate::imports::lines::Title;

/// A longer text is no label.
const LABEL: usize = 160;

/// The field that a paragraph or cell names, and the value that follows in the same paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label<'t> {
    /// The label as it is compared.
    pub(super) word: String,
    /// The fields that it can stand for, the likeliest first.
    pub(super) fields: Vec<Field>,
    /// Whether it is known as a whole. Otherwise only a part of it is.
    pub(super) whole: bool,
    /// What follows it; empty when nothing does.
    pub(super) value: &'t str,
}

impl<'t> Label<'t> {
    /// Reads a paragraph that is a label, or begins with one. `heading` tells that it is a heading, of which a
    /// part may be known.
    pub(super) fn of(text: &'t str, heading: bool) -> Option<Self> {
        if let Some(label) = Self::alone(text, heading) {
            return Some(label);
        }
        let ends = ["\n", ":", "?", " – ", " — ", " - ", "\t"];
        let mut cuts: Vec<(usize, usize)> = ends
            .iter()
            .filter_map(|end| Some((text.find(end)?, end.len())))
            .collect();
        cuts.sort_unstable();
        cuts.into_iter().find_map(|(at, length)| {
            let (name, value) = (text.get(..at)?, text.get(at + length..)?.trim());
            let label = Self::alone(name, false)?;
            Some(Self { value, ..label }).filter(|label| !label.value.is_empty())
        })
    }

    /// Reads a text that is a label and nothing else.
    pub(super) fn alone(text: &'t str, heading: bool) -> Option<Self> {
        let text = unnumbered(text).1;
        let name = if text.len() > 4 * LABEL {
            return None;
        } else {
            one_line(text)
        };
        if name.chars().count() > LABEL {
            return None;
        }
        let meaning = match headings::whole(&name) {
            Some(fields) => Meaning { fields, whole: true },
            None if heading => headings::meaning(&name)?,
            None => return None,
        };
        Some(Self {
            word: fold(&name),
            fields: meaning.fields,
            whole: meaning.whole,
            value: "",
        })
    }

    /// Returns whether it names the field of this name, whatever the record.
    pub(super) fn is(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }
}

/// A heading that names its record by a word and a number: `Commitment 2: Open budget`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::imports) struct Named {
    /// The word, folded.
    pub(in crate::imports) word: String,
    /// The number and the title; the title is empty where only the number is given.
    pub(in crate::imports) title: Title,
    /// Whether a sign separates the title from the word and the number.
    pub(in crate::imports) parted: bool,
}

/// Reads a heading that begins with a word for a record, of up to three words. `is_word` tells such words.
pub(in crate::imports) fn named(text: &str, is_word: impl Fn(&str) -> bool) -> Option<Named> {
    let line = one_line(text);
    let mut end = 0;
    for part in line.split_inclusive(' ').take(3) {
        end += part.len();
        let head = line.get(..end)?.trim_end_matches(|c: char| !c.is_alphabetic());
        let word = fold(head);
        if is_word(&word)
            && let Some((title, parted)) = numbered(line.get(head.len()..)?)
        {
            return Some(Named { word, title, parted });
        }
    }
    None
}

/// Splits ` 2: Open budget`, ` nr. 2 – Open budget` and `: Open budget`. `None` for anything else: the text
/// goes on with other words.
fn numbered(rest: &str) -> Option<(Title, bool)> {
    const SIGNS: [char; 7] = [':', '.', '-', '–', '—', ')', '|'];
    let after = rest.trim_start_matches([' ', '#', '№']);
    let lower = after.to_lowercase();
    let abbreviated = ["nr.", "nr ", "no.", "no ", "n.º", "n°", "nº"];
    let sign = abbreviated.iter().find(|sign| lower.starts_with(**sign));
    let after = sign.and_then(|sign| after.get(sign.len()..)).unwrap_or(after);
    let after = after.trim_start();
    let digits = after
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(after.len());
    let (mut number, mut title) = after.split_at_checked(digits)?;
    if number.is_empty()
        && let Some((word, more)) = after.split_once(SIGNS)
        && let word = word.trim_end()
        && !word.is_empty()
        && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    {
        (number, title) = (roman(word)?, more);
        return Some((clean(number, title), true));
    }
    let parted = number.ends_with('.') || title.trim_start().starts_with(SIGNS);
    number = number.trim_matches('.');
    let fits = if number.is_empty() {
        parted && title.trim_start().starts_with([':', '-', '–', '—'])
    } else {
        parted || title.is_empty() || title.starts_with(' ')
    };
    fits.then(|| (clean(number, title), parted))
        .filter(|(title, _)| !(title.number.is_empty() && title.title.is_empty()))
}

fn clean(number: &str, title: &str) -> Title {
    let title = title
        .trim_start_matches([' ', ':', '.', '-', '–', '—', ')', '|', '"', '“', '„'])
        .trim_end_matches([' ', '"', '”', '“']);
    Title {
        number: number.to_owned(),
        title: title.to_owned(),
    }
}

pub(in crate::imports) fn roman(word: &str) -> Option<&'static str> {
    Some(match word {
        "I" => "1",
        "II" => "2",
        "III" => "3",
        "IV" => "4",
        "V" => "5",
        "VI" => "6",
        "VII" => "7",
        "VIII" => "8",
        "IX" => "9",
        "X" => "10",
        _ => return None,
    })
}

/// Splits the number that a heading begins with from its text: `2.1 Problem`, `3) Publish`.
pub(super) fn unnumbered(text: &str) -> (&str, &str) {
    let text = text.trim();
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    let marked = number.ends_with('.') || number.contains('.') || rest.starts_with([')', '-', '–', '\t']);
    let title = rest.trim_start_matches([')', '-', '–', ' ', '\t', '\u{a0}']);
    let begins = title.starts_with(char::is_alphabetic) || title.starts_with(['"', '“', '„', '«']);
    if number.starts_with(|c: char| c.is_ascii_digit()) && number.len() < 8 && marked && begins {
        (number.trim_matches('.'), title)
    } else {
        ("", text)
    }
}

/// Returns whether a line belongs to a table of contents: a page number after a tab or dots.
pub(super) fn is_contents(text: &str) -> bool {
    let cut = text.rsplit_once(['\t', '…']).or_else(|| text.rsplit_once(".."));
    cut.is_some_and(|(before, page)| {
        let page = page.trim();
        !before.trim().is_empty() && !page.is_empty() && page.len() < 4 && page.chars().all(|c| c.is_ascii_digit())
    })
}

/// Returns whether a text is short enough for a title, and no sentence of its own.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().count() <= 200 && !text.trim_end().ends_with(['.', ':', ';', '?']) && !text.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Problem", "commitment_problem", "")]
    #[case("Problemi: Qytetarët nuk dinë.", "commitment_problem", "Qytetarët nuk dinë.")]
    #[case("1.2. Problemi", "commitment_problem", "")]
    #[case("What problem does the commitment aim to address?\nNobody knows.", "commitment_problem", "Nobody knows.")]
    #[case("Afati – dhjetor 2026", "milestone_due", "dhjetor 2026")]
    #[case("Responsible:\tFinance", "milestone_responsible_institution", "Finance")]
    fn labels_of_documents(#[case] text: &str, #[case] code: &str, #[case] value: &str) {
        let label = Label::of(text, false).unwrap();
        assert_eq!((label.fields[0].code, label.value), (code, value), "{text}");
    }

    #[test]
    fn other_texts_are_no_labels() {
        for text in [
            "The problem: nobody knows",
            "Residents do not know what they pay.",
            "31.12.2026",
            "",
        ] {
            assert_eq!(Label::of(text, false), None, "{text}");
        }
    }

    #[rstest]
    #[case("Commitment 2: Open budget", "2", "Open budget", true)]
    #[case("Angazhimi 3 – Buxheti i hapur", "3", "Buxheti i hapur", true)]
    #[case("ANGAZHIMI NR. 4. Regjistri", "4", "Regjistri", true)]
    #[case("Commitment 2 Open budget", "2", "Open budget", false)]
    #[case("Angazhimi II: Regjistri", "2", "Regjistri", true)]
    #[case("Commitment: Open budget", "", "Open budget", true)]
    #[case("Commitment 1", "1", "", false)]
    fn numbered_headings(#[case] text: &str, #[case] number: &str, #[case] title: &str, #[case] parted: bool) {
        let found = named(text, |word| matches!(word, "commitment" | "angazhimi")).unwrap();
        assert_eq!(
            (found.title.number.as_str(), found.title.title.as_str(), found.parted),
            (number, title, parted),
            "{text}"
        );
    }

    #[test]
    fn sentences_are_no_headings() {
        for text in [
            "Commitment to openness",
            "Commitment title: Open budget",
            "Commitments 2",
            "Commitment",
        ] {
            assert_eq!(named(text, |word| word == "commitment"), None, "{text}");
        }
    }

    #[test]
    fn lines_of_a_table_of_contents() {
        assert!(is_contents("Commitment 1: Open budget\t5"));
        assert!(is_contents("Angazhimi 1 ........ 12"));
        assert!(!is_contents("Commitment 1: Open budget"));
        assert!(!is_contents("Afati:\t2026"));
    }
}
