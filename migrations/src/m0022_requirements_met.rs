//! How many of OGP's requirements the records of a compared city show.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty until it is reckoned: the release before does not write it.
        let mut column = integer_null("requirements_met").take();
        let change = Table::alter().table("city_figures").add_column(&mut column).to_owned();
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::alter()
            .table("city_figures")
            .drop_column("requirements_met")
            .to_owned();
        manager.alter_table(change).await
    }
}
