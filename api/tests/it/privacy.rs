//! People, and the log.

use crate::world::{plan, world};
use besa_domain::access::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn people_stay_private_and_the_log_adds_up() {
    let world = world().await;
    let admin = world.token("elbasan", Role::Admin).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    let (_, commitment, milestone) = plan(&world, &admin).await;
    let organisation = json!({ "name": "Water Utility", "kind": "government" });
    let organisation = world
        .post(&admin, "/tenants/elbasan/organisations", organisation)
        .await
        .is(StatusCode::CREATED);
    let contact = json!({ "name": "Canary Name", "email": "canary@example.org", "organisation": organisation["id"] });
    let contact = world
        .post(&admin, "/tenants/elbasan/contacts", contact)
        .await
        .is(StatusCode::CREATED);
    let who = json!({ "version": 1, "responsible": [
        { "organisation": organisation["id"], "contact": contact["id"], "part": "lead" }
    ] });
    world
        .patch(&admin, &format!("/tenants/elbasan/milestones/{milestone}"), who)
        .await
        .is(StatusCode::OK);
    let parts = json!({ "version": 1, "parts": [{ "organisation": organisation["id"], "part": "lead" }] });
    world
        .patch(&admin, &format!("/tenants/elbasan/commitments/{commitment}"), parts)
        .await
        .is(StatusCode::OK);
    let foreign = json!({ "version": 2, "parts": [{ "organisation": milestone, "part": "lead" }] });
    let foreign = world
        .patch(&admin, &format!("/tenants/elbasan/commitments/{commitment}"), foreign)
        .await;
    let foreign = foreign.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(foreign["errors"][0]["field"], "parts[0].organisation");

    let contact_id = contact["id"].as_str().unwrap();
    for path in [
        format!("/tenants/elbasan/milestones/{milestone}"),
        "/tenants/elbasan/milestones".to_owned(),
        format!("/tenants/elbasan/commitments/{commitment}"),
        "/tenants/elbasan/plans/latest".to_owned(),
        "/tenants/elbasan/log".to_owned(),
    ] {
        let text = world.get("", &path).await.is(StatusCode::OK).to_string();
        for private in ["Canary", "canary@", contact_id] {
            assert!(!text.contains(private), "{path} tells {private}");
        }
    }
    let read = world
        .get("", &format!("/tenants/elbasan/milestones/{milestone}"))
        .await
        .is(StatusCode::OK);
    assert_eq!(read["responsible"][0]["name"], "Water Utility");
    world
        .get(&viewer, "/tenants/elbasan/contacts")
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    world
        .get(&viewer, "/tenants/elbasan/members")
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    let who = world
        .get(&admin, &format!("/tenants/elbasan/milestones/{milestone}/responsible"))
        .await;
    assert_eq!(who.is(StatusCode::OK)["items"][0]["contact"], contact["id"]);

    let log = world.get("", "/tenants/elbasan/log?limit=2").await.is(StatusCode::OK);
    assert_eq!(log["items"].as_array().unwrap().len(), 2);
    assert!(
        log["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|entry| entry["public"] == true)
    );
    let verdict = world.get("", "/tenants/elbasan/log/verify").await.is(StatusCode::OK);
    assert_eq!(verdict["sound"], true);
    let plan = world
        .get("", "/tenants/elbasan/plans/2026-2028")
        .await
        .is(StatusCode::OK);
    assert_eq!(
        (&plan["milestones"]["all"], &plan["milestones"]["late"]),
        (&json!(1), &json!(1))
    );

    let invitation = json!({ "email": "new@example.org", "role": "viewer" });
    let made = world
        .post(&admin, "/tenants/elbasan/invitations", invitation)
        .await
        .is(StatusCode::CREATED);
    let path = format!("/tenants/elbasan/invitations/{}", made["id"].as_str().unwrap());
    assert_eq!(world.send(Method::DELETE, &admin, &path, Value::Null).await.status, 204);
    let members = world.get(&admin, "/tenants/elbasan/members").await.is(StatusCode::OK);
    let last = members["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|member| member["role"] == "admin")
        .unwrap();
    let path = format!("/tenants/elbasan/members/{}", last["id"].as_str().unwrap());
    let kept = world.send(Method::DELETE, &admin, &path, Value::Null).await;
    kept.problem(StatusCode::CONFLICT, "last-admin");
    let city = json!({ "colour": "#8C1D2F", "version": 1 });
    assert_eq!(
        world.patch(&admin, "/tenants/elbasan", city).await.is(StatusCode::OK)["colour"],
        "#8c1d2f"
    );
}
