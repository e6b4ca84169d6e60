//! Text files: separators, encodings, line ends, and quotation marks that are never closed.

use crate::files::{column, header, notes, numbers, texts};
use besa_domain::imports::book::Kind;
use besa_formats::workbook::read;
use proptest::prelude::*;
use rstest::rstest;

#[test]
fn a_csv_row_keeps_its_number() {
    let text = "title,due\n\n\"two\nlines\",2019\n , \nthird,\"a, b\",extra\n\nlast,\"x\"\"y\"\n";
    let book = read(text.as_bytes(), "local.milestones.csv").unwrap();
    assert_eq!(
        (book.kind, book.sheets[0].name.as_str()),
        (Kind::Csv, "local.milestones")
    );
    let rows = &book.sheets[0].rows;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 5, 7]);
    assert_eq!(
        texts(&book),
        [
            vec!["two\nlines", "2019"],
            vec!["third", "a, b", "extra"],
            vec!["last", "x\"y"]
        ]
    );
    assert_eq!(book.sheets[0].address(3, 1, "due"), "row 3, due");
    assert_eq!(book.sheets[0].address(5, 2, ""), "row 5, column 3");
}

#[rstest]
#[case::comma("title,note\nÇelja,\"a;b\"\n")]
#[case::semicolon("title;note\nÇelja;\"a;b\"\n")]
#[case::tab("title\tnote\r\nÇelja\ta;b\r\n")]
#[case::bar("title|note\nÇelja|a;b\n")]
#[case::old_line_ends("title;note\rÇelja;\"a;b\"\r")]
#[case::declared("sep=;\ntitle;note\nÇelja;\"a;b\"\n")]
fn separators_and_encodings_are_found(#[case] text: &str) {
    let wide = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let old = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (encoding, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("UTF-16LE", [b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat()),
        ("UTF-16BE", [b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat()),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
        ("windows-1252", old),
    ] {
        let book = read(&bytes, "plan.csv").unwrap();
        assert_eq!(book.encoding.as_deref(), Some(encoding));
        assert_eq!(header(&book.sheets[0]), ["title", "note"], "{encoding}");
        assert_eq!(texts(&book), [["Çelja", "a;b"]], "{encoding}");
        assert_eq!(
            book.sheets[0].rows[1].number,
            if text.starts_with("sep") { 3 } else { 2 }
        );
    }
}

#[test]
fn central_and_western_european_encodings_are_distinguished() {
    let text = "title,lead\nUčešće građana u budžetu opštine,Služba za društvene djelatnosti\nJavne rasprave o prostornom uređenju,Odjeljenje za češće sastanke s građanima\n";
    let book = read(&encoding_rs::WINDOWS_1250.encode(text).0, "plan.csv").unwrap();
    assert_eq!(book.encoding.as_deref(), Some("windows-1250"));
    assert_eq!(texts(&book)[0][0], "Učešće građana u budžetu opštine");
}

#[test]
fn real_milestones_are_read_unchanged() {
    let Some(folder) = std::env::var_os("BESA_REAL_DATA") else {
        eprintln!("skipped: BESA_REAL_DATA names no folder");
        return;
    };
    let bytes = std::fs::read(std::path::Path::new(&folder).join("local-milestones.csv")).unwrap();
    let book = read(&bytes, "local-milestones.csv").unwrap();
    let sheet = &book.sheets[0];
    let member = column(sheet, "member");
    let raw = column(sheet, "milestone_dates_raw");
    let of = |name: &str| {
        let rows = sheet.rows.iter().filter(|row| row.cells[member].text == name);
        rows.collect::<Vec<_>>()
    };
    assert_eq!(sheet.rows.len(), 55);
    assert_eq!(of("Buenos Aires, Argentina").len(), 8);
    assert_eq!(
        of("Buenos Aires, Argentina")[0].cells[raw].text,
        "October 2018 / December 2019"
    );
    assert_eq!(of("Buenos Aires, Argentina")[0].number, 7);
    assert_eq!(of("Elbasan, Albania")[0].number, 2);
}

#[test]
fn an_open_quotation_mark_swallows_no_rows() {
    let text = "Angazhimi;Pika kyçe;Afati\n1;\"Hap portalin;2026\n2;\"Një; dy\";2027\n3;Fund;2028\n";
    let book = read(text.as_bytes(), "plan.csv").unwrap();
    assert_eq!(
        texts(&book),
        [
            ["1", "\"Hap portalin", "2026"],
            ["2", "Një; dy", "2027"],
            ["3", "Fund", "2028"]
        ]
    );
    assert_eq!(numbers(&book.sheets[0]), [1, 2, 3, 4]);
    assert_eq!(notes(&book), [("open_quote", "row 2, column 2", "\"Hap portalin")]);
}

#[test]
fn a_mark_that_a_later_one_closes_by_chance_swallows_no_rows() {
    let text = "no,title,due,lead\n1,\"Open,2026,A\n2,Two,2026,B\n3,Three\",2026,C\n";
    let book = read(text.as_bytes(), "plan.csv").unwrap();
    assert_eq!(
        texts(&book),
        [
            ["1", "\"Open", "2026", "A"],
            ["2", "Two", "2026", "B"],
            ["3", "Three\"", "2026", "C"]
        ]
    );
}

#[test]
fn a_banner_does_not_hide_the_separator() {
    let text = "Plani i veprimit, 2026\nBashkia Elbasan, Drejtoria\n\nNr;Pika;Afati\n1;Një, dy;2026\n2;Tre;2027\n";
    let book = read(text.as_bytes(), "plan.csv").unwrap();
    assert_eq!(header(&book.sheets[0]), ["Plani i veprimit, 2026"]);
    assert_eq!(texts(&book)[2], ["1", "Një, dy", "2026"]);
    assert_eq!(numbers(&book.sheets[0]), [1, 2, 4, 5, 6]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a program writes with quotation marks where they are due is read as written, and nothing is noted.
    #[test]
    fn what_is_written_is_read_again(
        cells in prop::collection::vec(prop::collection::vec("[a-zë,;\"]{1,12}|[a-z]{1,5}\n[a-z]{1,5}", 3), 1..8),
        separator in prop::sample::select(vec![b',', b';', b'\t', b'|'])
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["first", "second", "third"]).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let book = read(&writer.into_inner().unwrap(), "plan.csv").unwrap();
        prop_assert_eq!(texts(&book), cells);
        prop_assert!(book.notes.is_empty());
    }

    /// No text of a row is lost, whatever marks it holds.
    #[test]
    fn no_row_is_lost(lines in prop::collection::vec("[a-z\",]{1,20}", 1..12)) {
        let text = format!("first,second,third\n1,2,3\n{}\n", lines.join("\n"));
        let book = read(text.as_bytes(), "plan.csv").unwrap();
        let letters = |text: &str| text.chars().filter(|sign| sign.is_ascii_lowercase()).count();
        let read: usize = texts(&book).concat().into_iter().map(letters).sum();
        prop_assert_eq!(read, lines.iter().map(|line| letters(line)).sum::<usize>());
    }
}
