//! The night's round of a city or of the platform: what nobody needs any more goes, and what is kept
//! is looked at.

use crate::Work;
use crate::failure::Failure;
use besa_domain::access::{CleanUp, Permit};
use besa_domain::clean_up::{Gone, clean_up};
use besa_domain::{TenantId, files};

pub(super) async fn run(work: &Work, tenant: TenantId) -> Result<(), Failure> {
    let permit = Permit::<CleanUp>::system(tenant);
    let gone = clean_up(&work.app.db, work.app.files.as_ref(), &permit).await?;
    if gone != Gone::default() {
        tracing::info!(%tenant, ?gone, "cleaned up");
    }
    let damaged = files::check_all(&work.app.db, work.app.files.as_ref(), &permit).await?;
    if damaged.is_empty() {
        return Ok(());
    }
    // Given up, so that operators see it in the queue: trying again mends no file.
    let told: Vec<String> = damaged.iter().map(|(key, fault)| format!("{key} is {fault}")).collect();
    Err(Failure::Never(format!("stored files damaged: {}", told.join("; "))))
}
