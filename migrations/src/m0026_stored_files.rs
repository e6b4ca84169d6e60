//! Files in the store: what each should be, so that a changed or missing one is seen, and how much
//! room a city takes.

use crate::table::{drop, fence, owned, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("stored_file")
                    .col(text("file_key"))
                    .col(big_integer("size"))
                    // None while the file is being written: then the size is what is reserved.
                    .col(text_null("sha256"))
                    .col(timestamp_with_time_zone("stored_at"))
                    // Whether a record points at it.
                    .col(boolean("kept"))
                    .col(text_null("fault"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "stored_file_key", "stored_file", &["file_key"]).await?;
        manager
            .create_table(
                Table::create()
                    .table("storage_limit")
                    .col(uuid("tenant_id").primary_key())
                    .col(big_integer("bytes"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("storage_limit", "tenant_id")
                            .to("tenant", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        fence(manager, &["stored_file"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["stored_file", "storage_limit"]).await
    }
}
