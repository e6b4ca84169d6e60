//! Files as offices have them, taken in through the pages: each test stands for a kind of file.
//!
//! Long because each test follows one kind of file from the upload to the records.

use crate::office::Office;
use besa_domain::imports::{Fate, Import, Level};
use besa_domain::milestones::MilestoneState;
use besa_tests::TestApp;
use std::collections::BTreeSet;

/// Returns the counts of plans, commitments, milestones and organisations that an import made.
fn made(import: &Import) -> [usize; 4] {
    let of = import.outcome;
    [
        of.plans.made,
        of.commitments.made,
        of.milestones.made,
        of.organisations.made,
    ]
}

fn codes(import: &Import) -> Vec<&'static str> {
    import.notes.iter().map(|note| note.code.code()).collect()
}

fn count(import: &Import, code: &str) -> usize {
    codes(import).into_iter().filter(|other| *other == code).count()
}

#[tokio::test]
async fn another_plan_of_the_same_years_is_a_plan_of_its_own() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    office.import("01a-first-plan.xlsx").await;
    let second = office.upload("01b-other-plan-same-years.xlsx").await;
    let review = office.review(&second).await;
    let like = review.rows[0].like.as_ref().unwrap();
    assert_eq!(
        (like.title.as_str(), like.same),
        ("Action plan of Kodra 2025-2027", false)
    );
    assert_eq!(made(&second), [1, 3, 4, 1]);
    assert_eq!(count(&second, "already_imported"), 0);
    let page = office.browser.get(&format!("imports/{}", second.id)).await.text();
    assert!(page.contains("Is it “Action plan of Kodra 2025-2027”?"), "{page}");
    assert!(page.contains("Integrity plan of Kodra 2025-2027"), "{page}");
    office.press(&second, "confirm", &[]).await;
    let plans = office.plans().await;
    let titles: BTreeSet<&str> = plans.iter().map(|plan| plan.title.as_str()).collect();
    assert_eq!(titles.len(), 2);
    for plan in &plans {
        let whole = office.whole(plan).await;
        let expected = if plan.title.starts_with("Integrity") {
            (3, 4)
        } else {
            (1, 1)
        };
        assert_eq!(
            (whole.commitments.len(), whole.milestones.len()),
            expected,
            "{}",
            plan.title
        );
    }
}

#[tokio::test]
async fn a_person_says_whether_it_is_the_same_plan() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    office.import("01a-first-plan.xlsx").await;
    let second = office.upload("01b-other-plan-same-years.xlsx").await;
    let cell = office.review(&second).await.rows[0].cell.clone();
    office
        .press(&second, "decide", &[("cell", &cell), ("act", "same")])
        .await;
    assert_eq!(office.get(second.id).await.outcome.plans.made, 0);
    office
        .press(&second, "decide", &[("cell", &cell), ("act", "other")])
        .await;
    assert_eq!(office.get(second.id).await.outcome.plans.made, 1);
}

#[tokio::test]
async fn totals_signatures_and_footnotes_are_no_records() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("04-total-and-signature-rows.xlsx").await;
    assert_eq!(made(&import), [1, 1, 2, 1]);
    assert_eq!((count(&import, "total_row"), count(&import, "row_below_table")), (1, 2));
    let rows = import.outcome.rows;
    assert_eq!((rows.made, rows.known, rows.noted), (2, 0, 3));
    let total = import
        .notes
        .iter()
        .find(|note| note.code.code() == "total_row")
        .unwrap();
    assert_eq!(
        (total.cell.as_str(), total.given.as_str()),
        ("Plani!A5", "TOTAL | 1 commitment | 2")
    );
}

#[tokio::test]
async fn merged_cells_count_for_each_row() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("05-merged-cells.xlsx").await;
    assert_eq!(made(&import), [1, 2, 6, 1]);
    assert_eq!(import.outcome.refused, 0, "{:?}", import.notes);
    let plan = office.plan().await;
    for commitment in &plan.commitments {
        assert_eq!(plan.milestones_of(commitment.id).count(), 3, "{}", commitment.title);
    }
}

#[tokio::test]
async fn a_banner_is_noted_and_the_headings_are_found_below_it() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("06-title-above-header.xlsx").await;
    assert_eq!(made(&import)[..3], [1, 2, 6]);
    assert_eq!(count(&import, "row_above_table"), 2);
    assert_eq!(office.plan().await.plan.title, "Kodra Action Plan 2025-2027");
}

#[tokio::test]
async fn the_form_of_a_file_is_told_by_what_is_in_it() {
    for (case, code, place) in [
        ("07a-hidden-list-sheet.xlsx", "hidden_sheet", "Lists"),
        ("07b-notes-sheet.xlsx", "sheet_not_read", "Notes"),
    ] {
        let app = TestApp::new().await;
        let office = Office::of(&app).await;
        let import = office.import(case).await;
        assert_eq!(made(&import)[..3], [1, 1, 2], "{case}");
        let note = import.notes.iter().find(|note| note.code.code() == code);
        assert_eq!(
            note.map(|note| note.cell.as_str()),
            Some(place),
            "{case}: {:?}",
            import.notes
        );
    }
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("07c-empty-sheet-deleted.xlsx").await;
    assert_eq!(made(&import)[..3], [1, 1, 1]);
    let note = import
        .notes
        .iter()
        .find(|note| note.code.code() == "missing_sheet")
        .unwrap();
    assert_eq!(note.given, "stakeholders");
}

#[tokio::test]
async fn names_are_evened_out_before_they_are_compared() {
    for (case, expected) in [
        ("13a-plan-title-dashes.csv", [1, 1, 4, 1]),
        ("13b-commitment-apostrophes.csv", [1, 1, 4, 1]),
        ("13c-organisation-signs.csv", [1, 6, 6, 1]),
    ] {
        let app = TestApp::new().await;
        let office = Office::of(&app).await;
        let import = office.import(case).await;
        assert_eq!(made(&import), expected, "{case}: {:?}", import.notes);
        let again = office.upload(case).await;
        assert!(!again.outcome.makes_anything(), "{case}: {:?}", again.outcome);
    }
}

#[tokio::test]
async fn organisations_that_are_alike_are_asked_about() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let file = |lead: &str| {
        format!("plan_title,commitment_title,lead_institution,milestone_title\nPlan 2026,One,{lead},Step\n")
            .into_bytes()
    };
    let first = office.upload_bytes("first.csv", &file("Shoqata Përparimi")).await;
    office.press(&first, "confirm", &[]).await;
    let more = String::from_utf8(file("Perparimi"))
        .unwrap()
        .replace("One", "Two")
        .into_bytes();
    let second = office.upload_bytes("second.csv", &more).await;
    let review = office.review(&second).await;
    let [alike] = review.alike.as_slice() else {
        panic!("one question: {:?}", review.alike)
    };
    assert_eq!(
        (alike.name.as_str(), alike.other.as_str()),
        ("Perparimi", "Shoqata Përparimi")
    );
    assert_eq!(second.outcome.organisations.made, 1);
    office
        .press(&second, "decide", &[("cell", &alike.key), ("act", "same")])
        .await;
    assert_eq!(office.get(second.id).await.outcome.organisations.made, 0);
}

#[tokio::test]
async fn an_address_of_an_organisation_is_kept() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("15-organisation-mail.xlsx").await;
    assert_eq!(import.outcome.people.made, 2);
    let second: Vec<&str> = import
        .notes
        .iter()
        .filter(|note| note.code.code() == "second_email")
        .map(|note| note.given.as_str())
        .collect();
    assert_eq!(second, ["news@example.org"]);
    let rows = app.rows("SELECT email FROM contact ORDER BY email").await;
    let kept: Vec<String> = rows.iter().map(|row| row.try_get("", "email").unwrap()).collect();
    assert_eq!(kept, ["info@example.org", "radio@example.org"]);
}

#[tokio::test]
async fn headings_are_evened_out_before_they_are_compared() {
    for case in [
        "19a-headings-no-break-space.xlsx",
        "19b-headings-line-break.xlsx",
        "19c-headings-star.xlsx",
    ] {
        let app = TestApp::new().await;
        let office = Office::of(&app).await;
        assert_eq!(made(&office.import(case).await), [1, 1, 2, 1], "{case}");
    }
}

#[tokio::test]
async fn a_state_that_changed_in_the_sheet_is_reported_if_a_person_says_so() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    office.import("20a-first.xlsx").await;
    let import = office.upload("20b-same-plan-new-state.xlsx").await;
    assert!(!import.outcome.makes_anything(), "{:?}", import.outcome);
    let review = office.review(&import).await;
    let row = review.rows.iter().find(|row| row.level == Level::Milestone).unwrap();
    let reports = row.reports.as_ref().unwrap();
    assert_eq!(
        (row.fate, reports.from.as_str(), reports.from_percent),
        (Fate::Known, "in_progress", Some(40))
    );
    office
        .press(&import, "decide", &[("cell", &row.cell), ("act", "report")])
        .await;
    assert_eq!(office.get(import.id).await.outcome.reports, 1);
    office.press(&import, "confirm", &[]).await;
    let milestone = office.plan().await.milestones[0].clone();
    assert_eq!(
        (milestone.state, milestone.percent),
        (MilestoneState::Complete, Some(100))
    );
    assert_eq!(app.count("progress").await, 1);

    office.press(&import, "undo", &[]).await;
    let milestone = office.plan().await.milestones[0].clone();
    assert_eq!(
        (milestone.state, milestone.percent),
        (MilestoneState::InProgress, Some(40))
    );
    assert_eq!(app.count("progress").await, 0);
}

#[tokio::test]
async fn a_file_of_an_office_is_mapped_corrected_taken_in_and_taken_back() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let tables = [
        "plan",
        "commitment",
        "milestone",
        "organisation",
        "part",
        "responsible",
        "contact",
        "provenance",
    ];
    let mut before = Vec::new();
    for table in tables {
        before.push(app.count(table).await);
    }
    let sheet = "BASHKIA KODËR\nPlani i veprimit 2026-2028\n\nNr,Çfarë premtojmë,Hapi,Deri kur,Kush,Ecuria\n\
                 1,Buxheti i hapur,Botimi i buxhetit,31.12.2026,Drejtoria e Financës,\n\
                 ,,Dëgjesa publike,30.06.2027,Drejtoria e Financës,\n\
                 2,Regjistri i ankesave,Hapja e regjistrit,muaji i pestë,Zyra e Informimit,\n\
                 GJITHSEJ,,3,,,\n\nKryetari i Bashkisë\n";
    let import = office.upload_bytes("plani.csv", sheet.as_bytes()).await;
    let review = office.review(&import).await;
    assert!(review.blocked, "{:?}", review.columns);
    let page = office
        .browser
        .get(&format!("imports/{}/columns", import.id))
        .await
        .text();
    assert!(
        page.contains("Çfarë premtojmë") && page.contains("Buxheti i hapur"),
        "{page}"
    );
    let of = |heading: &str| {
        let column = review.columns.iter().find(|column| column.heading == heading).unwrap();
        format!("column-{}", column.key)
    };
    let mut fields: Vec<(String, String)> = review
        .columns
        .iter()
        .map(|column| (format!("column-{}", column.key), column.field.clone()))
        .collect();
    for (name, field) in [
        (of("Çfarë premtojmë"), "commitment_title"),
        (of("Deri kur"), "milestone_due"),
        (of("Nr"), "commitment_number"),
    ] {
        fields.retain(|(other, _)| *other != name);
        fields.push((name, field.to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, field)| (name.as_str(), field.as_str()))
        .collect();
    office.press(&import, "columns", &fields).await;
    let looked = office.get(import.id).await;
    assert_eq!(made(&looked), [1, 2, 3, 2], "{:?}", looked.notes);
    let review = office.review(&import).await;
    assert_eq!(review.rows[0].title, "Plani i veprimit 2026-2028");

    // The day that was not understood, and a title.
    let step = review
        .rows
        .iter()
        .find(|row| row.title == "Hapja e regjistrit")
        .unwrap();
    office
        .press(
            &import,
            "decide",
            &[
                ("cell", &step.cell),
                ("act", "save"),
                ("title", "Hapja e regjistrit të ankesave"),
                ("due_on", "31.05.2027"),
                ("responsible", "Zyra e Informimit"),
                ("state", "not_reported"),
            ],
        )
        .await;
    // A hearing that was held elsewhere.
    let hearing = review.rows.iter().find(|row| row.title == "Dëgjesa publike").unwrap();
    office
        .press(&import, "decide", &[("cell", &hearing.cell), ("act", "leave")])
        .await;
    office.press(&import, "confirm", &[]).await;
    let plan = office.plan().await;
    let mut titles: Vec<&str> = plan
        .milestones
        .iter()
        .map(|milestone| milestone.title.as_str())
        .collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Botimi i buxhetit", "Hapja e regjistrit të ankesave"]);
    let step = plan
        .milestones
        .iter()
        .find(|milestone| milestone.title.starts_with("Hapja"))
        .unwrap();
    assert_eq!(step.due_on.map(|day| day.to_string()).as_deref(), Some("2027-05-31"));

    office.press(&import, "undo", &[]).await;
    let mut after = Vec::new();
    for table in tables {
        after.push(app.count(table).await);
    }
    assert_eq!(after, before);
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(page.contains("Taken back"), "{page}");

    // What was chosen for headings is remembered.
    let again = office.upload_bytes("plani.csv", sheet.as_bytes()).await;
    assert_eq!(made(&again), [1, 2, 3, 2], "{:?}", again.notes);
}

#[tokio::test]
async fn what_somebody_worked_on_stays_when_an_import_is_taken_back() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("05-merged-cells.xlsx").await;
    app.sql("UPDATE milestone SET version = 2, output = 'Ours' WHERE title = 'Step 2.3 of the work'")
        .await;
    office.press(&import, "undo", &[]).await;
    let undone = office.get(import.id).await;
    let kept: Vec<&str> = undone.notes.iter().map(|note| note.given.as_str()).collect();
    assert_eq!(
        kept,
        [
            "Step 2.3 of the work",
            "Commitment number 2",
            "Kodra Action Plan 2025-2027",
            "Finance Department"
        ]
    );
    let plan = office.plan().await;
    assert_eq!((plan.commitments.len(), plan.milestones.len()), (1, 1));
}
