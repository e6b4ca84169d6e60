//! A database for each test, copied from a template that is migrated once per process.

use besa_migrations::AppRole;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;

const ROLE: &str = "besa_app";
const PASSWORD: &str = "besa_app";

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

enum Template {
    Sqlite { file: PathBuf, _folder: TempDir },
    Postgres { server: Url, name: String },
}

/// The database of one test. On SQLite it is deleted with the test.
pub struct TestDb {
    /// The URL that the app connects to, with the app's role.
    pub url: String,
    /// The URL with the role that owns the tables, which row-level security does not restrict.
    pub owner_url: String,
    _folder: Option<TempDir>,
}

impl TestDb {
    /// Creates a database with the current schema.
    pub async fn new() -> Self {
        match TEMPLATE.get_or_init(Template::make).await {
            Template::Sqlite { file, .. } => Self::file(|copy| {
                std::fs::copy(file, copy).unwrap();
            }),
            Template::Postgres { server, name } => Self::from_template(server, name).await,
        }
    }

    /// Creates a database without a schema.
    pub async fn empty() -> Self {
        match std::env::var("BESA_TEST_DATABASE_URL") {
            Err(_) => Self::file(|_| ()),
            Ok(server) => Self::from_template(&Url::parse(&server).unwrap(), "template0").await,
        }
    }

    fn file(fill: impl Fn(&std::path::Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("besa.db");
        fill(&path);
        let url = format!("sqlite:{}", path.display());
        Self {
            owner_url: url.clone(),
            url,
            _folder: Some(folder),
        }
    }

    async fn from_template(server: &Url, name: &str) -> Self {
        let own = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        run(server, &format!("CREATE DATABASE {own} TEMPLATE {name}")).await;
        let mut owner = server.clone();
        owner.set_path(&own);
        let mut app = owner.clone();
        app.set_username(ROLE).unwrap();
        app.set_password(Some(PASSWORD)).unwrap();
        Self {
            url: app.into(),
            owner_url: owner.into(),
            _folder: None,
        }
    }

    /// Returns whether this test runs on PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// Opens a connection as the owner of the tables.
    pub async fn owner(&self) -> DatabaseConnection {
        besa_domain::db::connect(&self.owner_url, 1).await.unwrap().0
    }
}

impl Template {
    async fn make() -> Self {
        match std::env::var("BESA_TEST_DATABASE_URL") {
            Err(_) => {
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("template.db");
                let (connection, _) = besa_domain::db::connect(&format!("sqlite:{}", file.display()), 1)
                    .await
                    .unwrap();
                besa_migrations::up(&connection).await.unwrap();
                // Checkpoints the write-ahead log, so that the file alone is complete.
                connection
                    .execute_unprepared("PRAGMA journal_mode = DELETE")
                    .await
                    .unwrap();
                connection.close().await.unwrap();
                Self::Sqlite { file, _folder: folder }
            }
            Ok(server) => {
                let server = Url::parse(&server).unwrap();
                let name = format!("template_{}", std::process::id());
                run(&server, &format!("CREATE DATABASE {name}")).await;
                let mut owner = server.clone();
                owner.set_path(&name);
                let (connection, _) = besa_domain::db::connect(owner.as_str(), 1).await.unwrap();
                besa_migrations::up(&connection).await.unwrap();
                besa_migrations::grant(
                    &connection,
                    AppRole {
                        name: ROLE,
                        password: Some(PASSWORD),
                    },
                )
                .await
                .unwrap();
                connection.close().await.unwrap();
                Self::Postgres { server, name }
            }
        }
    }
}

async fn run(server: &Url, statement: &str) {
    let (connection, _) = besa_domain::db::connect(server.as_str(), 1).await.unwrap();
    run_on(&connection, statement).await;
    connection.close().await.unwrap();
}

async fn run_on(connection: &DatabaseConnection, statement: &str) {
    connection.execute_unprepared(statement).await.unwrap();
}
