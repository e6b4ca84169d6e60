//! A bare poem route that serves the same bytes and headers as a page: what the HTTP stack itself can do.
//! It runs in a process of its own, so that its CPU time is counted apart.

use besa_services::child::{self, Running};
use besa_services::free_port;
use bytes::Bytes;
use poem::listener::TcpListener;
use poem::{Response, Route, Server, endpoint::make_sync, get};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Serves a file with these headers until the process is killed.
pub(crate) async fn serve(port: u16, file: &Path) {
    let text = std::fs::read_to_string(file.with_extension("headers")).unwrap();
    let headers: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let body = Bytes::from(std::fs::read(file).unwrap());
    let page = make_sync(move |_| {
        let mut response = Response::builder();
        for (name, value) in &headers {
            response = response.header(name, value);
        }
        response.body(body.clone())
    });
    let route = Route::new().at("/", get(page));
    let listener = TcpListener::bind(format!("127.0.0.1:{port}"));
    Server::new(listener).run(route).await.unwrap();
}

/// The bare route, serving the response to a request.
pub(crate) struct Bare {
    process: Running,
    /// Its URL.
    pub(crate) url: String,
}

impl Bare {
    /// Requests a page, and starts a process that serves the same.
    pub(crate) async fn like(page: &str, work: &Path) -> Self {
        let client = reqwest::Client::new();
        let answer = client.get(page).header("accept-encoding", "br").send().await.unwrap();
        assert!(answer.status().is_success(), "{page}: {}", answer.status());
        let skipped = [
            "connection",
            "content-length",
            "date",
            "set-cookie",
            "transfer-encoding",
        ];
        let headers: Vec<String> = answer
            .headers()
            .iter()
            .filter(|(name, _)| !skipped.contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or_default()))
            .collect();
        let file: PathBuf = work.join("bare.page");
        std::fs::write(file.with_extension("headers"), headers.join("\n")).unwrap();
        std::fs::write(&file, answer.bytes().await.unwrap()).unwrap();
        let port = free_port();
        let mut command = child::command(std::env::current_exe().unwrap());
        command.arg("bare").arg(port.to_string()).arg(&file);
        let process = Running::start(&mut command);
        let url = format!("http://127.0.0.1:{port}/");
        let until = Instant::now() + Duration::from_secs(20);
        while reqwest::get(&url).await.is_err() {
            assert!(Instant::now() < until, "the bare route does not answer");
            sleep(Duration::from_millis(5)).await;
        }
        Self { process, url }
    }

    /// Returns the process id.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}
