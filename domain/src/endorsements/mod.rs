//! Endorsements: organisations outside government endorse a plan, or decline with a reason. The
//! inception assessment asks for the endorsement in question 1.4 (docs/RULES.md, `question-endorsed`).
//!
//! The city cannot add, change or remove an endorsement: only a person who acts for the organisation can.

pub(crate) mod tables;

use crate::access::{Endorse, Permit, SeePlan};
use crate::coded::coded;
use crate::db::{Db, Scoped, Tx};
use crate::endorsements::tables::endorsement;
use crate::error::{Conflict, Result, code};
use crate::ids::{OrganisationId, PlanId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::people::represented;
use crate::plans::{Plan, open_for_change, visible_plan};
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

/// An organisation's statement for or against a plan.
pub type Endorsement = endorsement::Model;

/// Maximum length of a reason, in characters.
const REASON: usize = 5_000;

coded! {
    /// Whether an organisation endorses a plan.
    Stance {
        /// It endorses the plan.
        Endorses = "endorses",
        /// It declines, with a reason.
        Declines = "declines",
    }
}

/// The fields of an endorsement that the organisation can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Whether the organisation endorses the plan.
    pub stance: Stance,
    /// The name of the person who signs, as it is shown.
    pub name: String,
    /// The position of the person who signs.
    pub position: Option<String>,
    /// The reason; required to decline.
    pub reason: Option<String>,
    /// The URL of the letter.
    pub letter: Option<String>,
}

/// An endorsement with its organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The endorsement.
    pub endorsement: Endorsement,
    /// The organisation.
    pub organisation: Organisation,
}

impl Draft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let name = check.line("name", &self.name, input::TITLE);
        let position = check.maybe_line("position", self.position.as_deref(), input::TITLE);
        let reason = self
            .reason
            .as_deref()
            .map(str::trim)
            .filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| check.words("reason", reason, REASON));
        check.must(
            self.stance == Stance::Endorses || reason.is_some(),
            "reason",
            code::REQUIRED,
        );
        let letter = check.url("letter", self.letter.as_deref());
        check.done()?;
        Ok(Self {
            stance: self.stance,
            name,
            position,
            reason,
            letter,
        })
    }
}

/// Stores the endorsement of the organisation that the caller acts for. It replaces an earlier one; the
/// event log keeps both.
///
/// # Errors
/// `NotFound("plan")`; `PlanClosed`; `NoOrganisation` when the caller acts for none; the field errors
/// of the draft.
pub async fn give(db: &Db, permit: &Permit<Endorse>, once: Option<&Once>, plan: PlanId, draft: Draft) -> Result<Given> {
    let find = async |tx: &Tx| visible_plan(tx, plan).await;
    db.change_of(permit, once, find, async |tx, plan| {
        open_for_change(&plan)?;
        let organisation = represented(tx, permit.actor()).await?.ok_or(Conflict::NoOrganisation)?;
        let draft = draft.checked()?;
        let old = find_endorsement(tx, &plan, organisation.id).await?;
        let row = Endorsement {
            tenant_id: tx.tenant(),
            id: old.as_ref().map_or_else(|| tx.id(), |old| old.id),
            plan_id: plan.id,
            organisation_id: organisation.id,
            account_id: person(permit)?,
            stance: draft.stance,
            name: draft.name,
            position: draft.position,
            reason: draft.reason,
            letter: draft.letter,
            version: old.as_ref().map_or(0, |old| old.version) + 1,
            created_at: old.as_ref().map_or(tx.now(), |old| old.created_at),
            given_at: tx.now(),
        };
        let saved = if old.is_some() {
            tx.save(row).await?
        } else {
            tx.add(row).await?
        };
        let (title, of, reason) = (organisation.name.clone(), plan.id, saved.reason.clone());
        let event = match saved.stance {
            Stance::Endorses => Event::PlanEndorse {
                title,
                plan: of,
                reason,
            },
            Stance::Declines => Event::PlanDecline {
                title,
                plan: of,
                reason,
            },
        };
        tx.record(event.about(saved.id).published(plan.published_at.is_some()))
            .await?;
        let given = Given {
            endorsement: saved,
            organisation,
        };
        tx.refresh_figures().await?;
        Ok(given)
    })
    .await
}

/// Lists the endorsements of a plan, in the order in which the organisations first gave them.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn list(db: &Db, permit: &Permit<SeePlan>, plan: PlanId) -> Result<Vec<Given>> {
    let city = db.read(permit).await?;
    let plan = visible_plan(&city, plan).await?;
    given_on(&city, &plan).await
}

/// Lists the endorsements of a plan that was read already, oldest first.
///
/// # Errors
/// Database errors.
pub async fn of_plan(db: &Db, permit: &Permit<SeePlan>, plan: &Plan) -> Result<Vec<Given>> {
    given_on(&db.read(permit).await?, plan).await
}

async fn given_on(city: &Scoped, plan: &Plan) -> Result<Vec<Given>> {
    let rows = city
        .find::<endorsement::Entity>()
        .filter(endorsement::Column::PlanId.eq(plan.id))
        .with::<organisation::Entity>(organisation::Column::Id, endorsement::Column::OrganisationId)
        .order_by_asc(endorsement::Column::Id)
        .pairs::<organisation::Entity>()
        .await?;
    let given = rows.into_iter().filter_map(|(endorsement, organisation)| {
        Some(Given {
            endorsement,
            organisation: organisation?,
        })
    });
    Ok(given.collect())
}

/// Returns the organisation that the caller acts for, and its endorsement of a plan, if any.
///
/// # Errors
/// `NotFound("plan")`; `NoOrganisation` when the caller acts for none.
pub async fn own(db: &Db, permit: &Permit<Endorse>, plan: PlanId) -> Result<(Organisation, Option<Endorsement>)> {
    let city = db.read(permit).await?;
    let plan = visible_plan(&city, plan).await?;
    let organisation = represented(&city, permit.actor())
        .await?
        .ok_or(Conflict::NoOrganisation)?;
    let word = find_endorsement(&city, &plan, organisation.id).await?;
    Ok((organisation, word))
}

async fn find_endorsement(city: &Scoped, plan: &Plan, organisation: OrganisationId) -> Result<Option<Endorsement>> {
    city.find::<endorsement::Entity>()
        .filter(endorsement::Column::PlanId.eq(plan.id))
        .filter(endorsement::Column::OrganisationId.eq(organisation))
        .one()
        .await
}

fn person(permit: &Permit<Endorse>) -> Result<crate::ids::AccountId> {
    permit.actor().account().ok_or(Conflict::NoOrganisation.into())
}
