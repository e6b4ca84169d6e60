//! One record of a file before it is checked: fields with their cells.

use super::columns::Columns;
use super::draft::SourceValue;
use super::fields::{Field, Level, PRIVATE};
use super::find::{Line, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a person wrote in place of the texts of a file: by the cell of the record and by field. An empty text
/// takes the value out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits(pub BTreeMap<String, BTreeMap<String, String>>);

/// A field of a record, as a file gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The name of the field in the stored record.
    pub(super) field: &'static str,
    /// Its cell.
    pub(super) cell: String,
    /// Its text; never empty.
    pub(super) text: String,
    /// The text of the file, where `text` is another.
    said: Option<String>,
}

impl Value {
    /// A value whose text was taken out of a longer one.
    pub(super) fn read(field: &'static str, cell: String, text: &str, said: &str) -> Self {
        Self {
            field,
            cell,
            text: text.to_owned(),
            said: Some(said.to_owned()),
        }
    }

    /// Returns the text of the file.
    fn said(&self) -> &str {
        self.said.as_deref().unwrap_or(&self.text)
    }
}

/// A plan, commitment or milestone as a file gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The cell of its title, else its first cell.
    pub(super) cell: String,
    /// Its fields that are not empty. A field that occurs more than once has paragraphs.
    pub(super) values: Vec<Value>,
    /// The number of rows of the file that it is the finest record of.
    pub(super) rows: usize,
}

impl Record {
    /// The field of values in columns without one: they are kept as provenance.
    pub(super) const UNKNOWN: &'static str = "other";

    /// Collects the fields of a row that belong to one level. A cell that is merged over several rows belongs
    /// to each of them.
    pub(super) fn of(table: &Table<'_>, columns: &Columns, line: &Line<'_>, level: Level) -> Self {
        let mut record = Self::default();
        for at in 0..table.columns.len() {
            let Some(field) = columns.field(at).filter(|field| field.level == level) else {
                continue;
            };
            let Some(shown) = line.shown(at) else { continue };
            let address = table.address(shown.row, at);
            if record.cell.is_empty() || field.is_title() {
                record.cell.clone_from(&address);
            }
            match &shown.cell.formula {
                // Its note comes from the reading of the value.
                Some(formula) => record.put(field.name, address, &format!("={formula}")),
                None => record.put(field.name, address, &shown.cell.text),
            }
        }
        record
    }

    /// Adds a field, unless its text is empty.
    pub(super) fn put(&mut self, field: &'static str, cell: String, text: &str) {
        if !text.trim().is_empty() {
            self.values.push(Value {
                field,
                cell,
                text: text.to_owned(),
                said: None,
            });
        }
    }

    /// Keeps values of another record as provenance; personal data stays what it is.
    pub(super) fn keep(&mut self, values: impl Iterator<Item = Value>) {
        let kept = values.map(|value| Value {
            field: if PRIVATE.contains(&value.field) {
                value.field
            } else {
                Self::UNKNOWN
            },
            ..value
        });
        self.values.extend(kept);
    }

    /// Puts a text in place of the first value of a field. The text of the file stays its provenance.
    pub(super) fn set(&mut self, field: &'static str, text: &str) {
        if let Some(value) = self.values.iter_mut().find(|value| value.field == field) {
            let said = std::mem::replace(&mut value.text, text.to_owned());
            value.said.get_or_insert(said);
        } else {
            let cell = self.cell.clone();
            self.values.push(Value::read(field, cell, text, ""));
        }
    }

    /// Puts the texts of a person in place of those of the file.
    pub(super) fn edit(&mut self, edits: &Edits) {
        let Some(texts) = edits.0.get(&self.cell) else { return };
        for (name, text) in texts {
            let known = super::fields::FIELDS.iter().find(|field| field.name == name);
            if let Some(field) = known {
                self.set(field.name, text);
            }
        }
    }

    /// Returns whether it has neither a title nor a number or id, which rows below may refer to.
    pub(super) fn names_nothing(&self) -> bool {
        ["title", "number", "ogp_id"]
            .iter()
            .all(|field| self.get(field).is_none())
    }

    /// Returns the first value of a field that is not empty.
    pub(super) fn get(&self, field: &str) -> Option<&Value> {
        self.all(field).next()
    }

    /// Returns the text of a field; empty when the record does not have it.
    pub(super) fn text(&self, field: &str) -> &str {
        self.get(field).map_or("", |value| value.text.trim())
    }

    /// Returns the id that the record has in Besa; `None` without one.
    pub(super) fn id(&self) -> Option<Uuid> {
        self.text(Field::ID).parse().ok()
    }

    /// Returns every paragraph of a field.
    pub(super) fn all(&self, field: &str) -> impl Iterator<Item = &Value> {
        let values = self.values.iter();
        values.filter(move |value| value.field == field && !value.text.trim().is_empty())
    }

    /// Adds the fields of another record that this one does not have, and the texts that it has otherwise:
    /// they are kept as provenance.
    pub(super) fn fill(&mut self, other: Self) {
        self.rows += other.rows;
        let had: Vec<&'static str> = self.values.iter().map(|value| value.field).collect();
        for value in other.values {
            let same =
                |there: &Value| there.field == value.field && (there.cell == value.cell || there.text == value.text);
            if self.values.iter().any(same) {
                continue;
            }
            let field = if had.contains(&value.field) {
                Self::UNKNOWN
            } else {
                value.field
            };
            self.values.push(Value { field, ..value });
        }
    }

    /// Returns every field with its cell, except personal data.
    pub(super) fn source_values(&self) -> Vec<SourceValue> {
        let values = self
            .values
            .iter()
            .filter(|value| !PRIVATE.contains(&value.field) && !value.said().is_empty());
        values
            .map(|value| SourceValue {
                field: value.field.to_owned(),
                cell: value.cell.clone(),
                said: value.said().to_owned(),
            })
            .collect()
    }
}
