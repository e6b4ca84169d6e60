//! Subscriptions to a city's plan by mail. A subscriber needs an e-mail address but no account.
//!
//! Digests are sent only to confirmed addresses. The response to a request never says whether an address is
//! known. Each mail has its own link, of which only the digest of its secret is stored; all of them open the
//! subscription, as long as it exists.

mod limits;
mod mail;
mod schedule;
mod secrets;
pub(crate) mod tables;
mod wish;

pub use limits::{LINKS as LINK_TRIES, count};
pub use mail::{SubscriptionMail, mail};
pub use schedule::{DigestSchedule, Frequency};
pub use secrets::{link, placeholder, unlink};
pub(crate) use secrets::{links, remove_links};
pub use wish::SubscriptionSettings;

use crate::access::{Permit, Subscribe};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, Result, fresh};
use crate::ids::{CommitmentId, SubscriptionId};
use crate::input::{self, Check};
use crate::jobs::Job;
use crate::mail_budget::{self, Unasked};
use crate::once::Once;
use crate::people::secret;
use crate::subscriptions::tables::{follow, subscription, subscription_link};
use crate::tenants::Tenant;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use time::{Duration, OffsetDateTime};
use wish::followed;

/// A mailbox that follows a city's plan.
pub type Subscription = subscription::Model;

/// How long a subscription can be confirmed after it was requested.
pub const HOLDS: Duration = Duration::days(7);

/// The minimum time between two mails about a subscription to one mailbox, so that nobody can flood it
/// (docs/SECURITY.md).
pub const PAUSE: Duration = Duration::days(1);

/// The version of the text that a subscriber agrees to. Change it with the text `subscribe-consent`.
pub const CONSENT: &str = "2026-11";

/// A subscription as its link shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The subscription.
    pub subscription: Subscription,
    /// The commitments it follows; empty when it follows the whole plan.
    pub commitments: BTreeSet<CommitmentId>,
    /// Whether it is not confirmed yet and still can be.
    pub waits: bool,
}

impl Opened {
    /// Returns its settings, for editing.
    pub fn wish(&self) -> SubscriptionSettings {
        let row = &self.subscription;
        SubscriptionSettings {
            language: row.language.clone(),
            time_zone: Some(row.time_zone.clone()),
            frequency: row.frequency,
            day: Some(row.day),
            hour: row.hour,
            whole: row.whole,
            commitments: self.commitments.clone(),
        }
    }
}

/// Requests a subscription and enqueues a mail to the address, unless it got one within [`PAUSE`] or too many
/// that day. Returns the subscription that the mail is about, or `None` when no mail is sent. The user must
/// get the same response in all cases, so that it does not reveal whether the address is known.
///
/// # Errors
/// The field errors of the address and the settings; `TooMany` when the signed-in user or the city has caused
/// too many mails that day.
pub async fn subscribe(
    db: &Db,
    permit: &Permit<Subscribe>,
    once: Option<&Once>,
    tenant: &Tenant,
    email: &str,
    wish: &SubscriptionSettings,
) -> Result<Option<SubscriptionId>> {
    let mut check = Check::new();
    let email = check.email("email", email);
    wish.check(&mut check, tenant);
    check.done()?;
    db.change_unlogged(permit, once, async |tx| {
        mail_budget::sender(tx, Unasked::Confirmation).await?;
        let commitments = wish.followed(tx).await?;
        let address = digest_of(tenant, &email);
        let known = tx
            .find::<subscription::Entity>()
            .filter(subscription::Column::Address.eq(address.as_str()))
            .one()
            .await?;
        let paused = known.as_ref().is_some_and(|known| known.mailed_at + PAUSE > tx.now());
        if paused || !mail_budget::recipient(tx, Unasked::Confirmation, &email).await? {
            return Ok(None);
        }
        let row = match known {
            // Already confirmed: its settings stay, since only the subscriber's own link may change them.
            Some(known) if known.stands() => {
                let row = Subscription {
                    mailed_at: tx.now(),
                    ..known
                };
                tx.save(row).await?
            }
            Some(known) => {
                let row = asked(tx, known, email);
                let row = tx.save(wish.over(row, tenant)).await?;
                write_follows(tx, row.id, &commitments).await?;
                row
            }
            None => {
                let row = asked(tx, blank(tx, address), email);
                let row = tx.add(wish.over(row, tenant)).await?;
                write_follows(tx, row.id, &commitments).await?;
                row
            }
        };
        let job = Job::ConfirmSubscription { subscription: row.id };
        tx.enqueue_now(&job, &row.id.to_string()).await?;
        Ok(Some(row.id))
    })
    .await
}

fn blank(tx: &Tx, address: String) -> Subscription {
    Subscription {
        tenant_id: tx.tenant(),
        id: tx.id(),
        email: None,
        address,
        language: String::new(),
        time_zone: String::new(),
        frequency: Frequency::Weekly,
        day: 1,
        hour: 0,
        whole: true,
        consent: CONSENT.to_owned(),
        asked_at: tx.now(),
        mailed_at: tx.now(),
        confirmed_at: None,
        stopped_at: None,
        cursor: 0,
        next_at: None,
        version: 0,
    }
}

/// Returns the subscription as requested and not confirmed yet.
fn asked(tx: &Tx, row: Subscription, email: String) -> Subscription {
    Subscription {
        email: Some(email),
        consent: CONSENT.to_owned(),
        asked_at: tx.now(),
        mailed_at: tx.now(),
        confirmed_at: None,
        stopped_at: None,
        version: row.version + 1,
        ..row
    }
}

/// Returns the subscription that a link opens.
///
/// # Errors
/// `NotFound("subscription")` when the link is not one of this city.
pub async fn open(db: &Db, permit: &Permit<Subscribe>, secret: &str) -> Result<Opened> {
    let city = db.read(permit).await?;
    opened(&city, secret, db.clock().now()).await
}

async fn opened(city: &Scoped, secret: &str, now: OffsetDateTime) -> Result<Opened> {
    let link = city
        .find::<subscription_link::Entity>()
        .filter(subscription_link::Column::TokenHash.eq(secret::digest(secret)))
        .one()
        .await?
        .ok_or(Error::NotFound("subscription"))?;
    let subscription: Subscription = city
        .get::<subscription::Entity>(link.subscription_id, "subscription")
        .await?;
    let waits =
        subscription.confirmed_at.is_none() && subscription.stopped_at.is_none() && subscription.asked_at + HOLDS > now;
    Ok(Opened {
        commitments: followed(city, subscription.id).await?,
        waits,
        subscription,
    })
}

/// Confirms a subscription. Its digests cover the log from the next entry on. Changes nothing when it is
/// already confirmed.
///
/// # Errors
/// `NotFound`; `LinkSpent` when it was stopped or was requested too long ago.
pub async fn confirm(db: &Db, permit: &Permit<Subscribe>, secret: &str) -> Result<Opened> {
    db.change_unlogged(permit, None, async |tx| {
        let found = opened(tx, secret, tx.now()).await?;
        if found.subscription.stands() {
            return Ok(());
        }
        let this = subscription::Column::Id
            .eq(found.subscription.id)
            .and(subscription::Column::StoppedAt.is_null());
        let column = subscription::Column::ConfirmedAt;
        if !found.waits || !tx.spend::<subscription::Entity>(column, this).await? {
            return Err(Conflict::LinkSpent.into());
        }
        let row = Subscription {
            confirmed_at: Some(tx.now()),
            cursor: tx.next_entry(),
            ..found.subscription
        };
        scheduled(tx, row).await?;
        Ok(())
    })
    .await?;
    open(db, permit, secret).await
}

/// Changes the settings of a subscription. The next digest uses the new settings for everything since the
/// last digest.
///
/// # Errors
/// `NotFound`; `LinkSpent` when the subscription is not confirmed or was stopped; `StaleVersion`; the field
/// errors of the settings.
pub async fn change(
    db: &Db,
    permit: &Permit<Subscribe>,
    once: Option<&Once>,
    tenant: &Tenant,
    secret: &str,
    version: i32,
    wish: &SubscriptionSettings,
) -> Result<Opened> {
    db.change_unlogged(permit, once, async |tx| {
        let found = opened(tx, secret, tx.now()).await?;
        if !found.subscription.stands() {
            return Err(Conflict::LinkSpent.into());
        }
        fresh(found.subscription.version, version)?;
        let mut check = Check::new();
        wish.check(&mut check, tenant);
        check.done()?;
        let commitments = wish.followed(tx).await?;
        let row = wish.over(found.subscription, tenant);
        write_follows(tx, row.id, &commitments).await?;
        scheduled(tx, row).await?;
        Ok(())
    })
    .await?;
    open(db, permit, secret).await
}

/// Stops a subscription: no more mails are sent, and the address is deleted. Changes nothing when it is
/// already stopped.
///
/// # Errors
/// `NotFound`.
pub async fn stop(db: &Db, permit: &Permit<Subscribe>, secret: &str) -> Result<()> {
    db.change_unlogged(permit, None, async |tx| {
        let found = opened(tx, secret, tx.now()).await?;
        end(tx, found.subscription).await
    })
    .await
}

/// Stops following one commitment. After the last one, the subscription stops.
///
/// # Errors
/// `NotFound`.
pub async fn leave(db: &Db, permit: &Permit<Subscribe>, secret: &str, commitment: CommitmentId) -> Result<()> {
    db.change_unlogged(permit, None, async |tx| {
        let found = opened(tx, secret, tx.now()).await?;
        let left: Vec<CommitmentId> = found
            .commitments
            .iter()
            .copied()
            .filter(|one| *one != commitment)
            .collect();
        if found.subscription.whole || left.len() == found.commitments.len() {
            return Ok(());
        }
        if left.is_empty() {
            return end(tx, found.subscription).await;
        }
        write_follows(tx, found.subscription.id, &left).await
    })
    .await
}

async fn end(tx: &Tx, row: Subscription) -> Result<()> {
    if row.stopped_at.is_some() {
        return Ok(());
    }
    write_follows(tx, row.id, &[]).await?;
    let row = Subscription {
        email: None,
        stopped_at: Some(tx.now()),
        next_at: None,
        version: row.version + 1,
        ..row
    };
    tx.save(row).await?;
    Ok(())
}

/// Saves an active subscription with the time of its next digest, and enqueues the planning job for then.
async fn scheduled(tx: &mut Tx, row: Subscription) -> Result<Subscription> {
    let (_, at) = row.rhythm().next(&row.zone(), tx.now());
    let row = Subscription {
        next_at: Some(at),
        version: row.version + 1,
        ..row
    };
    look_at(tx, at).await?;
    tx.save(row).await
}

/// Enqueues the job that plans the city's digests at a time: one job for all that are due then.
pub(crate) async fn look_at(tx: &mut Tx, at: OffsetDateTime) -> Result<()> {
    tx.enqueue(&Job::PlanDigests, &at.unix_timestamp().to_string(), at)
        .await
}

pub(crate) async fn write_follows(tx: &Tx, id: SubscriptionId, commitments: &[CommitmentId]) -> Result<()> {
    tx.remove::<follow::Entity>(follow::Column::SubscriptionId, id).await?;
    for commitment in commitments {
        tx.add(follow::Model {
            tenant_id: tx.tenant(),
            id: tx.id(),
            subscription_id: id,
            commitment_id: *commitment,
        })
        .await?;
    }
    Ok(())
}

/// Returns the digest that is stored of an address: equal for the same address and city, and the address
/// cannot be read from it.
fn digest_of(tenant: &Tenant, email: &str) -> String {
    hex::encode(Sha256::digest(format!("{}:{}", tenant.id, input::key(email))))
}
