//! Reading a workbook of 10,000 milestones, beside calamine alone.

use crate::report::{Board, Figure, Goal};
use besa_domain::imports::Decisions;
use besa_formats::draft;
use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Cursor;
use std::time::Instant;

/// Milestones in the workbook.
const ROWS: u32 = 10_000;

const CELLS: Figure = Figure {
    number: "",
    what: "import: cells of 10,000 rows of XLSX",
    unit: "ms",
    beside: "calamine alone",
    goal: Goal::Shown,
};
const RECORDS: Figure = Figure {
    what: "import: records of 10,000 rows of XLSX",
    ..CELLS
};

/// Runs the case: the cells as the reader gives them, and the records that are made of them, with dates, states
/// and leads.
pub(crate) fn run(board: &mut Board) {
    let bytes = workbook();
    let begun = Instant::now();
    let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let filled = range.cells().filter(|(_, _, cell)| !matches!(cell, Data::Empty));
    assert!(black_box(filled.count()) > 70_000);
    let alone = milliseconds(begun);
    let begun = Instant::now();
    let source = draft::source(&bytes, "plan.xlsx").unwrap();
    let cells = milliseconds(begun);
    let read = source.read(&Decisions::default(), &BTreeMap::new()).unwrap();
    let records = milliseconds(begun);
    assert_eq!(read.rows, 10_000);
    board.compare(&CELLS, cells, alone);
    board.compare(&RECORDS, records, alone);
}

fn milliseconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = [
        "Plani",
        "Angazhimi",
        "Nr.",
        "Pika kyçe",
        "Afati",
        "Institucioni përgjegjës",
        "Statusi",
        "Përqindja",
    ];
    for (column, text) in (0..).zip(head) {
        sheet.write_string(0, column, text).unwrap();
    }
    for row in 1..=ROWS {
        let texts = [
            "Plani i veprimit 2026-2027".to_owned(),
            format!("Angazhimi për lagjen {}", row / 50),
            (row % 50 + 1).to_string(),
            format!("Hapi {row} i punës në lagje"),
            ["31.12.2026", "Tremujori IV 2026", "deri më 30 qershor 2027"][usize::try_from(row).unwrap() % 3]
                .to_owned(),
            format!("Zyra {}", row % 40),
            ["Në proces", "Përfunduar"][usize::try_from(row).unwrap() % 2].to_owned(),
            (row % 100).to_string(),
        ];
        for (column, text) in (0..).zip(texts) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
