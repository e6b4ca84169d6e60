//! The memory used by concurrent requests is limited, whatever is stored and however slowly responses are
//! read.

use crate::kill::grant;
use besa_tests::Installation;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Maximum memory, in bytes, that the hostile requests may add, without optimisation.
const MAX: u64 = 224_000_000;

/// A plan of four megabytes, the maximum of an import.
fn large() -> String {
    let mut text = "member,country,plan_title,commitment_title,milestone_title\n".to_owned();
    for row in 0..130 {
        text.push_str(&format!(
            "\"Elbasan, Albania\",AL,Large plan,Open data {row},{} {row}\n",
            "w".repeat(30_000)
        ));
    }
    text
}

/// Opens a connection with a small receive window, so that the server must buffer what is not read.
async fn connect(besa: &Installation, from: u8) -> TcpStream {
    let url = besa.url("");
    let to = url.strip_prefix("http://").unwrap().parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    socket.bind(([127, 0, 7, from], 0).into()).unwrap();
    socket.connect(to).await.unwrap()
}

async fn ask(besa: &Installation, from: u8, head: String) -> TcpStream {
    let mut connection = connect(besa, from).await;
    connection.write_all(head.as_bytes()).await.unwrap();
    connection
}

/// Reads the start of the response, if there is one.
async fn status(connection: &mut TcpStream) -> Option<String> {
    let mut begin = [0; 12];
    let read = tokio::time::timeout(Duration::from_millis(20), connection.read_exact(&mut begin)).await;
    read.ok()?.ok()?;
    String::from_utf8(begin.to_vec()).ok()
}

/// Measures the memory for three seconds; returns the peak above `before`, in bytes.
async fn grown(besa: &Installation, before: u64) -> u64 {
    let mut most = 0;
    for _ in 0..60 {
        // The interval between two measurements.
        tokio::time::sleep(Duration::from_millis(50)).await;
        most = most.max(besa.own_memory().saturating_sub(before));
    }
    most
}

#[tokio::test]
async fn large_responses_and_stalled_bodies_do_not_exhaust_memory() {
    let mut besa = Installation::new().await;
    let file = besa.folder().join("large.csv");
    std::fs::write(&file, large()).unwrap();
    let (well, printed) = besa.besa(&["import", "plan", file.to_str().unwrap(), "--create-tenants"]);
    assert!(well, "{printed}");
    besa.start().await;
    let plans: serde_json::Value = reqwest::get(besa.url("/api/v1/tenants/elbasan/plans"))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let reference = plans["items"][0]["reference"].as_str().unwrap().to_owned();
    let before = besa.own_memory();
    let mut unread = Vec::new();
    for at in 0..120 {
        let path = match at % 3 {
            0 => "/api/v1/tenants/elbasan/milestones?limit=200".to_owned(),
            1 => format!("/elbasan/en/plans/{reference}"),
            _ => format!("/elbasan/en/plans/{reference}.json"),
        };
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        unread.push(ask(&besa, 1, head).await);
    }
    let most = grown(&besa, before).await;
    println!("answers: {} kB over what there was", most / 1024);
    assert!(most <= MAX, "{most} bytes for answers that nobody reads");
    // Four megabytes each, and at most eight per network.
    let mut whole = 0;
    for one in unread.iter_mut().step_by(3) {
        whole += usize::from(status(one).await.is_some_and(|status| status.ends_with("200")));
    }
    assert!((1..=2).contains(&whole), "{whole} long answers wait to be read");
    // Small responses are still sent.
    let began = std::time::Instant::now();
    let small = besa.client().build().unwrap().get(besa.url("/sign-in")).send().await;
    assert_eq!(small.unwrap().status().as_u16(), 200);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    drop(unread);

    // Almost complete bodies of a member, which then stall.
    besa.line(&["person", "invite", "writer@example.org", "--role", "operator"]);
    grant(&besa).await;
    let token = besa.line(&["token", "create", "writer@example.org", "--scope", "write"]);
    let before = besa.own_memory();
    let mut standing = Vec::new();
    for _ in 0..120 {
        let head = format!(
            "POST /api/v1/tenants/elbasan/organisations HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer \
             {token}\r\ncontent-type: application/json\r\ncontent-length: 990000\r\n\r\n"
        );
        let mut one = ask(&besa, 2, head).await;
        // The server may already have responded and closed the connection.
        drop(one.write_all(&vec![b' '; 980_000]).await);
        standing.push(one);
    }
    let mut refused = 0;
    for one in &mut standing {
        refused += usize::from(status(one).await.is_some_and(|status| status.ends_with("503")));
    }
    assert!(
        (100..120).contains(&refused),
        "{refused} requests were refused for lack of memory"
    );
    let most = grown(&besa, before).await;
    println!("bodies: {} kB over what there was, {refused} refused", most / 1024);
    assert!(most <= MAX, "{most} bytes for bodies that stand still");
}
