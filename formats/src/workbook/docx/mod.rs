//! Reads Word documents (Office Open XML, transitional and strict): paragraphs, and tables as sheets.
//!
//! What a reader sees is read: not hidden text, not what tracked changes delete, but what they insert.

mod paragraph;
mod styles;
mod table;

use besa_domain::imports::book::{Book, Kind};

use super::document::Document;
use super::limits::{Limits, Meter, ReadError};
use super::packed::Parts;
use super::relations;
use super::xml::{Node, Xml, damaged};
use styles::Styles;

/// The element that holds text; others such as `instrText` and `delText` are not seen.
const TEXT: [&[u8]; 1] = [b"t"];

/// Elements that are left out: deleted or moved text, comments, and the older form of a drawing.
fn is_unseen(name: &[u8]) -> bool {
    matches!(
        name,
        b"del"
            | b"moveFrom"
            | b"Fallback"
            | b"rt"
            | b"sectPr"
            | b"pPrChange"
            | b"rPrChange"
            | b"tblPrChange"
            | b"trPrChange"
            | b"tcPrChange"
            | b"tblPr"
            | b"tblGrid"
            | b"sdtPr"
            | b"sdtEndPr"
    )
}

/// Elements whose text stands beside the paragraph: text boxes and shapes.
fn is_aside(name: &[u8]) -> bool {
    matches!(name, b"drawing" | b"pict" | b"object" | b"txbxContent")
}

/// Reads the document whose main part this is.
pub(super) fn read(parts: &mut Parts<'_>, main: &str, name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let relations = relations::of(parts, main)?;
    let styles = match relations::part(&relations, "styles") {
        Some(part) => Styles::read(parts, part)?,
        None => Styles::default(),
    };
    let mut document = Document::new(Kind::Docx, Meter::new(limits));
    {
        let Some(mut xml) = parts.xml(main)? else {
            return Err(damaged(format!("{main} is missing")));
        };
        body(&mut document, &mut xml, &styles)?;
    }
    for relation in &relations {
        if matches!(relation.kind.as_str(), "header" | "footer" | "footnotes" | "endnotes") {
            edge(&mut document, parts, &relation.target)?;
        }
    }
    Ok(document.finish(name))
}

fn body(document: &mut Document, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), ReadError> {
    loop {
        match xml.next()? {
            Node::Open(tag) => match tag.name() {
                b"p" => {
                    let (paragraph, asides) = paragraph::read(xml, styles)?;
                    document.paragraph(paragraph)?;
                    for text in asides {
                        document.aside("", &text);
                    }
                }
                b"tbl" => {
                    let first = table::read(document, xml, styles)?;
                    document.place_tables(first);
                }
                name if is_unseen(name) => xml.skip()?,
                name if is_aside(name) => {
                    let text = xml.aside(&TEXT)?;
                    document.aside("", &text);
                }
                _ => {}
            },
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}

/// Notes the text of a header or footer, or of each footnote.
fn edge(document: &mut Document, parts: &mut Parts<'_>, part: &str) -> Result<(), ReadError> {
    let Some(mut xml) = parts.xml(part)? else {
        return Ok(());
    };
    loop {
        match xml.next()? {
            Node::Open(tag) if matches!(tag.name(), b"hdr" | b"ftr" | b"footnote" | b"endnote") => {
                let text = xml.aside(&TEXT)?;
                document.aside("", &text);
            }
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(()),
        }
    }
}
