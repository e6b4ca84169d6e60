//! Browsers that are known to an account, and how many mails went to whom that nobody asked for.

use crate::table::{drop, to_platform};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("device")
                    .col(text("token_hash"))
                    .col(uuid("account_id"))
                    .col(timestamp_with_time_zone("seen_at"))
                    .primary_key(Index::create().col("token_hash").col("account_id"))
                    .foreign_key(&mut to_platform("device", "account_id", "account"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("device_account")
                    .table("device")
                    .col("account_id")
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("mail_budget")
                    // A digest of the kind of mail and of the mailbox, person or city it counts for.
                    .col(text("digest"))
                    .col(date("day"))
                    .col(integer("sent"))
                    .primary_key(Index::create().col("digest").col("day"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["mail_budget", "device"]).await
    }
}
