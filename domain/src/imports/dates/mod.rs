//! Parses dates as people write them in plans. The result holds the original text, the first and the
//! last day that it can mean, and its precision. For a deadline, the last day counts.
//!
//! A text is split into tokens (`lexer`, with the words in `words`); `moments` finds the dates in them,
//! `period` has their days, and `phrase` decides what they mean together. Words around a day never hide
//! it. Several dates that form neither a range nor a list are not guessed.
//!
//! Seasons are the meteorological seasons of the northern hemisphere (spring is March to May). They
//! always get a note, because half of OGP's members are in the southern hemisphere.

mod lexer;
mod moments;
mod period;
mod phrase;
mod words;

use super::notes::Code;
use crate::calendar::days_after;
use crate::fold::fold;
use crate::records::{Precision, When};
use period::{Days, SERIAL_ZERO, code};
use phrase::{Said, said};
use std::cmp::Ordering;
use std::ops::RangeInclusive;
use time::Date;

/// The years that are accepted.
const YEARS: RangeInclusive<i32> = 1900..=2199;
/// The spreadsheet day numbers that are accepted: 1954 to 2064.
const SERIALS: RangeInclusive<i32> = 20_000..=60_000;
/// The maximum number of bytes of a text that is searched for a date. A longer one is no date.
const MAX: usize = 2_000;

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
    /// Whether the text names a period with its first day, and not only an end: `October to December
    /// 2026`, but not `by December 2026`.
    pub is_period: bool,
}

/// The meaning of a text, without the text.
struct Meaning {
    from: Option<Date>,
    to: Option<Date>,
    precision: Precision,
    doubts: Vec<Code>,
    is_period: bool,
}

impl Meaning {
    fn of(said: Said) -> Self {
        let Days { from, to, precision } = said.days;
        let mut doubts: Vec<Code> = code(precision).into_iter().collect();
        doubts.extend(said.doubts);
        Self {
            from: Some(from),
            to: Some(to),
            precision,
            doubts,
            is_period: from != to && !said.deadline,
        }
    }

    fn none(code: Code) -> Self {
        Self {
            from: None,
            to: None,
            precision: Precision::Open,
            doubts: vec![code],
            is_period: false,
        }
    }

    fn open(from: Option<Date>) -> Self {
        Self {
            from,
            ..Self::none(Code::OpenEnded)
        }
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
        is_period: meaning.is_period,
    }
}

/// Returns whether a text is a date or a period and nothing else: `by December 2026`, `Janar – Mars 2026`.
pub(super) fn is_date(text: &str) -> bool {
    bare(text).is_some()
}

/// Returns whether a text is an end and nothing else, with a word that says so: `by December 2026`.
pub(super) fn is_deadline(text: &str) -> bool {
    bare(text).is_some_and(|said| said.deadline)
}

/// Returns whether all words of a text can be part of a date.
pub(super) fn is_bare(text: &str) -> bool {
    phrase::is_bare(text)
}

/// Returns what a text says about days, unless it has words that say something else.
fn bare(text: &str) -> Option<Said> {
    let fits = text.len() <= MAX && phrase::is_bare(text);
    said(text, Order::default()).filter(|_| fits)
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
    order_in_or(texts, Order::DayFirst)
}

/// Returns whether the day or the month comes first, as [`order_in`], with `otherwise` where the dates do not say.
pub(super) fn order_in_or<'t>(texts: impl IntoIterator<Item = &'t str>, otherwise: Order) -> Order {
    let (mut day, mut month) = (0, 0);
    for text in texts {
        match numbers(text) {
            Some(('/' | '-', [first, 1..=12, _])) if first > 12 && first <= 31 => day += 1,
            Some(('/' | '-', [1..=12, second, _])) if second > 12 && second <= 31 => month += 1,
            _ => {}
        }
    }
    match month.cmp(&day) {
        Ordering::Greater => Order::MonthFirst,
        Ordering::Less => Order::DayFirst,
        Ordering::Equal => otherwise,
    }
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

fn meaning(text: &str, order: Order) -> Option<Meaning> {
    let text = text.trim();
    if text.len() > MAX {
        return None;
    }
    let plain = fold(text);
    if is_missing(&plain) {
        return Some(Meaning::none(Code::DateMissing));
    }
    if let Some(serial) = serial(text) {
        return Some(serial);
    }
    if names(&plain, DEPENDING) {
        return None;
    }
    let said = said(text, order);
    let ongoing = names(&plain, ONGOING);
    match said {
        Some(said) if said.beginning || (ongoing && !said.deadline) => Some(Meaning::open(Some(said.days.from))),
        Some(said) if said.days.precision == Precision::Day || !names(&plain, REPEATING) => Some(Meaning::of(said)),
        _ if names(&plain, REPEATING) => Some(Meaning::none(Code::Repeating)),
        None if ongoing || names(&plain, UNDER_WAY) => Some(Meaning::open(None)),
        _ => None,
    }
}

/// Parses a spreadsheet day number: `43525`, or `43525.75` with a time of day.
fn serial(text: &str) -> Option<Meaning> {
    let whole = text
        .split_once('.')
        .filter(|(_, part)| part.chars().all(|c| c.is_ascii_digit()))
        .map_or(text, |(whole, _)| whole);
    let number = whole.parse().ok().filter(|_| whole.len() == 5)?;
    let day = SERIALS.contains(&number).then(|| days_after(SERIAL_ZERO, number))?;
    Some(Meaning {
        from: Some(day),
        to: Some(day),
        precision: Precision::Day,
        doubts: vec![Code::SpreadsheetDay],
        is_period: false,
    })
}

/// Returns whether a folded text says that there is no date.
fn is_missing(plain: &str) -> bool {
    plain.is_empty() || MISSING.split('|').any(|missing| missing == plain)
}

/// Returns whether a folded text holds one of the phrases, as whole words.
fn names(plain: &str, phrases: &str) -> bool {
    let padded = format!(" {plain} ");
    phrases.split('|').any(|phrase| padded.contains(&format!(" {phrase} ")))
}

/// What says that there is no date, as the whole text.
const MISSING: &str = "na|n a|nd|n d|nr|none|null|tbd|tbc|tba|to be determined|to be confirmed|no date|pa afat|nuk ka|nuk ka afat|\
    ska|s ka|nuk aplikohet|do te percaktohet|sin fecha|no aplica|por definir|sans date|sans objet|a definir";

/// What makes a date depend on something that the text does not date.
const DEPENDING: &str = "depends|depend|depending|dependent|subject to|varet|varesi|varesisht|ne varesi|depende|dependiendo|\
    en funcion|selon|dipende|zavisi|zavisno|ovisi|зависи|abhangig";

/// What says that something has no end.
const ONGOING: &str = "permanent|permanently|on going|ongoing|continuous|continuously|continuing|continues|onwards|ne vazhdim|\
    ne vazhdimesi|ne vijim|vazhdim|vazhdimisht|vazhdimesi|i vazhdueshem|e vazhdueshme|i perhershem|permanente|\
    permanentemente|continuo|continua|continu|en continu|kontinuirano|trajno|stalno|континуирано";

/// What says that work is under way, and nothing about an end.
const UNDER_WAY: &str = "in progress|underway|under way|ne proces|ne zbatim|en curso|en cours|in corso|u toku";

/// What says that something happens again and again.
const REPEATING: &str = "annually|annual|yearly|quarterly|monthly|weekly|daily|every|each|cdo|periodikisht|periodik|vjetore|\
    pervitshem|mujore|tremujore|anualmente|anual|trimestralmente|mensualmente|periodicamente|cada|chaque|annuel|\
    annuellement|mensuel|trimestriel|ogni|svake|svaki|svakog|godisnje|mesecno|kvartalno|сваке|сваки|годишње";

#[cfg(test)]
mod tests;
#[cfg(test)]
mod texts;
