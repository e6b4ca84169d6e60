//! An installation with a number of cities: its database, and the people who use it.

use crate::database::{Engine, Owner};
use crate::{clones, seed};
use besa_services::services::Postgres;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// The name of the app's role, which is also its password.
pub(crate) const ROLE: &str = "besa_app";

/// What requests need to know of the first city; copies have the same ids.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// The coordinator's token.
    pub(crate) coordinator: String,
    /// The cookie of the coordinator's session.
    pub(crate) session: String,
    /// The cookie of a reviewer's session.
    pub(crate) reviewer: String,
    /// Tokens of people who comment.
    pub(crate) writers: Vec<String>,
    /// The ids of the commitments.
    pub(crate) commitments: Vec<String>,
    /// The last parts of the URLs of the commitments' pages.
    pub(crate) pages: Vec<String>,
    /// The ids of the milestones.
    pub(crate) milestones: Vec<String>,
}

/// An installation.
#[derive(Clone)]
pub(crate) struct Site {
    /// The engine.
    pub(crate) engine: Engine,
    /// The number of cities.
    pub(crate) cities: usize,
    /// The URL that Besa uses.
    pub(crate) url: String,
    /// The owner's URL, on PostgreSQL.
    pub(crate) owner_url: Option<String>,
    /// The data folder.
    pub(crate) folder: PathBuf,
    /// The people.
    pub(crate) people: Arc<People>,
}

impl Site {
    /// Opens the database with the owner's rights.
    pub(crate) async fn owner(&self) -> Owner {
        Owner::open(self.engine, self.owner_url.as_deref().unwrap_or(&self.url)).await
    }

    /// Creates an installation without cities.
    pub(crate) async fn empty(engine: Engine, name: &str, work: &TempDir, postgres: Option<&Postgres>) -> Self {
        let folder = work.path().join(format!("{engine}-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        let (url, owner_url) = match (engine, postgres) {
            (Engine::Postgres, Some(postgres)) => {
                let owner = postgres.owner_url(name);
                (owner.replace("postgres@", &format!("{ROLE}:{ROLE}@")), Some(owner))
            }
            _ => (format!("sqlite:{}", folder.join("besa.db").display()), None),
        };
        Self {
            engine,
            cities: 0,
            url,
            owner_url,
            folder,
            people: Arc::default(),
        }
    }

    /// Copies the installation, and its database under another name. Besa must not be running on it.
    pub(crate) async fn copy(&self, name: &str, work: &TempDir, postgres: Option<&Postgres>) -> Self {
        let copy = Self::empty(self.engine, name, work, postgres).await;
        match (postgres, &self.owner_url) {
            (Some(postgres), Some(owner)) => {
                let from = owner.rsplit('/').next().unwrap_or_default();
                postgres
                    .sql(
                        "postgres",
                        &format!("CREATE DATABASE {name} TEMPLATE {from} STRATEGY file_copy"),
                    )
                    .await;
            }
            _ => {
                let owner = self.owner().await;
                owner.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
                owner.close().await;
                std::fs::copy(self.folder.join("besa.db"), copy.folder.join("besa.db")).unwrap();
            }
        }
        Self {
            cities: self.cities,
            people: self.people.clone(),
            ..copy
        }
    }

    /// Deletes the installation.
    pub(crate) async fn delete(self, postgres: Option<&Postgres>) {
        if let (Some(postgres), Some(owner)) = (postgres, &self.owner_url) {
            let name = owner.rsplit('/').next().unwrap_or_default();
            postgres
                .sql("postgres", &format!("DROP DATABASE {name} WITH (FORCE)"))
                .await;
        }
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

/// Creates installations with these numbers of cities, in ascending order. Each has the same first city.
pub(crate) async fn all(engine: Engine, sizes: &[usize], work: &TempDir, postgres: Option<&Postgres>) -> Vec<Site> {
    if let (Engine::Postgres, Some(postgres)) = (engine, postgres) {
        postgres.sql("postgres", "CREATE DATABASE bench_1").await;
    }
    let mut last = Site::empty(engine, "bench_1", work, postgres).await;
    last.people = Arc::new(seed::first_city(&last).await);
    last.cities = 1;
    let mut sites = Vec::new();
    for size in sizes {
        let began = std::time::Instant::now();
        let mut site = last.copy(&format!("bench_{size}"), work, postgres).await;
        let owner = site.owner().await;
        clones::grow(&owner, site.cities, *size).await;
        if engine == Engine::Sqlite {
            let broken = owner
                .rows("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", 1)
                .await;
            assert!(broken.is_empty(), "the copies break foreign keys of {broken:?}");
        }
        owner.close().await;
        site.cities = *size;
        eprintln!("{engine}: {size} cities, {:.0} s", began.elapsed().as_secs_f64());
        last = site.clone();
        sites.push(site);
    }
    sites
}
