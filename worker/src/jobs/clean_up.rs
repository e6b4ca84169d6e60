//! The nightly clean-up of a city or of the platform: deletes what is no longer needed, and checks stored
//! files.

use crate::JobContext;
use crate::failure::Failure;
use besa_domain::access::{CleanUp, Permit};
use besa_domain::clean_up::{Removed, clean_up};
use besa_domain::{TenantId, files};

pub(super) async fn run(context: &JobContext, tenant: TenantId) -> Result<(), Failure> {
    let permit = Permit::<CleanUp>::system(tenant);
    let removed = clean_up(&context.app.db, context.app.files.as_ref(), &permit).await?;
    if removed != Removed::default() {
        tracing::info!(?removed, "clean-up done");
    }
    let damaged = files::check_all(&context.app.db, context.app.files.as_ref(), &permit).await?;
    if damaged.is_empty() {
        return Ok(());
    }
    // A permanent failure, so that operators see it in the queue. A retry would not repair a file.
    let faults: Vec<String> = damaged.iter().map(|(key, fault)| format!("{key} is {fault}")).collect();
    Err(Failure::Permanent(format!(
        "stored files damaged: {}",
        faults.join("; ")
    )))
}
