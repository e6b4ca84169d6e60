//! Builds the app from its settings: database engine and adapters of the ports.

use crate::config::Settings;
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

fn is_away(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<besa_domain::Error>(),
        Some(besa_domain::Error::Busy(_))
    )
}

async fn open(settings: &Settings, pool: Pool) -> anyhow::Result<App> {
    if settings.is_sqlite() {
        private::folder(&settings.data_dir)
            .with_context(|| format!("data_dir: {} cannot be made", settings.data_dir.display()))?;
        migrate(settings).await?;
    } else {
        nothing_pending(settings, pool).await?;
    }
    let (doorbell, limiter): (Arc<dyn Doorbell>, Arc<dyn Limiter>) = match &settings.redis_url {
        Some(url) => redis::connect(url.expose()).await.context("redis_url")?,
        None => (Arc::new(InProcess::default()), Arc::new(LocalLimiter::default())),
    };
    let db = Db::connect(
        settings.database_url.expose(),
        pool,
        Clock::System,
        Ids::System,
        doorbell,
    )
    .await
    .with_context(|| format!("database_url: {:?} does not answer", settings.database_url))?;
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
        private::folder(&folder).context("files_url")?;
    }
    let store = Store::open(&settings.files_url).context("files_url")?;
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
            private::folder(&folder).context("data_dir")?;
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
        private::folder(&settings.data_dir)?;
        private::database(settings.database_url.expose())?;
        let (connection, _) = db::connect(settings.database_url.expose(), 1)
            .await
            .context("database_url")?;
        not_newer(besa_migrations::schema(&connection).await?)?;
        besa_migrations::up(&connection).await?;
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
    let (connection, _) = db::connect(owner.expose(), 1)
        .await
        .context("database_owner_url: does not answer")?;
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
    let (connection, _) = db::connect(settings.database_url.expose(), one)
        .await
        .with_context(|| format!("database_url: {:?} does not answer", settings.database_url))?;
    let schema = besa_migrations::schema(&connection)
        .await
        .map_err(besa_domain::Error::from);
    connection.close().await?;
    match not_newer(schema.context("database_url")?)? {
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
