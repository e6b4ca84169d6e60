//! Action plans, and the figures by which cities are listed.

use crate::table::{drop, fence, owned, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("plan")
                    .col(text("reference"))
                    .col(text("title"))
                    .col(text("language"))
                    .col(text("state"))
                    .col(date_null("starts_on"))
                    .col(date_null("ends_on"))
                    .col(json_binary_null("ends_said"))
                    .col(date_null("term_ends_on"))
                    .col(json_binary_null("term_ends_said"))
                    .col(date_null("adopted_on"))
                    .col(date_null("submitted_on"))
                    .col(text_null("foreword"))
                    .col(text_null("vision"))
                    .col(text_null("challenges"))
                    .col(text_null("engagement"))
                    .col(text_null("monitoring"))
                    .col(text_null("monitoring_body"))
                    .col(json_binary("lead_institutions"))
                    .col(text_null("source"))
                    .col(timestamp_with_time_zone_null("published_at"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "plan_reference", "plan", &["reference"]).await?;
        fence(manager, &["plan"]).await?;
        // What the list of cities says of each: made from published records alone, by jobs, so
        // that nothing reads across cities. It holds no record of any city.
        manager
            .create_table(
                Table::create()
                    .table("city_figures")
                    .col(uuid("tenant_id").primary_key())
                    .col(text("reference"))
                    .col(text("title"))
                    .col(text("plan_state"))
                    .col(date_null("ends_on"))
                    .col(integer("commitments"))
                    .col(integer("milestones"))
                    .col(integer("done"))
                    .col(integer("in_progress"))
                    .col(integer("late"))
                    .col(integer("stuck"))
                    .col(integer("not_started"))
                    .col(integer("not_reported"))
                    .col(date("as_of"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("city_figures", "tenant_id")
                            .to("tenant", "id"),
                    )
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["city_figures", "plan"]).await
    }
}
