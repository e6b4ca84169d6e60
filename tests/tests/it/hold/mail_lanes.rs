//! Hanging mails do not block other kinds of jobs or other mail hosts.

use besa_domain::access::{ManagePeople, Permit, Role};
use besa_domain::jobs::{self, Busy, FIGURES_WAIT, Job, Lane};
use besa_domain::people::{self, Invite};
use besa_domain::tenants::Tenant;
use besa_tests::{Sink, TestApp};
use besa_worker::{Mailer, Sender};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// A worker with a real mail server. Dropping it stops it.
struct Worker(CancellationToken);

impl Worker {
    fn start(app: &TestApp, sink: &Sink) -> Self {
        let sender = Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap();
        let stop = CancellationToken::new();
        let mailer = Mailer::smtp(&sink.url, sender).unwrap();
        tokio::spawn(besa_worker::run(app.app.clone(), mailer, stop.clone()));
        Self(stop)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

async fn until(what: impl AsyncFn() -> bool) {
    let reached = tokio::time::timeout(Duration::from_secs(15), async {
        while !what().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    reached.await.expect("not within fifteen seconds");
}

async fn invite(app: &TestApp, city: &Tenant, email: &str) {
    let invite = Invite {
        email: email.to_owned(),
        role: Role::Viewer,
        language: "en".to_owned(),
        body: None,
    };
    let permit = Permit::<ManagePeople>::system(city.id);
    people::invite(&app.app.db, &permit, None, invite).await.unwrap();
}

fn came(sink: &Sink, to: &str) -> bool {
    let to = format!("To: {to}");
    sink.mails()
        .iter()
        .any(|mail| String::from_utf8_lossy(mail).contains(&to))
}

#[tokio::test]
async fn a_hanging_host_does_not_block_other_hosts() {
    let (app, sink) = (TestApp::new().await, Sink::new(&[]).await);
    sink.hang("@slow.example");
    let city = app.city("elbasan").await;
    for number in 0..8 {
        invite(&app, &city, &format!("{number}@slow.example")).await;
    }
    let _worker = Worker::start(&app, &sink);
    until(async || sink.held() >= 2).await;
    invite(&app, &city, "new@quick.example").await;
    until(async || came(&sink, "new@quick.example")).await;
    assert_eq!(sink.held(), 2, "one host uses at most two slots");
}

#[tokio::test]
async fn hanging_reminders_do_not_block_invitations_and_figures() {
    let (app, sink) = (TestApp::new().await, Sink::new(&[]).await);
    sink.hang("@example.org");
    let sample = app.sample("elbasan").await;
    for name in ["a", "b", "c", "d", "e", "f"] {
        let milestone = app.milestone(&sample.commitment, 7).await;
        app.responsible(&milestone, name).await;
    }
    let _worker = Worker::start(&app, &sink);
    until(async || sink.held() >= 2).await;
    invite(&app, &sample.city, "new@quick.example").await;
    app.milestone(&sample.commitment, 90).await;
    app.app.clock().advance(FIGURES_WAIT);
    until(async || came(&sink, "new@quick.example")).await;
    let due = "SELECT id FROM job WHERE kind = 'refresh_figures'";
    until(async || app.rows(due).await.is_empty()).await;
}

#[tokio::test]
async fn another_citys_jobs_go_before_more_of_the_same_city() {
    let app = TestApp::new().await;
    let (many, one) = (app.city("elbasan").await, app.city("berat").await);
    app.run_jobs().await;
    let now = app.app.clock().now();
    for (city, key, ago) in [(&many, "a", 30), (&many, "b", 20), (&one, "c", 10)] {
        let at = now - time::Duration::seconds(ago);
        jobs::schedule(&app.app.db, city.id, &Job::RefreshFigures, key, at)
            .await
            .unwrap();
    }
    let mut cities = Vec::new();
    for _ in 0..3 {
        let busy = Busy {
            cities: cities.clone(),
            ..Busy::default()
        };
        let leases = jobs::lease_in(&app.app.db, Lane::Rounds, 1, &busy).await.unwrap();
        cities.extend(leases.iter().map(|lease| lease.tenant));
    }
    assert_eq!(cities, [many.id, one.id, many.id]);
    let none = jobs::lease_in(&app.app.db, Lane::Prompt, 1, &Busy::default()).await;
    assert!(none.unwrap().is_empty());
}

#[test]
fn every_kind_of_job_has_slots_and_a_lease_longer_than_a_send() {
    for lane in Lane::ALL {
        assert!(lane.slots() > 0, "{lane}");
        // Sending takes at most thirty seconds, and recording the result at most thirty more.
        assert!(lane.lease() >= time::Duration::seconds(90), "{lane}");
    }
}
