//! Finds the record that a URL names.

use besa_domain::Error;
use besa_domain::access::SeePlan;
use besa_domain::commitments::Commitment;
use besa_domain::plans::{self, Plan};
use besa_domain::whole::{self, PlanRecords};
use serde::Deserialize;

use crate::error::{Fault, Result};
use crate::links;
use crate::tenant::City;

/// The path parameters of a record's URL.
#[derive(Debug, Deserialize)]
pub(crate) struct At {
    /// The plan's reference (its years); `None` for the current plan.
    plan: Option<String>,
    /// The commitment's segment: its number and its slug.
    #[serde(default)]
    commitment: String,
    /// The milestone's number.
    #[serde(default)]
    pub(crate) milestone: String,
}

impl At {
    /// Returns whether the URL names a plan.
    pub(crate) fn names_plan(&self) -> bool {
        self.plan.is_some()
    }

    /// Returns the plan, and the current plan.
    pub(crate) async fn plan(&self, city: &City) -> Result<(Plan, Option<Plan>)> {
        plan(city, self.plan.as_deref()).await
    }

    /// Returns the plan with the records of the commitment, and the current plan.
    pub(crate) async fn around(&self, city: &City) -> Result<(PlanRecords, Option<Plan>)> {
        let (plan, present) = self.plan(city).await?;
        let number = links::number(&self.commitment).ok_or(Fault::Missing)?;
        let whole = whole::for_commitment(city.db(), &city.public::<SeePlan>(), plan.id, number).await?;
        Ok((whole, present))
    }

    /// Finds the commitment in its plan.
    pub(crate) fn commitment<'w>(&self, whole: &'w PlanRecords) -> Result<&'w Commitment> {
        let number = links::number(&self.commitment).ok_or(Fault::Missing)?;
        let found = whole.commitments.iter().find(|commitment| commitment.number == number);
        Ok(found.ok_or(Error::NotFound("commitment"))?)
    }
}

/// Returns a plan by its reference, else the current plan; and the current plan.
pub(crate) async fn plan(city: &City, reference: Option<&str>) -> Result<(Plan, Option<Plan>)> {
    let present = city.current_plan().await?;
    let plan = match reference {
        // The API's name for the current plan is not valid here.
        Some("latest") => return Err(Fault::Missing),
        Some(years) => plans::by_reference(city.db(), &city.public(), years, city.today()).await?,
        None => present.clone().ok_or(Error::NotFound("plan"))?,
    };
    Ok((plan, present))
}
