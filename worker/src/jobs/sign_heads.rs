//! The nightly check of a log. The heads of a valid log are signed and stored, as rows, which are published,
//! and as a file.

use crate::JobContext;
use crate::failure::Failure;
use besa_domain::access::{Permit, SeeLog};
use besa_domain::{TenantId, log};

pub(super) async fn run(context: &JobContext, tenant: TenantId) -> Result<(), Failure> {
    let permit = Permit::<SeeLog>::system(tenant);
    let checked = log::check(&context.app.db, &permit).await?;
    if let Some((entry, fault)) = checked.verdict.fault {
        // A permanent failure, so that operators see it in the queue.
        return Err(Failure::Permanent(format!(
            "the log is not valid: entry {entry}: {}",
            fault.words()
        )));
    }
    let Some(key) = &context.app.log_key else {
        return Ok(());
    };
    let heads = log::sign(&context.app.db, &permit, key).await?;
    let Some(day) = heads.heads.first().and_then(|head| head.statement.at.get(..10)) else {
        return Ok(());
    };
    let mut file = context.app.files.create(&format!("heads/{tenant}/{day}.json")).await?;
    file.write(heads.to_file()?.into()).await?;
    file.finish().await?;
    Ok(())
}
