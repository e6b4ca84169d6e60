//! Parses dates as people write them in published plans. The result holds the original text, the first
//! and the last day that it can mean, and its precision. For a deadline, the last day counts.
//!
//! Seasons are the meteorological seasons of the northern hemisphere (spring is March to May). They
//! always get a note, because half of OGP's members are in the southern hemisphere.

mod words;

use super::notes::Code;
use crate::calendar::{day, days_after, days_between, month_end, months_after};
use crate::records::{Precision, When};
use std::ops::RangeInclusive;
use time::Date;
use time::macros::date;
use words::Token;

/// The years that are accepted.
const YEARS: RangeInclusive<i32> = 1900..=2199;
/// The spreadsheet day numbers that are accepted: 1954 to 2064.
const SERIALS: RangeInclusive<i32> = 20_000..=60_000;
/// Day 0 of spreadsheets. It is right for days after February 1900.
const SERIAL_ZERO: Date = date!(1899 - 12 - 30);

/// Whether the day or the month comes first in a date such as `9/1/2018`, which can be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The day.
    #[default]
    DayFirst,
    /// The month, as in the United States and in OGP's own data.
    MonthFirst,
}

/// A parsed date, and what is doubtful about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The original text, the days and the precision.
    pub when: When,
    /// What is doubtful; empty for an unambiguous day.
    pub doubts: Vec<Code>,
}

/// The meaning of a text, without the text.
struct Meaning {
    from: Option<Date>,
    to: Option<Date>,
    precision: Precision,
    doubts: Vec<Code>,
}

impl Meaning {
    fn day(day: Date) -> Self {
        Self::span(day, day, Precision::Day, &[])
    }

    fn span(from: Date, to: Date, precision: Precision, doubts: &[Code]) -> Self {
        Self {
            from: Some(from),
            to: Some(to),
            precision,
            doubts: doubts.to_vec(),
        }
    }

    fn none(code: Code) -> Self {
        Self {
            from: None,
            to: None,
            precision: Precision::Open,
            doubts: vec![code],
        }
    }

    fn months(year: i32, month: u8, count: i32, precision: Precision, code: Code) -> Option<Self> {
        let from = day(year, month, 1)?;
        let to = month_end(months_after(from, count - 1));
        Some(Self::span(from, to, precision, &[code]))
    }

    fn month(year: i32, month: u8) -> Option<Self> {
        Self::months(year, month, 1, Precision::Month, Code::MonthOnly)
    }

    fn year(year: i32) -> Option<Self> {
        Self::months(year, 1, 12, Precision::Year, Code::YearOnly)
    }

    fn years(first: i32, last: i32) -> Option<Self> {
        let span = Self::span(
            day(first, 1, 1)?,
            day(last, 12, 31)?,
            Precision::Year,
            &[Code::YearOnly],
        );
        (first <= last).then_some(span)
    }

    fn doubting(mut self, code: Code) -> Self {
        self.doubts.push(code);
        self
    }
}

/// Parses one date. The text is kept unchanged, even if no day can be read from it.
pub fn read(text: &str, order: Order) -> Dated {
    let meaning = meaning(text, order).unwrap_or_else(|| Meaning::none(Code::DateNotUnderstood));
    Dated {
        when: When {
            said: text.to_owned(),
            from: meaning.from,
            to: meaning.to,
            precision: meaning.precision,
        },
        doubts: meaning.doubts,
    }
}

/// Parses a start and an end in one text: `October 2018 / December 2019`. Returns `None` when the text
/// does not hold two dates.
pub fn span(text: &str, order: Order) -> Option<(Dated, Dated)> {
    const BETWEEN: [&str; 7] = [" / ", " – ", " — ", " - ", " to ", " until ", "–"];
    let fits = |part: &Dated| {
        !part
            .doubts
            .iter()
            .any(|code| matches!(code, Code::DateNotUnderstood | Code::DateMissing))
    };
    BETWEEN
        .iter()
        .filter_map(|between| text.split_once(between))
        .map(|(start, end)| (read(start.trim(), order), read(end.trim(), order)))
        .find(|(start, end)| fits(start) && fits(end))
}

/// Returns whether the day or the month comes first in a file, judged by its unambiguous dates.
/// Default: the day.
pub fn order_in<'t>(texts: impl IntoIterator<Item = &'t str>) -> Order {
    let (mut day, mut month) = (0, 0);
    for text in texts {
        match numbers(text) {
            Some(('/' | '-', [first, 1..=12, _])) if first > 12 && first <= 31 => day += 1,
            Some(('/' | '-', [1..=12, second, _])) if second > 12 && second <= 31 => month += 1,
            _ => {}
        }
    }
    if month > day {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

fn meaning(text: &str, order: Order) -> Option<Meaning> {
    let plain = deunicode::deunicode(text).to_lowercase();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if matches!(
        plain.as_str(),
        "" | "na" | "n/a" | "nd" | "nr" | "none" | "null" | "-" | "--" | "tbd" | "tbc" | "?"
    ) {
        return Some(Meaning::none(Code::DateMissing));
    }
    if repeats(&plain) {
        return Some(Meaning::none(Code::Repeating));
    }
    if let Some(rest) = open(&plain) {
        let begun = meaning_of_closed(&rest, order);
        return Some(Meaning {
            from: begun.and_then(|begun| begun.from),
            ..Meaning::none(Code::OpenEnded)
        });
    }
    meaning_of_closed(&plain, order)
}

fn meaning_of_closed(plain: &str, order: Order) -> Option<Meaning> {
    // A time of day after the date is ignored.
    let date_alone = plain.split_once('t').or(plain.split_once(' ')).map(|(date, _)| date);
    let numeric = |text: &str| serial(text).or_else(|| iso_month(text)).or_else(|| three(text, order));
    numeric(plain)
        .or_else(|| date_alone.filter(|_| plain.contains(':')).and_then(numeric))
        .or_else(|| in_words(plain))
}

fn repeats(plain: &str) -> bool {
    const WORDS: [&str; 12] = [
        "annually",
        "annual",
        "yearly",
        "quarterly",
        "monthly",
        "weekly",
        "daily",
        "every",
        "each",
        "cdo",
        "anualmente",
        "cada",
    ];
    plain
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| WORDS.contains(&word))
}

/// Removes the words that say that a date has no end, such as `ongoing`. Returns `None` when the text
/// has none.
fn open(plain: &str) -> Option<String> {
    const WORDS: [&str; 15] = [
        "permanent activity",
        "permanently",
        "permanent",
        "in progress",
        "on-going",
        "ongoing",
        "underway",
        "under way",
        "continuously",
        "continuous",
        "continuing",
        "ne vazhdim",
        "i vazhdueshem",
        "en curso",
        "permanente",
    ];
    let word = WORDS.iter().find(|word| plain.contains(*word))?;
    let rest = plain.replacen(word, " ", 1);
    let rest = rest.trim().trim_matches(['/', '-', ',', '(', ')', ';']).trim();
    Some(
        rest.strip_suffix(" and")
            .or(rest.strip_prefix("and "))
            .unwrap_or(rest)
            .to_owned(),
    )
}

/// Parses a spreadsheet day number: `43525`, or `43525.0` as some programs write it.
fn serial(plain: &str) -> Option<Meaning> {
    let whole = plain
        .split_once('.')
        .filter(|(_, part)| part.chars().all(|c| c == '0'))
        .map_or(plain, |(whole, _)| whole);
    let number = whole.parse().ok().filter(|_| whole.len() == 5)?;
    let read = SERIALS.contains(&number).then(|| days_after(SERIAL_ZERO, number))?;
    Some(Meaning::day(read).doubting(Code::SpreadsheetDay))
}

/// Parses `2018-10` and `2018/10` as a month, and `2018-19` as two years.
fn iso_month(plain: &str) -> Option<Meaning> {
    let (year, month) = plain.split_once(['-', '/', '.'])?;
    if year.len() != 4 || month.is_empty() || month.len() > 2 {
        return None;
    }
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let month: u8 = month.parse().ok()?;
    if month <= 12 {
        return Meaning::month(year, month);
    }
    let next = year + 1;
    (next % 100 == i32::from(month))
        .then(|| Meaning::years(year, next))
        .flatten()
}

/// Splits a text into three numbers that have the same separator between them.
fn numbers(text: &str) -> Option<(char, [i32; 3])> {
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = text.split(sign).map(|part| {
        let fits = (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        part.parse().ok().filter(|_| fits)
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    (matches!(sign, '/' | '.' | '-') && parts.next().is_none()).then_some((sign, three))
}

/// Parses three numbers: `2018-10-31`, `31.12.2024`, `12/31/22`, `9/1/2018`.
fn three(plain: &str, order: Order) -> Option<Meaning> {
    let plain = plain.strip_prefix("by ").unwrap_or(plain).trim_end_matches('.');
    let (sign, [first, second, third]) = numbers(plain)?;
    if YEARS.contains(&first) {
        return whole_day(first, second, third);
    }
    let (year, short) = match third {
        70..=99 => (1900 + third, true),
        0..=69 => (2000 + third, true),
        _ => (third, false),
    };
    if !YEARS.contains(&year) {
        return None;
    }
    let both = first <= 12 && second <= 12 && first != second && sign != '.';
    let month_first = if both {
        order == Order::MonthFirst
    } else {
        second > 12 && sign != '.'
    };
    let (of_month, month) = if month_first { (second, first) } else { (first, second) };
    let mut read = whole_day(year, month, of_month)?;
    if both && read.precision == Precision::Day {
        read = read.doubting(Code::DateOrderGuessed);
    }
    Some(if short { read.doubting(Code::ShortYear) } else { read })
}

fn whole_day(year: i32, month: i32, of_month: i32) -> Option<Meaning> {
    let read = day(year, u8::try_from(month).ok()?, u8::try_from(of_month).ok()?)?;
    // A spreadsheet shows a bare year that it took for a day number as a day in 1905.
    let number = days_between(SERIAL_ZERO, read);
    match i32::try_from(number) {
        Ok(year @ 2000..=2099) => Meaning::year(year),
        _ => Some(Meaning::day(read)),
    }
}

fn in_words(plain: &str) -> Option<Meaning> {
    use Token::{Month, Number, Quarter, QuarterWord, Season, Year};
    let tokens = words::tokens(plain)?;
    match *tokens.as_slice() {
        [Year(year)] => Meaning::year(year),
        [Year(first), Year(last)] => Meaning::years(first, last),
        [Month(month), Year(year)] | [Year(year), Month(month)] => Meaning::month(year, month),
        [Number(number), Month(month), Year(year)]
        | [Month(month), Number(number), Year(year)]
        | [Year(year), Month(month), Number(number)] => day(year, month, number).map(Meaning::day),
        // `Oct-18` is October 2018; `October 18` is a day without a year.
        [Month(month), Number(short)] if plain.contains(['-', '\'']) => {
            Some(Meaning::month(2000 + i32::from(short), month)?.doubting(Code::ShortYear))
        }
        [Quarter(quarter), Year(year)]
        | [Year(year), Quarter(quarter)]
        | [QuarterWord, Number(quarter), Year(year)]
        | [Number(quarter), QuarterWord, Year(year)]
            if (1..=4).contains(&quarter) =>
        {
            Meaning::months(year, quarter * 3 - 2, 3, Precision::Quarter, Code::QuarterOnly)
        }
        // A winter belongs to the year in which it begins.
        [Season(month), Year(year)] | [Year(year), Season(month)] => {
            Meaning::months(year, month, 3, Precision::Season, Code::SeasonOnly)
        }
        [Season(12), Year(year), Year(next)] if next == year + 1 => {
            Meaning::months(year, 12, 3, Precision::Season, Code::SeasonOnly)
        }
        [Season(12), Year(year), Number(next)] if i32::from(next) == (year + 1) % 100 => {
            Meaning::months(year, 12, 3, Precision::Season, Code::SeasonOnly)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
