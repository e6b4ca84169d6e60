//! Notes and questions of reviewers.

use super::{Case, Sent, city, id};
use poem::http::StatusCode;
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &["review_notes_create", "review_queries_create", "review_queries_answer"];

#[tokio::test]
async fn posts_of_reviewers_have_one_effect() {
    let city = city().await;
    let asked = json!({ "question": "When do the tests start?" });
    let asked = city
        .send("a", "/tenants/elbasan/review/queries", &Sent::Json(asked))
        .await;
    let asked = id(&asked.is(StatusCode::CREATED));
    let cases = [
        Case::json(
            "review_notes_create",
            "/review/notes",
            json!({ "text": "Two villages are missing." }),
            json!({ "text": "One village is missing." }),
        ),
        Case::json(
            "review_queries_create",
            "/review/queries",
            json!({ "question": "When will the results be there?" }),
            json!({ "question": "Where are the results?" }),
        ),
        Case::json(
            "review_queries_answer",
            &format!("/review/queries/{asked}/answer"),
            json!({ "version": 1, "answer": "On Friday." }),
            json!({ "version": 1, "answer": "On Monday." }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}
