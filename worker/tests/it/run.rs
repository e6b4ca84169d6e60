//! The worker's main loop, and the queue after it.

use crate::city::{City, sender};
use crate::inbox::folder;
use besa_domain::jobs::{Job, Outcome, lease, release, schedule, settle, waiting};
use besa_tests::{Act, Sink};
use besa_worker::mail::Mailer;
use besa_worker::run;
use std::time::Duration;
use time::macros::{date, datetime};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

const MORNING: time::OffsetDateTime = datetime!(2026-11-23 08:00 +1);

async fn until(what: impl Fn() -> bool) {
    timeout(Duration::from_secs(20), async {
        while !what() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn two_workers_wake_up_and_stop() {
    let city = City::at(MORNING).await;
    let stop = CancellationToken::new();
    let workers =
        [city.app.clone(), city.another().await].map(|app| tokio::spawn(run(app, city.mailer(), stop.clone())));
    let people = ["a@elbasan.example", "b@elbasan.example", "c@elbasan.example"];
    for email in people {
        let person = city.person("Zana", Some(email), None).await;
        city.milestone(date!(2026 - 11 - 30), &[&person]).await;
    }
    until(|| folder_quiet(&city) == people.len()).await;
    // Proves that no further mail is sent: a second worker would have sent it by now.
    sleep(Duration::from_millis(200)).await;
    stop.cancel();
    for worker in workers {
        timeout(Duration::from_secs(5), worker).await.unwrap().unwrap();
    }
    assert_eq!(folder(&city.mails).len(), people.len());
    assert_eq!(city.failed().await, []);
}

/// Counts the mails, while workers may be writing further ones.
fn folder_quiet(city: &City) -> usize {
    let entries = std::fs::read_dir(&city.mails).into_iter().flatten();
    entries
        .filter(|entry| {
            entry
                .as_ref()
                .is_ok_and(|entry| entry.path().extension().is_some_and(|ext| ext == "eml"))
        })
        .count()
}

#[tokio::test]
async fn stopping_lets_a_job_finish() {
    let city = City::at(MORNING).await;
    let sink = Sink::new(&[Act::Silence]).await;
    let person = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(date!(2026 - 11 - 30), &[&person]).await;
    let mailer = Mailer::smtp_within(&sink.url, sender(), Duration::from_secs(2)).unwrap();
    let stop = CancellationToken::new();
    let worker = tokio::spawn(run(city.app.clone(), mailer, stop.clone()));
    until(|| sink.mails().len() == 1).await;
    stop.cancel();
    timeout(Duration::from_secs(10), worker).await.unwrap().unwrap();
    // The send timed out, was settled for retry, and its lease ended.
    city.later(time::Duration::MINUTE);
    city.drain().await;
    assert_eq!(folder(&city.mails).len(), 1);
}

#[tokio::test]
async fn a_released_job_is_due_at_once() {
    let city = City::at(MORNING).await;
    city.drain().await;
    let now = city.app.clock().now();
    schedule(&city.app.db, city.tenant.id, &Job::RefreshFigures, "", now)
        .await
        .unwrap();
    let first = lease(&city.app.db).await.unwrap().unwrap();
    assert!(lease(&city.app.db).await.unwrap().is_none());
    release(&city.app.db, &first).await.unwrap();
    let second = lease(&city.app.db).await.unwrap().unwrap();
    assert_eq!((second.id, second.attempt), (first.id, 2));
}

#[tokio::test]
async fn a_change_while_its_job_runs_is_not_lost() {
    let city = City::at(MORNING).await;
    city.drain().await;
    let before = waiting(&city.app.db).await.unwrap();
    let now = city.app.clock().now();
    let put = || schedule(&city.app.db, city.tenant.id, &Job::RefreshFigures, "", now);
    put().await.unwrap();
    put().await.unwrap();
    assert_eq!(
        waiting(&city.app.db).await.unwrap(),
        before + 1,
        "one job for all changes"
    );
    let running = lease(&city.app.db).await.unwrap().unwrap();
    put().await.unwrap();
    settle(&city.app.db, &running, Outcome::Done).await.unwrap();
    let next = lease(&city.app.db).await.unwrap().unwrap();
    assert_eq!((next.job.clone(), next.attempt), (Job::RefreshFigures, 1));
    // A job that was given up does not block a new one either.
    settle(&city.app.db, &next, Outcome::GiveUp("no".to_owned()))
        .await
        .unwrap();
    put().await.unwrap();
    assert!(lease(&city.app.db).await.unwrap().is_some());
}

#[tokio::test]
async fn the_figures_are_updated_with_the_records() {
    let city = City::at(MORNING).await;
    let person = city.person("Zana", None, None).await;
    let milestone = city.milestone(date!(2026 - 11 - 24), &[&person]).await;
    city.drain().await;
    let figures = |field: fn(&besa_domain::figures::CityFigures) -> i32| {
        let db = city.app.db.clone();
        async move {
            let slice = besa_domain::pages::Slice::first(10);
            let listed = besa_domain::figures::listed(&db, None, "en", &slice).await.unwrap();
            listed.page.rows.iter().map(|(_, row)| field(row)).collect::<Vec<_>>()
        }
    };
    assert_eq!(figures(|row| row.late).await, [0]);
    // Only the date changes.
    city.later(time::Duration::days(2));
    city.drain().await;
    assert_eq!(figures(|row| row.late).await, [1]);
    city.complete(&milestone).await;
    city.drain().await;
    assert_eq!(figures(|row| row.done).await, [1]);
}
