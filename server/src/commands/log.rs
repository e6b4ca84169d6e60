//! `besa log verify`: checks every chain, or one, and names the first bad entry.

use anyhow::Result;
use besa_domain::access::{ListTenants, Permit, SeeLog};
use besa_domain::{App, TenantId, log, tenants};
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum LogCommand {
    /// Check that no entry was changed, removed or reordered.
    Verify {
        /// One city alone.
        #[arg(long)]
        tenant: Option<String>,
    },
}

pub(super) async fn run(app: &App, command: LogCommand) -> Result<ExitCode> {
    let LogCommand::Verify { tenant } = command;
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
    for (name, tenant) in chains {
        let verdict = log::verify(&app.db, &Permit::<SeeLog>::system(tenant)).await?;
        match verdict.fault {
            None => println!("{name}: {} entries, sound", verdict.sound),
            Some((entry, fault)) => {
                sound = false;
                println!("{name}: entry {entry}: {fault}");
            }
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
