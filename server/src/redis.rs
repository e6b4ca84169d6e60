//! Redis, where it is configured: the doorbell and the counter of tries across processes. When it
//! is gone, both go on in process: jobs are late by one tick, tries are counted by each process.

use async_trait::async_trait;
use besa_domain::OrLog;
use besa_domain::ports::{Doorbell, InProcess, Limiter, LocalLimiter};
use futures_util::StreamExt;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use std::sync::Arc;
use std::time::Duration;

const CHANNEL: &str = "besa:bell";

/// Adds one to a counter that ends with its window, and says how many there are and how many
/// seconds are left.
const COUNT: &str = "local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {n, redis.call('TTL', KEYS[1])}";

/// The doorbell over Redis publish and subscribe.
#[derive(Debug)]
pub(crate) struct Bell {
    connection: Connection,
    here: Arc<InProcess>,
}

/// Tries counted in Redis.
#[derive(Debug)]
pub(crate) struct Counter {
    connection: Connection,
    here: LocalLimiter,
}

#[derive(Clone)]
struct Connection(ConnectionManager);

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redis")
    }
}

/// Connects, and listens for rings for as long as the program runs.
///
/// # Errors
/// When the address is wrong or Redis cannot be reached at start.
pub(crate) async fn connect(url: &str) -> anyhow::Result<(Arc<dyn Doorbell>, Arc<dyn Limiter>)> {
    let client = redis::Client::open(url)?;
    let config = ConnectionManagerConfig::new()
        .set_connection_timeout(Some(Duration::from_secs(2)))
        .set_response_timeout(Some(Duration::from_secs(1)));
    let connection = Connection(ConnectionManager::new_with_config(client.clone(), config).await?);
    let here = Arc::new(InProcess::default());
    tokio::spawn(listen(client, Arc::clone(&here)));
    let bell = Bell {
        connection: connection.clone(),
        here,
    };
    let counter = Counter {
        connection,
        here: LocalLimiter::default(),
    };
    Ok((Arc::new(bell), Arc::new(counter)))
}

/// Passes rings on to this process, and comes back when the connection breaks.
async fn listen(client: redis::Client, here: Arc<InProcess>) {
    loop {
        hear(&client, &here).await.or_log("workers poll while Redis is away");
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

/// Hears rings until the connection breaks.
async fn hear(client: &redis::Client, here: &InProcess) -> redis::RedisResult<()> {
    let mut channel = client.get_async_pubsub().await?;
    channel.subscribe(CHANNEL).await?;
    let mut rings = channel.into_on_message();
    while rings.next().await.is_some() {
        here.ring().await;
    }
    Ok(())
}

#[async_trait]
impl Doorbell for Bell {
    async fn ring(&self) {
        self.here.ring().await;
        let mut connection = self.connection.0.clone();
        let rung: Result<(), _> = redis::cmd("PUBLISH")
            .arg(CHANNEL)
            .arg(1)
            .query_async(&mut connection)
            .await;
        rung.or_log("other workers find the job at their next tick");
    }

    async fn wait(&self, tick: Duration) {
        self.here.wait(tick).await;
    }
}

#[async_trait]
impl Limiter for Counter {
    async fn hit(&self, key: &str, most: u32, window: Duration, now: i64) -> Option<u64> {
        let mut connection = self.connection.0.clone();
        let counted: Result<(i64, i64), _> = redis::Script::new(COUNT)
            .key(format!("besa:tries:{key}"))
            .arg(window.as_secs().max(1))
            .invoke_async(&mut connection)
            .await;
        match counted.or_log("tries are counted in this process while Redis is away") {
            Some((count, left)) => (count > i64::from(most)).then(|| u64::try_from(left).unwrap_or(1).max(1)),
            None => self.here.hit(key, most, window, now).await,
        }
    }
}
