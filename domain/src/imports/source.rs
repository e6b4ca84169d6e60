//! The file of an import as it is kept: until the import is finished, it can be read again with other
//! decisions.

use super::book::Book;
use super::decisions::Decisions;
use super::draft::Draft;
use super::json;
use super::read::{Refusal, read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The file of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Source {
    /// Tables and text.
    Book(Book),
    /// The text of a JSON file.
    Json(String),
}

impl Source {
    /// Reads the file with what a person decided. `before` holds what was chosen for headings in earlier files
    /// of the city. The plans of other members than the one that was decided on are left out.
    ///
    /// # Errors
    /// Every reason why nothing can be read.
    pub fn read(&self, decisions: &Decisions, before: &BTreeMap<String, String>) -> Result<Draft, Refusal> {
        let draft = match self {
            Self::Book(book) => read(book, &decisions.chosen(before.clone()), &decisions.edits)?,
            Self::Json(text) => json::read(text, &decisions.edits)?,
        };
        Ok(match &decisions.member {
            Some(member) => draft.into_member(member),
            None => draft,
        })
    }
}
