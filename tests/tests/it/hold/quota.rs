//! The storage quota of a city counts all kinds of files, and concurrent uploads; and the space reserved for
//! the platform is never used.

use super::evidence_true::add;
use besa_domain::access::{CleanUp, CreateTenant, Permit, Role};
use besa_domain::files::{set_limit, storage};
use besa_domain::ports::FileLimits;
use besa_domain::{TenantId, access};
use besa_server::files::Store;
use besa_tests::{Sample, TestApp};
use futures_util::future::join_all;
use std::sync::Arc;
use url::Url;

async fn limited(app: &TestApp, sample: &Sample, bytes: i64) {
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    set_limit(&app.app.db, &permit, sample.city.id, Some(bytes))
        .await
        .unwrap();
}

async fn used(app: &TestApp, sample: &Sample) -> i64 {
    let permit = Permit::<CleanUp>::system(sample.city.id);
    storage(&app.app.db, app.app.files.as_ref(), &permit).await.unwrap().0
}

fn csv(bytes: usize) -> Vec<u8> {
    vec![b'a'; bytes]
}

#[tokio::test]
async fn a_city_cannot_exceed_its_quota() {
    let app = TestApp::new().await;
    let (sample, other) = (app.sample("elbasan").await, app.sample("tirana").await);
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    limited(&app, &sample, 1_500_000).await;
    add(&coordinator, &app, &sample, "a.csv", &csv(1_000_000)).await.is(201);
    assert_eq!(used(&app, &sample).await, 1_000_000);
    let refused = add(&coordinator, &app, &sample, "b.csv", &csv(600_000))
        .await
        .problem(413);
    assert_eq!(refused["type"].as_str().unwrap().rsplit('/').next(), Some("city-full"));
    assert_eq!(refused["errors"][0]["limit"], 1_500_000);
    assert_eq!(used(&app, &sample).await, 1_000_000, "a refused upload uses no space");
    assert_eq!((app.stored_files(), app.count("stored_file").await), (1, 1));
    add(&coordinator, &app, &sample, "c.csv", &csv(500_000)).await.is(201);
    add(&coordinator, &app, &sample, "d.csv", b"one byte too many")
        .await
        .problem(413);

    // Other cities have their own quota.
    let there = app.person("there", &other.city, Role::Coordinator).await;
    add(&there, &app, &other, "a.csv", &csv(600_000)).await.is(201);
    // The operator raises the quota.
    limited(&app, &sample, 3_000_000).await;
    add(&coordinator, &app, &sample, "d.csv", &csv(500_000)).await.is(201);
}

#[tokio::test]
async fn concurrent_uploads_cannot_exceed_the_quota() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    limited(&app, &sample, 3_000_000).await;
    let file = csv(900_000);
    let sent = join_all((0..8).map(|_| add(&coordinator, &app, &sample, "a.csv", &file))).await;
    let taken = sent.iter().filter(|answer| answer.status == 201).count();
    assert!((1..=3).contains(&taken), "{taken} were taken");
    assert!(
        sent.iter().all(|answer| matches!(answer.status.as_u16(), 201 | 413)),
        "{:?}",
        sent.iter().map(|answer| answer.status).collect::<Vec<_>>()
    );
    assert_eq!(used(&app, &sample).await, 900_000 * i64::try_from(taken).unwrap());
}

/// An interrupted upload leaves no file, and its reserved space is released.
#[tokio::test]
async fn an_interrupted_upload_releases_its_space() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::<access::AddEvidence>::system(sample.city.id);
    let endless = futures_util::stream::iter([Ok(bytes::Bytes::from(csv(100_000)))]);
    let endless = Box::pin(futures_util::StreamExt::chain(endless, futures_util::stream::pending()));
    let files = app.app.files.as_ref();
    let upload = besa_domain::evidence::store(&app.app.db, files, &permit, "a.csv", endless);
    let cut = tokio::time::timeout(std::time::Duration::from_millis(500), upload).await;
    assert!(cut.is_err());
    for _ in 0..200 {
        if app.count("stored_file").await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the space is still reserved: {}", used(&app, &sample).await);
}

#[tokio::test]
async fn the_reserved_disk_space_is_never_used() {
    let mut app = TestApp::new().await;
    let url = Url::from_directory_path(app.folder()).unwrap();
    let limits = FileLimits {
        reserve: u64::MAX / 2,
        ..FileLimits::default()
    };
    app.replace_files(Arc::new(Store::open(&url).unwrap().within(limits)));
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let refused = add(&coordinator, &app, &sample, "a.csv", b"a,b\n").await.problem(507);
    assert_eq!(
        refused["type"].as_str().unwrap().rsplit('/').next(),
        Some("platform-full")
    );
    assert_eq!((app.stored_files(), app.count("stored_file").await), (0, 0));
    // Everything except uploads works.
    coordinator.get("/api/v1/tenants/elbasan/milestones").await.is(200);
}
