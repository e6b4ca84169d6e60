//! What the monitoring body writes: assessments with their files, and what it says of evidence; and
//! reminders of what OGP's calendar asks for.

use crate::table::{drop, fence, lookup, owned, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 4] = ["obligation_reminder", "verdict", "exhibit", "assessment"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                owned("assessment")
                    .col(uuid("plan_id"))
                    .col(uuid_null("commitment_id"))
                    // The one that this is a new edition of.
                    .col(uuid_null("replaces_id"))
                    .col(text("kind"))
                    .col(text("rules"))
                    .col(text("state"))
                    .col(integer("edition"))
                    .col(json_binary("evaluators"))
                    .col(text_null("interests"))
                    .col(json_binary("subjects"))
                    .col(json_binary("answers"))
                    .col(date_null("submitted_on"))
                    .col(date_null("reply_by"))
                    .col(text_null("reply"))
                    .col(date_null("replied_on"))
                    .col(date_null("published_on"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut within("assessment", "plan_id", "plan"))
                    .foreign_key(&mut within("assessment", "commitment_id", "commitment"))
                    .foreign_key(&mut within("assessment", "replaces_id", "assessment"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "assessment_state", "assessment", &["state"]).await?;
        manager
            .create_table(
                owned("exhibit")
                    .col(uuid("assessment_id"))
                    .col(text("name"))
                    .col(text("media_type"))
                    .col(big_integer("size"))
                    .col(text("sha256"))
                    .col(text("file_key"))
                    .col(timestamp_with_time_zone("added_at"))
                    .foreign_key(&mut within("exhibit", "assessment_id", "assessment"))
                    .to_owned(),
            )
            .await?;
        lookup(manager, "exhibit_assessment", "exhibit", &["assessment_id"]).await?;
        manager
            .create_table(
                owned("verdict")
                    .col(uuid("evidence_id"))
                    .col(text("finding"))
                    .col(text_null("note"))
                    .col(date("given_on"))
                    .col(text_null("answer"))
                    // What the city brought in answer.
                    .col(uuid_null("proof_id"))
                    .col(date_null("answered_on"))
                    .col(integer("version"))
                    .foreign_key(&mut within("verdict", "evidence_id", "evidence"))
                    .foreign_key(&mut within("verdict", "proof_id", "evidence"))
                    .to_owned(),
            )
            .await?;
        unique(manager, "verdict_once", "verdict", &["evidence_id"]).await?;
        // The list of cities learns when an assessment is due; the release before leaves it empty.
        let change = Table::alter()
            .table("city_figures")
            .add_column(date_null("assess_by"))
            .to_owned();
        manager.alter_table(change).await?;
        manager
            .create_table(
                owned("obligation_reminder")
                    .col(text("kind"))
                    // A plan, a commitment or an assessment: what is due is reckoned, not kept.
                    .col(uuid("subject_id"))
                    .col(text("recipient"))
                    .col(date("due_on"))
                    .col(integer("step"))
                    .col(timestamp_with_time_zone("at"))
                    .to_owned(),
            )
            .await?;
        unique(
            manager,
            "obligation_reminder_once",
            "obligation_reminder",
            &["kind", "subject_id", "recipient", "due_on", "step"],
        )
        .await?;
        fence(manager, &TABLES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = Table::alter().table("city_figures").drop_column("assess_by").to_owned();
        manager.alter_table(change).await?;
        drop(manager, &TABLES).await
    }
}
