//! Reads a whole number from a text: with a percent sign, decimals, thousands signs and words such as
//! "about".

use crate::decimal::Decimal;
use crate::fold::fold;

/// A whole number, and whether it was rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) number: i32,
    /// Whether there were decimals other than zero. They are rounded half up.
    pub(super) rounded: bool,
}

/// Reads a whole number of at most `most`. `None` when there is no number, or several, or words that the
/// number may not be meant with.
pub(super) fn read(text: &str, most: i32) -> Option<Whole> {
    let text = text.trim();
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let (before, after) = (text.get(..first)?, text.get(last + 1..)?);
    let percent = after.contains(['%', '٪', '％']) || names_percent(&fold(after));
    if after.contains('‰') || before.ends_with(['.', ',']) || !fits(before, percent) || !fits(after, percent) {
        return None;
    }
    let (whole, decimals) = parts(text.get(first..=last)?, most)?;
    let up = decimals.starts_with(['5', '6', '7', '8', '9']);
    Some(Whole {
        number: whole.checked_add(i32::from(up))?,
        rounded: decimals.chars().any(|c| c != '0'),
    })
}

/// Reads a fraction as a percentage, rounded half up: `0.5` is 50, `1` is 100. Also returns whether it lies between 0
/// and 1. `None` for anything else.
pub(super) fn fraction(text: &str) -> Option<(i32, bool)> {
    let text = text.trim();
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if !matches!(whole, "" | "0" | "1") {
        return None;
    }
    if !decimals.chars().all(|c| c.is_ascii_digit()) || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let hundredths: String = decimals.chars().chain(['0', '0']).take(2).collect();
    let up = decimals.chars().nth(2).is_some_and(|digit| digit >= '5');
    let part = hundredths.parse::<i32>().ok()? + i32::from(up);
    let is_part = decimals.chars().any(|digit| digit != '0');
    match whole {
        "1" => (!is_part).then_some((100, false)),
        _ => Some((part, is_part)),
    }
}

/// Reads an exact number, and whether it is a percentage: `12,5`, `-3`, `1 200`, `40%`. `None` when there is no
/// number, or several, or other words beside it, and for `1.234`, which is a thousand in one country and one and a
/// part in another.
pub(super) fn decimal(text: &str) -> Option<(Decimal, bool)> {
    let text = text.trim();
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let (before, after) = (text.get(..first)?, text.get(last + 1..)?.trim());
    let percent = matches!(after, "%" | "٪" | "％") || names_percent(&fold(after));
    let minus = matches!(before.trim(), "-" | "−");
    if !(before.trim().is_empty() || minus) || !(after.is_empty() || percent) {
        return None;
    }
    let digits = text.get(first..=last)?;
    let sign = digits.rfind(['.', ',']);
    let once = digits.chars().filter(|c| matches!(c, '.' | ',')).count() == 1;
    let after_sign = sign.map_or(0, |at| digits.len() - at - 1);
    if once && after_sign == 3 && !digits.starts_with('0') {
        return None;
    }
    let (whole, part) = match sign {
        Some(at) if once || !digits.get(..at)?.contains(digits.get(at..=at)?) => {
            (digits.get(..at)?, digits.get(at + 1..)?)
        }
        _ => (digits, ""),
    };
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let head = groups.next()?.len();
    let grouped = whole.chars().any(|c| !c.is_ascii_digit());
    let known = whole
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '’' | '\'' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'));
    let thousands = (1..=3).contains(&head) && groups.all(|group| group.len() == 3);
    if !known || (grouped && !thousands) || !part.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let sign = if minus { "-" } else { "" };
    let written = if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    };
    Some((written.parse().ok()?, percent))
}

/// Returns whether the words beside a number leave it what it is. Beside a percentage any word does,
/// because it has one meaning.
fn fits(beside: &str, percent: bool) -> bool {
    const ABOUT: [&str; 17] = [
        "rreth",
        "perafersisht",
        "afro",
        "about",
        "approx",
        "approximately",
        "circa",
        "ca",
        "c",
        "environ",
        "aproximadamente",
        "unos",
        "alrededor de",
        "oko",
        "околу",
        "nr",
        "no",
    ];
    if beside.trim_end().ends_with(['-', '−', '/', '<', '>']) {
        return false;
    }
    let words = fold(beside);
    percent || ABOUT.contains(&&*words) || words.chars().all(|c| matches!(c, '~' | '≈' | '±' | '=' | '№' | ' '))
}

fn names_percent(words: &str) -> bool {
    const WORDS: [&str; 11] = [
        "perqind",
        "per qind",
        "percent",
        "per cent",
        "por ciento",
        "pour cent",
        "per cento",
        "posto",
        "procent",
        "процент",
        "проценти",
    ];
    WORDS
        .iter()
        .any(|word| words == *word || words.starts_with(&format!("{word} ")))
}

/// Splits digits with signs between them into the whole part and the decimals.
fn parts(text: &str, most: i32) -> Option<(i32, &str)> {
    const SPACES: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\''];
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '’') || SPACES.contains(&c))
    {
        return None;
    }
    let in_thousands = |text: &str, signs: &[char]| {
        let mut groups = text.split(signs);
        let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
        first && groups.all(|group| group.len() == 3)
    };
    let number = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse::<i32>()
            .ok()
    };
    let spaces: Vec<char> = SPACES.into_iter().chain(['’']).collect();
    // The last sign begins the decimals, unless it is there twice or makes thousands.
    let Some(at) = text.rfind(['.', ',']) else {
        return (in_thousands(text, &spaces) || !text.contains(&*spaces)).then(|| number(text).map(|it| (it, "")))?;
    };
    let (whole, decimals) = (text.get(..at)?, text.get(at + 1..)?);
    let sign = if text.get(at..)?.starts_with('.') { '.' } else { ',' };
    let other = if sign == '.' { ',' } else { '.' };
    let mut signs = spaces.clone();
    if whole.contains(sign) {
        signs.push(sign);
        return in_thousands(text, &signs).then(|| number(text).map(|it| (it, "")))?;
    }
    signs.push(other);
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !digits(decimals) || !(digits(whole) || in_thousands(whole, &signs)) {
        return None;
    }
    // `1.234` is a thousand where that many can be meant, else one and a part.
    let thousands = decimals.len() == 3 && !whole.contains(other) && !whole.starts_with('0');
    match number(text) {
        Some(all) if thousands && all <= most && in_thousands(text, &[sign]) => Some((all, "")),
        _ => Some((number(whole)?, decimals)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_numbers() {
        for (text, expected) in [
            ("12,5", Some(("12.5", false))),
            ("-3", Some(("-3", false))),
            ("− 3", Some(("-3", false))),
            ("1 200", Some(("1200", false))),
            ("1.200,5", Some(("1200.5", false))),
            ("1,200,000", Some(("1200000", false))),
            ("40%", Some(("40", true))),
            ("40 për qind", Some(("40", true))),
            ("0.125", Some(("0.125", false))),
            ("0", Some(("0", false))),
            ("1.234", None),
            ("10 key topics", None),
            ("5-7", None),
            ("1 20", None),
            ("", None),
            ("TBD", None),
        ] {
            let expected = expected.map(|(number, percent)| (number.parse().unwrap(), percent));
            assert_eq!(decimal(text), expected, "{text}");
        }
    }
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("40", 40, false)]
    #[case("40%", 40, false)]
    #[case("50.00%", 50, false)]
    #[case("33,5%", 34, true)]
    #[case("33.33", 33, true)]
    #[case("100.0 %", 100, false)]
    #[case("99.5", 100, true)]
    #[case("33.333", 33, true)]
    #[case("rreth 40%", 40, false)]
    #[case("~40 %", 40, false)]
    #[case("40 për qind", 40, false)]
    #[case("40 përqind", 40, false)]
    #[case("40 por ciento", 40, false)]
    #[case("40% e përfunduar", 40, false)]
    #[case("0,4%", 0, true)]
    #[case("0", 0, false)]
    #[case(" 07 ", 7, false)]
    fn percentages(#[case] text: &str, #[case] number: i32, #[case] rounded: bool) {
        assert_eq!(read(text, 100), Some(Whole { number, rounded }));
    }

    #[rstest]
    #[case("1,234", 1_234)]
    #[case("1.234", 1_234)]
    #[case("1 234", 1_234)]
    #[case("1’234", 1_234)]
    #[case("1.234,00", 1_234)]
    #[case("1,234.00", 1_234)]
    #[case("1\u{a0}234", 1_234)]
    #[case("3.", 3)]
    fn thousands(#[case] text: &str, #[case] number: i32) {
        assert_eq!(read(text, 9_999), Some(Whole { number, rounded: false }));
    }

    #[rstest]
    #[case("0.5", Some((50, true)))]
    #[case("0,333", Some((33, true)))]
    #[case("0.996", Some((100, true)))]
    #[case(".25", Some((25, true)))]
    #[case("1", Some((100, false)))]
    #[case("1.00", Some((100, false)))]
    #[case("0", Some((0, false)))]
    #[case("1.5", None)]
    #[case("50", None)]
    #[case("0.5%", None)]
    #[case("", None)]
    fn fractions(#[case] text: &str, #[case] read: Option<(i32, bool)>) {
        assert_eq!(fraction(text), read);
    }

    #[rstest]
    #[case("")]
    #[case("x")]
    #[case("-5")]
    #[case("40-50%")]
    #[case("12/2026")]
    #[case("> 40%")]
    #[case("shumë")]
    #[case("12 trajnime")]
    #[case("1.2.3")]
    #[case("4 0")]
    #[case("99999999999999")]
    #[case("5‰")]
    fn others_are_no_number(#[case] text: &str) {
        assert_eq!(read(text, 100), None);
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in "[0-9., %x’-]{0,12}|.*") {
            prop_assert!(read(&text, 100).is_none_or(|whole| whole.number >= 0));
        }

        #[test]
        fn whole_numbers_are_read_back(number in 0..10_000_i32) {
            prop_assert_eq!(read(&number.to_string(), 9_999), Some(Whole { number, rounded: false }));
        }
    }
}
