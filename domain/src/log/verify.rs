//! Checks a chain offline, from the stored rows alone.

use super::{Event, GENESIS, hash};
use crate::access::{Permit, SeeLog};
use crate::db::Db;
use crate::db::entity::{chain, event};
use crate::error::Result;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

const PAGE: u64 = 1_000;

/// What a check of one chain says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How many entries were found sound, from the first on.
    pub sound: i64,
    /// The first bad entry, if any.
    pub fault: Option<(i64, Fault)>,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is not there.
    #[error("the entry is missing")]
    Missing,
    /// A stored field is not what was written.
    #[error("the entry was changed")]
    Changed,
    /// It does not follow the entry before it.
    #[error("the entry does not follow the one before it")]
    Unlinked,
    /// It is newer than the chain's head.
    #[error("the entry is not known to the chain's head")]
    Unknown,
}

/// Walks the chain from its first entry and names the first bad one.
///
/// # Errors
/// The database's own.
pub async fn verify(db: &Db, permit: &Permit<SeeLog>) -> Result<Verdict> {
    let city = db.read(permit).await?;
    let platform = city.platform();
    let select = platform
        .find::<chain::Entity>()
        .filter(chain::Column::TenantId.eq(permit.tenant()));
    let (length, head) = platform
        .one(select)
        .await?
        .map_or((0, GENESIS.to_owned()), |chain| (chain.sequence, chain.head));
    let mut sound = 0;
    let mut previous = GENESIS.to_owned();
    loop {
        let page = city
            .find::<event::Entity>()
            .filter(event::Column::Sequence.gt(sound))
            .order_by_asc(event::Column::Sequence)
            .at_most(PAGE)
            .all()
            .await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if let Some(fault) = fault(&entry, sound + 1, length, &previous)? {
                return Ok(Verdict {
                    sound,
                    fault: Some((sound + 1, fault)),
                });
            }
            sound = entry.sequence;
            previous = entry.hash;
        }
    }
    let fault = if sound < length {
        Some((sound + 1, Fault::Missing))
    } else if previous != head {
        Some((sound, Fault::Changed))
    } else {
        None
    };
    Ok(Verdict { sound, fault })
}

fn fault(entry: &Event, expected: i64, length: i64, previous: &str) -> Result<Option<Fault>> {
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
