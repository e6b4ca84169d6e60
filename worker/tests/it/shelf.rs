//! A file store in memory.

use async_trait::async_trait;
use besa_domain::ports::{FileWriter, Files};
use besa_domain::{Error, Result};
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::{BoxStream, once};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

#[derive(Debug, Clone, Default)]
pub(crate) struct Shelf(Arc<Mutex<HashMap<String, Bytes>>>);

struct MemoryFile {
    shelf: Shelf,
    key: String,
    bytes: Vec<u8>,
}

#[async_trait]
impl Files for Shelf {
    async fn create(&self, key: &str) -> Result<Box<dyn FileWriter>> {
        Ok(Box::new(MemoryFile {
            shelf: self.clone(),
            key: key.to_owned(),
            bytes: Vec::new(),
        }))
    }

    async fn open(&self, key: &str) -> Result<(u64, BoxStream<'static, Result<Bytes>>)> {
        let found = self.0.lock().unwrap().get(key).cloned();
        let bytes = found.ok_or(Error::NotFound("file"))?;
        let size = u64::try_from(bytes.len()).unwrap();
        Ok((size, once(async { Ok(bytes) }).boxed()))
    }

    async fn list(&self, folder: &str) -> Result<BoxStream<'static, Result<String>>> {
        let within = format!("{folder}/");
        let kept = self.0.lock().unwrap();
        let keys: Vec<_> = kept
            .keys()
            .filter(|key| key.starts_with(&within))
            .cloned()
            .map(Ok)
            .collect();
        Ok(futures_util::stream::iter(keys).boxed())
    }

    async fn remove(&self, key: &str) -> Result<()> {
        self.0.lock().unwrap().remove(key);
        Ok(())
    }

    async fn check(&self) -> Result<()> {
        Ok(())
    }
}

#[async_trait]
impl FileWriter for MemoryFile {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }

    async fn finish(&mut self) -> Result<()> {
        let bytes = std::mem::take(&mut self.bytes).into();
        self.shelf.0.lock().unwrap().insert(self.key.clone(), bytes);
        Ok(())
    }

    async fn abort(&mut self) -> Result<()> {
        Ok(())
    }
}
