//! The obligations of OGP's calendar, and what fulfils them.

use besa_domain::access::{Permit, SeePlan, SeeStandards, WriteReports};
use besa_domain::obligations::{self, ObligationKind};
use besa_domain::reports::{self, Report, ReportKind, ReportState, Section};
use besa_tests::{Sample, TestApp};
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

fn at(app: &TestApp, moment: OffsetDateTime) {
    let clock = app.app.clock();
    clock.advance(moment - clock.now());
}

/// Returns the due date of the self-assessment, and the date on which it was done.
async fn self_assessment(app: &TestApp, sample: &Sample) -> (Date, Option<Date>) {
    let city = &sample.city;
    let (standards, see) = (
        Permit::<SeeStandards>::system(city.id),
        Permit::<SeePlan>::system(city.id),
    );
    let today = city.zone().day(app.app.clock().now());
    let due = obligations::list(&app.app.db, &standards, &see, city, today)
        .await
        .unwrap();
    let mut due = due.into_iter();
    let found = due.find(|one| one.kind == ObligationKind::SelfAssessment).unwrap();
    (found.due_on, found.done_on)
}

/// Creates a report with all required parts, open for comment.
async fn consulted(app: &TestApp, sample: &Sample) -> Report {
    let (db, permit) = (&app.app.db, Permit::<WriteReports>::system(sample.city.id));
    let kind = ReportKind::SelfAssessment;
    let report = reports::start(db, &permit, None, sample.plan.id, kind, "en")
        .await
        .unwrap();
    for section in Section::ALL.iter().filter(|section| section.is_required()) {
        reports::write(db, &permit, None, (report.id, *section), 0, Some("Words."))
            .await
            .unwrap();
    }
    reports::consult(db, &permit, None, report.id, report.version, None)
        .await
        .unwrap()
}

async fn finished(app: &TestApp, report: &Report) -> Report {
    let permit = Permit::<WriteReports>::system(report.tenant_id);
    reports::finish(
        &app.app.db,
        &permit,
        None,
        report.id,
        report.version,
        "http://localhost:8080",
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn a_self_assessment_is_done_once_final_even_if_its_files_fail() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let due = date!(2027 - 11 - 30);
    // A midterm self-assessment does not fulfil the one due after the end of the plan.
    let early = consulted(&app, &sample).await;
    app.app.clock().advance(Duration::days(20));
    finished(&app, &early).await;
    app.run_jobs().await;
    assert_eq!(self_assessment(&app, &sample).await, (due, None));

    at(&app, datetime!(2027-09-10 08:00 UTC));
    let report = consulted(&app, &sample).await;
    assert_eq!(
        self_assessment(&app, &sample).await,
        (due, None),
        "a draft does not count"
    );
    at(&app, datetime!(2027-10-04 08:00 UTC));
    assert_eq!(
        self_assessment(&app, &sample).await,
        (due, None),
        "a report open for comment does not count"
    );
    assert_eq!(finished(&app, &report).await.state, ReportState::Waiting);
    let done = (due, Some(date!(2027 - 10 - 04)));
    assert_eq!(
        self_assessment(&app, &sample).await,
        done,
        "its files are not built yet"
    );
    let permit = Permit::<WriteReports>::system(sample.city.id);
    reports::failed(&app.app.db, &permit, report.id, "no ink")
        .await
        .unwrap();
    assert_eq!(self_assessment(&app, &sample).await, done, "building its files failed");
    // Its files are built later; the self-assessment counts as done on the day the report became final.
    app.app.clock().advance(Duration::days(3));
    app.run_jobs().await;
    assert_eq!(self_assessment(&app, &sample).await, done);
}
