//! Redis, if configured: wakes workers, tells which cities changed and counts rate limits, across processes. It
//! is optional. A call times out after 50 ms; when calls fail, no more are made until a background probe succeeds.
//! Meanwhile workers poll, each request reads the revision of its city, and rate limits use the counters of this
//! process, which are always kept.

use async_trait::async_trait;
use besa_domain::ports::{Count, Doorbell, InProcess, Limiter, LocalLimiter, Pace, Progress, TryKey};
use besa_domain::{ImportId, KnownCities, TenantId};
use futures_util::StreamExt;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, ErrorKind, FromRedisValue, Msg, RedisError, RedisResult};
use std::fmt::Display;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// The channel that wakes workers.
const BELL: &str = "besa:bell";
/// The channel of the ids of cities that changed.
const CHANGES: &str = "besa:changes";
/// The beginning of the keys that tell how far some work is, and how long they stay.
const PROGRESS: &str = "besa:progress:";
const PROGRESS_SECONDS: u32 = 600;

/// Timeout of a call.
const CALL: Duration = Duration::from_millis(50);
/// Number of consecutive timeouts after which no more calls are made.
const SLOW: u32 = 3;
/// Timeout of each step of a probe.
const PROBE: Duration = Duration::from_millis(500);
/// The pause between probes and between attempts to connect.
const EVERY: Duration = Duration::from_millis(250);
/// How long the start waits for the first connection, so that even a short command can wake workers.
const FIRST: Duration = Duration::from_millis(200);
/// Minimum time between two warnings.
const QUIET: Duration = Duration::from_secs(60);

/// Increments a counter that expires with its window. Returns its value and the seconds left. A counter
/// without expiry, which Besa never creates, gets one.
const COUNT: &str = "local tries = redis.call('INCR', KEYS[1])
local left = redis.call('TTL', KEYS[1])
if left < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {tries, left}";

/// Counts an attempt unless it exceeds a pace. The counter is the time until which its attempts count. Returns
/// the seconds after which an attempt is allowed.
const PACE: &str = "local now, every, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local ends = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + every
if ends - now > most then
  return ends - now - most
end
redis.call('SET', KEYS[1], string.format('%.0f', ends), 'EX', ends - now)
return 0";

/// The doorbell over Redis pub/sub, for every process.
#[derive(Debug)]
struct Bell {
    link: Arc<Link>,
    here: Arc<InProcess>,
}

/// Counts attempts for rate limits in Redis.
#[derive(Debug)]
struct Counter {
    link: Arc<Link>,
    here: LocalLimiter,
}

/// The connection, while Redis works.
#[derive(Default)]
struct Link {
    connection: Mutex<Option<MultiplexedConnection>>,
    opened: Notify,
    broken: Notify,
    slow: AtomicU32,
    warned_at: Mutex<Option<Instant>>,
    away: AtomicBool,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redis")
    }
}

/// Connects in the background, and reconnects whenever the connection is lost.
///
/// # Errors
/// When the URL is invalid.
pub(crate) async fn connect(url: &str) -> anyhow::Result<(Arc<dyn Doorbell>, Arc<dyn Limiter>)> {
    let client = Client::open(url)?;
    let (link, here) = (Arc::new(Link::default()), Arc::new(InProcess::default()));
    tokio::spawn(keep(client, Arc::clone(&link), Arc::clone(&here)));
    drop(timeout(FIRST, link.opened.notified()).await);
    let bell = Bell {
        link: Arc::clone(&link),
        here,
    };
    let counter = Counter {
        link,
        here: LocalLimiter::default(),
    };
    Ok((Arc::new(bell), Arc::new(counter)))
}

/// Reconnects whenever the connection is lost.
async fn keep(client: Client, link: Arc<Link>, here: Arc<InProcess>) {
    loop {
        if let Err(error) = hold(&client, &link, &here).await {
            link.close();
            link.warn(
                &error,
                "redis unavailable: rate limits and worker wake-ups are local to this process",
            );
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Connects, forwards rings to this process, and probes the connection until it fails.
async fn hold(client: &Client, link: &Link, here: &InProcess) -> RedisResult<()> {
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(PROBE))
        .set_response_timeout(Some(PROBE));
    let mut connection = within(client.get_multiplexed_async_connection_with_config(&config)).await?;
    let mut channel = within(client.get_async_pubsub()).await?;
    within(channel.subscribe(&[BELL, CHANGES])).await?;
    let mut messages = channel.into_on_message();
    ping(&mut connection).await?;
    // Messages may have been missed while there was no connection.
    here.known_cities().forget_all();
    link.open(connection.clone());
    here.ring().await;
    let mut probes = interval(EVERY);
    probes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            message = messages.next() => match message {
                Some(message) if message.get_channel_name() == CHANGES => forget(here, &message),
                Some(_ring) => here.ring().await,
                None => return Err(away("connection closed")),
            },
            () = link.broken.notified() => return Err(away("calls fail or time out")),
            _ = probes.tick() => ping(&mut connection).await?,
        }
    }
}

/// Forgets the city that another process changed.
fn forget(here: &InProcess, message: &Msg) {
    let named = message.get_payload::<String>().ok();
    match named.and_then(|id| id.parse().ok()) {
        Some(changed) => here.known_cities().forget(changed),
        None => here.known_cities().forget_all(),
    }
}

async fn ping(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    within(redis::cmd("PING").query_async(connection)).await
}

async fn within<T>(step: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
    match timeout(PROBE, step).await {
        Ok(done) => done,
        Err(_elapsed) => Err(away("timeout")),
    }
}

fn away(why: &'static str) -> RedisError {
    RedisError::from((ErrorKind::Io, why))
}

impl Link {
    /// Returns the result of a command. `None` when Redis refuses it or times out, and immediately while
    /// there is no connection.
    async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Option<T> {
        let mut connection = self.connection().clone()?;
        match timeout(CALL, command.query_async::<T>(&mut connection)).await {
            Ok(Ok(answer)) => {
                self.slow.store(0, Ordering::Relaxed);
                return Some(answer);
            }
            // The connection works; Redis is full or read-only, or the key has another type.
            Ok(Err(error)) if !error.is_io_error() && !error.is_unrecoverable_error() => {
                self.warn(&error, "redis refused a command: handled in this process");
            }
            Ok(Err(_lost)) => self.give_up(),
            Err(_elapsed) => {
                if self.slow.fetch_add(1, Ordering::Relaxed) + 1 >= SLOW {
                    self.give_up();
                }
            }
        }
        None
    }

    fn connection(&self) -> MutexGuard<'_, Option<MultiplexedConnection>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self, connection: MultiplexedConnection) {
        *self.connection() = Some(connection);
        self.slow.store(0, Ordering::Relaxed);
        self.opened.notify_one();
        if self.away.swap(false, Ordering::Relaxed) {
            tracing::info!("redis connected");
        }
    }

    fn close(&self) {
        *self.connection() = None;
    }

    /// Stops using this connection, and makes [`keep`] reconnect.
    fn give_up(&self) {
        self.close();
        self.broken.notify_one();
    }

    /// Logs a warning, at most once per [`QUIET`].
    fn warn(&self, error: &dyn Display, what: &'static str) {
        let mut warned_at = self.warned_at.lock().unwrap_or_else(PoisonError::into_inner);
        if warned_at.is_none_or(|at| at.elapsed() >= QUIET) {
            *warned_at = Some(Instant::now());
            self.away.store(true, Ordering::Relaxed);
            tracing::warn!(%error, "{what}");
        }
    }
}

#[async_trait]
impl Doorbell for Bell {
    async fn ring(&self) {
        self.here.ring().await;
        // Without Redis, workers in other processes find the job at their next tick.
        let mut command = redis::cmd("PUBLISH");
        let _rung: Option<i64> = self.link.ask(command.arg(BELL).arg(1)).await;
    }

    async fn tell(&self, changed: TenantId) {
        let mut command = redis::cmd("PUBLISH");
        let command = command.arg(CHANGES).arg(changed.to_string());
        let _told: Option<i64> = self.link.ask(command).await;
    }

    fn hears(&self) -> bool {
        self.link.connection().is_some()
    }

    fn known_cities(&self) -> &KnownCities {
        self.here.known_cities()
    }

    async fn show_progress(&self, of: ImportId, progress: Option<Progress>) {
        self.here.show_progress(of, progress).await;
        let key = format!("{PROGRESS}{of}");
        let command = match progress {
            Some(Progress { done, total }) => redis::cmd("SET")
                .arg(key)
                .arg(format!("{done} {total}"))
                .arg("EX")
                .arg(PROGRESS_SECONDS)
                .clone(),
            None => redis::cmd("DEL").arg(key).clone(),
        };
        let _shown: Option<redis::Value> = self.link.ask(&command).await;
    }

    async fn progress(&self, of: ImportId) -> Option<Progress> {
        let mut command = redis::cmd("GET");
        let shown: Option<Option<String>> = self.link.ask(command.arg(format!("{PROGRESS}{of}"))).await;
        let shown = shown.flatten();
        let numbers = shown.as_deref().and_then(|shown| shown.split_once(' '));
        match numbers.map(|(done, total)| (done.parse(), total.parse())) {
            Some((Ok(done), Ok(total))) => Some(Progress { done, total }),
            Some(_) | None => self.here.progress(of).await,
        }
    }

    async fn wait(&self, tick: Duration) {
        self.here.wait(tick).await;
    }
}

#[async_trait]
impl Limiter for Counter {
    async fn count(&self, key: TryKey, window: Duration, now: i64) -> Count {
        // Always counted here too, so that losing or emptying Redis does not reset the limits.
        let here = self.here.count(key, window, now).await;
        let mut command = redis::cmd("EVAL");
        command
            .arg(COUNT)
            .arg(1)
            .arg(format!("besa:tries:{key}"))
            .arg(window.as_secs().max(1));
        match self.link.ask::<(i64, i64)>(&command).await {
            Some((tries, left)) if tries > i64::from(here.tries) => Count {
                tries: u32::try_from(tries).unwrap_or(u32::MAX),
                left: u64::try_from(left).unwrap_or(1).max(1),
            },
            Some(_) | None => here,
        }
    }

    async fn pace(&self, key: TryKey, pace: Pace, now: i64) -> u64 {
        let here = self.here.pace(key, pace, now).await;
        let (every, most) = pace.seconds();
        let mut command = redis::cmd("EVAL");
        command
            .arg(PACE)
            .arg(1)
            .arg(format!("besa:tries:{key}"))
            .arg(now)
            .arg(every)
            .arg(most);
        let there = self.link.ask::<i64>(&command).await.unwrap_or(0);
        here.max(u64::try_from(there).unwrap_or(0))
    }
}
