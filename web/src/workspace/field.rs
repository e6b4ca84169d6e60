//! What a form of the workspace asks: one list makes the page, the words of its errors, and the
//! comparison after a conflict.

use std::borrow::Cow;

use besa_domain::{Error, FieldError};
use besa_text::{Language, Words, dates};

use crate::error::Fault;
use crate::form::Form;

/// A value and its words.
pub(super) type Choice = (String, String);

/// One question.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The name that is sent, which is the id on the page too.
    pub(super) name: Cow<'static, str>,
    /// The question.
    pub(super) label: String,
    /// What helps to answer it.
    pub(super) hint: String,
    /// How it is answered.
    pub(super) kind: Kind,
    /// Asked only when the card with this value is chosen.
    pub(super) only: Option<&'static str>,
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// No question: a heading over those that follow.
    Part,
    /// One line, with the type of the input.
    Line(&'static str),
    /// A number of few digits.
    Few,
    /// A few lines.
    Prose(u8),
    /// A day in three boxes.
    Day,
    /// One of a list, in groups; a group without a name comes plain.
    Pick(Vec<(String, Vec<Choice>)>),
    /// One of a few, each with an icon and a hint.
    Cards(Vec<Card>),
    /// Any of a few.
    Ticks(Vec<Choice>),
    /// Any of a few, and for each a text: its name, its label.
    Reasons(Vec<(Choice, Choice)>),
    /// Yes or no.
    Tick,
    /// Rows of choices, a list for each column.
    Rows(Vec<Column>),
    /// Files; whether many.
    Files(bool),
}

/// A card to choose.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// The value.
    pub(super) value: &'static str,
    /// The icon.
    pub(super) icon: &'static str,
    /// The words.
    pub(super) words: String,
    /// What it means.
    pub(super) hint: String,
}

/// A column of rows of choices.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The name that is sent, once a row.
    pub(super) name: &'static str,
    /// Its label.
    pub(super) label: String,
    /// What can be chosen.
    pub(super) choices: Vec<Choice>,
}

/// Rows left free for more.
const FREE: usize = 2;

impl Field {
    /// A question.
    pub(super) fn new(name: impl Into<Cow<'static, str>>, label: String, kind: Kind) -> Self {
        Self {
            name: name.into(),
            label,
            hint: String::new(),
            kind,
            only: None,
        }
    }

    /// A heading.
    pub(super) fn part(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Part)
    }

    /// A line of text.
    pub(super) fn line(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Line("text"))
    }

    /// A longer text.
    pub(super) fn prose(name: &'static str, label: String, rows: u8) -> Self {
        Self::new(name, label, Kind::Prose(rows))
    }

    /// A day.
    pub(super) fn day(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Day)
    }

    /// One of a list.
    pub(super) fn pick(name: &'static str, label: String, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Kind::Pick(vec![(String::new(), choices)]))
    }

    /// With a hint.
    pub(super) fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// Asked only when the card `value` is chosen.
    pub(super) fn only(mut self, value: &'static str) -> Self {
        self.only = Some(value);
        self
    }

    /// What was answered, in words.
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

    /// Each row by its number, with its value in each column, and free ones below.
    pub(super) fn rows(&self, form: &Form) -> Vec<(usize, Vec<(&Column, String)>)> {
        let Kind::Rows(columns) = &self.kind else {
            return Vec::new();
        };
        let rows = rows(columns, form, FREE).into_iter();
        rows.zip(1..)
            .map(|(row, at)| (at, columns.iter().zip(row).collect()))
            .collect()
    }

    /// The three boxes of a day: their names and labels.
    pub(super) fn boxes(&self, w: &Words) -> [(String, String); 3] {
        let parts = [
            ("day", w.common_day()),
            ("month", w.common_month()),
            ("year", w.common_year()),
        ];
        parts.map(|(part, words)| (format!("{}_{part}", self.name), words))
    }

    /// Whether the answer is written from left to right in every language.
    pub(super) fn is_code(&self) -> bool {
        matches!(self.kind, Kind::Line("email" | "url"))
    }
}

/// The rows that say something, by their first column or their second, and `free` empty ones.
fn rows(columns: &[Column], form: &Form, free: usize) -> Vec<Vec<String>> {
    let most = columns.iter().map(|column| form.all(column.name).count()).max();
    let row = |at: usize| -> Vec<String> {
        let value = |column: &Column| form.all(column.name).nth(at).unwrap_or_default().to_owned();
        columns.iter().map(value).collect()
    };
    // The last column says in which part, and is always chosen.
    let says = |row: &Vec<String>| row.iter().rev().skip(1).any(|value| !value.is_empty());
    let mut rows: Vec<Vec<String>> = (0..most.unwrap_or_default()).map(row).filter(says).collect();
    rows.extend(std::iter::repeat_n(vec![String::new(); columns.len()], free));
    rows
}

/// Names and labels, for the list of errors.
pub(super) fn labels(fields: &[Field]) -> Vec<(&str, String)> {
    fields
        .iter()
        .map(|field| (field.name.as_ref(), field.label.clone()))
        .collect()
}

/// The same error, with the product's names of fields turned into the form's.
pub(super) fn renamed(error: Error, rename: impl Fn(&str) -> Option<&'static str>) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let of_form = errors.into_iter().map(|error| FieldError {
        field: rename(&error.field).map_or(error.field, Cow::Borrowed),
        ..error
    });
    Error::Invalid(of_form.collect())
}

/// Notes what else is wrong with a form that cannot be saved as it is, so that a person hears
/// everything at once.
pub(super) fn also<T>(form: &mut Form, checked: Result<T, Error>) -> Result<(), Fault> {
    checked.map_or_else(|error| form.refuse(error), |_| Ok(()))
}

/// A choice that leaves a question open.
pub(super) fn open(words: String) -> Choice {
    (String::new(), words)
}
