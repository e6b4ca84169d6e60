//! Gives numbers to new records: those that the file asks for, else the next free ones.

use super::super::draft::SourceValue;
use super::super::notes::{Code, Note};
use std::collections::BTreeSet;

/// The largest number of a commitment or milestone.
const MOST: i32 = 9_999;

/// The numbers of the records in one plan or commitment.
#[derive(Debug)]
pub(super) struct Numbers {
    taken: BTreeSet<i32>,
    /// The numbers that the file asks for: no record without a number gets them.
    asked: BTreeSet<i32>,
}

impl Numbers {
    pub(super) const fn new(taken: BTreeSet<i32>, asked: BTreeSet<i32>) -> Self {
        Self { taken, asked }
    }

    /// Returns the number of a new record: the one that it asks for, else the next one that is free.
    pub(super) fn give(&mut self, asked: Option<i32>) -> i32 {
        let number = asked.filter(|number| !self.taken.contains(number));
        let number = number.unwrap_or_else(|| self.next());
        self.taken.insert(number);
        number
    }

    fn next(&self) -> i32 {
        let last = self.taken.last().max(self.asked.last()).map_or(1, |last| last + 1);
        if last <= MOST {
            return last;
        }
        let free = |number: &i32| !self.taken.contains(number) && !self.asked.contains(number);
        (1..=MOST).find(free).unwrap_or(last)
    }
}

/// Returns the note about a record that asks for a number and gets another one.
pub(super) fn taken(asked: Option<i32>, given: i32, row: &str, said: &[SourceValue]) -> Vec<Note> {
    let Some(asked) = asked.filter(|asked| *asked != given) else {
        return Vec::new();
    };
    let value = said.iter().find(|value| value.field == "number");
    let cell = value.map_or(row, |value| &value.cell);
    let note = Note::new(Code::NumberTaken, cell, asked.to_string());
    vec![note.on("number").using(given.to_string())]
}
