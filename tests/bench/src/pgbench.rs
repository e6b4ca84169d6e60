//! pgbench with the SQL of a request, as PostgreSQL logged it.

use crate::site::{ROLE, Site};
use crate::statements::{self, Statement};
use besa_services::child;
use besa_services::services::Postgres;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Clients of pgbench, and connections of wrk.
pub(crate) const CLIENTS: usize = 8;

/// Counts the connections of the app that are in a transaction.
const BUSY: &str = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'besa_app' AND state <> 'idle'";

/// The program, from the folder of the server: it is not in `PATH` on every distribution.
fn program(postgres: &Postgres) -> PathBuf {
    let beside = postgres.bin().join("pgbench");
    if beside.exists() {
        beside
    } else {
        PathBuf::from("pgbench")
    }
}

/// Turns on the log of statements while `request` is called, and returns the statements of each call. The
/// argument is the index of the client, then the number of the call.
pub(crate) async fn logged(
    postgres: &Postgres,
    site: &Site,
    calls: usize,
    request: impl AsyncFn(usize),
) -> Vec<Vec<Statement>> {
    let owner = site.owner().await;
    owner.run("SET log_statement = 'all'").await;
    owner.run("ALTER SYSTEM SET log_statement = 'all'").await;
    owner.run("SELECT pg_reload_conf()").await;
    // Idle connections read the settings a moment later, and do not tell.
    sleep(Duration::from_millis(300)).await;
    let stem = format!("mark {}", fastrand::u64(..));
    let log = postgres.data().join("log/statements.json");
    let mut all = Vec::new();
    for call in 0..calls {
        let (begin, end) = (format!("{stem} begin {call}."), format!("{stem} end {call}."));
        owner.run(&format!("SELECT '{begin}'")).await;
        until_logged(&log, &begin).await;
        request(call).await;
        // A transaction may end after the response.
        while owner.number(BUSY).await > 0 {
            sleep(Duration::from_millis(2)).await;
        }
        owner.run(&format!("SELECT '{end}'")).await;
        let text = until_logged(&log, &end).await;
        all.push(statements::between(&text, &begin, &end, ROLE));
    }
    owner.run("ALTER SYSTEM RESET log_statement").await;
    owner.run("SELECT pg_reload_conf()").await;
    owner.close().await;
    all
}

/// Waits until a mark is in the log, and returns the log. The server's logger writes a moment later.
async fn until_logged(log: &Path, mark: &str) -> String {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let text = std::fs::read_to_string(log).unwrap_or_default();
        if text.contains(mark) {
            return text;
        }
        assert!(Instant::now() < until, "PostgreSQL does not log statements");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Runs the scripts, one for each client, and returns transactions per second. `k` counts the transactions of
/// a client.
pub(crate) async fn run(postgres: &Postgres, site: &Site, scripts: &[String], seconds: u32, work: &Path) -> f64 {
    let mut whole = String::new();
    for (client, script) in scripts.iter().enumerate() {
        let word = if client == 0 { "if" } else { "elif" };
        whole.push_str(&format!("\\{word} :client_id % {} = {client}\n{script}", scripts.len()));
    }
    whole.push_str("\\endif\n");
    let file = work.join("pgbench.sql");
    std::fs::write(&file, whole).unwrap();
    let database = site.url.rsplit('/').next().unwrap_or_default();
    let mut command = Command::new(program(postgres));
    command
        .args(["-n", "-M", "prepared", "-D", "k=0", "-j1"])
        .arg(format!("-c{CLIENTS}"))
        .arg(format!("-T{seconds}"))
        .arg("-f")
        .arg(&file)
        .args([
            "-h",
            "127.0.0.1",
            "-U",
            ROLE,
            "-p",
            &postgres.port().to_string(),
            database,
        ])
        .env("PGPASSWORD", ROLE);
    let printed = child::printed(command).await;
    speed(&printed).unwrap_or_else(|| panic!("pgbench printed no result: {printed}"))
}

fn speed(printed: &str) -> Option<f64> {
    let line = printed.lines().find_map(|line| line.strip_prefix("tps = "))?;
    line.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::speed;

    #[test]
    fn the_result_of_pgbench_is_read() {
        let printed = "number of transactions actually processed: 421\nlatency average = 2.376 ms\n\
                       tps = 420.874512 (without initial connection time)\n";
        assert_eq!(speed(printed), Some(420.874_512));
        assert_eq!(speed("pgbench: error: connection failed"), None);
    }
}
