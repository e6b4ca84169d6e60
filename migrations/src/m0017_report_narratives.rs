//! Reports that are written: their sections, the consultation on them, the files that are made of
//! them. What was built before stays as it is, and the city's own.

use crate::table::{drop, fence, owned, unique, within};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Each can be missing, so that the release before still writes its rows.
const COLUMNS: [&str; 9] = [
    "opens_on",
    "closes_on",
    "published_at",
    "sha256",
    "docx_key",
    "docx_size",
    "html_key",
    "html_size",
    "version",
];

fn column(name: &'static str) -> ColumnDef {
    match name {
        "opens_on" | "closes_on" => date_null(name).take(),
        "published_at" => timestamp_with_time_zone_null(name).take(),
        "docx_size" | "html_size" => big_integer_null(name).take(),
        "version" => integer(name).default(1).take(),
        _ => text_null(name).take(),
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            // SQLite adds one column at a time.
            let change = Table::alter().table("report").add_column(column(name)).to_owned();
            manager.alter_table(change).await?;
        }
        manager
            .create_table(
                owned("report_section")
                    .col(uuid("report_id"))
                    .col(text("section"))
                    .col(text_null("body"))
                    .col(integer("version"))
                    .col(timestamp_with_time_zone("written_at"))
                    .foreign_key(&mut within("report_section", "report_id", "report"))
                    .to_owned(),
            )
            .await?;
        unique(
            manager,
            "report_section_once",
            "report_section",
            &["report_id", "section"],
        )
        .await?;
        fence(manager, &["report_section"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["report_section"]).await?;
        for name in COLUMNS {
            let change = Table::alter().table("report").drop_column(name).to_owned();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
