//! The municipality's other plans, what they have in common with commitments, and past rounds of
//! participatory budgeting. All of it is public.

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
                owned("strategy")
                    .col(text("title"))
                    .col(text("title_key"))
                    .col(text("kind"))
                    .col(integer_null("first_year"))
                    .col(integer_null("last_year"))
                    .col(text_null("summary"))
                    .col(text_null("source"))
                    .col(json_binary("documents"))
                    .col(json_binary("policy_areas"))
                    .col(json_binary("sdg_targets"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "strategy_title", "strategy", &["title_key"]).await?;
        manager
            .create_table(
                owned("alignment")
                    .col(uuid("strategy_id"))
                    .col(uuid("commitment_id"))
                    .foreign_key(&mut within("alignment", "strategy_id", "strategy"))
                    .foreign_key(&mut within("alignment", "commitment_id", "commitment"))
                    .to_owned(),
            )
            .await?;
        unique(
            manager,
            "alignment_once",
            "alignment",
            &["strategy_id", "commitment_id"],
        )
        .await?;
        lookup(manager, "alignment_commitment", "alignment", &["commitment_id"]).await?;
        manager
            .create_table(
                owned("budget_round")
                    .col(uuid("strategy_id"))
                    .col(integer("year"))
                    // In whole units of the currency.
                    .col(big_integer("amount"))
                    .col(text("currency"))
                    .col(text("source"))
                    .col(text_null("note"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut within("budget_round", "strategy_id", "strategy"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "budget_round_year", "budget_round", &["strategy_id", "year"]).await?;
        fence(manager, &["strategy", "alignment", "budget_round"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["budget_round", "alignment", "strategy"]).await
    }
}
