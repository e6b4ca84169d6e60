//! OGP's dataset of commitments as a CSV file: read twice, so that only the rows of one member are in memory, and
//! written in the same columns.

use besa_domain::imports::Code;
use besa_domain::imports::ogp::{COLUMNS, Line, MemberRows, Survey};
use csv::{ByteRecord, Position, Reader, ReaderBuilder, Terminator, Writer, WriterBuilder};
use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};

/// A file of the dataset.
#[derive(Debug)]
pub struct Dataset<F> {
    reader: Reader<F>,
    /// The place in the file of each column of the dataset.
    places: Vec<usize>,
    /// The number of columns of the file.
    width: usize,
    /// Where each row begins, by its number.
    rows: BTreeMap<usize, Position>,
    /// Headings that the dataset does not have. Their cells are not read.
    pub unknown: Vec<String>,
    /// Which rows belong to which member.
    pub survey: Survey,
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum DatasetError {
    /// The file cannot be read.
    #[error("the file cannot be read as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// Columns of the dataset are missing.
    #[error("{} of {} columns are missing: {}", .0.len(), COLUMNS.len(), named(.0))]
    Missing(Vec<String>),
    /// A column of the dataset is there twice.
    #[error("the column {0:?} is there twice")]
    Twice(String),
}

/// Names the first of some columns.
fn named(columns: &[String]) -> String {
    const NAMED: usize = 10;
    let first = columns.iter().take(NAMED).map(String::as_str);
    let more = (columns.len() > NAMED).then_some("…");
    first.chain(more).collect::<Vec<_>>().join(", ")
}

impl<F: Read + Seek> Dataset<F> {
    /// Reads the headings and which rows belong to which member. The columns may be in any order.
    ///
    /// # Errors
    /// Columns are missing or there twice, or the file cannot be read.
    pub fn open(file: F) -> Result<Self, DatasetError> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(file);
        let headings = reader.byte_headers()?.clone();
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        let mut unknown = Vec::new();
        for (at, heading) in headings.iter().enumerate() {
            let heading = String::from_utf8_lossy(heading);
            let heading = heading.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
            if !COLUMNS.contains(&heading) {
                unknown.push(heading.to_owned());
            } else if found.insert(heading.to_owned(), at).is_some() {
                return Err(DatasetError::Twice(heading.to_owned()));
            }
        }
        let missing = COLUMNS.iter().filter(|name| !found.contains_key(**name));
        let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if !missing.is_empty() {
            return Err(DatasetError::Missing(missing));
        }
        let mut dataset = Self {
            places: COLUMNS.iter().filter_map(|name| found.get(*name).copied()).collect(),
            width: headings.len(),
            rows: BTreeMap::new(),
            unknown: unknown.into_iter().filter(|heading| !heading.is_empty()).collect(),
            survey: Survey::default(),
            reader,
        };
        dataset.look()?;
        Ok(dataset)
    }

    fn look(&mut self) -> Result<(), DatasetError> {
        let mut record = ByteRecord::new();
        // The headings are row 1.
        let mut row = 1;
        loop {
            let position = self.reader.position().clone();
            if !self.reader.read_byte_record(&mut record)? {
                return Ok(());
            }
            row += 1;
            if record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            match self.line(row, &record) {
                Ok(line) => {
                    self.rows.insert(row, position);
                    self.survey.add(&line);
                }
                Err(why) => self.survey.refuse(row, Code::RowDamaged, &why),
            }
        }
    }

    /// Returns a record as a row of the dataset.
    fn line(&self, row: usize, record: &ByteRecord) -> Result<Line, String> {
        if record.len() != self.width {
            return Err(format!("{} cells in place of {}", record.len(), self.width));
        }
        if record.as_slice().contains(&0) {
            return Err("a NUL character".to_owned());
        }
        let text = |at: &usize| {
            let cell = record.get(*at).unwrap_or_default();
            std::str::from_utf8(cell).map(str::to_owned)
        };
        let values = self.places.iter().map(text).collect::<Result<_, _>>();
        let values = values.map_err(|_invalid| "a text is not UTF-8".to_owned())?;
        Ok(Line { row, values })
    }

    /// Reads the rows of a member.
    ///
    /// # Errors
    /// The file cannot be read, or was changed since it was opened.
    pub fn rows(&mut self, of: &MemberRows) -> Result<Vec<Line>, DatasetError> {
        let mut record = ByteRecord::new();
        let mut lines = Vec::with_capacity(of.rows.len());
        for row in &of.rows {
            let Some(position) = self.rows.get(row) else { continue };
            self.reader.seek(position.clone())?;
            if self.reader.read_byte_record(&mut record)?
                && let Ok(line) = self.line(*row, &record)
            {
                lines.push(line);
            }
        }
        Ok(lines)
    }
}

/// Starts a file of the dataset with its headings.
///
/// # Errors
/// The file cannot be written.
pub fn writer<F: Write>(file: F) -> Result<Writer<F>, csv::Error> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
    writer.write_record(COLUMNS.iter())?;
    Ok(writer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn file(rows: &[&[(&str, &str)]]) -> Vec<u8> {
        let mut writer = writer(Vec::new()).unwrap();
        for row in rows {
            let value = |name: &&str| {
                row.iter()
                    .find(|(known, _)| known == name)
                    .map_or("", |(_, text)| *text)
            };
            writer.write_record(COLUMNS.iter().map(value)).unwrap();
        }
        writer.into_inner().unwrap()
    }

    const FIRST: &[(&str, &str)] = &[
        ("Commitment Unique Identifier", "AL0001"),
        ("Country/Locality", "Albania"),
        ("Code", "ALB"),
        ("Full Text", "One, \"two\"\nand three"),
    ];
    const SECOND: &[(&str, &str)] = &[
        ("Commitment Unique Identifier", "BUE0001"),
        ("Country/Locality", "Buenos Aires, Argentina"),
        ("Code", "ARBA"),
    ];

    #[test]
    fn rows_are_read_by_member() {
        let bytes = file(&[FIRST, SECOND, &[("Country/Locality", "Albania")], FIRST]);
        let mut dataset = Dataset::open(Cursor::new(bytes)).unwrap();
        assert_eq!(dataset.survey.read, 4);
        let refused: Vec<_> = dataset
            .survey
            .refused
            .iter()
            .map(|report| (report.row, report.notes[0].code))
            .collect();
        assert_eq!(refused, [(4, Code::OgpIdMissing), (5, Code::DuplicateRow)]);
        let members = std::mem::take(&mut dataset.survey.members);
        let slugs: Vec<_> = members
            .iter()
            .map(|one| (one.member.slug.as_str(), one.rows.as_slice()))
            .collect();
        assert_eq!(slugs, [("albania", &[2][..]), ("buenos-aires", &[3][..])]);
        let lines = dataset.rows(&members[0]).unwrap();
        assert_eq!(
            (lines.len(), lines[0].values[14].as_str()),
            (1, "One, \"two\"\nand three")
        );
    }

    #[test]
    fn other_files_are_refused_by_what_is_missing() {
        let short = Dataset::open(Cursor::new(b"Commitment Unique Identifier,Code\nAL0001,ALB\n".to_vec()));
        let message = short.unwrap_err().to_string();
        assert!(
            message.starts_with("169 of 171 columns are missing: Country/Locality"),
            "{message}"
        );
        let mut bytes = file(&[FIRST]);
        bytes.extend(b"AL0002,Albania\r\n");
        let dataset = Dataset::open(Cursor::new(bytes)).unwrap();
        assert_eq!(dataset.survey.refused[0].notes[0].given, "2 cells in place of 171");
        let latin = String::from_utf8(file(&[FIRST])).unwrap().replace("three", "tr~s");
        let latin: Vec<u8> = latin
            .bytes()
            .map(|byte| if byte == b'~' { 0xe9 } else { byte })
            .collect();
        let dataset = Dataset::open(Cursor::new(latin)).unwrap();
        assert_eq!(dataset.survey.refused[0].notes[0].given, "a text is not UTF-8");
    }

    #[test]
    fn columns_in_another_order_with_a_byte_order_mark() {
        let bytes = file(&[FIRST]);
        let mut turned: Vec<Vec<u8>> = Vec::new();
        let mut reader = ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let mut writer = Writer::from_writer(Vec::new());
        for record in reader.byte_records() {
            let record = record.unwrap();
            let mut cells: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
            cells.reverse();
            cells.push(b"Another".to_vec());
            writer.write_record(&cells).unwrap();
            turned.extend(cells);
        }
        let mut bytes = b"\xef\xbb\xbf".to_vec();
        bytes.extend(writer.into_inner().unwrap());
        let mut dataset = Dataset::open(Cursor::new(bytes)).unwrap();
        assert_eq!(dataset.unknown, ["Another"]);
        let members = std::mem::take(&mut dataset.survey.members);
        assert_eq!(dataset.rows(&members[0]).unwrap()[0].values[0], "AL0001");
    }
}
