//! The fields of a workspace form. One list of fields makes the page, the labels of its errors, and the
//! comparison after a conflict.

use std::borrow::Cow;

use besa_domain::{Error, FieldError};
use besa_text::{Language, Words, dates};

use crate::error::Fault;
use crate::form::Form;

/// A value and its label.
pub(super) type Choice = (String, String);

/// A field: one question of the form.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The name that is sent; also the id on the page.
    pub(super) name: Cow<'static, str>,
    /// The label.
    pub(super) label: String,
    /// The hint; empty for none.
    pub(super) hint: String,
    /// The kind of input.
    pub(super) kind: Kind,
    /// The value of the card with which the field is shown; `None` for always.
    pub(super) only: Option<&'static str>,
}

/// A kind of input.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// No input: a heading over the fields that follow.
    Part,
    /// One line, with the type of the `input` element.
    Line(&'static str),
    /// A number with few digits.
    Few,
    /// Several lines; the height in lines.
    Prose(u8),
    /// A date in three boxes.
    Day,
    /// One choice from a list, in groups. A group without a name is shown without a heading.
    Pick(Vec<(String, Vec<Choice>)>),
    /// One choice from a few, each with an icon and a hint.
    Cards(Vec<Card>),
    /// Any number of choices from a few.
    Ticks(Vec<Choice>),
    /// Any number of choices from a few, each with a text: the field's name and label.
    Reasons(Vec<(Choice, Choice)>),
    /// A checkbox.
    Tick,
    /// Rows of choices, with a list per column.
    Rows(Vec<Column>),
    /// Files; whether several are accepted.
    Files(bool),
}

/// A card to choose.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// The value that is sent.
    pub(super) value: &'static str,
    /// The icon.
    pub(super) icon: &'static str,
    /// The label.
    pub(super) words: String,
    /// The explanation.
    pub(super) hint: String,
}

/// A column of rows of choices.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The name that is sent, once per row.
    pub(super) name: &'static str,
    /// Its label.
    pub(super) label: String,
    /// What can be chosen.
    pub(super) choices: Vec<Choice>,
}

/// Number of empty rows.
const FREE: usize = 2;

impl Field {
    /// Returns a field.
    pub(super) fn new(name: impl Into<Cow<'static, str>>, label: String, kind: Kind) -> Self {
        Self {
            name: name.into(),
            label,
            hint: String::new(),
            kind,
            only: None,
        }
    }

    /// Returns a heading.
    pub(super) fn part(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Part)
    }

    /// Returns a field of one line.
    pub(super) fn line(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Line("text"))
    }

    /// Returns a field of several lines.
    pub(super) fn prose(name: &'static str, label: String, rows: u8) -> Self {
        Self::new(name, label, Kind::Prose(rows))
    }

    /// Returns a date field.
    pub(super) fn day(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Day)
    }

    /// Returns a choice from a list.
    pub(super) fn pick(name: &'static str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Kind::Pick(vec![(String::new(), choices)]))
    }

    /// Sets the hint.
    pub(super) fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// Shows the field only when the card `value` is chosen.
    pub(super) fn only(mut self, value: &'static str) -> Self {
        self.only = Some(value);
        self
    }

    /// Returns the field's value in a form, as text.
    pub(super) fn answer(&self, form: &Form, w: &Words, language: Language) -> String {
        let words = |choices: &[Choice], value: &str| {
            let known = choices.iter().find(|(code, _)| code == value);
            known.map_or_else(|| value.to_owned(), |(_, words)| words.clone())
        };
        match &self.kind {
            Kind::Part | Kind::Files(_) => String::new(),
            Kind::Line(_) | Kind::Few | Kind::Prose(_) => form.value(&self.name).trim().replace("\r\n", "\n"),
            Kind::Day => form
                .day(&self.name)
                .map_or_else(String::new, |day| dates::day(language, day)),
            Kind::Pick(groups) => {
                let all: Vec<Choice> = groups.iter().flat_map(|(_, choices)| choices.clone()).collect();
                words(&all, form.value(&self.name))
            }
            Kind::Cards(cards) => {
                let chosen = cards.iter().find(|card| card.value == form.value(&self.name));
                chosen.map_or_else(String::new, |card| card.words.clone())
            }
            Kind::Ticks(choices) => {
                let ticked: Vec<String> = form.all(&self.name).map(|value| words(choices, value)).collect();
                ticked.join("\n")
            }
            Kind::Reasons(reasons) => {
                let ticked = reasons.iter().filter(|((value, _), _)| form.has(&self.name, value));
                let lines = ticked.map(|((_, words), (name, _))| format!("{words}\n{}", form.value(name).trim()));
                lines.collect::<Vec<_>>().join("\n")
            }
            Kind::Tick => {
                if form.value(&self.name).is_empty() {
                    w.common_no()
                } else {
                    w.common_yes()
                }
            }
            Kind::Rows(columns) => {
                let rows = rows(columns, form, 0);
                let lines = rows.iter().map(|row| {
                    let cells = columns.iter().zip(row).filter(|(_, value)| !value.is_empty());
                    let cells: Vec<String> = cells.map(|(column, value)| words(&column.choices, value)).collect();
                    cells.join(", ")
                });
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// Returns the rows, numbered from 1: the filled ones and empty ones, each with its value per column.
    pub(super) fn rows(&self, form: &Form) -> Vec<(usize, Vec<(&Column, String)>)> {
        let Kind::Rows(columns) = &self.kind else {
            return Vec::new();
        };
        let rows = rows(columns, form, FREE).into_iter();
        rows.zip(1..)
            .map(|(row, at)| (at, columns.iter().zip(row).collect()))
            .collect()
    }

    /// Returns the names and labels of the three boxes of a date.
    pub(super) fn boxes(&self, w: &Words) -> [(String, String); 3] {
        let parts = [
            ("day", w.common_day()),
            ("month", w.common_month()),
            ("year", w.common_year()),
        ];
        parts.map(|(part, words)| (format!("{}_{part}", self.name), words))
    }

    /// Returns whether the value is written from left to right in every language.
    pub(super) fn is_code(&self) -> bool {
        matches!(self.kind, Kind::Line("email" | "url"))
    }
}

/// Returns the rows in which any column but the last has a value, and `free` empty ones.
fn rows(columns: &[Column], form: &Form, free: usize) -> Vec<Vec<String>> {
    let most = columns.iter().map(|column| form.all(column.name).count()).max();
    let row = |at: usize| -> Vec<String> {
        let value = |column: &Column| form.all(column.name).nth(at).unwrap_or_default().to_owned();
        columns.iter().map(value).collect()
    };
    // The last column is the part that an organisation or person has; it always has a value.
    let says = |row: &Vec<String>| row.iter().rev().skip(1).any(|value| !value.is_empty());
    let mut rows: Vec<Vec<String>> = (0..most.unwrap_or_default()).map(row).filter(says).collect();
    rows.extend(std::iter::repeat_n(vec![String::new(); columns.len()], free));
    rows
}

/// Returns names and labels, for the list of errors.
pub(super) fn labels(fields: &[Field]) -> Vec<(&str, String)> {
    fields
        .iter()
        .map(|field| (field.name.as_ref(), field.label.clone()))
        .collect()
}

/// Renames field errors from the domain's names to the form's.
pub(super) fn renamed(error: Error, rename: impl Fn(&str) -> Option<&'static str>) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let of_form = errors.into_iter().map(|error| FieldError {
        field: rename(&error.field).map_or(error.field, Cow::Borrowed),
        ..error
    });
    Error::Invalid(of_form.collect())
}

/// Notes what else is wrong with a form that cannot be saved, so that all errors are shown at once.
pub(super) fn also<T>(form: &mut Form, checked: Result<T, Error>) -> Result<(), Fault> {
    checked.map_or_else(|error| form.refuse(error), |_| Ok(()))
}

/// Returns the empty choice.
pub(super) fn open(words: String) -> Choice {
    (String::new(), words)
}
