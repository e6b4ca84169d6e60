//! PostgreSQL and Redis as child processes. `pg_ctl` is not used, because then nobody would
//! wait for the postmaster: it would stay a zombie process, and the next one would refuse to start.

use crate::child::{self, Running};
use crate::free_port;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

const CONF: &str = "
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
synchronous_commit = on
jit = off
";

/// A PostgreSQL server.
pub struct Postgres {
    folder: TempDir,
    bin: PathBuf,
    port: u16,
    running: Option<Running>,
}

impl Postgres {
    /// Creates a cluster and starts the server, with these lines in its configuration and these further
    /// arguments of `initdb`.
    pub async fn new(lines: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::Builder::new().prefix("besa-pg").tempdir().unwrap();
        let path = folder.path().display();
        assert!(child::shell(&format!("chmod 755 {path} && mkdir {path}/data")));
        if is_root() {
            assert!(child::shell(&format!("chown postgres {path}/data")));
        }
        let mut postgres = Self {
            bin: newest_bin(),
            port: free_port(),
            running: None,
            folder,
        };
        let mut initdb = postgres.command("initdb");
        initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        initdb.arg("--no-sync").args(arguments);
        let made = initdb.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let conf = postgres.data().join("postgresql.conf");
        let config = std::fs::read_to_string(&conf).unwrap();
        std::fs::write(conf, config + CONF + lines).unwrap();
        postgres.start().await;
        postgres
    }

    /// Returns the data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Returns the folder of its programs; empty when they are in `PATH`.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    fn command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        // PostgreSQL refuses to run as root.
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
            command.args(["--pdeathsig", "KILL"]).arg(program);
            command
        } else {
            child::command(program)
        };
        command.arg("-D").arg(self.data()).current_dir("/");
        command
    }

    /// Starts the server, and waits until it answers.
    pub async fn start(&mut self) {
        self.launch();
        let until = Instant::now() + Duration::from_secs(60);
        while self.connect("postgres").await.is_none() {
            assert!(Instant::now() < until, "PostgreSQL does not answer");
            if !self.running.as_mut().is_some_and(Running::is_alive) {
                self.launch();
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    fn launch(&mut self) {
        // Dropping the previous process waits for it: a second server on the same folder refuses to start.
        self.running = None;
        let log = self.folder.path().join("log");
        let log = std::fs::File::options().create(true).append(true).open(log).unwrap();
        let mut command = self.command("postgres");
        command.arg("-p").arg(self.port.to_string());
        command.stdout(Stdio::null()).stderr(log);
        self.running = Some(Running::start(&mut command));
    }

    /// Returns the process id of the postmaster.
    pub fn id(&self) -> u32 {
        self.running.as_ref().unwrap().id()
    }

    /// Kills the postmaster and its children with SIGKILL.
    pub fn kill(&mut self) {
        let children = child::children(self.id());
        self.running = None;
        for process in children {
            child::signal(process, "KILL");
        }
    }

    /// Stops the server with an immediate shutdown (SIGQUIT).
    pub async fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.signal("QUIT");
            running.ended(Duration::from_secs(20)).await;
        }
    }

    /// Restarts the server if it does not answer.
    pub async fn heal(&mut self) {
        let answers = match self.connect("postgres").await {
            Some(connection) => connection.execute_unprepared("SELECT 1").await.is_ok() && self.running.is_some(),
            None => false,
        };
        if !answers {
            self.kill_if_any();
            self.start().await;
        }
    }

    fn kill_if_any(&mut self) {
        if self.running.is_some() {
            self.kill();
        }
    }

    /// Returns the ids of all its processes.
    pub fn processes(&self) -> Vec<u32> {
        let mut all = child::children(self.id());
        all.push(self.id());
        all
    }

    /// Returns the port on which it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the URL of a database, with the owner's rights.
    pub fn owner_url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Opens a connection with the owner's rights; `None` if the server does not answer.
    pub async fn connect(&self, database: &str) -> Option<DatabaseConnection> {
        connect(&self.owner_url(database)).await
    }

    /// Runs a statement as the owner.
    pub async fn sql(&self, database: &str, sql: &str) {
        let connection = self.connect(database).await.unwrap();
        connection.execute_unprepared(sql).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// Opens one connection; `None` if the database does not answer.
pub async fn connect(url: &str) -> Option<DatabaseConnection> {
    let mut options = sea_orm::ConnectOptions::new(url);
    options
        .max_connections(1)
        .connect_timeout(Duration::from_secs(2))
        .acquire_timeout(Duration::from_secs(2))
        .sqlx_logging(false);
    Database::connect(options).await.ok()
}

/// Returns the bin folder of the newest PostgreSQL. Debian does not add it to `PATH`.
fn newest_bin() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|version| version.file_name().to_str()?.parse::<u32>().ok())
        .max();
    newest.map_or_else(PathBuf::new, |version| {
        Path::new("/usr/lib/postgresql").join(version.to_string()).join("bin")
    })
}

fn is_root() -> bool {
    child::shell("test \"$(id -u)\" = 0")
}

/// A Redis server.
pub struct Redis {
    /// The port on which it listens.
    pub port: u16,
    running: Option<Running>,
}

impl Redis {
    /// Starts a server on a free port.
    pub async fn new() -> Self {
        let mut redis = Self {
            port: free_port(),
            running: None,
        };
        redis.start().await;
        redis
    }

    /// Starts the server on its port.
    pub async fn start(&mut self) {
        let mut command = child::command("redis-server");
        command
            .args(["--port", &self.port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no", "--dir", "/tmp"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.running = Some(Running::start(&mut command));
        let until = Instant::now() + Duration::from_secs(20);
        while !self.cli("ping").contains("PONG") {
            assert!(Instant::now() < until, "Redis does not answer");
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Kills the server with SIGKILL.
    pub fn kill(&mut self) {
        self.running = None;
    }

    /// Suspends the server (SIGSTOP), or resumes it.
    pub fn hang(&self, hangs: bool) {
        if let Some(running) = &self.running {
            running.signal(if hangs { "STOP" } else { "CONT" });
        }
    }

    /// Runs a command with `redis-cli`, and returns its output.
    pub fn cli(&self, command: &str) -> String {
        let mut cli = Command::new("timeout");
        cli.args(["5", "redis-cli"]);
        cli.args(["-p", &self.port.to_string()])
            .args(command.split_whitespace());
        String::from_utf8_lossy(&cli.output().unwrap().stdout).into_owned()
    }
}
