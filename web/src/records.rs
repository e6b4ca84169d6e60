//! Finds the record that a URL names.

use besa_domain::commitments::Commitment;
use besa_domain::plans::{self, Plan};
use besa_domain::whole::PlanRecords;
use besa_domain::{Error, PlanId};
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

    /// Returns the plan, and the id of the current plan.
    pub(crate) async fn plan(&self, city: &City) -> Result<(Plan, Option<PlanId>)> {
        plan(city, self.plan.as_deref()).await
    }

    /// Returns the number of the commitment.
    pub(crate) fn number(&self) -> Result<i32> {
        links::number(&self.commitment).ok_or(Fault::Missing)
    }

    /// Finds the commitment in its plan.
    pub(crate) fn commitment<'w>(&self, whole: &'w PlanRecords) -> Result<&'w Commitment> {
        let number = self.number()?;
        let found = whole.commitments.iter().find(|commitment| commitment.number == number);
        Ok(found.ok_or(Error::NotFound("commitment"))?)
    }
}

/// Returns a plan by its reference, else the current plan; and the id of the current plan.
pub(crate) async fn plan(city: &City, reference: Option<&str>) -> Result<(Plan, Option<PlanId>)> {
    Ok(plans::named(city.db(), &city.public(), reference, city.today()).await?)
}
