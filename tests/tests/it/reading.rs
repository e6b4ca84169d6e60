//! Reads the text of report files with other programs than the ones that wrote them.

use quick_xml::events::Event;
use std::process::Command;

/// Runs a program, which must succeed, and returns its standard output.
pub(crate) fn tool(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Extracts the text of a PDF.
pub(crate) fn pdf(file: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("report.pdf");
    std::fs::write(&at, file).unwrap();
    squeezed(&tool("pdftotext", &["-raw", at.to_str().unwrap(), "-"]))
}

/// Extracts the text of a page, without tags.
pub(crate) fn html(markup: &str) -> String {
    let text = markup
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    squeezed(&text.collect::<Vec<_>>().join(" "))
}

/// Extracts the text of a DOCX with an independent XML reader.
pub(crate) fn docx(file: &[u8]) -> String {
    let mut pack = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut part = String::new();
    std::io::Read::read_to_string(&mut pack.by_name("word/document.xml").unwrap(), &mut part).unwrap();
    let mut reader = quick_xml::Reader::from_str(&part);
    let mut words = String::new();
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Text(text) = &event {
            words.push_str(&text.decode().unwrap());
        } else if let Event::GeneralRef(entity) = &event {
            words.push(entity.resolve_char_ref().unwrap().unwrap_or(' '));
        } else if let Event::End(tag) = &event
            && tag.name().as_ref() == b"w:p"
        {
            words.push(' ');
        } else if event == Event::Eof {
            return squeezed(&words);
        }
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
