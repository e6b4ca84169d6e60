//! A reviewer's lists of all cities: their content, and the cities that they leave out.

use super::{QUERIES, page, slugs};
use besa_domain::access::{EditTenant, Permit, Role, StaffRole};
use besa_domain::records::Names;
use besa_domain::tenants::{self, Identity};
use besa_tests::{Person, TestApp};
use poem::http::Method;
use serde_json::{Value, json};
use time::Duration;

#[tokio::test]
async fn the_comparison_counts_published_records_and_its_csv_has_no_formulas() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.milestone(&sample.commitment, -45).await;
    app.milestone(&sample.commitment, -2).await;
    let draft = app.city("tirana").await;
    app.plan(&draft, besa_domain::plans::PlanState::Draft).await;
    let identity = Identity {
        names: Names([("en".to_owned(), "=cmd|' /C calc'!A0".to_owned())].into()),
        ..Identity::plain("x", "AL")
    };
    let permit = Permit::<EditTenant>::system(sample.city.id);
    tenants::edit(&app.app.db, &permit, None, sample.city.version, identity)
        .await
        .unwrap();
    app.run_jobs().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let cities = reviewer.get("/api/v1/review/cities").await.is(200).json();
    assert_eq!(
        (&cities["items"][0]["slug"], &cities["items"][0]["needs"][0]),
        (
            &json!("elbasan"),
            &json!({ "kind": "late", "milestones": 2, "days": 45, "on": null })
        )
    );
    assert_eq!(
        cities["items"][1]["needs"][0]["kind"], "no_plan",
        "nothing about a draft"
    );
    let compared = reviewer.get("/api/v1/review/compare").await.is(200).json();
    assert_eq!(compared["total"], 1);
    let commitment = &compared["items"][0]["commitments"][0];
    assert_eq!(
        (&commitment["late"], &commitment["not_started"]),
        (&json!(2), &json!(1))
    );

    let html = page(&app, &reviewer, "/review/compare?sort=late&city=elbasan")
        .await
        .is(200)
        .text();
    assert!(html.contains("Offer support"), "45 days late");
    assert!(
        html.replace("&amp;", "&#38;")
            .contains("compare.csv?sort=late&#38;state=implementing&#38;city=elbasan")
    );
    let csv = page(&app, &reviewer, "/review/compare.csv").await.is(200).text();
    let line = csv.lines().nth(1).unwrap();
    assert!(
        line.starts_with("elbasan,'=cmd|' /C calc'!A0,false,AL,2025-2027,"),
        "{line}"
    );
    assert!(line.contains(",3,0,2,2026-10-09,"), "{line}");
}

/// Creates two cities to compare. Elbasan responded to two of three comments after four days, held one
/// meeting in the last twelve months and has a commitment on public participation; Tirana has none of this.
async fn two_cities(app: &TestApp) {
    let sample = app.sample("elbasan").await;
    app.sample("tirana").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let path = format!("/api/v1/tenants/elbasan/commitments/{}", sample.commitment.id);
    coordinator
        .send(
            Method::PATCH,
            &path,
            Some(json!({ "title": "Drinking water", "policy_area": "public-participation" })),
            &[("if-match", "\"1\"")],
        )
        .await
        .is(200);
    let mut comments = Vec::new();
    for body in ["When?", "Where?", "Who pays?"] {
        let comment = json!({ "body": body, "commitment": sample.commitment.id, "asks": true });
        let resident = app.stranger(&format!("resident{}", comments.len())).await;
        let made = resident
            .post("/api/v1/tenants/elbasan/comments", comment)
            .await
            .is(201)
            .json();
        comments.push(made["id"].as_str().unwrap().to_owned());
    }
    app.app.clock().advance(Duration::days(4));
    for comment in &comments[..2] {
        let answer = json!({ "outcome": "not_accepted", "reason": "The laboratory has no room." });
        let path = format!("/api/v1/tenants/elbasan/comments/{comment}/response");
        coordinator.post(&path, answer).await.is(201);
    }
    let body = json!({ "name": "Open Government Forum", "kind": "multi_stakeholder" });
    let forum = coordinator
        .post("/api/v1/tenants/elbasan/forums", body)
        .await
        .is(201)
        .json();
    let meetings = format!(
        "/api/v1/tenants/elbasan/forums/{}/meetings",
        forum["id"].as_str().unwrap()
    );
    for (day, state) in [
        ("2026-10-01", "held"),
        ("2025-11-26", "held"),
        ("2026-12-10", "planned"),
    ] {
        let starts = format!("{day}T15:00:00Z");
        let body = json!({ "title": "Meeting", "starts_at": starts, "noticed_on": "2025-11-01", "state": state });
        coordinator.post(&meetings, body).await.is(201);
    }
    app.run_jobs().await;
}

#[tokio::test]
async fn cities_are_compared_by_responses_and_meetings() {
    let app = TestApp::new().await;
    two_cities(&app).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let compared = reviewer.get("/api/v1/review/compare?sort=answered").await.is(200);
    assert_eq!(slugs(&compared), ["elbasan", "tirana"]);
    let plan = &compared.json()["items"][0]["plan"];
    let figures = [
        "asked",
        "answered",
        "answer_days",
        "unanswered_late",
        "meetings",
        "policy_areas",
    ];
    assert_eq!(
        figures.map(|name| plan[name].clone()),
        [
            json!(3),
            json!(2),
            json!(4),
            json!(0),
            json!(1),
            json!(["public-participation"])
        ],
        "a meeting more than a year ago and a future one do not count"
    );
    let silent = &compared.json()["items"][1]["plan"];
    assert_eq!((&silent["asked"], &silent["answer_days"]), (&json!(0), &Value::Null));

    // The unanswered comment is late from the day after its deadline.
    app.app.clock().advance(Duration::days(30));
    app.run_jobs().await;
    let html = page(&app, &reviewer, "/review/compare").await.is(200).text();
    assert!(html.contains("One answer is late"));
}

#[tokio::test]
async fn cities_are_compared_by_the_requirements_they_meet() {
    let app = TestApp::new().await;
    two_cities(&app).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let compared = reviewer.get("/api/v1/review/compare?sort=answered").await.is(200);
    // The same number as on the city's own page.
    let first = &compared.json()["items"][0];
    let both = first["minimum_met"].as_i64().unwrap() + first["practices_met"].as_i64().unwrap();
    assert_eq!(json!(both), json!(met(&reviewer, "elbasan").await));
    assert!(
        first["plan"].get("minimum_met").is_none(),
        "the residents' page has the same figures without this count"
    );
    let by_requirements = reviewer.get("/api/v1/review/compare?sort=requirements").await.is(200);
    let met = |city: &Value, which: &str| city[which].as_i64().unwrap();
    let counted: Vec<(i64, i64)> = by_requirements.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|city| (met(city, "minimum_met"), met(city, "practices_met")))
        .collect();
    assert!(counted[0] > counted[1], "{counted:?}");
    let html = page(&app, &reviewer, "/review/compare?area=public-participation")
        .await
        .is(200)
        .text();
    let (minimum, practices) = counted[0];
    assert!(html.contains(&format!("{minimum} of 4")), "{html}");
    assert!(html.contains(&format!("{practices} of 6 practices")), "{html}");
    let csv = page(&app, &reviewer, "/review/compare.csv?sort=requirements")
        .await
        .is(200)
        .text();
    let cells: Vec<_> = csv.lines().map(|line| line.rsplit(',').nth(4).unwrap()).collect();
    let (one, two) = (counted[0].1.to_string(), counted[1].1.to_string());
    assert_eq!(cells, ["Recommended practices that records show (of 6)", &one, &two]);
}

#[tokio::test]
async fn the_comparison_is_filtered_by_policy_area() {
    let app = TestApp::new().await;
    two_cities(&app).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let working = reviewer
        .get("/api/v1/review/compare?policy_area=public-participation")
        .await;
    assert_eq!(slugs(&working), ["elbasan"]);
    let html = page(&app, &reviewer, "/review/compare?area=public-participation")
        .await
        .is(200)
        .text();
    assert!(html.contains("/review/cities/elbasan") && !html.contains("/review/cities/tirana"));
    assert!(html.contains("67%") && html.contains("2 of 3"), "{html}");
}

/// Lists questions, each as its city and its text.
async fn questions(person: &Person<'_>, narrowed: &str) -> Vec<(String, String)> {
    let list = person
        .get(&format!("/api/v1/review/queries{narrowed}"))
        .await
        .is(200)
        .json();
    let items = list["items"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    items
        .iter()
        .map(|one| (text(&one["slug"]), text(&one["question"])))
        .collect()
}

#[tokio::test]
async fn questions_to_all_cities_are_listed_until_they_are_answered() {
    let app = TestApp::new().await;
    let (elbasan, tirana) = (app.sample("elbasan").await.city, app.sample("tirana").await.city);
    let ana = app.person("ana", &elbasan, Role::Coordinator).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let none = page(&app, &reviewer, "/review/queries").await.is(200).text();
    assert!(none.contains("Nothing was asked yet"), "{none}");
    let ask = async |city: &str, question: &str, due: Option<&str>| {
        let body = json!({ "question": question, "due_on": due });
        let made = reviewer
            .post(&format!("/api/v1/tenants/{city}/review/queries"), body)
            .await;
        made.is(201).json()["id"].as_str().unwrap().to_owned()
    };
    let first = ask("elbasan", "When will the results be there?", Some("2026-11-25")).await;
    app.app.clock().advance(Duration::days(3));
    ask("tirana", "Who <leads> it?", None).await;
    ask("elbasan", "What of the villages?", None).await;
    app.run_jobs().await;

    let pair = |city: &str, question: &str| (city.to_owned(), question.to_owned());
    let of_elbasan = pair("elbasan", "What of the villages?");
    let of_tirana = pair("tirana", "Who <leads> it?");
    let oldest = pair("elbasan", "When will the results be there?");
    assert_eq!(
        questions(&reviewer, "").await,
        [of_elbasan.clone(), of_tirana.clone(), oldest.clone()]
    );
    let list = reviewer.get("/api/v1/review/queries").await.is(200).json();
    let days = |number: usize| {
        (
            list["items"][number]["days"].clone(),
            list["items"][number]["days_late"].clone(),
        )
    };
    assert_eq!((days(0), days(2)), ((json!(0), Value::Null), (json!(3), json!(1))));
    let html = page(&app, &reviewer, "/review/queries").await.is(200).text();
    for words in [
        "Who &#60;leads&#62; it?",
        "1 day late",
        "Waits for 3 days",
        "Waits since today",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(html.contains(&format!("/review/cities/elbasan#q-{first}")), "{html}");

    app.app.clock().advance(Duration::days(2));
    let answer = json!({ "version": 1, "answer": "On a secret Friday." });
    ana.post(&format!("{QUERIES}/{first}/answer"), answer).await.is(200);
    app.run_jobs().await;
    assert_eq!(
        questions(&reviewer, "?state=open").await,
        [of_elbasan.clone(), of_tirana.clone()]
    );
    assert_eq!(questions(&reviewer, "?state=answered").await, [oldest]);
    assert_eq!(questions(&reviewer, "?country=XK").await, []);
    assert_eq!(questions(&reviewer, "").await.len(), 3);
    let open = page(&app, &reviewer, "/review/queries").await.is(200).text();
    assert!(
        !open.contains("When will the results be there?"),
        "unanswered questions first"
    );
    let answered = page(&app, &reviewer, "/review/queries?answer=answered")
        .await
        .is(200)
        .text();
    assert!(answered.contains("after 5 days") && answered.contains("When will the results be there?"));
    assert!(!answered.contains("What of the villages?"));
    let all = page(&app, &reviewer, "/review/queries?answer=").await.is(200).text();
    assert_eq!(all.matches("/review/cities/").count(), 3);
    assert!(
        !all.contains("secret Friday"),
        "answers are read on the city's page, which writes to its log"
    );
    let none = page(&app, &reviewer, "/review/queries?country=XK").await.is(200).text();
    assert!(none.contains("No question matches these filters"), "{none}");

    app.reach(&reviewer, &[&tirana]).await;
    assert_eq!(questions(&reviewer, "").await, [of_tirana]);
    let narrowed = page(&app, &reviewer, "/review/queries?answer=").await.is(200).text();
    assert!(
        !narrowed.contains("elbasan") && !narrowed.contains("villages"),
        "{narrowed}"
    );
    let log = ana
        .get("/api/v1/tenants/elbasan/log?limit=200")
        .await
        .is(200)
        .json()
        .to_string();
    assert_eq!(
        log.matches("review.read").count(),
        2,
        "one for each of the two days with a question: lists do not count as opening a city"
    );
    ana.get("/api/v1/review/queries").await.problem(403);
}

/// Returns how many of OGP's requirements a city's own page shows as met.
async fn met(person: &Person<'_>, city: &str) -> usize {
    let found = person
        .get(&format!("/api/v1/tenants/{city}/requirements"))
        .await
        .is(200);
    let found = found.json();
    let all = found["items"].as_array().unwrap();
    assert_eq!(all.len(), 10);
    all.iter().filter(|one| one["state"] == "met").count()
}
