//! A forum: a standing body, such as a multi-stakeholder forum or a council.

use crate::forums::ForumKind;
use crate::ids::{ForumId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A forum: a standing body, such as a multi-stakeholder forum or a council.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "forum")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ForumId,
    /// The name.
    pub name: String,
    /// The name normalised for comparison; unique in the city.
    pub name_key: String,
    /// Its kind.
    pub kind: ForumKind,
    /// What it is for.
    pub remit: Option<String>,
    /// Its rules of procedure: for example who calls meetings and how it decides.
    pub rules: Option<String>,
    /// The URL of the rules.
    pub rules_link: Option<String>,
    /// The day it was set up.
    pub founded_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);
