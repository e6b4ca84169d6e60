//! Reports that a job builds.

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
                owned("report")
                    .col(uuid("plan_id"))
                    .col(text("kind"))
                    .col(text("language"))
                    .col(text("state"))
                    .col(text_null("content"))
                    .col(text_null("pdf_key"))
                    .col(big_integer_null("pdf_size"))
                    .col(text_null("failure"))
                    .col(timestamp_with_time_zone("asked_at"))
                    .col(timestamp_with_time_zone_null("built_at"))
                    .foreign_key(&mut within("report", "plan_id", "plan"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "report_plan", "report", &["plan_id"]).await?;
        fence(manager, &["report"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["report"]).await
    }
}
