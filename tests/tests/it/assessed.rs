//! Reports of the monitoring body: a published assessment is rendered in three formats with the same figures
//! as in the API, and does not change afterwards.

use crate::assessments::{ALL, SECRET, drafted, one, step};
use crate::reading;
use besa_domain::access::{Assess, Permit, Role};
use besa_domain::{assessments, evidence};
use besa_tests::{Person, Sample, TestApp};
use serde_json::{Value, json};

const REPORTS: &str = "/api/v1/tenants/elbasan/reports";

/// The rows of the table that counts the answers, from the API's figures.
fn rows(report: &Value, words: &[(&str, &str)]) -> Vec<String> {
    let word = |code: &Value| {
        let known = words.iter().find(|(known, _)| code == known);
        known.unwrap_or_else(|| panic!("{code} has no text in this test")).1
    };
    let tallies = report["tallies"].as_array().unwrap().iter();
    let of = |tally: &Value| {
        let question = &tally["question"];
        let about = word(if question.is_null() {
            &tally["section"]
        } else {
            question
        });
        let answers = tally["answers"].as_array().unwrap().iter();
        answers
            .map(|answer| format!("{about} {} {}", word(&answer["choice"]), answer["count"]))
            .collect::<Vec<_>>()
    };
    tallies.flat_map(of).collect()
}

/// Reads the text of the three files of a report and of its page.
async fn forms(app: &TestApp, id: &str) -> [(&'static str, String); 4] {
    let page = format!("/elbasan/en/reports/{id}");
    let file = async |ending: &str| app.get(&format!("{page}/{ending}")).await.is(200).body;
    let html = String::from_utf8(file("html").await).unwrap();
    [
        ("PDF", reading::pdf(&file("pdf").await)),
        ("DOCX", reading::docx(&file("docx").await)),
        ("HTML", reading::html(&html)),
        ("page", reading::html(&app.get(&page).await.is(200).text())),
    ]
}

/// Creates an inception assessment with an exhibit and the city's reply, ready to be published.
async fn replied(app: &TestApp, sample: &Sample, monitor: &Person<'_>, coordinator: &Person<'_>) -> Value {
    app.sql("UPDATE tenant SET default_language = 'en'").await;
    let draft = drafted(monitor, sample).await;
    let permit = Permit::<Assess>::system(sample.city.id);
    let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from("day,result\n"))]);
    let file = evidence::store(&app.app.db, &*app.app.files, &permit, "found.csv", bytes)
        .await
        .unwrap();
    let of = draft["id"].as_str().unwrap().parse().unwrap();
    assessments::add_exhibit(&app.app.db, &permit, None, of, file)
        .await
        .unwrap();
    let submitted = step(monitor, &draft, "submit", json!({})).await;
    step(coordinator, &submitted, "reply", json!({ "reply": "We meet again." })).await
}

/// Publishes such an assessment and waits for its files; returns the report's id.
async fn published(app: &TestApp, sample: &Sample, monitor: &Person<'_>, coordinator: &Person<'_>) -> String {
    let replied = replied(app, sample, monitor, coordinator).await;
    step(monitor, &replied, "publish", json!({})).await;
    app.run_jobs().await;
    replied["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_unpublished_assessment_has_no_report() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let replied = replied(&app, &sample, &monitor, &coordinator).await;
    let path = format!("{REPORTS}/{}", replied["id"].as_str().unwrap());
    coordinator.get(&path).await.problem(404);
    step(&monitor, &replied, "publish", json!({})).await;
    coordinator.get(&path).await.is(200);
}

#[tokio::test]
async fn an_inception_report_has_the_same_content_in_every_format_and_is_listed() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let id = published(&app, &sample, &monitor, &coordinator).await;
    let report = app.get(&format!("{REPORTS}/{id}")).await.is(200).json();
    let known = (&report["kind"], &report["author"], &report["state"], &report["figures"]);
    let wanted = (
        &json!("inception"),
        &json!("monitoring_body"),
        &json!("built"),
        &Value::Null,
    );
    assert_eq!(known, wanted);
    let words = [
        ("co_creation", "Requirements of co-creation"),
        ("practices", "Recommended practices"),
        ("verifiable", "Is the commitment verifiable?"),
        ("relevant", "Is it clearly relevant to open government values?"),
        ("ambition", "How ambitious is it?"),
        ("yes", "Yes"),
        ("no", "No"),
        ("unclear", "Unclear"),
        ("continuation", "Continues ongoing practice"),
        ("positive_change", "A positive change that is not binding"),
        (
            "change_of_rules",
            "A change of rules or practice that is institutionalised",
        ),
    ];
    let mut expected = rows(&report, &words);
    assert_eq!(
        expected[..2],
        ["Requirements of co-creation Yes 4", "Requirements of co-creation No 0"]
    );
    assert_eq!(expected.len(), 3 + 3 + 2 + 2 + 3);
    expected.extend(
        [
            "Minimum requirements that are met: 4 of 4. Recommended practices that are met: 6 of 6.",
            SECRET,
            "We meet again.",
            "Vera Hila",
            "found.csv",
            "Written by the monitoring body. The municipality cannot change it.",
        ]
        .map(str::to_owned),
    );
    for (what, text) in forms(&app, &id).await {
        for words in &expected {
            assert!(text.contains(words.as_str()), "{words} is not in the {what}: {text}");
        }
        assert!(!text.contains("vera@example.org"), "{what}");
    }

    // Listed with its author, and linked from the assessment.
    let list = app.get("/elbasan/en/reports").await.is(200).text();
    let (_, monitors) = list.split_once("by-monitoring_body").unwrap();
    assert!(monitors.contains(&format!("/elbasan/en/reports/{id}/pdf")), "{list}");
    let beside = app.get(&format!("/elbasan/en/assessments/{id}")).await.is(200).text();
    assert!(beside.contains(&format!("/elbasan/en/reports/{id}/docx")));
}

#[tokio::test]
async fn an_inception_report_does_not_change_with_the_city_or_later_records() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let id = published(&app, &sample, &monitor, &coordinator).await;
    let at = format!("{REPORTS}/{id}");
    let report = app.get(&at).await.is(200).json();
    let before = forms(&app, &id).await;
    let version = json!({ "version": report["version"] });
    coordinator
        .post(&format!("{at}/consultation"), version.clone())
        .await
        .problem(409);
    coordinator.post(&format!("{at}/final"), version).await.problem(409);
    let own = json!({ "plan": sample.plan.id, "kind": "inception", "language": "en" });
    let refused = coordinator.post(REPORTS, own).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "kind");
    let renewed = monitor
        .post(&format!("{ALL}/{id}/renew"), json!({}))
        .await
        .is(201)
        .json();
    app.get(&format!("{REPORTS}/{}", renewed["id"].as_str().unwrap()))
        .await
        .problem(404);
    app.sql("UPDATE assessment SET reply = 'Something else', interests = 'Some'")
        .await;
    app.sql("UPDATE commitment SET title = 'Another title'").await;
    app.run_jobs().await;
    assert_eq!(forms(&app, &id).await, before);
    assert_eq!(app.get(&at).await.is(200).json(), report);
}

#[tokio::test]
async fn the_name_of_an_end_of_commitment_report_has_its_commitment() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let begin = json!({ "kind": "end_of_commitment", "plan": sample.plan.id, "commitment": sample.commitment.id });
    let made = monitor.post(ALL, begin).await.is(201).json();
    let choice = |question: &str, choice: &str| json!({ "question": question, "choice": choice, "words": "Seen." });
    let words = |question: &str| json!({ "question": question, "words": "The office kept its word." });
    let changes = json!({
        "version": made["version"],
        "evaluators": [{ "name": "Vera Hila", "email": "vera@example.org" }],
        "interests": "None.",
        "answers": [
            choice("progress", "limited"),
            words("factors"),
            choice("as_planned", "some"),
            choice("information", "major"),
            choice("participation", "major"),
            choice("accountability", "marginal"),
            choice("other_results", "not_applicable"),
            choice("problem", "yes"),
            words("lessons"),
        ],
    });
    let draft = monitor.patch(&one(&made, ""), changes).await.is(200).json();
    let submitted = step(&monitor, &draft, "submit", json!({})).await;
    // The reply deadline passes without a reply of the city.
    app.sql("UPDATE assessment SET reply_by = '2026-11-22'").await;
    step(&monitor, &submitted, "publish", json!({})).await;
    app.run_jobs().await;
    let id = draft["id"].as_str().unwrap();
    let report = app.get(&format!("{REPORTS}/{id}")).await.is(200).json();
    let tallies = report["tallies"].as_array().unwrap();
    let of = |code: &str| {
        let mut answers = tallies[0]["answers"].as_array().unwrap().iter();
        answers.find(|answer| answer["choice"] == code).unwrap()["count"].clone()
    };
    assert_eq!((tallies.len(), of("major"), of("outstanding")), (1, json!(2), json!(0)));
    // The report is in the city's default language.
    assert_eq!(report["language"], sample.city.default_language.as_str());
    let shelf = app.get("/elbasan/en/reports").await.is(200).text();
    let (number, title) = (sample.commitment.number, &sample.commitment.title);
    assert!(
        shelf.contains(&format!("End of commitment {number}. {title}")),
        "{shelf}"
    );
    for (what, text) in forms(&app, id).await {
        assert!(text.contains("The office kept its word."), "{what}: {text}");
    }
    let saved = app.get(&format!("/elbasan/en/reports/{id}/pdf")).await.is(200);
    let hash = report["sha256"].as_str().unwrap();
    assert!(
        saved.header("content-disposition").contains(&hash[..8]),
        "the report's name contains the commitment"
    );
}
