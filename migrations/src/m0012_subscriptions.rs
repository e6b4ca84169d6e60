//! Who follows a plan by mail, what went out to whom, and how far the sending of a mail came.

use crate::table::{drop, fence, lookup, owned, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        subscriptions(manager).await?;
        digests(manager).await?;
        fence(manager, &["subscription", "follow", "subscription_link", "digest"]).await?;
        // The release before names the columns it writes, and reads past those it does not know.
        for column in [
            timestamp_with_time_zone_null("sending_at"),
            integer("doubts").default(0).take(),
        ] {
            manager
                .alter_table(Table::alter().table("job").add_column(column).to_owned())
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["doubts", "sending_at"] {
            manager
                .alter_table(Table::alter().table("job").drop_column(column).to_owned())
                .await?;
        }
        drop(manager, &["digest", "subscription_link", "follow", "subscription"]).await
    }
}

async fn subscriptions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("subscription")
                // Gone when she stops; the digest of the address stays, so that it is known again.
                .col(text_null("email"))
                .col(text("address"))
                .col(text("language"))
                .col(text("time_zone"))
                .col(text("frequency"))
                // Of the week (1 is Monday) or of the month.
                .col(integer("day"))
                .col(integer("hour"))
                .col(boolean("whole"))
                .col(text("consent"))
                .col(timestamp_with_time_zone("asked_at"))
                .col(timestamp_with_time_zone("mailed_at"))
                .col(timestamp_with_time_zone_null("confirmed_at"))
                .col(timestamp_with_time_zone_null("stopped_at"))
                // The first entry of the log that no digest of hers has looked at.
                .col(big_integer("cursor"))
                .col(timestamp_with_time_zone_null("next_at"))
                .col(integer("version"))
                .to_owned(),
        )
        .await?;
    unique(manager, "subscription_address", "subscription", &["address"]).await?;
    lookup(manager, "subscription_due", "subscription", &["next_at"]).await?;
    manager
        .create_table(
            owned("follow")
                .col(uuid("subscription_id"))
                .col(uuid("commitment_id"))
                .foreign_key(&mut within("follow", "subscription_id", "subscription"))
                .foreign_key(&mut within("follow", "commitment_id", "commitment"))
                .to_owned(),
        )
        .await?;
    unique(manager, "follow_once", "follow", &["subscription_id", "commitment_id"]).await?;
    manager
        .create_table(
            owned("subscription_link")
                .col(uuid("subscription_id"))
                .col(text("token_hash"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut within("subscription_link", "subscription_id", "subscription"))
                .to_owned(),
        )
        .await?;
    unique(manager, "subscription_link_token", "subscription_link", &["token_hash"]).await
}

async fn digests(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("digest")
                .col(uuid("subscription_id"))
                // The day of hers it was due on.
                .col(date("period"))
                // The window of the log, `[from_entry, to_entry)`, and the entries of it that are hers.
                .col(big_integer("from_entry"))
                .col(big_integer("to_entry"))
                .col(json_binary("entries"))
                .col(text("state"))
                .col(timestamp_with_time_zone("planned_at"))
                .col(timestamp_with_time_zone_null("ended_at"))
                .foreign_key(&mut within("digest", "subscription_id", "subscription"))
                .to_owned(),
        )
        .await?;
    unique(manager, "digest_once", "digest", &["subscription_id", "period"]).await
}
