//! A reviewer's note on a city. No role of the city can read it.

use crate::ids::{AccountId, CommitmentId, ReviewNoteId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A reviewer's note on a city. No role of the city can read it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "review_note")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewNoteId,
    /// The author.
    pub account_id: AccountId,
    /// The commitment it is about, if any.
    pub commitment_id: Option<CommitmentId>,
    /// The text.
    pub text: String,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);
