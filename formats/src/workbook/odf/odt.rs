//! Text documents of OpenDocument.

use besa_domain::imports::book::{Book, Kind};

use super::super::document::{Document, Paragraph};
use super::super::limits::{Meter, ReadError};
use super::super::packed::Parts;
use super::super::xml::{Node, Xml, damaged};
use super::styles::Styles;
use super::table::{Place, Table};
use super::text::{PARAGRAPHS, UNSEEN, Written, is_aside, look_of};

/// Lists of what is elsewhere in the document.
const INDEXES: [&[u8]; 7] = [
    b"table-of-content",
    b"illustration-index",
    b"table-index",
    b"object-index",
    b"user-index",
    b"alphabetical-index",
    b"bibliography",
];

/// The elements of headers and footers.
const EDGES: [&[u8]; 6] = [
    b"header",
    b"footer",
    b"header-left",
    b"footer-left",
    b"header-first",
    b"footer-first",
];

impl Place for Document {
    fn meter(&mut self) -> &mut Meter {
        &mut self.meter
    }

    fn aside(&mut self, place: &str, text: &str) {
        Document::aside(self, place, text);
    }

    fn nested(&mut self, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), ReadError> {
        table(self, xml, styles).map(|_| ())
    }
}

pub(super) fn read(parts: &mut Parts<'_>, styles: &Styles, name: &str, meter: Meter) -> Result<Book, ReadError> {
    let mut document = Document::new(Kind::Odt, meter);
    {
        let Some(mut xml) = parts.xml("content.xml")? else {
            return Err(damaged("content.xml is missing"));
        };
        body(&mut document, &mut xml, styles)?;
    }
    if let Some(mut xml) = parts.xml("styles.xml")? {
        loop {
            match xml.next()? {
                Node::Open(tag) if EDGES.contains(&tag.name()) => {
                    let text = xml.aside(&PARAGRAPHS)?;
                    document.aside("", &text);
                }
                Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
                Node::End => break,
            }
        }
    }
    Ok(document.finish(name))
}

fn body(document: &mut Document, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), ReadError> {
    // The depths of the lists around the current paragraph.
    let mut lists = 0_usize;
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                b"p" | b"h" => {
                    let style = tag.attribute("style-name");
                    let mut paragraph = Paragraph {
                        level: match tag.name() {
                            b"h" => Some(tag.number("outline-level").unwrap_or(1).max(1)),
                            _ => styles.level(style.as_deref()),
                        },
                        list: lists > 0 || styles.list(style.as_deref()),
                        ..Paragraph::default()
                    };
                    let look = look_of(&tag, styles);
                    let mut written = Written::default();
                    written.paragraph(xml, styles, look)?;
                    paragraph.bold = !written.plain;
                    paragraph.text = written.text;
                    document.paragraph(paragraph)?;
                    for text in written.asides {
                        document.aside("", &text);
                    }
                }
                b"list" => lists += 1,
                b"table" => {
                    let first = table(document, xml, styles)?;
                    document.place_tables(first);
                }
                b"section" if tag.attribute("display").is_some_and(|display| display == "none") => {
                    let text = xml.aside(&PARAGRAPHS)?;
                    document.aside("", &text);
                }
                b"automatic-styles" | b"font-face-decls" => xml.skip()?,
                name if INDEXES.contains(&name) || UNSEEN.contains(&name) => xml.skip()?,
                name if is_aside(name) => {
                    let text = xml.aside(&PARAGRAPHS)?;
                    document.aside("", &text);
                }
                _ => {}
            },
            Node::Close(tag) if tag.name() == b"list" => lists = lists.saturating_sub(1),
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}

/// Reads the table whose element was opened last. Returns its place.
fn table(document: &mut Document, xml: &mut Xml<'_>, styles: &Styles) -> Result<usize, ReadError> {
    let (place, grid) = document.begin_table()?;
    let mut table = Table::new(grid);
    table.read(xml, styles, document)?;
    document.end_table(place, table.grid);
    Ok(place)
}
