//! Who acts for an organisation of civil society, and what organisations say of a plan.

use crate::table::{drop, fence, owned, to_platform, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 2] = ["endorsement", "delegate"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("delegate")
                    .col(uuid("account_id"))
                    .col(uuid("organisation_id"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(&mut to_platform("delegate", "account_id", "account"))
                    .foreign_key(&mut within("delegate", "organisation_id", "organisation"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "delegate_once", "delegate", &["account_id"]).await?;
        manager
            .create_table(
                owned("endorsement")
                    .col(uuid("plan_id"))
                    .col(uuid("organisation_id"))
                    .col(uuid("account_id"))
                    .col(text("stance"))
                    .col(text("name"))
                    .col(text_null("position"))
                    .col(text_null("reason"))
                    .col(text_null("letter"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("given_at"))
                    .foreign_key(&mut to_platform("endorsement", "account_id", "account"))
                    .foreign_key(&mut within("endorsement", "plan_id", "plan"))
                    .foreign_key(&mut within("endorsement", "organisation_id", "organisation"))
                    .to_owned(),
            )
            .await?;
        unique(
            manager,
            "endorsement_once",
            "endorsement",
            &["plan_id", "organisation_id"],
        )
        .await?;
        fence(manager, &TABLES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &TABLES).await
    }
}
