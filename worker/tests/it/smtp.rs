//! Mail servers that refuse, hang and die: no mail is lost, and a mail keeps its Message-ID.

use crate::city::{City, sender};
use crate::inbox::Letter;
use besa_domain::TenantId;
use besa_domain::access::{Permit, SeeJobs};
use besa_domain::jobs::{self, JobState};
use besa_tests::{Act, Sink};
use besa_worker::mail::Mailer;
use besa_worker::{DrainReport, drain};
use std::time::Duration;
use time::macros::{date, datetime};

async fn city() -> City {
    let city = City::at(datetime!(2026-11-23 08:00 +1)).await;
    let zana = city.person("Zana", Some("zana@elbasan.example"), None).await;
    city.milestone(date!(2026 - 11 - 30), &[&zana]).await;
    city
}

fn mailer(sink: &Sink) -> Mailer {
    Mailer::smtp_within(&sink.url, sender(), Duration::from_secs(1)).unwrap()
}

/// Runs due jobs, then again after a minute, when failed jobs are due again.
async fn twice(city: &City, mailer: &Mailer) -> (DrainReport, DrainReport) {
    let first = drain(&city.app, mailer).await.unwrap();
    city.later(time::Duration::MINUTE);
    (first, drain(&city.app, mailer).await.unwrap())
}

fn ids(sink: &Sink) -> Vec<String> {
    sink.mails().iter().map(|mail| Letter::read(mail).id).collect()
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let (city, sink) = (city().await, Sink::new(&[]).await);
    drain(&city.app, &mailer(&sink)).await.unwrap();
    let letters: Vec<Letter> = sink.mails().iter().map(|mail| Letter::read(mail)).collect();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "zana@elbasan.example");
    assert!(letters[0].text.contains("Përshëndetje Zana,"));
}

#[tokio::test]
async fn a_temporary_refusal_is_retried() {
    let (city, sink) = (city().await, Sink::new(&[Act::NotNow]).await);
    let (first, second) = twice(&city, &mailer(&sink)).await;
    assert_eq!(first.retried.len(), 1);
    assert!(first.retried[0].1.contains("try later"), "{first:?}");
    assert_eq!((second.retried, second.given_up), (vec![], vec![]));
    assert_eq!(sink.answered(), 1);
}

#[tokio::test]
async fn a_permanent_refusal_is_not_retried() {
    let (city, sink) = (city().await, Sink::new(&[Act::Never]).await);
    let (first, second) = twice(&city, &mailer(&sink)).await;
    assert_eq!(first.given_up.len(), 1);
    assert_eq!((second.retried, second.given_up), (vec![], vec![]));
    assert_eq!(sink.answered(), 0);
    // The failed job stays visible, with the server's response.
    let failed = city.failed().await;
    assert_eq!(failed.len(), 1);
    assert!(failed[0].last_error.contains("no such person"));
}

#[tokio::test]
async fn a_hanging_server_times_out_and_loses_its_connection() {
    let (city, sink) = (city().await, Sink::new(&[Act::Silence]).await);
    let begun = std::time::Instant::now();
    let (first, second) = twice(&city, &mailer(&sink)).await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(first.retried[0].1.contains("did not answer within 1 s"), "{first:?}");
    assert_eq!((second.retried, second.given_up), (vec![], vec![]));
    assert_eq!(
        sink.connections(),
        2,
        "a late response on the old connection is not used"
    );
    let ids = ids(&sink);
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1], "mailboxes can recognise the same mail");
}

#[tokio::test]
async fn a_server_that_dies_after_the_final_dot_gets_the_same_mail() {
    let (city, sink) = (city().await, Sink::new(&[Act::Die]).await);
    let (first, second) = twice(&city, &mailer(&sink)).await;
    assert_eq!(first.retried.len(), 1);
    assert_eq!((second.retried, second.given_up), (vec![], vec![]));
    let ids = ids(&sink);
    assert_eq!(ids.len(), 2, "one disconnect causes at most one extra mail");
    assert_eq!(ids[0], ids[1]);
    assert_eq!(sink.answered(), 1);
    let undated = |mail: &[u8]| {
        let text = String::from_utf8(mail.to_vec()).unwrap();
        text.lines()
            .filter(|line| !line.starts_with("Date:"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mails = sink.mails();
    assert_eq!(undated(&mails[0]), undated(&mails[1]));
}

#[tokio::test]
async fn a_missing_server_is_retried_for_a_day_and_then_reported() {
    let city = city().await;
    let mailer = Mailer::smtp("smtp://127.0.0.1:9", sender()).unwrap();
    let begun = city.app.clock().now();
    let mut tries = 0;
    for _ in 0..2_000 {
        let report = drain(&city.app, &mailer).await.unwrap();
        tries += report.retried.len() + report.given_up.len();
        city.later(time::Duration::minutes(10));
        if !report.given_up.is_empty() {
            break;
        }
    }
    assert!((25..45).contains(&tries), "{tries} attempts");
    let hours = (city.app.clock().now() - begun).whole_hours();
    assert!((24..=25).contains(&hours), "for a day, not for {hours} h");
    assert_eq!(city.failed().await.len(), 1);
    assert!(mailer.check().await.is_err());
}

#[tokio::test]
async fn users_are_warned_of_a_dead_server_until_it_is_back() {
    let (city, sink) = (city().await, Sink::new(&[]).await);
    let dead = Mailer::smtp("smtp://127.0.0.1:9", sender()).unwrap();
    let operator = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    let trouble = || jobs::trouble(&city.app.db, &operator);
    drain(&city.app, &dead).await.unwrap();
    assert_eq!(trouble().await.unwrap(), None, "not yet");
    let since = city.app.clock().now();
    city.later(time::Duration::minutes(15));
    drain(&city.app, &dead).await.unwrap();
    let trouble_now = trouble().await.unwrap().unwrap();
    assert_eq!((trouble_now.mails, trouble_now.since), (1, since));
    assert!(!trouble_now.why.is_empty());
    let listed = jobs::list(&city.app.db, &operator).await.unwrap();
    assert_eq!(
        listed.iter().map(|job| job.state).collect::<Vec<_>>(),
        [JobState::Retrying]
    );
    // The server works again. An operator does not wait for the next attempt.
    jobs::retry_all(&city.app.db, &operator).await.unwrap();
    drain(&city.app, &mailer(&sink)).await.unwrap();
    assert_eq!((sink.answered(), trouble().await.unwrap()), (1, None));
}

#[tokio::test]
async fn a_possibly_sent_mail_is_sent_at_most_once_more() {
    let (city, sink) = (city().await, Sink::new(&[Act::Die; 9]).await);
    for _ in 0..9 {
        drain(&city.app, &mailer(&sink)).await.unwrap();
        city.later(time::Duration::minutes(30));
    }
    let ids = ids(&sink);
    assert_eq!(ids.len(), 2);
    assert!(ids.iter().all(|id| *id == ids[0]));
    let operator = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    let listed = jobs::list(&city.app.db, &operator).await.unwrap();
    assert_eq!(listed[0].state, JobState::Unknown);
    let overview = jobs::overview(&city.app.db, &operator).await.unwrap();
    assert!(overview.counts.contains(&(JobState::Unknown, 1)), "{overview:?}");
}

#[tokio::test]
async fn mails_share_a_connection() {
    let (city, sink) = (city().await, Sink::new(&[]).await);
    let john = city.person("John", Some("john@elbasan.example"), Some("en")).await;
    city.milestone(date!(2026 - 11 - 24), &[&john]).await;
    drain(&city.app, &mailer(&sink)).await.unwrap();
    assert_eq!((sink.answered(), sink.connections()), (2, 1));
}
