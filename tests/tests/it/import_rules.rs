//! The two rules of imports, on generated sheets: each filled cell is stored, kept as provenance or named in a
//! note; and the rows that were read are those that were made, known or noted.

use besa_domain::TenantId;
use besa_domain::access::{CreateTenant, ImportPlan, Permit};
use besa_domain::imports::{self, Import, Origin};
use besa_domain::tenants::{self, Identity};
use besa_formats::draft;
use besa_tests::TestApp;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_xlsxwriter::{Format, Workbook};

/// Sheets in one run.
const SHEETS: u32 = 60;

/// What a column holds, its heading in several languages, and texts below it.
const COLUMNS: [(&[&str], &[&str]); 9] = [
    (
        &[
            "Angazhimi",
            "Commitment",
            "Compromiso",
            "Engagement",
            "commitment_title",
        ],
        &[],
    ),
    (&["Pika kyçe", "Milestone", "Hito", "Jalon", "milestone_title"], &[]),
    (
        &["Afati", "Deadline", "Fecha límite", "Échéance", "milestone_due"],
        &[
            "31.12.2026",
            "Tremujori IV 2026",
            "deri më 30 qershor 2027",
            "March 2027",
            "2027-05-31",
            "kur të jetë gati",
        ],
    ),
    (
        &["Statusi", "Status", "Estado", "État"],
        &["Në proces", "Completed", "no iniciado", "en cours", "gati gati", "C"],
    ),
    (
        &["Përqindja", "% completed", "Percent"],
        &["33,5%", "0", "100", "shumë"],
    ),
    (
        &[
            "Institucioni përgjegjës",
            "Responsible institution",
            "Institución responsable",
        ],
        &["Bashkia; Zyra e Planifikimit", "Women's Forum", "Sh.p.k. “Lumi”", "-"],
    ),
    (
        &["Problemi", "Problem"],
        &["Askush nuk e di\nsi shpenzohet buxheti.", "a, \"b\"; c"],
    ),
    (
        &["Shënime të zyrës", "Remarks", "?"],
        &["shih aktin 12", "=A1", "Ana [at] example.org"],
    ),
    (&["Nr.", "No", "N°"], &["1", "1.", "02", "C3"]),
];

/// How the cells of a commitment stand.
#[derive(Debug, Clone, Copy)]
enum Titles {
    Merged,
    BlankBelow,
    Repeated,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Xlsx,
    Semicolons,
    Utf16Tabs,
    Windows1252,
}

/// A sheet as an office might have written it: rows of texts, and the row of its headings.
#[derive(Debug, Clone)]
struct Sheet {
    rows: Vec<Vec<String>>,
    heading: usize,
    /// First row, last row and column of merged cells.
    merged: Vec<(usize, usize, usize)>,
    form: Form,
}

fn sheets() -> impl Strategy<Value = Sheet> {
    let columns = subsequence((2..COLUMNS.len()).collect::<Vec<_>>(), 0..=COLUMNS.len() - 2);
    let columns = columns.prop_flat_map(|some| Just([vec![0, 1], some].concat()).prop_shuffle());
    let titles = select(vec![Titles::Merged, Titles::BlankBelow, Titles::Repeated]);
    let form = select(vec![
        Form::Xlsx,
        Form::Xlsx,
        Form::Semicolons,
        Form::Utf16Tabs,
        Form::Windows1252,
    ]);
    let banners = select(vec![0_usize, 1, 3]);
    // Milestones of each commitment.
    let groups = prop::collection::vec(1_usize..5, 1..5);
    let extras = subsequence(vec!["total", "signature", "footnote", "heading", "blank"], 0..=5);
    let seed = prop::collection::vec(any::<u16>(), 400);
    (columns, titles, form, banners, groups, extras, seed).prop_map(
        |(columns, titles, form, banners, groups, extras, seed)| {
            let mut seed = seed.into_iter().map(usize::from).cycle();
            let mut any = move |most: usize| seed.next().unwrap() % most;
            let width = columns.len();
            let line = |text: &str| {
                let mut row = vec![String::new(); width];
                row[0] = text.to_owned();
                row
            };
            let banner = [
                "Bashkia Kodra",
                "Plani i veprimit 2026-2027",
                "Drejtoria e Planifikimit",
            ];
            let mut rows: Vec<Vec<String>> = banner.iter().take(banners).map(|text| line(text)).collect();
            let heading = rows.len();
            let language = any(5);
            let head = columns.iter().map(|at| {
                let headings = COLUMNS[*at].0;
                headings[language % headings.len()].to_owned()
            });
            rows.push(head.collect());
            let mut merged = Vec::new();
            for (group, count) in groups.iter().enumerate() {
                let first = rows.len();
                for step in 0..*count {
                    let cells = columns.iter().map(|at| match at {
                        0 if step == 0 || matches!(titles, Titles::Repeated) => format!("Angazhimi për lagjen {group}"),
                        0 => String::new(),
                        1 => format!("Hapi {step} i lagjes {group}"),
                        other => {
                            let texts = COLUMNS[*other].1;
                            texts.get(any(texts.len() + 1)).copied().unwrap_or_default().to_owned()
                        }
                    });
                    rows.push(cells.collect());
                }
                let column = columns.iter().position(|at| *at == 0).unwrap();
                if matches!(titles, Titles::Merged) && *count > 1 && form == Form::Xlsx {
                    merged.push((first, rows.len() - 1, column));
                }
            }
            for extra in extras {
                rows.push(match extra {
                    "total" => line("Totali"),
                    "signature" => line("Përgatiti: Zyra e Planifikimit"),
                    "footnote" => line("* Afatet varen nga buxheti."),
                    "heading" => rows[heading].clone(),
                    _ => line(""),
                });
            }
            Sheet {
                rows,
                heading,
                merged,
                form,
            }
        },
    )
}

impl Sheet {
    fn bytes(&self) -> (&'static str, Vec<u8>) {
        let text = |separator: u8| {
            let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
            for row in &self.rows {
                writer.write_record(row).unwrap();
            }
            String::from_utf8(writer.into_inner().unwrap()).unwrap()
        };
        match self.form {
            Form::Xlsx => {
                let mut book = Workbook::new();
                let sheet = book.add_worksheet();
                for (at, row) in self.rows.iter().enumerate() {
                    for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                        sheet
                            .write_string(at.try_into().unwrap(), column.try_into().unwrap(), text)
                            .unwrap();
                    }
                }
                for (first, last, column) in &self.merged {
                    let text = &self.rows[*first][*column];
                    let column = u16::try_from(*column).unwrap();
                    let (first, last) = (u32::try_from(*first).unwrap(), u32::try_from(*last).unwrap());
                    sheet
                        .merge_range(first, column, last, column, text, &Format::new())
                        .unwrap();
                }
                ("plan.xlsx", book.save_to_buffer().unwrap())
            }
            Form::Semicolons => ("plan.csv", text(b';').into_bytes()),
            Form::Utf16Tabs => {
                let units = text(b'\t')
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>();
                ("plan.tsv", [vec![0xFF, 0xFE], units].concat())
            }
            Form::Windows1252 => {
                let text = text(b',');
                let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
                assert!(!lossy);
                ("plan.csv", bytes.into_owned())
            }
        }
    }

    /// Rows that hold something, without the headings.
    fn filled(&self) -> usize {
        let filled = self.rows.iter().filter(|row| row.iter().any(|text| !text.is_empty()));
        filled.count() - 1
    }

    /// The texts of all cells that hold something, without the headings.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let rows = self.rows.iter().enumerate().filter(|(at, _)| *at != self.heading);
        rows.flat_map(|(_, row)| row).filter(|text| !text.is_empty())
    }
}

/// Imports a file into a new city. Returns the import and the original texts that it keeps.
async fn imported(app: &TestApp, slug: &str, sheet: &Sheet, again: bool) -> (Import, Vec<String>) {
    let db = &app.app.db;
    let city = if again {
        tenants::by_slug(db, slug).await.unwrap()
    } else {
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        let identity = Identity::plain("Kodra", "AL");
        tenants::create(db, &permit, slug, identity, false).await.unwrap()
    };
    let (name, bytes) = sheet.bytes();
    let read = draft::read(&bytes, name).unwrap_or_else(|refused| panic!("{refused:?}: {sheet:#?}"));
    let permit = Permit::<ImportPlan>::system(city.id);
    let import = imports::import_now(db, &permit, Origin::of(name, &bytes), read, false)
        .await
        .unwrap();
    let sql = "SELECT said AS row FROM provenance";
    let kept = crate::digest::query(&app.owner().await, sql).await;
    (import, kept)
}

#[tokio::test]
async fn every_cell_and_every_row_of_a_sheet_is_accounted_for() {
    let mut runner = TestRunner::deterministic();
    let app = TestApp::new().await;
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for at in 0..SHEETS {
        let sheet = sheets().new_tree(&mut runner).unwrap().current();
        let slug = format!("kodra-{at}");
        let (import, kept) = imported(&app, &slug, &sheet, false).await;
        let rows = import.outcome.rows;
        assert_eq!(
            rows.read(),
            sheet.filled(),
            "rows: {rows:?} {:#?}\n{sheet:#?}",
            import.notes
        );
        assert!(rows.made > 0, "{sheet:#?}");
        let kept: Vec<String> = kept.iter().map(|text| even(text)).collect();
        let noted: Vec<String> = import.notes.iter().map(|note| even(&note.given)).collect();
        for text in sheet.texts() {
            let text = even(text);
            let there = kept.contains(&text) || noted.iter().any(|note| note.contains(&text));
            assert!(there, "lost: {text:?}\n{:#?}\n{sheet:#?}", import.notes);
        }
        // A second time every row is known or noted, and nothing is made.
        let (again, _) = imported(&app, &slug, &sheet, true).await;
        let rows = again.outcome.rows;
        assert!(!again.outcome.makes_anything(), "{:?}\n{sheet:#?}", again.outcome);
        assert_eq!((rows.made, rows.read()), (0, sheet.filled()), "{sheet:#?}");
    }
}
