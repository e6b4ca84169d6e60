//! One report: its figures are frozen, and its PDF is put into the file store.

use crate::Work;
use crate::failure::Failure;
use besa_domain::access::{AskReport, Permit};
use besa_domain::reports::{self, ReportState};
use besa_domain::tenants::Tenant;
use besa_domain::{Error, ReportId};
use bytes::Bytes;

pub(super) async fn run(work: &Work, city: &Tenant, id: ReportId) -> Result<(), Failure> {
    let (db, files) = (&work.app.db, &work.app.files);
    let permit = Permit::<AskReport>::system(city.id);
    let (report, figures) = reports::prepare(db, &permit, id, &work.app.base_url).await?;
    if report.state == ReportState::Built {
        return Ok(());
    }
    let (fonts, paper) = (work.fonts.clone(), figures.clone());
    // Setting takes seconds of one core: not on the threads that wait for the network.
    let set = tokio::task::spawn_blocking(move || besa_documents::pdf::pdf(&paper, &fonts)).await;
    let pdf = match set.map_err(Error::internal)? {
        Ok(pdf) => pdf,
        Err(error) => {
            reports::failed(db, &permit, id, &error.to_string()).await?;
            return Err(Failure::Never(format!("the report cannot be set: {error}")));
        }
    };
    let key = format!("{}/reports/{id}.pdf", city.id);
    let size = i64::try_from(pdf.len()).unwrap_or(i64::MAX);
    let mut file = files.create(&key).await?;
    file.write(Bytes::from(pdf)).await?;
    file.finish().await?;
    reports::built(db, &permit, id, &figures, &key, size).await?;
    Ok(())
}
