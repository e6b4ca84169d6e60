//! Writes mails as `.eml` files into a folder, when no mail server is set.

use crate::failure::Failure;
use besa_domain::JobId;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes a mail to a temporary file and then renames it, so that no partial file is visible. The name comes
/// from the job, so that a second attempt replaces the first.
pub(super) async fn write(folder: &Path, id: JobId, mail: Vec<u8>) -> Result<(), Failure> {
    let folder = folder.to_owned();
    let written = tokio::task::spawn_blocking(move || put(folder, id, &mail)).await;
    match written {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::Temporary(format!(
            "the mail cannot be written to the folder: {error}"
        ))),
        Err(error) => Err(Failure::Temporary(error.to_string())),
    }
}

fn put(folder: PathBuf, id: JobId, mail: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::Builder::new()
        .prefix(".")
        .suffix(".part")
        .tempfile_in(&folder)?;
    file.write_all(mail)?;
    file.as_file().sync_all()?;
    file.persist(folder.join(format!("{id}.eml")))?;
    Ok(())
}
