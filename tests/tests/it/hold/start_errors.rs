//! What is wrong with the settings or the surroundings is said in one line, without secrets.

use besa_tests::{Installation, free_port};
use std::fs::File;

/// Starts `besa serve`, which must end, and returns its last line.
fn refused(besa: &Installation, settings: &[(&str, &str)]) -> String {
    let (well, printed) = besa.ends(settings, &["serve"]);
    assert!(!well, "{settings:?}: {printed}");
    let last = printed.lines().last().unwrap_or_default().to_owned();
    assert!(last.starts_with("besa: "), "{printed}");
    last
}

#[tokio::test]
async fn a_wrong_setting_stops_the_start_before_the_server_listens() {
    let besa = Installation::new().await;
    let file = besa.folder().join("besa.toml");
    std::fs::write(&file, "# settings\nsmtp_url = smtps://u:geheim@h\n").unwrap();
    for (name, value, expected) in [
        (
            "BESA_CONFIG",
            file.to_str().unwrap(),
            "line 2: smtp_url is not valid TOML",
        ),
        ("BESA_LOG", "verbose", "log: must be error, warn, info"),
        ("BESA_LOG_KEY", "1234567890", "log_key: must be 32 bytes"),
        (
            "BESA_LOG_FORMAT",
            "xml",
            "log_format: must be text or json, not \"xml\"",
        ),
        ("BESA_MAIL_FROM", "nobody", "mail_from: nobody is not"),
        (
            "BESA_SMTP_URL",
            "smtp://u:geheim@mail.example",
            "smtp_url: smtp://mail.example",
        ),
        (
            "BESA_LISTEN",
            "192.0.2.1:8080",
            "192.0.2.1 is not an address of this machine",
        ),
        (
            "BESA_DATABASE_URL",
            "mysql://u:geheim@h/b",
            "database_url: must begin with",
        ),
    ] {
        let (well, printed) = besa.ends(&[(name, value)], &["serve"]);
        assert!(!well && printed.contains(expected), "{name}: {printed}");
        assert!(
            !printed.contains("geheim") && !printed.contains("1234567890"),
            "{name}: {printed}"
        );
        assert_eq!(printed.lines().count(), 1, "{name}: {printed}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let line = refused(&besa, &[("BESA_LISTEN", &listen)]);
    assert!(
        line.contains("is in use: stop the other program, or set another port"),
        "{line}"
    );
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_named_with_its_cause_once() {
    let besa = Installation::new().await;
    if besa.database.is_postgres() {
        let (server, _) = besa.database.url.rsplit_once('/').unwrap();
        let absent = format!("{server}/no_such_database");
        let line = refused(&besa, &[("BESA_DATABASE_URL", &absent)]);
        assert_eq!(line.matches("does not exist").count(), 1, "{line}");
        assert!(line.contains("create the database, or correct its name"), "{line}");
        let log = besa.folder().join("log");
        let away = format!("postgres://besa:geheim@127.0.0.1:{}/besa", free_port());
        let process = besa.spawn(&[("BESA_DATABASE_URL", &away)], File::create(&log).unwrap());
        let told = || std::fs::read_to_string(&log).unwrap();
        for _ in 0..200 {
            if told().contains("waiting for the database") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        drop(process);
        let told = told();
        assert!(
            told.contains("Connection refused") && told.contains("127.0.0.1"),
            "{told}"
        );
        assert!(!told.contains("geheim"), "{told}");
    } else {
        let junk = besa.folder().join("junk.db");
        std::fs::write(&junk, "junk ".repeat(1_000)).unwrap();
        let url = format!("sqlite:{}", junk.display());
        let line = refused(&besa, &[("BESA_DATABASE_URL", &url)]);
        assert_eq!(line.matches("file is not a database").count(), 1, "{line}");
        assert!(line.contains("the file is no SQLite database: move it away"), "{line}");
    }
}

#[tokio::test]
async fn a_file_store_that_takes_no_files_is_seen_and_named() {
    let mut besa = Installation::new().await;
    let log = besa.folder().join("log");
    let store = [("BESA_FILES_URL", "file:///proc/self/")];
    besa.start_into(&store, File::create(&log).unwrap()).await;
    let ready = reqwest::get(besa.url("/readyz")).await.unwrap();
    assert_eq!(
        ready.text().await.unwrap(),
        "degraded: the file store does not take files\n"
    );
    let told = std::fs::read_to_string(&log).unwrap();
    assert_eq!(told.matches("file store not ready").count(), 1, "{told}");
    let (well, printed) = besa.besa_with(&store, &["doctor"]);
    assert!(!well, "{printed}");
    let line = printed.lines().find(|line| line.contains("file store")).unwrap();
    assert!(line.contains("/proc/self/ cannot be written to"), "{line}");
}
