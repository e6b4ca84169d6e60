//! Log output that nobody reads does not block the server.

use besa_tests::{Installation, free_port};
use futures_util::future::join_all;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// More log lines than fit into the pipe and the queue in front of it.
const MANY: usize = 6_000;
const SOON: Duration = Duration::from_secs(10);

/// Starts an installation that logs each request; returns it with the address of its metrics.
async fn started(stderr: impl Into<Stdio>) -> (Installation, String) {
    let mut besa = Installation::new().await;
    let listen = format!("127.0.0.1:{}", free_port());
    let settings = [("BESA_LOG", "trace"), ("BESA_METRICS_LISTEN", &listen)];
    besa.start_into(&settings, stderr).await;
    (besa, format!("http://{listen}/metrics"))
}

/// Sends requests; each must get a response.
async fn ask(besa: &Installation, many: usize) {
    let client = reqwest::Client::builder().timeout(SOON).build().unwrap();
    let url = besa.url("/livez");
    let each = (0..8).map(async |_| {
        for _ in 0..many / 8 {
            let answer = client.get(&url).send().await.unwrap();
            assert!(answer.status().is_success());
            answer.bytes().await.unwrap();
        }
    });
    join_all(each).await;
}

async fn dropped(metrics: &str) -> u64 {
    let text = reqwest::get(metrics).await.unwrap().text().await.unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("besa_log_lines_dropped_total "));
    line.unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unread_pipe_does_not_block() {
    let (mut besa, metrics) = started(Stdio::piped()).await;
    ask(&besa, MANY).await;
    assert!(dropped(&metrics).await > 0, "{MANY} lines fit into the pipe");
    // Once the pipe is read again, the log reports how many lines were dropped.
    let stderr = BufReader::new(besa.running().stderr());
    let reported = Arc::new(AtomicBool::new(false));
    let seen = reported.clone();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        for line in stderr.lines() {
            let line = line.unwrap();
            if line.contains("log lines dropped") {
                seen.store(true, Ordering::Relaxed);
            }
            text += &line;
        }
        text
    });
    let began = Instant::now();
    while !reported.load(Ordering::Relaxed) {
        assert!(began.elapsed() < 3 * SOON, "the dropped lines are not reported");
        tokio::time::sleep(Duration::from_millis(50)).await;
        ask(&besa, 8).await;
    }
    besa.running().terminate();
    assert!(besa.running().ended(SOON).await.unwrap().success());
    let text = reader.join().unwrap();
    assert!(text.contains("log lines dropped"), "{}", text.len());
    assert!(
        !text.contains('\u{1b}'),
        "colour codes although stderr is not a terminal"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shutdown_works_with_an_unread_pipe() {
    let (mut besa, _) = started(Stdio::piped()).await;
    ask(&besa, MANY).await;
    besa.running().terminate();
    assert!(besa.running().ended(SOON).await.unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_for_the_log_does_not_block() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (mut besa, metrics) = started(full).await;
    ask(&besa, 200).await;
    assert!(dropped(&metrics).await >= 200);
    besa.running().terminate();
    assert!(besa.running().ended(SOON).await.unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_pipe_does_not_block() {
    let (mut besa, metrics) = started(Stdio::piped()).await;
    drop(besa.running().stderr());
    ask(&besa, 200).await;
    assert!(dropped(&metrics).await >= 200);
    besa.running().terminate();
    assert!(besa.running().ended(SOON).await.unwrap().success());
}
