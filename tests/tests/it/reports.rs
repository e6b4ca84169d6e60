//! The self-assessment: the PDF is tagged, has a title and a language, and says the same figures
//! as the page and the API.
//!
//! Long because one report is followed from its first words to all its files.

use crate::reading::{self, tool};
use crate::workspace::Browser;
use besa_domain::access::{ModerateVoices, Permit, Respond, Role, SeePlan, SeeReport, SeeVoices, Speak};
use besa_domain::milestones::MilestoneCounts;
use besa_domain::reports::{self, Section};
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::voices::{self, VoiceKind, VoiceState};
use besa_domain::whole;
use besa_domain::{Conflict, Error};
use besa_tests::{Answer, Installation, TestApp, today};
use poem::http::{Method, header};
use poem::{Body, Request};

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_report_is_written_on_pages_commented_on_in_public_and_frozen() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let plan = sample.plan.id.to_string();
    let begun = browser
        .post("reports/new", "a", &[("plan", &plan), ("language", "en")])
        .await
        .is(303);
    let place = begun.header("location").split("/w/").nth(1).unwrap().to_owned();
    let public = format!("/elbasan/en/{place}");
    let id = place.rsplit('/').next().unwrap().to_owned();
    app.get(&public).await.is(404);
    assert!(!app.get("/elbasan/en/reports").await.is(200).text().contains(&id));

    // Written section by section; the sheet beside it shows what is there.
    let hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3))\n\n- one\n- two";
    for (at, section) in Section::ALL.iter().filter(|section| section.is_required()).enumerate() {
        let edit = format!("{place}/edit/{}", section.code());
        assert!(
            browser
                .get(&edit)
                .await
                .is(200)
                .text()
                .contains("name=\"version\" value=\"0\"")
        );
        if *section == Section::Lessons {
            continue;
        }
        let text = if at == 0 { hostile } else { "Words of the city." };
        let saved = browser
            .post(&edit, &format!("s{at}"), &[("version", "0"), ("text", text)])
            .await;
        saved.is(303);
    }
    let edit = format!("{place}/edit/introduction");
    let stale = browser
        .post(&edit, "s-late", &[("version", "0"), ("text", "Other")])
        .await;
    stale.is(409);

    // Open for two weeks at least.
    let open = format!("{place}/consultation");
    let day = |day: &'static str, month: &'static str, year: &'static str| {
        [
            ("version", "1"),
            ("closes_on_day", day),
            ("closes_on_month", month),
            ("closes_on_year", year),
        ]
    };
    let short = browser.post(&open, "o1", &day("1", "12", "2026")).await.is(422);
    assert!(short.text().contains("at least 14 days"), "{}", short.text());
    browser.post(&open, "o2", &day("24", "12", "2026")).await.is(303);
    let page = app.get(&public).await.is(200).text();
    for words in [
        "Written by the municipality",
        "Consultation draft",
        "Open for comment until 24 Dec",
        "&#60;script&#62;",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    for bad in ["<script>alert", "<img src=x", "href=\"javascript:"] {
        assert!(!page.contains(bad), "{bad}");
    }
    browser.get(&edit).await.is(409);

    // A resident comments by mail, and is answered.
    let comment = format!("/elbasan/en/comments/new/r-{id}");
    assert!(page.contains(&comment));
    app.get(&comment).await.is(200);
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs([
        ("nonce", "c"),
        ("body", "Name the **villages**."),
        ("name", "Ana K."),
        ("email", "ana@example.org"),
        ("asks", "yes"),
    ]);
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(&comment)
        .header(header::ORIGIN, "http://localhost:8080")
        .content_type(FORM)
        .body(Body::from(body.finish()));
    Answer::to(&app, request, None).await.is(303);
    let permit = Permit::<Speak>::public(sample.city.id);
    let secret = app.confirmation_link(&sample.city).await;
    let db = &app.app.db;
    let see = Permit::<SeeVoices>::public(sample.city.id);
    let pending = voices::pending(db, &see, &secret).await.unwrap();
    let said: Vec<_> = pending.voices.iter().map(|told| told.voice.id).collect();
    // Until then nobody sees it, and then it waits to be looked at.
    assert!(!app.get(&public).await.text().contains("villages"));
    let voice = voices::confirm(db, &permit, &secret, &said, &[])
        .await
        .unwrap()
        .remove(0);
    if voice.state == VoiceState::Waiting {
        assert!(!app.get(&public).await.text().contains("villages"));
        let moderate = Permit::<ModerateVoices>::system(sample.city.id);
        voices::publish(db, &moderate, None, voice.id, voice.version)
            .await
            .unwrap();
    }
    let answer = ResponseDraft {
        outcome: Outcome::Accepted,
        reason: Some("Two are named now.".to_owned()),
        changed: None,
        about: None,
        office: None,
    };
    let respond = Permit::<Respond>::system(sample.city.id);
    responses::respond(db, &respond, None, &[voice.id], answer)
        .await
        .unwrap();
    let page = app.get(&public).await.is(200).text();
    assert!(page.contains("Two are named now."), "{page}");
    let list = app.get("/elbasan/en/voices").await.is(200).text();
    assert!(list.contains("Report on “"), "{list}");

    // Too early; then what is missing is said and linked; then it is final.
    let close = format!("{place}/final");
    browser.post(&close, "f1", &[("version", "2")]).await.is(409);
    app.app.clock().advance(time::Duration::days(40));
    // Her session ended long ago.
    let browser = Browser::of(&app, &coordinator).await;
    let late = voices::Draft {
        kind: VoiceKind::Comment,
        about: Some(voices::About::Report(id.parse().unwrap())),
        parent: None,
        title: None,
        body: "Too late.".to_owned(),
        asks: true,
        language: "en".to_owned(),
        name: Some("Ben".to_owned()),
        email: Some("ben@example.org".to_owned()),
    };
    let late = voices::submit(db, &permit, None, late).await;
    assert!(
        matches!(late, Err(Error::Conflict(Conflict::ConsultationClosed))),
        "{late:?}"
    );
    let missing = browser.post(&close, "f2", &[("version", "2")]).await.is(422).text();
    assert!(missing.contains("href=\"#lessons\""), "{missing}");
    assert!(missing.contains(&format!("{place}/edit/lessons")));
    let lessons = format!("{place}/edit/lessons");
    browser
        .post(&lessons, "l", &[("version", "0"), ("text", "Begin early.")])
        .await
        .is(303);
    browser.post(&close, "f3", &[("version", "2")]).await.is(303);
    app.run_jobs().await;

    // One content, three files; figures equal those of the API.
    let api = app
        .get(&format!("/api/v1/tenants/elbasan/reports/{id}"))
        .await
        .is(200)
        .json();
    let figures = &api["figures"];
    assert_eq!(
        (&api["state"], &figures["comments"], &figures["answered"]),
        (&"built".into(), &1.into(), &1.into())
    );
    let file = async |ending: &str| app.get(&format!("{public}/{ending}")).await.is(200);
    let (pdf, docx, html) = (
        file("pdf").await.body,
        file("docx").await.body,
        file("html").await.text(),
    );
    let printed = reading::pdf(&pdf);
    let shown = app.get(&public).await.is(200).text();
    let docx = reading::docx(&docx);
    let completion = &figures["completion"];
    let said = [
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
        ("PDF", &printed),
        ("DOCX", &docx),
        ("HTML", &reading::html(&html)),
        ("page", &reading::html(&shown)),
    ] {
        for words in &said {
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
        // Who spoke is not in a report that nobody can change.
        assert!(!text.contains("Ana K.") || what == "page", "{what}");
    }

    // Nothing changes it any more.
    let report = |app: &TestApp| {
        let see = Permit::<SeeReport>::system(sample.city.id);
        let db = app.app.db.clone();
        let id = id.parse().unwrap();
        async move { reports::get(&db, &see, id).await.unwrap() }
    };
    let before = report(&app).await;
    app.milestone(&sample.commitment, 60).await;
    app.sql("UPDATE voice SET body = 'Something else'").await;
    app.run_jobs().await;
    let after = report(&app).await;
    assert_eq!(before, after);
    assert_eq!(
        reports::frozen(&after).unwrap().unwrap().freeze().unwrap().sha256,
        after.sha256.unwrap()
    );
    assert_eq!(file("pdf").await.body, pdf);
    assert_eq!(file("html").await.text(), html);
    let again = app
        .get(&format!("/api/v1/tenants/elbasan/reports/{id}"))
        .await
        .is(200)
        .json();
    assert_eq!(again["figures"], *figures);
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
    let whole = whole::whole(&app.app.db, &see, sample.plan.id).await.unwrap();
    let tally = MilestoneCounts::of(&whole.milestones, today());
    assert_eq!((tally.all, tally.not_reported, tally.late, tally.done), (1, 1, 0, 0));
}
