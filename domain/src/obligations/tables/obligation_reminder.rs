//! A reminder that was sent of something that OGP's calendar asks for.

use crate::ids::{ObligationReminderId, TenantId};
use crate::obligations::ObligationKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A reminder that was sent of something that OGP's calendar asks for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "obligation_reminder")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObligationReminderId,
    /// What is due.
    pub kind: ObligationKind,
    /// Of which plan, commitment or assessment.
    pub subject_id: Uuid,
    /// A digest of the address.
    pub recipient: String,
    /// The due day it was about.
    pub due_on: Date,
    /// Days from the due day: -7 is a week before.
    pub step: i32,
    /// When.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);
