//! Plans in documents, from the file to the draft: headings, lists, labels and forms, in Word and OpenDocument.

use crate::files::{docx, odf};
use besa_domain::imports::{Code, CommitmentRow, Draft};
use besa_formats::draft::read;
use rstest::rstest;

/// A paragraph or table of a document.
enum Part {
    Heading(u8, &'static str),
    Text(&'static str),
    Bold(&'static str),
    Entry(&'static str),
    /// Rows of cells. A row with one cell spans the table, `^` goes on with the cell above.
    Table(&'static [&'static [&'static str]]),
}

use Part::{Bold, Entry, Heading, Table, Text};

/// Returns the widest row of a table.
fn width(rows: &[&[&str]]) -> usize {
    rows.iter().map(|row| row.len()).max().unwrap_or(1)
}

fn word(parts: &[Part]) -> Vec<u8> {
    let run = |text: &str, bold: bool| {
        let look = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!("<w:r>{look}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let paragraph = |properties: &str, run: String| format!("<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>");
    let part = |part: &Part| match part {
        Heading(level, text) => paragraph(&format!("<w:pStyle w:val=\"H{level}\"/>"), run(text, false)),
        Text(text) => paragraph("", run(text, false)),
        Bold(text) => paragraph("", run(text, true)),
        Entry(text) => paragraph("<w:numPr><w:numId w:val=\"1\"/></w:numPr>", run(text, false)),
        Table(rows) => {
            let wide = width(rows);
            let cell = |alone: bool, text: &str| {
                let span = if alone {
                    format!("<w:gridSpan w:val=\"{wide}\"/>")
                } else {
                    String::new()
                };
                let (merge, text) = match text {
                    "^" => ("<w:vMerge/>", ""),
                    text => ("<w:vMerge w:val=\"restart\"/>", text),
                };
                format!(
                    "<w:tc><w:tcPr>{span}{merge}</w:tcPr>{}</w:tc>",
                    paragraph("", run(text, false))
                )
            };
            let row = |row: &&[&str]| {
                let cells: String = row.iter().map(|text| cell(row.len() == 1, text)).collect();
                format!("<w:tr>{cells}</w:tr>")
            };
            format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
        }
    };
    let style = |level: u8| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"H{level}\"><w:name w:val=\"heading {level}\"/></w:style>")
    };
    let styles = format!("<w:styles>{}</w:styles>", (1..=4).map(style).collect::<String>());
    docx(
        &parts.iter().map(part).collect::<String>(),
        &[("word/styles.xml", &styles)],
    )
}

fn open(parts: &[Part]) -> Vec<u8> {
    let part = |part: &Part| match part {
        Heading(level, text) => format!("<text:h text:outline-level=\"{level}\">{text}</text:h>"),
        Text(text) => format!("<text:p>{text}</text:p>"),
        Bold(text) => format!("<text:p text:style-name=\"B\">{text}</text:p>"),
        Entry(text) => format!("<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"),
        Table(rows) => {
            let wide = width(rows);
            let cell = |alone: bool, text: &str| {
                let span = if alone {
                    format!(" table:number-columns-spanned=\"{wide}\"")
                } else {
                    String::new()
                };
                let text = if text == "^" { "" } else { text };
                format!("<table:table-cell{span}><text:p>{text}</text:p></table:table-cell>")
            };
            let row = |row: &&[&str]| {
                let cells: String = row.iter().map(|text| cell(row.len() == 1, text)).collect();
                let covered = if row.len() == 1 {
                    "<table:covered-table-cell/>".repeat(wide - 1)
                } else {
                    String::new()
                };
                format!("<table:table-row>{cells}{covered}</table:table-row>")
            };
            format!(
                "<table:table>{}</table:table>",
                rows.iter().map(row).collect::<String>()
            )
        }
    };
    let bold = "<style:style style:name=\"B\" style:family=\"paragraph\"><style:text-properties fo:font-weight=\"bold\"/></style:style>";
    odf("text", bold, &parts.iter().map(part).collect::<String>())
}

/// Reads a document in both formats. Returns both drafts.
fn drafts(parts: &[Part]) -> [Draft; 2] {
    [
        read(word(parts), "plan.docx").unwrap(),
        read(open(parts), "plan.odt").unwrap(),
    ]
}

/// Returns a commitment as lines: its number and title, its lead and problem, and its milestones with their due
/// dates.
fn lines(told: &CommitmentRow) -> Vec<String> {
    let number = told.draft.number.map_or(String::new(), |number| format!("{number} "));
    let lead = told.involved.first().map_or("", |lead| lead.name.as_str());
    let mut lines = vec![
        format!("{number}{}", told.draft.title),
        format!("{lead}: {}", told.draft.problem.as_deref().unwrap_or_default()),
    ];
    lines.extend(told.milestones.iter().map(|one| {
        let due = one.draft.due_on.map_or("-".to_owned(), |day| day.to_string());
        format!("{due} {}", one.draft.title)
    }));
    lines
}

/// Headings with lists.
const HEADINGS: &[Part] = &[
    Heading(1, "Action plan of Kodra 2026-2028"),
    Heading(2, "Commitment 1: Open budget"),
    Heading(3, "Problem"),
    Text("Nobody knows the budget."),
    Heading(3, "Lead institution"),
    Text("Finance Department"),
    Heading(3, "Milestones"),
    Entry("Publish the draft budget – by December 2026"),
    Entry("Hold a hearing (31.03.2027)"),
    Heading(2, "Commitment 2: Register of complaints"),
    Heading(3, "Problem"),
    Text("Complaints are lost."),
    Heading(3, "Milestones"),
    Entry("Open the register – deadline: 30.06.2027"),
];

/// Labelled paragraphs below bold lines.
const LABELS: &[Part] = &[
    Bold("Plani i veprimit të Kodrës 2026-2028"),
    Bold("Angazhimi 1 – Buxheti i hapur"),
    Text("Problemi: Askush nuk e njeh buxhetin."),
    Text("Institucioni përgjegjës: Drejtoria e Financës"),
    Bold("Pikat kyçe:"),
    Text("1. Botimi i buxhetit deri në dhjetor 2026"),
    Text("2. Dëgjesa (31.03.2027)"),
    Bold("Angazhimi 2 – Regjistri i ankesave"),
    Text("Problemi: Ankesat humbasin."),
    Bold("Piketat"),
    Text("Piketa 2.1: Hapja e regjistrit"),
    Text("Afati: 30.06.2027"),
];

/// OGP's form for a commitment, with a table of milestones in it.
const FORM: &[Part] = &[
    Heading(1, "Action plan of Kodra 2026-2028"),
    Table(&[
        &["1. Open budget"],
        &["Commitment start and end date", "January 2026 – December 2027"],
        &["Lead implementing agency/actor", "Finance Department"],
        &["Commitment description"],
        &[
            "What is the public problem that the commitment will address?",
            "Nobody knows the budget.",
        ],
        &["What is the commitment?", "It is published."],
        &[
            "Milestone activity with a verifiable deliverable",
            "Start date:",
            "End date:",
        ],
        &["Publish the draft budget", "01.06.2026", "31.12.2026"],
        &["Hold a hearing", "", "31.03.2027"],
        &["Contact information"],
        &["Name of responsible person from implementing agency", "Ana Shembulli"],
        &["Other actors involved", "State actors involved", "Ministry"],
        &[
            "^",
            "CSOs, private sector, multilaterals, working groups",
            "Shoqata Lumi",
        ],
    ]),
    Table(&[
        &["Titulli i angazhimit", "Regjistri i ankesave"],
        &["Problemi", "Ankesat humbasin."],
        &["Piketa 1", "Hapja e regjistrit"],
        &["Afati", "30.06.2027"],
    ]),
];

/// Tables below the headings of their commitments.
const MIXED: &[Part] = &[
    Heading(1, "Plani i veprimit të Kodrës 2026-2028"),
    Heading(2, "Angazhimi 1: Buxheti i hapur"),
    Text("Problemi: Askush nuk e njeh buxhetin."),
    Text("Institucioni përgjegjës: Drejtoria e Financës"),
    Table(&[
        &["Nr", "Piketa", "Afati"],
        &["1", "Botimi i buxhetit", "dhjetor 2026"],
        &["2", "Dëgjesa", "31.03.2027"],
    ]),
    Heading(2, "Angazhimi 2: Regjistri i ankesave"),
    Text("Problemi: Ankesat humbasin."),
    Table(&[&["Nr", "Piketa", "Afati"], &["1", "Hapja e regjistrit", "30.06.2027"]]),
];

/// A list of commitments without the word, each below a heading of its own.
const SECTIONS: &[Part] = &[
    Heading(1, "Plani i veprimit të Kodrës 2026-2028"),
    Heading(2, "Angazhimet"),
    Heading(3, "1. Buxheti i hapur"),
    Bold("Problemi"),
    Text("Askush nuk e njeh buxhetin."),
    Bold("Institucioni përgjegjës"),
    Text("Drejtoria e Financës"),
    Bold("Aktivitetet"),
    Entry("Botimi i buxhetit, dhjetor 2026"),
    Entry("31.03.2027: Dëgjesa"),
    Heading(3, "2. Regjistri i ankesave"),
    Bold("Problemi"),
    Text("Ankesat humbasin."),
    Bold("Aktivitetet"),
    Entry("Hapja e regjistrit – 30.06.2027"),
];

#[rstest]
#[case::headings(
    HEADINGS,
    &["1 Open budget", "Finance Department: Nobody knows the budget.", "2026-12-31 Publish the draft budget", "2027-03-31 Hold a hearing"],
    &["2 Register of complaints", ": Complaints are lost.", "2027-06-30 Open the register"],
)]
#[case::labels(
    LABELS,
    &["1 Buxheti i hapur", "Drejtoria e Financës: Askush nuk e njeh buxhetin.", "2026-12-31 Botimi i buxhetit", "2027-03-31 Dëgjesa"],
    &["2 Regjistri i ankesave", ": Ankesat humbasin.", "2027-06-30 Hapja e regjistrit"],
)]
#[case::forms(
    FORM,
    &["1 Open budget", "Finance Department: Nobody knows the budget.", "2026-12-31 Publish the draft budget", "2027-03-31 Hold a hearing"],
    &["Regjistri i ankesave", ": Ankesat humbasin.", "2027-06-30 Hapja e regjistrit"],
)]
#[case::mixed(
    MIXED,
    &["1 Buxheti i hapur", "Drejtoria e Financës: Askush nuk e njeh buxhetin.", "2026-12-31 Botimi i buxhetit", "2027-03-31 Dëgjesa"],
    &["2 Regjistri i ankesave", ": Ankesat humbasin.", "2027-06-30 Hapja e regjistrit"],
)]
#[case::sections(
    SECTIONS,
    &["1 Buxheti i hapur", "Drejtoria e Financës: Askush nuk e njeh buxhetin.", "2026-12-31 Botimi i buxhetit", "2027-03-31 Dëgjesa"],
    &["2 Regjistri i ankesave", ": Ankesat humbasin.", "2027-06-30 Hapja e regjistrit"],
)]
fn a_document_is_a_plan(#[case] parts: &[Part], #[case] first: &[&str], #[case] second: &[&str]) {
    for draft in drafts(parts) {
        let [plan] = draft.plans.as_slice() else {
            panic!("one plan: {:?}", draft.notes)
        };
        assert!(plan.draft.title.contains("Kodr"), "{}", plan.draft.title);
        let found: Vec<_> = plan.commitments.iter().map(lines).collect();
        assert_eq!(found, [first, second]);
        // Only headings within OGP's form are left out.
        let refused = draft
            .all_notes()
            .filter(|note| matches!(note.code, Code::ParagraphNotRead | Code::CellNotRead));
        let refused: Vec<_> = refused.map(|note| note.given.as_str()).collect();
        assert!(
            refused
                .iter()
                .all(|given| matches!(*given, "Commitment description" | "Contact information")),
            "{refused:?}"
        );
    }
}

#[test]
fn a_document_without_structure_is_refused_with_the_way_out() {
    let parts = [
        Heading(1, "News of the city"),
        Text("A park was opened on 31.12.2026."),
        Entry("It is green."),
        Table(&[&["Trees", "12"], &["Benches", "4"]]),
    ];
    for (bytes, name) in [(word(&parts), "news.docx"), (open(&parts), "news.odt")] {
        let refused = read(bytes, name).unwrap_err();
        let codes: Vec<_> = refused.notes.iter().map(|note| note.code).collect();
        assert!(codes.contains(&Code::NoCommitmentInText), "{codes:?}");
    }
}
