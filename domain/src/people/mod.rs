//! People: accounts, sign-in, roles in cities, invitations, tokens.

mod guessing;
mod invitations;
mod members;
mod monitors;
mod password;
mod reviewers;
pub(crate) mod secret;
mod sessions;
mod tokens;

pub(crate) use guessing::forget_unused;
pub use guessing::{LINKS as LINK_TRIES, remember_device, try_password};
pub use invitations::{
    Acceptance, HOLDS as INVITATION_HOLDS, Invitation, Invite, accept, by_secret as invitation_by_secret, invite,
    waiting as invitations, withdraw as withdraw_invitation,
};
pub(crate) use members::with_role;
pub use members::{Member, add_member, add_staff, members, remove_member, roles, staff_roles};
pub use reviewers::{reach, reviews, set_reach};
pub(crate) use sessions::forget_ended;
pub use sessions::{Session, link, resume, sign_in, sign_in_by_link, sign_out};
pub use tokens::{ApiToken, by_token, create_token, issue_token, revoke_token, tokens};

use crate::access::{CreateTenant, Permit};
use crate::db::entity::account;
use crate::db::{Db, Platform};
use crate::error::{Error, Result, code};
use crate::ids::AccountId;
use crate::input::{self, Check};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

/// A person who can sign in.
pub type Account = account::Model;

/// Finds a person by her address.
///
/// # Errors
/// `NotFound` when nobody has it. For the command line and jobs, never for a page.
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

/// The same inside a change that is under way.
pub(crate) async fn within<C: ConnectionTrait>(platform: &Platform<'_, C>, id: AccountId) -> Result<Account> {
    let select = platform.find::<account::Entity>().filter(account::Column::Id.eq(id));
    platform.one(select).await?.ok_or(Error::NotFound("person"))
}

/// Makes an account without a password, for the demo and the command line. An account that has
/// the address already is given back as it is.
///
/// # Errors
/// `email` or `name` when they cannot be used.
pub async fn ensure(
    db: &Db,
    _permit: &Permit<CreateTenant>,
    email: &str,
    name: &str,
    language: &str,
) -> Result<Account> {
    account_for(&db.platform(), db, email, name, language, None).await
}

/// The account with this address, made where there is none. A hash fills an empty password only.
async fn account_for<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    db: &Db,
    email: &str,
    name: &str,
    language: &str,
    hash: Option<String>,
) -> Result<Account> {
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::EmailKey.eq(input::key(email)));
    if let Some(mut known) = platform.one(select).await? {
        if known.password_hash.is_none() && hash.is_some() {
            known.password_hash = hash;
            known.version += 1;
            return platform.save(known).await;
        }
        return Ok(known);
    }
    let mut check = Check::new();
    let name = check.line("name", name, input::TITLE);
    let email = check.email("email", email);
    check.done()?;
    platform
        .add(account::Model {
            id: db.ids().next(),
            email_key: input::key(&email),
            email,
            name,
            password_hash: hash,
            language: language.to_owned(),
            salt: secret::random()?,
            version: 1,
            created_at: db.clock().now(),
        })
        .await
}

/// Sets a new password and ends every session.
///
/// # Errors
/// `current` / `wrong_password` when the old one is not right; `password` when the new one cannot
/// be used.
pub async fn set_password(db: &Db, id: AccountId, current: Option<&str>, new: &str) -> Result<()> {
    let mut account = by_id(db, id).await?;
    if account.password_hash.is_some()
        && !password::matches(current.unwrap_or_default(), account.password_hash.as_deref()).await?
    {
        return Err(Error::field("current", code::WRONG_PASSWORD));
    }
    account.password_hash = Some(password::hash(new).await?);
    account.version += 1;
    db.platform().save(account).await?;
    sessions::end_all(db, id).await
}
