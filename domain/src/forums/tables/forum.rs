//! A standing body: a multi-stakeholder forum, a council.

use crate::forums::ForumKind;
use crate::ids::{ForumId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A standing body: a multi-stakeholder forum, a council.
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
    /// The name as it is compared.
    pub name_key: String,
    /// What kind it is.
    pub kind: ForumKind,
    /// What it is for.
    pub remit: Option<String>,
    /// How it works: who calls it, how it decides.
    pub rules: Option<String>,
    /// Where the rules are.
    pub rules_link: Option<String>,
    /// The day it was set up.
    pub founded_on: Option<Date>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);
