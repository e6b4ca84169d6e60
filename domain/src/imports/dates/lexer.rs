//! Splits a text into the words, numbers and signs that dates are made of.

use super::words;
use crate::fold::fold;
use std::iter::Peekable;
use std::str::Chars;
use unicode_normalization::UnicodeNormalization;

/// A part of a text, and what it means in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, and how many digits it has.
    Number(u32, usize),
    /// `first`, `2nd`, `e dytë`.
    Ordinal(u8),
    /// A Roman number in capitals, up to XII.
    Roman(u8),
    /// A month, from 1.
    Month(u8),
    /// A season, by its first month in the northern hemisphere: 3, 6, 9 or 12.
    Season(u8),
    /// A word for a period of this many months: 3 for "quarter".
    Unit(u8),
    /// Letters for such a period: `Q` of `Q4`.
    Short(u8),
    /// A word for a part of a period.
    Part(Part),
    /// "until", also between two dates.
    To,
    /// "from", "after".
    From,
    /// "between".
    Between,
    /// "and", "or".
    And,
    /// `e` and `i`: an article in Albanian, "and" in Italian and Serbian.
    Article,
    /// A word within a date: "of", "year".
    Glue,
    /// A word before a deadline: "by", "no later than".
    By,
    /// A word around a date: "in", a weekday.
    Filler,
    /// Any other word.
    Word,
    /// Any other sign. All dashes are `-`, all quotation marks and apostrophes `'`.
    Sign(char),
}

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
    /// One of two halves, or the middle.
    Half,
}

/// A token, and whether white space is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) spaced: bool,
}

/// A part of the text before it has a meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Digits(u32, usize),
    /// The word as it is written, and folded.
    Word(String, String),
    Sign(char),
}

/// Splits a text into tokens.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
    let text: String = text.nfkc().filter(|c| !invisible(*c)).collect();
    let pieces = pieces(&text);
    let mut out: Vec<Lexeme> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some((piece, spaced)) = pieces.get(at) {
        let rest = pieces.get(at + 1..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| pieces.get(at)).map(|(piece, _)| piece);
        let (token, used) = match piece {
            Piece::Digits(number, digits) => after_digits((*number, *digits), rest),
            Piece::Word(raw, folded) => after_word(raw, folded, *spaced, before, rest),
            Piece::Sign(sign) => (Some(Token::Sign(*sign)), 0),
        };
        out.extend(token.map(|token| Lexeme { token, spaced: *spaced }));
        at += 1 + used;
    }
    out
}

/// Returns the token of a number with the pieces after it that belong to it, and how many these are. A
/// time of day has no token.
fn after_digits((number, digits): (u32, usize), rest: &[(Piece, bool)]) -> (Option<Token>, usize) {
    if let Some(used) = time(digits, rest) {
        return (None, used);
    }
    let token = Token::Number(number, digits);
    let small = u8::try_from(number).ok().filter(|_| digits <= 2);
    if let ([(Piece::Sign('°'), false), ..], Some(day)) = (rest, small) {
        return (Some(Token::Ordinal(day)), 1);
    }
    let (dash, word) = match rest {
        [(Piece::Sign('-'), _), (Piece::Word(raw, folded), false), ..] => (1, Some((raw, folded))),
        [(Piece::Word(raw, folded), spaced), ..] if !spaced || folded.starts_with("mujor") => (0, Some((raw, folded))),
        _ => (0, None),
    };
    let Some((raw, folded)) = word else {
        return (Some(token), 0);
    };
    if let Some(months) = small.filter(|months| (1..=12).contains(months) && folded.starts_with("mujor")) {
        return (Some(Token::Unit(months)), dash + 1);
    }
    // `4T` is the fourth quarter, `4-t` is "fourth".
    let letters = words::short_unit(folded).is_some() && raw.chars().all(char::is_uppercase);
    if !words::is_ending(folded) || letters {
        return (Some(token), 0);
    }
    let ordinal = small.filter(|number| (1..=31).contains(number)).map(Token::Ordinal);
    (Some(ordinal.unwrap_or(token)), dash + 1)
}

/// Returns how many pieces after an hour belong to a time of day; `None` when it is no hour.
fn time(digits: usize, rest: &[(Piece, bool)]) -> Option<usize> {
    let [(Piece::Sign(':'), _), (Piece::Digits(_, 2), false), more @ ..] = rest else {
        return None;
    };
    if digits > 2 {
        return None;
    }
    let used = match more {
        [
            (Piece::Sign(':'), _),
            (Piece::Digits(_, 2), false),
            (Piece::Sign('.'), false),
            (Piece::Digits(..), false),
            ..,
        ] => 6,
        [(Piece::Sign(':'), _), (Piece::Digits(_, 2), false), ..] => 4,
        _ => 2,
    };
    Some(used)
}

fn after_word(
    raw: &str,
    folded: &str,
    spaced: bool,
    before: Option<&Piece>,
    rest: &[(Piece, bool)],
) -> (Option<Token>, usize) {
    if let Some(number) = roman(raw) {
        // `VI-mujori` is six months, `III mujori` three.
        let unit = match rest {
            [(Piece::Sign('-'), _), (Piece::Word(_, unit), _), ..] => Some((unit, 2)),
            [(Piece::Word(_, unit), _), ..] => Some((unit, 1)),
            _ => None,
        };
        if let Some((_, used)) = unit.filter(|(unit, _)| unit.starts_with("mujor")) {
            return (Some(Token::Unit(number)), used);
        }
        let ending = match rest {
            [(Piece::Sign('-'), false), (Piece::Word(_, ending), false), ..] if words::is_ending(ending) => 2,
            _ => 0,
        };
        return (Some(Token::Roman(number)), ending);
    }
    if words::is_law(folded) {
        return (Some(Token::Word), numbers(rest));
    }
    // Within a date and time: `2026-12-31T23:59`.
    if folded == "t" && !spaced && matches!(rest, [(Piece::Digits(_, 2), false), (Piece::Sign(':'), false), ..]) {
        return (None, 0);
    }
    if words::is_hour(folded) {
        return (Some(Token::Filler), numbers(rest));
    }
    if let (Some(months), [(Piece::Word(_, unit), _), ..]) = (words::counted(folded), rest)
        && unit.starts_with("mujor")
    {
        return (Some(Token::Unit(months)), 1);
    }
    if let Some(months) = words::short_unit(folded)
        && (numbered(rest) || (!spaced && matches!(before, Some(Piece::Digits(_, 1)))))
    {
        return (Some(Token::Short(months)), 0);
    }
    let after_article = matches!(before, Some(Piece::Word(_, article)) if article == "e");
    let next = match rest {
        [(Piece::Word(_, next), _), ..] => next.as_str(),
        _ => "",
    };
    let token = match folded {
        // Tuesday in Albanian; "of March" in Serbian.
        "marte" | "marta" | "marten" if after_article => Token::Filler,
        // "In the middle of" in Albanian; "month" in Spanish.
        "mes" if next == "te" => Token::Part(Part::Middle),
        _ => words::token(folded),
    };
    (Some(token), 0)
}

/// Returns how many pieces are numbers joined by signs: `. 119/2014`.
fn numbers(rest: &[(Piece, bool)]) -> usize {
    let mut used = 0;
    let mut sign = true;
    for (piece, spaced) in rest {
        match piece {
            Piece::Digits(..) if sign => sign = false,
            Piece::Sign('.' | '/' | '-') if used == 0 || !spaced => sign = true,
            Piece::Digits(..) | Piece::Word(..) | Piece::Sign(_) => break,
        }
        used += 1;
    }
    if rest
        .iter()
        .take(used)
        .any(|(piece, _)| matches!(piece, Piece::Digits(..)))
    {
        used
    } else {
        0
    }
}

/// Returns whether a number of one digit or a Roman number follows, as in `T. IV`.
fn numbered(rest: &[(Piece, bool)]) -> bool {
    let number = match rest {
        [(Piece::Sign('.' | '-'), _), (number, _), ..] | [(number, _), ..] => number,
        [] => return false,
    };
    match number {
        Piece::Digits(_, digits) => *digits == 1,
        Piece::Word(raw, _) => roman(raw).is_some(),
        Piece::Sign(_) => false,
    }
}

fn roman(raw: &str) -> Option<u8> {
    const NUMBERS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    NUMBERS
        .iter()
        .zip(1..)
        .find_map(|(number, value)| (*number == raw).then_some(value))
}

/// Splits a text into runs of digits, runs of letters, and signs, each with whether white space is before it.
fn pieces(text: &str) -> Vec<(Piece, bool)> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    let mut spaced = false;
    while let Some(c) = chars.next() {
        let piece = if let Some(first) = digit(c) {
            let (mut number, mut digits) = (first, 1);
            while let Some(next) = run(&mut chars, |c| digit(c).is_some()).and_then(digit) {
                number = number.saturating_mul(10).saturating_add(next);
                digits += 1;
            }
            Piece::Digits(number, digits)
        } else if c.is_alphabetic() {
            let mut raw = String::from(c);
            while let Some(c) = run(&mut chars, in_word) {
                raw.push(c);
            }
            let folded = fold(&raw);
            Piece::Word(raw, folded)
        } else if c.is_whitespace() && c != '\n' {
            spaced = true;
            continue;
        } else {
            Piece::Sign(sign(c))
        };
        out.push((piece, spaced));
        spaced = false;
    }
    out
}

fn run(chars: &mut Peekable<Chars<'_>>, fits: impl Fn(char) -> bool) -> Option<char> {
    chars.next_if(|c| fits(*c))
}

fn in_word(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

/// Returns the value of a decimal digit, in the digits of Europe or of the Arabic script.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

fn invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || c == '\r'
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '→' => '-',
        '’' | '‘' | '`' | '´' | '"' | '“' | '”' | '„' | '«' | '»' => '\'',
        '⁄' | '∕' => '/',
        '，' | '、' => ',',
        other => other,
    }
}
