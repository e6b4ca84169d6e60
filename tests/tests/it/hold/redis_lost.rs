//! Without Redis everything goes on in process, at once.

use besa_tests::{Installation, free_port};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);
const CITY: [&str; 7] = ["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"];
/// Deadlines are of milliseconds; the machine of a test may be busy.
const SOON: Duration = Duration::from_secs(3);

/// Whether Redis is installed. Where every test must run, it has to be.
fn installed() -> bool {
    let found = Command::new("redis-server").arg("--version").output().is_ok();
    assert!(
        found || std::env::var_os("CI").is_none(),
        "redis-server is not installed"
    );
    found
}

/// A Redis of a test's own.
struct Redis {
    port: u16,
    running: Option<Child>,
}

impl Redis {
    /// One that does not run yet.
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

    /// Lets it hang, or go on.
    fn signal(&self, name: &str) {
        let id = self.running.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The first line of what it answers to a command.
    async fn ask(&self, command: &str) -> String {
        self.try_ask(command)
            .await
            .unwrap_or_else(|| panic!("{command}: no answer"))
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

    /// How many counters it holds.
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

/// A sign-in with a wrong password: it counts tries. Gives its status and how long it took.
async fn sign_in(besa: &Installation) -> (u16, Duration) {
    let body = "email=ana%40example.org&password=wrong";
    post(besa, "/sign-in", "application/x-www-form-urlencoded", body.to_owned()).await
}

/// A write that counts tries, puts a job into the queue and rings the bell.
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

/// Writes and signs in a few times; every one is quick.
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

/// Tries until Redis counts them. It takes two seconds at most where the machine is not busy.
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
async fn a_start_and_all_that_follows_is_quick_without_redis() {
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
async fn a_redis_that_hangs_or_dies_is_passed_over_and_used_when_it_is_back() {
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
async fn a_redis_that_refuses_or_lies_changes_nothing() {
    if !installed() {
        return;
    }
    let redis = Redis::started().await;
    let besa = running(&redis).await;
    is_used_again(&besa, &redis).await;
    // Sixty tries of one network: what Redis does meanwhile neither stops nor frees anybody.
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
        "{refused} of seventy tries were refused, where sixty a minute may"
    );
}
