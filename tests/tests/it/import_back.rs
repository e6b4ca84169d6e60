//! An import that is taken back leaves the database as it was.

use crate::digest;
use crate::office::Office;
use besa_domain::imports::ImportState;
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
