//! Tells the kind of a file by its first bytes and its content, because a file name can be wrong.

use besa_domain::imports::book::Book;

use super::limits::{Limits, ReadError};
use super::packed::Parts;
use super::xml::{Node, Xml};
use super::{docx, odf, relations, xlsx};

/// How a file is built.
pub(super) enum Found {
    /// A ZIP archive, as all newer office files are.
    Package,
    /// A compound file, as older office files are, and newer ones with a password.
    Compound,
    Text,
}

/// First bytes, and why such a file is not read.
const REFUSED: [(&[u8], ReadError); 12] = [
    (b"%PDF", ReadError::Pdf),
    (b"{\\rtf", ReadError::OtherDocument),
    // Word documents and spreadsheets as web pages or flat XML, whatever their names are.
    (b"<?xml", ReadError::OtherWorkbook),
    (b"<html", ReadError::OtherWorkbook),
    (b"<!doctype", ReadError::OtherWorkbook),
    (b"<table", ReadError::OtherWorkbook),
    (b"mime-version:", ReadError::OtherWorkbook),
    // Excel 2 to 4.
    (b"\x09\x00\x04\x00", ReadError::OtherWorkbook),
    (b"\x09\x02\x06\x00", ReadError::OtherWorkbook),
    (b"\x09\x04\x06\x00", ReadError::OtherWorkbook),
    (b"\x89png", ReadError::Unknown),
    (b"\xFF\xD8\xFF", ReadError::Unknown),
];

/// Returns how a file is built.
pub(super) fn of(bytes: &[u8]) -> Result<Found, ReadError> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(ZIP) {
        return Ok(Found::Package);
    }
    if bytes.starts_with(COMPOUND) {
        return Ok(Found::Compound);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = start.trim_ascii_start();
    if text.is_empty() {
        return Err(ReadError::Empty);
    }
    // Excel 2 to 4 begin with a byte that is blank in a text.
    let begins = |start: &[u8], sign: &[u8]| {
        let same = start.get(..sign.len()).map(<[u8]>::to_ascii_lowercase);
        same.is_some_and(|same| same == sign.to_ascii_lowercase())
    };
    match REFUSED
        .into_iter()
        .find(|(sign, _)| begins(start, sign) || begins(text, sign))
    {
        Some((_, error)) => Err(error),
        None => Ok(Found::Text),
    }
}

/// Reads a ZIP archive by what is in it.
pub(super) fn read_package(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let mut parts = Parts::open(bytes, limits)?;
    if let Some(held) = odf::held(&mut parts)? {
        // What is encrypted looks damaged. The list of parts is never encrypted.
        parts.measure(limits, Some("META-INF/manifest.xml"))?;
        if odf::locked(&mut parts)? {
            return Err(ReadError::Locked);
        }
        parts.measure(limits, None)?;
        return odf::read(&mut parts, held, name, limits);
    }
    parts.measure(limits, None)?;
    let relations = relations::of(&mut parts, "")?;
    let named = relations::part(&relations, "officeDocument");
    let usual = ["xl/workbook.xml", "word/document.xml"];
    let main = named.or_else(|| usual.into_iter().find(|part| parts.has(part)));
    let Some(main) = main.map(str::to_owned) else {
        return Err(ReadError::Unknown);
    };
    if main.to_ascii_lowercase().ends_with(".bin") {
        return Err(ReadError::OtherWorkbook);
    }
    let root = match parts.xml(&main)? {
        Some(mut xml) => root(&mut xml)?,
        None => return Err(super::xml::damaged(format!("{main} is missing"))),
    };
    match root.as_slice() {
        b"workbook" => xlsx::read(&mut parts, &main, name, limits),
        b"document" => docx::read(&mut parts, &main, name, limits),
        _ => Err(ReadError::Unknown),
    }
}

/// Returns the name of the first element.
fn root(xml: &mut Xml<'_>) -> Result<Vec<u8>, ReadError> {
    loop {
        match xml.next()? {
            Node::Open(tag) => return Ok(tag.name().to_vec()),
            Node::Close(_) | Node::Text(_) => {}
            Node::End => return Ok(Vec::new()),
        }
    }
}
