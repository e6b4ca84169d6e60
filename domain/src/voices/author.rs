//! Authors of comments and proposals, and the confirmation of their e-mail addresses.

use super::speak::{name_of, receive};
use super::{Draft, Voice, VoiceDetails, VoiceState, place, with_records};
use crate::access::{Actor, Permit, SeeVoices, Speak};
use crate::accounts::Account;
use crate::accounts::tables::account;
use crate::db::{Db, Rows, Scoped, Tx, joined};
use crate::error::{Conflict, Error, Result};
use crate::ids::{AccountId, AuthorId, VoiceId};
use crate::input;
use crate::jobs::{Job, Recipient};
use crate::mail_budget::{self, Unasked};
use crate::people::secret;
use crate::people::tables::{delegate, membership};
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use crate::voices::tables::{author, author_link, voice};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

/// The author of a comment or proposal. Only the name is published, never the account or the address.
pub(crate) type Author = author::Model;

/// How long the link in a mail is valid.
pub const HOLDS: Duration = Duration::days(3);
/// The minimum time between two links from one city to one address, while the first is not used, so that
/// nobody can flood a mailbox. Comments and proposals written meanwhile are confirmed by the same link.
const ONE_IN: Duration = Duration::days(1);

/// What a link can confirm.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The comments and proposals sent with the address, confirmed ones included.
    pub voices: Vec<VoiceDetails>,
    /// When the link expires.
    pub until: OffsetDateTime,
    /// Whether all of them are confirmed.
    pub confirmed: bool,
}

/// The author of a draft, with what the draft gets from them.
pub(super) struct Speaker {
    pub(super) author: Author,
    /// Whether it is published without moderation, which holds for members of the city and the system.
    pub(super) trusted: bool,
    /// The organisation it speaks for.
    pub(super) organisation: Option<Organisation>,
}

/// Creates the author of a draft. `None`, and nothing is stored, when the address got too many
/// mails today.
///
/// # Errors
/// `TooMany` when the city has caused too many mails today.
pub(super) async fn create_author(tx: &mut Tx, draft: &Draft) -> Result<Option<Speaker>> {
    let blank = Author {
        tenant_id: tx.tenant(),
        id: tx.id(),
        account_id: None,
        email: None,
        email_key: None,
        name: draft.name.clone(),
        language: draft.language.clone(),
        salt: secret::random()?,
        asked_with: None,
        expires_at: None,
        confirmed_at: Some(tx.now()),
        created_at: tx.now(),
    };
    match tx.actor() {
        Actor::System => Ok(Some(Speaker {
            author: tx.add(blank).await?,
            trusted: true,
            organisation: None,
        })),
        Actor::Person(id) => {
            let (account, trusted, organisation) = person(tx, id).await?;
            let row = Author {
                account_id: Some(id),
                name: Some(name_of(draft, &account.name)),
                ..blank
            };
            Ok(Some(Speaker {
                author: tx.add(row).await?,
                trusted,
                organisation,
            }))
        }
        Actor::Anyone => {
            let email = draft.email.clone().unwrap_or_default();
            let row = Author {
                email_key: Some(input::key(&email)),
                email: Some(email),
                confirmed_at: None,
                ..blank
            };
            Ok(asked(tx, row).await?.map(|author| Speaker {
                author,
                trusted: false,
                organisation: None,
            }))
        }
    }
}

/// Returns an account, whether it has a role in the city, and the organisation that it acts for there.
pub(super) async fn person(city: &Scoped, id: AccountId) -> Result<(Account, bool, Option<Organisation>)> {
    let (platform, tenant) = (city.platform(), city.tenant());
    let member = membership::Column::AccountId
        .eq(id)
        .and(membership::Column::TenantId.eq(tenant));
    let delegated = delegate::Column::AccountId
        .eq(id)
        .and(delegate::Column::TenantId.eq(tenant));
    let of =
        Expr::col(organisation::Column::Id.as_column_ref()).equals(delegate::Column::OrganisationId.as_column_ref());
    let of = of.and(organisation::Column::TenantId.eq(tenant));
    let select = platform.find::<account::Entity>().filter(account::Column::Id.eq(id));
    let select = joined::<membership::Entity, _>(select, member);
    let select = joined::<delegate::Entity, _>(select, delegated);
    let select = joined::<organisation::Entity, _>(select, of);
    let rows = platform.rows(select).await?;
    let row = rows.first().ok_or(Error::Unauthorized)?;
    let member = row.other::<membership::Entity>()?.is_some();
    Ok((
        row.own::<account::Entity>()?,
        member,
        row.other::<organisation::Entity>()?,
    ))
}

/// Stores an author whose address must be confirmed. Enqueues the mail that asks for it, unless one was
/// sent within [`ONE_IN`]. `None` when the address got too many mails today.
async fn asked(tx: &mut Tx, row: Author) -> Result<Option<Author>> {
    mail_budget::sender(tx, Unasked::Confirmation).await?;
    let earlier = tx
        .find::<author::Entity>()
        .filter(author::Column::EmailKey.eq(row.email_key.clone()))
        .filter(author::Column::ConfirmedAt.is_null())
        .filter(author::Column::CreatedAt.gt(tx.now() - ONE_IN))
        .filter(author::Column::ExpiresAt.gt(tx.now()))
        .order_by_asc(author::Column::Id)
        .one()
        .await?;
    if let Some(earlier) = earlier {
        let row = Author {
            asked_with: earlier.asked_with,
            expires_at: earlier.expires_at,
            created_at: earlier.created_at,
            ..row
        };
        return tx.add(row).await.map(Some);
    }
    let email = row.email.clone().unwrap_or_default();
    if !mail_budget::recipient(tx, Unasked::Confirmation, &email).await? {
        return Ok(None);
    }
    let made = tx
        .add(Author {
            asked_with: Some(row.id),
            expires_at: Some(tx.now() + HOLDS),
            ..row
        })
        .await?;
    let job = Job::SendConfirmation { author: made.id };
    tx.enqueue_now(&job, &made.id.to_string()).await?;
    Ok(Some(made))
}

/// The content of a mail that asks to confirm an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationMail {
    /// The recipient. The mail contains neither name nor text, because they may be somebody else's.
    pub to: Recipient,
    /// When its link expires.
    pub until: OffsetDateTime,
}

/// Returns the content of the mail that confirms `asked` and all authors who share its link. `None` when all
/// are confirmed, or the link has expired.
///
/// # Errors
/// Database errors.
pub async fn question(db: &Db, permit: &Permit<SeeVoices>, asked: AuthorId) -> Result<Option<ConfirmationMail>> {
    let city = db.read(permit).await?;
    let authors = asked_with(&city, asked, db.clock().now()).await?;
    let unasked = authors.into_iter().find(|author| author.confirmed_at.is_none());
    Ok(unasked.and_then(|author| {
        Some(ConfirmationMail {
            to: Recipient {
                email: author.email?,
                name: None,
                language: author.language,
            },
            until: author.expires_at?,
        })
    }))
}

/// Creates the link of one such mail and returns its secret; only the digest of the secret is stored.
///
/// # Errors
/// Database errors.
pub async fn link(db: &Db, permit: &Permit<SeeVoices>, asked: AuthorId) -> Result<String> {
    let secret = secret::random()?;
    db.change_unlogged(permit, None, async |tx| {
        tx.add(author_link::Model {
            tenant_id: tx.tenant(),
            id: tx.id(),
            asked_with: asked,
            token_hash: secret::digest(&secret),
            created_at: tx.now(),
        })
        .await?;
        Ok(secret)
    })
    .await
}

/// Deletes a link whose mail was not sent.
///
/// # Errors
/// Database errors.
pub async fn unlink(db: &Db, permit: &Permit<SeeVoices>, secret: &str) -> Result<()> {
    db.change_unlogged(permit, None, async |tx| {
        tx.remove::<author_link::Entity>(author_link::Column::TokenHash, secret::digest(secret))
            .await?;
        Ok(())
    })
    .await
}

/// Returns what a link can confirm, oldest first.
///
/// # Errors
/// `LinkSpent` when the link has expired or never existed.
pub async fn pending(db: &Db, permit: &Permit<SeeVoices>, secret: &str) -> Result<Pending> {
    let city = db.read(permit).await?;
    let authors = behind(&city, secret, db.clock().now()).await?;
    let until = authors.first().and_then(|author| author.expires_at);
    let confirmed = authors.iter().all(|author| author.confirmed_at.is_some());
    Ok(Pending {
        voices: with_records(&city, said_by(&city, &authors)).await?,
        until: until.unwrap_or(db.clock().now()),
        confirmed,
    })
}

/// Confirms an address: of the comments and proposals sent with it, those in `chosen` are received, and those
/// in `refused`, which are of somebody else, are deleted. Returns the received ones. A repeated call changes
/// nothing.
///
/// # Errors
/// `LinkSpent` when the link has expired or never existed.
pub async fn confirm(
    db: &Db,
    permit: &Permit<Speak>,
    secret: &str,
    chosen: &[VoiceId],
    refused: &[VoiceId],
) -> Result<Vec<Voice>> {
    db.change(permit, None, async |tx| {
        let authors = behind(tx, secret, tx.now()).await?;
        let voices = said_by(tx, &authors).all().await?;
        let mut received = Vec::new();
        let mut changed = false;
        for voice in voices {
            if voice.state != VoiceState::Unconfirmed {
                continue;
            }
            if !chosen.contains(&voice.id) {
                if refused.contains(&voice.id) {
                    remove(tx, voice.author_id).await?;
                    changed = true;
                }
                continue;
            }
            let Some(author) = authors.iter().find(|author| author.id == voice.author_id) else {
                continue;
            };
            // The record it is about may no longer be visible.
            let about = match place(tx, voice.about()).await {
                Err(Error::NotFound(_)) => continue,
                found => found?,
            };
            let this = author::Column::Id.eq(author.id);
            tx.spend::<author::Entity>(author::Column::ConfirmedAt, this).await?;
            received.push(receive(tx, voice, author, &about).await?);
        }
        if !changed && received.is_empty() {
            tx.discard();
        }
        Ok(received)
    })
    .await
}

/// Deletes the authors who did not confirm in time, with their comments and proposals. Returns how many.
///
/// # Errors
/// Database errors.
pub async fn sweep(db: &Db, permit: &Permit<Speak>) -> Result<usize> {
    let city = db.read(permit).await?;
    if late(&city, db.clock().now()).await?.is_empty() {
        return Ok(0);
    }
    drop(city);
    db.change(permit, None, async |tx| {
        let late = late(tx, tx.now()).await?;
        for author in &late {
            remove(tx, author.id).await?;
            tx.remove::<author_link::Entity>(author_link::Column::AskedWith, author.id)
                .await?;
        }
        Ok(late.len())
    })
    .await
}

/// Returns when the next author who has not confirmed is to be deleted; `None` when all have.
///
/// # Errors
/// Database errors.
pub(crate) async fn next_expiry(db: &Db, permit: &Permit<Speak>) -> Result<Option<OffsetDateTime>> {
    #[derive(FromQueryResult)]
    struct Next {
        expires_at: OffsetDateTime,
    }
    let city = db.read(permit).await?;
    let next: Vec<Next> = city
        .find::<author::Entity>()
        .filter(author::Column::ConfirmedAt.is_null())
        .order_by_asc(author::Column::ExpiresAt)
        .at_most(1)
        .some([author::Column::ExpiresAt])
        .await?;
    Ok(next.first().map(|author| author.expires_at))
}

/// Deletes an unconfirmed author with their comment or proposal.
async fn remove(tx: &Tx, author: AuthorId) -> Result<()> {
    tx.remove::<voice::Entity>(voice::Column::AuthorId, author).await?;
    tx.remove::<author::Entity>(author::Column::Id, author).await
}

async fn late(city: &Scoped, now: OffsetDateTime) -> Result<Vec<Author>> {
    city.find::<author::Entity>()
        .filter(author::Column::ConfirmedAt.is_null())
        .filter(author::Column::ExpiresAt.lte(now))
        .all()
        .await
}

/// Returns the authors that a link confirms.
async fn behind(city: &Scoped, secret: &str, now: OffsetDateTime) -> Result<Vec<Author>> {
    let link = city
        .find::<author_link::Entity>()
        .filter(author_link::Column::TokenHash.eq(secret::digest(secret)))
        .one()
        .await?
        .ok_or(Conflict::LinkSpent)?;
    let found = asked_with(city, link.asked_with, now).await?;
    if found.is_empty() {
        return Err(Conflict::LinkSpent.into());
    }
    Ok(found)
}

/// Returns the authors who share the link of `asked`; none once it has expired.
async fn asked_with(city: &Scoped, asked: AuthorId, now: OffsetDateTime) -> Result<Vec<Author>> {
    city.find::<author::Entity>()
        .filter(author::Column::AskedWith.eq(asked))
        .filter(author::Column::ExpiresAt.gt(now))
        .order_by_asc(author::Column::Id)
        .all()
        .await
}

fn said_by<'c>(city: &'c Scoped, authors: &[Author]) -> Rows<'c, voice::Entity> {
    city.find::<voice::Entity>()
        .among(voice::Column::AuthorId, authors.iter().map(|author| author.id))
        .order_by_asc(voice::Column::Id)
}

/// Returns the digest by which the log names an author. Without the salt it identifies nobody.
pub(super) fn digest(author: &Author) -> String {
    hex::encode(Sha256::digest(format!("{}:{}", author.salt, author.id)))
}
