//! Signing in and out. A session is a random cookie; its digest is stored in the database, so that the
//! session can also be ended from elsewhere.

use super::{Account, guessing, password, secret};
use crate::access::{CleanUp, CreateTenant, Permit};
use crate::accounts;
use crate::accounts::tables::account;
use crate::db::{BATCH, Db, Platform, commit, joined, within};
use crate::error::{Conflict, Error, Result, code};
use crate::ids::AccountId;
use crate::input;
use crate::log::Event;
use crate::people::tables::{session, sign_in_link};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use time::Duration;

/// The maximum lifetime of a session.
pub(super) const LONGEST: Duration = Duration::days(30);
/// How long a session may stay unused.
pub(super) const IDLE: Duration = Duration::days(7);
/// How long a sign-in link is valid.
pub(super) const LINK: Duration = Duration::days(3);

/// The base name of the session cookie; [`App::cookie`](crate::App::cookie) returns its name on an
/// installation.
pub const SESSION_COOKIE: &str = "besa_session";

/// A browser that is signed in.
#[derive(Clone)]
pub struct Session {
    /// The value of the cookie. Only its digest is stored.
    pub secret: String,
    /// Who is signed in.
    pub account: Account,
    /// The form token (CSRF), which each form sends back to show that it came from our page.
    pub csrf: String,
}

/// Hides the secrets.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// Signs in with e-mail address and password.
///
/// # Errors
/// `password` / `wrong_password` for a wrong password and for an unknown address alike.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.sessions.sign_in"))]
pub async fn sign_in(db: &Db, email: &str, password: &str) -> Result<Session> {
    let found = match input::email_key(email) {
        Some(key) => {
            let platform = db.platform();
            let select = platform
                .find::<account::Entity>()
                .filter(account::Column::EmailKey.eq(key));
            platform.one(select).await?
        }
        None => None,
    };
    let hash = found.as_ref().and_then(|account| account.password_hash.as_deref());
    let fits = password::matches(password, hash).await?;
    let wrong = || Error::field("password", code::WRONG_PASSWORD);
    let account = found.filter(|_| fits).ok_or_else(wrong)?;
    let transaction = db.begin_platform().await?;
    let platform = within(&transaction);
    // Hashing takes a while. A change of the password meanwhile has ended every session, and this one
    // must not begin after that. The statement also makes a change that comes now wait for this one.
    let same = account::Column::Id
        .eq(account.id)
        .and(account::Column::Version.eq(account.version));
    let unchanged = platform.set::<account::Entity>(account::Column::Version, account.version, same);
    if unchanged.await? == 0 {
        return Err(wrong());
    }
    let session = begin(&platform, db, account).await?;
    commit(transaction).await?;
    Ok(session)
}

/// Creates a link that signs a person in once, for `besa demo` and `besa person invite`.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.sessions.link"))]
pub async fn link(db: &Db, account: AccountId) -> Result<String> {
    let secret = secret::random()?;
    let row = sign_in_link::Model {
        token_hash: secret::digest(&secret),
        account_id: account,
        expires_at: db.clock().now() + LINK,
        used_at: None,
    };
    db.platform().add(row).await?;
    tracing::debug!("change committed");
    Ok(secret)
}

/// Signs in with a link, which works once.
///
/// # Errors
/// `LinkSpent` when it was used or has expired, or does not exist.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.sessions.sign_in_by_link"))]
pub async fn sign_in_by_link(db: &Db, link: &str) -> Result<Session> {
    let transaction = db.begin_platform().await?;
    let platform = within(&transaction);
    let now = db.clock().now();
    let this = sign_in_link::Column::TokenHash.eq(secret::digest(link));
    let holds = this.clone().and(sign_in_link::Column::ExpiresAt.gt(now));
    let column = sign_in_link::Column::UsedAt;
    if !platform.spend::<sign_in_link::Entity>(column, now, holds).await? {
        return Err(Conflict::LinkSpent.into());
    }
    let select = platform.find::<sign_in_link::Entity>().filter(this);
    let spent = platform.one(select).await?.ok_or(Conflict::LinkSpent)?;
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::Id.eq(spent.account_id));
    let account = platform.one(select).await?.ok_or(Conflict::LinkSpent)?;
    let session = begin(&platform, db, account).await?;
    commit(transaction).await?;
    Ok(session)
}

/// Begins a session, in the transaction that established whose it is.
pub(super) async fn begin<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    db: &Db,
    account: Account,
) -> Result<Session> {
    let secret = secret::random()?;
    let csrf = secret::random()?;
    let now = db.clock().now();
    platform
        .add(session::Model {
            token_hash: secret::digest(&secret),
            account_id: account.id,
            csrf: csrf.clone(),
            created_at: now,
            seen_at: now,
            expires_at: now + LONGEST,
        })
        .await?;
    Ok(Session { secret, account, csrf })
}

/// Returns the session of a cookie; `None` when it has ended.
///
/// # Errors
/// Database errors.
pub async fn resume(db: &Db, cookie: &str) -> Result<Option<Session>> {
    let platform = db.platform();
    let now = db.clock().now();
    let select = platform
        .find::<session::Entity>()
        .filter(session::Column::TokenHash.eq(secret::digest(cookie)));
    let owner = Expr::col(account::Column::Id.as_column_ref()).equals(session::Column::AccountId.as_column_ref());
    let rows = platform.rows(joined::<account::Entity, _>(select, owner)).await?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let found = row.own::<session::Entity>()?;
    let Some(account) = row.other::<account::Entity>()? else {
        return Ok(None);
    };
    if found.expires_at <= now || found.seen_at + IDLE <= now {
        return Ok(None);
    }
    // Written at most once an hour, so that reading rarely writes. A session that was ended since it
    // was read has no row to update.
    if found.seen_at + Duration::hours(1) <= now {
        let this = session::Column::TokenHash.eq(found.token_hash);
        if platform
            .set::<session::Entity>(session::Column::SeenAt, now, this)
            .await?
            == 0
        {
            return Ok(None);
        }
    }
    Ok(Some(Session {
        secret: cookie.to_owned(),
        account,
        csrf: found.csrf,
    }))
}

/// Ends a session.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.sessions.sign_out"))]
pub async fn sign_out(db: &Db, cookie: &str) -> Result<()> {
    db.platform()
        .remove::<session::Entity>(session::Column::TokenHash.eq(secret::digest(cookie)))
        .await?;
    tracing::debug!("change committed");
    Ok(())
}

/// Ends all sessions of a person except one, deletes all unused sign-in links, and forgets their
/// browsers.
///
/// The links are deleted first: a link that is being used now keeps its row locked until its session
/// exists, and the second statement then sees that session.
pub(super) async fn end_all<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    account: AccountId,
    but: Option<&Session>,
) -> Result<()> {
    let unused = sign_in_link::Column::AccountId
        .eq(account)
        .and(sign_in_link::Column::UsedAt.is_null());
    platform.remove::<sign_in_link::Entity>(unused).await?;
    let mut ended = session::Column::AccountId.eq(account);
    if let Some(kept) = but {
        ended = ended.and(session::Column::TokenHash.ne(secret::digest(&kept.secret)));
    }
    platform.remove::<session::Entity>(ended).await?;
    guessing::forget_devices(platform, account).await
}

/// Ends the other sessions of a signed-in person, and deletes unused sign-in links.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.sessions.sign_out_elsewhere"))]
pub async fn sign_out_elsewhere(db: &Db, session: &Session) -> Result<()> {
    let transaction = db.begin_platform().await?;
    end_all(&within(&transaction), session.account.id, Some(session)).await?;
    commit(transaction).await
}

/// Ends all sessions of a person, and deletes unused sign-in links. For operators. Tokens of programs
/// stay: they are revoked one by one.
///
/// # Errors
/// `NotFound("person")` when there is no such person.
pub async fn sign_out_everywhere(db: &Db, permit: &Permit<CreateTenant>, id: AccountId) -> Result<()> {
    db.change(permit, None, async |tx| {
        let account = super::within(&tx.platform(), id).await?;
        end_all(&tx.platform(), id, None).await?;
        let person = accounts::digest(id, &account.salt);
        tx.record(Event::PeopleSignOut { person }.about(tx.id::<uuid::Uuid>()))
            .await
    })
    .await
}

/// Deletes sessions and links that ended a day ago or more, and returns how many. After a day, no
/// request still writes to such a row.
///
/// # Errors
/// Database errors.
pub(crate) async fn forget_ended(db: &Db, _permit: &Permit<CleanUp>) -> Result<u64> {
    let platform = db.platform();
    let before = db.clock().now() - Duration::days(1);
    let ended = || {
        let idle = session::Column::SeenAt.lte(before - IDLE);
        session::Column::ExpiresAt.lte(before).or(idle)
    };
    let spent = || {
        let used = sign_in_link::Column::UsedAt.lte(before);
        sign_in_link::Column::ExpiresAt.lte(before).or(used)
    };
    let mut gone = 0;
    loop {
        let sessions = platform.find::<session::Entity>().filter(ended()).limit(BATCH);
        let sessions = platform.all(sessions).await?.into_iter().map(|row| row.token_hash);
        let links = platform.find::<sign_in_link::Entity>().filter(spent()).limit(BATCH);
        let links = platform.all(links).await?.into_iter().map(|row| row.token_hash);
        if sessions.len() + links.len() == 0 {
            return Ok(gone);
        }
        let sessions = session::Column::TokenHash.is_in(sessions).and(ended());
        gone += platform.remove::<session::Entity>(sessions).await?;
        let links = sign_in_link::Column::TokenHash.is_in(links).and(spent());
        gone += platform.remove::<sign_in_link::Entity>(links).await?;
    }
}
