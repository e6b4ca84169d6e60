//! The log: append-only, one chain for each city and one for the platform. Each entry is hashed as
//! canonical JSON together with the hash of the entry before it, so a changed, removed or reordered
//! entry is detected. It holds no personal data: people appear as salted digests.
//!
//! Public entries form a second chain, with numbers and hashes of its own: residents can check
//! everything that they may read, and no gap reveals a hidden entry (docs/adr/0011).

mod check;
mod event;
mod heads;
mod key;
pub(crate) mod tables;
mod verify;

pub use crate::db::GENESIS;
pub use check::{Checked, Checks, check, checked};
pub use event::{
    Action, AssessmentBody, Code, DecisionBody, Event, MeetingBody, ReadingBody, RoundBody, SeatBody, StateChange,
    VoiceBody,
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
    /// Parses the event.
    ///
    /// # Errors
    /// When another version wrote the entry, which has other events.
    pub fn event(&self) -> Result<Event> {
        Event::read(&self.action, &self.body)
    }
}

/// An event of one record, and who may read it.
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

    /// Sets whether residents may read it.
    pub(crate) fn public(mut self, public: bool) -> Self {
        self.public = public;
        self
    }

    /// Makes it public when the record is `published`. Otherwise it is about a draft: no public page
    /// shows the change, and the public revision stays.
    pub(crate) fn published(mut self, published: bool) -> Self {
        self.public = published;
        self.draft = !published;
        self
    }

    /// Makes it private: it is about something that no public page shows.
    pub(crate) fn private(self) -> Self {
        self.published(false)
    }
}

impl Tx {
    /// Returns the number that the next entry of this city's log gets. No other change can add one
    /// meanwhile.
    pub(crate) fn next_entry(&self) -> i64 {
        self.head().sequence + 1
    }

    /// Adds an entry to the log of this city.
    ///
    /// # Errors
    /// `Internal` in a change made with `Db::change_unlogged`, which the log must not mention.
    pub(crate) async fn record(&mut self, entry: Entry) -> Result<()> {
        if self.is_aside() {
            return Err(Error::internal("a change outside the log cannot record an event"));
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

/// Builds the entry that follows `head`.
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
        event.public_hash = Some(hash(&as_public(event.clone())?)?);
    }
    Ok(event)
}

/// Returns a public entry as residents see it: with its number and hashes in the chain of public
/// entries.
fn as_public(event: Logged) -> Result<Logged> {
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

/// Computes the SHA-256, in hex, of the canonical JSON (RFC 8785) of every stored field except the
/// hash.
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

/// Which entries to list.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// All.
    All,
    /// About records of a kind: `milestone`.
    Kind(&'a str),
    /// About these records.
    Records(&'a [Uuid]),
}

/// Lists the entries of a city, newest first: at most `most`, with a number lower than `before`. A
/// caller who may not see drafts gets only public entries, with their numbers and hashes in the chain
/// of public entries.
///
/// # Errors
/// Database errors.
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

/// Lists the entries of a city with a number higher than `after`, oldest first: at most `most`. A
/// caller who may not see drafts gets only public entries, as from [`list`].
///
/// # Errors
/// Database errors.
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

/// Returns how many entries the caller may read.
///
/// # Errors
/// Database errors.
pub async fn count(db: &Db, permit: &Permit<SeeLog>) -> Result<u64> {
    let city = db.read(permit).await?;
    visible(&city).count().await
}

/// Returns whether residents could read `record` of `plan`: the log has a public entry about the record, or one
/// about the plan that is later than the first entry about the record.
pub(crate) async fn was_shown(city: &Scoped, plan: Uuid, record: Uuid) -> Result<bool> {
    use tables::event::{Column, Entity};
    let about = |id: Uuid| city.find::<Entity>().filter(Column::SubjectId.eq(id));
    let first = about(record).order_by_asc(Column::Sequence).one().await?;
    let since = first.map_or(0, |first| first.sequence);
    let own = about(record).filter(Column::Public.eq(true)).count().await?;
    let later = about(plan).filter(Column::Sequence.gte(since));
    Ok(own > 0 || later.filter(Column::Public.eq(true)).count().await? > 0)
}

fn visible(city: &Scoped) -> Rows<'_, tables::event::Entity> {
    let rows = city.find::<tables::event::Entity>();
    let public = tables::event::Column::Public.eq(true);
    rows.narrowed((!city.sees_drafts()).then_some(public))
}

/// Returns the column that numbers the entries for this caller.
fn numbers(city: &Scoped) -> tables::event::Column {
    if city.sees_drafts() {
        tables::event::Column::Sequence
    } else {
        tables::event::Column::PublicSequence
    }
}

/// Returns entries as the caller sees them.
fn as_seen(city: &Scoped, found: Vec<Logged>) -> Result<Vec<Logged>> {
    if city.sees_drafts() {
        Ok(found)
    } else {
        found.into_iter().map(as_public).collect()
    }
}
