//! Two processes for pages and API and two workers, with one PostgreSQL and one Redis: a request started in
//! one process can be continued in the other, each mail is sent once, and nothing is lost when one of them,
//! or Redis, dies.

use crate::kill::grant;
use besa_tests::{Installation, Process, Sink, free_port};
use mail_parser::MessageParser;
use reqwest::{Client, RequestBuilder, StatusCode};
use scraper::{Html, Selector};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::time::{sleep, timeout};

const WORDS: &str = "Please post the results at the village shop, too.";
/// More mails than two workers send at the same time.
const AT_ONCE: usize = 8;

/// A Redis server for this test only, because the test kills it.
struct Redis {
    port: u16,
    running: Child,
}

impl Redis {
    async fn start(port: u16) -> Self {
        let running = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        until("Redis answers", || {
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        })
        .await;
        Self { port, running }
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
    }
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waited = timeout(Duration::from_secs(60), async {
        while !is_so() {
            sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "{what}: not after a minute");
}

/// A mail: recipient, subject and text.
fn letters(sink: &Sink) -> Vec<(String, String, String)> {
    let read = |wire: Vec<u8>| {
        let mail = MessageParser::default().parse(&wire).unwrap();
        let to = mail.to().unwrap().first().unwrap().address().unwrap().to_owned();
        (
            to,
            mail.subject().unwrap().to_owned(),
            mail.body_text(0).unwrap().into_owned(),
        )
    };
    sink.mails().into_iter().map(read).collect()
}

/// Waits until there is a mail with this subject; returns all such mails.
async fn mails(sink: &Sink, subject: &str) -> Vec<(String, String, String)> {
    let some = || {
        let mut letters = letters(sink);
        letters.retain(|(_, about, _)| about.starts_with(subject));
        letters
    };
    until(subject, || !some().is_empty()).await;
    some()
}

/// Sends a request and returns the response.
async fn send(request: RequestBuilder, status: StatusCode) -> Value {
    let answer = request.send().await.unwrap();
    let (is, body) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(is, status, "{body}");
    serde_json::from_str(&body).unwrap_or(Value::Null)
}

/// The processes of the test.
struct Besa {
    installation: Installation,
    /// Runs a query on a connection of its own.
    owner: DatabaseConnection,
    client: Client,
    token: String,
    commitment: String,
}

impl Besa {
    fn post(&self, at: &Process, path: &str, body: &Value) -> RequestBuilder {
        let url = at.url(&format!("/api/v1/tenants/elbasan{path}"));
        self.client.post(url).bearer_auth(&self.token).json(body)
    }

    /// Comments as the coordinator; returns the comment's id.
    async fn comment(&self, at: &Process, words: &str) -> String {
        let body = json!({ "body": words, "commitment": self.commitment });
        let comment = send(self.post(at, "/comments", &body), StatusCode::CREATED).await;
        comment["id"].as_str().unwrap().to_owned()
    }

    async fn count(&self, sql: &str) -> i64 {
        let row = self
            .owner
            .query_one_raw(Statement::from_string(DbBackend::Postgres, sql));
        row.await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    async fn sql(&self, sql: &str) {
        self.owner.execute_unprepared(sql).await.unwrap();
    }

    /// Waits until the workers have leased this many receipts.
    async fn leased(&self, mails: i64) {
        let sql = "SELECT count(*) FROM job WHERE kind = 'send_receipt' AND leased_until IS NOT NULL";
        for _ in 0..600 {
            if self.count(sql).await == mails {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
        panic!("the workers did not lease {mails} mails");
    }

    /// Waits until no mail is queued, except those leased by a dead worker.
    async fn rest(&self, held: i64) {
        let sql = "SELECT count(*) FROM job WHERE kind LIKE 'send%'";
        for _ in 0..600 {
            if self.count(sql).await <= held {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
        let sql = "SELECT string_agg(kind || ' ' || attempts || ' ' || coalesce(leased_until, run_at)::text || ' '
                          || coalesce(last_error, ''), '; ') FROM job WHERE kind LIKE 'send%'";
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let row = self.owner.query_one_raw(statement).await.unwrap().unwrap();
        let waiting: Option<String> = row.try_get_by_index(0).unwrap();
        panic!("mails wait after a minute: {waiting:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_share_work_and_lose_nothing_when_one_dies() {
    let installation = Installation::new().await;
    if !installation.database.is_postgres() {
        // SQLite supports only one process (docs/RUNNING.md).
        return;
    }
    let (redis, sink) = (Redis::start(free_port()).await, Sink::new(&[]).await);
    let redis_url = redis.url();
    let settings = [
        ("BESA_REDIS_URL", redis_url.as_str()),
        ("BESA_SMTP_URL", sink.url.as_str()),
    ];
    installation.line(&["tenant", "create", "elbasan", "--name", "Elbasan", "--country", "AL"]);
    installation.line(&["person", "invite", "writer@example.org", "--role", "operator"]);
    grant(&installation).await;
    let token = installation.line(&["token", "create", "writer@example.org"]);

    let (one, two) = tokio::join!(
        installation.beside("api,web", &settings),
        installation.beside("api,web", &settings)
    );
    let (first, second) = tokio::join!(
        installation.beside("worker", &settings),
        installation.beside("worker", &settings)
    );
    let mut besa = Besa {
        owner: installation.database.owner().await,
        installation,
        client: Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap(),
        token,
        commitment: String::new(),
    };
    besa.plan(&one, &two).await;
    besa.a_comment_through_one_is_answered_through_the_other(&one, &two, &sink)
        .await;
    besa.a_worker_dies_in_the_middle(&one, &sink, first).await;
    besa.redis_dies(&one, &two, &sink, redis).await;
    drop(second);

    assert_eq!(
        besa.count("SELECT count(*) FROM job WHERE failed_at IS NOT NULL").await,
        0
    );
    let (sound, printed) = besa.installation.besa(&["log", "verify"]);
    assert!(sound, "{printed}");
}

impl Besa {
    /// Creates a plan in progress with one commitment; each step goes through the other process.
    async fn plan(&mut self, one: &Process, two: &Process) {
        let fields = json!({
            "reference": "2026-2028", "title": "Open government action plan", "language": "en",
            "starts_on": "2026-09-01", "ends_on": "2028-08-31"
        });
        let plan = send(self.post(one, "/plans", &fields), StatusCode::CREATED).await;
        let path = format!("/plans/{}/state", plan["id"].as_str().unwrap());
        let step = json!({ "state": "implementing", "version": plan["version"] });
        send(self.post(two, &path, &step), StatusCode::OK).await;
        let fields =
            json!({ "plan": plan["id"], "title": "Drinking-water results", "policy_area": "public-participation" });
        let commitment = send(self.post(one, "/commitments", &fields), StatusCode::CREATED).await;
        self.commitment = commitment["id"].as_str().unwrap().to_owned();
        send(
            self.client
                .get(two.url(&format!("/api/v1/tenants/elbasan/commitments/{}", self.commitment))),
            StatusCode::OK,
        )
        .await;
    }

    async fn a_comment_through_one_is_answered_through_the_other(&self, one: &Process, two: &Process, sink: &Sink) {
        let body = json!({
            "body": WORDS, "commitment": self.commitment, "name": "Ana K.", "email": "ana@example.org", "asks": true
        });
        let comments = "/api/v1/tenants/elbasan/comments";
        send(self.client.post(one.url(comments)).json(&body), StatusCode::ACCEPTED).await;
        let (_, _, text) = mails(sink, "Confirm what you wrote").await.remove(0);
        let base = self.installation.url("");
        let link = text
            .split_whitespace()
            .find_map(|word| word.strip_prefix(&base))
            .unwrap();
        let page = self
            .client
            .get(two.url(link))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for input in Html::parse_document(&page).select(&Selector::parse("main form input").unwrap()) {
            let (name, value) = (
                input.attr("name").unwrap_or_default(),
                input.attr("value").unwrap_or_default(),
            );
            form.append_pair(name, value);
        }
        let confirm = self
            .client
            .post(two.url(link))
            .header("origin", &base)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.finish());
        send(confirm, StatusCode::SEE_OTHER).await;
        mails(sink, "We have what you wrote").await;

        let list = send(self.client.get(one.url(comments)), StatusCode::OK).await;
        let comment = list["items"][0]["id"].as_str().unwrap();
        let answer = json!({ "outcome": "accepted", "changed": "The shop has a board for them." });
        let path = format!("/comments/{comment}/response");
        send(self.post(two, &path, &answer), StatusCode::CREATED).await;
        let read = self.client.get(one.url(&format!("{comments}/{comment}/response")));
        assert_eq!(send(read, StatusCode::OK).await["outcome"], "accepted");
        mails(sink, "The answer to what you wrote").await;
        self.rest(0).await;
        let to_ana: Vec<_> = letters(sink)
            .into_iter()
            .filter(|(to, ..)| to == "ana@example.org")
            .collect();
        assert_eq!(
            to_ana.len(),
            3,
            "confirmation, receipt and response, each once: {to_ana:#?}"
        );
    }

    async fn a_worker_dies_in_the_middle(&self, one: &Process, sink: &Sink, worker: Process) {
        sink.hold();
        let words: Vec<String> = (0..AT_ONCE)
            .map(|at| format!("The board at shop {at} is empty."))
            .collect();
        for words in &words {
            self.comment(one, words).await;
        }
        // Each worker sends at most two mails at a time to one host, so both workers are busy here.
        until("both workers wait for the mail server", || sink.held() == 4).await;
        // A worker releases mails above the limit per host. If it dies before that, it still leases them.
        self.leased(4).await;
        drop(worker);
        sink.go_on();
        self.rest(2).await;
        assert_eq!(
            self.received(sink, &words).len(),
            AT_ONCE - 2,
            "the other worker continues"
        );
        self.sql("UPDATE job SET leased_until = now() WHERE leased_until IS NOT NULL AND kind = 'send_receipt'")
            .await;
        self.rest(0).await;
        let mut received = self.received(sink, &words);
        received.sort();
        let mut all = words;
        all.sort();
        assert_eq!(received, all, "each comment has one receipt");
    }

    /// Returns which of these texts a receipt quotes.
    fn received(&self, sink: &Sink, words: &[String]) -> Vec<String> {
        let letters = letters(sink).into_iter();
        letters
            .filter(|(to, ..)| to == "writer@example.org")
            .filter_map(|(.., text)| words.iter().find(|words| text.contains(*words)).cloned())
            .collect()
    }

    async fn redis_dies(&self, one: &Process, two: &Process, sink: &Sink, redis: Redis) {
        let port = redis.port;
        drop(redis);
        let without = vec!["Written while Redis is away.".to_owned()];
        let comment = self.comment(one, &without[0]).await;
        let answer = json!({ "outcome": "already_done", "reason": "It hangs there since Monday." });
        send(
            self.post(two, &format!("/comments/{comment}/response"), &answer),
            StatusCode::CREATED,
        )
        .await;
        self.rest(0).await;
        assert_eq!(
            self.received(sink, &without).len(),
            2,
            "receipt and response, each once"
        );
        for process in [one, two] {
            send(self.client.get(process.url("/readyz")), StatusCode::OK).await;
        }
        let redis = Redis::start(port).await;
        let again = vec!["Written when Redis is back.".to_owned()];
        self.comment(two, &again[0]).await;
        self.rest(0).await;
        assert_eq!(self.received(sink, &again), again);
        drop(redis);
    }
}
