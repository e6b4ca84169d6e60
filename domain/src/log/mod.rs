//! The log: append-only, one chain for each city and one for the platform. Each entry hashes its
//! canonical JSON and the hash before it, so a changed, removed or reordered entry shows.
//! Personal data stays outside: people appear as salted digests.
//!
//! Public entries form a second chain of their own, with their own numbers and hashes: residents can
//! check all that they may read, and no gap tells of an entry that they may not (docs/adr/0011).

mod check;
mod event;
mod heads;
mod key;
pub(crate) mod tables;
mod verify;

pub use crate::db::GENESIS;
pub use check::{Checked, Checks, check, checked};
pub use event::{
    Action, AssessmentBody, Code, DecisionBody, Event, MeetingBody, RoundBody, SeatBody, StateChange, VoiceBody,
};
pub use heads::{Chain, Heads, Kept, PublicKey, SignedHead, Statement, compare, heads, newest, sign};
pub use key::LogKey;
pub use verify::{Fault, Verdict, verify};

use crate::access::{Permit, SeeLog};
use crate::db::Tx;
use crate::db::head;
use crate::db::{Db, Rows, Scoped};
use crate::error::{Error, Result};
use crate::ids::{EventId, TenantId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

/// An entry of the log, as it is stored.
pub type Logged = tables::event::Model;

impl Logged {
    /// What happened.
    ///
    /// # Errors
    /// When the entry was written by another version, which knows other events.
    pub fn event(&self) -> Result<Event> {
        Event::read(&self.action, &self.body)
    }
}

/// An event of one record, and who may read of it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    event: Event,
    subject: Uuid,
    public: bool,
    draft: bool,
}

impl Entry {
    fn new(event: Event, subject: Uuid) -> Self {
        Self {
            event,
            subject,
            public: false,
            draft: false,
        }
    }

    /// Residents may read it.
    pub(crate) fn public(mut self, public: bool) -> Self {
        self.public = public;
        self
    }

    /// About a record that residents may read once it is `published`. Until then it is a draft, and no
    /// public page shows what was changed.
    pub(crate) fn published(mut self, published: bool) -> Self {
        self.public = published;
        self.draft = !published;
        self
    }

    /// About what no public page shows.
    pub(crate) fn private(self) -> Self {
        self.published(false)
    }
}

impl Tx {
    /// The number that the next entry of this city's log gets. Nobody writes one meanwhile.
    pub(crate) fn next_entry(&self) -> i64 {
        self.head().sequence + 1
    }

    /// Writes what was done into the log of this city.
    ///
    /// # Errors
    /// In a change that is set aside, of which the log must not tell.
    pub(crate) async fn record(&mut self, entry: Entry) -> Result<()> {
        if self.is_aside() {
            return Err(Error::internal("a change that is set aside has no event"));
        }
        let draft = entry.draft;
        let event = next(self.head(), self.id(), self.now(), self.signature(), entry)?;
        let head = self.head_mut(draft);
        head.sequence = event.sequence;
        head.head.clone_from(&event.hash);
        if let (Some(sequence), Some(hash)) = (event.public_sequence, &event.public_hash) {
            head.public_sequence = sequence;
            head.public_head.clone_from(hash);
        }
        self.add(event).await?;
        Ok(())
    }
}

/// The next entry after `head`.
fn next(head: &head::Model, id: EventId, at: OffsetDateTime, actor: &str, entry: Entry) -> Result<Logged> {
    let mut event = Logged {
        tenant_id: head.tenant_id,
        sequence: head.sequence + 1,
        id,
        at,
        actor: actor.to_owned(),
        action: entry.event.action().code().to_owned(),
        subject: entry.event.subject().to_owned(),
        subject_id: Some(entry.subject),
        public: entry.public,
        body: entry.event.body()?,
        previous: head.head.clone(),
        hash: String::new(),
        public_sequence: None,
        public_previous: None,
        public_hash: None,
    };
    event.hash = hash(&event)?;
    if event.public {
        event.public_sequence = Some(head.public_sequence + 1);
        event.public_previous = Some(head.public_head.clone());
        event.public_hash = Some(hash(&told(event.clone())?)?);
    }
    Ok(event)
}

/// A public entry as it stands in the chain of public entries: what residents get of it.
fn told(event: Logged) -> Result<Logged> {
    let (Some(sequence), Some(previous)) = (event.public_sequence, event.public_previous.clone()) else {
        return Err(Error::internal("the entry is not public"));
    };
    Ok(Logged {
        sequence,
        previous,
        hash: event.public_hash.clone().unwrap_or_default(),
        ..event
    })
}

/// SHA-256 over the canonical JSON (RFC 8785) of every stored field but the hash itself, in hex.
pub(crate) fn hash(event: &Logged) -> Result<String> {
    #[derive(Serialize)]
    struct Sealed<'e> {
        tenant: TenantId,
        sequence: i64,
        id: EventId,
        at: i64,
        actor: &'e str,
        action: &'e str,
        subject: &'e str,
        subject_id: Option<Uuid>,
        public: bool,
        body: &'e str,
        previous: &'e str,
    }
    let sealed = serde_json_canonicalizer::to_vec(&Sealed {
        tenant: event.tenant_id,
        sequence: event.sequence,
        id: event.id,
        at: event.at.unix_timestamp(),
        actor: &event.actor,
        action: &event.action,
        subject: &event.subject,
        subject_id: event.subject_id,
        public: event.public,
        body: &event.body,
        previous: &event.previous,
    })?;
    Ok(hex::encode(Sha256::digest(sealed)))
}

/// What entries are about.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// Anything.
    All,
    /// Records of a kind: `milestone`.
    Kind(&'a str),
    /// These records.
    Records(&'a [Uuid]),
}

/// Entries of a city about something, newest first: at most `most`, older than entry number
/// `before`. A caller who may not see drafts gets public entries alone, with their numbers and hashes
/// in the chain of public entries.
///
/// # Errors
/// The database's own.
pub async fn list(
    db: &Db,
    permit: &Permit<SeeLog>,
    about: About<'_>,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Logged>> {
    let city = db.read(permit).await?;
    let number = numbers(&city);
    let found = visible(&city)
        .narrowed(match about {
            About::All => None,
            About::Kind(kind) => Some(tables::event::Column::Subject.eq(kind)),
            About::Records(ids) => Some(tables::event::Column::SubjectId.is_in(ids.iter().copied())),
        })
        .narrowed(before.map(|before| number.lt(before)))
        .order_by_desc(tables::event::Column::Sequence)
        .at_most(most)
        .all()
        .await?;
    as_seen(&city, found)
}

/// Entries of a city after number `after`, oldest first: at most `most`. A caller who may not see
/// drafts gets public entries alone, as from [`list`].
///
/// # Errors
/// The database's own.
pub async fn after(db: &Db, permit: &Permit<SeeLog>, after: i64, most: u64) -> Result<Vec<Logged>> {
    let city = db.read(permit).await?;
    let number = numbers(&city);
    let found = visible(&city)
        .filter(number.gt(after))
        .order_by_asc(number)
        .at_most(most)
        .all()
        .await?;
    as_seen(&city, found)
}

/// How many entries [`list`] has for the caller in all.
///
/// # Errors
/// The database's own.
pub async fn count(db: &Db, permit: &Permit<SeeLog>) -> Result<u64> {
    let city = db.read(permit).await?;
    visible(&city).count().await
}

fn visible(city: &Scoped) -> Rows<'_, tables::event::Entity> {
    let rows = city.find::<tables::event::Entity>();
    let public = tables::event::Column::Public.eq(true);
    rows.narrowed((!city.sees_drafts()).then_some(public))
}

/// The column that numbers entries as the caller sees them.
fn numbers(city: &Scoped) -> tables::event::Column {
    if city.sees_drafts() {
        tables::event::Column::Sequence
    } else {
        tables::event::Column::PublicSequence
    }
}

/// Entries as the caller sees them.
fn as_seen(city: &Scoped, found: Vec<Logged>) -> Result<Vec<Logged>> {
    if city.sees_drafts() {
        Ok(found)
    } else {
        found.into_iter().map(told).collect()
    }
}
