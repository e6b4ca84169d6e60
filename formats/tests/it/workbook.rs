//! Workbooks and CSV files as users upload them, and the workbook that they download.

use besa_domain::imports::table::{Kind, Record, SHEETS, Tables, Workbook};
use besa_formats::words::Words;
use besa_formats::workbook::{Limits, ReadError, WriteError, export, read, read_within, template};
use besa_text::Language;
use proptest::prelude::*;
use rstest::rstest;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use time::macros::date;

const WORDS: fn() -> Words = || Words::new(Language::En);

fn xlsx(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Writer::new();
    fill(book.add_worksheet().set_name("Milestones").unwrap());
    book.save_to_buffer().unwrap()
}

fn texts(book: &Workbook) -> Vec<Vec<String>> {
    book.sheets[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
        .collect()
}

#[test]
fn a_cell_keeps_its_text_address_and_date() {
    let bytes = xlsx(|sheet| {
        let day = Format::new().set_num_format("d/m/yyyy");
        let percent = Format::new().set_num_format("0%");
        for (column, name) in (0u16..).zip(["title", "number", "due", "percent", "sum"]) {
            sheet.write_string(1, column, name).unwrap();
        }
        sheet.write_string(6, 0, "  Çelja e zyrës ").unwrap();
        sheet.write_number(6, 1, 4.1).unwrap();
        let moment = ExcelDateTime::from_ymd(2019, 3, 1).unwrap();
        sheet.write_datetime_with_format(6, 2, &moment, &day).unwrap();
        sheet.write_number_with_format(6, 3, 0.07, &percent).unwrap();
        sheet.write_formula(6, 4, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_number(7, 1, 43525).unwrap();
        sheet.write_boolean(8, 6, true).unwrap();
        sheet.write_string(9, 0, "   ").unwrap();
    });
    let book = read(&bytes, "plan.xlsx").unwrap();
    assert_eq!((book.kind, book.encoding.as_deref()), (Kind::Xlsx, None));
    let sheet = book.sheet(" milestones").unwrap();
    assert_eq!(sheet.header, ["title", "number", "due", "percent", "sum"]);
    assert_eq!(sheet.column("Due "), Some(2));
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [7, 8, 9]);
    assert_eq!(texts(&book)[0], ["  Çelja e zyrës ", "4.1", "2019-03-01", "7%", "2"]);
    assert_eq!(texts(&book)[1][1], "43525");
    assert_eq!(texts(&book)[2], ["", "", "", "", "", "", "TRUE"]);
    let due = &sheet.rows[0].cells[2];
    assert_eq!(sheet.address(7, 2), "Milestones!C7");
    assert_eq!(
        due.date.map(|date| (date.day, date.serial)),
        Some((date!(2019 - 03 - 01), Some(43525.0)))
    );
    assert_eq!(sheet.address(sheet.rows[2].number, 6), "Milestones!G9");
}

#[test]
fn a_csv_row_keeps_its_number() {
    let text = "title,due\n\n\"two\nlines\",2019\n , \nthird,\"a, b\",extra\n\nlast,\"x\"\"y\"\n";
    let book = read(text.as_bytes(), "local.milestones.csv").unwrap();
    assert_eq!(
        (book.kind, book.sheets[0].name.as_str()),
        (Kind::Csv, "local.milestones")
    );
    let rows = &book.sheets[0].rows;
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5, 7]);
    assert_eq!(
        texts(&book),
        [
            vec!["two\nlines", "2019"],
            vec!["third", "a, b", "extra"],
            vec!["last", "x\"y"]
        ]
    );
    assert_eq!(book.sheets[0].address(3, 1), "row 3, due");
    assert_eq!(book.sheets[0].address(5, 2), "row 5, column 3");
}

#[rstest]
#[case::comma("title,note\nÇelja,\"a;b\"\n")]
#[case::semicolon("title;note\nÇelja;\"a;b\"\n")]
#[case::tab("title\tnote\r\nÇelja\ta;b\r\n")]
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
        assert_eq!(book.sheets[0].header, ["title", "note"], "{encoding}");
        assert_eq!(texts(&book), [["Çelja", "a;b"]], "{encoding}");
        assert_eq!(
            book.sheets[0].rows[0].number,
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
fn the_template_is_empty_and_has_a_guide() {
    for language in Language::ALL {
        let words = Words::new(language);
        let book = read(&template(&words).unwrap(), "besa.xlsx").unwrap();
        assert_eq!(book.sheets.len(), 5);
        for layout in SHEETS {
            let sheet = book.sheet(layout.name).unwrap();
            assert_eq!(
                sheet.header,
                layout.columns.iter().map(|column| column.name).collect::<Vec<_>>()
            );
            assert!(sheet.rows.is_empty(), "{}", layout.name);
        }
        assert!(book.sheets[4].rows.len() > 70, "the guide");
    }
}

#[test]
fn formulas_stay_text() {
    let texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=HYPERLINK(\"http://example.org\")",
        "'quoted",
        "43525",
        "TRUE",
        "#N/A",
    ];
    let rows = texts.map(|text| Record::from([("number", "1".to_owned()), ("title", text.to_owned())]));
    let tables = Tables {
        commitments: rows.to_vec(),
        ..Tables::default()
    };
    let book = read(&export(&tables, &WORDS()).unwrap(), "besa.xlsx").unwrap();
    let sheet = book.sheet("Commitments").unwrap();
    let title = sheet.column("title").unwrap();
    assert_eq!(
        sheet
            .rows
            .iter()
            .map(|row| row.cells[title].text.as_str())
            .collect::<Vec<_>>(),
        texts
    );
}

#[test]
fn an_unknown_column_is_refused() {
    let tables = Tables {
        plan: vec![Record::from([("colour", "red".to_owned())])],
        ..Tables::default()
    };
    let refused = export(&tables, &WORDS());
    assert!(
        matches!(
            refused,
            Err(WriteError::Column {
                sheet: "Plan",
                column: "colour"
            })
        ),
        "{refused:?}"
    );
    let long = Record::from([("title", "x".repeat(40_000))]);
    assert!(
        export(
            &Tables {
                plan: vec![long],
                ..Tables::default()
            },
            &WORDS()
        )
        .is_err()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_written_is_read_again(texts in prop::collection::vec("[\\PC\n\t]{0,40}|_x[0-9A-F]{4}_|[ =+@'\"<>&;-]{1,5}", 1..12)) {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        let rows = texts.iter().map(|text| Record::from([("title", text.clone()), ("output", text.clone())])).collect();
        let book = read(&export(&Tables { milestones: rows, ..Tables::default() }, &WORDS()).unwrap(), "besa.xlsx").unwrap();
        let sheet = book.sheet("Milestones").unwrap();
        for column in ["title", "output"] {
            let at = sheet.column(column).unwrap();
            prop_assert_eq!(sheet.rows.iter().map(|row| row.cells[at].text.clone()).collect::<Vec<_>>(), texts.clone());
        }
    }

    #[test]
    fn damaged_files_are_refused_and_never_panic(at in 0usize..8_000, to in any::<u8>(), cut in 0usize..8_000) {
        let mut bytes = xlsx(|sheet| { sheet.write_string(0, 0, "title").unwrap(); sheet.write_string(1, 0, "x").unwrap(); });
        let at = at % bytes.len();
        bytes[at] = to;
        // Damage in a part that is not read does not matter, so the file may open.
        drop(read(&bytes, "plan.xlsx"));
        bytes.truncate(cut.min(bytes.len() - 1));
        prop_assert!(read(&bytes, "plan.xlsx").is_err());
    }
}

#[rstest]
#[case::empty(b"", ReadError::Empty)]
#[case::blank(b" \n\n ", ReadError::Empty)]
#[case::picture(b"\x89PNG\r\n", ReadError::Unknown)]
#[case::paper(b"%PDF-1.7", ReadError::Unknown)]
#[case::old(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], ReadError::OldExcel)]
#[case::zeros(b"title,due\nx,\0\x01\n", ReadError::NotText { line: 2 })]
fn what_is_no_table_is_told(#[case] bytes: &[u8], #[case] error: ReadError) {
    assert_eq!(read(bytes, "plan.csv"), Err(error));
}

#[test]
fn a_locked_workbook_is_reported() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&bytes, "plan.xlsx"), Err(ReadError::Locked));
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
    assert_eq!(error(csv, Limits { cell: 8, ..usual }), cell("row 2, title"));
    let text = |place: &str| ReadError::Text {
        place: place.to_owned(),
        most: 24,
    };
    assert_eq!(error(&wide, Limits { text: 24, ..usual }), text("Milestones!A2"));
    assert_eq!(
        error(csv, Limits { text: 20, ..usual }),
        ReadError::Text {
            place: "row 3, title".to_owned(),
            most: 20
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
    assert_eq!(book.sheets[0].rows[0].number, 1_048_576);
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
    let member = sheet.column("member").unwrap();
    let raw = sheet.column("milestone_dates_raw").unwrap();
    let of = |name: &str| {
        sheet
            .rows
            .iter()
            .filter(|row| row.cells[member].text == name)
            .collect::<Vec<_>>()
    };
    assert_eq!(sheet.rows.len(), 54);
    assert_eq!(of("Buenos Aires, Argentina").len(), 8);
    assert_eq!(
        of("Buenos Aires, Argentina")[0].cells[raw].text,
        "October 2018 / December 2019"
    );
    assert_eq!(
        sheet.address(of("Buenos Aires, Argentina")[0].number, raw),
        "row 7, milestone_dates_raw"
    );
    assert_eq!(of("Elbasan, Albania")[0].number, 2);
}
