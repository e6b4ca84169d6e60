//! Import of a plan from a file: review, confirm, cancel, refusals.

use crate::world::{Answer, PLAN, World, answer, world};
use besa_domain::access::Role;
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Response};
use serde_json::{Value, json};

const PATH: &str = "/tenants/elbasan/imports";

async fn send<E: Endpoint<Output = Response>>(world: &World<E>, token: &str, name: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    let head = format!("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.bytes());
    body.extend_from_slice(file);
    body.extend(b"\r\n--B--\r\n");
    let request = world.client.post(format!("/api/v1{PATH}"));
    let request = request.content_type("multipart/form-data; boundary=B");
    let request = request.header("authorization", format!("Bearer {token}"));
    answer(request.body(body).send().await).await
}

fn plans(names: &[&str]) -> Vec<u8> {
    let plan = |name: &&str| {
        json!({
            "member": name, "country": "Albania", "plan_title": "Action Plan 2026-2028", "plan_end": "2028-08-31",
            "commitments": [{
                "number": "1", "title": "Open contracts", "start": "2026-09-01", "end": "2028-08-31",
                "milestones": [{ "number": "1.1", "title": "Contracts are published", "end": "March 2027" }]
            }]
        })
    };
    let plans: Vec<Value> = names.iter().map(plan).collect();
    json!({ "plans": plans }).to_string().into_bytes()
}

#[tokio::test]
async fn a_file_is_reviewed_before_anything_is_created() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let stranger = world.token("tirana", Role::Coordinator).await;

    let sent = send(&world, &coordinator, "plan.json", &plans(&["Elbasan"])).await;
    let location = sent.headers["location"].to_str().unwrap().to_owned();
    let made = sent.is(StatusCode::CREATED);
    let id = made["id"].as_str().unwrap();
    assert!(location.ends_with(id));
    assert_eq!(made["state"], "reviewing");
    assert_eq!(made["outcome"]["milestones"], json!({ "made": 1, "unchanged": 0 }));
    let month = made["notes"].as_array().unwrap().iter();
    let month = month.filter(|note| note["code"] == "month_only").collect::<Vec<_>>();
    assert_eq!((month.len(), &month[0]["severity"]), (1, &json!("doubt")), "{made:#}");
    assert_eq!(
        (&month[0]["given"], &month[0]["used"]),
        (&json!("March 2027"), &json!("2027-03-31"))
    );
    let before = world.get(&coordinator, PLAN).await.is(StatusCode::OK);
    assert_eq!(before["total"], 0, "nothing is created before the confirmation");

    let path = format!("{PATH}/{id}");
    assert_eq!(world.get(&coordinator, &path).await.is(StatusCode::OK), made);
    let elsewhere = format!("/tenants/tirana/imports/{id}");
    world
        .get(&stranger, &elsewhere)
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    let confirm = async |key: &str| {
        let request = world.client.post(format!("/api/v1{path}/confirm"));
        let request = request.header("authorization", format!("Bearer {coordinator}"));
        answer(request.header("idempotency-key", key).send().await).await
    };
    let confirmed = confirm("a").await.is(StatusCode::OK);
    assert_eq!(confirmed["state"], "confirmed");
    assert_eq!(confirm("a").await.is(StatusCode::OK), confirmed);
    confirm("b").await.problem(StatusCode::CONFLICT, "import-finished");
    let after = world.get(&coordinator, PLAN).await.is(StatusCode::OK);
    assert_eq!(after["total"], 1);

    let again = send(&world, &coordinator, "plan.json", &plans(&["Elbasan", "Tirana"])).await;
    let again = again.is(StatusCode::CREATED);
    assert_eq!(again["outcome"]["milestones"], json!({ "made": 0, "unchanged": 1 }));
    let path = format!("{PATH}/{}/cancel", again["id"].as_str().unwrap());
    let cancelled = world.send(Method::POST, &coordinator, &path, Value::Null).await;
    assert_eq!(cancelled.is(StatusCode::OK)["state"], "cancelled");
    let list = world
        .get(&coordinator, &format!("{PATH}?limit=1"))
        .await
        .is(StatusCode::OK);
    assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(2), &again["id"]));
}

#[tokio::test]
async fn columns_and_records_are_decided_on_before_a_confirmation() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let file = "what we do,when\nTrees are planted,March 2027\nBenches are set up,soon\n";
    let sent = send(&world, &coordinator, "trees.csv", file.as_bytes()).await;
    let sent = sent.is(StatusCode::CREATED);
    assert_eq!(sent["outcome"]["commitments"]["made"], 0);
    let path = format!("{PATH}/{}", sent["id"].as_str().unwrap());
    let post = async |what: &str, body: Value| world.post(&coordinator, &format!("{path}/{what}"), body).await;
    post("confirm", json!({}))
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");

    let columns = world.get(&coordinator, &format!("{path}/columns")).await;
    let columns = columns.is(StatusCode::OK)["items"].clone();
    assert_eq!(
        (&columns[0]["heading"], &columns[0]["filled"]),
        (&json!("what we do"), &json!(2))
    );
    let key = |at: usize| columns[at]["column"].as_str().unwrap().to_owned();
    let fields = json!({ "columns": { key(0): "commitment_title", key(1): "commitment_end" } });
    let read = post("decisions", fields).await.is(StatusCode::OK);
    assert_eq!(read["outcome"]["commitments"]["made"], 2, "{read:#}");

    let records = world
        .get(&coordinator, &format!("{path}/records"))
        .await
        .is(StatusCode::OK);
    assert_eq!(records["total"], 3, "{records:#}");
    let doubtful = world.get(&coordinator, &format!("{path}/records?doubtful=true")).await;
    let doubtful = doubtful.is(StatusCode::OK)["items"].clone();
    let benches = doubtful.as_array().unwrap().iter();
    let benches = benches
        .clone()
        .find(|record| record["title"] == "Benches are set up")
        .unwrap();
    assert_eq!((&benches["fate"], &benches["ends_on"]), (&json!("new"), &Value::Null));
    let record = benches["record"].as_str().unwrap();
    let other = json!({ "edits": [{ "record": record, "field": "ends_on", "text": "30.04.2027" }] });
    post("decisions", other).await.is(StatusCode::OK);
    for (wrong, field) in [
        (json!({ "left_out": { "row 99": true } }), "record"),
        (
            json!({ "edits": [{ "record": record, "field": "weather", "text": "" }] }),
            "field",
        ),
        (json!({ "columns": { "7.7": "plan_title" } }), "column"),
    ] {
        let problem = post("decisions", wrong)
            .await
            .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem:#}");
    }
    let made = post("confirm", json!({})).await.is(StatusCode::OK);
    assert_eq!(made["state"], "confirmed");
    let records = world.get(&coordinator, &format!("{path}/records")).await;
    assert_eq!(records.is(StatusCode::OK)["total"], 0);
    let taken_back = post("undo", json!({})).await.is(StatusCode::OK);
    assert_eq!(
        (&taken_back["state"], &taken_back["notes"]),
        (&json!("undone"), &json!([]))
    );
}

#[tokio::test]
async fn an_unreadable_file_is_refused_with_all_reasons() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    send(&world, "besa_wrong", "plan.json", b"{}")
        .await
        .problem(StatusCode::UNAUTHORIZED, "sign-in");
    send(&world, &viewer, "plan.json", b"{}")
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    let refused = async |name: &str, file: &[u8]| {
        let sent = send(&world, &coordinator, name, file).await;
        sent.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid")
    };
    let nothing = refused("plan.json", b"{").await;
    assert_eq!(
        (&nothing["errors"][0]["field"], &nothing["errors"][0]["code"]),
        (&json!("file"), &json!("unreadable_file"))
    );
    let table = refused("plan.csv", b"fruit\n").await;
    let errors = table["errors"].as_array().unwrap();
    assert!(errors.iter().any(|error| error["code"] == "no_table"), "{table:#}");
    let several = refused("plan.json", &plans(&["Korca", "Tirana"])).await;
    assert_eq!(
        (&several["errors"][0]["field"], &several["errors"][0]["code"]),
        (&json!("member"), &json!("required"))
    );
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    send(&world, &coordinator, "plan.csv", &large)
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    world
        .post(&coordinator, PATH, json!({}))
        .await
        .problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    let list = world.get(&coordinator, PATH).await.is(StatusCode::OK);
    assert_eq!(list["total"], 0);
}

#[tokio::test]
async fn the_workbook_is_an_attachment() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let path = format!("{PATH}/template");
    world.get("", &path).await.problem(StatusCode::UNAUTHORIZED, "sign-in");
    let unknown = world.get(&coordinator, &format!("{path}?language=xx")).await;
    unknown.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let request = world.client.get(format!("/api/v1{path}?language=en"));
    let request = request.header("authorization", format!("Bearer {coordinator}"));
    let sent = request.send().await.0;
    assert_eq!(sent.status(), StatusCode::OK);
    let disposition = sent.headers()["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment; "), "{disposition}");
    let bytes = sent.into_body().into_vec().await.unwrap();
    // Its rows are empty, so it can be read but contains no plan.
    let empty = send(&world, &coordinator, "besa-plan.xlsx", &bytes).await;
    let empty = empty.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(empty["errors"][0]["code"], "empty_file");
}
