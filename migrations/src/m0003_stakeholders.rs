//! Organisations, and the people in them. People are private.

use crate::table::{drop, fence, lookup, owned, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("organisation")
                    .col(text("name"))
                    .col(text("name_key"))
                    .col(text("kind"))
                    .col(text_null("website"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "organisation_name", "organisation", &["name_key"]).await?;
        manager
            .create_table(
                owned("contact")
                    .col(uuid_null("organisation_id"))
                    .col(text("name"))
                    .col(text_null("position"))
                    .col(text_null("email"))
                    .col(text_null("language"))
                    .col(date_null("consent_on"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut within("contact", "organisation_id", "organisation"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "contact_organisation", "contact", &["organisation_id"]).await?;
        fence(manager, &["organisation", "contact"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["contact", "organisation"]).await
    }
}
