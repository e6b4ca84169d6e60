//! One record of a file before it is checked: fields with their cells.

use super::columns::Columns;
use super::draft::SourceValue;
use super::fields::{Field, Level, PRIVATE};
use super::find::{Line, Table};
use super::notes::{Code, Note};
use super::reading::Reading;
use super::rows::number_key;
use crate::input;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a person wrote in place of the texts of a file: by the cell of the record and by field. An empty text
/// takes the value out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits(pub BTreeMap<String, BTreeMap<String, String>>);

/// The fields that hold lists: the entries of several rows belong together.
const LISTS: [&str; 8] = [
    "lead",
    "institutions",
    "others",
    "lead_institutions",
    "ogp_values",
    "sdg_targets",
    "responsible",
    "supporters",
];

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
    /// Whether the text is a formula without a stored value: then it is no value.
    formula: bool,
}

impl Value {
    /// A value whose text was taken out of a longer one.
    pub(super) fn read(field: &'static str, cell: String, text: &str, said: &str) -> Self {
        Self {
            field,
            cell,
            text: text.to_owned(),
            said: Some(said.to_owned()),
            formula: false,
        }
    }

    /// Returns the text of the file.
    pub(super) fn said(&self) -> &str {
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
                // See `note_formulas`.
                Some(formula) => record.put_formula(field.name, address, formula),
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
                formula: is_formula(text),
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

    /// Adds a formula without a stored value in place of a field.
    fn put_formula(&mut self, field: &'static str, cell: String, formula: &str) {
        self.values.push(Value {
            field,
            cell,
            text: format!("={}", formula.trim_start_matches('=')),
            said: None,
            formula: true,
        });
    }

    /// Notes each field that holds a formula in place of a value.
    pub(super) fn note_formulas(&self, reading: &mut Reading) {
        let formulas = self.values.iter().filter(|value| value.formula);
        for value in formulas.filter(|value| value.field != Self::UNKNOWN) {
            reading.note(Code::FormulaWithoutValue, value, "");
        }
    }

    /// Returns whether a field holds a formula in place of a value.
    pub(super) fn has_formula(&self, field: &str) -> bool {
        self.values.iter().any(|value| value.formula && value.field == field)
    }

    /// Puts a text in place of the first value of a field. The text of the file stays its provenance.
    pub(super) fn set(&mut self, field: &'static str, text: &str) {
        if let Some(value) = self.values.iter_mut().find(|value| value.field == field) {
            let said = std::mem::replace(&mut value.text, text.to_owned());
            value.formula = false;
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
            let Some(field) = known else { continue };
            // The title of an indicator may be in one language only.
            let titled = self
                .values
                .iter()
                .find(|value| value.field.starts_with(Field::TITLE_IN));
            let in_language = titled.filter(|_| field.name == "title" && self.get("title").is_none());
            let name = in_language.map_or(field.name, |value| value.field);
            self.set(name, text);
        }
    }

    /// Returns whether it has neither a title nor a number or id, which rows below may refer to.
    pub(super) fn names_nothing(&self) -> bool {
        ["title", "number", "ogp_id"]
            .iter()
            .all(|field| self.written(field).is_empty())
    }

    /// Returns the text of a field by which records are told apart, even if it is a formula.
    pub(super) fn written(&self, field: &str) -> &str {
        let mut values = self.values.iter().filter(|value| value.field == field);
        values
            .find_map(|value| Some(value.text.trim()).filter(|text| !text.is_empty()))
            .unwrap_or_default()
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

    /// Returns the values of the title, in whatever language they are.
    pub(super) fn titles(&self) -> impl Iterator<Item = &Value> {
        let values = self
            .values
            .iter()
            .filter(|value| !value.formula && !value.text.trim().is_empty());
        values.filter(|value| value.field == "title" || value.field.starts_with(Field::TITLE_IN))
    }

    /// Returns every paragraph of a field.
    pub(super) fn all(&self, field: &str) -> impl Iterator<Item = &Value> {
        let values = self.values.iter();
        values.filter(move |value| value.field == field && !value.formula && !value.text.trim().is_empty())
    }

    /// Adds the fields of another record that this one does not have, the organisations and entries of its lists, and
    /// the texts that it has otherwise: they are kept as provenance. Returns a note for each value that is not used
    /// as the file has it.
    pub(super) fn merge(&mut self, other: Self) -> Vec<Note> {
        self.rows += other.rows;
        let had = self.values.iter().filter(|value| !value.formula);
        let had: Vec<&'static str> = had.map(|value| value.field).collect();
        let mut notes = Vec::new();
        for value in other.values {
            let same =
                |there: &Value| there.field == value.field && (there.cell == value.cell || there.text == value.text);
            if self.values.iter().any(same) {
                continue;
            }
            if !had.contains(&value.field) {
                self.values.push(value);
                continue;
            }
            let is_list = LISTS.contains(&value.field);
            if value.field == "lead" {
                notes.extend(self.further_leads(&value));
            } else if !is_list {
                notes.extend(self.other_value(&value));
            }
            let field = if is_list { value.field } else { Self::UNKNOWN };
            self.values.push(Value { field, ..value });
        }
        notes
    }

    /// Returns the note about a value that a later row gives otherwise; the first of two equal ones gets it.
    fn other_value(&self, value: &Value) -> Option<Note> {
        let key = |text: &str| match value.field {
            "number" => number_key(text),
            _ => input::key(text),
        };
        let used = self.written(value.field);
        let known = |there: &Value| there.field == Self::UNKNOWN && there.text == value.text;
        let is_noted = value.field != Self::UNKNOWN && !value.formula && key(used) != key(&value.text);
        if !is_noted || self.values.iter().any(known) {
            return None;
        }
        let (given, used) = match PRIVATE.contains(&value.field) {
            true => ("…", "…"),
            false => (value.text.trim(), used),
        };
        Some(
            Note::new(Code::RowDiffers, &value.cell, given)
                .on(value.field)
                .using(used),
        )
    }

    /// Returns a note for each institution that a later row names as another lead.
    fn further_leads(&self, value: &Value) -> Vec<Note> {
        let entries = |text: &str| -> Vec<String> {
            let entries = text.split([';', '\n']).map(|entry| entry.trim().to_owned());
            entries.filter(|entry| !entry.is_empty()).collect()
        };
        let known: Vec<String> = self
            .all("lead")
            .flat_map(|lead| entries(&lead.text))
            .map(|lead| input::key(&lead))
            .collect();
        let further = entries(&value.text)
            .into_iter()
            .filter(|lead| !known.contains(&input::key(lead)));
        let note = |lead| Note::new(Code::LeadIsSupporter, &value.cell, lead).on(value.field);
        further.map(note).collect()
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

/// Returns whether a text is a formula of a spreadsheet: `=UPPER(A1)`.
fn is_formula(text: &str) -> bool {
    let Some(formula) = text.trim().strip_prefix('=') else {
        return false;
    };
    let (name, rest) = formula.trim_start_matches('=').split_once('(').unwrap_or_default();
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | ':');
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_name) && rest.contains(')')
}
