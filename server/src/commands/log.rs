//! `besa log`: verifies logs, optionally against signed heads that were kept earlier, and generates the key
//! that signs heads.

use crate::config::Settings;
use crate::start;
use anyhow::{Context, Result, bail};
use besa_domain::access::{ListTenants, Permit, SeeLog};
use besa_domain::log::{Heads, Kept, LogKey};
use besa_domain::{App, TenantId, log, tenants};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum LogCommand {
    /// Check that no entry was changed, removed or reordered.
    Verify {
        /// Only this city. Default: the platform and every city.
        #[arg(long)]
        tenant: Option<String>,
        /// A file of signed heads that was kept earlier: check that the logs still agree with it.
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
    },
    /// Print a new secret key for the setting `log_key`.
    Key,
}

pub(super) async fn run(settings: &Settings, command: LogCommand) -> Result<ExitCode> {
    match command {
        LogCommand::Verify { tenant, against } => verify(&start::app(settings).await?, tenant, against).await,
        LogCommand::Key => {
            println!("{}", LogKey::new_seed()?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn verify(app: &App, tenant: Option<String>, against: Option<PathBuf>) -> Result<ExitCode> {
    let kept = against.as_deref().map(read).transpose()?;
    let chains = match tenant {
        Some(slug) => {
            let tenant = tenants::by_slug(&app.db, &slug).await.map_err(super::explain)?;
            vec![(tenant.slug, tenant.id)]
        }
        None => {
            let cities = tenants::list(&app.db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await?;
            let platform = ("platform".to_owned(), TenantId::PLATFORM);
            std::iter::once(platform)
                .chain(cities.into_iter().map(|city| (city.slug, city.id)))
                .collect()
        }
    };
    let mut sound = true;
    for (name, tenant) in &chains {
        let verdict = log::verify(&app.db, &Permit::<SeeLog>::system(*tenant)).await?;
        match verdict.fault {
            None => println!("{name}: {} entries, valid", verdict.sound),
            Some((entry, fault)) => {
                sound = false;
                println!("{name}: entry {entry}: {}", fault.words());
            }
        }
    }
    if let Some(kept) = kept {
        sound &= compare(app, &kept, &chains).await?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(file: &Path) -> Result<Heads> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let heads = Heads::of_file(&bytes).map_err(|_shape| anyhow::anyhow!("{} has no signed heads", file.display()))?;
    if heads.heads.is_empty() {
        bail!("{} has no signed heads", file.display());
    }
    Ok(heads)
}

/// Compares the logs with the kept heads and prints the differences. Returns whether all agree.
async fn compare(app: &App, kept: &Heads, chains: &[(String, TenantId)]) -> Result<bool> {
    let (mut same, mut agreed) = (true, 0);
    for head in &kept.heads {
        let statement = &head.statement;
        let Some((name, tenant)) = chains.iter().find(|(_, tenant)| *tenant == statement.tenant) else {
            continue;
        };
        let found = if kept.is_signed(head)? {
            match log::compare(&app.db, &Permit::<SeeLog>::system(*tenant), statement).await? {
                Kept::Same => None,
                Kept::Other => Some("a different entry is there now: the log was rewritten"),
                Kept::Gone => Some("the entry no longer exists: the end of the log was removed"),
            }
        } else {
            Some("the signature of the kept head is invalid")
        };
        match found {
            None => agreed += 1,
            Some(what) => {
                same = false;
                println!("{name}: entry {} of {}: {what}", statement.sequence, statement.at);
            }
        }
    }
    if agreed == 0 && same {
        bail!("the file has no head of these logs");
    }
    if agreed > 0 {
        println!("{agreed} kept heads agree with the logs");
    }
    Ok(same)
}
