//! The real binary as a process of its own, for tests of what only a process can show.

use crate::database::TestDb;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The binary. `make test` builds it first, with the features the tests are built with.
fn binary() -> PathBuf {
    // A test runs from `<target>/debug/deps`.
    let deps = std::env::current_exe().unwrap();
    let besa = deps.ancestors().nth(2).unwrap().join("besa");
    assert!(besa.exists(), "build it first: cargo build --workspace --bin besa");
    besa
}

/// An installation of Besa: settings and a folder, whether or not it runs.
pub struct Installation {
    /// The database beneath.
    pub database: TestDb,
    folder: TempDir,
    port: u16,
    running: Option<Process>,
}

impl Installation {
    /// A new one that does not run yet.
    pub async fn new() -> Self {
        // The client of these tests needs its crypto chosen, although it speaks plain HTTP.
        drop(rustls::crypto::ring::default_provider().install_default());
        Self {
            database: TestDb::new().await,
            folder: tempfile::tempdir().unwrap(),
            port: free_port(),
            running: None,
        }
    }

    /// Where it answers.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Its folder for data.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .env_remove("BESA_CONFIG")
            .env("BESA_DATABASE_URL", &self.database.url)
            .env("BESA_DATA_DIR", self.folder.path())
            .env("BESA_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("BESA_BASE_URL", self.url(""))
            .env("BESA_DEMO", "false")
            .env("BESA_LOG", "warn");
        if let Ok(redis) = std::env::var("BESA_TEST_REDIS_URL") {
            command.env("BESA_REDIS_URL", redis);
        }
        command
    }

    /// Runs a command of the operator; gives whether it went well, and what it printed.
    pub fn besa(&self, arguments: &[&str]) -> (bool, String) {
        self.besa_with(&[], arguments)
    }

    /// The same, with more settings.
    pub fn besa_with(&self, settings: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
        let output = self.command(arguments).envs(settings.iter().copied()).output().unwrap();
        let printed = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        (output.status.success(), printed)
    }

    /// The same, with the exit status and the most memory that the process had, in bytes.
    pub fn peak(&self, arguments: &[&str]) -> (ExitStatus, String, u64) {
        let printed = self.folder.path().join("printed");
        let file = std::fs::File::create(&printed).unwrap();
        let mut command = self.command(arguments);
        let mut child = command.stdout(file.try_clone().unwrap()).stderr(file).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut most = 0;
        // The kernel keeps the most that there ever was, so the last look before the end counts.
        loop {
            let told = std::fs::read_to_string(&status).unwrap_or_default();
            let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
            most = most.max(kilobytes.unwrap_or(0) * 1024);
            if let Some(ended) = child.try_wait().unwrap() {
                let printed = String::from_utf8_lossy(&std::fs::read(&printed).unwrap()).into_owned();
                return (ended, printed, most);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Runs a command that must go well, and gives its last line.
    #[track_caller]
    pub fn line(&self, arguments: &[&str]) -> String {
        let (well, printed) = self.besa(arguments);
        assert!(well, "besa {arguments:?}: {printed}");
        printed.lines().last().unwrap_or_default().to_owned()
    }

    /// Starts it, and waits until it is ready.
    pub async fn start(&mut self) {
        self.start_with(&[]).await;
    }

    /// The same, with more settings.
    pub async fn start_with(&mut self, settings: &[(&str, &str)]) {
        self.running = Some(Process::start(self.command(&["serve"]).envs(settings.iter().copied()), self.port).await);
    }

    /// Starts one process more beside it, with these roles alone, at an address of its own.
    pub async fn beside(&self, roles: &str, settings: &[(&str, &str)]) -> Process {
        let port = free_port();
        let mut command = self.command(&["serve", "--roles", roles]);
        command.env("BESA_LISTEN", format!("127.0.0.1:{port}"));
        Process::start(command.envs(settings.iter().copied()), port).await
    }

    /// `kill -9`, in the middle of whatever it does.
    pub fn kill(&mut self) {
        self.running = None;
    }
}

/// A `besa serve` that runs. Dropping it is `kill -9`.
pub struct Process {
    child: Child,
    port: u16,
}

impl Process {
    async fn start(command: &mut Command, port: u16) -> Self {
        let child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        let process = Self { child, port };
        for _ in 0..400 {
            let ready = reqwest::get(process.url("/readyz"))
                .await
                .is_ok_and(|answer| answer.status().is_success());
            if ready {
                return process;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("besa serve is not ready after ten seconds");
    }

    /// Where it answers.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A port that nothing listens on.
pub fn free_port() -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}
