//! Telephone numbers, and numbers of people and of their documents.
//!
//! Careful rules rather than the numbering plans of all countries: a number is only taken for a telephone
//! number with an international prefix, after a word such as "tel.", or in the local form of a country
//! that dials 0 first. Years, dates, amounts of money, and numbers of laws and files are none.

use super::{Span, Word, words};
use crate::fold::fold;

/// Finds the telephone numbers of a text.
pub(super) fn telephones(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some((start, end)) = run(text, rest) {
        rest = end;
        found.extend(
            runs(text, (start, end))
                .into_iter()
                .filter(|span| is_telephone(text, *span)),
        );
    }
    found
}

/// Returns the next run of digits and of the signs that stand in telephone numbers.
fn run(text: &str, from: usize) -> Option<Span> {
    let tail = text.get(from..)?;
    let begins = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(');
    let start = from + tail.find(begins)?;
    let inside = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '+' | '(' | ')' | '-' | '.' | '/' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2011}'
            )
    };
    let length = text.get(start..)?.find(|c| !inside(c)).unwrap_or(text.len() - start);
    Some((start, start + length))
}

/// Splits a run into numbers, at a slash between spaces and before a plus sign, and trims the signs at
/// their ends.
fn runs(text: &str, (start, end): Span) -> Vec<Span> {
    let whole = text.get(start..end).unwrap_or_default();
    let mut cuts = vec![0];
    for (at, sign) in whole.char_indices() {
        let before = whole.get(..at).unwrap_or_default();
        let after = whole.get(at..).unwrap_or_default();
        let cut = after.starts_with(" / ") || (sign == '+' && !before.ends_with('(')) || after.starts_with("(+");
        if cut && at > 0 {
            cuts.push(at);
        }
    }
    cuts.push(whole.len());
    let parts = cuts.windows(2).filter_map(|pair| {
        let &[from, to] = pair else { return None };
        let part = whole.get(from..to)?;
        let begins = part.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '('))?;
        let ends = part.rfind(|c: char| c.is_ascii_digit())? + 1;
        (begins < ends).then_some((start + from + begins, start + from + ends))
    });
    parts.collect()
}

fn is_telephone(text: &str, (start, end): Span) -> bool {
    let number = text.get(start..end).unwrap_or_default();
    let (before, after) = (
        text.get(..start).unwrap_or_default(),
        text.get(end..).unwrap_or_default(),
    );
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '/' | '=' | '_' | '#' | '?' | '&' | '@');
    let in_word =
        before.ends_with(joined) || after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '@' | '_'));
    if in_word || !(6..=15).contains(&digits.len()) || has_date(number) || in_link(before) {
        return false;
    }
    let international = number.trim_start_matches('(').starts_with('+') || digits.starts_with("00");
    if international {
        return digits.len() >= 8;
    }
    if groups(number).iter().all(|group| is_year(group)) {
        return false;
    }
    let label = label(before);
    if label == Some(Label::Telephone) {
        return true;
    }
    if label.is_some() {
        return false;
    }
    let groups = groups(number);
    let american = groups.iter().map(|group| group.len()).eq([3, 3, 4]) && number.contains(['-', ')']);
    // Each group of a decimal number is shorter: `0.150.000`.
    let local = digits.starts_with('0')
        && (9..=11).contains(&digits.len())
        && groups.first().is_some_and(|group| group.len() > 1);
    american || local
}

/// Returns the groups of digits of a number.
fn groups(number: &str) -> Vec<&str> {
    let groups = number.split(|c: char| !c.is_ascii_digit());
    groups.filter(|group| !group.is_empty()).collect()
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

/// Returns whether a run holds a date: `01.09.2025 5`, `2026-12-31 10`.
fn has_date(number: &str) -> bool {
    groups(number).windows(3).any(|three| {
        let &[first, second, third] = three else { return false };
        let short = |group: &str| group.len() <= 2;
        short(second) && ((short(first) && is_year(third)) || (is_year(first) && short(third)))
    })
}

/// Returns whether a text ends within a link.
fn in_link(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.starts_with("www.")
}

/// What the word before a number says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Telephone,
    /// A number of a law, a file or a letter.
    Number,
}

/// Returns what the two words before a place say about the number there.
fn label(before: &str) -> Option<Label> {
    const TELEPHONE: [&str; 31] = [
        "tel",
        "telefon",
        "telefoni",
        "telefonit",
        "telef",
        "telephone",
        "phone",
        "ph",
        "cel",
        "celular",
        "celulari",
        "cell",
        "mob",
        "mobil",
        "mobile",
        "movil",
        "gsm",
        "fax",
        "faks",
        "faksi",
        "whatsapp",
        "viber",
        "kontakt",
        "kontakti",
        "contact",
        "contacto",
        "telefono",
        "тел",
        "телефон",
        "моб",
        "мобилен",
    ];
    const NUMBER: [&str; 14] = [
        "nr",
        "no",
        "num",
        "numri",
        "numer",
        "prot",
        "protokolli",
        "ref",
        "ligji",
        "ligj",
        "law",
        "vkm",
        "бр",
        "br",
    ];
    let near: String = before
        .chars()
        .rev()
        .take(40)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let near = fold(&near);
    let mut words = near.split(' ').rev().filter(|word| !word.is_empty());
    let (last, earlier) = (words.next()?, words.next());
    let telephone = |word: &str| TELEPHONE.contains(&word);
    if telephone(last)
        || (NUMBER.contains(&last) && earlier.is_some_and(telephone))
        || before.trim_end().ends_with(['📞', '☎'])
    {
        Some(Label::Telephone)
    } else {
        NUMBER.contains(&last).then_some(Label::Number)
    }
}

/// Finds the numbers of people and of their documents. Albania's have their own form; others are only
/// known by the words before them.
pub(super) fn national(text: &str) -> Vec<Span> {
    let words = words(text);
    let mut found: Vec<Span> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if is_albanian(word.text) {
            found.push((word.start, word.end));
        } else if let Some(span) = labelled(text, &words, at)
            && found.last().is_none_or(|(_, end)| *end <= span.0)
        {
            found.push(span);
        }
    }
    found.sort_unstable();
    found
}

/// Finds the numbers of bank accounts (IBAN) of a text: in one piece or in groups, with the length of their country.
pub(super) fn accounts(text: &str) -> Vec<Span> {
    const LENGTHS: [(&str, usize); 24] = [
        ("AL", 28),
        ("XK", 20),
        ("MK", 19),
        ("RS", 22),
        ("ME", 22),
        ("BA", 20),
        ("HR", 21),
        ("SI", 19),
        ("BG", 22),
        ("RO", 24),
        ("GR", 27),
        ("TR", 26),
        ("IT", 27),
        ("DE", 22),
        ("AT", 20),
        ("CH", 21),
        ("FR", 27),
        ("BE", 16),
        ("NL", 18),
        ("LU", 20),
        ("ES", 24),
        ("PT", 25),
        ("GB", 22),
        ("IE", 22),
    ];
    let words = words(text);
    let mut found: Vec<Span> = Vec::new();
    for (at, first) in words.iter().enumerate() {
        let known = LENGTHS.iter().find(|(country, _)| first.text.starts_with(country));
        let check = first
            .text
            .get(2..4)
            .is_some_and(|check| check.chars().all(|c| c.is_ascii_digit()));
        let Some((_, length)) = known.filter(|_| check && found.last().is_none_or(|(_, end)| *end <= first.start))
        else {
            continue;
        };
        let (mut read, mut end) = (0, first.start);
        for word in words.iter().skip(at) {
            let joined = read == 0 || matches!(text.get(end..word.start), Some(" " | "\u{a0}" | "-"));
            let plain = word.text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
            if !joined || !plain || read >= *length {
                break;
            }
            read += word.text.len();
            end = word.end;
        }
        if read == *length {
            found.push((first.start, end));
        }
    }
    found
}

/// A letter, eight digits, a letter.
fn is_albanian(word: &str) -> bool {
    word.len() == 10
        && word.char_indices().all(|(at, c)| match at {
            0 | 9 => c.is_ascii_alphabetic(),
            _ => c.is_ascii_digit(),
        })
}

/// Returns the number that a label at this word announces.
fn labelled(text: &str, words: &[Word<'_>], at: usize) -> Option<Span> {
    const ONE: [&str; 19] = [
        "leternjoftim",
        "leternjoftimit",
        "nid",
        "jmbg",
        "embg",
        "oib",
        "dni",
        "nie",
        "nif",
        "cnp",
        "curp",
        "cpf",
        "pasaporta",
        "pasaporte",
        "passport",
        "ембг",
        "јмбг",
        "amka",
        "leternjoftimi",
    ];
    const TWO: [(&str, &str); 11] = [
        ("nr", "personal"),
        ("numri", "personal"),
        ("numrin", "personal"),
        ("personal", "number"),
        ("personal", "no"),
        ("national", "id"),
        ("national", "number"),
        ("identity", "number"),
        ("numri", "identitetit"),
        ("codice", "fiscale"),
        ("licni", "broj"),
    ];
    let word = words.get(at)?;
    let folded = fold(word.text);
    let next = words.get(at + 1)?;
    let two = fold(next.text);
    let (mut first, least) = if TWO.contains(&(folded.as_str(), two.as_str())) {
        (at + 2, 6)
    } else if ONE.contains(&folded.as_str()) {
        (at + 1, 6)
    } else if word.text == "ID" {
        (at + 1, 8)
    } else {
        return None;
    };
    // "No." or the words of the label itself may come before the number.
    while words.get(first).is_some_and(|word| {
        matches!(
            fold(word.text).as_str(),
            "nr" | "no" | "number" | "numri" | "card" | "e" | "i"
        )
    }) {
        first += 1;
    }
    let start = words.get(first)?;
    let label_end = words.get(first.checked_sub(1)?)?.end;
    let near = text
        .get(label_end..start.start)?
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, ':' | '.' | '#' | '-' | '№'));
    if !near {
        return None;
    }
    let mut end = start.end;
    let mut digits = count(start.text);
    let letters = start.text.chars().count() - digits;
    for pair in words.get(first..)?.windows(2) {
        let [this, next] = pair else { break };
        let joined = matches!(text.get(this.end..next.start), Some(" " | "-"));
        if !joined || count(next.text) != next.text.len() || digits + count(next.text) > 16 {
            break;
        }
        digits += count(next.text);
        end = next.end;
    }
    (digits >= least && letters <= 4).then_some((start.start, end))
}

fn count(word: &str) -> usize {
    word.chars().filter(char::is_ascii_digit).count()
}
