//! Stakeholders: organisations by kind, and the people in them. Organisations are public when they take
//! part in a published plan; people are private.

mod names;
pub(crate) mod tables;

pub use names::{alike, former_names, similar};
pub(crate) use names::{current, former, named};

use crate::access::{EditStakeholders, Permit, SeeContacts, SeeStakeholders};
use crate::coded::coded;
use crate::db::{Db, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::ids::{ContactId, OrganisationId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::stakeholders::tables::{contact, former_name, organisation};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// An organisation that takes part.
pub type Organisation = organisation::Model;
/// A name that an organisation had before it became one with another.
pub type FormerName = former_name::Model;
/// A person in an organisation.
pub type Contact = contact::Model;

coded! {
    /// The kind of organisation.
    OrganisationKind {
        /// A municipality or its units.
        Municipality = "municipality",
        /// Another public body.
        Government = "government",
        /// A civil-society organisation.
        CivilSociety = "civil_society",
        /// A university or institute.
        Academia = "academia",
        /// Press, radio, television.
        Media = "media",
        /// A company or a business association.
        PrivateSector = "private_sector",
        /// A multilateral organisation.
        Multilateral = "multilateral",
        /// A group of residents.
        Residents = "residents",
        /// Anything else, or not known.
        Other = "other",
    }
    /// The part that an organisation or a person takes.
    PartKind {
        /// Is responsible for it.
        Lead = "lead",
        /// Works on it.
        Supporter = "supporter",
        /// Takes part in another way.
        Other = "other",
    }
}

/// The fields of an organisation that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationDraft {
    /// The name; unique in the city.
    pub name: String,
    /// The kind.
    pub kind: OrganisationKind,
    /// Its website.
    pub website: Option<String>,
}

/// The fields of a person that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactDraft {
    /// The organisation that the person works for.
    pub organisation: Option<OrganisationId>,
    /// The name.
    pub name: String,
    /// The position.
    pub position: Option<String>,
    /// The e-mail address for reminders.
    pub email: Option<String>,
    /// The language of mails; `None` means the city's default language.
    pub language: Option<String>,
    /// When the person agreed that their data is stored.
    pub consent_on: Option<Date>,
}

impl OrganisationDraft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let name = check.line("name", &self.name, input::TITLE);
        let website = check.url("website", self.website.as_deref());
        check.done()?;
        Ok(Self { name, website, ..self })
    }
}

impl ContactDraft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let name = check.line("name", &self.name, input::TITLE);
        let position = check.maybe_line("position", self.position.as_deref(), input::TITLE);
        let email = check.maybe_email("email", self.email.as_deref());
        let language = check.maybe_line("language", self.language.as_deref(), 10);
        check.done()?;
        Ok(Self {
            name,
            position,
            email,
            language,
            ..self
        })
    }
}

/// Lists the organisations of a city, by name.
///
/// # Errors
/// Database errors.
pub async fn organisations(db: &Db, permit: &Permit<SeeStakeholders>) -> Result<Vec<Organisation>> {
    let city = db.read(permit).await?;
    city.find::<organisation::Entity>()
        .order_by_asc(organisation::Column::NameKey)
        .all()
        .await
}

/// Returns an organisation, with its people. The id of an organisation that became one with another finds the
/// one that stays.
///
/// # Errors
/// `NotFound("organisation")`.
pub async fn organisation(
    db: &Db,
    permit: &Permit<SeeContacts>,
    id: OrganisationId,
) -> Result<(Organisation, Vec<Contact>)> {
    let city = db.read(permit).await?;
    let found = current(&city, id).await?;
    let people = city
        .find::<contact::Entity>()
        .filter(contact::Column::OrganisationId.eq(found.id))
        .order_by_asc(contact::Column::Name)
        .all()
        .await?;
    Ok((found, people))
}

/// Returns an organisation; see [`organisation()`].
///
/// # Errors
/// `NotFound("organisation")`.
pub async fn one(db: &Db, permit: &Permit<SeeStakeholders>, id: OrganisationId) -> Result<Organisation> {
    current(&db.read(permit).await?, id).await
}

/// Lists all people, by name.
///
/// # Errors
/// Database errors.
pub async fn contacts(db: &Db, permit: &Permit<SeeContacts>) -> Result<Vec<Contact>> {
    let city = db.read(permit).await?;
    city.find::<contact::Entity>()
        .order_by_asc(contact::Column::Name)
        .all()
        .await
}

/// Adds an organisation.
///
/// # Errors
/// The field errors of the draft; `name` / `taken` when another organisation has this name.
pub async fn create(
    db: &Db,
    permit: &Permit<EditStakeholders>,
    once: Option<&Once>,
    draft: OrganisationDraft,
) -> Result<Organisation> {
    db.change(permit, once, async |tx| {
        let made = insert(tx, draft).await?;
        Ok(made)
    })
    .await
}

async fn insert(tx: &mut Tx, draft: OrganisationDraft) -> Result<Organisation> {
    let draft = draft.checked()?;
    let row = Organisation {
        tenant_id: tx.tenant(),
        id: tx.id(),
        name_key: input::key(&draft.name),
        name: draft.name,
        kind: draft.kind,
        website: draft.website,
        version: 1,
        created_at: tx.now(),
    };
    let made = tx.add(row).await?;
    let event = Event::StakeholderCreate {
        name: made.name.clone(),
    };
    tx.record(event.about(made.id)).await?;
    Ok(made)
}

/// Returns the organisation with this name or former name, and creates it if there is none, inside a running
/// change.
pub(crate) async fn ensure(tx: &mut Tx, name: &str, kind: OrganisationKind) -> Result<Organisation> {
    match named(tx, name).await? {
        Some(known) => Ok(known),
        None => {
            insert(
                tx,
                OrganisationDraft {
                    name: name.to_owned(),
                    kind,
                    website: None,
                },
            )
            .await
        }
    }
}

/// Changes an organisation.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and as [`create`].
pub async fn edit(
    db: &Db,
    permit: &Permit<EditStakeholders>,
    once: Option<&Once>,
    id: OrganisationId,
    version: i32,
    draft: OrganisationDraft,
) -> Result<Organisation> {
    let find = async |tx: &Tx| tx.get::<organisation::Entity>(id, "organisation").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        let new = Organisation {
            name_key: input::key(&draft.name),
            name: draft.name,
            kind: draft.kind,
            website: draft.website,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let event = Event::StakeholderEdit {
            name: saved.name.clone(),
        };
        tx.record(event.about(id)).await?;
        Ok(saved)
    })
    .await
}

/// Adds a person. The log says that a person was added, not who.
///
/// # Errors
/// The field errors of the draft; `organisation` / `not_found` when it is not in this city.
pub async fn create_contact(
    db: &Db,
    permit: &Permit<EditStakeholders>,
    once: Option<&Once>,
    draft: ContactDraft,
) -> Result<Contact> {
    db.change(permit, once, async |tx| {
        let made = insert_contact(tx, draft).await?;
        Ok(made)
    })
    .await
}

/// Adds a person inside a running change.
pub(crate) async fn insert_contact(tx: &mut Tx, draft: ContactDraft) -> Result<Contact> {
    let draft = draft.checked()?;
    known_organisation(tx, draft.organisation).await?;
    let row = Contact {
        tenant_id: tx.tenant(),
        id: tx.id(),
        organisation_id: draft.organisation,
        name: draft.name,
        position: draft.position,
        email: draft.email,
        language: draft.language,
        consent_on: draft.consent_on,
        version: 1,
        created_at: tx.now(),
    };
    let made = tx.add(row).await?;
    tx.record(Event::StakeholderCreateContact {}.about(made.id).private())
        .await?;
    Ok(made)
}

/// Changes a person.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and as [`create_contact`].
pub async fn edit_contact(
    db: &Db,
    permit: &Permit<EditStakeholders>,
    once: Option<&Once>,
    id: ContactId,
    version: i32,
    draft: ContactDraft,
) -> Result<Contact> {
    let find = async |tx: &Tx| tx.get::<contact::Entity>(id, "contact").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        known_organisation(tx, draft.organisation).await?;
        let new = Contact {
            organisation_id: draft.organisation,
            name: draft.name,
            position: draft.position,
            email: draft.email,
            language: draft.language,
            consent_on: draft.consent_on,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        tx.record(Event::StakeholderEditContact {}.about(id).private()).await?;
        Ok(saved)
    })
    .await
}

/// Checks that the organisation, if there is one, is in this city.
///
/// # Errors
/// `organisation` / `not_found`.
pub(crate) async fn known_organisation(tx: &Tx, id: Option<OrganisationId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    match tx.get::<organisation::Entity>(id, "organisation").await {
        Err(Error::NotFound(_)) => Err(Error::field("organisation", code::UNKNOWN_RECORD)),
        other => other.map(drop),
    }
}
