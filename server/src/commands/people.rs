//! `besa person invite`, `besa person reach` and `besa token create`.

use anyhow::{Context as _, bail};
use besa_domain::access::{CreateTenant, ManagePeople, Permit, Role, StaffRole};
use besa_domain::people::{self, Invite};
use besa_domain::{App, TenantId, tenants};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// Invite a person to a role, and print the link. The mail goes out with the next worker.
    Invite {
        /// Her address.
        email: String,
        /// The city, for a role in a city.
        #[arg(long)]
        tenant: Option<String>,
        /// admin, coordinator, implementer, cocreator, monitor, viewer; or operator, reviewer.
        #[arg(long)]
        role: String,
        /// The language of the mail; the city's own when none is given.
        #[arg(long)]
        language: Option<String>,
    },
    /// Say which cities a reviewer reads: these alone, or all of them. It holds at once.
    Reach {
        /// Her address.
        email: String,
        /// The cities, with commas between.
        #[arg(long, value_delimiter = ',', required_unless_present = "all", conflicts_with = "all")]
        cities: Vec<String>,
        /// Every city, and those to come.
        #[arg(long)]
        all: bool,
    },
    /// Print a link that signs a person in once.
    Link {
        /// Her address.
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Make a token by which a program acts for a person, and print it. It is shown once.
    Create {
        /// Whose.
        email: String,
        /// What it is for.
        #[arg(long, default_value = "command line")]
        name: String,
    },
}

pub(super) async fn run(app: &App, command: PersonCommand) -> anyhow::Result<()> {
    match command {
        PersonCommand::Invite {
            email,
            tenant: Some(slug),
            role,
            language,
        } => {
            let tenant = tenants::by_slug(&app.db, &slug).await.map_err(super::explain)?;
            let Ok(role) = role.parse::<Role>() else {
                bail!("role: {role} is no role in a city")
            };
            let language = language.unwrap_or(tenant.default_language);
            let permit = Permit::<ManagePeople>::system(tenant.id);
            let (_, secret) = people::invite(&app.db, &permit, None, Invite { email, role, language })
                .await
                .map_err(super::explain)?;
            let secret = secret.context("this invitation was made before")?;
            println!("{}/invite/{secret}", app.base_url);
        }
        PersonCommand::Invite {
            email,
            tenant: None,
            role,
            language,
        } => {
            let Ok(role) = role.parse::<StaffRole>() else {
                bail!("role: name the city of a {role} with --tenant")
            };
            let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
            let name = email.split('@').next().unwrap_or(&email).to_owned();
            let account = people::ensure(&app.db, &permit, &email, &name, language.as_deref().unwrap_or("en"))
                .await
                .map_err(super::explain)?;
            people::add_staff(&app.db, &permit, &account, role).await?;
            println!("{}", link(app, &account.email).await?);
        }
        PersonCommand::Reach { email, cities, all } => {
            let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
            let account = people::by_email(&app.db, &email).await.map_err(super::explain)?;
            if !people::staff_roles(&app.db, account.id)
                .await?
                .contains(&StaffRole::Reviewer)
            {
                bail!("email: {email} is no reviewer")
            }
            let mut chosen = Vec::new();
            for slug in &cities {
                chosen.push(tenants::by_slug(&app.db, slug).await.map_err(super::explain)?);
            }
            let reach = (!all).then_some(chosen.as_slice());
            people::set_reach(&app.db, &permit, &account, reach)
                .await
                .map_err(super::explain)?;
        }
        PersonCommand::Link { email } => println!("{}", link(app, &email).await?),
    }
    Ok(())
}

pub(super) async fn token(app: &App, command: TokenCommand) -> anyhow::Result<()> {
    let TokenCommand::Create { email, name } = command;
    let account = people::by_email(&app.db, &email).await.map_err(super::explain)?;
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let token = people::issue_token(&app.db, &permit, account.id, &name).await;
    println!("{}", token.map_err(super::explain)?);
    Ok(())
}

/// A link that signs a person in once.
async fn link(app: &App, email: &str) -> anyhow::Result<String> {
    let account = people::by_email(&app.db, email).await.map_err(super::explain)?;
    Ok(format!(
        "{}/sign-in/link/{}",
        app.base_url,
        people::link(&app.db, account.id).await?
    ))
}
