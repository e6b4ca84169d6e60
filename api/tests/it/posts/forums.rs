//! Organisations, forums, meetings, strategies and endorsements.

use super::{Case, City, city};
use besa_domain::access::{EditStakeholders, ManagePeople, Permit, Role};
use besa_domain::stakeholders::{self, OrganisationDraft, OrganisationKind};
use besa_domain::{people, tenants};
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "organisations_create",
    "organisations_merge",
    "forums_create",
    "seats_create",
    "meetings_create",
    "papers_create",
    "decisions_create",
    "strategies_create",
    "rounds_create",
    "endorsements_create",
];

/// Appoints the admin to speak for an organisation, which endorsing requires.
async fn appoint_to_an_organisation<E>(city: &City<E>) {
    let db = &city.world.app.db;
    let tenant = tenants::by_slug(db, "elbasan").await.unwrap().id;
    let permit = Permit::<ManagePeople>::system(tenant);
    let account = people::by_email(db, "admin@elbasan.example.org").await.unwrap();
    people::add_member(db, &permit, &account, Role::Cocreator)
        .await
        .unwrap();
    let draft = OrganisationDraft {
        name: "Forum".to_owned(),
        kind: OrganisationKind::CivilSociety,
        website: None,
    };
    let edit = Permit::<EditStakeholders>::system(tenant);
    let made = stakeholders::create(db, &edit, None, draft).await.unwrap();
    people::appoint(db, &permit, None, account.id, Some(made.id))
        .await
        .unwrap();
}

#[tokio::test]
async fn posts_of_forums_strategies_and_endorsements_have_one_effect() {
    let city = city().await;
    appoint_to_an_organisation(&city).await;
    let (plan, commitment) = (&city.plan, &city.commitment);
    let organisation = async |name: &str| {
        city.create("/organisations", json!({ "name": name, "kind": "other" }))
            .await
    };
    let goes = organisation("Water office").await;
    let stays = organisation("Water Office Ltd").await;
    let other = organisation("Water works").await;
    let forum = json!({ "name": "Forum", "kind": "multi_stakeholder" });
    let forum = city.create("/forums", forum).await;
    let meeting = json!({ "title": "Spring", "starts_at": "2026-12-10T15:00:00Z" });
    let meeting = city.create(&format!("/forums/{forum}/meetings"), meeting).await;
    let strategy = city.create("/strategies", json!({ "title": "Environment" })).await;
    let cases = [
        Case::json(
            "organisations_create",
            "/organisations",
            json!({ "name": "Youth Forum", "kind": "civil_society" }),
            json!({ "name": "Another", "kind": "civil_society" }),
        ),
        Case::json(
            "organisations_merge",
            &format!("/organisations/{goes}/merge"),
            json!({ "version": 1, "into": stays }),
            json!({ "version": 1, "into": other }),
        ),
        Case::json(
            "forums_create",
            "/forums",
            json!({ "name": "Safety Council", "kind": "public_safety" }),
            json!({ "name": "Another", "kind": "public_safety" }),
        ),
        Case::json(
            "seats_create",
            &format!("/forums/{forum}/seats"),
            json!({ "title": "Speaker", "side": "residents" }),
            json!({ "title": "Speaker", "side": "academia" }),
        ),
        Case::json(
            "meetings_create",
            &format!("/forums/{forum}/meetings"),
            json!({ "title": "Summer", "starts_at": "2027-06-10T15:00:00Z" }),
            json!({ "title": "Summer", "starts_at": "2027-06-11T15:00:00Z" }),
        ),
        Case::json(
            "papers_create",
            &format!("/meetings/{meeting}/papers"),
            json!({ "title": "Results", "link": "https://example.org/", "shared_on": "2026-11-20" }),
            json!({ "title": "Results", "link": "https://example.org/", "shared_on": "2026-11-21" }),
        ),
        Case::json(
            "decisions_create",
            &format!("/meetings/{meeting}/decisions"),
            json!({ "text": "Publish the results" }),
            json!({ "text": "Keep the results" }),
        ),
        Case::json(
            "strategies_create",
            "/strategies",
            json!({ "title": "Integrity plan", "commitments": [commitment] }),
            json!({ "title": "Another", "commitments": [commitment] }),
        ),
        Case::json(
            "rounds_create",
            &format!("/strategies/{strategy}/rounds"),
            json!({ "year": 2024, "amount": 5, "currency": "ALL", "source": "The council" }),
            json!({ "year": 2024, "amount": 6, "currency": "ALL", "source": "The council" }),
        ),
        Case::json(
            "endorsements_create",
            &format!("/plans/{plan}/endorsements"),
            json!({ "stance": "endorses", "name": "Chair of the board" }),
            json!({ "stance": "endorses", "name": "Another" }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}
