//! Reads workbooks of Excel 97 to 2003 (BIFF8 in a compound file; [MS-XLS]).
//!
//! The records are read here rather than by `calamine`, which takes memory by the positions of the cells, does not
//! tell hidden rows and columns, and panics on a record that is too short; the tests compare the values.

mod records;
mod sheet;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use besa_domain::imports::book::{Book, Kind};
use besa_domain::imports::{Code, Note};

use super::limits::{Limits, Meter, ReadError};
use super::number::{Form, builtin, form};
use super::strings::Strings;
use super::xml::damaged;
use records::{Fields, Record, Records};

/// The version of a workbook of Excel 97 to 2003.
const BIFF8: u16 = 0x0600;

/// What all sheets of a workbook refer to, and where they begin.
struct Globals<'l> {
    sheets: Vec<Listed>,
    forms: Vec<Form>,
    strings: Strings<'l>,
    /// Whether days are counted from 1904.
    later: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    /// Whether it has cells; others are charts and macros.
    cells: bool,
    start: usize,
}

/// Reads a compound file: a workbook, or something else that is told.
pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.exists("/EncryptedPackage") {
        // A workbook or document of today with a password.
        return Err(ReadError::Locked);
    }
    if file.exists("/WordDocument") {
        return Err(ReadError::OtherDocument);
    }
    if !file.exists("/Workbook") {
        return Err(if file.exists("/Book") {
            ReadError::OtherWorkbook
        } else {
            ReadError::Unknown
        });
    }
    let most = u64::try_from(limits.file).unwrap_or(u64::MAX);
    let mut stream = Vec::new();
    let workbook = file.open_stream("/Workbook").map_err(damaged)?;
    workbook.take(most).read_to_end(&mut stream).map_err(damaged)?;
    let mut meter = Meter::new(limits);
    let globals = globals(&stream, limits, &meter)?;
    let (mut sheets, mut notes) = (Vec::new(), Vec::new());
    for listed in &globals.sheets {
        if listed.cells {
            sheets.push(sheet::read(&stream, listed, &globals, &mut meter)?);
        } else {
            notes.push(Note::new(Code::ChartSheet, &listed.name, &listed.name));
        }
    }
    Ok(Book {
        kind: Kind::Xls,
        name: name.to_owned(),
        encoding: None,
        sheets,
        text: Vec::new(),
        notes,
    })
}

/// Reads what stands before the sheets.
fn globals<'l>(stream: &[u8], limits: &'l Limits, meter: &Meter) -> Result<Globals<'l>, ReadError> {
    let mut globals = Globals {
        sheets: Vec::new(),
        forms: Vec::new(),
        strings: Strings::new(limits),
        later: false,
    };
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    for record in Records::new(stream, 0) {
        let mut fields = record.fields();
        match record.kind {
            Record::BEGIN if fields.u16() != Some(BIFF8) => return Err(ReadError::OtherWorkbook),
            Record::PASSWORD => return Err(ReadError::Locked),
            Record::DATES => globals.later = fields.u16() == Some(1),
            Record::FORMAT => {
                if let (Some(id), Some(code)) = (fields.u16(), fields.text()) {
                    own.insert(id, form(&code));
                }
            }
            Record::CELL_FORMAT => {
                fields.skip(2);
                formats.push(fields.u16().unwrap_or(0));
            }
            Record::SHEET => {
                globals.sheets.extend(listed(&mut fields));
                meter.sheets(globals.sheets.len())?;
            }
            Record::STRINGS => shared(&mut fields, &mut globals.strings)?,
            Record::END => break,
            _ => {}
        }
    }
    let form = |id: &u16| own.get(id).copied().unwrap_or_else(|| builtin(u32::from(*id)));
    globals.forms = formats.iter().map(form).collect();
    Ok(globals)
}

fn listed(fields: &mut Fields<'_, '_>) -> Option<Listed> {
    let start = usize::try_from(fields.u32()?).ok()?;
    let (state, kind) = (fields.u8()?, fields.u8()?);
    let length = usize::from(fields.u8()?);
    Some(Listed {
        name: fields.characters(length)?,
        hidden: state & 3 != 0,
        cells: kind == 0,
        start,
    })
}

fn shared(fields: &mut Fields<'_, '_>, strings: &mut Strings<'_>) -> Result<(), ReadError> {
    fields.skip(4);
    let count = fields.u32().unwrap_or(0);
    for _ in 0..count {
        let Some(text) = fields.rich_text() else {
            return Err(damaged("the shared strings of the workbook end too early"));
        };
        strings.push(&text, "shared strings")?;
    }
    Ok(())
}
