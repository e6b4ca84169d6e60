//! An import that is taken back leaves the database as it was.

use crate::digest;
use crate::office::Office;
use besa_domain::access::{EditPlan, Permit};
use besa_domain::imports::{ImportState, Level};
use besa_domain::plans::{self, PlanState};
use besa_tests::TestApp;
use std::collections::{BTreeMap, BTreeSet};

/// Tables that keep what happened: the log with its chain and revision, jobs, the keys of requests, and the
/// import itself with its size.
const KEPT: [&str; 7] = ["chain", "event", "import", "job", "once", "session", "stored_file"];

#[tokio::test]
async fn an_import_that_is_taken_back_leaves_every_other_table_as_before() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    // A plan that the second file adds to: what was there before stays.
    office.import("20a-first.xlsx").await;
    for case in [
        "20b-same-plan-new-state.xlsx",
        "05-merged-cells.xlsx",
        "15-organisation-mail.xlsx",
    ] {
        let before = tables(&app).await;
        let import = office.upload(case).await;
        let review = office.review(&import).await;
        for row in review.rows.iter().filter(|row| row.reports.is_some()) {
            let fields = [("cell", row.cell.as_str()), ("act", "report")];
            office.press(&import, "decide", &fields).await;
        }
        office.press(&import, "confirm", &[]).await;
        let during = changed(&before, &tables(&app).await);
        assert!(
            during.contains("provenance"),
            "{case}: the import changes something: {during:?}"
        );
        office.press(&import, "undo", &[]).await;
        let undone = office.get(import.id).await;
        assert_eq!(undone.state, ImportState::Undone);
        assert_eq!(undone.notes, [], "{case}: nothing stays");
        let left = changed(&before, &tables(&app).await);
        let left: BTreeSet<_> = left.iter().filter(|table| !KEPT.contains(&table.as_str())).collect();
        assert!(left.is_empty(), "{case}: {left:?}");
    }
}

#[tokio::test]
async fn a_plan_that_was_published_since_stays_whole() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.import("20a-first.xlsx").await;
    let before = office.plan().await;
    let permit = Permit::<EditPlan>::system(office.city.id);
    let (id, version) = (before.plan.id, before.plan.version);
    plans::set_state(&app.app.db, &permit, None, id, version, PlanState::Implementing)
        .await
        .unwrap();
    office.press(&import, "undo", &[]).await;
    let after = office.plan().await;
    assert_eq!(
        (after.commitments.len(), after.milestones.len()),
        (before.commitments.len(), before.milestones.len())
    );
    let undone = office.get(import.id).await;
    assert_eq!(undone.notes.first().unwrap().given, before.plan.title);
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(page.contains("What it had made"), "{page}");
    assert!(page.contains("What stays"), "{page}");
}

#[tokio::test]
async fn a_record_cannot_lose_its_title_in_a_correction() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.upload("20a-first.xlsx").await;
    let review = office.review(&import).await;
    let row = review.rows.iter().find(|row| row.level == Level::Milestone).unwrap();
    let fields = [("cell", row.cell.as_str()), ("act", "save"), ("title", " ")];
    let path = format!("imports/{}/decide", import.id);
    let refused = office.browser.post(&path, "empty", &fields).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.text());
    assert_eq!(office.review(&import).await.rows.len(), review.rows.len());
}

/// Returns the rows of every table.
async fn tables(app: &TestApp) -> BTreeMap<String, BTreeSet<String>> {
    let owner = app.owner().await;
    let mut all = BTreeMap::new();
    for line in digest::lines(app).await {
        let sql = format!("SELECT {} AS row FROM \"{}\" t", line.row, line.table);
        all.insert(
            line.table.clone(),
            digest::query(&owner, &sql).await.into_iter().collect(),
        );
    }
    all
}

/// Returns the tables whose rows differ.
fn changed(
    before: &BTreeMap<String, BTreeSet<String>>,
    after: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<String> {
    let differ = before.iter().filter(|(table, rows)| after.get(*table) != Some(*rows));
    differ.map(|(table, _)| table.clone()).collect()
}
