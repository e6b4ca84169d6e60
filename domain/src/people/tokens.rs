//! Tokens, by which programs act for a person. She sees, makes and revokes her own; the database
//! holds their digests alone.

use super::{Session, secret};
use crate::access::{Actor, CreateTenant, KeepTokens, Permit};
use crate::db::entity::{account, api_token};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, Result};
use crate::ids::{AccountId, ApiTokenId};
use crate::input::{self, Check};
use crate::log::{self, Entry};
use crate::once::Once;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use time::Duration;

/// A token by which a program acts, as it is stored.
pub type ApiToken = api_token::Model;

/// What the token's text begins with, so that scanners for secrets know it.
const MARK: &str = "besa_";

/// Makes a token for a program. Gives its record, and the token itself, which is kept nowhere.
///
/// The same request again gives the same token, though no secret is stored: it is made of the
/// session's secrets, of which the cookie is the browser's alone, and of the record's id.
///
/// # Errors
/// `name` when it is missing or too long; `KeyReused` when the key came before in another session.
pub async fn create_token(
    db: &Db,
    permit: &Permit<KeepTokens>,
    once: Option<&Once>,
    session: &Session,
    name: &str,
) -> Result<(ApiToken, String)> {
    let account = owner(permit)?;
    let mut tx = db.begin(permit).await?;
    if let Some(made) = tx.replay::<ApiToken>(once).await? {
        let token = text(session, made.id);
        if secret::digest(&token) != made.token_hash {
            return Err(Conflict::KeyReused.into());
        }
        return Ok((made, token));
    }
    let id = tx.id();
    let token = text(session, id);
    let made = insert(&tx, id, account, name, &token).await?;
    tx.record(Entry::new("token.create", "token", id)).await?;
    tx.keep(once, &made).await?;
    tx.commit().await?;
    Ok((made, token))
}

/// Makes a token for somebody else, for the command line.
///
/// # Errors
/// `name` when it is missing or too long; `NotFound` when there is no such person.
pub async fn issue_token(db: &Db, permit: &Permit<CreateTenant>, account: AccountId, name: &str) -> Result<String> {
    let token = format!("{MARK}{}", secret::random()?);
    let mut tx = db.begin(permit).await?;
    let select = tx
        .platform()
        .find::<account::Entity>()
        .filter(account::Column::Id.eq(account));
    let person = tx.platform().one(select).await?.ok_or(Error::NotFound("person"))?;
    let made = insert(&tx, tx.id(), account, name, &token).await?;
    let who = log::digest(account, &person.salt);
    tx.record(Entry::new("token.create", "token", made.id).with(json!({ "person": who })))
        .await?;
    tx.commit().await?;
    Ok(token)
}

/// A person's tokens that still hold, newest first.
///
/// # Errors
/// The database's own.
pub async fn tokens(db: &Db, permit: &Permit<KeepTokens>) -> Result<Vec<ApiToken>> {
    let platform = db.platform();
    let select = platform
        .find::<api_token::Entity>()
        .filter(api_token::Column::AccountId.eq(owner(permit)?))
        .filter(api_token::Column::RevokedAt.is_null())
        .order_by_desc(api_token::Column::Id);
    let now = db.clock().now();
    let mut all = platform.all(select).await?;
    all.retain(|token| holds(token, now));
    Ok(all)
}

/// Takes a token back. It ends with the program's next request.
///
/// # Errors
/// `NotFound("token")` when she has none of this id that still holds.
pub async fn revoke_token(db: &Db, permit: &Permit<KeepTokens>, once: Option<&Once>, id: ApiTokenId) -> Result<()> {
    let mut tx = db.begin(permit).await?;
    if let Some(answer) = tx.replay(once).await? {
        return Ok(answer);
    }
    let select = tx
        .platform()
        .find::<api_token::Entity>()
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::AccountId.eq(owner(permit)?))
        .filter(api_token::Column::RevokedAt.is_null());
    tx.platform().one(select).await?.ok_or(Error::NotFound("token"))?;
    let this = api_token::Column::Id.eq(id);
    tx.platform()
        .set::<api_token::Entity>(api_token::Column::RevokedAt, tx.now(), this)
        .await?;
    tx.record(Entry::new("token.revoke", "token", id)).await?;
    tx.keep(once, &()).await?;
    tx.commit().await
}

/// For whom a token acts, if it still holds.
///
/// # Errors
/// The database's own.
pub async fn by_token(db: &Db, token: &str) -> Result<Option<AccountId>> {
    let platform = db.platform();
    let now = db.clock().now();
    let select = platform
        .find::<api_token::Entity>()
        .filter(api_token::Column::TokenHash.eq(secret::digest(token)));
    let Some(found) = platform.one(select).await?.filter(|token| holds(token, now)) else {
        return Ok(None);
    };
    // Written at most once an hour: a read must not become a write. This column alone, so that a
    // token that is revoked meanwhile stays so.
    if found.used_at.is_none_or(|used| used + Duration::hours(1) <= now) {
        let this = api_token::Column::Id.eq(found.id);
        platform
            .set::<api_token::Entity>(api_token::Column::UsedAt, now, this)
            .await?;
    }
    Ok(Some(found.account_id))
}

fn holds(token: &ApiToken, now: time::OffsetDateTime) -> bool {
    token.revoked_at.is_none() && token.expires_at.is_none_or(|end| end > now)
}

/// Whose tokens a permit is for.
fn owner(permit: &Permit<KeepTokens>) -> Result<AccountId> {
    match permit.actor() {
        Actor::Person(account) => Ok(account),
        Actor::Anyone | Actor::System => Err(Error::Unauthorized),
    }
}

/// The token of a record. Its parts have fixed lengths, so no two lists of parts read the same.
/// Neither the database (which has no cookie) nor a cookie of a session that ended (whose other
/// secret is gone with it) is enough to make it again.
fn text(session: &Session, id: ApiTokenId) -> String {
    let parts = format!("{}{}{id}", session.secret, session.csrf);
    format!("{MARK}{}", secret::derived(&parts))
}

async fn insert(tx: &Tx, id: ApiTokenId, account: AccountId, name: &str, token: &str) -> Result<ApiToken> {
    let mut check = Check::new();
    let name = check.line("name", name, input::TITLE);
    check.done()?;
    tx.platform()
        .add(ApiToken {
            id,
            token_hash: secret::digest(token),
            account_id: account,
            name,
            made_by: match tx.actor() {
                Actor::Person(maker) => Some(maker),
                Actor::Anyone | Actor::System => None,
            },
            created_at: tx.now(),
            expires_at: None,
            used_at: None,
            revoked_at: None,
        })
        .await
}
