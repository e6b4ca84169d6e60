//! What reviewers compare besides milestones: how a city answers, how often it meets, on what it works.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Each can be missing, so that the release before still writes its rows.
fn columns() -> [ColumnDef; 6] {
    [
        integer("asked").default(0).take(),
        integer("answered").default(0).take(),
        integer("unanswered_late").default(0).take(),
        integer_null("answer_days").take(),
        integer("meetings").default(0).take(),
        json_binary("policy_areas").default("[]").take(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut column in columns() {
            // SQLite adds one column at a time.
            let change = Table::alter().table("city_figures").add_column(&mut column).to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            let name = Alias::new(column.get_column_name());
            let change = Table::alter().table("city_figures").drop_column(name).to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
