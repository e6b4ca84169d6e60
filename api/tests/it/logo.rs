//! A city's logo.

use crate::evidence::form;
use crate::world::{Answer, World, answer, world};
use besa_domain::access::Role;
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Response};
use serde_json::Value;

const PATH: &str = "/tenants/elbasan/logo";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82";
const WEBP: &[u8] = b"RIFF\x10\0\0\0WEBPVP8 \x04\0\0\0data";

async fn put<E: Endpoint<Output = Response>>(world: &World<E>, token: &str, version: &str, file: &[u8]) -> Answer {
    let request = world.client.put(format!("/api/v1{PATH}"));
    let request = request.content_type("multipart/form-data; boundary=B");
    let request = request.header("authorization", format!("Bearer {token}"));
    let request = if version.is_empty() {
        request
    } else {
        request.header("if-match", version)
    };
    answer(request.body(form(&[], Some(("logo.png", file)))).send().await).await
}

#[tokio::test]
async fn a_logo_is_set_replaced_and_removed() {
    let world = world().await;
    let admin = world.token("elbasan", Role::Admin).await;
    let kept = || world.kept.lock().unwrap().len();
    let city = async || world.get("", "/tenants/elbasan").await.is(StatusCode::OK);
    assert_eq!(city().await["logo"], Value::Null);

    let first = put(&world, &admin, "\"1\"", PNG).await.is(StatusCode::OK);
    let logo = first["logo"].as_str().unwrap().to_owned();
    assert!(logo.starts_with("http://localhost:8080/elbasan/logo/"), "{logo}");
    assert_eq!((first["version"].as_i64(), kept()), (Some(2), 1));
    assert_eq!(city().await["logo"], first["logo"]);

    let second = put(&world, &admin, "\"2\"", WEBP).await.is(StatusCode::OK);
    assert_ne!(
        second["logo"], first["logo"],
        "different bytes have a different address"
    );
    assert_eq!(kept(), 1, "the previous logo is deleted");
    put(&world, &admin, "\"2\"", PNG)
        .await
        .problem(StatusCode::CONFLICT, "stale-version");
    put(&world, &admin, "", PNG)
        .await
        .problem(StatusCode::PRECONDITION_REQUIRED, "version-missing");
    assert_eq!(kept(), 1, "a refused logo is not stored");

    let remove = async |version: &str| {
        let request = world.client.delete(format!("/api/v1{PATH}"));
        let request = request.header("authorization", format!("Bearer {admin}"));
        answer(request.header("if-match", version).send().await).await
    };
    remove("\"2\"").await.problem(StatusCode::CONFLICT, "stale-version");
    remove("\"3\"").await.is(StatusCode::NO_CONTENT);
    assert_eq!((city().await["logo"].clone(), kept()), (Value::Null, 0));
    remove("*").await.problem(StatusCode::NOT_FOUND, "not-found");
}

#[tokio::test]
async fn anything_but_a_small_image_is_refused_with_a_reason() {
    let world = world().await;
    let admin = world.token("elbasan", Role::Admin).await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let mut large = PNG.to_vec();
    large.resize(256_001, 0);
    for (file, code, status) in [
        (
            &b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"[..],
            "svg_refused",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (b"%PDF-1.7", "picture_refused", StatusCode::UNPROCESSABLE_ENTITY),
        (b"", "file_empty", StatusCode::UNPROCESSABLE_ENTITY),
        (&large, "file_too_large", StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let refused = put(&world, &admin, "*", file).await.is(status);
        assert_eq!(refused["errors"][0]["code"], code, "{refused:#}");
    }
    put(&world, &coordinator, "*", PNG)
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    put(&world, "besa_wrong", "*", PNG)
        .await
        .problem(StatusCode::UNAUTHORIZED, "sign-in");
    assert_eq!(world.kept.lock().unwrap().len(), 0);
    let change = world.send(Method::GET, "", "/tenants/elbasan", Value::Null).await;
    assert_eq!(change.is(StatusCode::OK)["version"], 1);
}
