//! Numbers of commitments and milestones as people write them.

use crate::fold::fold;

/// The Roman numerals from 1 on.
const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX",
];

/// Words before a number, folded; each may also be there with an ending.
const BEFORE: [&str; 18] = [
    "angazhim",
    "zotim",
    "commitment",
    "compromiso",
    "engagement",
    "obavez",
    "obvez",
    "zavazok",
    "обврск",
    "обавез",
    "numer",
    "number",
    "milestone",
    "aktivitet",
    "activity",
    "pika kyce",
    "masa",
    "hapi",
];

/// Returns the place in a list that a text gives: `1.`, `C2`, `III`, `Nr. 4` and `Angazhimi 5` are 1, 2, 3, 4 and 5.
/// `None` for anything else, such as `4.1`.
pub(super) fn place(text: &str) -> Option<i32> {
    let text = text.trim().trim_end_matches(['.', ')', ':', ' ']);
    if let Some(roman) = roman(text) {
        return Some(roman);
    }
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = text.strip_suffix(digits)?;
    let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 3 || is_before(word);
    let plain = word
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | ' ' | '#' | '(' | '°' | 'º'));
    let number = digits.strip_suffix(".0").unwrap_or(digits);
    let fits = short && plain && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    number.parse().ok().filter(|place| fits && (1..=9_999).contains(place))
}

/// Returns the number of a Roman numeral, which may have a known word before it.
fn roman(text: &str) -> Option<i32> {
    let (before, numeral) = text.rsplit_once([' ', '.']).unwrap_or(("", text));
    let at = ROMAN.iter().position(|roman| *roman == numeral)?;
    let fits = before.is_empty() || matches!(&*fold(before), "nr" | "no") || is_before(before);
    i32::try_from(at + 1).ok().filter(|_| fits)
}

fn is_before(text: &str) -> bool {
    let word = fold(text);
    let known = BEFORE.iter().find_map(|known| word.strip_prefix(known));
    known.is_some_and(|ending| ending.len() <= 4 && !ending.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_in_a_list() {
        for (text, expected) in [
            ("1", Some(1)),
            ("1.", Some(1)),
            ("C2", Some(2)),
            ("03", Some(3)),
            ("Nr. 4", Some(4)),
            ("M-5", Some(5)),
            ("6)", Some(6)),
            ("7.0", Some(7)),
            ("II", Some(2)),
            ("XIV.", Some(14)),
            ("Nr. IV", Some(4)),
            ("Angazhimi IV", Some(4)),
            ("Angazhimi 4", Some(4)),
            ("COMMITMENT No. 4", None),
            ("Commitment #4", Some(4)),
            ("abc", None),
            ("1e3", None),
            ("Ligji 4", None),
            ("i", None),
            ("4.1", None),
            ("1a", None),
            ("2026/1", None),
            ("", None),
            ("C", None),
            ("Commitment", None),
            ("0", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(place(text), expected, "{text}");
        }
    }
}
