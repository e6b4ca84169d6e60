//! Documents: headings, labels and lists instead of tables, and forms.
//!
//! Long because each test holds a kind of document and all that becomes of it.

use super::city::{City, read_plain};
use super::*;
use crate::imports::book::{Block, Cell, Kind, Row, Sheet};

/// Builds a document. `# ` begins a heading, `- ` an entry of a list, `*` a bold line, `|` a row of a table.
pub(super) fn document(text: &str) -> Book {
    let mut book = Book {
        kind: Kind::Docx,
        name: "plan.docx".to_owned(),
        encoding: None,
        sheets: Vec::new(),
        text: Vec::new(),
        notes: Vec::new(),
    };
    let mut number = 0;
    let mut in_table = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            in_table = false;
            continue;
        }
        let Some(row) = line.strip_prefix('|') else {
            in_table = false;
            number += 1;
            let hashes = line.len() - line.trim_start_matches('#').len();
            let (list, bold) = (line.starts_with("- "), line.starts_with('*'));
            book.text.push(Block::Paragraph {
                number,
                level: u8::try_from(hashes).ok().filter(|level| *level > 0),
                list,
                bold,
                text: line.trim_start_matches(['#', '-', '*', ' ']).replace("\\n", "\n"),
            });
            continue;
        };
        if !in_table {
            book.text.push(Block::Table(book.sheets.len()));
            book.sheets.push(Sheet {
                kind: Kind::Docx,
                name: format!("Table {}", book.sheets.len() + 1),
                hidden: false,
                rows: Vec::new(),
                merged: Vec::new(),
                hidden_columns: Vec::new(),
            });
            in_table = true;
        }
        let cell = |text: &str| Cell {
            text: text.trim().replace("\\n", "\n"),
            ..Cell::default()
        };
        let sheet = book.sheets.last_mut().unwrap();
        sheet.rows.push(Row {
            number: u32::try_from(sheet.rows.len()).unwrap() + 1,
            hidden: false,
            cells: row.split('|').map(cell).collect(),
        });
    }
    book
}

fn read_text(text: &str) -> Draft {
    let draft = read_plain(&document(text)).unwrap();
    accounted(&document(text), &draft);
    draft
}

/// Checks that each paragraph and cell is stored, kept as provenance, a label or named in a note, and that the
/// rows read are those made and those noted.
fn accounted(book: &Book, draft: &Draft) {
    let mut known: Vec<&str> = draft.all_notes().map(|note| note.cell.as_str()).collect();
    let mut made = 0;
    for plan in &draft.plans {
        made += plan.rows;
        known.extend(plan.said.iter().map(|value| value.cell.as_str()));
        for commitment in &plan.commitments {
            made += commitment.rows;
            known.extend(commitment.said.iter().map(|value| value.cell.as_str()));
            for milestone in &commitment.milestones {
                made += milestone.rows;
                known.extend(milestone.said.iter().map(|value| value.cell.as_str()));
            }
        }
    }
    for block in &book.text {
        let Block::Paragraph { number, text, .. } = block else {
            continue;
        };
        let place = format!("paragraph {number}");
        let label = text.chars().count() < 100 && !text.contains(": ");
        assert!(known.contains(&place.as_str()) || label, "{place}: {text}");
    }
    let noted = draft.all_notes().filter(|note| {
        matches!(
            note.code,
            Code::ParagraphNotRead | Code::RowLeftOut | Code::RowAboveTable
        )
    });
    assert_eq!(draft.rows, made + noted.count(), "{:#?}", draft);
}

/// Returns the titles of commitments, each with its milestones.
fn told(draft: &Draft) -> Vec<(String, Vec<String>)> {
    let commitments = draft.plans.iter().flat_map(|plan| &plan.commitments);
    commitments
        .map(|told| {
            let milestones = told.milestones.iter();
            (
                told.draft.title.clone(),
                milestones.map(|one| one.draft.title.clone()).collect(),
            )
        })
        .collect()
}

const ENGLISH: &str = "
# Action plan of Kodra 2026-2028
The mayor thanks all who took part.
# Commitments
## Commitment 1: Open budget
### Problem
Residents do not know what is spent.
Nobody publishes the budget.
### Lead institution
Finance Department
### Timeline
January 2026 – December 2027
### Milestones
- Publish the draft budget – by December 2026 – in progress
- Hold a hearing (31.03.2027)
- Report on the year
## Commitment 2: Register of complaints
### Problem
Complaints are lost.
### Milestones
#### Milestone 2.1: Open the register
Deadline: 30.06.2027
Responsible: Information Office
#### Milestone 2.2: Train the staff
Deadline: September 2027
# Annex
Laws and decisions.
";

#[test]
fn headings_and_lists_are_a_plan() {
    let draft = read_text(ENGLISH);
    let [plan] = draft.plans.as_slice() else {
        panic!("one plan")
    };
    assert_eq!(plan.draft.title, "Action plan of Kodra 2026-2028");
    assert_eq!(
        told(&draft),
        [
            (
                "Open budget".to_owned(),
                vec![
                    "Publish the draft budget".to_owned(),
                    "Hold a hearing".to_owned(),
                    "Report on the year".to_owned()
                ]
            ),
            (
                "Register of complaints".to_owned(),
                vec!["Open the register".to_owned(), "Train the staff".to_owned()]
            ),
        ]
    );
    let [budget, register] = plan.commitments.as_slice() else {
        panic!("two")
    };
    assert_eq!(
        budget.draft.problem.as_deref(),
        Some("Residents do not know what is spent.\n\nNobody publishes the budget.")
    );
    assert_eq!((budget.draft.number, budget.cell.as_str()), (Some(1), "paragraph 4"));
    assert_eq!(
        (budget.draft.starts_on, budget.draft.ends_on),
        (Some(date!(2026 - 01 - 01)), Some(date!(2027 - 12 - 31)))
    );
    assert_eq!(budget.involved[0].name, "Finance Department");
    let dates: Vec<_> = budget.milestones.iter().map(|one| one.draft.due_on).collect();
    assert_eq!(dates, [Some(date!(2026 - 12 - 31)), Some(date!(2027 - 03 - 31)), None]);
    assert_eq!(budget.milestones[0].draft.state, Some(MilestoneState::InProgress));
    assert_eq!(
        budget.milestones[0].said[0].said,
        "Publish the draft budget – by December 2026 – in progress"
    );
    let opened = &register.milestones[0];
    assert_eq!(
        (opened.draft.due_on, opened.draft.code.as_deref()),
        (Some(date!(2027 - 06 - 30)), Some("2.1"))
    );
    assert_eq!(
        opened.responsible[0].organisation.as_deref(),
        Some("Information Office")
    );
    let noted: Vec<_> = codes(&draft.notes);
    assert_eq!(
        noted,
        [
            ("paragraph_not_read", "paragraph 2"),
            ("paragraph_not_read", "paragraph 25"),
            ("paragraph_not_read", "paragraph 26"),
        ]
    );
}

const ALBANIAN: &str = "
*PLANI I VEPRIMIT PËR QEVERISJE TË HAPUR 2026–2028
Bashkia Kodër
*Angazhimi 1 – Buxheti i hapur
Problemi: Qytetarët nuk dinë sa paguajnë.
Zgjidhja: Buxheti botohet çdo muaj.
Institucioni përgjegjës: Drejtoria e Financës
Afati: dhjetor 2027
*Pikat kyçe
1. Hartimi i rregullores (janar – mars 2026)
2. Botimi i buxhetit deri më 31.12.2026
*Angazhimi 2 – Regjistri i ankesave
Problemi: Ankesat humbasin.
Institucioni përgjegjës: Zyra e Informimit
*Aktivitetet
- Hapja e regjistrit – Afati: TM4 2026 – Përgjegjës: Zyra e Informimit
- Trajnimi i punonjësve, 30.06.2027 – në proces
";

#[test]
fn labelled_paragraphs_are_fields() {
    let draft = read_text(ALBANIAN);
    let [plan] = draft.plans.as_slice() else {
        panic!("one plan")
    };
    assert_eq!(plan.draft.title, "PLANI I VEPRIMIT PËR QEVERISJE TË HAPUR 2026–2028");
    let [budget, register] = plan.commitments.as_slice() else {
        panic!("two: {:#?}", told(&draft))
    };
    assert_eq!(budget.draft.problem.as_deref(), Some("Qytetarët nuk dinë sa paguajnë."));
    assert_eq!(budget.draft.solution.as_deref(), Some("Buxheti botohet çdo muaj."));
    assert_eq!(budget.draft.ends_on, Some(date!(2027 - 12 - 31)));
    assert_eq!(budget.involved[0].name, "Drejtoria e Financës");
    let milestones = |told: &CommitmentRow| -> Vec<_> {
        let all = told.milestones.iter();
        all.map(|one| (one.draft.title.clone(), one.draft.starts_on, one.draft.due_on))
            .collect()
    };
    assert_eq!(
        milestones(budget),
        [
            (
                "Hartimi i rregullores".to_owned(),
                Some(date!(2026 - 01 - 01)),
                Some(date!(2026 - 03 - 31))
            ),
            ("Botimi i buxhetit".to_owned(), None, Some(date!(2026 - 12 - 31))),
        ]
    );
    assert_eq!(
        milestones(register),
        [
            (
                "Hapja e regjistrit".to_owned(),
                Some(date!(2026 - 10 - 01)),
                Some(date!(2026 - 12 - 31))
            ),
            ("Trajnimi i punonjësve".to_owned(), None, Some(date!(2027 - 06 - 30))),
        ]
    );
    assert_eq!(codes(&draft.notes), [("paragraph_not_read", "paragraph 2")]);
}

const FORMS: &str = "
# Action plan 2026-2028
| Number and name of commitment | 1. Open budget
| Commitment start and end date | January 2026 – December 2027
| Lead implementing agency/actor | Finance Department
| What is the public problem that the commitment will address? | Nobody knows the budget.
| What is the commitment? | The budget is published.
| Why is this commitment relevant to OGP values? | It gives access.
| Milestone Activity with a verifiable deliverable | Start Date: | End Date:
| Publish the draft | 01.01.2026 | 31.12.2026
| Hold a hearing | 01.02.2027 | 31.03.2027
| Contact information
| Name of responsible person from implementing agency | Ana Shembulli
| Email and phone | ana@example.org
| Other actors involved | State actors involved | Ministry of Finance
| | CSOs, private sector, multilaterals, working groups | Shoqata Lumi; Radio Kodra
| Additional information | None so far

| Titulli i angazhimit | Regjistri i ankesave
| Institucioni përgjegjës | Zyra e Informimit
| Problemi | Ankesat humbasin.
| Pikat kyçe | 1. Hapja e regjistrit – deri më 30.06.2027\\n2. Trajnimi – dhjetor 2027
";

#[test]
fn forms_of_commitments_are_read() {
    // A table for each commitment, or one for all.
    for text in [FORMS.to_owned(), FORMS.replace("\n\n|", "\n|")] {
        forms(&text);
    }
}

fn forms(text: &str) {
    let draft = read_plain(&document(text)).unwrap();
    let [plan] = draft.plans.as_slice() else {
        panic!("one plan")
    };
    let [budget, register] = plan.commitments.as_slice() else {
        panic!("two: {:#?}", told(&draft))
    };
    assert_eq!(
        (budget.draft.title.as_str(), budget.draft.number),
        ("Open budget", Some(1))
    );
    assert_eq!(
        (budget.draft.starts_on, budget.draft.ends_on),
        (Some(date!(2026 - 01 - 01)), Some(date!(2027 - 12 - 31)))
    );
    assert_eq!(budget.draft.problem.as_deref(), Some("Nobody knows the budget."));
    assert_eq!(budget.draft.action.as_deref(), Some("The budget is published."));
    let involved: Vec<_> = budget.involved.iter().map(|who| who.name.as_str()).collect();
    assert_eq!(
        involved,
        [
            "Finance Department",
            "Ministry of Finance",
            "Shoqata Lumi",
            "Radio Kodra"
        ]
    );
    let due: Vec<_> = budget
        .milestones
        .iter()
        .map(|one| (one.draft.title.as_str(), one.draft.due_on))
        .collect();
    assert_eq!(
        due,
        [
            ("Publish the draft", Some(date!(2026 - 12 - 31))),
            ("Hold a hearing", Some(date!(2027 - 03 - 31)))
        ]
    );
    let due: Vec<_> = register
        .milestones
        .iter()
        .map(|one| (one.draft.title.as_str(), one.draft.due_on))
        .collect();
    assert_eq!(
        due,
        [
            ("Hapja e regjistrit", Some(date!(2027 - 06 - 30))),
            ("Trajnimi", Some(date!(2027 - 12 - 31)))
        ]
    );
    let [ana] = draft.people.as_slice() else {
        panic!("one person: {:?}", draft.people)
    };
    assert_eq!(
        (ana.name.as_str(), ana.organisation.as_deref(), ana.email.as_deref()),
        ("Ana Shembulli", Some("Finance Department"), Some("ana@example.org"))
    );
    let said = format!("{:?}", draft.plans);
    assert!(!said.contains("Ana Shembulli"), "{said}");
    let refused = draft.all_notes().filter(|note| note.severity() == Severity::Refused);
    let refused: Vec<_> = refused.map(|note| note.given.as_str()).collect();
    assert_eq!(refused, ["Contact information"]);
}

#[test]
fn several_commitments_in_one_form_are_columns() {
    let draft = read_text(
        "| Titulli | Buxheti i hapur | Regjistri
         | Problemi | Nuk botohet | Humbasin ankesat
         | Afati | 31.12.2026 | 30.06.2027",
    );
    let plan = &draft.plans[0];
    let all: Vec<_> = plan
        .commitments
        .iter()
        .map(|one| {
            (
                one.draft.title.as_str(),
                one.draft.problem.as_deref(),
                one.draft.ends_on,
            )
        })
        .collect();
    assert_eq!(
        all,
        [
            ("Buxheti i hapur", Some("Nuk botohet"), Some(date!(2026 - 12 - 31))),
            ("Regjistri", Some("Humbasin ankesat"), Some(date!(2027 - 06 - 30))),
        ]
    );
}

const MIXED: &str = "
# Plani i veprimit 2026-2028
## Angazhimi 1: Buxheti i hapur
Problemi: Nuk botohet.
| Nr | Piketa | Afati | Përgjegjës
| 1 | Hartimi | 31.12.2026 | Drejtoria e Financës
| 2 | Botimi | 30.06.2027 | Drejtoria e Financës
Shënim i lirë pa etiketë.
## Angazhimi 2: Regjistri i ankesave
Problemi: Ankesat humbasin.
| Nr | Piketa | Afati | Përgjegjës
| 1 | Hapja | 31.03.2027 | Zyra e Informimit
";

#[test]
fn headings_above_tables_are_their_commitments() {
    let draft = read_text(MIXED);
    assert_eq!(
        told(&draft),
        [
            (
                "Buxheti i hapur".to_owned(),
                vec!["Hartimi".to_owned(), "Botimi".to_owned()]
            ),
            ("Regjistri i ankesave".to_owned(), vec!["Hapja".to_owned()]),
        ]
    );
    let plan = &draft.plans[0];
    assert_eq!(plan.draft.title, "Plani i veprimit 2026-2028");
    assert_eq!(plan.commitments[1].draft.problem.as_deref(), Some("Ankesat humbasin."));
    assert_eq!(codes(&draft.notes), [("paragraph_not_read", "paragraph 4")]);
}

#[test]
fn a_text_without_structure_is_refused_with_the_way_out() {
    let notes = read_plain(&document("# News\nThe city opened a park.\nIt is green.")).unwrap_err();
    let codes: Vec<_> = notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [Code::NoCommitmentInText]);
}

#[test]
fn headings_without_a_word_are_commitments_where_the_text_says_so() {
    for text in [
        "# Plan 2026\n# Angazhimet\n## 1. Buxheti i hapur\n*Problemi\nNuk botohet.\n*Piketat\n- Botimi, 31.12.2026",
        "# Plan 2026\n## Buxheti i hapur\nProblemi: Nuk botohet.\nPiketat:\n- Botimi, 31.12.2026",
        "# Plan 2026\n## Angazhimi 1\nTitulli: Buxheti i hapur\nProblemi: Nuk botohet.\nPiketat:\n- Botimi, 31.12.2026",
        "# Plan 2026\n## Angazhimi 1\nBuxheti i hapur\nProblemi: Nuk botohet.\nPiketat:\nBotimi, 31.12.2026",
    ] {
        let draft = read_text(text);
        assert_eq!(
            told(&draft),
            [("Buxheti i hapur".to_owned(), vec!["Botimi".to_owned()])],
            "{text}"
        );
        assert_eq!(
            draft.plans[0].commitments[0].draft.problem.as_deref(),
            Some("Nuk botohet."),
            "{text}"
        );
    }
}

#[test]
fn what_has_no_label_is_read_with_a_note() {
    let draft = read_text(
        "# Plan 2026\n## Commitment 1: Open budget\nThe budget is published each month.\n- Publish it\n- Report, 31.12.2026",
    );
    let told = &draft.plans[0].commitments[0];
    assert_eq!(
        told.draft.action.as_deref(),
        Some("The budget is published each month.")
    );
    assert_eq!(told.milestones.len(), 2);
    let guessed = draft.all_notes().filter(|note| note.code == Code::TextGuessed);
    let guessed: Vec<_> = guessed.map(|note| (note.cell.as_str(), note.used.as_str())).collect();
    assert_eq!(
        guessed,
        [("paragraph 3", "commitment_action"), ("paragraph 4", "milestone_title")]
    );
}

#[tokio::test]
async fn a_document_is_imported_corrected_and_taken_back() {
    let city = City::new("kodra").await;
    let proposed = city.proposed(document(ENGLISH)).await.unwrap();
    let rows = proposed.outcome.rows;
    assert_eq!((rows.made, rows.known, rows.noted), (16, 0, 3));
    let review = review(&city.db, &city.importer, proposed.id).await.unwrap();
    let report = review
        .rows
        .iter()
        .find(|row| row.title == "Report on the year")
        .unwrap();
    let texts = [("due_on".to_owned(), "31.12.2027".to_owned())].into();
    let report_cell = report.cell.clone();
    assert!(report_cell.starts_with("paragraph "), "{report_cell}");
    let decision = Decision::Edit(report_cell.clone(), texts);
    decide(&city.db, &city.importer, None, proposed.id, vec![decision])
        .await
        .unwrap();
    confirm(&city.db, &city.importer, None, proposed.id).await.unwrap();
    let plan = city.plan("2026-2028").await;
    let report = plan
        .milestones
        .iter()
        .find(|one| one.title == "Report on the year")
        .unwrap();
    assert_eq!(report.due_on, Some(date!(2027 - 12 - 31)));
    let origins = origins(&city.db, &city.importer, report.id).await.unwrap();
    assert!(
        origins
            .iter()
            .any(|origin| origin.cell == report_cell && origin.said == "Report on the year")
    );

    let again = import_now(
        &city.db,
        &city.importer,
        city.origin(),
        read_plain(&document(ENGLISH)).unwrap(),
        false,
    )
    .await
    .unwrap();
    assert!(!again.outcome.makes_anything(), "{:?}", again.outcome);
    undo(&city.db, &city.importer, None, proposed.id).await.unwrap();
    assert!(city.plans().await.is_empty());
}

#[test]
fn a_form_below_the_heading_of_a_commitment_is_about_it() {
    for heading in ["Angazhimi 1", "Angazhimi 1: Buxheti"] {
        let draft = read_text(&format!(
            "# Plani i veprimit 2025\n\
             ## {heading}\n\
             |Titulli|Buxheti i hapur\n\
             |Problemi|Askush nuk e sheh\n\
             |Institucioni përgjegjës|Financa\n"
        ));
        assert_eq!(told(&draft), [("Buxheti i hapur".to_owned(), Vec::new())], "{heading}");
        assert_eq!(draft.plans[0].commitments[0].draft.number, Some(1), "{heading}");
    }
}

#[test]
fn a_label_with_its_value_ends_there() {
    let draft = read_text(
        "# Plani i veprimit 2025\n\
         ## Angazhimi 1: Buxheti i hapur\n\
         Drejtoria përgjegjëse: Financa\n\
         1. Publikimi i buxhetit\n\
         - Dëgjesa me banorët\n",
    );
    let milestones = ["Publikimi i buxhetit", "Dëgjesa me banorët"].map(str::to_owned);
    assert_eq!(told(&draft), [("Buxheti i hapur".to_owned(), milestones.to_vec())]);
    let involved = draft.plans[0].commitments[0].involved.iter();
    assert_eq!(involved.map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Financa"]);
}

#[test]
fn a_second_date_is_kept_with_a_note() {
    let draft = read_text(
        "
# Action plan of Kodra 2026-2028
## Commitment 1: Open budget
### Milestone 1.1: Publish the budget
Deadline: 30.06.2027
Deadline: 31.12.2027
",
    );
    let milestone = &draft.plans[0].commitments[0].milestones[0];
    assert_eq!(milestone.draft.due_on, Some(date!(2027 - 06 - 30)));
    assert!(milestone.said.iter().any(|value| value.said == "31.12.2027"));
    let note = draft.all_notes().find(|note| note.code == Code::RowDiffers).unwrap();
    assert_eq!((note.cell.as_str(), note.given.as_str()), ("paragraph 6", "31.12.2027"));
}
