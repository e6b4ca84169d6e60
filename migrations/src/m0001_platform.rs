//! Tenants, people, rights, the log, jobs and answers kept for repeated requests.

use crate::table::{drop, fence, owned, to_platform, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        tenants(manager).await?;
        people(manager).await?;
        log(manager).await?;
        jobs(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "job",
                "once",
                "event",
                "chain",
                "invitation_link",
                "invitation",
                "membership",
                "staff",
                "api_token",
                "sign_in_link",
                "session",
                "account",
                "tenant",
            ],
        )
        .await
    }
}

async fn tenants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("tenant")
                .col(uuid("id").primary_key())
                .col(text_uniq("slug"))
                .col(json_binary("names"))
                .col(text("country"))
                .col(text("time_zone"))
                .col(json_binary("languages"))
                .col(text("default_language"))
                .col(text("colour"))
                .col(text("motif"))
                .col(text_null("unit"))
                .col(text_null("contact_email"))
                .col(text_null("logo_key"))
                .col(text_null("logo_type"))
                .col(boolean("example"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await
}

async fn people(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("account")
                .col(uuid("id").primary_key())
                .col(text("email"))
                .col(text_uniq("email_key"))
                .col(text("name"))
                .col(text_null("password_hash"))
                .col(text("language"))
                // Events name a person only by a digest salted with this; erasing it cuts the tie.
                .col(text("salt"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("session")
                .col(text("token_hash").primary_key())
                .col(uuid("account_id"))
                .col(text("csrf"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("seen_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .foreign_key(&mut to_platform("session", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("sign_in_link")
                .col(text("token_hash").primary_key())
                .col(uuid("account_id"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut to_platform("sign_in_link", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("api_token")
                .col(uuid("id").primary_key())
                .col(text_uniq("token_hash"))
                .col(uuid("account_id"))
                .col(text("name"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("expires_at"))
                .col(timestamp_with_time_zone_null("revoked_at"))
                .foreign_key(&mut to_platform("api_token", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("staff")
                .col(uuid("account_id"))
                .col(text("role"))
                .primary_key(Index::create().col("account_id").col("role"))
                .foreign_key(&mut to_platform("staff", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            owned("membership")
                .col(uuid("account_id"))
                .col(text("role"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut to_platform("membership", "account_id", "account"))
                .to_owned(),
        )
        .await?;
    unique(manager, "membership_once", "membership", &["account_id", "role"]).await?;
    manager
        .create_table(
            owned("invitation")
                .col(text("email"))
                .col(text("role"))
                .col(text("language"))
                .col(uuid_null("invited_by"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("accepted_at"))
                .col(timestamp_with_time_zone_null("withdrawn_at"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("invitation_link")
                .col(text("token_hash").primary_key())
                .col(uuid("tenant_id"))
                .col(uuid("invitation_id"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut within("invitation_link", "invitation_id", "invitation"))
                .to_owned(),
        )
        .await
}

async fn log(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("chain")
                .col(uuid("tenant_id").primary_key())
                .col(big_integer("revision"))
                .col(big_integer("sequence"))
                .col(text("head"))
                .col(big_integer("public_revision"))
                .col(big_integer("public_sequence"))
                .col(text("public_head"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("event")
                .col(uuid("tenant_id"))
                .col(big_integer("sequence"))
                .col(uuid("id"))
                .col(timestamp_with_time_zone("at"))
                .col(text("actor"))
                .col(text("action"))
                .col(text("subject"))
                .col(uuid_null("subject_id"))
                .col(boolean("public"))
                .col(text("body"))
                .col(text("previous"))
                .col(text("hash"))
                // The place of a public entry in the chain of public entries alone.
                .col(big_integer_null("public_sequence"))
                .col(text_null("public_previous"))
                .col(text_null("public_hash"))
                .primary_key(Index::create().col("tenant_id").col("sequence"))
                .foreign_key(ForeignKey::create().from("event", "tenant_id").to("chain", "tenant_id"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("once")
                .col(uuid("tenant_id"))
                .col(text("actor"))
                .col(text("key"))
                .col(text("fingerprint"))
                .col(text("answer"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(Index::create().col("tenant_id").col("actor").col("key"))
                .to_owned(),
        )
        .await?;
    unique(manager, "event_public", "event", &["public_sequence"]).await?;
    fence(manager, &["event", "once"]).await
}

async fn jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("job")
                .col(uuid("id").primary_key())
                // The nil id for jobs of the platform, so that the unique key holds for them too.
                .col(uuid("tenant_id"))
                .col(text("kind"))
                .col(text("dedup"))
                .col(text("payload"))
                .col(timestamp_with_time_zone("run_at"))
                .col(integer("attempts"))
                .col(timestamp_with_time_zone_null("leased_until"))
                .col(timestamp_with_time_zone_null("failed_at"))
                .col(text_null("last_error"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
    unique(manager, "job_once", "job", &["kind", "dedup"]).await?;
    manager
        .create_index(
            Index::create()
                .name("job_due")
                .table("job")
                .col("failed_at")
                .col("run_at")
                .to_owned(),
        )
        .await
}
