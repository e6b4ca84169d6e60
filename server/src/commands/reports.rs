//! `besa report build`: builds a report from the current records and writes it to a file.

use anyhow::Context;
use besa_documents::{docx, pdf};
use besa_domain::access::{Permit, SeePlan};
use besa_domain::plans;
use besa_domain::whole;
use besa_domain::{App, reports, tenants};
use besa_formats::html;
use besa_formats::sheet::sheet;
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum ReportCommand {
    /// Build a report and write it to a file.
    Build {
        /// The kind of report.
        #[arg(value_enum)]
        kind: Kind,
        /// The city.
        #[arg(long)]
        tenant: String,
        /// The reference of the plan, such as 2018-2020, or `latest`.
        #[arg(long, default_value = "latest")]
        plan: String,
        /// The file format.
        #[arg(long, value_enum, default_value = "pdf")]
        format: Format,
        /// The language. Default: the city's default language.
        #[arg(long)]
        language: Option<String>,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Kind {
    /// The city's own report on its plan.
    SelfAssessment,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// Accessible PDF (PDF/UA-1).
    Pdf,
    /// For a word processor.
    Docx,
    /// One self-contained page.
    Html,
}

pub(super) async fn run(app: &App, command: ReportCommand) -> anyhow::Result<()> {
    let ReportCommand::Build {
        kind: Kind::SelfAssessment,
        tenant,
        plan,
        format,
        language,
        out,
    } = command;
    let tenant = tenants::by_slug(&app.db, &tenant).await.map_err(super::explain)?;
    let now = app.clock().now();
    let permit = Permit::<SeePlan>::system(tenant.id);
    let plan = plans::by_reference(&app.db, &permit, &plan, tenant.zone().day(now))
        .await
        .map_err(super::explain)?;
    let whole = whole::whole(&app.db, &permit, plan.id).await.map_err(super::explain)?;
    let language = language.unwrap_or_else(|| tenant.default_language.clone());
    let narrative = reports::Narrative::of_plan(&whole.plan);
    let basis = reports::basis(&app.db, &permit, &whole).await.map_err(super::explain)?;
    let report = reports::compile(&tenant, (&whole, basis), &narrative, &language, now, &app.base_url);
    let sheet = sheet(&report.into());
    let bytes = match format {
        Format::Html => html::page(&sheet)?.into_bytes(),
        Format::Docx => docx::docx(&sheet)?,
        Format::Pdf => tokio::task::spawn_blocking(move || pdf::pdf(&sheet, &pdf::Fonts::default())).await??,
    };
    tokio::fs::write(&out, bytes)
        .await
        .with_context(|| format!("{} cannot be written", out.display()))?;
    println!("{}", out.display());
    Ok(())
}
