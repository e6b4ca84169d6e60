//! Invites people to a role in a city, and accepts invitations.

use super::{Account, Session, account_for, duties, members, password, secret, sessions};
use crate::access::{Actor, InviteMonitor, ManagePeople, Permit, Role, StaffRole};
use crate::accounts::tables::account;
use crate::bodies;
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

/// How long an invitation is valid.
pub const HOLDS: Duration = Duration::days(14);

/// An invitation, as it is stored.
pub type Invitation = invitation::Model;

/// The data of a new invitation.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The e-mail address of the invited person.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The language of the mail, by its code.
    pub language: String,
    /// The name of the monitoring body, for a monitor whom an operator invites; `None` for the current one.
    pub body: Option<String>,
}

/// The content of the mail of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationMail {
    /// The recipient.
    pub recipient: Recipient,
    /// The role.
    pub role: Role,
    /// When its link expires.
    pub until: OffsetDateTime,
}

/// What the invited person enters.
#[derive(Clone)]
pub struct Acceptance {
    /// Their name.
    pub name: String,
    /// Their new password.
    pub password: String,
}

/// Hides the password.
impl std::fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Acceptance").finish_non_exhaustive()
    }
}

/// Invites a person to a role in the city; a job sends a link by mail. A monitor is invited by
/// [`invite_monitor`], or here by the operator at the command line.
///
/// # Errors
/// `email` when it is not an e-mail address; `Forbidden` for a person who is not an admin;
/// `MonitorsConsent`; `SeparateDuties` when another role of the invited person excludes this one;
/// `TooMany` when the inviting person or the city sent too many invitations today, or the mailbox got
/// too many.
pub async fn invite(db: &Db, permit: &Permit<ManagePeople>, once: Option<&Once>, invite: Invite) -> Result<Invitation> {
    db.change(permit, once, async |tx| add(tx, invite).await).await
}

/// Invites a person to the monitoring body: by a person of the body, or by an operator.
///
/// # Errors
/// As [`invite`]; `body` / `body_not_ended` when an operator names another body than the current one.
pub async fn invite_monitor(
    db: &Db,
    permit: &Permit<InviteMonitor>,
    once: Option<&Once>,
    invite: Invite,
) -> Result<Invitation> {
    let invite = Invite {
        role: Role::Monitor,
        ..invite
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
    // An error, because an invitation without a mail would look like one that was sent.
    if !mail_budget::recipient(tx, Unasked::Invitation, &email).await? {
        return Err(mail_budget::used_up(tx));
    }
    let body = match invite.role {
        Role::Monitor => Some(bodies::invited(tx, invite.body.as_deref()).await?.id),
        Role::Admin | Role::Coordinator | Role::Implementer | Role::Cocreator | Role::Viewer => None,
    };
    let row = invitation::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        email: email.clone(),
        role: invite.role,
        body_id: body,
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
    tx.record(event.about(made.id).private()).await?;
    Ok(made)
}

async fn of_address<C: ConnectionTrait>(platform: &Platform<'_, C>, email: &str) -> Result<Option<Account>> {
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::EmailKey.eq(input::key(email)));
    platform.one(select).await
}

/// Returns the content of the mail of an invitation, at the time of sending. `None` when the invitation
/// was accepted or withdrawn, or has expired.
///
/// # Errors
/// Database errors.
pub async fn mail(db: &Db, permit: &Permit<ManagePeople>, id: InvitationId) -> Result<Option<InvitationMail>> {
    let platform = db.platform();
    let select = platform
        .find::<invitation::Entity>()
        .filter(invitation::Column::TenantId.eq(permit.tenant()))
        .filter(invitation::Column::Id.eq(id));
    let Some(found) = platform.one(select).await?.filter(|found| stands(found, db)) else {
        return Ok(None);
    };
    let known = of_address(&platform, &found.email).await?;
    Ok(Some(InvitationMail {
        recipient: Recipient {
            email: found.email,
            name: known.map(|account| account.name),
            language: found.language,
        },
        role: found.role,
        until: found.expires_at,
    }))
}

/// Creates a link to an invitation and returns its secret, of which only the digest is stored: for one
/// mail, or for the operator at the command line. Every link works until one of them is used.
///
/// # Errors
/// `Forbidden` for a person, whatever their rights: the person who invites must not get the link.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.invitations.link", city = %permit.tenant()))]
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
    tracing::debug!("change committed");
    Ok(secret)
}

/// Deletes a link whose mail was not sent.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.invitations.unlink", city = %permit.tenant()))]
pub async fn unlink(db: &Db, permit: &Permit<ManagePeople>, secret: &str) -> Result<()> {
    let this = invitation_link::Column::TokenHash
        .eq(secret::digest(secret))
        .and(invitation_link::Column::TenantId.eq(permit.tenant()));
    db.platform().remove::<invitation_link::Entity>(this).await?;
    tracing::debug!("change committed");
    Ok(())
}

/// Lists the invitations that can be accepted, newest first.
///
/// # Errors
/// Database errors.
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

/// Withdraws an invitation.
///
/// # Errors
/// `NotFound` when there is none in this city; `LinkSpent` when it was accepted.
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
        tx.record(Event::PeopleWithdrawInvitation {}.about(id).private())
            .await?;
        Ok(())
    })
    .await
}

/// Returns the invitation of a link, and the account of its address; `None` when it has no account.
///
/// # Errors
/// `LinkSpent` when the link was used, withdrawn or has expired, or does not exist.
pub async fn by_secret(db: &Db, secret: &str) -> Result<(Invitation, Option<Account>)> {
    let platform = db.platform();
    let found = standing(&platform, db, secret).await?;
    let known = of_address(&platform, &found.email).await?;
    Ok((found, known))
}

/// Accepts an invitation: creates the account if there is none, gives the role, and signs in. The link
/// alone proves the address; a person with an account keeps their name and password.
///
/// # Errors
/// `LinkSpent`; `SeparateDuties` when the person was given another role since; the field errors of name
/// and password of a new account.
pub async fn accept(db: &Db, secret: &str, acceptance: Acceptance) -> Result<(TenantId, Session)> {
    let (found, known) = by_secret(db, secret).await?;
    let hash = match &known {
        Some(account) if account.password_hash.is_some() => None,
        _ => Some(password::hash(&acceptance.password).await?),
    };
    // The person is not a member yet: the link permits them to become one.
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
        members::join(tx, &account, found.role, found.body_id).await?;
        session = Some(sessions::begin(&tx.platform(), db, account).await?);
        Ok(())
    });
    joined.await?;
    Ok((found.tenant_id, session.ok_or(Error::Unauthorized)?))
}

/// Withdraws the invitations that must not outlive a role that was removed: those of the person to the
/// same role, which would give it back, and those that the person sent by virtue of the role.
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

/// Withdraws invitations to monitoring bodies in all cities that a former operator sent, except where
/// they are a monitor themselves.
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

/// Selects invitations that can be accepted.
fn waits(now: OffsetDateTime) -> SimpleExpr {
    invitation::Column::AcceptedAt
        .is_null()
        .and(invitation::Column::WithdrawnAt.is_null())
        .and(invitation::Column::ExpiresAt.gt(now))
}

fn stands(found: &Invitation, db: &Db) -> bool {
    found.accepted_at.is_none() && found.withdrawn_at.is_none() && found.expires_at > db.clock().now()
}

/// Returns the invitation that a secret opens; `LinkSpent` when it cannot be accepted any more.
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
