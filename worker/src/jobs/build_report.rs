//! Builds a report that was asked for: figures frozen, PDF in the file store.

use crate::Work;
use crate::failure::Failure;
use besa_documents::pdf::{Fonts, pdf};
use besa_domain::access::{AskReport, Permit};
use besa_domain::reports::{self, ReportState, self_assessment::SelfAssessment};
use besa_domain::tenants::Tenant;
use besa_domain::{ReportId, ports::SharedFiles};
use std::sync::LazyLock;

/// Loaded with the first report.
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::default);

/// A second attempt writes the same file anew and changes nothing that was kept.
pub(super) async fn run(work: &Work, city: &Tenant, id: ReportId) -> Result<(), Failure> {
    let db = &work.app.db;
    let permit = Permit::<AskReport>::system(city.id);
    let (report, figures) = reports::prepare(db, &permit, id, &work.app.base_url).await?;
    if report.state == ReportState::Built {
        return Ok(());
    }
    let (figures, pages) = match print(figures).await {
        Ok(printed) => printed,
        Err(failure) => {
            if let Failure::Never(why) = &failure {
                reports::failed(db, &permit, id, why).await?;
            }
            return Err(failure);
        }
    };
    let key = format!("reports/{}/{id}.pdf", city.id);
    let size = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    keep(&work.app.files, &key, pages).await?;
    reports::built(db, &permit, id, &figures, &key, size).await?;
    Ok(())
}

async fn keep(files: &SharedFiles, key: &str, bytes: Vec<u8>) -> Result<(), Failure> {
    let mut file = files.create(key).await?;
    file.write(bytes.into()).await?;
    Ok(file.finish().await?)
}

/// The pages of a report. Setting them is plain computation, seconds of it.
async fn print(figures: SelfAssessment) -> Result<(SelfAssessment, Vec<u8>), Failure> {
    let printed = tokio::task::spawn_blocking(move || pdf(&figures, &FONTS).map(|pages| (figures, pages))).await;
    match printed {
        Ok(Ok(printed)) => Ok(printed),
        Ok(Err(error)) => Err(Failure::Never(error.to_string())),
        Err(error) => Err(Failure::Never(format!("the report cannot be set: {error}"))),
    }
}
