//! The self-assessment: the PDF is tagged, has a title and a language, and says the same figures
//! as the page and the API.

use besa_domain::access::{Permit, SeePlan};
use besa_domain::milestones::Tally;
use besa_domain::plans;
use besa_domain::plans::PlanState;
use besa_domain::reports::{self, ReportKind};
use besa_tests::{Installation, TestApp, today};
use std::process::Command;

fn tool(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn a_report_that_is_asked_for_is_built_by_the_worker() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let db = &app.app.db;
    let ask = Permit::<besa_domain::access::WriteReports>::system(sample.city.id);
    let asked = reports::ask(db, &ask, None, sample.plan.id, ReportKind::SelfAssessment, "sq")
        .await
        .unwrap();
    app.run_jobs().await;
    let see = Permit::<besa_domain::access::SeeReport>::system(sample.city.id);
    let built = reports::get(db, &see, asked.id).await.unwrap();
    assert_eq!(built.state, reports::ReportState::Built, "{:?}", built.failure);
    let figures = reports::content(&built).unwrap();
    assert_eq!((figures.language.as_str(), figures.milestones().all()), ("sq", 1));
    let (size, _) = app.app.files.open(built.pdf_key.as_deref().unwrap()).await.unwrap();
    assert_eq!(i64::try_from(size).unwrap(), built.pdf_size.unwrap());
    // What it says stays, whatever happens to the plan.
    app.milestone(&sample.commitment, 60).await;
    assert_eq!(
        reports::content(&reports::get(db, &see, asked.id).await.unwrap()).unwrap(),
        figures
    );
    assert_eq!(sample.plan.state, PlanState::Implementing);
}

#[tokio::test]
async fn the_figures_of_pdf_html_page_and_api_are_one() {
    let mut besa = Installation::new().await;
    let (well, told) = besa.besa(&["demo"]);
    assert!(well, "{told}");
    let pdf = besa.folder().join("report.pdf");
    let html = besa.folder().join("report.html");
    for (format, file) in [("pdf", &pdf), ("html", &html)] {
        besa.line(&[
            "report",
            "build",
            "self-assessment",
            "--tenant",
            "example",
            "--plan",
            "latest",
            "--format",
            format,
            "--out",
            file.to_str().unwrap(),
        ]);
    }
    let pdf = pdf.to_str().unwrap();
    let info = tool("pdfinfo", &[pdf]);
    assert!(
        info.lines()
            .any(|line| line.starts_with("Tagged:") && line.ends_with("yes")),
        "{info}"
    );
    assert!(
        info.lines().any(|line| line.starts_with("Title:") && line.len() > 20),
        "{info}"
    );
    tool("qpdf", &["--check", pdf]);
    assert!(
        tool("qpdf", &["--qdf", "--object-streams=disable", pdf, "-"]).contains("/Lang (en"),
        "the document has a language"
    );
    let printed = tool("pdftotext", &["-layout", pdf, "-"]);
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = std::fs::read_to_string(html).unwrap();

    besa.start().await;
    let fetch = |path: &str| reqwest::get(besa.url(path));
    let overview = String::from_utf8(fetch("/example/en/").await.unwrap().bytes().await.unwrap().to_vec()).unwrap();
    let api: serde_json::Value = serde_json::from_slice(
        &fetch("/api/v1/tenants/example/milestones?limit=200")
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap(),
    )
    .unwrap();
    let states: Vec<&str> = api["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["standing"].as_str().unwrap())
        .collect();
    let count = |state: &str| states.iter().filter(|known| **known == state).count();
    assert_eq!((states.len(), count("complete"), count("late")), (23, 13, 2));
    for (what, text) in [("PDF", &printed), ("HTML", &page), ("overview", &overview)] {
        assert!(text.contains("13 of 23 milestones are done."), "{what}");
        assert!(text.contains("Two are late."), "{what}");
    }
    for item in api["items"].as_array().unwrap() {
        let title = item["title"].as_str().unwrap();
        let first: String = title.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        assert!(printed.contains(&first), "{title} is not in the PDF");
    }
}

#[tokio::test]
async fn nothing_reported_is_neither_done_nor_late() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.sql("UPDATE milestone SET state = 'not_reported', due_on = '2020-01-31'")
        .await;
    let see = Permit::<SeePlan>::public(sample.city.id);
    let whole = plans::whole(&app.app.db, &see, sample.plan.id).await.unwrap();
    let tally = Tally::of(&whole.milestones, today());
    assert_eq!((tally.all, tally.not_reported, tally.late, tally.done), (1, 1, 0, 0));
}
