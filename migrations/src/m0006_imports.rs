//! Imports under review, and the source cell of every imported value.

use crate::table::{drop, fence, lookup, owned, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("import")
                    .col(text("file_name"))
                    .col(text("file_sha256"))
                    .col(text("state"))
                    .col(text("draft"))
                    .col(text("notes"))
                    .col(text("outcome"))
                    .col(text("actor"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone_null("confirmed_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                owned("provenance")
                    .col(uuid("import_id"))
                    .col(text("subject"))
                    .col(uuid("subject_id"))
                    .col(text("field"))
                    .col(text("cell"))
                    .col(text("said"))
                    .foreign_key(&mut within("provenance", "import_id", "import"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "provenance_subject", "provenance", &["subject", "subject_id"]).await?;
        fence(manager, &["import", "provenance"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["provenance", "import"]).await
    }
}
