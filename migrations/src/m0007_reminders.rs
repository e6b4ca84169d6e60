//! Reminders that were sent: one row for each person, milestone, due day and step.

use crate::table::{drop, fence, owned, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("reminder")
                    .col(uuid("milestone_id"))
                    // A digest of the address, so that one person named twice hears once.
                    .col(text("recipient"))
                    .col(date("due_on"))
                    .col(integer("step"))
                    .col(timestamp_with_time_zone("at"))
                    .foreign_key(&mut within("reminder", "milestone_id", "milestone"))
                    .to_owned(),
            )
            .await?;
        unique(
            manager,
            "reminder_once",
            "reminder",
            &["milestone_id", "recipient", "due_on", "step"],
        )
        .await?;
        fence(manager, &["reminder"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["reminder"]).await
    }
}
