//! Tests of changes that share a commit.

use super::{Outcome, Turn, Writer};
use crate::db::pool::{Pool, sqlite_writer};
use futures_util::future::join_all;
use sea_orm::DbErr;
use sea_orm::sqlx::{self, Executor as _, Row as _};
use std::time::Duration;
use tempfile::TempDir;
use tokio::task::{JoinHandle, yield_now};

struct Database {
    writer: Writer,
    url: String,
    _folder: TempDir,
}

impl Database {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("besa.db").display());
        let writer = sqlite_writer(&url, &Pool::patient(1)).await.unwrap();
        let database = Self {
            writer,
            url,
            _folder: folder,
        };
        // However slow the machine is, a batch ends by its number of changes only.
        database.writer.desk.lock().await.longest = Duration::from_secs(3_600);
        database
            .change("CREATE TABLE leaf (number integer PRIMARY KEY, text text NOT NULL UNIQUE, twig text REFERENCES leaf (text))")
            .await
            .unwrap();
        database
    }

    async fn change(&self, sql: &str) -> Outcome {
        let mut turn = self.writer.begin().await?;
        run(&mut turn, sql).await?;
        turn.end(true).await
    }

    /// Begins a change that inserts a row, and ends it when it is its turn.
    fn add(&self, text: &str) -> JoinHandle<Outcome> {
        let (writer, sql) = (self.writer.clone(), insert(text));
        tokio::spawn(async move {
            let mut turn = writer.begin().await?;
            run(&mut turn, &sql).await?;
            turn.end(true).await
        })
    }

    /// The number of commits, successful or not.
    async fn commits(&self) -> u64 {
        self.writer.desk.lock().await.ended
    }

    /// The rows as another program sees them, in the order in which they were added.
    async fn leaves(&self) -> Vec<String> {
        let (other, _) = crate::db::connect(&self.url, 1).await.unwrap();
        let rows = other
            .get_sqlite_connection_pool()
            .fetch_all("SELECT text FROM leaf ORDER BY number")
            .await
            .unwrap();
        rows.iter()
            .map(|row| row.get::<String, _>(0).chars().take(9).collect())
            .collect()
    }
}

fn insert(text: &str) -> String {
    format!("INSERT INTO leaf (text) VALUES ('{text}')")
}

async fn run(turn: &mut Turn, sql: &str) -> Outcome {
    let done = turn.connection()?.execute(sqlx::AssertSqlSafe(sql)).await;
    done.map(drop).map_err(super::error)
}

/// Lets the other tasks run until they wait for the connection.
async fn all_wait() {
    for _ in 0..10 {
        yield_now().await;
    }
}

async fn outcomes(changes: Vec<JoinHandle<Outcome>>) -> Vec<Outcome> {
    join_all(changes).await.into_iter().map(Result::unwrap).collect()
}

#[tokio::test]
async fn changes_that_wait_share_a_commit() {
    let database = Database::new().await;
    let before = database.commits().await;
    let mut first = database.writer.begin().await.unwrap();
    let others = (0..8).map(|n| database.add(&format!("leaf {n}"))).collect();
    all_wait().await;
    run(&mut first, &insert("first")).await.unwrap();
    // Nothing is acknowledged or seen before the commit.
    assert!(database.leaves().await.is_empty());
    first.end(true).await.unwrap();
    assert!(outcomes(others).await.iter().all(Result::is_ok));
    assert_eq!(database.commits().await - before, 1);
    assert_eq!(database.leaves().await.len(), 9);
    // One that finds nobody waiting is committed at once.
    database.change(&insert("alone")).await.unwrap();
    assert_eq!(database.commits().await - before, 2);
}

#[tokio::test]
async fn changes_are_made_in_the_order_in_which_they_came_and_no_batch_is_too_large() {
    let database = Database::new().await;
    database.writer.desk.lock().await.most = 4;
    let before = database.commits().await;
    let first = database.writer.begin().await.unwrap();
    let changes = (0..40).map(|n| database.add(&format!("leaf {n:02}"))).collect();
    all_wait().await;
    first.end(false).await.unwrap();
    assert!(outcomes(changes).await.iter().all(Result::is_ok));
    let expected: Vec<String> = (0..40).map(|n| format!("leaf {n:02}")).collect();
    assert_eq!(database.leaves().await, expected);
    assert!((10..=12).contains(&(database.commits().await - before)));
}

#[tokio::test]
async fn a_change_that_fails_leaves_the_others_of_its_commit_alone() {
    let database = Database::new().await;
    let before = database.commits().await;
    let mut first = database.writer.begin().await.unwrap();
    let others = vec![database.add("two"), database.add("one"), database.add("three")];
    all_wait().await;
    run(&mut first, &insert("one")).await.unwrap();
    first.end(true).await.unwrap();
    let others = outcomes(others).await;
    assert_eq!(
        others.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, false, true]
    );
    assert_eq!(database.leaves().await, ["one", "two", "three"]);
    assert_eq!(database.commits().await - before, 1);
}

#[tokio::test]
async fn a_change_that_is_cancelled_leaves_the_others_of_its_commit_alone() {
    let database = Database::new().await;
    let mut first = database.writer.begin().await.unwrap();
    run(&mut first, &insert("one")).await.unwrap();
    let writer = database.writer.clone();
    let (begun, begins) = tokio::sync::oneshot::channel();
    let cancelled = tokio::spawn(async move {
        let mut turn = writer.begin().await.unwrap();
        run(&mut turn, &insert("two")).await.unwrap();
        begun.send(()).unwrap();
        let slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
                    INSERT INTO leaf (text) SELECT 'leaf' || max(i) FROM n";
        run(&mut turn, slow).await.unwrap();
    });
    all_wait().await;
    let waits = database.add("waits");
    let gives_up = database.add("gives up");
    all_wait().await;
    gives_up.abort();
    let first = tokio::spawn(first.end(true));
    begins.await.unwrap();
    cancelled.abort();
    assert!(cancelled.await.unwrap_err().is_cancelled());
    waits.await.unwrap().unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(database.leaves().await, ["one", "waits"]);
    database.change(&insert("later")).await.unwrap();
}

#[tokio::test]
async fn an_acknowledgement_that_nobody_waits_for_does_not_stop_the_commit() {
    let database = Database::new().await;
    let mut first = database.writer.begin().await.unwrap();
    run(&mut first, &insert("one")).await.unwrap();
    let second = database.add("two");
    all_wait().await;
    // The request is cancelled while the change is committed.
    let ends = tokio::spawn(first.end(true));
    all_wait().await;
    ends.abort();
    second.await.unwrap().unwrap();
    assert_eq!(database.leaves().await, ["one", "two"]);
}

/// Makes the commit of the open transaction fail.
const UNCOMMITTABLE: &str =
    "PRAGMA defer_foreign_keys = ON; INSERT INTO leaf (text, twig) VALUES ('lost', 'no such leaf')";

#[tokio::test]
async fn a_commit_that_fails_fails_every_change_in_it() {
    let database = Database::new().await;
    let mut first = database.writer.begin().await.unwrap();
    let others = vec![database.add("two"), database.add("three")];
    let mut reads = {
        let writer = database.writer.clone();
        tokio::spawn(async move {
            let mut turn = writer.begin().await.unwrap();
            let row = turn
                .connection()
                .unwrap()
                .fetch_one("SELECT count(*) FROM leaf")
                .await
                .unwrap();
            assert_eq!(row.get::<i64, _>(0), 3);
            turn.end(false).await
        })
    };
    all_wait().await;
    run(&mut first, UNCOMMITTABLE).await.unwrap();
    assert!(first.end(true).await.is_err());
    assert!(outcomes(others).await.iter().all(Result::is_err));
    // It changed nothing, but it has read what was never durable.
    assert!((&mut reads).await.unwrap().is_err());
    assert!(database.leaves().await.is_empty());
    for n in 0..3 {
        database.change(&insert(&format!("leaf {n}"))).await.unwrap();
    }
    assert_eq!(database.leaves().await, ["leaf 0", "leaf 1", "leaf 2"]);
}

#[tokio::test]
async fn a_full_disk_fails_every_change_of_the_commit_and_later_ones_succeed() {
    let database = Database::new().await;
    let mut first = database.writer.begin().await.unwrap();
    run(&mut first, &insert("one")).await.unwrap();
    let writer = database.writer.clone();
    let full = tokio::spawn(async move {
        let mut turn = writer.begin().await?;
        run(&mut turn, "PRAGMA max_page_count = 1").await?;
        run(&mut turn, &insert(&"x".repeat(100_000))).await?;
        turn.end(true).await
    });
    all_wait().await;
    let first = first.end(true).await;
    assert!(full.await.unwrap().is_err());
    // SQLite may undo the whole transaction, or the statement alone.
    assert_eq!(database.leaves().await.len(), usize::from(first.is_ok()));
    database.change(&insert(&"y".repeat(100_000))).await.unwrap();
}

#[tokio::test]
async fn after_it_was_closed_nothing_begins() {
    let database = Database::new().await;
    let writes = database.add("one");
    all_wait().await;
    database.writer.close().await.unwrap();
    writes.await.unwrap().unwrap();
    assert!(matches!(
        database.writer.begin().await.unwrap_err(),
        DbErr::ConnectionAcquire(_)
    ));
    assert_eq!(database.leaves().await, ["one"]);
}
