//! A city's rules for voices. A city without a row has the defaults.

use crate::ids::{TenantId, VoiceRulesId};
use crate::records::Texts;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A city's rules for voices. A city without a row has the defaults.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "voice_rules")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VoiceRulesId,
    /// Whether voices are moderated before they are published.
    pub pre_moderation: bool,
    /// The working days within which the city answers.
    pub reply_days: i32,
    /// The codes of the days of the week on which the city does not work.
    pub weekend: Texts,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
}

crate::db::owned!(Id);
