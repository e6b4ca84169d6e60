//! Endorsements: organisations outside government stand behind a plan, or say why they do not. The
//! inception assessment asks for the endorsement in question 1.4 (docs/RULES.md, `question-endorsed`).
//!
//! The city cannot give, change or take away a word: only who acts for the organisation can.

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
use std::collections::HashMap;

/// An organisation's word on a plan.
pub type Endorsement = endorsement::Model;

/// Most characters of a reason.
const REASON: usize = 5_000;

coded! {
    /// For or against.
    Stance {
        /// It stands behind the plan.
        Endorses = "endorses",
        /// It does not, and says why.
        Declines = "declines",
    }
}

/// What an organisation says of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// For or against.
    pub stance: Stance,
    /// Who signs, as it is shown.
    pub name: String,
    /// The position of who signs.
    pub position: Option<String>,
    /// Why; against, it must be said.
    pub reason: Option<String>,
    /// The address of the letter.
    pub letter: Option<String>,
}

/// A word and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The word.
    pub endorsement: Endorsement,
    /// Whose.
    pub organisation: Organisation,
}

impl Draft {
    /// The draft as it would be stored.
    ///
    /// # Errors
    /// Everything that is wrong with it.
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

/// Gives the word of the organisation that the caller acts for. A second one takes the place of the
/// first; the log keeps both.
///
/// # Errors
/// `NotFound("plan")`; `PlanClosed`; `NoOrganisation` when she acts for none; what is wrong with
/// the draft.
pub async fn give(db: &Db, permit: &Permit<Endorse>, once: Option<&Once>, plan: PlanId, draft: Draft) -> Result<Given> {
    let find = async |tx: &Tx| visible_plan(tx, plan).await;
    db.change_of(permit, once, find, async |tx, plan| {
        open_for_change(&plan)?;
        let organisation = represented(tx, permit.actor()).await?.ok_or(Conflict::NoOrganisation)?;
        let draft = draft.checked()?;
        let old = of(tx, &plan, organisation.id).await?;
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
        tx.record(event.of(saved.id).published(plan.published_at.is_some()))
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

/// What organisations say of a plan, in the order in which they first did.
///
/// # Errors
/// `NotFound("plan")` when there is none here that the caller may see.
pub async fn list(db: &Db, permit: &Permit<SeePlan>, plan: PlanId) -> Result<Vec<Given>> {
    let city = db.read(permit).await?;
    let plan = visible_plan(&city, plan).await?;
    let words = city
        .find::<endorsement::Entity>()
        .filter(endorsement::Column::PlanId.eq(plan.id))
        .order_by_asc(endorsement::Column::Id)
        .all()
        .await?;
    let whose = words.iter().map(|word| word.organisation_id);
    let organisations = city
        .find::<organisation::Entity>()
        .among(organisation::Column::Id, whose)
        .all()
        .await?;
    let mut organisations: HashMap<OrganisationId, Organisation> =
        organisations.into_iter().map(|one| (one.id, one)).collect();
    let given = words.into_iter().filter_map(|endorsement| {
        let organisation = organisations.remove(&endorsement.organisation_id)?;
        Some(Given {
            endorsement,
            organisation,
        })
    });
    Ok(given.collect())
}

/// The organisation that the caller acts for, and its word on a plan so far.
///
/// # Errors
/// `NotFound("plan")`; `NoOrganisation` when she acts for none.
pub async fn own(db: &Db, permit: &Permit<Endorse>, plan: PlanId) -> Result<(Organisation, Option<Endorsement>)> {
    let city = db.read(permit).await?;
    let plan = visible_plan(&city, plan).await?;
    let organisation = represented(&city, permit.actor())
        .await?
        .ok_or(Conflict::NoOrganisation)?;
    let word = of(&city, &plan, organisation.id).await?;
    Ok((organisation, word))
}

async fn of(city: &Scoped, plan: &Plan, organisation: OrganisationId) -> Result<Option<Endorsement>> {
    city.find::<endorsement::Entity>()
        .filter(endorsement::Column::PlanId.eq(plan.id))
        .filter(endorsement::Column::OrganisationId.eq(organisation))
        .one()
        .await
}

fn person(permit: &Permit<Endorse>) -> Result<crate::ids::AccountId> {
    permit.actor().account().ok_or(Conflict::NoOrganisation.into())
}
