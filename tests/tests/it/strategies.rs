//! The municipality's other strategies, on pages and in the API.

use crate::workspace::Browser;
use besa_domain::access::Role;
use besa_domain::plans::PlanState;
use besa_tests::TestApp;
use serde_json::json;

const API: &str = "/api/v1/tenants/elbasan";
const PAGE: &str = "/elbasan/en/commitments/1-drinking-water-results-for-every-rural-village";

#[tokio::test]
async fn a_commitment_is_part_of_a_strategy() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let commitment = sample.commitment.id.to_string();
    let page = app.get("/elbasan/en/strategies").await.is(200).text();
    assert!(page.contains("No other plan is entered yet"));
    let fields = [
        ("title", "Local environmental plan"),
        ("kind", "plan"),
        ("first_year", "2020"),
        ("last_year", "2022"),
        ("summary", "Clean <i>water</i>."),
        ("documents", "The plan, in full https://example.org/plan.pdf\n\n"),
        ("commitments", &commitment),
        ("policy_areas", "environment-climate"),
        ("sdg_targets", "6.1, 11.6"),
    ];
    let made = browser.post("strategies/new", "1", &fields).await.is(303);
    let id = made.header("location").rsplit('/').next().unwrap().to_owned();
    let round = [
        ("year", "2021"),
        ("amount", "4 200 000"),
        ("currency", "all"),
        ("source", "https://example.org/2021"),
    ];
    let path = format!("strategies/{id}/rounds/new");
    browser.post(&path, "2", &round).await.is(303);
    let twice = browser.post(&path, "3", &round).await.is(422).text();
    assert!(twice.contains("is already used"), "only one round per year");

    let page = app.get(&format!("/elbasan/en/strategies/{id}")).await.is(200).text();
    for words in [
        "Sector plan · 2020 to 2022",
        "Clean &#60;i&#62;water",
        "href=\"https://example.org/plan.pdf\">The plan, in full</a>",
        "Drinking-water results for every rural village",
        "SDG targets: 6.1, 11.6",
        "4,200,000 ALL",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = app.get(PAGE).await.is(200).text();
    let link = format!("<a href=\"/elbasan/en/strategies/{id}\">Local environmental plan</a>");
    assert!(page.contains("Part of:") && page.contains(&link));
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(log.contains("The plan “Local environmental plan” was added to the other plans."));
    let with = format!("{API}/strategies?commitment={commitment}");
    assert_eq!(app.get(&with).await.is(200).json()["total"], 1);
}

#[tokio::test]
async fn a_commitment_of_a_draft_plan_is_shown_only_to_members() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let plan = app.plan(&city, PlanState::Draft).await;
    let commitment = app.commitment(&plan).await.id.to_string();
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let body = json!({ "title": "Integrity plan", "commitments": [commitment] });
    let made = coordinator
        .post(&format!("{API}/strategies"), body)
        .await
        .is(201)
        .json();
    let path = format!("{API}/strategies/{}", made["id"].as_str().unwrap());
    assert_eq!(app.get(&path).await.is(200).json()["commitments"], json!([]));
    let seen = coordinator.get(&path).await.is(200).json();
    assert_eq!(seen["commitments"], json!([commitment]));
    app.get(&format!("{API}/strategies?commitment={commitment}"))
        .await
        .problem(404);
    // A field that is absent from the request does not change.
    let changed = json!({ "version": 1, "summary": "For honest offices." });
    coordinator.patch(&path, changed).await.is(200);
    let seen = coordinator.get(&path).await.is(200).json();
    assert_eq!(seen["commitments"], json!([commitment]));
}

#[tokio::test]
async fn impossible_values_are_refused() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let path = format!("{API}/strategies");
    for (field, body) in [
        (
            "last_year",
            json!({ "title": "A", "first_year": 2022, "last_year": 2020 }),
        ),
        ("policy_areas", json!({ "title": "A", "policy_areas": ["magic"] })),
        ("sdg_targets", json!({ "title": "A", "sdg_targets": ["99.1"] })),
        (
            "documents",
            json!({ "title": "A", "documents": [{ "title": "B", "link": "javascript:alert(1)" }] }),
        ),
        ("title", json!({ "kind": "plan" })),
    ] {
        let problem = coordinator.post(&path, body).await.problem(422);
        assert_eq!(problem["errors"][0]["field"], field, "{problem:#}");
    }
    let plain = json!({ "title": "Participatory budgeting", "kind": "participatory_budgeting", "first_year": 2007 });
    let made = coordinator.post(&path, plain.clone()).await.is(201).json();
    let problem = coordinator.post(&path, plain).await.problem(422);
    assert_eq!(problem["errors"][0]["code"], "taken");
    let rounds = format!("{path}/{}/rounds", made["id"].as_str().unwrap());
    let nobodys = json!({ "year": 2024, "amount": 5, "currency": "ALL" });
    let problem = coordinator.post(&rounds, nobodys).await.problem(422);
    assert_eq!(problem["errors"][0]["field"], "source", "an amount without a source");
}
