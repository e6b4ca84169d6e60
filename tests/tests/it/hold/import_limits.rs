//! An import needs at most 64 MB more memory than the size of its file, whatever the file contains, and
//! reports the limit that the file exceeds. Each of these files once needed more memory, or hours, or crashed
//! the process.

use besa_tests::Installation;
use std::io::Write as _;
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Maximum memory of an import, in bytes, in addition to the size of its file.
const MAX: u64 = 64 * 1024 * 1024;

/// Maximum time of an import, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(180);

/// The result of an import in a process of its own.
struct Trial {
    output: String,
    success: bool,
    peak: u64,
}

/// Imports a file in a process whose peak memory is measured.
fn trial(besa: &Installation, name: &str, bytes: &[u8]) -> Trial {
    let file = besa.folder().join(name);
    std::fs::write(&file, bytes).unwrap();
    let begun = Instant::now();
    let (ended, output, peak) = besa.peak(&[
        "import",
        "plan",
        file.to_str().unwrap(),
        "--tenant",
        "elbasan",
        "--dry-run",
    ]);
    assert!(begun.elapsed() < PATIENCE, "{name} took {:?}", begun.elapsed());
    assert!(ended.code().is_some(), "{name} crashed the process: {ended} {output}");
    Trial {
        output,
        success: ended.success(),
        peak,
    }
}

/// Imports files and compares the memory of each with that of a minimal file: at most `most` more.
async fn within(files: &[(&str, Vec<u8>, &str)], most: u64) {
    let besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    let least = trial(
        &besa,
        "small.csv",
        b"plan_title,commitment_title,milestone_title\nA,B,C\n",
    );
    assert!(least.success, "{}", least.output);
    for (name, bytes, wanted) in files {
        let tried = trial(&besa, name, bytes);
        let size = u64::try_from(bytes.len()).unwrap();
        let over = tried.peak.saturating_sub(least.peak + size);
        println!("{name}: {size} bytes, {} kB over it", over / 1024);
        let shown: String = tried.output.chars().take(300).collect();
        assert!(tried.output.contains(wanted), "{name}: {shown}");
        assert!(over <= most, "{name} took {over} bytes over its {size}: {shown}");
    }
}

fn columns() -> String {
    "plan_title,commitment_title,milestone_title".to_owned()
}

/// Error messages repeated the whole heading for each cell.
fn wide_heading() -> Vec<u8> {
    let heading = "h".repeat(32_000);
    let mut text = format!("{heading},{}\n", columns());
    for row in 0..3_000 {
        text.push_str(&format!(",Plan,Open data,Step {row}\n"));
    }
    text.into_bytes()
}

fn many_columns() -> Vec<u8> {
    let headings: Vec<String> = (0..190).map(|column| format!("c{column}")).collect();
    let mut text = format!("{},{}\n", columns(), headings.join(","));
    let row = format!("Plan,Open data,Step,{}\n", "x,".repeat(190));
    text.push_str(&row.repeat(4_900));
    text.into_bytes()
}

/// The largest table that the limits accept.
fn full_table() -> Vec<u8> {
    let names = "member,country,plan_title,plan_end,commitment_id,commitment_title,commitment_start,commitment_end,\
                 lead_institution,milestone_seq,milestone_title,milestone_start,milestone_end,milestone_dates_raw,\
                 milestone_lead,new_or_ongoing,irm_verifiable,irm_potential_impact,irm_completion_end,irm_diog,source";
    let mut text = format!("{names}\n");
    for row in 0..3_000 {
        let words = "w".repeat(220);
        text.push_str(&format!(
            "\"Elbasan, Albania\",AL,Plan 2025-2027,2027-02,,Open data {row},2025-06,2027-02,Council,{row},\
             Step {row} {words},2025-06-01,2025-12-31,{words},Council,New,Yes,Minor,Complete,Major,https://example.org\n"
        ));
    }
    text.into_bytes()
}

/// As many rows as the limits accept: 5 MB.
fn most_rows() -> Vec<u8> {
    let mut text =
        "plan_title,commitment_title,milestone_title,milestone_start,milestone_end,milestone_lead,output\n".to_owned();
    let words = "w".repeat(150);
    for row in 0..20_000 {
        text.push_str(&format!(
            "Plan 2025-2027,Open data {},Step {row} {row},2025-06-01,March 2026,Office {},{words}\n",
            row / 50,
            row % 40
        ));
    }
    text.into_bytes()
}

#[tokio::test]
async fn twenty_thousand_rows_need_twice_the_memory_of_other_files() {
    within(&[("most.csv", most_rows(), "20000 milestones")], 2 * MAX).await;
}

fn giant_cell() -> Vec<u8> {
    format!("{}\nPlan,Open data,\"{}", columns(), "never closed ".repeat(700_000)).into_bytes()
}

/// Thousands of e-mail addresses in one text: each caused a note.
fn many_notes() -> Vec<u8> {
    let mut text = format!("{}\n", columns());
    for row in 0..120 {
        text.push_str(&format!("Plan,Open data {row},\"{}\"\n", "a@b.example ".repeat(2_600)));
    }
    text.into_bytes()
}

/// Each list item was compared with every other item.
fn long_lists() -> Vec<u8> {
    let mut text = format!("{},milestone_lead\n", columns());
    for row in 0..100 {
        let names: Vec<String> = (0..5_000).map(|name| format!("o{name}")).collect();
        text.push_str(&format!("Plan,Open data,Step {row},\"{}\"\n", names.join(";")));
    }
    text.into_bytes()
}

#[tokio::test]
async fn importing_a_table_needs_limited_memory() {
    within(
        &[
            ("wide-heading.csv", wide_heading(), "plans created"),
            ("many-columns.csv", many_columns(), "too_many_cells"),
            ("full.csv", full_table(), "plans created"),
            ("giant-cell.csv", giant_cell(), "cell_too_long"),
            ("notes.csv", many_notes(), "too_many_notes"),
            ("lists.csv", long_lists(), "too_many_cells"),
            ("delimiters.csv", vec![b','; 9_000_000], "too_many_columns"),
            ("newlines.csv", vec![b'\n'; 9_000_000], "empty_file"),
            (
                "rows.csv",
                format!("{}\n{}", columns(), "a,b,c\n".repeat(1_500_000)).into_bytes(),
                "too_many_rows",
            ),
            ("quotes.csv", vec![b'"'; 9_000_000], "refused"),
        ],
        MAX,
    )
    .await;
}

/// The largest JSON that the limits accept.
fn full_json() -> Vec<u8> {
    let words = "w".repeat(150);
    let milestone = |row: usize| {
        format!(
            "{{\"title\":\"m{row}\",\"end\":\"2025-12-31\",\"lead\":\"o{row}\",\"seq\":1,\"dates_raw\":\"{words}\",\"start\":\"2025-01\"}}"
        )
    };
    let commitment = |row: usize| {
        let fields = "\"lead\":\"Council\",\"problem_summary\":\"p\",\"start\":\"2025\",\"end\":\"2026\",\"note\":\"n\",\"url\":\"u\"";
        format!("{{\"title\":\"c{row}\",{fields},\"milestones\":[{}]}}", milestone(row))
    };
    let commitments: Vec<String> = (0..2_400).map(commitment).collect();
    let plan = format!("{{\"plan_title\":\"P\",\"commitments\":[{}]}}", commitments.join(","));
    format!("{{\"plans\":[{plan}]}}").into_bytes()
}

#[tokio::test]
async fn importing_json_needs_limited_memory() {
    let own = |plans: String| format!("{{\"besa\":1,\"plans\":[{plans}]}}").into_bytes();
    let gathered = |plans: String| format!("{{\"plans\":[{plans}]}}").into_bytes();
    within(
        &[
            ("full.json", full_json(), "plans created"),
            (
                "items.json",
                gathered(format!("{}{{}}", "{},".repeat(3_000_000))),
                "too_many_cells",
            ),
            (
                "fields.json",
                gathered(format!("{{{}\"z\":1}}", "\"a\":1,".repeat(1_500_000))),
                "too_many_cells",
            ),
            ("deep.json", "[".repeat(9_000_000).into_bytes(), "nested_too_deep"),
            (
                "text.json",
                gathered(format!("{{\"plan_title\":\"{}\"}}", "x".repeat(9_000_000))),
                "too_much_text",
            ),
            (
                "plans.json",
                gathered(format!("{}{{}}", "{\"a\":1},".repeat(14_000))),
                "too_many_rows",
            ),
            (
                "own.json",
                own(format!("{}{{}}", "{\"plan\":{},\"commitments\":[]},".repeat(300_000))),
                "too_many_cells",
            ),
            (
                "keys.json",
                own(format!("{{\"plan\":{{\"{}\":1}}}}", "k".repeat(3_000_000))),
                "required",
            ),
        ],
        MAX,
    )
    .await;
}

/// Builds a workbook of these parts.
fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Builds a workbook of one sheet with these shared strings.
fn book(sheet: String, shared: String) -> Vec<u8> {
    let spread = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zipped(&[
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {spread} xmlns:r=\"{relations}\"><sheets><sheet name=\"Plan\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet {spread}><sheetData>{sheet}</sheetData></worksheet>"),
        ),
        ("xl/sharedStrings.xml", shared),
    ])
}

#[tokio::test]
async fn importing_a_workbook_needs_limited_memory() {
    let row = |cells: &str| format!("<row r=\"1\">{cells}</row>");
    let sparse = format!(
        "{}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        row("<c><v>1</v></c>")
    );
    let none = || String::from("<sst/>");
    let same = "<row><c t=\"s\"><v>0</v></c></row>".repeat(100_000);
    let directory = {
        let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for part in 0..40_000 {
            archive
                .start_file(format!("{part}"), SimpleFileOptions::default())
                .unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    within(
        &[
            ("sparse.xlsx", book(sparse, none()), "too_many_columns"),
            (
                "bomb.xlsx",
                book(
                    row(&format!(
                        "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
                        "x".repeat(90_000_000)
                    )),
                    none(),
                ),
                "workbook_too_large",
            ),
            (
                "promise.xlsx",
                book(
                    row("<c><v>1</v></c>"),
                    "<sst uniqueCount=\"900000000000\"><si><t>a</t></si></sst>".to_owned(),
                ),
                "no_table",
            ),
            (
                "shared.xlsx",
                book(
                    row("<c><v>1</v></c>"),
                    format!("<sst>{}</sst>", "<si><t/></si>".repeat(900_000)),
                ),
                "workbook_too_large",
            ),
            (
                "repeated.xlsx",
                book(same, format!("<sst><si><t>{}</t></si></sst>", "y".repeat(30_000))),
                "too_m",
            ),
            (
                "empty-cells.xlsx",
                book(row(&"<c/>".repeat(900_000)), none()),
                "empty_file",
            ),
            ("parts.xlsx", directory, "workbook_too_large"),
        ],
        MAX,
    )
    .await;
}
