//! The kinds of files that are taken as evidence and everywhere else, told by their content. Every form, every
//! error and the API description name them from the one list here.
//!
//! What is taken is only ever sent as a download (`Content-Disposition: attachment`, `nosniff`). Web pages,
//! drawings with scripts and programs are refused all the same: they would run once they are opened.
//!
//! Long because of the tests: a file of each kind.

use std::borrow::Cow;

/// How many of the first bytes are used to tell the kind.
pub(crate) const SNIFFED: usize = 8_192;

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    /// Its name for people, which is that of the files' ending: `PDF`.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
}

const fn kind(name: &'static str, media_type: &'static str) -> FileKind {
    FileKind { name, media_type }
}

/// Every kind that is taken: documents, tables, slides, pictures, sound, films, data, signed containers, archives.
pub const KINDS: [&[FileKind]; 9] = [
    &[
        kind("PDF", "application/pdf"),
        kind("DOC", "application/msword"),
        kind(
            "DOCX",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        kind("ODT", "application/vnd.oasis.opendocument.text"),
        kind("RTF", "application/rtf"),
        kind("TXT", "text/plain"),
    ],
    &[
        kind("XLS", "application/vnd.ms-excel"),
        kind(
            "XLSX",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        kind("ODS", "application/vnd.oasis.opendocument.spreadsheet"),
        kind("CSV", "text/csv"),
    ],
    &[
        kind("PPT", "application/vnd.ms-powerpoint"),
        kind(
            "PPTX",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        kind("ODP", "application/vnd.oasis.opendocument.presentation"),
    ],
    &[
        kind("JPEG", "image/jpeg"),
        kind("PNG", "image/png"),
        kind("WebP", "image/webp"),
        kind("GIF", "image/gif"),
        kind("HEIC", "image/heic"),
        kind("TIFF", "image/tiff"),
    ],
    &[
        kind("MP3", "audio/mpeg"),
        kind("M4A", "audio/mp4"),
        kind("OGG", "audio/ogg"),
        kind("WAV", "audio/wav"),
    ],
    &[kind("MP4", "video/mp4")],
    &[kind("JSON", "application/json"), kind("XML", "application/xml")],
    &[
        kind("ASiC-E", "application/vnd.etsi.asic-e+zip"),
        kind("ASiC-S", "application/vnd.etsi.asic-s+zip"),
        kind("P7M", "application/pkcs7-mime"),
    ],
    &[kind("ZIP", "application/zip")],
];

/// Returns the names of the kinds that are taken, for a hint or an error: `PDF, DOC, … ZIP`. They are the same in
/// every language.
pub fn taken() -> String {
    let names: Vec<&str> = KINDS.iter().copied().flatten().map(|kind| kind.name).collect();
    names.join(", ")
}

/// Returns the media type of a file by its first bytes; `None` for a file that is not taken. Text has no signature:
/// in whatever encoding it is, it has no control characters and does not look like a web page, and the ending of
/// its name then tells CSV and JSON from plain text.
pub(crate) fn media_type(first: &[u8], name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    if RUNS.contains(&ending.as_str()) {
        return None;
    }
    let found = signed(first)
        .or_else(|| packed(first))
        .or_else(|| sound(first))
        .or_else(|| first.starts_with(b"{\\rtf").then_some("application/rtf"))
        .or_else(|| infer::get(first).map(|kind| standard(kind.mime_type())));
    match found {
        Some("text/xml" | "text/html") | None => text(first, &ending),
        // A certificate or another file in PEM, or a script: text that infer knows by its first line.
        Some("application/x-x509-ca-cert" | "text/x-shellscript") => None,
        Some(found) => KINDS
            .iter()
            .copied()
            .flatten()
            .map(|kind| kind.media_type)
            .find(|taken| *taken == found),
    }
}

/// The endings of files that run, or open as a web page, on a double click.
const RUNS: [&str; 31] = [
    "bat", "cmd", "com", "exe", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "scr", "pif", "msi", "reg",
    "lnk", "url", "jar", "command", "desktop", "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz",
    "xsl",
];

/// Returns the registered name of a media type for which infer has another one.
fn standard(media_type: &'static str) -> &'static str {
    match media_type {
        "image/heif" => "image/heic",
        "audio/m4a" => "audio/mp4",
        "audio/x-wav" => "audio/wav",
        "audio/opus" => "audio/ogg",
        "text/rtf" => "application/rtf",
        other => other,
    }
}

/// Tells signed data (CMS, RFC 5652): in DER or BER, or as text.
fn signed(first: &[u8]) -> Option<&'static str> {
    const SIGNED_DATA: &[u8] = b"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
    let head = first.get(..first.len().min(20)).unwrap_or_default();
    let binary = head.first() == Some(&0x30) && head.windows(SIGNED_DATA.len()).any(|part| part == SIGNED_DATA);
    let text = [b"-----BEGIN PKCS7-----".as_slice(), b"-----BEGIN CMS-----"];
    (binary || text.iter().any(|mark| first.starts_with(mark))).then_some("application/pkcs7-mime")
}

/// Tells what a ZIP archive holds by its first entry, `mimetype`, which OpenDocument and ASiC (ETSI EN 319 162-1)
/// put there. `None` for other archives.
fn packed(first: &[u8]) -> Option<&'static str> {
    let number = |at: usize| {
        let pair = first.get(at..at.checked_add(2)?)?.first_chunk()?;
        Some(usize::from(u16::from_le_bytes(*pair)))
    };
    let entry = first.strip_prefix(b"PK\x03\x04")?;
    let (stored, name, extra) = (number(8)? == 0, number(26)?, number(28)?);
    if !stored || entry.get(26..26 + name)? != b"mimetype" {
        return None;
    }
    let content = entry.get(26 + name + extra..)?;
    KINDS
        .iter()
        .copied()
        .flatten()
        .map(|kind| kind.media_type)
        .filter(|kind| kind.starts_with("application/vnd.oasis") || kind.contains("asic"))
        .find(|kind| {
            let after = content.strip_prefix(kind.as_bytes());
            after.is_some_and(|after| matches!(after.first(), None | Some(b'P' | b'\r' | b'\n' | b' ')))
        })
}

/// Tells MP3 of every version without tags; infer knows only one.
fn sound(first: &[u8]) -> Option<&'static str> {
    let [0xFF, second, third, ..] = first else { return None };
    let layer_3 = second & 0xE6 == 0xE2 && second & 0x18 != 0x08;
    let plausible = third & 0xF0 != 0xF0 && third & 0x0C != 0x0C && third & 0xF0 != 0;
    (layer_3 && plausible).then_some("audio/mpeg")
}

/// Tells text. `None` for what is not text, and for web pages and scripts.
fn text(first: &[u8], ending: &str) -> Option<&'static str> {
    let text = decoded(first)?;
    if text.trim_start_matches('\u{FEFF}').is_empty() {
        return None;
    }
    let lowered = text.trim_start_matches('\u{FEFF}').trim_start().to_ascii_lowercase();
    let has = |marks: &[&str]| marks.iter().any(|mark| lowered.contains(mark));
    let scripted = [
        "<!doctype html",
        "<html",
        "<script",
        "<svg",
        "<iframe",
        ":script",
        "1999/xhtml",
        "2000/svg",
    ];
    if lowered.starts_with("<?xml") || lowered.starts_with('<') && ending == "xml" {
        return (!has(&scripted) && !lowered.contains("xml-stylesheet")).then_some("application/xml");
    }
    let page = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<script",
        "<svg",
        "<?xml",
        "<iframe",
    ];
    if has(&page) || lowered.starts_with("#!") {
        return None;
    }
    Some(match ending {
        "csv" => "text/csv",
        "json" | "geojson" => "application/json",
        "p7m" | "p7s" if is_base64(&lowered) => "application/pkcs7-mime",
        _ => "text/plain",
    })
}

fn is_base64(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\r' | '\n');
    text.starts_with("mi") && text.chars().all(plain)
}

/// Reads the first bytes as text, whatever the encoding: UTF-8, UTF-16 with or without a mark, or one in which each
/// letter of English is one byte. `None` when they hold control characters, and so are no text. The other
/// letters of such an encoding are not read right: they do not matter here.
fn decoded(first: &[u8]) -> Option<Cow<'_, str>> {
    let text = match first {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes)?.into(),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes)?.into(),
        _ if first.contains(&0) => {
            let (little, big) = (wide(first, u16::from_le_bytes), wide(first, u16::from_be_bytes));
            let latin = |text: &String| text.chars().filter(char::is_ascii).count() * 2 > text.chars().count();
            little.filter(latin).or_else(|| big.filter(latin))?.into()
        }
        _ => match std::str::from_utf8(first) {
            Ok(text) => Cow::Borrowed(text),
            // The last character may be cut.
            Err(error) if first.len() - error.valid_up_to() < 4 && error.error_len().is_none() => {
                std::str::from_utf8(first.get(..error.valid_up_to())?).ok()?.into()
            }
            Err(_) => first
                .iter()
                .map(|byte| char::from(*byte))
                .filter(|c| !matches!(c, '\u{80}'..='\u{9F}'))
                .collect::<String>()
                .into(),
        },
    };
    // Form feeds and the end mark of DOS are in texts of old programs, escapes in Japanese ones.
    let allowed =
        |c: char| !c.is_control() || matches!(c, '\t'..='\r' | '\u{1A}' | '\u{1B}' | '\u{1E}' | '\u{1F}' | '\u{85}');
    text.chars().all(allowed).then_some(text)
}

/// Reads UTF-16. `None` for a lone half of a pair, unless it is at the end.
fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
    let last = units.len().saturating_sub(1);
    let mut text = String::with_capacity(units.len());
    for (at, read) in char::decode_utf16(units.iter().copied()).enumerate() {
        match read {
            Ok(c) => text.push(c),
            Err(_) if at + 1 >= last => break,
            Err(_) => return None,
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP archive whose first entry is `mimetype`.
    fn archive(media_type: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        let size = u32::try_from(media_type.len()).unwrap().to_le_bytes();
        bytes.extend(size);
        bytes.extend(size);
        bytes.extend(b"\x08\0\0\0mimetype");
        bytes.extend(media_type.bytes());
        bytes.extend(b"PK\x03\x04");
        bytes
    }

    #[test]
    fn what_offices_have_is_told_by_its_content() {
        let utf16 = |text: &str| -> Vec<u8> {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xFF\xFE".iter().copied().chain(units).collect()
        };
        for (name, bytes, kind) in [
            ("x.pdf", b"%PDF-1.7 something".to_vec(), "application/pdf"),
            ("photo", include_bytes!("cases/29-photo.heic").to_vec(), "image/heic"),
            (
                "photo.heif",
                b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic".to_vec(),
                "image/heic",
            ),
            (
                "minutes",
                include_bytes!("cases/29-minutes.rtf").to_vec(),
                "application/rtf",
            ),
            ("scan.tif", b"II*\0\x08\0\0\0\0\0".to_vec(), "image/tiff"),
            ("scan.tif", b"MM\0*\0\0\0\x08\0\0".to_vec(), "image/tiff"),
            (
                "slides",
                archive("application/vnd.oasis.opendocument.presentation"),
                "application/vnd.oasis.opendocument.presentation",
            ),
            (
                "text.odt",
                archive("application/vnd.oasis.opendocument.text"),
                "application/vnd.oasis.opendocument.text",
            ),
            (
                "act.asice",
                archive("application/vnd.etsi.asic-e+zip"),
                "application/vnd.etsi.asic-e+zip",
            ),
            (
                "act.asics",
                archive("application/vnd.etsi.asic-s+zip"),
                "application/vnd.etsi.asic-s+zip",
            ),
            (
                "act.pdf.p7m",
                b"\x30\x82\x10\x20\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0".to_vec(),
                "application/pkcs7-mime",
            ),
            (
                "act.p7m",
                b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0\x80".to_vec(),
                "application/pkcs7-mime",
            ),
            (
                "act.p7m",
                b"-----BEGIN PKCS7-----\nMIIB".to_vec(),
                "application/pkcs7-mime",
            ),
            (
                "act.p7m",
                b"MIIBgAYJKoZIhvcNAQcC\r\n".to_vec(),
                "application/pkcs7-mime",
            ),
            ("a.mp3", b"ID3\x03\0\0\0\0\0\0".to_vec(), "audio/mpeg"),
            ("a.mp3", b"\xFF\xFB\x90\x64\0\0".to_vec(), "audio/mpeg"),
            ("a.mp3", b"\xFF\xF3\x40\xC4\0\0".to_vec(), "audio/mpeg"),
            ("a.m4a", b"\0\0\0\x1CftypM4A \0\0\0\0M4A mp42isom".to_vec(), "audio/mp4"),
            (
                "a.ogg",
                b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x1E\x01vorbis".to_vec(),
                "audio/ogg",
            ),
            ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), "audio/wav"),
            (
                "plan.xml",
                b"<?xml version=\"1.0\"?>\n<plan><body>text</body></plan>".to_vec(),
                "application/xml",
            ),
            ("plan.xml", b"<plan><head/></plan>".to_vec(), "application/xml"),
            (
                "plan",
                utf16("<?xml version=\"1.0\" encoding=\"utf-16\"?><plan/>"),
                "application/xml",
            ),
            ("water.csv", b"day,result\n2026-11-01,clean\n".to_vec(), "text/csv"),
            ("water.csv", utf16("day\tresult\nmë\tpo\n"), "text/csv"),
            (
                "a.txt",
                "Protokolli i mbledhjes s\u{eb} forumit".as_bytes().to_vec(),
                "text/plain",
            ),
            (
                "a.txt",
                b"Protokolli i mbledhjes s\xEB forumit \x93p\xEBrmbledhje\x94\x0C\x1A".to_vec(),
                "text/plain",
            ),
            ("a.txt", b"\xCF\xF0\xEE\xF2\xEE\xEA\xEE\xEB".to_vec(), "text/plain"),
            ("a.txt", "P\0l\0a\0n\0".as_bytes().to_vec(), "text/plain"),
        ] {
            assert_eq!(
                media_type(&bytes, name),
                Some(kind),
                "{name} {}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }

    #[test]
    fn pages_and_programs_are_refused_whatever_they_are_called() {
        let page = "<html><script>alert(1)</script>";
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (name, bytes) in [
            ("minutes.pdf", b"<!DOCTYPE html><script>alert(1)</script>".as_slice()),
            ("photo.png", b"  <svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
            (
                "plan.xml",
                b"<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'/>",
            ),
            (
                "plan.xml",
                b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><plan/>",
            ),
            ("plan.txt", &wide),
            ("a.pdf", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
            ("a.pdf", b"MZ\x90\0\x03\0\0\0"),
            ("a.bin", &[0, 1, 2, 3, 4, 5, 6, 7]),
            ("a.bin", &[0x81, 0x02, 0x93, 0x04]),
            ("a.txt", b""),
            ("a.txt", b"#!/bin/sh\nrm -r /"),
            ("start.bat", b"del *"),
            ("plan.hta", b"Plan"),
            ("a.pem", b"-----BEGIN CERTIFICATE-----\nMIIB"),
        ] {
            assert_eq!(media_type(bytes, name), None, "{name}");
        }
    }

    #[test]
    fn the_list_names_each_kind_once() {
        let list = taken();
        let names: std::collections::BTreeSet<&str> = list.split(", ").collect();
        assert_eq!(names.len(), KINDS.iter().map(|kinds| kinds.len()).sum::<usize>());
        for name in [
            "HEIC", "TIFF", "RTF", "ODP", "XML", "ASiC-E", "P7M", "MP3", "M4A", "OGG", "WAV", "TXT",
        ] {
            assert!(names.contains(name), "{name}");
        }
    }
}
