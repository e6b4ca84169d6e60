//! Standing bodies with their seats, their meetings, and what comes of these. All of it is public.

use crate::table::{drop, fence, lookup, owned, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        forums(manager).await?;
        meetings(manager).await?;
        outcomes(manager).await?;
        fence(
            manager,
            &["forum", "seat", "meeting", "paper", "attendance", "decision"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &["decision", "attendance", "paper", "meeting", "seat", "forum"],
        )
        .await
    }
}

async fn forums(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("forum")
                .col(text("name"))
                .col(text("name_key"))
                .col(text("kind"))
                .col(text_null("remit"))
                .col(text_null("rules"))
                .col(text_null("rules_link"))
                .col(date_null("founded_on"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "forum_name", "forum", &["name_key"]).await?;
    manager
        .create_table(
            owned("seat")
                .col(uuid("forum_id"))
                .col(uuid_null("organisation_id"))
                .col(text("title"))
                .col(text("side"))
                .col(date_null("starts_on"))
                .col(date_null("ends_on"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut within("seat", "forum_id", "forum"))
                .foreign_key(&mut within("seat", "organisation_id", "organisation"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "seat_forum", "seat", &["forum_id"]).await
}

async fn meetings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("meeting")
                .col(uuid("forum_id"))
                .col(text("title"))
                .col(timestamp_with_time_zone("starts_at"))
                .col(timestamp_with_time_zone_null("ends_at"))
                .col(text_null("place"))
                .col(text_null("link"))
                .col(text("state"))
                .col(text_null("reason"))
                .col(text_null("notice"))
                .col(date_null("noticed_on"))
                .col(json_binary("agenda"))
                .col(text_null("minutes"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("changed_at"))
                .foreign_key(&mut within("meeting", "forum_id", "forum"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "meeting_forum", "meeting", &["forum_id", "starts_at"]).await?;
    manager
        .create_table(
            owned("paper")
                .col(uuid("meeting_id"))
                .col(text("title"))
                .col(text("link"))
                // The day it was shared with those who come.
                .col(date("shared_on"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut within("paper", "meeting_id", "meeting"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "paper_meeting", "paper", &["meeting_id"]).await
}

async fn outcomes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("attendance")
                .col(uuid("meeting_id"))
                .col(uuid("organisation_id"))
                .foreign_key(&mut within("attendance", "meeting_id", "meeting"))
                .foreign_key(&mut within("attendance", "organisation_id", "organisation"))
                .to_owned(),
        )
        .await?;
    unique(
        manager,
        "attendance_once",
        "attendance",
        &["meeting_id", "organisation_id"],
    )
    .await?;
    manager
        .create_table(
            owned("decision")
                .col(uuid("meeting_id"))
                .col(text("text"))
                // Who carries it out.
                .col(uuid_null("organisation_id"))
                .col(date_null("due_on"))
                .col(date_null("done_on"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut within("decision", "meeting_id", "meeting"))
                .foreign_key(&mut within("decision", "organisation_id", "organisation"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "decision_meeting", "decision", &["meeting_id"]).await
}
