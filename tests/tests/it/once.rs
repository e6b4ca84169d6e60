//! A repeated request has one effect and always the same response.

use besa_domain::access::{EditCommitment, Permit};
use besa_domain::commitments::{self, CommitmentDraft};
use besa_domain::{Conflict, Error, Once};
use besa_tests::TestApp;

fn draft(title: &str) -> CommitmentDraft {
    CommitmentDraft {
        title: title.to_owned(),
        ..CommitmentDraft::default()
    }
}

#[tokio::test]
async fn fifty_equal_requests_create_one_commitment() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let before = app.count("commitment").await;
    let submits = (0..50).map(|_| {
        let (db, plan, city) = (app.app.db.clone(), sample.plan.id, sample.city.id);
        tokio::spawn(async move {
            let once = Once::new("one key", &draft("Open data")).unwrap();
            commitments::create(
                &db,
                &Permit::<EditCommitment>::system(city),
                Some(&once),
                plan,
                draft("Open data"),
            )
            .await
        })
    });
    let mut answers = Vec::new();
    for submit in submits.collect::<Vec<_>>() {
        answers.push(submit.await.unwrap().unwrap());
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "every response is the same"
    );
    assert_eq!(app.count("commitment").await, before + 1);
}

#[tokio::test]
async fn an_idempotency_key_cannot_be_reused_for_another_request() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::<EditCommitment>::system(sample.city.id);
    for (title, fine) in [("Open data", true), ("Open doors", false)] {
        let once = Once::new("one key", &draft(title)).unwrap();
        let made = commitments::create(&app.app.db, &permit, Some(&once), sample.plan.id, draft(title)).await;
        assert_eq!(made.is_ok(), fine);
        if !fine {
            assert!(matches!(made, Err(Error::Conflict(Conflict::KeyReused))), "{made:?}");
        }
    }
}
