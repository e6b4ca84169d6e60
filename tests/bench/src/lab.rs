//! What all cases share: the services, the installations, and how a load is measured.

use crate::besa::Besa;
use crate::database::Engine;
use crate::site::{self, Site};
use crate::usage;
use crate::wrk::{self, Measured, Requests};
use besa_services::services::{Postgres, Redis};
use tempfile::TempDir;

/// Settings of PostgreSQL. Commits are durable, as in production.
const CONF: &str = "
max_connections = 120
shared_buffers = 1GB
max_wal_size = 8GB
checkpoint_timeout = 30min
autovacuum_naptime = 10min
logging_collector = on
log_destination = 'jsonlog'
log_directory = 'log'
log_filename = 'statements.log'
log_file_mode = 0644
log_rotation_age = 0
log_rotation_size = 0
";

/// The services and installations of a run.
pub(crate) struct Lab {
    /// Seconds of one load.
    pub(crate) seconds: u32,
    /// The PostgreSQL server, if there is one.
    pub(crate) postgres: Option<Postgres>,
    /// The Redis server, beside PostgreSQL.
    pub(crate) redis: Option<Redis>,
    /// The installations, with ascending numbers of cities.
    pub(crate) sites: Vec<Site>,
    /// Temporary files.
    pub(crate) work: TempDir,
}

/// A load, and the CPU time that it used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// What wrk measured.
    pub(crate) measured: Measured,
    /// CPU seconds of the measured process.
    pub(crate) process: f64,
    /// CPU seconds of the database.
    pub(crate) database: f64,
}

impl Load {
    /// Requests per CPU-second of the process and the database.
    pub(crate) fn per_cpu(&self) -> f64 {
        self.measured.requests / (self.process + self.database).max(0.01)
    }

    /// Requests per second.
    pub(crate) fn per_second(&self) -> f64 {
        self.measured.requests / self.measured.seconds
    }

    /// CPU milliseconds per request.
    pub(crate) fn cpu_each(&self) -> f64 {
        1000.0 / self.per_cpu()
    }
}

impl Lab {
    /// Starts the services and creates the installations.
    pub(crate) async fn new(engine: Engine, cities: &[usize], seconds: u32) -> Self {
        let work = tempfile::Builder::new().prefix("besa-bench").tempdir().unwrap();
        let (postgres, redis) = match engine {
            Engine::Postgres => (Some(Postgres::new(CONF, &[]).await), Some(Redis::new().await)),
            Engine::Sqlite => (None, None),
        };
        let sites = site::all(engine, cities, &work, postgres.as_ref()).await;
        Self {
            seconds,
            postgres,
            redis,
            sites,
            work,
        }
    }

    /// Returns the installation for figures that do not depend on the number of cities: 50, or the fewest.
    pub(crate) fn usual(&self) -> &Site {
        let usual = self.sites.iter().find(|site| site.cities == 50);
        usual.or(self.sites.first()).expect("there is an installation")
    }

    /// Returns the setting that connects Besa to Redis, empty without it.
    pub(crate) fn redis_url(&self) -> String {
        let Some(redis) = &self.redis else { return String::new() };
        redis.cli("flushall");
        format!("redis://127.0.0.1:{}", redis.port)
    }

    /// Returns the CPU seconds of the database so far.
    pub(crate) fn database_cpu(&self) -> f64 {
        let Some(postgres) = &self.postgres else { return 0.0 };
        let running = postgres.processes().into_iter();
        running
            .map(|process| usage::cpu(process, process == postgres.id()))
            .sum()
    }

    /// Puts a load on a process. Panics if a request fails.
    pub(crate) async fn load(&self, process: u32, url: &str, requests: &Requests, seconds: u32) -> Load {
        let before = (usage::cpu(process, false), self.database_cpu());
        let measured = wrk::run(url, requests, seconds, self.work.path()).await;
        assert!(
            measured.errors < 0.5 && measured.requests > 0.0,
            "requests failed: {measured:?}\n{}",
            requests.lua.chars().take(600).collect::<String>()
        );
        Load {
            measured,
            process: usage::cpu(process, false) - before.0,
            database: self.database_cpu() - before.1,
        }
    }

    /// Like [`Self::load`], after a second that is not measured.
    pub(crate) async fn warm_load(&self, besa: &Besa, requests: &Requests) -> Load {
        requests.check(&besa.url).await;
        self.load(besa.id(), &besa.url, requests, 1).await;
        self.load(besa.id(), &besa.url, requests, self.seconds).await
    }
}
