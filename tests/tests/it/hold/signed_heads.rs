//! The heads of the log are signed and published, and a recomputed tail of the log is found.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use besa_domain::access::{Permit, SeeLog};
use besa_domain::log::{self, Chain, Heads, Kept, LogKey};
use besa_tests::{Person, Sample, TestApp};
use poem::http::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ELBASAN: &str = "tenant_id = (SELECT id FROM tenant WHERE slug = 'elbasan')";

/// Creates a city whose log was signed last night.
async fn signed() -> (TestApp, Sample) {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    night(&app).await;
    (app, sample)
}

async fn night(app: &TestApp) {
    app.run_jobs().await;
    app.app.clock().advance(time::Duration::hours(24));
    app.run_jobs().await;
}

fn log_permit(sample: &Sample) -> Permit<SeeLog> {
    Permit::<SeeLog>::public(sample.city.id)
}

async fn published(app: &TestApp, path: &str) -> (Value, Heads) {
    let answer = app.get(path).await.is(200);
    (answer.json(), Heads::of_file(answer.text().as_bytes()).unwrap())
}

#[tokio::test]
async fn heads_are_signed_each_night_and_published() {
    let (app, sample) = signed().await;
    let (json, heads) = published(&app, "/elbasan/log/heads.json").await;
    assert_eq!(json["keys"][0]["algorithm"], "Ed25519");
    assert_eq!(heads.heads.len(), 1, "only the public chain");
    let head = &heads.heads[0];
    assert!(heads.is_signed(head).unwrap());
    assert_eq!(head.statement.chain, Chain::Public);
    assert_eq!(head.statement.tenant, sample.city.id);
    let all = log::heads(&app.app.db, &Permit::<SeeLog>::system(sample.city.id))
        .await
        .unwrap();
    assert_eq!(all.heads.len(), 2);
    assert!(all.heads.iter().all(|head| all.is_signed(head).unwrap()));
    // The heads of all cities, as a file and as a feed.
    let (_, newest) = published(&app, "/log/heads.json").await;
    assert_eq!(newest.heads, heads.heads);
    let feed = app.get("/log/heads.atom").await.is(200).text();
    assert!(
        feed.contains(&head.statement.head) && feed.contains(&head.signature),
        "{feed}"
    );
    // The next night signs again, even without new events; there is one head per day.
    night(&app).await;
    let (_, later) = published(&app, "/elbasan/log/heads.json").await;
    assert_eq!(later.heads.len(), 2);
    assert_eq!(later.heads[1], *head);
    let key = app.app.log_key.as_ref().unwrap();
    log::sign(&app.app.db, &Permit::<SeeLog>::system(sample.city.id), key)
        .await
        .unwrap();
    assert_eq!(published(&app, "/elbasan/log/heads.json").await.1, later);
    // Besides the rows, there is a file for each log and night.
    assert!(app.stored_heads() >= 2);
}

#[tokio::test]
async fn a_changed_head_has_no_valid_signature() {
    let (app, _) = signed().await;
    let (_, heads) = published(&app, "/elbasan/log/heads.json").await;
    for change in ["sequence", "head", "at", "tenant", "signature", "key"] {
        let mut forged = heads.clone();
        let head = &mut forged.heads[0];
        match change {
            "sequence" => head.statement.sequence += 1,
            "head" => head.statement.head = "0".repeat(64),
            "at" => head.statement.at = "2020-01-01T00:00:00Z".to_owned(),
            "tenant" => head.statement.tenant = besa_domain::TenantId::PLATFORM,
            "signature" => head.signature = heads.heads[0].signature.replace(|_: char| true, "A"),
            _ => head.statement.key = "0000000000000000".to_owned(),
        }
        assert!(!forged.is_signed(&forged.heads[0]).unwrap(), "{change}");
    }
    // A different key with the same key id does not verify either.
    let other = LogKey::of_seed(&LogKey::new_seed().unwrap()).unwrap();
    let mut forged = heads.clone();
    forged.keys[0].public_key = other.public();
    assert!(!forged.is_signed(&forged.heads[0]).unwrap());
}

/// SHA-256 of the canonical JSON.
fn digest(sealed: &Value) -> String {
    hex::encode(Sha256::digest(serde_json_canonicalizer::to_vec(sealed).unwrap()))
}

/// Recomputes all hashes of the log from entry `from` on, as an attacker with access to the database would,
/// so that the chain is valid again.
async fn recompute(app: &TestApp, sample: &Sample, from: i64) {
    let permit = Permit::<SeeLog>::system(sample.city.id);
    let events = log::after(&app.app.db, &permit, 0, 1_000).await.unwrap();
    let seal = |event: &log::Logged, sequence: i64, body: &str, previous: &str| {
        let sealed = json!({
            "tenant": event.tenant_id, "sequence": sequence, "id": event.id, "at": event.at.unix_timestamp(),
            "actor": event.actor, "action": event.action, "subject": event.subject,
            "subject_id": event.subject_id, "public": event.public, "body": body, "previous": previous,
        });
        digest(&sealed)
    };
    let (mut previous, mut public) = (log::GENESIS.to_owned(), log::GENESIS.to_owned());
    for event in events {
        let body = if event.sequence == from {
            "{\"title\":\"Another\"}"
        } else {
            &event.body
        };
        let hash = seal(&event, event.sequence, body, &previous);
        let mut set = format!("body = '{body}', previous = '{previous}', hash = '{hash}'");
        if let Some(number) = event.public_sequence {
            let sealed = seal(&event, number, body, &public);
            set += &format!(", public_previous = '{public}', public_hash = '{sealed}'");
            public = sealed;
        }
        app.sql(&format!(
            "UPDATE event SET {set} WHERE sequence = {} AND {ELBASAN}",
            event.sequence
        ))
        .await;
        previous = hash;
    }
    app.sql(&format!(
        "UPDATE chain SET head = '{previous}', public_head = '{public}' WHERE {ELBASAN}"
    ))
    .await;
}

#[tokio::test]
async fn signed_heads_reveal_a_recomputed_tail() {
    let (app, sample) = signed().await;
    let (_, kept) = published(&app, "/elbasan/log/heads.json").await;
    let statement = &kept.heads[0].statement;
    let same = log::compare(&app.app.db, &log_permit(&sample), statement)
        .await
        .unwrap();
    assert_eq!(same, Kept::Same);
    // After the log has grown, an earlier head is still in it.
    app.milestone(&sample.commitment, 60).await;
    let same = log::compare(&app.app.db, &log_permit(&sample), statement)
        .await
        .unwrap();
    assert_eq!(same, Kept::Same);
    recompute(&app, &sample, 3).await;
    let verdict = log::verify(&app.app.db, &Permit::<SeeLog>::system(sample.city.id))
        .await
        .unwrap();
    let signed_at = verdict.fault.map(|(_, fault)| fault);
    assert_eq!(signed_at, Some(log::Fault::Rewritten));
    // Without the stored heads the recomputed log is valid in itself; a head that somebody else kept reveals
    // it.
    app.sql(&format!("DELETE FROM log_head WHERE {ELBASAN}")).await;
    let verdict = log::verify(&app.app.db, &Permit::<SeeLog>::system(sample.city.id))
        .await
        .unwrap();
    assert_eq!(verdict.fault, None, "valid in itself");
    let other = log::compare(&app.app.db, &log_permit(&sample), statement)
        .await
        .unwrap();
    assert_eq!(other, Kept::Other);
}

#[tokio::test]
async fn a_kept_head_reveals_a_removed_tail() {
    let (app, sample) = signed().await;
    let (_, kept) = published(&app, "/elbasan/log/heads.json").await;
    let statement = &kept.heads[0].statement;
    let permit = Permit::<SeeLog>::system(sample.city.id);
    let events = log::after(&app.app.db, &permit, 0, 1_000).await.unwrap();
    let [.., before, last] = events.as_slice() else {
        panic!()
    };
    assert!(before.public && last.public);
    app.sql(&format!(
        "DELETE FROM event WHERE sequence = {} AND {ELBASAN}",
        last.sequence
    ))
    .await;
    app.sql(&format!(
        "UPDATE chain SET sequence = {}, head = '{}', public_sequence = {}, public_head = '{}' WHERE {ELBASAN}",
        before.sequence,
        before.hash,
        before.public_sequence.unwrap(),
        before.public_hash.as_ref().unwrap()
    ))
    .await;
    let verdict = log::verify(&app.app.db, &permit).await.unwrap();
    assert_eq!(verdict.fault, Some((last.sequence, log::Fault::Missing)));
    let gone = log::compare(&app.app.db, &log_permit(&sample), statement)
        .await
        .unwrap();
    assert_eq!(gone, Kept::Gone);
}

#[tokio::test]
async fn everybody_can_recompute_the_hashes_of_public_entries() {
    let (app, sample) = signed().await;
    let file = app.get("/elbasan/log/entries.json").await.is(200).json();
    assert_eq!(file["tenant"], sample.city.id.to_string());
    let mut previous = log::GENESIS.to_owned();
    let entries = file["entries"].as_array().unwrap();
    for (at, entry) in entries.iter().enumerate() {
        assert_eq!(
            (&entry["sequence"], &entry["previous"]),
            (&json!(at + 1), &json!(previous))
        );
        let mut sealed = entry.clone();
        sealed["tenant"] = file["tenant"].clone();
        sealed.as_object_mut().unwrap().remove("hash");
        previous = digest(&sealed);
        assert_eq!(entry["hash"], previous);
    }
    let (_, heads) = published(&app, "/elbasan/log/heads.json").await;
    let statement = &heads.heads[0].statement;
    assert_eq!(
        (statement.sequence, &statement.head),
        (i64::try_from(entries.len()).unwrap(), &previous)
    );
    // The page that checks the log in a browser allows only its own script, and no connections.
    let page = app.get("/log/check").await.is(200);
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"),
        "{policy}"
    );
    let script = page.text();
    let script = &script[script.find("<script>").unwrap() + 8..script.find("</script>").unwrap()];
    let hash = STANDARD.encode(Sha256::digest(script));
    assert!(policy.contains(&hash), "the policy allows the script of the page");
    // A browser with the cached page keeps its policy.
    let tag = page.header("etag").to_owned();
    let headers = [("if-none-match", tag.as_str())];
    let reader = Person::nobody(&app);
    let again = reader.send(Method::GET, "/log/check", None, &headers).await;
    assert_eq!(again.is(304).header("content-security-policy"), "");
}
