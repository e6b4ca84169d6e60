//! Checks a chain from the stored rows alone.

use super::{GENESIS, Logged, as_public, hash};
use crate::access::{Permit, SeeLog};
use crate::coded::coded;
use crate::db::head;
use crate::db::{Db, Platform};
use crate::error::Result;
use crate::ids::TenantId;
use crate::log::tables::event;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};

const PAGE: u64 = 1_000;

/// The result of the check of one log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The number of valid entries, from the first on.
    pub sound: i64,
    /// How many of them are public.
    pub public: i64,
    /// The number of the first invalid entry and what is wrong with it; `None` when all are valid.
    pub fault: Option<(i64, Fault)>,
    /// The number of entries according to the log's head.
    pub sequence: i64,
    /// The hash in the log's head.
    pub head: String,
}

coded! {
    /// What is wrong with an entry.
    Fault {
        /// The entry is missing.
        Missing = "missing",
        /// A stored field was changed.
        Changed = "changed",
        /// It does not follow the entry before it.
        Unlinked = "unlinked",
        /// Its number is higher than that of the log's head.
        Unknown = "unknown",
        /// Its hash is not the one that was signed.
        Rewritten = "rewritten",
    }
}

impl Fault {
    /// Returns the fault as a text, for operators and the API.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "the entry is missing",
            Self::Changed => "the entry was changed",
            Self::Unlinked => "the entry does not follow the one before it",
            Self::Unknown => "the entry is newer than the head of the log",
            Self::Rewritten => "the entry, or one before it, differs from the one that was signed",
        }
    }
}

/// Checks a log from its first entry and returns the first invalid one. Both the chain of all entries
/// and the chain of public entries must be valid, and the log must contain every hash that was signed.
///
/// # Errors
/// Database errors.
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

/// Returns the head of a log; an empty one when it has no entry yet.
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

/// The progress of a check in both chains.
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
    /// Checks the next entry. Returns what is wrong with it; `None` when it is valid.
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
            let Ok(public) = as_public(entry) else {
                return Ok(Some(Fault::Changed));
            };
            if public.previous != self.public_previous || hash(&public)? != public.hash {
                return Ok(Some(Fault::Changed));
            }
            self.public = public.sequence;
            self.public_previous = public.hash;
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
