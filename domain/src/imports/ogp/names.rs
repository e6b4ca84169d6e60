//! Takes names of organisations out of the lists that offices write, and mends signs that were misread when a
//! document was scanned.

use crate::fold::one_line;
use crate::imports::notes::{Code, Note};
use crate::imports::reading::Reading;
use crate::personal::is_person;

/// The longest text that is taken for a name.
const LONGEST: usize = 150;
/// The longest text like a sentence that is taken for a name.
const LONGEST_SENTENCE: usize = 60;

/// Returns the entries of a list that are names, one a line, without bullets and numbers. What is a sentence is no
/// name; people are private. A note names what is left out.
pub(super) fn organisations(text: &str, cell: &str, field: &str, reading: &mut Reading) -> String {
    let mut names = Vec::new();
    for entry in text.split(['\n', ';', '•', '●', '\u{f06c}', '\u{f0b7}']) {
        let name = without_bullet(&one_line(entry)).to_owned();
        let length = name.chars().count();
        if name.is_empty() {
            continue;
        }
        let code = if is_person(&name) {
            Code::PersonalData
        } else if length > LONGEST || (length > LONGEST_SENTENCE && is_sentence(&name)) {
            Code::NotAName
        } else {
            names.push(name.trim_end_matches([',', '.', ' ']).to_owned());
            continue;
        };
        reading.push(Note::new(code, cell, name).on(field));
    }
    names.join("\n")
}

/// Returns whether a text ends like a sentence, and most of its longer words are in lower case.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().count() > 3);
    let (capital, small): (Vec<&str>, Vec<&str>) = words.partition(|word| word.starts_with(char::is_uppercase));
    text.ends_with('.') && small.len() > capital.len()
}

/// Returns an entry without the sign or number at its beginning: `- `, `1. `, `(a) `, and the `oo ` of a misread
/// bullet.
fn without_bullet(entry: &str) -> &str {
    let entry = entry.trim_start_matches(['-', '–', '*', '·', '▪', ' ']);
    let Some((first, rest)) = entry.split_once(' ') else {
        return entry;
    };
    let inside = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    let is_short = !inside.is_empty() && inside.chars().count() <= 2 && inside.len() < first.len();
    let numbers = is_short && inside.chars().all(char::is_alphanumeric);
    if numbers || matches!(first, "oo" | "o") {
        rest.trim_start()
    } else {
        entry
    }
}

/// Returns the text with `@` for each `©` within a word, and the first such word; `None` without one. Scanned
/// documents have it in place of the sign of an e-mail address.
pub(super) fn mend(text: &str) -> Option<(String, String)> {
    let is_misread = |word: &&str| {
        let parts = word.split_once('©');
        parts.is_some_and(|(before, after)| {
            before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) && after.contains('.')
        })
    };
    let first = text.split_whitespace().find(is_misread)?.to_owned();
    let words = text.split_inclusive(char::is_whitespace);
    let mended = words.map(|word| {
        if is_misread(&word) {
            word.replace('©', "@")
        } else {
            word.to_owned()
        }
    });
    Some((mended.collect(), first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::dates::Order;

    #[test]
    fn names_in_lists() {
        let text = "• Ministry of Finance,\n(a) Office of the Speaker; 1. Central Bank\n oo Archive • Ana Hoxha\n\
            Remarks by civil society organizations and users of the portal have been taken into account.\nC40 Cities\n\
            National Authority for Probity, Prevention and Fight against Corruption.";
        let mut reading = Reading::new(Order::MonthFirst, Vec::new());
        let names = organisations(text, "row 2, Lead Institution", "lead", &mut reading);
        let expected = "Ministry of Finance\nOffice of the Speaker\nCentral Bank\nArchive\nC40 Cities\n\
            National Authority for Probity, Prevention and Fight against Corruption";
        assert_eq!(names, expected);
        let codes: Vec<Code> = reading.notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, [Code::PersonalData, Code::NotAName]);
    }

    #[test]
    fn signs_of_addresses() {
        let (text, first) = mend("Write to info©office.example.org or call.").unwrap();
        assert_eq!(text, "Write to info@office.example.org or call.");
        assert_eq!(first, "info©office.example.org");
        assert_eq!(mend("© 2019 Office. Text©"), None);
    }
}
