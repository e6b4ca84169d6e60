//! Reads Excel workbooks (Office Open XML, transitional and strict) as a stream, with what a person sees of them:
//! merged cells, hidden sheets, rows and columns, formulas without a result.
//!
//! One pass over each sheet gives all of this. `calamine`, which reads the values, cannot tell hidden rows and
//! columns; the tests compare the values with its own.

mod sheet;
mod strings;
mod styles;

use besa_domain::imports::book::{Book, Kind};
use besa_domain::imports::{Code, Note};

use super::document::aside;
use super::limits::{Limits, Meter, ReadError};
use super::packed::Parts;
use super::relations;
use super::strings::Strings;
use super::xml::{Node, add, damaged};

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    /// The id of the relation to its part.
    relation: String,
}

/// Reads the workbook whose main part this is.
pub(super) fn read(parts: &mut Parts<'_>, main: &str, name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let mut meter = Meter::new(limits);
    let (listed, later) = list(parts, main, &meter)?;
    let relations = relations::of(parts, main)?;
    let forms = match relations::part(&relations, "styles") {
        Some(part) => styles::read(parts, part)?,
        None => Vec::new(),
    };
    let mut shared = Strings::new(limits);
    if let Some(part) = relations::part(&relations, "sharedStrings") {
        strings::read(parts, part, &mut shared)?;
    }
    let look = sheet::Look {
        forms: &forms,
        strings: &shared,
        later,
    };
    let (mut sheets, mut notes) = (Vec::new(), Vec::new());
    for entry in listed {
        let relation = relations.iter().find(|relation| relation.id == entry.relation);
        let Some(relation) = relation else {
            return Err(damaged(format!(
                "the workbook names no part for the sheet {}",
                entry.name
            )));
        };
        if relation.kind == "worksheet" {
            text_boxes(parts, &relation.target, &entry.name, &mut notes)?;
            sheets.push(sheet::read(
                parts,
                &relation.target,
                &look,
                (entry.name, entry.hidden),
                &mut meter,
            )?);
        } else {
            notes.push(Note::new(Code::ChartSheet, entry.name.clone(), entry.name));
        }
    }
    Ok(Book {
        kind: Kind::Xlsx,
        name: name.to_owned(),
        encoding: None,
        sheets,
        text: Vec::new(),
        notes,
    })
}

/// Returns the sheets in their order, and whether the days are counted from 1904.
fn list(parts: &mut Parts<'_>, main: &str, meter: &Meter) -> Result<(Vec<Listed>, bool), ReadError> {
    let Some(mut xml) = parts.xml(main)? else {
        return Err(damaged(format!("{main} is missing")));
    };
    let (mut sheets, mut later) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                b"sheet" => {
                    sheets.push(Listed {
                        name: tag.attribute("name").unwrap_or_default().into_owned(),
                        hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                        relation: tag.attribute("id").unwrap_or_default().into_owned(),
                    });
                    meter.sheets(sheets.len())?;
                }
                b"workbookPr" => later |= tag.is("date1904"),
                _ => {}
            },
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok((sheets, later)),
        }
    }
}

/// Notes each text box on a sheet that holds text.
fn text_boxes(parts: &mut Parts<'_>, sheet: &str, name: &str, notes: &mut Vec<Note>) -> Result<(), ReadError> {
    let relations = relations::of(parts, sheet)?;
    for drawing in relations.iter().filter(|relation| relation.kind == "drawing") {
        let Some(mut xml) = parts.xml(&drawing.target)? else {
            continue;
        };
        let mut text = String::new();
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == b"t" => add(&mut text, &xml.text()?),
                Node::Close(tag) if tag.name() == b"p" => add(&mut text, " "),
                Node::Close(tag) if tag.name() == b"txBody" => {
                    aside(notes, name, &std::mem::take(&mut text));
                }
                Node::End => break,
                Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            }
        }
    }
    Ok(())
}
