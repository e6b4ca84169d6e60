//! The nightly clean-up deletes data that is no longer needed, and keeps everything that is referenced.

use besa_domain::access::{AddEvidence, CleanUp, EditCommitment, Permit, SeeLog};
use besa_domain::clean_up::{Removed, clean_up};
use besa_domain::commitments::{self, CommitmentDraft};
use besa_domain::evidence::{self, About, Evidence, EvidenceKind, Stored};
use besa_domain::{Error, Once, Result, TenantId, log, people};
use besa_tests::{Sample, TestApp};
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use time::Duration;

const BYTES: &[u8] = b"day,result\n1,clean\n";

fn bytes() -> BoxStream<'static, Result<Bytes>> {
    stream::iter([Ok(Bytes::from_static(BYTES))]).boxed()
}

async fn store(app: &TestApp, sample: &Sample, bytes: BoxStream<'_, Result<Bytes>>) -> Stored {
    let permit = Permit::<AddEvidence>::system(sample.city.id);
    let files = app.app.files.as_ref();
    evidence::store(&app.app.db, files, &permit, "water.csv", bytes)
        .await
        .unwrap()
}

async fn add(app: &TestApp, sample: &Sample, file: Stored) -> Evidence {
    let draft = besa_tests::evidence("Results", EvidenceKind::Data, None);
    let permit = Permit::<AddEvidence>::system(sample.city.id);
    let about = About::Milestone(sample.milestone.id);
    evidence::add(&app.app.db, &permit, None, about, draft, Some(file))
        .await
        .unwrap()
}

/// Returns whether a file is in the store, complete.
async fn there(app: &TestApp, key: &str) -> bool {
    match app.app.files.open(key).await {
        Ok((_, chunks)) => {
            let chunks: Vec<Bytes> = chunks.map(|chunk| chunk.unwrap()).collect().await;
            chunks.concat() == BYTES
        }
        Err(_) => false,
    }
}

/// Stores a file that belongs to no evidence.
async fn put(app: &TestApp, key: &str) -> String {
    let mut file = app.app.files.create(key).await.unwrap();
    file.write(Bytes::from_static(BYTES)).await.unwrap();
    file.finish().await.unwrap();
    key.to_owned()
}

async fn cleaned(app: &TestApp, tenant: TenantId) -> Removed {
    let permit = Permit::<CleanUp>::system(tenant);
    clean_up(&app.app.db, app.app.files.as_ref(), &permit).await.unwrap()
}

fn later(app: &TestApp, by: Duration) {
    app.app.clock().advance(by);
}

#[tokio::test]
async fn only_abandoned_files_are_deleted_after_a_day() {
    let app = TestApp::new().await;
    let (sample, other) = (app.sample("elbasan").await, app.sample("tirana").await);
    let standing = store(&app, &sample, bytes()).await;
    add(&app, &sample, standing.clone()).await;
    let withdrawn = store(&app, &sample, bytes()).await;
    add(&app, &sample, withdrawn.clone()).await;
    let withdraw = format!(
        "UPDATE evidence SET withdrawn_at = added_at WHERE file_key = '{}'",
        withdrawn.key
    );
    assert_eq!(app.sql(&withdraw).await, 1);
    let city = sample.city.id;
    let mut kept = vec![standing.key, withdrawn.key];
    // Files of other kinds than evidence are not deleted.
    for key in [
        format!("reports/{city}/report.pdf"),
        format!("{city}/logo/1-logo"),
        format!("{city}/evidence/a-name-of-another-kind"),
        format!("{city}/1700000000-0190{}", &city.to_string()[4..]),
    ] {
        kept.push(put(&app, &key).await);
    }
    let abandoned = store(&app, &sample, bytes()).await.key;
    let others = store(&app, &other, bytes()).await.key;
    // An upload that a crash interrupted, which leaves its partial file.
    let cut_off = format!("{}fff", &abandoned[..abandoned.len() - 3]);
    std::mem::forget(app.app.files.create(&cut_off).await.unwrap());
    assert_eq!(app.stored_files(), kept.len() + 3);

    app.run_jobs().await;
    later(&app, Duration::hours(23));
    app.run_jobs().await;
    assert_eq!(
        app.stored_files(),
        kept.len() + 3,
        "a form may still be submitted again"
    );
    later(&app, Duration::hours(24));
    app.run_jobs().await;
    assert_eq!(app.stored_files(), kept.len());
    assert!(!there(&app, &abandoned).await && !there(&app, &others).await);
    for key in &kept {
        assert!(there(&app, key).await, "{key} is gone");
    }
    assert_eq!(cleaned(&app, city).await, Removed::default());
    let permit = Permit::<SeeLog>::system(city);
    assert_eq!(log::verify(&app.app.db, &permit).await.unwrap().fault, None);
}

#[tokio::test]
async fn a_file_uploaded_during_the_clean_up_is_kept() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let old = store(&app, &sample, bytes()).await;
    later(&app, Duration::hours(25));
    // The clean-up runs before each half of an upload; the record of the file is created afterwards.
    let halves = stream::iter([&BYTES[..5], &BYTES[5..]]).then(|half| async {
        cleaned(&app, sample.city.id).await;
        Ok(Bytes::from_static(half))
    });
    let coming = store(&app, &sample, halves.boxed()).await;
    assert!(!there(&app, &old.key).await, "the clean-up did run");
    assert_eq!(cleaned(&app, sample.city.id).await, Removed::default());
    add(&app, &sample, coming.clone()).await;
    later(&app, Duration::days(3));
    assert_eq!(cleaned(&app, sample.city.id).await.files, 0);
    assert!(there(&app, &coming.key).await);
}

#[tokio::test]
async fn a_file_used_again_on_its_last_day_is_kept() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let first = store(&app, &sample, bytes()).await;
    later(&app, Duration::hours(24));
    let permit = Permit::<AddEvidence>::system(sample.city.id);
    let (db, files) = (&app.app.db, app.app.files.as_ref());
    let again = evidence::again(db, files, &permit, &first.key, "water.csv")
        .await
        .unwrap();
    assert_eq!((&again.sha256, again.size), (&first.sha256, first.size));
    later(&app, Duration::hours(1));
    assert_eq!(cleaned(&app, sample.city.id).await.files, 1);
    let made = add(&app, &sample, again.clone()).await;
    assert_eq!(made.file_key.as_deref(), Some(again.key.as_str()));
    assert!(there(&app, &again.key).await);
    let gone = evidence::again(db, files, &permit, &first.key, "water.csv").await;
    assert!(matches!(gone, Err(Error::Invalid(_))), "{gone:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_uploads_lose_nothing() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    for _ in 0..20 {
        store(&app, &sample, bytes()).await;
    }
    later(&app, Duration::hours(25));
    let upload = async || {
        let mut kept = Vec::new();
        for _ in 0..20 {
            let file = store(&app, &sample, bytes()).await;
            kept.push(file.key.clone());
            add(&app, &sample, file).await;
        }
        kept
    };
    let cleaning = async || {
        let mut gone = 0;
        for _ in 0..20 {
            gone += cleaned(&app, sample.city.id).await.files;
        }
        gone
    };
    let (first, second, gone) = tokio::join!(upload(), upload(), cleaning());
    assert_eq!(gone, 20);
    assert_eq!(app.stored_files(), 40);
    for key in first.iter().chain(&second) {
        assert!(there(&app, key).await, "{key} is gone");
    }
}

#[tokio::test]
async fn responses_of_idempotent_requests_are_kept_for_two_days() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::<EditCommitment>::system(sample.city.id);
    let create = async || {
        let draft = CommitmentDraft {
            title: "Open data".to_owned(),
            ..CommitmentDraft::default()
        };
        let once = Once::new("one key", &draft).unwrap();
        commitments::create(&app.app.db, &permit, Some(&once), sample.plan.id, draft)
            .await
            .unwrap()
            .id
    };
    let made = create().await;
    app.run_jobs().await;
    later(&app, Duration::hours(48));
    app.run_jobs().await;
    assert_eq!(create().await, made, "still the same request");
    // More rows than one batch.
    app.sql(
        "INSERT INTO once (tenant_id, actor, key, fingerprint, answer, created_at)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
         SELECT tenant_id, actor, 'key ' || i, fingerprint, answer, created_at FROM once, n WHERE key = 'one key'",
    )
    .await;
    let entries = app.count("event").await;
    later(&app, Duration::hours(24));
    app.run_jobs().await;
    assert_eq!(app.count("once").await, 0);
    assert_eq!(app.count("event").await, entries, "the clean-up writes no events");
    assert_ne!(create().await, made, "counts as a new request now");
}

#[tokio::test]
async fn ended_sessions_and_used_links_are_deleted() {
    let app = TestApp::new().await;
    let db = &app.app.db;
    let account = app.stranger("coordinator").await.account.id;
    let sign_in = async || {
        let link = people::link(db, account).await.unwrap();
        people::sign_in_by_link(db, &link).await.unwrap().secret
    };
    let (used, idle) = (sign_in().await, sign_in().await);
    let unused = people::link(db, account).await.unwrap();
    app.run_jobs().await;
    later(&app, Duration::days(2));
    app.run_jobs().await;
    assert_eq!(app.count("sign_in_link").await, 1, "used links are deleted");
    assert_eq!(app.count("session").await, 2);
    assert!(people::sign_in_by_link(db, &unused).await.is_ok());
    later(&app, Duration::days(4));
    assert!(people::resume(db, &used).await.unwrap().is_some());
    later(&app, Duration::days(2));
    app.run_jobs().await;
    assert_eq!(app.count("sign_in_link").await, 0);
    assert!(
        people::resume(db, &used).await.unwrap().is_some(),
        "the active session is still valid"
    );
    assert!(people::resume(db, &idle).await.unwrap().is_none());
    assert_eq!(app.count("session").await, 2, "the idle session is deleted, two remain");
}

#[tokio::test]
async fn it_is_queued_once_a_night_and_failed_jobs_stay_visible() {
    let app = TestApp::new().await;
    app.city("elbasan").await;
    for _ in 0..3 {
        app.run_jobs().await;
    }
    let due = async || app.rows("SELECT run_at FROM job WHERE kind = 'clean_up'").await.len();
    assert_eq!(due().await, 2, "one for the platform, one for the city");
    app.sql("UPDATE job SET failed_at = run_at, last_error = 'the store is away' WHERE kind = 'clean_up'")
        .await;
    later(&app, Duration::days(40));
    app.run_jobs().await;
    assert_eq!(due().await, 4, "the two failed ones, and two for the next night");
}
