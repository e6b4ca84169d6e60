//! Voices: comments and proposals of residents, what the city answers, and the days it takes to.

use crate::table::{drop, fence, lookup, owned, to_platform, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [&str; 6] = ["response", "voice", "author_link", "author", "voice_rules", "holiday"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rules(manager).await?;
        authors(manager).await?;
        voices(manager).await?;
        responses(manager).await?;
        fence(manager, &TABLES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &TABLES).await
    }
}

async fn rules(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(owned("holiday").col(date("day")).col(text("name")).to_owned())
        .await?;
    unique(manager, "holiday_day", "holiday", &["day"]).await?;
    // A city without a row keeps the defaults.
    manager
        .create_table(
            owned("voice_rules")
                .col(boolean("pre_moderation"))
                .col(integer("reply_days"))
                .col(json_binary("weekend"))
                .col(integer("version"))
                .to_owned(),
        )
        .await?;
    unique(manager, "voice_rules_once", "voice_rules", &[]).await
}

/// Private. A voice names its author by this row alone, so that emptying it erases the person and
/// leaves the voice and the log whole.
async fn authors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("author")
                .col(uuid_null("account_id"))
                .col(text_null("email"))
                .col(text_null("email_key"))
                .col(text_null("name"))
                .col(text("language"))
                // Events name an author only by a digest salted with this.
                .col(text("salt"))
                // The author for whom the address was asked last; one mail asks for all of them.
                .col(uuid_null("asked_with"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone_null("confirmed_at"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut to_platform("author", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "author_asked", "author", &["asked_with"]).await?;
    lookup(manager, "author_email", "author", &["email_key"]).await?;
    // No foreign key: the author who was asked for first may be refused, and the others stay.
    manager
        .create_table(
            owned("author_link")
                .col(uuid("asked_with"))
                .col(text("token_hash"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "author_link_token", "author_link", &["token_hash"]).await
}

async fn voices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("voice")
                .col(text("kind"))
                .col(uuid("author_id"))
                .col(uuid_null("organisation_id"))
                .col(uuid_null("plan_id"))
                .col(uuid_null("commitment_id"))
                .col(uuid_null("milestone_id"))
                .col(uuid_null("report_id"))
                .col(uuid_null("parent_id"))
                .col(text_null("title"))
                .col(text("body"))
                .col(text("language"))
                .col(boolean("asks"))
                .col(text("state"))
                .col(date_null("due_on"))
                .col(uuid_null("became_id"))
                .col(timestamp_with_time_zone_null("received_at"))
                .col(timestamp_with_time_zone_null("answered_at"))
                .col(text_null("hidden_rule"))
                .col(text_null("hidden_words"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut within("voice", "author_id", "author"))
                .foreign_key(&mut within("voice", "organisation_id", "organisation"))
                .foreign_key(&mut within("voice", "plan_id", "plan"))
                .foreign_key(&mut within("voice", "commitment_id", "commitment"))
                .foreign_key(&mut within("voice", "milestone_id", "milestone"))
                .foreign_key(&mut within("voice", "report_id", "report"))
                .foreign_key(&mut within("voice", "parent_id", "voice"))
                .foreign_key(&mut within("voice", "became_id", "commitment"))
                .to_owned(),
        )
        .await?;
    lookup(manager, "voice_commitment", "voice", &["commitment_id"]).await?;
    lookup(manager, "voice_author", "voice", &["author_id"]).await?;
    lookup(manager, "voice_due", "voice", &["state", "due_on"]).await
}

async fn responses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            owned("response")
                .col(uuid("voice_id"))
                .col(text("outcome"))
                .col(text_null("reason"))
                .col(text_null("changed"))
                .col(uuid_null("plan_id"))
                .col(uuid_null("commitment_id"))
                .col(uuid_null("milestone_id"))
                .col(text_null("office"))
                .col(uuid_null("account_id"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut within("response", "voice_id", "voice"))
                .foreign_key(&mut within("response", "plan_id", "plan"))
                .foreign_key(&mut within("response", "commitment_id", "commitment"))
                .foreign_key(&mut within("response", "milestone_id", "milestone"))
                .foreign_key(&mut to_platform("response", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    unique(manager, "response_once", "response", &["voice_id"]).await
}
