//! One record of a file before it is checked: fields with their cells.

use super::book::Row;
use super::columns::{Known, Level, PRIVATE};
use super::draft::SourceValue;
use super::table::Sheet;

/// A field of a record, as a file gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The name of the field in the stored record.
    pub(super) field: &'static str,
    /// Its cell.
    pub(super) cell: String,
    /// Its text; never empty.
    pub(super) text: String,
}

/// A plan, commitment or milestone as a file gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The cell of its title, else its first cell.
    pub(super) cell: String,
    /// Its fields that are not empty. A field that occurs more than once has paragraphs.
    pub(super) values: Vec<Value>,
}

impl Record {
    /// Collects the fields of a row that belong to one level.
    pub(super) fn of(sheet: &Sheet, row: &Row, columns: &[Option<Known>], level: Level) -> Self {
        let cells = row.cells.iter().zip(columns).enumerate();
        let of_level = cells.filter_map(|(at, (cell, column))| {
            let (_, _, field, _) = column.filter(|column| column.1 == level)?;
            Some((at, cell, field))
        });
        let mut record = Self::default();
        for (at, cell, field) in of_level {
            let address = sheet.address(row.number, at);
            if record.cell.is_empty() || field == "title" {
                record.cell.clone_from(&address);
            }
            record.put(field, address, &cell.text);
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
            });
        }
    }

    /// Returns the first value of a field.
    pub(super) fn get(&self, field: &str) -> Option<&Value> {
        self.all(field).next()
    }

    /// Returns the text of a field; empty when the record does not have it.
    pub(super) fn text(&self, field: &str) -> &str {
        self.get(field).map_or("", |value| value.text.trim())
    }

    /// Returns every paragraph of a field.
    pub(super) fn all(&self, field: &str) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |value| value.field == field)
    }

    /// Adds the fields of another record that this one does not have.
    pub(super) fn fill(&mut self, other: Self) {
        let new: Vec<Value> = other
            .values
            .into_iter()
            .filter(|value| self.get(value.field).is_none())
            .collect();
        self.values.extend(new);
    }

    /// Returns every field with its cell, except personal data.
    pub(super) fn source_values(&self) -> Vec<SourceValue> {
        let values = self.values.iter().filter(|value| !PRIVATE.contains(&value.field));
        values
            .map(|value| SourceValue {
                field: value.field.to_owned(),
                cell: value.cell.clone(),
                said: value.text.clone(),
            })
            .collect()
    }
}
