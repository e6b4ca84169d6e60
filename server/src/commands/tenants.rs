//! `besa tenant`: creates and lists cities, and sets storage quotas.

use besa_domain::access::{CleanUp, CreateTenant, ListTenants, Permit};
use besa_domain::records::Names;
use besa_domain::tenants::{self, Identity};
use besa_domain::{App, TenantId, files};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum TenantCommand {
    /// Create a city.
    Create {
        /// The name of the city in URLs, such as `elbasan`.
        slug: String,
        /// The name of the city in its default language.
        #[arg(long)]
        name: String,
        /// The country code: ISO 3166-1 alpha-2, or XK for Kosovo.
        #[arg(long)]
        country: String,
        /// The time zone of the city's deadlines, as in the IANA database. Default: that of the country, or of its
        /// capital or most of its people where it has several.
        #[arg(long)]
        time_zone: Option<String>,
        /// The languages of the city's pages, separated by commas, the default first.
        #[arg(long, value_delimiter = ',', default_value = "en")]
        languages: Vec<String>,
        /// The colour from which the theme of the city's pages is made.
        #[arg(long, default_value = "#0b4f63")]
        colour: String,
    },
    /// Print how much a city stores, or set its storage quota.
    Limit {
        /// The name of the city in URLs, such as `elbasan`.
        slug: String,
        /// The quota in bytes, for evidence, files of reports and assessments, logos and imports.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
        bytes: Option<i64>,
        /// Reset the quota to the platform's default, `city_bytes`.
        #[arg(long, conflicts_with = "bytes")]
        default: bool,
    },
    /// List every city: slug, country, name, and the id that log lines have.
    List,
}

pub(super) async fn run(app: &App, command: TenantCommand) -> anyhow::Result<()> {
    match command {
        TenantCommand::Create {
            slug,
            name,
            country,
            time_zone,
            languages,
            colour,
        } => {
            let default_language = languages.first().cloned().unwrap_or_else(|| "en".to_owned());
            let names = Names([(default_language.clone(), name.clone())].into());
            let plain = Identity::plain(&name, &country);
            let identity = Identity {
                names,
                time_zone: time_zone.unwrap_or(plain.time_zone.clone()),
                languages,
                default_language,
                colour,
                ..plain
            };
            let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
            let made = tenants::create(&app.db, &permit, &slug, identity, false)
                .await
                .map_err(super::explain)?;
            println!("{} {}/{}/", made.slug, app.base_url, made.slug);
        }
        TenantCommand::Limit { slug, bytes, default } => {
            let city = tenants::by_slug(&app.db, &slug).await.map_err(super::explain)?;
            if bytes.is_some() || default {
                let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
                files::set_limit(&app.db, &permit, city.id, bytes)
                    .await
                    .map_err(super::explain)?;
            }
            let permit = Permit::<CleanUp>::system(city.id);
            let (used, limit) = files::storage(&app.db, app.files.as_ref(), &permit).await?;
            println!("{slug}\t{used} of {limit} bytes");
        }
        TenantCommand::List => {
            for tenant in tenants::list(&app.db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await? {
                println!(
                    "{}\t{}\t{}\t{}",
                    tenant.slug,
                    tenant.country,
                    tenant.name(&tenant.default_language),
                    tenant.id
                );
            }
        }
    }
    Ok(())
}
