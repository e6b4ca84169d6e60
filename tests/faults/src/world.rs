//! The installation of one row: a database, a mail server, proxies between them, Besa processes, and clients
//! that write.

use crate::child::{self, Running};
use crate::proxy::{Mode, Proxy};
use crate::services::{self, Postgres, Redis};
use crate::smtp::{Act, Smtp};
use crate::template::{DATABASE, ROLE, Template};
use crate::writes::Journal;
use besa_tests::free_port;
use fastrand::Rng;
use reqwest::StatusCode;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::Instant;

/// A timeout that is long enough for a busy machine, and short enough to detect a hang.
pub(crate) const LONG: Duration = Duration::from_secs(30);

/// The result of a row or a check: the reason why it failed.
pub(crate) type Held = Result<(), String>;

/// The database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    /// One file, one process.
    Sqlite,
    /// PostgreSQL and Redis, through proxies.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// Returns the binary under test: `BESA_BIN`, or else `besa` in the folder of this program.
pub(crate) fn binary() -> PathBuf {
    let beside = || std::env::current_exe().unwrap().with_file_name("besa");
    std::env::var_os("BESA_BIN").map_or_else(beside, PathBuf::from)
}

/// The preloaded libraries that make system calls fail (libfiu).
pub(crate) const FIU: [&str; 2] = ["/usr/lib/fiu/fiu_run_preload.so", "/usr/lib/fiu/fiu_posix_preload.so"];

/// The environment of a row.
pub(crate) struct World<'a> {
    /// The engine.
    pub(crate) engine: Engine,
    /// The random numbers for times and bytes.
    pub(crate) rng: Rng,
    /// The data folder.
    pub(crate) folder: TempDir,
    /// The PostgreSQL server; `None` on SQLite.
    pub(crate) server: Option<&'a mut Postgres>,
    /// The proxy between Besa and PostgreSQL; `None` on SQLite.
    pub(crate) database: Option<Proxy>,
    /// Redis; `None` on SQLite.
    pub(crate) redis: Option<Redis>,
    /// The proxy between Besa and Redis; `None` on SQLite.
    pub(crate) bell: Option<Proxy>,
    /// The mail server.
    pub(crate) smtp: Smtp,
    /// The clients and what they wrote.
    pub(crate) journal: Journal,
    /// The running Besa processes.
    pub(crate) besa: Vec<Besa>,
    /// Additional settings.
    pub(crate) settings: Vec<(String, String)>,
    /// The peak memory of a Besa process, in kB.
    pub(crate) peak: u64,
    /// What is allowed, and what was measured.
    pub(crate) notes: Notes,
    name: String,
    url: String,
    owner: String,
    port: u16,
}

/// What a row allows, and what it measured.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Mails may arrive twice, because a worker may have been interrupted after the final dot and before it
    /// settled the job.
    pub(crate) may_repeat: bool,
    /// Mails may be given up, because the mail server refused them permanently.
    pub(crate) may_refuse: bool,
    /// Stored responses may be deleted, because the clock was a month ahead.
    pub(crate) may_forget: bool,
    /// The time from the end of the fault to the first acknowledged write.
    pub(crate) back: Option<Duration>,
    /// Further measurements, printed below the row's line.
    pub(crate) measured: Vec<String>,
}

/// A running `besa serve`.
pub(crate) struct Besa {
    /// The process.
    pub(crate) process: Running,
    /// Its roles.
    pub(crate) roles: &'static str,
    /// The port on which it listens.
    pub(crate) port: u16,
}

/// Every role in one process.
pub(crate) const ALL: &str = "api,web,worker";

static COUNT: AtomicU32 = AtomicU32::new(0);

impl<'a> World<'a> {
    /// Copies the template, and starts everything except Besa.
    pub(crate) async fn new(engine: Engine, seed: u64, template: &Template, server: Option<&'a mut Postgres>) -> Self {
        let folder = tempfile::Builder::new().prefix("besa-faults").tempdir().unwrap();
        let mut world = Self {
            engine,
            rng: Rng::with_seed(seed),
            server: None,
            database: None,
            redis: None,
            bell: None,
            smtp: Smtp::start().await,
            journal: Journal::new(template.writers.clone(), seed),
            besa: Vec::new(),
            settings: Vec::new(),
            peak: 0,
            notes: Notes::default(),
            name: String::new(),
            url: String::new(),
            owner: String::new(),
            port: free_port(),
            folder,
        };
        match server {
            Some(server) if engine == Engine::Postgres => {
                world.name = format!("row_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
                let copy = format!("CREATE DATABASE {} TEMPLATE {DATABASE}", world.name);
                server.sql("postgres", &copy).await;
                let (database, redis) = (Proxy::before(server.port()).await, Redis::new().await);
                world.owner = server.owner_url(&world.name);
                world.url = format!("postgres://{ROLE}:{ROLE}@127.0.0.1:{}/{}", database.port, world.name);
                world.bell = Some(Proxy::before(redis.port).await);
                (world.server, world.database, world.redis) = (Some(server), Some(database), Some(redis));
            }
            _ => {
                let file = world.folder.path().join("besa.db");
                std::fs::copy(&template.file, &file).unwrap();
                world.url = format!("sqlite:{}", file.display());
                world.owner = world.url.clone();
            }
        }
        world.journal.toward(vec![format!("http://127.0.0.1:{}", world.port)]);
        world
    }

    /// Adds a setting for processes that are started from now on.
    pub(crate) fn set(&mut self, name: &str, value: impl fmt::Display) {
        self.settings.push((name.to_owned(), value.to_string()));
    }

    /// Returns the name of the database; empty on SQLite.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the path of Besa's log.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Returns the PostgreSQL server. Panics on SQLite.
    pub(crate) fn server(&mut self) -> &mut Postgres {
        self.server.as_mut().unwrap()
    }

    /// Returns the proxy in front of PostgreSQL. Panics on SQLite.
    pub(crate) fn database(&self) -> &Proxy {
        self.database.as_ref().unwrap()
    }

    /// Returns a command of Besa with every setting.
    pub(crate) fn command(&self, arguments: &[&str], port: u16) -> Command {
        // Ignore SIGXFSZ: writing too large a file must be an error for Besa, not a signal that kills it.
        let mut command = child::command("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", "env"]);
        // Preload only into Besa: otherwise the shell would open the library's control pipe.
        let preload = self.settings.iter().rfind(|(name, _)| name == "LD_PRELOAD");
        command.args(preload.map(|(name, libraries)| format!("{name}={libraries}")));
        command.arg(binary()).args(arguments);
        command
            .env_remove("BESA_CONFIG")
            .env("BESA_DATABASE_URL", &self.url)
            .env("BESA_DATA_DIR", self.folder.path())
            .env("BESA_LISTEN", format!("127.0.0.1:{port}"))
            .env("BESA_BASE_URL", format!("http://127.0.0.1:{}", self.port))
            .env("BESA_SMTP_URL", format!("smtp://127.0.0.1:{}", self.smtp.port))
            .env("BESA_TRUSTED_PROXIES", "127.0.0.0/8")
            .env("BESA_DEMO", "false")
            .env("BESA_LOG", "warn");
        if self.engine == Engine::Postgres {
            command.env("BESA_DATABASE_OWNER_URL", &self.owner);
        }
        if let Some(bell) = &self.bell {
            command.env("BESA_REDIS_URL", format!("redis://127.0.0.1:{}", bell.port));
        }
        let others = self.settings.iter().filter(|(name, _)| name != "LD_PRELOAD");
        command.envs(others.map(|(name, value)| (name, value)));
        command
    }

    /// Starts a process with these roles, without waiting for it.
    pub(crate) fn launch(&mut self, roles: &'static str) {
        let port = if self.besa.iter().any(|besa| besa.port == self.port) {
            free_port()
        } else {
            self.port
        };
        let mut command = self.command(&["serve", "--roles", roles], port);
        let log = std::fs::File::options().create(true).append(true).open(self.log());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.unwrap());
        self.besa.push(Besa {
            process: Running::start(&mut command),
            roles,
            port,
        });
        self.aim();
    }

    /// Returns the port of the first process.
    pub(crate) fn besa_port(&self) -> u16 {
        self.port
    }

    /// Ends the faults that a row left active.
    pub(crate) fn mend(&self) {
        for proxy in [&self.database, &self.bell].into_iter().flatten() {
            proxy.set(Mode::Pass);
        }
        if let Some(redis) = &self.redis {
            redis.hang(false);
        }
        self.smtp.hold(None);
        self.smtp.hang("", false);
        self.smtp.always(Act::Take);
    }

    /// Starts a given command as the first process.
    pub(crate) fn adopt(&mut self, command: &mut Command) {
        let port = self.port;
        self.besa.push(Besa {
            process: Running::start(command),
            roles: ALL,
            port,
        });
        self.aim();
    }

    /// Starts a process with these roles, and waits until it is ready.
    pub(crate) async fn start(&mut self, roles: &'static str) -> Held {
        self.launch(roles);
        let port = self.besa.last().unwrap().port;
        let until = Instant::now() + LONG;
        while Instant::now() < until {
            if !self.besa.last_mut().unwrap().process.is_alive() {
                return Err(format!("besa serve exited: {}", self.last_words()));
            }
            let step = Duration::from_millis(500);
            if self.until_status(port, "/readyz", StatusCode::OK, step).await.is_some() {
                return Ok(());
            }
        }
        Err(format!("not ready {} s after its start", LONG.as_secs()))
    }

    /// Sends writes to every process that serves the API.
    fn aim(&self) {
        let serving = self.besa.iter().filter(|besa| besa.roles.contains("api"));
        let urls: Vec<_> = serving.map(|besa| format!("http://127.0.0.1:{}", besa.port)).collect();
        if !urls.is_empty() {
            self.journal.toward(urls);
        }
    }

    /// Kills the process at this index with SIGKILL. Returns its roles.
    pub(crate) fn kill(&mut self, at: usize) -> &'static str {
        let besa = self.besa.remove(at);
        self.peak = self.peak.max(besa.process.peak());
        self.aim();
        besa.roles
    }

    /// Kills every process with SIGKILL.
    pub(crate) fn kill_all(&mut self) {
        while !self.besa.is_empty() {
            self.kill(0);
        }
    }

    /// Opens a connection with the owner's rights.
    pub(crate) async fn owner(&self) -> DatabaseConnection {
        services::connect(&self.owner)
            .await
            .expect("the database answers the owner")
    }

    /// Runs a statement directly on the database, as its owner.
    pub(crate) async fn sql(&self, sql: &str) {
        let owner = self.owner().await;
        owner.execute_unprepared(sql).await.unwrap();
        owner.close().await.unwrap();
    }

    /// Reads a number directly from the database, as its owner.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let owner = self.owner().await;
        let statement = Statement::from_string(owner.get_database_backend(), sql);
        let row = owner.query_one_raw(statement).await.unwrap().unwrap();
        owner.close().await.unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// Runs a command of the operator. Returns whether it succeeded, and its output.
    pub(crate) fn operator(&self, arguments: &[&str]) -> (bool, String) {
        let output = self.command(arguments, free_port()).output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&printed).into_owned())
    }

    /// Preloads libfiu into processes that are started from now on.
    pub(crate) fn preload_fiu(&mut self) {
        self.set("LD_PRELOAD", FIU.join(" "));
        let pipe = self.folder.path().join("fiu").display().to_string();
        self.set("FIU_CTRL_FIFO", pipe);
        self.set("FIU_ENABLE", "");
    }

    /// Sends a command to libfiu in the first process.
    pub(crate) fn fiu(&self, order: &str) -> Held {
        let (pipe, process) = (self.folder.path().join("fiu"), self.besa[0].process.id());
        let line = format!("timeout 10 fiu-ctrl -f {} -c '{order}' {process}", pipe.display());
        if child::shell(&line) {
            Ok(())
        } else {
            Err(format!("fiu-ctrl failed: {order}"))
        }
    }

    /// Returns the last four lines of the log, to show why a row failed.
    pub(crate) fn last_words(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<String> = log.lines().map(|line| line.chars().take(300).collect()).collect();
        lines[lines.len().saturating_sub(4)..].join("\n")
    }
}

/// Returns the files in a folder and its subfolders.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            path => vec![path],
        })
        .collect()
}
