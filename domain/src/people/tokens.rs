//! Tokens, by which programs act for a person. Everybody sees, makes and revokes their own, an
//! operator everybody's; the database holds their digests alone. A token ends by itself, does what
//! it was made for and no more, and carries roles across cities only where that was asked for.

use super::{Session, members, secret};
use crate::access::{Actor, Caller, CreateTenant, KeepTokens, Permit, Program, TokenScope};
use crate::accounts;
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code};
use crate::ids::{AccountId, ApiTokenId, TenantId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::people::tables::api_token;
use sea_orm::sea_query::{ExprTrait as _, SimpleExpr};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::{Duration, OffsetDateTime};

/// A token by which a program acts, as it is stored.
pub type ApiToken = api_token::Model;

/// What the token's text begins with, so that scanners for secrets know it.
const MARK: &str = "besa_";

/// For how many days a token holds, unless another number is asked for.
pub const TOKEN_DAYS: i64 = 90;
/// For how many days it holds at most.
pub const MOST_TOKEN_DAYS: i64 = 365;

/// What a token is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenDraft {
    /// The name of the program.
    pub name: String,
    /// For how many days it holds, from 1 to [`MOST_TOKEN_DAYS`].
    pub days: i64,
    /// What it may do.
    pub scope: TokenScope,
    /// The one city it works in; `None` for all.
    pub city: Option<TenantId>,
    /// Whether it carries the person's roles across cities too.
    pub platform: bool,
}

impl TokenDraft {
    /// A token that reads, for [`TOKEN_DAYS`], in every city of the person.
    pub fn reading(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            days: TOKEN_DAYS,
            scope: TokenScope::Read,
            city: None,
            platform: false,
        }
    }

    fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let name = check.line("name", &self.name, input::TITLE);
        if !(1..=MOST_TOKEN_DAYS).contains(&self.days) {
            check.note(FieldError::limited("days", code::OUT_OF_RANGE, MOST_TOKEN_DAYS));
        }
        // A role across cities is no role of one city.
        check.must(!self.platform || self.city.is_none(), "platform", code::UNKNOWN_CHOICE);
        check.done()?;
        Ok(Self { name, ..self })
    }
}

impl ApiToken {
    /// When the token ends by itself. Tokens of the releases that set no end hold as long as others.
    pub fn ends_at(&self) -> OffsetDateTime {
        self.expires_at.unwrap_or(self.created_at + Duration::days(TOKEN_DAYS))
    }

    /// Who sends a request with this token; `changes` says whether the request may change something.
    pub fn caller(&self, changes: bool) -> Caller {
        Caller::Program(Program {
            account: self.account_id,
            scope: self.scope,
            city: self.tenant_id,
            platform: self.platform,
            changes,
        })
    }

    fn holds(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && self.ends_at() > now
    }
}

/// Makes a token for a program. Gives its record, and the token itself, which is kept nowhere.
///
/// The same request again gives the same token, though no secret is stored: it is made of the
/// session's secrets, of which the cookie is the browser's alone, and of the record's id.
///
/// # Errors
/// `name` when it is missing or too long, `days` / `out_of_range`, `city` / `not_found` where the
/// person has no role, `platform` / `unknown_choice` for who has no role across cities or names a
/// city; `KeyReused` when the key came before in another session.
pub async fn create_token(
    db: &Db,
    permit: &Permit<KeepTokens>,
    once: Option<&Once>,
    session: &Session,
    draft: TokenDraft,
) -> Result<(ApiToken, String)> {
    let account = owner(permit)?;
    let made: ApiToken = db
        .change(permit, once, async |tx| {
            let draft = draft.checked()?;
            if draft.platform && members::staff_roles_within(&tx.platform(), account).await?.is_empty() {
                return Err(Error::field("platform", code::UNKNOWN_CHOICE));
            }
            if let Some(city) = draft.city
                && members::roles_within(&tx.platform(), city, account).await?.is_empty()
            {
                return Err(Error::field("city", code::UNKNOWN_RECORD));
            }
            let id = tx.id();
            let made = insert(tx, id, account, draft, &text(session, id)).await?;
            tx.record(created(&made, None).of(id).private()).await?;
            Ok(made)
        })
        .await?;
    let token = text(session, made.id);
    if secret::digest(&token) != made.token_hash {
        return Err(Conflict::KeyReused.into());
    }
    Ok((made, token))
}

/// Makes a token for somebody else, for the command line.
///
/// # Errors
/// As [`create_token`], but no role is asked for; `NotFound` when there is no such person.
pub async fn issue(
    db: &Db,
    permit: &Permit<CreateTenant>,
    account: AccountId,
    draft: TokenDraft,
) -> Result<(ApiToken, String)> {
    let draft = draft.checked()?;
    let token = format!("{MARK}{}", secret::random()?);
    db.change(permit, None, async |tx| {
        let person = super::within(&tx.platform(), account).await?;
        let made = insert(tx, tx.id(), account, draft, &token).await?;
        let person = accounts::digest(account, &person.salt);
        tx.record(created(&made, Some(person)).of(made.id).private()).await?;
        Ok((made, token))
    })
    .await
}

/// Makes a token that does all its owner may, for as long as a token can. For tests and trials.
///
/// # Errors
/// As [`issue`].
pub async fn issue_token(db: &Db, permit: &Permit<CreateTenant>, account: AccountId, name: &str) -> Result<String> {
    let draft = TokenDraft {
        days: MOST_TOKEN_DAYS,
        scope: TokenScope::Write,
        platform: true,
        ..TokenDraft::reading(name)
    };
    Ok(issue(db, permit, account, draft).await?.1)
}

/// What the log says of a token: how far it goes.
fn created(token: &ApiToken, person: Option<String>) -> Event {
    Event::TokenCreate {
        scope: token.scope.to_string(),
        city: token.tenant_id,
        platform: token.platform,
        person,
    }
}

/// A person's tokens that still hold, newest first.
///
/// # Errors
/// The database's own.
pub async fn tokens(db: &Db, permit: &Permit<KeepTokens>) -> Result<Vec<ApiToken>> {
    held(db, owner(permit)?).await
}

/// The same of anybody, for operators.
///
/// # Errors
/// `NotFound("person")` when there is no such person.
pub async fn tokens_of(db: &Db, _permit: &Permit<CreateTenant>, account: AccountId) -> Result<Vec<ApiToken>> {
    super::by_id(db, account).await?;
    held(db, account).await
}

async fn held(db: &Db, account: AccountId) -> Result<Vec<ApiToken>> {
    let platform = db.platform();
    let select = platform
        .find::<api_token::Entity>()
        .filter(api_token::Column::AccountId.eq(account))
        .filter(api_token::Column::RevokedAt.is_null())
        .order_by_desc(api_token::Column::Id);
    let now = db.clock().now();
    let mut all = platform.all(select).await?;
    all.retain(|token| token.holds(now));
    Ok(all)
}

/// Revokes a token. It ends with the program's next request.
///
/// # Errors
/// `NotFound("token")` when the person has none of this id that still holds.
pub async fn revoke_token(db: &Db, permit: &Permit<KeepTokens>, once: Option<&Once>, id: ApiTokenId) -> Result<()> {
    let hers = api_token::Column::AccountId.eq(owner(permit)?);
    db.change(permit, once, async |tx| revoke(tx, id, hers).await).await
}

/// Revokes a token of somebody else, for operators. It ends with the program's next request.
///
/// # Errors
/// `NotFound("token")` when the person has none of this id that still holds.
pub async fn revoke_token_of(db: &Db, permit: &Permit<CreateTenant>, account: AccountId, id: ApiTokenId) -> Result<()> {
    let theirs = api_token::Column::AccountId.eq(account);
    db.change(permit, None, async |tx| revoke(tx, id, theirs).await).await
}

/// Whose token it is, for the command line.
///
/// # Errors
/// `NotFound("token")` when there is none of this id.
pub async fn owner_of_token(db: &Db, _permit: &Permit<CreateTenant>, id: ApiTokenId) -> Result<AccountId> {
    let platform = db.platform();
    let select = platform
        .find::<api_token::Entity>()
        .filter(api_token::Column::Id.eq(id));
    let found = platform.one(select).await?.ok_or(Error::NotFound("token"))?;
    Ok(found.account_id)
}

async fn revoke(tx: &mut Tx, id: ApiTokenId, whose: SimpleExpr) -> Result<()> {
    let this = api_token::Column::Id.eq(id).and(whose);
    let column = api_token::Column::RevokedAt;
    if !tx.platform().spend::<api_token::Entity>(column, tx.now(), this).await? {
        return Err(Error::NotFound("token"));
    }
    tx.record(Event::TokenRevoke {}.of(id).private()).await
}

/// The record of a token, if it still holds: for whom it acts, and how far.
///
/// # Errors
/// The database's own.
pub async fn by_token(db: &Db, token: &str) -> Result<Option<ApiToken>> {
    let platform = db.platform();
    let now = db.clock().now();
    let select = platform
        .find::<api_token::Entity>()
        .filter(api_token::Column::TokenHash.eq(secret::digest(token)));
    let Some(found) = platform.one(select).await?.filter(|token| token.holds(now)) else {
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
    Ok(Some(found))
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

async fn insert(tx: &Tx, id: ApiTokenId, account: AccountId, draft: TokenDraft, token: &str) -> Result<ApiToken> {
    tx.platform()
        .add(ApiToken {
            id,
            token_hash: secret::digest(token),
            account_id: account,
            name: draft.name,
            made_by: tx.actor().account(),
            created_at: tx.now(),
            expires_at: Some(tx.now() + Duration::days(draft.days)),
            used_at: None,
            revoked_at: None,
            scope: draft.scope,
            tenant_id: draft.city,
            platform: draft.platform,
        })
        .await
}
