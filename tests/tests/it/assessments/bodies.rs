//! Monitoring bodies: what one writes belongs to it, carries its name, and does not show to another.

use super::{ALL, SECRET, drafted, one, step};
use crate::workspace::Browser;
use besa_domain::access::{ManagePeople, Permit, Role, StaffRole};
use besa_domain::people;
use besa_tests::{Person, Sample, TestApp};
use poem::http::Method;
use serde_json::{Value, json};

const MONITORS: &str = "/api/v1/tenants/elbasan/monitors";

async fn monitor<'a>(app: &'a TestApp, sample: &Sample, name: &str, body: &str) -> Person<'a> {
    let person = app.stranger(name).await;
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    people::add_monitor(&app.app.db, &permit, &person.account, body)
        .await
        .unwrap();
    person
}

/// Publishes an inception assessment, and returns it.
async fn published(monitor: &Person<'_>, coordinator: &Person<'_>, sample: &Sample) -> Value {
    let draft = drafted(monitor, sample).await;
    let submitted = step(monitor, &draft, "submit", json!({})).await;
    let replied = step(coordinator, &submitted, "reply", json!({ "reply": "We meet again." })).await;
    step(monitor, &replied, "publish", json!({})).await
}

#[tokio::test]
async fn a_body_sees_no_draft_of_another() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let first = monitor(&app, &sample, "first", "Watch One").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let operator = app.staff("operator", StaffRole::Operator).await;
    let draft = drafted(&first, &sample).await;

    // One body at a time; spelled otherwise it is the same.
    let other = json!({ "email": "second@example.org", "body": "Watch Two" });
    let refused = operator.post(MONITORS, other.clone()).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "body");
    assert_eq!(refused["errors"][0]["code"], "body_not_ended");
    let same = json!({ "email": "colleague@example.org", "body": "“Watch  One”" });
    operator.post(MONITORS, same).await.is(201);

    // The city can take the role back, with a reason that residents read.
    let members = admin.get("/api/v1/tenants/elbasan/members").await.is(200).json();
    let members = members["items"].as_array().unwrap();
    let member = members.iter().find(|member| member["role"] == "monitor").unwrap();
    let path = format!("/api/v1/tenants/elbasan/members/{}", member["id"].as_str().unwrap());
    let refused = admin.send(Method::DELETE, &path, None, &[]).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "reason");
    admin
        .send(
            Method::DELETE,
            &format!("{path}?reason=The%20contract%20ended"),
            None,
            &[],
        )
        .await
        .is(204);
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(
        log.contains("was taken back: Watch One") && log.contains("The contract ended"),
        "{log}"
    );
    first.get(&one(&draft, "")).await.problem(404);

    // The next body begins, and learns of no draft.
    operator.post(MONITORS, other).await.is(201);
    let second = monitor(&app, &sample, "second", "Watch Two").await;
    let list = second.get(ALL).await.is(200).text();
    assert!(!list.contains(draft["id"].as_str().unwrap()), "{list}");
    second.get(&one(&draft, "")).await.problem(404);
    second
        .send(Method::DELETE, &one(&draft, ""), None, &[])
        .await
        .problem(404);
    let change = json!({ "version": draft["version"], "interests": "Mine" });
    second.patch(&one(&draft, ""), change).await.problem(404);
    let page = Browser::of(&app, &second).await.get("assessments").await.is(200).text();
    assert!(
        page.contains("Watch Two") && !page.contains(&sample.plan.title),
        "{page}"
    );
    // Nor by a refusal: it assesses the same plan.
    let own = drafted(&second, &sample).await;
    assert_ne!(own["id"], draft["id"]);
    assert_eq!(own["body"], "Watch Two");
}

#[tokio::test]
async fn another_body_changes_nothing_that_was_submitted() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let first = monitor(&app, &sample, "first", "Watch One").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let done = published(&first, &coordinator, &sample).await;
    let page = Browser::of(&app, &first).await;
    let shown = page.get("assessments").await.is(200).text();
    assert!(shown.contains("assessments/body/end"), "{shown}");
    let refused = page
        .post("assessments/body/end", "e", &[("version", "2")])
        .await
        .is(422)
        .text();
    assert!(refused.contains("Reason"), "{refused}");
    let form = [("version", "2"), ("reason", "Our mandate is over")];
    page.post("assessments/body/end", "e2", &form).await.is(303);
    page.get("assessments").await.is(404);

    let second = monitor(&app, &sample, "second", "Watch Two").await;
    second.post(&one(&done, "editions"), json!({})).await;
    let read = second.get(&one(&done, "")).await.is(200).json();
    assert_eq!(read["body"], "Watch One");
    assert!(read["evaluators"][0]["email"].is_null(), "{read}");
    let taken = json!({ "kind": "inception", "plan": sample.plan.id });
    second.post(ALL, taken).await.problem(422);
}

#[tokio::test]
async fn what_a_body_writes_carries_its_name() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let watch = monitor(&app, &sample, "watch", "Watch One").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let form = [("version", "2"), ("name", "Watch of Elbasan"), ("reason", "A new name")];
    Browser::of(&app, &watch)
        .await
        .post("assessments/body", "b", &form)
        .await
        .is(303);
    let done = published(&watch, &coordinator, &sample).await;
    assert_eq!(done["body"], "Watch of Elbasan");

    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(
        log.contains("is now named “Watch of Elbasan”") && log.contains("by Watch of Elbasan"),
        "{log}"
    );
    let feed = app.get("/elbasan/en/log.atom").await.is(200).text();
    assert!(feed.contains("<name>Watch of Elbasan</name>"), "{feed}");
    let page = app
        .get(&format!("/elbasan/en/assessments/{}", done["id"].as_str().unwrap()))
        .await
        .is(200)
        .text();
    assert!(page.contains("Watch of Elbasan") && page.contains(SECRET), "{page}");
    for (end, wanted) in [("ttl", "dct:publisher"), ("jsonld", "publisher")] {
        let path = format!("/elbasan/en/assessments/{}.{end}", done["id"].as_str().unwrap());
        let text = app.get(&path).await.is(200).text();
        assert!(
            text.contains("#body") && text.contains("Watch of Elbasan") && text.contains(wanted),
            "{text}"
        );
    }
    let reports = app.get("/api/v1/tenants/elbasan/reports").await.is(200).json();
    assert_eq!(reports["items"][0]["body"], "Watch of Elbasan");
}

#[tokio::test]
async fn a_body_that_takes_part_itself_is_told() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let organisation = json!({ "name": "Shoqata Tjetër Vizion", "kind": "civil_society" });
    let organisation = coordinator
        .post("/api/v1/tenants/elbasan/organisations", organisation)
        .await
        .is(201)
        .json();
    let commitment = format!("/api/v1/tenants/elbasan/commitments/{}", sample.commitment.id);
    let read = coordinator.get(&commitment).await.is(200).json();
    let parts = json!({
        "version": read["version"],
        "parts": [{ "organisation": organisation["id"], "part": "supporter" }],
    });
    coordinator.patch(&commitment, parts).await.is(200);
    let watch = monitor(&app, &sample, "watch", "Tjetër Vizion").await;
    let done = published(&watch, &coordinator, &sample).await;
    let page = app
        .get(&format!("/elbasan/en/assessments/{}", done["id"].as_str().unwrap()))
        .await
        .is(200)
        .text();
    assert!(
        page.contains("Conflict of interest: Tjetër Vizion takes part in commitment 1."),
        "{page}"
    );
}
