//! Evidence: a file or a link on a commitment or a milestone.

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
                owned("evidence")
                    .col(uuid("commitment_id"))
                    .col(uuid_null("milestone_id"))
                    .col(text("title"))
                    .col(text("kind"))
                    .col(text_null("link"))
                    .col(text_null("file_name"))
                    .col(text_null("file_type"))
                    .col(big_integer_null("file_size"))
                    .col(text_null("file_sha256"))
                    .col(text_null("file_key"))
                    .col(text_null("language"))
                    .col(text_null("source"))
                    .col(text_null("licence"))
                    .col(text_null("description"))
                    .col(date_null("dated_on"))
                    .col(text("actor"))
                    .col(timestamp_with_time_zone("added_at"))
                    .col(timestamp_with_time_zone_null("withdrawn_at"))
                    .col(text_null("withdrawn_reason"))
                    .col(integer("version"))
                    .foreign_key(&mut within("evidence", "commitment_id", "commitment"))
                    .foreign_key(&mut within("evidence", "milestone_id", "milestone"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "evidence_commitment", "evidence", &["commitment_id"]).await?;
        lookup(manager, "evidence_milestone", "evidence", &["milestone_id"]).await?;
        fence(manager, &["evidence"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["evidence"]).await
    }
}
