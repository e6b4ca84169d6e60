//! The real binary in a process of its own, for tests that the app inside the test process cannot cover.

use crate::database::TestDb;
use besa_services::free_port;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Returns the path of the binary. `make test` builds it first, with the same features as the tests.
fn binary() -> PathBuf {
    // The path of a test is `<target>/<profile>/deps/<test>`.
    let deps = std::env::current_exe().unwrap();
    let besa = deps.ancestors().nth(2).unwrap().join("besa");
    assert!(
        besa.exists(),
        "build it first: cargo build --profile tests --workspace --bin besa"
    );
    besa
}

/// Reads a memory value (`kind`, such as `VmRSS`) of a process from /proc, in bytes. `None` after the process
/// has ended, and before it has executed the binary: until then its memory is that of the test.
fn memory(process: u32, kind: &str) -> Option<u64> {
    let of = PathBuf::from(format!("/proc/{process}"));
    let program = std::fs::read_link(of.join("exe")).ok()?;
    if !program.ends_with("besa") {
        return None;
    }
    let status = std::fs::read_to_string(of.join("status")).ok()?;
    let line = status.lines().find(|line| line.split(':').next() == Some(kind))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// An installation of Besa: its settings and its data folder. It may be running or not.
pub struct Installation {
    /// The database of the installation.
    pub database: TestDb,
    folder: TempDir,
    port: u16,
    running: Option<Process>,
}

impl Installation {
    /// Creates an installation with a new database. It does not run yet.
    pub async fn new() -> Self {
        Self::over(TestDb::new().await)
    }

    /// Creates an installation with an existing database.
    pub fn over(database: TestDb) -> Self {
        // reqwest needs a crypto provider even for plain HTTP.
        drop(rustls::crypto::ring::default_provider().install_default());
        Self {
            database,
            folder: tempfile::tempdir().unwrap(),
            port: free_port(),
            running: None,
        }
    }

    /// Returns the URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Returns an HTTP client with a source address of its own, because attempts are counted by address and
    /// tests share one Redis.
    pub fn client(&self) -> reqwest::ClientBuilder {
        let [.., process] = std::process::id().to_be_bytes();
        let [high, low] = self.port.to_be_bytes();
        reqwest::Client::builder().local_address(IpAddr::from([127, process, high, low]))
    }

    /// Returns the data folder.
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
        if self.database.is_postgres() {
            command.env("BESA_DATABASE_OWNER_URL", &self.database.owner_url);
        }
        if let Ok(redis) = std::env::var("BESA_TEST_REDIS_URL") {
            command.env("BESA_REDIS_URL", redis);
        }
        command
    }

    /// Runs an operator's command; returns whether it succeeded, and its output.
    pub fn besa(&self, arguments: &[&str]) -> (bool, String) {
        self.besa_with(&[], arguments)
    }

    /// Like [`Self::besa`], with further settings.
    pub fn besa_with(&self, settings: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
        let output = self.command(arguments).envs(settings.iter().copied()).output().unwrap();
        let printed = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        (output.status.success(), printed)
    }

    /// Like [`Self::besa`], but returns the exit status, the output and the peak memory of the process in
    /// bytes.
    pub fn peak(&self, arguments: &[&str]) -> (ExitStatus, String, u64) {
        let printed = self.folder.path().join("printed");
        let file = std::fs::File::create(&printed).unwrap();
        let mut command = self.command(arguments);
        let mut child = command.stdout(file.try_clone().unwrap()).stderr(file).spawn().unwrap();
        let mut most = 0;
        // VmHWM is the peak since the process started, so the last reading before the end counts.
        loop {
            most = most.max(memory(child.id(), "VmHWM").unwrap_or(0));
            if let Some(ended) = child.try_wait().unwrap() {
                let printed = String::from_utf8_lossy(&std::fs::read(&printed).unwrap()).into_owned();
                return (ended, printed, most);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Runs a command that must succeed, and returns the last line of its output.
    #[track_caller]
    pub fn line(&self, arguments: &[&str]) -> String {
        let (well, printed) = self.besa(arguments);
        assert!(well, "besa {arguments:?}: {printed}");
        printed.lines().last().unwrap_or_default().to_owned()
    }

    /// Starts the server, and waits until it is ready.
    pub async fn start(&mut self) {
        self.start_with(&[]).await;
    }

    /// Like [`Self::start`], with further settings.
    pub async fn start_with(&mut self, settings: &[(&str, &str)]) {
        self.start_into(settings, Stdio::inherit()).await;
    }

    /// Like [`Self::start_with`], with the log written to `stderr`.
    pub async fn start_into(&mut self, settings: &[(&str, &str)], stderr: impl Into<Stdio>) {
        let process = self.spawn(settings, stderr);
        process.ready().await;
        self.running = Some(process);
    }

    /// Starts the server without waiting until it is ready.
    pub fn spawn(&self, settings: &[(&str, &str)], stderr: impl Into<Stdio>) -> Process {
        let mut command = self.command(&["serve"]);
        command.envs(settings.iter().copied());
        Process::spawn(&mut command, self.port, stderr.into())
    }

    /// Returns the running process.
    #[track_caller]
    pub fn running(&mut self) -> &mut Process {
        self.running.as_mut().unwrap()
    }

    /// Starts the server through another program that executes it (`sh -c`, `fiu-run`), without waiting until
    /// it is ready.
    pub fn launch(&mut self, by: &[&str], roles: &str, settings: &[(&str, &str)]) {
        let besa = self.command(&["serve", "--roles", roles]);
        let mut command = match by {
            [] => besa,
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(besa.get_program()).args(besa.get_args());
                for (name, value) in besa.get_envs() {
                    match value {
                        Some(value) => command.env(name, value),
                        None => command.env_remove(name),
                    };
                }
                command
            }
        };
        command.envs(settings.iter().copied());
        self.running = Some(Process::spawn(&mut command, self.port, Stdio::inherit()));
    }

    /// Waits until the server started by [`Self::launch`] is ready.
    pub async fn ready(&self) {
        self.running.as_ref().unwrap().ready().await;
    }

    /// Returns the id of the running process.
    pub fn pid(&self) -> u32 {
        self.running.as_ref().unwrap().child.id()
    }

    /// Returns its resident memory in bytes.
    pub fn memory(&self) -> u64 {
        memory(self.pid(), "VmRSS").unwrap()
    }

    /// Returns its anonymous resident memory in bytes: without memory mapped from files, such as the program
    /// itself.
    pub fn own_memory(&self) -> u64 {
        memory(self.pid(), "RssAnon").unwrap()
    }

    /// Runs a command with a timeout of ten seconds, after which it is killed; returns whether it succeeded,
    /// and its output.
    pub fn ends(&self, settings: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new("timeout");
        let besa = self.command(arguments);
        command
            .args(["-s", "KILL", "10"])
            .arg(besa.get_program())
            .args(arguments);
        for (name, value) in besa.get_envs().filter_map(|(name, value)| Some((name, value?))) {
            command.env(name, value);
        }
        let output = command.envs(settings.iter().copied()).output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&printed).into_owned())
    }

    /// Starts a command without waiting for it to end.
    pub fn child(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Starts another process of the installation with the given roles, on another port.
    pub async fn beside(&self, roles: &str, settings: &[(&str, &str)]) -> Process {
        let port = free_port();
        let mut command = self.command(&["serve", "--roles", roles]);
        command.env("BESA_LISTEN", format!("127.0.0.1:{port}"));
        Process::start(command.envs(settings.iter().copied()), port).await
    }

    /// Kills the running process with SIGKILL, whatever it is doing.
    pub fn kill(&mut self) {
        self.running = None;
    }
}

/// A running `besa serve`. Dropping it kills it with SIGKILL.
pub struct Process {
    child: Child,
    port: u16,
}

impl Process {
    async fn start(command: &mut Command, port: u16) -> Self {
        let process = Self::spawn(command, port, Stdio::inherit());
        process.ready().await;
        process
    }

    fn spawn(command: &mut Command, port: u16, stderr: Stdio) -> Self {
        let child = command.stdout(Stdio::null()).stderr(stderr).spawn().unwrap();
        Self { child, port }
    }

    async fn ready(&self) {
        for _ in 0..400 {
            let ready = reqwest::get(self.url("/readyz"))
                .await
                .is_ok_and(|answer| answer.status().is_success());
            if ready {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("besa serve is not ready after ten seconds");
    }

    /// Returns the URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Returns its log, if it was started with a pipe for it.
    pub fn stderr(&mut self) -> ChildStderr {
        self.child.stderr.take().unwrap()
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let signal = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(signal.unwrap().success());
    }

    /// Waits for the process to end and returns its exit status; `None` if it still runs after `within`.
    pub async fn ended(&mut self, within: Duration) -> Option<ExitStatus> {
        let end = tokio::time::Instant::now() + within;
        while tokio::time::Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        None
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
