//! Without Redis everything works in process, without delays.

use besa_tests::{Installation, free_port};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);
const CITY: [&str; 7] = ["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"];
/// The timeouts are in milliseconds; this has reserve for a busy machine.
const SOON: Duration = Duration::from_secs(3);

/// Returns whether Redis is installed. On CI it must be.
fn installed() -> bool {
    let found = Command::new("redis-server").arg("--version").output().is_ok();
    assert!(
        found || std::env::var_os("CI").is_none(),
        "redis-server is not installed"
    );
    found
}

/// A Redis server for one test.
struct Redis {
    port: u16,
    running: Option<Child>,
}

impl Redis {
    /// Creates one that does not run yet.
    fn away() -> Self {
        Self {
            port: free_port(),
            running: None,
        }
    }

    async fn started() -> Self {
        let mut redis = Self::away();
        redis.start().await;
        redis
    }

    async fn start(&mut self) {
        let port = self.port.to_string();
        let running = Command::new("redis-server")
            .args([
                "--port",
                &port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ])
            .stdout(Stdio::null())
            .spawn();
        self.running = Some(running.unwrap());
        until("Redis answers", async || self.try_ask("PING").await.is_some()).await;
    }

    fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.kill().unwrap();
            running.wait().unwrap();
        }
    }

    /// Sends it a signal, to make it hang (STOP) or continue (CONT).
    fn signal(&self, name: &str) {
        let id = self.running.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Sends a command; returns the first line of the response.
    async fn ask(&self, command: &str) -> String {
        self.try_ask(command)
            .await
            .unwrap_or_else(|| panic!("{command}: no response"))
    }

    async fn try_ask(&self, command: &str) -> Option<String> {
        let asked = timeout(SECOND, async {
            let mut socket = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
            socket.write_all(format!("{command}\r\n").as_bytes()).await.ok()?;
            let mut answer = Vec::new();
            while !answer.ends_with(b"\n") {
                if socket.read_buf(&mut answer).await.ok()? == 0 {
                    return None;
                }
            }
            Some(String::from_utf8_lossy(&answer).into_owned())
        });
        asked.await.ok().flatten()
    }

    /// Returns the number of keys, which are all counters.
    async fn counters(&self) -> u32 {
        self.ask("DBSIZE").await.trim().trim_start_matches(':').parse().unwrap()
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let waited = timeout(30 * SECOND, async {
        while !is_so().await {
            sleep(SECOND / 50).await;
        }
    });
    assert!(waited.await.is_ok(), "{what}: not after half a minute");
}

async fn running(redis: &Redis) -> Installation {
    let mut besa = Installation::new().await;
    besa.line(&CITY);
    besa.start_with(&[("BESA_REDIS_URL", &redis.url())]).await;
    besa
}

/// Signs in with a wrong password, which counts as an attempt; returns the status and the time it took.
async fn sign_in(besa: &Installation) -> (u16, Duration) {
    let body = "email=ana%40example.org&password=wrong";
    post(besa, "/sign-in", "application/x-www-form-urlencoded", body.to_owned()).await
}

/// Sends a request that is rate limited, queues a job and wakes the workers.
async fn write(besa: &Installation, email: &str) -> (u16, Duration) {
    let path = "/api/v1/tenants/elbasan/subscriptions";
    post(besa, path, "application/json", format!(r#"{{"email":"{email}"}}"#)).await
}

async fn post(besa: &Installation, path: &str, kind: &str, body: String) -> (u16, Duration) {
    let sent = reqwest::Client::new()
        .post(besa.url(path))
        .header("origin", besa.url(""))
        .header("content-type", kind)
        .body(body);
    let began = Instant::now();
    let answer = sent.send().await.unwrap();
    (answer.status().as_u16(), began.elapsed())
}

/// Writes and signs in a few times; each must be quick.
async fn is_quick(besa: &Installation, what: &str) {
    for at in 0..4 {
        let (status, took) = write(besa, &format!("{what}{at}@example.org")).await;
        assert_eq!(status, 202, "{what}");
        assert!(took < SOON, "{what}: a write took {took:?}");
        let (status, took) = sign_in(besa).await;
        assert!([422, 429].contains(&status), "{what}: {status}");
        assert!(took < SOON, "{what}: a sign-in took {took:?}");
    }
}

/// Signs in until Redis counts the attempts. On an idle machine this takes at most two seconds.
async fn is_used_again(besa: &Installation, redis: &Redis) {
    redis.ask("FLUSHALL").await;
    let began = Instant::now();
    while redis.counters().await == 0 {
        assert!(began.elapsed() < 4 * SECOND, "Redis is back and not used");
        sign_in(besa).await;
        sleep(SECOND / 20).await;
    }
}

#[tokio::test]
async fn start_and_requests_are_quick_without_redis() {
    if !installed() {
        return;
    }
    let mut redis = Redis::away();
    let began = Instant::now();
    let besa = running(&redis).await;
    assert!(began.elapsed() < 8 * SECOND, "{:?}", began.elapsed());
    is_quick(&besa, "away").await;
    redis.start().await;
    is_used_again(&besa, &redis).await;
}

#[tokio::test]
async fn a_hanging_or_dead_redis_is_skipped_and_used_again_later() {
    if !installed() {
        return;
    }
    let mut redis = Redis::started().await;
    let besa = running(&redis).await;
    is_used_again(&besa, &redis).await;
    redis.signal("-STOP");
    is_quick(&besa, "hangs").await;
    redis.signal("-CONT");
    is_used_again(&besa, &redis).await;
    redis.stop();
    is_quick(&besa, "dead").await;
    redis.start().await;
    is_used_again(&besa, &redis).await;
}

#[tokio::test]
async fn a_redis_that_returns_errors_or_wrong_values_changes_nothing() {
    if !installed() {
        return;
    }
    let redis = Redis::started().await;
    let besa = running(&redis).await;
    is_used_again(&besa, &redis).await;
    // Sixty attempts from one network: whatever Redis does, nobody is blocked too early and the limit still
    // works.
    let rewrite = |value: &str| {
        format!("EVAL \"for _, k in ipairs(redis.call('KEYS','*')) do redis.call('DEL',k) {value} end\" 0")
    };
    let list = rewrite("redis.call('LPUSH',k,'x')");
    let words = rewrite("redis.call('SET',k,'words')");
    let below = rewrite("redis.call('SET',k,'-1000000')");
    let troubles = [
        "FLUSHALL",
        &list,
        &words,
        &below,
        "CONFIG SET maxmemory-policy noeviction",
        "CONFIG SET maxmemory 1",
        "CONFIG SET maxmemory 0",
        "CONFIG SET min-replicas-to-write 1",
    ];
    let mut refused = 0;
    for at in 0..70 {
        if let Some(trouble) = troubles.get(at / 7).filter(|_| at % 7 == 0) {
            redis.ask(trouble).await;
        }
        let path = "/api/v1/tenants/nowhere/organisations";
        let (status, took) = post(&besa, path, "application/json", "{}".to_owned()).await;
        assert!(status < 500 && took < SOON, "{at}: {status} after {took:?}");
        refused += usize::from(status == 429);
    }
    assert!(
        refused >= 8,
        "{refused} of seventy attempts were refused; the limit is sixty a minute"
    );
}
