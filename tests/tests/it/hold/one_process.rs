//! Only one process uses an SQLite data folder, and an older binary refuses a newer schema.

use besa_tests::{Installation, free_port};
use sea_orm::ConnectionTrait;

#[tokio::test]
async fn a_second_process_on_the_same_sqlite_file_is_locked_out() {
    let mut besa = Installation::new().await;
    if besa.database.is_postgres() {
        return;
    }
    besa.start().await;
    let listen = format!("127.0.0.1:{}", free_port());
    let second = [("BESA_LISTEN", listen.as_str())];
    let (well, printed) = besa.ends(&second, &["serve"]);
    assert!(!well);
    let file = besa.database.url.trim_start_matches("sqlite:");
    let folder = std::path::Path::new(file).parent().unwrap().display().to_string();
    let line = printed.lines().last().unwrap_or_default();
    assert!(
        line.contains("another `besa serve` runs on") && line.contains(&folder) && line.contains("data_dir"),
        "{printed}"
    );
    // Also through a symbolic link to the file.
    let link = besa.folder().join("link.db");
    std::os::unix::fs::symlink(file, &link).unwrap();
    let by_link = format!("sqlite:{}", link.display());
    let (well, printed) = besa.ends(
        &[
            ("BESA_LISTEN", listen.as_str()),
            ("BESA_DATABASE_URL", by_link.as_str()),
        ],
        &["serve"],
    );
    assert!(!well && printed.contains("another `besa serve` runs on"), "{printed}");
    // The operator's commands work while it runs.
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    assert!(besa.line(&["tenant", "list"]).contains("elbasan"));
    // A killed process holds no lock.
    besa.kill();
    besa.start().await;
}

#[tokio::test]
async fn a_first_start_creates_its_folder() {
    let mut besa = Installation::new().await;
    let folder = besa.folder().join("new/data").display().to_string();
    let settings = [("BESA_DATABASE_URL", ""), ("BESA_DATA_DIR", folder.as_str())];
    besa.start_with(&settings).await;
    assert!(besa.folder().join("new/data/besa.db.lock").exists());
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_schema() {
    let besa = Installation::new().await;
    let owner = besa.database.owner().await;
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    owner.execute_unprepared(later).await.unwrap();
    for command in ["serve", "migrate"] {
        let (well, printed) = besa.ends(&[], &[command]);
        assert!(!well, "{command}");
        let line = printed.lines().last().unwrap_or_default();
        assert!(
            line.contains("the schema is newer than this program") && line.contains("m9999_later"),
            "{command}: {printed}"
        );
    }
}

#[tokio::test]
async fn data_of_a_pre_release_is_refused_with_advice() {
    let besa = Installation::new().await;
    let owner = besa.database.owner().await;
    let trial = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m0001_platform', 0)";
    owner.execute_unprepared(trial).await.unwrap();
    for command in ["serve", "migrate"] {
        let (well, printed) = besa.ends(&[], &[command]);
        let line = printed.lines().last().unwrap_or_default();
        assert!(!well && line.contains("start with a new one"), "{command}: {printed}");
    }
}
