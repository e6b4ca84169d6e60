//! `besa person …` and `besa token …`: roles, sessions, sign-in links and API tokens.

use anyhow::bail;
use besa_domain::access::{CreateTenant, ManagePeople, Permit, Role, StaffRole, TokenScope};
use besa_domain::people::{self, Account, Invite, TOKEN_DAYS, TokenDraft};
use besa_domain::tenants::{self, Tenant};
use besa_domain::{ApiTokenId, App, TenantId};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// Invite a person to a role in a city, and print the link; a worker also sends it by mail. Without
    /// --tenant: make the person operator or reviewer, and print a sign-in link.
    Invite {
        /// The e-mail address.
        email: String,
        /// The city of the role.
        #[arg(long)]
        tenant: Option<String>,
        /// The role. With --tenant one of admin, coordinator, implementer, cocreator, monitor, viewer; without
        /// it operator or reviewer.
        #[arg(long)]
        role: String,
        /// The language of the mail, or of a new account. Default: the city's default language; en without
        /// --tenant.
        #[arg(long)]
        language: Option<String>,
        /// The cities that a reviewer may read, separated by commas. Default: every city.
        #[arg(long, value_delimiter = ',', conflicts_with = "tenant")]
        cities: Vec<String>,
        /// The name of the monitoring body, for a monitor. Default: the body that monitors the city now; without
        /// one, the body that its plan names.
        #[arg(long, requires = "tenant")]
        body: Option<String>,
    },
    /// Remove a role in a city, or without --tenant a role across cities. Takes effect with the person's
    /// next request.
    RemoveRole {
        /// The e-mail address.
        email: String,
        /// The city of the role.
        #[arg(long)]
        tenant: Option<String>,
        /// The role. With --tenant one of admin, coordinator, implementer, cocreator, monitor, viewer; without
        /// it operator or reviewer.
        #[arg(long)]
        role: String,
        /// The reason, which is public; needed for a monitor.
        #[arg(long, requires = "tenant")]
        reason: Option<String>,
    },
    /// End every session of a person, and invalidate unused sign-in links. API tokens keep working.
    SignOut {
        /// The e-mail address.
        email: String,
    },
    /// List operators and reviewers, with the cities that each may read.
    Staff,
    /// Set which cities a reviewer may read. Takes effect with the reviewer's next request.
    Reach {
        /// The e-mail address.
        email: String,
        /// The cities, separated by commas.
        #[arg(long, value_delimiter = ',', required_unless_present = "all", conflicts_with = "all")]
        cities: Vec<String>,
        /// Every city, including future ones.
        #[arg(long)]
        all: bool,
    },
    /// Print a link that signs a person in once.
    Link {
        /// The e-mail address.
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Create an API token with which a program acts as a person, and print it. It is shown only once.
    Create {
        /// The e-mail address of the person.
        email: String,
        /// What the token is for.
        #[arg(long, default_value = "command line")]
        name: String,
        /// Days until the token expires, at most 365.
        #[arg(long, default_value_t = TOKEN_DAYS)]
        days: i64,
        /// read, report (read, report progress and add evidence) or write.
        #[arg(long, default_value = "write")]
        scope: TokenScope,
        /// The only city in which the token works. Default: every city of the person.
        #[arg(long)]
        tenant: Option<String>,
        /// Include the person's roles across cities: operator or reviewer.
        #[arg(long, conflicts_with = "tenant")]
        platform: bool,
    },
    /// List the valid tokens of a person: id, scope, expiry date and name.
    List {
        /// The e-mail address of the person.
        email: String,
    },
    /// Revoke a token. It stops working with the program's next request.
    Revoke {
        /// The id, as printed by `list`.
        id: ApiTokenId,
    },
}

const PLATFORM: TenantId = TenantId::PLATFORM;

pub(super) async fn run(app: &App, command: PersonCommand) -> anyhow::Result<()> {
    let platform = Permit::<CreateTenant>::system(PLATFORM);
    match command {
        PersonCommand::Invite {
            email,
            tenant: Some(slug),
            role,
            language,
            cities: _,
            body,
        } => {
            let invite = |city: &Tenant, role| Invite {
                email,
                role,
                language: language.unwrap_or_else(|| city.default_language.clone()),
                body,
            };
            let city = city(app, &slug).await?;
            self::invite(app, &city, invite(&city, city_role(&role)?)).await
        }
        PersonCommand::Invite {
            email,
            tenant: None,
            role,
            language,
            cities,
            body: _,
        } => {
            let role = staff_role(&role)?;
            let name = email.split('@').next().unwrap_or(&email).to_owned();
            let account = people::ensure(&app.db, &platform, &email, &name, language.as_deref().unwrap_or("en"))
                .await
                .map_err(super::explain)?;
            if !cities.is_empty() {
                reach(app, &account, Some(&cities)).await?;
            }
            people::add_staff(&app.db, &platform, &account, role)
                .await
                .map_err(super::explain)?;
            println!("{}", link(app, &account.email).await?);
            Ok(())
        }
        PersonCommand::RemoveRole {
            email,
            tenant,
            role,
            reason,
        } => {
            let account = person(app, &email).await?;
            match tenant {
                Some(slug) => {
                    let held = (&account, city_role(&role)?);
                    leave(app, &city(app, &slug).await?, held, reason.as_deref()).await
                }
                None => people::remove_staff(&app.db, &platform, account.id, staff_role(&role)?)
                    .await
                    .map_err(super::explain),
            }
        }
        PersonCommand::SignOut { email } => {
            let account = person(app, &email).await?;
            people::sign_out_everywhere(&app.db, &platform, account.id)
                .await
                .map_err(super::explain)
        }
        PersonCommand::Staff => {
            for staff in people::staff(&app.db, &platform).await? {
                let cities = staff.cities.map_or_else(|| "all".to_owned(), |cities| cities.join(","));
                println!("{}\t{}\t{cities}", staff.account.email, staff.role);
            }
            Ok(())
        }
        PersonCommand::Reach { email, cities, all } => {
            let account = person(app, &email).await?;
            let held = people::staff_roles(&app.db, account.id).await?;
            if !held.contains(&StaffRole::Reviewer) {
                bail!("email: {email} is not a reviewer")
            }
            reach(app, &account, (!all).then_some(&cities)).await
        }
        PersonCommand::Link { email } => {
            println!("{}", link(app, &email).await?);
            Ok(())
        }
    }
}

async fn invite(app: &App, city: &Tenant, invite: Invite) -> anyhow::Result<()> {
    let permit = Permit::<ManagePeople>::system(city.id);
    let made = people::invite(&app.db, &permit, None, invite)
        .await
        .map_err(super::explain)?;
    let secret = people::invitation_link(&app.db, &permit, made.id).await?;
    println!("{}/invite/{secret}", app.base_url);
    Ok(())
}

async fn leave(
    app: &App,
    city: &Tenant,
    (account, role): (&Account, Role),
    reason: Option<&str>,
) -> anyhow::Result<()> {
    let permit = Permit::<ManagePeople>::system(city.id);
    let members = people::members(&app.db, &permit).await?;
    let held = members
        .iter()
        .find(|member| member.account == account.id && member.role == role);
    let Some(held) = held else {
        bail!("role: {} does not have the role {role} in this city", account.email)
    };
    people::remove_member(&app.db, &permit, None, held.id, reason)
        .await
        .map_err(super::explain)?;
    Ok(())
}

async fn reach(app: &App, account: &Account, slugs: Option<&Vec<String>>) -> anyhow::Result<()> {
    let permit = Permit::<CreateTenant>::system(PLATFORM);
    let mut chosen = Vec::new();
    for slug in slugs.into_iter().flatten() {
        chosen.push(city(app, slug).await?);
    }
    people::set_reach(&app.db, &permit, account, slugs.map(|_| chosen.as_slice()))
        .await
        .map_err(super::explain)
}

pub(super) async fn token(app: &App, command: TokenCommand) -> anyhow::Result<()> {
    let platform = Permit::<CreateTenant>::system(PLATFORM);
    match command {
        TokenCommand::Create {
            email,
            name,
            days,
            scope,
            tenant,
            platform: carries,
        } => {
            let account = person(app, &email).await?;
            let draft = TokenDraft {
                name,
                days,
                scope,
                city: match tenant {
                    Some(slug) => Some(city(app, &slug).await?.id),
                    None => None,
                },
                platform: carries,
            };
            let (_, token) = people::issue(&app.db, &platform, account.id, draft)
                .await
                .map_err(super::explain)?;
            println!("{token}");
        }
        TokenCommand::List { email } => {
            let account = person(app, &email).await?;
            for token in people::tokens_of(&app.db, &platform, account.id).await? {
                let (id, scope, ends) = (token.id, token.scope, token.ends_at().date());
                println!("{id}\t{scope}\t{ends}\t{}", token.name);
            }
        }
        TokenCommand::Revoke { id } => {
            let owner = people::owner_of_token(&app.db, &platform, id)
                .await
                .map_err(super::explain)?;
            people::revoke_token_of(&app.db, &platform, owner, id)
                .await
                .map_err(super::explain)?;
        }
    }
    Ok(())
}

async fn city(app: &App, slug: &str) -> anyhow::Result<Tenant> {
    tenants::by_slug(&app.db, slug).await.map_err(super::explain)
}

async fn person(app: &App, email: &str) -> anyhow::Result<Account> {
    people::by_email(&app.db, email).await.map_err(super::explain)
}

fn city_role(role: &str) -> anyhow::Result<Role> {
    role.parse()
        .map_err(|_unknown| anyhow::anyhow!("role: {role} is not a role in a city"))
}

fn staff_role(role: &str) -> anyhow::Result<StaffRole> {
    role.parse().map_err(|_unknown| {
        anyhow::anyhow!("role: {role} is not a role across cities; give the city of its role with --tenant")
    })
}

/// Creates a link that signs a person in once.
async fn link(app: &App, email: &str) -> anyhow::Result<String> {
    let account = person(app, email).await?;
    Ok(format!(
        "{}/sign-in/link/{}",
        app.base_url,
        people::link(&app.db, account.id).await?
    ))
}
