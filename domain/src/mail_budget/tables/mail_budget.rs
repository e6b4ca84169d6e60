//! The number of mails in a day that the recipient may not have asked for.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// The number of mails in a day that the recipient may not have asked for: to a mailbox, or by a person
/// or city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "mail_budget")]
pub struct Model {
    /// SHA-256 of the purpose and of the mailbox, person or city, in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// The day, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// The number of mails.
    pub sent: i32,
}

crate::db::shared!();
