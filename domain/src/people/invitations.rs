//! Inviting a person to a role in a city, and accepting.

use super::{Account, Session, account_for, monitors, password, secret, sessions};
use crate::access::{Actor, ManagePeople, Permit, Role};
use crate::db::entity::{account, invitation, membership};
use crate::db::{Db, Platform};
use crate::error::{Conflict, Error, Result};
use crate::ids::{InvitationId, TenantId};
use crate::input::{self, Check};
use crate::jobs::{Job, Recipient};
use crate::log::Entry;
use crate::once::Once;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde_json::json;
use time::Duration;

/// How long an invitation holds.
pub const HOLDS: Duration = Duration::days(14);

/// An invitation, as it is stored.
pub type Invitation = invitation::Model;

/// What an invitation says.
#[derive(Debug, Clone)]
pub struct Invite {
    /// Who is invited.
    pub email: String,
    /// To which role.
    pub role: Role,
    /// The language of the mail, by its code.
    pub language: String,
}

/// What the invited person gives.
#[derive(Clone)]
pub struct Acceptance {
    /// Her name.
    pub name: String,
    /// The password she will use.
    pub password: String,
}

/// Without the password.
impl std::fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Acceptance").finish_non_exhaustive()
    }
}

/// Invites a person: a job mails her a link. Gives the invitation and the link's secret; no secret
/// when the same request came before, for only its digest is kept.
///
/// # Errors
/// `email` when it is no address.
pub async fn invite(
    db: &Db,
    permit: &Permit<ManagePeople>,
    once: Option<&Once>,
    invite: Invite,
) -> Result<(Invitation, Option<String>)> {
    let mut check = Check::new();
    let email = check.email("email", &invite.email);
    check.done()?;
    let secret = secret::random()?;
    let mut tx = db.begin(permit).await?;
    if let Some(answer) = tx.replay(once).await? {
        return Ok((answer, None));
    }
    let row = invitation::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        token_hash: secret::digest(&secret),
        email: email.clone(),
        role: invite.role,
        language: invite.language.clone(),
        invited_by: match tx.actor() {
            Actor::Person(account) => Some(account),
            Actor::Anyone | Actor::System => None,
        },
        created_at: tx.now(),
        expires_at: tx.now() + HOLDS,
        accepted_at: None,
        withdrawn_at: None,
    };
    let made = tx.platform().add(row).await?;
    let job = Job::SendInvitation {
        recipient: Recipient {
            email,
            name: None,
            language: invite.language,
        },
        role: invite.role.code().to_owned(),
        secret: secret.clone(),
    };
    tx.enqueue_now(&job, &made.id.to_string()).await?;
    tx.record(Entry::new("people.invite", "invitation", made.id).with(json!({ "role": made.role })))
        .await?;
    tx.keep(once, &made).await?;
    tx.commit().await?;
    Ok((made, Some(secret)))
}

/// Invitations that wait, newest first.
///
/// # Errors
/// The database's own.
pub async fn waiting(db: &Db, permit: &Permit<ManagePeople>) -> Result<Vec<Invitation>> {
    let city = db.read(permit).await?;
    let platform = city.platform();
    let select = platform
        .find::<invitation::Entity>()
        .filter(invitation::Column::TenantId.eq(permit.tenant()))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::WithdrawnAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(db.clock().now()))
        .order_by_desc(invitation::Column::Id);
    platform.all(select).await
}

/// Takes an invitation back.
///
/// # Errors
/// `NotFound` when there is none here.
pub async fn withdraw(db: &Db, permit: &Permit<ManagePeople>, once: Option<&Once>, id: InvitationId) -> Result<()> {
    let mut tx = db.begin(permit).await?;
    if let Some(answer) = tx.replay(once).await? {
        return Ok(answer);
    }
    let select = tx
        .platform()
        .find::<invitation::Entity>()
        .filter(invitation::Column::TenantId.eq(tx.tenant()))
        .filter(invitation::Column::Id.eq(id));
    let mut found = tx.platform().one(select).await?.ok_or(Error::NotFound("invitation"))?;
    if found.accepted_at.is_some() {
        return Err(Conflict::LinkSpent.into());
    }
    found.withdrawn_at = Some(tx.now());
    tx.platform().save(found).await?;
    tx.record(Entry::new("people.withdraw_invitation", "invitation", id))
        .await?;
    tx.keep(once, &()).await?;
    tx.commit().await
}

/// The invitation behind a link, and whether its address has an account already.
///
/// # Errors
/// `LinkSpent` when it was used or withdrawn, is too old, or never was.
pub async fn by_secret(db: &Db, secret: &str) -> Result<(Invitation, Option<Account>)> {
    let platform = db.platform();
    let found = standing(&platform, db, secret).await?;
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::EmailKey.eq(input::key(&found.email)));
    let known = platform.one(select).await?;
    Ok((found, known))
}

/// Accepts an invitation: makes the account where there is none, gives the role, signs in. The
/// link alone proves the address; a person with an account keeps her name and password.
///
/// # Errors
/// `LinkSpent`, or what is wrong with name and password of a new account.
pub async fn accept(db: &Db, secret: &str, acceptance: Acceptance) -> Result<(TenantId, Session)> {
    let (found, known) = by_secret(db, secret).await?;
    let hash = match &known {
        Some(account) if account.password_hash.is_some() => None,
        _ => Some(password::hash(&acceptance.password).await?),
    };
    // The person is not a member yet: the link is what permits her to become one.
    let permit = Permit::<ManagePeople>::system(found.tenant_id);
    let mut tx = db.begin(&permit).await?;
    // Read again inside the change, so that a link cannot be used twice at once.
    let mut found = standing(&tx.platform(), db, secret).await?;
    let account = account_for(
        &tx.platform(),
        db,
        &found.email,
        &acceptance.name,
        &found.language,
        hash,
    )
    .await?;
    found.accepted_at = Some(tx.now());
    let (tenant, role) = (found.tenant_id, found.role);
    tx.platform().save(found).await?;
    let held = tx
        .platform()
        .find::<membership::Entity>()
        .filter(membership::Column::TenantId.eq(tenant))
        .filter(membership::Column::AccountId.eq(account.id))
        .filter(membership::Column::Role.eq(role));
    if tx.platform().one(held).await?.is_none() {
        let row = membership::Model {
            tenant_id: tenant,
            id: tx.id(),
            account_id: account.id,
            role,
            created_at: tx.now(),
        };
        let made = tx.platform().add(row).await?;
        monitors::joined(&mut tx, &made, &account).await?;
    }
    tx.commit().await?;
    Ok((tenant, sessions::begin(db, account).await?))
}

/// The invitation that a secret opens now.
async fn standing<C: ConnectionTrait>(platform: &Platform<'_, C>, db: &Db, secret: &str) -> Result<Invitation> {
    let now = db.clock().now();
    let select = platform
        .find::<invitation::Entity>()
        .filter(invitation::Column::TokenHash.eq(secret::digest(secret)));
    let found = platform.one(select).await?;
    let standing =
        found.filter(|found| found.accepted_at.is_none() && found.withdrawn_at.is_none() && found.expires_at > now);
    Ok(standing.ok_or(Conflict::LinkSpent)?)
}
