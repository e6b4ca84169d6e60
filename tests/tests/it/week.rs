//! The coordinator's week page.

use crate::workspace::Browser;
use besa_domain::access::{AddEvidence, Permit, ReportProgress, Role};
use besa_domain::evidence::{self, EvidenceKind};
use besa_domain::milestones::{self, MilestoneState, Report};
use besa_tests::{TestApp, today};

#[tokio::test]
async fn late_milestones_show_whether_a_reason_was_published() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let permit = Permit::<ReportProgress>::system(sample.city.id);
    let explained = async || {
        let row = app.milestone(&sample.commitment, -40).await;
        let report = Report {
            state: MilestoneState::InProgress,
            percent: None,
            completed_on: None,
            done: None,
            challenges: Some("The laboratory was closed.".to_owned()),
            next_step: None,
            reason: None,
        };
        milestones::report(&app.app.db, &permit, None, row.id, row.version, today(), report)
            .await
            .unwrap();
    };
    let looked = async || {
        let before = app.statements();
        let page = browser.get("").await.is(200).text();
        (page, app.statements() - before)
    };
    app.milestone(&sample.commitment, -10).await;
    explained().await;
    let (page, few) = looked().await;
    assert_eq!(page.matches("No reason published yet").count(), 1);
    let published = "Reason published 23 Nov 2026";
    assert_eq!(page.matches(published).count(), 1, "{page}");
    for _ in 0..4 {
        explained().await;
        app.milestone(&sample.commitment, -20).await;
    }
    let (page, many) = looked().await;
    assert_eq!(page.matches("No reason published yet").count(), 5);
    assert_eq!(page.matches(published).count(), 5);
    assert_eq!(many, few, "ten late milestones need no more queries than two");
}

#[tokio::test]
async fn a_stuck_milestone_that_is_due_this_week_is_counted_once() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let row = app.milestone(&sample.commitment, 3).await;
    let permit = Permit::<ReportProgress>::system(sample.city.id);
    let report = Report {
        state: MilestoneState::Stuck,
        percent: None,
        completed_on: None,
        done: None,
        challenges: None,
        next_step: None,
        reason: Some("The laboratory is closed.".to_owned()),
    };
    milestones::report(&app.app.db, &permit, None, row.id, row.version, today(), report)
        .await
        .unwrap();
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let page = Browser::of(&app, &coordinator).await.get("").await.is(200).text();
    assert!(page.contains("One thing needs you"), "{page}");
}

#[tokio::test]
async fn the_numbers_of_the_menu_are_the_same_on_every_page() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::<ReportProgress>::system(sample.city.id);
    let report = async |days: i32, state: MilestoneState| {
        let row = app.milestone(&sample.commitment, days).await;
        let report = Report {
            state,
            percent: None,
            completed_on: (state == MilestoneState::Complete).then(today),
            done: None,
            challenges: None,
            next_step: None,
            reason: Some("The laboratory is closed.".to_owned()),
        };
        milestones::report(&app.app.db, &permit, None, row.id, row.version, today(), report)
            .await
            .unwrap()
    };
    use MilestoneState::{Complete, InProgress, Stuck, Withdrawn};
    for (days, state) in [
        (-9, InProgress),
        (-9, Complete),
        (-9, Withdrawn),
        (0, InProgress),
        (6, Stuck),
        (7, InProgress),
        (90, Stuck),
    ] {
        report(days, state).await;
    }
    let proven = report(-1, Complete).await;
    let draft = besa_tests::evidence("Results", EvidenceKind::Data, Some("https://example.org/water"));
    let add = Permit::<AddEvidence>::system(sample.city.id);
    evidence::add(
        &app.app.db,
        &add,
        None,
        evidence::About::Milestone(proven.id),
        draft,
        None,
    )
    .await
    .unwrap();
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    for path in ["", "stakeholders"] {
        let page = browser.get(path).await.is(200).text();
        let numbers: Vec<&str> = page.split("<span class=\"n\" aria-hidden=\"true\">").skip(1).collect();
        let numbers: Vec<&str> = numbers.iter().map(|rest| rest.split('<').next().unwrap()).collect();
        // One is late, one due today, two are stuck; one of two complete ones has no evidence.
        assert_eq!(numbers, ["4", "1"], "{path}");
    }
}
