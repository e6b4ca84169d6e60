//! Organisations, and the people (contacts) in them. People are never public.

use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, Day, put, put_day, set};
use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::copy_fields;
use besa_domain::stakeholders::{self, Contact, ContactDraft, Organisation, OrganisationDraft, OrganisationKind};
use besa_domain::{ContactId, Error, OrganisationId};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Object, OpenApi};
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
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
}

impl From<Organisation> for OrganisationView {
    fn from(organisation: Organisation) -> Self {
        Self {
            id: organisation.id.into(),
            name: organisation.name,
            kind: Code(organisation.kind),
            website: organisation.website,
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
    fn apply_to(self, mut draft: OrganisationDraft) -> OrganisationDraft {
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
    fn apply_to(self, mut draft: ContactDraft) -> ContactDraft {
        put(&mut draft.organisation, self.organisation);
        set(&mut draft.name, self.name);
        put(&mut draft.position, self.position);
        put(&mut draft.email, self.email);
        put(&mut draft.language, self.language);
        put_day(&mut draft.consent_on, &self.consent_on);
        draft
    }
}

fn organisation(found: Organisation) -> Versioned<OrganisationView> {
    Versioned::of(found.version, found)
}

fn contact(found: Contact) -> Versioned<ContactView> {
    Versioned::of(found.version, found)
}

#[derive(Debug)]
pub(crate) struct Stakeholders;

#[OpenApi(tag = "Tag::Stakeholders")]
impl Stakeholders {
    /// List organisations
    ///
    /// Sorted by name. For members of the city.
    #[oai(path = "/tenants/:tenant/organisations", method = "get", operation_id = "organisations_list")]
    async fn organisations(
        &self,
        tenant: City<SeeStakeholders>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<OrganisationView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let all = stakeholders::organisations(tenant.db(), &tenant.permit).await?;
        Ok(Json(part.of_whole(all, |row| cursor(row.id))?))
    }

    /// Read an organisation
    ///
    /// For members of the city.
    #[oai(path = "/tenants/:tenant/organisations/:id", method = "get", operation_id = "organisations_read")]
    async fn organisation(
        &self,
        tenant: City<SeeStakeholders>,
        id: Id<OrganisationId>,
    ) -> Result<Versioned<OrganisationView>, Problem> {
        let all = stakeholders::organisations(tenant.db(), &tenant.permit).await?;
        let found = all.into_iter().find(|row| row.id == id.0);
        Ok(organisation(found.ok_or(Error::NotFound("organisation"))?))
    }

    /// Add an organisation
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/organisations", method = "post", operation_id = "organisations_create")]
    async fn create_organisation(
        &self,
        tenant: City<EditStakeholders>,
        key: IdempotencyKey,
        sent: JsonBody<OrganisationFields>,
    ) -> Result<Created<OrganisationView>, Problem> {
        let once = sent.once(key.as_deref(), "organisations_create", "")?;
        let draft = sent.read()?.apply_to(OrganisationDraft {
            name: String::new(),
            kind: OrganisationKind::Other,
            website: None,
        });
        let made = stakeholders::create(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("organisations", made.id, made.version, made))
    }

    /// Change an organisation
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/organisations/:id", method = "patch", operation_id = "organisations_change")]
    async fn change_organisation(
        &self,
        tenant: City<EditStakeholders>,
        id: Id<OrganisationId>,
        if_match: IfMatch,
        sent: JsonBody<OrganisationFields>,
    ) -> Result<Versioned<OrganisationView>, Problem> {
        let (old, _) = stakeholders::organisation(tenant.db(), &tenant.permit_for()?, id.0).await?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(OrganisationDraft {
            name: old.name,
            kind: old.kind,
            website: old.website,
        });
        let saved = stakeholders::edit(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(organisation(saved))
    }

    /// List people in organisations
    ///
    /// Sorted by name. For coordinators.
    #[oai(path = "/tenants/:tenant/contacts", method = "get", operation_id = "contacts_list")]
    async fn contacts(
        &self,
        tenant: City<SeeContacts>,
        /// Return only people in this organisation (id).
        organisation: Query<Option<Uuid>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<ContactView>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let mut found = stakeholders::contacts(tenant.db(), &tenant.permit).await?;
        if let Some(id) = organisation.0 {
            found.retain(|row| row.organisation_id == Some(id.into()));
        }
        Ok(Json(part.of_whole(found, |row| cursor(row.id))?))
    }

    /// Read a contact person of an organisation
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/contacts/:id", method = "get", operation_id = "contacts_read")]
    async fn contact(&self, tenant: City<SeeContacts>, id: Id<ContactId>) -> Result<Versioned<ContactView>, Problem> {
        Ok(contact(find_contact(&tenant, id.0).await?))
    }

    /// Add a person to an organisation
    ///
    /// The log records that a person was added, but not who. For coordinators.
    #[oai(path = "/tenants/:tenant/contacts", method = "post", operation_id = "contacts_create")]
    async fn create_contact(
        &self,
        tenant: City<EditStakeholders>,
        key: IdempotencyKey,
        sent: JsonBody<ContactFields>,
    ) -> Result<Created<ContactView>, Problem> {
        let once = sent.once(key.as_deref(), "contacts_create", "")?;
        let draft = sent.read()?.apply_to(ContactDraft {
            organisation: None,
            name: String::new(),
            position: None,
            email: None,
            language: None,
            consent_on: None,
        });
        let made = stakeholders::create_contact(tenant.db(), &tenant.permit, once.as_ref(), draft).await?;
        Ok(tenant.made("contacts", made.id, made.version, made))
    }

    /// Change a person in an organisation
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/contacts/:id", method = "patch", operation_id = "contacts_change")]
    async fn change_contact(
        &self,
        tenant: City<EditStakeholders>,
        id: Id<ContactId>,
        if_match: IfMatch,
        sent: JsonBody<ContactFields>,
    ) -> Result<Versioned<ContactView>, Problem> {
        let people = stakeholders::contacts(tenant.db(), &tenant.permit_for::<SeeContacts>()?).await?;
        let found = people.into_iter().find(|row| row.id == id.0);
        let old = found.ok_or(Error::NotFound("contact"))?;
        let version = sent.version(if_match.as_deref(), old.version)?;
        let draft = sent.read()?.apply_to(ContactDraft {
            organisation: old.organisation_id,
            name: old.name,
            position: old.position,
            email: old.email,
            language: old.language,
            consent_on: old.consent_on,
        });
        let saved = stakeholders::edit_contact(tenant.db(), &tenant.permit, None, id.0, version, draft).await?;
        Ok(contact(saved))
    }
}

async fn find_contact(tenant: &City<SeeContacts>, id: ContactId) -> Result<Contact, Problem> {
    let people = stakeholders::contacts(tenant.db(), &tenant.permit).await?;
    let found = people.into_iter().find(|row| row.id == id);
    Ok(found.ok_or(Error::NotFound("contact"))?)
}
