//! The operator's commands.

mod dataset;
mod doctor;
mod imports;
mod log;
mod people;
mod reports;
mod spec;
mod tenants;

use crate::config::Settings;
use crate::lines::Lines;
use crate::serve::{ServeRole, serve};
use crate::{demo, start, telemetry};
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Besa tracks open-government action plans.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Besa {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and API, and run jobs.
    Serve {
        /// The roles of this process.
        #[arg(long, value_enum, value_delimiter = ',', default_value = "api,web,worker")]
        roles: Vec<ServeRole>,
    },
    /// Apply missing migrations (on PostgreSQL with BESA_DATABASE_OWNER_URL).
    Migrate,
    /// Create the demo cities that do not exist, and print sign-in links.
    Demo,
    /// Create and list cities, and set storage quotas.
    #[command(subcommand)]
    Tenant(tenants::TenantCommand),
    /// Give and remove roles, end sessions, and print sign-in links.
    #[command(subcommand)]
    Person(people::PersonCommand),
    /// Create, list and revoke API tokens.
    #[command(subcommand)]
    Token(people::TokenCommand),
    /// Import a plan or OGP's dataset from a file.
    #[command(subcommand)]
    Import(imports::ImportCommand),
    /// Write OGP's dataset to a file.
    #[command(subcommand)]
    Export(dataset::ExportCommand),
    /// Build a report and write it to a file.
    #[command(subcommand)]
    Report(reports::ReportCommand),
    /// Verify the log, and generate the key that signs it.
    #[command(subcommand)]
    Log(log::LogCommand),
    /// Print the OpenAPI description of the API.
    Spec,
    /// Check settings, database, file store, mail, jobs and log, and print what is wrong.
    Doctor,
}

/// Runs a command. Returns the exit code of the process.
///
/// # Errors
/// One line that says what is wrong.
pub async fn run(besa: Besa, lines: &Lines) -> anyhow::Result<ExitCode> {
    if matches!(besa.command, Command::Spec) {
        spec::print();
        return Ok(ExitCode::SUCCESS);
    }
    let settings = Settings::load()?;
    telemetry::init(&settings, lines)?;
    match besa.command {
        Command::Serve { roles } => serve(settings, &roles).await?,
        Command::Migrate => start::migrate(&settings).await?,
        Command::Demo => println!("{}", demo::load(&start::app(&settings).await?).await?),
        Command::Tenant(command) => tenants::run(&start::app(&settings).await?, command).await?,
        Command::Person(command) => people::run(&start::app(&settings).await?, command).await?,
        Command::Token(command) => people::token(&start::app(&settings).await?, command).await?,
        Command::Import(command) => return imports::run(&start::app(&settings).await?, command).await,
        Command::Export(command) => return dataset::export(&start::app(&settings).await?, command).await,
        Command::Report(command) => reports::run(&start::app(&settings).await?, command).await?,
        Command::Log(command) => return log::run(&settings, command).await,
        Command::Spec => {}
        Command::Doctor => return doctor::run(&settings).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Converts a domain error to one line for the operator: an invalid input lists its fields and codes.
fn explain(error: besa_domain::Error) -> anyhow::Error {
    match error {
        besa_domain::Error::Invalid(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| match field.limit {
                    Some(limit) => format!("{}: {} ({limit})", field.field, field.code),
                    None => format!("{}: {}", field.field, field.code),
                })
                .collect();
            anyhow::anyhow!("{}", fields.join(", "))
        }
        other @ (besa_domain::Error::NotFound(_)
        | besa_domain::Error::Unauthorized
        | besa_domain::Error::Forbidden
        | besa_domain::Error::Conflict(_)
        | besa_domain::Error::TooMany(_)
        | besa_domain::Error::Full(_)
        | besa_domain::Error::Damaged(_)
        | besa_domain::Error::Busy(_)
        | besa_domain::Error::Internal(_)) => other.into(),
    }
}
