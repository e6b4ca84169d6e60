//! What the dates of a text mean together: one date, a range, a list, or several that contradict each
//! other.
//!
//! Long because what joins dates and what separates them are read together.

use super::Order;
use super::lexer::{Lexeme, Part, Token, lexemes};
use super::moments::{Cursor, dated, undated};
use super::period::{Days, Moment, Shape, together};
use crate::imports::notes::Code;
use crate::records::Precision;

/// What a text says, as far as it is about days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) days: Days,
    pub(super) doubts: Vec<Code>,
    /// Whether only an end is given: "by March 2026".
    pub(super) deadline: bool,
    /// Whether only a beginning is given: "from March 2026".
    pub(super) beginning: bool,
}

/// How two dates that stand one after the other belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Range,
    List,
    And,
    None,
}

/// A date, and which tokens it takes.
#[derive(Debug, Clone)]
struct Found {
    moment: Moment,
    first: usize,
    end: usize,
}

/// Dates that belong together.
struct Group {
    first: usize,
    end: usize,
    days: Days,
    doubts: Vec<Code>,
    several: bool,
    bare_year: bool,
}

/// Returns what the dates of a text mean together. `None` when there are none, when one does not exist,
/// and when there are several that form neither a range nor a list.
pub(super) fn said(text: &str, order: Order) -> Option<Said> {
    let tokens = lexemes(text);
    if relative(&tokens) {
        return None;
    }
    let mut groups = Vec::new();
    for chain in chains(&tokens, found(&tokens, order)) {
        groups.push(group(&tokens, chain)?);
    }
    if groups.iter().any(|group| !group.bare_year) {
        groups.retain(|group| !group.bare_year || introduced(&tokens, group.first));
    }
    let best = groups.iter().min_by_key(|group| group.days.to - group.days.from)?;
    let covers = |group: &Group| group.days.from <= best.days.from && best.days.to <= group.days.to;
    if !groups.iter().all(covers) || (best.bare_year && !sure_of_year(&tokens, best)) {
        return None;
    }
    let (deadline, beginning) = before(&tokens, best.first);
    Some(Said {
        days: best.days,
        doubts: best.doubts.clone(),
        deadline: deadline && !best.several,
        beginning: beginning && !best.several,
    })
}

/// Returns whether all words of a text can be part of a date.
pub(super) fn is_bare(text: &str) -> bool {
    lexemes(text).iter().all(|lexeme| lexeme.token != Token::Word)
}

/// Finds every date with a year, and the dates without one that are joined to it.
fn found(tokens: &[Lexeme], order: Order) -> Vec<Found> {
    let mut whole = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match dated(Cursor::new(tokens, at), order) {
            Some((moment, next)) => {
                let mut found = Found {
                    moment,
                    first: at,
                    end: next.at(),
                };
                set_part(tokens, &mut found);
                at = found.end.max(at + 1);
                whole.push(found);
            }
            None => at += 1,
        }
    }
    let mut all: Vec<Found> = Vec::new();
    let mut rest = whole.into_iter().peekable();
    while let Some(next) = rest.next() {
        let free = all.last().map_or(0, |earlier| earlier.end);
        let mut before = joined_before(tokens, &next, free, order);
        before.reverse();
        all.append(&mut before);
        let limit = rest.peek().map_or(tokens.len(), |later| later.first);
        let after = joined_after(tokens, &next, limit, order);
        all.push(next);
        all.extend(after);
    }
    all
}

/// Sets the part of a month or year that the word before it names.
fn set_part(tokens: &[Lexeme], found: &mut Found) {
    let whole = match found.moment.shape {
        Shape::Month(_) | Shape::Year => true,
        Shape::Day(..)
        | Shape::DayOfMonth(_)
        | Shape::HalfMonth(..)
        | Shape::Span(..)
        | Shape::Season(_)
        | Shape::Years(_)
        | Shape::Invalid => false,
    };
    let mut words = tokens.get(..found.first).unwrap_or_default().iter().rev();
    let word = words.find(|lexeme| !matches!(lexeme.token, Token::Glue | Token::Article | Token::Sign('-' | '(')));
    if let (true, Some(Token::Part(part))) = (whole, word.map(|lexeme| lexeme.token)) {
        found.moment.part = Some(part);
    }
}

/// Returns the dates without a year that are joined to one with a year after them, last first.
fn joined_before(tokens: &[Lexeme], to: &Found, free: usize, order: Order) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    loop {
        let next = joined.last().unwrap_or(to);
        let mut end = next.first;
        while end > free && tokens.get(end - 1).is_some_and(|lexeme| joins(lexeme.token)) {
            end -= 1;
        }
        // A month and a season have few tokens.
        let longest = end.saturating_sub(6).max(free);
        let earlier = (longest..end).find_map(|first| {
            let (moment, after) = undated(Cursor::new(tokens, first), order)?;
            let fits = after.at() == end || (after.at() == end + 1 && end < next.first);
            let found = Found {
                moment,
                first,
                end: after.at(),
            };
            (fits && linked(tokens, &found, next, false)).then_some(found)
        });
        let Some(mut earlier) = earlier else {
            return joined;
        };
        earlier.moment.year = next.moment.year;
        if let Shape::DayOfMonth(of_month) = earlier.moment.shape {
            let Shape::Day(month, _) = next.moment.shape else {
                return joined;
            };
            earlier.moment.shape = Shape::Day(month, of_month);
        }
        // November to February 2027: the November before.
        if let (Some(this), Some(that)) = (earlier.moment.days(), next.moment.days())
            && this.from > that.from
        {
            earlier.moment.year = next.moment.year.map(|year| year - 1);
        }
        joined.push(earlier);
    }
}

/// Returns the dates without a year that are joined to one with a year before them.
fn joined_after(tokens: &[Lexeme], to: &Found, limit: usize, order: Order) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::new();
    loop {
        let earlier = joined.last().unwrap_or(to);
        let mut first = earlier.end;
        while first < limit && tokens.get(first).is_some_and(|lexeme| joins(lexeme.token)) {
            first += 1;
        }
        let Some((mut moment, after)) = undated(Cursor::new(tokens, first), order) else {
            return joined;
        };
        moment.year = earlier.moment.year;
        let mut later = Found {
            moment,
            first,
            end: after.at(),
        };
        let alone = matches!(later.moment.shape, Shape::DayOfMonth(_));
        if alone || later.end > limit || !linked(tokens, earlier, &later, false) {
            return joined;
        }
        if let (Some(this), Some(that)) = (earlier.moment.days(), later.moment.days())
            && that.from < this.from
        {
            later.moment.year = earlier.moment.year.map(|year| year + 1);
        }
        joined.push(later);
    }
}

/// Returns whether a token can stand between two dates that belong together.
const fn joins(token: Token) -> bool {
    matches!(
        token,
        Token::To
            | Token::And
            | Token::Article
            | Token::Glue
            | Token::Filler
            | Token::By
            | Token::From
            | Token::Part(Part::Start | Part::End)
            | Token::Sign('-' | '/' | ',' | ';' | '\n' | '&' | '+' | '.' | '\'' | '|' | ':')
    )
}

/// Returns whether two dates belong together. In a list they have the same form, and months in a list
/// have one year between them.
fn linked(tokens: &[Lexeme], one: &Found, other: &Found, years: bool) -> bool {
    let same = std::mem::discriminant(&one.moment.shape) == std::mem::discriminant(&other.moment.shape)
        || matches!(one.moment.shape, Shape::DayOfMonth(_));
    match link(tokens, one, other) {
        Link::Range => true,
        Link::List => same,
        Link::And => same && !years,
        Link::None => false,
    }
}

/// Returns how two dates belong together, by the tokens between them.
fn link(tokens: &[Lexeme], one: &Found, other: &Found) -> Link {
    let between = tokens.get(one.end..other.first).unwrap_or_default();
    let opening = tokens.get(..one.first).unwrap_or_default();
    if between.iter().any(|lexeme| !joins(lexeme.token)) {
        return Link::None;
    }
    let has = |wanted: fn(Token) -> bool| between.iter().any(|lexeme| wanted(lexeme.token));
    let first = |wanted: fn(Token) -> bool| opening.iter().any(|lexeme| wanted(lexeme.token));
    let dash = |token| matches!(token, Token::To | Token::Sign('-' | '/' | '\n'));
    let and = |token| matches!(token, Token::And | Token::Article | Token::Sign('&' | '+'));
    let days = [one, other]
        .iter()
        .all(|found| matches!(found.moment.shape, Shape::Day(..)) && found.moment.year.is_some());
    let comma = has(|token| matches!(token, Token::Sign(',' | ';')));
    let same = std::mem::discriminant(&one.moment.shape) == std::mem::discriminant(&other.moment.shape);
    // "Plan 2025-2027, until 31.12.2026" is no range.
    if (has(dash) && (same || !comma))
        || (has(and) && first(|token| token == Token::Between))
        || (has(|token| token == Token::Part(Part::End)) && first(|token| token == Token::Part(Part::Start)))
        || (between.is_empty() && days)
    {
        Link::Range
    } else if has(and) {
        Link::And
    } else if has(|token| matches!(token, Token::Sign(',' | ';' | '|'))) {
        Link::List
    } else {
        Link::None
    }
}

/// Splits the dates into those that belong together.
fn chains(tokens: &[Lexeme], all: Vec<Found>) -> Vec<Vec<Found>> {
    let mut chains: Vec<Vec<Found>> = Vec::new();
    for found in all {
        let together = chains.last().and_then(|chain| chain.last()).is_some_and(|last| {
            // "March and June 2026" is a list; "March 2026 and June 2026" are two dates.
            let following = last.moment.shape == Shape::Year
                && found.moment.shape == Shape::Year
                && last.moment.year.map(|year| year + 1) == found.moment.year;
            let own = !following && has_own_year(tokens, last) && has_own_year(tokens, &found);
            linked(tokens, last, &found, own)
        });
        match chains.last_mut() {
            Some(chain) if together => chain.push(found),
            _ => chains.push(vec![found]),
        }
    }
    chains
}

/// Returns whether a date is written with its year.
fn has_own_year(tokens: &[Lexeme], found: &Found) -> bool {
    let digits = |lexeme: &Lexeme| matches!(lexeme.token, Token::Number(_, 4..));
    let short = found.moment.doubts.contains(&Code::ShortYear);
    short
        || tokens
            .get(found.first..found.end)
            .unwrap_or_default()
            .iter()
            .any(digits)
}

/// Returns the days of dates that belong together. `None` when one does not exist or they are not in
/// order.
fn group(tokens: &[Lexeme], chain: Vec<Found>) -> Option<Group> {
    let (first, last) = (chain.first()?, chain.last()?);
    let (begins, end) = (first.first, last.end);
    let several = chain.len() > 1;
    let bare_year = chain.iter().all(|found| matches!(found.moment.shape, Shape::Year));
    let range = |pair: &[Found]| matches!(pair, [one, other] if link(tokens, one, other) == Link::Range);
    let mut days: Option<Days> = None;
    for found in &chain {
        let next = found.moment.days()?;
        days = Some(days.map_or(next, |days| Days {
            from: days.from.min(next.from),
            to: days.to.max(next.to),
            precision: match (days.precision, next.precision) {
                (Precision::Month, Precision::Month) => Precision::Months,
                (one, other) => together(one, other),
            },
        }));
    }
    for pair in chain.windows(2).filter(|pair| range(pair)) {
        if let [one, other] = pair {
            let (one, other) = (one.moment.days()?, other.moment.days()?);
            (one.from <= other.from && one.to <= other.to).then_some(())?;
        }
    }
    let mut doubts = Vec::new();
    let order = |code: &Code| usize::from(*code == Code::ShortYear);
    for found in chain {
        doubts.extend(found.moment.doubts);
    }
    doubts.sort_by_key(order);
    doubts.dedup();
    Some(Group {
        first: begins,
        end,
        days: days?,
        doubts,
        several,
        bare_year,
    })
}

/// Returns whether a word that leads to a year is directly before a place: "in 2026", "viti 2026".
fn introduced(tokens: &[Lexeme], first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|at| tokens.get(at));
    before.is_none_or(|lexeme| {
        matches!(
            lexeme.token,
            Token::Glue | Token::Filler | Token::To | Token::From | Token::By | Token::Part(_)
        )
    })
}

/// Returns whether a bare year is the date of a text: other words may be around it only when one leads to
/// it, and nothing else may be part of a date.
fn sure_of_year(tokens: &[Lexeme], group: &Group) -> bool {
    let mut others = tokens
        .iter()
        .enumerate()
        .filter(|(at, _)| !(group.first..group.end).contains(at))
        .map(|(_, lexeme)| lexeme.token);
    let led = group.first > 0 && introduced(tokens, group.first);
    others.all(|token| match token {
        Token::Number(..)
        | Token::Roman(_)
        | Token::Ordinal(_)
        | Token::Month(_)
        | Token::Season(_)
        | Token::Unit(_)
        | Token::Short(_) => false,
        Token::Word => led,
        Token::Part(_)
        | Token::To
        | Token::From
        | Token::Between
        | Token::And
        | Token::Article
        | Token::Glue
        | Token::By
        | Token::Filler
        | Token::Sign(_) => true,
    })
}

/// Returns whether the words before a date make it an end, and whether they make it a beginning.
fn before(tokens: &[Lexeme], first: usize) -> (bool, bool) {
    let words = tokens.get(..first).unwrap_or_default().iter().rev();
    let mut near = words
        .map(|lexeme| lexeme.token)
        .skip_while(|token| {
            matches!(
                token,
                Token::Glue | Token::Article | Token::Filler | Token::Sign('(' | ':' | ',')
            )
        })
        .take_while(|token| !matches!(token, Token::Sign(_) | Token::Word))
        .peekable();
    let beginning = near.peek() == Some(&Token::From);
    let deadline = near.any(|token| matches!(token, Token::To | Token::By | Token::Part(Part::End)));
    (deadline && !beginning, beginning)
}

/// Returns whether a text counts from a date: "30 days after 1 January 2026".
fn relative(tokens: &[Lexeme]) -> bool {
    let counted = |lexemes: &[Lexeme]| match lexemes {
        [number, unit, after, ..] => {
            matches!(number.token, Token::Number(_, 1..=3))
                && matches!(unit.token, Token::Unit(1) | Token::Word | Token::Glue)
                && after.token == Token::From
        }
        _ => false,
    };
    tokens.windows(3).any(counted)
}
