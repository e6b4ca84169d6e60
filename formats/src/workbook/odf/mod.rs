//! Reads spreadsheets (ODS) and text documents (ODT) of LibreOffice and other programs (OpenDocument).
//!
//! `calamine` reads ODS too, but as a rectangle of all cells between the first and the last one, which takes memory
//! by their positions, without merged cells and hidden rows, and never ends on a table that is cut off.

mod ods;
mod odt;
mod styles;
mod table;
mod text;

use besa_domain::imports::book::Book;

use super::limits::{Limits, Meter, ReadError};
use super::packed::Parts;
use super::xml::Node;
use styles::Styles;

/// The kind of document that a file's media type names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Spreadsheet,
    Text,
    /// A presentation, a drawing, a database.
    Other,
}

/// Returns what an OpenDocument file holds; `None` for a file of another kind.
pub(super) fn held(parts: &mut Parts<'_>) -> Result<Option<Held>, ReadError> {
    let Some(kind) = parts.start_of("mimetype")? else {
        return Ok(None);
    };
    let Some(kind) = kind.trim().strip_prefix("application/vnd.oasis.opendocument.") else {
        return Ok(None);
    };
    Ok(Some(match kind.split('-').next() {
        Some("spreadsheet") => Held::Spreadsheet,
        Some("text") => Held::Text,
        Some(_) | None => Held::Other,
    }))
}

/// Returns whether the file's list of parts says that some are encrypted.
pub(super) fn locked(parts: &mut Parts<'_>) -> Result<bool, ReadError> {
    let Some(mut xml) = parts.xml("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == b"encryption-data" => return Ok(true),
            Node::Open(_) | Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(false),
        }
    }
}

/// Reads a spreadsheet or a text document.
pub(super) fn read(parts: &mut Parts<'_>, held: Held, name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let meter = Meter::new(limits);
    let mut styles = Styles::default();
    styles.read(parts, "styles.xml")?;
    styles.read(parts, "content.xml")?;
    match held {
        Held::Spreadsheet => ods::read(parts, &styles, name, meter),
        Held::Text => odt::read(parts, &styles, name, meter),
        Held::Other => Err(ReadError::Unknown),
    }
}
