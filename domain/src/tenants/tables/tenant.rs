//! A city.

use crate::ids::TenantId;
use crate::records::{Names, Texts};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "tenant")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TenantId,
    /// The city in addresses: `elbasan`.
    pub slug: String,
    /// The name, per language code.
    pub names: Names,
    /// ISO 3166-1 alpha-2, and XK.
    pub country: String,
    /// IANA name of the zone that deadlines live in.
    pub time_zone: String,
    /// Language codes the pages come in, the default first.
    pub languages: Texts,
    /// The language used where none is chosen.
    pub default_language: String,
    /// The seed of the theme, `#rrggbb`.
    pub colour: String,
    /// The figure under the header: `none` or `battlements`.
    pub motif: String,
    /// The office in charge, as the footer names it.
    pub unit: Option<String>,
    /// Where residents write to.
    pub contact_email: Option<String>,
    /// The logo in the file store.
    pub logo_key: Option<String>,
    /// The logo's media type.
    pub logo_type: Option<String>,
    /// Everything of this city is example data, and each page says so.
    pub example: bool,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::shared!();
