//! Digests: the events in a window of the event log, for one subscriber.
//!
//! A window is a half-open range `[cursor, next event)` of sequence numbers of events, not of time.
//! Planning locks the city's head, so no event can be added to a closed window. A clock that jumps
//! changes when a digest is due, never its content. The digest, its job and the new cursor are saved in
//! one transaction.

mod content;
mod forget;
mod line;
mod place;
mod send;
pub(crate) mod tables;

pub use content::{Choice, CompactCommitment, Content, Group, Upcoming, content};
pub use line::{DigestEvent, DigestLine};
pub use send::{Addressed, Attempted, addressed, conclude, hand_over};

use crate::access::{Permit, SeeSubscriptions, SendDigests};
use crate::coded::coded;
use crate::db::{Db, Tx};
use crate::digests::tables::digest;
use crate::error::Result;
use crate::ids::{CommitmentId, SubscriptionId, TenantId};
use crate::jobs::{self, Job, NewJob};
use crate::log::tables::event;
use crate::subscriptions::tables::{follow, subscription};
use crate::subscriptions::{self, Frequency, Subscription};
use crate::tenants;
use place::Places;
use sea_orm::{ColumnTrait, FromJsonQueryResult, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use time::{Date, OffsetDateTime};

/// A digest.
pub type Digest = digest::Model;

/// Maximum number of subscriptions that are planned in one change.
const BATCH: u64 = 200;

coded! {
    /// State of a digest. The attempts to send it are in the queue.
    DigestState {
        /// Waiting, or being sent.
        Pending = "pending",
        /// Accepted by the mail server.
        Sent = "sent",
        /// Not sent, because the subscription was stopped before.
        Suppressed = "suppressed",
        /// Given up: the mail could not be sent.
        Failed = "failed",
        /// Handed to the mail server, which did not respond. It is sent again only when an operator
        /// retries the job.
        Unknown = "unknown",
    }
}

/// Sequence numbers of events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Entries(pub Vec<i64>);

/// Plans the digests of a city that are due: saves a row, a job and the new cursor for each, for up to
/// 200 subscriptions per change and with the same number of statements for one as for 200. Returns how many digests will be sent.
///
/// # Errors
/// Database errors.
pub async fn plan_for_city(db: &Db, permit: &Permit<SendDigests>) -> Result<usize> {
    let mut planned = 0;
    loop {
        let some = db.change_unlogged(permit, None, async |tx| {
            let forgotten = forget::forget(tx).await?;
            let due = due(tx).await?;
            if !due.is_empty() {
                return Ok(Some(plan(tx, due).await?));
            }
            if forgotten == 0 {
                tx.discard();
            }
            Ok(None)
        });
        match some.await? {
            Some(some) => planned += some,
            None => return Ok(planned),
        }
    }
}

async fn due(tx: &Tx) -> Result<Vec<Subscription>> {
    tx.find::<subscription::Entity>()
        .filter(subscription::Column::NextAt.lte(tx.now()))
        .filter(subscription::Column::ConfirmedAt.is_not_null())
        .filter(subscription::Column::StoppedAt.is_null())
        .order_by_asc(subscription::Column::NextAt)
        .order_by_asc(subscription::Column::Id)
        .at_most(BATCH)
        .all()
        .await
}

async fn plan(tx: &mut Tx, due: Vec<Subscription>) -> Result<usize> {
    let end = tx.next_entry();
    let ids: Vec<SubscriptionId> = due.iter().map(|row| row.id).collect();
    let begin = due.iter().map(|row| row.cursor).min().unwrap_or(end);
    let happened = happened(tx, begin, end).await?;
    let follows = follows(tx, &ids).await?;
    let now = tx.now();
    let period = |row: &Subscription| row.zone().day(row.next_at.unwrap_or(now));
    let periods: HashSet<Date> = due.iter().map(period).collect();
    let had = had(tx, &ids, periods).await?;
    let mut schedules: BTreeMap<OffsetDateTime, Vec<SubscriptionId>> = BTreeMap::new();
    let mut covered = Vec::with_capacity(due.len());
    let (mut digests, mut jobs) = (Vec::new(), Vec::new());
    for row in due {
        let period = period(&row);
        let (_, next_at) = row.rhythm().next(&row.zone(), now);
        schedules.entry(next_at).or_default().push(row.id);
        // At most one digest per day: when the subscriber changed the hour, later events wait for the
        // next digest.
        if had.contains(&(row.id, period)) {
            continue;
        }
        covered.push(row.id);
        let of = follows.get(&row.id);
        let entries: Vec<i64> = happened
            .iter()
            .filter(|(entry, _)| *entry >= row.cursor)
            .filter(|(_, about)| row.whole || about.is_some_and(|id| of.is_some_and(|of| of.contains(&id))))
            .map(|(entry, _)| *entry)
            .collect();
        if !entries.is_empty() {
            let digest = planned(tx, &row, period, end, entries);
            jobs.push(NewJob {
                job: Job::SendDigest { digest: digest.id },
                key: digest.id.to_string(),
                host: row.email.as_deref().map(jobs::host_of),
            });
            digests.push(digest);
        }
    }
    let count = digests.len();
    tx.add_all(digests).await?;
    tx.enqueue_all(jobs).await?;
    let cursor = [(subscription::Column::Cursor, end.into())];
    tx.set_all::<subscription::Entity>(cursor, subscription::Column::Id.is_in(covered))
        .await?;
    for (at, ids) in schedules {
        let next = [(subscription::Column::NextAt, at.into())];
        tx.set_all::<subscription::Entity>(next, subscription::Column::Id.is_in(ids))
            .await?;
        subscriptions::look_at(tx, at).await?;
    }
    Ok(count)
}

/// Returns a new digest of a subscription.
fn planned(tx: &Tx, row: &Subscription, period: Date, end: i64, entries: Vec<i64>) -> Digest {
    Digest {
        tenant_id: tx.tenant(),
        id: tx.id(),
        subscription_id: row.id,
        period,
        from_entry: row.cursor,
        to_entry: end,
        entries: Entries(entries),
        state: DigestState::Pending,
        planned_at: tx.now(),
        ended_at: None,
    }
}

/// Returns the public events in `[begin, end)` that digests report: the sequence number of each, with
/// its commitment, or `None` when it is about a plan or a meeting.
async fn happened(tx: &Tx, begin: i64, end: i64) -> Result<Vec<(i64, Option<CommitmentId>)>> {
    let events = tx
        .find::<event::Entity>()
        .filter(event::Column::Sequence.gte(begin))
        .filter(event::Column::Sequence.lt(end))
        .filter(event::Column::Public.eq(true))
        .filter(place::told())
        .order_by_asc(event::Column::Sequence)
        .all()
        .await?;
    let places = Places::of(tx, &events).await?;
    Ok(events
        .iter()
        .map(|event| {
            let commitment = places.place(event).and_then(|place| Some(place.commitment?.id));
            (event.sequence, commitment)
        })
        .collect())
}

async fn follows(tx: &Tx, ids: &[SubscriptionId]) -> Result<HashMap<SubscriptionId, HashSet<CommitmentId>>> {
    let mut follows: HashMap<SubscriptionId, HashSet<CommitmentId>> = HashMap::new();
    let rows = tx
        .find::<follow::Entity>()
        .among(follow::Column::SubscriptionId, ids.iter().copied())
        .all()
        .await?;
    for row in rows {
        follows
            .entry(row.subscription_id)
            .or_default()
            .insert(row.commitment_id);
    }
    Ok(follows)
}

/// Returns which of these periods already have a digest.
async fn had(tx: &Tx, ids: &[SubscriptionId], periods: HashSet<Date>) -> Result<HashSet<(SubscriptionId, Date)>> {
    let rows = tx
        .find::<digest::Entity>()
        .filter(digest::Column::Period.is_in(periods))
        .among(digest::Column::SubscriptionId, ids.iter().copied())
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| (row.subscription_id, row.period)).collect())
}

/// Schedules the planning of digests for every city. A starting worker calls it, because it cannot know
/// whether the planning was done while no worker ran.
///
/// # Errors
/// Database errors.
pub async fn catch_up(db: &Db) -> Result<()> {
    let now = db.clock().now();
    let permit = Permit::<crate::access::ListTenants>::system(TenantId::PLATFORM);
    for city in tenants::list(db, &permit).await? {
        jobs::schedule(db, city.id, &Job::PlanDigests, "", now).await?;
    }
    Ok(())
}

/// The numbers of subscriptions and digests of a city.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Active subscriptions, by frequency.
    pub subscriptions: Vec<(Frequency, u64)>,
    /// Digests, by state.
    pub digests: Vec<(DigestState, u64)>,
}

/// Counts the active subscriptions and the digests of a city. Names no subscriber.
///
/// # Errors
/// Database errors.
pub async fn figures(db: &Db, permit: &Permit<SeeSubscriptions>) -> Result<Figures> {
    let city = db.read(permit).await?;
    let mut figures = Figures::default();
    for frequency in Frequency::ALL {
        let standing = city
            .find::<subscription::Entity>()
            .filter(subscription::Column::Frequency.eq(*frequency))
            .filter(subscription::Column::ConfirmedAt.is_not_null())
            .filter(subscription::Column::StoppedAt.is_null());
        figures.subscriptions.push((*frequency, standing.count().await?));
    }
    for state in DigestState::ALL {
        let ended = city.find::<digest::Entity>().filter(digest::Column::State.eq(*state));
        figures.digests.push((*state, ended.count().await?));
    }
    Ok(figures)
}
