//! The file store: a folder or an S3 bucket, through `object_store`.

use async_trait::async_trait;
use besa_domain::ports::{FileLimits, FileWriter, Files};
use besa_domain::{Error, Result};
use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use url::Url;

/// Size of the parts of an upload: 5 MiB, the minimum on S3.
const PART: usize = 5 * 1024 * 1024;

/// The file store: a folder or an S3 bucket.
#[derive(Debug, Clone)]
pub struct Store {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    /// The folder; `None` for a bucket.
    folder: Option<PathBuf>,
    limits: FileLimits,
}

impl Store {
    /// Opens `file:///…`, creating the folder if it is missing, or `s3://bucket/prefix`, whose credentials
    /// come from the usual `AWS_*` variables.
    ///
    /// # Errors
    /// When the folder cannot be created or the bucket's settings are incomplete.
    pub fn open(url: &Url) -> anyhow::Result<Self> {
        if url.scheme() == "file" {
            let folder = url
                .to_file_path()
                .map_err(|()| anyhow::anyhow!("files_url: not the path of a folder"))?;
            std::fs::create_dir_all(&folder)?;
            let store = LocalFileSystem::new_with_prefix(&folder)?.with_automatic_cleanup(true);
            return Ok(Self {
                store: Arc::new(store),
                prefix: Path::default(),
                folder: Some(folder),
                limits: FileLimits::default(),
            });
        }
        let store = AmazonS3Builder::from_env().with_url(url.as_str()).build()?;
        Ok(Self {
            store: Arc::new(store),
            prefix: Path::from(url.path()),
            folder: None,
            limits: FileLimits::default(),
        })
    }

    /// Sets the limits of the store.
    #[must_use]
    pub fn within(self, limits: FileLimits) -> Self {
        Self { limits, ..self }
    }

    fn at(&self, key: &str) -> Path {
        Path::from_iter(self.prefix.parts().chain(Path::from(key).parts()))
    }
}

#[async_trait]
impl Files for Store {
    async fn create(&self, key: &str) -> Result<Box<dyn FileWriter>> {
        let upload = self.store.put_multipart(&self.at(key)).await.map_err(fault)?;
        Ok(Box::new(Writer(Some(WriteMultipart::new_with_chunk_size(
            upload, PART,
        )))))
    }

    async fn open(&self, key: &str) -> Result<(u64, BoxStream<'static, Result<Bytes>>)> {
        let found = self.store.get(&self.at(key)).await.map_err(fault)?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map(|chunk| chunk.map_err(fault)).boxed()))
    }

    async fn list(&self, folder: &str) -> Result<BoxStream<'static, Result<String>>> {
        if let Some(root) = &self.folder {
            let keys = keys_on_disk(root.join(self.at(folder).as_ref()), folder.to_owned());
            return Ok(stream::iter(keys.await?).map(Ok).boxed());
        }
        // S3 does not list unfinished uploads: a lifecycle rule of the bucket must remove them.
        let prefix = self.prefix.clone();
        let found = self.store.list(Some(&self.at(folder)));
        let key = move |meta: object_store::ObjectMeta| {
            let parts = meta
                .location
                .prefix_match(&prefix)
                .map(|parts| parts.map(|part| part.as_ref().to_owned()));
            parts.map(|parts| parts.collect::<Vec<_>>().join("/"))
        };
        Ok(found
            .map_ok(key)
            .try_filter_map(|key| std::future::ready(Ok(key)))
            .map_err(fault)
            .boxed())
    }

    async fn remove(&self, key: &str) -> Result<()> {
        if let Some(root) = &self.folder {
            let unfinished = root.join(format!("{}{UNFINISHED}", self.at(key)));
            gone(tokio::fs::remove_file(unfinished).await).map_err(|error| Error::Busy(error.into()))?;
        }
        match self.store.delete(&self.at(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(error)),
        }
    }

    async fn free(&self) -> Result<Option<u64>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let disk = rustix::fs::statvfs(folder).map_err(|error| Error::Busy(error.into()))?;
        Ok(Some(disk.f_bavail.saturating_mul(disk.f_frsize)))
    }

    fn limits(&self) -> FileLimits {
        self.limits
    }

    async fn check(&self) -> Result<()> {
        if let Some(folder) = &self.folder {
            // Writes a file: a folder that belongs to another account can be read but not written.
            let probe = folder.join(format!(".probe-{}", std::process::id()));
            let written = async {
                tokio::fs::write(&probe, "probe").await?;
                gone(tokio::fs::remove_file(&probe).await)
            };
            return written.await.map_err(|error| {
                Error::Busy(format!("the folder {} cannot be written to: {error}", folder.display()).into())
            });
        }
        // Lists one entry: that needs an answer from the bucket, and reads no file.
        match self.store.list(Some(&self.prefix)).next().await {
            None | Some(Ok(_) | Err(object_store::Error::NotFound { .. })) => Ok(()),
            Some(Err(error)) => Err(fault(error)),
        }
    }
}

struct Writer(Option<WriteMultipart>);

#[async_trait]
impl FileWriter for Writer {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        let upload = self.0.as_mut().ok_or(Error::NotFound("file"))?;
        upload.wait_for_capacity(4).await.map_err(fault)?;
        upload.put(bytes);
        Ok(())
    }

    async fn finish(&mut self) -> Result<()> {
        let upload = self.0.take().ok_or(Error::NotFound("file"))?;
        upload.finish().await.map_err(fault)?;
        Ok(())
    }

    async fn abort(&mut self) -> Result<()> {
        match self.0.take() {
            Some(upload) => upload.abort().await.map_err(fault),
            None => Ok(()),
        }
    }
}

/// The suffix that `object_store` gives to an unfinished file on disk. It counts up while a name is taken,
/// but our keys are new each time.
const UNFINISHED: &str = "#1";

async fn keys_on_disk(path: PathBuf, folder: String) -> Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    let mut entries = match tokio::fs::read_dir(path).await {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(keys),
        entries => entries.map_err(|error| Error::Busy(error.into()))?,
    };
    while let Some(entry) = entries.next_entry().await.map_err(|error| Error::Busy(error.into()))? {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        keys.insert(format!("{folder}/{}", name.strip_suffix(UNFINISHED).unwrap_or(&name)));
    }
    Ok(keys)
}

fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn fault(error: object_store::Error) -> Error {
    if matches!(error, object_store::Error::NotFound { .. }) {
        Error::NotFound("file")
    } else {
        // Full, read-only, unreachable or broken: the request was valid and can be retried.
        Error::Busy(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_aborted_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Url::from_directory_path(folder.path()).unwrap()).unwrap();
        let mut writer = store.create("a/b").await.unwrap();
        writer.write(Bytes::from_static(b"half")).await.unwrap();
        writer.abort().await.unwrap();
        assert!(matches!(
            store.open("a/b").await.err().unwrap(),
            Error::NotFound("file")
        ));

        let mut writer = store.create("a/b").await.unwrap();
        writer.write(Bytes::from_static(b"whole")).await.unwrap();
        writer.finish().await.unwrap();
        let (size, mut stream) = store.open("a/b").await.unwrap();
        assert_eq!(size, 5);
        assert_eq!(stream.next().await.unwrap().unwrap(), Bytes::from_static(b"whole"));
        store.remove("a/b").await.unwrap();
        store.remove("a/b").await.unwrap();
    }

    #[tokio::test]
    async fn a_store_that_is_away_is_busy() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Url::from_directory_path(folder.path()).unwrap()).unwrap();
        store.check().await.unwrap();
        std::fs::remove_dir(folder.path()).unwrap();
        std::fs::write(folder.path(), "").unwrap();
        assert!(matches!(store.check().await, Err(Error::Busy(_))));
        assert!(matches!(store.create("a/b").await.err(), Some(Error::Busy(_))));
        std::fs::remove_file(folder.path()).unwrap();
    }

    /// A folder that exists and takes no files, whatever account the test runs as.
    #[tokio::test]
    async fn a_folder_that_takes_no_files_is_named() {
        let store = Store::open(&Url::from_directory_path("/proc/self").unwrap()).unwrap();
        let reason = store.check().await.unwrap_err().reason();
        assert!(
            reason.starts_with("the folder /proc/self/ cannot be written to: "),
            "{reason}"
        );
    }

    #[tokio::test]
    async fn a_key_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Url::from_directory_path(folder.path()).unwrap()).unwrap();
        assert!(store.open("../../etc/passwd").await.is_err());
    }
}
