//! Inviting a person to a role in a city, and accepting.

use super::{Account, Session, account_for, duties, members, password, secret, sessions};
use crate::access::{Actor, InviteMonitor, ManagePeople, Permit, Role, StaffRole};
use crate::accounts::tables::account;
use crate::db::{Db, Platform, Tx};
use crate::error::{Conflict, Error, Result};
use crate::ids::{AccountId, InvitationId, TenantId};
use crate::input::{self, Check};
use crate::jobs::{Job, Recipient};
use crate::log::Event;
use crate::mail_budget::{self, Unasked};
use crate::once::Once;
use crate::people::tables::{invitation, invitation_link};
use sea_orm::sea_query::{ExprTrait as _, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use time::{Duration, OffsetDateTime};

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

/// What the mail of an invitation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Where it goes.
    pub recipient: Recipient,
    /// To which role.
    pub role: Role,
    /// Until when its link holds.
    pub until: OffsetDateTime,
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

/// Invites a person to a role in the city: a job mails a link. A monitor is invited by [`invite_monitor`], or here by the operator at the command line.
///
/// # Errors
/// `email` when it is no address; `MonitorsConsent`; `SeparateDuties` when the role does not go
/// together with others of the person; `TooMany` when the person or the city invited too many today, or
/// too many invitations went to that mailbox.
pub async fn invite(db: &Db, permit: &Permit<ManagePeople>, once: Option<&Once>, invite: Invite) -> Result<Invitation> {
    db.change(permit, once, async |tx| add(tx, invite).await).await
}

/// Invites a person to the monitoring body: by somebody of the body, or by an operator.
///
/// # Errors
/// As [`invite`].
pub async fn invite_monitor(
    db: &Db,
    permit: &Permit<InviteMonitor>,
    once: Option<&Once>,
    email: String,
    language: String,
) -> Result<Invitation> {
    let invite = Invite {
        email,
        role: Role::Monitor,
        language,
    };
    db.change(permit, once, async |tx| add(tx, invite).await).await
}

async fn add(tx: &mut Tx, invite: Invite) -> Result<Invitation> {
    let mut check = Check::new();
    let email = check.email("email", &invite.email);
    check.done()?;
    duties::may_invite(tx, invite.role).await?;
    if let Some(known) = of_address(&tx.platform(), &email).await? {
        duties::role_fits(&tx.platform(), tx.tenant(), known.id, invite.role).await?;
    }
    mail_budget::sender(tx, Unasked::Invitation).await?;
    // An invitation that nobody is told of would look like one that was sent.
    if !mail_budget::recipient(tx, Unasked::Invitation, &email).await? {
        return Err(mail_budget::used_up(tx));
    }
    let row = invitation::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        email: email.clone(),
        role: invite.role,
        language: invite.language,
        invited_by: tx.actor().account(),
        created_at: tx.now(),
        expires_at: tx.now() + HOLDS,
        accepted_at: None,
        withdrawn_at: None,
    };
    let made = tx.platform().add(row).await?;
    let job = Job::SendInvitation { invitation: made.id };
    tx.enqueue_now(&job, &made.id.to_string()).await?;
    let event = Event::PeopleInvite {
        role: made.role.to_string(),
    };
    tx.record(event.of(made.id).private()).await?;
    Ok(made)
}

async fn of_address<C: ConnectionTrait>(platform: &Platform<'_, C>, email: &str) -> Result<Option<Account>> {
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::EmailKey.eq(input::key(email)));
    platform.one(select).await
}

/// What the mail of an invitation says, when it is sent. `None` when there is nothing to invite to
/// any more: it was accepted or withdrawn, or is too old.
///
/// # Errors
/// The database's own.
pub async fn letter(db: &Db, permit: &Permit<ManagePeople>, id: InvitationId) -> Result<Option<Letter>> {
    let platform = db.platform();
    let select = platform
        .find::<invitation::Entity>()
        .filter(invitation::Column::TenantId.eq(permit.tenant()))
        .filter(invitation::Column::Id.eq(id));
    let Some(found) = platform.one(select).await?.filter(|found| stands(found, db)) else {
        return Ok(None);
    };
    let known = of_address(&platform, &found.email).await?;
    Ok(Some(Letter {
        recipient: Recipient {
            email: found.email,
            name: known.map(|account| account.name),
            language: found.language,
        },
        role: found.role,
        until: found.expires_at,
    }))
}

/// Makes a link to an invitation and gives its secret, of which the digest alone is kept: for one
/// mail, or for the operator at the command line. Every link works until one of them is used.
///
/// # Errors
/// `Forbidden` for a person, whatever her rights: whoever invites does not get the link.
pub async fn link(db: &Db, permit: &Permit<ManagePeople>, id: InvitationId) -> Result<String> {
    if permit.actor() != Actor::System {
        return Err(Error::Forbidden);
    }
    let secret = secret::random()?;
    db.platform()
        .add(invitation_link::Model {
            token_hash: secret::digest(&secret),
            tenant_id: permit.tenant(),
            invitation_id: id,
            created_at: db.clock().now(),
        })
        .await?;
    Ok(secret)
}

/// Forgets a link whose mail did not go out.
///
/// # Errors
/// The database's own.
#[tracing::instrument(name = "change", skip_all, fields(action = "person.unlink"))]
pub async fn unlink(db: &Db, permit: &Permit<ManagePeople>, secret: &str) -> Result<()> {
    let this = invitation_link::Column::TokenHash
        .eq(secret::digest(secret))
        .and(invitation_link::Column::TenantId.eq(permit.tenant()));
    db.platform().remove::<invitation_link::Entity>(this).await?;
    Ok(())
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
        .filter(waits(db.clock().now()))
        .order_by_desc(invitation::Column::Id);
    platform.all(select).await
}

/// Takes an invitation back.
///
/// # Errors
/// `NotFound` when there is none here.
pub async fn withdraw(db: &Db, permit: &Permit<ManagePeople>, once: Option<&Once>, id: InvitationId) -> Result<()> {
    db.change(permit, once, async |tx| {
        let select = tx
            .platform()
            .find::<invitation::Entity>()
            .filter(invitation::Column::TenantId.eq(tx.tenant()))
            .filter(invitation::Column::Id.eq(id));
        let found = tx.platform().one(select).await?.ok_or(Error::NotFound("invitation"))?;
        let this = invitation::Column::TenantId
            .eq(tx.tenant())
            .and(invitation::Column::Id.eq(id))
            .and(invitation::Column::AcceptedAt.is_null());
        let column = invitation::Column::WithdrawnAt;
        if !tx
            .platform()
            .spend::<invitation::Entity>(column, tx.now(), this)
            .await?
        {
            return match found.withdrawn_at {
                Some(_) => Ok(()),
                None => Err(Conflict::LinkSpent.into()),
            };
        }
        tx.record(Event::PeopleWithdrawInvitation {}.of(id).private()).await?;
        Ok(())
    })
    .await
}

/// The invitation behind a link, and whether its address has an account already.
///
/// # Errors
/// `LinkSpent` when it was used or withdrawn, is too old, or never was.
pub async fn by_secret(db: &Db, secret: &str) -> Result<(Invitation, Option<Account>)> {
    let platform = db.platform();
    let found = standing(&platform, db, secret).await?;
    let known = of_address(&platform, &found.email).await?;
    Ok((found, known))
}

/// Accepts an invitation: makes the account where there is none, gives the role, signs in. The
/// link alone proves the address; a person with an account keeps their name and password.
///
/// # Errors
/// `LinkSpent`; `SeparateDuties` when the person was given another role since; what is wrong with
/// name and password of a new account.
pub async fn accept(db: &Db, secret: &str, acceptance: Acceptance) -> Result<(TenantId, Session)> {
    let (found, known) = by_secret(db, secret).await?;
    let hash = match &known {
        Some(account) if account.password_hash.is_some() => None,
        _ => Some(password::hash(&acceptance.password).await?),
    };
    // The person is not a member yet: the link is what permits them to become one.
    let permit = Permit::<ManagePeople>::system(found.tenant_id);
    let mut session = None;
    let joined = db.change(&permit, None, async |tx| {
        let this = invitation::Column::TenantId
            .eq(found.tenant_id)
            .and(invitation::Column::Id.eq(found.id))
            .and(invitation::Column::WithdrawnAt.is_null())
            .and(invitation::Column::ExpiresAt.gt(tx.now()));
        let column = invitation::Column::AcceptedAt;
        if !tx
            .platform()
            .spend::<invitation::Entity>(column, tx.now(), this)
            .await?
        {
            return Err(Conflict::LinkSpent.into());
        }
        let account = account_for(
            &tx.platform(),
            db,
            &found.email,
            &acceptance.name,
            &found.language,
            hash,
        )
        .await?;
        members::join(tx, &account, found.role).await?;
        session = Some(sessions::begin(&tx.platform(), db, account).await?);
        Ok(())
    });
    joined.await?;
    Ok((found.tenant_id, session.ok_or(Error::Unauthorized)?))
}

/// Withdraws what must not outlive a role that was taken away: invitations to the same role that
/// wait for the person, by which it would come back, and those that the person made by the role.
pub(super) async fn end_with(tx: &Tx, account: AccountId, role: Role) -> Result<()> {
    let platform = tx.platform();
    let person = super::within(&platform, account).await?;
    let operates = members::staff_roles_within(&platform, account)
        .await?
        .contains(&StaffRole::Operator);
    let select = platform
        .find::<invitation::Entity>()
        .filter(waits(tx.now()).and(invitation::Column::TenantId.eq(tx.tenant())));
    for row in platform.all(select).await? {
        let to_her = row.role == role && input::key(&row.email) == person.email_key;
        let made = row.invited_by == Some(account)
            && match role {
                Role::Admin => row.role != Role::Monitor,
                Role::Monitor => row.role == Role::Monitor && !operates,
                Role::Coordinator | Role::Implementer | Role::Cocreator | Role::Viewer => false,
            };
        if to_her || made {
            let this = invitation::Column::TenantId
                .eq(tx.tenant())
                .and(invitation::Column::Id.eq(row.id));
            platform
                .set::<invitation::Entity>(invitation::Column::WithdrawnAt, tx.now(), this)
                .await?;
        }
    }
    Ok(())
}

/// The same for an operator's role: invitations to monitoring bodies of whatever city.
pub(super) async fn end_with_operator<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    now: OffsetDateTime,
    account: AccountId,
) -> Result<()> {
    let select = platform
        .find::<invitation::Entity>()
        .filter(waits(now))
        .filter(invitation::Column::InvitedBy.eq(account))
        .filter(invitation::Column::Role.eq(Role::Monitor));
    for row in platform.all(select).await? {
        let held = members::roles_within(platform, row.tenant_id, account).await?;
        if !held.contains(&Role::Monitor) {
            let this = invitation::Column::TenantId
                .eq(row.tenant_id)
                .and(invitation::Column::Id.eq(row.id));
            platform
                .set::<invitation::Entity>(invitation::Column::WithdrawnAt, now, this)
                .await?;
        }
    }
    Ok(())
}

/// Invitations that can still be accepted.
fn waits(now: OffsetDateTime) -> SimpleExpr {
    invitation::Column::AcceptedAt
        .is_null()
        .and(invitation::Column::WithdrawnAt.is_null())
        .and(invitation::Column::ExpiresAt.gt(now))
}

fn stands(found: &Invitation, db: &Db) -> bool {
    found.accepted_at.is_none() && found.withdrawn_at.is_none() && found.expires_at > db.clock().now()
}

/// The invitation that a secret opens now.
async fn standing<C: ConnectionTrait>(platform: &Platform<'_, C>, db: &Db, secret: &str) -> Result<Invitation> {
    let select = platform
        .find::<invitation_link::Entity>()
        .filter(invitation_link::Column::TokenHash.eq(secret::digest(secret)));
    let link = platform.one(select).await?.ok_or(Conflict::LinkSpent)?;
    let select = platform
        .find::<invitation::Entity>()
        .filter(invitation::Column::TenantId.eq(link.tenant_id))
        .filter(invitation::Column::Id.eq(link.invitation_id));
    let found = platform.one(select).await?.filter(|found| stands(found, db));
    Ok(found.ok_or(Conflict::LinkSpent)?)
}
