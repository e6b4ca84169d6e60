//! The words that dates are written with: English, Albanian, Spanish and French, without accents.

/// A part of a date: a number, or a word with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Four digits that can be a year.
    Year(i32),
    /// One or two digits.
    Number(u8),
    /// A month, from 1.
    Month(u8),
    /// A season, by its first month in the northern hemisphere: 3, 6, 9 or 12.
    Season(u8),
    /// A quarter without its year: 4 for `Q4`.
    Quarter(u8),
    /// The word "quarter".
    QuarterWord,
}

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janar", "enero", "ene", "janvier"],
    &["february", "feb", "shkurt", "febrero", "fevrier"],
    &["march", "mar", "mars", "marzo"],
    &["april", "apr", "prill", "abril", "avril"],
    &["may", "maj", "mayo", "mai"],
    &["june", "jun", "qershor", "junio", "juin"],
    &["july", "jul", "korrik", "julio", "juillet"],
    &["august", "aug", "gusht", "agosto", "aout"],
    &["september", "sept", "sep", "shtator", "septiembre", "septembre"],
    &["october", "oct", "tetor", "octubre", "octobre"],
    &["november", "nov", "nentor", "noviembre", "novembre"],
    &["december", "dec", "dhjetor", "diciembre", "dic", "decembre"],
];

/// The meteorological seasons of the northern hemisphere: March to May, June to August, September to
/// November, December to February.
const SEASONS: [(u8, &[&str]); 4] = [
    (3, &["spring", "pranvere", "pranvera", "primavera", "printemps"]),
    (6, &["summer", "vere", "vera", "verano", "ete"]),
    (9, &["autumn", "fall", "vjeshte", "vjeshta", "otono", "automne"]),
    (12, &["winter", "dimer", "dimri", "invierno", "hiver"]),
];

const QUARTER: [&str; 5] = ["quarter", "tremujor", "tremujori", "trimestre", "qtr"];

const ORDINALS: [&[&str]; 4] = [
    &["first", "1st", "pare", "primer"],
    &["second", "2nd", "dyte", "segundo"],
    &["third", "3rd", "trete", "tercer"],
    &["fourth", "4th", "katert", "cuarto"],
];

/// Words around a date that do not change which day it is.
const FILLERS: [&str; 34] = [
    "by", "until", "till", "before", "on", "in", "from", "since", "during", "the", "end", "of", "no", "later", "than",
    "due", "deri", "ne", "me", "i", "e", "fund", "fundi", "brenda", "hasta", "para", "el", "la", "fin", "de", "del",
    "finales", "a", "te",
];

/// Splits a text into tokens. Returns `None` when a word is not part of a date.
pub(super) fn tokens(plain: &str) -> Option<Vec<Token>> {
    let words = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.filter(|word| !FILLERS.contains(word)).map(token).collect()
}

fn token(word: &str) -> Option<Token> {
    let named = |table: &[&[&str]]| {
        table
            .iter()
            .zip(1_u8..)
            .find_map(|(names, at)| names.contains(&word).then_some(at))
    };
    if let Some(month) = named(&MONTHS) {
        return Some(Token::Month(month));
    }
    // Albanian case endings: `nentorit` means "of November".
    if let Some(stem) = word.strip_suffix("it").or(word.strip_suffix("ut"))
        && let Some(Token::Month(month)) = token(stem)
    {
        return Some(Token::Month(month));
    }
    if let Some((month, _)) = SEASONS.iter().find(|(_, names)| names.contains(&word)) {
        return Some(Token::Season(*month));
    }
    if QUARTER.contains(&word) {
        return Some(Token::QuarterWord);
    }
    if let Some(quarter) = word.strip_prefix(['q', 't']).and_then(|digit| digit.parse().ok())
        && (1..=4).contains(&quarter)
    {
        return Some(Token::Quarter(quarter));
    }
    if let Some(number) = number(word) {
        return Some(number);
    }
    let ordinal = |end| word.strip_suffix(end).and_then(|number: &str| number.parse().ok());
    if let Some(number) = ["st", "nd", "rd", "th"].into_iter().find_map(ordinal) {
        return Some(Token::Number(number));
    }
    named(&ORDINALS).map(Token::Number)
}

fn number(word: &str) -> Option<Token> {
    if !word.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    match word.len() {
        1 | 2 => word.parse().ok().map(Token::Number),
        4 => word
            .parse()
            .ok()
            .filter(|year| super::YEARS.contains(year))
            .map(Token::Year),
        _ => None,
    }
}
