//! A lock file that lets only one process serve a SQLite database. Two processes would each run the same
//! jobs, because each knows only its own running jobs, and would count rate limits separately.

use crate::config::Settings;
use anyhow::{Context, bail};
use besa_domain::db;
use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};

/// Locks the SQLite database of `serve`. The lock ends when the returned file is dropped or the process
/// ends. `None` on PostgreSQL, which several processes may serve.
///
/// # Errors
/// One line that names the folder, when another process holds the lock or the lock file cannot be created.
pub(crate) fn claim(settings: &Settings) -> anyhow::Result<Option<File>> {
    let Some(database) = db::file(settings.database_url.expose()).context("database_url")? else {
        return Ok(None);
    };
    // The lock must be the same file when the path is a symbolic link.
    let database = database.canonicalize().unwrap_or(database);
    let mut path = database.into_os_string();
    path.push(".lock");
    let path = std::path::PathBuf::from(path);
    let folder = path.parent().unwrap_or(&path);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("data_dir: {} cannot be created", folder.display()))?;
    let folder = folder.display();
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("{} cannot be opened", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => bail!(
            "another `besa serve` runs on {folder}: stop it first, or set data_dir to another folder (several processes need PostgreSQL)"
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("{} cannot be locked", path.display())),
    }
}
