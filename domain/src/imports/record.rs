//! One record of a file before any rule looked at it: fields with their cells.

use super::columns::{Known, Level, PRIVATE};
use super::draft::Said;
use super::table::{Row, Sheet};

/// A field of a record, as a file gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The field it is stored in.
    pub(super) field: &'static str,
    /// Where it stood.
    pub(super) cell: String,
    /// What stood there; never empty.
    pub(super) text: String,
}

/// A plan, commitment or milestone as a file gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it begins.
    pub(super) cell: String,
    /// Its fields that hold anything. A field that comes more than once has paragraphs.
    pub(super) values: Vec<Value>,
}

impl Record {
    /// The fields of a row that belong to one level.
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

    /// Adds a field, unless it is empty.
    pub(super) fn put(&mut self, field: &'static str, cell: String, text: &str) {
        if !text.trim().is_empty() {
            self.values.push(Value {
                field,
                cell,
                text: text.to_owned(),
            });
        }
    }

    /// A field.
    pub(super) fn get(&self, field: &str) -> Option<&Value> {
        self.all(field).next()
    }

    /// The text of a field; empty when there is none.
    pub(super) fn text(&self, field: &str) -> &str {
        self.get(field).map_or("", |value| value.text.trim())
    }

    /// Every paragraph of a field.
    pub(super) fn all(&self, field: &str) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |value| value.field == field)
    }

    /// Takes over fields that this one does not have.
    pub(super) fn fill(&mut self, other: Self) {
        let new: Vec<Value> = other
            .values
            .into_iter()
            .filter(|value| self.get(value.field).is_none())
            .collect();
        self.values.extend(new);
    }

    /// Every field with its cell, but for personal data.
    pub(super) fn said(&self) -> Vec<Said> {
        let values = self.values.iter().filter(|value| !PRIVATE.contains(&value.field));
        values
            .map(|value| Said {
                field: value.field.to_owned(),
                cell: value.cell.clone(),
                said: value.text.clone(),
            })
            .collect()
    }
}
