//! Parses the texts of cells into values, with a note for everything doubtful.
//!
//! Long because every kind of value is read and noted in one way.

use super::contact_cell::ContactCell;
use super::dates::{self, Dated, Order};
use super::layout::FULL_CELL;
use super::notes::{Code, Note, NoteLimits};
use super::numbers;
use super::record::{Record, Value};
use crate::fold::one_line;
use crate::input;
use crate::pasted;
use crate::personal::{is_person, private};
use crate::records::When;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use time::Date;
use unicode_normalization::UnicodeNormalization;

/// Parses values and collects the notes.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) notes: Vec<Note>,
    pub(super) order: Order,
    room: NoteLimits,
    /// The columns whose percentages are fractions: `0.5` is 50.
    fractions: BTreeSet<String>,
}

/// Whether a date begins or ends something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The first day of something: of an inexact date, the first day counts.
    Start,
    /// The last day of something: of an inexact date, the last day counts.
    End,
}

impl Reading {
    /// Starts with the notes about the header.
    pub(super) fn new(order: Order, notes: Vec<Note>) -> Self {
        Self {
            order,
            notes,
            ..Self::default()
        }
    }

    /// Adds a note while there is room. [`Reading::finish`] refuses a file with more.
    pub(super) fn push(&mut self, note: Note) {
        if self.room.take(&note) {
            self.notes.push(note);
        }
    }

    /// Returns the notes about the file as a whole.
    ///
    /// # Errors
    /// `TooManyNotes`, `TooManyCells`.
    pub(super) fn finish(self) -> Result<Vec<Note>, Vec<Note>> {
        match self.room.refusal() {
            None => Ok(self.notes),
            Some(refusal) => Err(vec![refusal]),
        }
    }

    /// Adds a note about a value.
    pub(super) fn note(&mut self, code: Code, value: &Value, used: &str) {
        self.push(
            Note::new(code, &value.cell, value.text.trim())
                .on(value.field)
                .using(used),
        );
    }

    /// Returns one line of at most `most` characters; a longer one is cut, with a note.
    pub(super) fn line(&mut self, record: &Record, field: &str, most: usize) -> Option<String> {
        let value = record.get(field)?;
        let text = self.clean(value)?;
        Some(self.cut(value, one_line(&text), most))
    }

    /// Returns all paragraphs of a field; cut at the maximum, with a note. The text of a full cell goes on in the next
    /// one.
    pub(super) fn prose(&mut self, record: &Record, field: &str) -> Option<String> {
        let value = record.get(field)?;
        let mut text = String::new();
        let mut is_full = false;
        for part in record.all(field) {
            let Some(paragraph) = self.clean(part) else { continue };
            if !text.is_empty() && !is_full {
                text.push_str("\n\n");
            }
            is_full = paragraph.encode_utf16().count() > FULL_CELL;
            text.push_str(&paragraph);
        }
        (!text.is_empty()).then(|| self.cut(value, text, input::PROSE))
    }

    /// Returns a title of at most `most` characters, and the text that did not fit.
    pub(super) fn title(&mut self, record: &Record, most: usize) -> Option<(String, Option<String>)> {
        let value = record.get("title")?;
        let text = one_line(&self.clean(value)?);
        if text.chars().count() <= most {
            return Some((text, None));
        }
        let (title, rest) = sentence(&text, most);
        self.push(
            Note::new(Code::TitleCut, &value.cell, beginning(&text))
                .on("title")
                .using(&title),
        );
        Some((title, Some(rest)))
    }

    /// Returns the entries of a list, each with its cell. They are separated by semicolons or line
    /// breaks; one that holds a semicolon is in quotation marks. Repeated and empty ones are left out.
    pub(super) fn list(&mut self, record: &Record, field: &str, most: usize) -> Vec<(String, String)> {
        let mut entries: Vec<(String, String)> = Vec::new();
        let mut known = BTreeSet::new();
        for value in record.all(field) {
            let Some(text) = self.clean(value) else { continue };
            for entry in split(&text).iter().map(|part| one_line(part)) {
                if entry.is_empty() {
                    continue;
                }
                let entry = self.cut(value, entry, most);
                let entry = self.without_person(value, entry);
                if known.insert(input::key(&entry)) && !is_nothing(&entry) && self.room.take_entry() {
                    entries.push((entry, value.cell.clone()));
                }
            }
        }
        entries
    }

    /// Returns a whole number within bounds; `40%` is 40, `33,5` is 34, with a note. Anything else gets a
    /// note.
    pub(super) fn number(&mut self, record: &Record, field: &str, least: i32, most: i32) -> Option<i32> {
        let value = record.get(field)?;
        if field == "percent"
            && let Some((percent, _)) = numbers::fraction(&value.text)
            && self.fractions.contains(&column(&value.cell))
        {
            if percent > 0 {
                self.note(Code::PercentOfFraction, value, &percent.to_string());
            }
            return Some(percent);
        }
        let read = numbers::read(&value.text, most).filter(|read| (least..=most).contains(&read.number));
        match read {
            None => self.note(Code::NumberNotUnderstood, value, ""),
            Some(read) if read.rounded => self.note(Code::NumberRounded, value, &read.number.to_string()),
            Some(_) => {}
        }
        read.map(|read| read.number)
    }

    /// Finds the columns whose percentages are fractions: all their numbers are from 0 to 1, and at least one lies
    /// between.
    pub(super) fn find_fractions<'r>(&mut self, milestones: impl Iterator<Item = &'r Record>) {
        // Whether a column has a part of 1, and whether it has another number.
        let mut columns: BTreeMap<String, (bool, bool)> = BTreeMap::new();
        for value in milestones.flat_map(|record| record.all("percent")) {
            let (part, other) = columns.entry(column(&value.cell)).or_default();
            match numbers::fraction(value.said()) {
                Some((_, is_part)) => *part |= is_part,
                None => *other |= numbers::read(value.said(), 9_999).is_some(),
            }
        }
        let columns = columns.into_iter().filter(|(_, (part, other))| *part && !other);
        self.fractions = columns.map(|(column, _)| column).collect();
    }

    /// Returns the first e-mail address, and notes each further one. What is not an address gets a note, but for the
    /// name of the person. Without an address, one beside the name of the person counts.
    pub(super) fn email(&mut self, record: &Record) -> Option<String> {
        let mut found: Option<String> = None;
        let has_person = record.get("person").is_some();
        if let Some(value) = record.get("email") {
            let cell = ContactCell::of(&value.text);
            let parts: Vec<&str> = match cell.emails.is_empty() {
                false if cell.name.is_empty() || !has_person => Vec::new(),
                false => vec![cell.name.as_str()],
                true => value.text.split([';', ',', '\n']).map(str::trim).collect(),
            };
            for text in parts.into_iter().filter(|part| !part.is_empty()) {
                let is_named = has_person && input::key(record.text("person")) == input::key(text);
                if !is_named {
                    self.push(Note::new(Code::EmailNotUnderstood, &value.cell, text).on(value.field));
                }
            }
            self.contact(value, cell, &mut found);
        }
        if let Some(value) = record.get("person") {
            self.contact(value, ContactCell::of(&value.text), &mut found);
        }
        found
    }

    /// Takes the e-mail addresses of a cell, and notes what is not kept.
    fn contact(&mut self, value: &Value, cell: ContactCell, found: &mut Option<String>) {
        if cell.emails.is_empty() && value.field == "email" {
            return;
        }
        for number in cell.dropped {
            self.push(Note::new(Code::PersonalData, &value.cell, number).on(value.field));
        }
        for email in cell.emails {
            match found {
                Some(first) if input::key(first) == input::key(&email) => {}
                Some(_) => self.push(Note::new(Code::SecondEmail, &value.cell, email).on(value.field)),
                None => *found = Some(email),
            }
        }
    }

    /// Returns a date, and adds its notes. An inexact start gets none.
    pub(super) fn date(&mut self, record: &Record, field: &str, side: Side) -> Option<When> {
        Some(self.read_date(record, field, side)?.0)
    }

    /// Returns a date as [`Reading::date`], and whether its text names a period.
    pub(super) fn read_date(&mut self, record: &Record, field: &str, side: Side) -> Option<(When, bool)> {
        let value = record.get(field)?;
        let text = self.without_private(value, value.text.trim());
        let read = dates::read(&text, self.order);
        let is_period = read.is_period;
        Some((self.dated(value, read, side), is_period))
    }

    /// Returns a date that was parsed from `value`, and adds its notes.
    pub(super) fn dated(&mut self, value: &Value, read: Dated, side: Side) -> When {
        use Code::{DateMissing, HalfOnly, MonthOnly, MonthsOnly, OpenEnded, QuarterOnly, SeasonOnly, YearOnly};
        let day = chosen(&read.when, side);
        let used = day.map_or_else(String::new, |day| day.to_string());
        for code in read.doubts {
            let of_start = matches!(
                code,
                MonthOnly | MonthsOnly | QuarterOnly | HalfOnly | SeasonOnly | YearOnly | OpenEnded
            );
            // "NA" in an optional field is not doubtful. A milestone without a due date gets one note,
            // from its own check.
            if code == DateMissing || (side == Side::Start && of_start) {
                continue;
            }
            let note = Note::new(code, &value.cell, &read.when.said)
                .on(value.field)
                .using(&used);
            self.push(note);
        }
        read.when
    }

    /// Returns the text without personal data and forbidden characters; `None` when nothing is left.
    pub(super) fn clean(&mut self, value: &Value) -> Option<String> {
        const ERRORS: [&str; 7] = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"];
        let text = value.text.trim();
        if ERRORS.contains(&text) {
            self.note(Code::FormulaError, value, "");
            return None;
        }
        let text: String = pasted::lines(text).nfc().collect();
        let text = self.without_private(value, &text);
        let text = text.trim().to_owned();
        (!text.is_empty() && !is_nothing(&text)).then_some(text)
    }

    /// Returns the text without personal data, with a note for each that was found.
    fn without_private(&mut self, value: &Value, text: &str) -> String {
        let (kept, found) = private(text);
        for found in found {
            self.push(Note::new(Code::PersonalData, &value.cell, found.text).on(value.field));
        }
        kept
    }

    /// Returns the name of an organisation without the person or the telephone in brackets after it, with a note.
    fn without_person(&mut self, value: &Value, entry: String) -> String {
        const NAMES: [&str; 6] = [
            "lead",
            "institutions",
            "others",
            "responsible",
            "supporters",
            "lead_institutions",
        ];
        let Some((before, rest)) = entry.split_once('(').filter(|_| NAMES.contains(&value.field)) else {
            return entry;
        };
        let (inside, after) = rest.rsplit_once(')').unwrap_or((rest, ""));
        let private = inside.contains('…') || is_person(inside);
        if before.trim().is_empty() || is_person(before) || !private {
            return entry;
        }
        self.push(Note::new(Code::PersonalData, &value.cell, inside).on(value.field));
        one_line(&format!("{before} {after}"))
    }

    /// Notes an organisation that looks like a person.
    pub(super) fn note_person(&mut self, field: &str, name: &str, cell: &str) {
        if is_person(name) {
            self.push(Note::new(Code::LeadIsPerson, cell, name).on(field));
        }
    }

    fn cut(&mut self, value: &Value, text: String, most: usize) -> String {
        if text.chars().count() <= most {
            return text;
        }
        let note = Note::new(Code::TextTooLong, &value.cell, beginning(&text)).on(value.field);
        self.push(note);
        let short: String = text.chars().take(most - 1).collect();
        format!("{}…", short.trim_end())
    }
}

/// Returns the column of a cell: its address without the number of its row.
fn column(cell: &str) -> String {
    let (sheet, cell) = cell.rsplit_once('!').unwrap_or(("", cell));
    let (table, cell) = cell.split_once(", row").unwrap_or(("", cell));
    let cell: String = match cell.split_once(", column") {
        Some((_, column)) => column.to_owned(),
        None => cell.chars().filter(|c| !c.is_ascii_digit()).collect(),
    };
    format!("{sheet}!{table}!{cell}")
}

/// Returns the day that counts.
pub(super) fn chosen(when: &When, side: Side) -> Option<Date> {
    match side {
        Side::Start => when.from,
        Side::End => when.to,
    }
}

/// Splits a list at semicolons and line breaks. An entry that holds one, or a quotation mark at its beginning, is in
/// quotation marks, and those inside are doubled, as in CSV.
fn split(text: &str) -> Vec<Cow<'_, str>> {
    let mut entries = Vec::new();
    let mut rest = text;
    loop {
        let start = rest.trim_start_matches(' ');
        if let Some((entry, after)) = quoted(start) {
            entries.push(Cow::Owned(entry));
            rest = after;
        } else {
            let end = start.find([';', '\n']).unwrap_or(start.len());
            let (entry, after) = start.split_at_checked(end).unwrap_or((start, ""));
            entries.push(Cow::Borrowed(entry));
            rest = after;
        }
        let Some(next) = rest.strip_prefix([';', '\n']) else {
            return entries;
        };
        rest = next;
    }
}

/// Returns the entry in quotation marks at the beginning of a list, and the text after it; `None` for another entry,
/// and for one whose marks are its own.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut from = 0;
    let end = loop {
        let at = from + inside.get(from..)?.find('"')?;
        if !inside.get(at + 1..)?.starts_with('"') {
            break at;
        }
        from = at + 2;
    };
    let (entry, after) = (inside.get(..end)?, inside.get(end + 1..)?);
    let after = after.trim_start_matches(' ');
    let is_whole = after.is_empty() || after.starts_with([';', '\n']);
    let needs_marks = entry.contains([';', '\n']) || entry.contains("\"\"");
    (is_whole && needs_marks).then(|| (entry.replace("\"\"", "\""), after))
}

/// Returns whether a text means "no value" in the sources; OGP's data set has NA, ND and NR. The
/// provenance of the cell keeps the original text.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "NA" | "N/A" | "n/a" | "ND" | "NR" | "-" | "–" | "null")
}

fn beginning(text: &str) -> String {
    const SHOWN: usize = 60;
    let short: String = text.chars().take(SHOWN).collect();
    if short == text {
        short
    } else {
        format!("{}…", short.trim_end())
    }
}

/// Returns the first sentence if it fits, else as many words as fit; and the rest.
fn sentence(text: &str, most: usize) -> (String, String) {
    let within = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let fitting = text.get(..within).unwrap_or(text);
    let ends = [". ", "; ", ": ", "? "]
        .iter()
        .filter_map(|end| fitting.find(end))
        .min();
    let at = ends.map_or_else(|| fitting.rfind(' ').unwrap_or(within), |end| end + 1);
    let (title, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    (
        title.trim().trim_end_matches([';', ':']).to_owned(),
        rest.trim().to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_lists() {
        for (text, expected) in [
            ("a; b\nc", vec!["a", " b", "c"]),
            ("\"a; b\"; c", vec!["a; b", "c"]),
            ("\"Tirana\"; \"Elbasan\"", vec!["\"Tirana\"", "\"Elbasan\""]),
            ("\"\"\"Tirana\"\" NGO\"; x", vec!["\"Tirana\" NGO", "x"]),
            ("\"open; c", vec!["\"open", "c"]),
            ("", vec![""]),
        ] {
            let found: Vec<String> = split(text).iter().map(|entry| one_line(entry)).collect();
            let expected: Vec<String> = expected.into_iter().map(one_line).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_long_title_is_its_first_sentence() {
        let text = format!("Open the office. {}", "It helps people. ".repeat(40));
        assert_eq!(sentence(&text, 300).0, "Open the office.");
        let (title, rest) = sentence(&"word ".repeat(100), 300);
        assert_eq!(title.chars().count(), 299);
        assert!(rest.starts_with("word"));
    }
}
