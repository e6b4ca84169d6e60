//! Indicators: baseline, target and readings, on pages, in the API and as open data.

use crate::workspace::Browser;
use besa_domain::access::Role;
use besa_domain::plans::PlanState;
use besa_tests::{Sample, TestApp};
use poem::http::Method;
use serde_json::{Value, json};

const API: &str = "/api/v1/tenants/elbasan";
const PAGE: &str = "/elbasan/en/commitments/1-drinking-water-results-for-every-rural-village";

/// The fields of a form for an indicator of the sample's milestone.
fn fields(sample: &Sample) -> Vec<(&'static str, String)> {
    let text = str::to_owned;
    vec![
        ("titles.en", text("Villages with <b>published</b> results")),
        ("milestone", sample.milestone.id.to_string()),
        ("unit", text("villages")),
        ("direction", text("higher")),
        ("baseline", text("8,5")),
        ("baseline_on_day", text("31")),
        ("baseline_on_month", text("12")),
        ("baseline_on_year", text("2025")),
        ("target", text("48.5")),
        ("due_on_day", String::new()),
        ("due_on_month", text("1")),
        ("due_on_year", text("2027")),
        ("code", text("1.1.a")),
    ]
}

async fn post(browser: &Browser<'_>, path: &str, nonce: &str, fields: &[(&str, String)]) -> besa_tests::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, nonce, &fields).await
}

fn reading(day: &str, value: &str, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let all = [
        ("read_on_day", day),
        ("read_on_month", "10"),
        ("read_on_year", "2026"),
        ("value", value),
    ];
    let all = all.iter().chain(more);
    all.map(|(name, value)| (*name, (*value).to_owned())).collect()
}

#[tokio::test]
async fn an_indicator_goes_from_the_form_to_every_page_and_file() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let browser = Browser::of(&app, &coordinator).await;
    let new = "commitments/1/indicators/new";
    assert!(
        browser
            .get("commitments/1")
            .await
            .is(200)
            .text()
            .contains("indicators/new")
    );

    // What is wrong is named at once, and what was written is kept.
    let mut wrong = fields(&sample);
    wrong[0].1 = String::new();
    wrong[3].1 = "lower".to_owned();
    wrong[4].1 = "about 9".to_owned();
    let refused = post(&browser, new, "1", &wrong).await.is(422).text();
    for words in [
        "“Title (English)” is empty.",
        "“Baseline” is not a number.",
        "value=\"about 9\"",
        "value=\"1.1.a\"",
    ] {
        assert!(refused.contains(words), "{words}: {refused}");
    }
    let mut against = fields(&sample);
    against[3].1 = "lower".to_owned();
    let refused = post(&browser, new, "2", &against).await.is(422).text();
    assert!(
        refused.contains("from the baseline to the target the values go the other way"),
        "{refused}"
    );
    assert_eq!(app.count("indicator").await, 0);

    post(&browser, new, "3", &fields(&sample)).await.is(303);
    post(&browser, new, "3", &fields(&sample)).await.is(303);
    let listed = app.get(&format!("{API}/indicators")).await.is(200).json();
    assert_eq!(listed["total"], 1, "the same form twice is one indicator");
    let made = &listed["items"][0];
    assert_eq!(
        (
            &made["baseline"],
            &made["target"],
            &made["due_on"],
            &made["value"],
            &made["reached"]
        ),
        (
            &json!("8.5"),
            &json!("48.5"),
            &json!("2027-01-31"),
            &Value::Null,
            &Value::Null
        )
    );
    let page = app.get(PAGE).await.is(200).text();
    for words in [
        "Villages with &#60;b&#62;published&#60;/b&#62; results",
        "Measures milestone 1.1",
        "No value has been reported yet.",
        "Higher is better",
        "8.5\u{a0}villages",
        "48.5\u{a0}villages",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("class=\"chart\""), "there is nothing to draw yet");

    // Values: the first, a later one with a typing error, its correction, and one that is withdrawn.
    let id = made["id"].as_str().unwrap();
    let add = format!("indicators/{id}/readings/new");
    let early = post(&browser, &add, "4", &reading("", "", &[])).await.is(422).text();
    assert!(early.contains("“Value (villages)” is empty."), "{early}");
    let mut future = reading("1", "9", &[]);
    future[2].1 = "2031".to_owned();
    post(&browser, &add, "5", &future).await.is(422);
    post(
        &browser,
        &add,
        "6",
        &reading("1", "18,5", &[("note", "Counted in the register")]),
    )
    .await
    .is(303);
    post(&browser, &add, "7", &reading("20", "180", &[])).await.is(303);
    let all = app.get(&format!("{API}/indicators/{id}")).await.is(200).json();
    assert_eq!((&all["value"], &all["reached"]), (&json!("180"), &json!(429)));
    let (first, typo) = (&all["readings"][0], &all["readings"][1]);
    let correct = format!("readings/{}/correct", typo["id"].as_str().unwrap());
    let bare = [("version", "1")];
    let refused = post(&browser, &correct, "8", &reading("20", "28.5", &bare))
        .await
        .is(422)
        .text();
    assert!(
        refused.contains("id=\"reason\"") || refused.contains("#reason"),
        "{refused}"
    );
    let with = [("version", "1"), ("reason", "A digit too many.")];
    post(&browser, &correct, "9", &reading("20", "28.5", &with))
        .await
        .is(303);
    let withdraw = format!("readings/{}/withdraw", first["id"].as_str().unwrap());
    let why = [
        ("version", "1".to_owned()),
        ("reason", "Of another register.".to_owned()),
    ];
    post(&browser, &withdraw, "10", &why).await.is(303);
    // What counts no more cannot be changed again.
    let again = reading("20", "27", &[("version", "2"), ("reason", "Again.")]);
    let again = post(&browser, &correct, "11", &again).await;
    assert_eq!(again.status.as_u16(), 409, "{}", again.text());

    let all = app.get(&format!("{API}/indicators/{id}")).await.is(200).json();
    assert_eq!((&all["value"], &all["reached"]), (&json!("28.5"), &json!(50)));
    let readings = all["readings"].as_array().unwrap();
    assert_eq!(readings.len(), 3);
    let right = readings.iter().find(|one| one["value"] == "28.5").unwrap();
    assert_eq!(right["corrects"], typo["id"]);
    assert!(right.get("actor").is_none());
    let page = app.get(PAGE).await.is(200).text();
    for words in [
        "Last value: 28.5\u{a0}villages on 20 Oct 2026.",
        "50% of the way from the baseline to the target.",
        "180\u{a0}villages on 20 Oct 2026 was corrected on",
        "A digit too many.",
        "18.5\u{a0}villages on 1 Oct 2026 was withdrawn on",
        "Of another register.",
        "class=\"chart\"",
        "role=\"img\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(" style="), "no inline styles");
    let milestone = app.get(&format!("{PAGE}/milestones/1")).await.is(200).text();
    assert!(milestone.contains("class=\"chart\"") && milestone.contains("28.5\u{a0}villages"));

    let log = app.get("/elbasan/en/log").await.is(200).text();
    for words in [
        "180 was corrected to 28.5\u{a0}villages",
        "A digit too many.",
        "was withdrawn.",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    let csv = app.get("/elbasan/data/indicators.csv").await.is(200).text();
    assert!(csv.contains("8.5,2025-12-31,48.5,2027-01-31"), "{csv}");
    assert!(csv.contains("28.5,2026-10-20,50"), "{csv}");
    let csv = app.get("/elbasan/data/readings.csv").await.is(200).text();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.contains("A digit too many."), "{csv}");
}

#[tokio::test]
async fn the_api_writes_indicators_and_refuses_what_does_not_fit() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let of = format!("{API}/commitments/{}/indicators", sample.commitment.id);
    let refused = async |body: Value| {
        let problem = coordinator.post(&of, body).await.problem(422);
        let error = &problem["errors"][0];
        (
            error["field"].as_str().unwrap().to_owned(),
            error["code"].as_str().unwrap().to_owned(),
        )
    };
    let titles = json!({ "en": "Waiting days" });
    for (body, field, code) in [
        (json!({}), "titles", "required"),
        (json!({ "titles": { "en": " " } }), "titles", "required"),
        (json!({ "titles": { "e": "Days" } }), "titles", "unknown_choice"),
        (
            json!({ "titles": titles, "baseline": "1e5" }),
            "baseline",
            "not_a_decimal",
        ),
        (json!({ "titles": titles, "baseline": 5 }), "baseline", "wrong_type"),
        (
            json!({ "titles": titles, "target": "0.0000000001" }),
            "target",
            "not_a_decimal",
        ),
        (
            json!({ "titles": titles, "baseline": "40", "target": "20", "direction": "higher" }),
            "direction",
            "against_target",
        ),
        (
            json!({ "titles": titles, "baseline_on": "2027-01-01", "due_on": "2026-01-01" }),
            "due_on",
            "date_order",
        ),
        (
            json!({ "titles": titles, "milestone": "01900000-0000-7000-8000-00000000ffff" }),
            "milestone",
            "not_found",
        ),
    ] {
        let found = refused(body.clone()).await;
        assert_eq!(found, (field.to_owned(), code.to_owned()), "{body}");
    }
    // A milestone of another commitment is none of this one's.
    let other = app.commitment(&sample.plan).await;
    let foreign = app.milestone(&other, 10).await;
    let found = refused(json!({ "titles": titles, "milestone": foreign.id.to_string() })).await;
    assert_eq!(found, ("milestone".to_owned(), "not_found".to_owned()));
    assert_eq!(app.count("indicator").await, 0);

    let body =
        json!({ "titles": { "en": "Waiting days", "sq": "Ditë pritjeje" }, "baseline": "40", "target": "20.00" });
    let made = coordinator.post(&of, body).await.is(201).json();
    assert_eq!((&made["direction"], &made["target"]), (&json!("lower"), &json!("20")));
    let at = format!("{API}/indicators/{}", made["id"].as_str().unwrap());
    let body = json!({ "read_on": "2026-10-01", "value": "45" });
    coordinator.post(&format!("{at}/readings"), body).await.is(201);
    let seen = app.get(&at).await.is(200).json();
    assert_eq!(seen["reached"], -25);
    let page = app.get(PAGE).await.is(200).text();
    assert!(
        page.contains("Further from the target than the baseline was."),
        "{page}"
    );
    assert!(page.contains("<span lang=\"sq\">Ditë pritjeje</span>"), "{page}");
    let albanian = app.get(&PAGE.replace("/en/", "/sq/")).await.is(200).text();
    assert!(albanian.contains("<span lang=\"en\">Waiting days</span>"), "{albanian}");

    // A change with an old version is refused, and one without a title, too.
    let stale = coordinator
        .send(Method::PATCH, &at, Some(json!({ "version": 3, "unit": "days" })), &[])
        .await;
    assert_eq!(stale.problem(409)["current_version"], 1);
    let patch = json!({ "version": 1, "unit": "days", "baseline": null });
    let saved = coordinator
        .send(Method::PATCH, &at, Some(patch), &[])
        .await
        .is(200)
        .json();
    assert_eq!(
        (&saved["unit"], &saved["baseline"], &saved["reached"]),
        (&json!("days"), &Value::Null, &Value::Null)
    );
    let page = app.get(PAGE).await.is(200).text();
    assert!(page.contains("How far it is cannot be said"), "{page}");
    // What was public is never deleted.
    let refused = coordinator
        .send(Method::DELETE, &at, None, &[("if-match", "*")])
        .await
        .problem(409);
    assert_eq!(refused["type"], "/problems/was-public");
}

#[tokio::test]
async fn indicators_of_a_draft_are_for_members_only() {
    let app = TestApp::new().await;
    let city = app.city("elbasan").await;
    let plan = app.plan(&city, PlanState::Draft).await;
    let commitment = app.commitment(&plan).await;
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let of = format!("{API}/commitments/{}/indicators", commitment.id);
    let made = coordinator
        .post(&of, json!({ "titles": { "en": "Waiting days" } }))
        .await
        .is(201)
        .json();
    let at = format!("{API}/indicators/{}", made["id"].as_str().unwrap());
    let body = json!({ "read_on": "2026-10-01", "value": "45" });
    coordinator.post(&format!("{at}/readings"), body).await.is(201);
    app.get(&at).await.problem(404);
    for list in ["indicators", "readings"] {
        let path = format!("{API}/{list}");
        assert_eq!(app.get(&path).await.is(200).json()["total"], 0, "{list}");
        assert_eq!(coordinator.get(&path).await.is(200).json()["total"], 1, "{list}");
    }
    let browser = Browser::of(&app, &coordinator).await;
    let form = browser
        .get(&format!("indicators/{}/edit", made["id"].as_str().unwrap()))
        .await
        .is(200)
        .text();
    assert!(form.contains("remove/indicator/"), "{form}");
    coordinator
        .send(Method::DELETE, &at, None, &[("if-match", "\"1\"")])
        .await
        .is(204);
    assert_eq!((app.count("indicator").await, app.count("reading").await), (0, 0));
}
