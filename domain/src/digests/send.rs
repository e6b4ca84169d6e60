//! Sends digests in batches: up to ten are marked as being sent, with their links, in one change, and
//! their results are stored in another one.

use super::content::Choice;
use super::{Digest, DigestState};
use crate::access::{Permit, SendDigests};
use crate::db::{Db, Scoped, Tx, head};
use crate::digests::tables::digest;
use crate::error::Result;
use crate::ids::{CommitmentId, DigestId, JobId, SubscriptionId};
use crate::jobs::{self, Ended, Lease, Outcome, Recipient};
use crate::subscriptions;
use crate::subscriptions::tables::{follow, subscription};
use crate::tenants::Tenant;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use time::Date;

/// A digest with its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressed {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// The recipient.
    pub recipient: Recipient,
    /// The day the subscription was confirmed, in the subscriber's time zone.
    pub since: Date,
    /// What decides its content: digests with the same choice have the same content.
    pub choice: Choice,
}

/// Returns the digests among `ids` that are to be sent. A digest is missing when its subscription was
/// stopped, or when it was already sent or suppressed.
///
/// # Errors
/// Database errors.
pub async fn addressed(
    db: &Db,
    permit: &Permit<SendDigests>,
    tenant: &Tenant,
    ids: impl IntoIterator<Item = DigestId>,
) -> Result<HashMap<DigestId, Addressed>> {
    let now = db.clock().now();
    let city = db.read(permit).await?;
    let rows: Vec<Digest> = city
        .find::<digest::Entity>()
        .among(digest::Column::Id, ids)
        .all()
        .await?;
    let subscriptions = city
        .find::<subscription::Entity>()
        .among(subscription::Column::Id, rows.iter().map(|row| row.subscription_id))
        .by(|row| row.id)
        .await?;
    let chosen = subscriptions.values().filter(|row| !row.whole).map(|row| row.id);
    let follows = follows(&city, chosen.collect()).await?;
    let revision = revision(&city).await?;
    let ready = rows.into_iter().filter_map(|digest| {
        let row = subscriptions.get(&digest.subscription_id)?;
        let over = matches!(digest.state, DigestState::Sent | DigestState::Suppressed);
        let email = row.email.clone().filter(|_| row.stands() && !over)?;
        let addressed = Addressed {
            subscription: row.id,
            recipient: Recipient {
                email,
                name: None,
                language: row.language.clone(),
            },
            since: row.zone().day(row.confirmed_at?),
            choice: Choice {
                revision,
                entries: digest.entries.0,
                whole: row.whole,
                commitments: follows.get(&row.id).cloned().unwrap_or_default(),
                frequency: row.frequency,
                language: row.language.clone(),
                time_zone: row.time_zone.clone(),
                today: row.zone().day(now),
                city_day: tenant.zone().day(now),
            },
        };
        Some((digest.id, addressed))
    });
    Ok(ready.collect())
}

/// Returns the commitments that subscriptions follow.
async fn follows(city: &Scoped, ids: Vec<SubscriptionId>) -> Result<HashMap<SubscriptionId, BTreeSet<CommitmentId>>> {
    let mut follows: HashMap<SubscriptionId, BTreeSet<CommitmentId>> = HashMap::new();
    if ids.is_empty() {
        return Ok(follows);
    }
    let rows = city.find::<follow::Entity>().among(follow::Column::SubscriptionId, ids);
    for row in rows.all().await? {
        follows
            .entry(row.subscription_id)
            .or_default()
            .insert(row.commitment_id);
    }
    Ok(follows)
}

/// Returns the number of changes of the city.
async fn revision(city: &Scoped) -> Result<i64> {
    let platform = city.platform();
    let select = platform
        .find::<head::Entity>()
        .filter(head::Column::TenantId.eq(city.tenant()));
    Ok(platform.one(select).await?.map_or(0, |head| head.revision))
}

/// Marks digests as being sent, before the first byte of the first one is sent, and creates their links.
/// Returns the secret of each link. A digest without one must not be sent: another worker has its job.
///
/// # Errors
/// Database errors: then none of them may be sent.
pub async fn hand_over(
    db: &Db,
    permit: &Permit<SendDigests>,
    mails: &[(Lease, SubscriptionId)],
) -> Result<HashMap<JobId, String>> {
    let mut secrets = HashMap::new();
    db.change_unlogged(permit, None, async |tx| {
        let leases: Vec<Lease> = mails.iter().map(|(lease, _)| lease.clone()).collect();
        let held = jobs::sending_in(db, tx.connection(), &leases).await?;
        let held = mails.iter().filter(|(lease, _)| held.contains(&lease.id));
        let (jobs, of): (Vec<JobId>, Vec<SubscriptionId>) =
            held.map(|(lease, subscription)| (lease.id, *subscription)).unzip();
        let links = subscriptions::links(tx, of).await?;
        secrets = jobs.into_iter().zip(links).collect();
        Ok(())
    })
    .await?;
    Ok(secrets)
}

/// An attempt to send a digest.
#[derive(Clone)]
pub struct Attempted {
    /// The lease of its job.
    pub lease: Lease,
    /// The digest.
    pub digest: DigestId,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether there was nothing to send: see [`addressed`].
    pub skipped: bool,
    /// The secret of its link, if one was created.
    pub secret: Option<String>,
}

/// Without the secret.
impl std::fmt::Debug for Attempted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Attempted");
        shown.field("digest", &self.digest).field("outcome", &self.outcome);
        shown.finish_non_exhaustive()
    }
}

impl Attempted {
    /// Returns the new state of the digest; `None` when it waits for another attempt.
    fn state(&self, ended: Ended) -> Option<DigestState> {
        match (&self.outcome, ended) {
            (Outcome::Done, _) if self.skipped => Some(DigestState::Suppressed),
            // Whether or not the lease still holds: the mail was sent.
            (Outcome::Done, _) => Some(DigestState::Sent),
            (_, Ended::Failed) => Some(DigestState::Failed),
            (_, Ended::Unknown) => Some(DigestState::Unknown),
            (_, Ended::Done | Ended::NotYet | Ended::LeaseLost) => None,
        }
    }

    /// Returns the secret of the link if nobody can have it, because its mail was certainly not sent.
    fn unused(&self) -> Option<&str> {
        match self.outcome {
            Outcome::Done | Outcome::Doubt(_) => None,
            Outcome::Retry(_) | Outcome::Wait(_) | Outcome::GiveUp(_) => self.secret.as_deref(),
        }
    }
}

/// Stores the results of attempts in one change: settles the jobs, saves the states of the digests and
/// deletes the links of mails that were certainly not sent. Returns the states of the jobs, in the same
/// order.
///
/// # Errors
/// Database errors: then nothing is stored.
pub async fn conclude(db: &Db, permit: &Permit<SendDigests>, attempts: &[Attempted]) -> Result<Vec<Ended>> {
    let mut ended = Vec::new();
    db.change_unlogged(permit, None, async |tx| {
        let settled: Vec<(&Lease, &Outcome)> = attempts.iter().map(|each| (&each.lease, &each.outcome)).collect();
        ended = jobs::settle_in(db, tx.connection(), &settled).await?;
        let mut states: BTreeMap<DigestState, Vec<DigestId>> = BTreeMap::new();
        for (attempt, ended) in attempts.iter().zip(&ended) {
            if let Some(state) = attempt.state(*ended) {
                states.entry(state).or_default().push(attempt.digest);
            }
        }
        for (state, ids) in states {
            save(tx, state, ids).await?;
        }
        let unused: Vec<&str> = attempts.iter().filter_map(Attempted::unused).collect();
        subscriptions::remove_links(tx, &unused).await
    })
    .await?;
    Ok(ended)
}

/// Saves the state of digests. The state `Sent` is final.
async fn save(tx: &Tx, state: DigestState, ids: Vec<DigestId>) -> Result<()> {
    let columns = [
        (digest::Column::State, state.into()),
        (digest::Column::EndedAt, tx.now().into()),
    ];
    let not_sent = digest::Column::Id
        .is_in(ids)
        .and(digest::Column::State.ne(DigestState::Sent));
    tx.set_all::<digest::Entity>(columns, not_sent).await
}
