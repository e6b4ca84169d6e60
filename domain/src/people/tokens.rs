//! Tokens, with which programs act for a person. Everybody can list, create and revoke their own
//! tokens, an operator those of everybody. The database holds only their digests. A token expires, is
//! limited to its scope, and carries roles across cities only when that was asked for.

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

/// A token with which a program acts, as it is stored.
pub type ApiToken = api_token::Model;

/// The prefix of a token, so that secret scanners recognise it.
const MARK: &str = "besa_";

/// The default lifetime of a token, in days.
pub const TOKEN_DAYS: i64 = 90;
/// The maximum lifetime of a token, in days.
pub const MAX_TOKEN_DAYS: i64 = 365;

/// The data of a new token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenDraft {
    /// The name of the program.
    pub name: String,
    /// Its lifetime in days, from 1 to [`MAX_TOKEN_DAYS`].
    pub days: i64,
    /// What it may do.
    pub scope: TokenScope,
    /// The one city in which it works; `None` for all.
    pub city: Option<TenantId>,
    /// Whether it also carries the owner's roles across cities.
    pub platform: bool,
}

impl TokenDraft {
    /// Returns the draft of a token that only reads, for [`TOKEN_DAYS`], in every city of the owner.
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
        if !(1..=MAX_TOKEN_DAYS).contains(&self.days) {
            check.note(FieldError::limited("days", code::OUT_OF_RANGE, MAX_TOKEN_DAYS));
        }
        // Roles across cities do not fit a token for one city.
        check.must(!self.platform || self.city.is_none(), "platform", code::UNKNOWN_CHOICE);
        check.done()?;
        Ok(Self { name, ..self })
    }
}

impl ApiToken {
    /// Returns when the token expires. Old releases set no end: such a token expires after
    /// [`TOKEN_DAYS`].
    pub fn ends_at(&self) -> OffsetDateTime {
        self.expires_at.unwrap_or(self.created_at + Duration::days(TOKEN_DAYS))
    }

    /// Returns the caller of a request with this token; `changes` says whether the request may change
    /// something.
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

/// Creates a token for a program. Returns its record, and the token itself, which is not stored.
///
/// A repeated request returns the same token, although no secret is stored: the token is derived from
/// the session's secrets (the cookie, which only the browser has, and the form token) and from the
/// record's id.
///
/// # Errors
/// `name` when it is missing or too long; `days` / `out_of_range`; `city` / `not_found` where the
/// person has no role; `platform` / `unknown_choice` when the person has no role across cities, or a
/// city is named too; `KeyReused` when the key was used in another session.
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
            tx.record(created(&made, None).about(id).private()).await?;
            Ok(made)
        })
        .await?;
    let token = text(session, made.id);
    if secret::digest(&token) != made.token_hash {
        return Err(Conflict::KeyReused.into());
    }
    Ok((made, token))
}

/// Creates a token for somebody else, for the command line.
///
/// # Errors
/// As [`create_token`], but the person's roles are not checked; `NotFound` when there is no such
/// person.
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
        tx.record(created(&made, Some(person)).about(made.id).private()).await?;
        Ok((made, token))
    })
    .await
}

/// Creates a token that may do all its owner may, with the maximum lifetime. For tests and trials.
///
/// # Errors
/// As [`issue`].
pub async fn issue_token(db: &Db, permit: &Permit<CreateTenant>, account: AccountId, name: &str) -> Result<String> {
    let draft = TokenDraft {
        days: MAX_TOKEN_DAYS,
        scope: TokenScope::Write,
        platform: true,
        ..TokenDraft::reading(name)
    };
    Ok(issue(db, permit, account, draft).await?.1)
}

/// Returns the event of a new token, with its limits.
fn created(token: &ApiToken, person: Option<String>) -> Event {
    Event::TokenCreate {
        scope: token.scope.to_string(),
        city: token.tenant_id,
        platform: token.platform,
        person,
    }
}

/// Lists a person's valid tokens, newest first.
///
/// # Errors
/// Database errors.
pub async fn tokens(db: &Db, permit: &Permit<KeepTokens>) -> Result<Vec<ApiToken>> {
    held(db, owner(permit)?).await
}

/// Lists the valid tokens of any person, for operators.
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

/// Revokes a token of the signed-in person. It ends with the program's next request.
///
/// # Errors
/// `NotFound("token")` when the person has no token of this id, or it is revoked already.
pub async fn revoke_token(db: &Db, permit: &Permit<KeepTokens>, once: Option<&Once>, id: ApiTokenId) -> Result<()> {
    let own = api_token::Column::AccountId.eq(owner(permit)?);
    db.change(permit, once, async |tx| revoke(tx, id, own).await).await
}

/// Revokes a token of somebody else, for operators. It ends with the program's next request.
///
/// # Errors
/// `NotFound("token")` when the person has no token of this id, or it is revoked already.
pub async fn revoke_token_of(db: &Db, permit: &Permit<CreateTenant>, account: AccountId, id: ApiTokenId) -> Result<()> {
    let theirs = api_token::Column::AccountId.eq(account);
    db.change(permit, None, async |tx| revoke(tx, id, theirs).await).await
}

/// Returns the owner of a token, for the command line.
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
    tx.record(Event::TokenRevoke {}.about(id).private()).await
}

/// Returns the record of a token; `None` when it is unknown, expired or revoked.
///
/// # Errors
/// Database errors.
pub async fn by_token(db: &Db, token: &str) -> Result<Option<ApiToken>> {
    let platform = db.platform();
    let now = db.clock().now();
    let select = platform
        .find::<api_token::Entity>()
        .filter(api_token::Column::TokenHash.eq(secret::digest(token)));
    let Some(found) = platform.one(select).await?.filter(|token| token.holds(now)) else {
        return Ok(None);
    };
    // Written at most once an hour, so that reading rarely writes. Only this column is written, so that
    // a token that is revoked meanwhile stays revoked.
    if found.used_at.is_none_or(|used| used + Duration::hours(1) <= now) {
        let this = api_token::Column::Id.eq(found.id);
        platform
            .set::<api_token::Entity>(api_token::Column::UsedAt, now, this)
            .await?;
    }
    Ok(Some(found))
}

/// Returns the person whose tokens a permit is for.
fn owner(permit: &Permit<KeepTokens>) -> Result<AccountId> {
    match permit.actor() {
        Actor::Person(account) => Ok(account),
        Actor::Anyone | Actor::System => Err(Error::Unauthorized),
    }
}

/// Derives the token of a record. Its parts have fixed lengths, so different parts never give the same
/// text. Neither the database, which has no cookie, nor the cookie of an ended session, whose form
/// token is deleted, is enough to derive it again.
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
