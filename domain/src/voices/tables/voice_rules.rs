//! A city's rules for voices. A city without a row keeps the defaults.

use crate::ids::{TenantId, VoiceRulesId};
use crate::records::Texts;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A city's rules for voices. A city without a row keeps the defaults.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "voice_rules")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VoiceRulesId,
    /// Whether voices are looked at before they are shown.
    pub pre_moderation: bool,
    /// Working days within which the city answers.
    pub reply_days: i32,
    /// Days of the week on which the city does not work, by their codes.
    pub weekend: Texts,
    /// Bumped by each change.
    pub version: i32,
}

crate::db::owned!(Id);
