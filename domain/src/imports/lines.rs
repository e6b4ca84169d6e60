//! Tells the records of a table from what people write around them: totals, signatures, footnotes, repeated
//! headings, and titles of commitments above their milestones.
//!
//! Long because each kind of row is told from all others.

use super::columns::Columns;
use super::fields::{Field, Level};
use super::find::{Line, Shown, Table};
use super::headings;
use super::notes::Code;
use super::outline::{named, roman};
use crate::fold::{fold, one_line};
use crate::personal::is_person;
use std::collections::BTreeSet;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// It holds a record.
    Record,
    /// It is a title over the rows that follow, which stands in this column.
    Title(Title, usize),
    /// It holds no record: the code says what it is.
    LeftOut(Code),
}

/// The title of a commitment above its milestones: `Commitment 2: Open budget`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    /// Its number; empty without one.
    pub(super) number: String,
    /// Its title, without the word and the number.
    pub(super) title: String,
}

const TOTALS: &[&str] = &[
    "total",
    "totali",
    "totals",
    "totale",
    "subtotal",
    "sub total",
    "nentotali",
    "grand total",
    "gjithsej",
    "shuma",
    "suma",
    "sum",
    "somme",
    "ukupno",
    "вкупно",
    "in total",
    "total general",
    "total i pergjithshem",
];
const SIGNATURES: &[&str] = &[
    "approved",
    "prepared",
    "signed",
    "signature",
    "mayor",
    "the mayor",
    "kryetari",
    "kryetarja",
    "kryetar",
    "miratoi",
    "miratohet",
    "miratuar",
    "pergatiti",
    "pergatitur",
    "hartoi",
    "hartuar",
    "nenshkrimi",
    "nenshkruar",
    "firmosi",
    "konfirmoi",
    "firma",
    "firmado",
    "aprobado",
    "elaborado",
    "elaboro",
    "alcalde",
    "alcaldesa",
    "el alcalde",
    "la alcaldesa",
    "maire",
    "le maire",
    "la maire",
    "signe",
    "approuve",
    "prepare par",
    "etabli par",
    "vula",
    "stamp",
    "sello",
    "cachet",
    "secretary",
    "sekretari",
    "secretario",
];
const FOOTNOTES: &[&str] = &[
    "note",
    "notes",
    "nb",
    "n b",
    "shenim",
    "shenime",
    "source",
    "sources",
    "burimi",
    "burimet",
    "nota",
    "notas",
    "fuente",
    "remarque",
    "remarques",
    "legend",
    "legjenda",
    "leyenda",
    "legende",
    "updated",
    "perditesuar",
    "printed",
    "page",
    "faqja",
    "pagina",
];
/// The words that name a commitment, folded.
pub(super) const COMMITMENTS: &[&str] = &[
    "commitment",
    "angazhimi",
    "angazhim",
    "zotimi",
    "compromiso",
    "engagement",
    "objective",
    "specific objective",
    "objektivi",
    "objektivi specifik",
    "objetivo",
    "objectif",
    "priority",
    "prioriteti",
    "prioridad",
    "priorite",
];

/// Returns what the row at this place of a table is. `last` is the last row of the table that holds a record of its own.
pub(super) fn class(table: &Table<'_>, columns: &Columns, at: usize, last: u32) -> Class {
    let Some(line) = table.rows.get(at) else {
        return Class::LeftOut(Code::RowLeftOut);
    };
    let own: Vec<Shown<'_>> = line.own().collect();
    let Some(first) = own.first() else {
        return Class::LeftOut(Code::RowLeftOut);
    };
    // It comes from a file of Besa's, whatever its texts look like.
    let is_key = |shown: &Shown<'_>| columns.field(shown.column).is_some_and(Field::is_key);
    if own.iter().any(is_key) {
        return Class::Record;
    }
    if repeats_headings(table, &own) || (at == 0 && numbers_columns(&own)) {
        return Class::LeftOut(Code::RepeatedHeading);
    }
    let text = first.cell.text.trim();
    let titled = |level| {
        columns
            .title(level)
            .is_some_and(|column| own.iter().any(|shown| shown.column == column))
    };
    let milestone = titled(Level::Milestone) || titled(Level::Indicator) || titled(Level::Stakeholder);
    let totals = own
        .iter()
        .filter(|shown| columns.is_title(shown.column) || shown.column == first.column);
    let works = own.iter().any(|shown| is_dated(columns, shown)) || one_line(text).split(' ').count() > SENTENCE;
    if totals.clone().any(|shown| begins(&shown.cell.text, TOTALS))
        && !(milestone && (own.len() > 3 || works) && !is_total(text))
    {
        return Class::LeftOut(Code::TotalRow);
    }
    if let Some((title, column)) = section(table, columns, at, last) {
        return Class::Title(title, column);
    }
    if let [only] = own.as_slice() {
        let narrow = table.columns.len() < 3;
        if begins(text, SIGNATURES) || is_footnote(text) {
            return Class::LeftOut(Code::RowBelowTable);
        }
        if !narrow && only.row > last {
            return Class::LeftOut(Code::RowBelowTable);
        }
    }
    if line.row.number > last && !milestone {
        return Class::LeftOut(Code::RowBelowTable);
    }
    Class::Record
}

/// Returns the number of the last row that surely holds a record: a title of the finest record of the table,
/// and nothing that a total or a signature begins with.
pub(super) fn last_record(table: &Table<'_>, columns: &Columns) -> u32 {
    let Some(finest) = columns.finest_title() else {
        return u32::MAX;
    };
    let holds = |line: &&Line<'_>| {
        let mut own = line.own().filter(|shown| shown.column == finest);
        let full = table.columns.len() < 3 || line.own().count() > 1;
        full && own.any(|shown| !begins(&shown.cell.text, TOTALS) && !is_footnote(&shown.cell.text))
    };
    let coarse = |line: &&Line<'_>| {
        // A commitment without milestones, or a plan without commitments, fills more than its title.
        line.own().count() > 2 && line.own().all(|shown| !begins(&shown.cell.text, TOTALS))
    };
    let surely: Vec<&Line<'_>> = table.rows.iter().filter(|line| holds(line) || coarse(line)).collect();
    let mut last = surely.iter().map(|line| line.row.number).max().unwrap_or(0);
    let shapes: BTreeSet<Vec<usize>> = surely.iter().map(|line| shape(line)).collect();
    // What goes on directly below the records, with less in its cells.
    for (at, line) in table.rows.iter().enumerate() {
        if line.row.number != last + 1 || last == 0 {
            continue;
        }
        if !goes_on(table, columns, line, &shapes) && section(table, columns, at, last).is_none() {
            break;
        }
        last = line.row.number;
    }
    last
}

/// Returns the filled columns of a row.
fn shape(line: &Line<'_>) -> Vec<usize> {
    line.own().map(|shown| shown.column).collect()
}

/// Returns whether a row directly below the records is one: it has a title, and a number or the same filled
/// columns as a record above, and none of the words of signatures and footnotes.
fn goes_on(table: &Table<'_>, columns: &Columns, line: &Line<'_>, shapes: &BTreeSet<Vec<usize>>) -> bool {
    let own: Vec<Shown<'_>> = line.own().collect();
    let other = |text: &str| begins(text, SIGNATURES) || begins(text, TOTALS) || is_footnote(text);
    if own.iter().any(|shown| other(&shown.cell.text)) || !own.iter().any(|shown| columns.is_title(shown.column)) {
        return false;
    }
    match own.as_slice() {
        [only] => {
            let finest = columns.finest_title() == Some(only.column);
            let text = one_line(&only.cell.text);
            // `Contact information` below the milestones of a form.
            let label = text.split(' ').count() <= 3 && headings::meaning(&text).is_some();
            finest && !table.is_wide(only) && !is_name(&text) && !label
        }
        _ => own.iter().any(|shown| is_number(columns, shown)) || shapes.contains(&shape(line)),
    }
}

/// Returns whether a text may be the name of the person who signs: two or three words with capital letters.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    is_person(text) || ((2..=3).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase)))
}

/// Returns whether a cell is the number of a record.
fn is_number(columns: &Columns, shown: &Shown<'_>) -> bool {
    columns.field(shown.column).is_some_and(|field| field.name == "number")
}

/// Returns the commitment that the row at this place names for the milestones below it, and the column of its
/// title: `Commitment 2: Open budget` in any cell, a text over the whole width, or a number and a title where
/// the numbers of milestones are of another kind.
pub(super) fn section(table: &Table<'_>, columns: &Columns, at: usize, last: u32) -> Option<(Title, usize)> {
    let line = table.rows.get(at)?;
    if !columns.has(Level::Milestone) {
        return None;
    }
    let own: Vec<Shown<'_>> = line.own().collect();
    let milestones = columns.title(Level::Milestone);
    let open = columns.title(Level::Commitment).is_none();
    match own.as_slice() {
        [only] if milestones == Some(only.column) => {
            let wide = || {
                let alone = table.is_wide(only) && only.row <= last && open;
                title(&only.cell.text, alone).filter(|_| alone)
            };
            let title = commitment(&only.cell.text).or_else(wide)?;
            Some((title, only.column))
        }
        [only] => {
            let sideways = table.is_wide(only) && only.row <= last;
            Some((title(&only.cell.text, sideways)?, only.column))
        }
        [number, shown] if open => {
            let text = one_line(&shown.cell.text);
            let titled = |number: &str| Title {
                number: number.to_owned(),
                title: text.clone(),
            };
            if let Some(named) = named(&number.cell.text, |word| COMMITMENTS.contains(&word)) {
                let bare = named.title.title.is_empty() && text.chars().any(char::is_alphabetic);
                return bare.then(|| (titled(&named.title.number), shown.column));
            }
            let of_milestone = columns.field(number.column).map(|field| field.level) == Some(Level::Milestone);
            if milestones != Some(shown.column) || !of_milestone || !is_number(columns, number) {
                return None;
            }
            let below = table
                .rows
                .get(at + 1)?
                .own()
                .find(|below| below.column == number.column)?;
            let over = over(number.cell.text.trim(), below.cell.text.trim())?;
            Some((titled(&over), shown.column))
        }
        _ => None,
    }
}

/// Returns the number of a commitment above a milestone of this number: `I` and `A` above `1`, `2` above `2.1`.
fn over(number: &str, below: &str) -> Option<String> {
    let bare = number.trim_end_matches(['.', ')', ' ']);
    if roman(bare).is_some() || (bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase())) {
        let digits = below.starts_with(|c: char| c.is_ascii_digit());
        return digits.then(|| roman(bare).unwrap_or(bare).to_owned());
    }
    let part = below.strip_prefix(bare)?.strip_prefix('.')?;
    let is_part = part.starts_with(|c: char| c.is_ascii_digit());
    (is_part && bare.starts_with(|c: char| c.is_ascii_digit())).then(|| bare.to_owned())
}

/// Returns the commitment that a text names with its word and a number or colon.
fn commitment(text: &str) -> Option<Title> {
    let mut title = named(text, |word| COMMITMENTS.contains(&word))?.title;
    if title.title.is_empty() {
        title.title = one_line(text);
    }
    Some(title)
}

/// Returns the title of a commitment that a text over its milestones gives. `alone` tells that the text
/// stands over the whole width of the table.
pub(super) fn title(text: &str, alone: bool) -> Option<Title> {
    let line = one_line(text);
    let mut words = line.split_inclusive(' ');
    let mut word = String::new();
    let mut begun = 0;
    // Up to two words: `Specific objective`.
    for part in words.by_ref().take(2) {
        word.push_str(part);
        begun += part.len();
        let bare = fold(word.trim_end_matches([':', '.', ' ']));
        // `Commitment2` and `Commitment 2` alike.
        let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        if COMMITMENTS.contains(&bare.trim()) {
            let digits = word
                .trim_end_matches([':', '.', ' '])
                .chars()
                .rev()
                .take_while(char::is_ascii_digit)
                .count();
            let at = begun
                - if digits > 0 {
                    word.len() - word.trim_end_matches([':', '.', ' ']).len() + digits
                } else {
                    0
                };
            return numbered(line.get(at..).unwrap_or_default());
        }
    }
    (alone && line.chars().count() > 3 && !begins(&line, SIGNATURES) && !is_footnote(&line)).then(|| Title {
        number: String::new(),
        title: line,
    })
}

/// Splits `2: Open budget`, `nr. 2 – Open budget` and `II. Open budget`.
fn numbered(rest: &str) -> Option<Title> {
    let rest = rest.trim_start_matches([' ', ':', '.', '-', '–', '—', '#', '№']);
    let lower = rest.to_lowercase();
    let rest = ["nr.", "nr", "no.", "no", "n.º", "n°", "nº"]
        .iter()
        .find(|sign| lower.starts_with(**sign))
        .and_then(|sign| rest.get(sign.len()..))
        .unwrap_or(rest)
        .trim_start_matches([' ', '.', ':']);
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let (number, title) = rest.split_at_checked(end)?;
    let title = title
        .trim_start_matches([' ', ':', '.', '-', '–', '—', ')', '"', '“'])
        .trim_end_matches(['"', '”']);
    let title = if title.is_empty() { rest } else { title };
    (!title.trim().is_empty()).then(|| Title {
        number: number.trim_matches('.').to_owned(),
        title: title.trim().to_owned(),
    })
}

/// Returns whether a text begins with one of these phrases, as whole words.
fn begins(text: &str, phrases: &[&str]) -> bool {
    let folded = fold(text.get(..text.len().min(200)).unwrap_or(text));
    phrases.iter().any(|phrase| {
        let rest = folded.strip_prefix(phrase);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// A longer text is no label of a total.
const SENTENCE: usize = 5;

/// Returns whether a cell holds a date in a column of dates: sums have none.
fn is_dated(columns: &Columns, shown: &Shown<'_>) -> bool {
    let field = columns.field(shown.column);
    let dates = field.is_some_and(|field| matches!(field.name, "starts_on" | "ends_on" | "due_on" | "dates_said"));
    dates && shown.cell.text.chars().any(|c| c.is_ascii_digit())
}

/// Returns whether a row numbers the columns, as official forms do below their headings: `1 2 3`, `(1) (2) (3)`, `a b c`.
fn numbers_columns(own: &[Shown<'_>]) -> bool {
    let texts = own
        .iter()
        .map(|shown| shown.cell.text.trim_matches(['(', ')', '.', ' ']).to_lowercase());
    let texts: Vec<String> = texts.collect();
    let numbers = texts
        .iter()
        .zip(1..)
        .all(|(text, number): (_, usize)| *text == number.to_string());
    let letters = texts
        .iter()
        .zip('a'..='z')
        .all(|(text, letter)| text.chars().eq([letter]));
    (numbers && texts.len() >= 3) || (letters && (4..=26).contains(&texts.len()))
}

/// Returns whether a text is a word for a total, and nothing else but numbers.
fn is_total(text: &str) -> bool {
    let folded = fold(text);
    let words = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    TOTALS.contains(&words)
}

fn is_footnote(text: &str) -> bool {
    let text = text.trim();
    let signs = ['*', '†', '‡', '¹', '²', '³', '⁴', '§'];
    let bracketed = || {
        let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        inside.is_some_and(|(number, _)| {
            !number.is_empty() && number.len() < 3 && number.chars().all(|c| c.is_ascii_digit())
        })
    };
    text.starts_with(signs) || bracketed() || (begins(text, FOOTNOTES) && text.contains([':', '.', '/']))
}

/// Returns whether a row repeats the headings, as at the top of a new page.
fn repeats_headings(table: &Table<'_>, own: &[Shown<'_>]) -> bool {
    let same = |shown: &&Shown<'_>| {
        let heading = table.columns.get(shown.column).map(|heading| fold(&heading.text));
        heading.is_some_and(|heading| !heading.is_empty() && heading == fold(&shown.cell.text))
    };
    own.len() > 1 && own.iter().filter(same).count() == own.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Commitment 2: Open budget", "2", "Open budget")]
    #[case("Angazhimi 3 – Buxheti i hapur", "3", "Buxheti i hapur")]
    #[case("ANGAZHIMI NR. 4. Regjistri", "4", "Regjistri")]
    #[case("Compromiso 1. Datos abiertos", "1", "Datos abiertos")]
    #[case("Engagement n° 5 : Budget ouvert", "5", "Budget ouvert")]
    #[case("Specific objective 1.2: Less paper", "1.2", "Less paper")]
    #[case("Commitment: Open budget", "", "Open budget")]
    #[case("Angazhimi2: Buxheti", "2", "Buxheti")]
    fn titles_above_milestones(#[case] text: &str, #[case] number: &str, #[case] expected: &str) {
        let found = title(text, false);
        assert_eq!(
            found,
            Some(Title {
                number: number.to_owned(),
                title: expected.to_owned()
            }),
            "{text}"
        );
    }

    #[test]
    fn other_texts_are_no_titles() {
        for text in [
            "Approved: the Mayor",
            "Publish the budget",
            "",
            "Commitments of the city are public",
        ] {
            assert_eq!(title(text, false), None, "{text}");
        }
    }

    #[test]
    fn signs_of_footnotes() {
        for text in [
            "* Days may change",
            "(1) As decided",
            "Shënim: afatet mund të ndryshojnë",
            "Source: OGP",
        ] {
            assert!(is_footnote(text), "{text}");
        }
        assert!(!is_footnote("Notebooks for pupils"));
        assert!(!is_footnote("(2026) Open budget"));
    }
}
