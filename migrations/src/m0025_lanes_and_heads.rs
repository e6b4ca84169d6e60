//! The queue in lanes, with how long a job has been tried; the signed heads of the log, and what the
//! last check of each log said.

use crate::table::drop;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            text("lane").default("rounds").take(),
            text_null("host").take(),
            timestamp_with_time_zone_null("begun_at").take(),
            integer("cut_offs").default(0).take(),
        ] {
            manager
                .alter_table(Table::alter().table("job").add_column(column).to_owned())
                .await?;
        }
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE job SET lane = CASE
                    WHEN kind IN ('send_invitation', 'confirm_subscription', 'send_confirmation', 'send_receipt')
                        THEN 'prompt'
                    WHEN kind = 'send_digest' THEN 'digests'
                    WHEN kind LIKE 'send!_%' ESCAPE '!' THEN 'reminders'
                    WHEN kind = 'build_report' THEN 'reports'
                    ELSE 'rounds' END",
            )
            .await?;
        let due = Index::create()
            .name("job_lane")
            .table("job")
            .col("lane")
            .col("failed_at")
            .col("run_at")
            .to_owned();
        manager.create_index(due).await?;
        log(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["log_check", "log_head"]).await?;
        manager
            .drop_index(Index::drop().name("job_lane").table("job").to_owned())
            .await?;
        for column in ["cut_offs", "begun_at", "host", "lane"] {
            manager
                .alter_table(Table::alter().table("job").drop_column(column).to_owned())
                .await?;
        }
        Ok(())
    }
}

async fn log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("log_head")
                .col(uuid("tenant_id"))
                .col(boolean("public"))
                .col(date("day"))
                .col(big_integer("sequence"))
                .col(text("head"))
                .col(timestamp_with_time_zone("at"))
                .col(text("key"))
                .col(text("public_key"))
                .col(text("signature"))
                .primary_key(Index::create().col("tenant_id").col("public").col("day"))
                .foreign_key(
                    ForeignKey::create()
                        .from("log_head", "tenant_id")
                        .to("chain", "tenant_id"),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("log_check")
                .col(uuid("tenant_id").primary_key())
                .col(big_integer("sequence"))
                .col(text("head"))
                .col(big_integer("sound"))
                .col(big_integer("sound_public"))
                .col(big_integer_null("fault_sequence"))
                .col(text_null("fault"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("log_check", "tenant_id")
                        .to("chain", "tenant_id"),
                )
                .to_owned(),
        )
        .await
}
