//! Files of plans: the type is detected from the content.

use besa_domain::imports::Code;
use besa_formats::draft::read;
use besa_formats::words::Words;
use besa_formats::workbook::template;
use besa_text::Language;
use rstest::rstest;

const JSON: &str = r#"{"plans": [{"member": "Elbasan", "plan_title": "Action Plan 2026-2028"}]}"#;
const CSV: &str = "plan_title,commitment_title,milestone_title\nAction Plan 2026-2028,Open contracts,A register\n";

#[test]
fn the_type_of_a_file_does_not_depend_on_its_name() {
    for name in ["plan.json", "plan.csv", "plan.xlsx", "plan"] {
        for text in [JSON, CSV] {
            for mark in ["", "\u{FEFF}", "\n "] {
                let draft = read(format!("{mark}{text}").as_bytes(), name).unwrap();
                assert_eq!(draft.plans.len(), 1, "{name} {mark:?}{text}");
            }
        }
    }
    let blank = template(&Words::new(Language::En)).unwrap();
    let refused = read(&blank, "plan.json").unwrap_err();
    assert!(
        refused.notes.iter().all(|note| note.code != Code::UnreadableFile),
        "{refused:?}"
    );
}

#[rstest]
#[case::nothing(b"", Code::EmptyFile, "", "the file is empty")]
#[case::no_workbook(b"PK\x03\x04 no workbook", Code::UnreadableFile, "", "the file is damaged")]
#[case::picture(b"\x89PNG\r\n", Code::UnreadableFile, "", "neither a spreadsheet")]
#[case::pdf(b"%PDF-1.7", Code::PdfFile, "", "copy its table into a spreadsheet")]
#[case::rich_text(b"{\\rtf1 Plani}", Code::OtherDocument, "", "save it as .docx")]
#[case::web_page(b"<html><table></table></html>", Code::OtherWorkbook, "", "save it as .xlsx")]
#[case::no_text(b"{\n\"plans\": \"\xff\"}", Code::Encoding, "line 2", "line 2 has bytes that are not text")]
#[case::broken_off(b"{", Code::UnreadableFile, "", "EOF while parsing")]
#[case::no_object(b"[1]", Code::UnreadableFile, "", "")]
#[case::newer(b"{\"besa\": 9}", Code::VersionUnknown, "besa", "")]
#[case::another_table(b"fruit,price\napple,3\n", Code::MissingColumn, "", "")]
fn what_is_no_plan_is_refused_with_the_reason(
    #[case] bytes: &[u8],
    #[case] code: Code,
    #[case] cell: &str,
    #[case] because: &str,
) {
    let refused = read(bytes, "plan.csv").unwrap_err();
    let note = refused.notes.iter().find(|note| note.code == code);
    assert!(note.is_some_and(|note| note.cell.contains(cell)), "{refused:?}");
    let reason = refused.because.unwrap_or_default();
    assert!(
        reason.contains(because) && reason.is_empty() == because.is_empty(),
        "{reason}"
    );
}

#[test]
fn json_is_limited_to_the_file_size() {
    let large = format!("{}{}", JSON, " ".repeat(10 * 1024 * 1024));
    let refused = read(large.as_bytes(), "plan.json").unwrap_err();
    assert_eq!(refused.notes[0].code, Code::FileTooLarge);
    assert_eq!(refused.notes[0].given, (10 * 1024 * 1024).to_string());
}
