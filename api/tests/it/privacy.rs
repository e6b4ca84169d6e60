//! Personal data, and the log of a city.

use crate::world::{World, plan, world};
use besa_domain::access::Role;
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Response};
use serde_json::{Value, json};

/// A city whose commitment and milestone have an organisation; the milestone also has its contact.
struct City<E> {
    world: World<E>,
    admin: String,
    commitment: String,
    milestone: String,
    contact: Value,
}

async fn city() -> City<impl Endpoint<Output = Response>> {
    let world = world().await;
    let admin = world.token("elbasan", Role::Admin).await;
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
    City {
        world,
        admin,
        commitment,
        milestone,
        contact: contact["id"].clone(),
    }
}

#[tokio::test]
async fn an_unknown_organisation_of_a_commitment_is_a_field_error() {
    let city = city().await;
    let foreign = json!({ "version": 2, "parts": [{ "organisation": city.milestone, "part": "lead" }] });
    let path = format!("/tenants/elbasan/commitments/{}", city.commitment);
    let foreign = city.world.patch(&city.admin, &path, foreign).await;
    let foreign = foreign.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(foreign["errors"][0]["field"], "parts[0].organisation");
}

#[tokio::test]
async fn the_public_reads_organisations_but_no_contact() {
    let city = city().await;
    let contact = city.contact.as_str().unwrap();
    let milestone = format!("/tenants/elbasan/milestones/{}", city.milestone);
    for path in [
        milestone.clone(),
        "/tenants/elbasan/milestones".to_owned(),
        format!("/tenants/elbasan/commitments/{}", city.commitment),
        "/tenants/elbasan/plans/latest".to_owned(),
        "/tenants/elbasan/log".to_owned(),
    ] {
        let text = city.world.get("", &path).await.is(StatusCode::OK).to_string();
        for private in ["Canary", "canary@", contact] {
            assert!(!text.contains(private), "{path} tells {private}");
        }
    }
    let read = city.world.get("", &milestone).await.is(StatusCode::OK);
    assert_eq!(read["responsible"][0]["name"], "Water Utility");
}

#[tokio::test]
async fn a_viewer_reads_no_contacts_and_no_members() {
    let city = city().await;
    let viewer = city.world.token("elbasan", Role::Viewer).await;
    for path in ["/tenants/elbasan/contacts", "/tenants/elbasan/members"] {
        let refused = city.world.get(&viewer, path).await;
        refused.problem(StatusCode::FORBIDDEN, "not-allowed");
    }
    let path = format!("/tenants/elbasan/milestones/{}/responsible", city.milestone);
    let who = city.world.get(&city.admin, &path).await.is(StatusCode::OK);
    assert_eq!(who["items"][0]["contact"], city.contact, "an admin can see contacts");
}

#[tokio::test]
async fn the_public_log_is_paged_and_verified() {
    let City { world, .. } = city().await;
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
}

#[tokio::test]
async fn a_plan_counts_its_late_milestones() {
    let City { world, .. } = city().await;
    let plan = world
        .get("", "/tenants/elbasan/plans/2026-2028")
        .await
        .is(StatusCode::OK);
    assert_eq!(
        (&plan["milestones"]["all"], &plan["milestones"]["late"]),
        (&json!(1), &json!(1))
    );
}

#[tokio::test]
async fn an_admin_withdraws_invitations_but_cannot_remove_the_last_admin() {
    let world = world().await;
    let admin = world.token("elbasan", Role::Admin).await;
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
}

#[tokio::test]
async fn the_colour_of_a_city_is_kept_in_lower_case() {
    let world = world().await;
    let admin = world.token("elbasan", Role::Admin).await;
    let city = json!({ "colour": "#8C1D2F", "version": 1 });
    assert_eq!(
        world.patch(&admin, "/tenants/elbasan", city).await.is(StatusCode::OK)["colour"],
        "#8c1d2f"
    );
}
