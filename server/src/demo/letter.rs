//! What Elbasan's letter to OGP of 30 September 2020 says of bodies beside the plan. Facts alone,
//! in words of our own; nothing is said of what they do today.

use besa_domain::access::{EditForums, Permit, SeeForums};
use besa_domain::forums::{self, ForumDraft, ForumKind};
use besa_domain::{App, tenants};

const COUNCIL: &str = "It joins those who work for the safety of residents: civil society, police, social services and \
religious communities. Source: letter of Elbasan Municipality to the OGP Steering Committee, 30 September 2020.";

/// Adds what is missing.
pub(super) async fn load(app: &App) -> anyhow::Result<()> {
    let city = tenants::by_slug(&app.db, "elbasan").await?;
    let known = forums::forums(&app.db, &Permit::<SeeForums>::system(city.id)).await?;
    if known.is_empty() {
        let council = ForumDraft {
            name: "Local Public Safety Council".to_owned(),
            kind: ForumKind::PublicSafety,
            remit: Some(COUNCIL.to_owned()),
            rules: None,
            rules_link: None,
            founded_on: None,
        };
        forums::create(&app.db, &Permit::<EditForums>::system(city.id), None, council).await?;
    }
    Ok(())
}
