//! Clients that are slow, huge, malformed, impatient, or many.

use super::{BOTH, Row, SQLITE, must, row};
use crate::world::{ALL, Held, World};
use crate::writes::Kind;
use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, sleep, timeout};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("F-32", "clients that disconnect during a request", BOTH, |world| {
            Box::pin(leave(world))
        }),
        row("F-60", "slow heads and bodies from one address", SQLITE, |world| {
            Box::pin(slow(world))
        })
        .short(),
        row("F-62", "HTTP/2 frames to a server of HTTP/1.1", SQLITE, |world| {
            Box::pin(frames(world))
        }),
        row("F-63", "malformed requests", SQLITE, |world| Box::pin(malformed(world))),
        row("F-64", "fifty identical requests at once", BOTH, |world| {
            Box::pin(equal(world))
        })
        .short_on(SQLITE),
        row("F-65", "twenty edits of one record at once", BOTH, |world| {
            Box::pin(edits(world))
        }),
        row("F-66", "uploads cut off after each tenth", BOTH, |world| {
            Box::pin(uploads(world))
        }),
    ]
}

/// Connects from this local address.
async fn connect(world: &World<'_>, from: &str) -> Option<TcpStream> {
    let socket = TcpSocket::new_v4().ok()?;
    socket.bind(format!("{from}:0").parse().unwrap()).ok()?;
    let to = SocketAddr::from(([127, 0, 0, 1], world.besa[0].port));
    timeout(Duration::from_secs(2), socket.connect(to)).await.ok()?.ok()
}

/// Sends bytes and returns the status of the response; `None` when the connection is closed without one.
pub(super) async fn raw(world: &World<'_>, bytes: &[u8]) -> Option<u16> {
    let mut stream = connect(world, "127.0.0.1").await?;
    // The server may answer and close before everything is sent.
    drop(timeout(Duration::from_secs(20), stream.write_all(bytes)).await);
    let mut head = vec![0; 64];
    let read = timeout(Duration::from_secs(20), stream.read(&mut head))
        .await
        .ok()?
        .ok()?;
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    head.split_whitespace().nth(1)?.parse().ok()
}

async fn leave(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    for _ in 0..15 {
        let patience: Vec<_> = (0..8).map(|_| Duration::from_millis(world.rng.u64(1..60))).collect();
        join_all(
            patience
                .into_iter()
                .map(|patience| world.journal.hurried(Kind::Organisation, patience)),
        )
        .await;
    }
    world.answers(&[0])?;
    world.first_good(Duration::from_secs(2)).await
}

/// One address opens more connections than are served at a time; another address must still be served.
async fn slow(world: &mut World<'_>) -> Held {
    world.set("BESA_TRUSTED_PROXIES", "");
    world.start(ALL).await?;
    world.journal.write(Kind::Organisation).await;
    let before = world.besa[0].process.open_files();
    let token = world.journal.writers().coordinator.clone();
    let mut open = Vec::new();
    for at in 0..600 {
        let Some(mut stream) = connect(world, "127.0.0.2").await else {
            break;
        };
        let bytes = if at % 4 == 0 {
            "GET / HTTP/1.1\r\nHost: besa\r\nX-Slow: ".to_owned()
        } else {
            // With a valid token the server waits for the body.
            format!(
                "POST /api/v1/tenants/elbasan/organisations HTTP/1.1\r\nHost: besa\r\nAuthorization: Bearer {token}\r\n\
                 Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n{{"
            )
        };
        drop(timeout(Duration::from_secs(1), stream.write_all(bytes.as_bytes())).await);
        open.push(stream);
    }
    let mut slowest = Duration::ZERO;
    let mut failed = 0;
    for _ in 0..8 {
        let began = Instant::now();
        failed += u32::from(!world.journal.write(Kind::Organisation).await);
        slowest = slowest.max(began.elapsed());
        sleep(Duration::from_millis(250)).await;
    }
    let held = open.len();
    drop(open);
    sleep(Duration::from_secs(1)).await;
    let after = world.besa[0].process.open_files();
    world.notes.measured.push(format!(
        "{held} slow connections; others: slowest {:.1} s",
        slowest.as_secs_f64()
    ));
    must(failed == 0, format!("{failed} of 8 writes from another address failed"))?;
    must(
        slowest < Duration::from_secs(3),
        format!("another address waited {:.1} s", slowest.as_secs_f64()),
    )?;
    // The pool of database connections may have grown in the meantime.
    must(after <= before + 40, format!("{after} open files, {before} before"))?;
    world.answers(&[]).map(|_| ())
}

async fn malformed(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let requests: [&[u8]; 18] = [
        b"POST / HTTP/1.1\r\nHost: besa\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: besa\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nHost: besa\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: besa\r\nTransfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
        b"GET /%ff%fe/en/ HTTP/1.1\r\nHost: besa\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: besa\r\n\r\n",
        b"GET /elbasan%00/en/ HTTP/1.1\r\nHost: besa\r\n\r\n",
        b"GET /elbasan/en/../../../etc/passwd HTTP/1.1\r\nHost: besa\r\n\r\n",
        b"GET /elbasan/en/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: besa\r\n\r\n",
        b"GET http://other.example/elbasan/en/ HTTP/1.1\r\nHost: besa\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: besa\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /?q=%F0%28%8C%28&after=%00 HTTP/1.1\r\nHost: besa\r\nAccept-Language: \xff;q=9,en;q=nan\r\nCookie: besa_session=\xff; =; a\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: besa\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nemail=%ff%00&email[]=",
        b"GET /api/v1/tenants/elbasan/comments?limit=-1&after=%F0%9F%92%A3 HTTP/1.1\r\nHost: besa\r\nAuthorization: Bearer \xe2\x98\xa0\r\nIf-None-Match: \"\r\n\r\n",
    ];
    for (at, request) in requests.iter().enumerate() {
        let status = raw(world, request).await;
        must(
            status.is_none_or(|status| status < 500 || status == 505),
            format!("request {at}: {status:?}"),
        )?;
    }
    // Requests with a few random bytes changed.
    for _ in 0..150 {
        let mut bytes =
            b"GET /elbasan/en/?q=water HTTP/1.1\r\nHost: besa\r\nAccept: text/html\r\nCookie: a=b\r\n\r\n".to_vec();
        for _ in 0..world.rng.usize(1..4) {
            let at = world.rng.usize(..bytes.len() - 4);
            bytes[at] = world.rng.u8(..);
        }
        let status = timeout(Duration::from_millis(500), raw(world, &bytes))
            .await
            .ok()
            .flatten();
        must(
            status.is_none_or(|status| status < 500 || status == 505),
            format!("{status:?} to {:?}", String::from_utf8_lossy(&bytes)),
        )?;
    }
    must(world.besa[0].process.is_alive(), "the process ended")?;
    world.first_good(Duration::from_secs(3)).await
}

/// Besa only speaks HTTP/1.1: a connection with a flood of HTTP/2 frames must be closed.
async fn frames(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let before = world.besa[0].process.open_files();
    for kind in [0_u8, 1, 3, 4, 6, 9] {
        let frame = [0, 0, 4, kind, 0, 0, 0, 0, 1, 0, 0, 0, 8];
        let flood = [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), frame.repeat(20_000)].concat();
        let status = raw(world, &flood).await;
        must(
            status.is_none_or(|status| status < 500 || status == 505),
            format!("{status:?} to frames of type {kind}"),
        )?;
    }
    sleep(Duration::from_millis(500)).await;
    let after = world.besa[0].process.open_files();
    must(after <= before + 5, format!("{after} open files, {before} before"))?;
    world.first_good(Duration::from_secs(3)).await
}

async fn equal(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    for kind in [Kind::Organisation, Kind::Comment, Kind::Evidence] {
        let answers = world.journal.equally(kind, 50).await;
        let mut ids: Vec<_> = answers.iter().filter_map(|(_, id)| id.clone()).collect();
        ids.dedup();
        let statuses: Vec<_> = answers
            .iter()
            .map(|(status, _)| *status)
            .filter(|status| !(200..300).contains(status))
            .collect();
        must(ids.len() == 1, format!("{kind:?}: {} different responses", ids.len()))?;
        must(statuses.is_empty(), format!("{kind:?}: {statuses:?}"))?;
    }
    Ok(())
}

async fn edits(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let token = world.journal.writers().coordinator.clone();
    let made = world
        .journal
        .post("/api/v1/tenants/elbasan/organisations", &token)
        .json(&json!({ "name": "Edited by many", "kind": "civil_society" }))
        .send()
        .await
        .unwrap();
    let made: Value = serde_json::from_str(&made.text().await.unwrap()).unwrap();
    let path = format!("/api/v1/tenants/elbasan/organisations/{}", made["id"].as_str().unwrap());
    let first = made["version"].as_i64().unwrap();
    for (round, version) in (first..first + 5).enumerate() {
        let edits = (0..20).map(|at| {
            let body = json!({ "name": format!("Edited by {round} {at}"), "version": version });
            world
                .journal
                .client()
                .patch(world.journal.url(&path))
                .bearer_auth(&token)
                .json(&body)
                .send()
        });
        let statuses: Vec<_> = join_all(edits)
            .await
            .into_iter()
            .map(|answer| answer.map_or(0, |answer| answer.status().as_u16()))
            .collect();
        let won = statuses.iter().filter(|status| **status == 200).count();
        let stale = statuses.iter().filter(|status| [409, 412].contains(*status)).count();
        must(won == 1 && stale == 19, format!("round {round}: {statuses:?}"))?;
    }
    Ok(())
}

async fn uploads(world: &mut World<'_>) -> Held {
    world.start(ALL).await?;
    let (token, commitment) = (
        world.journal.writers().coordinator.clone(),
        world.journal.writers().commitment.clone(),
    );
    let form = format!(
        "--b\r\nContent-Disposition: form-data; name=\"commitment\"\r\n\r\n{commitment}\r\n\
         --b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ncut off\r\n\
         --b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ndocument\r\n\
         --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cut.txt\"\r\nContent-Type: text/plain\r\n\r\n{}\r\n--b--\r\n",
        "What was cut off.\n".repeat(30_000)
    );
    let head = format!(
        "POST /api/v1/tenants/elbasan/evidence HTTP/1.1\r\nHost: besa\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
        form.len()
    );
    for tenth in 0..10 {
        let mut stream = connect(world, "127.0.0.1").await.ok_or("no connection")?;
        let part = &form.as_bytes()[..form.len() * tenth / 10];
        drop(stream.write_all(&[head.as_bytes(), part].concat()).await);
        sleep(Duration::from_millis(50)).await;
    }
    sleep(Duration::from_millis(500)).await;
    let there = world
        .count("SELECT count(*) FROM evidence WHERE title = 'cut off'")
        .await;
    must(there == 0, format!("{there} uploads that were cut off are stored"))?;
    must(world.status("/readyz").await == StatusCode::OK.as_u16(), "not ready")?;
    world.first_good(Duration::from_secs(3)).await
}
