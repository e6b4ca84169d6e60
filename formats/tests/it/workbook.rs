//! Workbooks (XLSX) as users upload them, and the workbook that they download.

use crate::files::{column, header, numbers, rows, texts, xlsx};
use besa_domain::imports::book::Kind;
use besa_domain::imports::layout::{Column, Holds, Layout, List, Record, SHEETS, Tables};
use besa_domain::imports::{Code, Field, Why};
use besa_formats::draft;
use besa_formats::words::Words;
use besa_formats::workbook::{WriteError, csv, export, read, template};
use besa_text::{Language, codes};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use time::macros::date;

const WORDS: fn() -> Words = || Words::new(Language::En);

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
    let sheet = &book.sheets[0];
    assert_eq!(header(sheet), ["title", "number", "due", "percent", "sum"]);
    assert_eq!(numbers(sheet), [2, 7, 8, 9]);
    assert_eq!(texts(&book)[0], ["  Çelja e zyrës ", "4.1", "2019-03-01", "7%", "2"]);
    assert_eq!(texts(&book)[1][1], "43525");
    assert_eq!(texts(&book)[2], ["", "", "", "", "", "", "TRUE"]);
    let due = &sheet.rows[1].cells[2];
    assert_eq!(sheet.address(7, 2, ""), "Milestones!C7");
    assert_eq!(
        due.date.map(|date| (date.day, date.serial)),
        Some((date!(2019 - 03 - 01), Some(43525.0)))
    );
    assert_eq!(sheet.address(sheet.rows[3].number, 6, ""), "Milestones!G9");
}

#[test]
fn the_template_is_empty_and_has_a_guide() {
    for language in Language::ALL {
        let words = Words::new(language);
        let book = read(&template(&words).unwrap(), "besa.xlsx").unwrap();
        assert_eq!(book.sheets.len(), 6);
        for (sheet, layout) in book.sheets.iter().zip(SHEETS) {
            let shown = layout.columns.iter().filter(|column| column.holds != Holds::Key);
            assert_eq!(
                sheet.name,
                codes::workbook_sheet(besa_text::words(language), layout.name)
            );
            assert_eq!((rows(sheet).len(), header(sheet).len()), (1, shown.count()));
        }
        assert!(book.sheets[4].rows.len() > 70, "the guide");
    }
}

/// Returns rows with a value in each column but those of people.
fn full() -> Tables {
    let row = |layout: &Layout| {
        let columns = layout.columns.iter().filter(|column| {
            let is_private = layout.field(column).is_some_and(Field::is_private);
            !is_private && column.holds != Holds::Key
        });
        let text = |column: &Column| match column.holds {
            Holds::Day => "2026-10-31".to_owned(),
            Holds::Number => "7".to_owned(),
            Holds::Choice(list) | Holds::Choices(list) => list.codes()[0].to_owned(),
            Holds::Text | Holds::Prose | Holds::List | Holds::Key => match column.name {
                "number" | "commitment_number" => "1".to_owned(),
                "reference" => "2026-2028".to_owned(),
                "language" => "sq".to_owned(),
                name => format!("{name} ë"),
            },
        };
        columns.map(|column| (column.name, text(column))).collect()
    };
    Tables {
        plan: vec![row(&SHEETS[0])],
        commitments: vec![row(&SHEETS[1])],
        milestones: vec![row(&SHEETS[2])],
        stakeholders: vec![row(&SHEETS[3])],
    }
}

#[test]
fn every_heading_of_every_language_is_read_as_its_field() {
    for language in Language::ALL {
        let words = Words::new(language);
        let draft = draft::read(export(&full(), &words).unwrap(), "besa.xlsx").unwrap();
        let all = SHEETS.iter().flat_map(|layout| {
            layout
                .columns
                .iter()
                .map(|column| (layout.level, layout.field(column).unwrap()))
        });
        let mut all: Vec<&str> = all.map(|(_, field)| field.code).collect();
        let mut found: Vec<&str> = draft.columns.iter().map(|column| column.field.as_str()).collect();
        all.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, all, "{language}");
        assert!(
            draft.columns.iter().all(|column| column.why == Why::Known),
            "{language}"
        );
        let flat = draft::read(csv(&full(), &words).unwrap(), "besa.csv").unwrap();
        assert!(flat.columns.len() > 50, "{}", flat.columns.len());
        assert!(
            flat.columns.iter().all(|column| column.why == Why::Known),
            "{language}: {:?}",
            flat.columns
        );
    }
}

#[test]
fn every_word_of_a_list_is_read_as_its_code() {
    let doubts = [
        Code::StateUnderstood,
        Code::UnknownState,
        Code::UnknownKind,
        Code::UnknownValue,
        Code::UnknownPolicyArea,
        Code::CommitmentStateNotUsed,
    ];
    for language in Language::ALL {
        let pick = |list: List, at: usize| list.codes()[at % list.codes().len()].to_owned();
        let count = List::Area.codes().len();
        let mut tables = full();
        let first = tables.clone();
        tables.commitments.clear();
        tables.milestones.clear();
        tables.stakeholders.clear();
        for at in 0..count {
            let named = |row: &Record, name: &'static str, more: &[(&'static str, String)]| {
                let mut row = row.clone();
                row.insert(name, format!("Record {at}"));
                row.extend(more.iter().cloned());
                row
            };
            let number = (at + 1).to_string();
            tables.commitments.push(named(
                &first.commitments[0],
                "title",
                &[
                    ("number", number.clone()),
                    ("ogp_id", number.clone()),
                    ("state", pick(List::CommitmentState, at)),
                    ("policy_area", pick(List::Area, at)),
                    ("ogp_values", pick(List::Value, at)),
                ],
            ));
            let of = ("commitment_number", number.clone());
            let state = ("state", pick(List::MilestoneState, at));
            tables
                .milestones
                .push(named(&first.milestones[0], "title", &[of.clone(), state]));
            let kind = ("kind", pick(List::Kind, at));
            let part = ("part", pick(List::Part, at));
            tables
                .stakeholders
                .push(named(&first.stakeholders[0], "organisation", &[of, kind, part]));
        }
        let draft = draft::read(export(&tables, &Words::new(language)).unwrap(), "besa.xlsx").unwrap();
        assert_eq!(draft.plans[0].commitments.len(), count);
        for (at, commitment) in draft.plans[0].commitments.iter().enumerate() {
            assert_eq!(
                commitment.draft.state.code(),
                pick(List::CommitmentState, at),
                "{language}"
            );
            assert_eq!(commitment.draft.policy_area, Some(pick(List::Area, at)), "{language}");
            assert_eq!(
                commitment.draft.ogp_values[0].value.code(),
                pick(List::Value, at),
                "{language}"
            );
            let state = commitment.milestones[0]
                .draft
                .state
                .map(|state| state.code().to_owned());
            assert_eq!(state, Some(pick(List::MilestoneState, at)), "{language}");
            assert_eq!(draft.organisations[at].kind.code(), pick(List::Kind, at), "{language}");
            let name = format!("Record {at}");
            let part = commitment
                .involved
                .iter()
                .find(|involved| involved.name == name)
                .unwrap()
                .part;
            // A commitment has one lead, and this one has it by its own column.
            let wanted = pick(List::Part, at).replace("lead", "supporter");
            assert_eq!(part.code(), wanted, "{language}");
        }
        let doubt = draft.all_notes().find(|note| doubts.contains(&note.code));
        assert_eq!(doubt, None, "{language}");
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
    let records = texts.map(|text| Record::from([("number", "1".to_owned()), ("title", text.to_owned())]));
    let tables = Tables {
        commitments: records.to_vec(),
        ..Tables::default()
    };
    let book = read(&export(&tables, &WORDS()).unwrap(), "besa.xlsx").unwrap();
    let sheet = &book.sheets[1];
    let title = column(sheet, "Commitment: title");
    let read: Vec<&str> = rows(sheet).into_iter().skip(1).map(|row| row[title]).collect();
    assert_eq!(read, texts);
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
                sheet: "plan",
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
        let records = texts.iter().map(|text| Record::from([("title", text.clone()), ("output", text.clone())])).collect();
        let book = read(&export(&Tables { milestones: records, ..Tables::default() }, &WORDS()).unwrap(), "besa.xlsx").unwrap();
        let sheet = &book.sheets[2];
        for name in ["Milestone: title", "Milestone: output"] {
            let at = column(sheet, name);
            let read: Vec<&str> = rows(sheet).into_iter().skip(1).map(|row| row[at]).collect();
            prop_assert_eq!(read, texts.clone());
        }
    }
}
