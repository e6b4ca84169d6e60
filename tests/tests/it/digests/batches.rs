//! Digests are sent in batches: what a batch shares, what it does not, and what a killed worker leaves of it.

use besa_domain::access::{Permit, Subscribe};
use besa_domain::subscriptions;
use besa_domain::tenants::Tenant;
use besa_tests::{Sink, TestApp};
use besa_worker::{Mailer, Sender};
use mail_parser::MessageParser;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// The most digests of one worker that can be in doubt.
const MOST: i64 = 10;

/// A city in which something happened, with subscribers whose digests are due.
async fn due(subscribers: usize) -> (TestApp, Tenant) {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.subscribers(&sample.city, subscribers).await;
    app.milestone(&sample.commitment, 12).await;
    app.app.clock().advance(time::Duration::hours(2));
    (app, sample.city)
}

fn worker(app: &TestApp, sink: &Sink) -> JoinHandle<()> {
    let sender = Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap();
    let mailer = Mailer::smtp(&sink.url, sender).unwrap();
    tokio::spawn(besa_worker::run(app.app.clone(), mailer, CancellationToken::new()))
}

async fn until(what: impl AsyncFn() -> bool) {
    let reached = tokio::time::timeout(Duration::from_secs(30), async {
        while !what().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    reached.await.expect("not within thirty seconds");
}

/// How many digests there are in each state.
async fn states(app: &TestApp) -> BTreeMap<String, i64> {
    let rows = app.rows("SELECT state, count(*) AS n FROM digest GROUP BY state").await;
    let state = |row: &sea_orm::QueryResult| (row.try_get("", "state").unwrap(), row.try_get("", "n").unwrap());
    rows.iter().map(state).collect()
}

async fn of(app: &TestApp, state: &str) -> i64 {
    states(app).await.get(state).copied().unwrap_or_default()
}

/// The recipients of mails.
fn recipients(mails: &[Vec<u8>]) -> Vec<String> {
    let to = |wire: &Vec<u8>| {
        let mail = MessageParser::default().parse(wire).unwrap();
        mail.to().unwrap().first().unwrap().address().unwrap().to_owned()
    };
    mails.iter().map(to).collect()
}

/// The secrets in a mail, wherever they stand in it.
fn secrets(wire: &[u8]) -> BTreeSet<String> {
    let mail = MessageParser::default().parse(wire).unwrap();
    let head = mail.header_raw("List-Unsubscribe").unwrap().replace("\r\n ", "");
    let whole = format!("{head} {} {}", mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    let after = whole.split("/subscribe/").skip(1);
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    after.map(|rest| rest.split(ends).next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_mail_of_a_batch_has_the_same_content_and_a_link_of_its_own() {
    let ((app, city), sink) = (due(25).await, Sink::new(&[]).await);
    let running = worker(&app, &sink);
    until(async || of(&app, "sent").await == 25).await;
    running.abort();
    let mails = sink.mails();
    let to: BTreeSet<String> = recipients(&mails).into_iter().collect();
    assert_eq!((mails.len(), to.len()), (25, 25));
    let permit = Permit::<Subscribe>::public(city.id);
    let (mut seen, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for (wire, to) in mails.iter().zip(recipients(&mails)) {
        let own: Vec<String> = secrets(wire).into_iter().collect();
        assert_eq!(own.len(), 1, "{to} has one link");
        assert!(seen.insert(own[0].clone()), "{to} has the link of somebody else");
        let opened = subscriptions::open(&app.app.db, &permit, &own[0]).await.unwrap();
        assert_eq!(opened.subscription.email.as_deref(), Some(to.as_str()));
        let mail = MessageParser::default().parse(wire).unwrap();
        let text = format!("{} {}", mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
        texts.insert(text.replace(&own[0], "SECRET"));
    }
    assert_eq!(texts.len(), 1);
}

#[tokio::test]
async fn a_worker_killed_before_the_first_answer_leaves_ten_in_doubt() {
    let ((app, _), sink) = (due(40).await, Sink::new(&[]).await);
    sink.hold();
    let running = worker(&app, &sink);
    until(async || sink.held() >= 2).await;
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    let marked = app.rows("SELECT id FROM job WHERE sending_at IS NOT NULL").await.len();
    assert!((1..=10).contains(&marked), "{marked}");
    sink.go_on();
    finish(&app, &sink, 40).await;
}

#[tokio::test]
async fn a_worker_killed_between_answers_leaves_ten_in_doubt_and_repeats_none() {
    for mails in [1, 17, 44] {
        let ((app, _), sink) = (due(80).await, Sink::new(&[]).await);
        let running = worker(&app, &sink);
        until(async || sink.mails().len() >= mails).await;
        running.abort();
        assert!(running.await.unwrap_err().is_cancelled());
        finish(&app, &sink, 80).await;
    }
}

/// Lets another worker do what the killed one left. Nobody gets two mails, and who gets none is in doubt.
async fn finish(app: &TestApp, sink: &Sink, all: i64) {
    app.app.clock().advance(time::Duration::minutes(3));
    let running = worker(app, sink);
    until(async || of(app, "pending").await == 0).await;
    running.abort();
    let (sent, unknown) = (of(app, "sent").await, of(app, "unknown").await);
    assert_eq!(sent + unknown, all, "{:?}", states(app).await);
    assert!(unknown <= MOST, "{unknown} in doubt");
    let to = recipients(&sink.mails());
    let people: BTreeSet<&String> = to.iter().collect();
    assert_eq!(people.len(), to.len(), "somebody got two mails");
    let count = i64::try_from(to.len()).unwrap();
    assert!((sent..=all).contains(&count), "{count} mails");
}

#[tokio::test]
async fn a_host_that_hangs_leaves_the_others_of_its_batch_alone() {
    let ((app, _), sink) = (due(40).await, Sink::new(&[]).await);
    sink.hang("@host3.example");
    let running = worker(&app, &sink);
    until(async || of(&app, "sent").await == 38).await;
    assert_eq!(of(&app, "pending").await, 2);
    running.abort();
}

#[tokio::test]
async fn a_digest_costs_few_statements() {
    let (app, _) = due(100).await;
    let before = app.statements();
    app.run_jobs().await;
    assert_eq!(app.mailer.kept().len(), 100);
    let each = (app.statements() - before) / 100;
    assert!(each <= 5, "{each} statements for each digest");
}
