//! Requests that may come twice: the answer is kept in the transaction of the change, so that
//! fifty equal submits have one effect and one answer.

pub(crate) mod tables;

use crate::access::{Action, CleanUp, Permit};
use crate::accounts;
use crate::app::App;
use crate::db::{BATCH, Db, Scoped, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code};
use crate::once::tables::once;
use crate::tries::{Quota, Who};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use time::Duration;

const LONGEST_KEY: usize = 200;

/// The key of a request that may come again, and a digest of what it asks.
#[derive(Debug, Clone)]
pub struct Once {
    key: String,
    fingerprint: String,
}

impl Once {
    /// What tells this request from others.
    fn name(&self) -> String {
        format!("{} {}", self.fingerprint, self.key)
    }

    /// The key that a program or a form sent (`Idempotency-Key`, the hidden nonce), with the
    /// request it belongs to.
    ///
    /// # Errors
    /// `idempotency_key` / `too_long` past 200 characters, `required` when empty.
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

/// How long an answer is kept: whoever did not hear it has asked again by then.
const KEPT: Duration = Duration::hours(48);

/// Forgets the answers of a city that are older than [`KEPT`], and says how many. A request that
/// comes again after that is a new one.
///
/// # Errors
/// The database's own.
pub(crate) async fn forget(db: &Db, permit: &Permit<CleanUp>) -> Result<u64> {
    let before = db.clock().now() - KEPT;
    let mut gone = 0;
    loop {
        let some = db.aside(permit, None, async |tx| {
            let old = || once::Column::CreatedAt.lt(before);
            let batch = tx.find::<once::Entity>().filter(old()).at_most(BATCH).all().await?;
            if batch.is_empty() {
                tx.give_up();
                return Ok(0);
            }
            // Another person's answer by an equal key goes too if it is as old.
            let keys = once::Column::Key.is_in(batch.into_iter().map(|row| row.key));
            tx.sweep::<once::Entity>(keys.and(old())).await
        });
        match some.await? {
            0 => return Ok(gone),
            some => gone += some,
        }
    }
}

/// Whether the same request came before and its answer is kept: a limit does not count it again. The
/// change itself asks once more, when nobody else can answer meanwhile.
///
/// # Errors
/// The database's own.
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
    // An equal request may be under way: its answer is there once the city is free.
    let tx = app.db.begin(permit).await?;
    let answer = kept(&tx, &actor, once).await?;
    tx.undo().await?;
    Ok(equal(answer))
}

/// How often one request was sent.
const SENT: Quota = Quota::new("request", 1, std::time::Duration::from_secs(3_600));

/// What is kept under a key.
async fn kept(city: &Scoped, actor: &str, once: &Once) -> Result<Option<once::Model>> {
    city.find::<once::Entity>()
        .filter(once::Column::Actor.eq(actor))
        .filter(once::Column::Key.eq(once.key.as_str()))
        .one()
        .await
}

impl Db {
    /// Makes one change of a city, all of it or nothing: its writes, its events and its jobs. A request
    /// that came before gets its first answer again, and changes nothing.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another request; what `work` refuses.
    pub(crate) async fn change<A, T, W>(&self, permit: &Permit<A>, once: Option<&Once>, work: W) -> Result<T>
    where
        A: Action,
        T: Serialize + DeserializeOwned,
        W: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        run(self.begin(permit).await?, once, work).await
    }

    /// The same, for something that is looked up first: what `find` refuses, a request that came before
    /// is refused too.
    ///
    /// # Errors
    /// As [`Db::change`], and what `find` refuses.
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
        let tx = self.begin(permit).await?;
        let found = Box::pin(find(&tx)).await?;
        run(tx, once, async |tx| work(tx, found).await).await
    }

    /// As [`Db::change`], for what no page of the city shows: no event, and no revision.
    pub(crate) async fn aside<A, T, W>(&self, permit: &Permit<A>, once: Option<&Once>, work: W) -> Result<T>
    where
        A: Action,
        T: Serialize + DeserializeOwned,
        W: AsyncFnOnce(&mut Tx) -> Result<T>,
    {
        run(self.begin(permit).await?.set_aside(), once, work).await
    }

    /// As [`Db::change_of`], for what no page of the city shows: no event, and no revision.
    pub(crate) async fn aside_of<A, S, T, F, W>(
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
        let tx = self.begin(permit).await?.set_aside();
        let found = Box::pin(find(&tx)).await?;
        run(tx, once, async |tx| work(tx, found).await).await
    }
}

impl Db {
    /// The answer to the same request from before, if it came before. For work that is not part of the
    /// change and need not be done again.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another request.
    pub(crate) async fn answered<A, T>(&self, permit: &Permit<A>, once: Option<&Once>) -> Result<Option<T>>
    where
        A: Action,
        T: DeserializeOwned,
    {
        self.begin(permit).await?.replay(once).await
    }
}

async fn run<T, W>(mut tx: Tx, once: Option<&Once>, work: W) -> Result<T>
where
    T: Serialize + DeserializeOwned,
    W: AsyncFnOnce(&mut Tx) -> Result<T>,
{
    if let Some(answer) = tx.replay(once).await? {
        return Ok(answer);
    }
    // On the heap: a change is the largest part of what handlers hold.
    let answer = Box::pin(work(&mut tx)).await?;
    if tx.is_given_up() {
        tx.undo().await?;
    } else {
        tx.keep(once, &answer).await?;
        tx.commit().await?;
    }
    Ok(answer)
}

impl Tx {
    /// The answer to the same request from before, if it came before.
    ///
    /// # Errors
    /// `KeyReused` when the key came with another request.
    async fn replay<T: DeserializeOwned>(&self, once: Option<&Once>) -> Result<Option<T>> {
        let Some(once) = once else { return Ok(None) };
        match kept(self, self.signature(), once).await? {
            None => Ok(None),
            Some(kept) if kept.fingerprint != once.fingerprint => Err(Conflict::KeyReused.into()),
            Some(kept) => Ok(Some(serde_json::from_str(&kept.answer)?)),
        }
    }

    /// Keeps the answer for the next time.
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
