//! Finds the dates in a list of tokens: days, months, parts of years and years, each with its year or
//! without.
//!
//! Long because the forms of a date are read together: one that fits hides those after it.

use super::lexer::{Lexeme, Part, Token};
use super::period::{Moment, Shape};
use super::{Order, YEARS};
use crate::imports::notes::Code;

/// The tokens from one place on.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t [Lexeme],
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) const fn new(tokens: &'t [Lexeme], at: usize) -> Self {
        Self { tokens, at }
    }

    pub(super) const fn at(self) -> usize {
        self.at
    }

    fn lexeme(self, ahead: usize) -> Option<Lexeme> {
        self.tokens.get(self.at.checked_add(ahead)?).copied()
    }

    fn token(self) -> Option<Token> {
        self.lexeme(0).map(|lexeme| lexeme.token)
    }

    fn glued(self) -> bool {
        self.lexeme(0).is_some_and(|lexeme| !lexeme.spaced)
    }

    const fn next(self) -> Self {
        Self {
            tokens: self.tokens,
            at: self.at + 1,
        }
    }

    /// Passes over what can stand within a date: little words, dots, commas, brackets.
    fn within(self, signs: &[char]) -> Self {
        let mut cursor = self;
        loop {
            match cursor.token() {
                Some(Token::Glue | Token::Article) => {}
                Some(Token::Sign(sign)) if matches!(sign, '.' | ',') || signs.contains(&sign) => {}
                _ => return cursor,
            }
            cursor = cursor.next();
        }
    }

    fn sign(self, signs: &[char]) -> Option<(char, Self)> {
        let Token::Sign(sign) = self.token()? else { return None };
        signs.contains(&sign).then(|| (sign, self.next()))
    }

    fn number(self) -> Option<(u32, usize, Self)> {
        let Token::Number(number, digits) = self.token()? else {
            return None;
        };
        Some((number, digits, self.next()))
    }

    /// A year of four digits.
    fn year(self) -> Option<(i32, Self)> {
        let (number, digits, next) = self.number()?;
        let year = i32::try_from(number).ok().filter(|year| YEARS.contains(year))?;
        (digits == 4).then_some((year, next))
    }

    fn month(self) -> Option<(u8, Self)> {
        let Token::Month(month) = self.token()? else {
            return None;
        };
        Some((month, self.next()))
    }

    fn season(self) -> Option<(u8, Self)> {
        let Token::Season(first) = self.token()? else {
            return None;
        };
        Some((first, self.next()))
    }

    fn roman(self) -> Option<(u8, Self)> {
        let Token::Roman(number) = self.token()? else {
            return None;
        };
        Some((number, self.next()))
    }

    /// A number that can be a day of a month.
    fn of_month(self) -> Option<(u8, Self)> {
        if let Token::Ordinal(number) = self.token()? {
            return Some((number, self.next()));
        }
        let (number, digits, next) = self.number()?;
        Some((u8::try_from(number).ok().filter(|_| digits <= 2)?, next))
    }

    /// A year after a month: of four digits, or of two that cannot be anything else.
    fn year_after_month(self, signs: &[char], day_before: bool) -> Option<(i32, bool, Self)> {
        let rest = self.within(signs);
        if let Some((year, next)) = rest.year() {
            return Some((year, false, next));
        }
        let quoted = rest.sign(&['\'']);
        let rest = quoted.map_or(rest, |(_, next)| next);
        let (number, digits, next) = rest.number()?;
        let joined = quoted.is_some() || (rest.at > self.at && self.glued() && rest.glued());
        if digits != 2 || !(joined || day_before) || next.begins_another() {
            return None;
        }
        Some((short_year(number)?, true, next))
    }

    /// Whether a number before this place belongs to the date that begins here: `30` in `1 April-30 June`.
    fn begins_another(self) -> bool {
        let rest = self.within(&['/', '-']);
        let joined = |sign: &[char]| {
            self.sign(sign)
                .is_some_and(|(_, next)| next.number().is_some() && self.glued())
        };
        let whole_year = self.within(&[]).year().is_some();
        whole_year || rest.month().is_some() && rest.at == self.within(&[]).at || joined(&['.', '/', '-', ':'])
    }
}

/// Returns the year of two digits: 1970 to 2069.
fn short_year(number: u32) -> Option<i32> {
    let number = i32::try_from(number).ok()?;
    match number {
        0..=69 => Some(2000 + number),
        70..=99 => Some(1900 + number),
        _ => None,
    }
}

/// Returns the date with its year that begins here, and the place after it.
pub(super) fn dated<'t>(here: Cursor<'t>, order: Order) -> Option<(Moment, Cursor<'t>)> {
    three_numbers(here, order)
        .or_else(|| compact(here))
        .or_else(|| day_month_year(here))
        .or_else(|| month_day_year(here))
        .or_else(|| year_month_day(here))
        .or_else(|| month_year(here))
        .or_else(|| year_month(here))
        .or_else(|| span_year(here))
        .or_else(|| season_year(here))
        .or_else(|| {
            let (year, next) = here.year()?;
            Some((Moment::new(Shape::Year).of(year), next))
        })
}

/// Returns the date without a year that begins here, and the place after it.
pub(super) fn undated<'t>(here: Cursor<'t>, order: Order) -> Option<(Moment, Cursor<'t>)> {
    let day = |month, day| Moment::new(Shape::Day(month, day));
    let numbers = || {
        let (first, _, next) = here.number()?;
        let (sign, next) = next.sign(&['.', '/'])?;
        let (second, digits, next) = next.number()?;
        let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
        let month_first = sign == '/' && order == Order::MonthFirst && second > 0;
        let (of_month, month) = if month_first { (second, first) } else { (first, second) };
        let next = next.sign(&['.']).map_or(next, |(_, after)| after);
        (digits <= 2 && (1..=12).contains(&month)).then(|| (day(month, of_month), next))
    };
    let worded = || {
        let (of_month, next) = here.of_month()?;
        let (month, next) = month_or_roman(next.within(&['-', '/']))?;
        Some((day(month, of_month), dot(next)))
    };
    let month_first = || {
        let (month, next) = here.month()?;
        let (of_month, next) = next.within(&[]).of_month()?;
        Some((day(month, of_month), next))
    };
    numbers()
        .or_else(worded)
        .or_else(month_first)
        .or_else(|| span(here))
        .or_else(|| {
            let (month, next) = here.month()?;
            Some((Moment::new(Shape::Month(month)), dot(next)))
        })
        .or_else(|| {
            let (first, next) = here.season()?;
            Some((Moment::new(Shape::Season(first)), next))
        })
        .or_else(|| {
            let (of_month, next) = here.of_month().filter(|(day, _)| (1..=31).contains(day))?;
            Some((Moment::new(Shape::DayOfMonth(of_month)), dot(next)))
        })
}

/// Passes over the dot of an abbreviation.
fn dot(here: Cursor<'_>) -> Cursor<'_> {
    here.sign(&['.']).map_or(here, |(_, next)| next)
}

fn month_or_roman(here: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    here.month().or_else(|| here.roman())
}

/// `2018-10-31`, `31.12.2024`, `31 . 12 . 2026`, `12/31/22`, `9/1/2018`.
fn three_numbers<'t>(here: Cursor<'t>, order: Order) -> Option<(Moment, Cursor<'t>)> {
    const SIGNS: [char; 3] = ['.', '/', '-'];
    let (first, digits, a) = here.number()?;
    let (sign, b) = a.sign(&SIGNS)?;
    let (second, _, c) = b.number()?;
    let (other, d) = c.sign(&SIGNS)?;
    let (third, last_digits, end) = d.number()?;
    let even = a.glued() == c.glued() && b.glued() == d.glued();
    let all_glued = a.glued() && b.glued() && c.glued() && d.glued();
    let fits = if sign == other {
        even || sign == '.'
    } else {
        all_glued && last_digits == 4
    };
    if !fits || second > 31 {
        return None;
    }
    let numbers = (i32::try_from(first).ok()?, second, i32::try_from(third).ok()?);
    let (moment, end) = of_three(numbers, (digits, last_digits), sign, order, end)?;
    Some((moment, dot(end)))
}

fn of_three<'t>(
    (first, second, third): (i32, u32, i32),
    (digits, last_digits): (usize, usize),
    sign: char,
    order: Order,
    end: Cursor<'t>,
) -> Option<(Moment, Cursor<'t>)> {
    let small = |number: i32| u8::try_from(number).ok();
    let second = u8::try_from(second).ok()?;
    if digits == 4 {
        let year = YEARS.contains(&first).then_some(first)?;
        return Some((Moment::new(Shape::Day(second, small(third)?)).of(year), end));
    }
    let (year, short) = match last_digits {
        2 => (short_year(third.unsigned_abs())?, true),
        4 if YEARS.contains(&third) => (third, false),
        _ => return None,
    };
    let first = small(first)?;
    let both = first <= 12 && second <= 12 && first != second && sign != '.';
    let month_first = if both {
        order == Order::MonthFirst
    } else {
        second > 12 && sign != '.'
    };
    let (of_month, month) = if month_first { (second, first) } else { (first, second) };
    let mut moment = Moment::new(Shape::Day(month, of_month)).of(year);
    if both {
        moment.doubts.push(Code::DateOrderGuessed);
    }
    if short {
        moment.doubts.push(Code::ShortYear);
    }
    // A spreadsheet shows a bare year that it took for a day number as a day in 1905.
    Some((moment.unless_a_year(), end))
}

/// `20261231`, `31122026`, `202612`.
fn compact(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    let (number, digits, next) = here.number()?;
    let parts = |number: u32| {
        let small = |part: u32| u8::try_from(part % 100).ok();
        Some((
            i32::try_from(number / 10_000).ok()?,
            small(number / 100)?,
            small(number)?,
        ))
    };
    let fits = |year: i32, month: u8, day: u8| {
        let whole = YEARS.contains(&year) && crate::calendar::day(year, month, day).is_some();
        whole.then(|| Moment::new(Shape::Day(month, day)).of(year))
    };
    let moment = match digits {
        8 => {
            let (year, month, day) = parts(number)?;
            fits(year, month, day).or_else(|| {
                let small = |part: u32| u8::try_from(part % 100).ok();
                let year = i32::try_from(number % 10_000).ok()?;
                fits(year, small(number / 10_000)?, small(number / 1_000_000)?)
            })?
        }
        6 => {
            let (year, month) = (i32::try_from(number / 100).ok()?, u8::try_from(number % 100).ok()?);
            let whole = YEARS.contains(&year) && (1..=12).contains(&month);
            whole.then(|| Moment::new(Shape::Month(month)).of(year))?
        }
        _ => return None,
    };
    Some((moment, next))
}

/// `31 October 2018`, `15-ago-26`, `31.XII.2026`.
fn day_month_year(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    let (of_month, next) = here.of_month()?;
    let (month, next) = month_or_roman(next.within(&['-', '/']))?;
    let (year, short, next) = next.year_after_month(&['-', '/', '('], true)?;
    Some((Moment::new(Shape::Day(month, of_month)).of(year).shortened(short), next))
}

/// `October 31st, 2018`.
fn month_day_year(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    let (month, next) = here.month()?;
    let (of_month, next) = next.within(&['-']).of_month()?;
    let (year, next) = next.within(&['-']).year()?;
    Some((Moment::new(Shape::Day(month, of_month)).of(year), next))
}

/// `2018 October 31`, `2026. december 31.`
fn year_month_day(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    let (year, next) = here.year()?;
    let (month, next) = next.within(&['-', '/', ':']).month()?;
    let (of_month, next) = next.within(&['-', '/']).of_month()?;
    let last = next.within(&[]);
    if last.year().is_some() || last.month().is_some() {
        return None;
    }
    Some((Moment::new(Shape::Day(month, of_month)).of(year), dot(next)))
}

/// `tetor 2026`, `Oct-18`, `XII/2026`, `12/2026`, `12.2026`.
fn month_year(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    if let Some((month, next)) = here.month() {
        let (year, short, next) = next.year_after_month(&['-', '/', '(', ':'], false)?;
        return Some((Moment::new(Shape::Month(month)).of(year).shortened(short), next));
    }
    let (month, next) = match here.roman() {
        // I to IV without a word is a month or a quarter.
        Some((month, next)) => (month, next.sign(&['.', '/', '-']).map_or(next, |(_, next)| next)),
        None => {
            let (number, _, next) = here.number()?;
            let month = u8::try_from(number).ok()?;
            (month, next.sign(&['.', '/', '-'])?.1)
        }
    };
    let least = if here.roman().is_some() { 5 } else { 1 };
    if !(least..=12).contains(&month) {
        return None;
    }
    let (year, next) = next.year()?;
    Some((Moment::new(Shape::Month(month)).of(year), next))
}

/// `2018-10`, `2018/19`, `2026 tetor`.
fn year_month(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    let (year, next) = here.year()?;
    if let Some((sign, after)) = next.sign(&['-', '/', '.'])
        && next.glued()
        && after.glued()
        && let Some((number, 1 | 2, after)) = after.number()
        && after
            .sign(&['.', '/', '-'])
            .is_none_or(|(_, more)| more.number().is_none() || !after.glued())
    {
        let month = u8::try_from(number).ok()?;
        if (1..=12).contains(&month) {
            return Some((Moment::new(Shape::Month(month)).of(year), after));
        }
        let next_year = year + 1;
        let years = sign != '.' && u32::try_from(next_year % 100).is_ok_and(|short| short == number);
        return years.then(|| (Moment::new(Shape::Years(next_year)).of(year), after));
    }
    let (month, after) = next.within(&['-', '/', ':', '(']).month()?;
    if after.within(&['-', '/']).year().is_some() {
        return None;
    }
    Some((Moment::new(Shape::Month(month)).of(year), dot(after)))
}

/// `Tremujori IV 2026`, `Q4/2026`, `2026 Q4`, `second half of 2026`.
fn span_year(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    const BETWEEN: [char; 5] = ['-', '/', '(', ':', '\''];
    if let Some((year, next)) = here.year() {
        let (moment, next) = span(next.within(&BETWEEN))?;
        let later = next.within(&['-', '/']).year().is_some();
        return (!later).then(|| (moment.of(year), next));
    }
    let (moment, next) = span(here)?;
    if moment.shape == Shape::Invalid {
        return Some((moment, next));
    }
    let (year, short, next) = next.year_after_month(&BETWEEN, true)?;
    Some((moment.of(year).shortened(short), next))
}

/// A part of a year by its number: `Tremujori IV`, `4th quarter`, `TM4`, `3-mujori i dytë`, `Q1-Q2`.
fn span(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    let unit = |here: Cursor<'_>| {
        if let Token::Part(Part::Half) = here.token()? {
            return Some(None);
        }
        let (Token::Unit(months @ 2..) | Token::Short(months)) = here.token()? else {
            return None;
        };
        Some(Some(months))
    };
    if let Some(months) = unit(here) {
        let after = here.next().within(&['-']);
        if let Some((first, last, next)) = indexes(after) {
            return Some(half_or_span(months, first, last, next));
        }
        // `9-mujori 2026` can only be the first nine months.
        return (months == Some(9)).then(|| (Moment::new(Shape::Span(9, 1, 1)), here.next()));
    }
    let (first, last, next) = indexes(here)?;
    let next = next.within(&['-']);
    let months = unit(next)?;
    Some(half_or_span(months, first, last, next.next()))
}

fn half_or_span(months: Option<u8>, first: u8, last: u8, next: Cursor<'_>) -> (Moment, Cursor<'_>) {
    let of = next.within(&[]);
    match (months, of.month()) {
        (None, Some((month, next))) if first == last && first <= 2 => {
            (Moment::new(Shape::HalfMonth(month, first)), next)
        }
        (None, _) => (Moment::span(6, first, last), next),
        (Some(months), _) => (Moment::span(months, first, last), next),
    }
}

/// The number of a part of a year, or the first and the last of several: `IV`, `i dytë`, `I-III`,
/// `1, 2`.
fn indexes(here: Cursor<'_>) -> Option<(u8, u8, Cursor<'_>)> {
    let (first, mut next) = index(here)?;
    let mut last = first;
    loop {
        let mut joined = next;
        let mut joins = false;
        loop {
            match joined.token() {
                Some(Token::And | Token::To | Token::Article | Token::Sign('-' | ',' | '/' | '&' | '+')) => {
                    joins = true
                }
                Some(Token::Glue | Token::Sign('.')) => {}
                _ => break,
            }
            joined = joined.next();
        }
        let further = index(joined).filter(|(_, after)| {
            // A day: `Q1 - 15 March`.
            joins && after.within(&[]).month().is_none()
        });
        match further {
            Some((index, after)) if index > last => (last, next) = (index, after),
            _ => return Some((first, last, next)),
        }
    }
}

fn index(here: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let next = here.next();
    if let (Token::Roman(1), Some(Token::Ordinal(index))) = (here.token()?, next.token()) {
        // In capitals the article before an ordinal looks like a Roman one: `TREMUJORI I DYTË`.
        return Some((index, next.next()));
    }
    if let Token::Ordinal(index) | Token::Roman(index) = here.token()? {
        return Some((index, next));
    }
    let (number, digits, next) = here.number()?;
    Some((u8::try_from(number).ok().filter(|_| digits == 1)?, next))
}

/// `Spring 2019`, `dimri 2026/27`, `2026 spring`.
fn season_year(here: Cursor<'_>) -> Option<(Moment, Cursor<'_>)> {
    if let Some((first, next)) = here.season() {
        let (year, next) = next.within(&['-', '/', '(']).year()?;
        // A winter that is named with both of its years.
        let both = next.sign(&['/', '-']).filter(|_| first == 12);
        let over = both.and_then(|(_, after)| {
            let (number, digits, after) = after.number()?;
            let later = i32::try_from(number).ok()?;
            let same = later == year + 1 || (digits == 2 && later == (year + 1) % 100);
            same.then_some(after)
        });
        return Some((Moment::new(Shape::Season(first)).of(year), over.unwrap_or(next)));
    }
    let (year, next) = here.year()?;
    let (first, next) = next.within(&['-', '/', ':', '(']).season()?;
    let alone = next.within(&['-', '/']).year().is_none();
    alone.then(|| (Moment::new(Shape::Season(first)).of(year), next))
}
