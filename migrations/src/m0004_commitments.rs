//! Commitments, their milestones, who is responsible, and what was reported and found.

use crate::table::{drop, fence, lookup, owned, to_platform, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 8] = [
    "finding",
    "progress",
    "due_change",
    "responsible",
    "milestone",
    "assignment",
    "part",
    "commitment",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        commitments(manager).await?;
        milestones(manager).await?;
        progress(manager).await?;
        fence(manager, &TABLES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &TABLES).await
    }
}

async fn commitments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("commitment")
                .col(uuid("plan_id"))
                .col(integer("number"))
                .col(text_null("ogp_id"))
                .col(text_null("ogp_key"))
                .col(text("title"))
                .col(text_null("short_title"))
                .col(text("state"))
                .col(text_null("state_reason"))
                .col(date_null("starts_on"))
                .col(json_binary_null("starts_said"))
                .col(date_null("ends_on"))
                .col(json_binary_null("ends_said"))
                .col(text_null("problem"))
                .col(text_null("status_quo"))
                .col(text_null("action"))
                .col(text_null("solution"))
                .col(text_null("long_term_goal"))
                .col(text_null("policy_area"))
                .col(text_null("policy_area_said"))
                .col(text_null("sector"))
                .col(json_binary("ogp_values"))
                .col(json_binary("sdg_targets"))
                .col(text_null("resources"))
                .col(text_null("additional"))
                .col(text_null("source"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut within("commitment", "plan_id", "plan"))
                .to_owned(),
        )
        .await?;
    unique(manager, "commitment_number", "commitment", &["plan_id", "number"]).await?;
    unique(manager, "commitment_ogp_id", "commitment", &["ogp_key"]).await?;
    manager
        .create_table(
            owned("part")
                .col(uuid("commitment_id"))
                .col(uuid("organisation_id"))
                .col(text("part"))
                .foreign_key(&mut within("part", "commitment_id", "commitment"))
                .foreign_key(&mut within("part", "organisation_id", "organisation"))
                .to_owned(),
        )
        .await?;
    unique(
        manager,
        "part_once",
        "part",
        &["commitment_id", "organisation_id", "part"],
    )
    .await?;
    manager
        .create_table(
            owned("assignment")
                .col(uuid("commitment_id"))
                .col(uuid("account_id"))
                .foreign_key(&mut within("assignment", "commitment_id", "commitment"))
                .foreign_key(&mut to_platform("assignment", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    unique(
        manager,
        "assignment_once",
        "assignment",
        &["commitment_id", "account_id"],
    )
    .await
}

async fn milestones(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("milestone")
                .col(uuid("commitment_id"))
                .col(integer("number"))
                .col(text_null("code"))
                .col(text("title"))
                .col(text_null("output"))
                .col(text_null("outcome"))
                .col(date_null("starts_on"))
                .col(json_binary_null("starts_said"))
                .col(date_null("due_on"))
                .col(json_binary_null("due_said"))
                .col(text_null("dates_said"))
                .col(text("state"))
                .col(integer_null("percent"))
                .col(date_null("completed_on"))
                .col(text_null("reason"))
                .col(timestamp_with_time_zone_null("reported_at"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut within("milestone", "commitment_id", "commitment"))
                .to_owned(),
        )
        .await?;
    unique(manager, "milestone_number", "milestone", &["commitment_id", "number"]).await?;
    lookup(manager, "milestone_due", "milestone", &["due_on"]).await?;
    manager
        .create_table(
            owned("responsible")
                .col(uuid("milestone_id"))
                .col(uuid_null("organisation_id"))
                .col(uuid_null("contact_id"))
                .col(text("part"))
                .foreign_key(&mut within("responsible", "milestone_id", "milestone"))
                .foreign_key(&mut within("responsible", "organisation_id", "organisation"))
                .foreign_key(&mut within("responsible", "contact_id", "contact"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "responsible_milestone", "responsible", &["milestone_id"]).await
}

async fn progress(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("due_change")
                .col(uuid("milestone_id"))
                .col(date_null("old_due_on"))
                .col(json_binary_null("old_due_said"))
                .col(date("new_due_on"))
                .col(text("reason"))
                .col(text_null("decided_by"))
                .col(text_null("meeting"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut within("due_change", "milestone_id", "milestone"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "due_change_milestone", "due_change", &["milestone_id"]).await?;
    manager
        .create_table(
            owned("progress")
                .col(uuid("milestone_id"))
                .col(text("state"))
                .col(integer_null("percent"))
                .col(date_null("completed_on"))
                .col(text_null("done"))
                .col(text_null("challenges"))
                .col(text_null("next_step"))
                .col(text_null("reason"))
                .col(text("actor"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut within("progress", "milestone_id", "milestone"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "progress_milestone", "progress", &["milestone_id"]).await?;
    // What a monitoring body found. Never merged with what the city reports of itself.
    manager
        .create_table(
            owned("finding")
                .col(uuid("commitment_id"))
                .col(uuid_null("milestone_id"))
                .col(text("scheme"))
                .col(text("scheme_version"))
                .col(text("value"))
                .col(text_null("source"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut within("finding", "commitment_id", "commitment"))
                .foreign_key(&mut within("finding", "milestone_id", "milestone"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "finding_commitment", "finding", &["commitment_id"]).await
}
