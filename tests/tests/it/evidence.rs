//! Evidence: what is accepted, what is refused, and how a file is downloaded.

use besa_domain::access::Role;
use besa_tests::{Answer, Sample, TestApp};
use poem::{Body, Request};

const BOUNDARY: &str = "besa-boundary";

/// Builds a form with the fields of a piece of evidence and one file.
pub(crate) fn form(sample: &Sample, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut form = Vec::new();
    for (field, value) in [
        ("milestone", sample.milestone.id.to_string().as_str()),
        ("title", "Results"),
        ("kind", "data"),
    ] {
        form.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    form.extend(head.bytes());
    form.extend(bytes);
    form.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    form
}

pub(crate) async fn send(app: &TestApp, token: &str, form: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(poem::http::Method::POST)
        .uri_str("/api/v1/tenants/elbasan/evidence")
        .content_type(&format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(form));
    Answer::to(app, request, Some(token)).await
}

#[tokio::test]
async fn a_file_is_downloaded_unchanged_and_never_displayed() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let bytes = b"day,result\n2026-11-01,clean\n";
    let made = send(&app, coordinator.token(), form(&sample, "water \u{eb}.csv", bytes))
        .await
        .is(201)
        .json();
    assert_eq!(made["file"]["size"], bytes.len());
    let id = made["id"].as_str().unwrap();
    let file = app
        .get(&format!("/api/v1/tenants/elbasan/evidence/{id}/file"))
        .await
        .is(200);
    assert_eq!(file.body, bytes);
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(
        file.header("content-security-policy").contains("sandbox"),
        "{:?}",
        file.headers
    );
    assert!(
        file.header("content-disposition").starts_with("attachment"),
        "{:?}",
        file.headers
    );
}

#[tokio::test]
async fn html_programs_and_large_files_are_refused_and_not_stored() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let page = b"<!DOCTYPE html><html><script>alert(1)</script></html>".as_slice();
    for (name, bytes, status) in [
        ("minutes.csv", page, 422),
        ("tool.pdf", b"MZ\x90\0\x03\0\0\0\x04".as_slice(), 422),
        ("empty.csv", b"".as_slice(), 422),
    ] {
        send(&app, coordinator.token(), form(&sample, name, bytes))
            .await
            .problem(status);
    }
    let problem = send(
        &app,
        coordinator.token(),
        form(&sample, "large.csv", &vec![b'a'; 21_000_000]),
    )
    .await;
    assert!(matches!(problem.status.as_u16(), 413 | 422), "{}", problem.text());
    let huge = send(
        &app,
        coordinator.token(),
        form(&sample, "huge.csv", &vec![b'a'; 200_000_000]),
    )
    .await;
    huge.problem(413);
    assert_eq!(app.count("evidence").await, 0);
    assert_eq!(app.stored_files(), 0, "a refused file leaves nothing in the store");
}

#[tokio::test]
async fn the_log_links_to_evidence_until_it_is_withdrawn() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let made = send(&app, coordinator.token(), form(&sample, "water.csv", b"day\n"))
        .await
        .is(201)
        .json();
    let id = made["id"].as_str().unwrap();
    let page = format!("/elbasan/en/evidence/{id}");
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(log.contains(&format!("href=\"{page}\"")), "{log}");
    app.get(&page).await.is(200);
    let withdraw = format!("/api/v1/tenants/elbasan/evidence/{id}/withdraw");
    let body = serde_json::json!({ "reason": "It was the wrong file.", "version": made["version"] });
    coordinator.post(&withdraw, body).await.is(200);
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(!log.contains(id), "the link is gone: {log}");
    app.get(&page).await.is(404);
}
