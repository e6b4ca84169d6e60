//! The hash chain of the log: every change is in it, and every manipulation is found.

use besa_domain::access::{Permit, Role, SeeLog};
use besa_domain::log::{self, About, Fault};
use besa_tests::{Sample, TestApp};
use futures_util::future::join_all;

async fn verdict(app: &TestApp, sample: &Sample) -> log::Verdict {
    log::verify(&app.app.db, &Permit::<SeeLog>::system(sample.city.id))
        .await
        .unwrap()
}

#[tokio::test]
async fn an_unchanged_log_is_valid() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let verdict = verdict(&app, &sample).await;
    assert_eq!(verdict.fault, None);
    assert!(verdict.sound >= 4, "plan, state, commitment, milestone: {verdict:?}");
}

#[tokio::test]
async fn a_change_of_any_field_is_found() {
    for change in [
        "at = '2020-01-01T00:00:00Z'",
        "actor = 'somebody'",
        "action = 'plan.edit'",
        "subject = 'plan'",
        "subject_id = NULL",
        "public = NOT public",
        "body = '{}'",
        "previous = 'x'",
        "hash = 'x'",
    ] {
        let app = TestApp::new().await;
        let sample = app.sample("elbasan").await;
        assert_eq!(
            app.sql(&format!(
                "UPDATE event SET {change} WHERE sequence = 3 AND action <> 'tenant.create'"
            ))
            .await,
            1
        );
        let verdict = verdict(&app, &sample).await;
        let (entry, _) = verdict.fault.unwrap_or_else(|| panic!("{change} was not found"));
        assert_eq!(entry, 3, "{change}");
    }
}

#[tokio::test]
async fn a_removed_entry_is_found_anywhere_in_the_log() {
    for gone in [1, 2, 4] {
        let app = TestApp::new().await;
        let sample = app.sample("elbasan").await;
        app.sql(&format!(
            "DELETE FROM event WHERE sequence = {gone} AND action <> 'tenant.create'"
        ))
        .await;
        assert_eq!(verdict(&app, &sample).await.fault, Some((gone, Fault::Missing)));
    }
}

#[tokio::test]
async fn the_app_itself_can_neither_change_nor_remove_an_entry() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    if !app.database.is_postgres() {
        return; // SQLite has no roles; there only the chain protects the log.
    }
    let (connection, _) = besa_domain::db::connect(&app.database.url, 1).await.unwrap();
    for statement in ["UPDATE event SET body = '{}'", "DELETE FROM event"] {
        let refused = sea_orm::ConnectionTrait::execute_unprepared(&connection, statement)
            .await
            .unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{refused}");
    }
}

#[tokio::test]
async fn entries_are_filtered_by_record() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let other = app.milestone(&sample.commitment, 60).await;
    let list = async |about: About<'_>, before| {
        let permit = Permit::<SeeLog>::system(sample.city.id);
        let found = log::list(&app.app.db, &permit, about, before, 100).await.unwrap();
        found.into_iter().map(|entry| entry.sequence).collect::<Vec<_>>()
    };
    let all = list(About::All, None).await;
    assert!(all.is_sorted_by(|newer, older| newer > older));
    let of_other = list(About::Records(&[other.id.into()]), None).await;
    assert_eq!(of_other, all[..1]);
    let both = [other.id.into(), sample.milestone.id.into()];
    assert_eq!(
        list(About::Records(&both), None).await,
        list(About::Kind("milestone"), None).await
    );
    assert_eq!(list(About::Records(&both), Some(all[0])).await, all[1..2]);
    assert_eq!(list(About::Records(&[]), None).await, Vec::<i64>::new());
    // An entry that is not public is not found by its record either.
    app.sql("UPDATE event SET public = NOT public WHERE subject = 'milestone'")
        .await;
    let permit = Permit::<SeeLog>::public(sample.city.id);
    let found = log::list(&app.app.db, &permit, About::Records(&both), None, 100)
        .await
        .unwrap();
    assert!(found.is_empty());
}

#[tokio::test]
async fn the_first_changes_of_a_new_city_may_be_concurrent() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let adds = ["a", "b", "c", "d", "e", "f"].map(|name| app.person(name, &city, Role::Viewer));
    assert_eq!(join_all(adds).await.len(), 6);
    let verdict = log::verify(&app.app.db, &Permit::<SeeLog>::system(city.id))
        .await
        .unwrap();
    assert_eq!((verdict.sound, verdict.fault), (6, None));
}
