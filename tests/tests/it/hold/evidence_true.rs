//! A stored file that was changed or lost is never served as the evidence, and both the city and the operator
//! are informed. The metadata of pictures (place, time, device) is removed before they are stored.

use crate::workspace::Browser;
use besa_domain::FileFault;
use besa_domain::access::{CleanUp, Permit, Role};
use besa_domain::files::check_all;
use besa_domain::jobs;
use besa_tests::{Answer, Person, Sample, TestApp};
use poem::http::Method;
use poem::{Body, Request};
use serde_json::Value;
use std::path::PathBuf;

const BOUNDARY: &str = "besa-boundary";
const BYTES: &[u8] = b"day,result\n2026-11-01,clean\n";

/// Adds a file to the milestone.
pub(super) async fn add(person: &Person<'_>, app: &TestApp, sample: &Sample, name: &str, bytes: &[u8]) -> Answer {
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
    let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    form.extend(head.bytes());
    form.extend(bytes);
    form.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(format!("/api/v1/tenants/{}/evidence", sample.city.slug))
        .content_type(&format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(form));
    Answer::to(app, request, Some(person.token())).await
}

/// Returns the path of the city's only file on disk.
async fn on_disk(app: &TestApp) -> PathBuf {
    let rows = app.rows("SELECT file_key FROM stored_file").await;
    let key: String = rows[0].try_get("", "file_key").unwrap();
    app.folder().join(key)
}

/// The addresses for downloads in the API and on pages.
fn downloads(made: &Value) -> [String; 2] {
    let id = made["id"].as_str().unwrap();
    [
        format!("/api/v1/tenants/elbasan/evidence/{id}/file"),
        format!("/elbasan/en/evidence/{id}/file"),
    ]
}

#[tokio::test]
async fn changed_bytes_are_never_served_as_the_evidence() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let made = add(&coordinator, &app, &sample, "water.csv", BYTES)
        .await
        .is(201)
        .json();
    for path in downloads(&made) {
        assert_eq!(app.get(&path).await.is(200).body, BYTES);
    }
    let permit = Permit::<CleanUp>::system(sample.city.id);
    let files = app.app.files.as_ref();
    assert!(check_all(&app.app.db, files, &permit).await.unwrap().is_empty());

    // One bit is flipped in a file that was downloaded before.
    let file = on_disk(&app).await;
    let mut bytes = BYTES.to_vec();
    bytes[20] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    for path in downloads(&made) {
        let answer = app.get(&path).await.is(502);
        assert!(answer.text().contains("damaged"), "{}", answer.text());
        assert!(
            !answer.body.windows(5).any(|five| five == b"clean"),
            "no part of it is served"
        );
    }
    let page = format!("/elbasan/en/evidence/{}", made["id"].as_str().unwrap());
    let html = app.get(&page).await.is(200).text();
    assert!(html.contains("This file is damaged"), "{html}");
    let found = check_all(&app.app.db, files, &permit).await.unwrap();
    assert_eq!(found.into_values().collect::<Vec<_>>(), [FileFault::Changed]);

    // After restoring it from a copy, it is served again, and the nightly check removes the warning.
    std::fs::write(&file, BYTES).unwrap();
    assert_eq!(app.get(&downloads(&made)[0]).await.is(200).body, BYTES);
    assert!(check_all(&app.app.db, files, &permit).await.unwrap().is_empty());
    assert!(!app.get(&page).await.is(200).text().contains("This file is damaged"));
}

#[tokio::test]
async fn a_missing_file_is_an_error_and_not_a_404() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let made = add(&coordinator, &app, &sample, "water.csv", BYTES)
        .await
        .is(201)
        .json();
    std::fs::remove_file(on_disk(&app).await).unwrap();
    app.get(&downloads(&made)[0]).await.problem(502);
    app.get(&downloads(&made)[1]).await.is(502);
    let permit = Permit::<CleanUp>::system(sample.city.id);
    let found = check_all(&app.app.db, app.app.files.as_ref(), &permit).await.unwrap();
    assert_eq!(found.into_values().collect::<Vec<_>>(), [FileFault::Missing]);
}

#[tokio::test]
async fn the_nightly_check_informs_the_operator_and_the_city() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    add(&coordinator, &app, &sample, "water.csv", BYTES).await.is(201);
    std::fs::write(on_disk(&app).await, b"something else").unwrap();
    besa_domain::nightly::schedule(&app.app.db).await.unwrap();
    app.app.clock().advance(time::Duration::days(1));
    let report = besa_worker::drain(&app.app, &app.mailer).await.unwrap();
    assert!(
        report
            .given_up
            .iter()
            .any(|why| format!("{why:?}").contains("is changed")),
        "{report:?}"
    );
    let failed = jobs::failed(&app.app.db, &Permit::system(besa_domain::TenantId::PLATFORM))
        .await
        .unwrap();
    assert_eq!(failed.len(), 1, "the operator sees the failed job");
    let browser = Browser::of(&app, &coordinator).await;
    let week = browser.get("").await.is(200).text();
    assert!(
        week.contains("Stored files are damaged") && week.contains("Results"),
        "{week}"
    );
}

/// Creates a photograph with place, device and author in its metadata.
fn photograph() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), content].concat()
    };
    // Metadata: an orientation, and a device.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x10\x01\x02\0\x04\0\0\0Cam\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    [
        b"\xFF\xD8".to_vec(),
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xE1, exif),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0 exif:GPSLatitude=41,6.7N"),
        segment(0xED, b"Photoshop 3.0\0 By-line Ana"),
        segment(0xFE, b"taken at home"),
        segment(0xDB, &[0; 65]),
        segment(0xDA, b"\x01\x01\0\0\x3F\0"),
        b"picture\xFF\x00data\xFF\xD9".to_vec(),
        b"\xFF\xD8 a second picture, GPS 41.1N".to_vec(),
    ]
    .concat()
}

#[tokio::test]
async fn a_photograph_is_stored_without_place_and_device() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let made = add(&coordinator, &app, &sample, "site.jpg", &photograph())
        .await
        .is(201)
        .json();
    let stored = std::fs::read(on_disk(&app).await).unwrap();
    let served = app.get(&downloads(&made)[1]).await.is(200).body;
    assert_eq!(served, stored, "the stored bytes are served");
    for gone in ["GPS", "Cam", "Ana", "home", "second"] {
        let held = served.windows(gone.len()).any(|window| window == gone.as_bytes());
        assert!(!held, "{gone} is still in it");
    }
    for kept in [
        b"picture\xFF\x00data\xFF\xD9".as_slice(),
        b"\x01\x12\0\x03\0\0\0\x01\0\x06",
    ] {
        assert!(served.windows(kept.len()).any(|window| window == kept), "{kept:?}");
    }
    assert_eq!(made["file"]["size"], served.len());
    assert_eq!(app.stored_files(), 1, "the original file is not stored");
}

#[tokio::test]
async fn a_damaged_picture_is_refused() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let whole = photograph();
    let refused = add(&coordinator, &app, &sample, "site.jpg", &whole[..120])
        .await
        .problem(422);
    assert_eq!(refused["errors"][0]["code"], "picture_refused");
    assert_eq!(app.stored_files(), 0);
    assert_eq!(app.count("stored_file").await, 0);
}
