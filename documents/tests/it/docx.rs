//! The report as DOCX, checked with an independent XML parser.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use besa_documents::docx::docx;
use besa_documents::pdf::Fonts;
use besa_documents::print;
use besa_domain::reports::Content;
use besa_domain::reports::self_assessment::SelfAssessment;
use besa_formats::sheet::sheet;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::sample::{self, HOSTILE};

/// Returns the parts of the file. Fails if one is not well-formed.
fn parts(report: &SelfAssessment) -> BTreeMap<String, String> {
    let bytes = docx(&sheet(&Content::from(report.clone()))).unwrap();
    let mut pack = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..pack.len() {
        let mut file = pack.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{}: {error}", file.name().unwrap()),
            }
        }
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

/// Returns the text of the document, one line per paragraph.
fn words(part: &str) -> String {
    let mut reader = Reader::from_str(part);
    let mut words = String::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return words,
            Event::Start(tag) => inside = tag.name().as_ref() == b"w:t",
            Event::End(tag) => {
                inside = false;
                if tag.name().as_ref() == b"w:p" {
                    words.push('\n');
                }
            }
            Event::Text(text) if inside => words.push_str(&text.decode().unwrap()),
            Event::GeneralRef(entity) if inside => {
                let sign = entity.resolve_char_ref().unwrap();
                words.push(sign.unwrap_or_else(|| match entity.decode().unwrap().as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("an entity {other}"),
                }));
            }
            Event::Text(_) | Event::GeneralRef(_) | Event::Empty(_) | Event::CData(_) => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

#[test]
fn word_finds_headings_lists_tables_and_links() {
    let parts = parts(&sample::full());
    let document = &parts["word/document.xml"];
    for style in ["Title", "Heading1", "Heading2", "Heading3", "ListParagraph", "Caption"] {
        assert!(document.contains(&format!("w:pStyle w:val=\"{style}\"")), "{style}");
        let defined = format!("w:styleId=\"{style}\"");
        assert!(parts["word/styles.xml"].contains(&defined), "{style}");
    }
    // Every data table marks its header row.
    assert_eq!(
        document.matches("<w:tblHeader/>").count(),
        document.matches("<w:tblCaption").count()
    );
    assert!(parts["word/_rels/document.xml.rels"].contains("Target=\"https://besa.example.org/elbasan/en/plan\""));
    assert!(parts["word/styles.xml"].contains("<w:lang w:val=\"en\""));
    assert!(parts["docProps/core.xml"].contains("<dc:title>Open government action plan 2025 to 2027 – "));
    assert!(parts["docProps/core.xml"].contains("<dc:language>en</dc:language>"));
    // Everything that the document refers to exists: relationships, numberings, bookmarks.
    for (mark, part, wanted) in [
        ("r:id=\"", "word/_rels/document.xml.rels", " Id=\""),
        ("<w:numId w:val=\"", "word/numbering.xml", "<w:num w:numId=\""),
        ("w:anchor=\"", "word/document.xml", "w:name=\""),
    ] {
        for named in document.split(mark).skip(1) {
            let id = named.split('"').next().unwrap();
            assert!(parts[part].contains(&format!("{wanted}{id}\"")), "{mark}{id}");
        }
    }
}

#[test]
fn its_words_are_those_of_the_page() {
    let report = sample::full();
    let words = words(&parts(&report)["word/document.xml"]);
    let squeezed: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains("2 of 8 milestones are done. One is late. One is stuck."));
    assert!(squeezed.contains("2 comments were received; answered: 1."));
    assert!(squeezed.contains("in person, see the notice (https://example.org/notice)"));
    for commitment in &report.commitments {
        for milestone in &commitment.milestones {
            let title = milestone.title.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(squeezed.contains(&title), "{title}");
        }
    }
}

#[test]
fn text_is_text() {
    let mut report = sample::full();
    report.plan.title = format!("{HOSTILE} ]]> \u{1}");
    report.evidence[1].title = HOSTILE.to_owned();
    report.evidence[1].place = "https://x.example/?a=1&b=\"2\"".to_owned();
    let parts = parts(&report);
    assert!(words(&parts["word/document.xml"]).contains(HOSTILE));
    assert!(!parts["word/document.xml"].contains("<script"));
    assert!(!parts.values().any(|part| part.contains('\u{1}')));
}

#[test]
fn one_content_prints_the_same_files_each_time() {
    let content = Content::from(sample::empty());
    let fonts = Fonts::default();
    let prints = print(&content, &fonts).unwrap();
    assert!(prints.pdf.starts_with(b"%PDF-") && prints.docx.starts_with(b"PK"));
    assert!(prints.html.starts_with(b"<!doctype html>"));
    assert!(prints == print(&content, &fonts).unwrap());
    let read = Content::read(content.kind(), &content.freeze().unwrap().json).unwrap();
    assert_eq!(read, content);
}
