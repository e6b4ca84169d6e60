//! The files of a final report have the same content as its page and the API, and do not change.

use super::{Report, commented_on};
use crate::reading;
use besa_domain::access::{Permit, SeeReport};
use besa_domain::reports;
use besa_tests::TestApp;
use serde_json::Value;

/// A final report with one comment. Its files are built.
async fn built(app: &TestApp) -> Report {
    let report = Box::pin(commented_on(app)).await;
    app.app.clock().advance(time::Duration::days(40));
    let browser = report.sign_in(app).await;
    report.save(&browser, "lessons", "Begin early.").await.is(303);
    report.close(&browser, "f").await.is(303);
    app.run_jobs().await;
    report
}

impl Report {
    async fn file(&self, app: &TestApp, ending: &str) -> Vec<u8> {
        app.get(&format!("{}/{ending}", self.public)).await.is(200).body
    }

    /// Reads the report through the API.
    async fn read(&self, app: &TestApp) -> Value {
        let path = format!("/api/v1/tenants/elbasan/reports/{}", self.id);
        app.get(&path).await.is(200).json()
    }
}

#[tokio::test]
async fn the_files_of_a_report_have_the_content_of_its_page_and_the_api() {
    let app = TestApp::new().await;
    let report = Box::pin(built(&app)).await;
    let api = report.read(&app).await;
    let figures = &api["figures"];
    assert_eq!(
        (&api["state"], &figures["comments"], &figures["answered"]),
        (&"built".into(), &1.into(), &1.into())
    );
    let page = app.get(&report.public).await.is(200).text();
    let html = String::from_utf8(report.file(&app, "html").await).unwrap();
    let completion = &figures["completion"];
    let texts = [
        format!("Fully implemented {}", completion["fully"]),
        format!("Partially implemented {}", completion["partially"]),
        format!("In process {}", completion["in_process"]),
        format!("Not implemented {}", completion["not_implemented"]),
        format!("Not reported {}", completion["not_stated"]),
        "One comment was received; answered: 1.".to_owned(),
        "Two are named now.".to_owned(),
        "Final version".to_owned(),
        "Begin early.".to_owned(),
    ];
    for (what, text) in [
        ("PDF", reading::pdf(&report.file(&app, "pdf").await)),
        ("DOCX", reading::docx(&report.file(&app, "docx").await)),
        ("HTML", reading::html(&html)),
        ("page", reading::html(&page)),
    ] {
        for words in &texts {
            assert!(text.contains(words.as_str()), "{words} is not in the {what}: {text}");
        }
        for (state, number) in figures["milestones"].as_object().unwrap() {
            let word = match state.as_str() {
                "done" | "complete" => "Complete",
                "in_progress" => "In progress",
                "not_started" => "Not started",
                "late" => "Overdue",
                "stuck" => "Stuck",
                "not_reported" => "Not reported",
                "withdrawn" => "Withdrawn",
                _ => continue,
            };
            if number.as_u64() > Some(0) {
                assert!(
                    text.contains(&format!("{number} {word}")),
                    "{number} {word} is not in the {what}"
                );
            }
        }
        // The files of a final report cannot be changed, so they do not name the authors of comments.
        assert!(!text.contains("Ana K.") || what == "page", "{what}");
    }
}

#[tokio::test]
async fn later_records_do_not_change_a_final_report() {
    let app = TestApp::new().await;
    let report = Box::pin(built(&app)).await;
    let figures = report.read(&app).await["figures"].clone();
    let (pdf, html) = (report.file(&app, "pdf").await, report.file(&app, "html").await);
    let stored = async || {
        let see = Permit::<SeeReport>::system(report.sample.city.id);
        reports::get(&app.app.db, &see, report.id.parse().unwrap())
            .await
            .unwrap()
    };
    let before = stored().await;
    app.milestone(&report.sample.commitment, 60).await;
    app.sql("UPDATE voice SET body = 'Something else'").await;
    app.run_jobs().await;
    let after = stored().await;
    assert_eq!(before, after);
    assert_eq!(
        reports::frozen(&after).unwrap().unwrap().freeze().unwrap().sha256,
        after.sha256.unwrap()
    );
    assert_eq!(report.file(&app, "pdf").await, pdf);
    assert_eq!(report.file(&app, "html").await, html);
    assert_eq!(report.read(&app).await["figures"], figures);
}
