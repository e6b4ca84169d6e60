//! Large files: a job finds out what they would create, and creates it.

use crate::office::Office;
use besa_domain::access::{EditPlan, Permit, SeeLog};
use besa_domain::imports::{ImportState, carry_on};
use besa_domain::plans::{self, PlanState};
use besa_domain::{imports, log};
use besa_tests::TestApp;

/// More milestones than a request takes in itself.
const MILESTONES: usize = 2_100;

fn large(title: &str) -> Vec<u8> {
    let mut text = "plan_title,plan_end,commitment_title,milestone_title,milestone_end\n".to_owned();
    for at in 0..MILESTONES {
        let commitment = at / 300;
        text += &format!(
            "{title},2027-12-31,Street {commitment},Lamp {at} of the street,2027-03-{:02}\n",
            at % 28 + 1
        );
    }
    text.into_bytes()
}

#[tokio::test]
async fn a_large_file_is_compared_and_created_by_jobs() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.upload_bytes("lamps.csv", &large("Lamps 2026-2027")).await;
    assert_eq!(import.state, ImportState::Waiting);
    assert_eq!(import.outcome.milestones.made, MILESTONES);

    // While the job works there is nothing to decide.
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(page.contains("data-progress"), "{page}");
    assert!(
        page.contains("The 2108 records of this large file are being compared"),
        "{page}"
    );
    assert!(page.contains("The work has not begun"), "{page}");
    assert!(!page.contains("/confirm\""), "{page}");
    let path = format!("imports/{}/confirm", import.id);
    let early = office.browser.post(&path, "early", &[]).await;
    assert_eq!(early.status.as_u16(), 409, "{}", early.text());
    assert!(
        early.text().contains("This file is being worked on"),
        "{}",
        early.text()
    );

    app.run_jobs().await;
    let compared = office.get(import.id).await;
    assert_eq!(compared.state, ImportState::Reviewing);
    assert_eq!(compared.outcome.rows.made, MILESTONES);
    assert!(office.plans().await.is_empty());
    assert_eq!(office.review(&import).await.rows.len(), MILESTONES + 8);
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(!page.contains("data-progress"), "{page}");

    // A decision is taken by the next job.
    let cell = office.review(&import).await.rows.last().unwrap().cell.clone();
    office
        .press(&import, "decide", &[("cell", &cell), ("act", "leave")])
        .await;
    assert_eq!(office.get(import.id).await.state, ImportState::Waiting);
    app.run_jobs().await;
    assert_eq!(office.get(import.id).await.outcome.milestones.made, MILESTONES - 1);

    office.press(&import, "confirm", &[]).await;
    assert_eq!(office.get(import.id).await.state, ImportState::Making);
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(page.contains("are being imported"), "{page}");
    assert!(office.plans().await.is_empty());
    app.run_jobs().await;
    let done = office.get(import.id).await;
    assert_eq!(done.state, ImportState::Confirmed);
    assert_eq!(office.plan().await.milestones.len(), MILESTONES - 1);
    // In the log it is the person, not the job.
    let seen = Permit::<SeeLog>::system(office.city.id);
    let entries = log::list(&app.app.db, &seen, log::About::All, None, 10_000)
        .await
        .unwrap();
    let confirmed = entries.iter().find(|entry| entry.action == "import.confirm").unwrap();
    assert_eq!(confirmed.actor, done.actor);

    // Again there is nothing new, and it can be taken back.
    let again = office.upload_bytes("lamps.csv", &large("Lamps 2026-2027")).await;
    app.run_jobs().await;
    assert_eq!(office.get(again.id).await.outcome.milestones.unchanged, MILESTONES - 1);
    office.press(&import, "undo", &[]).await;
    assert!(office.plans().await.is_empty());
}

#[tokio::test]
async fn a_large_import_that_became_impossible_says_so_and_changes_nothing() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    office.import("20a-first.xlsx").await;
    let plan = office.plan().await.plan;
    let import = office.upload_bytes("lamps.csv", &large(&plan.title)).await;
    app.run_jobs().await;
    let before = office.get(import.id).await;
    assert_eq!(before.outcome.milestones.made, MILESTONES, "{:?}", before.outcome);
    office.press(&import, "confirm", &[]).await;
    // The plan is closed before the job begins.
    let permit = Permit::<EditPlan>::system(office.city.id);
    let mut version = plan.version;
    for state in [PlanState::Implementing, PlanState::Ended, PlanState::Closed] {
        let saved = plans::set_state(&app.app.db, &permit, None, plan.id, version, state)
            .await
            .unwrap();
        version = saved.version;
    }
    app.run_jobs().await;
    let failed = office.get(import.id).await;
    assert_eq!(failed.state, ImportState::Reviewing);
    assert_eq!(failed.notes.first().unwrap().code.code(), "import_failed");
    let page = office.browser.get(&format!("imports/{}", import.id)).await.text();
    assert!(
        page.contains("Nothing was imported: the city’s records changed"),
        "{page}"
    );
    office.press(&import, "cancel", &[]).await;
    assert_eq!(office.get(import.id).await.state, ImportState::Cancelled);
}

#[tokio::test]
async fn a_large_import_that_was_discarded_is_not_touched_by_its_job() {
    let app = TestApp::new().await;
    let office = Office::of(&app).await;
    let import = office.upload_bytes("lamps.csv", &large("Lamps 2026-2027")).await;
    office.press(&import, "cancel", &[]).await;
    app.run_jobs().await;
    carry_on(&app.app.db, &office.importer(), import.id).await.unwrap();
    assert_eq!(office.get(import.id).await.state, ImportState::Cancelled);
    assert!(
        imports::review(&app.app.db, &office.importer(), import.id)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
}
