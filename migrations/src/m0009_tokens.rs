//! Who made a token, and when it was last used.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // SQLite adds and drops one column at a time.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in [uuid_null("made_by"), timestamp_with_time_zone_null("used_at")] {
            let table = Table::alter().table("api_token").add_column(&mut column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["used_at", "made_by"] {
            let table = Table::alter().table("api_token").drop_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
