//! Evidence: links and files.

use crate::world::{Answer, World, answer, plan, world};
use besa_domain::access::Role;
use poem::http::StatusCode;
use poem::{Endpoint, Response};
use serde_json::{Value, json};

const EVIDENCE: &str = "/tenants/elbasan/evidence";
const CSV: &[u8] = b"day,result\n2026-11-01,clean\n";

pub(crate) fn form(parts: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in parts {
        body.extend(format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    if let Some((name, bytes)) = file {
        body.extend(
            format!("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--B--\r\n");
    body
}

/// A city with a milestone, and its coordinator's token.
struct City<E> {
    world: World<E>,
    coordinator: String,
    commitment: String,
    milestone: String,
}

async fn city() -> City<impl Endpoint<Output = Response>> {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let (_, commitment, milestone) = plan(&world, &coordinator).await;
    City {
        world,
        coordinator,
        commitment,
        milestone,
    }
}

/// Creates a city with one file, and returns its evidence.
async fn city_with_file() -> (City<impl Endpoint<Output = Response>>, Value) {
    let city = city().await;
    let body = form(&city.fields(), Some(("r\u{eb}sults.csv", CSV)));
    let made = city.upload(body, "a").await.is(StatusCode::CREATED);
    (city, made)
}

impl<E: Endpoint<Output = Response>> City<E> {
    /// The form fields for evidence on the milestone.
    fn fields(&self) -> [(&str, &str); 4] {
        [
            ("milestone", self.milestone.as_str()),
            ("title", "Results"),
            ("kind", "data"),
            ("link", ""),
        ]
    }

    async fn upload(&self, body: Vec<u8>, key: &str) -> Answer {
        let request = self
            .world
            .client
            .post(format!("/api/v1{EVIDENCE}"))
            .content_type("multipart/form-data; boundary=B");
        let request = request.header("authorization", format!("Bearer {}", self.coordinator));
        let request = request.header("idempotency-key", key).body(body);
        answer(request.send().await).await
    }

    fn files(&self) -> usize {
        self.world.kept.lock().unwrap().len()
    }
}

#[tokio::test]
async fn a_link_must_be_a_web_address() {
    let city = city().await;
    let link =
        json!({ "commitment": city.commitment, "title": "Minutes", "kind": "minutes", "link": "https://example.org/" });
    let made = city.world.post(&city.coordinator, EVIDENCE, link).await;
    made.is(StatusCode::CREATED);
    let evil = json!({ "commitment": city.commitment, "title": "x", "kind": "minutes", "link": "javascript:alert(1)" });
    let refused = city.world.post(&city.coordinator, EVIDENCE, evil).await;
    refused.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
}

#[tokio::test]
async fn a_repeated_upload_is_one_file() {
    let (city, made) = city_with_file().await;
    assert_eq!(made["file"]["media_type"], "text/csv");
    let body = form(&city.fields(), Some(("r\u{eb}sults.csv", CSV)));
    assert_eq!(made, city.upload(body, "a").await.is(StatusCode::CREATED));
    assert_eq!(city.files(), 1, "the second copy is deleted");
}

#[tokio::test]
async fn a_refused_upload_leaves_no_file() {
    let (city, _) = city_with_file().await;
    let fields = city.fields();
    let html = form(&fields, Some(("a.pdf", b"<!doctype html><script>alert(1)</script>")));
    let refused = city.upload(html, "b").await;
    let refused = refused.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(refused["errors"][0]["code"], "file_type_refused");
    let large = form(&fields, Some(("a.csv", &vec![b'a'; 20_000_001])));
    city.upload(large, "c")
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let huge = form(&fields, Some(("a.csv", &vec![b'a'; 30_000_000])));
    city.upload(huge, "d")
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    city.upload(form(&fields, None), "e")
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    city.upload(vec![b'x'; 1_000], "f")
        .await
        .problem(StatusCode::BAD_REQUEST, "malformed");
    let nowhere = [
        ("milestone", city.commitment.as_str()),
        ("title", "R"),
        ("kind", "data"),
    ];
    city.upload(form(&nowhere, Some(("a.csv", CSV))), "g")
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    let untitled = [("milestone", city.milestone.as_str()), ("kind", "data")];
    city.upload(form(&untitled, Some(("a.csv", CSV))), "h")
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let mut broken = form(&fields, Some(("a.csv", CSV)));
    broken.truncate(broken.len() - 12);
    assert!([400, 422].contains(&city.upload(broken, "i").await.status));
    assert_eq!(city.files(), 1, "refused files are not stored");
}

#[tokio::test]
async fn a_file_is_downloaded_as_an_inert_attachment() {
    let (city, made) = city_with_file().await;
    let file = format!("{EVIDENCE}/{}/file", made["id"].as_str().unwrap());
    let sent = city.world.get("", &file).await;
    assert_eq!(sent.headers["x-content-type-options"], "nosniff");
    assert_eq!(sent.headers["content-security-policy"], "sandbox; default-src 'none'");
    assert_eq!(sent.headers["content-length"], "28");
    assert!(
        sent.headers["content-disposition"]
            .to_str()
            .unwrap()
            .ends_with("filename*=UTF-8''r%C3%ABsults.csv")
    );
    let etag = sent.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(etag, format!("\"{}\"", made["file"]["sha256"].as_str().unwrap()));
    assert_eq!(
        sent.is(StatusCode::OK),
        Value::String("day,result\n2026-11-01,clean\n".to_owned())
    );
    let held = city
        .world
        .client
        .get(format!("/api/v1{file}"))
        .header("if-none-match", etag)
        .send()
        .await;
    held.assert_status(StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_picture_loses_its_place_and_names_its_original() {
    const PHOTO: &[u8] = include_bytes!("../../../domain/src/files/photo-with-place.jpg");
    let (city, plain) = city_with_file().await;
    assert_eq!(plain["file"]["original_sha256"], Value::Null);
    let fields = city.fields();
    let made = city.upload(form(&fields, Some(("photo.jpg", PHOTO))), "photo").await;
    let made = made.is(StatusCode::CREATED);
    let original = "a866ffe9c4692ac05a665426b7ecd399c36e9c417fa9d7c96b8e110498af3ca0";
    assert_eq!(made["file"]["original_sha256"], original);
    assert_ne!(made["file"]["sha256"], made["file"]["original_sha256"]);
    // Without the segment of 138 bytes that holds the place, and with an end marker.
    assert_eq!(made["file"]["size"], 136);
}

#[tokio::test]
async fn a_withdrawn_file_is_not_downloaded() {
    let (city, made) = city_with_file().await;
    let of = city
        .world
        .get("", &format!("{EVIDENCE}?milestone={}", city.milestone))
        .await
        .is(StatusCode::OK);
    assert_eq!(of["total"], 1);
    let one = format!("{EVIDENCE}/{}", made["id"].as_str().unwrap());
    let file = format!("{one}/file");
    city.world.get("", &file).await.is(StatusCode::OK);
    let withdraw = json!({ "reason": "Another document", "version": 1 });
    let withdrawn = city
        .world
        .post(&city.coordinator, &format!("{one}/withdraw"), withdraw)
        .await;
    withdrawn.is(StatusCode::OK);
    let gone = city.world.get("", &file).await;
    gone.problem(StatusCode::NOT_FOUND, "not-found");
}
