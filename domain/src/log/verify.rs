//! Checks a chain offline, from the stored rows alone.

use super::{GENESIS, Logged, hash, told};
use crate::access::{Permit, SeeLog};
use crate::coded::coded;
use crate::db::head;
use crate::db::{Db, Platform};
use crate::error::Result;
use crate::ids::TenantId;
use crate::log::tables::event;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};

const PAGE: u64 = 1_000;

/// What a check of one log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries were found sound, from the first on.
    pub sound: i64,
    /// How many of them are public.
    pub public: i64,
    /// The first bad entry, if any.
    pub fault: Option<(i64, Fault)>,
    /// How many entries the log has by its head.
    pub sequence: i64,
    /// The hash in the log's head.
    pub head: String,
}

coded! {
    /// What is wrong with an entry.
    Fault {
        /// It is not there.
        Missing = "missing",
        /// A stored field is not what was written.
        Changed = "changed",
        /// It does not follow the entry before it.
        Unlinked = "unlinked",
        /// It is newer than the chain's head.
        Unknown = "unknown",
        /// It is not the one whose hash was signed in a night.
        Rewritten = "rewritten",
    }
}

impl Fault {
    /// The same in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "the entry is missing",
            Self::Changed => "the entry was changed",
            Self::Unlinked => "the entry does not follow the one before it",
            Self::Unknown => "the entry is not known to the chain's head",
            Self::Rewritten => "the entry, or one before it, is not the one that was signed",
        }
    }
}

/// Walks a log from its first entry and names the first bad one: both the chain of all entries and
/// that of the public ones must hold, and lead over every head that was signed.
///
/// # Errors
/// The database's own.
pub async fn verify(db: &Db, permit: &Permit<SeeLog>) -> Result<Verdict> {
    let city = db.read(permit).await?;
    let head = head(&city.platform(), permit.tenant()).await?;
    let verdict = |walk: &Walk, fault| Verdict {
        sound: walk.sound,
        public: walk.public,
        fault,
        sequence: head.sequence,
        head: head.head.clone(),
    };
    let signed = super::heads::signed(&city.platform(), permit.tenant()).await?;
    let mut walk = Walk::default();
    loop {
        let page = city
            .find::<event::Entity>()
            .filter(event::Column::Sequence.gt(walk.sound))
            .order_by_asc(event::Column::Sequence)
            .at_most(PAGE)
            .all()
            .await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if let Some(fault) = walk.step(entry, head.sequence)? {
                return Ok(verdict(&walk, Some((walk.sound + 1, fault))));
            }
            if signed.get(&walk.sound).is_some_and(|hash| *hash != walk.previous) {
                walk.sound -= 1;
                return Ok(verdict(&walk, Some((walk.sound + 1, Fault::Rewritten))));
            }
        }
    }
    let last_signed = signed.last_key_value().map_or(0, |(sequence, _)| *sequence);
    let fault = if walk.sound < head.sequence.max(last_signed) {
        Some((walk.sound + 1, Fault::Missing))
    } else if walk.previous != head.head
        || (walk.public, &walk.public_previous) != (head.public_sequence, &head.public_head)
    {
        Some((walk.sound, Fault::Changed))
    } else {
        None
    };
    Ok(verdict(&walk, fault))
}

/// The head of a log; that of an empty one where it has none yet.
pub(super) async fn head<C: ConnectionTrait>(platform: &Platform<'_, C>, tenant: TenantId) -> Result<head::Model> {
    let select = platform
        .find::<head::Entity>()
        .filter(head::Column::TenantId.eq(tenant));
    Ok(platform.one(select).await?.unwrap_or_else(|| head::Model {
        tenant_id: tenant,
        revision: 0,
        sequence: 0,
        head: GENESIS.to_owned(),
        public_revision: 0,
        public_sequence: 0,
        public_head: GENESIS.to_owned(),
    }))
}

/// How far a walk has come in both chains.
struct Walk {
    sound: i64,
    previous: String,
    public: i64,
    public_previous: String,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            sound: 0,
            previous: GENESIS.to_owned(),
            public: 0,
            public_previous: GENESIS.to_owned(),
        }
    }
}

impl Walk {
    /// Takes the next entry, unless something is wrong with it.
    fn step(&mut self, entry: Logged, length: i64) -> Result<Option<Fault>> {
        if let Some(fault) = fault(&entry, self.sound + 1, length, &self.previous)? {
            return Ok(Some(fault));
        }
        let sequence = entry.sequence;
        let hash_of = entry.hash.clone();
        if entry.public {
            if entry.public_sequence != Some(self.public + 1) {
                return Ok(Some(Fault::Changed));
            }
            let Ok(told) = told(entry) else {
                return Ok(Some(Fault::Changed));
            };
            if told.previous != self.public_previous || hash(&told)? != told.hash {
                return Ok(Some(Fault::Changed));
            }
            self.public = told.sequence;
            self.public_previous = told.hash;
        } else if entry.public_sequence.is_some() {
            return Ok(Some(Fault::Changed));
        }
        self.sound = sequence;
        self.previous = hash_of;
        Ok(None)
    }
}

fn fault(entry: &Logged, expected: i64, length: i64, previous: &str) -> Result<Option<Fault>> {
    Ok(if entry.sequence != expected {
        Some(Fault::Missing)
    } else if entry.previous != previous {
        Some(Fault::Unlinked)
    } else if hash(entry)? != entry.hash {
        Some(Fault::Changed)
    } else if entry.sequence > length {
        Some(Fault::Unknown)
    } else {
        None
    })
}
