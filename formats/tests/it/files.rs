//! Files that tests make, and what tests look at in a file that was read.

use std::io::{Cursor, Write as _};
use std::path::Path;

use besa_domain::imports::book::{Book, Sheet};
use rust_xlsxwriter::{Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Returns a workbook of one sheet, Milestones.
pub(crate) fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("Milestones").unwrap());
    book.save_to_buffer().unwrap()
}

/// Returns an archive of these parts.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Returns a Word document with this body; `more` are further parts.
pub(crate) fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = format!("<w:document xmlns:w=\"{word}\"><w:body>{body}<w:sectPr/></w:body></w:document>");
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let own = more.iter().filter_map(|(name, _)| {
        let target = name.strip_prefix("word/")?;
        let kind = target.trim_end_matches(".xml").trim_end_matches(char::is_numeric);
        Some(format!(
            "<Relationship Id=\"{kind}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>"
        ))
    });
    let own = format!("<Relationships>{}</Relationships>", own.collect::<String>());
    let mut parts = vec![
        ("_rels/.rels", relations.as_str()),
        ("word/_rels/document.xml.rels", own.as_str()),
        ("word/document.xml", main.as_str()),
    ];
    parts.extend(more);
    zipped(&parts)
}

/// Returns an OpenDocument file of a kind (`spreadsheet` or `text`) with this body and these automatic styles.
pub(crate) fn odf(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let spaces: String = ["office", "table", "text", "style", "draw", "calcext"]
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    let content = format!(
        "<office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"urn\"/>"),
        ("content.xml", &content),
    ])
}

/// Returns a file of `tests/cases`.
pub(crate) fn case(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)).unwrap()
}

/// Returns the texts of all rows of a sheet.
pub(crate) fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect()
}

/// Returns the texts of the first row of a sheet.
pub(crate) fn header(sheet: &Sheet) -> Vec<&str> {
    rows(sheet).into_iter().next().unwrap_or_default()
}

/// Returns the texts of the rows below the first one of the first sheet.
pub(crate) fn texts(book: &Book) -> Vec<Vec<&str>> {
    rows(&book.sheets[0]).into_iter().skip(1).collect()
}

/// Returns the place of a column by its heading in the first row.
pub(crate) fn column(sheet: &Sheet, heading: &str) -> usize {
    header(sheet).iter().position(|text| *text == heading).unwrap()
}

/// Returns the numbers of the rows of a sheet.
pub(crate) fn numbers(sheet: &Sheet) -> Vec<u32> {
    sheet.rows.iter().map(|row| row.number).collect()
}

/// Returns the merged areas of a sheet: the first and last row, and the first and last column.
pub(crate) fn merged(sheet: &Sheet) -> Vec<(u32, u32, u32, u32)> {
    let areas = sheet.merged.iter();
    areas
        .map(|area| (area.top, area.bottom, area.left, area.right))
        .collect()
}

/// Returns the code, place and text of each note.
pub(crate) fn notes(book: &Book) -> Vec<(&str, &str, &str)> {
    let notes = book.notes.iter();
    notes
        .map(|note| (note.code.code(), note.cell.as_str(), note.given.as_str()))
        .collect()
}
