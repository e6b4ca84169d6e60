//! Requests with an idempotency key: the response is stored in the transaction of the change, so that
//! fifty equal requests have one effect and one response.

pub(crate) mod tables;

use crate::access::{Action, CleanUp, Permit};
use crate::accounts;
use crate::app::App;
use crate::db::{BATCH, Db, Scoped, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code};
use crate::ids::TenantId;
use crate::once::tables::once;
use crate::tries::{RateLimit, Who};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use time::Duration;
use tracing::{Instrument as _, Span};

const LONGEST_KEY: usize = 200;

/// An idempotency key, with a digest of the request to which it belongs.
#[derive(Debug, Clone)]
pub struct Once {
    key: String,
    fingerprint: String,
}

impl Once {
    /// Returns the text that identifies this request.
    fn name(&self) -> String {
        format!("{} {}", self.fingerprint, self.key)
    }

    /// Takes the key that a program or a form sent (`Idempotency-Key`, the hidden nonce), and the
    /// request to which it belongs.
    ///
    /// # Errors
    /// `idempotency_key` / `too_long` above 200 characters, `required` when empty.
    pub fn new(key: &str, request: &impl Serialize) -> Result<Self> {
        if key.is_empty() {
            return Err(Error::field("idempotency_key", code::REQUIRED));
        }
        if key.chars().count() > LONGEST_KEY {
            return Err(Error::Invalid(vec![FieldError::limited(
                "idempotency_key",
                code::TOO_LONG,
                200,
            )]));
        }
        let fingerprint = hex::encode(Sha256::digest(serde_json_canonicalizer::to_vec(request)?));
        Ok(Self {
            key: key.to_owned(),
            fingerprint,
        })
    }
}

/// How long a response is stored. A client that did not get it has repeated the request by then.
const KEPT: Duration = Duration::hours(48);

/// Deletes the stored responses of a city that are older than [`KEPT`]. Returns how many. A request
/// that is repeated after that counts as new.
///
/// # Errors
/// Database errors.
pub(crate) async fn forget(db: &Db, permit: &Permit<CleanUp>) -> Result<u64> {
    let before = db.clock().now() - KEPT;
    let mut gone = 0;
    loop {
        let some = db.change_unlogged(permit, None, async |tx| {
            let old = || once::Column::CreatedAt.lt(before);
            let batch = tx.find::<once::Entity>().filter(old()).at_most(BATCH).all().await?;
            if batch.is_empty() {
                tx.discard();
                return Ok(0);
            }
            // A response to another actor with an equal key is deleted too, if it is as old.
            let keys = once::Column::Key.is_in(batch.into_iter().map(|row| row.key));
            tx.sweep::<once::Entity>(keys.and(old())).await
        });
        match some.await? {
            0 => return Ok(gone),
            some => gone += some,
        }
    }
}

/// Returns whether the response to the same request is stored: then a quota does not count the request
/// again. The change itself checks this again, while it has locked the city.
///
/// # Errors
/// Database errors.
pub(crate) async fn came_before<A: Action>(app: &App, permit: &Permit<A>, once: Option<&Once>) -> Result<bool> {
    let Some(once) = once else { return Ok(false) };
    let equal = |kept: Option<once::Model>| kept.is_some_and(|kept| kept.fingerprint == once.fingerprint);
    let city = app.db.read(permit).await?;
    let actor = accounts::signature(&city.platform(), permit.actor()).await?;
    if equal(kept(&city, &actor, once).await?) {
        return Ok(true);
    }
    drop(city);
    let sent = SENT.count(app, Who::Request(&once.name())).await;
    if sent.is_none_or(|sent| sent.tries == 1) {
        return Ok(false);
    }
    // An equal request may be running: its response is stored when the city is unlocked.
    let tx = app.db.begin(permit).await?;
    let answer = kept(&tx, &actor, once).await?;
    tx.undo().await?;
    Ok(equal(answer))
}

/// Counts how often a request was sent.
const SENT: RateLimit = RateLimit::new("request", 1, std::time::Duration::from_secs(3_600));

/// Returns what is stored for an idempotency key.
async fn kept(city: &Scoped, actor: &str, once: &Once) -> Result<Option<once::Model>> {
    city.find::<once::Entity>()
        .filter(once::Column::Actor.eq(actor))
        .filter(once::Column::Key.eq(once.key.as_str()))
        .one()
        .await
}

impl Db {
    /// Makes one change of a city, all of it or nothing: its writes, its events and its jobs. A
    /// repeated request gets the stored response, and changes nothing.
    ///
    /// # Errors
    /// `KeyReused` when the key was used for another request, and the errors of `work`.
    pub(crate) async fn change<A, T, W>(&self, permit: &Permit<A>, once: Option<&Once>, work: W) -> Result<T>
    where
        A: Action,
        T: Serialize + DeserializeOwned,
        W: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let change = async { run(self.begin(permit).await?, once, work).await };
        change.instrument(span::<A, W>(permit)).await
    }

    /// Makes a change like [`Db::change`], of something that `find` looks up first. When `find` fails, a
    /// repeated request fails too.
    ///
    /// # Errors
    /// As [`Db::change`], and the errors of `find`.
    pub(crate) async fn change_of<A, S, T, F, W>(
        &self,
        permit: &Permit<A>,
        once: Option<&Once>,
        find: F,
        work: W,
    ) -> Result<T>
    where
        A: Action,
        T: Serialize + DeserializeOwned,
        F: AsyncFnOnce(&Tx) -> Result<S>,
        W: AsyncFnOnce(&mut Tx, S) -> Result<T>,
    {
        let change = async {
            let tx = self.begin(permit).await?;
            let found = Box::pin(find(&tx)).await?;
            run(tx, once, async |tx| work(tx, found).await).await
        };
        change.instrument(span::<A, W>(permit)).await
    }

    /// Makes a change like [`Db::change`], of something that no page of the city shows: it records no
    /// event, and the revision stays.
    pub(crate) async fn change_unlogged<A, T, W>(&self, permit: &Permit<A>, once: Option<&Once>, work: W) -> Result<T>
    where
        A: Action,
        T: Serialize + DeserializeOwned,
        W: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        let change = async { run(self.begin(permit).await?.set_aside(), once, work).await };
        change.instrument(span::<A, W>(permit)).await
    }

    /// Makes a change like [`Db::change_of`] of something that no page of the city shows. It records no event
    /// and does not increase the city's revision.
    pub(crate) async fn change_unlogged_of<A, S, T, F, W>(
        &self,
        permit: &Permit<A>,
        once: Option<&Once>,
        find: F,
        work: W,
    ) -> Result<T>
    where
        A: Action,
        T: Serialize + DeserializeOwned,
        F: AsyncFnOnce(&Tx) -> Result<S>,
        W: AsyncFnOnce(&mut Tx, S) -> Result<T>,
    {
        let change = async {
            let tx = self.begin(permit).await?.set_aside();
            let found = Box::pin(find(&tx)).await?;
            run(tx, once, async |tx| work(tx, found).await).await
        };
        change.instrument(span::<A, W>(permit)).await
    }
}

impl Db {
    /// Returns the stored response to the same request; `None` when there is none. For work outside the
    /// change that need not be repeated.
    ///
    /// # Errors
    /// `KeyReused` when the key was used for another request.
    pub(crate) async fn answered<A, T>(&self, permit: &Permit<A>, once: Option<&Once>) -> Result<Option<T>>
    where
        A: Action,
        T: DeserializeOwned,
    {
        let tx = self.begin(permit).await?;
        let answer = tx.replay(once).await?;
        tx.undo().await?;
        Ok(answer)
    }
}

/// Returns the span of a change: the use-case, the right that allows it, and the city. `W` is the closure of
/// the change.
fn span<A: Action, W>(permit: &Permit<A>) -> Span {
    let city = permit.tenant();
    let city = if city == TenantId::PLATFORM {
        "platform".to_owned()
    } else {
        city.to_string()
    };
    let right = format_args!("{}.{}", A::OBJECT, A::VERB);
    tracing::info_span!("change", action = use_case(std::any::type_name::<W>()), %right, city)
}

/// Returns the use-case to which a closure belongs, from the name of its type:
/// `besa_domain::evidence::add::{{closure}}` is `evidence.add`.
fn use_case(closure: &str) -> String {
    let path = closure
        .split("::")
        .skip(1)
        .take_while(|part| !part.contains(['{', '<']));
    path.collect::<Vec<_>>().join(".")
}

async fn run<T, W>(mut tx: Tx, once: Option<&Once>, work: W) -> Result<T>
where
    T: Serialize + DeserializeOwned,
    W: AsyncFnOnce(&mut Tx) -> Result<T>,
{
    if let Some(answer) = tx.replay(once).await? {
        // Waits until what it has read is durable.
        tx.undo().await?;
        tracing::debug!("change repeated: stored response returned");
        return Ok(answer);
    }
    // On the heap: the future of a change is the largest part of a handler's future.
    let answer = Box::pin(work(&mut tx)).await?;
    if tx.is_discarded() {
        tx.undo().await?;
        tracing::debug!("change rolled back: nothing to do");
    } else {
        tx.keep(once, &answer).await?;
        tx.commit().await?;
        tracing::debug!("change committed");
    }
    Ok(answer)
}

impl Tx {
    /// Returns the stored response to the same request; `None` when there is none.
    ///
    /// # Errors
    /// `KeyReused` when the key was used for another request.
    async fn replay<T: DeserializeOwned>(&self, once: Option<&Once>) -> Result<Option<T>> {
        let Some(once) = once else { return Ok(None) };
        match kept(self, self.signature(), once).await? {
            None => Ok(None),
            Some(kept) if kept.fingerprint != once.fingerprint => Err(Conflict::KeyReused.into()),
            Some(kept) => Ok(Some(serde_json::from_str(&kept.answer)?)),
        }
    }

    /// Stores the response for a repeated request.
    async fn keep<T: Serialize>(&self, once: Option<&Once>, answer: &T) -> Result<()> {
        let Some(once) = once else { return Ok(()) };
        self.add(once::Model {
            tenant_id: self.tenant(),
            actor: self.signature().to_owned(),
            key: once.key.clone(),
            fingerprint: once.fingerprint.clone(),
            answer: serde_json::to_string(answer)?,
            created_at: self.now(),
        })
        .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::use_case;

    #[test]
    fn a_use_case_is_named_by_its_function() {
        let name = "besa_domain::evidence::add::{{closure}}::{{closure}}";
        assert_eq!(use_case(name), "evidence.add");
        let generic = "besa_domain::people::sessions::end<besa_domain::db::Db>::{{closure}}";
        assert_eq!(use_case(generic), "people.sessions");
    }
}
