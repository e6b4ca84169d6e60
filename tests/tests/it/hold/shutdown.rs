//! Shutdown first turns readiness off, then finishes requests in progress.

use besa_tests::Installation;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

const PAUSE: &str = "3";
const SOON: Duration = Duration::from_secs(10);

async fn status(besa: &Installation, path: &str) -> Option<u16> {
    let answer = reqwest::get(besa.url(path)).await.ok()?;
    Some(answer.status().as_u16())
}

/// Sends the first half of a form; the second half is `end`. The request is then in progress.
async fn half(besa: &Installation, end: &str) -> TcpStream {
    let (url, half) = (besa.url(""), "email=resident%40example.org&");
    let host = url.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(host).await.unwrap();
    let length = half.len() + end.len();
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nhost: {host}\r\norigin: {url}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\
         expect: 100-continue\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body once the handler reads it.
    let mut interim = Vec::new();
    while !interim.ends_with(b"\r\n\r\n") {
        assert!(socket.read_buf(&mut interim).await.unwrap() > 0, "closed");
    }
    assert!(interim.starts_with(b"HTTP/1.1 100"), "{interim:?}");
    socket.write_all(half.as_bytes()).await.unwrap();
    socket
}

async fn answer(mut socket: TcpStream, end: &str) -> String {
    socket.write_all(end.as_bytes()).await.unwrap();
    let mut text = Vec::new();
    socket.read_to_end(&mut text).await.unwrap();
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readiness_is_turned_off_first_and_requests_finish() {
    let mut besa = Installation::new().await;
    besa.start_with(&[("BESA_SHUTDOWN_PAUSE", PAUSE)]).await;
    let end = "password=wrong";
    let slow = half(&besa, end).await;
    besa.running().terminate();
    let began = Instant::now();
    while status(&besa, "/readyz").await != Some(503) {
        assert!(began.elapsed() < Duration::from_secs(2), "still ready after the signal");
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(status(&besa, "/livez").await, Some(200));
    assert_eq!(
        status(&besa, "/").await,
        Some(200),
        "requests are accepted during the pause"
    );
    // After the pause no new connection is accepted, and the half-sent form gets its response.
    assert!(
        besa.running().ended(Duration::from_secs(4)).await.is_none(),
        "it waits for the rest of the form"
    );
    assert_eq!(status(&besa, "/livez").await, None, "no new connections");
    let answered = answer(slow, end).await;
    assert!(answered.starts_with("HTTP/1.1 422"), "{answered}");
    assert!(besa.running().ended(SOON).await.unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_stops_at_once() {
    for pause in ["0", "60"] {
        let mut besa = Installation::new().await;
        besa.start_with(&[("BESA_SHUTDOWN_PAUSE", pause)]).await;
        let slow = half(&besa, "x").await;
        besa.running().terminate();
        assert!(besa.running().ended(Duration::from_millis(500)).await.is_none());
        besa.running().terminate();
        assert!(besa.running().ended(SOON).await.is_some(), "pause {pause}");
        drop(slow);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_pause_it_stops_when_its_work_is_done() {
    let mut besa = Installation::new().await;
    besa.start().await;
    besa.running().terminate();
    assert!(besa.running().ended(SOON).await.unwrap().success());
}
