//! What reviewers asked the cities, across cities: a copy without the answers, reckoned by jobs.

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
                    .table("city_queries")
                    .col(uuid("tenant_id").primary_key())
                    .col(json_binary("questions"))
                    .foreign_key(&mut to_platform("city_queries", "tenant_id", "tenant"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["city_queries"]).await
    }
}
