//! What readiness writes and removes, to prove that the database takes changes. It holds nothing.

use crate::table::drop;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("probe")
                    .col(uuid("id").primary_key())
                    .col(binary("filler"))
                    .to_owned(),
            )
            .await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            // Compressed it would need no page of its own.
            manager
                .get_connection()
                .execute_unprepared("ALTER TABLE probe ALTER COLUMN filler SET STORAGE EXTERNAL")
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["probe"]).await
    }
}
