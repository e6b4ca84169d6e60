//! Digests and workers that die: no digest is sent twice, and none is forgotten.

use crate::city::{City, sender};
use crate::inbox::{Letter, folder};
use besa_domain::TenantId;
use besa_domain::access::{Permit, SeeJobs, SendDigests, Subscribe};
use besa_domain::jobs::{self, Job, JobState, LEASE, Lease, lease, sending, settle};
use besa_domain::milestones::MilestoneState;
use besa_domain::subscriptions::{self, Frequency, SubscriptionSettings};
use besa_tests::{Act, Sink};
use besa_worker::drain;
use besa_worker::mail::Mailer;
use time::Duration;
use time::macros::{date, datetime};

/// Creates a city with a daily subscription at eight, and with an event to report. The clock is at eight.
async fn city() -> City {
    let city = City::at(datetime!(2026-11-23 07:30 +1)).await;
    let permit = Permit::<Subscribe>::public(city.tenant.id);
    let wish = SubscriptionSettings {
        frequency: Frequency::Daily,
        hour: 8,
        ..SubscriptionSettings::usual("en")
    };
    let (db, email) = (&city.app.db, "resident@example.org");
    let asked = subscriptions::subscribe(db, &permit, None, &city.tenant, email, &wish).await;
    let system = Permit::<SendDigests>::system(city.tenant.id);
    let secret = subscriptions::link(db, &system, asked.unwrap().unwrap()).await.unwrap();
    subscriptions::confirm(&city.app.db, &permit, &secret).await.unwrap();
    city.milestone_in(MilestoneState::InProgress, date!(2027 - 05 - 30), &[])
        .await;
    city.later(Duration::minutes(30));
    let permit = Permit::<SendDigests>::system(city.tenant.id);
    assert_eq!(
        besa_domain::digests::plan_for_city(&city.app.db, &permit)
            .await
            .unwrap(),
        1
    );
    city
}

/// Leases the digest's job, like a worker that is about to die.
async fn held(city: &City) -> Lease {
    loop {
        let held = lease(&city.app.db).await.unwrap().unwrap();
        if matches!(held.job, Job::SendDigest { .. }) {
            return held;
        }
        settle(&city.app.db, &held, jobs::Outcome::Done).await.unwrap();
    }
}

fn operator() -> Permit<SeeJobs> {
    Permit::system(TenantId::PLATFORM)
}

#[tokio::test]
async fn another_worker_sends_the_digest_of_a_worker_that_died_before_sending() {
    let city = city().await;
    held(&city).await;
    city.later(LEASE);
    city.drain().await;
    city.drain().await;
    let letters = folder(&city.mails);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "The milestone “Publish the results” was added.");
}

#[tokio::test]
async fn a_worker_that_dies_while_sending_causes_no_second_mail() {
    let city = city().await;
    let dying = held(&city).await;
    assert!(sending(&city.app.db, &dying).await.unwrap());
    city.later(LEASE);
    let report = drain(&city.app, &city.mailer()).await.unwrap();
    assert_eq!(report.given_up.len(), 1, "{report:?}");
    assert_eq!(folder(&city.mails), []);
    let listed = jobs::list(&city.app.db, &operator()).await.unwrap();
    assert_eq!(listed[0].state, JobState::Unknown);
    // "Try all again" skips it; an operator can retry it by itself.
    jobs::retry_all(&city.app.db, &operator()).await.unwrap();
    city.drain().await;
    assert_eq!(folder(&city.mails), []);
    jobs::retry(&city.app.db, &operator(), listed[0].id).await.unwrap();
    city.drain().await;
    let letters = folder(&city.mails);
    let Job::SendDigest { digest, .. } = &dying.job else {
        unreachable!()
    };
    assert_eq!(letters[0].id, format!("{digest}@besa.example.org"));
    // The first worker resumes, and can neither send nor complete the job.
    assert!(!sending(&city.app.db, &dying).await.unwrap());
    settle(&city.app.db, &dying, jobs::Outcome::Retry("woke up".to_owned()))
        .await
        .unwrap();
    city.later(Duration::HOUR);
    city.drain().await;
    assert_eq!(folder(&city.mails), letters);
}

#[tokio::test]
async fn a_server_that_does_not_respond_gets_a_digest_once() {
    for act in [Act::Die, Act::Silence] {
        let (city, sink) = (city().await, Sink::new(&[act]).await);
        let mailer = Mailer::smtp_within(&sink.url, sender(), std::time::Duration::from_secs(1)).unwrap();
        for _ in 0..4 {
            drain(&city.app, &mailer).await.unwrap();
            city.later(Duration::minutes(30));
        }
        assert_eq!(sink.mails().len(), 1, "{act:?}");
        let listed = jobs::list(&city.app.db, &operator()).await.unwrap();
        assert_eq!(listed[0].state, JobState::Unknown, "{act:?}");
    }
}

#[tokio::test]
async fn a_temporarily_refused_digest_is_sent_later() {
    let (city, sink) = (city().await, Sink::new(&[Act::NotNow]).await);
    let mailer = Mailer::smtp(&sink.url, sender()).unwrap();
    for _ in 0..3 {
        drain(&city.app, &mailer).await.unwrap();
        city.later(Duration::minutes(1));
    }
    assert_eq!(sink.answered(), 1);
    let letter = Letter::read(&sink.mails()[0]);
    assert_eq!(
        (letter.to.as_str(), letter.from.as_str()),
        ("resident@example.org", "Bashkia Elbasan")
    );
}

#[tokio::test]
async fn the_headers_of_a_digest() {
    let (city, sink) = (city().await, Sink::new(&[]).await);
    let from = sender().stopped_by("stop@example.org").unwrap();
    drain(&city.app, &Mailer::smtp(&sink.url, from).unwrap()).await.unwrap();
    let wire = String::from_utf8(sink.mails().remove(0)).unwrap();
    let (head, _) = wire.split_once("\r\n\r\n").unwrap();
    let Letter { html, .. } = Letter::read(wire.as_bytes());
    let secret = html.split("/subscribe/").nth(1).unwrap().split('"').next().unwrap();
    let head = head
        .replace("\r\n ", " ")
        .replace("\r\n", "\n")
        .replace(secret, "SECRET");
    insta::assert_snapshot!(head);
}
