//! The organisations of a city: one with a person in it, and two that were merged.

use super::world::{PRIVATE, Values};
use besa_domain::Once;
use besa_domain::access::{EditStakeholders, Permit};
use besa_domain::merger;
use besa_domain::stakeholders::{self, ContactDraft, Organisation, OrganisationDraft, OrganisationKind};
use besa_domain::tenants::Tenant;
use besa_tests::TestApp;

/// Creates the organisations of a city; returns the one that takes part in its plans.
pub(super) async fn organisations(app: &TestApp, city: &Tenant, values: &mut Values, canary: &str) -> Organisation {
    let (db, permit) = (&app.app.db, Permit::<EditStakeholders>::system(city.id));
    let draft = OrganisationDraft {
        name: format!("Water office {canary}"),
        kind: OrganisationKind::Municipality,
        website: None,
    };
    let once = Once::new("once", &draft).unwrap();
    let organisation = stakeholders::create(db, &permit, Some(&once), draft).await.unwrap();
    let draft = OrganisationDraft {
        name: format!("Water office {canary} (twin)"),
        kind: OrganisationKind::Municipality,
        website: None,
    };
    let twin = stakeholders::create(db, &permit, None, draft).await.unwrap();
    let draft = OrganisationDraft {
        name: format!("Water office {canary} (former)"),
        kind: OrganisationKind::Municipality,
        website: None,
    };
    let former = stakeholders::create(db, &permit, None, draft).await.unwrap();
    merger::merge(db, &permit, None, former.id, None, twin.id)
        .await
        .unwrap();
    let draft = ContactDraft {
        organisation: Some(organisation.id),
        name: format!("{PRIVATE} {canary}"),
        email: Some("contact@example.org".into()),
        position: None,
        language: None,
        consent_on: None,
    };
    let contact = stakeholders::create_contact(db, &permit, None, draft).await.unwrap();
    values.insert("organisation", organisation.id.to_string());
    values.insert("twin", twin.id.to_string());
    values.insert("contact", contact.id.to_string());
    organisation
}
