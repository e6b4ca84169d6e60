//! The store of rendered pages, with a limit in bytes. When it is full, the pages that were not requested for
//! longest are removed, among them all those of earlier states.

use crate::memory::LARGE;
use besa_domain::tenants::PublicState;
use besa_web::variant::Variant;
use bytes::Bytes;
use poem::PathPattern;
use poem::http::HeaderMap;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// What a kept page depends on. The build is that of this process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) state: PublicState,
    /// The path, with its language, and the query.
    pub(super) target: Box<str>,
    pub(super) variant: Variant,
}

/// A response with status 200, as it is sent.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) headers: HeaderMap,
    /// The body, compressed as the variant says.
    pub(super) body: Bytes,
    /// The route, for logs and metrics.
    pub(super) route: Option<PathPattern>,
}

/// Bytes that an entry takes in maps and headers, besides what they refer to.
const ENTRY: usize = 512;
/// Bytes of one header in a map.
const HEADER: usize = 112;

impl Page {
    fn size(&self, key: &Key) -> usize {
        let values: usize = self.headers.values().map(|value| HEADER + value.len()).sum();
        ENTRY + key.target.len() + key.variant.size() + values + self.body.len()
    }
}

/// The rendered pages of this process. Clones share them.
#[derive(Clone, Debug)]
pub struct KeptPages(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: usize,
    pages: Mutex<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    kept: HashMap<Key, Entry>,
    /// Pages that are being rendered. The channel closes when that has ended.
    running: HashMap<Key, watch::Receiver<()>>,
    bytes: usize,
    /// The number of requests so far.
    requests: u64,
}

#[derive(Debug)]
struct Entry {
    page: Arc<Page>,
    size: usize,
    /// The number of the last request for it.
    requested: u64,
}

/// What the store has for a request.
pub(super) enum Found {
    /// The page.
    Page(Arc<Page>),
    /// Another request renders it: wait until the channel closes.
    Rendering(watch::Receiver<()>),
    /// Nothing: this request renders it, while it holds this value.
    Nothing(Rendering),
}

/// A page that is being rendered. Dropping it lets the requests that wait for the page go on.
#[derive(Debug)]
pub(super) struct Rendering {
    pages: KeptPages,
    key: Key,
    _waiting: watch::Sender<()>,
}

impl Drop for Rendering {
    fn drop(&mut self) {
        self.pages.lock().running.remove(&self.key);
    }
}

impl KeptPages {
    /// Returns an empty store for at most `most` bytes. With 0, nothing is kept.
    pub fn new(most: usize) -> Self {
        Self(Arc::new(Inner {
            most,
            pages: Mutex::default(),
        }))
    }

    /// Removes every page.
    pub fn clear(&self) {
        let mut pages = self.lock();
        pages.kept.clear();
        pages.bytes = 0;
    }

    /// Returns the size of all pages in bytes, with their keys and headers.
    pub fn bytes(&self) -> usize {
        self.lock().bytes
    }

    /// Returns path, query and body of every page. Bodies are compressed if their request accepted that.
    pub fn bodies(&self) -> Vec<(String, Bytes)> {
        let pages = self.lock();
        let bodies = pages.kept.iter();
        bodies
            .map(|(key, entry)| (key.target.to_string(), entry.page.body.clone()))
            .collect()
    }

    /// Returns whether anything is kept.
    pub(super) fn is_on(&self) -> bool {
        self.0.most > 0
    }

    /// Returns the maximum size of a body in bytes. A few long pages must not displace all others, and a body in
    /// the store takes no part in the memory budget.
    pub(super) fn longest(&self) -> usize {
        usize::try_from(LARGE).map_or(0, |large| large.min(self.0.most / 8))
    }

    /// Returns a page, if it is kept.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Page>> {
        self.lock().get(key)
    }

    /// Returns a page or, of several concurrent requests, lets one render it and the others wait.
    pub(super) fn find(&self, key: &Key) -> Found {
        let mut pages = self.lock();
        if let Some(page) = pages.get(key) {
            return Found::Page(page);
        }
        if let Some(running) = pages.running.get(key) {
            return Found::Rendering(running.clone());
        }
        let (sender, receiver) = watch::channel(());
        pages.running.insert(key.clone(), receiver);
        Found::Nothing(Rendering {
            pages: self.clone(),
            key: key.clone(),
            _waiting: sender,
        })
    }

    /// Adds a page. It is not added if it is too long.
    pub(super) fn put(&self, key: &Key, page: Arc<Page>) {
        if page.body.len() > self.longest() {
            return;
        }
        let size = page.size(key);
        let mut pages = self.lock();
        pages.remove(key);
        if pages.bytes + size > self.0.most {
            pages.make_room(self.0.most.saturating_sub(self.0.most / 8 + size));
        }
        pages.bytes += size;
        let entry = Entry {
            page,
            size,
            requested: pages.requests,
        };
        pages.kept.insert(key.clone(), entry);
    }

    fn lock(&self) -> MutexGuard<'_, Pages> {
        self.0.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn get(&mut self, key: &Key) -> Option<Arc<Page>> {
        self.requests += 1;
        let entry = self.kept.get_mut(key)?;
        entry.requested = self.requests;
        Some(Arc::clone(&entry.page))
    }

    fn remove(&mut self, key: &Key) {
        if let Some(entry) = self.kept.remove(key) {
            self.bytes -= entry.size;
        }
    }

    /// Removes the pages that were not requested for longest, until the others take at most `most` bytes.
    fn make_room(&mut self, most: usize) {
        let mut oldest: Vec<(u64, Key)> = self
            .kept
            .iter()
            .map(|(key, entry)| (entry.requested, key.clone()))
            .collect();
        oldest.sort_unstable_by_key(|(requested, _)| *requested);
        for (_, key) in oldest {
            if self.bytes <= most {
                return;
            }
            self.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use besa_domain::Ids;
    use poem::http::{HeaderValue, header};
    use time::macros::date;

    fn key(target: &str, revision: i64) -> Key {
        Key {
            state: PublicState {
                tenant: Ids::counted().next(),
                revision,
                day: date!(2026 - 11 - 23),
            },
            target: target.into(),
            variant: Variant::requested(&HeaderMap::new()).unwrap(),
        }
    }

    fn page(bytes: usize) -> Arc<Page> {
        Arc::new(Page {
            headers: HeaderMap::from_iter([(header::ETAG, HeaderValue::from_static("\"1\""))]),
            body: vec![b'a'; bytes].into(),
            route: None,
        })
    }

    #[test]
    fn the_limit_counts_everything_and_popular_pages_stay() {
        let pages = KeptPages::new(100_000);
        pages.put(&key("/popular", 1), page(5_000));
        for number in 0..1_000 {
            let one = key(&format!("/rare?x={number}"), 1);
            pages.put(&one, page(5_000));
            assert!(pages.get(&key("/popular", 1)).is_some(), "{number}");
            let sum: usize = pages.lock().kept.values().map(|entry| entry.size).sum();
            assert_eq!(pages.bytes(), sum);
            assert!(sum <= 100_000 && pages.get(&one).is_some(), "{sum}");
        }
        assert!(pages.get(&key("/rare?x=1", 1)).is_none());
        let most: usize = pages.bodies().iter().map(|(_, body)| body.len()).sum();
        assert!(most < pages.bytes());
        // The same page again takes the same room, and a long one takes none.
        let before = pages.bytes();
        pages.put(&key("/popular", 1), page(5_000));
        pages.put(&key("/long", 1), page(12_501));
        assert_eq!(pages.bytes(), before);
        pages.clear();
        assert_eq!((pages.bytes(), pages.bodies().len()), (0, 0));
    }

    #[test]
    fn another_state_is_another_page() {
        let pages = KeptPages::new(100_000);
        pages.put(&key("/", 1), page(10));
        assert!(pages.get(&key("/", 1)).is_some());
        assert!(pages.get(&key("/", 2)).is_none());
        let mut tomorrow = key("/", 1);
        tomorrow.state.day = date!(2026 - 11 - 24);
        assert!(pages.get(&tomorrow).is_none());
    }

    #[tokio::test]
    async fn one_request_renders_and_the_others_wait_until_it_ends() {
        let (pages, key) = (KeptPages::new(100_000), key("/", 1));
        let Found::Nothing(first) = pages.find(&key) else {
            panic!("the store is empty");
        };
        let Found::Rendering(mut waiting) = pages.find(&key) else {
            panic!("the first request renders");
        };
        pages.put(&key, page(10));
        drop(first);
        waiting.changed().await.unwrap_err();
        assert!(matches!(pages.find(&key), Found::Page(_)));
        assert!(pages.lock().running.is_empty());
    }
}
