//! Writes a report as DOCX, with headings, lists, tables with header rows, links and bookmarks in Word's own
//! elements, and with language and title set.
//!
//! The parts are templates, as pages are: the available DOCX crates cannot set language, title or header
//! rows.

use std::borrow::Cow;
use std::io::{Cursor, Write as _};

use askama::Template;
use thiserror::Error;
use time::format_description::well_known::Rfc3339;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use besa_formats::sheet::{Block, Column, Sheet};

/// The width between the margins of A4, in twentieths of a point.
const WIDTH: u32 = 9_300;
/// The width of a column with share 0.
const NARROW: u32 = 800;

/// A DOCX that could not be written.
#[derive(Debug, Error)]
pub enum DocxError {
    /// A part could not be rendered.
    #[error("the report cannot be written as DOCX: {0}")]
    Part(#[from] askama::Error),
    /// The parts could not be packed.
    #[error("the report cannot be packed as DOCX: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// The packed bytes could not be written.
    #[error("the report cannot be packed as DOCX: {0}")]
    Write(#[from] std::io::Error),
}

#[derive(Template)]
#[template(path = "report/docx/document.xml")]
struct Document<'a> {
    sheet: &'a Sheet,
    links: &'a [String],
}

#[derive(Template)]
#[template(path = "report/docx/styles.xml")]
struct Styles<'a> {
    sheet: &'a Sheet,
}

#[derive(Template)]
#[template(path = "report/docx/numbering.xml")]
struct Numbering<'a> {
    sheet: &'a Sheet,
}

#[derive(Template)]
#[template(path = "report/docx/relations.xml")]
struct Relations<'a> {
    links: &'a [String],
}

#[derive(Template)]
#[template(path = "report/docx/footer.xml")]
struct Footer<'a> {
    sheet: &'a Sheet,
}

#[derive(Template)]
#[template(path = "report/docx/core.xml")]
struct Core<'a> {
    sheet: &'a Sheet,
    built: String,
}

const TYPES: &str = include_str!("types.xml");
const ROOT: &str = include_str!("root.xml");

/// Writes a report as DOCX. The same report gives the same bytes.
pub fn docx(sheet: &Sheet) -> Result<Vec<u8>, DocxError> {
    let links = links(sheet);
    let built = sheet.built_at.to_offset(time::UtcOffset::UTC);
    let core = Core {
        sheet,
        built: built.format(&Rfc3339).unwrap_or_default(),
    };
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", ROOT.to_owned()),
        ("docProps/core.xml", core.render()?),
        ("word/document.xml", Document { sheet, links: &links }.render()?),
        ("word/styles.xml", Styles { sheet }.render()?),
        ("word/numbering.xml", Numbering { sheet }.render()?),
        ("word/footer1.xml", Footer { sheet }.render()?),
        ("word/_rels/document.xml.rels", Relations { links: &links }.render()?),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut pack = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        pack.start_file(name, options)?;
        pack.write_all(sound(&part).as_bytes())?;
    }
    Ok(pack.finish()?.into_inner())
}

/// Returns the addresses that the report links to, without duplicates.
fn links(sheet: &Sheet) -> Vec<String> {
    let mut links: Vec<String> = sheet.url.iter().cloned().collect();
    for block in &sheet.blocks {
        if let Block::Table { rows, .. } = block {
            let cells = rows.iter().flatten();
            links.extend(cells.filter_map(|cell| cell.link.clone()));
        }
    }
    links.sort_unstable();
    links.dedup();
    links
}

/// Replaces the characters that XML does not allow.
fn sound(part: &str) -> Cow<'_, str> {
    let bad = |sign: char| {
        (sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')) || matches!(sign, '\u{FFFE}' | '\u{FFFF}')
    };
    if part.contains(bad) {
        Cow::Owned(part.replace(bad, "\u{FFFD}"))
    } else {
        Cow::Borrowed(part)
    }
}

impl Document<'_> {
    /// Returns the number of the relationship for an address.
    fn relation(&self, link: &str) -> usize {
        self.links.iter().position(|known| known == link).unwrap_or_default()
    }

    /// Computes the widths of a table's columns.
    fn widths(&self, columns: &[Column]) -> Vec<u32> {
        let all: u32 = columns.iter().map(|column| u32::from(column.share)).sum();
        let narrow: u32 = columns.iter().filter(|column| column.share == 0).map(|_| NARROW).sum();
        let rest = WIDTH.saturating_sub(narrow);
        let width = |column: &Column| match column.share {
            0 => NARROW,
            share => rest * u32::from(share) / all.max(1),
        };
        columns.iter().map(width).collect()
    }
}

impl Styles<'_> {
    /// Returns the city's colour in Word's format, without `#`.
    fn hex(&self) -> &str {
        self.sheet.colour.trim_start_matches('#')
    }
}
