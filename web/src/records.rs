//! The record that an address names.

use besa_domain::Error;
use besa_domain::access::SeePlan;
use besa_domain::commitments::Commitment;
use besa_domain::plans::Plan;
use besa_domain::whole::{self, Whole};

use crate::error::{Fault, Result};
use crate::links;
use crate::tenant::City;

/// A plan by its years, beside the present one.
pub(crate) async fn by_reference(city: &City, reference: &str) -> Result<(Whole, Option<Plan>)> {
    if reference == "latest" {
        return Err(Fault::Missing);
    }
    let permit = city.public::<SeePlan>();
    let whole = whole::by_reference(city.db(), &permit, reference, city.today()).await?;
    let present = whole::present(city.db(), &permit, city.today()).await?;
    Ok((whole, present.map(|whole| whole.plan)))
}

/// The plan that short addresses are about.
pub(crate) async fn present_plan(city: &City) -> Result<Whole> {
    let whole = whole::present(city.db(), &city.public::<SeePlan>(), city.today()).await?;
    Ok(whole.ok_or(Error::NotFound("plan"))?)
}

/// A commitment by the number that its address begins with.
pub(crate) fn find<'w>(whole: &'w Whole, segment: &str) -> Result<&'w Commitment> {
    let number = links::number(segment).ok_or(Fault::Missing)?;
    let found = whole.commitments.iter().find(|commitment| commitment.number == number);
    Ok(found.ok_or(Error::NotFound("commitment"))?)
}
