//! A first start that is killed leaves no partial demo.

use besa_tests::{Installation, Process};
use sea_orm::{ConnectionTrait, Statement};
use std::path::Path;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The settings of a first start: the SQLite database in the data folder, with the demo.
const FIRST: [(&str, &str); 2] = [("BESA_DATABASE_URL", ""), ("BESA_DEMO", "true")];
const LONGEST: Duration = Duration::from_secs(120);

async fn ready(process: &Process) {
    let end = Instant::now() + LONGEST;
    while Instant::now() < end {
        let answer = reqwest::get(process.url("/readyz")).await;
        if answer.is_ok_and(|answer| answer.status().is_success()) {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("the first start is not ready in time");
}

/// Waits until the start has created a database file.
async fn begun(folder: &Path) {
    let end = Instant::now() + LONGEST;
    while Instant::now() < end {
        if ["besa.db.demo", "besa.db"]
            .iter()
            .any(|name| folder.join(name).exists())
        {
            return;
        }
        sleep(Duration::from_millis(2)).await;
    }
    panic!("no database was created in time");
}

/// Counts the evidence files. Other files are written by jobs and are not part of the demo.
fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let count = |path: std::path::PathBuf| match path.is_dir() {
        true => files(&path),
        false => usize::from(path.to_string_lossy().contains("/evidence/")),
    };
    entries.map(count).sum()
}

/// Counts the rows of some tables, and the files.
async fn holds(folder: &Path) -> Vec<(String, i64)> {
    let url = format!("sqlite:{}", folder.join("besa.db").display());
    let (connection, _) = besa_domain::db::connect(&url, 1).await.unwrap();
    let mut found = Vec::new();
    for table in [
        "tenant",
        "plan",
        "commitment",
        "milestone",
        "evidence",
        "membership",
        "voice",
    ] {
        let count = Statement::from_string(
            connection.get_database_backend(),
            format!("SELECT count(*) AS n FROM {table}"),
        );
        let row = connection.query_one_raw(count).await.unwrap().unwrap();
        found.push((table.to_owned(), row.try_get("", "n").unwrap()));
    }
    connection.close().await.unwrap();
    found.push(("files".to_owned(), i64::try_from(files(&folder.join("files"))).unwrap()));
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_first_start_starts_again() {
    let (whole, killed) = (Installation::new().await, Installation::new().await);
    // On PostgreSQL only `besa demo` creates the demo.
    if whole.database.is_postgres() {
        return;
    }
    let process = whole.spawn(&FIRST, std::process::Stdio::null());
    let began = Instant::now();
    ready(&process).await;
    let takes = began.elapsed();
    drop(process);
    for part in [1, 4, 8] {
        let process = killed.spawn(&FIRST, std::process::Stdio::null());
        begun(killed.folder()).await;
        // Kills it after a fixed part of the time that a whole first start takes.
        sleep(takes * part / 10).await;
        drop(process);
        if killed.folder().join("besa.db").exists() {
            assert_eq!(
                holds(killed.folder()).await,
                holds(whole.folder()).await,
                "the demo is partial"
            );
        }
    }
    let process = killed.spawn(&FIRST, std::process::Stdio::null());
    ready(&process).await;
    drop(process);
    let (there, wanted) = (holds(killed.folder()).await, holds(whole.folder()).await);
    assert_eq!(there, wanted);
    assert!(wanted.iter().all(|(_, count)| *count > 0), "{wanted:?}");
    let left: Vec<_> = std::fs::read_dir(killed.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("demo"))
        .collect();
    assert!(
        left.is_empty() && !killed.folder().join("files/demo.unfinished").exists(),
        "{left:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_existing_database_gets_no_demo() {
    let mut besa = Installation::new().await;
    if besa.database.is_postgres() {
        return;
    }
    besa.start_with(&[("BESA_DEMO", "true")]).await;
    let cities = reqwest::get(besa.url("/api/v1/tenants"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(!cities.contains("example"), "{cities}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_disk_space_for_the_demo_besa_starts_without_it() {
    let besa = Installation::new().await;
    if besa.database.is_postgres() {
        return;
    }
    let reserve = u64::MAX.to_string();
    let settings = [FIRST[0], FIRST[1], ("BESA_RESERVE_BYTES", reserve.as_str())];
    let process = besa.spawn(&settings, std::process::Stdio::null());
    ready(&process).await;
    let cities = reqwest::get(process.url("/api/v1/tenants")).await.unwrap();
    let cities: serde_json::Value = cities.json().await.unwrap();
    assert_eq!(cities["items"].as_array().unwrap().len(), 0);
}
