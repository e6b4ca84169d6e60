//! A person in an organisation. Never shown in public.

use crate::ids::{ContactId, OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A person in an organisation. Never shown in public.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactId,
    /// The organisation that the person works for.
    pub organisation_id: Option<OrganisationId>,
    /// The name.
    pub name: String,
    /// The position.
    pub position: Option<String>,
    /// The e-mail address for reminders.
    pub email: Option<String>,
    /// The language of mails; `None` means the city's default language.
    pub language: Option<String>,
    /// When the person agreed that their data is stored.
    pub consent_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);
