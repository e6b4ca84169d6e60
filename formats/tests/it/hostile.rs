//! Files that are refused: of other kinds, locked, damaged, or larger than the limits; and files that harm.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use crate::files::{case, docx, odf, xlsx, zipped};
use besa_formats::words::Words;
use besa_formats::workbook::{Limits, ReadError, read, read_within, template};
use besa_text::Language;
use proptest::prelude::*;
use rstest::rstest;

const WORDS: fn() -> Words = || Words::new(Language::En);

#[rstest]
#[case::empty(b"", ReadError::Empty)]
#[case::blank(b" \n\n ", ReadError::Empty)]
#[case::picture(b"\x89PNG\r\n", ReadError::Unknown)]
#[case::paper(b"%PDF-1.7", ReadError::Pdf)]
#[case::rich_text(b"{\\rtf1\\ansi Plani}", ReadError::OtherDocument)]
#[case::web_page(b"<html><table><tr><td>title</td></tr></table></html>", ReadError::OtherWorkbook)]
#[case::flat_workbook(b"\xEF\xBB\xBF<?xml version=\"1.0\"?><Workbook/>", ReadError::OtherWorkbook)]
#[case::excel_4(b"\x09\x04\x06\x00\x00\x00\x10\x00", ReadError::OtherWorkbook)]
#[case::zeros(b"title,due\nx,\0\x01\n", ReadError::NotText { line: 2 })]
fn what_is_no_table_is_told(#[case] bytes: &[u8], #[case] error: ReadError) {
    assert_eq!(read(bytes, "plan.csv"), Err(error));
}

/// Returns a compound file with one empty stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(&[0; 5_000]).unwrap();
    file.into_inner().into_inner()
}

#[rstest]
#[case::password("EncryptedPackage", ReadError::Locked)]
#[case::word_97("WordDocument", ReadError::OtherDocument)]
#[case::excel_95("Book", ReadError::OtherWorkbook)]
#[case::slides("PowerPoint Document", ReadError::Unknown)]
fn compound_files_are_told_apart(#[case] stream: &str, #[case] error: ReadError) {
    assert_eq!(read(&compound(stream), "plan.xlsx"), Err(error));
}

#[test]
fn an_encrypted_document_is_locked() {
    let manifest = "<m:manifest xmlns:m=\"urn\"><m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry></m:manifest>";
    let file = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "<<<<\u{1}\u{2}"),
    ]);
    assert_eq!(read(&file, "plan.ods"), Err(ReadError::Locked));
}

#[test]
fn a_damaged_workbook_is_reported() {
    let whole = template(&WORDS()).unwrap();
    let refused = read(&whole[..whole.len() / 2], "plan.xlsx");
    assert!(matches!(refused, Err(ReadError::Damaged { .. })), "{refused:?}");
    let refused = read(b"PK\x03\x04 no archive at all", "plan.xlsx");
    assert!(matches!(refused, Err(ReadError::Damaged { .. })), "{refused:?}");
}

/// Each limit alone, on both file types, with its error.
#[test]
fn every_limit_reports_what_and_where() {
    let wide = xlsx(|sheet| {
        for column in 0..4 {
            sheet.write_string(0, column, "title").unwrap();
            sheet.write_string(1, column, "long text").unwrap();
            sheet.write_string(2, column, "y").unwrap();
        }
    });
    let csv = b"title,b,c,d\nlong text,x,x,x\ny,y,y,y\n".as_slice();
    let usual = Limits::default();
    let error = |bytes: &[u8], limits: Limits| read_within(bytes, "plan", &limits).unwrap_err();
    assert_eq!(
        error(csv, Limits { file: 10, ..usual }),
        ReadError::File {
            bytes: csv.len(),
            most: 10
        }
    );
    assert!(matches!(
        error(&wide, Limits { unpacked: 900, ..usual }),
        ReadError::Unpacked { most: 900, .. }
    ));
    assert!(matches!(
        error(&wide, Limits { parts: 2, ..usual }),
        ReadError::Parts { most: 2, .. }
    ));
    let rows = |sheet: &str| ReadError::Rows {
        sheet: sheet.to_owned(),
        most: 2,
    };
    assert_eq!(error(&wide, Limits { rows: 2, ..usual }), rows("Milestones"));
    assert_eq!(error(csv, Limits { rows: 2, ..usual }), rows("plan"));
    let columns = |place: &str| ReadError::Columns {
        place: place.to_owned(),
        most: 3,
    };
    assert_eq!(error(&wide, Limits { columns: 3, ..usual }), columns("Milestones!D1"));
    assert_eq!(error(csv, Limits { columns: 3, ..usual }), columns("row 1, column 4"));
    let cell = |place: &str| ReadError::Cell {
        place: place.to_owned(),
        characters: 9,
        most: 8,
    };
    assert_eq!(error(&wide, Limits { cell: 8, ..usual }), cell("Milestones!A2"));
    assert_eq!(error(csv, Limits { cell: 8, ..usual }), cell("row 2, column 1"));
    let text = |place: &str| ReadError::Text {
        place: place.to_owned(),
        most: 24,
    };
    assert_eq!(error(&wide, Limits { text: 24, ..usual }), text("Milestones!A2"));
    assert!(matches!(
        error(&wide, Limits { cells: 7, ..usual }),
        ReadError::Cells { most: 7, .. }
    ));
    assert_eq!(
        error(csv, Limits { text: 15, ..usual }),
        ReadError::Text {
            place: "row 2, column 1".to_owned(),
            most: 15
        }
    );
    assert_eq!(
        error(&template(&WORDS()).unwrap(), Limits { sheets: 4, ..usual }),
        ReadError::Sheets { sheets: 5, most: 4 }
    );
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let text = "x".repeat(30_000);
    let bomb = xlsx(|sheet| {
        for row in 0..400 {
            sheet.write_string(row, 0, format!("{row}{text}")).unwrap();
        }
    });
    assert!(bomb.len() < 300_000);
    let refused = read(&bomb, "plan.xlsx");
    assert!(
        matches!(&refused, Err(ReadError::Ratio { part, most: 200 }) if part == "xl/sharedStrings.xml"),
        "{refused:?}"
    );
}

#[test]
fn a_far_away_cell_needs_no_memory() {
    let far = xlsx(|sheet| {
        sheet.write_string(0, 0, "title").unwrap();
        sheet.write_string(1_048_575, 1, "far").unwrap();
    });
    let book = read(&far, "plan.xlsx").unwrap();
    assert_eq!(book.sheets[0].rows[1].number, 1_048_576);
}

/// Returns the error of a file, which must be found within seconds.
fn refusal(bytes: &[u8]) -> ReadError {
    let begun = Instant::now();
    let error = read(bytes, "plan").unwrap_err();
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{error} took {:?}",
        begun.elapsed()
    );
    error
}

#[test]
fn a_table_of_a_hundred_thousand_rows_is_refused_in_every_format() {
    let rows = |row: &str| row.repeat(100_000);
    let files = [
        xlsx(|sheet| {
            for row in 0..100_000 {
                sheet.write_string(row, 0, "x").unwrap();
            }
        }),
        rows("a;b\n").into_bytes(),
        odf(
            "spreadsheet",
            "",
            &format!(
                "<table:table table:name=\"Plan\">{}</table:table>",
                rows(
                    "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
                )
            ),
        ),
        docx(
            &format!(
                "<w:tbl>{}</w:tbl>",
                rows("<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>")
            ),
            &[],
        ),
        docx(&rows("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), &[]),
    ];
    for file in files {
        assert!(matches!(refusal(&file), ReadError::Rows { most: 20_020, .. }));
    }
}

#[rstest]
#[case::rows(
    "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
)]
#[case::columns(
    "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
)]
#[case::numbers(
    "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
)]
fn what_is_repeated_is_counted(#[case] row: &str) {
    let file = odf(
        "spreadsheet",
        "",
        &format!("<table:table table:name=\"Plan\">{row}</table:table>"),
    );
    assert!(matches!(
        refusal(&file),
        ReadError::Rows { .. } | ReadError::Columns { .. }
    ));
}

#[test]
fn xml_bombs_are_refused() {
    let entities = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let file = zipped(&[("_rels/.rels", relations), ("word/document.xml", entities)]);
    assert!(matches!(refusal(&file), ReadError::Entities { .. }));
    let deep = docx(&"<w:sdt>".repeat(100_000), &[]);
    assert!(matches!(refusal(&deep), ReadError::Depth { most: 256, .. }));
    let tables = docx(&"<w:tbl><w:tr><w:tc>".repeat(80), &[]);
    assert!(matches!(refusal(&tables), ReadError::Damaged { .. }));
    let long = docx(&format!("<w:p w:x=\"{}\"/>", "y".repeat(2_000_000)), &[]);
    assert!(matches!(refusal(&long), ReadError::Tags { .. }));
    let many = docx(&"<w:p/>".repeat(3_000_000), &[]);
    assert!(matches!(
        refusal(&many),
        ReadError::Tags { .. } | ReadError::Ratio { .. }
    ));
    let spaces = docx(
        &format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(60_000_000)),
        &[],
    );
    assert!(matches!(
        refusal(&spaces),
        ReadError::Tags { .. } | ReadError::Ratio { .. }
    ));
}

#[test]
fn a_part_that_claims_another_size_is_measured() {
    let mut file = docx(
        &format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "x".repeat(900_000)),
        &[],
    );
    // The central directory claims 4 GB less one byte for each part.
    let entries: Vec<usize> = (0..file.len() - 4)
        .filter(|at| &file[*at..at + 4] == b"PK\x01\x02")
        .collect();
    for at in entries {
        file[at + 24..at + 28].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    }
    assert!(matches!(
        refusal(&file),
        ReadError::Cell { .. } | ReadError::Damaged { .. }
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Damage in a part that is not read does not matter, so the file may open; nothing panics.
    #[test]
    fn damaged_files_never_panic(
        name in prop::sample::select(vec!["05-merged-cells.xlsx", "plan.xls", "plan.ods", "plan.odt", "plan.docx"]),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>())
    ) {
        let mut bytes = case(name);
        for (at, to) in flips {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        drop(read(&bytes, name));
    }

    /// The XML within an office file is damaged, not its archive.
    #[test]
    fn damaged_xml_never_panics(
        name in prop::sample::select(vec!["05-merged-cells.xlsx", "plan.ods", "plan.odt", "plan.docx"]),
        part in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)
    ) {
        let whole = case(name);
        let mut archive = zip::ZipArchive::new(Cursor::new(whole.as_slice())).unwrap();
        let part = part.index(archive.len());
        let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut entry, &mut bytes).unwrap();
            let flips = if index == part && !bytes.is_empty() { flips.as_slice() } else { &[] };
            for (at, to) in flips {
                let at = at.index(bytes.len());
                bytes[at] = *to;
            }
            let name = entry.name().unwrap().into_owned();
            made.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            made.write_all(&bytes).unwrap();
        }
        drop(read(&made.finish().unwrap().into_inner(), name));
    }

    /// The records of an old workbook are damaged, not its container.
    #[test]
    fn damaged_records_never_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>())
    ) {
        let mut file = cfb::CompoundFile::open(Cursor::new(case("plan.xls"))).unwrap();
        let mut bytes = Vec::new();
        std::io::copy(&mut file.open_stream("Workbook").unwrap(), &mut bytes).unwrap();
        for (at, to) in flips {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let mut made = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        made.create_stream("Workbook").unwrap().write_all(&bytes).unwrap();
        drop(read(&made.into_inner().into_inner(), "plan.xls"));
    }
}
