//! A database that is down, hangs or is locked gets a quick 503, and Besa recovers without a restart.
#![expect(clippy::disallowed_methods, reason = "locks are held past the app, as another program would")]

use crate::kill::grant;
use besa_tests::{Installation, Proxy, ProxyMode};
use reqwest::{Client, Response, StatusCode};
use sea_orm::{ConnectionTrait, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use serde_json::json;
use std::time::{Duration, Instant};
use url::Url;

/// No log: the failures of these tests are intended.
const QUIET: (&str, &str) = ("BESA_LOG", "off");

/// Two seconds, with reserve for a machine that is busy with other tests.
const SOON: Duration = Duration::from_secs(4);

/// A city, a user who can write, and a Besa in front of a database.
struct Besa {
    installation: Installation,
    client: Client,
    token: String,
}

impl Besa {
    /// Creates all of this; Besa is not started.
    async fn new() -> Self {
        let installation = Installation::new().await;
        installation.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
        installation.line(&["person", "invite", "writer@example.org", "--role", "operator"]);
        grant(&installation).await;
        let token = installation.line(&["token", "create", "writer@example.org"]);
        let client = Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
        Self {
            installation,
            client,
            token,
        }
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(self.installation.url(path)).send().await.unwrap()
    }

    async fn write(&self, name: &str) -> Response {
        let url = self.installation.url("/api/v1/tenants/elbasan/organisations");
        let body = json!({ "name": name, "kind": "civil_society" });
        let request = self.client.post(url).bearer_auth(&self.token).json(&body);
        request.send().await.unwrap()
    }

    /// Checks for a quick 503 with `Retry-After`.
    async fn refused(&self, answer: impl Future<Output = Response>, what: &str) {
        let begun = Instant::now();
        let answer = answer.await;
        let took = begun.elapsed();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{what}");
        assert!(answer.headers().contains_key("retry-after"), "{what}");
        assert!(took < SOON, "{what} took {took:?}");
    }

    /// Checks that page, API and readiness respond quickly with 503, and that the process is alive.
    async fn all_refused(&self, what: &str) {
        self.refused(self.write(what), &format!("a write, {what}")).await;
        // Not a page that is kept.
        let page = format!("/elbasan/en/?{}", what.replace(' ', "-"));
        self.refused(self.get(&page), &format!("a page, {what}")).await;
        self.becomes(503, what).await;
        assert_eq!(self.get("/livez").await.status(), 200, "{what}");
    }

    /// Waits until readiness has this status, which must be soon.
    async fn becomes(&self, status: u16, what: &str) {
        let begun = Instant::now();
        while self.get("/readyz").await.status() != status {
            assert!(begun.elapsed() < SOON, "/readyz does not become {status}, {what}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Checks that Besa is ready and can write again, without a restart.
    async fn comes_back(&self, what: &str) {
        self.becomes(200, what).await;
        assert_eq!(self.write(&format!("{what}, and back")).await.status(), 201, "{what}");
        assert_eq!(self.get("/elbasan/en/").await.status(), 200, "{what}");
    }
}

/// Returns the database URL through a proxy.
async fn through_a_proxy(besa: &Besa, mode: ProxyMode) -> (Proxy, String) {
    let mut url = Url::parse(&besa.installation.database.url).unwrap();
    let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let proxy = Proxy::before(server, mode).await;
    url.set_port(Some(proxy.port)).unwrap();
    (proxy, url.into())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_that_is_away_or_hangs_gets_503_soon_and_comes_back() {
    let mut besa = Besa::new().await;
    if !besa.installation.database.is_postgres() {
        return;
    }
    let (proxy, url) = through_a_proxy(&besa, ProxyMode::Open).await;
    besa.installation
        .start_with(&[("BESA_DATABASE_URL", &url), QUIET])
        .await;
    besa.comes_back("at first").await;
    for (mode, what) in [(ProxyMode::Hangs, "hanging"), (ProxyMode::Down, "away")] {
        proxy.set(mode);
        besa.all_refused(what).await;
        // More requests at once than database connections.
        let many = (0..24).map(|n| {
            let (besa, name) = (&besa, format!("{what} {n}"));
            async move { besa.refused(besa.write(&name), what).await }
        });
        futures_util::future::join_all(many).await;
        proxy.set(ProxyMode::Open);
        besa.comes_back(what).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn serve_waits_for_a_database_that_is_away() {
    let mut besa = Besa::new().await;
    if !besa.installation.database.is_postgres() {
        return;
    }
    for roles in ["api,web", "worker"] {
        let (proxy, url) = through_a_proxy(&besa, ProxyMode::Down).await;
        besa.installation
            .launch(&[], roles, &[("BESA_DATABASE_URL", &url), QUIET]);
        let livez = besa.installation.url("/livez");
        let begun = Instant::now();
        while besa.client.get(&livez).send().await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(8), "the process is not alive");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(besa.get("/livez").await.status(), 200);
        besa.refused(besa.get("/readyz"), "readiness").await;
        // Proves that it keeps waiting: it must still be alive after a while.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(besa.get("/livez").await.status(), 200);
        proxy.set(ProxyMode::Open);
        besa.becomes(200, roles).await;
        besa.installation.kill();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_held_too_long_gets_503_soon_and_readiness_tells() {
    let mut besa = Besa::new().await;
    besa.installation.start_with(&[QUIET]).await;
    let owner = besa.installation.database.owner().await;
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let lock = owner.begin_with_options(immediate).await.unwrap();
    let postgres = besa.installation.database.is_postgres();
    if postgres {
        let sql = "LOCK TABLE organisation IN ACCESS EXCLUSIVE MODE";
        lock.execute_unprepared(sql).await.unwrap();
    }
    besa.refused(besa.write("locked"), "a write").await;
    besa.becomes(503, "locked").await;
    assert_eq!(besa.get("/livez").await.status(), 200);
    // Requests that do not need the database are not delayed.
    assert_eq!(besa.get("/api/v1/tenants").await.status(), 200);
    lock.rollback().await.unwrap();
    besa.comes_back("locked").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_only_reads_refuses_changes_with_503_and_shows_pages() {
    let mut besa = Besa::new().await;
    if !besa.installation.database.is_postgres() {
        return;
    }
    besa.installation.start_with(&[QUIET]).await;
    let owner = besa.installation.database.owner().await;
    let name = besa.installation.database.url.rsplit('/').next().unwrap().to_owned();
    for (only_reads, ready) in [("on", 503), ("off", 200)] {
        let sql = format!("ALTER DATABASE {name} SET default_transaction_read_only = {only_reads}");
        owner
            .execute_unprepared("SET default_transaction_read_only = off")
            .await
            .unwrap();
        owner.execute_unprepared(&sql).await.unwrap();
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'besa_app'";
        owner.execute_unprepared(sql).await.unwrap();
        besa.becomes(ready, only_reads).await;
        assert_eq!(besa.get("/elbasan/en/").await.status(), 200);
        if only_reads == "on" {
            besa.refused(besa.write("only reading"), "a write").await;
        } else {
            besa.comes_back("only reading").await;
        }
    }
}
