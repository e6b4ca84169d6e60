//! What a person sees of a spreadsheet: merged cells, what is hidden, percents, dates, formulas without results.

use std::io::Cursor;

use crate::files::{case, header, merged, notes, numbers, odf, rows, xlsx, zipped};
use besa_domain::imports::book::{Book, Cell, Kind};
use besa_formats::workbook::{ReadError, read};
use calamine::{Data, Reader as _, Xls, Xlsx};
use proptest::prelude::*;
use rstest::rstest;
use rust_xlsxwriter::{Chart, ExcelDateTime, Format, Formula, Workbook as Writer};
use time::macros::date;

/// Returns a strict workbook as another program might write it: prefixes of its own, parts with other names.
fn strict(sheet: &str, properties: &str) -> Vec<u8> {
    let main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    let office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<p:Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let list = |relations: String| format!("<p:Relationships xmlns:p=\"urn\">{relations}</p:Relationships>");
    zipped(&[
        ("_rels/.rels", &list(relation("a", "officeDocument", "/book/main.xml"))),
        (
            "book/_rels/main.xml.rels",
            &list(
                [
                    relation("z9", "worksheet", "../pages/first.xml"),
                    relation("s", "sharedStrings", "texts.xml"),
                    relation("st", "styles", "/book/looks.xml"),
                ]
                .concat(),
            ),
        ),
        (
            "book/main.xml",
            &format!(
                "<x:workbook xmlns:x=\"{main}\" xmlns:rel=\"{office}\"><x:workbookPr {properties}/><x:sheets>\
                 <x:sheet name=\"Plani &amp; pikat\" sheetId=\"7\" state=\"veryHidden\" rel:id=\"z9\"/></x:sheets></x:workbook>"
            ),
        ),
        (
            "pages/first.xml",
            &format!("<x:worksheet xmlns:x=\"{main}\">{sheet}</x:worksheet>"),
        ),
        (
            "book/texts.xml",
            "<x:sst><x:si/><x:si><x:r><x:t>Pika </x:t></x:r><x:r><x:rPr/><x:t xml:space=\"preserve\">kyçe_x000D_\ne re</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:si></x:sst>",
        ),
        (
            "book/looks.xml",
            "<x:styleSheet><x:numFmts><x:numFmt numFmtId=\"170\" formatCode=\"0.0&quot; %&quot;\"/><x:numFmt numFmtId=\"171\" formatCode=\"[Red]0.00%\"/></x:numFmts>\
             <x:cellStyleXfs><x:xf numFmtId=\"9\"/></x:cellStyleXfs>\
             <x:cellXfs><x:xf numFmtId=\"0\"/><x:xf numFmtId=\"14\"/><x:xf numFmtId=\"170\"/><x:xf numFmtId=\"171\"/></x:cellXfs></x:styleSheet>",
        ),
    ])
}

#[test]
fn a_strict_workbook_with_prefixes_is_read() {
    let file = strict(
        "<x:cols><x:col min=\"2\" max=\"3\" hidden=\"1\"/></x:cols><x:sheetData>\
         <x:row r=\"3\"><x:c r=\"A3\" t=\"s\"><x:v>1</x:v></x:c><x:c t=\"s\"><x:v>0</x:v></x:c><x:c t=\"inlineStr\"><x:is><x:t>Këtu</x:t></x:is></x:c>\
         <x:c s=\"1\"><x:v>44561</x:v></x:c><x:c t=\"d\"><x:v>2026-12-31T00:00:00Z</x:v></x:c></x:row>\
         <x:row hidden=\"true\"><x:c s=\"2\"><x:v>50</x:v></x:c><x:c s=\"3\"><x:v>0.5</x:v></x:c><x:c t=\"b\"><x:v>0</x:v></x:c><x:c t=\"e\"><x:v>#REF!</x:v></x:c></x:row>\
         <x:row><x:c><x:f>SUM(A1:A2)</x:f></x:c><x:c><x:f t=\"shared\" si=\"0\" ref=\"B5:B6\">A1*2</x:f><x:v/></x:c><x:c t=\"str\"><x:f>\"\"</x:f><x:v></x:v></x:c><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>\
         <x:row><x:c r=\"B6\"><x:f t=\"shared\" si=\"0\"/></x:c></x:row>\
         </x:sheetData><x:mergeCells><x:mergeCell ref=\"A3:B$4\"/><x:mergeCell ref=\"D9\"/></x:mergeCells>",
        "date1904=\"1\"",
    );
    let book = read(&file, "plan.xlsx").unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.hidden), ("Plani & pikat", true));
    assert_eq!(
        rows(sheet),
        [
            vec!["Pika kyçe\ne re", "", "Këtu", "2026-01-01", "2026-12-31"],
            vec!["50", "50%", "FALSE", "#REF!"],
            vec!["", "", "", "2"],
            vec!["", ""],
        ]
    );
    let formulas = |row: usize| {
        sheet.rows[row]
            .cells
            .iter()
            .map(|cell| cell.formula.as_deref())
            .collect::<Vec<_>>()
    };
    assert_eq!(formulas(2), [Some("=SUM(A1:A2)"), Some("=A1*2"), None, None]);
    assert_eq!(formulas(3), [None, Some("=A1*2")]);
    assert_eq!(sheet.rows[0].cells[3].date.unwrap().serial, Some(44_561.0));
    assert_eq!(sheet.rows[0].cells[4].date.unwrap().day, date!(2026 - 12 - 31));
    assert_eq!(
        sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, true, false, false]
    );
    assert_eq!(numbers(sheet), [3, 4, 5, 6]);
    assert_eq!(merged(sheet), [(3, 4, 0, 1)]);
    assert_eq!(sheet.hidden_columns, [1, 2]);
}

#[test]
fn what_is_hidden_and_merged_is_told() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet().set_name("Plani").unwrap();
    sheet
        .merge_range(0, 0, 0, 3, "Plani i veprimit", &Format::new())
        .unwrap();
    sheet.merge_range(2, 0, 4, 0, "Portali", &Format::new()).unwrap();
    for row in 2..5 {
        sheet.write_string(row, 1, format!("Pika {row}")).unwrap();
        sheet
            .write_number_with_format(row, 3, 1.0 / 3.0, &Format::new().set_num_format("0 %"))
            .unwrap();
    }
    sheet.set_row_hidden(3).unwrap();
    sheet.set_row_hidden(900).unwrap();
    sheet.set_column_hidden(1).unwrap();
    sheet.set_column_hidden(9).unwrap();
    book.add_worksheet()
        .set_name("Zgjedhjet")
        .unwrap()
        .set_hidden(true)
        .write_string(0, 0, "nisur")
        .unwrap();
    let mut chart = Chart::new_column();
    chart.add_series().set_values(("Plani", 2, 3, 4, 3));
    book.add_chartsheet()
        .set_name("Grafiku")
        .unwrap()
        .insert_chart(0, 0, &chart)
        .unwrap();
    let book = read(&book.save_to_buffer().unwrap(), "plan.xlsx").unwrap();
    let [plan, choices] = book.sheets.as_slice() else {
        panic!("two sheets")
    };
    assert_eq!(merged(plan), [(1, 1, 0, 3), (3, 5, 0, 0)]);
    assert_eq!(
        plan.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, false, true, false]
    );
    assert_eq!(plan.hidden_columns, [1]);
    assert_eq!(rows(plan)[1], ["Portali", "Pika 2", "", "33.333333333%"]);
    assert_eq!((plan.hidden, choices.hidden), (false, true));
    assert_eq!(notes(&book), [("chart_sheet", "Grafiku", "Grafiku")]);
}

#[rstest]
#[case("05-merged-cells.xlsx")]
#[case("06-title-above-header.xlsx")]
#[case("07a-hidden-list-sheet.xlsx")]
#[case("07c-empty-sheet-deleted.xlsx")]
#[case("17-percent.xlsx")]
fn values_are_those_that_calamine_reads(#[case] name: &str) {
    let bytes = case(name);
    let book = read(&bytes, name).unwrap();
    let mut other: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    compare(&book, |sheet| other.worksheet_range(sheet).unwrap());
}

/// Compares the texts of all cells; numbers with formats are told in ways of our own.
fn compare(book: &Book, mut other: impl FnMut(&str) -> calamine::Range<Data>) {
    for sheet in &book.sheets {
        for (row, column, value) in other(&sheet.name).used_cells() {
            let Data::String(text) = value else { continue };
            let cell = find(book, &sheet.name, row, column);
            assert_eq!(cell.text.replace('\r', ""), text.replace('\r', ""), "{}", sheet.name);
        }
    }
}

fn find<'b>(book: &'b Book, name: &str, row: usize, column: usize) -> &'b Cell {
    // `used_cells` counts from the first used cell, which is A1 in these files.
    let sheet = book.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let number = u32::try_from(row + 1).unwrap();
    let row = sheet.rows.iter().find(|row| row.number == number).unwrap();
    &row.cells[column]
}

#[test]
fn merged_and_hidden_parts_of_the_cases_are_told() {
    let book = read(&case("05-merged-cells.xlsx"), "plan.xlsx").unwrap();
    assert_eq!(merged(&book.sheets[0]).len(), 10);
    let book = read(&case("07a-hidden-list-sheet.xlsx"), "plan.xlsx").unwrap();
    assert_eq!(
        book.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(),
        [false, true]
    );
    let book = read(&case("06-title-above-header.xlsx"), "plan.xlsx").unwrap();
    assert!(header(&book.sheets[0]).len() < rows(&book.sheets[0])[2].len());
}

/// A workbook that another program wrote for Excel 97.
#[rstest]
#[case("plan.xls", 46_387.0)]
#[case("plan-1904.xls", 44_925.0)]
fn an_old_workbook_is_read(#[case] name: &str, #[case] serial: f64) {
    let book = read(&case(name), "plan.xlsx").unwrap();
    assert_eq!(book.kind, Kind::Xls);
    let [plan, choices] = book.sheets.as_slice() else {
        panic!("two sheets")
    };
    assert_eq!((plan.name.as_str(), plan.hidden), ("Plani i veprimit", false));
    assert_eq!((choices.name.as_str(), choices.hidden), ("Zgjedhjet", true));
    let long = "Fjalë të gjata për një angazhim. ".repeat(300);
    assert_eq!(
        rows(plan),
        [
            vec!["Plani i veprimit 2026–2028 për Elbasanin"],
            vec!["Angazhimi", "Pika kyçe", "Afati", "Përqindja", "Gati"],
            vec!["Të dhëna të hapura", "Portali", "2026-12-31", "33.333333333%", "TRUE"],
            vec!["", &long, "Tremujori IV 2026", "50", "#N/A"],
            vec!["", "I fshehur", "", "1234567.25"],
        ]
    );
    assert_eq!(plan.rows[2].cells[2].date.unwrap().serial, Some(serial));
    assert_eq!(merged(plan), [(1, 1, 0, 4), (4, 6, 0, 0)]);
    assert_eq!(numbers(plan), [1, 3, 4, 5, 6]);
    assert_eq!(
        plan.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(),
        [false, false, false, false, true]
    );
    assert_eq!(plan.hidden_columns, [4]);
    assert_eq!(choices.rows[40].cells[0].text, format!("{}39", "ë".repeat(1_000)));
    let mut other: Xls<_> = Xls::new(Cursor::new(case(name))).unwrap();
    compare(&book, |sheet| other.worksheet_range(sheet).unwrap());
}

#[test]
fn an_open_document_spreadsheet_is_read() {
    let book = read(&case("plan.ods"), "plan.xlsx").unwrap();
    assert_eq!(book.kind, Kind::Ods);
    let [plan, choices] = book.sheets.as_slice() else {
        panic!("two sheets")
    };
    assert_eq!((plan.hidden, choices.hidden), (false, true));
    assert_eq!(
        rows(plan),
        [
            vec!["Plani i veprimit"],
            vec!["Angazhimi", "Pika", "Afati", "Përqindja"],
            vec!["Të dhëna\ntë hapura", "Portali", "2026-12-31", "33.333333333%"],
            vec!["", "E fshehur", "0.3"],
            vec!["x", "x", "TRUE"],
            vec!["x", "x", "TRUE"],
            vec!["", "", ""],
        ]
    );
    assert_eq!(plan.rows[6].cells[2].formula.as_deref(), Some("=SUM([.A1:.A3])"));
    assert_eq!(plan.rows[2].cells[2].date.unwrap().day, date!(2026 - 12 - 31));
    assert_eq!(numbers(plan), [1, 4, 5, 6, 7, 8, 9]);
    assert_eq!(merged(plan), [(1, 1, 0, 3), (5, 6, 0, 0)]);
    assert_eq!(
        plan.rows
            .iter()
            .filter(|row| row.hidden)
            .map(|row| row.number)
            .collect::<Vec<_>>(),
        [6]
    );
    assert_eq!(plan.hidden_columns, [3]);
    assert_eq!(notes(&book), [("text_not_read", "Plani!A6", "nën bashkimin")]);
}

#[test]
fn texts_beside_the_cells_are_noted() {
    let file = odf(
        "spreadsheet",
        "",
        "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>was</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>\
         <table:table table:name=\"Plani\"><table:shapes><draw:frame><draw:text-box><text:p>Kuti</text:p></draw:text-box></draw:frame></table:shapes>\
         <table:table-header-rows><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>koment</text:p></office:annotation><text:p>a<text:tab/>b <text:s text:c=\"2\"/>c</text:p></table:table-cell></table:table-row></table:table-header-rows>\
         <table:table-row-group><table:table-row><table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell></table:table-row></table:table-row-group></table:table>",
    );
    let book = read(&file, "plan.ods").unwrap();
    assert_eq!(rows(&book.sheets[0]), [["a\tb   c"], ["#REF!"]]);
    assert_eq!(notes(&book), [("text_not_read", "Plani", "Kuti")]);
}

/// A range that is upside down, elements of other programs, and a column far beyond all others.
#[test]
fn odd_workbooks_are_read() {
    let file = strict(
        "<x:dimension ref=\"B5:A1\"/><x:sheetData><x:row><x:c><x:v>x</x:v><x:extLst><x:ext/></x:extLst></x:c></x:row></x:sheetData>",
        "",
    );
    assert_eq!(rows(&read(&file, "plan.xlsx").unwrap().sheets[0]), [["x"]]);
    let file = strict(
        "<x:sheetData><x:row r=\"1\"><x:c r=\"AAAAAAAA1\"><x:v>1</x:v></x:c></x:row></x:sheetData>",
        "",
    );
    assert!(matches!(
        read(&file, "plan.xlsx"),
        Ok(_) | Err(ReadError::Columns { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Numbers, texts and days are those that were written, and those that `calamine` reads.
    #[test]
    fn values_are_those_that_were_written(
        cells in prop::collection::vec((0_u32..60, 0_u16..12, "[a-zëç]{0,8}", -1e6_f64..1e6, 1_u16..28), 1..40)
    ) {
        let bytes = xlsx(|sheet| {
            for (row, column, text, number, day) in &cells {
                let shown = Format::new().set_num_format("dd.mm.yyyy");
                let moment = ExcelDateTime::from_ymd(2026, 2, u8::try_from(*day).unwrap()).unwrap();
                match row % 3 {
                    0 => drop(sheet.write_string(*row, *column, text)),
                    1 => drop(sheet.write_number(*row, *column, *number)),
                    _ => drop(sheet.write_datetime_with_format(*row, *column, &moment, &shown)),
                }
            }
        });
        let book = read(&bytes, "plan.xlsx").unwrap();
        let mut other: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = other.worksheet_range("Milestones").unwrap();
        for row in &book.sheets[0].rows {
            for (column, cell) in (0_u32..).zip(&row.cells) {
                let value = range.get_value((row.number - 1, column));
                match value {
                    None | Some(Data::Empty) => prop_assert_eq!(&cell.text, ""),
                    Some(Data::Float(number)) => prop_assert!((cell.text.parse::<f64>().unwrap() - number).abs() < 1e-6),
                    Some(Data::DateTime(moment)) => prop_assert_eq!(cell.date.unwrap().serial, Some(moment.as_f64())),
                    Some(other) => prop_assert_eq!(cell.text.clone(), other.to_string()),
                }
            }
        }
    }
}

#[test]
fn a_formula_with_a_result_is_its_result() {
    let bytes = xlsx(|sheet| {
        sheet.write_formula(0, 0, Formula::new("=1+1").set_result("2")).unwrap();
        sheet
            .write_formula(1, 0, Formula::new("=\"a\"&\"b\"").set_result("ab"))
            .unwrap();
    });
    let book = read(&bytes, "plan.xlsx").unwrap();
    assert_eq!(rows(&book.sheets[0]), [["2"], ["ab"]]);
    assert!(book.sheets[0].rows.iter().all(|row| row.cells[0].formula.is_none()));
}
