//! Spreadsheets of OpenDocument.

use besa_domain::imports::Note;
use besa_domain::imports::book::{Book, Kind};

use super::super::document::aside;
use super::super::grid::Grid;
use super::super::limits::{Meter, ReadError};
use super::super::packed::Parts;
use super::super::xml::{Node, Xml, damaged};
use super::styles::{Family, Look, Styles};
use super::table::{Place, Table};
use super::text::UNSEEN;

struct Cells {
    meter: Meter,
    notes: Vec<Note>,
}

impl Place for Cells {
    fn meter(&mut self) -> &mut Meter {
        &mut self.meter
    }

    fn aside(&mut self, place: &str, text: &str) {
        aside(&mut self.notes, place, text);
    }

    /// Spreadsheets have no tables within cells.
    fn nested(&mut self, xml: &mut Xml<'_>, _: &Styles) -> Result<(), ReadError> {
        xml.skip()
    }
}

pub(super) fn read(parts: &mut Parts<'_>, styles: &Styles, name: &str, meter: Meter) -> Result<Book, ReadError> {
    let Some(mut xml) = parts.xml("content.xml")? else {
        return Err(damaged("content.xml is missing"));
    };
    let mut sheets = Vec::new();
    let mut cells = Cells {
        meter,
        notes: Vec::new(),
    };
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                b"table" => {
                    cells.meter.sheets(sheets.len() + 1)?;
                    let named = tag.attribute("name").unwrap_or_default().into_owned();
                    let style = tag.attribute("style-name");
                    let hidden = styles.look(Family::Table, style.as_deref(), Look::default()).hidden;
                    let mut table = Table::new(Grid::new(Kind::Ods, named, hidden));
                    table.read(&mut xml, styles, &mut cells)?;
                    sheets.push(table.grid.finish());
                }
                // Rules for cells hold texts of their own, which are not on the sheet.
                b"content-validations" | b"automatic-styles" | b"font-face-decls" => xml.skip()?,
                name if UNSEEN.contains(&name) => xml.skip()?,
                _ => {}
            },
            Node::Close(_) | Node::Text(_) => {}
            Node::End => break,
        }
    }
    Ok(Book {
        kind: Kind::Ods,
        name: name.to_owned(),
        encoding: None,
        sheets,
        text: Vec::new(),
        notes: cells.notes,
    })
}
