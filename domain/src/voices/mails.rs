//! The content of a mail about a voice, read when the mail is sent.

use super::{VoiceDetails, VoiceState, with_records};
use crate::access::{Permit, SeeVoices};
use crate::accounts::tables::account;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::VoiceId;
use crate::jobs::Recipient;
use crate::voices::tables::{author, voice};
use sea_orm::{ColumnTrait, QueryFilter};

/// The content of a mail to the author of a voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceMail {
    /// The recipient.
    pub to: Recipient,
    /// The voice, with its answer if there is one. A hidden one has its text.
    pub told: VoiceDetails,
}

/// Returns the content of a mail to the author of a voice. `None` when no mail is to be sent: the voice does
/// not exist or is not confirmed, or its author was erased.
///
/// # Errors
/// Database errors.
pub async fn mail(db: &Db, permit: &Permit<SeeVoices>, id: VoiceId) -> Result<Option<VoiceMail>> {
    let city = db.read(permit).await?;
    let voice = match city.get::<voice::Entity>(id, "comment").await {
        Err(Error::NotFound(_)) => return Ok(None),
        found => found?,
    };
    if voice.state == VoiceState::Unconfirmed {
        return Ok(None);
    }
    let author = city.get::<author::Entity>(voice.author_id, "author").await?;
    let platform = city.platform();
    let account = match author.account_id {
        Some(id) => {
            let select = platform.find::<account::Entity>().filter(account::Column::Id.eq(id));
            platform.one(select).await?
        }
        None => None,
    };
    let email = account.map(|account| account.email).or(author.email);
    let this = city.find::<voice::Entity>().filter(voice::Column::Id.eq(voice.id));
    let told = with_records(&city, this).await?.into_iter().next();
    Ok(email.zip(told).map(|(email, told)| VoiceMail {
        to: Recipient {
            email,
            name: author.name,
            language: author.language,
        },
        told,
    }))
}
