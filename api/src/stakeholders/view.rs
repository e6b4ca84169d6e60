//! What the API shows of organisations and people, and what it takes.

use crate::examples::example;
use crate::values::{Code, Day, put, put_day, set};
use besa_domain::copy_fields;
use besa_domain::stakeholders::{Contact, ContactDraft, FormerName, Organisation, OrganisationDraft, OrganisationKind};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// An organisation that takes part in a plan.
#[derive(Debug, Object)]
#[oai(rename = "Organisation")]
pub(crate) struct OrganisationView {
    /// The id.
    id: Uuid,
    /// The name.
    name: String,
    /// The kind of organisation.
    kind: Code<OrganisationKind>,
    /// The URL of its website; `null` if not known.
    website: Option<String>,
    /// The names of organisations that were merged into it, sorted. Their ids find it too.
    former_names: Vec<String>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
}

impl From<(Organisation, Vec<FormerName>)> for OrganisationView {
    fn from((organisation, former): (Organisation, Vec<FormerName>)) -> Self {
        Self {
            id: organisation.id.into(),
            name: organisation.name,
            kind: Code(organisation.kind),
            website: organisation.website,
            former_names: former.into_iter().map(|name| name.name).collect(),
            version: organisation.version,
            created_at: organisation.created_at,
        }
    }
}

/// The fields of an organisation. A new organisation requires `name`. In a change, fields that are
/// not sent keep their values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "OrganisationFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct OrganisationFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The name. Unique in the city, ignoring case. Maximum 300 characters.
    name: Option<String>,
    /// The kind of organisation. Default `other`.
    kind: Option<Code<OrganisationKind>>,
    /// The http or https URL of its website. Maximum 1,000 characters.
    website: MaybeUndefined<String>,
}

example!(OrganisationFields {
    "name": "Water and Sewerage Utility",
    "kind": "government",
    "website": "https://example.org"
});

impl OrganisationFields {
    pub(super) fn apply_to(self, mut draft: OrganisationDraft) -> OrganisationDraft {
        set(&mut draft.name, self.name);
        set(&mut draft.kind, self.kind.map(|kind| kind.0));
        put(&mut draft.website, self.website);
        draft
    }
}

/// A person in an organisation. Never public. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Contact")]
pub(crate) struct ContactView {
    /// The id.
    id: Uuid,
    /// The id of the organisation that the person works for.
    organisation: Option<Uuid>,
    /// The name.
    name: String,
    /// The position.
    position: Option<String>,
    /// The e-mail address that reminders are sent to.
    email: Option<String>,
    /// The language of e-mails to the person; `null` for the city's default language.
    language: Option<String>,
    /// The day on which the person agreed to be stored here.
    consent_on: Option<Day>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
}

impl From<Contact> for ContactView {
    fn from(contact: Contact) -> Self {
        copy_fields!(contact => Self {
            name, position, email, language, version, created_at,
        } with {
            id: contact.id.into(),
            organisation: contact.organisation_id.map(Uuid::from),
            consent_on: contact.consent_on.map(Day),
        })
    }
}

/// The fields of a person. A new person requires `name`. In a change, fields that are not sent keep
/// their values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ContactFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ContactFields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The id of the organisation that the person works for.
    organisation: MaybeUndefined<Uuid>,
    /// The name. Maximum 300 characters.
    name: Option<String>,
    /// The position. Maximum 300 characters.
    position: MaybeUndefined<String>,
    /// The e-mail address that reminders are sent to. Maximum 254 characters.
    email: MaybeUndefined<String>,
    /// The language of e-mails to the person. Default: the city's default language.
    language: MaybeUndefined<String>,
    /// The day on which the person agreed to be stored here.
    consent_on: MaybeUndefined<Day>,
}

example!(ContactFields {
    "name": "Head of the water unit",
    "position": "Head of unit",
    "email": "water@example.org",
    "language": "sq",
    "consent_on": "2026-11-01"
});

impl ContactFields {
    pub(super) fn apply_to(self, mut draft: ContactDraft) -> ContactDraft {
        put(&mut draft.organisation, self.organisation);
        set(&mut draft.name, self.name);
        put(&mut draft.position, self.position);
        put(&mut draft.email, self.email);
        put(&mut draft.language, self.language);
        put_day(&mut draft.consent_on, &self.consent_on);
        draft
    }
}

/// The organisation that stays when two are merged.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "Merge", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MergeSent {
    /// The version of the organisation in the path that was read. Required unless `If-Match` is sent, which
    /// takes precedence.
    version: Option<i32>,
    /// The id of the organisation that stays. Required.
    pub(super) into: Option<Uuid>,
}

example!(MergeSent {
    "version": 1,
    "into": "01900000-0000-7000-8000-000000000003"
});
