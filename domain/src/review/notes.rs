//! Notes: only reviewers can read them. No API or page shows them to a city's members, and they are not in
//! the city's log (docs/adr/0008).

use crate::access::{Actor, Permit, Review};
use crate::accounts::tables::account;
use crate::commitments::published;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::ids::{AccountId, CommitmentId, ReviewNoteId};
use crate::input::Check;
use crate::once::Once;
use crate::people::{day_began, seen, tell_seen};
use crate::review::tables::review_note;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A note.
pub type Note = review_note::Model;

/// A note as a reviewer writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteDraft {
    /// The commitment it is about, if any.
    pub commitment: Option<CommitmentId>,
    /// The text.
    pub text: String,
}

impl NoteDraft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `text` / `required`, and other field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let text = check.prose("text", Some(&self.text));
        check.must(text.is_some(), "text", code::REQUIRED);
        check.done()?;
        Ok(Self {
            text: text.unwrap_or_default(),
            ..self
        })
    }
}

/// Lists the notes on a city with the names of their authors, newest first.
///
/// # Errors
/// Database errors.
pub async fn notes(db: &Db, permit: &Permit<Review>) -> Result<Vec<(Note, String)>> {
    seen(db, permit).await?;
    let city = db.read(permit).await?;
    let rows = city
        .find::<review_note::Entity>()
        .order_by_desc(review_note::Column::Id)
        .all()
        .await?;
    let names = names(&city, rows.iter().map(|row| row.account_id)).await?;
    let named = |row: Note| {
        let name = names.get(&row.account_id).cloned().unwrap_or_default();
        (row, name)
    };
    Ok(rows.into_iter().map(named).collect())
}

/// Returns a note.
///
/// # Errors
/// `NotFound("note")`.
pub async fn note(db: &Db, permit: &Permit<Review>, id: ReviewNoteId) -> Result<Note> {
    let found = {
        let city = db.read(permit).await?;
        city.get::<review_note::Entity>(id, "note").await?
    };
    seen(db, permit).await?;
    Ok(found)
}

/// Creates a note.
///
/// # Errors
/// The field errors of the draft; `commitment` / `not_found` unless it is published in this city.
pub async fn write_note(db: &Db, permit: &Permit<Review>, once: Option<&Once>, draft: NoteDraft) -> Result<Note> {
    let Actor::Person(author) = permit.actor() else {
        return Err(Error::Unauthorized);
    };
    let since = day_began(db, permit).await?;
    db.change(permit, once, async |tx| {
        let draft = draft.checked()?;
        published(tx, draft.commitment).await?;
        let row = Note {
            tenant_id: tx.tenant(),
            id: tx.id(),
            account_id: author,
            commitment_id: draft.commitment,
            text: draft.text,
            version: 1,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        let made = tx.add(row).await?;
        tell_seen(tx, since).await?;
        Ok(made)
    })
    .await
}

/// Changes a note. Only its author may.
///
/// # Errors
/// `NotFound`, `Forbidden` for a note of another reviewer, `StaleVersion`, and the errors of [`write_note`].
pub async fn edit_note(
    db: &Db,
    permit: &Permit<Review>,
    once: Option<&Once>,
    id: ReviewNoteId,
    version: i32,
    draft: NoteDraft,
) -> Result<Note> {
    let since = day_began(db, permit).await?;
    let find = async |tx: &Tx| {
        let old = tx.get::<review_note::Entity>(id, "note").await?;
        if permit.actor() != Actor::Person(old.account_id) {
            return Err(Error::Forbidden);
        }
        Ok(old)
    };
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        published(tx, draft.commitment).await?;
        let new = Note {
            commitment_id: draft.commitment,
            text: draft.text,
            version: old.version + 1,
            updated_at: tx.now(),
            ..old
        };
        let saved = tx.save(new).await?;
        tell_seen(tx, since).await?;
        Ok(saved)
    })
    .await
}

async fn names(city: &Scoped, of: impl Iterator<Item = AccountId>) -> Result<HashMap<AccountId, String>> {
    let platform = city.platform();
    let select = platform.find::<account::Entity>().filter(account::Column::Id.is_in(of));
    let people = platform.all(select).await?;
    Ok(people.into_iter().map(|person| (person.id, person.name)).collect())
}
