//! Requests and files that are small on the wire and large in memory.

use super::http::raw;
use super::{Row, SQLITE, must, row};
use crate::world::{ALL, Held, World};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row(
            "F-61",
            "huge bodies, heads, numbers of parts and of sign-in attempts",
            SQLITE,
            |world| Box::pin(huge(world)),
        )
        .short(),
        row("F-61", "hostile files to import", SQLITE, |world| {
            Box::pin(imports(world))
        }),
    ]
}

async fn huge(world: &mut World<'_>) -> Held {
    world.set("BESA_TRUSTED_PROXIES", "");
    world.start(ALL).await?;
    let client = world.journal.client().clone();
    let base = format!("http://127.0.0.1:{}", world.besa[0].port);
    let mut wrong = Vec::new();
    let mut note = |what: &str, status: Option<u16>| {
        if status.is_some_and(|status| status >= 500 && status != 503) {
            wrong.push(format!("{what}: {status:?}"));
        }
    };
    // Sign-in attempts, each with a different long address.
    for at in 0..12 {
        let body = format!("email={}{at}@example.org&password=x", "a".repeat(1_900_000));
        let sent = client
            .post(format!("{base}/sign-in"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &base);
        note(
            "a sign-in attempt of 1.9 MB",
            sent.body(body).send().await.ok().map(|answer| answer.status().as_u16()),
        );
    }
    for at in 0..12 {
        let body = json!({ "email": format!("{}{at}@example.org", "b".repeat(1_900_000)), "password": "x".repeat(900_000), "kinds": [], "language": "en" });
        let sent = client
            .post(format!("{base}/api/v1/tenants/elbasan/subscriptions"))
            .json(&body);
        note(
            "a subscription of 1.9 MB",
            sent.send().await.ok().map(|answer| answer.status().as_u16()),
        );
    }
    let token = world.journal.writers().coordinator.clone();
    let head = format!(
        "POST /api/v1/tenants/elbasan/organisations HTTP/1.1\r\nHost: besa\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    );
    let chunk = [
        format!("{:x}\r\n", 1 << 20).into_bytes(),
        vec![b'['; 1 << 20],
        b"\r\n".to_vec(),
    ]
    .concat();
    let chunked = [
        format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes(),
        chunk.repeat(48),
    ]
    .concat();
    note("48 MB in chunks", raw(world, &chunked).await);
    drop(chunked);
    let deep = "[".repeat(100_000);
    note(
        "deep JSON",
        raw(
            world,
            format!("{head}Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes(),
        )
        .await,
    );
    note(
        "a wrong Content-Length",
        raw(
            world,
            format!("{head}Content-Length: 99999999999999999999\r\n\r\n{{}}").as_bytes(),
        )
        .await,
    );
    let long_head = format!(
        "GET / HTTP/1.1\r\nHost: besa\r\nX-Long: {}\r\n\r\n",
        "x".repeat(100_000)
    );
    let status = raw(world, long_head.as_bytes()).await;
    note("a head of 100 kB", status);
    must(status != Some(200), "a head of 100 kB is accepted")?;
    let keys = "a=1&".repeat(20_000);
    note(
        "many keys",
        raw(world, format!("GET /?{keys} HTTP/1.1\r\nHost: besa\r\n\r\n").as_bytes()).await,
    );
    let parts = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n".repeat(5_000) + "--b--\r\n";
    let many = client
        .post(format!("{base}/api/v1/tenants/elbasan/evidence"))
        .bearer_auth(&token)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(parts);
    note(
        "5,000 parts",
        many.send().await.ok().map(|answer| answer.status().as_u16()),
    );
    must(wrong.is_empty(), format!("{wrong:?}"))?;
    must(world.besa[0].process.is_alive(), "the process ended")?;
    world.first_good(Duration::from_secs(3)).await
}

/// Import files that are small on the wire and large once they are parsed.
async fn imports(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let wide = format!("commitment_title,{}\n{}", "h".repeat(20_000), "a,b\n".repeat(5_000));
    let columns = format!("{}\n{}\n", "c,".repeat(20_000), "v,".repeat(20_000));
    let rows = format!("commitment_title,milestone_title\n{}", "a,b\n".repeat(200_000));
    let cell = format!("commitment_title\n\"{}\"\n", "x".repeat(4_000_000));
    let open = format!("commitment_title\n\"{}", "y\n".repeat(2_000_000));
    let commas = ",".repeat(4_000_000);
    let items = format!("{{\"commitments\":[{}{{}}]}}", "{\"title\":\"a\"},".repeat(300_000));
    let nested = format!("{{\"a\":{}", "[".repeat(3_000_000));
    let files = [
        ("wide.csv", wide),
        ("columns.csv", columns),
        ("rows.csv", rows),
        ("cell.csv", cell),
        ("open.csv", open),
        ("commas.csv", commas),
        ("items.json", items),
        ("nested.json", nested),
    ];
    let token = world.journal.writers().coordinator.clone();
    let mut slowest = Duration::ZERO;
    for (name, body) in files {
        let began = Instant::now();
        let form = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{body}\r\n--b--\r\n"
        );
        let sent = world
            .journal
            .post("/api/v1/tenants/elbasan/imports", &token)
            .header("content-type", "multipart/form-data; boundary=b")
            .timeout(Duration::from_secs(60))
            .body(form);
        let status = sent.send().await.map_or(0, |answer| answer.status().as_u16());
        slowest = slowest.max(began.elapsed());
        must(world.besa[0].process.is_alive(), format!("{name}: the process ended"))?;
        must(status != 0 && status < 500, format!("{name}: {status}"))?;
        must(
            world.besa[0].process.peak() < 256 * 1024,
            format!("{name}: {} MB", world.besa[0].process.peak() / 1024),
        )?;
    }
    world
        .notes
        .measured
        .push(format!("slowest import {:.1} s", slowest.as_secs_f64()));
    world.first_good(Duration::from_secs(3)).await
}
