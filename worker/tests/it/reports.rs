//! A report that is asked for is built by a job.

use crate::city::City;
use besa_domain::access::{Permit, WriteReports};
use besa_domain::reports::{self, ReportKind, ReportState};
use futures_util::StreamExt as _;
use time::macros::{date, datetime};

#[tokio::test]
async fn a_report_is_built_and_kept() {
    let city = City::at(datetime!(2026-11-23 08:00 +1)).await;
    let zana = city.person("Zana", None, None).await;
    city.milestone(date!(2026 - 11 - 20), &[&zana]).await;
    let ask = Permit::<WriteReports>::system(city.tenant.id);
    let asked = reports::ask(&city.app.db, &ask, None, city.plan.id, ReportKind::SelfAssessment, "sq")
        .await
        .unwrap();
    city.drain().await;
    let (report, _) = reports::prepare(&city.app.db, &ask, asked.id, "https://besa.example.org")
        .await
        .unwrap();
    assert_eq!((report.state, report.failure.clone()), (ReportState::Built, None));
    let figures = reports::content(&report).unwrap();
    assert_eq!(figures.language, "sq");
    let (size, mut pages) = city.app.files.open(&report.pdf_key.unwrap()).await.unwrap();
    assert_eq!(i64::try_from(size).unwrap(), report.pdf_size.unwrap());
    assert!(pages.next().await.unwrap().unwrap().starts_with(b"%PDF-"));
}
