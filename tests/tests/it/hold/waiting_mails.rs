//! A mail waits at least 24 hours for its mail server.

use besa_domain::TenantId;
use besa_domain::access::{ManagePeople, Permit, Role, SeeJobs};
use besa_domain::jobs::{self, JobState, LEASE, lease};
use besa_domain::people::{self, Invite};
use besa_tests::{Act, Sink, TestApp};
use besa_worker::{DrainReport, Mailer, Sender, drain};
use time::Duration;

/// Creates the city `elbasan`, with an invitation in the queue.
async fn app() -> TestApp {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    app.run_jobs().await;
    let invite = Invite {
        email: "new@example.org".to_owned(),
        role: Role::Viewer,
        language: "en".to_owned(),
        body: None,
    };
    let permit = Permit::<ManagePeople>::system(city.id);
    people::invite(&app.app.db, &permit, None, invite).await.unwrap();
    app
}

fn mailer(url: &str) -> Mailer {
    let sender = Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap();
    Mailer::smtp_within(url, sender, std::time::Duration::from_secs(1)).unwrap()
}

/// Returns a mailer whose server does not exist.
fn away() -> Mailer {
    mailer("smtp://127.0.0.1:9")
}

/// Returns the state of invitations, without the city's nightly jobs.
fn of_mails(report: &DrainReport) -> (usize, usize) {
    let mails = |jobs: &[(String, String)]| jobs.iter().filter(|(kind, _)| kind == "send_invitation").count();
    (mails(&report.retried), mails(&report.given_up))
}

fn later(app: &TestApp, by: Duration) {
    app.app.clock().advance(by);
}

#[tokio::test]
async fn a_mail_survives_a_day_without_its_server() {
    let (app, sink) = (app().await, Sink::new(&[]).await);
    let begun = app.app.clock().now();
    while app.app.clock().now() - begun < Duration::hours(24) {
        let report = drain(&app.app, &away()).await.unwrap();
        assert_eq!(
            of_mails(&report).1,
            0,
            "given up after {}",
            app.app.clock().now() - begun
        );
        later(&app, Duration::minutes(20));
    }
    // The last attempt is due minutes before the end of the day, and reaches the server.
    later(&app, Duration::minutes(10));
    drain(&app.app, &mailer(&sink.url)).await.unwrap();
    assert_eq!(sink.answered(), 1);
}

#[tokio::test]
async fn a_mail_is_given_up_after_a_day_of_attempts() {
    let app = app().await;
    let begun = app.app.clock().now();
    let mut attempts = 0;
    let given_up = loop {
        let report = drain(&app.app, &away()).await.unwrap();
        let (retried, given_up) = of_mails(&report);
        attempts += retried + given_up;
        if given_up > 0 {
            break app.app.clock().now() - begun;
        }
        later(&app, Duration::minutes(1));
    };
    assert!(
        given_up >= Duration::hours(24) && given_up < Duration::hours(25),
        "{given_up}"
    );
    assert!((25..45).contains(&attempts), "{attempts} attempts");
}

#[tokio::test]
async fn a_mail_that_kills_its_workers_is_given_up_too() {
    let app = app().await;
    let begun = app.app.clock().now();
    let mut taken_down = 0;
    let unused = Mailer::memory(Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap());
    while app.app.clock().now() - begun < Duration::hours(30) {
        // A worker leases the job and dies; the next one leases it again.
        if let Some(found) = lease(&app.app.db).await.unwrap() {
            let poison = found.job.kind() == "send_invitation" && found.cut_offs <= jobs::MAX_CUT_OFFS;
            if poison {
                taken_down += 1;
            } else {
                let outcome = if found.job.kind() == "send_invitation" {
                    jobs::Outcome::Retry("begun and never finished".to_owned())
                } else {
                    jobs::Outcome::Done
                };
                jobs::settle(&app.app.db, &found, outcome).await.unwrap();
            }
        }
        later(&app, LEASE);
    }
    let operator = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    let listed = jobs::list(&app.app.db, &operator).await.unwrap();
    assert_eq!(listed[0].state, JobState::Failed);
    assert!((10..=70).contains(&taken_down), "{taken_down} workers");
    drain(&app.app, &unused).await.unwrap();
    assert_eq!(unused.kept().len(), 0);
}

#[tokio::test]
async fn a_possibly_sent_mail_is_repeated_only_once() {
    let (app, sink) = (app().await, Sink::new(&[Act::Die; 9]).await);
    let operator = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    for _ in 0..6 {
        drain(&app.app, &mailer(&sink.url)).await.unwrap();
        // The operator repeatedly presses "Try all again".
        jobs::retry_all(&app.app.db, &operator).await.unwrap();
        later(&app, Duration::hours(1));
    }
    let mails = sink.mails();
    assert_eq!(mails.len(), 2);
    let id = |mail: &[u8]| {
        let mail = String::from_utf8_lossy(mail).into_owned();
        mail.lines()
            .find(|line| line.starts_with("Message-ID:"))
            .map(str::to_owned)
    };
    assert!(id(&mails[0]).is_some());
    assert_eq!(id(&mails[0]), id(&mails[1]));
    let listed = jobs::list(&app.app.db, &operator).await.unwrap();
    assert_eq!(listed[0].state, JobState::Unknown);
}

#[tokio::test]
async fn a_worker_that_dies_twice_while_sending_sends_at_most_two_mails() {
    let (app, sink) = (app().await, Sink::new(&[]).await);
    for _ in 0..2 {
        let held = lease(&app.app.db).await.unwrap().unwrap();
        assert_eq!(held.job.kind(), "send_invitation");
        assert!(jobs::sending(&app.app.db, &held).await.unwrap());
        later(&app, LEASE);
    }
    for _ in 0..3 {
        drain(&app.app, &mailer(&sink.url)).await.unwrap();
        later(&app, Duration::hours(1));
    }
    assert_eq!(sink.mails().len(), 0, "two may have been sent already");
    let operator = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    let listed = jobs::list(&app.app.db, &operator).await.unwrap();
    assert_eq!(listed[0].state, JobState::Unknown);
}
