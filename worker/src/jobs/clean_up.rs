//! The night's round of a city or of the platform: what nobody needs any more goes.

use crate::Work;
use crate::failure::Failure;
use besa_domain::TenantId;
use besa_domain::access::{CleanUp, Permit};
use besa_domain::clean_up::{Gone, clean_up};

pub(super) async fn run(work: &Work, tenant: TenantId) -> Result<(), Failure> {
    let permit = Permit::<CleanUp>::system(tenant);
    let gone = clean_up(&work.app.db, work.app.files.as_ref(), &permit).await?;
    if gone != Gone::default() {
        tracing::info!(%tenant, ?gone, "cleaned up");
    }
    Ok(())
}
