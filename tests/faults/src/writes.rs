//! The writes of clients, and the journal of them. Each write has a unique text, which is also its
//! idempotency key, so that it can be found in the database and repeated.

use fastrand::Rng;
use futures_util::future::join_all;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

/// Comments per account: below the hourly rate limit.
const COMMENTS_EACH: usize = 4;
/// Timeout of a request. Longer than any response should take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The API tokens of the people who write.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writers {
    /// The coordinator, who adds organisations and evidence.
    pub(crate) coordinator: String,
    /// People who comment: e-mail address and token.
    pub(crate) commenters: Vec<(String, String)>,
    /// The id of the commitment for comments and evidence.
    pub(crate) commitment: String,
}

/// The kind of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An organisation.
    Organisation,
    /// A comment, whose author gets a mail.
    Comment,
    /// Evidence with a file.
    Evidence,
}

/// The state of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// It was acknowledged.
    Acknowledged,
    /// It was refused, or there was no response. With the reason.
    Unknown(String),
}

/// One write.
#[derive(Debug, Clone)]
pub(crate) struct Write {
    /// The kind.
    pub(crate) kind: Kind,
    /// The unique text: in the record, in the mail, and the idempotency key.
    pub(crate) words: String,
    /// The index of the commenter.
    pub(crate) by: usize,
    /// The state.
    pub(crate) state: State,
}

/// The responses while a row ran.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers {
    /// The count of each status; 0 means no response.
    pub(crate) statuses: BTreeMap<u16, u32>,
    /// The time of the slowest response.
    pub(crate) slowest: Duration,
    /// The number of 503 responses without `Retry-After`.
    pub(crate) without_retry_after: u32,
}

/// Clients and their journal.
#[derive(Clone)]
pub(crate) struct Journal {
    client: Client,
    writers: Arc<Writers>,
    /// The base URLs of the processes, used in turn.
    urls: Arc<Mutex<Vec<String>>>,
    writes: Arc<Mutex<Vec<Write>>>,
    answers: Arc<Mutex<Answers>>,
    count: Arc<AtomicUsize>,
    comments: Arc<AtomicUsize>,
    seed: u64,
}

/// Clients that write until they are stopped.
pub(crate) struct Stream {
    stop: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Journal {
    /// Creates an empty journal.
    pub(crate) fn new(writers: Writers, seed: u64) -> Self {
        let client = Client::builder()
            .timeout(PATIENCE)
            // A new connection for each request.
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            client,
            writers: Arc::new(writers),
            urls: Arc::default(),
            writes: Arc::default(),
            answers: Arc::default(),
            count: Arc::default(),
            comments: Arc::default(),
            seed,
        }
    }

    /// Sets the base URLs.
    pub(crate) fn toward(&self, urls: Vec<String>) {
        *self.urls.lock().unwrap() = urls;
    }

    /// Returns the HTTP client.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the people who write.
    pub(crate) fn writers(&self) -> &Writers {
        &self.writers
    }

    /// Returns every write so far.
    pub(crate) fn writes(&self) -> Vec<Write> {
        self.writes.lock().unwrap().clone()
    }

    /// Takes the responses since the last call.
    pub(crate) fn take_answers(&self) -> Answers {
        std::mem::take(&mut *self.answers.lock().unwrap())
    }

    /// Starts clients that write until they are stopped.
    pub(crate) fn stream(&self, clients: usize) -> Stream {
        let stop = Arc::new(AtomicBool::new(false));
        let tasks = (0..clients).map(|at| {
            let (journal, stop) = (self.clone(), stop.clone());
            let mut rng = Rng::with_seed(self.seed.wrapping_mul(31).wrapping_add(u64::try_from(at).unwrap()));
            tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let kind = match rng.u8(..10) {
                        0..4 => Kind::Organisation,
                        4..9 => Kind::Comment,
                        _ => Kind::Evidence,
                    };
                    let fine = journal.write(kind).await;
                    let pause = if fine { rng.u64(5..25) } else { rng.u64(60..140) };
                    sleep(Duration::from_millis(pause)).await;
                }
            })
        });
        Stream {
            stop: stop.clone(),
            tasks: tasks.collect(),
        }
    }

    /// Writes something new. Returns whether it was acknowledged.
    pub(crate) async fn write(&self, kind: Kind) -> bool {
        let (index, write) = self.note(kind);
        self.send(index, &write).await
    }

    /// Adds a new write to the journal, before it is sent.
    fn note(&self, kind: Kind) -> (usize, Write) {
        let at = self.count.fetch_add(1, Ordering::Relaxed);
        let most = self.writers.commenters.len() * COMMENTS_EACH;
        let (kind, by) = match kind {
            Kind::Comment => match self.comments.fetch_add(1, Ordering::Relaxed) {
                by if by < most => (Kind::Comment, by % self.writers.commenters.len()),
                _ => (Kind::Organisation, 0),
            },
            Kind::Organisation | Kind::Evidence => (kind, 0),
        };
        let write = Write {
            kind,
            words: format!("besa{}w{at}e", self.seed),
            by,
            state: State::Unknown("no response yet".to_owned()),
        };
        let mut writes = self.writes.lock().unwrap();
        writes.push(write.clone());
        (writes.len() - 1, write)
    }

    /// Repeats every write that was not acknowledged. Returns those that were refused again, with the
    /// reasons.
    pub(crate) async fn repeat(&self) -> Vec<String> {
        let mut refused = Vec::new();
        let unknown: Vec<_> = self.writes().into_iter().enumerate().collect();
        for (index, write) in unknown {
            if write.state == State::Acknowledged {
                continue;
            }
            let mut fine = false;
            for _ in 0..4 {
                fine = self.send(index, &write).await;
                if fine {
                    break;
                }
                sleep(Duration::from_millis(250)).await;
            }
            if !fine && let State::Unknown(why) = self.writes.lock().unwrap()[index].state.clone() {
                refused.push(format!("{}: {why}", write.words));
                if refused.len() > 3 {
                    break;
                }
            }
        }
        refused
    }

    /// Writes something new, and disconnects after `patience`.
    pub(crate) async fn hurried(&self, kind: Kind, patience: Duration) -> bool {
        let (index, write) = self.note(kind);
        self.send_within(index, &write, patience).await
    }

    /// Sends one write `times` times at once. Returns the status and id of each response.
    pub(crate) async fn equally(&self, kind: Kind, times: usize) -> Vec<(u16, Option<String>)> {
        let (index, write) = self.note(kind);
        let answers = (0..times).map(|_| async {
            let Ok(answer) = self.request(&write).send().await else {
                return (0, None);
            };
            let status = answer.status().as_u16();
            let body: serde_json::Value =
                serde_json::from_str(&answer.text().await.unwrap_or_default()).unwrap_or_default();
            (status, body["id"].as_str().map(str::to_owned))
        });
        let answers = join_all(answers).await;
        if answers.iter().any(|(status, _)| (200..300).contains(status)) {
            self.writes.lock().unwrap()[index].state = State::Acknowledged;
        }
        answers
    }

    async fn send(&self, index: usize, write: &Write) -> bool {
        self.send_within(index, write, PATIENCE).await
    }

    async fn send_within(&self, index: usize, write: &Write, patience: Duration) -> bool {
        let began = Instant::now();
        let sent = self.request(write).timeout(patience).send().await;
        let (status, state, bare) = match sent {
            Err(error) => (0, State::Unknown(format!("{error:?}")), false),
            Ok(answer) => {
                let status = answer.status();
                let bare = status == StatusCode::SERVICE_UNAVAILABLE && !answer.headers().contains_key("retry-after");
                // An incomplete response does not count.
                match answer.text().await {
                    Ok(_) if status.is_success() => (status.as_u16(), State::Acknowledged, bare),
                    Ok(body) => (status.as_u16(), State::Unknown(format!("{status}: {body}")), bare),
                    Err(error) => (0, State::Unknown(format!("{status}, then {error:?}")), bare),
                }
            }
        };
        let mut answers = self.answers.lock().unwrap();
        *answers.statuses.entry(status).or_default() += 1;
        answers.slowest = answers.slowest.max(began.elapsed());
        answers.without_retry_after += u32::from(bare);
        let fine = state == State::Acknowledged;
        let mut writes = self.writes.lock().unwrap();
        // An acknowledged write stays acknowledged, whatever the response to a repetition.
        if writes[index].state != State::Acknowledged {
            writes[index].state = state;
        }
        fine
    }

    /// Returns the URL of a path at the next process.
    pub(crate) fn url(&self, path: &str) -> String {
        let urls = self.urls.lock().unwrap();
        let at = self.count.load(Ordering::Relaxed) % urls.len();
        format!("{}{path}", urls[at])
    }

    /// Creates a POST request from a random client address, so that rate limits per address do not apply.
    pub(crate) fn post(&self, path: &str, token: &str) -> RequestBuilder {
        let [_, a, b, c] = fastrand::u32(..).to_be_bytes();
        self.client
            .post(self.url(path))
            .header("x-forwarded-for", format!("10.{a}.{b}.{c}"))
            .bearer_auth(token)
    }

    fn request(&self, write: &Write) -> RequestBuilder {
        let words = &write.words;
        let request = match write.kind {
            Kind::Organisation => self
                .post("/api/v1/tenants/elbasan/organisations", &self.writers.coordinator)
                .json(&json!({ "name": words, "kind": "civil_society" })),
            Kind::Comment => self
                .post("/api/v1/tenants/elbasan/comments", &self.writers.commenters[write.by].1)
                .json(&json!({ "body": words, "commitment": self.writers.commitment })),
            Kind::Evidence => {
                let boundary = "besa-faults";
                let commitment = &self.writers.commitment;
                let field = |name: &str, value: &str| {
                    format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                };
                let mut form = [
                    field("commitment", commitment),
                    field("title", words),
                    field("kind", "document"),
                ]
                .concat();
                form += &format!(
                    "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{words}.txt\"\r\n\
                     Content-Type: text/plain\r\n\r\n{}\r\n--{boundary}--\r\n",
                    format!("What {words} proves.\n").repeat(400)
                );
                self.post("/api/v1/tenants/elbasan/evidence", &self.writers.coordinator)
                    .header("content-type", format!("multipart/form-data; boundary={boundary}"))
                    .body(form)
            }
        };
        request.header("idempotency-key", words)
    }
}

impl Stream {
    /// Stops after the writes in progress.
    pub(crate) async fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.unwrap();
        }
    }
}
