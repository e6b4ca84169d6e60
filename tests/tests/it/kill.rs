//! SIGKILL during a stream of writes: every acknowledged write is stored exactly once, and the log is valid.

use besa_tests::Installation;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

const KILLS: u32 = 20;
const WRITERS: u32 = 4;

/// One write: its name, which is also its idempotency key, and the status of the response (0: no response).
pub(crate) async fn write(client: &reqwest::Client, url: &str, token: &str, name: &str) -> u16 {
    let sent = client
        .post(url)
        .bearer_auth(token)
        .header("Idempotency-Key", name)
        .json(&json!({ "name": name, "kind": "civil_society" }))
        .send()
        .await;
    match sent {
        Ok(answer) => {
            let status = answer.status().as_u16();
            answer.bytes().await.map_or(0, |_| status)
        }
        Err(_) => 0,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_kills_lose_no_acknowledged_write() {
    let mut besa = Installation::new().await;
    besa.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    let invitation = besa.line(&["person", "invite", "writer@example.org", "--role", "operator"]);
    assert!(invitation.contains("/sign-in/link/"));
    grant(&besa).await;
    let token = besa.line(&["token", "create", "writer@example.org"]);
    let url = besa.url("/api/v1/tenants/elbasan/organisations");
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let count = Arc::new(AtomicU32::new(0));
    let (mut acknowledged, mut unknown) = (Vec::new(), Vec::new());
    for kill in 0..KILLS {
        besa.start().await;
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let (client, url, token) = (client.clone(), url.clone(), token.clone());
                let (stop, count) = (Arc::clone(&stop), Arc::clone(&count));
                tokio::spawn(async move {
                    let (mut acknowledged, mut unknown) = (Vec::new(), Vec::new());
                    while !stop.load(Ordering::Relaxed) {
                        let name = format!("Organisation {}", count.fetch_add(1, Ordering::Relaxed));
                        if write(&client, &url, &token, &name).await == 201 {
                            acknowledged.push(name)
                        } else {
                            unknown.push(name)
                        }
                    }
                    (acknowledged, unknown)
                })
            })
            .collect();
        // Kills the server at a different point of a write each time.
        tokio::time::sleep(Duration::from_millis(120 + u64::from(kill) * 17)).await;
        besa.kill();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            let (sure, unsure) = writer.await.unwrap();
            acknowledged.extend(sure);
            unknown.extend(unsure);
        }
    }
    assert!(
        acknowledged.len() > 100,
        "only {} writes were acknowledged",
        acknowledged.len()
    );
    besa.start().await;
    let there = names(&client, &url, &token).await;
    for name in &acknowledged {
        assert_eq!(
            there.iter().filter(|known| *known == name).count(),
            1,
            "{name} was acknowledged"
        );
    }
    // A write without a response is stored entirely or not at all; sent again, it is stored exactly once.
    for name in unknown.iter().take(20) {
        assert_eq!(write(&client, &url, &token, name).await, 201, "{name} again");
    }
    let there = names(&client, &url, &token).await;
    for name in unknown.iter().take(20) {
        assert_eq!(
            there.iter().filter(|known| *known == name).count(),
            1,
            "{name} was sent twice"
        );
    }
    let (sound, printed) = besa.besa(&["log", "verify"]);
    assert!(sound, "{printed}");
}

/// Makes every account a coordinator with SQL, like an accepted invitation.
pub(crate) async fn grant(besa: &Installation) {
    let owner = besa.database.owner().await;
    let sql = if besa.database.is_postgres() {
        "INSERT INTO membership SELECT t.id, gen_random_uuid(), a.id, 'coordinator', now() FROM tenant t, account a"
    } else {
        "INSERT INTO membership SELECT t.id, randomblob(16), a.id, 'coordinator', '2026-11-23T00:00:00Z' FROM tenant t, account a"
    };
    sea_orm::ConnectionTrait::execute_unprepared(&owner, sql).await.unwrap();
}

/// Reads the names of all organisations, page by page.
pub(crate) async fn names(client: &reqwest::Client, url: &str, token: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = format!("{url}?limit=200");
    loop {
        let answer = client.get(&next).bearer_auth(token).send().await.unwrap();
        let page: serde_json::Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        names.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["name"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(cursor) => next = format!("{url}?limit=200&after={cursor}"),
            None => return names,
        }
    }
}
