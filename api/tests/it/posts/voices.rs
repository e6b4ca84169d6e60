//! Comments, proposals, the responses to them, and subscriptions.

use super::{Case, Sent, city, id};
use poem::http::StatusCode;
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "subscriptions_create",
    "comments_create",
    "comments_hide",
    "comments_publish",
    "comments_respond",
    "proposals_create",
    "proposals_hide",
    "proposals_publish",
    "proposals_respond",
    "responses_create",
];

#[tokio::test]
async fn posts_of_voices_and_subscriptions_have_one_effect() {
    let city = city().await;
    let (plan, commitment) = (&city.plan, &city.commitment);
    let mut voices = Vec::new();
    for (key, what) in [
        ("a", "comments"),
        ("b", "comments"),
        ("c", "proposals"),
        ("d", "proposals"),
        ("e", "comments"),
    ] {
        let body = format!("Words {key}");
        let voice = if what == "proposals" {
            json!({ "plan": plan, "title": "Benches", "body": body })
        } else {
            json!({ "commitment": commitment, "body": body, "asks": true })
        };
        let kept = city
            .send(key, &format!("/tenants/elbasan/{what}"), &Sent::Json(voice))
            .await;
        voices.push(id(&kept.is(StatusCode::CREATED)));
    }
    let cases = [
        Case::json(
            "subscriptions_create",
            "/subscriptions",
            json!({ "email": "resident@example.org" }),
            json!({ "email": "another@example.org" }),
        ),
        Case::json(
            "comments_create",
            "/comments",
            json!({ "commitment": commitment, "body": "Please post them.", "asks": true }),
            json!({ "commitment": commitment, "body": "Another", "asks": true }),
        ),
        Case::json(
            "comments_hide",
            &format!("/comments/{}/hide", voices[0]),
            json!({ "version": 2, "rule": "spam", "words": "It sells shoes." }),
            json!({ "version": 2, "rule": "insult", "words": "It sells shoes." }),
        ),
        Case::json(
            "comments_publish",
            &format!("/comments/{}/publish", voices[0]),
            json!({ "version": 3 }),
            json!({ "version": 4 }),
        ),
        Case::json(
            "comments_respond",
            &format!("/comments/{}/response", voices[1]),
            json!({ "outcome": "accepted", "reason": "You are right.", "changed": "A notice at each shop." }),
            json!({ "outcome": "accepted", "reason": "You are not.", "changed": "A notice at each shop." }),
        ),
        Case::json(
            "proposals_create",
            "/proposals",
            json!({ "plan": plan, "title": "An idea", "body": "Please post them." }),
            json!({ "plan": plan, "title": "An idea", "body": "Another" }),
        ),
        Case::json(
            "proposals_hide",
            &format!("/proposals/{}/hide", voices[2]),
            json!({ "version": 2, "rule": "spam", "words": "It sells shoes." }),
            json!({ "version": 2, "rule": "insult", "words": "It sells shoes." }),
        ),
        Case::json(
            "proposals_publish",
            &format!("/proposals/{}/publish", voices[2]),
            json!({ "version": 3 }),
            json!({ "version": 4 }),
        ),
        Case::json(
            "proposals_respond",
            &format!("/proposals/{}/response", voices[3]),
            json!({ "outcome": "accepted", "reason": "You are right.", "changed": "A notice at each shop." }),
            json!({ "outcome": "accepted", "reason": "You are not.", "changed": "A notice at each shop." }),
        ),
        Case::json(
            "responses_create",
            "/responses",
            json!({ "voices": [voices[4]], "outcome": "not_accepted", "reason": "The laboratory has no room." }),
            json!({ "voices": [voices[4]], "outcome": "not_accepted", "reason": "There is no money." }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}
