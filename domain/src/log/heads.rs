//! Signed heads: every night the head of each log is signed and published. With a kept head, anybody
//! can check later whether the log still holds what it held on that day: if its end was rewritten, even
//! with valid hashes, the entry of that number has another hash than the kept head.

use super::key::{self, LogKey};
use super::verify;
use crate::access::{Audience, Permit, SeeLog};
use crate::db::{Db, Platform};
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::log::tables::{event, log_head};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Duration;
use time::format_description::well_known::Rfc3339;

/// The maximum number of heads of one log in one file: more than a year of one chain.
const MAX: u64 = 400;

/// One of the two chains of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Chain {
    /// The chain of public entries.
    Public,
    /// The chain of all entries.
    All,
}

/// A head as it is signed. The signature covers its canonical JSON (RFC 8785).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The log: the city's id, or the nil id for the platform.
    pub tenant: TenantId,
    /// The chain of this log.
    pub chain: Chain,
    /// How many entries the chain had.
    pub sequence: i64,
    /// The hash of the newest entry.
    pub head: String,
    /// When it was signed (RFC 3339).
    pub at: String,
    /// The id of the key: the first 16 hex digits of its SHA-256.
    pub key: String,
}

/// A statement and its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// What is signed.
    #[serde(flatten)]
    pub statement: Statement,
    /// The Ed25519 signature over the canonical JSON of the statement, in base64url.
    pub signature: String,
}

/// A public key that signed heads in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// Its id.
    pub id: String,
    /// Always `Ed25519`.
    pub algorithm: String,
    /// The key, 32 bytes in base64url.
    pub public_key: String,
}

/// Signed heads with the keys that signed them. This is what is published, and what
/// `besa log verify --against` reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// The keys.
    pub keys: Vec<PublicKey>,
    /// The heads, newest first.
    pub heads: Vec<SignedHead>,
}

impl Statement {
    fn sealed(&self) -> Result<Vec<u8>> {
        Ok(serde_json_canonicalizer::to_vec(self)?)
    }
}

impl Heads {
    fn of(rows: Vec<log_head::Model>) -> Result<Self> {
        let mut keys = BTreeMap::new();
        let mut heads = Vec::new();
        for row in rows {
            let statement = Statement {
                tenant: row.tenant_id,
                chain: if row.public { Chain::Public } else { Chain::All },
                sequence: row.sequence,
                head: row.head,
                at: row.at.format(&Rfc3339).map_err(Error::internal)?,
                key: row.key.clone(),
            };
            keys.insert(row.key, row.public_key);
            heads.push(SignedHead {
                statement,
                signature: row.signature,
            });
        }
        let keys = keys.into_iter().map(|(id, public_key)| PublicKey {
            id,
            algorithm: "Ed25519".to_owned(),
            public_key,
        });
        Ok(Self {
            keys: keys.collect(),
            heads,
        })
    }

    /// Returns the content of the file, as JSON.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn to_file(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }

    /// Parses a file.
    ///
    /// # Errors
    /// When it is not JSON of this shape.
    pub fn of_file(bytes: &[u8]) -> Result<Self> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// Returns whether a head was signed by a key of this file.
    ///
    /// # Errors
    /// When the statement cannot be written as JSON.
    pub fn is_signed(&self, head: &SignedHead) -> Result<bool> {
        let sealed = head.statement.sealed()?;
        let id = &head.statement.key;
        let mut keys = self.keys.iter().filter(|known| known.id == *id);
        Ok(keys.any(|known| key::signed(id, &known.public_key, &sealed, &head.signature)))
    }
}

/// Signs the current heads of both chains of a log, once a day (UTC). Returns the heads of this log
/// that were signed today.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "log.heads.sign", city = %permit.tenant()))]
pub async fn sign(db: &Db, permit: &Permit<SeeLog>, with: &LogKey) -> Result<Heads> {
    let now = db.clock().now();
    let platform = db.platform();
    let head = verify::head(&platform, permit.tenant()).await?;
    if head.sequence > 0 {
        for (chain, sequence, hash) in [
            (Chain::Public, head.public_sequence, &head.public_head),
            (Chain::All, head.sequence, &head.head),
        ] {
            let statement = Statement {
                tenant: permit.tenant(),
                chain,
                sequence,
                head: hash.clone(),
                at: now.format(&Rfc3339).map_err(Error::internal)?,
                key: with.id(),
            };
            let row = log_head::Model {
                tenant_id: permit.tenant(),
                public: chain == Chain::Public,
                day: now.date(),
                sequence,
                head: hash.clone(),
                at: now,
                key: with.id(),
                public_key: with.public(),
                signature: with.sign(&statement.sealed()?),
            };
            let key = [
                log_head::Column::TenantId,
                log_head::Column::Public,
                log_head::Column::Day,
            ];
            platform.add_unless_there(row, key).await?;
        }
    }
    let select = platform
        .find::<log_head::Entity>()
        .filter(log_head::Column::TenantId.eq(permit.tenant()))
        .filter(log_head::Column::Day.eq(now.date()))
        .order_by_desc(log_head::Column::Public);
    Heads::of(platform.all(select).await?)
}

/// Returns the signed heads of a log that the caller may read, newest first, maximum 400. Residents get
/// those of the chain of public entries, callers who may see drafts those of both chains.
///
/// # Errors
/// Database errors.
pub async fn heads(db: &Db, permit: &Permit<SeeLog>) -> Result<Heads> {
    let platform = db.platform();
    let mut select = platform
        .find::<log_head::Entity>()
        .filter(log_head::Column::TenantId.eq(permit.tenant()))
        .order_by_desc(log_head::Column::Day)
        .order_by_desc(log_head::Column::Public)
        .limit(MAX);
    if permit.audience() == Audience::Public {
        select = select.filter(log_head::Column::Public.eq(true));
    }
    Heads::of(platform.all(select).await?)
}

/// Returns the signed hashes by entry number, of the chain of all entries.
pub(super) async fn signed<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    tenant: TenantId,
) -> Result<BTreeMap<i64, String>> {
    let select = platform
        .find::<log_head::Entity>()
        .filter(log_head::Column::TenantId.eq(tenant))
        .filter(log_head::Column::Public.eq(false))
        .filter(log_head::Column::Sequence.gt(0));
    let rows = platform.all(select).await?;
    Ok(rows.into_iter().map(|row| (row.sequence, row.head)).collect())
}

/// Returns the newest signed head of the public chain of each of these cities, if it is at most a week
/// old.
///
/// # Errors
/// Database errors.
pub async fn newest(db: &Db, cities: &[TenantId]) -> Result<Heads> {
    let week = (db.clock().now() - Duration::WEEK).date();
    let platform = db.platform();
    let select = platform
        .find::<log_head::Entity>()
        .filter(log_head::Column::Public.eq(true))
        .filter(log_head::Column::Day.gte(week))
        .order_by_desc(log_head::Column::Day)
        .order_by_asc(log_head::Column::TenantId);
    let mut seen = std::collections::HashSet::new();
    let rows = platform.all(select).await?.into_iter();
    Heads::of(
        rows.filter(|row| cities.contains(&row.tenant_id) && seen.insert(row.tenant_id))
            .collect(),
    )
}

/// Whether a log still matches a kept head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The entry of that number has the same hash.
    Same,
    /// The entry of that number has another hash: it, or one before it, was replaced.
    Other,
    /// The log has no entry of that number: its end was removed.
    Gone,
}

/// Compares a log with a head that somebody kept. Whether the log is valid in itself is checked by
/// [`verify`].
///
/// # Errors
/// Database errors.
pub async fn compare(db: &Db, permit: &Permit<SeeLog>, kept: &Statement) -> Result<Kept> {
    if kept.sequence == 0 {
        return Ok(Kept::Same);
    }
    let city = db.read(permit).await?;
    let number = match kept.chain {
        Chain::Public => event::Column::PublicSequence,
        Chain::All => event::Column::Sequence,
    };
    let found = city
        .find::<event::Entity>()
        .filter(number.eq(kept.sequence))
        .one()
        .await?;
    Ok(match found {
        None => Kept::Gone,
        Some(entry) => {
            let hash = match kept.chain {
                Chain::Public => entry.public_hash.unwrap_or_default(),
                Chain::All => entry.hash,
            };
            if hash == kept.head { Kept::Same } else { Kept::Other }
        }
    })
}
