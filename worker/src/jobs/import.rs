//! Finds out what a large file would create, or creates it, for the person who asked.

use crate::JobContext;
use crate::failure::Failure;
use besa_domain::access::{Caller, ImportPlan};
use besa_domain::tenants::Tenant;
use besa_domain::{AccountId, ImportId, imports};

/// Can be repeated: a second attempt finds the import in its next state and does nothing.
pub(super) async fn run(context: &JobContext, city: &Tenant, id: ImportId, by: AccountId) -> Result<(), Failure> {
    let app = &context.app;
    // The person may have lost the right since: then the import stays as it is, and others can discard it.
    let (_, permit) = app
        .gate
        .permit::<ImportPlan>(&app.db, Caller::Person(by), &city.slug)
        .await?;
    imports::carry_on(&app.db, &permit, id).await?;
    Ok(())
}
