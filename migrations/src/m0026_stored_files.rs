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
                    .col(text_null("fault"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "stored_file_key", "stored_file", &["file_key"]).await?;
        for (table, column) in [
            // Bytes that the city may store; none is the platform's default.
            ("tenant", big_integer_null("storage_limit")),
            // Bytes of what the file says, so that its text need not be read to be counted.
            ("import", big_integer("size").default(0).take()),
        ] {
            let change = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(change).await?;
        }
        fence(manager, &["stored_file"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("tenant", "storage_limit"), ("import", "size")] {
            let change = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(change).await?;
        }
        drop(manager, &["stored_file"]).await
    }
}
