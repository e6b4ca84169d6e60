//! Figures of reports: the same in every format, and which milestones count as late or done.

use crate::reading::tool;
use besa_domain::access::{Permit, SeePlan};
use besa_domain::milestones::MilestoneCounts;
use besa_domain::whole;
use besa_tests::{Installation, TestApp, today};

#[tokio::test]
async fn the_figures_of_pdf_html_page_and_api_are_the_same() {
    let mut besa = Installation::new().await;
    let (success, output) = besa.besa(&["demo"]);
    assert!(success, "{output}");
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
async fn an_unreported_milestone_is_neither_done_nor_late() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.sql("UPDATE milestone SET state = 'not_reported', due_on = '2020-01-31'")
        .await;
    let see = Permit::<SeePlan>::public(sample.city.id);
    let whole = whole::whole(&app.app.db, &see, sample.plan.id).await.unwrap();
    let tally = MilestoneCounts::of(&whole.milestones, today());
    assert_eq!((tally.all, tally.not_reported, tally.late, tally.done), (1, 1, 0, 0));
}
