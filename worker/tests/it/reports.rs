//! A job builds the files of a final report, from its frozen content.

use crate::city::City;
use besa_domain::access::{Permit, SeeReport, WriteReports};
use besa_domain::reports::{self, CONSULTATION_DAYS, Content, ReportKind, ReportState, Section};
use futures_util::StreamExt as _;
use time::Duration;
use time::macros::{date, datetime};

#[tokio::test]
async fn the_files_of_a_report_are_built_and_stored() {
    let city = City::at(datetime!(2026-11-23 08:00 +1)).await;
    let zana = city.person("Zana", None, None).await;
    city.milestone(date!(2026 - 11 - 20), &[&zana]).await;
    let (db, base) = (&city.app.db, "https://besa.example.org");
    let permit = Permit::<WriteReports>::system(city.tenant.id);
    let kind = ReportKind::SelfAssessment;
    let begun = reports::start(db, &permit, None, city.plan.id, kind, "sq")
        .await
        .unwrap();
    for section in Section::ALL {
        reports::write(db, &permit, None, (begun.id, *section), 0, Some("Fjalë."))
            .await
            .unwrap();
    }
    reports::consult(db, &permit, None, begun.id, 1, None).await.unwrap();
    city.app.clock().advance(Duration::days(CONSULTATION_DAYS + 1));
    reports::finish(db, &permit, None, begun.id, 2, base).await.unwrap();
    city.drain().await;
    assert!(reports::prepare(db, &permit, begun.id, base).await.unwrap().is_none());
    let see = Permit::<SeeReport>::system(city.tenant.id);
    let report = reports::get(db, &see, begun.id).await.unwrap();
    assert_eq!((report.state, report.failure.clone()), (ReportState::Built, None));
    let Some(Content::SelfAssessment(content)) = reports::frozen(&report).unwrap() else {
        panic!("not a self-assessment");
    };
    assert_eq!(content.language, "sq");
    for (key, size, begin) in [
        (report.pdf_key, report.pdf_size, "%PDF-"),
        (report.docx_key, report.docx_size, "PK"),
        (report.html_key, report.html_size, "<!doctype html>"),
    ] {
        let (length, mut bytes) = city.app.files.open(&key.unwrap()).await.unwrap();
        assert_eq!(i64::try_from(length).unwrap(), size.unwrap());
        assert!(bytes.next().await.unwrap().unwrap().starts_with(begin.as_bytes()));
    }
}
