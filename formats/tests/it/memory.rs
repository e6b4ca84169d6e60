//! Reading a file takes at most 64 MB more memory than the size of the file, in every format.
//!
//! Each file is read in a process of its own, whose peak is measured.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::process::Command;

use crate::files::{docx, odf, xlsx, zipped};
use besa_formats::workbook::read;

/// The variable that names the file for the process that reads it.
const FILE: &str = "BESA_TEST_FILE";

/// The maximum memory in kB.
const MAX: u64 = 64 * 1024;

const ROWS: u32 = 20_000;
const COLUMNS: u32 = 13;

/// Returns the peak memory of this process in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Reads the file that another test names. Alone, it has nothing to do.
#[test]
fn reads_one_file() {
    let Some(file) = std::env::var_os(FILE) else {
        return;
    };
    let bytes = std::fs::read(&file).unwrap();
    let before = peak();
    let read = read(&bytes, "plan");
    let taken = peak() - before;
    let outcome = match &read {
        Ok(book) => format!(
            "{} rows",
            book.sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>()
        ),
        Err(error) => format!("{error:?}"),
    };
    println!("taken {taken} {outcome}");
}

/// Returns what reading gave; fails when it took too much memory.
fn reading(name: &str, bytes: &[u8]) -> String {
    let file = std::env::temp_dir().join(format!("besa-{}-{name}", std::process::id()));
    std::fs::write(&file, bytes).unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "memory::reads_one_file", "--nocapture"])
        .env(FILE, &file)
        .output()
        .unwrap();
    std::fs::remove_file(&file).unwrap();
    let printed = String::from_utf8_lossy(&child.stdout).into_owned();
    let line = printed.lines().find_map(|line| line.split_once("taken ")).unwrap().1;
    let (taken, outcome) = line.split_once(' ').unwrap();
    println!("{name}: {} bytes, {taken} kB over it, {outcome}", bytes.len());
    assert!(
        taken.parse::<u64>().unwrap() <= MAX,
        "{name} took {taken} kB: {outcome}"
    );
    outcome.to_owned()
}

/// Returns a text that differs from cell to cell.
fn words(row: u32, column: u32) -> String {
    format!("Pika kyçe {row:06} {column:02} e planit")
}

fn table(begin: &str, cell: impl Fn(u32, u32) -> String, end: &str) -> String {
    let mut all = String::new();
    for row in 0..ROWS {
        all.push_str(begin);
        for column in 0..COLUMNS {
            all.push_str(&cell(row, column));
        }
        all.push_str(end);
    }
    all
}

/// Returns a workbook of Excel 97 with this table.
fn xls() -> Vec<u8> {
    fn record(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(data);
    }
    let mut stream = Vec::new();
    record(&mut stream, 0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    // The sheet begins at byte 32, behind these three records.
    record(&mut stream, 0x0085, b"\x20\0\0\0\0\0\x04\0Plan");
    record(&mut stream, 0x000A, &[]);
    record(&mut stream, 0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0]);
    for row in 0..u16::try_from(ROWS).unwrap() {
        for column in 0..u16::try_from(COLUMNS).unwrap() {
            let text = format!("{row:06} {column:02} plan");
            let length = u16::try_from(text.len()).unwrap();
            let place = [row, column, 0, length].map(u16::to_le_bytes).concat();
            record(&mut stream, 0x0204, &[&place, &[0][..], text.as_bytes()].concat());
        }
    }
    record(&mut stream, 0x000A, &[]);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn the_largest_tables_are_read_within_the_limit() {
    let text = |row, column| format!("<text:p>{}</text:p>", words(row, column));
    let ods = table(
        "<table:table-row>",
        |row, column| {
            format!(
                "<table:table-cell office:value-type=\"string\">{}</table:table-cell>",
                text(row, column)
            )
        },
        "</table:table-row>",
    );
    let word = |row, column| format!("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", words(row, column));
    let csv = table("", |row, column| format!("\"{}\";", words(row, column)), "\n");
    let wide: Vec<u8> = table("", |row, column| format!("{row}{column:02}X;"), "\n")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let files = [
        (
            "full.xlsx",
            xlsx(|sheet| {
                for row in 0..ROWS {
                    for column in 0..COLUMNS {
                        sheet
                            .write_string(row, u16::try_from(column).unwrap(), words(row, column))
                            .unwrap();
                    }
                }
            }),
        ),
        ("full.xls", xls()),
        (
            "full.ods",
            odf(
                "spreadsheet",
                "",
                &format!("<table:table table:name=\"Plan\">{ods}</table:table>"),
            ),
        ),
        (
            "full.odt",
            odf(
                "text",
                "",
                &format!("<table:table table:name=\"Plan\">{ods}</table:table>"),
            ),
        ),
        (
            "full.docx",
            docx(&format!("<w:tbl>{}</w:tbl>", table("<w:tr>", word, "</w:tr>")), &[]),
        ),
        ("full.csv", csv.into_bytes()),
        ("wide.csv", wide),
    ];
    for (name, bytes) in files {
        assert_eq!(reading(name, &bytes), "20000 rows", "{name}");
    }
}

#[test]
fn files_that_harm_are_refused_within_the_limit() {
    let sheet = |body: &str| {
        odf(
            "spreadsheet",
            "",
            &format!("<table:table table:name=\"Plan\">{body}</table:table>"),
        )
    };
    let long = "y".repeat(30_000);
    let merged = {
        let mut areas = String::new();
        for row in 1..400_000 {
            write!(areas, "<mergeCell ref=\"A{row}:B{row}\"/>").unwrap();
        }
        workbook(&format!("<sheetData/><mergeCells>{areas}</mergeCells>"), "<sst/>")
    };
    let sparse: String = (1..20_000)
        .map(|row| format!("<row r=\"{}\"><c r=\"GR{}\"><v>1</v></c></row>", row * 50, row * 50))
        .collect();
    let shared = workbook(
        &format!(
            "<sheetData>{}</sheetData>",
            "<row><c t=\"s\"><v>0</v></c></row>".repeat(20_000)
        ),
        &format!("<sst uniqueCount=\"900000000000\"><si><t>{long}</t></si></sst>"),
    );
    let texts = workbook(
        "<sheetData/>",
        &format!("<sst>{}</sst>", "<si><t/></si>".repeat(800_000)),
    );
    let repeated = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell></table:table-row>"
    );
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"199\"/><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    // Digits that compress as numbers in a plan do.
    let digits: String = (0_u64..4_000)
        .map(|place| format!("{}", place * 2_654_435_761))
        .collect();
    let paragraphs = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", digits.get(..30_000).unwrap()).repeat(300);
    let files = [
        ("merged.xlsx", merged, "Cells"),
        (
            "sparse.xlsx",
            workbook(&format!("<sheetData>{sparse}</sheetData>"), "<sst/>"),
            "Cells",
        ),
        ("shared.xlsx", shared, "Text"),
        ("texts.xlsx", texts, "Cells"),
        ("deep.xlsx", workbook(&"<a>".repeat(900_000), "<sst/>"), "Depth"),
        (
            "giant.xlsx",
            workbook(
                &format!("<sheetData><row><c t=\"str\"><v>{}", "x".repeat(20_000_000)),
                "<sst/>",
            ),
            "Tags",
        ),
        (
            "pieces.xlsx",
            workbook(
                &format!(
                    "<sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData>",
                    "x<!---->".repeat(1_000_000)
                ),
                "<sst/>",
            ),
            "Cell ",
        ),
        ("repeated.ods", sheet(&repeated), "Text"),
        ("wide.ods", sheet(&wide.repeat(20_000)), "Cells"),
        (
            "styles.ods",
            odf(
                "spreadsheet",
                &"<style:style style:name=\"a\" style:family=\"text\"/>".repeat(400_000),
                "",
            ),
            "0 rows",
        ),
        ("paragraphs.docx", docx(&paragraphs, &[]), "Text"),
        ("lines.csv", vec![b'\n'; 9_000_000], "Empty"),
        ("quotes.csv", vec![b'"'; 9_000_000], "C"),
        ("open.csv", "\"a;b\n".repeat(1_500_000).into_bytes(), "Rows"),
        ("wide.csv", vec![b','; 9_000_000], "Columns"),
        ("letters.csv", vec![0xEB; 9_000_000], "Cell "),
    ];
    for (name, bytes, outcome) in files {
        let read = reading(name, &bytes);
        assert!(read.starts_with(outcome), "{name}: {read}");
    }
}

/// Returns a workbook of one sheet with these shared strings.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let relation =
        |kind: &str, target: &str| format!("<Relationship Id=\"{kind}\" Type=\"x/{kind}\" Target=\"{target}\"/>");
    let list = |relations: &[String]| format!("<Relationships>{}</Relationships>", relations.concat());
    zipped(&[
        ("_rels/.rels", &list(&[relation("officeDocument", "xl/workbook.xml")])),
        (
            "xl/_rels/workbook.xml.rels",
            &list(&[
                relation("worksheet", "sheet.xml"),
                relation("sharedStrings", "strings.xml"),
            ]),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"Plan\" sheetId=\"1\" r:id=\"worksheet\"/></sheets></workbook>",
        ),
        ("xl/sheet.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ("xl/strings.xml", strings),
    ])
}
