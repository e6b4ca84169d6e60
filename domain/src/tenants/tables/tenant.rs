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
    /// The name of the city in URLs, such as `elbasan`.
    pub slug: String,
    /// The name, per language code.
    pub names: Names,
    /// ISO 3166-1 alpha-2, or XK.
    pub country: String,
    /// The IANA time zone in which the city's days and deadlines are computed.
    pub time_zone: String,
    /// The codes of the languages of its pages.
    pub languages: Texts,
    /// The code of the default language.
    pub default_language: String,
    /// The colour from which the theme is computed, `#rrggbb`.
    pub colour: String,
    /// The decoration under the header: `none` or `battlements`.
    pub motif: String,
    /// The office in charge, which the footer names.
    pub unit: Option<String>,
    /// The e-mail address for residents.
    pub contact_email: Option<String>,
    /// The key of the logo in the file store.
    pub logo_key: Option<String>,
    /// The logo's media type.
    pub logo_type: Option<String>,
    /// Whether everything in this city is example data; every page then says so.
    pub example: bool,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::shared!();
