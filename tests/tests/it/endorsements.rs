//! Organisations endorse a plan, or decline with a reason. The city cannot change their texts.

use besa_domain::access::{ManagePeople, Permit, Role, SeeLog, SeeStakeholders};
use besa_domain::{log, people, stakeholders};
use besa_tests::{Person, Sample, TestApp};
use serde_json::{Value, json};

const PLAN: &str = "/elbasan/en/plan";

fn address(sample: &Sample) -> String {
    format!("/api/v1/tenants/elbasan/plans/{}/endorsements", sample.plan.id)
}

/// Creates a co-creator who acts for the sample's organisation of that name.
async fn cocreator<'a>(app: &'a TestApp, sample: &Sample, name: &str, organisation: &str) -> Person<'a> {
    let person = app.person(name, &sample.city, Role::Cocreator).await;
    let coordinator = app
        .person(&format!("helps-{name}"), &sample.city, Role::Coordinator)
        .await;
    let body = json!({ "name": organisation, "kind": "civil_society" });
    coordinator
        .post("/api/v1/tenants/elbasan/organisations", body)
        .await
        .is(201);
    let permit = Permit::<SeeStakeholders>::system(sample.city.id);
    let all = stakeholders::organisations(&app.app.db, &permit).await.unwrap();
    let of = all.into_iter().find(|one| one.name == organisation).unwrap().id;
    let permit = Permit::<ManagePeople>::system(sample.city.id);
    people::appoint(&app.app.db, &permit, None, person.account.id, Some(of))
        .await
        .unwrap();
    person
}

#[tokio::test]
async fn an_organisation_endorses_and_everybody_sees_it() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let forum = cocreator(&app, &sample, "forum", "Youth Forum").await;
    let body = json!({ "stance": "endorses", "name": "Chair of the board", "position": "Chair" });
    let made = forum.post(&address(&sample), body).await.is(201).json();
    assert_eq!(
        (&made["organisation_name"], &made["stance"], &made["version"]),
        (&json!("Youth Forum"), &json!("endorses"), &json!(1))
    );
    let listed = app.get(&address(&sample)).await.is(200).json();
    assert_eq!((&listed["total"], &listed["items"][0]), (&json!(1), &made));
    let page = app.get(PLAN).await.is(200).text();
    assert!(page.contains("Youth Forum") && page.contains("Endorses the plan") && page.contains("Chair of the board"));

    // The organisation changes its stance: the latest counts, and the log has both.
    let refused = forum
        .post(
            &address(&sample),
            json!({ "stance": "declines", "name": "Chair of the board" }),
        )
        .await
        .problem(422);
    assert_eq!(refused["errors"][0]["field"], "reason");
    let body = json!({ "stance": "declines", "name": "Chair of the board", "reason": "Our proposal is not in it." });
    let changed = forum.post(&address(&sample), body).await.is(201).json();
    assert_eq!((&changed["id"], &changed["version"]), (&made["id"], &json!(2)));
    let page = app.get(PLAN).await.is(200).text();
    assert!(page.contains("Our proposal is not in it.") && !page.contains("Endorses the plan"));
    let see = Permit::<SeeLog>::public(sample.city.id);
    let entries = log::list(&app.app.db, &see, log::About::Kind("endorsement"), None, 10)
        .await
        .unwrap();
    let actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["plan.decline", "plan.endorse"]);
    let page = app.get("/elbasan/en/log").await.is(200).text();
    assert!(page.contains("Youth Forum did not endorse the plan."));
}

#[tokio::test]
async fn nobody_else_endorses_for_an_organisation() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let body: Value = json!({ "stance": "endorses", "name": "Somebody" });
    for role in [
        Role::Admin,
        Role::Coordinator,
        Role::Implementer,
        Role::Monitor,
        Role::Viewer,
    ] {
        let person = app.person(role.code(), &sample.city, role).await;
        person.post(&address(&sample), body.clone()).await.problem(403);
    }
    // A co-creator who acts for no organisation cannot endorse, and the page says what to do.
    let alone = app.person("alone", &sample.city, Role::Cocreator).await;
    let refused = alone.post(&address(&sample), body.clone()).await.problem(409);
    assert_eq!(refused["type"], "/problems/no-organisation");
    assert_eq!(app.count("endorsement").await, 0);
}

#[tokio::test]
async fn a_member_who_left_no_longer_acts_for_the_organisation() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let forum = cocreator(&app, &sample, "forum", "Youth Forum").await;
    let comment = json!({ "plan": sample.plan.id, "body": "More benches." });
    forum.post("/api/v1/tenants/elbasan/comments", comment).await.is(201);
    let page = app.get(PLAN).await.is(200).text();
    assert!(page.contains("More benches.") && page.contains("<span>Youth Forum</span>"));

    let permit = Permit::<ManagePeople>::system(sample.city.id);
    let members = people::members(&app.app.db, &permit).await.unwrap();
    let member = members.iter().find(|one| one.account == forum.account.id).unwrap();
    people::remove_member(&app.app.db, &permit, None, member.id, Some("Its time is over"))
        .await
        .unwrap();
    assert_eq!(app.count("delegate").await, 0);
    // An earlier endorsement stays attributed to the organisation.
    assert!(app.get(PLAN).await.is(200).text().contains("<span>Youth Forum</span>"));
}

#[tokio::test]
async fn a_closed_plan_cannot_be_endorsed() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let forum = cocreator(&app, &sample, "forum", "Youth Forum").await;
    app.sql("UPDATE plan SET state = 'closed'").await;
    let body = json!({ "stance": "endorses", "name": "Chair of the board" });
    let refused = forum.post(&address(&sample), body).await.problem(409);
    assert_eq!(refused["type"], "/problems/plan-closed");
}
