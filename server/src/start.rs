//! Puts the app together from its settings: which engine, which ports.

use crate::config::Settings;
use crate::files::Store;
use crate::{private, redis};
use anyhow::{Context, bail};
use besa_domain::access::Gate;
use besa_domain::db::{self, Db};
use besa_domain::ports::{Doorbell, InProcess, Limiter, LocalLimiter};
use besa_domain::{App, Clock, Ids};
use besa_migrations::{AppRole, Migrator, MigratorTrait};
use besa_worker::{Mailer, Sender};
use std::sync::Arc;

/// The app, for the commands and for `serve`.
///
/// # Errors
/// One line for what is missing: the database, Redis, the file store, or a migration.
pub async fn app(settings: &Settings) -> anyhow::Result<App> {
    if settings.is_sqlite() {
        private::folder(&settings.data_dir)
            .with_context(|| format!("data_dir: {} cannot be made", settings.data_dir.display()))?;
        migrate(settings).await?;
    } else {
        nothing_pending(settings).await?;
    }
    let (doorbell, limiter): (Arc<dyn Doorbell>, Arc<dyn Limiter>) = match &settings.redis_url {
        Some(url) => redis::connect(url.expose())
            .await
            .with_context(|| format!("redis_url: {url:?} does not answer"))?,
        None => (Arc::new(InProcess::default()), Arc::new(LocalLimiter::default())),
    };
    let db = Db::connect(
        settings.database_url.expose(),
        settings.database_connections,
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
        base_url: settings.base_url.as_str().into(),
    })
}

/// Where files are kept. A folder is nobody else's to read.
fn files(settings: &Settings) -> anyhow::Result<Store> {
    if let Ok(folder) = settings.files_url.to_file_path() {
        private::folder(&folder).context("files_url")?;
    }
    let store = Store::open(&settings.files_url).context("files_url")?;
    Ok(store.within(settings.file_limits))
}

/// How mails go out: to the mail server, else into a folder.
///
/// # Errors
/// One line for the setting that cannot be used.
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

/// Brings the schema up to date. On PostgreSQL as the owner, who then grants the app's role what
/// it needs.
///
/// # Errors
/// One line for what is wrong.
pub async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    if settings.is_sqlite() {
        private::folder(&settings.data_dir)?;
        private::database(settings.database_url.expose())?;
        let (connection, _) = db::connect(settings.database_url.expose(), 1)
            .await
            .context("database_url")?;
        Migrator::up(&connection, None).await?;
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
    Migrator::up(&connection, None).await?;
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

/// # Errors
/// When the database of `serve` lacks a migration.
async fn nothing_pending(settings: &Settings) -> anyhow::Result<()> {
    let (connection, _) = db::connect(settings.database_url.expose(), 1)
        .await
        .with_context(|| format!("database_url: {:?} does not answer", settings.database_url))?;
    let pending = besa_migrations::pending(&connection).await;
    connection.close().await?;
    match pending {
        Ok(0) => Ok(()),
        Ok(_) | Err(_) => bail!("the schema is not up to date: run `besa migrate` first"),
    }
}
