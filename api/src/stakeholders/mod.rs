//! Organisations, and the people (contacts) in them. People are never public.

mod view;

use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::paging::{List, PageRequest, cursor};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use besa_domain::access::{Action, EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::merger;
use besa_domain::stakeholders::{self, Contact, ContactDraft, Organisation, OrganisationDraft, OrganisationKind};
use besa_domain::{ContactId, Error, OrganisationId};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use uuid::Uuid;
use view::{ContactFields, ContactView, MergeSent, OrganisationFields, OrganisationView};

async fn organisation<A: Action>(
    tenant: &City<A>,
    found: Organisation,
) -> Result<Versioned<OrganisationView>, Problem> {
    let mut former = stakeholders::former_names(tenant.db(), &tenant.permit_for()?).await?;
    let former = former.remove(&found.id).unwrap_or_default();
    Ok(Versioned::of(found.version, (found, former)))
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
        let mut former = stakeholders::former_names(tenant.db(), &tenant.permit).await?;
        let all = all.into_iter().map(|one| {
            let names = former.remove(&one.id).unwrap_or_default();
            (one, names)
        });
        Ok(Json(part.of_whole(all.collect(), |(row, _)| cursor(row.id))?))
    }

    /// Read an organisation
    ///
    /// The id of an organisation that was merged into another returns the one that stays. For members of the
    /// city.
    #[oai(path = "/tenants/:tenant/organisations/:id", method = "get", operation_id = "organisations_read")]
    async fn organisation(
        &self,
        tenant: City<SeeStakeholders>,
        id: Id<OrganisationId>,
    ) -> Result<Versioned<OrganisationView>, Problem> {
        let found = stakeholders::one(tenant.db(), &tenant.permit, id.0).await?;
        organisation(&tenant, found).await
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
        Ok(tenant.made("organisations", made.id, made.version, (made, Vec::new())))
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
        organisation(&tenant, saved).await
    }

    /// Merge an organisation into another
    ///
    /// Everything that names the organisation in the path moves to the one in `into`: its parts in commitments
    /// and milestones, people, seats, meetings, endorsements, comments and proposals. What both have becomes
    /// one; of two endorsements of one plan the later stays. The name becomes a former name: imports and the
    /// old id find the organisation that stays, which is returned. This cannot be undone. If one is the
    /// monitoring body of a plan that the other implements, it is a 409 (`monitor-implements`). For
    /// coordinators.
    #[oai(path = "/tenants/:tenant/organisations/:id/merge", method = "post", operation_id = "organisations_merge")]
    async fn merge(
        &self,
        tenant: City<EditStakeholders>,
        id: Id<OrganisationId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<MergeSent>,
    ) -> Result<Versioned<OrganisationView>, Problem> {
        let once = sent.once(key.as_deref(), "organisations_merge", &id.0.to_string())?;
        let version = match sent.version_of_repeatable(if_match.as_deref(), 0) {
            // `*` matches every version.
            Ok(_) if if_match.as_deref() == Some("*") => None,
            Ok(version) => Some(version),
            Err(problem) => {
                stakeholders::one(tenant.db(), &tenant.permit_for()?, id.0).await?;
                return Err(problem);
            }
        };
        let into = sent.read()?.into.map(OrganisationId::from);
        let into = into.ok_or_else(|| Problem::field("into", besa_domain::code::REQUIRED))?;
        let saved = merger::merge(tenant.db(), &tenant.permit, once.as_ref(), id.0, version, into).await?;
        organisation(&tenant, saved).await
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
