//! Loads the demo at the first start. It is built in a temporary database, which is moved into place when it
//! is complete: a start that is killed leaves no database, and the next start begins again.

use crate::config::Settings;
use crate::start;
use anyhow::{Context, ensure};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use url::Url;

/// Fills a new embedded database with the demo, and prints addresses and sign-in links. An existing database
/// is not changed.
///
/// # Errors
/// When the demo cannot be built or moved into place.
pub async fn load_into_new(settings: &Settings) -> anyhow::Result<()> {
    let Some(place) = settings.sqlite_file().filter(|_| settings.demo) else {
        return Ok(());
    };
    if place.exists() {
        return Ok(());
    }
    let (database, log) = (beside(&place, ".demo"), beside(&place, ".demo-wal"));
    for left in [&database, &log, &beside(&place, ".demo-shm")] {
        gone(fs::remove_file(left))?;
    }
    let mut building = settings.clone();
    building.database_url = format!("sqlite:{}", database.display()).into();
    // Files of the demo are also built apart: no database refers to them yet.
    let files = files(&settings.files_url);
    if let Some((_, unfinished)) = &files {
        gone(fs::remove_dir_all(unfinished))?;
        building.files_url = directory(unfinished)?;
    }
    let app = start::app(&building).await?;
    let words = match super::load(&app).await {
        Ok(words) => words,
        Err(error) if no_room(&error) => {
            tracing::warn!(%error, "demo not loaded: storage is nearly full");
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    app.db.close().await?;
    drop(app);
    ensure!(!log.exists(), "{} was not closed", database.display());
    if let Some((root, unfinished)) = &files {
        for entry in fs::read_dir(unfinished)? {
            let entry = entry?;
            fs::rename(entry.path(), root.join(entry.file_name()))?;
        }
        gone(fs::remove_dir(unfinished))?;
    }
    put(&database, &place).with_context(|| format!("{}", place.display()))?;
    // Serve even if standard output is closed.
    drop(writeln!(std::io::stdout(), "{words}"));
    Ok(())
}

fn no_room(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<besa_domain::Error>(),
        Some(besa_domain::Error::Full(_))
    )
}

/// Moves the database into place, unless a command of the operator created one in the meantime.
fn put(database: &Path, place: &Path) -> std::io::Result<()> {
    match fs::hard_link(database, place) {
        Ok(()) => fs::remove_file(database)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return fs::remove_file(database),
        // Some file systems have no hard links.
        Err(_) => fs::rename(database, place)?,
    }
    match place.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Returns the folder of the file store, and the folder in it where the demo's files are built. `None` for a
/// store that is not a folder.
fn files(url: &Url) -> Option<(PathBuf, PathBuf)> {
    let root = url.to_file_path().ok().filter(|_| url.scheme() == "file")?;
    let unfinished = root.join("demo.unfinished");
    Some((root, unfinished))
}

fn directory(folder: &Path) -> anyhow::Result<Url> {
    Url::from_directory_path(folder).map_err(|()| anyhow::anyhow!("files_url: not the path of a folder"))
}

fn beside(place: &Path, end: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Ignores the error that a file to remove does not exist.
fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
