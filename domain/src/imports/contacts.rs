//! Finds the city's people again when a file is imported.

use crate::ids::{ContactId, OrganisationId};
use crate::input;
use crate::stakeholders::Contact;
use std::collections::BTreeMap;

/// The people of a city, indexed by name and organisation, and by e-mail address.
#[derive(Debug, Default)]
pub(super) struct People {
    by_name: BTreeMap<(String, Option<OrganisationId>), ContactId>,
    by_email: BTreeMap<String, ContactId>,
}

impl People {
    pub(super) fn add(&mut self, contact: &Contact) {
        let name = (input::key(&contact.name), contact.organisation_id);
        self.by_name.entry(name).or_insert(contact.id);
        if let Some(email) = &contact.email {
            self.by_email.entry(input::key(email)).or_insert(contact.id);
        }
    }

    pub(super) fn find(
        &self,
        name: &str,
        organisation: Option<OrganisationId>,
        email: Option<&str>,
    ) -> Option<ContactId> {
        let named = self.by_name.get(&(input::key(name), organisation));
        named.or_else(|| self.by_email.get(&input::key(email?))).copied()
    }
}
