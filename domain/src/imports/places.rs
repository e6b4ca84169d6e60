//! Numbers of commitments and milestones as people write them.

/// Returns the place in a list that a text gives: `1.`, `C2`, `03`, `Nr. 4` and `M-5` are 1, 2, 3, 4 and 5.
/// `None` for anything else, such as `4.1`.
pub(super) fn place(text: &str) -> Option<i32> {
    let text = text.trim().trim_end_matches(['.', ')', ':', ' ']);
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = text.strip_suffix(digits)?;
    let short = word.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    let plain = word
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | ' ' | '#' | '(' | '°' | 'º'));
    let number = digits.strip_suffix(".0").unwrap_or(digits);
    let fits = short && plain && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    number.parse().ok().filter(|place| fits && (1..=9_999).contains(place))
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
