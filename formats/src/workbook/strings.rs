//! The shared strings of a workbook, in one piece of memory.

use super::limits::{Limits, ReadError};

/// The texts that cells refer to by number.
pub(super) struct Strings<'l> {
    limits: &'l Limits,
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl<'l> Strings<'l> {
    pub(super) const fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            text: String::new(),
            ends: Vec::new(),
        }
    }

    /// Adds the next text. `place` names what is read, for an error.
    pub(super) fn push(&mut self, text: &str, place: &str) -> Result<(), ReadError> {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        if self.text.len() > self.limits.text {
            return Err(ReadError::Text {
                place: place.to_owned(),
                most: self.limits.text,
            });
        }
        if self.ends.len() > self.limits.cells {
            return Err(ReadError::Cells {
                sheet: place.to_owned(),
                most: self.limits.cells,
            });
        }
        Ok(())
    }

    /// Returns a text by its number.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(index)?)
    }
}
