//! Numbers, percentages and file sizes as each language writes them.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_locale_core::{Locale, locale};

use crate::{Language, words};

// A formatter is not `Sync`, so each thread keeps its own.
thread_local! {
    static ENGLISH: Option<DecimalFormatter> = formatter(locale!("en"));
    static ALBANIAN: Option<DecimalFormatter> = formatter(locale!("sq"));
}

fn formatter(locale: Locale) -> Option<DecimalFormatter> {
    DecimalFormatter::try_new(locale.into(), Default::default()).ok()
}

fn write(language: Language, number: &Decimal) -> String {
    let formatter = match language {
        Language::En => &ENGLISH,
        Language::Sq => &ALBANIAN,
    };
    // The data of every language is compiled in (tested below), so the `None` arm is never reached.
    formatter.with(|formatter| match formatter {
        Some(formatter) => formatter.format(number).to_string(),
        None => number.to_string(),
    })
}

/// Formats a whole number: `1,240` in English, `12 400` (with a no-break space) in Albanian.
#[must_use]
pub fn number(language: Language, number: i64) -> String {
    write(language, &Decimal::from(number))
}

/// Formats an exact decimal number, which is written with digits, a point and a minus sign: `12.5` is `12,5` in
/// Albanian. Any other text stays as it is.
#[must_use]
pub fn decimal(language: Language, number: &str) -> String {
    match Decimal::try_from_str(number) {
        Ok(number) => write(language, &number),
        Err(_) => number.to_owned(),
    }
}

/// Formats a whole percentage: `60%`.
#[must_use]
pub fn percent(language: Language, percent: i64) -> String {
    words(language).common_percent(number(language, percent))
}

/// Formats a part of a whole as a whole percentage, rounded half up: `56%` for 13 of 23. A whole of 0 gives `0%`.
#[must_use]
pub fn share(language: Language, part: i64, whole: i64) -> String {
    percent(language, rounded(part, whole))
}

/// Returns a part of a whole in percent, rounded half up.
#[must_use]
pub fn rounded(part: i64, whole: i64) -> i64 {
    part.saturating_mul(200)
        .saturating_add(whole)
        .checked_div_euclid(whole.saturating_mul(2))
        .unwrap_or_default()
}

/// Formats a file size with powers of 1,000: `340 KB`, `1.2 MB`, `38 MB`. Below ten it shows one decimal,
/// unless that is zero.
#[must_use]
pub fn bytes(language: Language, bytes: u64) -> String {
    let w = words(language);
    // A size that would round up to 1,000 moves to the next unit.
    match bytes {
        0..1_000 => w.common_size_bytes(scaled(language, bytes, 1)),
        1_000..999_500 => w.common_size_kb(scaled(language, bytes, 1_000)),
        999_500..999_500_000 => w.common_size_mb(scaled(language, bytes, 1_000_000)),
        _ => w.common_size_gb(scaled(language, bytes, 1_000_000_000)),
    }
}

fn scaled(language: Language, bytes: u64, unit: u64) -> String {
    let tenths = bytes.saturating_mul(10).saturating_add(unit / 2) / unit;
    if unit > 1 && tenths < 100 && !tenths.is_multiple_of(10) {
        let mut decimal = Decimal::from(tenths);
        decimal.multiply_pow10(-1);
        return write(language, &decimal);
    }
    write(language, &Decimal::from(bytes.saturating_add(unit / 2) / unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Sq};

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(rounded(1, 8), 13, "12.5");
        assert_eq!(rounded(1, 3), 33);
        assert_eq!(rounded(2, 3), 67);
        assert_eq!(rounded(1, 200), 1, "0.5");
        assert_eq!((rounded(0, 4), rounded(4, 4), rounded(1, 0)), (0, 100, 0));
    }

    #[test]
    fn the_data_is_there() {
        assert!(ENGLISH.with(Option::is_some) && ALBANIAN.with(Option::is_some));
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(number(En, 1_240), "1,240");
        // CLDR groups the digits of Albanian numbers only from five digits on.
        assert_eq!(number(Sq, 1_240), "1240");
        assert_eq!(number(Sq, 218_628), "218\u{a0}628");
        assert_eq!(number(En, 0), "0");
        assert_eq!(percent(En, 60), "60%");
        assert_eq!(percent(Sq, 60), "60%");
    }

    #[test]
    fn decimals_keep_every_digit() {
        assert_eq!(decimal(En, "12.5"), "12.5");
        assert_eq!(decimal(Sq, "-1234567.25"), "-1\u{a0}234\u{a0}567,25");
        assert_eq!(decimal(En, "123456789012345678"), "123,456,789,012,345,678");
        assert_eq!(decimal(En, "about 5"), "about 5");
    }

    #[test]
    fn sizes_read_like_a_file_list() {
        assert_eq!(bytes(En, 0), "0 bytes");
        assert_eq!(bytes(Sq, 999), "999 bajte");
        assert_eq!(bytes(En, 340_000), "340 KB");
        assert_eq!(bytes(En, 1_200_000), "1.2 MB");
        assert_eq!(bytes(Sq, 1_200_000), "1,2 MB");
        assert_eq!(bytes(En, 38_000_000), "38 MB");
        assert_eq!(bytes(En, 999_499), "999 KB");
        assert_eq!(bytes(En, 999_999), "1 MB");
        assert_eq!(bytes(En, 2_000_000_000), "2 GB");
        assert!(!bytes(En, u64::MAX).is_empty());
    }
}
