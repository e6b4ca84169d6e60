//! How many mails that nobody asked for were sent on a day.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// How many mails that nobody asked for were sent on a day, to a mailbox or by somebody.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "mail_budget")]
pub struct Model {
    /// SHA-256 of the kind of mail and of whom it counts for, in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// The day, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// How many.
    pub sent: i32,
}

crate::db::shared!();
