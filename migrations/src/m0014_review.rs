//! Review across cities: which cities a reviewer reads, what she notes and asks, and the figures by
//! which cities are compared.

use crate::table::{drop, fence, lookup, owned, to_platform, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What the list of cities learns to say. Each can be missing, so that the release before still
/// writes its rows.
const FIGURES: [&str; 5] = ["starts_on", "late_since", "next_due", "active_on", "proven"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in FIGURES {
            // SQLite adds one column at a time.
            let mut add = match column {
                "proven" => integer(column).default(0).take(),
                _ => date_null(column),
            };
            let change = Table::alter().table("city_figures").add_column(&mut add).to_owned();
            manager.alter_table(change).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("city_wall")
                    .col(uuid("tenant_id").primary_key())
                    .col(json_binary("courses"))
                    .foreign_key(&mut to_platform("city_wall", "tenant_id", "tenant"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("reviewer_city")
                    .col(uuid("account_id"))
                    .col(uuid("tenant_id"))
                    .primary_key(Index::create().col("account_id").col("tenant_id"))
                    .foreign_key(&mut to_platform("reviewer_city", "account_id", "account"))
                    .foreign_key(&mut to_platform("reviewer_city", "tenant_id", "tenant"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                owned("review_note")
                    .col(uuid("account_id"))
                    .col(uuid_null("commitment_id"))
                    .col(text("text"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut to_platform("review_note", "account_id", "account"))
                    .foreign_key(&mut within("review_note", "commitment_id", "commitment"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                owned("review_query")
                    .col(uuid("account_id"))
                    .col(uuid_null("commitment_id"))
                    .col(text("question"))
                    .col(date_null("due_on"))
                    .col(text("state"))
                    .col(text_null("answer"))
                    .col(text_null("answered_by"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("asked_at"))
                    .col(timestamp_with_time_zone_null("answered_at"))
                    .foreign_key(&mut to_platform("review_query", "account_id", "account"))
                    .foreign_key(&mut within("review_query", "commitment_id", "commitment"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "review_query_state", "review_query", &["state"]).await?;
        // Whether a reviewer was here today is asked with each of her reads.
        lookup(manager, "event_of_actor", "event", &["actor", "action"]).await?;
        fence(manager, &["review_note", "review_query"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("event_of_actor").table("event").to_owned();
        manager.drop_index(index).await?;
        drop(manager, &["review_query", "review_note", "reviewer_city", "city_wall"]).await?;
        for column in FIGURES {
            let change = Table::alter().table("city_figures").drop_column(column).to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
