//! E-mail addresses, written out or masked: `ana@example.org`, `ana [at] example [dot] org`,
//! `ana @ example . org`, `ana AT example DOT org`.

use super::{Span, Word, words};

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// `.`, `-`, `_`, `+` or `%` without spaces.
    Within,
    /// A dot with spaces on both sides.
    SpacedDot,
    /// `@` without spaces.
    At,
    /// `@` with spaces.
    SpacedAt,
    /// Anything else.
    Other,
}

/// Finds the e-mail addresses of a text.
pub(super) fn find(text: &str) -> Vec<Span> {
    let words = words(text);
    let mut found: Vec<Span> = Vec::new();
    for at in 0..words.len() {
        let Some((first, host, masked)) = middle(text, &words, at) else {
            continue;
        };
        let Some(start) = local(text, &words, first) else {
            continue;
        };
        let Some(end) = domain(text, &words, host, masked) else {
            continue;
        };
        if found.last().is_none_or(|(_, done)| *done <= start) {
            found.push((start, end));
        }
    }
    found
}

/// Returns the last word before the "at" and the first after it, when there is one after the word `at`,
/// and whether it is masked.
fn middle(text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, usize, Masked)> {
    match join(text, words, at)? {
        Join::At => Some((at, at + 1, Masked::No)),
        Join::SpacedAt => Some((at, at + 1, Masked::Spaces)),
        Join::Within | Join::SpacedDot | Join::Other => {
            let word = words.get(at + 1)?;
            let bare = matches!(word.text, "at" | "AT" | "At" | "arroba" | "ARROBA" | "chez");
            let bracketed = bracketed(text, word) && (bare || matches!(word.text, "në" | "ne" | "et" | "a"));
            if !bare && !bracketed {
                return None;
            }
            let masked = if bracketed { Masked::Brackets } else { Masked::Words };
            words.get(at + 2).map(|_| (at, at + 2, masked))
        }
    }
}

/// How an address is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Masked {
    No,
    Spaces,
    Brackets,
    /// By a word alone. Then the dot must be a word, too: "at example.org" is common English.
    Words,
}

/// Returns where the part before the "at" begins, which ends with the word `last`.
fn local(text: &str, words: &[Word<'_>], last: usize) -> Option<usize> {
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        if join(text, words, before) != Some(Join::Within) {
            break;
        }
        first = before;
    }
    words.get(first).map(|word| word.start)
}

/// Returns where the domain ends that begins with the word `first`. It has a dot and ends with letters.
fn domain(text: &str, words: &[Word<'_>], first: usize, masked: Masked) -> Option<usize> {
    let mut last = first;
    let mut dotted = false;
    let mut end = None;
    loop {
        let word = words.get(last)?;
        if dotted && is_top(word.text) {
            end = Some(word.end);
        }
        match join(text, words, last) {
            Some(Join::Within) => {
                let (this, next) = (words.get(last)?, words.get(last + 1)?);
                let sign = text.get(this.end..next.start)?;
                if !matches!(sign, "." | "-") || (masked == Masked::Words && sign == ".") {
                    break;
                }
                dotted |= sign == ".";
                last += 1;
            }
            Some(Join::SpacedDot) if masked == Masked::Spaces => {
                dotted = true;
                last += 1;
            }
            Some(Join::Other) => {
                let Some(word) = words.get(last + 1) else { break };
                let dot = matches!(
                    word.text,
                    "dot" | "DOT" | "Dot" | "pikë" | "pike" | "punto" | "point" | "tačka" | "tacka"
                );
                let masks = masked == Masked::Words || bracketed(text, word);
                if !dot || !masks || words.get(last + 2).is_none() {
                    break;
                }
                dotted = true;
                last += 2;
            }
            _ => break,
        }
    }
    end
}

/// Returns whether a word can be the last part of a domain.
fn is_top(word: &str) -> bool {
    (2..=24).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}

fn join(text: &str, words: &[Word<'_>], at: usize) -> Option<Join> {
    let (this, next) = (words.get(at)?, words.get(at + 1)?);
    let between = text.get(this.end..next.start)?;
    Some(match between {
        "." | "-" | "_" | "+" | "%" => Join::Within,
        "@" => Join::At,
        _ => match between.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["@"] | ["[@]" | "(@)" | "{@}"] => Join::SpacedAt,
            ["."] if between.starts_with(char::is_whitespace) && between.ends_with(char::is_whitespace) => {
                Join::SpacedDot
            }
            _ => Join::Other,
        },
    })
}

/// Returns whether a word is in brackets.
fn bracketed(text: &str, word: &Word<'_>) -> bool {
    let before = text.get(..word.start).unwrap_or_default().trim_end();
    let after = text.get(word.end..).unwrap_or_default().trim_start();
    before.ends_with(['[', '(', '{', '<']) && after.starts_with([']', ')', '}', '>'])
}
