//! Redis, where it is configured: the doorbell and the counter of tries across processes. Besa never
//! needs it. Each call has a deadline of tens of milliseconds; when calls fail, none is made until a
//! probe in the background finds Redis well again; meanwhile workers poll, and tries are counted in
//! this process, which counts them all the time.

use async_trait::async_trait;
use besa_domain::ports::{Count, TryKey};
use besa_domain::ports::{Doorbell, InProcess, Limiter, LocalLimiter};
use futures_util::StreamExt;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, ErrorKind, FromRedisValue, RedisError, RedisResult};
use std::fmt::Display;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval, timeout};

const CHANNEL: &str = "besa:bell";

/// How long a request waits for Redis.
const CALL: Duration = Duration::from_millis(50);
/// Calls in a row that may pass that before none is made any more.
const SLOW: u32 = 3;
/// How long each step of a probe may take.
const PROBE: Duration = Duration::from_millis(500);
/// The pause between probes, whether Redis is there or away.
const EVERY: Duration = Duration::from_millis(250);
/// How long a start waits for the first connection, so that a short command still rings.
const FIRST: Duration = Duration::from_millis(200);
/// The same trouble is logged once in this time.
const QUIET: Duration = Duration::from_secs(60);

/// Adds one to a counter that ends with its window, and says how many there are and how many seconds
/// are left. A counter without an end, which none of ours is, gets one.
const COUNT: &str = "local tries = redis.call('INCR', KEYS[1])
local left = redis.call('TTL', KEYS[1])
if left < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {tries, left}";

/// The doorbell over Redis publish and subscribe.
#[derive(Debug)]
struct Bell {
    link: Arc<Link>,
    here: Arc<InProcess>,
}

/// Tries counted in Redis.
#[derive(Debug)]
struct Counter {
    link: Arc<Link>,
    here: LocalLimiter,
}

/// The connection while Redis is well.
#[derive(Default)]
struct Link {
    connection: Mutex<Option<MultiplexedConnection>>,
    opened: Notify,
    broken: Notify,
    slow: AtomicU32,
    told: Mutex<Option<Instant>>,
    away: AtomicBool,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redis")
    }
}

/// Connects in the background, and keeps connected for as long as the program runs.
///
/// # Errors
/// When the address is none.
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

/// Connects again whenever the connection is lost.
async fn keep(client: Client, link: Arc<Link>, here: Arc<InProcess>) {
    loop {
        if let Err(error) = hold(&client, &link, &here).await {
            link.close();
            link.warn(
                &error,
                "redis unavailable: counting tries and waking workers in this process",
            );
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Connects, passes rings on to this process, and probes the connection until it fails.
async fn hold(client: &Client, link: &Link, here: &InProcess) -> RedisResult<()> {
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(PROBE))
        .set_response_timeout(Some(PROBE));
    let mut connection = within(client.get_multiplexed_async_connection_with_config(&config)).await?;
    let mut channel = within(client.get_async_pubsub()).await?;
    within(channel.subscribe(CHANNEL)).await?;
    let mut rings = channel.into_on_message();
    ping(&mut connection).await?;
    link.open(connection.clone());
    // What was rung meanwhile was not heard.
    here.ring().await;
    let mut probes = interval(EVERY);
    probes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            ring = rings.next() => match ring {
                Some(_) => here.ring().await,
                None => return Err(away("the connection was closed")),
            },
            () = link.broken.notified() => return Err(away("calls fail or take too long")),
            _ = probes.tick() => ping(&mut connection).await?,
        }
    }
}

async fn ping(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    within(redis::cmd("PING").query_async(connection)).await
}

async fn within<T>(step: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
    match timeout(PROBE, step).await {
        Ok(done) => done,
        Err(_elapsed) => Err(away("no answer in time")),
    }
}

fn away(why: &'static str) -> RedisError {
    RedisError::from((ErrorKind::Io, why))
}

impl Link {
    /// What a command gives. None at once while Redis is away; none when it refuses, or does not answer
    /// in time.
    async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Option<T> {
        let mut connection = self.connection().clone()?;
        match timeout(CALL, command.query_async::<T>(&mut connection)).await {
            Ok(Ok(answer)) => {
                self.slow.store(0, Ordering::Relaxed);
                return Some(answer);
            }
            // It answers: it is full, read-only, or holds something else under the key.
            Ok(Err(error)) if !error.is_io_error() && !error.is_unrecoverable_error() => {
                self.warn(&error, "redis refused a command: done in this process");
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

    /// Makes no more calls on this connection, and has it probed.
    fn give_up(&self) {
        self.close();
        self.broken.notify_one();
    }

    /// Logs trouble, once in [`QUIET`].
    fn warn(&self, error: &dyn Display, what: &'static str) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|at| at.elapsed() >= QUIET) {
            *told = Some(Instant::now());
            self.away.store(true, Ordering::Relaxed);
            tracing::warn!(%error, "{what}");
        }
    }
}

#[async_trait]
impl Doorbell for Bell {
    async fn ring(&self) {
        self.here.ring().await;
        // Without Redis other workers find the job at their next tick.
        let mut command = redis::cmd("PUBLISH");
        let _rung: Option<i64> = self.link.ask(command.arg(CHANNEL).arg(1)).await;
    }

    async fn wait(&self, tick: Duration) {
        self.here.wait(tick).await;
    }
}

#[async_trait]
impl Limiter for Counter {
    async fn count(&self, key: TryKey, window: Duration, now: i64) -> Count {
        // Counted here all the time: a Redis that is lost or emptied does not begin limits anew.
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
}
