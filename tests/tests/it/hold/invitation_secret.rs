//! A job that was given up contains no secret of an invitation or of another link.
//!
//! No job ever contains one: the secret in a mail is created when the mail is sent.

use besa_domain::access::{Permit, Role, Speak, Subscribe};
use besa_domain::milestones::MilestoneState;
use besa_domain::people::{self, Invite};
use besa_domain::subscriptions::{self, Frequency, SubscriptionSettings};
use besa_domain::voices::{self, Draft, VoiceKind};
use besa_domain::{digests, milestones};
use besa_tests::{Act, Sample, Sink, TestApp, today};
use besa_worker::{Mailer, Sender};
use time::Duration;

/// The kinds of jobs whose mails contain a link.
const KINDS: [&str; 4] = [
    "confirm_subscription",
    "send_confirmation",
    "send_digest",
    "send_invitation",
];

fn smtp(url: &str) -> Mailer {
    let sender = Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap();
    Mailer::smtp(url, sender).unwrap()
}

/// Queues one job of each kind, and no other mail.
async fn queued(app: &TestApp) -> Sample {
    let sample = app.sample("elbasan").await;
    let (db, city) = (&app.app.db, &sample.city);
    app.run_jobs().await;
    // The digest.
    let public = Permit::<Subscribe>::public(city.id);
    let wish = SubscriptionSettings {
        frequency: Frequency::Daily,
        ..SubscriptionSettings::usual("en")
    };
    let asked = subscriptions::subscribe(db, &public, None, city, "reader@example.org", &wish).await;
    let secret = app.subscription_link(city, asked.unwrap().unwrap()).await;
    subscriptions::confirm(db, &public, &secret).await.unwrap();
    app.run_jobs().await;
    let report = milestones::Report {
        state: MilestoneState::InProgress,
        percent: None,
        completed_on: None,
        done: Some("Half of the villages.".to_owned()),
        challenges: None,
        next_step: None,
        reason: None,
    };
    milestones::report(
        db,
        &Permit::system(city.id),
        None,
        sample.milestone.id,
        1,
        today(),
        report,
    )
    .await
    .unwrap();
    app.run_jobs().await;
    app.app.clock().advance(Duration::days(1));
    digests::plan_for_city(db, &Permit::system(city.id)).await.unwrap();
    // The other kinds.
    subscriptions::subscribe(db, &public, None, city, "other@example.org", &wish)
        .await
        .unwrap();
    let draft = Draft {
        kind: VoiceKind::Proposal,
        about: None,
        parent: None,
        title: Some("An idea".to_owned()),
        body: "Benches".to_owned(),
        asks: true,
        language: "en".to_owned(),
        name: Some("Ana K.".to_owned()),
        email: Some("ana@example.org".to_owned()),
    };
    voices::submit(db, &Permit::<Speak>::public(city.id), None, draft)
        .await
        .unwrap();
    let invite = Invite {
        email: "new@example.org".to_owned(),
        role: Role::Viewer,
        language: "en".to_owned(),
        body: None,
    };
    people::invite(db, &Permit::system(city.id), None, invite)
        .await
        .unwrap();
    let mut kinds = kinds(
        app,
        "failed_at IS NULL AND kind LIKE '%send\\_%' ESCAPE '\\' OR kind = 'confirm_subscription'",
    )
    .await;
    kinds.sort();
    assert_eq!(kinds, KINDS);
    sample
}

async fn kinds(app: &TestApp, which: &str) -> Vec<String> {
    let rows = app
        .rows(&format!("SELECT kind FROM job WHERE {which} ORDER BY kind"))
        .await;
    rows.iter().map(|row| row.try_get("", "kind").unwrap()).collect()
}

/// Reads the whole job queue as text.
async fn queue(app: &TestApp) -> String {
    let rows = app
        .rows("SELECT payload, dedup, coalesce(last_error, '') AS why FROM job")
        .await;
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
    rows.iter()
        .map(|row| format!("{} {} {}\n", text(row, "payload"), text(row, "dedup"), text(row, "why")))
        .collect()
}

/// Returns the secrets of the links in a sent mail.
fn secrets(mail: &[u8]) -> Vec<String> {
    let mail = mail_parser::MessageParser::default().parse(mail).unwrap();
    let text = mail.body_text(0).unwrap().into_owned();
    let after = ["/invite/", "/subscribe/", "/confirm/"]
        .map(|mark| text.split(mark).skip(1).map(str::to_owned).collect::<Vec<_>>());
    let word = |rest: String| {
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_');
        rest[..end.unwrap_or(rest.len())].to_owned()
    };
    let mut found: Vec<String> = after.into_iter().flatten().map(word).collect();
    found.retain(|secret| secret.len() > 40);
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn no_job_contains_a_secret_in_any_state() {
    let app = TestApp::new().await;
    let sample = queued(&app).await;
    let links = async || {
        let mut links = Vec::new();
        for table in ["invitation_link", "subscription_link", "author_link"] {
            links.push(app.count(table).await);
        }
        links
    };
    let before = links().await;
    assert!(!queue(&app).await.contains("secret"), "{}", queue(&app).await);

    // The mail server is down, and every mail is given up.
    app.sql(
        "UPDATE job SET begun_at = '2026-11-21T08:00:00Z' WHERE kind LIKE 'send%' OR kind = 'confirm_subscription'",
    )
    .await;
    besa_worker::drain(&app.app, &smtp("smtp://127.0.0.1:9")).await.unwrap();
    assert_eq!(kinds(&app, "failed_at IS NOT NULL").await, KINDS);
    assert!(!queue(&app).await.contains("secret"));
    assert_eq!(links().await, before, "the links of unsent mails are deleted");

    // An operator retries them: each mail has a new link that works.
    let permit = Permit::system(besa_domain::TenantId::PLATFORM);
    let sent = app.mailer.kept().len();
    assert!(besa_domain::jobs::retry_all(&app.app.db, &permit).await.unwrap() >= 4);
    app.run_jobs().await;
    let found: Vec<String> = app.mailer.kept()[sent..]
        .iter()
        .flat_map(|mail| secrets(mail))
        .collect();
    assert!(found.len() >= 4, "{found:?}");
    let (db, city) = (&app.app.db, &sample.city);
    let mut opened = [0; 3];
    for secret in &found {
        opened[0] += usize::from(people::invitation_by_secret(db, secret).await.is_ok());
        opened[1] += usize::from(voices::pending(db, &Permit::public(city.id), secret).await.is_ok());
        opened[2] += usize::from(subscriptions::open(db, &Permit::public(city.id), secret).await.is_ok());
    }
    assert_eq!((opened[0], opened[1]), (1, 1));
    assert!(opened[2] >= 2);
    for secret in &found {
        assert!(!queue(&app).await.contains(secret.as_str()));
    }
}

#[tokio::test]
async fn a_possibly_sent_mail_and_its_repeat_both_have_a_working_link() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let invite = Invite {
        email: "new@example.org".to_owned(),
        role: Role::Viewer,
        language: "en".to_owned(),
        body: None,
    };
    let (db, permit) = (&app.app.db, Permit::system(city.id));
    people::invite(db, &permit, None, invite).await.unwrap();
    // The server receives the mail and disconnects before it responds; it accepts the next one.
    let sink = Sink::new(&[Act::Die]).await;
    besa_worker::drain(&app.app, &smtp(&sink.url)).await.unwrap();
    app.app.clock().advance(Duration::minutes(1));
    besa_worker::drain(&app.app, &smtp(&sink.url)).await.unwrap();
    let mails = sink.mails();
    assert_eq!(mails.len(), 2);
    let found: Vec<String> = mails.iter().flat_map(|mail| secrets(mail)).collect();
    assert_eq!(found.len(), 2);
    assert_ne!(found[0], found[1]);
    for secret in &found {
        assert!(people::invitation_by_secret(db, secret).await.is_ok());
    }
    // After one of the two links is used, neither works.
    let acceptance = people::Acceptance {
        name: "New".to_owned(),
        password: "a bridge over the Shkumbin".to_owned(),
    };
    people::accept(db, &found[0], acceptance).await.unwrap();
    for secret in &found {
        assert!(people::invitation_by_secret(db, secret).await.is_err());
    }
}
