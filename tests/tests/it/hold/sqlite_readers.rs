//! Writers that wait for SQLite do not block readers; refused writes get 503.
#![expect(clippy::disallowed_methods, reason = "the lock is held past the app, as another program would")]

use besa_domain::access::Role;
use besa_tests::TestApp;
use poem::http::StatusCode;
use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_are_not_blocked_by_more_waiting_writers_than_connections() {
    let app = TestApp::new().await;
    if app.database.is_postgres() {
        return;
    }
    let city = app.city("elbasan").await;
    let person = app.person("coordinator", &city, Role::Coordinator).await;
    let owner = app.owner().await;
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let lock = owner.begin_with_options(immediate).await.unwrap();
    let writers = (0..20).map(|n| {
        let body = json!({ "name": format!("Organisation {n}"), "kind": "civil_society" });
        let person = &person;
        async move { person.post("/api/v1/tenants/elbasan/organisations", body).await.status }
    });
    let writers = futures_util::future::join_all(writers);
    let reader = async {
        // Long enough that the writers wait for the lock. A waiting writer cannot be observed: it runs no statement.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let begun = Instant::now();
        let page = app.get("/elbasan/en/").await;
        let took = begun.elapsed();
        lock.rollback().await.unwrap();
        (page.status, took)
    };
    let (written, (status, took)) = tokio::join!(writers, reader);
    assert_eq!(status, StatusCode::OK);
    assert!(took < Duration::from_secs(2), "a reader waited {took:?}");
    assert_eq!(written, vec![StatusCode::CREATED; 20]);
}
