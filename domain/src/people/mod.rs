//! People: accounts, sign-in, roles in cities, invitations, tokens.

mod delegates;
mod duties;
mod guessing;
mod invitations;
mod members;
mod monitors;
mod password;
mod reviewers;
pub(crate) mod secret;
mod seen;
mod sessions;
mod staff;
pub(crate) mod tables;
mod tokens;
mod visit;

pub(crate) use delegates::represented;
pub use delegates::{Delegate, appoint, delegates};
pub(crate) use guessing::forget_unused;
pub use guessing::{LINKS as LINK_TRIES, remember_device, try_password};
pub use invitations::{
    Acceptance, HOLDS as INVITATION_HOLDS, Invitation, InvitationMail as InvitationLetter, Invite, accept,
    by_secret as invitation_by_secret, invite, invite_monitor, link as invitation_link, mail as invitation_mail,
    unlink as unlink_invitation, waiting as invitations, withdraw as withdraw_invitation,
};
pub(crate) use members::with_role;
pub use members::{Member, add_member, add_monitor, cities_of, members, remove_member, roles, staff_roles};
pub use monitors::end_body;
pub use reviewers::{set_reach, staff_in};
pub(crate) use seen::{READ, day_began, seen, tell_seen};
pub(crate) use sessions::forget_ended;
pub use sessions::{
    SESSION_COOKIE, Session, link, resume, sign_in, sign_in_by_link, sign_out, sign_out_elsewhere, sign_out_everywhere,
};
pub use staff::{Staff, add_staff, remove_staff, staff};
pub use tokens::{
    ApiToken, MAX_TOKEN_DAYS, TOKEN_DAYS, TokenDraft, by_token, create_token, issue, issue_token, owner_of_token,
    revoke_token, revoke_token_of, tokens, tokens_of,
};
pub use visit::Visit;

use crate::access::{CreateTenant, Permit};
pub use crate::accounts::Account;
use crate::accounts::tables::account;
use crate::db::{self, Db, Platform};
use crate::error::{Error, Result, code};
use crate::ids::AccountId;
use crate::input::{self, Check};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

/// Finds a person by e-mail address. For the command line and jobs, never for a page.
///
/// # Errors
/// `NotFound` when nobody has it.
pub async fn by_email(db: &Db, email: &str) -> Result<Account> {
    let key = input::email_key(email).ok_or(Error::NotFound("person"))?;
    let platform = db.platform();
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::EmailKey.eq(key));
    platform.one(select).await?.ok_or(Error::NotFound("person"))
}

/// Finds a person by id.
///
/// # Errors
/// `NotFound` when there is no such person.
pub async fn by_id(db: &Db, id: AccountId) -> Result<Account> {
    within(&db.platform(), id).await
}

/// Finds a person by id inside a running change.
pub(crate) async fn within<C: ConnectionTrait>(platform: &Platform<'_, C>, id: AccountId) -> Result<Account> {
    let select = platform.find::<account::Entity>().filter(account::Column::Id.eq(id));
    platform.one(select).await?.ok_or(Error::NotFound("person"))
}

/// Creates an account without a password, for the demo and the command line. Returns the account of the
/// address unchanged when there is one.
///
/// # Errors
/// `email` or `name` when they are invalid.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.ensure"))]
pub async fn ensure(
    db: &Db,
    _permit: &Permit<CreateTenant>,
    email: &str,
    name: &str,
    language: &str,
) -> Result<Account> {
    let account = account_for(&db.platform(), db, email, name, language, None).await?;
    tracing::debug!("change committed");
    Ok(account)
}

/// Returns the account with this address, and creates it if there is none. `hash` is stored only when
/// the account has no password; this ends its sessions.
async fn account_for<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    db: &Db,
    email: &str,
    name: &str,
    language: &str,
    hash: Option<String>,
) -> Result<Account> {
    let with_address = |key| {
        platform
            .find::<account::Entity>()
            .filter(account::Column::EmailKey.eq(key))
    };
    let key = input::email_key(email).unwrap_or_default();
    let Some(known) = platform.one(with_address(key)).await? else {
        let mut check = Check::new();
        let name = check.line("name", name, input::TITLE);
        let email = check.email("email", email);
        check.done()?;
        let key = input::key(&email);
        let row = account::Model {
            id: db.ids().next(),
            email_key: key.clone(),
            email,
            name,
            password_hash: hash,
            language: language.to_owned(),
            salt: secret::random()?,
            version: 1,
            created_at: db.clock().now(),
        };
        // Another invitation to the same address may create the account at the same time.
        platform.add_unless_there(row, [account::Column::EmailKey]).await?;
        return platform.one(with_address(key)).await?.ok_or(Error::NotFound("person"));
    };
    if let (None, Some(hash)) = (&known.password_hash, hash) {
        write_password(platform, &known, hash).await?;
        return within(platform, known.id).await;
    }
    Ok(known)
}

/// Sets a new password, and ends all sessions and unused sign-in links.
///
/// # Errors
/// `current` / `wrong_password` when the current password is wrong or was changed meanwhile; `password`
/// when the new one is not accepted.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.set_password"))]
pub async fn set_password(db: &Db, id: AccountId, current: Option<&str>, new: &str) -> Result<()> {
    let account = by_id(db, id).await?;
    let wrong = || Error::field("current", code::WRONG_PASSWORD);
    if account.password_hash.is_some()
        && !password::matches(current.unwrap_or_default(), account.password_hash.as_deref()).await?
    {
        return Err(wrong());
    }
    let hash = password::hash(new).await?;
    let transaction = db.begin_platform().await?;
    let platform = db::within(&transaction);
    if !write_password(&platform, &account, hash).await? {
        return Err(wrong());
    }
    db::commit(transaction).await
}

/// Stores a password unless the account was changed since it was read, and ends all sessions of the
/// person. Returns whether it was stored.
async fn write_password<C: ConnectionTrait>(platform: &Platform<'_, C>, read: &Account, hash: String) -> Result<bool> {
    let this = || account::Column::Id.eq(read.id);
    let unchanged = this().and(account::Column::Version.eq(read.version));
    let version = platform.set::<account::Entity>(account::Column::Version, read.version + 1, unchanged);
    if version.await? == 0 {
        return Ok(false);
    }
    platform
        .set::<account::Entity>(account::Column::PasswordHash, hash, this())
        .await?;
    sessions::end_all(platform, read.id, None).await?;
    Ok(true)
}
