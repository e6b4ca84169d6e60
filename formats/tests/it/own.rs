//! Every word that Besa writes into a workbook is read back, in every language.

use besa_domain::imports::FIELDS;
use besa_domain::imports::layout::List;
use besa_text::{Language, Words, codes, words};
use std::fmt::Write as _;

/// Returns the word that the pages show for a value of a list.
fn word(list: List, w: &Words, code: &str) -> String {
    match list {
        List::MilestoneState => codes::milestone_state(w, code),
        List::CommitmentState => codes::commitment_state(w, code),
        List::Part => codes::part(w, code),
        List::Kind => codes::organisation_kind(w, code),
        List::Value => codes::ogp_value(w, code),
        List::Area => codes::policy_area(w, code),
    }
}

/// The reader's words must be those of the pages. With `BESA_WRITE_WORDS=1` the file is written.
#[test]
fn the_reader_knows_the_words_of_the_pages() {
    let mut lines = String::new();
    let mut line = |list: &str, code: &str, word: &dyn Fn(&Words) -> String| {
        let all: Vec<String> = Language::ALL.iter().map(|language| word(words(*language))).collect();
        writeln!(lines, "{list}\t{code}\t{}", all.join("\t")).unwrap();
    };
    for field in FIELDS {
        line("heading", field.code, &|w| codes::import_field(w, field.code));
    }
    for code in codes::WORKBOOK_SHEETS {
        line("sheet", code, &|w| codes::workbook_sheet(w, code));
    }
    for list in List::ALL {
        for code in list.codes() {
            line(list.name(), code, &|w| word(list, w, code));
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src/imports/own.tsv");
    if std::env::var_os("BESA_WRITE_WORDS").is_some() {
        std::fs::write(path, &lines).unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap();
    assert!(
        stored == lines,
        "own.tsv is not up to date: run this test with BESA_WRITE_WORDS=1"
    );
}
