//! Keeps stored data readable only for Besa's own account on the machine: folders 0700, files 0600.

use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Sets the umask, so that all new files and folders of this process, also those that libraries create, are
/// readable only for its account.
pub fn by_default() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Creates a folder with mode 0700, or sets this mode on an existing one.
///
/// # Errors
/// When it cannot be created.
pub fn folder(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    close(path, 0o700);
    Ok(())
}

/// Creates the file of a SQLite database with mode 0600, or sets this mode on an existing one and on its
/// `-wal` and `-shm` files. SQLite creates those with the mode of the database file.
///
/// # Errors
/// When it cannot be created.
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

/// Sets the mode. Logs a warning when that fails, for example on a mounted volume that belongs to another
/// account.
fn close(path: &Path, mode: u32) {
    let permissions = std::fs::Permissions::from_mode(mode);
    if let Err(error) = std::fs::set_permissions(path, permissions) {
        tracing::warn!(%error, path = %path.display(), "file mode not set: other accounts may be able to read the data");
    }
}
