//! Tests of connections and transactions after an error, and of what a page reads.

use super::connection::Connection;
use super::pool::{self, Pool};
use crate::error::Error;
use crate::ids::TenantId;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

struct Database {
    connection: Connection,
    url: String,
    _folder: TempDir,
}

impl Database {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("besa.db").display());
        let connection = Connection::open(&url, Pool::patient(3)).await.unwrap();
        connection
            .execute_unprepared("CREATE TABLE leaf (text text NOT NULL UNIQUE)")
            .await
            .unwrap();
        Self {
            connection,
            url,
            _folder: folder,
        }
    }

    /// Limits the database to a number of pages on the writer's connection, until that connection is
    /// replaced.
    async fn room(&self, pages: u32) {
        let transaction = self.connection.begin_write(None).await.unwrap();
        transaction
            .execute_unprepared(&format!("PRAGMA max_page_count = {pages}"))
            .await
            .unwrap();
        transaction.commit().await.unwrap();
    }

    async fn add(&self, text: &str) -> Result<(), DbErr> {
        let transaction = self.connection.begin_write(None).await?;
        transaction.execute_raw(insert(text)).await?;
        transaction.commit().await
    }

    /// Returns the rows as another program sees them.
    async fn leaves(&self) -> Vec<String> {
        let (other, _) = pool::connect(&self.url, 1).await.unwrap();
        let all = Statement::from_string(
            DbBackend::Sqlite,
            "SELECT substr(text, 1, 9) AS text FROM leaf ORDER BY text",
        );
        let rows = other.query_all_raw(all).await.unwrap();
        rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
    }
}

fn insert(text: &str) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, "INSERT INTO leaf (text) VALUES ($1)", [text.into()])
}

#[tokio::test]
async fn after_a_full_disk_the_connection_is_not_used_again() {
    let database = Database::new().await;
    for round in 0..5 {
        database.room(1).await;
        let large = format!("{round}{}", "x".repeat(100_000));
        let refused = database.add(&large).await.unwrap_err();
        assert!(matches!(Error::from(refused), Error::Busy(_)));
        // Then reads and writes, as requests would do.
        for n in 0..3 {
            let reading = database.connection.begin_read(None).await.unwrap();
            reading.execute_unprepared("SELECT count(*) FROM leaf").await.unwrap();
            drop(reading);
            database.add(&format!("leaf {round}.{n}")).await.unwrap();
        }
        // The new connection has no limit.
        database.add(&large).await.unwrap();
    }
    assert_eq!(database.leaves().await.len(), 20);
}

#[tokio::test]
async fn a_write_outside_a_transaction_is_acknowledged_after_its_commit() {
    let database = Database::new().await;
    database.room(1).await;
    let sql = "INSERT INTO leaf (text) VALUES (hex(zeroblob(50000))) RETURNING text";
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    assert!(database.connection.query_one_raw(statement.clone()).await.is_err());
    assert!(database.leaves().await.is_empty());
    database.room(1_000_000).await;
    let row = database.connection.query_one_raw(statement).await.unwrap();
    assert!(row.is_some());
    assert_eq!(database.leaves().await.len(), 1);
}

#[tokio::test]
async fn an_error_that_was_passed_over_is_not_committed() {
    let database = Database::new().await;
    let transaction = database.connection.begin_write(None).await.unwrap();
    transaction.execute_raw(insert("leaf one")).await.unwrap();
    assert!(transaction.execute_raw(insert("leaf one")).await.is_err());
    assert!(transaction.execute_raw(insert("leaf two")).await.is_err());
    assert!(transaction.commit().await.is_err());
    assert!(database.leaves().await.is_empty());
    database.add("leaf one").await.unwrap();
}

#[tokio::test]
async fn a_statement_that_was_given_up_is_not_committed() {
    let database = Database::new().await;
    let transaction = database.connection.begin_write(None).await.unwrap();
    transaction.execute_raw(insert("leaf one")).await.unwrap();
    let slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
                INSERT INTO leaf (text) SELECT 'leaf' || max(i) FROM n";
    let given_up = tokio::time::timeout(Duration::from_millis(20), transaction.execute_unprepared(slow)).await;
    assert!(given_up.is_err());
    assert!(transaction.commit().await.is_err());
    database.add("leaf two").await.unwrap();
    assert_eq!(database.leaves().await, ["leaf two"]);
}

fn city(number: u128) -> TenantId {
    Uuid::from_u128(number).into()
}

async fn count(connection: &impl ConnectionTrait) -> i64 {
    let all = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) AS number FROM leaf");
    let row = connection.query_one_raw(all).await.unwrap().unwrap();
    row.try_get("", "number").unwrap()
}

#[tokio::test]
async fn a_page_reads_one_state_until_it_changes_something() {
    let database = Database::new().await;
    let page = database.connection.page();
    assert_eq!(count(&page.read_in(city(1)).await.unwrap()).await, 0);
    database.add("leaf one").await.unwrap();
    // Tables of the platform are read from the same snapshot.
    assert_eq!(count(&page).await, 0);
    assert_eq!(count(&page.read_in(city(1)).await.unwrap()).await, 0);
    assert_eq!(count(&database.connection).await, 1);
    let change = page.begin_write(None).await.unwrap();
    change.execute_raw(insert("leaf two")).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(count(&page).await, 2);
    assert_eq!(count(&page.read_in(city(1)).await.unwrap()).await, 2);
}

#[tokio::test]
async fn a_page_takes_one_connection_and_gives_it_back() {
    let database = Database::new().await;
    let pool = Pool {
        wait: Duration::from_millis(100),
        ..Pool::patient(1)
    };
    let connection = Connection::open(&database.url, pool).await.unwrap();
    let page = connection.page();
    let (one, two) = (
        page.read_in(city(1)).await.unwrap(),
        page.read_in(city(1)).await.unwrap(),
    );
    assert_eq!(count(&page).await, 0);
    drop((one, two));
    assert!(
        connection.begin_read(None).await.is_err(),
        "the page holds the only one"
    );
    assert_eq!(count(&page.read_in(city(2)).await.unwrap()).await, 0);
    page.release_page().await;
    connection.begin_read(None).await.unwrap();
    count(&page.read_in(city(1)).await.unwrap()).await;
    drop(page);
    connection.begin_read(None).await.unwrap();
}
