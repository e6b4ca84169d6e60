//! The record that an address names.

use besa_domain::Error;
use besa_domain::access::SeePlan;
use besa_domain::commitments::Commitment;
use besa_domain::plans::{self, Plan};
use besa_domain::whole::{self, Whole};
use serde::Deserialize;

use crate::error::{Fault, Result};
use crate::links;
use crate::tenant::City;

/// What an address names in a city.
#[derive(Debug, Deserialize)]
pub(crate) struct At {
    /// A plan by its years; without them it is the present one.
    plan: Option<String>,
    /// A commitment: its number, and words.
    #[serde(default)]
    commitment: String,
    /// A milestone's number.
    #[serde(default)]
    pub(crate) milestone: String,
}

impl At {
    /// Whether it says which plan.
    pub(crate) fn names_plan(&self) -> bool {
        self.plan.is_some()
    }

    /// The plan, beside the present one.
    pub(crate) async fn plan(&self, city: &City) -> Result<(Plan, Option<Plan>)> {
        plan(city, self.plan.as_deref()).await
    }

    /// The plan with what hangs on the commitment, beside the present plan.
    pub(crate) async fn around(&self, city: &City) -> Result<(Whole, Option<Plan>)> {
        let (plan, present) = self.plan(city).await?;
        let number = links::number(&self.commitment).ok_or(Fault::Missing)?;
        let whole = whole::around(city.db(), &city.public::<SeePlan>(), plan.id, number).await?;
        Ok((whole, present))
    }

    /// The commitment in its plan.
    pub(crate) fn commitment<'w>(&self, whole: &'w Whole) -> Result<&'w Commitment> {
        let number = links::number(&self.commitment).ok_or(Fault::Missing)?;
        let found = whole.commitments.iter().find(|commitment| commitment.number == number);
        Ok(found.ok_or(Error::NotFound("commitment"))?)
    }
}

/// A plan by its years, or the present one; and the present one.
pub(crate) async fn plan(city: &City, reference: Option<&str>) -> Result<(Plan, Option<Plan>)> {
    let present = city.present().await?;
    let plan = match reference {
        // That is a name of the API.
        Some("latest") => return Err(Fault::Missing),
        Some(years) => plans::by_reference(city.db(), &city.public(), years, city.today()).await?,
        None => present.clone().ok_or(Error::NotFound("plan"))?,
    };
    Ok((plan, present))
}
