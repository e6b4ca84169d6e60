//! A planned reminder of an obligation.

use crate::ids::{ObligationReminderId, TenantId};
use crate::obligations::ObligationKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A planned reminder of an obligation: one row for each recipient, due date and step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "obligation_reminder")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObligationReminderId,
    /// The kind of obligation.
    pub kind: ObligationKind,
    /// The plan, commitment or assessment it is about.
    pub subject_id: Uuid,
    /// A digest of the e-mail address.
    pub recipient: String,
    /// The due date it is about.
    pub due_on: Date,
    /// Days from the due date: -7 is one week before.
    pub step: i32,
    /// When it was planned.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);
