//! The demo: real cities with sourced facts alone, and one city of example data, told as a history
//! that ends today.

mod cities;
mod example;
mod letter;

use besa_domain::App;
use besa_domain::access::{CreateTenant, ListTenants, Permit, Role, StaffRole};
use besa_domain::{TenantId, people, tenants};

/// Loads the demo when there is no city at all, and says where to go.
///
/// # Errors
/// When a record of the demo cannot be made.
pub async fn load_into_empty(app: &App) -> anyhow::Result<()> {
    let cities = tenants::list(&app.db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await?;
    if cities.is_empty() { load(app).await } else { Ok(()) }
}

/// Loads what is missing of the demo, and prints where to go and how to sign in.
///
/// # Errors
/// When a record of the demo cannot be made.
pub async fn load(app: &App) -> anyhow::Result<()> {
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let operator = people::ensure(&app.db, &platform, "operator@example.org", "Operator", "en").await?;
    people::add_staff(&app.db, &platform, &operator, StaffRole::Operator).await?;
    let reviewer = people::ensure(&app.db, &platform, "reviewer@example.org", "Reviewer", "en").await?;
    people::add_staff(&app.db, &platform, &reviewer, StaffRole::Reviewer).await?;
    let people = example::load(app).await?;
    cities::load(app).await?;
    letter::load(app).await?;
    println!("Besa with demo cities: {}/", app.base_url);
    println!("The example city:       {}/example/en/", app.base_url);
    for (role, account) in people {
        if role == Role::Coordinator {
            println!(
                "Sign in as its coordinator, once: {}/sign-in/link/{}",
                app.base_url,
                people::link(&app.db, account).await?
            );
        }
    }
    println!(
        "Sign in as OGP reviewer, once:    {}/sign-in/link/{}",
        app.base_url,
        people::link(&app.db, reviewer.id).await?
    );
    println!(
        "Sign in as operator, once:        {}/sign-in/link/{}",
        app.base_url,
        people::link(&app.db, operator.id).await?
    );
    Ok(())
}
