//! Besa as a process: its settings, its start, and what it uses.

use crate::site::Site;
use besa_services::child::{self, Running};
use besa_services::free_port;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Returns the binary that is measured: `BESA_BIN`, or else `besa` in the folder of this program.
pub(crate) fn binary() -> PathBuf {
    let beside = || std::env::current_exe().unwrap().with_file_name("besa");
    std::env::var_os("BESA_BIN").map_or_else(beside, PathBuf::from)
}

/// Returns a command of Besa with the settings of a site.
pub(crate) fn command(site: &Site, port: u16, settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = child::command(binary());
    command
        .args(arguments)
        .env_remove("BESA_CONFIG")
        .env("BESA_DATABASE_URL", &site.url)
        .env("BESA_DATA_DIR", &site.folder)
        .env("BESA_LISTEN", format!("127.0.0.1:{port}"))
        .env("BESA_BASE_URL", format!("http://127.0.0.1:{port}"))
        .env("BESA_TRUSTED_PROXIES", "127.0.0.0/8")
        .env("BESA_DEMO", "false")
        .env("BESA_LOG", "error");
    if let Some(owner) = &site.owner_url {
        command.env("BESA_DATABASE_OWNER_URL", owner);
    }
    command.envs(settings.iter().copied());
    command
}

/// Runs a command of the operator, and returns the last line of its output.
pub(crate) fn operator(site: &Site, arguments: &[&str]) -> String {
    let output = command(site, free_port(), &[], arguments).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "besa {arguments:?}: {printed}{error}");
    printed.lines().last().unwrap_or_default().to_owned()
}

/// A running `besa serve`.
pub(crate) struct Besa {
    process: Running,
    /// The base URL.
    pub(crate) url: String,
    /// The time from the start of the process until it was ready.
    pub(crate) start: Duration,
}

impl Besa {
    /// Starts it with these roles and further settings, and waits until it is ready.
    pub(crate) async fn start(site: &Site, roles: &str, settings: &[(&str, &str)]) -> Self {
        let port = free_port();
        let mut command = command(site, port, settings, &["serve", "--roles", roles]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let began = Instant::now();
        let mut process = Running::start(&mut command);
        let url = format!("http://127.0.0.1:{port}");
        let ready = format!("{url}/readyz");
        while !reqwest::get(&ready)
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            assert!(process.is_alive(), "besa serve exited");
            assert!(began.elapsed() < Duration::from_secs(120), "besa serve is not ready");
            sleep(Duration::from_millis(2)).await;
        }
        let start = began.elapsed();
        Self { process, url, start }
    }

    /// Returns the process id.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Returns the highest memory since the start in MB (proportional set size).
    pub(crate) fn peak(&self) -> f64 {
        f64::from(u32::try_from(self.process.peak()).unwrap_or(u32::MAX)) / 1024.0
    }
}
