//! Plans the digests of a city, and sends digests in batches: one commit before the first mail of a batch and
//! one after the last, and equal content is made once.

use crate::JobContext;
use crate::failure::Failure;
use crate::hosts::{HostSlot, SLOW};
use crate::mail::{City, Mail, Placeholders, Template, Unsubscribe, digest};
use crate::outcome::{Attempt, guarded, limit, note, refused, span, stored};
use crate::sendings::Share;
use besa_domain::access::{Permit, SendDigests};
use besa_domain::digests::{self, Addressed, Attempted, Choice};
use besa_domain::jobs::{Ended, Job, Lane, Lease, Outcome};
use besa_domain::tenants::{self, Tenant};
use besa_domain::{DigestId, TenantId, subscriptions};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;
use tracing::Instrument as _;

/// How many contents of digests are kept.
const KEPT: usize = 16;
/// How many mails of a batch are sent at the same time, each over its own connection.
const CONNECTIONS: usize = 4;
/// The time limit for what comes before the first mail of a batch.
const PREPARATION: Duration = Duration::from_secs(30);
/// The time limit for one mail; the mail server's own is shorter.
const MAIL: Duration = Duration::from_secs(40);

pub(super) async fn plan(context: &JobContext, city: &Tenant) -> Result<(), Failure> {
    let permit = Permit::<SendDigests>::system(city.id);
    let planned = digests::plan_for_city(&context.app.db, &permit).await?;
    if planned > 0 {
        tracing::info!(slug = city.slug, planned, "digests planned");
    }
    Ok(())
}

/// What a mail's template is made for.
type Key = (TenantId, i32, Choice);

/// The newest contents.
type Kept = VecDeque<(Key, Arc<OnceCell<Template>>)>;

/// The contents of digests that were made last, rendered. Each is made once, however many batches wait for it.
#[derive(Clone, Default)]
pub(crate) struct Contents(Arc<Mutex<Kept>>);

impl Contents {
    fn cell(&self, key: Key) -> Arc<OnceCell<Template>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, cell)) = kept.iter().find(|(of, _)| *of == key) {
            return Arc::clone(cell);
        }
        let cell = Arc::<OnceCell<Template>>::default();
        kept.truncate(KEPT - 1);
        kept.push_front((key, Arc::clone(&cell)));
        cell
    }
}

/// A mail that can be sent.
struct Letter {
    lease: Lease,
    digest: DigestId,
    to: Addressed,
    template: Arc<OnceCell<Template>>,
    city: City,
    /// The secret of its link.
    secret: String,
}

impl Letter {
    fn attempted(self, outcome: Outcome) -> Attempted {
        Attempted {
            lease: self.lease,
            digest: self.digest,
            outcome,
            skipped: false,
            secret: Some(self.secret),
        }
    }

    /// Returns the attempt as not made: the job is due again at once.
    fn put_back(self) -> Attempted {
        let host = self.to.recipient.host();
        self.attempted(Outcome::Wait(host))
    }
}

/// Sends a batch of digests of one city and settles their jobs.
pub(crate) async fn attempt(context: &JobContext, leases: Vec<Lease>) -> Vec<Attempt> {
    let Some(tenant) = leases.first().map(|lease| lease.tenant) else {
        return Vec::new();
    };
    let started = Instant::now();
    let mut batch = Batch {
        context,
        tenant,
        results: Vec::new(),
        attempts: Vec::with_capacity(leases.len()),
    };
    let mut waiting = batch.without_refused(leases);
    let mut letters = VecDeque::new();
    let mut share = None;
    let preparing = batch.prepare(&mut waiting, &mut letters, &mut share);
    let prepared = guarded(PREPARATION, Box::pin(preparing)).await;
    // What is left was not prepared: certainly no mail of it was sent.
    for (lease, digest) in waiting {
        batch.results.push(Attempted {
            lease,
            digest,
            outcome: prepared.clone().masked(),
            skipped: false,
            secret: None,
        });
    }
    batch.send(letters, share.as_mut(), started).await;
    batch.conclude(started.elapsed()).await;
    batch.attempts
}

struct Batch<'c> {
    context: &'c JobContext,
    tenant: TenantId,
    /// Results that are not stored yet.
    results: Vec<Attempted>,
    /// Attempts whose results are stored.
    attempts: Vec<Attempt>,
}

impl Batch<'_> {
    fn permit(&self) -> Permit<SendDigests> {
        Permit::system(self.tenant)
    }

    /// Returns the digests of leases, without those that must not be sent because of an earlier attempt.
    fn without_refused(&mut self, leases: Vec<Lease>) -> Vec<(Lease, DigestId)> {
        let mut waiting = Vec::with_capacity(leases.len());
        for lease in leases {
            let Job::SendDigest { digest } = lease.job else {
                continue;
            };
            match refused(&lease) {
                None => waiting.push((lease, digest)),
                Some(outcome) => self.results.push(Attempted {
                    lease,
                    digest,
                    outcome,
                    skipped: false,
                    secret: None,
                }),
            }
        }
        waiting
    }

    /// Prepares the mails: their recipients are read, their contents made where they are new, their links
    /// created, and the jobs marked as being sent. Whether a subscription still exists is checked now, not when
    /// the digest was planned. Moves them from `waiting` to `letters`, all at once.
    async fn prepare(
        &mut self,
        waiting: &mut Vec<(Lease, DigestId)>,
        letters: &mut VecDeque<Letter>,
        share: &mut Option<Share>,
    ) -> Result<(), Failure> {
        let db = &self.context.app.db;
        if waiting.is_empty() {
            return Ok(());
        }
        let tenant = tenants::by_id(db, self.tenant).await?;
        let permit = self.permit();
        let ids = waiting.iter().map(|(_, digest)| *digest);
        let mut addressed = digests::addressed(db, &permit, &tenant, ids).await?;
        let (mut ready, mut failed) = (Vec::with_capacity(waiting.len()), Vec::new());
        for (lease, digest) in waiting.clone() {
            let Some(to) = addressed.remove(&digest) else { continue };
            let city = City::of(&tenant, &self.context.app.base_url, &to.recipient.language);
            match self.template(&tenant, &city, &to.choice).await {
                Ok(template) => ready.push((lease, digest, to, template, city)),
                // Digests with another content are not affected.
                Err(failure) => failed.push((lease.id, Outcome::from(failure).masked())),
            }
        }
        if !ready.is_empty() {
            let share = share.insert(self.context.sendings.enter(ready.len()).await);
            for (lease, _, to, ..) in ready.drain(share.size().min(ready.len())..) {
                failed.push((lease.id, Outcome::Wait(to.recipient.host())));
            }
        }
        let marked: Vec<_> = ready
            .iter()
            .map(|(lease, _, to, ..)| (lease.clone(), to.subscription))
            .collect();
        let mut secrets = if marked.is_empty() {
            HashMap::new()
        } else {
            digests::hand_over(db, &permit, &marked).await?
        };
        // No `await` from here on: a batch is prepared entirely or not at all.
        for (lease, digest) in std::mem::take(waiting) {
            let (outcome, skipped) = if let Some(at) = ready.iter().position(|(of, ..)| of.id == lease.id) {
                let (lease, digest, to, template, city) = ready.swap_remove(at);
                if let Some(secret) = secrets.remove(&lease.id) {
                    letters.push_back(Letter {
                        lease,
                        digest,
                        to,
                        template,
                        city,
                        secret,
                    });
                    continue;
                }
                (
                    Outcome::Retry("lease lost: another worker has the job".to_owned()),
                    false,
                )
            } else if let Some(at) = failed.iter().position(|(of, _)| *of == lease.id) {
                (failed.swap_remove(at).1, false)
            } else {
                tracing::info!(%digest, "mail skipped: the subscription was stopped, or the digest was already sent");
                (Outcome::Done, true)
            };
            self.results.push(Attempted {
                lease,
                digest,
                outcome,
                skipped,
                secret: None,
            });
        }
        Ok(())
    }

    /// Returns the template of a choice; makes it if it is new.
    async fn template(
        &self,
        tenant: &Tenant,
        city: &City,
        choice: &Choice,
    ) -> Result<Arc<OnceCell<Template>>, Failure> {
        let cell = self.context.contents.cell((tenant.id, tenant.version, choice.clone()));
        cell.get_or_try_init(|| async {
            let content = digests::content(&self.context.app.db, &self.permit(), tenant, choice).await?;
            let own = Placeholders {
                secret: subscriptions::placeholder()?,
                since: subscriptions::placeholder()?,
            };
            let rendered = digest::render(city, &content, &own.since, &own.secret)?;
            Ok::<_, Failure>(Template::new(rendered, &own))
        })
        .await?;
        Ok(cell)
    }

    /// Sends the mails, several at a time. When no mail is answered for as long as by a slow host, when the
    /// worker stops, or when the time is over, those not begun are put back: they go out in another slot, or
    /// later.
    async fn send(&mut self, mut letters: VecDeque<Letter>, share: Option<&mut Share>, started: Instant) {
        let context = self.context;
        let mut share = share;
        let mut running = FuturesUnordered::new();
        loop {
            if started.elapsed() + MAIL > limit(Lane::Digests) || context.stop.is_cancelled() {
                self.results.extend(letters.drain(..).map(Letter::put_back));
            }
            while running.len() < CONNECTIONS
                && let Some((letter, slot)) = next(context, &mut letters)
            {
                running.push(Box::pin(async move {
                    let outcome = guarded(MAIL, Box::pin(deliver(context, &letter, slot))).await;
                    // Mail servers repeat the address that they refuse; it is neither logged nor stored.
                    letter.attempted(outcome.masked())
                }));
            }
            match tokio::time::timeout(SLOW, running.next()).await {
                Ok(Some(attempted)) => self.results.push(attempted),
                // Nothing runs, and what is left is for hosts that other batches send to.
                Ok(None) => break,
                Err(_elapsed) => {
                    self.results.extend(letters.drain(..).map(Letter::put_back));
                    self.conclude(started.elapsed()).await;
                    if let Some(share) = share.as_mut() {
                        share.keep(running.len());
                    }
                }
            }
        }
        self.results.extend(letters.drain(..).map(Letter::put_back));
    }

    /// Stores the results so far in one change, and logs them.
    async fn conclude(&mut self, took: Duration) {
        let results = std::mem::take(&mut self.results);
        if results.is_empty() {
            return;
        }
        let (db, permit) = (&self.context.app.db, self.permit());
        let ended = stored(|| digests::conclude(db, &permit, &results)).await;
        let ended = ended.unwrap_or_else(|| vec![Ended::NotYet; results.len()]);
        for (result, ended) in results.into_iter().zip(ended) {
            let Attempted { lease, outcome, .. } = result;
            span(&lease).in_scope(|| note(&lease, &outcome, ended, took));
            self.attempts.push(Attempt { lease, outcome, ended });
        }
    }
}

/// Takes the next mail whose host has a free slot.
fn next(context: &JobContext, letters: &mut VecDeque<Letter>) -> Option<(Letter, HostSlot)> {
    let free = |(at, letter): (usize, &Letter)| {
        let slot = context.hosts.enter(Lane::Digests, &letter.to.recipient.host())?;
        Some((at, slot))
    };
    let (at, slot) = letters.iter().enumerate().find_map(free)?;
    Some((letters.remove(at)?, slot))
}

/// Sends one mail. Its host's slot is free again afterwards.
async fn deliver(context: &JobContext, letter: &Letter, _slot: HostSlot) -> Result<(), Failure> {
    let recipient = &letter.to.recipient;
    let Some(template) = letter.template.get() else {
        return Err(Failure::Permanent("the content of the digest is missing".to_owned()));
    };
    let mail = Mail {
        // The id of the digest, not of the job, so that it is the same when an operator retries the digest.
        id: letter.digest.into(),
        at: context.app.clock().now(),
        to: recipient,
        reply_to: Vec::new(),
        unsubscribe: Some(Unsubscribe {
            url: letter.city.unsubscribe(&letter.secret),
            secret: letter.secret.clone(),
        }),
        parts: template.fill(&letter.city, &letter.secret, letter.to.since)?.into(),
    };
    let sending = context.mailer.send(&letter.city, mail);
    sending.instrument(span(&letter.lease)).await
}
