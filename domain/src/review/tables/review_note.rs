//! What a reviewer noted of a city. No role of the city reads it.

use crate::ids::{AccountId, CommitmentId, ReviewNoteId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What a reviewer noted of a city. No role of the city reads it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "review_note")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewNoteId,
    /// Who wrote it.
    pub account_id: AccountId,
    /// The commitment, where it is about one.
    pub commitment_id: Option<CommitmentId>,
    /// What it says.
    pub text: String,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);
