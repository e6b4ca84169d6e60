//! The open-data tables of a city. Each column takes its value from the JSON of a record in the API. CSV,
//! JSON, the data dictionary and the machine-readable description (CSVW) are generated from the same
//! definitions.
//!
//! Long because every table and column is listed here, once.

use crate::linked::record::{at, plain};
use crate::linked::{Ids, LICENCE, scheme};
use besa_text::{Language, codes, words};
use serde_json::{Map, Value, json};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// An id, as in the API.
    Id,
    /// A date: `2026-11-23`.
    Day,
    /// A date and time in UTC: `2026-11-23T12:00:00Z`.
    Moment,
    /// An integer.
    Number,
    /// An exact decimal number.
    Decimal,
    /// A JSON object: texts by language.
    Object,
    /// `true` or `false`.
    Flag,
    /// A URL.
    Link,
    /// A code of the scheme of this name.
    Code(&'static str),
}

impl Kind {
    /// Returns the name of the type in CSVW.
    fn datatype(self) -> &'static str {
        match self {
            Self::Text | Self::Id | Self::Code(_) => "string",
            Self::Day => "date",
            Self::Moment => "dateTime",
            Self::Number => "integer",
            Self::Decimal => "decimal",
            Self::Object => "json",
            Self::Flag => "boolean",
            Self::Link => "anyURI",
        }
    }
}

/// A column: its name, the path of its value in the API's JSON, and its type.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    path: &'static str,
    /// Its type.
    pub kind: Kind,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name, in URLs and in the API.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

const fn column(name: &'static str, path: &'static str, kind: Kind) -> Column {
    Column { name, path, kind }
}

const fn same(name: &'static str, kind: Kind) -> Column {
    column(name, name, kind)
}

use Kind::{Code, Day, Decimal, Flag, Id, Link, Moment, Number, Object, Text};

/// Every table.
pub const ALL: &[Table] = &[
    Table {
        name: "commitments",
        columns: &[
            same("id", Id),
            same("plan", Id),
            same("number", Number),
            same("ogp_id", Text),
            same("title", Text),
            same("state", Code("commitment-state")),
            same("starts_on", Day),
            same("ends_on", Day),
            same("problem", Text),
            same("action", Text),
            same("policy_area", Code("policy-area")),
            column("ogp_values", "ogp_values/*/value", Code("ogp-value")),
            column("sdg_targets", "sdg_targets/*", Text),
            same("resources", Text),
            same("source", Text),
            same("updated_at", Moment),
        ],
    },
    Table {
        name: "milestones",
        columns: &[
            same("id", Id),
            same("commitment", Id),
            same("number", Number),
            same("title", Text),
            same("output", Text),
            same("starts_on", Day),
            same("due_on", Day),
            column("due_said", "due_said/said", Text),
            same("state", Code("milestone-state")),
            same("standing", Code("milestone-state")),
            same("days_late", Number),
            same("percent", Number),
            same("completed_on", Day),
            same("reason", Text),
            same("reported_at", Moment),
            same("updated_at", Moment),
        ],
    },
    Table {
        name: "indicators",
        columns: &[
            same("id", Id),
            same("commitment", Id),
            same("milestone", Id),
            same("number", Number),
            same("code", Text),
            same("titles", Object),
            same("unit", Text),
            same("direction", Code("indicator-direction")),
            same("baseline", Decimal),
            same("baseline_on", Day),
            same("target", Decimal),
            same("due_on", Day),
            column("due_said", "due_said/said", Text),
            same("deadlines", Object),
            same("value", Decimal),
            same("read_on", Day),
            same("reached", Number),
            same("updated_at", Moment),
        ],
    },
    Table {
        name: "readings",
        columns: &[
            same("id", Id),
            same("indicator", Id),
            same("read_on", Day),
            same("value", Decimal),
            same("note", Text),
            same("at", Moment),
            same("corrects", Id),
            same("withdrawn_at", Moment),
            same("withdrawn_reason", Text),
        ],
    },
    Table {
        name: "progress",
        columns: &[
            same("id", Id),
            same("milestone", Id),
            same("state", Code("milestone-state")),
            same("percent", Number),
            same("completed_on", Day),
            same("done", Text),
            same("challenges", Text),
            same("next_step", Text),
            same("reason", Text),
            same("at", Moment),
        ],
    },
    Table {
        name: "evidence",
        columns: &[
            same("id", Id),
            same("commitment", Id),
            same("milestone", Id),
            same("title", Text),
            same("kind", Code("evidence-kind")),
            same("link", Link),
            column("file_type", "file/media_type", Text),
            column("file_size", "file/size", Number),
            column("sha256", "file/sha256", Text),
            same("language", Text),
            same("source", Text),
            same("licence", Text),
            same("description", Text),
            same("dated_on", Day),
            same("added_at", Moment),
        ],
    },
    Table {
        name: "meetings",
        columns: &[
            same("id", Id),
            same("forum", Id),
            same("title", Text),
            same("starts_at", Moment),
            same("ends_at", Moment),
            same("place", Text),
            same("link", Link),
            same("state", Code("meeting-state")),
            same("reason", Text),
            same("notice", Text),
            same("noticed_on", Day),
            column("agenda", "agenda/*", Text),
            same("minutes", Text),
        ],
    },
    Table {
        name: "reports",
        columns: &[
            same("id", Id),
            same("plan", Id),
            same("kind", Text),
            same("author", Text),
            same("language", Text),
            same("state", Text),
            same("opens_on", Day),
            same("closes_on", Day),
            same("published_at", Moment),
            same("sha256", Text),
            same("pdf_size", Number),
            same("docx_size", Number),
            same("html_size", Number),
            same("built_at", Moment),
        ],
    },
    Table {
        name: "assessments",
        columns: &[
            same("id", Id),
            same("plan", Id),
            same("commitment", Id),
            same("kind", Code("assessment-kind")),
            same("edition", Number),
            same("replaces", Id),
            same("rules", Text),
            same("submitted_on", Day),
            same("replied_on", Day),
            same("published_on", Day),
        ],
    },
    Table {
        name: "comments",
        columns: SAID,
    },
    Table {
        name: "proposals",
        columns: SAID,
    },
    Table {
        name: "log",
        columns: &[
            same("sequence", Number),
            same("id", Id),
            same("at", Moment),
            same("action", Text),
            same("subject", Text),
            same("subject_id", Id),
            column("title", "body/title", Text),
            column("changed_from", "body/from", Text),
            column("changed_to", "body/to", Text),
            same("previous", Text),
            same("hash", Text),
        ],
    },
];

/// The columns of comments and proposals, without the names of their authors.
const SAID: &[Column] = &[
    same("id", Id),
    same("plan", Id),
    same("commitment", Id),
    same("milestone", Id),
    same("parent", Id),
    same("title", Text),
    same("body", Text),
    same("language", Text),
    same("organisation", Text),
    same("state", Text),
    same("hidden_rule", Text),
    same("asks", Flag),
    same("due_on", Day),
    same("received_at", Moment),
    same("became", Id),
    column("answered_at", "response/created_at", Moment),
    column("outcome", "response/outcome", Code("response")),
    column("answer", "response/reason", Text),
    column("answer_changed", "response/changed", Text),
    column("answer_office", "response/office", Text),
    same("working_days", Number),
];

/// Returns the table with this name.
pub fn named(name: &str) -> Option<&'static Table> {
    ALL.iter().find(|table| table.name == name)
}

impl Table {
    /// Returns the header: the names of the columns.
    pub fn head(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.to_owned()).collect()
    }

    /// Converts a record to cells. Several values in one cell are separated by `; `.
    pub fn cells(&self, record: &Value) -> Vec<String> {
        let cell = |column: &Column| {
            let found = at(record, column.path);
            found.into_iter().map(plain).collect::<Vec<_>>().join("; ")
        };
        self.columns.iter().map(cell).collect()
    }

    /// Converts a record to a JSON object with one field per column. The values are those of the API.
    pub fn object(&self, record: &Value) -> Value {
        let value = |column: &Column| {
            let found = at(record, column.path);
            if column.path.contains('*') {
                Value::Array(found.into_iter().cloned().collect())
            } else {
                found.first().map_or(Value::Null, |value| (*value).clone())
            }
        };
        let fields: Map<String, Value> = self
            .columns
            .iter()
            .map(|column| (column.name.to_owned(), value(column)))
            .collect();
        fields.into()
    }

    /// Returns the machine-readable description of the CSV file (CSVW). `city` is the name of the city.
    pub fn description(&self, base: &str, ids: &Ids, city: &str) -> Value {
        let titles = |of: &dyn Fn(&besa_text::Words) -> String| {
            let all = Language::ALL.into_iter();
            let all: Map<String, Value> = all
                .map(|language| (language.code().to_owned(), of(words(language)).into()))
                .collect();
            Value::Object(all)
        };
        let columns = self.columns.iter().map(|column| {
            let mut described = json!({
                "name": column.name,
                "titles": column.name,
                "dc:description": titles(&|w| codes::data_column(w, column.name)),
                "datatype": column.kind.datatype(),
            });
            if let (Code(scale), Some(fields)) = (column.kind, described.as_object_mut()) {
                let address = scheme::concept(base, scale, &format!("{{{}}}", column.name));
                fields.insert("valueUrl".to_owned(), address.into());
            }
            if let (true, Some(fields)) = (column.path.contains('*'), described.as_object_mut()) {
                fields.insert("separator".to_owned(), "; ".into());
            }
            described
        });
        let key = if self.name == "log" { "sequence" } else { "id" };
        json!({
            "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
            "url": ids.table(&format!("{}.csv", self.name)),
            "dc:title": titles(&|w| w.data_table_of(city, codes::data_table(w, self.name))),
            "dc:description": titles(&|w| codes::data_table_text(w, self.name)),
            "dc:license": { "@id": LICENCE },
            "dialect": { "encoding": "utf-8", "header": true, "delimiter": ",", "lineTerminators": ["\r\n"] },
            "tableSchema": { "columns": columns.collect::<Vec<_>>(), "primaryKey": key },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_and_column_has_words() {
        for table in ALL {
            assert!(codes::DATA_TABLES.contains(&table.name), "{}", table.name);
            assert!(codes::DATA_TABLE_TEXTS.contains(&table.name), "{}", table.name);
            for column in table.columns {
                assert!(codes::DATA_COLUMNS.contains(&column.name), "{}", column.name);
                assert!(
                    !["name", "email", "actor"].contains(&column.path),
                    "{}.{}",
                    table.name,
                    column.name
                );
                if let Code(scale) = column.kind {
                    assert!(scheme::ALL.iter().any(|known| known.name == scale), "{scale}");
                }
            }
        }
    }

    #[test]
    fn a_record_becomes_cells_and_an_object() {
        let table = named("commitments").unwrap();
        let record = json!({
            "id": "1", "title": "=1", "starts_on": null,
            "ogp_values": [{ "value": "technology" }, { "value": "civic_participation" }],
        });
        let cells = table.cells(&record);
        let cell = |name: &str| &cells[table.columns.iter().position(|column| column.name == name).unwrap()];
        assert_eq!(cell("ogp_values"), "technology; civic_participation");
        assert_eq!(cell("starts_on"), "");
        let object = table.object(&record);
        assert_eq!(object["ogp_values"], json!(["technology", "civic_participation"]));
        assert_eq!(object["title"], "=1");
    }
}
