//! The demo: real cities with facts from sources, and one city of example data with a history that ends
//! today.

mod cities;
mod example;
mod letter;
mod place;

pub use place::load_into_new;

use besa_domain::App;
use besa_domain::access::{CreateTenant, Permit, Role, StaffRole};
use besa_domain::{TenantId, people};
use std::fmt::Write as _;

/// Creates what is missing of the demo. Returns the text to print: addresses and sign-in links.
///
/// # Errors
/// When a record of the demo cannot be created.
pub async fn load(app: &App) -> anyhow::Result<String> {
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let operator = people::ensure(&app.db, &platform, "operator@example.org", "Operator", "en").await?;
    people::add_staff(&app.db, &platform, &operator, StaffRole::Operator).await?;
    let reviewer = people::ensure(&app.db, &platform, "reviewer@example.org", "Reviewer", "en").await?;
    people::add_staff(&app.db, &platform, &reviewer, StaffRole::Reviewer).await?;
    let people = example::load(app).await?;
    cities::load(app).await?;
    letter::load(app).await?;
    let mut words = format!(
        "Besa with demo cities: {0}/\nThe example city:       {0}/example/en/",
        app.base_url
    );
    let coordinators = people.into_iter().filter(|(role, _)| *role == Role::Coordinator);
    let coordinators = coordinators.map(|(_, account)| ("Sign in as its coordinator, once:", account));
    let staff = [
        ("Sign in as OGP reviewer, once:   ", reviewer.id),
        ("Sign in as operator, once:       ", operator.id),
    ];
    for (what, account) in coordinators.chain(staff) {
        let secret = people::link(&app.db, account).await?;
        write!(words, "\n{what} {}/sign-in/link/{secret}", app.base_url)?;
    }
    Ok(words)
}
