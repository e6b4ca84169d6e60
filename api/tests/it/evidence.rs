//! Links and files.

use crate::world::{answer, plan, world};
use besa_domain::access::Role;
use poem::http::StatusCode;
use serde_json::{Value, json};

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

#[tokio::test]
async fn evidence_comes_as_link_or_file_and_leaves_as_attachment() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let (_, commitment, milestone) = plan(&world, &coordinator).await;
    let path = "/tenants/elbasan/evidence";
    let link =
        json!({ "commitment": commitment, "title": "Minutes", "kind": "minutes", "link": "https://example.org/" });
    world.post(&coordinator, path, link).await.is(StatusCode::CREATED);
    let evil = json!({ "commitment": commitment, "title": "x", "kind": "minutes", "link": "javascript:alert(1)" });
    world
        .post(&coordinator, path, evil)
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");

    let upload = |body: Vec<u8>, key: &'static str| {
        let request = world
            .client
            .post(format!("/api/v1{path}"))
            .content_type("multipart/form-data; boundary=B");
        let request = request.header("authorization", format!("Bearer {coordinator}"));
        let request = request.header("idempotency-key", key).body(body);
        async { answer(request.send().await).await }
    };
    let fields = [
        ("milestone", milestone.as_str()),
        ("title", "Results"),
        ("kind", "data"),
        ("link", ""),
    ];
    let bytes = b"day,result\n2026-11-01,clean\n";
    let body = form(&fields, Some(("r\u{eb}sults.csv", bytes)));
    let made = upload(body.clone(), "a").await.is(StatusCode::CREATED);
    assert_eq!(made["file"]["media_type"], "text/csv");
    assert_eq!(made, upload(body, "a").await.is(StatusCode::CREATED));
    assert_eq!(world.kept.lock().unwrap().len(), 1, "the second copy is gone");

    let html = form(&fields, Some(("a.pdf", b"<!doctype html><script>alert(1)</script>")));
    let refused = upload(html, "b")
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(refused["errors"][0]["code"], "file_type_refused");
    let large = form(&fields, Some(("a.csv", &vec![b'a'; 20_000_001])));
    upload(large, "c")
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let huge = form(&fields, Some(("a.csv", &vec![b'a'; 30_000_000])));
    upload(huge, "d")
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    upload(form(&fields, None), "e")
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    upload(vec![b'x'; 1_000], "f")
        .await
        .problem(StatusCode::BAD_REQUEST, "malformed");
    let nowhere = [("milestone", commitment.as_str()), ("title", "R"), ("kind", "data")];
    upload(form(&nowhere, Some(("a.csv", bytes))), "g")
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    let untitled = [("milestone", milestone.as_str()), ("kind", "data")];
    upload(form(&untitled, Some(("a.csv", bytes))), "h")
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let mut broken = form(&fields, Some(("a.csv", bytes)));
    broken.truncate(broken.len() - 12);
    assert!([400, 422].contains(&upload(broken, "i").await.status));
    assert_eq!(
        world.kept.lock().unwrap().len(),
        1,
        "nothing is left of what was refused"
    );

    let file = format!("{path}/{}/file", made["id"].as_str().unwrap());
    let sent = world.get("", &file).await;
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
    let held = world
        .client
        .get(format!("/api/v1{file}"))
        .header("if-none-match", etag)
        .send()
        .await;
    held.assert_status(StatusCode::NOT_MODIFIED);

    let of = world
        .get("", &format!("{path}?milestone={milestone}"))
        .await
        .is(StatusCode::OK);
    assert_eq!(of["total"], 1);
    let withdraw = json!({ "reason": "Another document", "version": 1 });
    let at = format!("{path}/{}/withdraw", made["id"].as_str().unwrap());
    world.post(&coordinator, &at, withdraw).await.is(StatusCode::OK);
    world.get("", &file).await.problem(StatusCode::NOT_FOUND, "not-found");
}
