//! The offices of the example city that are responsible for milestones, and its partner organisations.

use super::StoryBuilder;
use besa_domain::access::{EditStakeholders, Permit, SeeContacts, SeeStakeholders};
use besa_domain::db::Db;
use besa_domain::stakeholders::{self, Contact, ContactDraft, Organisation, OrganisationDraft, OrganisationKind};
use besa_domain::{Error, input};
use time::macros::date;

impl StoryBuilder<'_> {
    /// Creates an office of the municipality, with its mailbox as the contact that gets reminders. Returns
    /// the existing one if there is one.
    pub(super) async fn office(&self, db: &Db, name: &str) -> anyhow::Result<(Organisation, Contact)> {
        let office = self.organisation(db, name, OrganisationKind::Municipality).await?;
        let permit = Permit::<SeeContacts>::system(self.tenant);
        let (_, known) = stakeholders::organisation(db, &permit, office.id).await?;
        if let Some(contact) = known.into_iter().next() {
            return Ok((office, contact));
        }
        let draft = ContactDraft {
            organisation: Some(office.id),
            name: name.to_owned(),
            position: Some("Office mailbox".to_owned()),
            email: Some(format!("{}@example.org", input::slug(name))),
            language: None,
            consent_on: Some(self.moved(date!(2025 - 08 - 28))),
        };
        let contact =
            stakeholders::create_contact(db, &Permit::<EditStakeholders>::system(self.tenant), None, draft).await?;
        Ok((office, contact))
    }

    pub(super) async fn organisation(
        &self,
        db: &Db,
        name: &str,
        kind: OrganisationKind,
    ) -> anyhow::Result<Organisation> {
        let permit = Permit::<EditStakeholders>::system(self.tenant);
        let draft = OrganisationDraft {
            name: name.to_owned(),
            kind,
            website: None,
        };
        match stakeholders::create(db, &permit, None, draft).await {
            Ok(made) => Ok(made),
            Err(Error::Invalid(_)) => {
                let permit = Permit::<SeeStakeholders>::system(self.tenant);
                let known = stakeholders::organisations(db, &permit)
                    .await?
                    .into_iter()
                    .find(|known| known.name == name);
                known.ok_or_else(|| anyhow::anyhow!("organisation {name} cannot be created and does not exist"))
            }
            Err(error) => Err(error.into()),
        }
    }
}
