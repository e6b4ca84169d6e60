//! A full disk or an I/O error loses no acknowledged write.

use crate::kill::{grant, names, write};
use besa_tests::Installation;
use reqwest::Client;
use sea_orm::{ConnectionTrait, Statement};
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const ROLES: &str = "api,web,worker";

/// No log: the failures of these tests are intended.
const QUIET: (&str, &str) = ("BESA_LOG", "off");

/// Limits the size of files that the process writes (`prlimit`), from now on.
fn limit(besa: &Installation, bytes: &str) {
    let pid = format!("--pid={}", besa.pid());
    let limit = format!("--fsize={bytes}:unlimited");
    let done = Command::new("prlimit").args([pid, limit]).status().unwrap();
    assert!(done.success());
}

/// Turns failures of system calls on or off, only in the process of `besa`.
fn fail(besa: &Installation, pipe: &str, command: &str) {
    let done = Command::new("fiu-ctrl")
        .args(["-f", pipe, "-c", command, &besa.pid().to_string()])
        .status()
        .unwrap();
    assert!(done.success(), "{command}");
}

/// A city with the token of a user who can write, and a client.
async fn city(besa: &Installation) -> (Client, String, String) {
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    besa.line(&["person", "invite", "writer@example.org", "--role", "operator"]);
    grant(besa).await;
    let token = besa.line(&["token", "create", "writer@example.org"]);
    let client = Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    (client, besa.url("/api/v1/tenants/elbasan/organisations"), token)
}

/// The writes so far: acknowledged and refused.
#[derive(Default)]
struct Written {
    acknowledged: Vec<String>,
    refused: Vec<String>,
}

impl Written {
    /// Sends this many writes and some reads, which use the same connections.
    async fn more(&mut self, besa: &Installation, (client, url, token): &(Client, String, String), many: usize) {
        for _ in 0..many {
            let name = format!("Organisation {}", self.acknowledged.len() + self.refused.len());
            let pages = (0..3).map(|_| client.get(besa.url("/elbasan/en/")).send());
            let (written, pages) =
                tokio::join!(write(client, url, token, &name), futures_util::future::join_all(pages));
            for page in pages {
                let status = page.unwrap().status();
                assert!(status == 200 || status == 503, "a page: {status}");
            }
            match written {
                201 => self.acknowledged.push(name),
                503 => self.refused.push(name),
                other => panic!("{name}: {other}"),
            }
        }
    }
}

/// Waits until readiness has this state.
async fn becomes(client: &Client, besa: &Installation, status: u16) {
    let begun = Instant::now();
    while client.get(besa.url("/readyz")).send().await.unwrap().status() != status {
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "/readyz does not become {status}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Checks after a restart: all acknowledged writes exist, refused ones exist completely or not at all, and
/// the log matches.
async fn nothing_is_lost(besa: &mut Installation, with: &(Client, String, String), written: &Written) {
    let (client, url, token) = with;
    besa.kill();
    besa.start().await;
    let there = names(client, url, token).await;
    for name in &written.acknowledged {
        let times = there.iter().filter(|known| *known == name).count();
        assert_eq!(times, 1, "{name} was acknowledged");
    }
    let (sound, printed) = besa.besa(&["log", "verify"]);
    assert!(sound, "{printed}");
    // A record, its log entry and the stored response of its idempotency key are written together.
    let owner = besa.database.owner().await;
    let sql = "SELECT (SELECT count(*) FROM organisation) AS records, (SELECT count(*) FROM once) AS answers,
                      (SELECT count(*) FROM event WHERE action = 'stakeholder.create') AS entries";
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(statement).await.unwrap().unwrap();
    let count = |column: &str| row.try_get::<i64>("", column).unwrap();
    assert_eq!(count("records"), i64::try_from(there.len()).unwrap());
    assert_eq!(
        (count("answers"), count("entries")),
        (count("records"), count("records"))
    );
    // A refused write that is sent again is stored once.
    for name in written.refused.iter().take(10) {
        assert_eq!(write(client, url, token, name).await, 201, "{name} again");
    }
    let there = names(client, url, token).await;
    for name in written.refused.iter().take(10) {
        let times = there.iter().filter(|known| *known == name).count();
        assert_eq!(times, 1, "{name} was sent again");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_writes_and_loses_nothing() {
    let mut besa = Installation::new().await;
    if besa.database.is_postgres() {
        return;
    }
    let with = city(&besa).await;
    // The size limit sends SIGXFSZ, which would end the process; a full disk sends no signal.
    besa.launch(&["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"], ROLES, &[QUIET]);
    besa.ready().await;
    let mut written = Written::default();
    written.more(&besa, &with, 3).await;
    let file = PathBuf::from(besa.database.url.trim_start_matches("sqlite:"));
    let size = |end: &str| {
        let mut name = file.clone().into_os_string();
        name.push(end);
        std::fs::metadata(name).map_or(0, |file| file.len())
    };
    for round in 0..3 {
        let most = size("").max(size("-wal")) + 40_000 * round;
        limit(&besa, &most.to_string());
        written.more(&besa, &with, 15).await;
        becomes(&with.0, &besa, 503).await;
        limit(&besa, "unlimited");
        becomes(&with.0, &besa, 200).await;
        let before = written.refused.len();
        written.more(&besa, &with, 5).await;
        assert_eq!(
            written.refused.len(),
            before,
            "with free space again, nothing is refused"
        );
    }
    assert!(
        written.refused.len() > 10,
        "only {} writes were refused",
        written.refused.len()
    );
    nothing_is_lost(&mut besa, &with, &written).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn io_errors_lose_nothing() {
    let mut besa = Installation::new().await;
    if besa.database.is_postgres() {
        return;
    }
    let with = city(&besa).await;
    let pipe = besa.folder().join("fiu").display().to_string();
    besa.launch(&["fiu-run", "-x", "-f", &pipe], ROLES, &[QUIET]);
    besa.ready().await;
    let mut written = Written::default();
    written.more(&besa, &with, 3).await;
    // 28 is ENOSPC, 5 is EIO. `write` is left out, because the async runtime uses it to wake its threads.
    for failure in [
        "enable name=posix/io/sync/*,failinfo=28",
        "enable name=posix/io/sync/*,failinfo=5",
        "enable_random name=posix/io/sync/*,failinfo=5,probability=0.5",
    ] {
        fail(&besa, &pipe, failure);
        // A broken connection cannot be replaced either: too many open files.
        fail(&besa, &pipe, "enable name=posix/io/oc/open,failinfo=24");
        written.more(&besa, &with, 12).await;
        if !failure.contains("random") {
            becomes(&with.0, &besa, 503).await;
        }
        let point = failure.split("name=").nth(1).unwrap().split(',').next().unwrap();
        fail(&besa, &pipe, &format!("disable name={point}"));
        fail(&besa, &pipe, "disable name=posix/io/oc/open");
        becomes(&with.0, &besa, 200).await;
        let before = written.refused.len();
        written.more(&besa, &with, 3).await;
        assert_eq!(written.refused.len(), before, "after {failure}, nothing is refused");
    }
    assert!(
        written.refused.len() > 20,
        "only {} writes were refused",
        written.refused.len()
    );
    nothing_is_lost(&mut besa, &with, &written).await;
}
