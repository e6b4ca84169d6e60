//! The public check of the log runs only once for each head.

use besa_domain::access::{Permit, SeeLog};
use besa_domain::{TenantId, jobs, log};
use besa_tests::{Answer, Sample, TestApp};
use futures_util::future::join_all;

const PATH: &str = "/api/v1/tenants/elbasan/log/verify";

async fn app() -> (TestApp, Sample) {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    (app, sample)
}

/// Returns how often the event log was read during `act`. A check reads it in batches of a thousand, the last
/// of which is empty.
async fn reads<T>(app: &TestApp, what: impl Future<Output = T>) -> (usize, T) {
    let before = app.log_reads();
    let done = what.await;
    (app.log_reads() - before, done)
}

fn verdict(answer: &Answer) -> (bool, i64) {
    let json = answer.json();
    (json["sound"].as_bool().unwrap(), json["entries"].as_i64().unwrap())
}

#[tokio::test]
async fn fifty_concurrent_requests_run_one_check() {
    let (app, sample) = app().await;
    let (once, first) = reads(&app, app.get(PATH)).await;
    let first = verdict(&first.is(200));
    assert!(once > 0 && first.0 && first.1 > 0, "{once} {first:?}");
    // There is a new head, and the minute has passed.
    app.milestone(&sample.commitment, 30).await;
    app.app.clock().advance(time::Duration::minutes(2));
    let permit = Permit::<SeeLog>::public(sample.city.id);
    let all = join_all((0..50).map(|_| log::checked(&app.app.db, &app.app.log_checks, &permit)));
    let (cost, answers) = reads(&app, all).await;
    assert_eq!(cost, once, "as many reads as one check");
    for answer in answers {
        assert_eq!(answer.unwrap().numbers(&permit), (first.1 + 1, None));
    }
    let (cost, again) = reads(&app, app.get(PATH)).await;
    assert_eq!((cost, verdict(&again.is(200))), (0, (true, first.1 + 1)));
}

#[tokio::test]
async fn while_the_log_grows_the_last_result_is_returned_with_its_time() {
    let (app, sample) = app().await;
    let first = app.get(PATH).await.is(200).json();
    app.milestone(&sample.commitment, 30).await;
    app.app.clock().advance(time::Duration::seconds(59));
    assert_eq!(app.get(PATH).await.is(200).json(), first);
    app.app.clock().advance(time::Duration::seconds(2));
    let second = app.get(PATH).await.is(200).json();
    assert_eq!(second["entries"], first["entries"].as_i64().unwrap() + 1);
    assert_ne!(second["checked_at"], first["checked_at"]);
}

#[tokio::test]
async fn the_nightly_check_finds_a_changed_entry_and_reports_it() {
    let (app, sample) = app().await;
    app.get(PATH).await.is(200);
    app.run_jobs().await;
    app.sql("UPDATE event SET body = '{}' WHERE action = 'milestone.create'")
        .await;
    let operator = Permit::<besa_domain::access::SeeJobs>::system(TenantId::PLATFORM);
    assert!(jobs::list(&app.app.db, &operator).await.unwrap().is_empty());
    app.app.clock().advance(time::Duration::hours(20));
    let report = besa_worker::drain(&app.app, &app.mailer).await.unwrap();
    let failed: Vec<&str> = report.given_up.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(failed, ["sign_heads"], "{report:?}");
    let listed = jobs::list(&app.app.db, &operator).await.unwrap();
    assert_eq!(listed[0].tenant, sample.city.id);
    assert!(listed[0].why.as_ref().unwrap().contains("not valid"), "{listed:?}");
    let answer = app.get(PATH).await.is(200).json();
    assert_eq!(
        (&answer["sound"], &answer["fault"]["code"]),
        (&false.into(), &"changed".into())
    );
    let heads = log::heads(&app.app.db, &Permit::<SeeLog>::public(sample.city.id))
        .await
        .unwrap();
    assert!(heads.heads.is_empty(), "an invalid log is not signed");
}
