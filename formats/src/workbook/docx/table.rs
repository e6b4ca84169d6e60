//! Tables of a Word document.

use std::collections::BTreeMap;

use besa_domain::imports::book::Merged;

use super::super::document::Document;
use super::super::grid::Grid;
use super::super::limits::ReadError;
use super::super::number;
use super::super::xml::{Node, Xml, add};
use super::styles::Styles;
use super::{TEXT, is_aside, is_unseen, paragraph};

/// A table that is being read.
struct Table {
    grid: Grid,
    /// The number of the current row, and the next column in it.
    row: u32,
    column: u32,
    /// The cells that span rows and may go on in the next one, by their first column.
    open: BTreeMap<u32, Merged>,
}

/// A cell as its properties describe it.
struct Shape {
    columns: u32,
    /// Whether it goes on with the cell above; `None` for a cell of its own.
    goes_on: Option<bool>,
    /// Whether a tracked change deletes it.
    deleted: bool,
}

/// Reads the table whose element was opened last. Returns its place.
pub(super) fn read(document: &mut Document, xml: &mut Xml<'_>, styles: &Styles) -> Result<usize, ReadError> {
    let (place, grid) = document.begin_table()?;
    let mut table = Table {
        grid,
        row: 0,
        column: 0,
        open: BTreeMap::new(),
    };
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        if let Node::Open(tag) = xml.next()? {
            match tag.name() {
                b"tr" => table.row(document, xml, styles)?,
                name if is_unseen(name) => xml.skip()?,
                _ => {}
            }
        }
    }
    table.close(document, |_| true)?;
    document.end_table(place, table.grid);
    Ok(place)
}

impl Table {
    /// Reads the row whose element was opened last.
    fn row(&mut self, document: &mut Document, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), ReadError> {
        let outside = xml.depth().saturating_sub(1);
        self.row = self.row.saturating_add(1);
        self.column = 0;
        let (mut hidden, mut properties, mut deleted) = (false, false, false);
        while xml.depth() > outside {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    b"trPr" => properties = true,
                    b"gridBefore" => self.column = tag.number("val").unwrap_or(0),
                    b"hidden" => hidden = tag.on(),
                    b"del" if properties => deleted = true,
                    b"tc" if deleted => xml.skip()?,
                    b"tc" => self.cell(document, xml, styles)?,
                    name if is_unseen(name) => xml.skip()?,
                    _ => {}
                },
                Node::Close(tag) if tag.name() == b"trPr" => properties = false,
                Node::Close(_) | Node::Text(_) | Node::End => {}
            }
        }
        if hidden && self.grid.ends_with(self.row) {
            self.grid.hide_row(self.row);
        }
        let row = self.row;
        self.close(document, |area| area.bottom < row)
    }

    /// Reads the cell whose element was opened last.
    fn cell(&mut self, document: &mut Document, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), ReadError> {
        let outside = xml.depth().saturating_sub(1);
        let mut shape = Shape {
            columns: 1,
            goes_on: None,
            deleted: false,
        };
        let (mut text, mut asides) = (String::new(), Vec::new());
        while xml.depth() > outside {
            let Node::Open(tag) = xml.next()? else {
                continue;
            };
            match tag.name() {
                b"tcPr" => shape = Shape::read(xml)?,
                b"p" => {
                    let (paragraph, beside) = paragraph::read(xml, styles)?;
                    if !text.is_empty() {
                        add(&mut text, "\n");
                    }
                    add(&mut text, &paragraph.text);
                    asides.extend(beside);
                }
                b"tbl" => drop(read(document, xml, styles)?),
                name if is_unseen(name) => xml.skip()?,
                name if is_aside(name) => asides.push(xml.aside(&TEXT)?),
                _ => {}
            }
        }
        if shape.deleted {
            return Ok(());
        }
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(shape.columns);
        let area = Merged {
            top: row,
            bottom: row,
            left: column,
            right: self.column.saturating_sub(1).max(column),
        };
        let above = self.open.get_mut(&column).filter(|_| shape.goes_on == Some(true));
        for beside in asides {
            document.aside(&self.grid.address(row, column), &beside);
        }
        if let Some(above) = above {
            above.bottom = row;
            // What stands in a cell below the first one of a merged area is not seen.
            document.aside(&self.grid.address(row, column), &text);
            return Ok(());
        }
        if shape.goes_on.is_some() {
            if let Some(ended) = self.open.insert(column, area) {
                self.grid.merge(ended, &mut document.meter)?;
            }
        } else {
            self.grid.merge(area, &mut document.meter)?;
        }
        let text = text.trim_end_matches('\n').to_owned();
        self.grid.put(row, column, number::text(text), &mut document.meter)
    }

    /// Stores the merged areas that end.
    fn close(&mut self, document: &mut Document, ends: impl Fn(&Merged) -> bool) -> Result<(), ReadError> {
        for (_, area) in self.open.extract_if(.., |_, area| ends(area)) {
            self.grid.merge(area, &mut document.meter)?;
        }
        Ok(())
    }
}

impl Shape {
    /// Reads the properties whose element was opened last.
    fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let outside = xml.depth().saturating_sub(1);
        let mut shape = Self {
            columns: 1,
            goes_on: None,
            deleted: false,
        };
        while xml.depth() > outside {
            if let Node::Open(tag) = xml.next()? {
                match tag.name() {
                    b"gridSpan" => shape.columns = tag.number("val").unwrap_or(1).max(1),
                    b"vMerge" => shape.goes_on = Some(tag.attribute("val").is_none_or(|value| value != "restart")),
                    b"cellDel" => shape.deleted = true,
                    name if is_unseen(name) => xml.skip()?,
                    _ => {}
                }
            }
        }
        Ok(shape)
    }
}
