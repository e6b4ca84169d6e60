//! What is stored is for Besa's own account on the machine alone: folders 0700, files 0600.

use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// From here on every new file and folder of this process is its account's alone, whoever makes it.
pub fn by_default() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Makes a folder, or closes one that is there to others.
///
/// # Errors
/// When it cannot be made.
pub fn folder(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    close(path, 0o700);
    Ok(())
}

/// Makes the file of a SQLite database, which gives its mode to the files beside it, or closes those
/// that are there.
///
/// # Errors
/// When it cannot be made.
pub fn database(url: &str) -> io::Result<()> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    if path.is_empty() || path.starts_with(':') {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true).mode(0o600).open(path)?;
    for ending in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{path}{ending}"));
        if file.exists() {
            close(&file, 0o600);
        }
    }
    Ok(())
}

/// Takes others' rights away. Where the account does not own what is there, as on some mounted
/// volumes, it stays as whoever owns it wants it.
fn close(path: &Path, mode: u32) {
    let permissions = std::fs::Permissions::from_mode(mode);
    if let Err(error) = std::fs::set_permissions(path, permissions) {
        tracing::warn!(%error, path = %path.display(), "data may be readable for others: its mode cannot be set");
    }
}
