//! Builds the app from its settings: database engine and adapters of the ports.

use crate::config::{Secret, Settings};
use crate::files::Store;
use crate::{private, redis};
use anyhow::{Context, bail};
use besa_domain::access::Gate;
use besa_domain::db::{self, Db, Pool};
use besa_domain::log::LogKey;
use besa_domain::ports::{Doorbell, InProcess, Limiter, LocalLimiter};
use besa_domain::{App, Clock, Ids};
use besa_migrations::{AppRole, Schema};
use besa_worker::{Mailer, Sender};
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

/// How long `serve` waits before it tries to connect to the database again.
const RETRY: Duration = Duration::from_millis(250);

/// Returns the app for the commands.
///
/// # Errors
/// What is missing, in one line: the database, the file store, or a migration.
pub async fn app(settings: &Settings) -> anyhow::Result<App> {
    open(settings, Pool::patient(settings.database_connections)).await
}

/// Returns the app for `serve`. While the database cannot be reached, it retries, and logs that once.
///
/// # Errors
/// What is missing besides the database, in one line.
pub async fn serving(settings: &Settings) -> anyhow::Result<App> {
    let mut waits = false;
    loop {
        match open(settings, Pool::quick(settings.database_connections)).await {
            Err(error) if is_away(&error) => {
                if !waits {
                    tracing::warn!(error = format!("{error:#}"), "waiting for the database");
                    waits = true;
                }
                tokio::time::sleep(RETRY).await;
            }
            opened => return opened,
        }
    }
}

/// The database does not answer, which may pass.
#[derive(Debug)]
struct Away(String);

impl std::error::Error for Away {}

impl std::fmt::Display for Away {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_away(error: &anyhow::Error) -> bool {
    let busy = matches!(
        error.downcast_ref::<besa_domain::Error>(),
        Some(besa_domain::Error::Busy(_))
    );
    busy || error.is::<Away>()
}

/// Returns one line for a database that cannot be used: the setting, the URL without its password, the reason,
/// and what to do.
async fn unusable(setting: &str, url: &Secret, error: impl Into<besa_domain::Error>) -> anyhow::Error {
    let error = error.into();
    let reason = reason(url, &error).await;
    if matches!(error, besa_domain::Error::Busy(_)) {
        return Away(format!("{setting}: {url:?} does not answer: {reason}")).into();
    }
    let remedy = REMEDIES
        .iter()
        .find(|(code, _)| reason.contains(&format!("(code {code})")));
    match remedy {
        Some((_, remedy)) => anyhow::anyhow!("{setting}: {url:?} cannot be used: {reason}: {remedy}"),
        None => anyhow::anyhow!("{setting}: {url:?} cannot be used: {reason}"),
    }
}

/// What to do about errors that do not pass by themselves, by their code.
const REMEDIES: [(&str, &str); 5] = [
    ("3D000", "create the database, or correct its name in the URL"),
    ("28000", "create the role with `besa migrate`, or correct it in the URL"),
    ("28P01", "correct the role or its password in the URL"),
    ("42501", "grant the right, or connect as the owner"),
    ("26", "the file is no SQLite database: move it away, or name another"),
];

/// Returns why the database does not answer. A pool only says that it waited, so this connects once to the port.
pub(crate) async fn reason(url: &Secret, error: &besa_domain::Error) -> String {
    let url = url::Url::parse(url.expose()).ok();
    let server = url
        .as_ref()
        .and_then(|url| Some((url.host_str()?, url.port().unwrap_or(5432))));
    let Some((host, port)) = server.filter(|_| matches!(error, besa_domain::Error::Busy(_))) else {
        return error.reason();
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match tokio::time::timeout(REACH, tokio::net::TcpStream::connect((host, port))).await {
        Ok(Ok(_)) => error.reason(),
        Ok(Err(error)) => error.to_string(),
        Err(_elapsed) => format!("no connection within {} s", REACH.as_secs()),
    }
}

/// How long [`reason`] waits for a connection.
const REACH: Duration = Duration::from_secs(1);

async fn open(settings: &Settings, pool: Pool) -> anyhow::Result<App> {
    if settings.is_sqlite() {
        private::folder(&settings.data_dir)
            .with_context(|| format!("data_dir: {} cannot be created", settings.data_dir.display()))?;
        migrate(settings).await?;
    } else {
        nothing_pending(settings, pool).await?;
    }
    let (doorbell, limiter): (Arc<dyn Doorbell>, Arc<dyn Limiter>) = match &settings.redis_url {
        Some(url) => redis::connect(url.expose()).await.context("redis_url")?,
        None => (Arc::new(InProcess::default()), Arc::new(LocalLimiter::default())),
    };
    let url = &settings.database_url;
    let db = match Db::connect(url.expose(), pool, Clock::System, Ids::System, doorbell).await {
        Ok(db) => db,
        Err(error) => return Err(unusable("database_url", url, error).await),
    };
    Ok(App {
        db,
        gate: Gate::load().await?,
        files: Arc::new(files(settings)?),
        limiter,
        log_key: log_key(settings)?,
        log_checks: std::sync::Arc::default(),
        base_url: settings.base_url.as_str().into(),
    })
}

/// Returns the key that signs the heads of the log: the one in the settings or, with the embedded
/// database, one that is created once and kept in the data folder.
fn log_key(settings: &Settings) -> anyhow::Result<Option<LogKey>> {
    if settings.log_key.is_some() || !settings.is_sqlite() {
        return Ok(settings.log_key.clone());
    }
    let path = settings.data_dir.join("log.key");
    let seed = match std::fs::read_to_string(&path) {
        Ok(seed) => seed,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let seed = LogKey::new_seed()?;
            // Renamed into place when complete: a start that is killed leaves no partial key.
            let mut file = tempfile::NamedTempFile::new_in(&settings.data_dir).context("data_dir")?;
            file.write_all(seed.as_bytes()).context("log.key")?;
            file.as_file().sync_all().context("log.key")?;
            file.persist(&path).context("log.key")?;
            seed
        }
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    let key = LogKey::of_seed(&seed).map_err(|_wrong| anyhow::anyhow!("{} holds no key", path.display()))?;
    Ok(Some(key))
}

/// Opens the file store. A folder is readable by its owner only.
fn files(settings: &Settings) -> anyhow::Result<Store> {
    if let Ok(folder) = settings.files_url.to_file_path() {
        private::folder(&folder).with_context(|| format!("files_url: {} cannot be created", folder.display()))?;
    }
    let store = Store::open(&settings.files_url)
        .with_context(|| format!("files_url: {} cannot be opened", settings.files_url))?;
    Ok(store.within(settings.file_limits))
}

/// Returns the mailer: it sends to the SMTP server of the settings, or writes mails into a folder without
/// one.
///
/// # Errors
/// The setting that cannot be used, in one line.
pub fn mailer(settings: &Settings) -> anyhow::Result<Mailer> {
    let sender =
        Sender::new(settings.mail_name.as_deref(), &settings.mail_from, &settings.base_url).context("mail_from")?;
    let sender = match &settings.mail_unsubscribe {
        Some(address) => sender.stopped_by(address).context("mail_unsubscribe")?,
        None => sender,
    };
    Ok(match &settings.smtp_url {
        Some(url) => Mailer::smtp(url.expose(), sender).context("smtp_url")?,
        None => {
            let folder = settings.data_dir.join("mail");
            private::folder(&folder).with_context(|| format!("data_dir: {} cannot be created", folder.display()))?;
            Mailer::directory(&folder, sender).context("data_dir")?
        }
    })
}

/// Applies pending migrations. On PostgreSQL this connects as the owner, and grants the app's role its
/// rights.
///
/// # Errors
/// What is wrong, in one line.
pub async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    if settings.is_sqlite() {
        let url = &settings.database_url;
        private::folder(&settings.data_dir)
            .with_context(|| format!("data_dir: {} cannot be created", settings.data_dir.display()))?;
        private::database(url.expose()).with_context(|| format!("database_url: {url:?} cannot be opened"))?;
        let (connection, _) = match db::connect(url.expose(), 1).await {
            Ok(opened) => opened,
            Err(error) => return Err(unusable("database_url", url, error).await),
        };
        let schema = match besa_migrations::schema(&connection).await {
            Ok(schema) => schema,
            Err(error) => return Err(unusable("database_url", url, error).await),
        };
        not_newer(schema)?;
        if let Err(error) = besa_migrations::up(&connection).await {
            return Err(unusable("database_url", url, error).await);
        }
        connection.close().await?;
        return Ok(());
    }
    let Some(owner) = &settings.database_owner_url else {
        bail!("database_owner_url: needed to migrate on PostgreSQL");
    };
    let app = url::Url::parse(settings.database_url.expose()).context("database_url")?;
    if app.username().is_empty() {
        bail!("database_url: name the role the app connects as");
    }
    let (connection, _) = match db::connect(owner.expose(), 1).await {
        Ok(opened) => opened,
        Err(error) => return Err(unusable("database_owner_url", owner, error).await),
    };
    not_newer(besa_migrations::schema(&connection).await?)?;
    besa_migrations::up(&connection).await?;
    besa_migrations::grant(
        &connection,
        AppRole {
            name: app.username(),
            password: app.password(),
        },
    )
    .await?;
    connection.close().await?;
    Ok(())
}

/// Checks that no migration is pending.
///
/// # Errors
/// When the database lacks a migration, or has one of a later release.
async fn nothing_pending(settings: &Settings, pool: Pool) -> anyhow::Result<()> {
    let one = Pool { connections: 1, ..pool };
    let url = &settings.database_url;
    let (connection, _) = match db::connect(url.expose(), one).await {
        Ok(opened) => opened,
        Err(error) => return Err(unusable("database_url", url, error).await),
    };
    let schema = besa_migrations::schema(&connection).await;
    connection.close().await?;
    let schema = match schema {
        Ok(schema) => schema,
        Err(error) => return Err(unusable("database_url", url, error).await),
    };
    match not_newer(schema)? {
        Schema::Current => Ok(()),
        Schema::Lacks(_) | Schema::Newer(_) | Schema::Trial => {
            bail!("the schema is not up to date: run `besa migrate` first")
        }
    }
}

fn not_newer(schema: Schema) -> anyhow::Result<Schema> {
    match schema {
        Schema::Newer(migration) => bail!(
            "the schema is newer than this program, which does not know {migration}: run the release that created it, or a later one"
        ),
        Schema::Trial => bail!(
            "the database comes from a trial version before the first release: start with a new one (data_dir or database_url), and move plans over as files: download them from the trial, then `besa import plan`"
        ),
        Schema::Current | Schema::Lacks(_) => Ok(schema),
    }
}
