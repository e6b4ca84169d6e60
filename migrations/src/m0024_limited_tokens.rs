//! What a token may do, in which city, and whether it carries roles across cities. Tokens that were
//! made before keep what they could do in cities.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // SQLite adds and drops one column at a time.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [
            text("scope").default("write").take(),
            uuid_null("tenant_id"),
            boolean("platform").default(false).take(),
        ] {
            let table = Table::alter().table("api_token").add_column(&mut column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["platform", "tenant_id", "scope"] {
            let table = Table::alter().table("api_token").drop_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
